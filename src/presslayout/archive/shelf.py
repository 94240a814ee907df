"""A shelf of issues over years: an OCFL storage root that is only ever added to.

An issue is an object, each delivery of it a version whose content is the whole bag as it came; the
first is never replaced.  Faces, profiles and pictures that bags name and do not hold are objects of
their own, once by hash.  Whoever is killed leaves a shelf that the next one sets right.

    0=ocfl_1.1
    issues/PAPER/YEAR/DATE[-VARIANT]/v1/content/…
    assets/ab/abcd…/v1/content/NAME
    extensions/presslayout/          lock, note of what is being put, record of what was, index
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING

from presslayout.archive import ocfl
from presslayout.archive.identity import NAMESPACE
from presslayout.base import doors, kinds, locks
from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, Text
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from presslayout.archive.identity import IssueIdentity

ISSUES, ASSETS = "issues", "assets"
OWN = "presslayout"
LOCK, PENDING, SPARE = "lock", "pending.json", "spare-"
# What was put, a line each: so that it is missed when it is gone.
RECORD = "put.jsonl"
WAIT_SECONDS = 5.0
_BLOCK = 1 << 20


@frozen
class KeptVersion:
    """A version of an issue on a shelf: the object's folder, its number of how many, and its mark.

    `stamp` is the same as long as the version is.
    """

    folder: Path
    id: str
    version: int
    versions: int
    created: str
    stamp: str

    @property
    def bag(self) -> Path:
        """The folder of the bag as it was delivered."""
        return self.folder / ocfl.content(self.version)


@frozen
class Put:
    """What came of putting an issue: its version, and whether it was there already."""

    folder: Path
    version: int
    new: bool


@frozen
class IssueShelf:
    """A shelf, to be read by anybody and written by whoever holds its lock."""

    root: Path

    @property
    def own(self) -> Path:
        """The folder of what is ours alone and can be made anew."""
        return self.root / ocfl.EXTENSIONS / OWN

    def objects(self) -> Iterator[Path]:
        """The folders of all objects, issues first."""
        for name in (ISSUES, ASSETS):
            yield from ocfl.objects(self.root / name)

    def issues(self) -> Iterator[Path]:
        """The folders of all issues, by paper and day."""
        yield from ocfl.objects(self.root / ISSUES)

    def asset(self, sha256: str) -> Path | None:
        """Where a face, a profile or a picture lies; None where the shelf has none of this hash."""
        folder = self.root / _asset(sha256)
        with contextlib.suppress(OSError, ValueError):
            for path, _ in ocfl.read(folder).manifest:
                if doors.is_file(folder / path):
                    return folder / path
        return None

    def assets(self, name: str) -> Iterator[Path]:
        """The kept files of a name."""
        for folder in ocfl.objects(self.root / ASSETS):
            path = folder / ocfl.content(1, name)
            if doors.is_file(path):
                yield path

    def put(self) -> set[str]:
        """The objects that were ever put, as far as the record of that is there."""
        found: set[str] = set()
        with contextlib.suppress(OSError, UnicodeDecodeError):
            for line in doors.read(self.own / RECORD).decode().removesuffix("\n").split("\n"):
                # The last line of whoever was killed may be half a line.
                with contextlib.suppress(*doors.JSON.faults()):
                    found.add(kinds.text(json.loads(line)["object"]))
        return found


def shelf_of(path: Path) -> IssueShelf | None:
    """The shelf that a path lies on; None where it lies on none."""
    whole = path.absolute()
    for folder in (whole, *whole.parents):
        if ocfl.begun(folder):
            return IssueShelf(folder)
    return None


def versions(folder: Path) -> list[KeptVersion]:
    """The versions of an issue, first to last; OSError or ValueError where they cannot be told."""
    inventory = ocfl.read(folder)
    return [
        KeptVersion(folder, inventory.id, one.number, inventory.head, one.made.created, _stamp(one))
        for one in inventory.versions
    ]


def _stamp(version: ocfl.Version) -> str:
    return hashlib.sha256(repr((version.number, version.state)).encode()).hexdigest()[:32]


@contextlib.contextmanager
def written(root: Path, wait: float = WAIT_SECONDS) -> Iterator[IssueShelf]:
    """A shelf to be added to, made if need be; DeliveryError `busy` or `not-a-shelf`, OSError."""
    shelf = IssueShelf(root)
    if root.exists() and not ocfl.begun(root) and not _vacant(root):
        raise DeliveryError([_no_shelf(root)])
    shelf.own.mkdir(parents=True, exist_ok=True)
    lock = shelf.own / LOCK
    descriptor = locks.taken(lock, wait)
    if descriptor is None:
        raise DeliveryError([busy(root, wait)])
    try:
        _clear(shelf)
        if not ocfl.begun(root):
            _whole(shelf, root / ocfl.ROOT, ocfl.ROOT_SAYS)
        _finished(shelf)
        yield shelf
    finally:
        with contextlib.suppress(OSError):
            _clear(shelf)
        locks.given_back(lock, descriptor)


def put(
    shelf: IssueShelf, one: IssueIdentity, files: Mapping[str, tuple[Path, str]], made: ocfl.Making
) -> Put:
    """An issue's files, each with the SHA-512 that it must have, as its next version.

    Nothing is added where a version holds the very same.  OSError; ValueError where a file changed
    meanwhile or the place holds something else.
    """
    folder = shelf.root / ISSUES / one.folder
    inventory = ocfl.read(folder) if folder.exists() else ocfl.Inventory(one.id)
    if inventory.id != one.id:
        raise ValueError(f"another object lies there: {inventory.id}")
    state = {path: digest for path, (_, digest) in files.items()}
    known = inventory.holding(state)
    if known:
        return Put(folder, known, new=False)
    grown = inventory.grown(state, made)
    _place(shelf, folder, grown, {path: source for path, (source, _) in files.items()})
    return Put(folder, grown.head, new=True)


def keep(shelf: IssueShelf, sha256: str, source: Path, made: ocfl.Making) -> bool:
    """A file that bags name by its hash, once; whether it is new.  ValueError where it is another."""
    folder = shelf.root / _asset(sha256)
    if folder.exists():
        return False
    data = doors.read(source)
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("a file of another hash")
    state = {source.name: hashlib.sha512(data).hexdigest()}
    inventory = ocfl.Inventory(f"{NAMESPACE}/sha256/{sha256}").grown(state, made)
    _place(shelf, folder, inventory, {source.name: source})
    return True


def _asset(sha256: str) -> str:
    return f"{ASSETS}/{sha256[:2]}/{sha256}"


def _place(
    shelf: IssueShelf, folder: Path, inventory: ocfl.Inventory, sources: Mapping[str, Path]
) -> None:
    """Make the last version ready beside, then give it its name."""
    number = inventory.head
    spare = shelf.own / f"{SPARE}{os.getpid()}"
    _gone(spare)
    wanted = dict(inventory.versions[-1].state)
    for path, source in sources.items():
        _copied(source, spare / ocfl.content(number, path), wanted[path])
    data = ocfl.dumps(inventory)
    _described(shelf, spare / f"v{number}", data)
    note = {"object": folder.relative_to(shelf.root).as_posix(), "version": number}
    _whole(shelf, shelf.own / PENDING, json.dumps(note, ensure_ascii=False).encode())
    if number == 1:
        _described(shelf, spare, data)
        _whole(shelf, spare / ocfl.OBJECT, ocfl.OBJECT_SAYS)
        folder.parent.mkdir(parents=True, exist_ok=True)
        spare.replace(folder)
        locks.settle(folder.parent)
    else:
        target = folder / f"v{number}"
        # What was put there and named by no inventory is of somebody who was killed.
        _gone(target)
        (spare / f"v{number}").replace(target)
        locks.settle(folder)
    _finished(shelf)
    _gone(spare)


def _finished(shelf: IssueShelf) -> None:
    """Bring to its end what was being put when somebody was killed."""
    note = shelf.own / PENDING
    if not doors.is_file(note):
        return
    with contextlib.suppress(*doors.JSON.faults(OSError)):
        told = json.loads(doors.read(note))
        folder = shelf.root / kinds.text(told["object"])
        if not folder.resolve().is_relative_to(shelf.root.resolve()):
            raise ValueError("an object that lies elsewhere")
        version = folder / f"v{kinds.whole(told['version'])}"
        if version.is_dir():
            # The version's folder got its name when all of it was there.
            ocfl.read(version)
            _described(shelf, folder, doors.read(version / ocfl.INVENTORY))
            with (shelf.own / RECORD).open("ab") as record:
                record.write(b"%b\n" % json.dumps(told, ensure_ascii=False).encode())
        _unfilled(folder.parent, shelf.root)
    note.unlink(missing_ok=True)


def _unfilled(folder: Path, root: Path) -> None:
    """Take away folders that were made for an object that never came."""
    while folder != root and folder.is_relative_to(root):
        with contextlib.suppress(OSError):
            folder.rmdir()
        folder = folder.parent


def _described(shelf: IssueShelf, folder: Path, data: bytes) -> None:
    """The inventory of an object or of a version, and its hash."""
    _whole(shelf, folder / ocfl.INVENTORY, data)
    _whole(shelf, folder / ocfl.SIDECAR, ocfl.sidecar(data))


def _copied(source: Path, target: Path, sha512: str) -> None:
    """A file copied, and seen to be the one that was looked at."""
    target.parent.mkdir(parents=True, exist_ok=True)
    seen = hashlib.sha512()
    with doors.opened(source) as came, target.open("xb") as goes:
        while block := came.read(_BLOCK):
            seen.update(block)
            goes.write(block)
        goes.flush()
        os.fsync(goes.fileno())
    if seen.hexdigest() != sha512:
        raise ValueError(f"changed meanwhile: {source.name}")


def _whole(shelf: IssueShelf, path: Path, data: bytes) -> None:
    """A file that is there whole or not at all."""
    spare = shelf.own / f"{SPARE}{os.getpid()}.file"
    with spare.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    spare.replace(path)
    locks.settle(path.parent)


def _clear(shelf: IssueShelf) -> None:
    """Take away what was begun by those who were killed."""
    for path in shelf.own.glob(f"{SPARE}*"):
        _gone(path)
        path.unlink(missing_ok=True)


def _gone(folder: Path) -> None:
    if folder.is_dir() and not folder.is_symlink():
        shutil.rmtree(folder)


def _vacant(root: Path) -> bool:
    """Whether a folder holds nothing, or nothing but what a killed one of ours began."""
    return root.is_dir() and all(one.name == ocfl.EXTENSIONS for one in root.iterdir())


def _no_shelf(root: Path) -> Diagnostic:
    return Diagnostic(
        "not-a-shelf",
        ERROR,
        Text(
            f"{root.name} 里有别的东西，不是存档架",
            f"{root.name} holds something else and is no shelf",
        ),
        hint=Text(
            "用 --to 写一个存档架，或一个空的、新的文件夹",
            "name a shelf with --to, or a folder that is new or empty",
        ),
    )


def busy(root: Path, wait: float) -> Diagnostic:
    """Somebody else writes the shelf."""
    return Diagnostic(
        "busy",
        ERROR,
        Text(
            f"别人正在写存档架 {root.name}，等了 {wait:g} 秒还没写完",
            f"somebody is writing the shelf {root.name} and was not done in {wait:g} s",
        ),
        hint=Text("等它结束再来一次", "wait for it to end and do it again"),
    )
