"""Dates on a rule (时间轴), across or down, each with its text: never a date without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.edition.page import Shape, Stroke, circle
from presslayout.flow.graphics.easel import Plotted, label, line, passage
from presslayout.issue.graphics import TextKind

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.flow.graphics.easel import Easel, Label, TextLines, Written
    from presslayout.issue.graphics import Graphic

RULE, DOT = pt(1), pt("2.8")
# Steps of a timeline down are opened by so many rows at most.
OPENED = 5
# Where a timeline down has room, its text is larger and so are its dates beside it, per mille; a row
# of air at least parts its steps then.
LARGER = ((1150, 1500), (1100, 1350))
# Texts of dates across are so wide at least, in characters; of dates down the column of dates takes
# so much of the width at most, in per mille, and leaves so many characters to the text; or else the
# date stands above its text.
ACROSS, BESIDE, NARROWEST = 8, 300, 12
# Texts this wide, in characters, are opened to their measure.
FLUSH = 16


def drawn(graphic: Graphic, easel: Easel, high: Length | None) -> Plotted | None:
    """Across where every text has room, else down."""
    if goes_down(graphic, easel):
        return _down(graphic, easel, high)
    return _across(graphic, easel, _step(graphic, easel), high)


def goes_down(graphic: Graphic, easel: Easel) -> bool:
    """Whether the rule of a timeline goes down: as its graphic says, or where texts have no room across."""
    if graphic.down is not None:
        return graphic.down
    return _step(graphic, easel) < ACROSS * easel.size


def _step(graphic: Graphic, easel: Easel) -> Length:
    """The width of every text across."""
    return (easel.width + easel.size) // len(graphic.entries) - easel.size


def _dates(graphic: Graphic, easel: Easel, width: Length) -> list[Label] | None:
    """Dates of one size."""
    size = easel.size * easel.date // 1000
    made = []
    for n, entry in enumerate(graphic.entries):
        key = (TextKind.NAME, n, 0)
        one = label(entry.name, key, easel.strong, (easel.size, size), (width, 1), easel.manner)
        if one is None:
            return None
        made.append(replace(one, ink=easel.accent, width=one.heading.width))
    return made


def _texts(graphic: Graphic, easel: Easel, width: Length) -> list[TextLines] | None:
    flush = width >= FLUSH * easel.size
    made = [
        passage(easel, entry.words, (TextKind.WORDS, n, 0), width, flush=flush)
        for n, entry in enumerate(graphic.entries)
    ]
    found = [one for one in made if one is not None]
    return found if len(found) == len(made) else None


def _across(graphic: Graphic, easel: Easel, width: Length, high: Length | None) -> Plotted | None:
    """Dates above the rule, what happened below it."""
    dates, texts = _dates(graphic, easel, width), _texts(graphic, easel, width)
    if dates is None or texts is None:
        return None
    rule = max(one.height for one in dates) + easel.size * 2 // 3 + DOT
    below = rule + DOT + easel.size * 2 // 3
    height = below + max(one.height for one in texts)
    if high is not None and height > high:
        return None
    step = (easel.width + easel.size) // len(dates)
    shapes: list[Shape] = [line(0, rule, easel.width, rule, Stroke(easel.accent, RULE))]
    words: list[Written] = []
    for n, (date, text) in enumerate(zip(dates, texts, strict=True)):
        x = n * step
        shapes.append(Shape(circle(x + DOT, rule, DOT), fill=easel.accent))
        words += [date.at(x, 0), text.at(x, below)]
    return Plotted(tuple(shapes), tuple(words), height)


def _down(graphic: Graphic, easel: Easel, high: Length | None) -> Plotted | None:
    """Dates before the rule and texts behind it; in narrow columns the date above its text."""
    dates = _dates(graphic, easel, easel.width)
    if dates is None:
        return None
    widest = max(one.width for one in dates)
    room = easel.width - widest - 2 * (easel.size + DOT)
    beside = widest * 1000 <= easel.width * BESIDE and room >= NARROWEST * easel.size
    rule = widest + easel.size + DOT if beside else DOT
    left = rule + DOT + easel.size
    texts = _texts(graphic, easel, easel.width - left)
    if texts is None or any(not beside and one.width > easel.width - left for one in dates):
        return None
    lead = easel.size // 2
    deep = [
        max(date.height, text.height) if beside else date.height + lead + text.height
        for date, text in zip(dates, texts, strict=True)
    ]
    between = easel.pitch * 3 // 4
    height = sum(deep) + (len(deep) - 1) * between
    if high is not None:
        if height > high:
            return None
        # What is left opens the steps, not beyond so many rows.
        spare = (high - height) // max(len(deep) - 1, 1)
        between += min(spare, easel.pitch * OPENED)
    shapes: list[Shape] = []
    words: list[Written] = []
    y = 0
    first = 0
    for date, text, own in zip(dates, texts, deep, strict=True):
        centre = y + date.height // 2
        first = first or centre
        shapes.append(Shape(circle(rule, centre, DOT), fill=easel.accent))
        if beside:
            # Date and first line stand on one baseline.
            drop = date.heading.ascent - text.shaped.ascent
            words += [date.at(widest - date.width, y), text.at(left, y + drop)]
        else:
            words += [date.at(left, y), text.at(left, y + date.height + lead)]
        y += own + between
    end = y - between
    shapes.insert(0, line(rule, first, rule, end, Stroke(easel.accent, RULE)))
    return Plotted(tuple(shapes), tuple(words), end)
