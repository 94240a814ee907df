"""An issue on its way to another machine, and what comes back of it: plain values, whatever carries them.

A parcel holds all that the issue is made of, each file with its SHA-256.  What many issues share
(faces, templates, pictures of variants) stands in it by its hash alone: whoever works lays those
up once, and asks for what is lacking.  The issue is built by a process of its own in a private folder
that stands for the client's root folder, so that every path is told as it is there; what was made
goes back as bytes, and the client alone writes.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors, processes
from presslayout.base.cache import Cache, key_of
from presslayout.base.values import field, frozen, mutable
from presslayout.issue.files import packaged_root
from presslayout.newsroom.batch.builders import Builder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presslayout.newsroom.batch.builders import Ran

# Stands before the names of what ships with us, where a name is a whole path otherwise.
PACKAGED = "package:"
# What stands for a thing of the output folder says so, and which; for a folder a file in it does.
_STANDING, _SIGN = b"presslayout standing ", "standing"
PREVIOUS, KEPT = "previous", "kept-"


@frozen
class SentFile:
    """A file by its whole path on the client; without `data` it is laid up under its hash."""

    path: str
    sha256: str
    data: bytes | None = None


@frozen
class StandIn:
    """What stands in the output folder already, by its name there, and the bytes put in its place."""

    name: str
    data: bytes
    is_folder: bool = False


@frozen
class IssueParcel:
    """An issue to be built: the words of the command, with whole paths of the client.

    `run` is the batch that it belongs to, `here` the client's current folder, `out` the output
    folder, `heads` the hash of what other issues of the workspace begin with.  `shared`: whoever
    works sees the client's own files, and none are sent.
    """

    run: str
    words: tuple[str, ...]
    here: str
    root: str
    out: str
    files: tuple[SentFile, ...] = ()
    heads: str = ""
    stands: tuple[StandIn, ...] = ()
    shared: bool = False

    def __dask_tokenize__(self) -> tuple[str, str]:
        """How Dask tells one from another: none of its bytes need be hashed."""
        return self.run, self.out

    @property
    def lacking(self) -> tuple[str, ...]:
        """The hashes of what is not in it."""
        named = [one.sha256 for one in self.files if one.data is None]
        return tuple(dict.fromkeys([*named, *([self.heads] if self.heads else ())]))


@frozen
class Wanting:
    """What has to be laid up before a parcel can be worked on, by hash."""

    hashes: tuple[str, ...]


@frozen
class MadeThing:
    """What was put into the output folder under a name: a file alone has the one path ""."""

    name: str
    is_folder: bool
    files: tuple[tuple[str, str, bytes], ...]


@frozen
class ParcelOutcome:
    """What became of a parcel.

    `read` are whole paths of the client or names of what ships; of what stood in the output folder
    `aside` was put aside, `gone` taken away and `kept` copied for those who had signed it.
    """

    exit: int
    seconds: float
    processor_seconds: float
    told: bytes
    said: str
    read: tuple[str, ...]
    made: tuple[MadeThing, ...]
    aside: tuple[str, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...]
    is_there: bool


@mutable
class _Hall:
    """The builders of this process that nobody uses, those under way by batch, and ended batches."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    idle: list[Builder] = field(default_factory=list)
    busy: dict[str, list[Builder]] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)


_hall = _Hall()


def worked(parcel: IssueParcel, more: Mapping[str, bytes] | None = None) -> ParcelOutcome | Wanting:
    """Build a parcel's issue; `more` is laid up first.

    OSError where there is no room for it, or no process can be had.
    """
    if more:
        lay_up(more)
    found = {} if parcel.shared else _gathered(parcel.lacking, more or {})
    wanting = tuple(one for one in parcel.lacking if one not in found)
    if wanting and not parcel.shared:
        return Wanting(wanting)
    with _builder(parcel.run) as builder:
        place = Path(builder.folder.name, "root")
        shutil.rmtree(place, ignore_errors=True)
        try:
            _set_out(parcel, place, found)
            here = Path(parcel.here) if parcel.shared else _inside(place, parcel.here)
            ran = builder.run(_words(parcel, place), here)
            return _outcome(parcel, place, ran)
        finally:
            shutil.rmtree(place, ignore_errors=True)


