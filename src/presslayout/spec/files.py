"""Files of a workspace by the names that people write: exact case, NFC, never outside.

A name is looked up beside the file that bears it, then from the workspace root (SPEC §1).
"""

from __future__ import annotations

import os
import unicodedata
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath

from presslayout.spec.nearest import nearest
from presslayout.values import frozen


@frozen
class Missing:
    """Why a name leads to no file: "outside", "case" or "absent"; `close` is what may be meant."""

    why: str
    close: str = ""


def workspace_root(path: Path) -> Path | None:
    """The first folder from `path` upwards that holds a layout/."""
    # Not resolved: a link to an issue belongs to the workspace in which the link stands.
    start = Path(os.path.abspath(path))  # noqa: PTH100
    for folder in (start, *start.parents):
        if (folder / "layout").is_dir():
            return folder
    return None


def from_root(path: Path) -> str:
    """A path as messages tell it: from the workspace it lies in, where there is one."""
    root = workspace_root(path.parent)
    whole = Path(os.path.abspath(path))  # noqa: PTH100
    return relative(whole, root) if root is not None else path.name


def packaged_root() -> Path:
    """What ships: inside the installed package, or the repository that it was checked out with."""
    here = Path(__file__).resolve().parents[1]
    shipped = here / "shipped"
    if shipped.is_dir():
        return shipped
    repository = here.parents[1]
    if (repository / "layout").is_dir() and (repository / "fonts").is_dir():
        return repository
    return shipped


def find(name: str, root: Path, beside: Path | None = None) -> Path | Missing:
    """The file that `name` names from `beside` (a folder), then from `root`."""
    if _absolute(name):
        return Missing("outside")
    if "\\" in name or "\0" in name:
        return Missing("absent", name.replace("\\", "/").replace("\0", ""))
    failed: list[_Lost] = []
    for base in dict.fromkeys([beside or root, root]):
        found = _walk(name, base, root)
        if isinstance(found, Path):
            return found
        failed.append(found)
    told = [_told(lost, name) for lost in failed]
    for why in ("case", "outside"):
        for missing in told:
            if missing.why == why:
                return missing
    return Missing("absent", next((m.close for m in told if m.close), ""))


def relative(path: Path, *roots: Path) -> str:
    """The path from the first root that holds it, with `/` everywhere."""
    for root in roots:
        try:
            return path.relative_to(root).as_posix()
        except ValueError:
            continue
    return path.name


@lru_cache(maxsize=64)
def _resolved(root: Path) -> Path:
    return root.resolve()


def _absolute(name: str) -> bool:
    return PurePosixPath(name).is_absolute() or bool(PureWindowsPath(name).anchor)


@frozen
class _Lost:
    """Where the way to a file ended: the part that is not among the names of its folder."""

    part: str = ""
    entries: tuple[str, ...] = ()
    outside: bool = False


def _walk(name: str, base: Path, root: Path) -> Path | _Lost:
    at = base
    for part in PurePosixPath(name).parts:
        if part == "..":
            if at == root or root not in at.parents:
                return _Lost(outside=True)
            at = at.parent
            continue
        entries = _listed(at)
        exact = _entry(part, entries)
        if exact is None:
            return _Lost(part, tuple(entries))
        at = at / exact
    try:
        inside, there = at.resolve().is_relative_to(_resolved(root)), at.is_file()
    except (OSError, RuntimeError):
        inside, there = True, False
    return at if inside and there else _Lost(outside=not inside)


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208  (names are all that is wanted)
    except OSError:
        return []


def _entry(part: str, entries: list[str]) -> str | None:
    if part in entries:
        return part
    wanted = unicodedata.normalize("NFC", part)
    return next((e for e in sorted(entries) if unicodedata.normalize("NFC", e) == wanted), None)


def _told(lost: _Lost, name: str) -> Missing:
    if lost.outside:
        return Missing("outside")
    part = lost.part
    folder = "/".join(PurePosixPath(name).parts)
    head = folder[: folder.find(part)] if part in folder else ""
    folded = unicodedata.normalize("NFC", part).casefold()
    for entry in sorted(lost.entries):
        if unicodedata.normalize("NFC", entry).casefold() == folded:
            return Missing("case", head + entry)
    close = nearest(part, lost.entries) if part else ""
    return Missing("absent", head + close if close else "")
