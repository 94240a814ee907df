"""One line filled to its measure: where every cluster stands (RULES §6.2, §6.3).

Reduction and expansion go through their steps in order; within a step all places give or take the
same share, by running total, so that the parts add up exactly.
"""

from __future__ import annotations

from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING

from presslayout.typeset import classes as cl
from presslayout.typeset.spacing import GAP_SHRINK, GAP_STRETCH, WORD_LEAST, WORD_MOST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.typeset.shape import Shaped

# Places: (index in the line, before its body or after it, how much it can give or take).
Places = list[tuple[int, bool, int]]
BEFORE, AFTER = True, False
# Gaps are opened alike up to this; past it every gap of the line shares (RULES X3).
GAP_MOST = 500


def natural_width(shaped: Shaped, start: int, end: int) -> int:
    """What clusters take by themselves in a line of their own (RULES §6.1)."""
    if start == end:
        return 0
    begin = shaped.width[start] + shaped.before[start]
    return shaped.width[end] - shaped.trail[end - 1] - begin


def capacity(shaped: Shaped, start: int, end: int) -> int:
    """What a line can give under compression."""
    edge = shaped.shrink[start + 1] - shaped.trail[start]
    return shaped.shrink[end] - shaped.trail[end - 1] - edge


def bodies(shaped: Shaped, start: int, end: int, slack: int) -> tuple[list[int], list[int]]:
    """Where each body stands from the line's first, and the room that each takes from there."""
    before, after = filled(shaped, start, end, slack)
    ends = list(accumulate(map(add, before, after)))
    return [e - a for e, a in zip(ends, after, strict=True)], after


def filled(shaped: Shaped, start: int, end: int, slack: int) -> tuple[list[int], list[int]]:
    """The room before and after the left edge of each body, the line's edges cut.

    `slack` is what justification has to add; less than nothing is taken away.
    """
    before = shaped.before[start:end]
    after = shaped.after[start:end]
    before[0] = 0
    after[-1] -= shaped.trail[end - 1]
    if slack:
        steps = _reductions(shaped, start, end) if slack < 0 else _expansions(shaped, start, end)
        _share(steps, slack, before, after)
    return before, after


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
    """R2, R4 to R7: what can give, in the order in which it does."""
    inner = range(start + 1, end)
    words = [(k, space - WORD_LEAST) for k, space in shaped.words.items() if start < k < end]
    yield [(k - start, BEFORE, space) for k, space in sorted(words)]
    lead = shaped.lead
    brackets = [(k - start, BEFORE, lead[k]) for k in inner if lead[k]]
    brackets += _trails(shaped, start, end, cl.CLOSE)
    yield sorted(brackets)
    yield _trails(shaped, start, end, cl.PAUSE)
    yield [(k - start, BEFORE, GAP_SHRINK) for k in inner if shaped.auto[k]]
    yield _trails(shaped, start, end, cl.STOP + cl.END)


def _trails(shaped: Shaped, start: int, end: int, kinds: str) -> Places:
    trail = shaped.trail
    return [
        (k - start, AFTER, trail[k])
        for k in range(start, end - 1)
        if trail[k] and shaped.kinds[k] in kinds
    ]


def _expansions(shaped: Shaped, start: int, end: int) -> Iterator[Places]:
    """X1 to X3, then every gap of the line alike."""
    inner = range(start + 1, end)
    words = sorted((k - start, space) for k, space in shaped.words.items() if start < k < end)
    yield [(k, BEFORE, max(WORD_MOST - space, 0)) for k, space in words]
    mixed = [k - start for k in inner if shaped.auto[k]]
    yield [(k, BEFORE, GAP_STRETCH) for k in mixed]
    opened = [k - start for k in inner if shaped.opened[k]]
    yield [(k, BEFORE, GAP_MOST) for k in opened]
    everywhere = sorted([*opened, *mixed, *[k for k, _ in words]])
    yield [(k, BEFORE, 1_000_000) for k in everywhere]