def lay_up(blobs: Mapping[str, bytes]) -> None:
    """Keep bytes under their SHA-256; what is not what it is called is left out."""
    cache = Cache.open()
    for digest, data in blobs.items():
        if hashlib.sha256(data).hexdigest() == digest:
            cache.put(_key(digest), data, private=True)


def end(run: str) -> None:
    """Stop what is under way for a batch, begin nothing more of it, and let idle processes go."""
    with _hall.lock:
        _hall.ended.add(run)
        busy, idle = list(_hall.busy.get(run, ())), list(_hall.idle)
        _hall.idle.clear()
    for one in busy:
        one.stop()
    for one in idle:
        one.close()


@contextlib.contextmanager
def _builder(run: str) -> Iterator[Builder]:
    """A builder for a parcel of a batch, given back afterwards; OSError once the batch was ended."""
    with _hall.lock:
        one = _hall.idle.pop() if _hall.idle else None
    if one is None:
        # So many work at once already that none shares its work out any further.
        one = Builder.of_share(processes.available(), _scratch())
    with _hall.lock:
        _hall.busy.setdefault(run, []).append(one)
        if run in _hall.ended:
            one.stop()
    try:
        if one.stopped:
            raise InterruptedError
        yield one
    finally:
        with _hall.lock:
            _hall.busy[run].remove(one)
            spare = not one.stopped
            if spare:
                _hall.idle.append(one)
        if not spare:
            one.close()


def _scratch() -> str | None:
    """Where whoever runs us wants temporary files; the system's own place for None."""
    distributed = sys.modules.get("distributed")
    if distributed is None:
        return None
    try:
        return str(distributed.get_worker().local_directory)
    except ValueError:
        return None


def _key(digest: str) -> str:
    return key_of("parcel-1", digest)


@lru_cache(maxsize=1)
def shipped() -> dict[str, Path]:
    """The faces and profiles that ship, by their SHA-256."""
    from presslayout.assets.fonts import kept_sha256

    root, cache = packaged_root(), Cache.open()
    faces = sorted((root / "fonts").glob("*.[ot]t[fc]"))
    profiles = sorted((root / "layout").rglob("*.icc"))
    return {kept_sha256(path, cache): path for path in (*faces, *profiles)}


def _gathered(hashes: Iterable[str], more: Mapping[str, bytes]) -> dict[str, bytes]:
    """What is laid up here, or ships with us, of these hashes."""
    cache, found = Cache.open(), {}
    for digest in hashes:
        data = more.get(digest)
        if data is None:
            data = cache.get(_key(digest))
        if data is None and digest in shipped():
            data = doors.read(shipped()[digest])
        if data is not None and hashlib.sha256(data).hexdigest() == digest:
            found[digest] = data
    return found


def _set_out(parcel: IssueParcel, place: Path, found: Mapping[str, bytes]) -> None:
    """The private folder as the client's disk is, as far as this issue goes."""
    out = _inside(place, parcel.out)
    for stand in parcel.stands:
        _write(out / stand.name / _SIGN if stand.is_folder else out / stand.name, stand.data)
    if parcel.shared:
        out.parent.mkdir(parents=True, exist_ok=True)
        return
    _inside(place, parcel.here).mkdir(parents=True, exist_ok=True)
    if parcel.heads:
        for name, data in _heads(found[parcel.heads]):
            _write(_inside(place, os.path.join(parcel.root, name)), data)  # noqa: PTH118
    for one in parcel.files:
        _write(_inside(place, one.path), found[one.sha256] if one.data is None else one.data)
    (_inside(place, parcel.root) / "layout").mkdir(parents=True, exist_ok=True)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def spelled(heads: Iterable[tuple[str, bytes]]) -> bytes:
    """What files begin with, by their names, in one piece."""
    return b"".join(
        len(part).to_bytes(4, "big") + part
        for name, data in heads
        for part in (os.fsencode(name), data)
    )


