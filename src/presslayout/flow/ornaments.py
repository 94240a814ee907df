"""Boxes with a pattern (花边): lines, dots, waves and keys as paths, whole repeats on every side.

Everything stands between the box and `DEPTH` inside it, so text that keeps a frame's inset is
never touched.  Knows boxes, no slots.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.edition.page import Path, Shape, Stroke, circle, rectangle
from presslayout.issue.lattice import ORNAMENT_DEPTH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink

# A frame's text stands so much farther off (SPEC §4).
DEPTH = ORNAMENT_DEPTH
# 文武线: the heavy line outside, the air between it and the fine one.
HEAVY, AIR = pt(2), pt("1.2")
DOUBLE_AIR = pt(2)
# Least distances from one repeat of a pattern to the next.
DOT_PITCH, WAVE_PITCH, DIAMOND_PITCH, KEY_PITCH = pt(4), pt(8), pt(6), pt(6)
DOT, DIAMOND = pt(2), pt(3)
# A wave's control points in per mille of a half wave, and its height.
WAVE_HANDLE, WAVE_HEIGHT = 364, pt(2)
# The key (回) of a meander in hundredths: along its pitch, and across the depth from outside.
KEY = ((0, 100), (0, 0), (75, 0), (75, 75), (25, 75), (25, 35), (50, 35))

Point = tuple[int, int]


def border(box: Box, pattern: str, width: Length, ink: Ink) -> tuple[Shape, ...]:
    """The frame of a box: a plain line where `pattern` is "", else its pattern in one ink."""
    if not pattern or min(box.width, box.height) < 4 * DEPTH:
        return (Shape(rectangle(box), stroke=Stroke(ink, width)),)
    return tuple(PATTERNS[pattern](box, width, ink))


def _double(box: Box, width: Length, ink: Ink) -> Iterator[Shape]:
    for away in (width // 2, width // 2 + width + DOUBLE_AIR):
        yield Shape(rectangle(_inside(box, away)), stroke=Stroke(ink, width))


def _thick_thin(box: Box, width: Length, ink: Ink) -> Iterator[Shape]:
    yield Shape(rectangle(_inside(box, HEAVY // 2)), stroke=Stroke(ink, HEAVY))
    away = HEAVY + AIR + width // 2
    yield Shape(rectangle(_inside(box, away)), stroke=Stroke(ink, width))


def _dots(box: Box, width: Length, ink: Ink) -> Iterator[Shape]:
    del width
    path = tuple(s for p in _beads(box, DOT_PITCH) for s in circle(*p, DOT // 2))
    yield Shape(path, fill=ink)


def _diamonds(box: Box, width: Length, ink: Ink) -> Iterator[Shape]:
    del width
    half, small = DIAMOND // 2, DOT // 4
    path: Path = ()
    for number, (x, y) in enumerate(_beads(box, DIAMOND_PITCH // 2, even=True)):
        if number % 2:
            path += circle(x, y, small)
            continue
        corners = ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        path += (("M", *corners[0]), *(("L", *c) for c in corners[1:]), ("Z",))
    yield Shape(path, fill=ink)


def _waves(box: Box, width: Length, ink: Ink) -> Iterator[Shape]:
    middle = DEPTH // 2
    path: Path = ()
    for side, length in _sides(_inside(box, middle)):
        count = max(length // WAVE_PITCH, 1) * 2
        if not path:
            path = (("M", *side(0, 0)),)
        for n in range(count):
            start, end = length * n // count, length * (n + 1) // count
            handle = (end - start) * WAVE_HANDLE // 1000
            high = WAVE_HEIGHT if n % 2 else -WAVE_HEIGHT
            path += (("C", *side(start + handle, high), *side(end - handle, high), *side(end, 0)),)
    yield Shape((*path, ("Z",)), stroke=Stroke(ink, width))


def _meander(box: Box, width: Length, ink: Ink) -> Iterator[Shape]:
    half = width // 2
    path: Path = ()
    for side, length in _sides(_inside(box, half)):
        free = length - 2 * DEPTH
        count = max(free // KEY_PITCH, 1)
        for n in range(count):
            start, end = DEPTH + free * n // count, DEPTH + free * (n + 1) // count
            points = [
                side(start + (end - start) * along // 100, (DEPTH - width) * across // 100)
                for along, across in KEY
            ]
            path += (("M", *points[0]), *(("L", *p) for p in points[1:]))
        # The corner, a square in a square.
        for away, wide in ((0, DEPTH - width), (DEPTH // 3, DEPTH // 3)):
            corners = [(away, away), (away + wide, away), (away + wide, away + wide)]
            corners.append((away, away + wide))
            placed = [side(*corner) for corner in corners]
            path += (("M", *placed[0]), *(("L", *p) for p in placed[1:]), ("Z",))
        path += (("M", *side(DEPTH, DEPTH - width)), ("L", *side(length - DEPTH, DEPTH - width)))
    yield Shape(path, stroke=Stroke(ink, width))


def _inside(box: Box, away: Length) -> Box:
    return Box(box.x + away, box.y + away, box.width - 2 * away, box.height - 2 * away)


def _sides(box: Box) -> Iterator[tuple[Callable[[int, int], Point], Length]]:
    """Each side of a box, clockwise: along it and inwards from it to a point, and its length."""
    x, y, right, bottom = box.x, box.y, box.right, box.bottom
    yield (lambda s, t: (x + s, y + t)), box.width
    yield (lambda s, t: (right - t, y + s)), box.height
    yield (lambda s, t: (right - s, bottom - t)), box.width
    yield (lambda s, t: (x + t, bottom - s)), box.height


def _beads(box: Box, pitch: Length, *, even: bool = False) -> Iterator[Point]:
    """Points round the middle of the band, corners among them, at least `pitch` apart."""
    for side, length in _sides(_inside(box, DEPTH // 2)):
        count = max(length // pitch, 2)
        count -= count % 2 if even else 0
        for n in range(count):
            yield side(length * n // count, 0)


PATTERNS: dict[str, Callable[[Box, Length, Ink], Iterator[Shape]]] = {
    "double": _double,
    "thick-thin": _thick_thin,
    "dots": _dots,
    "waves": _waves,
    "meander": _meander,
    "diamonds": _diamonds,
}
