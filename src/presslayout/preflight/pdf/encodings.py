"""The glyph names of simple fonts, and what they say (ISO 32000-1, 9.6.6 and 9.10.2)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.entries import array, dictionary, whole

if TYPE_CHECKING:
    from presslayout.preflight.pdf.pdfobject import PdfObject

_BYTES = 256
_SYMBOLIC = 4
# Longer names of glyphs are spelled anew each time.
_SHORT = 64


def texts_of(font: PdfObject) -> dict[int, str]:
    """What the codes of a simple font say by their glyphs' names; nothing where those say nothing."""
    flags = whole(dictionary(font.get("/FontDescriptor")).get("/Flags"))
    if "/Encoding" not in font and flags & _SYMBOLIC:
        # Only the program knows; most of them are the usual letters.
        return {code: bytes([code]).decode("cp1252", "replace") for code in range(32, _BYTES)}
    names = names_of(font, standard=True)
    return {code: said for code, name in names.items() if (said := _said(name))}


def names_of(font: PdfObject, *, standard: bool = False) -> dict[int, str]:
    """The glyph names that /Encoding gives to codes.

    `standard` puts the standard encoding beneath where the font names no other.
    """
    import pikepdf
    from fontTools.encodings.StandardEncoding import StandardEncoding

    given = font.get("/Encoding")
    base = given.get("/BaseEncoding") if isinstance(given, pikepdf.Dictionary) else given
    codec = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}.get(texts.of(base))
    names: dict[int, str] = {}
    if codec:
        names = dict(_coded(codec))
    elif standard or texts.of(base) == "/StandardEncoding":
        names = {c: n for c, n in enumerate(StandardEncoding) if n != ".notdef"}
    if not isinstance(given, pikepdf.Dictionary):
        return names
    code = 0
    for entry in array(given.get("/Differences"))[: 2 * _BYTES]:
        if isinstance(entry, pikepdf.Name):
            names[code] = texts.glyph(entry)
            code += 1
        else:
            code = int(entry)
    return names


@lru_cache(maxsize=2)
def _coded(codec: str) -> dict[int, str]:
    """The glyph names of an encoding that everybody has: one table for all fonts."""
    from fontTools import agl

    names: dict[int, str] = {}
    for code in range(32, _BYTES):
        text = bytes([code]).decode(codec, "ignore")
        if text and ord(text) in agl.UV2AGL:
            names[code] = agl.UV2AGL[ord(text)]
    # What their tables say beside the characters themselves (ISO 32000-1, D.2).
    twice = {"cp1252": {0xA0: "space", 0xAD: "hyphen"}, "mac_roman": {0xCA: "space"}}
    return names | twice[codec]


def _said(name: str) -> str:
    """What a glyph's name says; a file's fonts have the same few hundred, and those are short."""
    return _known(name) if len(name) <= _SHORT else _spelled(name)


def _spelled(name: str) -> str:
    from fontTools import agl

    said: str = agl.toUnicode(name)
    return said


_known = lru_cache(maxsize=4096)(_spelled)
