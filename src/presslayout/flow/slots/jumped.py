"""A story over several slots: where it is cut, so that each of them ends level."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, islice
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Text
from presslayout.base.values import frozen, replace
from presslayout.flow import contours
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.body import TextBlock
from presslayout.flow.fit import JUMP_ROW, SHORT_ROWS, Geometry
from presslayout.flow.fit import Obstacle as Hole
from presslayout.flow.job import BOUNDLESS, head_plans, job, layouts, pieces
from presslayout.flow.levelling import as_poured, byline_ends, level, settle, without_inserts
from presslayout.flow.pour import Cut, Poured, cut, loose
from presslayout.flow.setting import setting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from presslayout.flow.blocks import BodyBlock
    from presslayout.flow.fit import Piece
    from presslayout.flow.telling import Telling
    from presslayout.flow.work import Job, Layout
    from presslayout.issue.template import Slot

# A place where a part of a story stands: a slot, what it receives, and from what it is filled.
Hop = tuple["Slot", "Telling", Desk]
# Ways of cutting a jumped story that are tried on the slot where it goes on.
JUMP_TRIES = 160
PAIR = 2


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
        return made, setting(*settle(job(*onward)))
    return made, *fill_jumps([onward, *rest[1:]])


def _round_a_cut_out(work: Job, second: Hop) -> tuple[Filled, Filled] | None:
    """A jumped story that begins beside a cut-out: cut where its rest ends level, if it can.

    None where no beginning of it fills the slot.
    """
    first: tuple[contours.Round, Job] | None = None
    for round_, end in islice(contours.begun(work, _closed), JUMP_TRIES):
        rest = job(second[0], _rest(round_.work, second[1], end), second[2])
        first = first or (round_, rest)
        onward = level(rest, allowed=(0,))
        if onward is not None:
            begun = setting(round_.work, round_.poured, round_.layout)
            return begun, setting(rest, *onward)
    if first is None:
        return None
    round_, rest = first
    begun = setting(round_.work, round_.poured, round_.layout)
    return begun, setting(*settle(rest))


def _alone(slot: Slot, telling: Telling, desk: Desk) -> Filled | None:
    """The whole story in its first slot, if it ends there, and that nothing goes on."""
    work = job(slot, replace(telling, goes_to=None), desk)
    if contours.contoured(work):
        ends = byline_ends(work)
        found = contours.level(work, ends) or contours.nearest(work, at_end=ends[0])
        if found is None or found.poured.left is not None:
            return None
        return _ended(found.work, found.poured, found.layout)
    settled, poured, layout = settle(work)
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
        work = without_inserts(work)
        options = list(layouts(work, (-BOUNDLESS, BOUNDLESS), at_end=False))
    closed = [_closed(o.geometry, work) for o in options]
    wanted = pieces(work, at_end=False)
    poured = loose(wanted, closed, len(work.area.columns), work.area.rows)
    return work, poured, as_poured(poured, closed, options)


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
            onward = level(rest)
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
        if number and least <= room <= most and wanted[number - 1].kind != "subhead":
            yield Cut(number, 0, nominal)
        if piece.kind == "text":
            for row in range(2, nominal - 1):
                if least + row <= room <= most + row and (nominal, row) not in piece.tied:
                    yield Cut(number, row, nominal)
        least += min(n for n, _ in piece.options)
        most += max(n for n, _ in piece.options)


def _closed(geometry: Geometry, work: Job) -> Geometry:
    """The geometry with a row kept for the jump line: the last that is free in its last column.

    A column whose foot a photo takes has it above that photo; one that a photo takes whole has none,
    and the line stands in the column before it.
    """
    holes = geometry.blocks
    for column in reversed(range(len(work.area.columns))):
        own = [hole for hole in holes if hole.column <= column < hole.column + hole.span]
        bottom = work.area.rows
        for hole in sorted(own, key=lambda hole: hole.bottom, reverse=True):
            if hole.bottom == bottom:
                bottom = hole.top
        if bottom > max((hole.bottom for hole in own if hole.top == 0), default=0):
            line = Hole(JUMP_ROW, column, 1, bottom - 1, bottom)
            return replace(geometry, blocks=(*holes, line))
    return geometry
