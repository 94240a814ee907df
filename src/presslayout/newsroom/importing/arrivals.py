"""The files that arrived: one by one, in folders, in archives; where their bytes lie, what they are called."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Span, Text
from presslayout.base.values import field, frozen, mutable
from presslayout.issue.files import meant_by
from presslayout.newsroom.importing import unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COPY = frozenset(".txt .md .markdown .docx .docm .html .htm .mht .mhtml".split())
OFFICE = {**dict.fromkeys(".doc .wps .rtf .odt .dot .wpt".split(), ".docx"),
          **dict.fromkeys(".xls .et .ods".split(), ".xlsx")}  # fmt: skip
SHEETS = frozenset((".xlsx", ".xlsm"))
PICTURES = frozenset(".jpg .jpeg .png .tif .tiff .webp .heic .heif .gif".split())
ARCHIVES = frozenset((".zip",))
# A drop folder holds no more; what does is somebody's whole disk.
MOST_FILES, DEEPEST = 5_000, 12
# An archive in an archive in an archive is one that somebody made to keep a reader busy.
DEEPEST_ARCHIVE = 2
# What systems and programs put beside files.
_IDLE_NAMES = frozenset((".ds_store", "thumbs.db", "desktop.ini", "__macosx"))
_IDLE_STARTS = ("~$", "._", ".")
# Where browsers put what belongs to a page that they save.
_BESIDE_PAGES = ("_files", ".files")


@frozen
class Arrival:
    """A file: its name among what was given ("/" between folders), where its bytes lie, its extension."""

    name: str
    path: Path
    suffix: str
    sha256: str
    size: int

    @property
    def folder(self) -> str:
        """The folder that it came in, "" of one that came alone."""
        return self.name.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Its own name without folders and extension."""
        return self.name.rpartition("/")[2].removesuffix(
            self.name[len(self.name) - len(self.suffix) :]
        )

    @property
    def beside_page(self) -> bool:
        """Whether it belongs to a page that was saved with it."""
        return self.folder.endswith(_BESIDE_PAGES)


@mutable
class Arrivals:
    """What comes in: the files that can be read, those that cannot, and what is wrong."""

    spare: Path
    files: list[Arrival] = field(default_factory=list)
    left: list[Arrival] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)


def arrivals(paths: Sequence[Path], spare: Path) -> Arrivals:
    """The files that are named, in folders and in archives, in the order of their names.

    `spare` is an empty folder for what is unpacked.  Nothing is written elsewhere.
    """
    door = Arrivals(spare)
    for path in paths:
        name = Path(os.path.abspath(path)).name  # noqa: PTH100  (a link keeps its own name)
        if path.is_dir():
            for inner, where in _walk(path, door):
                _enter(inner, where, door, 0)
        elif doors.is_file(path):
            _enter(name, path, door, 0)
        else:
            door.found.append(_absent(path))
    return door


def _walk(folder: Path, door: Arrivals) -> Iterator[tuple[str, Path]]:
    """The files of a folder in the order of their names; links that lead out of it are told."""
    root = folder.resolve()
    waiting: list[tuple[str, Path, int]] = [("", folder, 0)]
    count = 0
    while waiting:
        lead, at, depth = waiting.pop()
        deeper: list[tuple[str, Path, int]] = []
        for name in sorted(os.listdir(at)):  # noqa: PTH208  (names are all that is wanted)
            path, shown = at / name, f"{lead}{name}"
            if name.lower() in _IDLE_NAMES or name.startswith(_IDLE_STARTS):
                continue
            if path.is_symlink() and not path.resolve().is_relative_to(root):
                door.found.append(_outside(shown))
            elif path.is_dir():
                if depth < DEEPEST and not path.is_symlink():
                    deeper.append((f"{shown}/", path, depth + 1))
            elif path.exists() and stat.S_ISREG(path.stat().st_mode):
                count += 1
                if count > MOST_FILES:
                    door.found.append(_too_many(folder.name))
                    return
                yield shown, path
        waiting += reversed(deeper)


def _enter(name: str, path: Path, door: Arrivals, depth: int) -> None:
    """One file; of an archive what it holds."""
    suffix = Path(name).suffix.lower()
    if suffix in ARCHIVES:
        _unpack(name, path, door, depth)
        return
    with doors.opened(path) as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    arrival = Arrival(name, path, suffix, digest, path.stat().st_size)
    if suffix in COPY | OFFICE.keys() | SHEETS | PICTURES:
        door.files.append(arrival)
    else:
        door.left.append(arrival)
        if not arrival.beside_page:
            door.found.append(_not_read(arrival))


def _unpack(name: str, path: Path, door: Arrivals, depth: int) -> None:
    if depth >= DEEPEST_ARCHIVE:
        door.found.append(_refused(name, Text("压缩包套得太深", "archives are nested too deep")))
        return
    try:
        held = unpacked.unpacked(path, door.spare)
    except unpacked.RefusedArchiveError as fault:
        door.found.append(_refused(name, fault.why))
        return
    # Of an archive that holds one folder the folder says nothing.
    for inner, where in held:
        parts = inner.split("/")
        if any(p.lower() in _IDLE_NAMES or p.startswith(_IDLE_STARTS) for p in parts):
            continue
        stem = name.rpartition(".")[0]
        _enter(f"{stem}/{inner}", where, door, depth + 1)


def _absent(path: Path) -> Diagnostic:
    meant = meant_by(path)
    return Diagnostic(
        "missing-file",
        ERROR,
        Text(f"读不到 {path.name}{meant.zh}", f"{path.name} cannot be read{meant.en}"),
        hint=Text("检查路径", "check the path"),
    )


def _refused(name: str, why: Text) -> Diagnostic:
    return Diagnostic(
        "import-refused",
        ERROR,
        Text(f"不收 {name}：{why.zh}", f"{name} is refused: {why.en}"),
        Span(name, 1, 1),
        Text("请来稿的人重新打包，或自己解开再收", "have it packed anew, or unpack it yourself"),
    )


def _outside(name: str) -> Diagnostic:
    return Diagnostic(
        "import-refused",
        ERROR,
        Text(
            f"不收 {name}：是指到文件夹外面的链接",
            f"{name} is refused: it is a link that leads out of the folder",
        ),
        Span(name, 1, 1),
        Text("把文件本身放进来", "put the file itself there"),
    )


def _too_many(name: str) -> Diagnostic:
    return Diagnostic(
        "import-refused",
        ERROR,
        Text(f"{name} 里超过 {MOST_FILES} 个文件", f"{name} holds more than {MOST_FILES} files"),
        Span(name, 1, 1),
        Text("只留这一期的来稿", "keep the copy of this issue alone"),
    )


def _not_read(arrival: Arrival) -> Diagnostic:
    return Diagnostic(
        "import-left-out",
        WARNING,
        Text(
            f"没有收 {arrival.name}：不读 {arrival.suffix or '没有扩展名'} 的文件",
            f"{arrival.name} was not taken in: files {arrival.suffix or 'without an extension'} are not read",
        ),
        Span(arrival.name, 1, 1),
        Text(
            "是稿件就另存为 .docx 或 .txt；是图片就存成 .jpg 或 .tif",
            "save copy as .docx or .txt, a picture as .jpg or .tif",
        ),
    )
