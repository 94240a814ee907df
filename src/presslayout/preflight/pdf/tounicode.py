"""Which characters the codes of a font say they are."""

from __future__ import annotations

import re
from codecs import utf_16_be_decode
from functools import lru_cache
from typing import TYPE_CHECKING

from presslayout.preflight.pdf import cmaps, texts
from presslayout.preflight.pdf.bulk import CODE, CODES, TooMuchError, decoded, spend
from presslayout.preflight.pdf.encodings import texts_of
from presslayout.preflight.pdf.entries import dictionary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.preflight.pdf.pdfobject import PdfObject

_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf(?:char|range)", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])"
)
# Codes that all ranges of a font may speak of together.
_RANGED = 4 * CODES
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


class Said(dict[int, str]):
    """What codes say; a code that says nothing shows as U+FFFD."""

    def __init__(self, said: Mapping[int, str] | None = None) -> None:
        super().__init__(said or {})
        self._last: tuple[bytes, int, str, str] = (b"", 0, "", "")

    def read(self, data: bytes, size: int) -> tuple[str, str]:
        """The codes of one or two bytes in a string, and what they say.

        Whoever notes a text and whoever follows it ask of it one after the other.
        """
        last, its, codes, words = self._last
        if last != data or its != size:
            # What says a text is a translation of its codes, each as the character of its number.
            codes = data.decode("latin-1") if size == 1 else pairs(data)
            words = codes.translate(self)
            self._last = data, size, codes, words
        return codes, words

    def __missing__(self, code: int) -> str:
        return "\ufffd"


def pairs(data: bytes) -> str:
    """Codes of two bytes, each as one character, surrogates' numbers too."""
    text = utf_16_be_decode(data[: len(data) // 2 * 2], "surrogatepass")[0]
    if len(text) * 2 == len(data):
        return text
    # Two codes in a row looked like a pair of surrogates, or a byte is left over.
    return "".join(
        chr(int.from_bytes(data[at : at + 2], "big")) for at in range(0, len(data) - 1, 2)
    )


def characters(font: PdfObject) -> tuple[int, Said]:
    """How many bytes a code has, and what each code says."""
    import pikepdf

    composite = texts.of(font.get("/Subtype")) == "/Type0"
    stream = font.get("/ToUnicode")
    if isinstance(stream, pikepdf.Stream):
        return (2 if composite else 1), _built(cmap(decoded(stream)))
    if composite:
        return 2, _collected(font)
    return 1, Said(texts_of(font))


def _collected(font: PdfObject) -> Said:
    """What the CIDs of a collection say that everybody knows (ISO 32000-1, 9.10.2)."""
    import pikepdf

    # A descendant that is none is told where its text is shown.
    info = dictionary(font["/DescendantFonts"][0].get("/CIDSystemInfo"))
    ordering, encoding = texts.of(info.get("/Ordering")), font.get("/Encoding")
    if ordering == "Identity":
        return Said()
    if isinstance(encoding, pikepdf.Stream):
        return _of(cmaps.of(font), ordering)
    return _registered(texts.bare(encoding), ordering)


@lru_cache(maxsize=16)
def _registered(name: str, ordering: str) -> Said:
    """The same for a CMap that everybody has: one table for all fonts, which may be thousands."""
    return _of(cmaps.named(name), ordering)


def _of(found: cmaps.CMap, ordering: str) -> Said:
    return _built(cmaps.said(found, ordering) if found.known else {})


def _built(table: dict[int, str]) -> Said:
    spend(len(table) * CODE)
    return Said(table)


def cmap(data: bytes) -> dict[int, str]:
    """The characters of a ToUnicode CMap (ISO 32000-1, 9.10.3)."""
    table: dict[int, str] = {}
    left = _RANGED
    for kind, body in _BLOCK.findall(data):
        if kind == b"bfchar":
            for code, text in _PAIR.findall(body):
                table[int(code, 16)] = _text(text)
            continue
        for first, last, text, listed in _RANGE.findall(body):
            start, end = int(first, 16), min(int(last, 16), int(first, 16) + CODES - 1)
            left -= end - start
            if left < 0:
                raise TooMuchError
            if listed:
                for code, value in zip(range(start, end + 1), _HEX.findall(listed), strict=False):
                    table[code] = _text(value)
                continue
            base = _text(text)
            for code in range(start, end + 1):
                table[code] = base[:-1] + chr(ord(base[-1]) + code - start) if base else ""
    return table


def _text(digits: bytes) -> str:
    data = bytes.fromhex(digits.decode("ascii"))
    if len(data) == 1:
        return chr(data[0])
    return data.decode("utf-16-be", "replace")
