"""Text into lines (RULES §6, P1, P4, W10).  Knows nothing of columns, pages or colour.

`variants` answers with the best setting of a paragraph in n−1, n and n+1 lines, where n lines cost
least; `place` puts one line on the page.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK
from presslayout.typeset import cells
from presslayout.typeset import classes as cl
from presslayout.typeset.adjustment import GAP_MOST, bodies, capacity, filled, natural_width
from presslayout.typeset.breaking import (
    UNIT,
    WIDEST_GAP,
    break_in_lines,
    break_in_rooms,
    hung,
    hyphen_width,
    hyphenated,
    may_hyphenate,
)
from presslayout.typeset.inking import Inking, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.page import Glyphs
    from presslayout.typeset.breaking import Breaks
    from presslayout.typeset.shape import Shaped

# What ends a row of a list of names that goes on in the same line (RULES P6).
_ROW_END = "\n"
# Costs are given ten to the one of RULES §6.4.
COST_SCALE = 10
# The first line of a paragraph is indented by two ems, by one where ten characters or fewer make a
# line (RULES P1).
INDENT, NARROW_INDENT, NARROW_MEASURE = 2000, 1000, 10_000


class Line(NamedTuple):
    """A slice of a paragraph and what justification does to it, in thousandths of an em.

    `start` and `end` are clusters, `text_start` and `text_end` code points.  `natural_width` is
    without the indent (RULES §6.1), `width` the right edge of the last cell from the left edge of
    the measure.  `han_gap` is what the open gaps got each; `hung` is what hangs out of the measure.
    """

    start: int
    end: int
    text_start: int
    text_end: int
    indent: int
    natural_width: int
    width: int
    han_gap: int
    hyphen: bool
    last: bool
    hung: int = 0

    @property
    def slack(self) -> int:
        """What justification adds to the natural width; less than nothing is taken away."""
        return self.width - self.indent - self.natural_width


@frozen
class Variant:
    """One setting of a paragraph: its lines, and what it costs, ten to the one of RULES §6.4."""

    lines: tuple[Line, ...]
    cost: int


def first_indent(cells: int) -> int:
    """The indent of a first line where a paper names none, in thousandths of an em."""
    return INDENT if cells > NARROW_MEASURE else NARROW_INDENT


def variants(shaped: Shaped, cells: int, *, indent: int = 0, tail: int = 0) -> tuple[Variant, ...]:
    """The best settings in n−1, n and n+1 lines that exist, fewest lines first.

    `cells` and `indent` are thousandths of an em.  n is the number of lines that costs least, and
    no other number costs as little.  `tail` is what the last line keeps free at its end.
    """
    if not len(shaped):
        return (Variant((Line(0, 0, 0, 0, indent, 0, indent, 0, hyphen=False, last=True),), 0),)
    if indent and not shaped.font.manner.trim_indented:
        indent += shaped.lead[0]
    # A first cell that the indent leaves no room for takes some of it: never past the edge.
    indent = max(min(indent, cells - shaped.after[0] + shaped.trail[0]), 0)
    found = break_in_lines(shaped, cells, indent, tail)
    best = min(found, key=lambda number: (found[number].cost, number))
    least = found[best].cost * COST_SCALE // UNIT
    made = []
    for number in (best - 1, best, best + 1):
        if number in found:
            cost = found[number].cost * COST_SCALE // UNIT
            cost = least if number == best else max(cost, least + 1)
            made.append(Variant(_lines(shaped, found[number], (cells, indent)), cost))
    return tuple(made)


def within_word(shaped: Shaped, end: int) -> bool:
    """Whether a line that ends before cluster `end` parts a word, a code or an address."""
    if not 0 < end < len(shaped) or end in shaped.words or end in shaped.line_feeds:
        return False
    return shaped.kinds[end - 1] in cl.WESTERN and shaped.kinds[end] in cl.WESTERN


def whole(shaped: Shaped) -> Variant:
    """All of a text in one line as it is by itself, whatever room there is."""
    count, starts = len(shaped), shaped.starts
    wide = natural_width(shaped, 0, count)
    line = Line(0, count, 0, starts[count], 0, wide, wide, 0, hyphen=False, last=True)
    return Variant((line,), 0)


def in_rooms(shaped: Shaped, rooms: Sequence[int], *, indent: int = 0) -> tuple[Variant, ...]:
    """Settings whose lines have measures of their own, cheapest first; `rooms` as `variants`' cells.

    The last room serves all lines that follow.
    """
    if not len(shaped):
        return variants(shaped, rooms[0], indent=indent)
    indent = max(min(indent, rooms[0] - shaped.after[0] + shaped.trail[0]), 0)
    made = []
    for breaks in break_in_rooms(shaped, rooms, indent).values():
        whole = _lines(shaped, breaks, (rooms[0], indent), rooms)
        made.append(Variant(whole, breaks.cost * COST_SCALE // UNIT))
    return tuple(sorted(made, key=lambda v: (v.cost, len(v.lines))))


def ragged(variant: Variant) -> Variant:
    """The same lines as they are by themselves, none opened to the measure (RULES P4)."""
    return replace(variant, lines=tuple(_unopened(line) for line in variant.lines))


def _unopened(line: Line) -> Line:
    if line.slack <= 0:
        return line
    return line._replace(width=line.indent + line.natural_width, han_gap=0)


def place(
    shaped: Shaped,
    line: Line,
    x: Length,
    baseline: Length,
    *,
    ink: Ink = BLACK,
    offset: int = 0,
) -> tuple[Glyphs, ...]:
    """The line's glyphs on the page, absolute; together they stand for all of its text.

    `x` is the left edge of the measure, `offset` where the paragraph begins in its part.
    """
    if line.start == line.end:
        return ()
    at, after = bodies(shaped, line.start, line.end, line.slack)
    size = shaped.font.size
    hyphen = (_hyphen(shaped, line), at[-1] + after[-1]) if line.hyphen else None
    if line.indent:
        at = [line.indent + place for place in at]
        hyphen = (hyphen[0], hyphen[1] + line.indent) if hyphen else None
    pen = Inking(x, baseline, size, ink, offset, hyphen=hyphen)
    if _ROW_END in shaped.text.strip(_ROW_END) and not shaped.line_feeds:
        return _rows(shaped, line, at, pen)
    return runs(shaped, line.start, line.end, at, pen)


def _rows(shaped: Shaped, line: Line, at: Sequence[int], pen: Inking) -> tuple[Glyphs, ...]:
    """A line in which rows of copy follow each other, each without its end, which is no glyph's."""
    text, starts = shaped.text, shaped.starts
    made: list[Glyphs] = []
    begun = line.start
    for k in range(line.start + 1, line.end + 1):
        typed = text[starts[k - 1] : starts[k]]
        if k == line.end or _ROW_END in typed:
            stop = starts[k] - len(typed) + len(typed.partition(_ROW_END)[0])
            here = at[begun - line.start : k - line.start]
            made += runs(shaped, begun, k, here, pen, text_end=stop)
            begun = k
    return tuple(made)


