"""What an archive holds, unpacked under names of our own: its names are text and lead nowhere.

An archive that would unpack to far more than it is, whose names would climb out of a folder, that
holds links or is locked, is refused whole.
"""

from __future__ import annotations

import stat
import struct
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ENTRIES, MOST_BYTES = 5_000, 2_000_000_000
# Photographs hardly pack, text packs ten times; what packs a hundred times and is large is no copy.
RATIO, SMALL = 100, 16_000_000
_UTF8, _LOCKED = 0x800, 0x1
# Info-ZIP's field for the name in UTF-8 (APPNOTE, 4.6.9).
_UNICODE_PATH = 0x7075
_DRIVE = regex(r"[A-Za-z]:")
_CHUNK = 1 << 20


class RefusedArchiveError(Exception):
    """An archive that is not unpacked; `why` says so to people."""

    def __init__(self, why: Text) -> None:
        self.why = why
        super().__init__(why.en)


def unpacked(path: Path, spare: Path) -> list[tuple[str, Path]]:
    """The files of an archive by their names, each with the place in `spare` where its bytes now lie."""
    try:
        with zipfile.ZipFile(path) as archive:
            named = _checked(archive, path.stat().st_size)
            return [
                (name, _extracted(archive, info, spare)) for name, info in sorted(named, key=_by)
            ]
    except RefusedArchiveError:
        raise
    except doors.DOCX.faults() as cause:
        raise RefusedArchiveError(Text("压缩包坏了", "the archive is damaged")) from cause


def checked(path: Path) -> None:
    """RefusedArchiveError where a file that is an archive (a document) would unpack to too much."""
    try:
        with zipfile.ZipFile(path) as archive:
            _checked(archive, path.stat().st_size)
    except RefusedArchiveError:
        raise
    except doors.DOCX.faults():
        return


def _by(pair: tuple[str, zipfile.ZipInfo]) -> str:
    return pair[0]


def _checked(archive: zipfile.ZipFile, size: int) -> list[tuple[str, zipfile.ZipInfo]]:
    entries = archive.infolist()
    whole = sum(info.file_size for info in entries)
    packed = sum(info.compress_size for info in entries)
    if len(entries) > MOST_ENTRIES:
        raise RefusedArchiveError(
            Text(f"里面超过 {MOST_ENTRIES} 个文件", f"it holds more than {MOST_ENTRIES} files")
        )
    # Entries that share their bytes make more of them than there are.
    beyond = whole > MOST_BYTES or (whole > SMALL and whole > RATIO * size) or packed > size
    if beyond or any(_swells(info) for info in entries):
        raise RefusedArchiveError(
            Text("展开以后大得没有道理", "it unpacks to more than makes sense")
        )
    return [(_name(info), info) for info in entries if not info.is_dir()]


def _swells(info: zipfile.ZipInfo) -> bool:
    return info.file_size > SMALL and info.file_size > RATIO * max(info.compress_size, 1)


def _name(info: zipfile.ZipInfo) -> str:
    """The name of an entry, "/" between folders; refused where it leads anywhere else."""
    if info.flag_bits & _LOCKED:
        raise RefusedArchiveError(Text("压缩包加了密码", "the archive is locked by a password"))
    if stat.S_ISLNK(info.external_attr >> 16):
        raise RefusedArchiveError(Text("里面有链接", "it holds links"))
    name = _decoded(info).replace("\\", "/")
    parts = name.split("/")
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts or "\0" in name:
        raise RefusedArchiveError(
            Text(f"里面的文件名指到别处：{name[:60]}", f"a name in it leads elsewhere: {name[:60]}")
        )
    return "/".join(part for part in parts if part not in ("", "."))


def _decoded(info: zipfile.ZipInfo) -> str:
    """The name as it was typed: by its flag or field, else UTF-8 where it is that, else GBK."""
    for kind, data in _fields(info.extra):
        if kind == _UNICODE_PATH and len(data) > 5:  # noqa: PLR2004  (a version and a checksum)
            return data[5:].decode("utf-8", "replace")
    if info.flag_bits & _UTF8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _extracted(archive: zipfile.ZipFile, info: zipfile.ZipInfo, spare: Path) -> Path:
    """The bytes of an entry as a file, no more of them than it says."""
    left = info.file_size
    with (
        archive.open(info) as stream,
        tempfile.NamedTemporaryFile(dir=spare, delete=False) as out,
    ):
        while chunk := stream.read(min(_CHUNK, left + 1)):
            left -= len(chunk)
            if left < 0:
                raise RefusedArchiveError(Text("压缩包坏了", "the archive is damaged"))
            out.write(chunk)
    return Path(out.name)
