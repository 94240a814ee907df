"""Subheads of a page: one size, and one air above and below (PAGES, "Air").

Whatever rows are spare, all subheads of a page take as many of them: a row more for each is tried
where that ends more of its stories level, or spares a neighbour what only fitting would change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.edition.roles import ParagraphKind
from presslayout.edition.steps import Step
from presslayout.flow.body import SubheadBlock
from presslayout.flow.job import job
from presslayout.flow.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.base.units import Length
    from presslayout.flow.bench import Desk, Filled
    from presslayout.issue.issue import PageSpec, Story
    from presslayout.issue.template import Slot

# By how many rows the subheads of a page may be higher than their style says.
MORE = 1
# What a story does for want of rows that is seen from outside of it, or leaves something out: dearer
# than air.
DEAR = (Step.DROP_OPTIONAL, Step.SLOT_ROWS, Step.COLUMN_WIDTH, Step.FILLER)


def standing(group: Iterable[PageSpec]) -> Mapping[int, Mapping[str, Story]]:
    """The slots of each page that hold a story with subheads, or what of one jumped there."""
    found: dict[int, dict[str, Story]] = {}
    for spec in group:
        for tale in spec.stories:
            if not any(p.kind == ParagraphKind.SUBHEAD for p in tale.body) or tale.slot is None:
                continue
            found.setdefault(spec.number, {})[tale.slot] = tale
            for jump in tale.jumps:
                found.setdefault(jump.page, {})[jump.slot] = tale
    return found


def size(slot: Slot, tale: Story, desk: Desk) -> Length:
    """The size that the subheads of a story have in a slot by themselves; 0 where none is one."""
    made = job(slot, Telling(tale), desk).body
    return min((block.heading.size for block in made if isinstance(block, SubheadBlock)), default=0)


def trouble(filled: Iterable[Filled]) -> tuple[int, int]:
    """How many stories of a page do not end level, and how many did something dear for that."""
    stories = [made.story for made in filled if made.story is not None]
    missed = sum(bool(one.overset.lines or one.underset_lines) for one in stories)
    return missed, sum(any(f.step in DEAR for f in one.fit_steps) for one in stories)
