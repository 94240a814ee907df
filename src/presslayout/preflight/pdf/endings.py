"""Whether what was written as a stream is all there: deflated data tell their own end and sum.

Libraries give what a stream that was cut holds so far and say nothing of it: the rest of the page,
then, nobody misses.
"""

from __future__ import annotations

import zlib
from enum import Enum, auto
from typing import TYPE_CHECKING

from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import CONTENT, TooMuchError
from presslayout.preflight.pdf.entries import array

if TYPE_CHECKING:
    from presslayout.preflight.pdf.pdfobject import PdfObject

_DEFLATED = ("/FlateDecode", "/Fl")
# What stands before deflated data and behind them (RFC 1950, 2.2).
_HEAD, _SUM = 2, 4
_STEP = 1 << 20


class Ending(Enum):
    """How a stream ends: as it was written, before its end, or as another than was written."""

    WHOLE = auto()
    SHORT = auto()
    ALTERED = auto()


def ending(stream: PdfObject) -> Ending:
    """How the data of a stream end; whole, too, where nothing in them would tell.

    Data that cannot be unpacked at all are told by whoever reads them, and those that lack nothing
    but their sum by nobody: every RIP prints them.
    """
    filters = stream.get("/Filter")
    first = texts.of(next(iter(array(filters)), filters))
    raw = bytes(stream.read_raw_bytes()) if first in _DEFLATED else b""
    if len(raw) <= _HEAD:
        return Ending.WHOLE
    machine, total, made = zlib.decompressobj(-zlib.MAX_WBITS), 1, 0
    rest = raw[_HEAD:]
    try:
        while rest and not machine.eof:
            data = machine.decompress(rest, _STEP)
            total, made = zlib.adler32(data, total), made + len(data)
            if made > CONTENT:
                raise TooMuchError
            rest = machine.unconsumed_tail
    except zlib.error:
        return Ending.WHOLE
    if not machine.eof:
        return Ending.SHORT
    told = machine.unused_data[:_SUM]
    altered = len(told) == _SUM and int.from_bytes(told, "big") != total
    return Ending.ALTERED if altered else Ending.WHOLE
