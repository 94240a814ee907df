"""Where the cells of a tiling pattern stand (ISO 32000-1, 8.7.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.preflight.pdf.drawn import corners_of
from presslayout.preflight.pdf.matrix import Corners, Matrix, boxed, cut, inverse, times
from presslayout.preflight.pdf.painted import Tiles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.preflight.pdf.matrix import Point
    from presslayout.preflight.pdf.pdfobject import PdfObject
    from presslayout.preflight.pdf.regions import Outline

# Cells beside each other; a page holds no more that anybody could tell apart.
_ROW = 20_000
# A cell that shares less with what is painted only touches it, in points.
_TOUCH = 0.001


@frozen
class Cells:
    """The cells that meet a box: their own corners, the steps between them, and which of them."""

    matrix: Matrix
    corners: Corners
    steps: Point
    box: Corners
    across: range
    down: range

    def __len__(self) -> int:
        return len(self.across) * len(self.down)

    def places(self) -> Iterator[tuple[Matrix, Corners]]:
        """The space of each cell that shows, and the box of what shows of it."""
        for y in self.down:
            for x in self.across:
                placed = self._at(x, y)
                clip = cut(self.box, boxed(placed, self.corners))
                if clip[2] - clip[0] >= _TOUCH and clip[3] - clip[1] >= _TOUCH:
                    yield placed, clip

    def middle(self) -> tuple[Matrix, Corners]:
        """The space and the whole box of a cell amid all others."""
        placed = self._at(*self._central)
        return placed, boxed(placed, self.corners)

    def tiles(self, within: tuple[Outline, ...]) -> Tiles:
        """The one in the middle, standing where all of them stand."""
        a, b, c, d, _, _ = self.matrix
        wide, high = self.steps
        x0, y0 = self._central

        def moves() -> Iterator[Point]:
            for y in self.down:
                for x in self.across:
                    along, up = (x - x0) * wide, (y - y0) * high
                    yield a * along + c * up, b * along + d * up

        steps = ((a * wide, b * wide), (c * high, d * high))
        return Tiles(moves, len(self), steps, self.box, within)

    @property
    def _central(self) -> tuple[int, int]:
        return self.across[len(self.across) // 2], self.down[len(self.down) // 2]

    def _at(self, x: int, y: int) -> Matrix:
        return times((1, 0, 0, 1, x * self.steps[0], y * self.steps[1]), self.matrix)


def cells(pattern: PdfObject, matrix: Matrix, box: Corners) -> Cells:
    """The cells of a pattern in its space that a box on the page needs."""
    wide, high = abs(float(pattern["/XStep"])), abs(float(pattern["/YStep"]))
    own = corners_of(pattern["/BBox"])
    needed = boxed(inverse(matrix), box)
    across = _range(needed[0] - own[2], needed[2] - own[0], wide)
    down = _range(needed[1] - own[3], needed[3] - own[1], high)
    return Cells(matrix, own, (wide, high), box, across, down)


def _range(low: float, high: float, step: float) -> range:
    if not step:
        return range(1)
    start = int(low // step) + 1
    return range(start, max(min(int(high // step) + 1, start + _ROW), start))
