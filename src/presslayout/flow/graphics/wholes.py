"""Parts of a whole: one bar in parts, or a ring; what each part is stands beside it."""

from __future__ import annotations

from math import cos, pi, sin, tan
from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.edition.page import Shape
from presslayout.flow.graphics.easel import Plotted, bar, label, small
from presslayout.issue.graphics import TextKind

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.flow.graphics.easel import Easel, Label, Written
    from presslayout.issue.graphics import Graphic

# Parts are parted by paper.
PARTED = pt("0.75")
# The bar's height in per mille of a row, and that of a line of names below it.
BAR, NAMED = 1600, 1250
# A ring is so many rows high and takes so much of the width at most; its hole so much of its radius.
ROWS, WIDEST, HOLE = 9, 480, 560


def bar_in_parts(graphic: Graphic, easel: Easel, high: Length | None) -> Plotted | None:
    """One bar as wide as there is room, and its parts' names and numbers below."""
    named = _named(graphic, easel, easel.width)
    if named is None:
        return None
    deep = easel.pitch * BAR // 1000
    below = deep + easel.size * 2 // 3
    if high is not None:
        deep = max(min(high - named.height - easel.size * 2 // 3, 2 * deep), deep)
        below = deep + easel.size * 2 // 3
        if below + named.height > high:
            return None
    values = [entry.quantities[0].value for entry in graphic.entries]
    total, run = sum(values), 0
    shapes: list[Shape] = []
    for n, value in enumerate(values):
        left, right = (easel.width * edge // total for edge in (run, run + value))
        run += value
        wide = right - left - (PARTED if n < len(values) - 1 else 0)
        if wide > 0:
            shapes.append(bar(left, 0, wide, deep, easel.ink(n)))
    beside = named.moved(0, below)
    return Plotted((*shapes, *beside.shapes), beside.words, below + named.height)


def ring(graphic: Graphic, easel: Easel, high: Length | None) -> Plotted | None:
    """A ring from noon on, and its parts' names and numbers beside it, or below."""
    across = min(easel.width * WIDEST // 1000, ROWS * easel.pitch)
    if high is not None:
        across = min(high, easel.width * WIDEST // 1000)
    space = easel.width - across - 2 * easel.size
    named = _named(graphic, easel, space, 1)
    if named is not None and (high is None or named.height <= high):
        height = max(across, named.height) if high is None else high
        beside = named.moved(across + 2 * easel.size, (height - named.height) // 2)
        shapes = _ring(graphic, easel, (across // 2, height // 2), across // 2)
        return Plotted((*shapes, *beside.shapes), beside.words, height)
    named = _named(graphic, easel, easel.width)
    if named is None:
        return None
    across = min(easel.width, ROWS * easel.pitch)
    if high is not None:
        across = min(easel.width, high - named.height - easel.size)
    if across < 4 * easel.pitch:
        return None
    below = named.moved(0, across + easel.size)
    shapes = _ring(graphic, easel, (easel.width // 2, across // 2), across // 2)
    return Plotted((*shapes, *below.shapes), below.words, across + easel.size + named.height)


def _named(graphic: Graphic, easel: Easel, width: Length, most: int = 2) -> Plotted | None:
    """Swatch, name and number of every part, line by line; in two columns where they have room."""
    side = easel.small * 3 // 4
    sizes = (easel.small * 9 // 10, easel.small)
    names: list[Label] = []
    numbers: list[Label] = []
    for n, entry in enumerate(graphic.entries):
        name = small(easel, entry.name, (TextKind.NAME, n, 0), width - side - easel.gap)
        key = (TextKind.VALUE, n, 0)
        text = entry.quantities[0].text
        number = label(text, key, easel.strong, sizes, (max(width, 1), 1), easel.manner)
        if name is None or number is None:
            return None
        names.append(name)
        numbers.append(number)
    widest = max(one.heading.width for one in names), max(one.heading.width for one in numbers)
    taken = side + easel.gap + widest[0] + easel.size + widest[1]
    if taken > width:
        return None
    double = width >= 2 * taken + 3 * easel.size and len(names) > 2  # noqa: PLR2004
    columns = most if double else 1
    down = -(-len(names) // columns)
    step = easel.pitch * NAMED // 1000
    cell = (width - (columns - 1) * 3 * easel.size) // columns
    cell = min(cell, taken + 6 * easel.size)
    shapes: list[Shape] = []
    words: list[Written] = []
    for n, (name, number) in enumerate(zip(names, numbers, strict=True)):
        x, y = n // down * (cell + 3 * easel.size), n % down * step
        shapes.append(bar(x, y + (easel.small - side) // 2, side, side, easel.ink(n)))
        words.append(replace(name, x=x + side + easel.gap, y=y, width=name.heading.width))
        wide = number.heading.width
        words.append(replace(number, x=x + cell - wide, y=y, width=wide))
    return Plotted(tuple(shapes), tuple(words), (down - 1) * step + easel.small)


def _ring(
    graphic: Graphic, easel: Easel, middle: tuple[Length, Length], radius: Length
) -> list[Shape]:
    values = [entry.quantities[0].value for entry in graphic.entries]
    total, run = sum(values), 0
    shapes = []
    # The line of paper between two parts, as an angle on the outer edge.
    parted = PARTED / max(radius, 1) if sum(1 for v in values if v) > 1 else 0
    for n, value in enumerate(values):
        begin, end = (2 * pi * edge / total for edge in (run, run + value))
        run += value
        if end - begin > 2 * parted:
            shapes.append(_part(middle, radius, (begin + parted / 2, end - parted / 2), easel, n))
    return shapes


def _part(
    middle: tuple[Length, Length],
    radius: Length,
    angles: tuple[float, float],
    easel: Easel,
    number: int,
) -> Shape:
    """One part: the outer edge clockwise, the inner one back."""
    begin, end = angles
    inner = radius * HOLE // 1000
    first = _spot(middle, radius, begin)
    path: list[tuple[str | int, ...]] = [("M", *first)]
    path += _arc(middle, radius, begin, end)
    path.append(("L", *_spot(middle, inner, end)))
    path += _arc(middle, inner, end, begin)
    path.append(("Z",))
    return Shape(tuple(path), fill=easel.ink(number))


def _arc(
    middle: tuple[Length, Length], radius: Length, begin: float, end: float
) -> list[tuple[str | int, ...]]:
    """An arc in curves of an eighth of the circle at most."""
    count = max(round(abs(end - begin) / (pi / 4) + 0.5), 1)
    turn = (end - begin) / count
    handle = 4 / 3 * tan(turn / 4)
    made: list[tuple[str | int, ...]] = []
    for n in range(count):
        one, two = begin + n * turn, begin + (n + 1) * turn
        points = []
        for angle, sign in ((one, 1), (two, -1)):
            x, y = sin(angle), -cos(angle)
            points.append((x - sign * handle * y, y + sign * handle * x))
        bent = [round(middle[i] + radius * p[i]) for p in points for i in (0, 1)]
        made.append(("C", *bent, *_spot(middle, radius, two)))
    return made


def _spot(middle: tuple[Length, Length], radius: Length, angle: float) -> tuple[Length, Length]:
    return round(middle[0] + radius * sin(angle)), round(middle[1] - radius * cos(angle))
