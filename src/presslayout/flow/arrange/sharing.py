"""Waiting stories shared out over pages: moved and exchanged until no such step makes them better."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.flow.arrange.demand import Demand, demand, misfit, together

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import PageSpec, Story, Waiting

# What a page costs whose stories fit it ill by as many rows as it has.
MISFIT = 1_000
# A page without a story, one without a picture, and each story more than one page bears.
EMPTY, BARE, CROWD, MOST = 3_000, 80, 300, 8
# A story heavier than a page's lead that leads no page itself; one heavier than the section's first;
# a later page with a heavier lead; a story behind a lighter one that could change pages with it; a
# wish that is not heeded.
OUTRANKED, USURPED, LATER, BEHIND, WISH = 30, 500, 30, 5, 600
# Holding a story over costs this, and the more the more stories are lighter.
HOLD, HOLD_STEP = 250, 10
# Leads, second stories and all others have headlines of their own sizes.
ROLES = 3
# Rounds of moving and exchanging stories, and by how much a step has to be better to be taken.
ROUNDS, LEAST = 60, 1e-6
# What looking for a better step may cost in all, in stories times pages: many stories over many pages
# stay as they were first shared out.
WORK = 30_000_000


@frozen
class PageRoom:
    """A page with rows for waiting stories; `own` are its stories without a place."""

    page: PageSpec
    desk: Desk
    cells: int
    high: int
    own: tuple[Story, ...]

    @property
    def columns(self) -> int:
        """Its base columns."""
        return self.desk.template.base_columns


@frozen
class _Filled:
    """A page with some stories: what it costs, and its lead's number, -1 for one of its own."""

    cost: float
    lead: int | None


