"""Stories shared out among the regions of a page, where what stays parts it in several."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from presslayout.flow.arrange.demand import demand, misfit, together

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.flow.arrange.region import Region
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import Story

# Ways to share stories out that are looked at, and of these the best that are laid out.
LOOKED_AT, TRIED = 60_000, 3
# A lower region takes no story of its own where there are others.
LOW = 8
# What it costs when the lead stands in another region than the first: some lines without a room.
LEAD_ELSEWHERE = 80.0

# A region and the stories in it.
Share = tuple["Region", list[int]]


def shares(
    tales: Sequence[Story], members: Sequence[int], partings: Sequence[Sequence[Region]], desk: Desk
) -> list[list[Share]]:
    """The best ways to share the members out: of each way to part the page, then of all; at least one."""
    found = [
        (cost, number, way, whole)
        for number, parting in enumerate(partings)
        for whole in [_regions(parting, len(members))]
        for cost, way in _ways(tales, members, whole, desk)
    ]
    ranked = sorted(found, key=lambda one: one[:3])
    best = {one[1]: one for one in reversed(ranked)}
    firsts = [one for one in ranked if one is best[one[1]]]
    others = [one for one in ranked if one is not best[one[1]]]
    return [
        [
            (region, [k for k, at in zip(members, way, strict=True) if at == n])
            for n, region in enumerate(whole)
            if n in way
        ]
        for _, _, way, whole in [*firsts, *others][: max(TRIED, len(firsts))]
    ]


def _regions(parting: Sequence[Region], count: int) -> list[Region]:
    """The regions that are used: the largest where there are too many for so many stories."""
    whole = [region for region in parting if region.rows >= LOW] or list(parting)
    while len(whole) ** count > LOOKED_AT:
        whole.remove(min(whole, key=lambda region: region.cells))
    return whole


def _ways(
    tales: Sequence[Story], members: Sequence[int], whole: Sequence[Region], desk: Desk
) -> list[tuple[float, tuple[int, ...]]]:
    """The cheapest ways, each the region of every member."""
    if len(whole) == 1:
        return [(0.0, (0,) * len(members))]
    wanted = [
        [demand(tales[n], n, desk, (region.rows, region.columns)) for n in members]
        for region in whole
    ]
    known: dict[tuple[int, int], float] = {}

    def cost(at: int, held: int) -> float:
        if (at, held) not in known:
            found = [one for n, one in enumerate(wanted[at]) if held >> n & 1]
            region = whole[at]
            known[at, held] = misfit(together(found, region.columns), region.cells)
        return known[at, held]

    made = []
    for way in product(range(len(whole)), repeat=len(members)):
        masks = [0] * len(whole)
        for n, at in enumerate(way):
            masks[at] |= 1 << n
        total = sum(cost(at, held) for at, held in enumerate(masks))
        made.append((total + LEAD_ELSEWHERE * (way[0] != 0), way))
    return sorted(made)[:TRIED]
