"""A bag looked at file by file: what its manifests name, and what is not as they say (RFC 8493).

Nothing outside of the folder is opened, whatever a manifest names, and no link is followed.
"""

from __future__ import annotations

import hashlib
import os
import re
from enum import StrEnum
from typing import TYPE_CHECKING

from presslayout.base import doors, filelines
from presslayout.base.patterns import regex
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DECLARED, INFO = "bagit.txt", "bag-info.txt"
PAYLOAD = "data/"
MANIFEST, TAGS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_MANIFEST = regex(r"(tag)?manifest-(md5|sha1|sha256|sha512)\.txt")
_LINE = regex(r"([0-9A-Fa-f]{32,128})[ \t]+\*?(.+)")
_ESCAPED = regex(r"%(0[AaDd]|25)")
_BLOCK = 1 << 20
# A manifest is lines of a hundred characters: a larger one is none.
_LARGEST = 64 << 20


class Damage(StrEnum):
    """What may be wrong with a file of a bag."""

    MISSING = "missing"
    CHANGED = "changed"
    EXTRA = "extra"
    OUTSIDE = "outside"
    LINK = "link"
    UNREADABLE = "unreadable"
    MALFORMED = "malformed"


@frozen
class FileFault:
    """A file by its path in the bag, and what is wrong with it."""

    path: str
    wrong: Damage


@frozen
class Digests:
    """A file's hashes: that of bags, and that of the shelf."""

    sha256: str
    sha512: str


def is_bag(folder: Path) -> bool:
    """Whether a folder says that it is a bag."""
    return doors.is_file(folder / DECLARED)


def digests(path: Path) -> Digests:
    """Both hashes of a file, read once; OSError."""
    one, other = hashlib.sha256(), hashlib.sha512()
    with doors.opened(path) as stream:
        while block := stream.read(_BLOCK):
            one.update(block)
            other.update(block)
    return Digests(one.hexdigest(), other.hexdigest())


def inside(name: str) -> bool:
    """Whether a path that a manifest names stays in the bag, on every system."""
    parts = re.split(r"[/\\]", name)
    return not (
        name.startswith(("/", "\\", "~"))
        or ".." in parts
        or "." in parts
        or "" in parts
        or ":" in parts[0]
        or "\0" in name
    )


def standing(folder: Path) -> tuple[dict[str, Path], tuple[FileFault, ...]]:
    """The files of a folder by their path in it; links, and what is neither file nor folder, as faults."""
    found: dict[str, Path] = {}
    wrong: list[FileFault] = []
    waiting = [(folder, "")]
    while waiting:
        at, prefix = waiting.pop()
        try:
            entries = sorted(os.scandir(at), key=lambda entry: entry.name)
        except OSError:
            wrong.append(FileFault(prefix or ".", Damage.UNREADABLE))
            continue
        for entry in entries:
            name = f"{prefix}{entry.name}"
            if entry.is_symlink():
                wrong.append(FileFault(name, Damage.LINK))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append((at / entry.name, f"{name}/"))
            elif entry.is_file(follow_symlinks=False):
                found[name] = at / entry.name
            else:
                wrong.append(FileFault(name, Damage.UNREADABLE))
    return dict(sorted(found.items())), tuple(wrong)


@frozen
class Examined:
    """A bag that was looked at: its files with their hashes, and what is wrong."""

    files: tuple[tuple[str, Digests], ...]
    faults: tuple[FileFault, ...]


def examined(folder: Path) -> Examined:
    """Every file of a bag against every manifest that names it."""
    files, wrong = standing(folder)
    known: dict[str, Digests] = {}
    faults = list(wrong)
    for name, path in files.items():
        try:
            known[name] = digests(path)
        except OSError:
            faults.append(FileFault(name, Damage.UNREADABLE))
    return _seen(folder, known, faults)


def compared(folder: Path, known: dict[str, Digests]) -> Examined:
    """The same of files whose hashes are known already."""
    return _seen(folder, known, [])


def _seen(folder: Path, known: dict[str, Digests], faults: list[FileFault]) -> Examined:
    whole = {*faults, *_against(folder, known, {fault.path for fault in faults})}
    return Examined(
        tuple(known.items()), tuple(sorted(whole, key=lambda one: (one.path, one.wrong)))
    )


def _against(folder: Path, known: dict[str, Digests], told: set[str]) -> Iterator[FileFault]:
    """What the manifests say otherwise."""
    manifests = {name: found for name in known if (found := _MANIFEST.fullmatch(name))}
    yield from (FileFault(name, Damage.MISSING) for name in (DECLARED,) if name not in known)
    if not any(found[1] is None for found in manifests.values()):
        yield FileFault(MANIFEST, Damage.MISSING)
        return
    named: set[str] = set()
    for name, found in manifests.items():
        for path, sum_ in _lines(doors.read(folder / name, _LARGEST)):
            if not path:
                yield FileFault(name, Damage.MALFORMED)
                continue
            if not inside(path):
                yield FileFault(path, Damage.OUTSIDE)
                continue
            if found[1] is None:
                named.add(path)
            if path not in known:
                if path not in told:
                    yield FileFault(path, Damage.MISSING)
            elif sum_ != _sum(folder / path, found[2], known[path]):
                yield FileFault(path, Damage.CHANGED)
    yield from (
        FileFault(path, Damage.EXTRA)
        for path in known
        if path.startswith(PAYLOAD) and path not in named
    )


def _sum(path: Path, algorithm: str, known: Digests) -> str:
    if algorithm in ("sha256", "sha512"):
        return known.sha256 if algorithm == "sha256" else known.sha512
    with doors.opened(path) as stream:
        return hashlib.file_digest(stream, algorithm).hexdigest()


def _lines(data: bytes) -> Iterator[tuple[str, str]]:
    """Path and hash of every line; an empty path for what is none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield "", ""
        return
    for line in text.replace("\r", "\n").split("\n"):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            yield "", ""
            continue
        path = _ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), found[2])
        yield path.removeprefix("./"), found[1].lower()


def info(folder: Path) -> dict[str, str]:
    """What a bag's label says, each name at its first place; nothing where there is none."""
    try:
        text = doors.read(folder / INFO, _LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return {}
    told: dict[str, str] = {}
    for line in filelines.lines(re.sub(r"\r?\n[ \t]+", " ", text)):
        name, sign, value = line.partition(":")
        if sign:
            told.setdefault(name.strip(), value.strip())
    return told
