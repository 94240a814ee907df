"""What an issue was made of, and whether it would be made of the same again.

Files by their ingredients, folders by the names in them that matter: where a word list, a template or a
seal comes in, an issue may come out otherwise.  Pictures that it does not show are none of its
business, nor are other issues, nor what was made of them.  Names go from the workspace, so that it
may lie elsewhere tomorrow, on this machine or another.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.values import field, frozen, mutable
from presslayout.issue.files import packaged_root, workspace_root
from presslayout.newsroom.outputs import OUT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from presslayout.base.cache import Cache

# The hash of a file that is not there.
ABSENT = ""
# Stands before the names of what ships with us.
PACKAGED = "package:"
# Names that come and go while people work.
_PASSING = (".", "~$")
_SPARE = ("~", ".tmp", ".swp", ".new", ".part")
_PICTURES = frozenset(
    ".avif .bmp .gif .heic .heif .jpeg .jpg .pdf .png .psd .svg .tif .tiff .webp".split()
)
_SPECS = frozenset((".yaml", ".yml"))


@frozen
class Ingredients:
    """Files and folders by name, each with its hash."""

    files: Mapping[str, str]
    folders: Mapping[str, str]


@mutable
class Hashes:
    """The hashes of a run: what many issues are made of is read once."""

    cache: Cache
    known: dict[tuple[str, tuple[int, int, int, int]], str] = field(default_factory=dict)
    names: dict[str, Names] = field(default_factory=dict)

    def ingredients(
        self, spec: Path, read: Iterable[doors.ReadFile], absent: Iterable[Path] = ()
    ) -> Ingredients | None:
        """What a build of this issue read; None where something changed since it did.

        `absent` are files that it may have looked for and that are not there.
        """
        roots = _roots(spec)
        files = {name: ABSENT for path in absent if (name := _named(str(path), roots)) is not None}
        for one in read:
            name = _named(one.path, roots)
            if name is None:
                continue
            digest = self._digest(Path(one.path), one.stamp)
            if digest is None:
                return None
            files[name] = digest
        # What was changed later has been noted by the next build, too.
        self.names.clear()
        names = shown(files)
        folders = {name: self.listing(path, names) for name, path in folders_of(files, spec)}
        return Ingredients(files, folders)

    def holds(self, spec: Path, ingredients: Ingredients) -> bool:
        """Whether everything is as it was."""
        roots = dict(_roots(spec))
        for name, digest in ingredients.files.items():
            path = _path(name, roots)
            if path is None or (self._digest(path) or ABSENT) != digest:
                return False
        names = shown(ingredients.files)
        for name, digest in ingredients.folders.items():
            path = _path(name, roots)
            if path is None or self.listing(path, names) != digest:
                return False
        return bool(ingredients.files)

    def delivered(self, folder: Path, files: Iterable[tuple[str, str]]) -> bool:
        """Whether what was delivered still stands in a folder, and something was."""
        held = [self._digest(folder / name) == digest for name, digest in files]
        return all(held) and bool(held)

    def _digest(self, path: Path, stamp: tuple[int, int, int, int] | None = None) -> str | None:
        """The hash of a file; None where there is none, or its stamp is another."""
        from presslayout.assets.fonts import kept_sha256

        try:
            now = doors.stamp(path.stat())
            if stamp is not None and now != stamp:
                return None
            key = str(path), now
            if key not in self.known:
                self.known[key] = kept_sha256(path, self.cache)
            return self.known[key]
        except OSError:
            return None

    def listing(self, folder: Path, names: AbstractSet[str] = frozenset()) -> str:
        """The hash of the names in a folder that matter to an issue that shows files of these names."""
        key = str(folder)
        if key not in self.names:
            self.names[key] = Names.of(folder)
        return self.names[key].digest(names)


@frozen
class Names:
    """The names in a folder: those that matter to every issue, their hash, and the others.

    A folder of pictures holds thousands of others, and every issue asks.
    """

    matter: tuple[str, ...]
    known: str
    others: frozenset[str]

    @classmethod
    def of(cls, folder: Path) -> Names:
        """What stands in a folder; nothing where it cannot be looked into."""
        layout = "layout" in folder.parts
        every = tuple(_entries(folder))
        matter = tuple(sorted(name for name in every if matters(name, specs=layout)))
        return cls(matter, _hashed(matter), frozenset(every).difference(matter))

    def digest(self, names: AbstractSet[str]) -> str:
        """The hash of those that matter to an issue that shows files of these names."""
        more = self.others & names
        return _hashed(sorted((*self.matter, *more))) if more else self.known


def _hashed(names: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(names).encode("utf-8", "surrogateescape")).hexdigest()


def shown(files: Iterable[str]) -> frozenset[str]:
    """The names of these files, without their folders."""
    return frozenset(name.rpartition("/")[2] for name in files)


def own(spec: Path, read: Iterable[str]) -> frozenset[str]:
    """Of the files that an issue's build read those of its own workspace."""
    roots = _roots(spec)
    named = ((path, _named(path, roots)) for path in read)
    return frozenset(path for path, name in named if name and not name.startswith(PACKAGED))


