"""Embedded font programs by the codes (or CIDs) of their PDF fonts: TrueType, CFF and Type 1."""

from __future__ import annotations

import io
from dataclasses import field
from functools import cache
from typing import TYPE_CHECKING, Any

from presslayout.base.values import frozen
from presslayout.preflight.pdf import cmaps, texts, type1
from presslayout.preflight.pdf.bulk import decoded
from presslayout.preflight.pdf.charstrings import Strings
from presslayout.preflight.pdf.encodings import names_of
from presslayout.preflight.pdf.entries import dictionary, whole
from presslayout.preflight.pdf.glyph_programs import Outlines
from presslayout.preflight.pdf.typecase import OUTLINES, TypeCase, compact

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.preflight.pdf.pdfobject import PdfObject
    from presslayout.preflight.pdf.typecase import Letter


_SYMBOLIC = 4
_SYMBOLS = 0xF000
_BYTES = 256


@frozen
class Program:
    """The glyph that a code leads to, "" for none; its width in ems; drawing it with a pen.

    `inked` says whether a glyph draws anything, and raises where its outline is damaged.  Of a composite font the CID takes the place of the code.
    """

    glyph: Callable[[int], str]
    width: Callable[[str], float]
    draw: Callable[[str, Any], None]
    inked: Callable[[str], bool]
    scale: float
    glyphs: Any = None
    # The names of all that it holds, where it holds nothing else.
    names: tuple[str, ...] | None = None
    # A glyph as HarfBuzz draws it; None where it does not.
    letter: Callable[[str], Letter | None] = field(default=lambda _name: None)


def program(font: PdfObject) -> Program | None:
    """The program of a font dictionary; None where there is none, or none that we follow.

    Raises whatever a damaged program raises.
    """
    composite = "/DescendantFonts" in font
    if composite and not cmaps.of(font).known:
        return None
    inner = font["/DescendantFonts"][0] if composite else font
    descriptor = dictionary(inner.get("/FontDescriptor"))
    if "/FontFile2" in descriptor:
        return _truetype(decoded(descriptor["/FontFile2"]), font, inner, composite=composite)
    if "/FontFile" in descriptor:
        return _type1(decoded(descriptor["/FontFile"]), font)
    if "/FontFile3" not in descriptor:
        return None
    stream = descriptor["/FontFile3"]
    data = decoded(stream)
    if texts.of(stream.get("/Subtype")) == "/OpenType":
        outlines = _outlines(data)
        if outlines is None:
            return _truetype(data, font, inner, composite=composite)
        data = outlines
    return _compact(data, font, composite=composite)


def _outlines(data: bytes) -> bytes | None:
    """The CFF table of an OpenType font; None of one that holds TrueType outlines."""
    from fontTools.ttLib import TTFont

    opened = TTFont(io.BytesIO(data), lazy=True)
    return bytes(opened.reader["CFF "]) if "CFF " in opened else None


def _truetype(data: bytes, font: PdfObject, inner: PdfObject, *, composite: bool) -> Program:
    import pikepdf
    from fontTools.ttLib import TTFont

    opened = TTFont(io.BytesIO(data), lazy=True)
    glyphs, order = opened.getGlyphSet(), opened.getGlyphOrder()
    scale = 1 / opened["head"].unitsPerEm
    mapping = inner.get("/CIDToGIDMap")
    table = decoded(mapping) if isinstance(mapping, pikepdf.Stream) else b""
    outlines = Outlines(data)
    names = {} if composite else _cmap(opened, font, order)

    def glyph(code: int) -> str:
        if not composite:
            return names.get(code, "")
        at = int.from_bytes(table[2 * code : 2 * code + 2], "big") if table else code
        return order[at] if 0 < at < len(order) else ""

    def inked(name: str) -> bool:
        return outlines.inked(opened.getGlyphID(name))

    def draw(name: str, pen: Any) -> None:
        # What is damaged, or made of more parts than anybody draws, is not begun.
        inked(name)
        glyphs[name].draw(pen)

    def letter(name: str) -> Letter | None:
        inked(name)
        return case().letter(opened.getGlyphID(name))

    def width(name: str) -> float:
        return float(glyphs[name].width * scale)

    case = cache(lambda: TypeCase({tag: opened.reader[tag] for tag in OUTLINES}, scale))
    return Program(glyph, width, draw, inked, scale, glyphs, letter=letter)


