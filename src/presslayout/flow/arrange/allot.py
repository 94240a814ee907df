"""Which page a waiting story goes to (分版): by section and weight, every page about full.

Nothing is set for it: what stories want and what pages hold is counted in rows of a base column, as
the layout of one page counts them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, INFO, WARNING, Diagnostic, SpecError, Text
from presslayout.base.memory import Memory
from presslayout.base.values import frozen, replace
from presslayout.flow.arrange.region import partings
from presslayout.flow.arrange.shares import LOW
from presslayout.flow.arrange.sharing import PageRoom, Sharing
from presslayout.flow.arrange.trial import NAMES
from presslayout.flow.desks import desks
from presslayout.issue.template import Range

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.cache import Cache
    from presslayout.edition.press import Press
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import Issue, PageSpec, Waiting
    from presslayout.issue.workspace import Loaded


# Fewer empty lines than this are told with the story that has them.
FEW_LINES = 4


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


def too_little(page: PageSpec, short: tuple[int, int]) -> Iterator[Diagnostic]:
    """By how much the stories of a page do not fill it: the lines and, about, the characters."""
    lines, chars = short
    if lines < FEW_LINES:
        return
    yield Diagnostic(
        "too-little-copy",
        WARNING,
        Text(
            f"第{page.number}版的稿件不够，最好的排法还空 {lines} 行（约 {chars} 字）",
            f"page {page.number} has too little copy: its best layout leaves {lines} lines empty "
            f"(about {chars} characters)",
        ),
        page.span,
        Text(
            f"补约 {chars} 字，加一张图，或换小的模板",
            f"add about {chars} characters or a photo, or take a smaller template",
        ),
        page.number,
    )


def allot(loaded: Loaded, tables: dict[int, Desk]) -> Allotment:
    """The best sharing out that moving and exchanging stories one by one leads to."""
    rooms = [
        room
        for page in loaded.issue.pages
        if (room := _room(loaded, page, tables[page.number])) is not None
    ]
    queue = sorted(loaded.issue.unallotted, key=lambda one: -(one.story.weight or 0))
    search = Sharing(rooms, queue)
    where = search.settled()
    return Allotment(
        tuple(
            (one.story.id, None if at is None else rooms[at].page.number)
            for one, at in zip(queue, where, strict=True)
        ),
        tuple(_whys(search, where)),
    )


def _room(loaded: Loaded, page: PageSpec, desk: Desk) -> PageRoom | None:
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
    return PageRoom(
        page,
        desk,
        sum(region.cells for region in best),
        max(region.rows for region in best),
        own,
    )


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


def _whys(search: Sharing, where: Sequence[int | None]) -> Iterator[tuple[str, Text]]:
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


def _because(search: Sharing, number: int, at: int, open_: list[int]) -> tuple[str, str]:
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
