"""Which cells a mark touches, and whether it can be meant otherwise.

Nothing here chooses between two readings: where there are two, `doubt` says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.newsroom.marks.ground import Character, Ground, TextRow, Thing

    Point = tuple[Length, Length]

PERCENT = 100
# Of a cell or of the box, whichever is smaller: below the first a box misses it, from the second on
# it has it; between them nobody can tell.
ALONG, ACROSS = (25, 75), (30, 60)
# A box drawn round the ink alone lies within its cell and covers at least so much of it.
INK, THIN_INK, WITHIN = 40, 10, 90
# A caret stands between two characters where it is no nearer to a character's middle than this.
MIDDLE = 35
# How far off a line's end and how far below it a caret may stand, in percent of its square; from
# how near below the line above the upper edge of a line is that one's too.
BESIDE, BELOW, SHARED = 60, 45, 15
# Two lines of which one is not nearer to a caret by so much, along them, are alike.
SIDE = 20
# So much of another line under a caret's box, and it may be meant for that one.
OVER = 70
# How far a remark may lie from the words that it is shown with, in squares.
NEAR = 2
# An ink stroke runs over a cell, not along its edge.
CORE = 15
# The ends of a stroke that are no farther apart than this share of its extent make it a ring.
RING = 30
LEAST = pt("0.1")

BETWEEN, LINES, SEVERAL, DRAWN = "between", "lines", "several", "drawn"


@frozen
class Touched:
    """Cells in reading order, line by line, and why they may not be what is meant ("" where they are)."""

    cells: tuple[Character, ...] = ()
    doubt: str = ""


def struck(there: Ground, box: Box) -> Touched:
    """The characters that a box of a strike-out or a highlight covers."""
    if box.width < LEAST or box.height < LEAST:
        return Touched()
    found: list[Character] = []
    lines, doubt = 0, ""
    for row in there.rows:
        cells, unsure = _covered(row, box)
        found += cells
        lines += bool(cells)
        doubt = doubt or (BETWEEN if unsure else "")
    return Touched(tuple(found), doubt or (LINES if lines > 1 else ""))


def _covered(row: TextRow, box: Box) -> tuple[list[Character], bool]:
    """The cells of a line under a box, and whether it is unsure of any."""
    start, stop = row.along(box)
    share = [_share(row, cell, box) for cell in row.cells]
    inside = [at for at, part in enumerate(share) if part == PERCENT]
    unsure = False
    for at, part in enumerate(share):
        if part != PERCENT / 2 or at in inside:
            continue
        # A reader takes a squeezed mark for a whole square, and so a part of its neighbour.
        before, behind = at - 1 in inside, at + 1 in inside
        own = row.along(row.cells[at].box)
        if (
            before
            and _mark(row.cells[at - 1])
            and stop <= row.along(row.cells[at - 1].square)[1] + LEAST
        ):
            continue
        if (
            behind
            and _mark(row.cells[at + 1])
            and start >= row.along(row.cells[at + 1].square)[0] - LEAST
        ):
            continue
        unsure = unsure or own[1] > own[0]
    if inside:
        unsure = unsure or _as_square(row, inside, (start, stop))
        unsure = unsure or any(at not in inside and row.cells[at].length and row.cells[at].span
                               for at in range(inside[0], inside[-1]))  # fmt: skip
    return [row.cells[at] for at in inside], unsure


def _as_square(row: TextRow, inside: Sequence[int], ends: tuple[Length, Length]) -> bool:
    """Whether a box ends where the square of a squeezed mark does, and in a character beyond it.

    A reader draws round the mark's whole square, over a digit or another mark that follows: nobody
    can tell whether that is meant.
    """
    for last, mark, end, ahead in (
        (inside[-1], inside[-1] - 1, 1, 1),
        (inside[0], inside[0] + 1, 0, -1),
    ):
        if mark not in inside or not _mark(row.cells[mark]):
            continue
        square, own = (ahead * row.along(row.cells[at].square)[end] for at in (mark, last))
        if square - LEAST <= ahead * ends[end] < max((square + own) // 2, square + LEAST):
            return True
    return False


def _mark(cell: Character) -> bool:
    return cell.thin and not cell.char.isascii()


def _share(row: TextRow, cell: Character, box: Box) -> float:
    """100 where a box has a cell, 0 where it misses it, 50 where nobody can tell."""
    along = _overlap(row.along(box), row.along(cell.box))
    across = _overlap(row.across(box), row.across(cell.box))
    if along <= 0 or across <= 0:
        return 0
    size, other = _length(row.along(cell.box)), _length(row.along(box))
    high, other_high = _length(row.across(cell.box)), _length(row.across(box))
    level = across * PERCENT // min(high, other_high)
    missed = along * PERCENT < size * ALONG[0] and along * PERCENT < other * WITHIN
    if level < ACROSS[0] or missed:
        return 0
    low = cell.thin and not cell.char.isalnum()
    sure = level >= ACROSS[1] and (low or _central(row, cell, box))
    wide = along * PERCENT >= size * ALONG[1]
    ink = along * PERCENT >= other * WITHIN and along * PERCENT >= size * (
        THIN_INK if cell.thin else INK
    )
    return PERCENT if sure and (wide or ink) else PERCENT / 2


def _central(row: TextRow, cell: Character, box: Box) -> bool:
    """Whether a low box lies over the middle of a character's body, not towards its edge.

    Readers strike out at two to three fifths of the height; a hand's line may be a tenth off.
    """
    low, high = row.across(cell.box)
    start, stop = row.across(box)
    return (stop - start) * PERCENT >= (high - low) * INK or (
        abs(start + stop - low - high) * 10 <= (high - low) * 4
    )


@frozen
class Gap:
    """A place between two characters: before the cell, or behind it."""

    cell: Character
    behind: bool
    doubt: str = ""


def gap(there: Ground, box: Box) -> Gap | None:
    """Where a caret points to; None where no line is within its reach.

    A caret points from below at the place between two characters of a line, or at a line's end.
    """
    tip = box.x + box.width // 2, box.y
    middle = box.x + box.width // 2, box.y + box.height // 2
    reached = [(_reach(row, middle if row.upright else tip), row) for row in there.rows]
    near = sorted(
        ((away, row) for away, row in reached if away is not None), key=lambda one: one[0]
    )
    if not near:
        return None
    away, row = near[0]
    found = _edge(row, middle if row.upright else tip)
    if row.upright and not found.doubt:
        other = _edge(row, tip)
        same = (other.cell, other.behind) == (found.cell, found.behind)
        found = found if same else Gap(found.cell, found.behind, BETWEEN)
    if any(_alike(away, other) for other, _ in near[1:]) or _over_another(there, row, box):
        return Gap(found.cell, found.behind, BETWEEN)
    return found


@frozen
class _Away:
    """How far a point is from a line, in percent of a square: below or above it, and off its ends."""

    down: int
    aside: int
    above: bool

    def __lt__(self, other: _Away) -> bool:
        return (self.down, self.aside) < (other.down, other.aside)


def _reach(row: TextRow, point: Point) -> _Away | None:
    """How far a point is from a line; None beyond a caret's reach."""
    size = max(_length(row.across(cell.box)) for cell in row.cells)
    along, across = (point[1], point[0]) if row.upright else point
    low = min(row.across(cell.box)[0] for cell in row.cells)
    high = max(row.across(cell.box)[1] for cell in row.cells)
    first, last = row.along(row.cells[0].box)[0], row.along(row.cells[-1].box)[1]
    down = max(low - across, across - high, 0) * PERCENT // size
    aside = max(first - along, along - last, 0) * PERCENT // size
    above = across < low
    far = down > (SHARED if above and not row.upright else BELOW) or aside > BESIDE
    return None if far else _Away(down, aside, above)


