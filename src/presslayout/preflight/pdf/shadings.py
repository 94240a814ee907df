"""Shadings as inks: by functions, axial, radial and of meshes (ISO 32000-1, 8.7.4.5)."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from presslayout.preflight.pdf import inks, meshes
from presslayout.preflight.pdf.contours import BARS, mask
from presslayout.preflight.pdf.entries import whole
from presslayout.preflight.pdf.functions import Function, compiled
from presslayout.preflight.pdf.matrix import Matrix, applied, floats, inverse
from presslayout.preflight.pdf.plates import freed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.inks import Colour, Space
    from presslayout.preflight.pdf.matrix import Point

    Placed = Callable[[float, float], Point]

_BY_FUNCTION, _AXIAL, _RADIAL = 1, 2, 3
_MESHES = (meshes.FREE, meshes.LATTICE, meshes.COONS, meshes.TENSOR)
# As many steps as a plate has tones, but for one that stands for nothing.
STEPS = 255
_NOTHING = 255
_FAR = 1e5
_SIDES = 60
# Spots along each side at which a shading by a function is looked at.
_SPOTS = 48
# Meshes are drawn finer, without soft edges, so that triangles meet: the smaller the finer.
_FINEST, _FINER, _LARGE = 4, 2, 200_000
_MARGIN = 64
# What it takes (see bulk.Meter): reading a function, asking it, each of its steps; a corner and a
# triangle of a mesh, and a pixel of one.
_READ, _ASKED, _STEP = 1_000_000, 5_000, 300
_VERTEX, _TRIANGLE, _PIXEL = 8_000, 80_000, 4


class Shading:
    """A shading as a page meets it: what is reckoned of it is reckoned once, at the page's cost."""

    def __init__(
        self, entries: Any, resources: Any, meter: Meter, functions: dict[Any, Function]
    ) -> None:
        """`functions` are those that the page has met, by their objects."""
        self.entries = entries
        self.meter = meter
        self._resources = resources
        self._functions = functions

    @cached_property
    def kind(self) -> int:
        """The type that the standard numbers."""
        return whole(self.entries.get("/ShadingType"))

    @cached_property
    def where(self) -> Space:
        """The space of its colours."""
        return inks.space(self.entries["/ColorSpace"], self._resources)

    @cached_property
    def colours(self) -> list[Colour]:
        """The colours that it runs through: none between them is heavier than all of them."""
        if self.kind in (_AXIAL, _RADIAL):
            return self.along(*self.domain)
        if self.kind == _BY_FUNCTION:
            return [one for row in self.looked_at for one in row]
        if self.kind not in _MESHES:
            return []
        if "/Function" not in self.entries:
            self.meter.spend(_VERTEX * meshes.most_vertices(self.entries, self.where.components))
            found = meshes.corners(self.entries, self.where.components)
            return [inks.colour(self.where, values) for values in found]
        return self.along(*self.range)

    @cached_property
    def domain(self) -> tuple[float, float]:
        """The numbers at its ends."""
        low, high = (float(v) for v in self.entries.get("/Domain", [0, 1]))
        return low, high

    @cached_property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest number of a mesh that has a function."""
        low, high = (float(v) for v in list(self.entries["/Decode"])[4:6])
        return low, high

    @cached_property
    def function(self) -> Function:
        """What makes colours of numbers."""
        given = self.entries["/Function"]
        key = given.objgen if given.is_indirect else given.unparse()
        if key not in self._functions:
            self.meter.spend(_READ)
            self._functions[key] = compiled(given)
        return self._functions[key]

    def along(
        self, low: float, high: float, *, within: float = 0.0, steps: int = STEPS
    ) -> list[Colour]:
        """The colours of all steps, at their ends or so far `within` each."""
        last = steps - 1 if not within else steps
        self.meter.spend(steps * (_ASKED + _STEP * self.function.steps))
        shares = (low + (high - low) * (at + within) / last for at in range(steps))
        return [inks.colour(self.where, self.function(share)) for share in shares]

    @cached_property
    def looked_at(self) -> list[list[Colour]]:
        """The colours of a function of two numbers, row by row."""
        x0, x1, y0, y1 = (float(v) for v in self.entries.get("/Domain", [0, 1, 0, 1]))
        self.meter.spend(_SPOTS * _SPOTS * (_ASKED + _STEP * self.function.steps))
        xs = [x0 + (x1 - x0) * (at + 0.5) / _SPOTS for at in range(_SPOTS)]
        ys = [y0 + (y1 - y0) * (at + 0.5) / _SPOTS for at in range(_SPOTS)]
        return [[inks.colour(self.where, self.function(x, y)) for x in xs] for y in ys]

    @cached_property
    def within(self) -> list[Colour]:
        """The colours of the middles of its steps."""
        return self.along(*self.domain, within=0.5)


def laid(
    shading: Shading,
    matrix: Matrix,
    pixel: Placed,
    window: tuple[tuple[int, int], tuple[int, int]],
    work: Meter,
) -> tuple[dict[str, Any], Any] | None:
    """A shading's inks in a window of the plates and where it paints; None for other kinds."""
    (left, top), size = window

    def placed(x: float, y: float) -> Point:
        across, down = pixel(*applied(matrix, x, y))
        return across - left, down - top

    work.spend(size[0] * size[1] * _PIXEL)
    if shading.kind in (_AXIAL, _RADIAL):
        return _stepped(shading, placed, size)
    if shading.kind == _BY_FUNCTION:
        return _spread(shading, placed, size)
    return _meshed(shading, placed, size, work) if shading.kind in _MESHES else None


