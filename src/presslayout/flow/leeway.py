"""What a slot may give or take where nothing levels its story inside it: a row, a character's width.

Dearer than anything that fitting does inside a slot: neighbours see it.  A template allows it by
版位行数 and 栏宽 in its 合版顺序.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presslayout.flow.job import job

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from presslayout.flow.desk import Desk
    from presslayout.flow.job import Job
    from presslayout.flow.telling import Telling
    from presslayout.spec.issue import Filler
    from presslayout.spec.template import Slot, Template

ROWS, WIDTH = "版位行数", "栏宽"
# Blank rows that stay between two slots, whichever of them grows.
BETWEEN = 1
# A column keeps so many characters at least.
LEAST_CELLS = 8


@dataclass(frozen=True, slots=True)
class Slack:
    """What lies round a slot: free rows above and below it, and fillers that nothing uses yet.

    `bound`: it is a box, and beside it another slot ends in the same row.
    """

    above: int = 0
    below: int = 0
    fillers: tuple[Filler, ...] = ()
    bound: bool = False


def slack(
    template: Template,
    slot: Slot,
    taken: Mapping[str, tuple[int, int]],
    fillers: tuple[Filler, ...] = (),
) -> Slack:
    """The free rows round a slot, `taken` being the rows that slots take by now."""
    first, last = taken.get(slot.name, slot.rows)
    above = below = 0
    rest = [(s, taken.get(s.name, s.rows)) for s in template.slots if s.name != slot.name]
    others = [rows for s, rows in rest if _over(s, slot)]
    ends = [rows[1] for rows in others if rows[1] < first]
    begins = [rows[0] for rows in others if rows[0] > last]
    # Slots that begin in one row keep doing so: their heads and rules would part company.
    beside = any(rows[0] == first and not _over(s, slot) for s, rows in rest)
    if ends and not beside:
        above = max(first - max(ends) - 1 - BETWEEN, 0)
    if begins:
        below = max(min(begins) - last - 1 - BETWEEN, 0)
    bound = slot.frame > 0 and any(rows[1] == last and not _over(s, slot) for s, rows in rest)
    return Slack(above, 0 if bound else below, fillers, bound)


def others(slot: Slot, telling: Telling, desk: Desk, room: Slack) -> Iterator[Job]:
    """The slot a row lower or higher, its columns a character narrower, or both; cheapest first.

    A slot of several rectangles, or one with another inside it, keeps its rows; one whose story is
    locked, or holds what is, keeps all.
    """
    if slot.parts or slot.cuts or slot.within or telling.story.is_held:
        # What stands beside and inside it would have to move along.
        return
    steps = desk.template.fit_order
    first, last = slot.rows
    rows: list[tuple[int, int]] = []
    if ROWS in steps:
        # A box's foot is seen: it stays level with what ends beside it.
        if not room.bound:
            rows.append((first, last - 1))
        if room.below:
            rows.append((first, last + 1))
        elif room.above:
            rows.append((first - 1, last))
    for high in rows:
        yield _changed(slot, telling, desk, (high, 0))
    if WIDTH not in steps or slot.vertical:
        return
    for high in ((first, last), *rows):
        work = _changed(slot, telling, desk, (high, 1))
        if work.fonts.measure >= LEAST_CELLS * 1000:
            yield work


def _changed(slot: Slot, telling: Telling, desk: Desk, change: tuple[tuple[int, int], int]) -> Job:
    rows, narrowed = change
    said = []
    if rows != slot.rows:
        said.append(f"{ROWS} {rows[1] - rows[0] + 1}行")
    if narrowed:
        said.append(f"{WIDTH} 每栏减{narrowed}字")
    work = job(replace(slot, rows=rows, narrowed=narrowed), telling, desk)
    return replace(work, eased=tuple(said))


def _over(one: Slot, other: Slot) -> bool:
    return one.columns[0] <= other.columns[1] and other.columns[0] <= one.columns[1]
