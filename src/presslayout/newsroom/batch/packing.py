"""What an issue needs, found on the client: its files by their whole paths, each with its hash.

The issue is read here once, and whatever that reads is packed; so is whatever file of the workspace
a value of it names, what lies beside the spec, layout/, the keys of signers, and the faces of the
workspace whose names are written anywhere in this.  Of all other issues a build looks at the heads.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import PresslayoutError
from presslayout.base.memory import Memory
from presslayout.base.values import Same, field, fields, frozen, mutable
from presslayout.issue.files import FONTS, packaged_root, workspace_root
from presslayout.issue.load import SUFFIXES, load
from presslayout.newsroom.batch.ingredients import matters
from presslayout.newsroom.batch.parcels import (
    PREVIOUS,
    IssueParcel,
    SentFile,
    StandIn,
    spelled,
    standing,
)
from presslayout.newsroom.batch.tasks import families
from presslayout.newsroom.keyring import FOLDER as KEYS
from presslayout.newsroom.outputs import ISSUES
from presslayout.newsroom.proofread.continuity import GLANCE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.batch.tasks import Task

# A text longer than this is no file's name; a file smaller than this is never laid up.
_LONGEST_NAME, _SMALL = 400, 16_384
# What lies beside a spec and is larger than this is no note of somebody's.
_NOTE = 1 << 22
_REPORT = "report.json"
Stamp = tuple[int, int, int, int]


@frozen
class Packing:
    """A task's parcel, the stamp of each file in it, and where what is not in it is found, by hash."""

    task: Task
    parcel: IssueParcel
    stamps: dict[str, Stamp]
    stored: dict[str, Path | bytes]

    def blob(self, digest: str) -> bytes:
        """What stands in the parcel by this hash alone; OSError where it cannot be read any more."""
        held = self.stored[digest]
        return held if isinstance(held, bytes) else doors.read(held)


@mutable
class Packer:
    """Packs the issues of one batch: what many need is read and hashed once.

    `common` are the specs of issues that share their pictures with others.
    """

    run: str
    shared: bool = False
    common: frozenset[Path] = frozenset()
    memory: Memory = field(default_factory=Memory)
    hashes: dict[tuple[str, Stamp], str] = field(default_factory=dict)
    heads: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    grounds: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, run: str, wanted: Sequence[Task], *, shared: bool = False) -> Packer:
        """A packer for these tasks."""
        common = (one.spec for family in families(wanted) if len(family) > 1 for one in family)
        return cls(run, shared, frozenset(common))

    def packed(self, task: Task) -> Packing | None:
        """An issue's parcel; None for one that cannot be read here: its own build says why."""
        words, here = task.command, os.path.abspath(os.curdir)  # noqa: PTH100
        out = os.path.abspath(task.out)  # noqa: PTH100
        stands = tuple(_stands(Path(out)))
        root = workspace_root(task.spec.parent)
        if root is None:
            return None
        if self.shared:
            parcel = IssueParcel(self.run, words, here, str(root), out, (), "", stands, shared=True)
            return Packing(task, parcel, {}, {})
        try:
            with doors.heard() as heard:
                loaded = load(Path(words[1]), self.memory)
            return self._packing(
                task,
                loaded,
                heard,
                IssueParcel(self.run, words, here, str(root), out, stands=stands),
            )
        except (PresslayoutError, OSError):
            return None
        finally:
            self.memory.next_turn()

    def _packing(
        self, task: Task, loaded: Loaded, heard: Iterable[doors.ReadFile], empty: IssueParcel
    ) -> Packing:
        root = loaded.workspace.root
        lead = str(root) + os.sep
        paths = {one.path: None for one in heard if one.path.startswith(lead)}
        paths |= dict.fromkeys(_named(loaded, root))
        paths |= dict.fromkeys(self._ground(root))
        paths |= dict.fromkeys(_beside(paths, root))
        written = {path: doors.read(Path(path)) for path in paths if _is_words(path)}
        written.pop(str(root / FONTS), None)
        paths |= dict.fromkeys(_faces(loaded, written.values()))
        shipped = str(packaged_root()) + os.sep
        files, stamps, stored = [], dict[str, Stamp](), dict[str, Path | bytes]()
        for path in sorted(paths):
            stamp, digest, data = self._file(path)
            stamps[path] = stamp
            away = path.startswith((lead + "layout" + os.sep, lead + "fonts" + os.sep, shipped))
            if stamp[0] >= _SMALL and (away or task.spec in self.common):
                stored[digest], data = Path(path), None
            elif data is None:
                data = doors.read(Path(path))
                digest = hashlib.sha256(data).hexdigest()
            files.append(SentFile(path, digest, data))
        heads = self._heads(root)
        if heads is not None:
            stored[heads[0]] = heads[1]
        parcel = IssueParcel(
            empty.run,
            empty.words,
            empty.here,
            empty.root,
            empty.out,
            tuple(files),
            heads[0] if heads is not None else "",
            empty.stands,
        )
        return Packing(task, parcel, stamps, stored)

    def _file(self, path: str) -> tuple[Stamp, str, bytes | None]:
        """A file's stamp and hash, and its bytes where they had to be read for that."""
        stamp = doors.stamp(os.stat(path))  # noqa: PTH116
        known = self.hashes.get((path, stamp))
        if known is not None:
            return stamp, known, None
        data = doors.read(Path(path))
        digest = hashlib.sha256(data).hexdigest()
        self.hashes[path, stamp] = digest
        return stamp, digest, data

    def _ground(self, root: Path) -> tuple[str, ...]:
        """What every issue of a workspace may be set with: layout/, the keys, the list of faces."""
        key = str(root)
        if key not in self.grounds:
            found = [path for name in ("layout", KEYS) for path in _below(root / name)]
            if (root / FONTS).is_file():
                found.append(str(root / FONTS))
            self.grounds[key] = tuple(found)
        return self.grounds[key]

    def _heads(self, root: Path) -> tuple[str, bytes] | None:
        """What the issues of a workspace begin with, and its hash; None where there are none."""
        key = str(root)
        if key not in self.heads:
            rows = []
            for path in sorted((root / ISSUES).glob("**/*.yaml")):
                if path.is_symlink() or not path.is_file():
                    continue
                rows.append((path.relative_to(root).as_posix(), doors.glance(path, GLANCE)))
            data = spelled(rows)
            self.heads[key] = hashlib.sha256(data).hexdigest() if data else "", data
        return self.heads[key] if self.heads[key][0] else None


