"""The doors by which others' data come in: what may be raised there, and how a file is read at all.

A row names whatever a parser, or our reading of what it made, says of data that make no sense;
`except` clauses name the row.  Never among them: a machine that is short of memory (`shortage`),
but where a library calls damage that, and what nobody can mend who typed the file.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import stat
import struct
import sys
import zlib
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, mutable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Faults = tuple[type[Exception], ...]

# A tree of another shape than ours: keys that are not there, values of other kinds or beyond reckoning.
_SHAPE: Faults = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
# What readers of packed formats say.  UnicodeError is a ValueError, RecursionError and
# NotImplementedError are RuntimeErrors.
_BYTES: Faults = (*_SHAPE, EOFError, RuntimeError, struct.error, zlib.error)


@frozen
class Door:
    """What is raised where data of one kind come in.

    `theirs` are exceptions of libraries, each by its module and name.
    """

    own: Faults
    theirs: tuple[tuple[str, str], ...] = ()

    def faults(self, *more: type[Exception]) -> Faults:
        """All of them and some more, for an `except` clause: it is asked when something was raised.

        A library that was not imported has raised nothing, and is not imported to say so.
        """
        found = ((sys.modules.get(module), name) for module, name in self.theirs)
        return (
            *more,
            *self.own,
            *(getattr(module, name) for module, name in found if module is not None),
        )


_PIKEPDF = (("pikepdf", "PdfError"), ("pikepdf", "PasswordError"))
_LXML = (("lxml.etree", "LxmlError"), ("xml.etree.ElementTree", "ParseError"))

# Issues, templates, styles, inks, press profiles, fonts.yaml, rules of form and rate: their trees
# hold texts alone, whose values `convert` judges.
YAML = Door((RecursionError, UnicodeError), (("yaml", "YAMLError"),))
# edition.json, report.json, 签样.jsonl, 批注.json, notes of the cache, what a browser sends.
JSON = Door((*_SHAPE, RecursionError))
# Word lists and copy.
TEXT = Door((UnicodeError,))
DOCX = Door((*_BYTES, OSError), (*_LXML, ("zipfile", "BadZipFile")))
HTML = Door((RecursionError, ValueError), _LXML)
SVG = Door((*_SHAPE, RecursionError), _LXML)
# Paths of a drawing, as fontTools reads them and Skia reckons with them.
OUTLINE = Door((*_SHAPE, AssertionError), (("pathops", "PathOpsError"),))
# Its tree is taken event by event, its numbers are judged one by one.
ALTO = Door((), _LXML)
XMP = Door((RecursionError, ValueError), (*_LXML, *_PIKEPDF))
# qpdf calls damage what asks for more memory than there is.
PDF = Door((*_BYTES, MemoryError), (*_PIKEPDF, ("pypdfium2", "PdfiumError")))
PICTURE = Door(
    (*_BYTES, OSError, SyntaxError, MemoryError), (("PIL.Image", "DecompressionBombError"),)
)
# What a process of ours says that was killed, or let go, in the middle of it.
ANSWER = Door((OSError, EOFError, ValueError), (("pickle", "UnpicklingError"),))
FONT = Door(_BYTES, (("uharfbuzz", "HarfBuzzError"),))
ICC = Door((*_BYTES, OSError), (("PIL.ImageCms", "PyCMSError"),))
KEY = Door(
    (TypeError, ValueError),
    (
        ("cryptography.exceptions", "InvalidSignature"),
        ("cryptography.exceptions", "UnsupportedAlgorithm"),
    ),
)


# Where a process that is started finds the file to note into.
NOTES = "PRESSLAYOUT_READS"


@frozen
class ReadFile:
    """A file that was read, and its stamp then: size, times of change, number."""

    path: str
    stamp: tuple[int, int, int, int]


@mutable
class _Notes:
    """The file that is noted into, and what this process has noted; None where nobody asks."""

    descriptor: int | None = None
    known: set[str] | None = None


_notes = _Notes()


# Who asks for more bytes than this at once may have read that number in a damaged file.
_CLAIMED = 1 << 20
# What a pipe, a device, a folder or a socket answers when it is opened.
IRREGULAR = frozenset((errno.EINVAL, errno.EISDIR, errno.ENXIO))


class _Bounded(io.BufferedReader):
    """A file of which nobody is given room for more than it holds, whatever length is claimed in it."""

    def read(self, size: int | None = -1, /) -> bytes:
        """So many bytes, or those that are left."""
        if size is not None and size > _CLAIMED:
            size = max(0, min(size, os.fstat(self.fileno()).st_size - self.tell()))
        return super().read(size)


def is_file(path: Path) -> bool:
    """Whether a file stands there; none stands under a name that the system cannot take."""
    return os.path.isfile(path)  # noqa: PTH113  (which raises for such names)


def opened(path: Path, *, is_noted: bool = True) -> io.BufferedReader:
    """A file opened to be read; OSError where there is none.

    A pipe, a device or a socket is refused, not waited for: nothing may ever come out of it.  What
    shapes nothing that is made need not be noted among what was read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode):
        if is_noted:
            note(path, found)
        return _Bounded(io.FileIO(descriptor))
    os.close(descriptor)
    raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), os.fspath(path))


def read(path: Path, most: int = -1) -> bytes:
    """The bytes of a file, or its first `most`; OSError as `opened` says."""
    with opened(path) as stream:
        return stream.read(most)


def glance(path: Path, most: int) -> bytes:
    """The first bytes of a file that something is said of and nothing made of; OSError as `opened` says."""
    with opened(path, is_noted=False) as stream:
        return stream.read(most)


def note_into(file: Path | str) -> None:
    """Note which files are read from now on, here and in all processes that come of this one.

    A line each; one that was known by its stamp counts as read.
    """
    _notes.descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    _notes.known = set()
    os.environ[NOTES] = os.fspath(file)


@contextlib.contextmanager
def heard() -> Iterator[list[ReadFile]]:
    """What is read meanwhile, there once it is over; whoever noted before notes on afterwards."""
    import tempfile

    found: list[ReadFile] = []
    before = _notes.descriptor, _notes.known
    with tempfile.TemporaryFile() as file:
        _notes.descriptor, _notes.known = file.fileno(), set()
        try:
            yield found
        finally:
            _notes.descriptor, _notes.known = before
            file.seek(0)
            found += noted(file.read())


def note_with_others() -> None:
    """Note into the file that whoever started this process named, where one did."""
    file = os.environ.get(NOTES)
    if file and _notes.descriptor is None:
        note_into(file)


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


def noted(data: bytes) -> Iterator[ReadFile]:
    """What a file of notes holds; a note that was cut off is left out."""
    for row in data.split(b"\0")[:-1]:
        *numbers, name = row.split(b" ", 4)
        size, written, changed, number = map(int, numbers)
        yield ReadFile(os.fsdecode(name), (size, written, changed, number))
