"""A story in its slot: headline block, photos, quotes and body, level to the last row."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Text
from presslayout.base.values import frozen
from presslayout.edition.steps import Step
from presslayout.flow import bylines, contours, fillers
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.body import SUBHEAD_COST, TextBlock
from presslayout.flow.fit import POCKET_ROWS, SHORT_ROWS, Geometry, PieceKind, bounds
from presslayout.flow.fit import Block as Hole
from presslayout.flow.job import BOUNDLESS, WAYS, head_plans, job, layouts, pieces
from presslayout.flow.leeway import others
from presslayout.flow.pour import HOLES, Cut, Poured, cut, level, loose, lost
from presslayout.flow.setting import setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from presslayout.flow.blocks import BodyBlock
    from presslayout.flow.fit import Piece
    from presslayout.flow.leeway import Slack
    from presslayout.flow.telling import Telling
    from presslayout.flow.work import Job, Layout
    from presslayout.issue.template import Slot

# A place where a part of a story stands: a slot, what it receives, and from what it is filled.
Hop = tuple["Slot", "Telling", Desk]
BYLINE_MOVED_COST = 40
# Ways of cutting a jumped story that are tried on the slot where it goes on.
JUMP_TRIES = 160
PAIR = 2
# By how many rows a layout may miss that a story is poured into, tried in turn.
AWAY = (4, 16, 48, BOUNDLESS)
# Layouts up to these costs are looked at first, one after the other: 95 of the 200 stories of the
# bench's hundred pages find their best one up to the first, and of a broadsheet's trial pages, whose
# leads have two photos, nearly all find theirs up to the last.
NEAR_NOMINAL = (60, 120, 240)
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
    found = _settle(work)
    if room is None or _even(found):
        return found
    near = _within_reach(found, over=REACH)
    for work in others(slot, telling, desk, room) if near else ():
        level_ = _level(work, allowed=(0,))
        if level_ is not None:
            return work, *level_
    return _filled_up(found, room) or _balanced(found) or found


def _round(work: Job, eased: Iterable[Job]) -> contours.Round | None:
    """A story round its cut-outs: level, the slot giving what it may, else as near as it goes."""
    ends = _ends(work)
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
        found = _level(lower, allowed=(0,))
        if found is not None:
            return lower, *found
    return None


def levels(slot: Slot, telling: Telling, desk: Desk, room: Slack | None = None) -> bool:
    """Whether a story ends level inside its slot, which gives what `room` allows, if anything."""
    if _level(job(slot, telling, desk), allowed=(0,)) is not None:
        return True
    eased = others(slot, telling, desk, room) if room is not None else ()
    return any(_level(work, allowed=(0,)) is not None for work in eased)


def _within_reach(settled: tuple[Job, Poured, Layout], *, over: int) -> bool:
    """Whether a row more or less, or narrower columns, can make up for what is missing."""
    work, poured, layout = settled
    columns = len(work.area.columns)
    if poured.left is not None:
        wanted = pieces(work, at_end=layout.byline_at_end)
        return lost(wanted, poured) <= columns + over
    return poured.empty <= columns + over + work.rows * 1000 // work.fonts.measure


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
        made = _level(grown, allowed=(0,))
        if made is not None:
            found.append((made[0].cost, number, (grown, *made)))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _even(settled: tuple[Job, Poured, Layout]) -> bool:
    """Whether every column ends level and nothing is left over or out."""
    work, poured, _ = settled
    return poured.left is None and not poured.empty and not work.left_out


def fill_jumps(hops: Sequence[Hop]) -> tuple[Filled, ...]:
    """A story over several slots: each is filled before the next begins, the last two together.

    Where it ends before the last of them, those that follow stay empty, and that is told.
    """
    first, *rest = hops
    if len(hops) == PAIR:
        return fill_jump(first, rest[0])
    work = job(*first)
    if contours.contoured(work):
        round_ = next((one for one, _ in contours.begun(work, _closed)), None)
        if round_ is not None:
            return _parted(round_.work, round_.poured, round_.layout, rest)
    else:
        begun = _first_cut(work, pieces(work, at_end=False))
        if begun is not None:
            return _parted(work, *begun, rest)
    alone = _alone(*first)
    if alone is not None:
        return (alone, *(Filled() for _ in rest))
    return _parted(*_loose_cut(work), rest)


def fill_jump(first: Hop, second: Hop) -> tuple[Filled, ...]:
    """A story that begins in one slot and goes on in another: both level where they can be."""
    work = job(*first)
    if contours.contoured(work):
        found = _round_a_cut_out(work, second)
        if found is not None:
            return found
        alone, spare = _alone(*first), None
    else:
        best, spare = _best_cut(work, second)
        if best is not None:
            return setting(work, best.begun, best.layout), setting(best.rest, *best.onward)
        alone = _alone(*first)
    if alone is not None:
        return alone, Filled()
    if spare is not None:
        return _parted(work, *spare, [second])
    return _parted(*_loose_cut(work), [second])


def _parted(work: Job, poured: Poured, layout: Layout, rest: Sequence[Hop]) -> tuple[Filled, ...]:
    """The beginning of a story as it was poured, and what it leaves in the slots that follow."""
    if poured.left is None:
        return (_ended(work, poured, layout), *(Filled() for _ in rest))
    made = setting(work, poured, layout)
    slot, telling, desk = rest[0]
    onward = slot, _rest(work, telling, poured.left), desk
    if len(rest) == 1:
        return made, setting(*_settle(job(*onward)))
    return made, *fill_jumps([onward, *rest[1:]])


def _round_a_cut_out(work: Job, second: Hop) -> tuple[Filled, Filled] | None:
    """A jumped story that begins beside a cut-out: cut where its rest ends level, if it can.

    None where no beginning of it fills the slot.
    """
    first: tuple[contours.Round, Job] | None = None
    for round_, end in islice(contours.begun(work, _closed), JUMP_TRIES):
        rest = job(second[0], _rest(round_.work, second[1], end), second[2])
        first = first or (round_, rest)
        onward = _level(rest, allowed=(0,))
        if onward is not None:
            begun = setting(round_.work, round_.poured, round_.layout)
            return begun, setting(rest, *onward)
    if first is None:
        return None
    round_, rest = first
    begun = setting(round_.work, round_.poured, round_.layout)
    return begun, setting(*_settle(rest))


def _alone(slot: Slot, telling: Telling, desk: Desk) -> Filled | None:
    """The whole story in its first slot, if it ends there, and that nothing goes on."""
    work = job(slot, replace(telling, goes_to=None), desk)
    if contours.contoured(work):
        ends = _ends(work)
        found = contours.level(work, ends) or contours.nearest(work, at_end=ends[0])
        if found is None or found.poured.left is not None:
            return None
        return _ended(found.work, found.poured, found.layout)
    settled, poured, layout = _settle(work)
    return _ended(settled, poured, layout) if poured.left is None else None


def _ended(work: Job, poured: Poured, layout: Layout) -> Filled:
    """A story that ends before its jump: no line leads on, and the slot that waits for it is told."""
    here = replace(work, telling=replace(work.telling, goes_to=None))
    made = setting(here, poured, layout)
    return replace(made, diagnostics=(*made.diagnostics, _nothing_left(work)))


def _first_cut(work: Job, wanted: Sequence[Piece]) -> tuple[Poured, Layout] | None:
    """The cheapest cut that fills the slot to its jump line."""
    columns, rows = len(work.area.columns), work.area.rows
    found: tuple[Poured, Layout] | None = None
    tries = 0
    for layout in _beginnings(work):
        if tries > JUMP_TRIES or (found is not None and layout.geometry.cost >= found[0].cost):
            break
        closed = _closed(layout.geometry, work)
        for end in _cuts(work, wanted, layout.geometry):
            begun = cut(wanted, closed, columns, rows, end)
            tries += 1
            if begun is not None and (found is None or begun.cost < found[0].cost):
                found = begun, layout
    return found


def _beginnings(work: Job) -> list[Layout]:
    """The layouts that have room for the beginning of a story, cheapest first.

    Its byline stands at its head: what goes on elsewhere has no end here that could bear it.
    """
    found = layouts(work, (1, work.rows), at_end=False)
    return sorted(found, key=lambda o: o.geometry.cost)


def _loose_cut(work: Job) -> tuple[Job, Poured, Layout]:
    """A cut where none fills the slot level; without its inserts where none has room."""
    options = [] if contours.contoured(work) else _beginnings(work)
    if not options:
        work = _without_inserts(work)
        options = list(layouts(work, (-BOUNDLESS, BOUNDLESS), at_end=False))
    closed = [_closed(o.geometry, work) for o in options]
    wanted = pieces(work, at_end=False)
    poured = loose(wanted, closed, len(work.area.columns), work.area.rows)
    number = next(n for n, g in enumerate(closed) if g is poured.geometry)
    return work, poured, options[number]


@frozen
class _Both:
    """A jumped story whose both parts are level."""

    cost: int
    begun: Poured
    layout: Layout
    rest: Job
    onward: tuple[Poured, Layout]


def _best_cut(work: Job, second: Hop) -> tuple[_Both | None, tuple[Poured, Layout] | None]:
    """The cheapest cut that fills both slots, and the first that fills the first one."""
    wanted = pieces(work, at_end=False)
    whole = replace(second[1], start=work.telling.start)
    may_go_on = _may_go_on(work, job(second[0], whole, second[2]))
    columns, rows = len(work.area.columns), work.area.rows
    best: _Both | None = None
    spare: tuple[Poured, Layout] | None = None
    tries = 0
    for layout in _beginnings(work):
        if tries > JUMP_TRIES or (best is not None and layout.geometry.cost >= best.cost):
            break
        closed = _closed(layout.geometry, work)
        for end in _cuts(work, wanted, layout.geometry):
            if spare is not None and not may_go_on(end):
                continue
            begun = cut(wanted, closed, columns, rows, end)
            if begun is None:
                continue
            spare = spare or (begun, layout)
            tries += 1
            rest = job(second[0], _rest(work, second[1], end), second[2])
            onward = _level(rest)
            if onward is None:
                continue
            cost = begun.cost + onward[0].cost
            if best is None or cost < best.cost:
                best = _Both(cost, begun, layout, rest, onward)
    return best, spare


def _may_go_on(work: Job, onward: Job) -> Callable[[Cut], bool]:
    """Whether what a cut leaves over has about as many rows as the slot where it goes on.

    `onward` is the whole story in that slot's measure: a cut is judged by sums over its pieces.  They
    are found by where they begin: a table is one piece in a measure that holds it, many in another.
    """
    begins = [_begins(block) for block in onward.body]
    blocks = head_plans(onward, at_end=False)
    rows = onward.rows - onward.area.shut
    free = [rows - plan.rows * onward.head_columns for plan in blocks]
    least, most = min(free) - SHORT_ROWS - 1, max(free) + 1
    options = [[rows for rows, _ in block.piece.options] for block in onward.body]
    fewest = [0, *accumulate(min(rows) for rows in reversed(options))][::-1]
    longest = [0, *accumulate(max(rows) for rows in reversed(options))][::-1]

    def judge(end: Cut) -> bool:
        piece = bisect_right(begins, _begins(work.body[end.piece - work.ahead])) - 1
        row = end.row
        if not row:
            return longest[piece] + 1 >= least and fewest[piece] + 1 <= most
        left = max(options[piece]) * (end.rows - row) // end.rows
        return (
            longest[piece + 1] + left + 2 >= least and fewest[piece + 1] + max(left - 1, 1) <= most
        )

    return judge


def _begins(block: BodyBlock) -> int:
    return block.begins if isinstance(block, TextBlock) else block.offset


def _nothing_left(work: Job) -> Diagnostic:
    story, jump = work.telling.story, work.telling.onward
    assert jump is not None
    return Diagnostic(
        "jump-empty",
        ERROR,
        Text(
            f"《{story.headline}》在第{work.desk.page.number}版「{work.slot.name}」已经排完，"
            f"没有可转到第{jump.page}版「{jump.slot}」的文字",
            f"“{story.headline}” ends in slot {work.slot.name} of page {work.desk.page.number}: "
            f"nothing is left for slot {jump.slot} of page {jump.page}",
        ),
        jump.span,
        Text("删去「转版」，或补写正文", "remove 转版 (jump), or add copy"),
        work.desk.page.number,
        story.id,
        "body",
    )


def _rest(work: Job, telling: Telling, left: Cut) -> Telling:
    """The telling of what follows a cut: the lines that stand before it are those of its setting."""
    piece, row = max(left.piece - work.ahead, 0), left.row
    body = work.telling.story.body
    if piece >= len(work.body):
        return replace(telling, start=(len(body), 0))
    block = work.body[piece]
    start = bisect_right([p.offset for p in body], block.offset) - 1
    if not row:
        # Where nothing of it stands here, what was entered midway goes on as it came.
        return replace(telling, start=(start, 0) if piece else work.telling.start)
    assert isinstance(block, TextBlock)
    line = block.lines(left.rows)[row - 1]
    begun = block.offset - body[start].offset
    return replace(telling, start=(start, begun + line.text_end))


def _cuts(work: Job, wanted: Sequence[Piece], geometry: Geometry) -> Iterator[Cut]:
    """Where a story may be cut so that its beginning fills the geometry less its last row."""
    room = work.rows - 1 - sum(h.span * (h.bottom - h.top) for h in geometry.blocks)
    least = most = 0
    for number, piece in enumerate(wanted):
        nominal = piece.options[0][0]
        if number and least <= room <= most and wanted[number - 1].kind != PieceKind.SUBHEAD:
            yield Cut(number, 0, nominal)
        if piece.kind == PieceKind.TEXT:
            for row in range(2, nominal - 1):
                if least + row <= room <= most + row and (nominal, row) not in piece.tied:
                    yield Cut(number, row, nominal)
        least += min(n for n, _ in piece.options)
        most += max(n for n, _ in piece.options)


def _closed(geometry: Geometry, work: Job) -> Geometry:
    """The geometry with the last row of the last column kept for the jump line."""
    last = len(work.area.columns) - 1
    holes = list(geometry.blocks)
    bottom = work.area.rows
    for hole in holes:
        if hole.column + hole.span > last and hole.bottom == bottom:
            bottom = hole.top
    line = Hole("jump", last, 1, bottom - 1, bottom)
    return replace(geometry, blocks=(*holes, line))


def _settle(work: Job) -> tuple[Job, Poured, Layout]:
    """Level if it can be, else as near as it goes; without its inserts where none has room."""
    found = _level(work)
    if found is not None:
        return work, *found
    nearest = []
    for at_end in _ends(work):
        one = _nearest(work, at_end=at_end)
        # A byline is moved to the end of a story that ends: elsewhere it would not be printed.
        moved = at_end and work.slot.byline_at != "end"
        if one is not None and not (moved and one[1].left is not None):
            nearest.append(one)
    if not nearest:
        work = _without_inserts(work)
        forced = _nearest(work, at_end=_ends(work)[0], least=-BOUNDLESS)
        assert forced is not None
        nearest = [forced]
    _, poured, layout = min(nearest, key=lambda one: one[0])
    return work, poured, layout


def _nearest(
    work: Job, *, at_end: bool, least: int = 0
) -> tuple[tuple[int, int], Poured, Layout] | None:
    """The layout that loses the fewest lines, then leaves the fewest empty; None without any."""
    wanted = pieces(work, at_end=at_end)
    fewest, most = bounds(wanted)
    offered: list[Layout] = []
    for away in AWAY:
        room = max(fewest - away, least), most + away
        offered = [
            layout
            for narrow, resized in WAYS
            for layout in layouts(work, room, at_end=at_end, narrow=narrow, resized=resized)
        ]
        if offered:
            break
    if not offered:
        return None
    poured = loose(wanted, [o.geometry for o in offered], len(work.area.columns), work.area.rows)
    layout = next(o for o in offered if o.geometry is poured.geometry)
    return (lost(wanted, poured), poured.empty), poured, layout


def _ends(work: Job) -> list[bool]:
    """Where the byline may stand: at its place, then at the end where the template allows it."""
    allowed, byline = work.desk.template.fit_order, work.telling.heads.get("byline")
    if work.slot.byline_at == "end":
        return [bylines.may_close(work)]
    if Step.BYLINE_END in allowed and byline and bylines.may_close(work):
        return [False, True]
    return [False]


def _without_inserts(work: Job) -> Job:
    """The job without what may be left out; without anything where what is locked has no room."""
    locked = tuple(one for one in work.inserts if one.locked)
    fewer = replace(
        work, inserts=locked, left_out=tuple(one for one in work.inserts if not one.locked)
    )
    if any(True for _ in layouts(fewer, (-BOUNDLESS, BOUNDLESS))):
        return fewer
    return replace(work, inserts=(), left_out=work.inserts)


def _level(work: Job, *, allowed: Sequence[int] = HOLES) -> tuple[Poured, Layout] | None:
    """The story set level, the byline moved to the end and photos resized only where that is needed.

    Where nothing is exact, with a few rows empty at column feet, as far as `allowed`.
    """
    sought: list[_Sought] = []
    for at_end in _ends(work):
        found = _cheap(work, at_end=at_end)
        if found is not None:
            return found
        tried = _search(work, at_end=at_end)
        if tried.found is not None:
            return tried.found
        sought.append(tried)
    for number, tried in enumerate(sought):
        wider = list(layouts(work, _room(tried.wanted), at_end=tried.at_end, resized=True))
        found = _best(work, tried.wanted, wider)
        if found is not None:
            return found
        sought[number] = replace(tried, layouts=(*tried.layouts, *wider))
    if not allowed[1:]:
        return None
    holed = [
        (found[0].cost + (BYLINE_MOVED_COST if number else 0), number, found)
        for number, tried in enumerate(sought)
        if (found := _best(work, tried.wanted, tried.layouts, allowed[1:])) is not None
    ]
    # A byline at the end is dearer than one below the head.
    return min(holed, key=lambda one: one[:2])[2] if holed else None


@frozen
class _Sought:
    """What a search found, and what it went through: pieces and layouts."""

    found: tuple[Poured, Layout] | None
    wanted: Sequence[Piece]
    layouts: Sequence[Layout]
    at_end: bool


def _cheap(work: Job, *, at_end: bool) -> tuple[Poured, Layout] | None:
    """The best layout, if there is one so near the nominal page that no other can beat it."""
    for budget in NEAR_NOMINAL:
        found = _search(work, at_end=at_end, budget=budget).found
        if found is not None and found[0].cost <= budget:
            return found
    return None


def _search(work: Job, *, at_end: bool, budget: int = BOUNDLESS) -> _Sought:
    """The best layout whose geometry costs no more than `budget`, every column level.

    Subheads that give a row and heads over fewer columns widen the search: they are tried only
    where nothing as cheap was found without them.
    """

    def offered(wanted: Sequence[Piece], *, narrow: bool = False) -> list[Layout]:
        return list(layouts(work, _room(wanted), at_end=at_end, budget=budget, narrow=narrow))

    wanted = pieces(work, at_end=at_end)
    listed = offered(wanted)
    found = _best(work, wanted, listed)
    if found is None or found[0].cost > SUBHEAD_COST:
        giving = pieces(work, at_end=at_end, giving=True)
        wider = offered(giving) if giving != wanted else []
        wider += offered(giving, narrow=True)
        other = _best(work, giving, wider)
        wanted, listed = giving, [*listed, *wider]
        if other is not None and (found is None or other[0].cost < found[0].cost):
            found = other
    return _Sought(found, wanted, listed, at_end)


def _room(wanted: Sequence[Piece]) -> tuple[int, int]:
    """The fewest and the most rows that pieces can fill, holes at column feet among them."""
    fewest, most = bounds(wanted)
    return fewest, most + SHORT_ROWS + HOLES[-1]


def _best(
    work: Job, wanted: Sequence[Piece], listed: Sequence[Layout], holes: Sequence[int] = (0,)
) -> tuple[Poured, Layout] | None:
    """The cheapest of these layouts in which the story ends level."""
    columns, rows = len(work.area.columns), work.area.rows
    poured = level(wanted, [o.geometry for o in listed], columns, rows, allowed=holes)
    if poured is None:
        return None
    return poured, next(o for o in listed if o.geometry is poured.geometry)
