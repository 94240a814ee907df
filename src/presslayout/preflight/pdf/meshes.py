"""Shadings of meshes (ISO 32000-1, 8.7.4.5.5 to 8): triangles whose corners have colours.

Patches are cut into triangles as fine as the page shows them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.preflight.pdf.bulk import TooMuchError, decoded
from presslayout.preflight.pdf.entries import whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from presslayout.preflight.pdf.matrix import Point
    from presslayout.preflight.pdf.pdfobject import PdfObject

    Values = tuple[float, ...]
    Vertex = tuple[Point, Values]
    Triangle = tuple[Vertex, Vertex, Vertex]

FREE, LATTICE, COONS, TENSOR = 4, 5, 6, 7
_VERTICES = 200_000
# Triangles of one mesh, and points of the page along the side of one.
_TRIANGLES = 200_000
_SIDE = 3.0
_FINEST, _COARSEST = 24, 4
# How the points of a patch stand in its data, as rows and columns of a grid of 4 by 4.
_AROUND = (
    (0, 0),
    (0, 1),
    (0, 2),
    (0, 3),
    (1, 3),
    (2, 3),
    (3, 3),
    (3, 2),
    (3, 1),
    (3, 0),
    (2, 0),
    (1, 0),
)
_INNER = ((1, 1), (1, 2), (2, 2), (2, 1))
# By the edge flag: which points and colours of the patch before come first.
_SHARED = {1: ((3, 4, 5, 6), (1, 2)), 2: ((6, 7, 8, 9), (2, 3)), 3: ((9, 10, 11, 0), (3, 0))}


def triangles(
    shading: PdfObject, components: int, placed: Callable[[float, float], Point]
) -> Iterator[Triangle]:
    """The triangles of a mesh, their corners behind `placed`, with values as the file has them.

    Raises TooMuchError for a mesh without end, ValueError for one that makes no sense.
    """
    kind = int(shading["/ShadingType"])
    bits = _Bits(shading, 1 if "/Function" in shading else components)
    if kind == FREE:
        made = _free(bits)
    elif kind == LATTICE:
        made = _lattice(bits, int(shading["/VerticesPerRow"]))
    else:
        made = _patches(bits, placed, inner=kind == TENSOR)
    for at, (one, two, three) in enumerate(made):
        if at > _TRIANGLES:
            raise TooMuchError
        yield tuple(  # type: ignore[misc]
            (point if kind >= COONS else placed(*point), values)
            for point, values in (one, two, three)
        )


def corners(shading: PdfObject, components: int) -> list[Values]:
    """The colours of a mesh's corners, each once: none between them is beyond them all."""
    kind = int(shading["/ShadingType"])
    bits = _Bits(shading, 1 if "/Function" in shading else components)
    found: dict[Values, None] = {}
    if kind in (FREE, LATTICE):
        while bits.has_more():
            if kind == FREE:
                bits.flag()
            bits.point()
            found[bits.values()] = None
            bits.align()
        return list(found)
    for _, shades in _patch_data(bits, inner=kind == TENSOR):
        found.update(dict.fromkeys(shades))
    return list(found)


