"""What a pen leaves along a path: dashes, caps and joins, as areas (ISO 32000-1, 8.4.3)."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.preflight.pdf.matrix import Point
    from presslayout.preflight.pdf.regions import Contour

BUTT, ROUND, SQUARE = 0, 1, 2
MITER, BEVEL = 0, 2
# A bend so slight leaves no gap between two bars that anybody could see.
_STRAIGHT = 0.998
_SIDES = 16
# A polygon of so many sides has the area of the circle when it reaches beyond it a little.
_WIDER = math.sqrt(2 * math.pi / (_SIDES * math.sin(2 * math.pi / _SIDES)))
# Dashes of one path; more of them are drawn as the whole line.
_DASHES = 20_000
_TINY = 1e-6


@frozen
class Pen:
    """Its width and dashes in points on the page, its cap and join as the file numbers them."""

    width: float
    cap: int = BUTT
    join: int = MITER
    miter: float = 10.0
    dashes: tuple[float, ...] = ()
    phase: float = 0.0


def areas(path: Sequence[Contour], pen: Pen) -> Iterator[Contour]:
    """The areas that stroking a path inks; they overlap, and all of them together count."""
    for contour in path:
        for part, closed in _parts(contour, pen):
            yield from _bars(part, pen, closed=closed)


def _parts(contour: Contour, pen: Pen) -> Iterator[tuple[Contour, bool]]:
    """The dashes of a contour, or the contour itself and whether it closes."""
    points = [*(p for p, q in pairwise(contour) if p != q), contour[-1]]
    closed = len(contour) > 2 and contour[0] == contour[-1]  # noqa: PLR2004  a way there and back
    period = sum(pen.dashes)
    length = sum(math.dist(p, q) for p, q in pairwise(points))
    if not period > _TINY or length / period * len(pen.dashes) > _DASHES:
        yield points, closed
        return
    yield from ((dash, False) for dash in _dashed(points, pen))


def _dashed(points: Sequence[Point], pen: Pen) -> Iterator[list[Point]]:
    lengths = pen.dashes if len(pen.dashes) % 2 == 0 else pen.dashes * 2
    at, left = 0, pen.phase % sum(lengths)
    while left >= lengths[at]:
        left -= lengths[at]
        at = (at + 1) % len(lengths)
    left = lengths[at] - left
    dash = [points[0]] if at % 2 == 0 else []
    for here, there in pairwise(points):
        long, gone = math.dist(here, there), 0.0
        while long - gone > left:
            gone += left
            share = gone / long
            spot = (here[0] + (there[0] - here[0]) * share, here[1] + (there[1] - here[1]) * share)
            if at % 2 == 0:
                yield [*dash, spot]
            dash = [] if at % 2 == 0 else [spot]
            at = (at + 1) % len(lengths)
            left = lengths[at]
            if not left:
                # A dash of no length is a dot; a gap of none is none.
                left = _TINY
        left -= long - gone
        if at % 2 == 0:
            dash.append(there)
    if len(dash) > 1:
        yield dash


def _bars(points: Sequence[Point], pen: Pen, *, closed: bool) -> Iterator[Contour]:
    half = pen.width / 2
    if len(points) == 1:
        yield from _dot(points[0], pen)
        return
    ways = [_way(p, q) for p, q in pairwise(points)]
    last = len(ways) - 1
    for at, ((x0, y0), (x1, y1)) in enumerate(pairwise(points)):
        ux, uy = ways[at]
        if pen.cap == SQUARE and not closed:
            if at == 0:
                x0, y0 = x0 - ux * half, y0 - uy * half  # noqa: PLW2901  longer by the cap
            if at == last:
                x1, y1 = x1 + ux * half, y1 + uy * half  # noqa: PLW2901
        dx, dy = ux * half, uy * half
        yield ((x0 - dy, y0 + dx), (x1 - dy, y1 + dx), (x1 + dy, y1 - dx), (x0 + dy, y0 - dx))
    if pen.cap == ROUND and not closed:
        yield _circle(points[0], half)
        yield _circle(points[-1], half)
    corners = [(points[at + 1], ways[at], ways[at + 1]) for at in range(last)]
    if closed and last:
        corners.append((points[0], ways[last], ways[0]))
    for corner, before, after in corners:
        yield from _join(corner, before, after, pen)


def _dot(spot: Point, pen: Pen) -> Iterator[Contour]:
    """What a line of no length leaves: its caps."""
    half, (x, y) = pen.width / 2, spot
    if pen.cap == ROUND:
        yield _circle(spot, half)
    elif pen.cap == SQUARE:
        yield (
            (x - half, y - half),
            (x + half, y - half),
            (x + half, y + half),
            (x - half, y + half),
        )


def _join(corner: Point, before: Point, after: Point, pen: Pen) -> Iterator[Contour]:
    """What fills the outside of a bend."""
    along = before[0] * after[0] + before[1] * after[1]
    if along > _STRAIGHT:
        return
    half = pen.width / 2
    if pen.join == ROUND:
        yield _circle(corner, half)
        return
    side = -half if before[0] * after[1] - before[1] * after[0] > 0 else half
    x, y = corner
    one = (x - before[1] * side, y + before[0] * side)
    two = (x - after[1] * side, y + after[0] * side)
    # The miter is as many times longer than the line is wide as 1 / sin of half the angle.
    sine = math.sqrt(max((1 + along) / 2, 0.0))
    if pen.join == BEVEL or sine < _TINY or 1 / sine > pen.miter:
        yield (corner, one, two)
        return
    middle = (one[0] + two[0] - 2 * x, one[1] + two[1] - 2 * y)
    long = math.hypot(*middle)
    tip = half / sine / long
    yield (corner, one, (x + middle[0] * tip, y + middle[1] * tip), two)


def _way(start: Point, end: Point) -> Point:
    long = math.dist(start, end)
    return (end[0] - start[0]) / long, (end[1] - start[1]) / long


def _circle(middle: Point, radius: float) -> Contour:
    radius *= _WIDER
    turns = [2 * math.pi * at / _SIDES for at in range(_SIDES)]
    return [(middle[0] + radius * math.cos(t), middle[1] + radius * math.sin(t)) for t in turns]