def paths(spec: Path, ingredients: Ingredients) -> frozenset[str]:
    """Where the files of an issue's own workspace lie that it was made of."""
    _, root = _roots(spec)[0]
    names = (name for name in ingredients.files if not name.startswith(PACKAGED))
    return frozenset(os.path.join(root, *name.split("/")) for name in names)  # noqa: PTH118


def folders(spec: Path, ingredients: Ingredients) -> tuple[tuple[str, Path], ...]:
    """The folders in which something may turn up for an issue that was made of this, by name."""
    _, root = _roots(spec)[0]
    return tuple((name, Path(root, name)) for name in ingredients.folders)


def matters(name: str, *, specs: bool) -> bool:
    """Whether a file of this name, or a folder, may change an issue that did not name it."""
    suffix = os.path.splitext(name)[1].lower()  # noqa: PTH122
    return suffix not in _PICTURES and (specs or suffix not in _SPECS)


def _entries(folder: Path) -> Iterator[str]:
    try:
        names = os.listdir(folder)  # noqa: PTH208  (names are all that is wanted)
    except OSError:
        return
    for name in names:
        if not name.startswith(_PASSING) and not name.endswith(_SPARE) and name != OUT:
            yield name


def _roots(spec: Path) -> tuple[tuple[str, str], ...]:
    """Where names go from: the workspace, and what ships, each with what stands before its names."""
    own = workspace_root(spec.parent) or spec.parent
    shipped = packaged_root()
    rows = [("", os.path.abspath(own))]  # noqa: PTH100
    if str(shipped) != rows[0][1]:
        rows.append((PACKAGED, str(shipped)))
    return tuple(rows)


def _named(path: str, roots: Iterable[tuple[str, str]]) -> str | None:
    """The name of a file below a root; None for one that lies elsewhere: caches, libraries."""
    for lead, root in roots:
        if path.startswith(root + os.sep):
            inside = path[len(root) + 1 :]
            return None if inside.startswith(OUT + os.sep) else lead + inside.replace(os.sep, "/")
    return None


def _path(name: str, roots: Mapping[str, str]) -> Path | None:
    lead = PACKAGED if name.startswith(PACKAGED) else ""
    root = roots.get(lead)
    return Path(root, name.removeprefix(lead)) if root is not None else None


def folders_of(files: Iterable[str], spec: Path) -> list[tuple[str, Path]]:
    """The folders of the workspace in which something may turn up: those of all files, and layout/."""
    _, root = _roots(spec)[0]
    own = (name for name in files if not name.startswith(PACKAGED))
    found = {"fonts", os.path.relpath(spec.parent, root).replace(os.sep, "/")}
    found |= {str(PurePosixPath(name).parent) for name in own}
    for folder, names, _ in os.walk(Path(root, "layout")):
        names.sort()
        found.add(os.path.relpath(folder, root).replace(os.sep, "/"))
    return [(name, Path(root, name)) for name in sorted(found)]
