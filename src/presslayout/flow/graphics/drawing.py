"""A graphic whole: its title, unit and legend, what it shows, and its source below."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Stroke
from presslayout.flow.graphics import bars, curves, numerals, places, timeline, wholes
from presslayout.flow.graphics.easel import Plotted, label, legend, line, small
from presslayout.issue.graphics import GraphicForm, TextKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.base.units import Length
    from presslayout.flow.graphics.easel import Easel, Label
    from presslayout.issue.graphics import Graphic

# A title is this much larger than the text at most, per mille, over so many lines.
TITLE, LINES = 1500, 2
RULE = pt("0.75")
FORMS: dict[GraphicForm, Callable[[Graphic, Easel, Length | None], Plotted | None]] = {
    GraphicForm.BARS: bars.lying,
    GraphicForm.COLUMNS: bars.standing,
    GraphicForm.LINES: curves.drawn,
    GraphicForm.SHARE: wholes.bar_in_parts,
    GraphicForm.RING: wholes.ring,
    GraphicForm.PLACES: places.drawn,
    GraphicForm.NUMERALS: numerals.drawn,
    GraphicForm.TIMELINE: timeline.drawn,
}
# Those that begin with type of their own: a row of air parts it from the title.
STRUNG = frozenset({GraphicForm.NUMERALS, GraphicForm.TIMELINE})
# Those that are drawn in series, each under its name in a legend.
GROUPED = frozenset({GraphicForm.BARS, GraphicForm.COLUMNS})


# While a page is fitted the same graphic is asked for in every geometry that is tried.
@lru_cache(maxsize=256)
def drawing(graphic: Graphic, easel: Easel, high: Length | None = None) -> Plotted | None:
    """A graphic as high as it needs, or in a given height; None where it has no room."""
    if high is not None and graphic.form is GraphicForm.TIMELINE:
        easel = _roomy(graphic, easel, high)
    head = _head(graphic, easel)
    texts = dict(graphic.texts)
    key = (TextKind.SOURCE, 0, 0)
    source = small(easel, texts[key], key, easel.width, 2) if key in texts else None
    if head is None or (key in texts and source is None):
        return None
    under = source.height + easel.size if source is not None else 0
    room = None if high is None else high - head.height - under
    if room is not None and room <= 0:
        return None
    shown = FORMS[graphic.form](graphic, easel, room)
    if shown is None or (room is not None and shown.height > room):
        return None
    below = shown.moved(0, head.height)
    words = (*head.words, *below.words)
    height = head.height + shown.height + under
    if source is not None:
        words += (replace(source, y=height - source.height),)
    return Plotted((*head.shapes, *below.shapes), words, height)


def _roomy(graphic: Graphic, easel: Easel, high: Length) -> Easel:
    """The type of a timeline in a given height: the largest that leaves a row between its steps."""
    if not timeline.goes_down(graphic, easel):
        return easel
    air = (len(graphic.entries) - 1) * easel.pitch
    for size, date in timeline.LARGER:
        larger = replace(easel, size=easel.size * size // 1000, date=date)
        least = drawing(graphic, larger)
        if least is not None and least.height + air <= high:
            return larger
    return easel


def _head(graphic: Graphic, easel: Easel) -> Plotted | None:
    """The rule above, the title, the unit, the legend; None where one of them is too long."""
    texts = dict(graphic.texts)
    boxed = graphic.frame or graphic.tint is not None
    made: list[Label] = []
    top = 0 if boxed or not graphic.title else easel.size * 2 // 3
    shapes = [line(0, 0, easel.width, 0, Stroke(BLACK, RULE))] if top else []
    y = top
    key = (TextKind.TITLE, 0, 0)
    if key in texts:
        size = easel.size * TITLE // 1000
        title = label(
            texts[key],
            key,
            easel.strong,
            (easel.size, size),
            (easel.width, LINES),
            easel.manner,
        )
        if title is None:
            return None
        made.append(title.at(0, y))
        y += title.height + (easel.pitch if graphic.form in STRUNG else easel.size * 2 // 3)
    key = (TextKind.UNIT, 0, 0)
    if key in texts:
        unit = small(easel, texts[key], key, easel.width)
        if unit is None:
            return None
        made.append(unit.at(0, y))
        y += unit.height + easel.size * 2 // 3
    words = tuple(made)
    if graphic.form in GROUPED and len(graphic.series) > 1:
        names = tuple(((TextKind.SERIES, 0, n), name) for n, name in enumerate(graphic.series))
        # The last of several series, this year's, has the accent.
        inks = tuple(easel.ink(n) for n in reversed(range(len(names))))
        found = legend(easel, names, inks)
        if found is None:
            return None
        found = found.moved(0, y)
        shapes += found.shapes
        return Plotted(
            tuple(shapes), (*words, *found.words), y + found.height + easel.size * 2 // 3
        )
    return Plotted(tuple(shapes), words, y)