def _alike(best: _Away, other: _Away) -> bool:
    """Whether a caret may as well be meant for another line as for the nearest one."""
    if other.aside < best.aside - SIDE:
        return True
    return other.aside <= best.aside + SIDE and (best.above or other.down <= best.down + SHARED)


def _edge(row: TextRow, point: Point) -> Gap:
    """The place between characters that is nearest to a point of a line."""
    at = point[1] if row.upright else point[0]
    # Of two at one place the one behind what stands before.
    places = [
        (abs(at - place), number, behind)
        for number, cell in enumerate(row.cells)
        for place, behind in zip(row.along(cell.box), (False, True), strict=True)
    ]
    away, number, behind = min(places, key=lambda one: one[0])
    cell = row.cells[number]
    # Whichever character it stands in: the edge may be known as its neighbour's.
    unsure = any(
        start < at < stop and away * PERCENT > (stop - start) * MIDDLE
        for start, stop in (row.along(one.box) for one in row.cells)
    )
    if unsure or _blank(row, number, at, behind=behind):
        return Gap(cell, behind, BETWEEN)
    left = number if behind else number - 1
    beside = row.cells[max(left, 0) : left + 2]
    # Beside a hyphen of a line's end nobody knows what is meant for the word and what for the line.
    return Gap(cell, behind, "" if all(one.span for one in beside) else DRAWN)