def _names(found: Sequence[Colour]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in found for name in one.inks))


def _stepped(shading: Shading, placed: Placed, size: tuple[int, int]) -> tuple[dict[str, Any], Any]:
    from PIL import Image, ImageDraw

    found = shading.within
    before, after = (bool(v) for v in shading.entries.get("/Extend", [False, False]))
    steps = Image.new("L", size, _NOTHING)
    numbers = [float(v) for v in shading.entries["/Coords"]]
    if shading.kind == _AXIAL:
        _bands(steps, numbers, placed, before=before, after=after)
    else:
        draw = ImageDraw.Draw(steps)
        _circles(draw, numbers, placed, before=before, after=after, size=size)
    made = {}
    for name in _names(found):
        table = [round(one.inks.get(name, 0.0) * 255) for one in found]
        made[name] = steps.point([*table, *[0] * (256 - len(table))])
    return made, steps.point([255] * STEPS + [0] * (256 - STEPS))


def _spread(shading: Shading, placed: Placed, size: tuple[int, int]) -> tuple[dict[str, Any], Any]:
    """A function of two numbers, looked at here and there, spread over its domain's place."""
    from PIL import Image

    rows, entries = shading.looked_at, shading.entries
    x0, x1, y0, y1 = (float(v) for v in entries.get("/Domain", [0, 1, 0, 1]))
    own: Matrix = floats(entries["/Matrix"]) if "/Matrix" in entries else (1, 0, 0, 1, 0, 0)
    corners = [placed(*applied(own, x, y)) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
    (ox, oy), (ax, ay), _, (bx, by) = corners
    spot: Matrix = (
        (ax - ox) / _SPOTS,
        (ay - oy) / _SPOTS,
        (bx - ox) / _SPOTS,
        (by - oy) / _SPOTS,
        ox,
        oy,
    )
    a, b, c, d, e, f = inverse(spot)
    covering = Image.new("L", size)
    found = mask([corners], (0, 0, *size))
    if found is not None:
        covering.paste(*found)
    made = {}
    for name in _names([one for row in rows for one in row]):
        shares = [round(one.inks.get(name, 0.0) * 255) for row in rows for one in row]
        plane = Image.frombytes("L", (_SPOTS, _SPOTS), bytes(shares))
        # What lies between the outermost spots and the edge is as they are.
        wide = Image.new("L", (_SPOTS + 2, _SPOTS + 2))
        wide.paste(plane.resize(wide.size))
        wide.paste(plane, (1, 1))
        made[name] = wide.transform(
            size, Image.Transform.AFFINE, (a, c, e + 1, b, d, f + 1), Image.Resampling.BILINEAR
        )
    return made, covering


def _meshed(
    shading: Shading, placed: Placed, size: tuple[int, int], work: Meter
) -> tuple[dict[str, Any], Any]:
    """Triangles, each with planes of ink that lean as its corners say."""
    from PIL import Image, ImageChops, ImageDraw

    times = _FINEST if size[0] * size[1] <= _LARGE else _FINER

    def fine(x: float, y: float) -> Point:
        across, down = placed(x, y)
        return across * times, down * times

    whole = (size[0] * times, size[1] * times)
    where, table = shading.where, _table(shading)
    names = ("t",) if table is not None else _names([inks.colour(where, [0.0] * where.components)])
    planes = {name: Image.new("L", whole) for name in names}
    covering = Image.new("L", whole)
    low, high = shading.range
    shapes: list[list[Point]] = []
    for corners in meshes.triangles(shading.entries, where.components, fine):
        spots = [spot for spot, _ in corners]
        box = (
            max(int(min(x for x, _ in spots)), 0),
            max(int(min(y for _, y in spots)), 0),
            min(int(max(x for x, _ in spots)) + 2, whole[0]),
            min(int(max(y for _, y in spots)) + 2, whole[1]),
        )
        work.spend(_TRIANGLE)
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        work.spend((box[2] - box[0]) * (box[3] - box[1]) * _PIXEL * len(names))
        shapes.append([(x / times, y / times) for x, y in spots])
        shape = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        ImageDraw.Draw(shape).polygon([(x - box[0], y - box[1]) for x, y in spots], fill=255)
        covering.paste(255, box[:2], shape)
        if table is not None:
            shares = [{"t": (v[0] - low) / (high - low) if high > low else 0.0} for _, v in corners]
        else:
            shares = [inks.inks(where, values) for _, values in corners]
        for name, plane in planes.items():
            levels = [share.get(name, 0.0) * 255 for share in shares]
            plane.paste(_leaning(spots, levels, box), box[:2], shape)
    if table is not None:
        planes = {name: planes["t"].point(tones) for name, tones in table.items()}
        planes = {name: ImageChops.multiply(plane, covering) for name, plane in planes.items()}
    cover = covering.reduce(times)
    made = {name: freed(plane.reduce(times), cover) for name, plane in planes.items()}
    shown, edges = Image.new("L", size), mask(shapes, (0, 0, *size), BARS)
    if edges is not None:
        shown.paste(*edges)
    return made, shown


def _table(shading: Shading) -> dict[str, list[int]] | None:
    """By ink, the tones of 256 steps of a mesh's function; None of one that has none."""
    if "/Function" not in shading.entries:
        return None
    found = shading.along(*shading.range, steps=256)
    return {name: [round(one.inks.get(name, 0.0) * 255) for one in found] for name in _names(found)}


def _leaning(
    spots: Sequence[Point], levels: Sequence[float], box: tuple[int, int, int, int]
) -> Any:
    """A plane of tones through three of them, in a box."""
    from PIL import Image

    size = (box[2] - box[0], box[3] - box[1])
    plane = _plane(spots, levels)
    if plane is None or max(levels) - min(levels) < 0.5:  # noqa: PLR2004  no slope to be seen
        return Image.new("L", size, round(sum(levels) / 3))
    across, down, here = plane
    here += box[0] * across + box[1] * down
    # Row n of the ramp has tone n; the rows around it keep what runs over its ends.
    return _ramp().transform(
        size,
        Image.Transform.AFFINE,
        (0, 0, 1, across, down, here + _MARGIN + 0.5),
        Image.Resampling.NEAREST,
    )


@cache
def _ramp() -> Any:
    """Every tone in a row of its own: made once, for all triangles of all meshes."""
    from PIL import Image

    tones = [*[0] * _MARGIN, *range(256), *[255] * _MARGIN]
    return Image.frombytes("L", (2, len(tones)), bytes(tone for tone in tones for _ in range(2)))


def _bands(steps: Any, numbers: list[float], placed: Any, *, before: bool, after: bool) -> None:
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
    plane = _plane((start, end, beside), (0.0, STEPS, 0.0))
    if plane is None:
        return
    ramp = Image.frombytes("L", (2, STEPS), bytes(at for at in range(STEPS) for _ in range(2)))
    drawn = ramp.transform(
        steps.size,
        Image.Transform.AFFINE,
        (0, 0, 1, *plane),
        Image.Resampling.NEAREST,
        fillcolor=_NOTHING,
    )
    steps.paste(drawn, (0, 0), drawn.point([255] * STEPS + [0] * (256 - STEPS)))


def _plane(spots: Sequence[Point], levels: Sequence[float]) -> tuple[float, float, float] | None:
    """How a plane through three levels rises across and down, and where it begins; None of a line."""
    (x0, y0), (x1, y1), (x2, y2) = spots
    det = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    if abs(det) < 1e-6:  # noqa: PLR2004  no triangle
        return None
    one, two = levels[1] - levels[0], levels[2] - levels[0]
    across = (one * (y2 - y0) - two * (y1 - y0)) / det
    down = (two * (x1 - x0) - one * (x2 - x0)) / det
    return across, down, levels[0] - x0 * across - y0 * down


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
