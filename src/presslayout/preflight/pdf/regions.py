"""Contours and the areas that they enclose, drawn as masks: 255 is inside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from presslayout.base.values import distinct
from presslayout.preflight.pdf.matrix import bounds, cut, holds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.Image import Image

    from presslayout.preflight.pdf.matrix import Corners, Point

Contour = Sequence["Point"]

# Edges are drawn at eight times the size and averaged: hairlines keep their share of ink.  What is
# larger than small type is drawn finer, and coarser where it has so many pixels that edges matter
# less: pixels up to which, and how fine.
_SMALL = 600
_FINENESS = ((_SMALL, 8), (3_000, 32), (40_000, 16), (200_000, 8))
_COARSEST = 4
# Pixels around what is wanted in which edges are kept.
_BEYOND = 3
_FULL, _HALF = 255, 128
_CORNERS = 4
# Points along a curve: one for so many points of length, roots of it in fact.
_FEWEST, _MOST = 4, 40
# By how each area of a region is made up: letters and bars, or paths that are filled.
LETTERS, EVEN_ODD, WINDING, BARS = "letters", "even-odd", "winding", "bars"


@distinct
class Outline:
    """Contours, and the rule by which they enclose an area (ISO 32000-1, 8.5.3.3)."""

    contours: tuple[Contour, ...]
    rule: str = WINDING


def mask(
    contours: Iterable[Contour], clip: Corners, rule: str = LETTERS, *, sharp: bool = True
) -> tuple[Image, tuple[int, int]] | None:
    """The area of contours inside a clip, and where its upper left corner stands.

    Of small `LETTERS` what turns against a larger contour around it is a hole, which takes least
    time; of `BARS` everything counts that any of them covers.  The clip cuts through pixels, unless it is not `sharp`: then
    it only says which pixels are wanted.
    """
    kept = [c for c in contours if len(c) > 2]  # noqa: PLR2004  two points have no area
    if not kept:
        return None
    if not sharp:
        clip = floor(clip[0]), floor(clip[1]), ceil(clip[2]), ceil(clip[3])
    shape = bounds(kept[0] if len(kept) == 1 else chain.from_iterable(kept))
    around = cut(shape, clip)
    left, top = floor(around[0]), floor(around[1])
    right, bottom = ceil(around[2]), ceil(around[3])
    if right <= left or bottom <= top:
        return None
    size = (right - left, bottom - top)
    if rule == LETTERS and size[0] * size[1] > _SMALL:
        # Contours of letters may overlap, which shows in large ones.
        rule = WINDING
    if is_upright(kept):
        return _box(around, (left, top), size), (left, top)
    if around != shape:
        # Whoever draws a line walks all of it, however far it runs beyond the sheet.
        wide = (left - _BEYOND, top - _BEYOND, right + _BEYOND, bottom + _BEYOND)
        kept = [held for contour in kept if (held := _clipped(contour, wide))]
        if not kept:
            return None
    fine = fineness(size)
    drawn = _area_of(
        [[((x - left) * fine, (y - top) * fine) for x, y in c] for c in kept],
        rule,
        (size[0] * fine, size[1] * fine),
    )
    return trimmed(drawn.reduce(fine), (left, top), shape, clip), (left, top)


def trimmed(made: Image, at: tuple[int, int], shape: Corners, clip: Corners) -> Image:
    """A mask of what a shape covers without what a clip takes of its pixels."""
    from PIL import ImageChops

    window = (at[0], at[1], at[0] + made.width, at[1] + made.height)
    if cut(shape, clip) in (shape, window):
        return made
    return ImageChops.multiply(made, _box(cut(clip, window), at, made.size))


def is_upright(path: Sequence[Contour]) -> bool:
    """Whether a path is one upright rectangle, which its box says all of."""
    if len(path) != 1 or not _CORNERS <= len(path[0]) <= _CORNERS + 1:
        return False
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = path[0][:_CORNERS]
    return (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (
        y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0
    )


def fineness(size: tuple[int, int]) -> int:
    """How many times finer than the plates an area of this size is drawn."""
    pixels = size[0] * size[1]
    return next((fine for most, fine in _FINENESS if pixels <= most), _COARSEST)


def _box(box: Corners, at: tuple[int, int], size: tuple[int, int]) -> Image:
    """An upright rectangle, its edges as much inside as they are."""
    from PIL import Image, ImageChops

    across = _shares(box[0], box[2], at[0], size[0])
    down = _shares(box[1], box[3], at[1], size[1])
    row = Image.frombytes("L", (size[0], 1), across)
    whole = across.count(_FULL) == size[0]
    made = Image.new("L", size, _FULL) if whole else row.resize(size, Image.Resampling.NEAREST)
    edges = [y for y, share in enumerate(down) if share != _FULL]
    for y in edges:
        # Of all others the row is what it is.
        share = Image.new("L", row.size, down[y])
        made.paste(ImageChops.multiply(row, share), (0, y))
    return made


def _shares(low: float, high: float, first: int, count: int) -> bytes:
    """How much of each of `count` pixels lies between two edges, from 0 to 255."""
    low, high = max(low, first), min(high, first + count)
    made = bytearray(count)
    if low >= high:
        return bytes(made)
    begin, stop = ceil(low), floor(high)
    if stop > begin:
        made[begin - first : stop - first] = bytes((_FULL,)) * (stop - begin)
    for pixel in {floor(low), stop}:
        if first <= pixel < first + count:
            inside = max(min(high, pixel + 1) - max(low, pixel), 0.0)
            made[pixel - first] = round(inside * _FULL)
    return bytes(made)


def _area_of(contours: list[list[Point]], rule: str, size: tuple[int, int]) -> Image:
    """What contours enclose, hard-edged; a pixel that an edge runs through is half inside."""
    from PIL import Image, ImageChops, ImageDraw

    if len(contours) > 1 and rule in (EVEN_ODD, WINDING):
        return _counted(contours, size, odd=rule == EVEN_ODD)
    image = Image.new("L", size)
    if rule == LETTERS or len(contours) == 1:
        _drawn(image, contours)
        return image
    for contour in contours:
        place = _place(contour, size)
        if place is None:
            continue
        one = Image.new("L", (place[2] - place[0], place[3] - place[1]))
        points = [(x - place[0], y - place[1]) for x, y in contour]
        _polygon(ImageDraw.Draw(one), points, _FULL, _HALF)
        # Where two bars meet, both have half of the seam.
        image.paste(ImageChops.add(image.crop(place), one), place)
    return image


def _polygon(draw: Any, points: list[Point], fill: int, edge: int) -> None:
    """A polygon whose edges run through the middle of their pixels, but for an upright rectangle."""
    if not is_upright([points]):
        draw.polygon(points, fill=fill, outline=edge)
        return
    left, top, right, bottom = (round(v) for v in bounds(points))
    if left < right and top < bottom:
        draw.rectangle((left, top, right - 1, bottom - 1), fill=fill)


def _clipped(contour: Contour, box: Corners) -> Contour:
    """What of a contour's area lies in a box (Sutherland and Hodgman)."""
    if not contour or holds(box, bounds(contour)):
        return contour
    points = list(contour)
    for at, limit, sign in ((0, box[0], 1), (1, box[1], 1), (0, box[2], -1), (1, box[3], -1)):
        made: list[Point] = []
        before = points[-1]
        for here in points:
            inside, was = sign * (here[at] - limit) >= 0, sign * (before[at] - limit) >= 0
            if inside != was:
                share = (limit - before[at]) / (here[at] - before[at])
                other = before[1 - at] + share * (here[1 - at] - before[1 - at])
                made.append((limit, other) if at == 0 else (other, limit))
            if inside:
                made.append(here)
            before = here
        points = made
        if not points:
            break
    return points


