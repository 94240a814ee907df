"""Areas cut by straight edges and by each other, in time that their size bounds.

skia cuts anything by anything, but where lines cross often it needs the third power of their
number, and it gives up on long outlines; so straight cuts are made here, and it is asked only
where little crosses.
"""

from __future__ import annotations

from bisect import insort
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pathops

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Point = tuple[float, float]
# Pairs of lines whose boxes meet, beyond which skia is not asked: 0.1 s.
MOST_MEETINGS = 2_500
# Lines that skia is asked about at most.
MOST_LINES = 4_000
# Pairs of lines that are looked at in search of crossings.
_MOST_LOOKS = 1_500_000
# Lines and curves of one area that are cut at an edge; more take seconds.
MOST_CUT = 40_000
# A curve is cut as so many straight lines.
_CHORDS = 12
_EDGE = 1e-3


class TooTangledError(Exception):
    """Areas whose lines cross too often to be cut by each other."""


def lines(area: Any) -> list[list[Point]]:
    """The closed outlines of an area, curves as chords."""
    made: list[list[Point]] = []
    for verb, points in area:
        if verb == pathops.PathVerb.MOVE:
            made.append([points[0]])
        elif points and made:
            made[-1] += _chords(made[-1][-1], points) if len(points) > 1 else points
    return [outline for outline in made if len(outline) > 2]  # noqa: PLR2004


def area_of(outlines: Iterable[Sequence[Point]]) -> Any:
    """Closed outlines as an area."""
    made = pathops.Path()
    for outline in outlines:
        if len(outline) > 2:  # noqa: PLR2004
            made.moveTo(*outline[0])
            for point in outline[1:]:
                made.lineTo(*point)
            made.close()
    return made


def halved(outlines: Iterable[list[Point]], edge: tuple[float, float, float]) -> list[list[Point]]:
    """What lies where ax + by + c is not negative (Sutherland and Hodgman)."""
    a, b, c = edge
    made = []
    for outline in outlines:
        sides = [a * x + b * y + c for x, y in outline]
        if min(sides) >= 0:
            made.append(outline)
        elif max(sides) > 0:
            kept: list[Point] = []
            last, before = outline[-1], sides[-1]
            for point, side in zip(outline, sides, strict=True):
                if (side >= 0) != (before >= 0):
                    share = before / (before - side)
                    kept.append(
                        (
                            last[0] + (point[0] - last[0]) * share,
                            last[1] + (point[1] - last[1]) * share,
                        )
                    )
                if side >= 0:
                    kept.append(point)
                last, before = point, side
            made.append(kept)
    return made


def edges(corners: Sequence[Point]) -> list[tuple[float, float, float]]:
    """The edges of a convex outline as `halved` takes them."""
    ring = [*corners, corners[0]]
    turn = sum(x * v - u * y for (x, y), (u, v) in pairwise(ring))
    way = 1 if turn > 0 else -1
    return [
        (way * (y - v), way * (u - x), way * (x * v - u * y)) for (x, y), (u, v) in pairwise(ring)
    ]


def common(area: Any, clip: Any) -> Any:
    """The part of an area inside another; None where there is none.

    TooTangledError where nobody can say.
    """
    if not area.verbs or not clip.verbs:
        return None
    left, top, right, foot = area.bounds
    a, b, c, d = clip.bounds
    if left >= c or right <= a or top >= d or foot <= b:
        return None
    if _is_box(clip):
        if a - _EDGE <= left and b - _EDGE <= top and c + _EDGE >= right and d + _EDGE >= foot:
            return area
        if len(area.verbs) > MOST_CUT:
            raise TooTangledError
        return area_of(_halved_all(lines(area), edges(((a, b), (c, b), (c, d), (a, d)))))
    if clip.isConvex and len(clip.verbs) <= MOST_LINES // 100:
        return area_of(_halved_all(lines(area), edges(lines(clip)[0])))
    _hold_tangle([*lines(area), *lines(clip)])
    try:
        return pathops.op(area, clip, pathops.PathOp.INTERSECTION, fix_winding=True)
    except pathops.PathOpsError as fault:
        raise TooTangledError from fault


def evened(area: Any) -> Any:
    """An area of the even-odd rule as one of winding numbers; TooTangledError where it tangles."""
    outlines = lines(area)
    if not _crosses(outlines):
        return _nested(area, outlines)
    _hold_tangle(outlines)
    area.fillType = pathops.FillType.EVEN_ODD
    try:
        area.simplify(fix_winding=True)
    except pathops.PathOpsError as fault:
        raise TooTangledError from fault
    return area


