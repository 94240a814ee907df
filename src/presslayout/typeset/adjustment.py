"""One line filled to its measure: where every cluster stands (RULES R1–R7, X1–X3, A4).

Reduction and expansion go through their steps in order; within a step all places give or take the
same share, by running total, so that the parts add up exactly.
"""

from __future__ import annotations

from itertools import accumulate, compress
from operator import add, sub
from typing import TYPE_CHECKING

from presslayout.typeset import classes as cl
from presslayout.typeset.manner import PLAIN
from presslayout.typeset.spacing import GAP_LEAST, WORD_LEAST, WORD_MOST
from presslayout.typeset.spacing import GAP_MOST as MIXED_MOST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.typeset.shape import Shaped

# Places: (index in the line, before its body or after it, how much it can give or take).
Places = list[tuple[int, bool, int]]
BEFORE, AFTER = True, False
# Gaps are opened alike up to this; past it every gap of the line shares (RULES X3).
GAP_MOST = 100


def natural_width(shaped: Shaped, start: int, end: int) -> int:
    """What clusters take by themselves in a line of their own (RULES §6.1)."""
    if start == end:
        return 0
    begin = shaped.width[start] + shaped.before[start]
    return shaped.width[end] - shaped.trail[end - 1] - begin


def capacity(shaped: Shaped, start: int, end: int) -> int:
    """What a line can give under compression."""
    edge = shaped.shrink[start + 1] - shaped.give[start]
    return shaped.shrink[end] - shaped.give[end - 1] - edge


def bodies(shaped: Shaped, start: int, end: int, slack: int) -> tuple[list[int], list[int]]:
    """Where each body stands from the line's first, and the room that each takes from there."""
    before, after = filled(shaped, start, end, slack)
    return [*map(sub, accumulate(map(add, before, after)), after)], after


def filled(shaped: Shaped, start: int, end: int, slack: int) -> tuple[list[int], list[int]]:
    """The room before and after the left edge of each body, the line's edges cut.

    `slack` is what justification has to add; less than nothing is taken away.
    """
    before = shaped.before[start:end]
    after = shaped.after[start:end]
    before[0] = 0
    after[-1] -= shaped.trail[end - 1]
    if shaped.font.manner.grid and shaped.auto[start] and shaped.kinds[start] != cl.HAN:
        _onto_grid(shaped, start, before)
    if slack:
        steps = _reductions(shaped, start, end) if slack < 0 else _expansions(shaped, start, end)
        _share(steps, slack, before, after)
    return before, after


def _onto_grid(shaped: Shaped, start: int, before: list[int]) -> None:
    """The gap that a line's first word has lost goes behind the word, for the Han that follow."""
    for n in range(1, len(before)):
        if shaped.kinds[start + n] == cl.HAN:
            before[n] += shaped.auto[start]
            return


def _share(steps: Iterator[Places], slack: int, before: list[int], after: list[int]) -> None:
    sign = 1 if slack > 0 else -1
    left = abs(slack)
    for places in steps:
        total = sum(capacity for _, _, capacity in places)
        if not total:
            continue
        used = min(left, total)
        seen = done = 0
        for k, side, capacity in places:
            seen += capacity
            part = used * seen // total - done
            done += part
            if side:
                before[k] += sign * part
            else:
                after[k] += sign * part
        left -= used
        if not left:
            return


def _reductions(shaped: Shaped, start: int, end: int) -> Iterator[Places]:
    """R2 to R7: what can give, in the order in which it does."""
    inner = range(start + 1, end)
    words = [(k, space - WORD_LEAST) for k, space in shaped.words.items() if start < k < end]
    yield [(k - start, BEFORE, space) for k, space in sorted(words)]
    yield _glue(shaped, start, end, cl.POINT)
    yield _glue(shaped, start, end, cl.OPEN + cl.CLOSE)
    yield _glue(shaped, start, end, cl.PAUSE)
    auto = shaped.auto
    yield [(k - start, BEFORE, max(auto[k] - GAP_LEAST, 0)) for k in inner if auto[k]]
    yield _glue(shaped, start, end, cl.STOP + cl.END)


def _glue(shaped: Shaped, start: int, end: int, kinds: str) -> Places:
    """What marks of these kinds give inside a line, on either side."""
    if shaped.font.manner.marks == PLAIN:
        return []
    squeezed = shaped.font.manner.squeeze_stops
    lead, give, classes = shaped.lead, shaped.give, shaped.kinds
    made: Places = []
    for k in range(start, end):
        if classes[k] in kinds:
            if lead[k] and k > start and (squeezed or classes[k] not in "SE"):
                made.append((k - start, BEFORE, lead[k]))
            if give[k] and k < end - 1:
                made.append((k - start, AFTER, give[k]))
    return made


def _expansions(shaped: Shaped, start: int, end: int) -> Iterator[Places]:
    """X1 to X3, then every gap of the line alike."""
    words = sorted((k - start, space) for k, space in shaped.words.items() if start < k < end)
    yield [(k, BEFORE, max(WORD_MOST - space, 0)) for k, space in words]
    auto = shaped.auto
    mixed = [*compress(range(start + 1, end), auto[start + 1 : end])]
    yield [(k - start, BEFORE, MIXED_MOST - auto[k]) for k in mixed]
    opened = [*compress(range(1, end - start), shaped.opened[start + 1 : end])]
    yield [(k, BEFORE, GAP_MOST) for k in opened]
    everywhere = sorted([*opened, *[k - start for k in mixed], *[k for k, _ in words]])
    yield [(k, BEFORE, 1_000_000) for k in everywhere]