def curve(start: Point, one: Point, two: Point, end: Point, steps: int = 0) -> list[Point]:
    """Points along a Bézier curve, its start left out; as many as its length asks for, or `steps`."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = start, one, two, end
    if not steps:
        way = abs(x1 - x0) + abs(y1 - y0)
        way += abs(x2 - x1) + abs(y2 - y1)
        way += abs(x3 - x2) + abs(y3 - y2)
        steps = min(max(int(1.5 * min(way, 1e6) ** 0.5) + 2, _FEWEST), _MOST)
    return [
        (a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3)
        for a, b, c, d in _weights(steps)
    ]


@lru_cache(_MOST)
def _weights(steps: int) -> tuple[tuple[float, float, float, float], ...]:
    """How much of each of its four points a Bézier curve has at each of so many steps."""
    ways = [index / steps for index in range(1, steps + 1)]
    return tuple(((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3) for t in ways)


def _drawn(image: Any, contours: list[list[Point]]) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(image)
    if len(contours) == 1:
        _polygon(draw, contours[0], _FULL, _HALF)
        return
    areas = sorted(((_area(c), c) for c in contours), key=lambda pair: -abs(pair[0]))
    positive = areas[0][0] > 0
    solid: list[list[Point]] = []
    for area, contour in areas:
        hole = (area > 0) != positive and _is_inside(contour, solid)
        _polygon(draw, contour, 0 if hole else _FULL, _HALF)
        if not hole:
            solid.append(contour)


def _is_inside(contour: list[Point], others: list[list[Point]]) -> bool:
    box = bounds(contour)
    return any(holds(bounds(other), box) for other in others)


def _counted(contours: list[list[Point]], size: tuple[int, int], *, odd: bool) -> Image:
    """How often contours go round each spot: an odd number of times, or more one way than the other."""
    from PIL import Image, ImageChops, ImageDraw

    whole, half = (_FULL, _HALF) if odd else (2, 1)
    ways = [Image.new("L", size), Image.new("L", size)]
    for contour in contours:
        place = _place(contour, size)
        if place is None:
            continue
        one = Image.new("L", (place[2] - place[0], place[3] - place[1]))
        points = [(x - place[0], y - place[1]) for x, y in contour]
        _polygon(ImageDraw.Draw(one), points, whole, half)
        way = ways[0 if odd or _area(contour) > 0 else 1]
        below = way.crop(place)
        way.paste(ImageChops.difference(below, one) if odd else ImageChops.add(below, one), place)
    if odd:
        return ways[0]
    return ImageChops.difference(*ways).point([0, _HALF, *[_FULL] * 254])


def _place(contour: Contour, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The pixels that a contour may touch; None where they lie outside."""
    box = bounds(contour)
    left, top = max(int(box[0]) - 1, 0), max(int(box[1]) - 1, 0)
    right, bottom = min(int(box[2]) + 2, size[0]), min(int(box[3]) + 2, size[1])
    return None if left >= right or top >= bottom else (left, top, right, bottom)


def _area(contour: Contour) -> float:
    total = 0.0
    x0, y0 = contour[-1]
    for x1, y1 in contour:
        total += x0 * y1 - x1 * y0
        x0, y0 = x1, y1
    return total / 2