def _cmap(opened: Any, font: PdfObject, order: list[str]) -> dict[int, str]:
    """Codes of a simple TrueType font (ISO 32000-1, 9.6.6.4)."""
    from fontTools import agl

    listed = opened["cmap"].tables if "cmap" in opened else []
    tables = {(t.platformID, t.platEncID): t.cmap for t in listed}
    symbols, plain = tables.get((3, 0), {}), tables.get((1, 0), {})
    unicode: dict[int, str] = next(
        (t for key, t in tables.items() if key in ((3, 1), (0, 3), (3, 10))), {}
    )
    descriptor = dictionary(font.get("/FontDescriptor"))
    symbolic = whole(descriptor.get("/Flags")) & _SYMBOLIC
    named = {} if symbolic and "/Encoding" not in font else names_of(font, standard=not symbolic)
    names = set(order)
    found = {}
    for code in range(_BYTES):
        name = named.get(code, "")
        text = agl.toUnicode(name) if name else ""
        given = unicode.get(ord(text)) if len(text) == 1 else None
        if given is None and name and not symbolic:
            given = plain.get(_mac_code(text)) or (name if name in names else None)
        # A page in which the high byte says that these are symbols.
        high = (0, _SYMBOLS, _SYMBOLS + 0x100, _SYMBOLS + 0x200)
        given = given or next((symbols[h + code] for h in high if h + code in symbols), None)
        given = given or plain.get(code)
        if given:
            found[code] = given
    return found


def _mac_code(text: str) -> int:
    coded = text.encode("mac_roman", "ignore")
    return coded[0] if len(coded) == 1 else -1


def _compact(data: bytes, font: PdfObject, *, composite: bool) -> Program:
    from fontTools.cffLib import CFFFontSet
    from fontTools.encodings.StandardEncoding import StandardEncoding

    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    top = fonts[0]
    strings, charset = Strings(top.CharStrings), top.charset
    keyed = hasattr(top, "ROS")
    own = getattr(top, "Encoding", None)
    listed = own if isinstance(own, list) else StandardEncoding
    named = dict(enumerate(listed)) | names_of(font)
    keyed_scale = float(top.FDArray[0].FontMatrix[0]) if keyed and _scaled(top) else 1.0
    scale = (float(getattr(top, "FontMatrix", [0.001])[0]) or 0.001) * keyed_scale

    def glyph(code: int) -> str:
        if keyed and composite:
            name = f"cid{code:05d}"
        elif composite:
            name = charset[code] if code < len(charset) else ""
        else:
            name = str(named.get(code, ""))
        return name if name in strings and name != ".notdef" else ""

    def width(name: str) -> float:
        return strings.width(name) * scale

    numbers = cache(lambda: {name: at for at, name in enumerate(charset)})
    case = cache(lambda: compact(data, len(charset), scale))

    def letter(name: str) -> Letter | None:
        return case().letter(numbers()[name])

    return Program(
        glyph, width, strings.draw, strings.inked, scale, strings, tuple(charset), letter
    )


def _scaled(top: Any) -> bool:
    """Whether a CID-keyed program leaves it to its parts to say how large they are."""
    first = top.FDArray[0].rawDict if top.FDArray else {}
    return "FontMatrix" in first and "FontMatrix" in top.rawDict


def _type1(data: bytes, font: PdfObject) -> Program:
    """A program of the oldest kind: its own encoding, and the names that the file puts over it."""
    read = type1.read(data)
    strings = Strings(read.strings)
    named = read.encoding | names_of(font)

    def glyph(code: int) -> str:
        name = named.get(code, "")
        return name if name in strings and name != ".notdef" else ""

    def width(name: str) -> float:
        return strings.width(name) * read.scale

    return Program(glyph, width, strings.draw, strings.inked, read.scale, strings, tuple(strings))
