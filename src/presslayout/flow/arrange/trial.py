"""A way set for real: every story in its rectangle, boundaries moved until columns end level."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from presslayout.flow.arrange.modular import assign
from presslayout.flow.arrange.need import slot
from presslayout.flow.leeway import Slack
from presslayout.flow.slots import story as stories
from presslayout.flow.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.flow.arrange.modular import Way
    from presslayout.flow.arrange.region import Region
    from presslayout.flow.desk import Desk, Filled
    from presslayout.record import StoryRecord
    from presslayout.spec.issue import Story
    from presslayout.spec.template import Slot

# How often boundaries between stories are moved before a way is judged as it stands.
ROUNDS = 4
# Names of slots by rank, as the trade counts stories on a page.
NAMES = ("头条", "二条", "三条", "四条", "五条", "六条", "七条", "八条", "九条", "十条")


@dataclass(frozen=True, slots=True)
class Placed:
    """A story where a way put it, and how it came out there."""

    story: int
    slot: Slot
    filled: Filled

    @property
    def record(self) -> StoryRecord:
        """What the report says of it."""
        assert self.filled.story is not None
        return self.filled.story

    @property
    def columns(self) -> int:
        """How many base columns it crosses."""
        return self.slot.columns[1] - self.slot.columns[0] + 1

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return self.slot.rows[1] - self.slot.rows[0] + 1

    @property
    def miss(self) -> int:
        """Lines too many, or (negative) lines missing."""
        return self.record.overset.lines or -self.record.underset_lines


@dataclass(slots=True)
class Bench:
    """Stories of a page by rank, each set once for every size that is asked for."""

    tales: Sequence[Story]
    desk: Desk
    known: dict[tuple[int, int, int, bool], Filled] = field(default_factory=dict)

    def filled(self, number: int, where: Slot, *, eased: bool = False) -> Filled:
        """A story in a slot of this size; it stands at the place where the size first occurred.

        `eased`: the slot may give a row or a character's width where nothing else levels it.
        """
        size = (number, where.rows[1] - where.rows[0], where.columns[1] - where.columns[0], eased)
        if size not in self.known:
            room = Slack() if eased else None
            self.known[size] = stories.fill(where, Telling(self.tales[number]), self.desk, room)
        return self.known[size]


def trial(way: Way, region: Region, bench: Bench) -> tuple[Placed, ...]:
    """The best that this way gives: boundaries are moved to where lines are missing."""
    shift: dict[int, int] = {}
    best: tuple[Placed, ...] = ()
    for _ in range(ROUNDS):
        made = _placed(way, region, bench, shift)
        if not best or _total(made) < _total(best):
            best = made
        if not _total(made):
            break
        for one in made:
            if one.miss:
                # A positive miss wants rows, a negative one can spare them.
                rows = -(-abs(one.miss) // one.columns)
                shift[one.story] = shift.get(one.story, 0) + (rows if one.miss > 0 else -rows)
    return tuple(
        replace(one, filled=bench.filled(one.story, one.slot, eased=True)) if one.miss else one
        for one in best
    )


def name(rank: int, taken: Sequence[str]) -> str:
    """The next name of a slot that the page does not have yet."""
    free = [known for known in NAMES if known not in taken]
    return free[rank] if rank < len(free) else f"版位{rank + 1}"


def _placed(way: Way, region: Region, bench: Bench, shift: dict[int, int]) -> tuple[Placed, ...]:
    found = []
    for need, row, column, rows in assign(way, region.row, region.column, region.rows, shift):
        where = slot(
            str(need.story),
            need.story,
            (row, row + rows - 1),
            (column, column + need.columns - 1),
            bench.desk,
        )
        found.append(Placed(need.story, where, bench.filled(need.story, where)))
    return tuple(found)


def _total(placed: Sequence[Placed]) -> int:
    return sum(abs(one.miss) for one in placed)
