"""Which page a waiting story goes to (分版): by section and weight, every page about full.

Nothing is set for it: what stories want and what pages hold is counted in rows of a base column, as
the layout of one page counts them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, INFO, WARNING, Diagnostic, SpecError, Text
from presslayout.base.memory import Memory
from presslayout.base.values import frozen
from presslayout.flow.arrange.demand import Demand, demand, misfit, together
from presslayout.flow.arrange.region import partings
from presslayout.flow.arrange.shares import LOW
from presslayout.flow.arrange.trial import NAMES
from presslayout.flow.compose import desks
from presslayout.issue.template import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.cache import Cache
    from presslayout.edition.press import Press
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import Issue, PageSpec, Story, Waiting
    from presslayout.issue.workspace import Loaded

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
class Room:
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
class Allotment:
    """Where each waiting story goes, by its id: a page's number, None held over; the heaviest first.

    `whys` say why each story went where it did.
    """

    pages: tuple[tuple[str, int | None], ...]
    whys: tuple[tuple[str, Text], ...]


def allotted(
    loaded: Loaded, press: Press, cache: Cache | None = None, memory: Memory | None = None
) -> Loaded:
    """The issue with every waiting story on a page, those that may be held over perhaps on none.

    It says what went where.  SpecError where layouts are pinned so that a story that has to run has
    no page left.
    """
    queue = loaded.issue.unallotted
    if not queue:
        return loaded
    tables = desks(loaded, press, cache, memory)
    some = next(iter(tables.values()))
    facts = tuple(some.pictures[p.file] for s in loaded.issue.stories for p in s.photos)
    key = ("allot", loaded.issue, tuple(d.template for d in tables.values()), press, facts)
    memory = memory if memory is not None else Memory()
    made: Allotment = memory.of(key, partial(allot, loaded, tables))
    where = dict(made.pages)
    lost = [one for one in queue if where[one.story.id] is None and not one.may_hold]
    if lost:
        raise SpecError([_no_room(lost)])
    pages = tuple(
        replace(
            page,
            stories=(
                *page.stories,
                *(one.on(page) for one in queue if where[one.story.id] == page.number),
            ),
        )
        for page in loaded.issue.pages
    )
    waiting = tuple(
        replace(one, pinned=one.pinned or where[one.story.id])
        for one in loaded.issue.waiting
        if one.pinned is not None or where[one.story.id] is not None
    )
    issue = replace(loaded.issue, pages=pages, waiting=waiting)
    said = (*loaded.diagnostics, *_said(queue, made, loaded))
    return replace(loaded, issue=issue, diagnostics=said, whys=(*loaded.whys, *made.whys))


def too_much(issue: Issue, over: Sequence[tuple[int, int, int]]) -> Iterator[Diagnostic]:
    """By how much the pages of waiting stories are too full: their numbers, lines, characters."""
    shared = {one.pinned for one in issue.waiting}
    full = [one for one in over if one[0] in shared and one[1]]
    if not full:
        return
    lines, chars = sum(one[1] for one in full), sum(one[2] for one in full)
    listed = "、".join(f"第{number}版多 {count} 行" for number, count, _ in full)
    listed_en = ", ".join(f"page {number} by {count} lines" for number, count, _ in full)
    yield Diagnostic(
        "too-much-copy",
        WARNING,
        Text(
            f"待排的稿件比版面多约 {lines} 行（{chars} 字）：{listed}",
            f"the waiting stories are about {lines} lines ({chars} characters) too many: {listed_en}",
        ),
        issue.page(full[0][0]).span,
        Text(
            "撤下几篇，给不急的写「可留: 是」，或让别的版也收（「收稿」）",
            "take some out, write “may_hold: yes” where a story can wait, or let other pages accept "
            "them",
        ),
    )


def allot(loaded: Loaded, tables: dict[int, Desk]) -> Allotment:
    """The best sharing out that moving and exchanging stories one by one leads to."""
    rooms = [
        room
        for page in loaded.issue.pages
        if (room := _room(loaded, page, tables[page.number])) is not None
    ]
    queue = sorted(loaded.issue.unallotted, key=lambda one: -(one.story.weight or 0))
    search = _Search(rooms, queue)
    where = search.settled()
    return Allotment(
        tuple(
            (one.story.id, None if at is None else rooms[at].page.number)
            for one, at in zip(queue, where, strict=True)
        ),
        tuple(_whys(search, where)),
    )


def _room(loaded: Loaded, page: PageSpec, desk: Desk) -> Room | None:
    """What a page offers; None without a row for a story of its own choice."""
    held = page.held
    places = [Range(pin.rows, pin.columns) for pin in held]
    ways = partings(desk.template, loaded.issue.kept(page.number), places)
    # What pinned layouts leave between stories is no room.
    high = [[region for region in way if region.rows >= LOW] for way in ways]
    best = max(high, key=lambda way: sum(region.cells for region in way), default=[])
    if not best:
        return None
    named = {pin.story for pin in held}
    own = tuple(s for s in page.stories if s.slot is None and s.id not in named)
    return Room(
        page,
        desk,
        sum(region.cells for region in best),
        max(region.rows for region in best),
        own,
    )


@frozen
class _Filled:
    """A page with some stories: what it costs, and its lead's number, -1 for one of its own."""

    cost: float
    lead: int | None


