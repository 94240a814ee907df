"""Heads side by side on one row of a layout: those that will not stand on one line once it is set.

A layout is chosen with each story as it stands by itself; on its page, heads that begin on one row
are as high as one another (`shelves`, `head_heights`), which takes rows from some of its stories.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import replace
from presslayout.flow.arrange.dress import ruled, shown
from presslayout.flow.arrange.score import Fault, largest_area
from presslayout.flow.head_heights import WORTH
from presslayout.flow.leeway import slack
from presslayout.flow.shelves import RAISES, raised, rows, shelves
from presslayout.issue.kinds import Content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.flow.arrange.trial import Bench, Trial
    from presslayout.flow.bench import Desk
    from presslayout.flow.leeway import Slack
    from presslayout.issue.template import HeadShelf, Slot

# Two heads that begin on one row and do not stand on one line; two of which one stands on its photo,
# so that nothing of them can agree; what all of a page cost together at most.
APART, ON_PHOTO, MOST = 40, 20, 80


def unlevel(placed: Sequence[Trial], stay: Sequence[Slot], bench: Bench) -> Iterator[Fault]:
    """What pairs of heads cost that do not stand on one line; `stay` are slots of other stories."""
    pairs = [(APART, pair) for pair in _pairs(placed, stay, bench)]
    pairs += [(ON_PHOTO, pair) for pair in _on_photos(placed)]
    left = MOST
    for cost, (one, other) in pairs:
        if left:
            text = Text(
                f"{one.id} 和 {other.id} 的题不在一条线上",
                f"the headlines of {one.id} and {other.id} do not stand on one line",
            )
            yield Fault(min(cost, left), text)
            left -= min(cost, left)


def _pairs(
    placed: Sequence[Trial], stay: Sequence[Slot], bench: Bench
) -> Iterator[tuple[Trial, Trial]]:
    """The pairs of heads that begin on one row and will not stand on one line."""
    by = {str(one.story): one for one in placed}
    desk = _desk(placed, stay, bench)
    listed = [[slot.name for slot, _ in row if slot.name in by] for row in rows(desk)]
    abreast = [names for names in listed if len(names) > 1]
    own = shelves(desk) if abreast else {}
    room = {s.name: slack(desk.template, s, {}) for s in desk.template.slots if s.name in own}
    for names in abreast:
        yield from _apart(names, by, own, room, bench)


def _desk(placed: Sequence[Trial], stay: Sequence[Slot], bench: Bench) -> Desk:
    """The desk of the page as it would be with these stories in their slots."""
    plain = bench.desk
    told = [*stay, *(replace(one.slot, name=str(one.story)) for one in placed)]
    house = (slot for slot in plain.template.slots if slot.content != Content.STORY)
    tales = tuple(
        replace(shown(bench.tales[one.story], head_over=one.slot.head_over), slot=str(one.story))
        for one in placed
    )
    slots = (*house, *(ruled(slot, told) for slot in told))
    template = replace(plain.template, slots=slots, given_up=())
    return replace(plain, page=replace(plain.page, stories=tales), template=template)


def _on_photos(placed: Sequence[Trial]) -> Iterator[tuple[Trial, Trial]]:
    """Stories side by side that begin on one row, the headline of one on its photo beside the other's.

    One that stands farther down on its photo is on no row with the other.
    """
    for one, other in combinations(placed, 2):
        over = one.slot.head_over or other.slot.head_over
        if over and one.slot.rows[0] == other.slot.rows[0] and _level(one, other):
            yield one, other


def _level(one: Trial, other: Trial) -> bool:
    """Whether two headline blocks stand beside each other, be it in part."""
    return any(a.y < b.bottom and b.y < a.bottom for a in one.heads for b in other.heads)


def _apart(
    names: Sequence[str],
    by: Mapping[str, Trial],
    own: Mapping[str, HeadShelf],
    room: Mapping[str, Slack],
    bench: Bench,
) -> Iterator[tuple[Trial, Trial]]:
    """The pairs of a row that will be apart, its heads as high as lets most of its stories end level."""
    names = [name for name in names if name in own]
    fewest = names
    high = dict(own)
    for by_rows in (0, *RAISES):
        tried = {name: raised(own[name], by_rows) for name in names}
        off = [name for name in names if not _stands(by[name], tried[name], room[name], bench)]
        if len(off) < len(fewest):
            fewest, high = off, tried
        if not fewest:
            break
    largest = max(by.values(), key=lambda one: largest_area((one,)))
    shrunk = [n for n in names if by[n] is largest and _shrinks(largest, high[n], room[n], bench)]
    for one, other in combinations(names, 2):
        if any(name in (one, other) for name in (*fewest, *shrunk)):
            yield by[one], by[other]


def _stands(one: Trial, shelf: HeadShelf, room: Slack, bench: Bench) -> bool:
    """Whether a story is level with such a head."""
    made = bench.shelved(one, shelf, room).outcome
    return made.level and bool(made.layout.head.at)


def _shrinks(one: Trial, shelf: HeadShelf, room: Slack, bench: Bench) -> bool:
    """Whether such a head costs a story's largest photo a good part of its size."""
    alone, beside = bench.shelved(one, None, room), bench.shelved(one, shelf, room)
    return alone.outcome.level and largest_area((alone,)) * 1000 > largest_area((beside,)) * WORTH
