"""What comes back of a parcel is put where a build here would have put it: the client alone writes.

What the build did to a folder that stood for the output folder is done again to the real one, under
its lock: older files put aside, what is new whole or not at all, the report last.  To do it twice
does no harm.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.delivery.order import EDITION, REPORT
from presslayout.delivery.shelf import shelf
from presslayout.delivery.targets import KEPT, VERSION
from presslayout.issue.files import packaged_root
from presslayout.newsroom.batch.builders import Ran
from presslayout.newsroom.batch.parcels import PACKAGED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.delivery.shelf import Shelf
    from presslayout.newsroom.batch.packing import Packing, Stamp
    from presslayout.newsroom.batch.parcels import MadeThing, ParcelOutcome

# What is placed after all else: they tell of it.
_LAST = (EDITION, REPORT)


class SpoiltError(ValueError):
    """What came back is not what was sent, or names what no output folder holds."""


def unpacked(outcome: ParcelOutcome, packing: Packing) -> Ran:
    """Put what was made into the output folder; what the build said, took and read.

    SpoiltError, and DeliveryError where the folder cannot be written; nothing was written then.
    """
    _check(outcome)
    folder = Path(packing.parcel.out)
    if outcome.is_there or outcome.made:
        with shelf(folder) as place:
            _put(outcome, place)
    return Ran(
        outcome.exit,
        outcome.seconds,
        outcome.processor_seconds,
        outcome.told,
        outcome.said,
        tuple(_read(outcome.read, packing.stamps)),
    )


def _check(outcome: ParcelOutcome) -> None:
    for one in outcome.made:
        for name, digest, data in one.files:
            if hashlib.sha256(data).hexdigest() != digest:
                raise SpoiltError(f"{one.name}/{name}")
            if not _is_inside(name) and (name or one.is_folder):
                raise SpoiltError(name)
    for name in (*(one.name for one in outcome.made), *outcome.aside, *outcome.gone, *outcome.kept):
        if not _is_inside(name) or "/" in name or name.startswith("."):
            raise SpoiltError(name)


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(path.parts) and not path.is_absolute() and not {"..", "\\"} & {*path.parts, *name}


def _put(outcome: ParcelOutcome, place: Shelf) -> None:
    ready = {one.name: _spare(one, place) for one in outcome.made}
    if outcome.kept:
        # A file goes before its companions: it gives them their number.
        files = [name for name in outcome.kept if (place.folder / name).is_file()]
        for old in files[:1]:
            digest = hashlib.sha256((place.folder / old).read_bytes()).hexdigest()
            for name in outcome.kept:
                place.keep(name, f"{KEPT}-{digest[:VERSION]}")
    for name in outcome.aside:
        place.put_aside(name)
    for name in outcome.gone:
        place.remove(name)
    if REPORT in ready and len(ready) > len(_LAST):
        # A report of before tells of no file of now.
        place.remove(REPORT)
    for name in sorted(ready, key=lambda one: (one in _LAST, not ready[one].is_dir(), one)):
        place.place(ready[name], name)


def _spare(one: MadeThing, place: Shelf) -> Path:
    """What was made, whole, under no name of its own yet."""
    if not one.is_folder:
        return place.spare(one.name, one.files[0][2])
    folder = place.spare_folder(one.name)
    for name, _, data in one.files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def _read(names: Iterable[str], stamps: dict[str, Stamp]) -> Iterator[doors.ReadFile]:
    """What was read, by its name here and with the stamp that it had when it was packed."""
    for name in names:
        path = (
            str(packaged_root() / name.removeprefix(PACKAGED))
            if name.startswith(PACKAGED)
            else name
        )
        stamp = stamps.get(path)
        if stamp is None:
            try:
                stamp = doors.stamp(os.stat(path))  # noqa: PTH116
            except OSError:
                continue
        yield doors.ReadFile(path, stamp)
