"""A story in its slot: headline block, photos, quotes and body, level to the last row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.steps import Step
from presslayout.flow import contours, fillers
from presslayout.flow.fit import POCKET_ROWS, SHORT_ROWS
from presslayout.flow.job import job, pieces
from presslayout.flow.leeway import most_given, others
from presslayout.flow.levelling import byline_ends, level, settle
from presslayout.flow.pour import lost
from presslayout.flow.setting import setting

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.flow.bench import Desk, Filled
    from presslayout.flow.leeway import Slack
    from presslayout.flow.pour import Poured
    from presslayout.flow.telling import Telling
    from presslayout.flow.work import Job, Layout
    from presslayout.issue.template import Slot

# A filler this many rows higher than what a story leaves empty is tried: heads and photos give.
FILLER_REACH = 12
# A short story's columns are made level so many rows higher or lower than an even share.
BALANCE = 2
# Lines that may miss, over what a row or narrower columns give, before these are tried in vain.
REACH = 4


def fill(slot: Slot, telling: Telling, desk: Desk, room: Slack | None = None) -> Filled:
    """A story that stands whole in one slot.

    Where it cannot end level there, the slot gives or takes what `room` and the template allow.
    """
    return setting(*settled(slot, telling, desk, room))


def settled(
    slot: Slot, telling: Telling, desk: Desk, room: Slack | None = None
) -> tuple[Job, Poured, Layout]:
    """What `fill` draws: the story in its slot, where its text stands, and what is not text."""
    work = job(slot, telling, desk)
    if contours.contoured(work):
        eased = others(slot, telling, desk, room) if room is not None else ()
        round_ = _round(work, eased)
        if round_ is not None:
            return round_.work, round_.poured, round_.layout
    found = settle(work)
    if room is None or _even(found):
        return found
    near = _within_reach(found, over=REACH)
    for work in others(slot, telling, desk, room) if near else ():
        made = level(work, allowed=(0,))
        if made is not None:
            return work, *made
    return _filled_up(found, room) or _balanced(found) or found


def _round(work: Job, eased: Iterable[Job]) -> contours.Round | None:
    """A story round its cut-outs: level, the slot giving what it may, else as near as it goes."""
    ends = byline_ends(work)
    found = contours.level(work, ends)
    if found is not None:
        return found
    near = contours.nearest(work, at_end=ends[0])
    if near is None:
        return None
    missed = lost(pieces(near.work, at_end=ends[0]), near.poured) or near.poured.empty
    for other in eased if missed <= len(work.area.columns) + REACH else ():
        found = contours.level(other, ends)
        if found is not None:
            return found
    return near


def _balanced(settled: tuple[Job, Poured, Layout]) -> tuple[Job, Poured, Layout] | None:
    """A story that is too short with its columns level, all white below them; None without a way.

    White at the foot of all columns is one quiet band, and says how many rows the slot could give.
    """
    work, poured, _ = settled
    columns = len(work.area.columns)
    spare = poured.empty // columns
    # Photos would close up to the band, and leave it when the story grows: not where they are held.
    held = work.inserts and work.telling.story.is_held
    if poured.left is not None or work.left_out or work.area.closed or held:
        return None
    for rows in range(spare + BALANCE, max(spare - BALANCE, 0), -1):
        high = work.area.rows - rows
        if high < POCKET_ROWS or rows * columns > poured.empty + SHORT_ROWS:
            continue
        lower = replace(work, area=replace(work.area, rows=high), open_rows=rows)
        found = level(lower, allowed=(0,))
        if found is not None:
            return lower, *found
    return None


def levels(slot: Slot, telling: Telling, desk: Desk) -> bool:
    """Whether a story ends level inside its slot as it is."""
    return level(job(slot, telling, desk), allowed=(0,)) is not None


def levels_eased(slot: Slot, telling: Telling, desk: Desk, room: Slack) -> bool:
    """Whether one that does not ends level where its slot gives what `room` allows."""
    eased = others(slot, telling, desk, room)
    return any(level(work, allowed=(0,)) is not None for work in eased)


def _within_reach(settled: tuple[Job, Poured, Layout], *, over: int) -> bool:
    """Whether a row more or less, or narrower columns, can make up for what is missing."""
    work, poured, layout = settled
    columns = len(work.area.columns)
    if poured.left is not None:
        wanted = pieces(work, at_end=layout.byline_at_end)
        return lost(wanted, poured) <= columns + over
    given = most_given(work.slot) * columns
    return poured.empty <= given + over + work.rows * 1000 // work.fonts.measure


def _filled_up(
    settled: tuple[Job, Poured, Layout], room: Slack
) -> tuple[Job, Poured, Layout] | None:
    """The story with the filler below it that ends its slot level at the least cost, or None."""
    work, poured, _ = settled
    if (
        poured.left is not None
        or work.left_out
        or work.slot.vertical
        or Step.FILLER not in work.desk.template.fit_order
    ):
        return None
    found: list[tuple[int, int, tuple[Job, Poured, Layout]]] = []
    for number, filler in enumerate(room.fillers):
        one = fillers.insert(filler, work.fonts)
        if one.heights[0][0] > poured.empty + FILLER_REACH:
            continue
        grown = replace(work, inserts=(*work.inserts, one))
        made = level(grown, allowed=(0,))
        if made is not None:
            found.append((made[0].cost, number, (grown, *made)))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _even(settled: tuple[Job, Poured, Layout]) -> bool:
    """Whether every column ends level and nothing is left over or out."""
    work, poured, _ = settled
    return poured.left is None and not poured.empty and not work.left_out
