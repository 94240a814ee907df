"""The shapes of the characters that a font in a PDF shows, for drawing plates."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from presslayout.verify.plates import curve
from presslayout.verify.programs import Program, program
from presslayout.verify.widths import declared_widths

if TYPE_CHECKING:
    from presslayout.verify.matrix import Point

# Where a font gives no shapes that we read, a character counts as a block of this share of an em.
_BLOCK = ((0.1, 0.0), (0.1, 0.5), (0.6, 0.5), (0.6, 0.0))


@dataclass(slots=True)
class Shapes:
    """A font's characters by code: contours in ems, y upwards, and advances in ems."""

    wide: bool
    advances: dict[int, float]
    default: float
    source: Program | None
    vertical: bool = False
    known: dict[int, list[list[Point]]] = field(default_factory=dict)

    def codes(self, data: bytes) -> list[int]:
        """The codes in a string."""
        if not self.wide:
            return list(data)
        return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data) - 1, 2)]

    def contours(self, code: int) -> list[list[Point]]:
        """The contours of a code's character."""
        if code not in self.known:
            self.known[code] = self._drawn(code)
        return self.known[code]

    def advance(self, code: int) -> float:
        """How far the pen moves."""
        return 1.0 if self.vertical else self.advances.get(code, self.default)

    def _drawn(self, code: int) -> list[list[Point]]:
        if self.source is None:
            return [list(_BLOCK)]
        try:
            name = self.source.glyph(code)
            return _contours(self.source, name) if name else []
        except Exception:  # noqa: BLE001  a stranger's font may be broken in any way
            return [list(_BLOCK)]


def shapes(font: Any) -> Shapes:
    """The shapes of a font dictionary; blocks where its program is none that we read."""
    composite = str(font.get("/Subtype")) == "/Type0"
    inner = font["/DescendantFonts"][0] if composite else font
    try:
        source = program(font)
    except Exception:  # noqa: BLE001  a stranger's font may be broken in any way
        source = None
    if composite:
        widths = {code: width / 1000 for code, width in declared_widths(inner).items()}
        vertical = str(font.get("/Encoding", "")).endswith("-V")
        default = float(inner.get("/DW", 1000)) / 1000
        return Shapes(True, widths, default, source, vertical)  # noqa: FBT003
    # The widths of a Type 3 font are in its own units (ISO 32000-1, 9.6.5).
    unit = float(font["/FontMatrix"][0]) if "/FontMatrix" in font else 0.001
    first = int(font.get("/FirstChar", 0))
    listed = {first + i: float(w) * unit for i, w in enumerate(font.get("/Widths", []))}
    return Shapes(False, listed, 0.5, source)  # noqa: FBT003


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
            contours[-1] += curve(contours[-1][-1], points[0], points[1], points[-1])
        elif operator == "qCurveTo":
            if given[-1] is None:
                # No point on the curve at all: it begins between the last and the first.
                start = _between(points[-1], points[0])
                contours.append([start])
                points = [*points, start]
            for control, end in decomposeQuadraticSegment(points):
                at = contours[-1][-1]
                one, two = _third(at, control), _third(end, control)
                contours[-1] += curve(at, one, two, end, 4)
    return contours


def _between(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _third(end: Point, control: Point) -> Point:
    """A cubic's control point that stands for a quadratic's."""
    return end[0] + (control[0] - end[0]) * 2 / 3, end[1] + (control[1] - end[1]) * 2 / 3
