"""The doors by which others' data come in: what may be raised there, and how a file is read at all.

A row names whatever a parser, or our reading of what it made, says of data that make no sense;
`except` clauses name the row.  Never among them: a machine that is short of memory (`shortage`),
but where a library calls damage that, and what nobody can mend who typed the file.
"""

from __future__ import annotations

import errno
import os
import stat
import struct
import sys
import zlib
from typing import TYPE_CHECKING

from presslayout.base import reads
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from io import BufferedReader
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


# What a pipe, a device, a folder or a socket answers when it is opened.
IRREGULAR = frozenset((errno.EINVAL, errno.EISDIR, errno.ENXIO))


def is_file(path: Path) -> bool:
    """Whether a file stands there; none stands under a name that the system cannot take."""
    return os.path.isfile(path)  # noqa: PTH113  (which raises for such names)


def opened(path: Path, *, is_noted: bool = True) -> BufferedReader:
    """A file opened to be read; OSError where there is none.

    A pipe, a device or a socket is refused, not waited for: nothing may ever come out of it.  What
    shapes nothing that is made need not be noted among what was read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    found = os.fstat(descriptor)
    if stat.S_ISREG(found.st_mode):
        if is_noted:
            reads.note(path, found)
        return open(descriptor, "rb")  # noqa: PTH123  (a descriptor; the caller closes it)
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
