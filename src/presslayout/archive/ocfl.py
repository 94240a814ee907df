"""Objects of the Oxford Common File Layout 1.1: what lies in them, version by version.

An object is a folder: each version's files below vN/content, an inventory that names every one by
its SHA-512.  What stands there is never changed; a version is added.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from presslayout.base import doors, kinds
from presslayout.base.patterns import regex
from presslayout.base.values import field, frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

ROOT, OBJECT = "0=ocfl_1.1", "0=ocfl_object_1.1"
ROOT_SAYS, OBJECT_SAYS = b"ocfl_1.1\n", b"ocfl_object_1.1\n"
EXTENSIONS = "extensions"
INVENTORY, SIDECAR = "inventory.json", "inventory.json.sha512"
CONTENT = "content"
_TYPE = "https://ocfl.io/1.1/spec/#inventory"
_VERSION = regex(r"v([1-9][0-9]{0,8})")
_LARGEST = 256 << 20


@frozen
class Making:
    """A version: when it was made, by whom (a name and an address), with what said of it."""

    created: str
    message: str
    name: str
    address: str


@frozen
class Version:
    """One state of an object: how it was made, and SHA-512 by the path of each file."""

    number: int
    made: Making
    state: tuple[tuple[str, str], ...]


@frozen
class Inventory:
    """All that an object holds: its name, its versions, and the SHA-512 of every file by its place."""

    id: str
    versions: tuple[Version, ...] = ()
    manifest: tuple[tuple[str, str], ...] = field(default=())

    @property
    def head(self) -> int:
        """The last version; 0 for none."""
        return self.versions[-1].number if self.versions else 0

    def holding(self, files: Mapping[str, str]) -> int:
        """The version whose files are these, 0 where none is."""
        wanted = tuple(sorted(files.items()))
        return next((one.number for one in self.versions if one.state == wanted), 0)

    def grown(self, files: Mapping[str, str], made: Making) -> Inventory:
        """With one version more, all of whose files lie below its own folder."""
        number = self.head + 1
        state = tuple(sorted(files.items()))
        own = ((content(number, path), digest) for path, digest in state)
        return replace(
            self,
            versions=(*self.versions, Version(number, made, state)),
            manifest=tuple(sorted((*self.manifest, *own))),
        )


def content(number: int, path: str = "") -> str:
    """Where a file of a version lies, from the object's folder."""
    return f"v{number}/{CONTENT}/{path}" if path else f"v{number}/{CONTENT}"


def dumps(inventory: Inventory) -> bytes:
    """The inventory as it is written."""
    plain = {
        "id": inventory.id,
        "type": _TYPE,
        "digestAlgorithm": "sha512",
        "head": f"v{inventory.head}",
        "contentDirectory": CONTENT,
        "manifest": _by_digest(inventory.manifest),
        "versions": {
            f"v{one.number}": {
                "created": one.made.created,
                "message": one.made.message,
                "user": {"name": one.made.name, "address": one.made.address},
                "state": _by_digest(one.state),
            }
            for one in inventory.versions
        },
    }
    return json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def sidecar(data: bytes) -> bytes:
    """What stands beside an inventory: its own hash."""
    return f"{hashlib.sha512(data).hexdigest()} {INVENTORY}\n".encode()


def read(folder: Path) -> Inventory:
    """The inventory of an object; ValueError where it is damaged, OSError where there is none."""
    data = doors.read(folder / INVENTORY, _LARGEST)
    beside = doors.read(folder / SIDECAR, _LARGEST)
    if beside.split()[:1] != sidecar(data).split()[:1]:
        raise ValueError("an inventory of another hash")
    return loads(data)


def loads(data: bytes) -> Inventory:
    """An inventory that `dumps` wrote; ValueError."""
    try:
        return _load(json.loads(data))
    except doors.JSON.faults() as cause:
        raise ValueError("no inventory, or a damaged one") from cause


def _load(plain: dict[str, Any]) -> Inventory:
    versions = []
    for name, told in plain["versions"].items():
        found = _VERSION.fullmatch(name)
        if found is None:
            raise ValueError(f"no version: {name}")
        user = told.get("user", {})
        made = Making(
            kinds.text(told["created"]),
            kinds.text(told.get("message", "")),
            kinds.text(user.get("name", "")),
            kinds.text(user.get("address", "")),
        )
        versions.append(Version(int(found[1]), made, _by_path(told["state"])))
    versions.sort(key=lambda one: one.number)
    if [one.number for one in versions] != list(range(1, len(versions) + 1)) or not versions:
        raise ValueError("versions that are no row")
    if plain["head"] != f"v{len(versions)}":
        raise ValueError("another version is the last one")
    return Inventory(kinds.text(plain["id"]), tuple(versions), _by_path(plain["manifest"]))


def _by_digest(files: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, digest in files:
        found.setdefault(digest, []).append(path)
    return found


def _by_path(plain: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_pairs(plain)))


def _pairs(plain: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for digest, paths in plain.items():
        for path in kinds.texts(paths):
            yield path, digest.lower()


def begun(root: Path) -> bool:
    """Whether a folder is the root of such objects."""
    return doors.is_file(root / ROOT)


def objects(folder: Path) -> Iterator[Path]:
    """The folders of all objects below one, in the order of their names; no link is followed."""
    if doors.is_file(folder / OBJECT) or doors.is_file(folder / INVENTORY):
        yield folder
        return
    try:
        below = sorted(one for one in folder.iterdir() if one.is_dir() and not one.is_symlink())
    except OSError:
        return
    for one in below:
        yield from objects(one)