@dataclass(slots=True)
class _Search:
    """Stories moved and exchanged between pages until no such step makes the issue better.

    Stories count from the heaviest, 0.  Where they are is a list: for each the number of its room,
    None where it is held over; what a room holds is a set of bits.
    """

    rooms: Sequence[Room]
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


def _no_room(lost: Sequence[Waiting]) -> Diagnostic:
    names = [one.story.id for one in lost]
    return Diagnostic(
        "no-room-left",
        ERROR,
        Text(
            f"待排的 {'、'.join(names)} 没有版可去：收它的版都按「版式」排满了",
            f"no page is left for {', '.join(names)}: the pages that take it are pinned full",
        ),
        lost[0].story.span,
        Text(
            "运行 presslayout pick 重新分版，或删去一版的「版式」，或写「可留: 是」",
            "run presslayout pick to share stories out anew, delete a page's layout, or write "
            "“may_hold: yes”",
        ),
    )


def _whys(search: _Search, where: Sequence[int | None]) -> Iterator[tuple[str, Text]]:
    """Why each story went to its page, in the order of the queue."""
    for number, (one, at) in enumerate(zip(search.queue, where, strict=True)):
        if at is None:
            yield (
                one.story.id,
                Text(
                    "待排：写了「可留」，各版排满，留到下一期",
                    "waiting: it may be held over, and the pages are full without it",
                ),
            )
            continue
        room = search.rooms[at]
        members = search.members(at, search.held(where)[at])
        place = [mine for mine, _ in members].index(number)
        role = NAMES[place] if place < len(NAMES) else f"第 {place + 1} 篇"
        open_ = [search.rooms[n].page.number for n in search.options[number] if n is not None]
        because, because_en = _because(search, number, at, open_)
        whole = search.sums(at, members)
        yield (
            one.story.id,
            Text(
                f"待排：{because}，排在第{room.page.number}版，分量 {one.story.weight or 0} 在这一版是"
                f"{role}；这一版能放 {room.cells} 行，{len(members)} 篇要 {whole.least}–{whole.most} 行",
                f"waiting: {because_en}; on page {room.page.number} its weight of "
                f"{one.story.weight or 0} makes it story {place + 1}; the page holds {room.cells} rows, "
                f"its {len(members)} stories take {whole.least}–{whole.most}",
            ),
        )


def _because(search: _Search, number: int, at: int, open_: list[int]) -> tuple[str, str]:
    one, page = search.queue[number], search.rooms[at].page
    if one.wish == page.number:
        return f"写了版次 {one.wish}", f"it wants page {one.wish}"
    wish = f"版次写了 {one.wish}，那一版放不下；" if one.wish is not None else ""
    wish_en = f"page {one.wish} has no room for it; " if one.wish is not None else ""
    if search.first.get(number) == at:
        whose = f"「{one.section}」里分量最重" if one.section else "分量最重"
        whose_en = f"the heaviest of {one.section}" if one.section else "the heaviest"
        return f"{wish}{whose}，上第一个版", f"{wish_en}{whose_en} leads the first page"
    listed, listed_en = "、".join(map(str, open_)), ", ".join(map(str, open_))
    if len(open_) == 1:
        return f"{wish}只有第{listed}版收它", f"{wish_en}only page {listed_en} takes it"
    return (
        f"{wish}第 {listed} 版都收它，排在这里各版最匀",
        f"{wish_en}pages {listed_en} take it, and here all of them are filled best",
    )


def _said(queue: Sequence[Waiting], made: Allotment, loaded: Loaded) -> Iterator[Diagnostic]:
    pages = {page.number: page for page in loaded.issue.pages}
    told = dict(made.pages)
    where = [(one, told[one.story.id]) for one in queue]
    for number in dict.fromkeys(sorted(at for _, at in where if at is not None)):
        names = [one.story.id for one, at in where if at == number]
        yield Diagnostic(
            "allotted",
            INFO,
            Text(
                f"第{number}版从待排里排了 {'、'.join(names)}",
                f"page {number} takes {', '.join(names)} of those that wait",
            ),
            pages[number].span,
            Text(
                "presslayout suggest 看各版的排法，pick 定下；explain 说为什么",
                "presslayout suggest shows layouts of all pages, pick pins them; explain says why",
            ),
            number,
        )
    held = [one for one, at in where if at is None]
    if held:
        yield Diagnostic(
            "held-over",
            INFO,
            Text(
                f"可留的 {'、'.join(one.story.id for one in held)} 这一期没有排",
                f"held over: {', '.join(one.story.id for one in held)}",
            ),
            held[0].story.span,
            Text("一定要登的，删去「可留」", "delete may_hold where a story has to run"),
        )
