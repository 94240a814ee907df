"""What a site's folder holds, and what each part of it was made of: the part's files and stamp.

A line a part, added when all its files stand: whoever is killed goes on behind the last one.  A file
is written under another name and moved to its own, so that no reader meets half of one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING

from presslayout.base import doors, kinds
from presslayout.base.values import frozen
from presslayout.base.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Whatever changes how pages look or what is kept of them makes all of them anew.
FORM = 1
OWN = ".presslayout-site"
_LINES, _SPARE = "written.jsonl", "spare"


@frozen
class SitePart:
    """A part of the site: what it was made of, its files, and what else is to be known of it."""

    stamp: str
    paths: tuple[str, ...]
    told: str = ""


def stamp(*made_of: object) -> str:
    """A hash over what a part is made of."""
    return hashlib.sha256(repr((FORM, VERSION, *made_of)).encode()).hexdigest()[:24]


class Ledger:
    """The parts of a site by name, read from its folder and written as they are made."""

    def __init__(self, folder: Path) -> None:
        """OSError where the folder cannot be read or made."""
        self.folder, self._own = folder, folder / OWN
        self._own.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self._own / _SPARE, ignore_errors=True)
        self._parts, self._ever = _read(self._own / _LINES)
        self._kept: dict[str, SitePart] = {}
        self.written = 0

    def known(self, name: str, wanted: str) -> SitePart | None:
        """The part of a name where it stands as it is wanted."""
        part = self._parts.get(name)
        if part is None or part.stamp != wanted or not self._stands(part):
            return None
        self._kept[name] = part
        return part

    def _stands(self, part: SitePart) -> bool:
        return all((self.folder / path).exists() for path in (*part.paths[:1], *part.paths[-1:]))

    def made(self, name: str, wanted: str, files: Mapping[str, bytes], told: str = "") -> SitePart:
        """A part written and noted."""
        self.written += written(self.folder, files)
        return self.noted(name, SitePart(wanted, tuple(files), told))

    def noted(self, name: str, part: SitePart) -> SitePart:
        """A part whose files stand."""
        self._parts[name] = self._kept[name] = part
        self._ever.update(part.paths)
        with (self._own / _LINES).open("ab") as stream:
            stream.write(_line(name, part))
        return part

    def closed(self) -> int:
        """Take away what nobody wanted this time, and write the lines anew; how many files went."""
        wanted = {path for part in self._kept.values() for path in part.paths}
        gone = sorted(self._ever - wanted)
        for path in gone:
            _removed(self.folder, path)
        data = b"".join(_line(name, part) for name, part in sorted(self._kept.items()))
        if doors.is_file(self._own / _LINES) and doors.read(self._own / _LINES) == data:
            return len(gone)
        written(self.folder, {f"{OWN}/{_LINES}": data})
        shutil.rmtree(self._own / _SPARE, ignore_errors=True)
        return len(gone)


def forget(folder: Path) -> None:
    """Every part of a site is to be made anew; which files are the site's stays known."""
    parts, _ = _read(folder / OWN / _LINES)
    data = b"".join(_line(name, SitePart("", one.paths)) for name, one in sorted(parts.items()))
    written(folder, {f"{OWN}/{_LINES}": data})


def written(folder: Path, files: Mapping[str, bytes]) -> int:
    """Write the files that are not there already; how many they were."""
    spare = folder / OWN / _SPARE
    count = 0
    made: set[Path] = set()
    for path, data in files.items():
        target = folder / path
        if _same(target, data):
            continue
        for parent in (target.parent, spare):
            if parent not in made:
                parent.mkdir(parents=True, exist_ok=True)
                made.add(parent)
        own = spare / f"{os.getpid()}-{count}"
        own.write_bytes(data)
        own.replace(target)
        count += 1
    return count


def _same(target: Path, data: bytes) -> bool:
    try:
        return target.stat().st_size == len(data) and doors.read(target) == data
    except OSError:
        return False


def _removed(folder: Path, path: str) -> None:
    target = folder / path
    with contextlib.suppress(OSError):
        target.unlink()
        for parent in target.parents:
            if parent == folder:
                break
            parent.rmdir()


def _line(name: str, part: SitePart) -> bytes:
    row = [name, part.stamp, list(part.paths), part.told]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _read(path: Path) -> tuple[dict[str, SitePart], set[str]]:
    """The last line of each part, and every file that any line names; a torn line says nothing."""
    found: dict[str, SitePart] = {}
    ever: set[str] = set()
    for line in doors.read(path).split(b"\n") if doors.is_file(path) else ():
        with contextlib.suppress(*doors.JSON.faults()):
            name, wanted, paths, told = json.loads(line)
            listed = tuple(path for path in kinds.texts(paths) if _inside(path))
            found[kinds.text(name)] = SitePart(kinds.text(wanted), listed, kinds.text(told))
            ever.update(listed)
    return found, ever


def _inside(path: str) -> bool:
    """Whether a path leads nowhere but into the site: what is named here may be removed."""
    return not path.startswith("/") and ".." not in path.split("/") and ":" not in path
