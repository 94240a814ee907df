"""How much a file may ask of whoever reads it: sizes of decoded data, operators, repeats.

A few hundred bytes can stand for gigabytes (deflate packs a thousand to one, forms draw each
other).  What goes beyond these bounds is refused with `TooMuchError`, never tried.
"""

from __future__ import annotations

import re
import zlib
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.preflight.pdf import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.preflight.pdf.pdfobject import PdfObject


# A page of a newspaper decodes to less than 20 MB, its largest picture to some 150 MB.
DECODED = 256 * 1024 * 1024
CONTENT = 64 * 1024 * 1024
# Operators that one page may execute, forms drawn again counted again.
OPERATORS = 1_000_000
# What drawing a form costs beside its operators: its stream is read anew.
FORM = 50
# Objects that all pages of a file may paint: they are kept, 1.5 kB each.  A newspaper of 64 pages
# has 200,000.
OBJECTS = 600_000
# Pages that a file may have; a year of newspapers has fewer.
PAGES = 20_000
# Codes that a font can have.
CODES = 65_536
# What each stage may take (see Meter), which are reading, checking, following and drawing: for a
# page, and for all pages of a file.  Some eight and two hundred seconds; pages of newspapers take
# less than a tenth of a second.
PAGE_WORK = 8_000_000_000
FILE_WORK = 200_000_000_000
# What it takes: an operator that is read, a code of a text, a font that is met (its tables are
# built), a byte that is unpacked, one that is parsed.
OPERATOR, CODE, FONT = 3_000, 1_500, 1_000_000
_BYTE, _PARSED = 5, 100
_STEP = 1 << 20
_RATIO = 1040
_COUNTED = 4 * 1024 * 1024
_WORD = re.compile(rb"[A-Za-z'\"*]+(?=[\s\[(</]|$)")


class TooMuchError(ValueError):
    """A file asks for more than anybody should give it."""


# What memory does not hold is too much too, and nobody's damage.
ENDLESS = (TooMuchError, MemoryError)


@dataclass(slots=True)
class Meter:
    """How much work may still be done, counted in steps of about a nanosecond each.

    Work is counted and never timed, so that what a file is told does not hang on the machine.
    What a page spends, its file (`of`) spends too.
    """

    left: int
    of: Meter | None = None

    @property
    def is_files(self) -> bool:
        """Whether the file is what has nothing left, and not the page."""
        return self.of is not None and self.of.left < 0 <= self.left

    def can(self, steps: int) -> bool:
        """Whether so much work may be done."""
        return self.left >= steps and (self.of is None or self.of.can(steps))

    def spend(self, steps: int) -> None:
        """Do so much work; TooMuchError where there is no end to it."""
        self.left -= steps
        if self.of is not None:
            self.of.spend(steps)
        if self.left < 0:
            raise TooMuchError


_CHARGED: ContextVar[Meter | None] = ContextVar("_CHARGED", default=None)


def work_of(pages: int) -> Meter:
    """What one stage may do with a file of so many pages."""
    return Meter(min(FILE_WORK, PAGE_WORK * max(pages, 1)))


@contextmanager
def charged(meter: Meter | None) -> Iterator[None]:
    """Let what is unpacked from here on be spent from a meter.

    Streams are unpacked far below whoever has the meter, by functions of tables, spaces and fonts.
    """
    before = _CHARGED.set(meter)
    try:
        yield
    finally:
        _CHARGED.reset(before)


# Whoever is at work now pays from another meter, until those who began it are `charged`: asked for
# every operator, so nothing stands between.
charge = _CHARGED.set


def spend(steps: int) -> None:
    """Do so much work at the charge of whoever is at work; of nobody, where nobody counts."""
    meter = _CHARGED.get()
    if meter is not None:
        meter.spend(steps)


def damage() -> tuple[type[Exception], ...]:
    """What pikepdf and our own reading raise where a file makes no sense; TooMuchError is one."""
    return doors.PDF.faults()


def decoded(stream: PdfObject, most: int = DECODED) -> bytes:
    """A stream's data; TooMuchError where it would be longer than `most` bytes."""
    raw = stream.read_raw_bytes()
    data = None
    if len(raw) * _RATIO > most:
        unpacked = _measured(raw, stream.get("/Filter"), most)
        # What predicts nothing is unpacked already.
        data = unpacked if "/DecodeParms" not in stream and "/DP" not in stream else None
    if data is None:
        data = bytes(stream.read_bytes())
    if len(data) > most:
        raise TooMuchError
    spend(len(data) * _BYTE)
    return data


def check_content(stream: PdfObject | None) -> None:
    """Whether a content stream, or an array of them, can be read at all; a page may have none."""
    import pikepdf

    if stream is None:
        return
    parts = [stream] if isinstance(stream, pikepdf.Stream) else list(stream)
    total = 0
    for part in parts:
        data = decoded(part, CONTENT)
        total += len(data)
        if total > CONTENT:
            raise TooMuchError
        spend(len(data) * _PARSED)
        if total > _COUNTED:
            words = enumerate(_WORD.finditer(data))
            if any(count > 2 * OPERATORS for count, _ in words):
                raise TooMuchError


def _measured(raw: bytes, filters: object, most: int) -> bytes | None:
    """Raise where deflated data would not end before `most`; keeps at most that much.

    What it is unpacked, where it is sound and nothing else has to be done to it.
    """
    import pikepdf

    names = (
        [texts.of(f) for f in filters]
        if isinstance(filters, pikepdf.Array)
        else [texts.of(filters)]
    )
    data: bytes | None = raw
    for name in names:
        if name not in ("/FlateDecode", "/Fl"):
            return None
        data = _inflated(data or b"", most)
    return data


def _inflated(data: bytes, most: int) -> bytes | None:
    """Deflated data unpacked; None where it is damaged, which is told where it is read."""
    machine, made, size = zlib.decompressobj(), [], 0
    rest = data
    try:
        while rest and not machine.eof:
            made.append(machine.decompress(rest, _STEP))
            size += len(made[-1])
            if size > most:
                raise TooMuchError
            rest = machine.unconsumed_tail
    except zlib.error:
        return None
    return b"".join(made) if machine.eof else None
