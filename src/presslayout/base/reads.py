"""Which files a run has read: noted for whoever has to know later whether it would read the same.

Nothing is noted until somebody asks.  Every process that the run forks or starts notes into the same
file, a line each; a file that was known by its stamp counts as read.
"""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# Where a process that is started finds the file to note into.
VARIABLE = "PRESSLAYOUT_READS"


@frozen
class Read:
    """A file that was read, and its stamp then: size, times of change, number."""

    path: str
    stamp: tuple[int, int, int, int]


@mutable
class _Notes:
    """The file that is noted into, and what this process has noted; None where nobody asks."""

    descriptor: int | None = None
    known: set[str] | None = None


_notes = _Notes()


def begin(file: Path | str) -> None:
    """Note what is read from now on, here and in all processes that come of this one."""
    _notes.descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    _notes.known = set()
    os.environ[VARIABLE] = os.fspath(file)


@contextlib.contextmanager
def heard() -> Iterator[list[Read]]:
    """What is read meanwhile, there once it is over; whoever noted before notes on afterwards."""
    import tempfile

    found: list[Read] = []
    before = _notes.descriptor, _notes.known
    with tempfile.TemporaryFile() as file:
        _notes.descriptor, _notes.known = file.fileno(), set()
        try:
            yield found
        finally:
            _notes.descriptor, _notes.known = before
            file.seek(0)
            found += noted(file.read())


def joined() -> None:
    """Note into the file that whoever started this process named, where one did."""
    file = os.environ.get(VARIABLE)
    if file and _notes.descriptor is None:
        begin(file)


def note(path: Path | str, found: os.stat_result) -> None:
    """Note that a file was read, or known by its stamp."""
    if _notes.descriptor is None or _notes.known is None:
        return
    name = os.path.abspath(path)  # noqa: PTH100  (links are names of their own)
    if name in _notes.known:
        return
    _notes.known.add(name)
    row = " ".join(map(str, stamp(found))).encode() + b" " + os.fsencode(name) + b"\0"
    os.write(_notes.descriptor, row)


def stamp(found: os.stat_result) -> tuple[int, int, int, int]:
    """What changes whenever a file is written: its size, both times of change, its number."""
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino


def noted(data: bytes) -> Iterator[Read]:
    """What a file of notes holds; a note that was cut off is left out."""
    for row in data.split(b"\0")[:-1]:
        *numbers, name = row.split(b" ", 4)
        size, written, changed, number = map(int, numbers)
        yield Read(os.fsdecode(name), (size, written, changed, number))
