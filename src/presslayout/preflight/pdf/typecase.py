"""A font program opened by HarfBuzz: its letters, which it draws in a hundredth of our own time.

Only the tables that hold outlines are given to it, so that nothing else can be taken for them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from presslayout.base.values import distinct

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.preflight.pdf.matrix import Corners

# A head table and a maxp table (OpenType 1.9) for bare CFF, which has neither: a thousand units.
_UNITS = 1000
_HEAD = bytes((0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5F, 0x0F, 0x3C, 0xF5, 0, 0)) + (
    _UNITS.to_bytes(2, "big") + bytes(34)
)
_MAXP = bytes((0, 0, 0x50, 0))
# The tables of TrueType that draw a letter.
OUTLINES = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
_MOST = 0xFFFF
# So many points stand for one of an outline, in the mean, where it is drawn by contours.
_DRAWN = 2


@distinct
class Letter:
    """One letter: in which font HarfBuzz finds it, by which number, and how large its units are.

    `box` is the box around its outline in ems, `points` what drawing it is counted as.
    """

    font: Any
    number: int
    scale: float
    box: Corners
    points: int


class TypeCase:
    """The letters of one program, by their numbers in it; `scale` brings its units to ems."""

    def __init__(self, tables: Mapping[str, bytes], scale: float) -> None:
        import uharfbuzz

        # HarfBuzz reads them where they lie, so they are kept as long as it asks.
        face = uharfbuzz.Face.create_for_tables(lambda _face, tag, _data: tables.get(tag), None)
        self._font = uharfbuzz.Font(face)
        self._scale = scale

    def letter(self, number: int) -> Letter | None:
        """A letter; None where HarfBuzz draws nothing."""
        numbers: list[float] = []
        self._font.draw_glyph(number, _noting(), numbers)
        if not numbers:
            return None
        xs, ys, scale = numbers[::2], numbers[1::2], self._scale
        box = (min(xs) * scale, min(ys) * scale, max(xs) * scale, max(ys) * scale)
        return Letter(self._font, number, scale, box, len(xs) * _DRAWN)


def compact(data: bytes, count: int, scale: float) -> TypeCase:
    """That of bare CFF with so many glyphs."""
    maxp = _MAXP + min(count, _MOST).to_bytes(2, "big")
    return TypeCase({"CFF ": data, "head": _HEAD, "maxp": maxp}, scale)


@cache
def _noting() -> Any:
    """Draws nothing: notes the points of an outline, and those that steer its curves."""
    import uharfbuzz

    def spot(x: float, y: float, numbers: list[float]) -> None:
        numbers += (x, y)

    def quadratic(a: float, b: float, x: float, y: float, numbers: list[float]) -> None:
        numbers += (a, b, x, y)

    def cubic(*given: Any) -> None:
        given[-1].extend(given[:-1])

    draw = uharfbuzz.DrawFuncs()
    draw.set_move_to_func(spot)
    draw.set_line_to_func(spot)
    draw.set_quadratic_to_func(quadratic)
    draw.set_cubic_to_func(cubic)
    return draw
