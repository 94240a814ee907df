"""What will be said against a way, told from its rectangles alone, before anything is set.

A way that is bound to make a poor page is not set while there are better ones.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.flow.arrange.dominance import share_cost, wanted
from presslayout.flow.arrange.manners import photo_share, photo_size
from presslayout.flow.arrange.score import (
    BENT,
    CROWD,
    DOMINANCE,
    DOMINANT,
    EFFORT,
    ENOUGH,
    FLAT,
    LEAD_RIGHT,
    LEAD_SMALL,
    ROW_OF_HEADS,
    SAME,
    SAMENESS,
    STRIP,
    TALL,
    THROUGH,
    TOMBSTONE,
    TOWER,
    UPRIGHT,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.flow.arrange.region import Region
    from presslayout.flow.arrange.trial import Bench
    from presslayout.flow.arrange.way import Spot

# Heads side by side in one face need not be of one size: so much of the fault is reckoned.
LIKELY = 2


def foreseen(spots: Sequence[Spot], region: Region, bench: Bench) -> float:
    """About what the page will lose; what cannot be known before it is set counts nothing."""
    effort = sum(bench.price(s.need, s.rows, s.notch) or 0 for s in spots) / EFFORT
    return effort + sum(_shapes(spots, region)) + sum(_page(spots, region, bench))


def _shapes(spots: Sequence[Spot], region: Region) -> Iterator[float]:
    for spot in spots:
        columns, form = spot.need.columns, spot.need.form
        if columns == 1 and spot.rows > TALL:
            yield TOWER
        if columns == region.columns > 2 and spot.rows < FLAT:  # noqa: PLR2004
            yield STRIP
        yield (BENT if spot.notch else 0) + (UPRIGHT if form.head_side else 0)
    if len(spots) < ENOUGH:
        return
    if len({spot.need.columns for spot in spots}) == 1:
        yield SAME
    dressed = any(
        s.notch or s.need.form.frame or s.need.form.head_side or s.need.form.split for s in spots
    )
    yield 0 if dressed else SAMENESS


def _page(spots: Sequence[Spot], region: Region, bench: Bench) -> Iterator[float]:
    lead, *others = sorted(spots, key=lambda spot: spot.need.story)
    if lead.column > region.column:
        yield LEAD_RIGHT
    if others and _cells(lead) < max(map(_cells, others)):
        yield LEAD_SMALL
    crossed = {edge for spot in spots for edge in _crossed(spot)}
    for edge in range(region.column, region.column + region.columns - 1):
        if edge not in crossed:
            yield THROUGH
    plain = [s for s in spots if not (s.need.form.frame or s.need.form.head_side)]
    for one, other in combinations(plain, 2):
        # Faces change from rank to rank.
        if one.row == other.row and _beside(one, other) and _alike(one, other):
            yield TOMBSTONE / LIKELY
    crowd = sum(spot.row == region.row for spot in spots) - ROW_OF_HEADS
    if crowd > 0:
        yield CROWD * crowd
    sizes = sorted((photo_size(s.need, bench) for s in spots if _shows(s, bench)), reverse=True)
    if sizes:
        least = wanted(bench.desk.template, region.cells)
        yield share_cost(photo_share(sizes[0], region, bench), least)
    if len(sizes) > 1 and sizes[0] * 1000 < sizes[1] * DOMINANT:
        yield DOMINANCE * (DOMINANT - 1000 * sizes[0] / sizes[1]) / (DOMINANT - 1000)


def _shows(spot: Spot, bench: Bench) -> bool:
    return bool(bench.tales[spot.need.story].photos)


def _cells(spot: Spot) -> int:
    return spot.need.columns * spot.rows - (
        spot.notch.columns * spot.notch.rows if spot.notch else 0
    )


def _crossed(spot: Spot) -> range:
    """The columns behind which a story's headline or box covers the gutter."""
    last = spot.column + spot.need.columns - 1
    if spot.need.form.frame:
        return range(spot.column - 1, last + 1)
    return range(spot.column, last)


def _alike(one: Spot, other: Spot) -> bool:
    return (one.need.story - other.need.story) % 2 == 0


def _beside(one: Spot, other: Spot) -> bool:
    return (
        one.column + one.need.columns == other.column
        or other.column + other.need.columns == one.column
    )
