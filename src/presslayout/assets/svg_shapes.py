"""SVG's lengths, transforms and basic shapes as skia's paths (SVG 2, chapters 8 to 10)."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any

import pathops
from fontTools.misc.transform import Identity, Transform
from fontTools.svgLib.path import parse_path

from presslayout.assets.svg_tree import tag, too_much
from presslayout.base import doors
from presslayout.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_SEGMENTS = 200_000
# How far from its corner a quarter of a circle has its control points.
KAPPA = 0.5522847498
# Numbers beyond this are no drawing's; what is computed with them would overflow.
_HUGE = 1e9
_NUMBER = regex(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_LENGTH = regex(r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)\s*([a-z%]*)\s*\Z", re.IGNORECASE)
_STEP = regex(r"(\w+)\s*\(([^()]*)\)")
# In px: CSS 2.1, 4.3.2.
_PX = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_STEPS = {
    "matrix": (6, lambda v: Transform(*v)),
    "translate": (1, lambda v: Identity.translate(v[0], v[1] if len(v) > 1 else 0)),
    "scale": (1, lambda v: Identity.scale(v[0], v[1] if len(v) > 1 else v[0])),
    "skewX": (1, lambda v: Identity.skew(math.radians(v[0]), 0)),
    "skewY": (1, lambda v: Identity.skew(0, math.radians(v[0]))),
}


def length(text: str | None, whole: float = 0, size: float = 16, default: float = 0) -> float:
    """A length in the user's units; `whole` is what % are of, `size` that of the type."""
    found = _LENGTH.match(text or "")
    if not found:
        return default
    value, unit = float(found[1]), found[2].lower()
    if unit in ("%", "em", "rem", "ex"):
        value *= {"%": whole / 100, "ex": size / 2}.get(unit, size)
    else:
        value *= _PX.get(unit, 1.0)
    if not abs(value) < _HUGE:
        raise ValueError(f"length {text}")
    return value


def numbers(text: str | None) -> list[float]:
    """The numbers of a list."""
    return [max(-_HUGE, min(_HUGE, float(n))) for n in _NUMBER.findall(text or "")]


def transform(text: str | None) -> Transform:
    """What a `transform` does."""
    made = Identity
    for name, values in _STEP.findall(text or ""):
        given = numbers(values)
        if name == "rotate" and given:
            x, y = given[1:3] if len(given) > 2 else (0, 0)  # noqa: PLR2004
            step = Identity.translate(x, y).rotate(math.radians(given[0])).translate(-x, -y)
        elif name in _STEPS and len(given) >= _STEPS[name][0]:
            step = _STEPS[name][1](given)  # type: ignore[no-untyped-call]
        else:
            raise ValueError(f"transform {name}")
        made = made.transform(step)
    if not all(abs(v) < _HUGE for v in made):
        raise ValueError("transform without measure")
    return made


def shape(element: Any, view: tuple[float, float]) -> Any:
    """A basic shape or path in its own units; `view` is what percentages are of."""
    name = tag(element)
    if name == "path":
        return path(element.get("d", ""))
    if name in ("polyline", "polygon"):
        values = numbers(element.get("points"))
        return polygon(zip(values[::2], values[1::2], strict=False), closed=name == "polygon")
    across, down = view
    diagonal = math.hypot(across, down) / math.sqrt(2)

    def own(attribute: str, whole: float) -> float:
        return length(element.get(attribute), whole)

    if name == "line":
        ends = ((own("x1", across), own("y1", down)), (own("x2", across), own("y2", down)))
        return polygon(ends, closed=False)
    if name == "rect":
        return box(element, view)
    radii = (own("rx", across), own("ry", down))
    if name == "circle":
        radii = (own("r", diagonal), own("r", diagonal))
    return ellipse(own("cx", across), own("cy", down), *radii)


def path(text: str) -> Any:
    """A path of SVG; ValueError where it is damaged."""
    # Two numbers a segment at least, and two signs a number.
    if len(text) > 4 * MAX_SEGMENTS and len(_NUMBER.findall(text)) > 2 * MAX_SEGMENTS:
        raise too_intricate()
    made = pathops.Path()
    try:
        parse_path(text, made.getPen(allow_open_paths=True))
    except doors.OUTLINE.faults() as fault:
        raise ValueError("path data") from fault
    return made


def polygon(corners: Iterable[tuple[float, float]], *, closed: bool) -> Any:
    """A path through these corners."""
    made = pathops.Path()
    to = made.moveTo
    for x, y in corners:
        to(x, y)
        to = made.lineTo
    if closed and to == made.lineTo:
        made.close()
    return made


def ellipse(x: float, y: float, rx: float, ry: float) -> Any:
    """An ellipse round a middle, in four cubic curves."""
    made = pathops.Path()
    if rx <= 0 or ry <= 0:
        return made
    k, m = rx * KAPPA, ry * KAPPA
    made.moveTo(x + rx, y)
    made.cubicTo(x + rx, y + m, x + k, y + ry, x, y + ry)
    made.cubicTo(x - k, y + ry, x - rx, y + m, x - rx, y)
    made.cubicTo(x - rx, y - m, x - k, y - ry, x, y - ry)
    made.cubicTo(x + k, y - ry, x + rx, y - m, x + rx, y)
    made.close()
    return made


def too_intricate() -> Exception:
    """A drawing of more segments than any page needs."""
    return too_much("线段和曲线", "lines and curves", f"{MAX_SEGMENTS} 段", str(MAX_SEGMENTS))


def box(element: Any, view: tuple[float, float]) -> Any:
    """A rectangle, its corners round where it says so."""
    across, down = view
    x, y = length(element.get("x"), across), length(element.get("y"), down)
    wide, high = length(element.get("width"), across), length(element.get("height"), down)
    rx, ry = (length(element.get(n), w, default=-1) for n, w in (("rx", across), ("ry", down)))
    if wide <= 0 or high <= 0:
        return pathops.Path()
    rx, ry = (ry if rx < 0 else rx), (rx if ry < 0 else ry)
    rx, ry = min(max(rx, 0), wide / 2), min(max(ry, 0), high / 2)
    right, foot = x + wide, y + high
    if not rx or not ry:
        return polygon(((x, y), (right, y), (right, foot), (x, foot)), closed=True)
    made = pathops.Path()
    k, m = rx * (1 - KAPPA), ry * (1 - KAPPA)
    made.moveTo(x + rx, y)
    made.lineTo(right - rx, y)
    made.cubicTo(right - k, y, right, y + m, right, y + ry)
    made.lineTo(right, foot - ry)
    made.cubicTo(right, foot - m, right - k, foot, right - rx, foot)
    made.lineTo(x + rx, foot)
    made.cubicTo(x + k, foot, x, foot - m, x, foot - ry)
    made.lineTo(x, y + ry)
    made.cubicTo(x, y + m, x + k, y, x + rx, y)
    made.close()
    return made
