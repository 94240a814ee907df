"""What sets stretches of a text apart: bases under a reading, figures off the line.

Both work on the arrays of a paragraph that is being shaped.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.spacing import EM, SUPERIOR

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def shift(
    shifted: Collection[int],
    notes: frozenset[int],
    arrays: tuple[list[int], ...],
    breaks: list[int],
    opened: list[bool],
) -> None:
    """Clusters off the line small, close to the word before, no line beginning with one (F1, K5).

    Behind `notes` what follows stands as if the number were not there.
    """
    before, after, lead, trail, auto = arrays
    for k in sorted(shifted):
        if k and k - 1 not in shifted:
            after[k - 1] -= trail[k - 1]
            trail[k - 1] = 0
        after[k] = (after[k] - trail[k]) * SUPERIOR // EM
        before[k] = lead[k] = trail[k] = auto[k] = 0
        breaks[k], opened[k] = FORBIDDEN, False
        if k not in notes:
            continue
        if k + 1 < len(before) and k + 1 not in shifted and auto[k + 1]:
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
