"""A font program opened by HarfBuzz: its letters, which it draws in a hundredth of our own time.

Only the tables that hold outlines are given to it, so that nothing else can be taken for them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from presslayout.base.values import distinct
from presslayout.preflight.pdf.matrix import boxed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.preflight.pdf.matrix import Corners

    # What brings an em to the page, beside where it lies, and pixels a point.
    Size = tuple[float, float, float, float, float]

# A head table and a maxp table (OpenType 1.9) for bare CFF, which has neither: a thousand units.
_UNITS = 1000
_HEAD = bytes((0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0x5F, 0x0F, 0x3C, 0xF5, 0, 0)) + (
    _UNITS.to_bytes(2, "big") + bytes(34)
)
_MAXP = bytes((0, 0, 0x50, 0))
# The tables of TrueType that draw a letter.
OUTLINES = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
_MOST = 0xFFFF
# HarfBuzz counts pixels in a few bits: letters that reach further are drawn by their contours.
_FAR = 4_000.0
# What it takes (see bulk.Meter), as drawing by contours does: what a file is told does not hang on
# who draws.  A letter, and a point of it.
_LETTER, _POINT = 40_000, 1_000
# Sizes of a face whose letters are kept: a page shows some three of each.
_SIZES = 32
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


@distinct
class Sort:
    """A letter at one size: what brings its units to pixels, and the box around it from its origin.

    There is no `letter` where HarfBuzz cannot draw it; setting it counts as so much `work`.
    """

    letter: Letter | None
    shape: tuple[float, float, float, float]
    box: Corners
    work: int


class Sorts:
    """The sorts of a face, by their size and by their codes."""

    def __init__(self) -> None:
        self._known: dict[Size, dict[int, Sort]] = {}

    def of(self, size: Size) -> dict[int, Sort]:
        """Those of one size that are known, to be added to."""
        if size not in self._known:
            if len(self._known) >= _SIZES:
                self._known.clear()
            self._known[size] = {}
        return self._known[size]


def set_in(letter: Letter | None, size: Size) -> Sort:
    """A letter set in a size."""
    if letter is None:
        return Sort(None, (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0, 0.0), _LETTER)
    a, b, c, d = (v * size[4] for v in size[:4])
    box = boxed((a, b, c, d, 0.0, 0.0), letter.box)
    own = letter.scale
    shape = (a * own, b * own, c * own, d * own)
    # What is no number is not near either.
    is_near = box[2] - box[0] < _FAR and box[3] - box[1] < _FAR
    work = _LETTER + _POINT * letter.points
    return Sort(letter if is_near else None, shape, box, work)


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
