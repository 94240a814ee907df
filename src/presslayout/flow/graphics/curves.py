"""Lines over time: an axis of round numbers at the left, and each line named where it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Shape, Stroke, circle
from presslayout.flow.graphics.easel import AXIS, FINE, Plotted, label, line, small
from presslayout.issue.graphics import ONE, TextKind

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.flow.graphics.easel import Easel, Label, Written
    from presslayout.issue.graphics import Graphic, TextKey

HEAVY, DOT = pt("1.4"), pt("2")
# How high the field is beside its width, and how wide it is at least beside all, in per mille.
HIGH, LEAST_FIELD = 460, 400
# Steps of an axis, so many of them at most.
STEPS, MOST_STEPS = (1, 2, 5, 10), 5
# What stands at a line's end takes so much of the width, in per mille.
ENDS = 300
# An axis begins at nothing unless the least number is above this share of the greatest, per mille.
FROM_ZERO = 500


def ticks(values: list[int]) -> list[int]:
    """Round numbers, evenly apart, from no more than the least number to no less than the greatest."""
    low, top = min(values), max(values)
    if low > 0 and low * 1000 <= top * FROM_ZERO:
        low = 0
    if top < 0 and top * 1000 >= low * FROM_ZERO:
        top = 0
    if low == top:
        low, top = min(low, 0), max(top, 0)
    reach = max(top - low, 1)
    unit = 1
    while True:
        for step in (unit * one for one in STEPS):
            first, last = low // step, -(-top // step)
            if last - first <= MOST_STEPS and step * MOST_STEPS >= reach:
                return [n * step for n in range(first, max(last, first + 1) + 1)]
        unit *= 10


def spoken(value: int, step: int) -> str:
    """A number of the axis, with as many decimals as its steps have."""
    places = next((n for n in range(7) if step * 10**n % ONE == 0), 6)
    whole, part = divmod(abs(value), ONE)
    decimals = f".{part:06d}"[: places + 1] if places else ""
    return f"{'−' if value < 0 else ''}{whole}{decimals}"


def drawn(graphic: Graphic, easel: Easel, high: Length | None) -> Plotted | None:
    """A line for each series."""
    texts = dict(graphic.texts)
    rows = [[one.value for one in entry.quantities] for entry in graphic.entries]
    marks = ticks([value for row in rows for value in row])
    step = marks[1] - marks[0]
    scale = [small(easel, spoken(mark, step), None, easel.width // 3) for mark in marks]
    ends = _ends(texts, easel, len(rows[0]))
    if ends is None or any(one is None for one in scale):
        return None
    axis = [one for one in scale if one is not None]
    left = max(one.heading.width for one in axis) + easel.gap
    right = easel.width - max(one.heading.width for one in ends) - easel.gap - DOT
    field = right - left
    names = _names(texts, easel, (left, field, len(rows) - 1))
    if field * 1000 < easel.width * LEAST_FIELD or names is None:
        return None
    top, below = easel.small // 2, max(one.height for one in names) + 2 * easel.gap
    stack = sum(one.height + easel.gap for one in ends)
    deep = max(len(marks) * easel.small * 3 // 2, stack, 4 * easel.pitch)
    height = high if high is not None else max(easel.width * HIGH // 1000, deep) + top + below
    foot = height - below
    if foot - top < deep:
        return None

    def y(value: int) -> Length:
        return foot - (foot - top) * (value - marks[0]) // (marks[-1] - marks[0])

    def x(number: int) -> Length:
        return left + field * number // max(len(rows) - 1, 1)

    shapes = [
        line(left, y(m), right, y(m), Stroke(BLACK, AXIS if m == marks[0] or not m else FINE))
        for m in marks
    ]
    for n in reversed(range(len(rows[0]))):
        spots = [(x(k), y(row[n])) for k, row in enumerate(rows)]
        path = tuple(("L" if k else "M", *spot) for k, spot in enumerate(spots))
        shapes.append(Shape(path, stroke=Stroke(easel.ink(n), HEAVY)))
        shapes.append(Shape(circle(*spots[-1], DOT), fill=easel.ink(n)))
    words: list[Written] = [
        replace(
            one,
            x=left - easel.gap - one.heading.width,
            y=y(m) - one.height // 2,
            width=one.heading.width,
        )
        for m, one in zip(marks, axis, strict=True)
    ]
    words += [replace(one, y=foot + 2 * easel.gap) for one in names]
    begin = right + DOT + easel.gap
    for one, place in _apart(ends, [y(v) for v in rows[-1]], (0, height - below), easel.gap):
        words.append(replace(one, x=begin, y=place, width=one.heading.width))
    return Plotted(tuple(shapes), tuple(words), height)


def _ends(texts: dict[TextKey, str], easel: Easel, series: int) -> list[Label] | None:
    """What stands where each line ends."""
    made = []
    last = max(key[1] for key in texts if key[0] is TextKind.END)
    for n in range(series):
        key = (TextKind.END, last, n)
        sizes = (easel.small * 9 // 10, easel.small)
        one = label(
            texts[key], key, easel.strong, sizes, (easel.width * ENDS // 1000, 2), easel.manner
        )
        if one is None:
            return None
        # Black keeps small words readable, whatever the line's ink is.
        made.append(one)
    return made


def _names(
    texts: dict[TextKey, str], easel: Easel, field: tuple[Length, Length, int]
) -> list[Label] | None:
    """The names below the points, none near the next, none beyond the edges."""
    left, wide, last = field
    keys = [key for key in texts if key[0] is TextKind.NAME]
    made: list[Label] = []
    for key in keys:
        one = small(easel, texts[key], key, easel.width // 2)
        if one is None:
            return None
        own = one.heading.width
        middle = left + wide * key[1] // max(last, 1)
        x = min(max(middle - own // 2, 0), easel.width - own)
        if made and x < made[-1].x + made[-1].width + easel.gap:
            return None
        made.append(replace(one, x=x, width=own))
    return made


def _apart(
    labels: list[Label], wanted: list[Length], room: tuple[Length, Length], gap: Length
) -> list[tuple[Label, Length]]:
    """Labels as near to where they belong as they can be without touching."""
    order = sorted(range(len(labels)), key=lambda n: (wanted[n], n))
    tops: list[Length] = []
    floor = room[0]
    for n in order:
        floor = max(floor, wanted[n] - labels[n].height // 2)
        tops.append(floor)
        floor += labels[n].height + gap
    ceiling = room[1]
    for k in reversed(range(len(order))):
        tops[k] = min(tops[k], ceiling - labels[order[k]].height)
        ceiling = tops[k] - gap
    return [(labels[n], top) for n, top in zip(order, tops, strict=True)]