def most_vertices(shading: PdfObject, components: int) -> int:
    """As many corners as its data can hold."""
    values = (1 if "/Function" in shading else components) * whole(shading["/BitsPerComponent"])
    bits = max(2 * whole(shading["/BitsPerCoordinate"]) + values, 1)
    return min(len(decoded(shading)) * 8 // bits, _VERTICES)


class _Bits:
    """The numbers of a mesh's stream, one behind the other."""

    def __init__(self, shading: PdfObject, components: int) -> None:
        self.data = decoded(shading)
        self.at = 0
        self.left = _VERTICES
        self.coordinate = int(shading["/BitsPerCoordinate"])
        self.component = int(shading["/BitsPerComponent"])
        self.flagged = int(shading.get("/BitsPerFlag", 8))
        self.decode = [float(v) for v in shading["/Decode"]]
        self.components = components
        if len(self.decode) < 4 + 2 * components or min(self.coordinate, self.component) < 1:
            raise ValueError("a mesh without its limits")

    def has_more(self) -> bool:
        """Whether a whole vertex may still come."""
        need = self.flagged + 2 * self.coordinate
        return self.at + need <= len(self.data) * 8

    def flag(self) -> int:
        return self._taken(self.flagged) & 3

    def point(self) -> Point:
        self.left -= 1
        if self.left < 0:
            raise TooMuchError
        x0, x1, y0, y1 = self.decode[:4]
        most = 2**self.coordinate - 1
        x, y = self._taken(self.coordinate), self._taken(self.coordinate)
        return x0 + x * (x1 - x0) / most, y0 + y * (y1 - y0) / most

    def values(self) -> Values:
        most = 2**self.component - 1
        pairs = zip(self.decode[4::2], self.decode[5::2], strict=False)
        limits = list(pairs)[: self.components]
        return tuple(
            low + self._taken(self.component) * (high - low) / most for low, high in limits
        )

    def align(self) -> None:
        self.at = -(-self.at // 8) * 8

    def _taken(self, count: int) -> int:
        end = self.at + count
        if end > len(self.data) * 8:
            raise ValueError("a mesh that ends too early")
        part = int.from_bytes(self.data[self.at // 8 : -(-end // 8)], "big")
        self.at = end
        return (part >> (-end % 8)) & ((1 << count) - 1)


def _free(bits: _Bits) -> Iterator[Triangle]:
    last: list[Vertex] = []
    while bits.has_more():
        flag = bits.flag()
        vertex = bits.point(), bits.values()
        bits.align()
        if flag and len(last) >= 3:  # noqa: PLR2004  a whole triangle stands before
            last = [last[1] if flag == 1 else last[0], last[2], vertex]
        else:
            last = [vertex] if len(last) >= 3 else [*last, vertex]  # noqa: PLR2004
        if len(last) == 3:  # noqa: PLR2004
            yield last[0], last[1], last[2]


def _lattice(bits: _Bits, wide: int) -> Iterator[Triangle]:
    if wide < 2:  # noqa: PLR2004  a row of less has no area
        raise ValueError("a lattice without rows")
    bits.flagged = 0
    before: list[Vertex] = []
    while bits.has_more():
        row: list[Vertex] = []
        for _ in range(wide):
            row.append((bits.point(), bits.values()))
            bits.align()
        for (one, two), (three, four) in (
            zip(pairwise(before), pairwise(row), strict=True) if before else ()
        ):
            yield one, two, three
            yield two, three, four
        before = row


def _patch_data(bits: _Bits, *, inner: bool) -> Iterator[tuple[list[Point], list[Values]]]:
    """The points and colours of each patch, those that it shares with the one before put in."""
    points: list[Point] = []
    shades: list[Values] = []
    whole = len(_AROUND) + (len(_INNER) if inner else 0)
    while bits.has_more():
        flag = bits.flag()
        if flag and points:
            edge, ends = _SHARED[flag]
            points, shades = [points[at] for at in edge], [shades[at] for at in ends]
        else:
            points, shades = [], []
        points += [bits.point() for _ in range(whole - len(points))]
        shades += [bits.values() for _ in range(4 - len(shades))]
        bits.align()
        yield points, shades


def _patches(
    bits: _Bits, placed: Callable[[float, float], Point], *, inner: bool
) -> Iterator[Triangle]:
    for points, shades in _patch_data(bits, inner=inner):
        spots = [placed(*point) for point in points]
        grid = [[(0.0, 0.0)] * 4 for _ in range(4)]
        for (i, j), spot in zip(_AROUND + (_INNER if inner else ()), spots, strict=False):
            grid[i][j] = spot
        if not inner:
            for i, j in _INNER:
                grid[i][j] = _within(grid, i, j)
        xs, ys = [x for x, _ in spots], [y for _, y in spots]
        long = max(max(xs) - min(xs), max(ys) - min(ys))
        steps = min(max(int(long / _SIDE), _COARSEST), _FINEST)
        # Colours stand at the corners in the order of the points: u goes with i, v with j.
        rows = [
            [
                (_surface(grid, u / steps, v / steps), _mixed(shades, u / steps, v / steps))
                for v in range(steps + 1)
            ]
            for u in range(steps + 1)
        ]
        for low, high in pairwise(rows):
            for (one, two), (three, four) in zip(pairwise(low), pairwise(high), strict=True):
                yield one, two, three
                yield two, three, four


def _within(grid: list[list[Point]], i: int, j: int) -> Point:
    """The inner points that make a tensor patch of a Coons patch (8.7.4.5.8)."""
    a, b = (0, 3) if i == 1 else (3, 0)
    c, d = (0, 3) if j == 1 else (3, 0)

    def of(at: int) -> float:
        return (
            -4 * grid[a][c][at]
            + 6 * (grid[a][j][at] + grid[i][c][at])
            - 2 * (grid[a][d][at] + grid[b][c][at])
            + 3 * (grid[b][j][at] + grid[i][d][at])
            - grid[b][d][at]
        ) / 9

    return of(0), of(1)


def _surface(grid: list[list[Point]], u: float, v: float) -> Point:
    along, across = _bernstein(u), _bernstein(v)
    x = y = 0.0
    for i in range(4):
        for j in range(4):
            weight = along[i] * across[j]
            x += grid[i][j][0] * weight
            y += grid[i][j][1] * weight
    return x, y


def _bernstein(t: float) -> Sequence[float]:
    s = 1 - t
    return s * s * s, 3 * t * s * s, 3 * t * t * s, t * t * t


def _mixed(shades: list[Values], u: float, v: float) -> Values:
    one, two, three, four = shades
    return tuple(
        (1 - u) * ((1 - v) * a + v * b) + u * ((1 - v) * d + v * c)
        for a, b, c, d in zip(one, two, three, four, strict=True)
    )
