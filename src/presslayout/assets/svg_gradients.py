"""Gradients as areas of even colour, each over the one before (SVG 2, chapter 14).

Every area reaches to the gradient's end and covers what lies behind it, so there is no seam that
paper could show through, and each prints in the inks of its own colour.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from fontTools.misc.transform import Identity, Transform

from presslayout.assets import svg_colour, svg_cutting, svg_shapes
from presslayout.assets.svg_tree import DEEPEST, Tree, declarations, tag
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

# More steps than this are finer than a screen of paper shows over a drawing's width.
MOST_STEPS = 128
# What all steps of an object may have of segments.
MOST_WORK = 40_000
_LEAST_STEPS = 8
# A circle of a gradient as a polygon: at the width of a page it is off by a tenth of a millimetre.
_SIDES = 72
# Rounds of a gradient that repeats itself.
MOST_ROUNDS = 16
_COORDINATES = {
    "linearGradient": {"x1": "0%", "y1": "0%", "x2": "100%", "y2": "0%"},
    "radialGradient": {"cx": "50%", "cy": "50%", "r": "50%", "fx": "", "fy": "", "fr": "0%"},
}
Stops = tuple[tuple[float, str, float], ...]


@frozen
class Gradient:
    """A gradient in a space of its own: along x from 0 to 1, or from a focus out to the unit circle.

    `place` brings that space into the drawing's; `focus` is None where it runs along x; stops have
    an offset, a colour and how opaque it is.
    """

    stops: Stops
    place: Transform
    focus: tuple[float, float] | None
    spread: str


def gradient(
    tree: Tree, element: Any, box: tuple[float, ...], view: tuple[float, float]
) -> Gradient | None:
    """The gradient of an element for a shape in this box; None where it has no stops or no size."""
    kind = tag(element)
    given, stops = _gathered(tree, element)
    if not stops:
        return None
    ours = given.get("gradientUnits", "objectBoundingBox") == "userSpaceOnUse"
    across, down = view if ours else (1, 1)
    wide = math.hypot(across, down) / math.sqrt(2)
    base = Identity if ours else Transform(box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1])
    base = base.transform(svg_shapes.transform(given.get("gradientTransform")))
    # What a percentage of each is of: across, down, or the diagonal (SVG 2, 8.9).
    whole = {"x": across, "y": down, "r": wide}
    n = {
        name: svg_shapes.length(given.get(name) or default, whole[name.strip("cf12")])
        for name, default in _COORDINATES[kind].items()
    }
    focus = None
    if kind == "linearGradient":
        dx, dy = n["x2"] - n["x1"], n["y2"] - n["y1"]
        own = Transform(dx, dy, -dy, dx, n["x1"], n["y1"])
    else:
        own = Transform(n["r"], 0, 0, n["r"], n["cx"], n["cy"])
        fx = n["fx"] if given.get("fx") else n["cx"]
        fy = n["fy"] if given.get("fy") else n["cy"]
        if n["r"]:
            focus = _within((fx - n["cx"]) / n["r"], (fy - n["cy"]) / n["r"])
    place = base.transform(own)
    if not abs(place.xx * place.yy - place.xy * place.yx) > 0 or (n.get("r", 1) <= 0):
        return None
    return Gradient(stops, place, focus, given.get("spreadMethod", "pad"))


def bands(found: Gradient, area: Any) -> Iterator[tuple[Any, str]]:
    """The parts of an area in their colours, each to be painted over those before."""
    back = found.place.inverse()
    left, _, right, _ = (inner := area.transform(*back)).bounds
    outlines = svg_cutting.lines(area)
    work = sum(map(len, outlines)) * (1 if found.focus is None else _SIDES // 4)
    most = max(min(MOST_STEPS, MOST_WORK // max(work, 1)), _LEAST_STEPS)
    if found.focus is None:
        run = _run(found, left, right, most)
        yield area, run[0][1]
        for at, colour in run[1:]:
            # Where x of the gradient's own space is this or more.
            outlines = svg_cutting.halved(outlines, (back.xx, back.yx, back.dx - at))
            yield svg_cutting.area_of(outlines), colour
        return
    left, top, right, foot = inner.bounds
    far = max(math.hypot(x, y) for x in (left, right) for y in (top, foot))
    high = far / max(1 - math.hypot(*found.focus), 0.05) + 0.01
    run = _run(found, 0, high, most)
    yield area, run[-1][1]
    for (at, _), (_, colour) in reversed(list(zip(run[1:], run, strict=False))):
        if at <= 0:
            continue
        x, y = (v * (1 - at) for v in found.focus)
        ring = [
            found.place.transformPoint((x + at * math.cos(turn), y + at * math.sin(turn)))
            for turn in (math.tau * n / _SIDES for n in range(_SIDES))
        ]
        for edge in svg_cutting.edges(ring):
            outlines = svg_cutting.halved(outlines, edge)
        yield svg_cutting.area_of(outlines), colour


def _run(found: Gradient, low: float, high: float, most: int) -> list[tuple[float, str]]:
    """Where each colour begins, from low to high, even between two of them."""
    once = [(offset, svg_colour.on_paper(colour, opaque)) for offset, colour, opaque in found.stops]
    ends: list[tuple[float, str]] = []
    if found.spread in ("reflect", "repeat"):
        first, last = math.floor(low), math.ceil(high)
        first, last = max(first, -MOST_ROUNDS), min(last, MOST_ROUNDS)
        for number in range(first, last):
            back = found.spread == "reflect" and number % 2
            turned = [(1 - o, c) for o, c in reversed(once)] if back else once
            # A round begins and ends with its outermost colours.
            turned = [(0.0, turned[0][1]), *turned, (1.0, turned[-1][1])]
            ends += [(number + offset, colour) for offset, colour in turned]
    else:
        ends = once
    wanted = sum(svg_colour.steps(a, b) for (_, a), (_, b) in pairwise(ends))
    coarse = max(wanted / most, 1)
    made = [(min(low, ends[0][0]), ends[0][1])]
    for (start, one), (stop, other) in pairwise(ends):
        count = max(math.ceil(svg_colour.steps(one, other) / coarse), 1)
        if stop <= start:
            continue
        made += [
            (start + (stop - start) * n / count, svg_colour.between(one, other, (n + 0.5) / count))
            for n in range(count)
        ]
    made.append((ends[-1][0], ends[-1][1]))
    return [m for n, m in enumerate(made) if n == 0 or m[1] != made[n - 1][1]]


def _within(x: float, y: float) -> tuple[float, float]:
    """A focus inside its circle."""
    far = math.hypot(x, y)
    return (x, y) if far <= 0.9 else (x * 0.9 / far, y * 0.9 / far)  # noqa: PLR2004


def _gathered(tree: Tree, element: Any) -> tuple[dict[str, str], Stops]:
    """What a gradient says, and the gradients that it refers to, and the stops of the first with any."""
    given: dict[str, str] = {}
    stops: Stops = ()
    seen = 0
    while element is not None and seen < DEEPEST and tag(element) in _COORDINATES:
        given = {**element.attrib, **declarations(element.get("style", "")), **given}
        stops = stops or tuple(_stops(tree, element))
        element = tree.linked(element)
        seen += 1
    return given, stops


def _stops(tree: Tree, element: Any) -> Iterator[tuple[float, str, float]]:
    least = 0.0
    for stop in element:
        if tag(stop) != "stop":
            continue
        own = tree.own(stop)
        least = max(least, min(max(svg_shapes.length(stop.get("offset"), 1), 0.0), 1.0))
        colour, opaque = svg_colour.known(own.get("stop-color", "black")) or ("#000000", 1.0)
        yield (
            least,
            colour,
            opaque * min(max(svg_shapes.length(own.get("stop-opacity") or "1", 1), 0.0), 1.0),
        )
