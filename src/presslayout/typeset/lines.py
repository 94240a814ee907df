"""Text into lines.  Knows nothing of columns, pages or colour.

A paragraph is broken by a dynamic programme over (lines, place); with prefix sums a candidate line
costs the same whatever its length.  It answers with the best setting in n−1, n and n+1 lines.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from presslayout.page import BLACK, Glyphs, Ink
from presslayout.typeset.kinsoku import FORBIDDEN, FREE

if TYPE_CHECKING:
    from presslayout.typeset.shape import Shaped
    from presslayout.units import Length

# Costs of RULES §6.4, ten to its one.
COMPRESS_COST = 90
EXPAND_UNIT = 25
EXPAND_COST = 10
LINE_COST = 20
SHORT_LAST_COST = 4000
LAST_BELOW_INDENT_COST = 200
NO_GAP_COST = 20_000
EMERGENCY_COST = 3_000
# A line this loose is only looked at where no tighter one exists, in thousandths a gap.
LOOSE = 260


@dataclass(frozen=True, slots=True)
class Line:
    """A slice of a paragraph and its adjustment.

    `start` and `end` are clusters, `text_start` and `text_end` code points; `width` is the right
    edge after adjustment, indent included; `han_gap` what each open gap got.
    """

    start: int
    end: int
    text_start: int
    text_end: int
    indent: int
    natural: int
    width: int
    han_gap: int
    last: bool


@dataclass(frozen=True, slots=True)
class Variant:
    """One setting of a paragraph: its lines and what it costs."""

    lines: tuple[Line, ...]
    cost: int


def variants(shaped: Shaped, cells: int, *, indent: int = 0) -> tuple[Variant, ...]:
    """The best settings in n−1, n and n+1 lines that exist, where n lines cost least."""
    count = len(shaped)
    if not count:
        return (Variant((_line(shaped, 0, 0, cells, indent, last=True),), 0),)
    ends = [i for i in range(1, count) if shaped.breaks[i] < FORBIDDEN] + [count]
    finals = _programme(shaped, cells, indent, ends)
    if not finals:
        ends = list(range(1, count + 1))
        finals = _programme(shaped, cells, indent, ends)
    best = min(finals, key=lambda k: (finals[k][0], k))
    made = []
    for number in (best - 1, best, best + 1):
        if number not in finals:
            continue
        cost, cuts = finals[number]
        lines = tuple(
            _line(shaped, a, b, cells, indent if not a else 0, last=b == count)
            for a, b in zip(cuts, cuts[1:], strict=False)
        )
        made.append(Variant(lines, cost))
    return tuple(made)


def _programme(
    shaped: Shaped, cells: int, indent: int, ends: list[int]
) -> dict[int, tuple[int, list[int]]]:
    count = len(shaped)
    states: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, (0,))}
    finals: dict[int, tuple[int, list[int]]] = {}
    number = 0
    while states and number < count + 1:
        number += 1
        after: dict[int, tuple[int, tuple[int, ...]]] = {}
        for a, (cost, cuts) in states.items():
            for b, price in _candidates(shaped, a, cells, indent if a == 0 else 0, ends):
                total = cost + price + LINE_COST
                if b == count:
                    if number not in finals or total < finals[number][0]:
                        finals[number] = (total, [*cuts, b])
                elif b not in after or total < after[b][0]:
                    after[b] = (total, (*cuts, b))
        if finals and number > min(finals) + 1:
            break
        states = after
    return finals


def _candidates(
    shaped: Shaped, a: int, cells: int, indent: int, ends: list[int]
) -> list[tuple[int, int]]:
    """Where a line from cluster `a` may end, each with its cost."""
    room = cells - indent
    width = shaped.width
    base = width[a] + shaped.gaps[a] + shaped.lead[a]
    # One em beyond the measure is as far as compression of real text reaches.
    far = bisect_right(width, base + room + 4000, a) - 1
    high = bisect_right(ends, far)
    low = bisect_right(ends, a)
    found: list[tuple[int, int]] = []
    for i in range(high - 1, low - 1, -1):
        b = ends[i]
        price = _price(shaped, a, b, room)
        if price is None:
            continue
        loose = price[1]
        if loose > LOOSE and found:
            break
        found.append((b, price[0] + (shaped.breaks[b] * 10 if b < len(shaped) else 0)))
        if b == len(shaped):
            continue
    if not found and high > low:
        found.append((ends[low], EMERGENCY_COST * 10))
    return found


def _natural(shaped: Shaped, a: int, b: int) -> int:
    last = b - 1
    while last > a and shaped.kinds[last] in "BZ":
        last -= 1
    first = a
    while first < last and shaped.kinds[first] in "BZ":
        first += 1
    tail = shaped.width[b] - shaped.width[last + 1]
    head = shaped.width[first] - shaped.width[a]
    return (
        shaped.width[b]
        - shaped.width[a]
        - head
        - tail
        - shaped.gaps[first]
        - shaped.lead[first]
        - shaped.trail[last]
    )


def _price(shaped: Shaped, a: int, b: int, room: int) -> tuple[int, int] | None:
    natural = _natural(shaped, a, b)
    slack = room - natural
    if b == len(shaped):
        cost = 0
        han = sum(1 for k in shaped.kinds[a:b] if k in "HW")
        if a and han < 2:  # noqa: PLR2004
            cost += SHORT_LAST_COST
        elif a and natural < 3000:  # noqa: PLR2004
            cost += LAST_BELOW_INDENT_COST
        if slack >= 0:
            return cost, 0
    else:
        cost = 0
    if slack < 0:
        capacity = sum(_capacity(shaped, a, b))
        if -slack > capacity:
            return None
        return cost + COMPRESS_COST * slack * slack // (capacity * capacity), 0
    spaces, gaps, opens = _openings(shaped, a, b)
    part = 0
    first = min(slack, spaces)
    slack -= first
    if spaces:
        part += EXPAND_COST * (first * 1000 // spaces // EXPAND_UNIT) ** 2 // 16
    second = min(slack, gaps)
    slack -= second
    if gaps:
        part += EXPAND_COST * (second * 1000 // gaps * 250 // 1000 // EXPAND_UNIT) ** 2 // 4
    if not slack:
        return cost + part, 0
    if not opens:
        return cost + NO_GAP_COST + slack, 10_000
    each = slack // opens
    return cost + part + EXPAND_COST * each * each // (EXPAND_UNIT * EXPAND_UNIT), each


def _inner(sums: list[int], a: int, b: int) -> int:
    return sums[b] - sums[a]


def _capacity(shaped: Shaped, a: int, b: int) -> tuple[int, int, int, int]:
    """What R4 to R7 can give: brackets, pauses, Han–Latin gaps, stops."""
    glue = shaped.glue
    last = b - 1
    kind, trail = shaped.kinds[last], shaped.trail[last]
    brackets = _inner(glue["bracket"], a, b) - shaped.lead[a] - (trail if kind == "C" else 0)
    pauses = _inner(glue["pause"], a, b) - (trail if kind == "P" else 0)
    gaps = (_inner(glue["gap"], a, b) - shaped.gaps[a]) // 2
    stops = _inner(glue["stop"], a, b) - (trail if kind in "SE" else 0)
    return brackets, pauses, gaps, stops


def _openings(shaped: Shaped, a: int, b: int) -> tuple[int, int, int]:
    """What X1 and X2 can take, and how many gaps X3 has."""
    glue = shaped.glue
    return (
        _inner(glue["space"], a, b),
        _inner(glue["gap"], a, b) - shaped.gaps[a],
        _inner(glue["open"], a, b) - shaped.open_gaps[a],
    )


def _line(shaped: Shaped, a: int, b: int, cells: int, indent: int, *, last: bool) -> Line:
    natural = _natural(shaped, a, b) if b > a else 0
    room = cells - indent
    slack = room - natural
    opens = _openings(shaped, a, b)[2] if b > a else 0
    width = natural if last and slack >= 0 else room
    gap = 0
    if not last and slack > 0:
        spaces, gaps, _ = _openings(shaped, a, b)
        rest = slack - min(slack, spaces + gaps)
        gap = rest // opens if opens else 0
        if rest and not opens:
            width = room - rest
    return Line(
        a, b, shaped.starts[a], shaped.starts[b], indent, natural, indent + width, gap, last
    )


def place(
    shaped: Shaped,
    line: Line,
    x: Length,
    baseline: Length,
    *,
    ink: Ink = BLACK,
    offset: int = 0,
) -> tuple[Glyphs, ...]:
    """The line's glyphs on the page, absolute; together they stand for all of its text."""
    a, b = line.start, line.end
    if a == b:
        return ()
    extra = _extra(shaped, line)
    at = line.indent - shaped.gaps[a] - shaped.lead[a]
    size = shaped.font.size
    runs: list[Glyphs] = []
    ids: list[int] = []
    xs: list[int] = []
    spans: list[int] = []
    face = shaped.faces[a]
    begun = shaped.starts[a]
    pending = 0

    def close(stop: int) -> None:
        if ids:
            runs.append(
                Glyphs(
                    face=shaped.all_faces[face].key,
                    size=size,
                    ids=tuple(ids),
                    x=tuple(xs),
                    y=(baseline,),
                    text=shaped.text[begun:stop],
                    spans=() if all(s == 1 for s in spans) else tuple(spans),
                    offset=offset + begun,
                    ink=ink,
                )
            )

    for i in range(a, b):
        before, within = extra.get(i, (0, 0))
        at += shaped.gaps[i] + before
        length = shaped.starts[i + 1] - shaped.starts[i]
        if not shaped.glyphs[i]:
            if spans:
                spans[-1] += length
            else:
                pending += length
        else:
            if shaped.faces[i] != face and ids:
                close(shaped.starts[i])
                ids, xs, spans = [], [], []
                begun = shaped.starts[i]
            face = shaped.faces[i]
            inner = at + shaped.shifts[i] + (within if shaped.kinds[i] == "O" else 0)
            for number, gid in enumerate(shaped.glyphs[i]):
                ids.append(gid)
                xs.append(x + inner * size // 1000)
                spans.append(length + pending if number == 0 else 0)
                pending = 0 if number == 0 else pending
                if shaped.steps[i]:
                    inner += shaped.steps[i][number]
                elif len(shaped.glyphs[i]) > 1:
                    inner += shaped.advances[i] // len(shaped.glyphs[i])
        at += shaped.advances[i] + within
    close(shaped.starts[b])
    return tuple(runs)


def _extra(shaped: Shaped, line: Line) -> dict[int, tuple[int, int]]:
    """Space added before a cluster and inside its cell, by cluster, in the orders of RULES §6."""
    a, b = line.start, line.end
    slack = line.width - line.indent - line.natural
    found: dict[int, tuple[int, int]] = {}
    if not slack:
        return found
    last = b - 1

    def share(places: list[tuple[int, int]], amount: int, *, inside: bool) -> int:
        total = sum(cap for _, cap in places)
        used = min(abs(amount), total)
        done = seen = 0
        for i, cap in places:
            seen += cap
            now = used * seen // total
            part = (now - done) * (1 if amount > 0 else -1)
            done = now
            before, within = found.get(i, (0, 0))
            found[i] = (before, within + part) if inside else (before + part, within)
        return amount - (used if amount > 0 else -used)

    inner = range(a, b)
    if slack < 0:
        steps = [
            ([(i, shaped.lead[i] if shaped.kinds[i] == "O" else shaped.trail[i]) for i in inner
              if shaped.kinds[i] in "OC" and not (i == a and shaped.kinds[i] == "O")
              and not (i == last and shaped.kinds[i] == "C")], True),
            ([(i, shaped.trail[i]) for i in inner if shaped.kinds[i] == "P" and i != last], True),
            ([(i, shaped.gaps[i] // 2) for i in inner if i != a], False),
            ([(i, shaped.trail[i]) for i in inner if shaped.kinds[i] in "SE" and i != last], True),
        ]
        for places, inside in steps:
            places_ = [(i, cap) for i, cap in places if cap]
            if slack and places_:
                slack = share(places_, slack, inside=inside)
        return found
    for places in (
        [(i, shaped.advances[i]) for i in inner if shaped.kinds[i] == "B"],
        [(i, shaped.gaps[i]) for i in inner if i != a],
    ):
        places_ = [(i, cap) for i, cap in places if cap]
        if slack and places_:
            slack = share(places_, slack, inside=False)
    gaps = [i for i in inner if shaped.open_gaps[i] and i != a]
    for number, i in enumerate(gaps):
        before, within = found.get(i, (0, 0))
        part = slack * (number + 1) // len(gaps) - slack * number // len(gaps)
        found[i] = (before + part, within)
    return found
