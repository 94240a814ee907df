"""What sets stretches of a text apart: bases under a reading, the numbers of notes.

Both work on the arrays of a paragraph that is being shaped.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.spacing import EM, SUPERIOR

if TYPE_CHECKING:
    from collections.abc import Sequence


def raise_notes(
    raised: frozenset[int], arrays: tuple[list[int], ...], breaks: list[int], opened: list[bool]
) -> None:
    """Note numbers small and close to the word before, no line beginning with one (RULES F1, K5)."""
    before, after, lead, trail, auto = arrays
    for k in sorted(raised):
        if k and k - 1 not in raised:
            after[k - 1] -= trail[k - 1]
            trail[k - 1] = 0
        after[k] = (after[k] - trail[k]) * SUPERIOR // EM
        before[k] = lead[k] = trail[k] = auto[k] = 0
        breaks[k], opened[k] = FORBIDDEN, False
        if k + 1 < len(before) and k + 1 not in raised and auto[k + 1]:
            before[k + 1] -= auto[k + 1]
            auto[k + 1] = 0
            breaks[k + 1] = 0 if breaks[k + 1] < FORBIDDEN else breaks[k + 1]


def spread(
    starts: Sequence[int],
    span: tuple[int, int],
    room: Sequence[int],
    arrays: tuple[list[int], list[int], list[int], list[bool]],
) -> None:
    """The clusters of a span kept in one line, with so much room on both sides of their middle."""
    before, after, breaks, opened = arrays
    first, stop = bisect_left(starts, span[0]), bisect_left(starts, span[1])
    if first >= stop or stop > len(after):
        return
    for k in range(first + 1, stop):
        breaks[k], opened[k] = FORBIDDEN, False
    half = (sum(before[first + 1 : stop]) + sum(after[first:stop])) // 2
    before[first] += max(room[0] - half, 0)
    after[stop - 1] += max(room[1] - half, 0)
