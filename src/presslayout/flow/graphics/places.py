"""A dot for each place, over the outline of its land or a plain grid; names where there is room."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt
from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, WHITE
from presslayout.edition.page import Shape, Stroke, circle
from presslayout.flow.graphics.easel import FINE, Plotted, bar, line, small, touching
from presslayout.issue.graphics import TextKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.flow.graphics.easel import Easel, Label, Written
    from presslayout.issue.graphics import Graphic, Outline

# The land: a light tint, its edge a hairline.
LAND, EDGE = 90, 450
# Dots without numbers, and the largest and the least of those that have them.
PLAIN, LARGEST, SMALLEST = pt("2.5"), pt(11), pt("1.5")
# The grid behind places without an outline: so many lines across.
LINES = 6
# A map is so high at most, in per mille of its width.
HIGHEST = 900
# A degree east is so much of a degree north, in per mille, by the degree: the cosine from 0 to 80.
_COSINES = (1000, 985, 940, 866, 766, 643, 500, 342, 174)
# Where a name may stand beside its dot, the best first: across and down, in halves of its own size.
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))


@frozen
class _Chart:
    """How coordinates become places on the map: shifted, then scaled by a fraction."""

    left: int
    top: int
    across: Fraction
    down: Fraction
    x: Length
    y: Length
    flipped: bool

    def at(self, spot: tuple[int, int]) -> tuple[Length, Length]:
        x, y = spot
        y = -y if self.flipped else y
        return (
            self.x + int((x - self.left) * self.across),
            self.y + int((y - self.top) * self.down),
        )


def drawn(graphic: Graphic, easel: Easel, high: Length | None) -> Plotted | None:
    """The land, its dots and their names."""
    texts = [_told(graphic, easel, n) for n in range(len(graphic.entries))]
    labels = [one for one in texts if one is not None]
    if len(labels) < len(texts):
        return None
    chart, height = _chart(graphic, easel, high)
    if height < 4 * easel.pitch:
        return None
    radii = _radii(graphic)
    dots = [
        (*chart.at(entry.spot), radius)
        for entry, radius in zip(graphic.entries, radii, strict=True)
        if entry.spot is not None
    ]
    words = _placed(labels, dots, (easel.width, height), easel.gap // 2)
    if words is None:
        return None
    shapes = list(_land(graphic.outline, chart) if graphic.outline else _grid(easel, height))
    order = sorted(range(len(dots)), key=lambda n: (-dots[n][2], n))
    edge = Stroke(WHITE, 2 * FINE)
    shapes += [Shape(circle(*dots[n]), fill=easel.accent, stroke=edge) for n in order]
    return Plotted(tuple(shapes), tuple(words), height)


def _told(graphic: Graphic, easel: Easel, number: int) -> tuple[Label, ...] | None:
    """A place's name, and its number below it."""
    entry = graphic.entries[number]
    keys = [((TextKind.NAME, number, 0), entry.name)]
    keys += [((TextKind.VALUE, number, 0), one.text) for one in entry.quantities]
    made = [small(easel, text, key, easel.width // 2) for key, text in keys]
    found = tuple(one for one in made if one is not None)
    return found if len(found) == len(made) else None


def _radii(graphic: Graphic) -> list[Length]:
    """Dots whose areas are as their numbers."""
    values = [entry.quantities[0].value if entry.quantities else None for entry in graphic.entries]
    most = max((v for v in values if v is not None), default=0)
    return [
        PLAIN if v is None or not most else max(isqrt(LARGEST * LARGEST * v // most), SMALLEST)
        for v in values
    ]


def _chart(graphic: Graphic, easel: Easel, high: Length | None) -> tuple[_Chart, Length]:
    """How coordinates are laid out in the width, and the height that this takes."""
    flipped = graphic.geographic
    spots = [entry.spot for entry in graphic.entries if entry.spot is not None]
    land = [
        (int(one), int(two))
        for segment in graphic.outline
        for one, two in zip(segment[1::2], segment[2::2], strict=True)
    ]
    xs = [x for x, _ in (*spots, *land)]
    ys = [-y if flipped else y for _, y in (*spots, *land)]
    wide, deep = max(max(xs) - min(xs), 1), max(max(ys) - min(ys), 1)
    squeeze = Fraction(1)
    if flipped:
        middle = abs((max(ys) + min(ys)) // 2) // 10_000_000
        squeeze = Fraction(_COSINES[min(middle, len(_COSINES) - 1)], 1000)
    # Names of places at the edge need room beside the land.
    air = LARGEST + easel.gap
    side = air if graphic.outline else max(air, easel.width // 8)
    inner = easel.width - 2 * side
    scale = Fraction(inner) / (wide * squeeze)
    most = (high if high is not None else easel.width * HIGHEST // 1000) - 2 * air
    scale = max(min(scale, Fraction(most, deep)), Fraction(0))
    height = high if high is not None else int(deep * scale) + 2 * air
    x = (easel.width - int(wide * squeeze * scale)) // 2
    y = (height - int(deep * scale)) // 2
    return _Chart(min(xs), min(ys), scale * squeeze, scale, x, y, flipped), height


def _land(outline: Outline, chart: _Chart) -> Iterator[Shape]:
    path = tuple(
        (
            segment[0],
            *(
                n
                for one, two in zip(segment[1::2], segment[2::2], strict=True)
                for n in chart.at((int(one), int(two)))
            ),
        )
        for segment in outline
    )
    yield Shape(path, fill=BLACK.tinted(LAND), stroke=Stroke(BLACK.tinted(EDGE), FINE * 2))


def _grid(easel: Easel, height: Length) -> Iterator[Shape]:
    """Squares of tint, parted by lines of paper: names are read across them."""
    stroke, side = Stroke(WHITE, 2 * FINE), easel.width // LINES
    yield bar(0, 0, easel.width, height, BLACK.tinted(LAND))
    for n in range(1, LINES):
        yield line(n * side, 0, n * side, height, stroke)
    down = max(height // side, 1)
    for n in range(1, down):
        y = height * n // down
        yield line(0, y, easel.width, y, stroke)


def _placed(
    labels: list[tuple[Label, ...]],
    dots: list[tuple[Length, Length, Length]],
    room: tuple[Length, Length],
    gap: Length,
) -> list[Written] | None:
    """Every name beside its dot, off all dots and all other names; None where one finds no place."""
    round_dots = [Box(x - r, y - r, 2 * r, 2 * r) for x, y, r in dots]
    taken: dict[int, Box] = {}
    order = sorted(range(len(dots)), key=lambda n: (-dots[n][2], n))
    for n in order:
        wide = max(one.heading.width for one in labels[n])
        deep = sum(one.height for one in labels[n]) + (len(labels[n]) - 1) * gap
        found = next(
            (
                box
                for box in _beside(dots[n], (wide, deep), gap)
                if _inside(box, room)
                and not any(touching(box, dot, gap // 2) for dot in round_dots)
                and not any(touching(box, other, gap) for other in taken.values())
            ),
            None,
        )
        if found is None:
            return None
        taken[n] = found
    words: list[Written] = []
    for n, box in sorted(taken.items()):
        y = box.y
        align = "end" if box.right <= dots[n][0] else "start"
        if box.x < dots[n][0] < box.right:
            align = "center"
        for one in labels[n]:
            words.append(replace(one, x=box.x, y=y, width=box.width, align=align))
            y += one.height + gap
    return words


def _beside(
    dot: tuple[Length, Length, Length], size: tuple[Length, Length], gap: Length
) -> Iterator[Box]:
    """Places for a name round its dot, near ones before farther ones."""
    x, y, radius = dot
    wide, deep = size
    for far in (1, 3):
        off = radius + gap * far
        for across, down in _SIDES:
            left = {1: x + off, -1: x - off - wide, 0: x - wide // 2}[across]
            if across:
                top = y - deep // 2 + down * (deep // 2 + off // 2)
            else:
                top = y + off if down > 0 else y - off - deep
            yield Box(left, top, wide, deep)


def _inside(box: Box, room: tuple[Length, Length]) -> bool:
    return box.x >= 0 and box.y >= 0 and box.right <= room[0] and box.bottom <= room[1]
