"""What a slot may give or take where nothing levels its story inside it: a row, a character's width.

Dearer than anything that fitting does inside a slot: neighbours see it.  A template allows it by
版位行数 and 栏宽 in its 合版顺序.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen, replace
from presslayout.edition.steps import Fitted, Step, rows
from presslayout.flow.dressing import dressed
from presslayout.flow.job import head_plans, job
from presslayout.issue.lattice import torn
from presslayout.issue.template import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presslayout.base.units import Length
    from presslayout.flow.bench import Desk
    from presslayout.flow.telling import Telling
    from presslayout.flow.work import Job
    from presslayout.issue.issue import Filler
    from presslayout.issue.template import Slot, Template

    Taken = Mapping[str, tuple[int, int]]
# Blank rows that stay between two slots, whichever of them grows.
BETWEEN = 1
# Rows that a slot gives at its foot at most where its head is as high as those beside it: as many as
# a last column may be short (PAGES, "The grid").
GIVEN_BESIDE = 2
# A column keeps so many characters at least.
LEAST_CELLS = 8
# What the columns of a narrowed slot give lies at its sides, a character at each, where a rule parts
# it from its neighbours (`column_rules`), and what is over in its gutters: those of more than four
# columns would stand out.  A box keeps its line, and gives a row above its text and below it.
NARROWED_MOST = 4


@frozen
class Slack:
    """What lies round a slot: free rows above and below it, and fillers that nothing uses yet.

    Of a slot of several rectangles `ledges` are the free rows below one of them, one row each.
    `bound`: it is a box, and beside it another slot ends in the same row.
    """

    above: int = 0
    below: int = 0
    fillers: tuple[Filler, ...] = ()
    ledges: tuple[Range, ...] = ()
    bound: bool = False


def slack(
    template: Template,
    slot: Slot,
    taken: Taken,
    fillers: tuple[Filler, ...] = (),
) -> Slack:
    """The free rows round a slot, `taken` being the rows that slots take by now.

    A slot of several rectangles may have taken a ledge, so that row below it counts as taken.
    """
    first, last = taken.get(slot.name, slot.rows)
    above = below = 0
    rest = [
        (part, (part.rows[0], part.rows[1] + (BETWEEN if s.parts else 0)))
        for s in template.slots
        for part in _now(s, taken)
        if s.name != slot.name
    ]
    others = [rows for part, rows in rest if _over(part, slot)]
    ends = [rows[1] for rows in others if rows[1] < first]
    begins = [rows[0] for rows in others if rows[0] > last]
    # Slots that begin in one row keep doing so: their heads and rules would part company.
    # So do those of an area of heads: what begins higher or lower changes all its heads.
    beside = bool(slot.head_area) or any(
        rows[0] == first and not _over(part, slot) for part, rows in rest
    )
    if ends and not beside:
        above = max(first - max(ends) - 1 - BETWEEN, 0)
    if begins:
        below = max(min(begins) - last - 1 - BETWEEN, 0)
    bound = slot.frame > 0 and any(
        part.rows[1] == last and not _over(part, slot) for part, _ in rest
    )
    ledges = tuple(_ledges(template, slot, taken))
    return Slack(above, 0 if bound else below, fillers, ledges, bound)


def others(slot: Slot, telling: Telling, desk: Desk, room: Slack) -> Iterator[Job]:
    """The slot a row lower or higher, its columns a character narrower, or both; cheapest first.

    One whose story is locked, or holds what is, keeps all.
    """
    if telling.story.is_held:
        return
    steps = desk.template.fit_order
    ways = list(_rows(slot, desk.template, room)) if Step.SLOT_ROWS in steps else []
    for other, by in ways:
        yield _changed(other, telling, desk, by)
    _, frame, _ = dressed(slot, telling.story, desk)
    if Step.COLUMN_WIDTH not in steps or not _may_narrow(slot, frame):
        return
    for other, by in ((slot, 0), *ways):
        work = _changed(replace(other, narrowed=1), telling, desk, by)
        if work.fonts.measure >= LEAST_CELLS * 1000 and not _condensed_apart(work):
            yield work


def _condensed_apart(work: Job) -> bool:
    """Whether a headline in narrower columns would be condensed more than those beside it (T6)."""
    shelf = work.slot.shelf
    if shelf is None:
        return False
    found = head_plans(work, at_end=work.slot.byline_at == "end")[0].headline
    return found is not None and found.condense < shelf.condense


def most_given(slot: Slot) -> int:
    """How many rows a slot gives at most: one whose head stands as others do cannot give at its head."""
    return 1 if slot.shelf is None else GIVEN_BESIDE


def _may_narrow(slot: Slot, frame: Length) -> bool:
    """Whether a slot's columns may all give a character.

    Not in a patterned box, nor in one that holds but a column; not where an edge of several
    rectangles, or of what stands inside, is an edge of columns.
    """
    count = slot.split or slot.columns[1] - slot.columns[0] + 1
    shaped = slot.vertical or slot.parts or slot.cuts
    boxed = frame and (slot.ornament or count == 1)
    return count <= NARROWED_MOST and not boxed and not shaped


def _rows(slot: Slot, template: Template, room: Slack) -> Iterator[tuple[Slot, int]]:
    """The slot with a row less or more, and which of both."""
    first, last = slot.rows
    if slot.parts:
        # A line round it is drawn round all of it: it has no foot of its own there.
        if not slot.frame:
            yield from ((one, -1) for one in _lower(slot, template))
            for ledge in room.ledges:
                low = max(last, ledge.rows[1])
                yield replace(slot, parts=_with(slot.parts, ledge), rows=(first, low)), 1
        return
    # A box's foot is seen: it stays level with what ends beside it.
    if not room.bound and not any(cut.rows[1] == last for cut in slot.cuts):
        for by in range(1, most_given(slot) + 1):
            yield replace(slot, rows=(first, last - by)), -by
    if slot.within:
        # Round it stands the text of the story that it lies in.
        return
    if room.below:
        yield replace(slot, rows=(first, last + 1)), 1
    elif room.above:
        yield replace(slot, rows=(first - 1, last)), 1


def _with(parts: tuple[Range, ...], ledge: Range) -> tuple[Range, ...]:
    """The rectangles and a ledge below them, which goes on the one that it is as wide as."""
    for number, part in enumerate(parts):
        if part.columns == ledge.columns and part.rows[1] + 1 == ledge.rows[0]:
            longer = Range((part.rows[0], ledge.rows[1]), part.columns)
            return (*parts[:number], longer, *parts[number + 1 :])
    return (*parts, ledge)


def _lower(slot: Slot, template: Template) -> Iterator[Slot]:
    """A slot of several rectangles with the foot of one of them a row higher."""
    for number, part in enumerate(slot.parts):
        first, last = part.rows
        kept = [c for c in _columns(part) if _covered(slot.parts, last + 1, c)]
        if last == first or len(kept) == len(_columns(part)):
            continue
        rest = (Range((last, last), columns) for columns in _runs(kept))
        others_ = slot.parts[:number], slot.parts[number + 1 :]
        parts = (*others_[0], Range((first, last - 1), part.columns), *others_[1], *rest)
        # Its rows are those round all its rectangles: so they stay where another ends as low.
        rows = slot.rows[0], max(one.rows[1] for one in parts)
        other = replace(slot, parts=parts, rows=rows)
        if not any(torn(template, other)):
            yield other


def _ledges(template: Template, slot: Slot, taken: Taken) -> Iterator[Range]:
    """The rows that may be added below one of a slot's rectangles."""
    beside = [
        part
        for other in template.slots
        if slot.name not in {other.name, other.within}
        for part in _now(other, taken)
    ]
    for part in slot.parts:
        row = part.rows[1] + 1
        bare = [c for c in _columns(part) if not _covered(slot.parts, row, c)]
        for columns in _runs(bare):
            wanted = Range((row, row + BETWEEN), columns)
            if row > template.rows or any(one.meets(wanted) for one in beside):
                continue
            ledge = Range((row, row), columns)
            if not any(torn(template, replace(slot, parts=(*slot.parts, ledge)))):
                yield ledge