def _heads(data: bytes) -> Iterator[tuple[str, bytes]]:
    parts, at = [], 0
    while at < len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        parts.append(data[at + 4 : at + 4 + length])
        at += 4 + length
    for name, held in zip(parts[::2], parts[1::2], strict=True):
        yield os.fsdecode(name), held


def _inside(place: Path, path: str) -> Path:
    """Where in the private folder a whole path of the client stands."""
    return place.joinpath(*Path(path).parts[1:])


def _words(parcel: IssueParcel, place: Path) -> tuple[str, ...]:
    """The command's words, its files in the private folder; of the spec where files are shared not."""
    verb, spec, flag, out, *rest = parcel.words
    own = spec if parcel.shared else str(_inside(place, spec))
    return verb, own, flag, str(_inside(place, out)), *rest


def _outcome(parcel: IssueParcel, place: Path, ran: Ran) -> ParcelOutcome:
    out = _inside(place, parcel.out)
    ours = [one for one in parcel.stands if not one.name.startswith(PREVIOUS + "/")]
    still = {one.name for one in ours if _holds(out / one.name, one)}
    aside = tuple(
        one.name for one in ours if one.name not in still and _holds(out / PREVIOUS / one.name, one)
    )
    made = tuple(_made(out, name) for name in _new(out, still))
    known = {*still, *aside, *(one.name for one in made)}
    old = {one.name for one in parcel.stands}
    kept = {
        path.name
        for path in out.glob(f"{PREVIOUS}/{KEPT}*/*")
        if f"{PREVIOUS}/{path.parent.name}" not in old
    }
    lead, own = str(place), tuple(parcel.here for _ in range(parcel.shared))
    return ParcelOutcome(
        ran.exit,
        ran.seconds,
        ran.processor_seconds,
        _plainly(ran.told, lead, own),
        _plainly(ran.said.encode("utf-8", "replace"), lead, own).decode("utf-8", "replace"),
        tuple(_read(ran, lead, shared=parcel.shared)),
        made,
        aside,
        tuple(one.name for one in ours if one.name not in known),
        tuple(sorted(kept)),
        out.is_dir(),
    )


def standing(name: str, *, is_folder: bool) -> StandIn:
    """What is put for a thing that stands in the output folder."""
    return StandIn(name, _STANDING + os.fsencode(name), is_folder)


def _holds(path: Path, stand: StandIn) -> bool:
    """Whether what was put for a thing stands there."""
    try:
        held = doors.glance(path / _SIGN if stand.is_folder else path, len(stand.data) + 1)
    except OSError:
        return False
    return held == stand.data


def _new(out: Path, still: Iterable[str]) -> list[str]:
    """The names in the output folder that are new."""
    try:
        names = sorted(os.listdir(out))  # noqa: PTH208  (names are all that is wanted)
    except OSError:
        return []
    old = {PREVIOUS, *still}
    return [name for name in names if name not in old and not name.startswith(".")]


def _made(out: Path, name: str) -> MadeThing:
    path = out / name
    inside = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    files = []
    for one in inside:
        data = doors.read(one)
        where = one.relative_to(path).as_posix() if path.is_dir() else ""
        files.append((where, hashlib.sha256(data).hexdigest(), data))
    return MadeThing(name, path.is_dir(), tuple(files))


def _plainly(data: bytes, lead: str, own: tuple[str, ...]) -> bytes:
    """What was said, of the client's paths; `own` is its current folder where that was not ours."""
    for here in own:
        data = data.replace(os.fsencode(lead + here + os.sep), b"")
    return data.replace(os.fsencode(lead), b"")


def _read(ran: Ran, lead: str, *, shared: bool) -> Iterator[str]:
    shipped = str(packaged_root()) + os.sep
    for one in ran.read:
        if one.path.startswith(lead + os.sep):
            yield one.path[len(lead) :]
        elif one.path.startswith(shipped):
            yield PACKAGED + one.path[len(shipped) :].replace(os.sep, "/")
        elif shared:
            yield one.path
