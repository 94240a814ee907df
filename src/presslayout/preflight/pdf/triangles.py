"""Meshes laid on plates: triangles, each with planes of ink that lean as its corners say."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from presslayout.base.values import distinct
from presslayout.preflight.pdf import inks, meshes
from presslayout.preflight.pdf.drawn_plates import freed
from presslayout.preflight.pdf.regions import BARS, mask
from presslayout.preflight.pdf.shadings import Shading, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw as Draw

    from presslayout.preflight.pdf.bulk import Meter
    from presslayout.preflight.pdf.matrix import Point

    Placed = Callable[[float, float], Point]
    Size = tuple[int, int]
    Box = tuple[int, int, int, int]

# Meshes are drawn finer, without soft edges, so that triangles meet: the smaller the finer.
_FINEST, _FINER, _LARGE = 4, 2, 200_000
_MARGIN = 64
# What it takes (see bulk.Meter): a triangle, and a pixel of one.
_TRIANGLE, _PIXEL = 80_000, 4
# The one plane of a mesh whose numbers a function makes colours of.
_NUMBER = "t"


def meshed(
    shading: Shading, placed: Placed, size: Size, work: Meter
) -> tuple[dict[str, Image], Image]:
    """The inks of a mesh in a window of the plates, and where it paints there."""
    from PIL import Image

    times = _FINEST if size[0] * size[1] <= _LARGE else _FINER
    where, table = shading.where, _table(shading)
    inked: tuple[str, ...] = (_NUMBER,)
    if table is None:
        inked = names([inks.colour(where, [0.0] * where.components)])
    whole = (size[0] * times, size[1] * times)
    drawn = _Drawn.of(inked, whole)

    def fine(x: float, y: float) -> Point:
        across, down = placed(x, y)
        return across * times, down * times

    shapes: list[list[Point]] = []
    for corners in meshes.triangles(shading.entries, where.components, fine):
        work.spend(_TRIANGLE)
        spots = [spot for spot, _ in corners]
        box = _box(spots, whole)
        if box[0] >= box[2] or box[1] >= box[3]:
            continue
        work.spend((box[2] - box[0]) * (box[3] - box[1]) * _PIXEL * len(inked))
        shapes.append([(x / times, y / times) for x, y in spots])
        numbers = [values for _, values in corners]
        if table is not None:
            shares = [{_NUMBER: share} for share in _shares(numbers, shading.range)]
        else:
            shares = [inks.inks(where, values) for values in numbers]
        drawn.add(spots, shares, box)
    planes = drawn.planes if table is None else drawn.toned(table)
    cover = drawn.covering.reduce(times)
    made = {name: freed(tones.reduce(times), cover) for name, tones in planes.items()}
    shown, edges = Image.new("L", size), mask(shapes, (0, 0, *size), BARS)
    if edges is not None:
        shown.paste(*edges)
    return made, shown


@distinct
class _Drawn:
    """A mesh under way, some times finer than the plates: the tones of its inks, what it covers."""

    planes: dict[str, Image]
    covering: Image
    draws: dict[str, Draw]
    cover: Draw

    @classmethod
    def of(cls, names: Iterable[str], whole: Size) -> _Drawn:
        """One of these inks that has not begun."""
        from PIL import Image, ImageDraw

        planes, covering = {name: Image.new("L", whole) for name in names}, Image.new("L", whole)
        draws = {name: ImageDraw.Draw(tones) for name, tones in planes.items()}
        return cls(planes, covering, draws, ImageDraw.Draw(covering))

    def add(self, spots: list[Point], shares: list[dict[str, float]], box: Box) -> None:
        """One triangle, its inks from 0 to 1 at each of its corners."""
        from PIL import Image, ImageDraw

        self.cover.polygon(spots, fill=255)
        shape = None
        for name, tones in self.planes.items():
            levels = [share.get(name, 0.0) * 255 for share in shares]
            if _is_flat(levels):
                self.draws[name].polygon(spots, fill=round(sum(levels) / 3))
                continue
            if shape is None:
                shape = Image.new("L", (box[2] - box[0], box[3] - box[1]))
                corners = [(x - box[0], y - box[1]) for x, y in spots]
                ImageDraw.Draw(shape).polygon(corners, fill=255)
            tones.paste(_leaning(spots, levels, box), box[:2], shape)

    def toned(self, table: dict[str, list[int]]) -> dict[str, Image]:
        """The tones of inks that a function makes of the one plane of numbers."""
        from PIL import ImageChops

        found = {name: self.planes[_NUMBER].point(tones) for name, tones in table.items()}
        return {name: ImageChops.multiply(tones, self.covering) for name, tones in found.items()}


def _box(spots: list[Point], whole: Size) -> Box:
    """The pixels that a triangle reaches."""
    return (
        max(int(min(x for x, _ in spots)), 0),
        max(int(min(y for _, y in spots)), 0),
        min(int(max(x for x, _ in spots)) + 2, whole[0]),
        min(int(max(y for _, y in spots)) + 2, whole[1]),
    )


def _shares(numbers: Sequence[Sequence[float]], span: tuple[float, float]) -> list[float]:
    """Where the first number of each corner stands between the lowest and the highest."""
    low, high = span
    return [(values[0] - low) / (high - low) if high > low else 0.0 for values in numbers]


def _table(shading: Shading) -> dict[str, list[int]] | None:
    """By ink, the tones of 256 steps of a mesh's function; None of one that has none."""
    if "/Function" not in shading.entries:
        return None
    found = shading.along(*shading.range, steps=256)
    return {name: [round(one.inks.get(name, 0.0) * 255) for one in found] for name in names(found)}


def _is_flat(levels: Sequence[float]) -> bool:
    """Whether there is no slope to be seen."""
    return max(levels) - min(levels) < 0.5  # noqa: PLR2004


def _leaning(
    spots: Sequence[Point], levels: Sequence[float], box: tuple[int, int, int, int]
) -> Image:
    """A plane of tones through three of them, in a box."""
    from PIL import Image

    size = (box[2] - box[0], box[3] - box[1])
    leans = plane(spots, levels)
    if leans is None:
        return Image.new("L", size, round(sum(levels) / 3))
    across, down, here = leans
    here += box[0] * across + box[1] * down
    # Row n of the ramp has tone n; the rows around it keep what runs over its ends.
    return _ramp().transform(
        size,
        Image.Transform.AFFINE,
        (0, 0, 1, across, down, here + _MARGIN + 0.5),
        Image.Resampling.NEAREST,
    )


@cache
def _ramp() -> Image:
    """Every tone in a row of its own: made once, for all triangles of all meshes."""
    from PIL import Image

    tones = [*[0] * _MARGIN, *range(256), *[255] * _MARGIN]
    return Image.frombytes("L", (2, len(tones)), bytes(tone for tone in tones for _ in range(2)))


def plane(spots: Sequence[Point], levels: Sequence[float]) -> tuple[float, float, float] | None:
    """How a plane through three levels rises across and down, and where it begins; None of a line."""
    (x0, y0), (x1, y1), (x2, y2) = spots
    det = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    if abs(det) < 1e-6:  # noqa: PLR2004  no triangle
        return None
    one, two = levels[1] - levels[0], levels[2] - levels[0]
    across = (one * (y2 - y0) - two * (y1 - y0)) / det
    down = (two * (x1 - x0) - one * (x2 - x0)) / det
    return across, down, levels[0] - x0 * across - y0 * down