def _below(folder: Path) -> Iterator[str]:
    for home, names, files in os.walk(folder):
        names.sort()
        yield from (os.path.join(home, name) for name in sorted(files) if _is_kept(home, name))  # noqa: PTH118


def _is_kept(home: str, name: str) -> bool:
    return not name.startswith((".", "~$")) and Path(home, name).is_file()


def _named(loaded: Loaded, root: Path) -> Iterator[str]:
    """The files of the workspace that values of an issue name."""
    for text in dict.fromkeys(_texts((loaded.issue, tuple(loaded.templates.values())))):
        if len(text) <= _LONGEST_NAME and "." in text and "\n" not in text and "\0" not in text:
            path = os.path.join(root, text)  # noqa: PTH118
            if os.path.isfile(path) and path.startswith(str(root) + os.sep):  # noqa: PTH113
                yield os.path.normpath(path)


def _texts(held: Any) -> Iterator[str]:
    """Every text and path in a value, however deep."""
    waiting, seen = [held], set[Same]()
    while waiting:
        one = waiting.pop()
        if isinstance(one, str | Path):
            yield str(one)
        elif isinstance(one, tuple | list | frozenset):
            waiting += one
        elif isinstance(one, dict):
            waiting += [*one.keys(), *one.values()]
        elif hasattr(type(one), "__value_fields__") and (same := Same(one)) not in seen:
            seen.add(same)
            waiting += [getattr(one, each.name) for each in fields(one)]


def _beside(paths: Iterable[str], root: Path) -> Iterator[str]:
    """What lies beside the specs and may have to do with them: notes, sign-offs, word lists."""
    homes = {str(Path(path).parent) for path in paths if Path(path).suffix in SUFFIXES}
    for home in sorted(homes):
        if home == str(root) or Path(home).is_relative_to(root / "layout"):
            continue
        for name in sorted(os.listdir(home)):  # noqa: PTH208
            path = Path(home, name)
            if matters(name, specs=False) and _is_kept(home, name) and path.stat().st_size <= _NOTE:
                yield str(path)


def _is_words(path: str) -> bool:
    """Whether names of faces may be written in a file."""
    return Path(path).suffix.lower() in {*SUFFIXES, ".txt", ".md", ".svg"}


def _faces(loaded: Loaded, written: Iterable[bytes]) -> Iterator[str]:
    """The workspace's own faces that are named somewhere, or bear the name of one that ships."""
    own = {
        word: one
        for word, one in loaded.families.items()
        if one.path.is_relative_to(loaded.workspace.root)
    }
    if not own:
        return
    told = b"\n".join((*written, doors.read(loaded.workspace.packaged / FONTS)))
    waiting = [word for word in own if word.encode() in told]
    seen = set[str]()
    for word in waiting:
        family = loaded.families.get(word)
        if family is None or word in seen:
            continue
        seen.add(word)
        waiting += [*family.fallback, *([family.bold] if family.bold else ())]
        if word in own and family.path.is_file():
            yield str(family.path)


def _stands(out: Path) -> Iterator[StandIn]:
    """What stands in an output folder, and was put aside in it."""
    for lead, home in (("", out), (PREVIOUS + "/", out / PREVIOUS)):
        try:
            names = sorted(os.listdir(home))  # noqa: PTH208
        except OSError:
            continue
        for name in names:
            if name.startswith(".") or (not lead and name == PREVIOUS):
                continue
            if not lead and name == _REPORT:
                yield StandIn(name, _issue_told(home / name))
            else:
                yield standing(lead + name, is_folder=(home / name).is_dir())


def _issue_told(report: Path) -> bytes:
    """Of a report which issue it is of: a build puts aside what another issue left."""
    try:
        told = {"issue": json.loads(doors.read(report))["issue"]}
    except doors.JSON.faults(OSError):
        told = {}
    return json.dumps(told).encode()
