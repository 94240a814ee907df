"""Files of a workspace by the names that people write: exact case, NFC, never outside.

A name is looked up beside the file that bears it, then from the workspace root (SPEC §1).
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath

from presslayout.base.diagnostics import Text
from presslayout.base.values import distinct, field, frozen
from presslayout.issue.nearest import nearest


@frozen
class Missing:
    """Why a name leads to no file: "outside", "case", "folder", "special" or "absent".

    `close` is what may be meant, never the name as it was written; a folder, a pipe or a link that
    leads nowhere has the name itself.
    """

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


def with_folder(path: Path) -> str:
    """A file that cannot be written as messages tell it: from its workspace, elsewhere the whole path."""
    root = workspace_root(path.parent)
    whole = Path(os.path.abspath(path))  # noqa: PTH100
    return relative(whole, root) if root is not None else str(path)


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


@distinct
class Folders:
    """What stands in folders, each looked at once: what was there then counts as there."""

    _names: dict[Path, frozenset[str]] = field(default_factory=dict)
    _inside: dict[tuple[Path, Path], bool] = field(default_factory=dict)

    def names(self, folder: Path) -> frozenset[str]:
        """The names in a folder; none where it cannot be looked into."""
        known = self._names.get(folder)
        if known is None:
            known = self._names[folder] = frozenset(_listed(folder))
        return known

    def holds(self, folder: Path, root: Path) -> bool:
        """Whether a folder lies below the root, wherever links on the way to it lead."""
        key = folder, root
        known = self._inside.get(key)
        if known is None:
            known = self._inside[key] = folder.resolve().is_relative_to(_resolved(root))
        return known


def find(
    name: str, root: Path, beside: Path | None = None, folders: Folders | None = None
) -> Path | Missing:
    """The file that `name` names from `beside` (a folder), then from `root`.

    Whoever looks for many files at one time keeps the `folders` that were looked into.
    """
    folders = folders or Folders()
    if _absolute(name):
        return Missing("outside")
    if "\\" in name or "\0" in name:
        return Missing("absent", name.replace("\\", "/").replace("\0", ""))
    failed: list[_Lost] = []
    for base in dict.fromkeys([beside or root, root]):
        found = _walk(name, base, root, folders)
        if isinstance(found, Path):
            return found
        failed.append(found)
    told = [_told(lost, name) for lost in failed]
    for why in ("case", "outside", "folder", "special"):
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
    """Where the way to a file ended: the folder that was reached, and the parts that follow there.

    Without parts to follow, `why` says what stands at its end: "folder", "special" or "outside".
    """

    at: Path
    done: tuple[str, ...] = ()
    rest: tuple[str, ...] = ()
    why: str = ""


def meant(path: Path) -> Path:
    """The path, with the names that stand on disk where they differ in composition only (NFC)."""
    at, _, rest = _reached(path)
    return path if rest else at


def close_to(path: Path) -> str:
    """What a path that leads nowhere was probably meant to be, as it was written; else ""."""
    at, done, rest = _reached(path)
    found = _guess(at, rest, folders=True) if rest else None
    return Path(*done, *found[0]).as_posix() if found else ""


def meant_by(path: Path) -> Text:
    """What follows the words on a path that leads nowhere: what it was meant to be, if anything."""
    return guessed(close_to(path))


def guessed(close: str) -> Text:
    """What follows the words on a name that leads nowhere, where one is close to it."""
    return Text(f"，是不是 {close}？", f"; did you mean {close}?") if close else Text("", "")


def _reached(path: Path) -> tuple[Path, tuple[str, ...], tuple[str, ...]]:
    """How far a path leads: the place, the parts as written up to there, and those that follow."""
    at = Path(path.anchor) if path.anchor else Path()
    parts = path.parts[1:] if path.anchor else path.parts
    lead = (path.anchor,) if path.anchor else ()
    for number, part in enumerate(parts):
        exact = part if part == ".." or os.path.lexists(at / part) else _entry(part, _listed(at))
        if exact is None:
            return at, (*lead, *parts[:number]), parts[number:]
        at = at / exact
    return at, path.parts, ()


def _walk(name: str, base: Path, root: Path, folders: Folders) -> Path | _Lost:
    at = base
    parts = PurePosixPath(name).parts
    for number, part in enumerate(parts):
        if part == "..":
            if at == root or root not in at.parents:
                return _Lost(at, why="outside")
            at = at.parent
            continue
        exact = _entry(part, folders.names(at))
        if exact is None:
            return _Lost(at, parts[:number], parts[number:])
        at = at / exact
    try:
        # Only what is a link itself leads elsewhere than its folder.
        if stat.S_ISREG(at.lstat().st_mode):
            inside, there = folders.holds(at.parent, root), True
        else:
            inside, there = at.resolve().is_relative_to(_resolved(root)), at.is_file()
    except (OSError, RuntimeError):
        inside, there = True, False
    if inside and there:
        return at
    return _Lost(at, why="outside" if not inside else "folder" if at.is_dir() else "special")


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208  (names are all that is wanted)
    except OSError:
        return []


def _entry(part: str, entries: Collection[str]) -> str | None:
    if part in entries:
        return part
    wanted = unicodedata.normalize("NFC", part)
    return next((e for e in sorted(entries) if unicodedata.normalize("NFC", e) == wanted), None)


def _told(lost: _Lost, name: str) -> Missing:
    if lost.why:
        return Missing(lost.why)
    found = _guess(lost.at, lost.rest, folders=False)
    close = "/".join((*lost.done, *found[0])) if found else ""
    if not found or close == name:
        return Missing("absent")
    return Missing("case" if found[1] else "absent", close)


def _guess(
    folder: Path, parts: tuple[str, ...], *, folders: bool
) -> tuple[tuple[str, ...], bool] | None:
    """What is most like these parts below a folder, and whether only case differs; None for nothing.

    At the end stands a file, or with `folders` a folder as well.
    """
    part, more = parts[0], parts[1:]
    if part == "..":
        return None
    names = [e for e in sorted(_listed(folder)) if _fits(folder / e, bool(more), folders=folders)]
    wanted = folded(part)
    twin = next((e for e in names if folded(e) == wanted), "")
    close = (
        twin
        or next((e for e in names if not more and PurePosixPath(e).stem == part), "")
        or nearest(part, names)
    )
    if not close or not more:
        return ((close,), bool(twin)) if close else None
    below = _guess(folder / close, more, folders=folders)
    return ((close, *below[0]), bool(twin) and below[1]) if below else None


def _fits(path: Path, more: bool, *, folders: bool) -> bool:  # noqa: FBT001
    """Whether something can stand at this place of a way: a folder before others, a file at the end."""
    return path.is_dir() if more else path.is_file() or (folders and path.is_dir())


def folded(name: str) -> str:
    """A name as systems compare it that make no difference of case or composition."""
    return unicodedata.normalize("NFC", name).casefold()


FONTS = Path("fonts") / "fonts.yaml"
