"""A PDF file around objects: reportlab's object model with a catalogue and trailer of our own.

Everything that reportlab would add by itself (clock, standard fonts, outlines, ASCII85) stays out.
Imported by painters alone, when they paint: reportlab takes 40 ms to load.
"""

from __future__ import annotations

import zlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from presslayout.base.unopened import unopened, untold

# What reportlab loads for pictures: those that we give it are coded already.  It would run settings
# of a home and of a workspace, and stop where a variable has no value that it knows.
with (
    unopened("PIL", "PIL.Image"),
    untold("RL_", "reportlab_mods", "reportlab_settings"),
):
    from reportlab import rl_config

    # reportlab reads these when its document module is imported.
    rl_config.useA85 = 0
    rl_config.invariant = 1
    rl_config.pdfComments = 0
    rl_config.pdfMultiLine = 0

    from reportlab.pdfbase import pdfdoc

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

COMPRESSION_LEVEL = 6
_ASCII = 128

Reference = pdfdoc.PDFObjectReference
Name = pdfdoc.PDFName


class File(pdfdoc.PDFDocument):  # type: ignore[misc]
    """Numbered objects in the order in which they were added."""

    def __init__(self, version: tuple[int, int]) -> None:
        self._pdfVersion = version
        self.objectcounter = 0
        self.numberToId: dict[int, str] = {}
        self.idToObject: dict[str, object] = {}
        self.idToObjectNumberAndVersion: dict[str, tuple[int, int]] = {}
        self.idToOffset: dict[str, int] = {}

    def add(self, value: object, name: str | None = None) -> Any:
        """The reference by which other objects name `value`."""
        return self.Reference(value, name)

    def stream(self, entries: Mapping[str, object], data: bytes, *, deflate: bool = True) -> Any:
        """A stream object; `deflate` compresses it, data that is coded already stays as it is."""
        if deflate:
            return self.packed(zlib.compress(data, COMPRESSION_LEVEL), entries)
        return self.add(_Stream(pdfdoc.PDFDictionary(dict(entries)), data))

    def packed(self, data: bytes, entries: Mapping[str, object] = MappingProxyType({})) -> Any:
        """A stream object of data that is deflated already."""
        whole = {**entries, "Filter": Name("FlateDecode")}
        return self.add(_Stream(pdfdoc.PDFDictionary(whole), data))

    def bytes_with(self, root: object, info: object, ids: tuple[bytes, bytes]) -> bytes:
        """The whole file, its trailer naming the catalogue, the Info dictionary and both ids."""
        self.Catalog = root
        self.info = info
        self._ID = b"[" + b"".join(b"<%s>" % i.hex().encode() for i in ids) + b"]"
        return bytes(self.format())


class _Stream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream whose `endstream` stands on a line of its own (ISO 19005-2, 6.1.7.1)."""

    def format(self, document: File) -> bytes:
        head = pdfdoc.PDFDictionary({**self.dictionary.dict, "Length": len(self.content)})
        return b"".join((head.format(document), b"\nstream\n", self.content, b"\nendstream\n"))


class Copied(pdfdoc.PDFObject):  # type: ignore[misc]
    """An object as another file had it: its text with our references in it, its stream's data."""

    def __init__(self, pieces: Sequence[object], data: bytes | None) -> None:
        self.pieces, self.data = pieces, data

    def format(self, document: File) -> bytes:
        """Its bytes in this file."""
        text = b"".join(
            piece if isinstance(piece, bytes) else pdfdoc.format(piece, document)
            for piece in self.pieces
        )
        if self.data is None:
            return text
        return b"".join((text, b"\nstream\n", self.data, b"\nendstream\n"))


def token(name: str) -> str:
    """A name object of any characters (ISO 32000-1, 7.3.5)."""
    return "/" + "".join(
        chr(byte) if chr(byte).isalnum() and byte < _ASCII else f"#{byte:02X}"
        for byte in name.encode()
    )


def reference(name: str) -> Any:
    """A reference to an object that is added later under `name`."""
    return pdfdoc.PDFObjectReference(name)


def dictionary(entries: Mapping[str, object]) -> Any:
    """A dictionary; strings among its values are PDF tokens as they stand."""
    return pdfdoc.PDFDictionary(dict(entries))


def array(values: Iterable[object]) -> Any:
    """An array on as few lines as may be."""
    return pdfdoc.PDFArrayCompact(values)


def text(value: str) -> str:
    """A text string, UTF-16 wherever ASCII does not hold it."""
    if value.isascii() and value.isprintable():
        escaped = value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"