def _now(slot: Slot, taken: Taken) -> tuple[Range, ...]:
    """The rectangles of a slot as it stands by now."""
    return slot.parts or (Range(taken.get(slot.name, slot.rows), slot.columns),)


def _columns(part: Range) -> range:
    return range(part.columns[0], part.columns[1] + 1)


def _covered(parts: Iterable[Range], row: int, column: int) -> bool:
    return any(part.holds(Range((row, row), (column, column))) for part in parts)


def _runs(columns: Iterable[int]) -> Iterator[tuple[int, int]]:
    """First and last of every run of neighbouring columns."""
    for _, run in groupby(enumerate(columns), key=lambda one: one[1] - one[0]):
        found = [column for _, column in run]
        yield found[0], found[-1]


def _changed(slot: Slot, telling: Telling, desk: Desk, by: int) -> Job:
    """The telling in a slot as it was changed, `by` rows of it."""
    said = []
    if by and slot.parts:
        said.append(Fitted(Step.SLOT_ROWS, by=rows(by, signed=True)))
    elif by:
        said.append(Fitted(Step.SLOT_ROWS, by=rows(slot.rows[1] - slot.rows[0] + 1)))
    if slot.narrowed:
        narrower = Text(f"每栏减{slot.narrowed}字", f"{slot.narrowed} em less a column")
        said.append(Fitted(Step.COLUMN_WIDTH, by=narrower))
    return replace(job(slot, telling, desk), eased=tuple(said))


def _over(one: Range, other: Slot) -> bool:
    return one.columns[0] <= other.columns[1] and other.columns[0] <= one.columns[1]
