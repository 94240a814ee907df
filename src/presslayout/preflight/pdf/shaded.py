"""Shadings laid on plates: by functions, axial and radial; meshes are `triangles`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.preflight.pdf.matrix import Matrix, applied, floats, inverse
from presslayout.preflight.pdf.regions import mask
from presslayout.preflight.pdf.shadings import (
    AXIAL,
    BY_FUNCTION,
    MESHES,
    RADIAL,
    SPOTS,
    STEPS,
    Shading,
    names,
)
from presslayout.preflight.pdf.triangles import meshed, plane

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw as Draw

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.matrix import Point
    from presslayout.preflight.pdf.triangles import Placed

# The tone that stands for no step.
_NOTHING = 255
_FAR = 1e5
_SIDES = 60
# What it takes (see bulk.Meter): a pixel.
_PIXEL = 4


def laid(
    shading: Shading,
    matrix: Matrix,
    pixel: Placed,
    window: tuple[tuple[int, int], tuple[int, int]],
    work: Meter,
) -> tuple[dict[str, Image], Image] | None:
    """A shading's inks in a window of the plates and where it paints; None for other kinds."""
    (left, top), size = window

    def placed(x: float, y: float) -> Point:
        across, down = pixel(*applied(matrix, x, y))
        return across - left, down - top

    work.spend(size[0] * size[1] * _PIXEL)
    if shading.kind in (AXIAL, RADIAL):
        return _stepped(shading, placed, size)
    if shading.kind == BY_FUNCTION:
        return _spread(shading, placed, size)
    return meshed(shading, placed, size, work) if shading.kind in MESHES else None


def _stepped(
    shading: Shading, placed: Placed, size: tuple[int, int]
) -> tuple[dict[str, Image], Image]:
    from PIL import Image, ImageDraw

    found = shading.within
    before, after = (bool(v) for v in shading.entries.get("/Extend", [False, False]))
    steps = Image.new("L", size, _NOTHING)
    numbers = [float(v) for v in shading.entries["/Coords"]]
    if shading.kind == AXIAL:
        _bands(steps, numbers, placed, before=before, after=after)
    else:
        draw = ImageDraw.Draw(steps)
        _circles(draw, numbers, placed, before=before, after=after, size=size)
    made = {}
    for name in names(found):
        table = [round(one.inks.get(name, 0.0) * 255) for one in found]
        made[name] = steps.point([*table, *[0] * (256 - len(table))])
    return made, steps.point([255] * STEPS + [0] * (256 - STEPS))


def _spread(
    shading: Shading, placed: Placed, size: tuple[int, int]
) -> tuple[dict[str, Image], Image]:
    """A function of two numbers, looked at here and there, spread over its domain's place."""
    from PIL import Image

    rows, entries = shading.looked_at, shading.entries
    x0, x1, y0, y1 = (float(v) for v in entries.get("/Domain", [0, 1, 0, 1]))
    own: Matrix = floats(entries["/Matrix"]) if "/Matrix" in entries else (1, 0, 0, 1, 0, 0)
    corners = [placed(*applied(own, x, y)) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    (ox, oy), (ax, ay), _, (bx, by) = corners
    spot: Matrix = (
        (ax - ox) / SPOTS,
        (ay - oy) / SPOTS,
        (bx - ox) / SPOTS,
        (by - oy) / SPOTS,
        ox,
        oy,
    )
    a, b, c, d, e, f = inverse(spot)
    covering = Image.new("L", size)
    found = mask([corners], (0, 0, *size))
    if found is not None:
        covering.paste(*found)
    made = {}
    for name in names([one for row in rows for one in row]):
        shares = [round(one.inks.get(name, 0.0) * 255) for row in rows for one in row]
        plane = Image.frombytes("L", (SPOTS, SPOTS), bytes(shares))
        # What lies between the outermost spots and the edge is as they are.
        wide = Image.new("L", (SPOTS + 2, SPOTS + 2))
        wide.paste(plane.resize(wide.size))
        wide.paste(plane, (1, 1))
        made[name] = wide.transform(
            size, Image.Transform.AFFINE, (a, c, e + 1, b, d, f + 1), Image.Resampling.BILINEAR
        )
    return made, covering


def _bands(
    steps: Image, numbers: list[float], placed: Placed, *, before: bool, after: bool
) -> None:
    """Straight across the axis, step by step from its start to its end."""
    from PIL import Image, ImageDraw

    x0, y0, x1, y1 = numbers
    along = (x1 - x0, y1 - y0)
    length = (along[0] ** 2 + along[1] ** 2) ** 0.5
    if not length:
        return
    off = (-along[1] / length * _FAR, along[0] / length * _FAR)
    draw = ImageDraw.Draw(steps)
    for share, further, shown, step in (
        (0.0, -_FAR / length, before, 0),
        (1.0, 1 + _FAR / length, after, STEPS - 1),
    ):
        if not shown:
            continue
        spots = []
        for at, side in ((share, 1), (further, 1), (further, -1), (share, -1)):
            x, y = x0 + along[0] * at, y0 + along[1] * at
            spots.append(placed(x + side * off[0], y + side * off[1]))
        draw.polygon(spots, fill=step)
    start, end, beside = placed(x0, y0), placed(x1, y1), placed(x0 - along[1], y0 + along[0])
    across = plane((start, end, beside), (0.0, STEPS, 0.0))
    if across is None:
        return
    ramp = Image.frombytes("L", (2, STEPS), bytes(at for at in range(STEPS) for _ in range(2)))
    drawn = ramp.transform(
        steps.size,
        Image.Transform.AFFINE,
        (0, 0, 1, *across),
        Image.Resampling.NEAREST,
        fillcolor=_NOTHING,
    )
    steps.paste(drawn, (0, 0), drawn.point([255] * STEPS + [0] * (256 - STEPS)))


def _circles(
    draw: Draw,
    numbers: list[float],
    placed: Placed,
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
