"""What is to be seen of the issues below some folders, without reading any: stamps and names.

A look is cheap enough to be taken again whenever something stirs: each file is asked for its stamp
once, whatever the number of issues that show it, and pictures that none shows are not asked at all.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.values import field, frozen, mutable
from presslayout.newsroom.batch import ingredients as made_of
from presslayout.newsroom.batch.named import named
from presslayout.newsroom.batch.named import names as names_in
from presslayout.newsroom.batch.tasks import is_apart
from presslayout.newsroom.outputs import is_issue

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.newsroom.batch.ingredients import Hashes

# Size and time of change of a file; None where there is none.
Stamp = tuple[int, int] | None
_SPECS = frozenset((".yaml", ".yml"))


@frozen
class Appearance:
    """What a look shows of an issue.

    `stamps` of the files that it may be made of, `names` the hashes of the names in its folders that
    matter whatever it shows,
    `missing` what it names and is not there, `arrivals` changes whenever something comes into its
    folders.
    """

    stamps: Mapping[str, Stamp]
    names: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    arrivals: tuple[Stamp, ...] = ()

    def differs(self, other: Appearance) -> bool:
        """Whether something of it was changed, came or went; what one of them did not look at is left."""
        return any(
            mine[key] != theirs[key]
            for mine, theirs in ((self.stamps, other.stamps), (self.names, other.names))
            for key in mine.keys() & theirs.keys()
        ) or any(self.stamps[key] is not None for key in self.stamps.keys() - other.stamps.keys())


@mutable
class Lookout:
    """Looks: `begin` one, then see issue after issue.

    `unseen` are the folders that could not be looked into this time.
    """

    hashes: Hashes
    heads: dict[Path, tuple[Stamp, bool]] = field(default_factory=dict)
    named: dict[Path, tuple[Stamp, tuple[str, ...]]] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    beside: dict[Path, tuple[str, ...]] = field(default_factory=dict)
    unseen: list[Path] = field(default_factory=list)

    def begin(self) -> None:
        """Look anew at everything."""
        self.hashes.names.clear()
        self.stamps.clear()
        self.beside.clear()
        self.unseen.clear()

    def specs(self, folder: Path) -> tuple[Path, ...]:
        """The issue specs below a folder, in the order of their names."""
        found = []
        for place, names, files in os.walk(folder, onerror=self._not_seen):
            names[:] = sorted(name for name in names if not is_apart(name))
            found += [Path(place, n) for n in sorted(files) if self._is_spec(Path(place, n))]
        return tuple(found)

    def seen(
        self,
        spec: Path,
        files: Iterable[str] = (),
        folders: Iterable[tuple[str, Path]] | None = None,
    ) -> Appearance:
        """What is to be seen of an issue that is made of these files, in these folders."""
        names = named(spec, self._names, lambda path: self.stamp(path) is not None)
        every = {str(spec), *files, *map(str, names.found), *map(str, names.sought)}
        every |= set(self._beside(spec.parent))
        places = sorted({spec.parent, *(path.parent for path in names.sought)})
        if folders is None:
            folders = made_of.folders_of((), spec)
        return Appearance(
            {name: self.stamp(name) for name in every},
            {name: self.hashes.listing(path) for name, path in folders},
            names.missing,
            tuple(self.stamp(str(place)) for place in places),
        )

    def _names(self, spec: Path) -> tuple[str, ...]:
        stamp = self.stamp(str(spec))
        known = self.named.get(spec)
        if known is None or known[0] != stamp:
            known = self.named[spec] = stamp, names_in(spec)
        return known[1]

    def _is_spec(self, path: Path) -> bool:
        if path.suffix not in _SPECS:
            return False
        stamp = self.stamp(str(path))
        known = self.heads.get(path)
        if known is None or known[0] != stamp:
            known = self.heads[path] = stamp, is_issue(path)
        return known[1]

    def stamp(self, path: str) -> Stamp:
        """The stamp of a file, or a folder, at this look."""
        if path not in self.stamps:
            try:
                found = os.stat(path)  # noqa: PTH116  (names are all that is at hand)
            except (OSError, ValueError):
                self.stamps[path] = None
            else:
                self.stamps[path] = found.st_size, found.st_mtime_ns
        return self.stamps[path]

    def _beside(self, folder: Path) -> tuple[str, ...]:
        """The files in a folder that may change an issue there unnamed."""
        if folder not in self.beside:
            self.hashes.listing(folder)
            names = self.hashes.names[str(folder)].matter
            self.beside[folder] = tuple(os.path.join(folder, name) for name in names)  # noqa: PTH118
        return self.beside[folder]

    def _not_seen(self, refused: OSError) -> None:
        if not isinstance(refused, FileNotFoundError | NotADirectoryError):
            self.unseen.append(Path(refused.filename))
