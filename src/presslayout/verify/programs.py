"""Embedded font programs by the codes of their PDF fonts: TrueType and CFF; Type 1 is not read."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from presslayout.verify.bulk import decoded

if TYPE_CHECKING:
    from collections.abc import Callable

_SYMBOLIC = 4
_SYMBOLS = 0xF000
_IDENTITY = ("/Identity-H", "/Identity-V")
_BYTES = 256


@dataclass(frozen=True, slots=True)
class Program:
    """The glyph that a code leads to, "" for none; its width in ems; drawing it with a pen."""

    glyph: Callable[[int], str]
    width: Callable[[str], float]
    draw: Callable[[str, Any], None]
    scale: float
    glyphs: Any = None


def program(font: Any) -> Program | None:
    """The program of a font dictionary; None where there is none, or none that we follow.

    Raises whatever a damaged program raises.
    """
    composite = "/DescendantFonts" in font
    if composite and str(font.get("/Encoding")) not in _IDENTITY:
        return None
    inner = font["/DescendantFonts"][0] if composite else font
    descriptor = inner.get("/FontDescriptor", {})
    if "/FontFile2" in descriptor:
        return _truetype(decoded(descriptor["/FontFile2"]), font, inner, composite=composite)
    if "/FontFile3" not in descriptor:
        return None
    stream = descriptor["/FontFile3"]
    if str(stream.get("/Subtype")) == "/OpenType":
        return _truetype(decoded(stream), font, inner, composite=composite)
    return _compact(decoded(stream), font, composite=composite)


def _truetype(data: bytes, font: Any, inner: Any, *, composite: bool) -> Program:
    import pikepdf
    from fontTools.ttLib import TTFont

    opened = TTFont(io.BytesIO(data), lazy=True)
    glyphs, order = opened.getGlyphSet(), opened.getGlyphOrder()
    scale = 1 / opened["head"].unitsPerEm
    mapping = inner.get("/CIDToGIDMap")
    table = decoded(mapping) if isinstance(mapping, pikepdf.Stream) else b""
    names = {} if composite else _cmap(opened, font)

    def glyph(code: int) -> str:
        if not composite:
            return names.get(code, "")
        at = int.from_bytes(table[2 * code : 2 * code + 2], "big") if table else code
        return order[at] if 0 < at < len(order) else ""

    return Program(
        glyph,
        lambda name: glyphs[name].width * scale,
        lambda name, pen: glyphs[name].draw(pen),
        scale,
        glyphs,
    )


def _cmap(opened: Any, font: Any) -> dict[int, str]:
    """Codes of a simple TrueType font (ISO 32000-1, 9.6.6.4)."""
    from fontTools import agl

    tables = {(t.platformID, t.platEncID): t.cmap for t in opened["cmap"].tables}
    symbols, plain = tables.get((3, 0), {}), tables.get((1, 0), {})
    unicode: dict[int, str] = next(
        (t for key, t in tables.items() if key in ((3, 1), (0, 3), (3, 10))), {}
    )
    symbolic = int(font.get("/FontDescriptor", {}).get("/Flags", 0)) & _SYMBOLIC
    named = {} if symbolic and "/Encoding" not in font else _encoding(font)
    found = {}
    for code in range(_BYTES):
        text = agl.toUnicode(named[code]) if code in named else ""
        given = unicode.get(ord(text)) if len(text) == 1 else None
        given = given or symbols.get(code) or symbols.get(_SYMBOLS + code) or plain.get(code)
        if given:
            found[code] = given
    return found


def _compact(data: bytes, font: Any, *, composite: bool) -> Program:
    from fontTools.cffLib import CFFFontSet
    from fontTools.encodings.StandardEncoding import StandardEncoding
    from fontTools.pens.basePen import NullPen

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    strings, charset = top.CharStrings, top.charset
    keyed = hasattr(top, "ROS")
    own = getattr(top, "Encoding", None)
    listed = own if isinstance(own, list) else StandardEncoding
    named = dict(enumerate(listed)) | _encoding(font)
    scale = float(getattr(top, "FontMatrix", [0.001])[0]) or 0.001

    def glyph(code: int) -> str:
        if keyed:
            name = f"cid{code:05d}"
        elif composite:
            name = charset[code] if code < len(charset) else ""
        else:
            name = str(named.get(code, ""))
        return name if name in strings and name != ".notdef" else ""

    def width(name: str) -> float:
        strings[name].draw(NullPen())
        return float(strings[name].width) * scale

    return Program(glyph, width, lambda name, pen: strings[name].draw(pen), scale)


def _encoding(font: Any) -> dict[int, str]:
    """The glyph names that /Encoding gives to codes."""
    import pikepdf
    from fontTools import agl

    given = font.get("/Encoding")
    base = given.get("/BaseEncoding") if isinstance(given, pikepdf.Dictionary) else given
    codec = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}.get(str(base))
    names: dict[int, str] = {}
    if codec:
        for code in range(32, _BYTES):
            text = bytes([code]).decode(codec, "ignore")
            if text and ord(text) in agl.UV2AGL:
                names[code] = agl.UV2AGL[ord(text)]
    if not isinstance(given, pikepdf.Dictionary):
        return names
    code = 0
    for entry in list(given.get("/Differences", []))[: 2 * _BYTES]:
        if isinstance(entry, pikepdf.Name):
            names[code] = str(entry).removeprefix("/")
            code += 1
        else:
            code = int(entry)
    return names
