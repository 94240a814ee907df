"""How much room stories want, and how ill they fit what there is, in rows of a base column."""

from __future__ import annotations

from statistics import median_low
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.flow.arrange.dress import Billed
from presslayout.flow.arrange.need import needs
from presslayout.flow.arrange.region import GAP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import Story

# A line that has no room, a white one that nothing fills, and a row away from what is wanted.
OVER, UNDER, AWAY = 20.0, 4.0, 0.3
# Stories side by side do not all have the shape in which they are shortest: pages are full when this
# share, in percent, of what they would rather have is added (benchmarks/sharing.py: from there on
# lines are left over, as many as it says).
TIGHT = 35


@frozen
class Demand:
    """Rows of a base column that stories take: at least, as it is best, at most."""

    least: int
    nominal: int
    most: int


def demand(tale: Story, rank: int, desk: Desk, room: tuple[int, int]) -> Demand:
    """What a story takes of a room of so many rows and columns, as its lead (rank 0) or below it."""
    found = needs(Billed(tale, rank), desk, room)
    # A lead is not set in one column, nor a lesser story across the whole page.
    wide = found[len(found) // 2 :] if rank == 0 else found[: -(-len(found) * 2 // 3)]
    return Demand(
        min(n.least * n.columns for n in wide),
        median_low(n.nominal * n.columns for n in wide),
        max(n.most * n.columns for n in wide),
    )


def together(found: Sequence[Demand], columns: int) -> Demand:
    """What stories take together, the blank rows between them counted."""
    gaps = max(len(found) - 1, 0) * GAP * columns // 2
    return Demand(
        sum(one.least for one in found) + gaps,
        sum(one.nominal for one in found) + gaps,
        sum(one.most for one in found) + gaps,
    )


def misfit(wanted: Demand, cells: int) -> float:
    """What it costs to fill so many cells with what is wanted."""
    tight = wanted.least + (wanted.nominal - wanted.least) * TIGHT // 100
    over, under = max(tight - cells, 0), max(cells - wanted.most, 0)
    return OVER * over + UNDER * under + AWAY * abs(wanted.nominal - cells)