@dataclass(slots=True)
class Sharing:
    """Stories moved and exchanged between pages until no such step makes the issue better.

    Stories count from the heaviest, 0.  Where they are is a list: for each the number of its room,
    None where it is held over; what a room holds is a set of bits.
    """

    rooms: Sequence[PageRoom]
    queue: Sequence[Waiting]
    options: list[list[int | None]] = field(init=False)
    first: dict[int, int] = field(init=False)
    # The stories that each room is open to.
    open: list[int] = field(init=False)
    demands: dict[tuple[str, str, int], Demand] = field(default_factory=dict)
    known: dict[tuple[int, int], _Filled] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.options = [self._options(one) for one in self.queue]
        self.first = dict(self._leads())
        for number, at in self.first.items():
            self.options[number] = [at]
        self.open = [
            sum(1 << n for n, options in enumerate(self.options) if at in options)
            for at in range(len(self.rooms))
        ]

    def _options(self, one: Waiting) -> list[int | None]:
        """The rooms that a story may go to, and None where it may be held over."""
        made: list[int | None] = [
            at
            for at, room in enumerate(self.rooms)
            if room.page.takes(one.section) or room.page.number == one.wish
        ]
        return [*made, None] if one.may_hold or not made else made

    def _leads(self) -> Iterator[tuple[int, int]]:
        """The heaviest story of each section, and the section's first page."""
        first: dict[str, int] = {}
        for number, one in enumerate(self.queue):
            first.setdefault(one.section, number)
        for section in [name for name in first if name] or [""]:
            heaviest = first[section]
            pages = [at for at in self.options[heaviest] if at is not None]
            if pages and self.queue[heaviest].wish is None:
                yield heaviest, pages[0]

    def demand(self, tale: Story, at: int, role: int) -> Demand:
        """What a story takes of a page as its lead (0), its second story, or a lesser one."""
        room = self.rooms[at]
        key = tale.id, room.page.template, role
        if key not in self.demands:
            self.demands[key] = demand(tale, role, room.desk, (room.high, room.columns))
        return self.demands[key]

    def members(self, at: int, held: int) -> list[tuple[int, Story]]:
        """The stories of a page, the heaviest first, each with its number, or -1."""
        page = self.rooms[at].page
        own = [(-(tale.weight or 0), -1, tale) for tale in self.rooms[at].own]
        given = [
            (-(one.story.weight or 0), n, one.on(page))
            for n, one in enumerate(self.queue)
            if held >> n & 1
        ]
        return [(n, tale) for _, n, tale in sorted([*own, *given], key=lambda m: m[:2])]

    def sums(self, at: int, members: Sequence[tuple[int, Story]]) -> Demand:
        """What the stories of a page take together, the blank rows between them counted."""
        found = [self.demand(t, at, min(n, ROLES - 1)) for n, (_, t) in enumerate(members)]
        return together(found, self.rooms[at].columns)

    def filled(self, at: int, held: int) -> _Filled:
        """A page with these stories."""
        if (at, held) not in self.known:
            members, cells = self.members(at, held), self.rooms[at].cells
            cost = (
                MISFIT * misfit(self.sums(at, members), cells) / cells
                + (0 if members else EMPTY)
                + (0 if any(tale.photos for _, tale in members) else BARE)
                + CROWD * max(len(members) - MOST, 0)
            )
            self.known[at, held] = _Filled(cost, members[0][0] if members else None)
        return self.known[at, held]

    def held(self, where: Sequence[int | None]) -> list[int]:
        """The stories of each room."""
        made = [0] * len(self.rooms)
        for number, at in enumerate(where):
            if at is not None:
                made[at] |= 1 << number
        return made

    def cost(self, where: Sequence[int | None], held: Sequence[int]) -> float:
        """What the whole issue costs."""
        pages = [self.filled(at, stories) for at, stories in enumerate(held)]
        total = sum(page.cost for page in pages)
        for number, at in enumerate(where):
            one = self.queue[number]
            if at is None:
                total += HOLD + HOLD_STEP * (len(where) - number)
            elif one.wish not in (None, self.rooms[at].page.number):
                total += WISH
        leads = [page.lead for page in pages]
        lightest = max((lead for lead in leads if lead is not None), default=-1)
        for number in range(lightest):
            if number not in leads:
                total += OUTRANKED * sum(
                    lead is not None and lead > number and at in self.options[number]
                    for at, lead in enumerate(leads)
                )
        total += USURPED * sum(leads[at] != number for number, at in self.first.items())
        led = [lead for lead in leads if lead is not None and lead >= 0]
        total += LATER * sum(a > b for a, b in pairwise(led))
        return total + BEHIND * sum(
            (held[before] & self.open[at] & -(2 << number)).bit_count()
            for number, at in enumerate(where)
            if at is not None
            for before in range(at)
            if self.open[before] >> number & 1
        )

    def settled(self) -> list[int | None]:
        """Where each story goes in the end: the first step that helps is taken, round by round."""
        where = self.begun()
        held = self.held(where)
        cost = self.cost(where, held)
        tries = WORK // max(len(where) * len(self.rooms), 1)
        listed = [*islice(self.steps(len(where)), tries)]
        for _ in range(max(min(ROUNDS, tries // max(len(listed), 1)), 1)):
            before = cost
            for step in listed:
                changed = self.taken(where, step)
                if changed is None:
                    continue
                other = list(where)
                for number, at in changed:
                    other[number] = at
                there = list(held)
                for number, at in changed:
                    for room, bit in ((where[number], 0), (at, 1)):
                        if room is not None:
                            there[room] = there[room] & ~(1 << number) | bit << number
                now = self.cost(other, there)
                if now < cost - LEAST:
                    where, held, cost = other, there, now
            if cost == before:
                break
        return where

    def steps(self, count: int) -> Iterator[tuple[int, int]]:
        """One story to another room (number, room + count), or two that change places."""
        for number in range(count):
            yield from ((number, count + n) for n in range(len(self.options[number])))
        yield from combinations(range(count), 2)

    def taken(
        self, where: Sequence[int | None], step: tuple[int, int]
    ) -> list[tuple[int, int | None]] | None:
        """What a step changes; None where it changes nothing or must not be."""
        number, other = step
        if other >= len(where):
            at = self.options[number][other - len(where)]
            return [(number, at)] if at != where[number] else None
        here, there = where[number], where[other]
        if here == there or there not in self.options[number] or here not in self.options[other]:
            return None
        return [(number, there), (other, here)]

    def begun(self) -> list[int | None]:
        """The heaviest first, each to the page that is emptiest for its size; wishes are heeded."""
        where: list[int | None] = [None] * len(self.queue)
        filled = [
            self.sums(at, [(-1, tale) for tale in room.own]).nominal
            for at, room in enumerate(self.rooms)
        ]
        for number, one in enumerate(self.queue):
            open_ = [at for at in self.options[number] if at is not None]
            open_ = [at for at in open_ if self.rooms[at].page.number == one.wish] or open_
            if not open_:
                continue
            at = min(open_, key=lambda at: (filled[at] / self.rooms[at].cells, at))
            where[number] = at
            role = 0 if not filled[at] else 1
            filled[at] += self.demand(one.on(self.rooms[at].page), at, role).nominal
        return where
