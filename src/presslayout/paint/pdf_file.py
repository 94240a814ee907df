"""A PDF file around objects: what they are spelled as, and the file that numbers them.

Nothing is in it that we did not put there: no clock, no standard fonts, no ASCII85.
"""

from __future__ import annotations

import zlib
from math import log10
from typing import TYPE_CHECKING, Any, Self

from presslayout.base.values import distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

COMPRESSION_LEVEL = 6
_ASCII = 128
# The bytes above 127 tell whoever passes the file on that it is no text (ISO 32000-1, 7.5.2).  They
# are those that reportlab puts there, which wrote our files for long.
_HEAD = b"%%PDF-%d.%d\n%%\x93\x8c\x8b\x9e ReportLab Generated PDF document (opensource)\n"
# Lines end after so many entries of a dictionary, so many values of an array.
_ENTRIES, _VALUES = 6, 10
# Numbers have seven figures, six of them behind the point, and no zero before it.
_PLACES = 6
_NOTHING = 1e-7


@distinct
class _Reference:
    """What names an object of the file, from wherever it is named."""

    name: str


@distinct
class _Dictionary:
    entries: Mapping[str, object]


@distinct
class _Array:
    values: tuple[object, ...]


@distinct
class _Stream:
    """A stream whose `endstream` stands on a line of its own (ISO 19005-2, 6.1.7.1)."""

    entries: Mapping[str, object]
    data: bytes


@distinct
class Copied:
    """An object as another file had it: its text with our references in it, its stream's data."""

    pieces: Sequence[object]
    data: bytes | None


class Name(str):
    """A name of plain characters; whatever else is in it is told by number."""

    __slots__ = ()

    def __new__(cls, plain: str) -> Self:
        """The token for these characters."""
        if not plain.isalnum() or not plain.isascii():
            plain = "".join(
                c if "!" <= c <= "~" and c not in "%()<>{}[]#" else f"#{ord(c):x}" for c in plain
            )
        return super().__new__(cls, "/" + plain)


class File:
    """Numbered objects in the order in which they were added."""

    def __init__(self, version: tuple[int, int]) -> None:
        self._version = version
        self._objects: dict[str, object] = {}

    def add(self, value: object, name: str | None = None) -> Any:
        """The reference by which other objects name `value`."""
        name = name or f"R{len(self._objects) + 1}"
        if name in self._objects:
            raise ValueError(f"two objects are named {name}")
        self._objects[name] = value
        return _Reference(name)

    def stream(self, entries: Mapping[str, object], data: bytes, *, deflate: bool = True) -> Any:
        """A stream object; `deflate` compresses it, data that is coded already stays as it is."""
        entries = dict(entries)
        if deflate:
            entries["Filter"] = Name("FlateDecode")
            data = zlib.compress(data, COMPRESSION_LEVEL)
        return self.add(_Stream(entries, data))

    def bytes_with(self, root: object, info: object, ids: tuple[bytes, bytes]) -> bytes:
        """The whole file, its trailer naming the catalogue, the Info dictionary and both ids."""
        ends = {"Root": self.add(root), "Info": self.add(info)}
        numbers = {name: number for number, name in enumerate(self._objects, 1)}
        made, length = [_HEAD % self._version], len(_HEAD % self._version)
        places = [b"0000000000 65535 f \n"]
        for name, value in self._objects.items():
            body = _spelled(value, numbers)
            closed = b"" if body.endswith(b"\n") else b"\n"
            made.append(b"%d 0 obj\n%b%bendobj\n" % (numbers[name], body, closed))
            places.append(b"%010d 00000 n \n" % length)
            length += len(made[-1])
        trailer = {
            "ID": b"[" + b"".join(b"<%s>" % one.hex().encode() for one in ids) + b"]",
            "Info": ends["Info"],
            "Root": ends["Root"],
            "Size": len(places),
        }
        told = b"\n".join(_entries(trailer, numbers))
        made += [b"xref\n0 %d\n" % len(places), *places]
        made.append(b"trailer\n<<\n%b\n>>\nstartxref\n%d\n%%%%EOF\n" % (told, length))
        return b"".join(made)


def token(name: str) -> str:
    """A name object of any characters (ISO 32000-1, 7.3.5)."""
    return "/" + "".join(
        chr(byte) if chr(byte).isalnum() and byte < _ASCII else f"#{byte:02X}"
        for byte in name.encode()
    )


def reference(name: str) -> Any:
    """A reference to an object that is added later under `name`."""
    return _Reference(name)


def dictionary(entries: Mapping[str, object]) -> Any:
    """A dictionary; strings among its values are PDF tokens as they stand."""
    return _Dictionary(dict(entries))


def array(values: Iterable[object]) -> Any:
    """An array on as few lines as may be."""
    return _Array(tuple(values))


def text(value: str) -> str:
    """A text string, UTF-16 wherever ASCII does not hold it."""
    if value.isascii() and value.isprintable():
        escaped = value.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        return f"({escaped})"
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"


def _spelled(value: object, numbers: Mapping[str, int]) -> bytes:
    """An object as it stands in the file; KeyError where it names one that was never added."""
    match value:
        case bytes():
            told = value
        case str():
            told = value.encode("ascii")
        case int() | float():
            told = _number(value)
        case _Reference(name):
            told = b"%d 0 R" % numbers[name]
        case _Dictionary(entries):
            told = b"<<\n%b\n>>" % _lines(_entries(entries, numbers), _ENTRIES)
        case _Array(values):
            told = b"[ %b ]" % _lines([_spelled(one, numbers) for one in values], _VALUES)
        case _Stream(entries, data):
            head = _Dictionary({**entries, "Length": len(data)})
            told = _streamed(_spelled(head, numbers), data)
        case Copied(pieces, data):
            whole = b"".join(_spelled(piece, numbers) for piece in pieces)
            told = whole if data is None else _streamed(whole, data)
        case _:
            raise TypeError(f"no PDF object: {type(value).__name__}")
    return told


def _streamed(head: bytes, data: bytes) -> bytes:
    return b"".join((head, b"\nstream\n", data, b"\nendstream\n"))


def _entries(entries: Mapping[str, object], numbers: Mapping[str, int]) -> list[bytes]:
    return [
        b"%b %b" % (Name(key).encode("ascii"), _spelled(entries[key], numbers))
        for key in sorted(entries)
    ]


def _lines(parts: list[bytes], most: int) -> bytes:
    """So many a line, each line behind the first one blank in."""
    starts = range(0, len(parts), most)
    return b" \n  ".join(b" ".join(parts[start : start + most]) for start in starts)


def _number(value: float) -> bytes:
    size = abs(value)
    if size <= _NOTHING:
        return b"0"
    places = _PLACES if size <= 1 else min(max(0, _PLACES - int(log10(size))), _PLACES)
    told = f"{value:.{places}f}"
    if places:
        told = told.rstrip("0").rstrip(".")
    return (told[1:] if told.startswith("0.") else told).encode("ascii")
