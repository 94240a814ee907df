"""Shadings as inks: axial and radial ones (ISO 32000-1, 8.7.4.5); meshes are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.verify import inks
from presslayout.verify.functions import evaluated
from presslayout.verify.matrix import Matrix, applied

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.verify.matrix import Point

_AXIAL, _RADIAL = 2, 3
# As many steps as newsprint shows tones.
STEPS = 64
_NOTHING = 255
_FAR = 1e5
_SIDES = 40


def colours(shading: Any, resources: Any = None) -> list[inks.Colour]:
    """The colours along an axial or radial shading; none for other kinds."""
    if int(shading.get("/ShadingType", 0)) not in (_AXIAL, _RADIAL):
        return []
    where = inks.space(shading["/ColorSpace"], resources)
    low, high = (float(v) for v in shading.get("/Domain", [0, 1]))
    shares = [low + (high - low) * at / (STEPS - 1) for at in range(STEPS)]
    return [inks.colour(where, evaluated(shading["/Function"], [share])) for share in shares]


def laid(
    shading: Any,
    matrix: Matrix,
    pixel: Callable[[float, float], Point],
    window: tuple[tuple[int, int], tuple[int, int]],
) -> tuple[dict[str, Any], Any] | None:
    """A shading's inks in a window of the plates and where it paints; None for other kinds."""
    from PIL import Image, ImageDraw

    found = colours(shading)
    if not found:
        return None
    (left, top), size = window
    before, after = (bool(v) for v in shading.get("/Extend", [False, False]))
    steps = Image.new("L", size, _NOTHING)
    draw = ImageDraw.Draw(steps)

    def placed(x: float, y: float) -> Point:
        across, down = pixel(*applied(matrix, x, y))
        return across - left, down - top

    numbers = [float(v) for v in shading["/Coords"]]
    if int(shading["/ShadingType"]) == _AXIAL:
        _bands(draw, numbers, placed, before=before, after=after)
    else:
        _circles(draw, numbers, placed, before=before, after=after, size=size)
    names = dict.fromkeys(name for one in found for name in one.inks)
    made = {}
    for name in names:
        table = [round(one.inks.get(name, 0.0) * 255) for one in found]
        made[name] = steps.point([*table, *[0] * (256 - len(table))])
    return made, steps.point([255] * STEPS + [0] * (256 - STEPS))


def _bands(draw: Any, numbers: list[float], placed: Any, *, before: bool, after: bool) -> None:
    x0, y0, x1, y1 = numbers
    along = (x1 - x0, y1 - y0)
    length = (along[0] ** 2 + along[1] ** 2) ** 0.5
    if not length:
        return
    off = (-along[1] / length * _FAR, along[0] / length * _FAR)
    for step in range(STEPS):
        low, high = step / STEPS, (step + 1) / STEPS
        if before and step == 0:
            low = -_FAR / length
        if after and step == STEPS - 1:
            high = _FAR / length
        spots = []
        for share, side in ((low, 1), (high, 1), (high, -1), (low, -1)):
            x, y = x0 + along[0] * share, y0 + along[1] * share
            spots.append(placed(x + side * off[0], y + side * off[1]))
        draw.polygon(spots, fill=step)


def _circles(
    draw: Any,
    numbers: list[float],
    placed: Any,
    *,
    before: bool,
    after: bool,
    size: tuple[int, int],
) -> None:
    import math

    x0, y0, r0, x1, y1, r1 = numbers
    if after and r1 >= r0:
        draw.rectangle((0, 0, *size), fill=STEPS - 1)
    elif before and r0 > r1:
        draw.rectangle((0, 0, *size), fill=0)
    steps = list(range(STEPS))
    # The larger first, so that the smaller stays to be seen inside it.
    for step in reversed(steps) if r1 >= r0 else steps:
        share = step / (STEPS - 1)
        x, y, r = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share, r0 + (r1 - r0) * share
        spots = [
            placed(
                x + r * math.cos(2 * math.pi * at / _SIDES),
                y + r * math.sin(2 * math.pi * at / _SIDES),
            )
            for at in range(_SIDES)
        ]
        draw.polygon(spots, fill=step)
