"""The path under way between two painting operators, on the page as seen (ISO 32000-1, 8.5.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.preflight.pdf.matrix import Matrix, Point, applied
from presslayout.preflight.pdf.regions import EVEN_ODD, WINDING, curve

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.preflight.pdf.regions import Contour


class Path:
    """Its contours so far, and the rule by which it will clip ("" for none)."""

    def __init__(self) -> None:
        self.contours: list[list[Point]] = []
        self.clipping = ""

    def drawn(self) -> list[Contour]:
        """The contours that have points."""
        return [contour for contour in self.contours if contour]

    def extend(self, name: str, v: list[float], matrix: Matrix) -> None:
        """What an operator adds, its numbers in the space behind a matrix."""
        _OPERATORS[name](self, v, matrix)

    def close(self) -> None:
        """Back to where the last contour began."""
        if self.contours and self.contours[-1]:
            self.contours[-1].append(self.contours[-1][0])

    def _move(self, v: list[float], matrix: Matrix) -> None:
        self.contours.append([applied(matrix, v[0], v[1])])

    def _line(self, v: list[float], matrix: Matrix) -> None:
        if self.contours:
            self.contours[-1].append(applied(matrix, v[0], v[1]))

    def _curve(self, v: list[float], matrix: Matrix) -> None:
        one, two = applied(matrix, v[0], v[1]), applied(matrix, v[2], v[3])
        end = applied(matrix, v[4], v[5])
        if self.contours:
            self.contours[-1] += curve(self.contours[-1][-1], one, two, end)

    def _curve_from_here(self, v: list[float], matrix: Matrix) -> None:
        two, end = applied(matrix, *v[:2]), applied(matrix, *v[2:])
        if self.contours:
            here = self.contours[-1][-1]
            self.contours[-1] += curve(here, here, two, end)

    def _curve_to_there(self, v: list[float], matrix: Matrix) -> None:
        one, end = applied(matrix, *v[:2]), applied(matrix, *v[2:])
        if self.contours:
            self.contours[-1] += curve(self.contours[-1][-1], one, end, end)

    def _rectangle(self, v: list[float], matrix: Matrix) -> None:
        x, y, w, h = v
        spots = ((x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y))
        self.contours.append([applied(matrix, *spot) for spot in spots])

    def _closed(self, _v: list[float], _matrix: Matrix) -> None:
        self.close()

    def _clip(self, _v: list[float], _matrix: Matrix) -> None:
        self.clipping = WINDING

    def _clip_even_odd(self, _v: list[float], _matrix: Matrix) -> None:
        self.clipping = EVEN_ODD


_OPERATORS: dict[str, Callable[[Path, list[float], Matrix], None]] = {
    "m": Path._move,  # noqa: SLF001  its own table
    "l": Path._line,  # noqa: SLF001
    "c": Path._curve,  # noqa: SLF001
    "v": Path._curve_from_here,  # noqa: SLF001
    "y": Path._curve_to_there,  # noqa: SLF001
    "h": Path._closed,  # noqa: SLF001
    "re": Path._rectangle,  # noqa: SLF001
    "W": Path._clip,  # noqa: SLF001
    "W*": Path._clip_even_odd,  # noqa: SLF001
}
PATHS = frozenset(_OPERATORS)
