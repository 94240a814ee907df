"""Lists of names in even cells: three characters and one of air, no name in two lines (RULES P6).

A roll is not read as prose: it is names and what parts them.  What is opened in a name is space on
the page; the text keeps what was typed, blanks, marks and row ends.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate, pairwise
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.patterns import regex
from presslayout.base.values import replace
from presslayout.typeset import classes as cl
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.blanks import COMPOUND_SURNAMES, is_post
from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.lines import Line, Variant, variants
from presslayout.typeset.shape import PLAINLY, shape
from presslayout.typeset.spacing import EM, HALF

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.typeset.shape import Font, Look, Shaped

# A cell: a name of three characters and one of air.
NAME = 3 * EM
CELL = NAME + EM
# What longer names and marks keep free before the next cell at least.
LEAST_AIR = HALF
# A row end is a blank between names as any other.
ROW_END = "\n"

# What brackets say of a name or a unit.
ENCLOSED = r"[（(〔\[【][^（()）〔〕\[\]【】\n]*[)）〕\]】]"
# A name is all up to a blank or a mark between names; what stands in brackets is one.
_WORD = regex(rf"(?:{ENCLOSED}|[^\s、，,；;。])+")
_OPENS = tuple("（(〔[【")
# The unit whose people follow: up to a colon, with how many they are in brackets, or a row of its
# own that ends as the names of places and offices do.
_NUMBER = "[0-9０-９〇零一二三四五六七八九十百千]+"
_OFFICE = "(?:[乡村县市区局厂校站处]|林场|小组|公司|学院|医院|大队|支队|街道|委员会)"
_UNIT = regex(
    rf"\s*[^\s、，,；;。：:（()）·]{{2,22}}{_OFFICE}(?=[ \t\u3000]*(?:\n|\Z))"
    r"|\s*[^\s、，,；;。：:（()）]{1,24}"
    rf"(?:\s*{ENCLOSED}\s*[：:]|[ \t]*[：:]"
    rf"|\s*[（(][^（()）\n]*{_NUMBER}\s*[人名位户家][^（()）\n]*[)）](?=\s|\Z))"
)
# A given name of one character, and what brackets say of it.
_GIVEN = regex(rf"[^\W\d_a-zA-Z](?:{ENCLOSED})*")
_BARE = regex(r"[ \t\u3000\u00a0]*")
_HAN_LIKE = cl.HAN + cl.REPEAT


class RollEntry(NamedTuple):
    """A name from `start` to `end`, with what is typed in it.

    A `unit` heads the names behind it and a post stands before one: both are `bound` to the next
    entry.  `gap` is the blank in a name of two characters typed apart (魏　志), empty without one.
    """

    start: int
    end: int
    unit: bool = False
    bound: bool = False
    gap: tuple[int, int] = (0, 0)


def unit_of(text: str) -> int:
    """Where the unit ends that a paragraph of names begins with; 0 where it begins with none."""
    found = _UNIT.match(text)
    return found.end() if found else 0


def entries(text: str, *, begins: bool = True) -> tuple[RollEntry, ...]:
    """The names of a text in order; one that goes on from another column has no unit."""
    made: list[RollEntry] = []
    unit = unit_of(text) if begins else 0
    if unit:
        first = len(text) - len(text.lstrip())
        made.append(RollEntry(first, unit, unit=True, bound=True))
    for start, end, gap in _names(text, unit):
        post = is_post(text[start:end])
        made.append(RollEntry(start, end, bound=post, gap=gap))
    return tuple(made)


def _names(text: str, start: int) -> Iterator[tuple[int, int, tuple[int, int]]]:
    """Every name and the blank inside it: what is typed apart is one."""
    begun: tuple[int, int] | None = None
    gap = (0, 0)
    for match in _WORD.finditer(text, start):
        if begun is not None and _BARE.fullmatch(text, begun[1], match.start()):
            one, other = text[begun[0] : begun[1]], match.group()
            pair = not gap[1] and _surname(one) and _GIVEN.fullmatch(other) is not None
            if pair or _goes_on(text[begun[1] : match.start()], one, other):
                gap = (begun[1], match.start()) if pair else gap
                begun = begun[0], match.end()
                continue
        if begun is not None:
            yield *begun, gap
        begun, gap = match.span(), (0, 0)
    if begun is not None:
        yield *begun, gap


def _surname(word: str) -> bool:
    """Whether a word is a surname standing apart: one character, or a compound one."""
    return cl.classes(word) == cl.HAN or word in COMPOUND_SURNAMES


def _goes_on(blank: str, one: str, other: str) -> bool:
    """Whether a blank stands in a Western name or before what brackets say of the name."""
    if other.startswith(_OPENS):
        return True
    western = one[-1].isascii() and other[0].isascii() and one[-1] not in ")]"
    return blank == " " and western and (one[-1].isalpha() or one[-1] == ".") and other[0].isalpha()


def roll(
    text: str, font: Font, look: Look = PLAINLY, *, begins: bool = True
) -> tuple[Shaped, tuple[RollEntry, ...]]:
    """A paragraph of names, every entry on its cells, and the entries."""
    found = entries(text, begins=begins)
    heads = tuple((e.start, e.end - e.start) for e in found if e.unit)
    look = replace(look, bold=(*look.bold, *heads))
    # A row end is shaped as a space: it stands for nothing that prints.
    shaped = shape(text.replace(ROW_END, " "), font, look, spaced=True)
    return _on_cells(replace(shaped, text=text), found), found


def _on_cells(shaped: Shaped, found: tuple[RollEntry, ...]) -> Shaped:
    """The arrays with every entry as wide as its cells; nothing gives or takes."""
    count = len(shaped)
    before, after, breaks = shaped.before[:], shaped.after[:], shaped.breaks[:]
    lead, trail = shaped.lead[:], shaped.trail[:]
    spans = [_span(shaped, entry) for entry in found]
    for k in range(spans[0][0] if spans else 0):
        before[k] = after[k] = lead[k] = trail[k] = 0
    free = 0
    for entry, (first, end), nxt in zip(found, spans, [*spans[1:], (count, count)], strict=True):
        if first >= end:
            continue
        before[first], lead[first] = free, 0
        breaks[first] = 0 if first else FORBIDDEN
        breaks[first + 1 : nxt[0]] = [FORBIDDEN] * (nxt[0] - first - 1)
        _opened(shaped, entry, (first, end), before, after)
        for k in range(end, nxt[0]):
            before[k] = lead[k] = 0
            if shaped.kinds[k] == cl.BLANK:
                after[k] = trail[k] = 0
        body = sum(after[first:end]) + sum(before[first + 1 : end])
        least = body - trail[end - 1] + LEAST_AIR
        free = -(-least // CELL) * CELL - body - sum(after[end : nxt[0]])
        if free < 0:
            # The blank of the last mark reaches into the next cell: it gives what is too much.
            last = nxt[0] - 1
            given = min(-free, trail[last])
            after[last], trail[last], free = after[last] - given, trail[last] - given, free + given
    none = [0] * count
    return replace(
        shaped,
        before=before,
        after=after,
        lead=lead,
        trail=trail,
        breaks=breaks,
        give=none,
        auto=none,
        words={},
        opened=[False] * count,
        line_feeds=frozenset(),
        width=[0, *accumulate(map(add, before, after))],
        shrink=[0] * (count + 1),
        stretch=[0] * (count + 1),
        places=[0] * (count + 1),
    )


def _opened(
    shaped: Shaped, entry: RollEntry, span: tuple[int, int], before: list[int], after: list[int]
) -> None:
    """A name of two characters as wide as one of three, whatever stands between them."""
    first, end = span
    if entry.gap[1]:
        second = bisect_left(shaped.starts, entry.gap[1])
        parted = bisect_left(shaped.starts, entry.gap[0], first + 1, second)
        for k in range(parted, second):
            before[k] = after[k] = 0
        taken = sum(after[first:parted]) + after[second]
        before[second] = max(NAME - taken, 0)
        return
    for k in range(first, end):
        if shaped.kinds[k] == cl.BLANK:
            after[k] = 0
    if entry.unit or entry.bound or shaped.kinds[first : first + 2] not in _TWO:
        return
    # What brackets say of a name is not of its characters.
    if end == first + 2 or shaped.kinds[first + 2] in (cl.OPEN, cl.OPENER, cl.BLANK):
        before[first + 1] += EM


_TWO = frozenset(a + b for a in _HAN_LIKE for b in _HAN_LIKE)


def roll_lines(
    shaped: Shaped, found: tuple[RollEntry, ...], measure: int, tail: int = 0
) -> tuple[Line, ...]:
    """As many entries a line as its measure holds, ragged; the last keeps `tail` free at its end.

    A mark between names that ends a line may hang out of the measure.
    """
    spans = [(*_span(shaped, entry), entry.bound) for entry in found]
    spans = [span for span in spans if span[0] < span[1]]
    if not spans:
        return min(variants(shaped, measure), key=lambda v: v.cost).lines
    ends, start = [], 0
    for number, (first, end, _) in enumerate(spans):
        last = tail if number == len(spans) - 1 else 0
        if number and natural_width(shaped, start, end) + last > measure:
            # A unit or a post that ends the line goes down with its first name.
            before = spans[number - 1]
            start = before[0] if before[2] and before[0] > start else first
            ends.append(start)
        while natural_width(shaped, start, end) > measure:
            start = _within(shaped, start, end, measure)
            ends.append(start)
    return tuple(
        _line(shaped, a, b, measure) for a, b in pairwise((0, *ends, len(shaped))) if a < b
    )


def _span(shaped: Shaped, entry: RollEntry) -> tuple[int, int]:
    """The clusters of an entry."""
    return bisect_left(shaped.starts, entry.start), bisect_left(shaped.starts, entry.end)


def _within(shaped: Shaped, start: int, end: int, measure: int) -> int:
    """Where an entry is parted that no line holds."""
    heads = [k for k in range(start + 1, end) if shaped.kinds[k] == cl.OPEN]
    if heads and natural_width(shaped, start, heads[0]) <= measure:
        # What brackets say of a name leaves the name whole.
        return heads[0]
    fits = [k for k in range(start + 1, end) if natural_width(shaped, start, k) <= measure]
    whole = [k for k in fits if shaped.ids[k] >= 0]
    sure = [k for k in whole if shaped.kinds[k] not in "CSEPKMLDX" and shaped.kinds[k - 1] != "O"]
    return max(sure or whole or [start + 1])


def _line(shaped: Shaped, start: int, end: int, measure: int) -> Line:
    natural = natural_width(shaped, start, end)
    outside = max(natural - measure, 0)
    natural -= outside
    starts = shaped.starts
    return Line(
        start, end, starts[start], starts[end], 0, natural, natural, 0, hyphen=False,
        last=end == len(shaped), hung=outside,
    )  # fmt: skip


def roll_variant(
    shaped: Shaped, found: tuple[RollEntry, ...], measure: int, tail: int = 0
) -> tuple[Variant, ...]:
    """The one setting that a roll has."""
    return (Variant(roll_lines(shaped, found, measure, tail), 0),)
