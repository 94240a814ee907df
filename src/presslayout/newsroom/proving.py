"""Whether bags and shelves are as they were when they were kept: file by file, and drawn again (`verify`)."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from presslayout.archive import custody, ocfl, shelf
from presslayout.archive.custody import Damage, FileFault
from presslayout.base import doors, kinds, locks
from presslayout.base.diagnostics import DeliveryError
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.newsroom.finding import index_of, opened
from presslayout.newsroom.redrawing import DrawnAgain, redrawn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

    from presslayout.archive.shelf import IssueShelf

JOURNAL, LOCK = "verified.jsonl", "verify.lock"
_FORMAT = "presslayout/verify-1"
_SHA256 = regex(r"[0-9a-f]{64}")


@frozen
class Proved:
    """A bag, or an object of a shelf: its name, how many files were read, what is wrong.

    `drawn` tells of its pages drawn again, None where nobody asked; `before` whether this was found
    by an earlier run that did not come to its end.
    """

    name: str
    files: int
    faults: tuple[FileFault, ...]
    drawn: tuple[DrawnAgain, ...] = ()
    before: bool = False

    @property
    def good(self) -> bool:
        """Whether all is as it was."""
        return not self.faults and all(one.good for one in self.drawn)


def shelf_root(path: Path) -> Path | None:
    """The folder of the shelf that a path lies on; None where it lies on none."""
    found = shelf.shelf_of(path)
    return found.root if found is not None else None


def is_bag(folder: Path) -> bool:
    """Whether a folder is what a bag was, whatever of it is lost: it has a payload or a manifest."""
    return (folder / "data").is_dir() or any(folder.glob("manifest-*.txt"))


def bag(folder: Path) -> Proved:
    """A bag by itself: every file, and its pages drawn again from what is kept."""
    seen = custody.examined(folder)
    return Proved(folder.name, len(seen.files), seen.faults, (redrawn(folder, seen),))


def everything(
    where: Path, *, drawn: bool = False, progress: Callable[[int, int], None] | None = None
) -> Iterator[Proved]:
    """All objects of a shelf, one after the other; what an unfinished run has seen is not read again.

    SpecError, DeliveryError.
    """
    ours = opened(where)
    beside = index_of(ours).parent
    beside.mkdir(parents=True, exist_ok=True)
    lock = beside / LOCK
    descriptor = locks.taken(lock, shelf.WAIT_SECONDS)
    if descriptor is None:
        raise DeliveryError([shelf.busy(ours.root, shelf.WAIT_SECONDS)])
    try:
        yield from _everything(ours, beside / JOURNAL, progress, drawn=drawn)
    finally:
        locks.given_back(lock, descriptor)


def _everything(
    ours: IssueShelf, journal: Path, progress: Callable[[int, int], None] | None, *, drawn: bool
) -> Iterator[Proved]:
    known = _known(journal, drawn=drawn)
    folders = {_name(ours, folder): folder for folder in ours.objects()}
    lost = sorted(ours.put() - set(folders))
    with journal.open("a", encoding="utf-8") as notes:
        if not known:
            notes.truncate(0)
            _noted(notes, {"format": _FORMAT, "drawn": drawn})
        for number, (name, folder) in enumerate(folders.items(), 1):
            state = _state(folder)
            one = known.get((name, state))
            if one is None:
                one = _object(ours, name, folder, drawn=drawn)
                _noted(notes, {**_plain(one), "state": state})
            yield one
            if progress is not None:
                progress(number, len(folders))
        for name in lost:
            yield Proved(name, 0, (FileFault(name, Damage.MISSING),))
    # All of it was seen: the next run begins anew.
    journal.unlink(missing_ok=True)


def _name(ours: IssueShelf, folder: Path) -> str:
    return folder.relative_to(ours.root).as_posix()


def _state(folder: Path) -> str:
    """What tells that no version came since."""
    try:
        found = (folder / ocfl.INVENTORY).stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns} {found.st_size}"


def _object(ours: IssueShelf, name: str, folder: Path, *, drawn: bool) -> Proved:
    """An object against its inventories, and each bag against its manifests."""
    files, links = custody.standing(folder)
    faults = {FileFault(f"{name}/{one.path}", one.wrong) for one in links}
    try:
        inventory = ocfl.read(folder)
    except (OSError, ValueError):
        wrong = Damage.CHANGED if ocfl.INVENTORY in files else Damage.MISSING
        faults.add(FileFault(f"{name}/{ocfl.INVENTORY}", wrong))
        return Proved(name, len(files), _sorted(faults))
    sums = {}
    for path, file in files.items():
        try:
            sums[path] = custody.digests(file)
        except OSError:
            faults.add(FileFault(f"{name}/{path}", Damage.UNREADABLE))
    told = {fault.path.removeprefix(f"{name}/") for fault in faults}
    faults |= {
        FileFault(f"{name}/{path}", wrong)
        for path, wrong in _against(inventory, folder, sums)
        if path not in told
    }
    drawings: list[DrawnAgain] = []
    for version in inventory.versions:
        content = ocfl.content(version.number)
        if not custody.is_bag(folder / content):
            faults |= _of_asset(
                name, {p: s.sha256 for p, s in sums.items() if p.startswith(content)}
            )
            continue
        inside = {
            path.removeprefix(f"{content}/"): found
            for path, found in sums.items()
            if path.startswith(f"{content}/")
        }
        # The hashes are known: manifests are held against them, nothing is read twice.
        seen = custody.compared(folder / content, inside)
        faults |= {FileFault(f"{name}/{content}/{one.path}", one.wrong) for one in seen.faults}
        if drawn:
            drawings.append(redrawn(folder / content, seen, ours))
    return Proved(name, len(files), _sorted(faults), tuple(drawings))


def _sorted(faults: set[FileFault]) -> tuple[FileFault, ...]:
    return tuple(sorted(faults, key=lambda one: (one.path, one.wrong)))


def _against(
    inventory: ocfl.Inventory, folder: Path, sums: dict[str, custody.Digests]
) -> Iterator[tuple[str, Damage]]:
    """What an object's inventory says otherwise."""
    named = dict(inventory.manifest)
    for path, digest in named.items():
        if not custody.inside(path):
            yield path, Damage.OUTSIDE
        elif path not in sums:
            yield path, Damage.MISSING
        elif sums[path].sha512 != digest:
            yield path, Damage.CHANGED
    own = {ocfl.OBJECT, ocfl.INVENTORY, ocfl.SIDECAR}
    for version in inventory.versions:
        own |= {f"v{version.number}/{ocfl.INVENTORY}", f"v{version.number}/{ocfl.SIDECAR}"}
        if not _is_version(folder / f"v{version.number}", version.number):
            yield f"v{version.number}/{ocfl.INVENTORY}", Damage.CHANGED
    yield from ((path, Damage.EXTRA) for path in sums if path not in named and path not in own)
    if ocfl.OBJECT not in sums:
        yield ocfl.OBJECT, Damage.MISSING


