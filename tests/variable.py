"""Small variable faces, collections and odd ones, made as a test needs them.

Every character is an upright bar: `THIN` wide at the lightest and `THICK` at the heaviest weight,
so a width of ink says which place on the axis was drawn.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from fontTools.fontBuilder import FontBuilder
from fontTools.misc.psCharStrings import T2CharString
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

if TYPE_CHECKING:
    from pathlib import Path

LIGHT, HEAVY, WIDEST = 100, 900, 200
THIN, THICK = 100, 700
CHARS = "国治水新篇人民ABC123"


def bar(weight: float) -> int:
    """How wide a character's ink is at a weight, in thousandths of an em."""
    return round(THIN + (THICK - THIN) * (weight - LIGHT) / (HEAVY - LIGHT))


def truetype(*, name: str = "TestVF", axes: bool = True, chars: str = CHARS) -> bytes:
    """Outlines in glyf, weights in gvar; without `axes` a static face at its lightest."""
    made, names = _begun(name, chars, truetype=True)
    made.setupGlyf({n: _bar(THIN) if n != "space" else TTGlyphPen(None).glyph() for n in names})
    _measured(made, names)
    if axes:
        made.setupFvar(
            [("wght", LIGHT, LIGHT, HEAVY, "Weight"), ("wdth", 100, 100, WIDEST, "Width")],
            [
                {
                    "location": {"wght": HEAVY, "wdth": 100},
                    "stylename": "Black",
                    "postscriptfontname": f"{name}-Black",
                }
            ],
        )
        heavier = [(0, 0), (0, 0), (THICK - THIN, 0), (THICK - THIN, 0), *[(0, 0)] * 4]
        moves = TupleVariation({"wght": (0, 1, 1)}, heavier)
        made.setupGvar({n: [moves] for n in names if n != "space"})
    return _saved(made.font)


def cff2(*, name: str = "TestVF", axes: bool = True, chars: str = CHARS) -> bytes:
    """The same face with its outlines in CFF2."""
    made, names = _begun(name, chars, truetype=False)
    more = [THICK - THIN, 1, "blend"] if axes else []
    program = [100, 0, "rmoveto", 800, "vlineto", THIN, *more, "hlineto", -800, "vlineto"]
    blank = T2CharStringPen(None, None, CFF2=True).getCharString()
    _measured(made, names)
    strings = {n: T2CharString(program=list(program)) if n != "space" else blank for n in names}
    if axes:
        made.setupFvar([("wght", LIGHT, LIGHT, HEAVY, "Weight")], [])
        made.setupCFF2(strings, regions=[{"wght": (0, 1, 1)}])
    else:
        made.setupCFF2(strings)
    return _saved(made.font)


def collection(*faces: bytes) -> bytes:
    """Faces in one .ttc or .otc."""
    made = TTCollection()
    made.fonts = [TTFont(io.BytesIO(face), recalcTimestamp=False) for face in faces]
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def without(face: bytes, *tables: str) -> bytes:
    """A face whose file lacks these tables."""
    font = TTFont(io.BytesIO(face), recalcTimestamp=False)
    for table in tables:
        del font[table]

    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def written(path: Path, face: bytes) -> Path:
    """The face in a file."""
    path.write_bytes(face)
    return path


def _begun(name: str, chars: str, *, truetype: bool) -> tuple[Any, list[str]]:
    named = {ord(char): f"u{ord(char):05X}" for char in chars}
    names = [".notdef", "space", *named.values()]
    made = FontBuilder(1000, isTTF=truetype)
    made.font.recalcTimestamp = False
    made.font["head"].created = made.font["head"].modified = 3_600_000_000
    made.setupGlyphOrder(names)
    made.setupCharacterMap({32: "space", **named})
    made.setupNameTable({"familyName": name, "styleName": "Thin", "psName": f"{name}-Thin"})
    return made, names


def _measured(made: Any, names: list[str]) -> None:
    made.setupHorizontalMetrics(dict.fromkeys(names, (1000, 100)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=LIGHT)
    made.setupPost()


def _bar(width: int) -> Any:
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 800), (100 + width, 800), (100 + width, 0)):
        pen.lineTo(point)
    pen.closePath()
    return pen.glyph()


def _saved(font: Any) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
