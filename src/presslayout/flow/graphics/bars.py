"""Bars that lie and columns that stand: one for each number, side by side where there are series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Stroke
from presslayout.flow.graphics.easel import AXIS, Plotted, bar, line, small
from presslayout.issue.graphics import TextKind

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.edition.page import Shape
    from presslayout.flow.graphics.easel import Easel, Label, Written
    from presslayout.issue.graphics import Graphic

# Names of lying bars take so much of the width at most, the longest bar so much of it at least, in
# per mille.
NAMES, REACH = 400, 200
# One entry is so many rows high in per mille: alone, and for each of several series, with the air
# between entries.
SINGLE, EACH, BETWEEN = 1350, 850, 500
# Where there are rows to spare an entry is so much higher at most, in per mille.
TALLEST = 2200
# A bar fills so much of its place, in per mille.
FULL = 640
# Standing columns: how high they are beside their width, and the widest one beside its text.
HIGH, WIDEST = 480, 4
# Columns of a group are parted by this.
PARTED = pt("0.5")


@frozen
class _Reading:
    """The numbers of a chart with their labels, entry by entry and series by series."""

    values: tuple[tuple[int, ...], ...]
    labels: tuple[tuple[Label, ...], ...]

    @property
    def flat(self) -> list[tuple[int, Label]]:
        return [
            pair
            for row, labels in zip(self.values, self.labels, strict=True)
            for pair in zip(row, labels, strict=True)
        ]


def _read(graphic: Graphic, easel: Easel, width: Length) -> _Reading | None:
    """The numbers set in their size; None where one is wider than it may be."""
    values, labels = [], []
    for number, entry in enumerate(graphic.entries):
        made = [
            small(easel, one.text, (TextKind.VALUE, number, n), width)
            for n, one in enumerate(entry.quantities)
        ]
        found = tuple(one for one in made if one is not None)
        if len(found) < len(made):
            return None
        values.append(tuple(one.value for one in entry.quantities))
        labels.append(found)
    return _Reading(tuple(values), tuple(labels))


def lying(graphic: Graphic, easel: Easel, high: Length | None) -> Plotted | None:
    """Bars from left to right, each with its name before it and its number behind it."""
    count, series = len(graphic.entries), max(len(graphic.series), 1)
    natural = easel.pitch * (SINGLE if series == 1 else EACH * series + BETWEEN) // 1000
    step = min(high // count, natural * TALLEST // 1000) if high is not None else natural
    air = step // 5 if series > 1 else 0
    place = (step - air) // series
    if place * 1000 < easel.small * 1050:
        return None
    room = easel.width * NAMES // 1000
    names = [
        small(
            easel,
            entry.name,
            (TextKind.NAME, n, 0),
            room,
            2 if step > easel.small * 5 // 2 else 1,
        )
        for n, entry in enumerate(graphic.entries)
    ]
    found = [one for one in names if one is not None]
    numbers = _read(graphic, easel, easel.width // 2)
    if len(found) < count or numbers is None:
        return None
    left = max(one.heading.width for one in found) + 2 * easel.gap
    reach = _reach(numbers, easel.width - left, easel.gap)
    if reach is None:
        return None
    zero, longest = left + reach[0], reach[1]
    most = max(abs(value) for value, _ in numbers.flat) or 1
    shapes: list[Shape] = []
    words: list[Written] = []
    for n, (name, row, labels) in enumerate(
        zip(found, numbers.values, numbers.labels, strict=True)
    ):
        top = n * step
        words.append(
            replace(name, y=top + (step - air - name.height) // 2, width=name.heading.width)
        )
        thick = place * (FULL if series == 1 else 900) // 1000
        for s, (value, mark) in enumerate(zip(row, labels, strict=True)):
            y = top + s * place
            length = longest * abs(value) // most
            begin = zero if value >= 0 else zero - length
            shapes.append(
                bar(begin, y + (place - thick) // 2, length, thick, easel.ink(series - 1 - s))
            )
            wide = mark.heading.width
            x = begin + length + easel.gap if value >= 0 else begin - easel.gap - wide
            words.append(replace(mark, x=x, y=y + (place - mark.height) // 2, width=wide))
    foot = count * step - air
    shapes.append(line(zero, 0, zero, foot, Stroke(BLACK, AXIS)))
    return Plotted(tuple(one for one in shapes if not _empty(one)), tuple(words), foot)


def _empty(shape: Shape) -> bool:
    box = shape.extent
    return shape.fill is not None and not (box.width and box.height)


def _reach(numbers: _Reading, room: Length, gap: Length) -> tuple[Length, Length] | None:
    """How far right of its edge the axis stands, and the length of the longest bar."""
    most = max(abs(value) for value, _ in numbers.flat) or 1

    def ends(longest: Length) -> tuple[Length, Length]:
        back = ahead = 0
        for value, mark in numbers.flat:
            length = longest * abs(value) // most + gap + mark.heading.width
            if value >= 0:
                ahead = max(ahead, length)
            else:
                back = max(back, length)
        return back, ahead

    low, top = 0, room
    while low < top:
        middle = (low + top + 1) // 2
        if sum(ends(middle)) <= room:
            low = middle
        else:
            top = middle - 1
    if low * 1000 < room * REACH:
        return None
    return ends(low)[0], low


def standing(graphic: Graphic, easel: Easel, high: Length | None) -> Plotted | None:
    """Columns side by side, each with its number at its end and its name below all."""
    count, series = len(graphic.entries), max(len(graphic.series), 1)
    cell = easel.width // count
    place = min(cell * (580 if series == 1 else 820) // 1000 // series, easel.size * WIDEST)
    room = cell if series == 1 else place
    numbers = _read(graphic, easel, room - easel.gap // 2)
    names = [
        small(easel, entry.name, (TextKind.NAME, n, 0), cell - easel.gap, 2)
        for n, entry in enumerate(graphic.entries)
    ]
    found = [one for one in names if one is not None]
    if numbers is None or len(found) < count or place < pt(4):
        return None
    values = [value for value, _ in numbers.flat]
    up, down = max(0, *values), -min(0, *values)
    mark = max(one.height for _, one in numbers.flat) + easel.gap
    below = max(one.height for one in found) + easel.gap
    height = high if high is not None else easel.width * HIGH // 1000 + mark + below
    field = height - mark - below - (mark if down else 0)
    if field < easel.pitch * 3 or field < easel.size:
        return None
    zero = mark + field * up // ((up + down) or 1)
    shapes: list[Shape] = []
    words: list[Written] = []
    for n, (name, row, labels) in enumerate(
        zip(found, numbers.values, numbers.labels, strict=True)
    ):
        left = n * cell + (cell - place * series) // 2
        words.append(replace(name, x=n * cell + (cell - name.heading.width) // 2, width=name.heading.width,
                             y=height - below + easel.gap, align="center"))  # fmt: skip
        for s, (value, one) in enumerate(zip(row, labels, strict=True)):
            x, length = left + s * place, field * abs(value) // ((up + down) or 1)
            top = zero - length if value >= 0 else zero
            shapes.append(bar(x, top, place - PARTED, length, easel.ink(series - 1 - s)))
            y = top - easel.gap - one.height if value >= 0 else zero + length + easel.gap
            wide = one.heading.width
            words.append(replace(one, x=x + (place - PARTED - wide) // 2, y=y, width=wide))
    shapes.append(line(0, zero, easel.width, zero, Stroke(BLACK, AXIS)))
    return Plotted(tuple(one for one in shapes if not _empty(one)), tuple(words), height)