def _is_version(folder: Path, number: int) -> bool:
    """Whether a version has an inventory of its own."""
    try:
        return ocfl.read(folder).head == number
    except (OSError, ValueError):
        return False


def _of_asset(name: str, sums: dict[str, str]) -> set[FileFault]:
    """A face or profile that is not what its folder is called by."""
    wanted = name.rpartition("/")[2]
    if not _SHA256.fullmatch(wanted):
        return set()
    return {
        FileFault(f"{name}/{path}", Damage.CHANGED) for path, sum_ in sums.items() if sum_ != wanted
    }


def _plain(one: Proved) -> dict[str, object]:
    return {
        "name": one.name,
        "files": one.files,
        "faults": [[fault.path, fault.wrong] for fault in one.faults],
        "drawn": [drawn.plain for drawn in one.drawn],
    }


def _noted(notes: TextIO, plain: dict[str, object]) -> None:
    """A line of the journal, on disk before anything else is looked at."""
    notes.write(json.dumps(plain, ensure_ascii=False) + "\n")
    notes.flush()
    os.fsync(notes.fileno())


def _known(journal: Path, *, drawn: bool) -> dict[tuple[str, str], Proved]:
    """What an unfinished run found, by object and state; nothing where it asked for something else."""
    found: dict[tuple[str, str], Proved] = {}
    try:
        head, *lines = doors.read(journal).decode().removesuffix("\n").split("\n")
        if json.loads(head) != {"format": _FORMAT, "drawn": drawn}:
            return {}
        for line in lines:
            plain = json.loads(line)
            one = Proved(
                kinds.text(plain["name"]),
                kinds.whole(plain["files"]),
                tuple(
                    FileFault(kinds.text(path), Damage(wrong)) for path, wrong in plain["faults"]
                ),
                tuple(DrawnAgain.of(each) for each in plain["drawn"]),
                before=True,
            )
            found[one.name, kinds.text(plain["state"])] = one
    except doors.JSON.faults(OSError):
        # The last line of a killed run may be half a line: what stands before it holds.
        pass
    return found