def laid_out(shaped: Shaped, line: Line) -> tuple[tuple[str, int, int], ...]:
    """(text, left edge, advance) of every cell of a line in thousandths of an em.

    The cell is as compressed, without space added around it; what prints nothing has an entry of
    advance 0 directly after the one before it.
    """
    if line.start == line.end:
        return ()
    before, after = filled(shaped, line.start, line.end, line.slack)
    made: list[tuple[str, int, int]] = []
    pen = line.indent
    for n, k in enumerate(range(line.start, line.end)):
        pen += before[n]
        body = shaped.after[k] - shaped.trail[k]
        # A gap is a gap of its own; only what was glue belongs to the cell.
        lead = min(shaped.lead[k], before[n]) if n else 0
        trail = min(shaped.trail[k], after[n] - body)
        text = shaped.text[shaped.starts[k] : shaped.starts[k + 1]]
        seen = text.rstrip() or text
        edge = pen + body + trail
        made.append((seen, pen - lead, edge - pen + lead))
        made += [(char, edge, 0) for char in text[len(seen) :]]
        pen += after[n]
    return tuple(made)


def _lines(
    shaped: Shaped, breaks: Breaks, room: tuple[int, int], rooms: Sequence[int] = ()
) -> tuple[Line, ...]:
    starts, feeds = shaped.starts, shaped.line_feeds
    count, words = len(shaped), may_hyphenate(shaped)
    made = []
    for number, (start, end) in enumerate(pairwise((0, *breaks.ends))):
        if rooms:
            room = rooms[min(number, len(rooms) - 1)], room[1]
        indent = room[1] if start == 0 else 0
        hyphen = words and end < count and hyphenated(shaped, end)
        natural = natural_width(shaped, start, end)
        if hyphen:
            natural += hyphen_width(shaped)
        last = end == count or end in feeds
        slack = room[0] - indent - natural
        gap = outside = 0
        if slack < 0:
            squeezed = capacity(shaped, start, end)
            if slack + squeezed < 0:
                outside = hung(shaped, end)
                natural, slack = natural - outside, slack + outside
            slack = max(slack, -squeezed)
        if last:
            slack = min(slack, 0)
        elif slack > 0:
            slack, gap = _opened(shaped, start, end, slack)
        width = indent + natural + slack
        made.append(
            Line(
                start, end, starts[start], starts[end], indent, natural, width, gap, hyphen,
                last, outside,
            )
        )  # fmt: skip
    return tuple(made)


def _opened(shaped: Shaped, start: int, end: int, slack: int) -> tuple[int, int]:
    """What a line can take of what it lacks, and what each open gap gets of it."""
    soft = shaped.stretch[end] - shaped.stretch[start + 1]
    places = shaped.places[end] - shaped.places[start + 1]
    rest = slack - soft
    if rest <= 0:
        return slack, 0
    if rest > WIDEST_GAP * places:
        return 0, 0
    past = rest - GAP_MOST * places
    if past <= 0:
        return slack, -(-rest // places)
    every = places + sum(map(bool, shaped.auto[start + 1 : end]))
    every += sum(start < k < end for k in shaped.words)
    return slack, GAP_MOST - (-past // every)


def _hyphen(shaped: Shaped, line: Line) -> int:
    number = shaped.face_numbers[line.end - 1] if shaped.face_numbers is not None else 0
    return cells.glyphs(shaped.all_faces[number])["-"].gid