def _blank(row: TextRow, number: int, at: Length, *, behind: bool) -> bool:
    """Whether a blank stands where a caret does, and nobody can tell on which side of it."""
    left = number if behind else number - 1
    if not 0 <= left < len(row.cells) - 1 or row.cells[left].span == row.cells[left].length:
        return False
    stop, start = row.along(row.cells[left].box)[1], row.along(row.cells[left + 1].box)[0]
    third = (start - stop) // 3
    return third < LEAST or stop + third < at < start - third


def _over_another(there: Ground, own: TextRow, box: Box) -> bool:
    """Whether a caret's box lies over a line that it does not point at."""
    for row in there.rows:
        if row is own or row.upright:
            continue
        for cell in row.cells:
            across = _overlap((box.y, box.bottom), (cell.box.y, cell.box.bottom))
            along = _overlap((box.x, box.right), (cell.box.x, cell.box.right))
            if along > 0 and across * PERCENT > cell.box.height * OVER:
                return True
    return False


def crossed(there: Ground, stroke: Sequence[Point]) -> list[Character]:
    """The characters that a line drawn by hand runs over; those inside it where it is a ring."""
    found = []
    ring = _is_ring(stroke)
    for row in there.rows:
        for cell in row.cells:
            box = cell.box
            edge_x, edge_y = box.width * CORE // PERCENT, box.height * CORE // PERCENT
            core = (box.x + edge_x, box.y + edge_y, box.right - edge_x, box.bottom - edge_y)
            inside = ring and _within(stroke, (box.x + box.width // 2, box.y + box.height // 2))
            if inside or any(_meets(core, a, b) for a, b in _segments(stroke)):
                found.append(cell)
    return found


def over(there: Ground, box: Box) -> list[Character]:
    """The characters of which most lies in the box of a remark."""
    return [
        cell
        for row in there.rows
        for cell in row.cells
        if (along := _overlap(row.along(box), row.along(cell.box))) > 0
        and (across := _overlap(row.across(box), row.across(cell.box))) > 0
        and along * 2 > min(_length(row.along(cell.box)), _length(row.along(box)))
        and across * 2 > min(_length(row.across(cell.box)), _length(row.across(box)))
    ]


def nearest(there: Ground, box: Box) -> tuple[TextRow, Character] | None:
    """The character next to a box, within `NEAR` squares."""
    best: tuple[int, TextRow, Character] | None = None
    for row in there.rows:
        for cell in row.cells:
            own = cell.box
            x = max(own.x - box.right, box.x - own.right, 0)
            y = max(own.y - box.bottom, box.y - own.bottom, 0)
            reach = NEAR * cell.square.height
            if max(x, y) <= reach and (best is None or x + y < best[0]):
                best = x + y, row, cell
    return best[1:] if best is not None else None


def beneath(there: Ground, box: Box) -> Thing | None:
    """The smallest picture under the middle of a box."""
    x, y = box.x + box.width // 2, box.y + box.height // 2
    under = [
        thing
        for thing in there.things
        if thing.box.x <= x < thing.box.right and thing.box.y <= y < thing.box.bottom
    ]
    return min(under, key=lambda thing: thing.box.width * thing.box.height, default=None)


def _overlap(one: tuple[Length, Length], other: tuple[Length, Length]) -> Length:
    return min(one[1], other[1]) - max(one[0], other[0])


def _length(ends: tuple[Length, Length]) -> Length:
    return max(ends[1] - ends[0], 1)


def _segments(stroke: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    yield from zip(stroke, stroke[1:] or stroke, strict=False)


def _is_ring(stroke: Sequence[Point]) -> bool:
    if len(stroke) < len("abcd"):
        return False
    xs, ys = [x for x, _ in stroke], [y for _, y in stroke]
    across = max(abs(xs[0] - xs[-1]), abs(ys[0] - ys[-1]))
    return across * PERCENT <= RING * max(max(xs) - min(xs), max(ys) - min(ys))


def _within(ring: Sequence[Point], point: Point) -> bool:
    """Whether a point lies inside a ring, by how often a line to the right leaves it."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            inside = not inside
    return inside


def _meets(box: tuple[int, int, int, int], one: Point, other: Point) -> bool:
    """Whether a straight line touches a box (Liang and Barsky)."""
    left, top, right, bottom = box
    (x, y), (dx, dy) = one, (other[0] - one[0], other[1] - one[1])
    enter, leave = 0.0, 1.0
    for step, room in ((-dx, x - left), (dx, right - x), (-dy, y - top), (dy, bottom - y)):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    return enter <= leave
