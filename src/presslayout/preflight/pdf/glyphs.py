"""The shapes of the characters that a font in a PDF shows, for drawing plates."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache, partial
from typing import TYPE_CHECKING

from presslayout.preflight.pdf import cmaps, texts
from presslayout.preflight.pdf.entries import array, number, whole
from presslayout.preflight.pdf.programs import Program, program
from presslayout.preflight.pdf.regions import curve
from presslayout.preflight.pdf.typecase import Sorts
from presslayout.preflight.pdf.widths import declared_heights, declared_widths

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from presslayout.preflight.pdf.cmaps import CMap
    from presslayout.preflight.pdf.matrix import Point
    from presslayout.preflight.pdf.pdfobject import PdfObject
    from presslayout.preflight.pdf.typecase import Letter

_SPACE = 32
# Points along a curve of a letter.
_STEPS = 8
# Where a font gives no shapes that we read, a character counts as a block of this share of an em.
_BLOCK = ((0.1, 0.0), (0.1, 0.5), (0.6, 0.5), (0.6, 0.0))


@dataclass(slots=True)
class Shapes:
    """A font's characters by CID (by code in a simple font), y upwards, everything in ems.

    `source` gives its program: that is opened when somebody draws, and mostly nobody does.
    `hung` says of characters that are set downwards how far each takes the pen and where it hangs.
    """

    advances: dict[int, float]
    default: float
    source: Callable[[], Program | None]
    cmap: CMap | None = None
    hung: Mapping[int, tuple[float, float, float]] = field(default_factory=dict)
    hanging: tuple[float, float] = (0.88, -1.0)
    known: dict[int, list[list[Point]]] = field(default_factory=dict)
    letters: dict[int, Letter | None] = field(default_factory=dict)
    sorts: Sorts = field(default_factory=Sorts)

    @property
    def vertical(self) -> bool:
        """Whether it is set downwards."""
        return self.cmap is not None and self.cmap.vertical

    def codes(self, data: bytes) -> list[tuple[int, int, bool]]:
        """The codes in a string, the CID of each, and whether it is the space of one byte."""
        if self.cmap is None:
            return [(code, code, code == _SPACE) for code in data]
        if self.cmap.identity:
            pairs = range(0, len(data) - 1, 2)
            codes = [int.from_bytes(data[at : at + 2], "big") for at in pairs]
            return [(code, code, False) for code in codes]
        return [
            (code, self.cmap.cid(code, length), length == 1 and code == _SPACE)
            for code, length in self.cmap.codes(data)
        ]

    def contours(self, code: int) -> list[list[Point]]:
        """The contours of a code's character."""
        if code not in self.known:
            self.known[code] = self._drawn(code)
        return self.known[code]

    def letter(self, code: int) -> Letter | None:
        """A code's character as HarfBuzz draws it; None where its contours are to be drawn."""
        if code not in self.letters:
            self.letters[code] = self._opened(code)
        return self.letters[code]

    def width(self, cid: int) -> float:
        """How wide a character is."""
        return self.advances.get(cid, self.default)

    def advance(self, cid: int) -> float:
        """How far the pen moves, downwards where the font is set so."""
        if not self.vertical:
            return self.width(cid)
        return -self.hung[cid][0] if cid in self.hung else -self.hanging[1]

    def origin(self, cid: int) -> Point:
        """Where a character's own origin lies from the pen (ISO 32000-1, 9.7.4.3)."""
        if not self.vertical:
            return 0.0, 0.0
        if cid in self.hung:
            return -self.hung[cid][1], -self.hung[cid][2]
        return -self.width(cid) / 2, -self.hanging[0]

    def _opened(self, code: int) -> Letter | None:
        try:
            source = self.source()
            name = source.glyph(code) if source is not None else ""
            return source.letter(name) if source is not None and name else None
        except Exception:  # noqa: BLE001  a stranger's font may be broken in any way
            return None

    def _drawn(self, code: int) -> list[list[Point]]:
        try:
            source = self.source()
            if source is None:
                return [list(_BLOCK)]
            name = source.glyph(code)
            return _contours(source, name) if name else []
        except Exception:  # noqa: BLE001  a stranger's font may be broken in any way
            return [list(_BLOCK)]


def shapes(font: PdfObject) -> Shapes:
    """The shapes of a font dictionary; blocks where its program is none that we read."""
    composite = texts.of(font.get("/Subtype")) == "/Type0"
    inner = font["/DescendantFonts"][0] if composite else font
    source = cache(partial(_opened, font))
    if composite:
        widths = {code: width / 1000 for code, width in declared_widths(inner).items()}
        default = number(inner.get("/DW"), 1000.0) / 1000
        hung = {
            cid: (step / 1000, x / 1000, y / 1000)
            for cid, (step, x, y) in declared_heights(inner).items()
        }
        high, step = (float(v) / 1000 for v in inner.get("/DW2", [880, -1000]))
        return Shapes(widths, default, source, cmaps.of(font), hung, (high, step))
    # The widths of a Type 3 font are in its own units (ISO 32000-1, 9.6.5).
    unit = float(font["/FontMatrix"][0]) if "/FontMatrix" in font else 0.001
    first = whole(font.get("/FirstChar"))
    listed = {first + i: number(w) * unit for i, w in enumerate(array(font.get("/Widths")))}
    return Shapes(listed, 0.5, source)


def _opened(font: PdfObject) -> Program | None:
    try:
        return program(font)
    except Exception:  # noqa: BLE001  a stranger's font may be broken in any way
        return None


def _contours(source: Program, name: str) -> list[list[Point]]:
    from fontTools.pens.basePen import decomposeQuadraticSegment
    from fontTools.pens.recordingPen import DecomposingRecordingPen

    pen = DecomposingRecordingPen(source.glyphs)
    source.draw(name, pen)
    scale = source.scale
    contours: list[list[Point]] = []
    for operator, given in pen.value:
        points = [(x * scale, y * scale) for x, y in given if x is not None]
        if operator == "moveTo":
            contours.append(points)
        elif operator == "lineTo":
            contours[-1] += points
        elif operator == "curveTo":
            contours[-1] += curve(contours[-1][-1], points[0], points[1], points[-1], _STEPS)
        elif operator == "qCurveTo":
            if given[-1] is None:
                # No point on the curve at all: it begins between the last and the first.
                start = _between(points[-1], points[0])
                contours.append([start])
                points = [*points, start]
            for control, end in decomposeQuadraticSegment(points):
                at = contours[-1][-1]
                one, two = _third(at, control), _third(end, control)
                contours[-1] += curve(at, one, two, end, _STEPS // 2)
    return contours


def _between(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _third(end: Point, control: Point) -> Point:
    """A cubic's control point that stands for a quadratic's."""
    return end[0] + (control[0] - end[0]) * 2 / 3, end[1] + (control[1] - end[1]) * 2 / 3