def _chords(start: Point, points: Sequence[Point]) -> list[Point]:
    made = []
    for number in range(1, _CHORDS + 1):
        row = [start, *points]
        t = number / _CHORDS
        while len(row) > 1:
            row = [(x + (u - x) * t, y + (v - y) * t) for (x, y), (u, v) in pairwise(row)]
        made.append(row[0])
    return made


def _halved_all(
    outlines: list[list[Point]], bounds: Iterable[tuple[float, float, float]]
) -> list[list[Point]]:
    for edge in bounds:
        outlines = halved(outlines, edge)
    return outlines


def _is_box(clip: Any) -> bool:
    """Whether a path is a rectangle that stands upright."""
    points = [point for _, part in clip for point in part]
    left, top, right, foot = clip.bounds
    corners = {(x, y) for x in (left, right) for y in (top, foot)}
    return len(points) in (4, 5) and set(points) == corners


def _meetings(outlines: Iterable[Sequence[Point]]) -> Iterator[tuple[Point, Point, Point, Point]]:
    """Pairs of lines that are no neighbours and whose boxes meet; TooTangledError beyond many."""
    rows = []
    for number, outline in enumerate(outlines):
        count = len(outline)
        for at, (one, other) in enumerate(pairwise([*outline, outline[0]])):
            if one != other:
                low, high = sorted((one[0], other[0]))
                rows.append((low, high, number, at, count, one, other))
    rows.sort(key=lambda row: row[0])
    active: list[tuple[float, int]] = []
    looks = 0
    for index, (low, high, number, at, count, one, other) in enumerate(rows):
        while active and active[0][0] < low:
            active.pop(0)
        looks += len(active)
        if looks > _MOST_LOOKS:
            raise TooTangledError
        top, foot = sorted((one[1], other[1]))
        for _, met in active:
            _, _, of, place, _, first, second = rows[met]
            if of == number and (place - at) % count in (1, count - 1):
                continue
            if max(first[1], second[1]) >= top and min(first[1], second[1]) <= foot:
                yield one, other, first, second
        insort(active, (high, index))


def _hold_tangle(outlines: Sequence[Sequence[Point]]) -> None:
    if sum(map(len, outlines)) > MOST_LINES * 4:
        raise TooTangledError
    for count, _ in enumerate(_meetings(outlines)):
        if count > MOST_MEETINGS:
            raise TooTangledError


def _crosses(outlines: Sequence[Sequence[Point]]) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    return any(
        side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0
        for a, b, c, d in _meetings(outlines)
    )


def _nested(area: Any, outlines: Sequence[Sequence[Point]]) -> Any:
    """Outlines that do not cross, each turned against the one around it."""
    boxes = [
        (min(x for x, _ in o), min(y for _, y in o), max(x for x, _ in o), max(y for _, y in o))
        for o in outlines
    ]
    made = pathops.Path()
    parts = [part for part in _parts(area) if len(lines(part)) == 1]
    for number, (part, outline) in enumerate(zip(parts, outlines, strict=True)):
        x, y = outline[0]
        around = [
            o
            for at, (o, (left, top, right, foot)) in enumerate(zip(outlines, boxes, strict=True))
            if at != number and left <= x <= right and top <= y <= foot
        ]
        inside = sum(_holds(o, (x, y)) for o in around) % 2
        turn = sum(a * d - c * b for (a, b), (c, d) in pairwise([*outline, outline[0]]))
        if (turn > 0) == bool(inside):
            part.reverse()
        made.addPath(part)
    return made


def _parts(area: Any) -> Iterator[Any]:
    """Each outline of an area by itself."""
    made = None
    names = {
        pathops.PathVerb.LINE: "lineTo",
        pathops.PathVerb.QUAD: "quadTo",
        pathops.PathVerb.CUBIC: "cubicTo",
    }
    for verb, points in area:
        if verb == pathops.PathVerb.MOVE:
            if made is not None:
                yield made
            made = pathops.Path()
            made.moveTo(*points[0])
        elif made is not None and verb in names:
            getattr(made, names[verb])(*(n for point in points for n in point))
        elif made is not None and verb == pathops.PathVerb.CLOSE:
            made.close()
    if made is not None:
        yield made


def _holds(outline: Sequence[Point], point: Point) -> bool:
    x, y = point
    odd = False
    for (a, b), (c, d) in pairwise([*outline, outline[0]]):
        if (b > y) != (d > y) and x < a + (c - a) * (y - b) / (d - b):
            odd = not odd
    return odd
