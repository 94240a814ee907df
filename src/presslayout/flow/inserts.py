"""What stands inside a story beside its text: photographs and pull quotes, on rows and columns.

An insert fills whole columns and whole rows; its caption and the air round it belong to its hole.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache, partial
from itertools import accumulate
from operator import attrgetter
from typing import TYPE_CHECKING

from presslayout.base.values import Same, frozen
from presslayout.flow.area import Area, AskedRows
from presslayout.flow.fit import POCKET_ROWS, Geometry
from presslayout.flow.fit import Obstacle as Hole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from presslayout.assets.pictures import PictureFacts
    from presslayout.base.units import Length
    from presslayout.flow.heads import HeadPlan
    from presslayout.issue.issue import Filler, Photo

# A crop takes no more than this share of a photo's height or width, in per mille.
CROP_LIMIT = 300
# Cost of a crop is this times its square; a crop of a fifth costs what one line more does.
CROP_COST = 1500
# A photo is at least this many rows high, or it is a stamp.
LEAST_ROWS, LEAST_DRAWING_ROWS = 5, 2
# Photos that belong to the headline block and stand over its columns.
OVER = ("above", "behind")
# Rows of a photo behind a headline that its headline leaves free at least.
SHOWN_ROWS = 6
# Combinations of photo places looked at for one story.
COMBINATIONS = 30_000
# So many inserts, and no more, a slot has places for: a photo essay has a page of its own.
MOST = 40
# Lists of places that are kept: those of a few stories, for all heights of their headline blocks.
REMEMBERED = 256
# Beyond a handful not every combination can be looked at: so many steps for each headline block.
HANDFUL, STEPS = 6, 4_000

# Where a photo that may stand anywhere stands best: costs by anchor for a wide and a narrow one.
WIDE_COST = {"top": 0, "foot": 12}
NARROW_COST = {"top": 12, "foot": 0}
# A photo over the first column hides where the story begins.
FIRST_COLUMN_COST = 30
INNER_COLUMN_COST = 6
MIDDLE_COST = 60
# The dominant photo is at least this many tenths of the area of the next (PAGES, "Order of the eye").
DOMINANCE_TENTHS = 25
EQUAL_COST = 40
STACKED_COST = 18
SAME_SIDE_COST = 8
BESIDE_COST = 25
DROP_COST = 300

_COST, _CELLS, _HOLE = attrgetter("cost"), attrgetter("cells"), attrgetter("hole")


@frozen
class Insert:
    """A photo, quote, box or filler asked for: its columns, its heights as (rows, cost, crop).

    `spot` is the column and row that the editor asks for; `folded`: it lies across a spread's fold.
    One that is `locked` stands at its spot, whatever else does not fit; for `short` rows of its own
    words there is no place there.  One that is `optional` may be left out.  `quiet` is where one
    behind a headline leaves it most room, from its top to its foot in per mille.
    """

    key: str
    at: str
    span: int
    heights: tuple[tuple[int, int, int], ...]
    caption_rows: int
    photo: Photo | None = None
    spot: tuple[int, int] | None = None
    folded: bool = False
    filler: Filler | None = None
    locked: bool = False
    short: int = 0
    optional: bool = False
    quiet: int = 0


@frozen
class Placing:
    """One way to place one insert: its hole in the text, its own rows, and what that costs.

    `size` is its width over all its rows.
    """

    insert: Insert
    hole: Hole
    rows: int
    anchor: str
    cost: int
    crop: int
    cells: int
    size: Length

    @property
    def row(self) -> int:
        """The first row of its own, from 0: below text there is a row of air."""
        if self.insert.locked and self.insert.spot is not None:
            return self.insert.spot[1] - 1
        return self.hole.top + (1 if self.anchor in ("middle", "foot") else 0)


def box_height(rows: int, area: Area, ascent: Length) -> Length:
    """The height of a picture of so many rows: from the first Han top to the last baseline."""
    return (rows - 1) * area.pitch + ascent


def photo_span(wanted: int | None, facts: PictureFacts, columns: int) -> int:
    """How many columns a photo crosses: as many as are wanted, else two for a wide one."""
    wide = columns > 2 and facts.width > facts.height  # noqa: PLR2004
    return min(wanted or (2 if wide else 1), columns)


def photo_heights(
    facts: PictureFacts, width: Length, area: Area, ascent: Length
) -> tuple[tuple[int, int, int], ...]:
    """The heights that a photo of this width may take, each with the price of its crop.

    A drawing is never cropped: less height makes it narrower, at the same price.
    """
    found = []
    if facts.vector:
        wanted = facts.height * width // facts.width
        for rows in range(LEAST_DRAWING_ROWS, area.rows + 1):
            height = box_height(rows, area, ascent)
            lost = 1000 - 1000 * min(height, wanted) // wanted
            if lost <= CROP_LIMIT:
                found.append((rows, CROP_COST * lost * lost // 1_000_000, lost))
            if height >= wanted:
                break
        return tuple(found)
    for rows in range(LEAST_ROWS, area.rows + 1):
        crop = crop_share(facts, width, box_height(rows, area, ascent))
        if crop <= CROP_LIMIT:
            found.append((rows, CROP_COST * crop * crop // 1_000_000, crop))
    return tuple(found)


def geometries(
    heads: Sequence[HeadPlan],
    inserts: Sequence[Insert],
    area: Area,
    head_columns: int,
    asked: AskedRows,
    budget: int,
    price: int = 0,
) -> Iterator[tuple[Geometry, HeadPlan, tuple[Placing, ...]]]:
    """Every way to place headline block and inserts that leaves as many rows of text as are asked for.

    All cost `price` beside what they do by themselves; those that cost more than `budget` are left out.
    """
    least = asked.first[0]
    rows = len(area.columns) * area.rows - area.shut
    first = area.head[0]
    inside = [i for i in inserts if i.at not in OVER]
    # What they take at least: in slots that overflow nothing more need be asked.
    needed = sum(i.span * (min(h for h, _, _ in i.heights) + i.caption_rows) if i.heights else 0
                 for i in inside)  # fmt: skip
    if len(inside) > MOST or needed > rows - max(least, 0):
        return
    places = [partial(_placings, Same(i), Same(area)) for i in inside]
    limit = max(12, int((COMBINATIONS / max(len(heads), 1)) ** (1 / max(len(inserts), 1))))
    for head, over in ((h, o) for h in heads for o in _over(inserts, area, head_columns, h)):
        high = head.rows + sum(p.hole.bottom - p.hole.top for p in over if p.anchor == "above")
        for behind in (p for p in over if p.anchor == "behind"):
            low = max(high, behind.rows) + behind.insert.caption_rows
            # Text keeps a row from a caption, and from a photo that ends below its headline.
            high = low + 1 if high < low < area.rows else low
        block = Hole("head", first, head_columns, 0, high)
        # A slot too low for its headline shows it all the same, where nothing else is left to try.
        if (high > area.rows and least >= 0) or (
            high and any(map(partial(_overlap, block), area.closed))
        ):
            continue
        taken = high * head_columns
        if needed > rows - min(high, area.rows) * head_columns - max(least, 0):
            continue
        choices = [own(high, head_columns)[:limit] for own in places]
        spent = price + head.cost + sum(p.cost for p in over)
        before = (block, *area.closed) if high else area.closed
        for combination in _affordable(choices, budget - spent, asked, rows - taken):
            cost = spent + sum(map(_COST, combination))
            if len(combination) > 1:
                cost += _together(combination)
            if cost > budget:
                continue
            holes = map(_HOLE, combination)
            yield Geometry((*before, *holes), cost), head, (*over, *combination)


def _over(
    inserts: Sequence[Insert], area: Area, head_columns: int, head: HeadPlan
) -> Iterator[tuple[Placing, ...]]:
    """Every way to place the photo that stands above a headline or behind it; () without one."""
    wanted = [i for i in inserts if i.at in OVER]
    if not wanted:
        yield ()
        return
    first = area.head[0]
    one = wanted[0]
    if one.at == "behind":
        if one.photo is not None and one.photo.as_shaped:
            yield from _ground(one, first, head_columns, head)
            return
        # As high as the editor says, and never lower than its headline.
        rows = max(head.rows, one.photo.rows or 0) if one.photo is not None else head.rows
        hole = Hole(one.key, first, head_columns, 0, rows)
        yield (Placing(one, hole, rows, "behind", 0, 0, 0, 0),)
        return
    for rows, price, crop in one.heights:
        hole = Hole(one.key, first, head_columns, 0, rows + one.caption_rows)
        yield (Placing(one, hole, rows, "above", price, crop, 0, 0),)


def _ground(
    one: Insert, first: int, head_columns: int, head: HeadPlan
) -> Iterator[tuple[Placing, ...]]:
    """A photo behind a headline at every height of its shape that shows more than the headline."""
    for rows, price, crop in one.heights:
        if rows >= head.rows + SHOWN_ROWS:
            hole = Hole(one.key, first, head_columns, 0, rows)
            yield (Placing(one, hole, rows, "behind", price, crop, 0, 0),)


# A story asks for the same places again for every budget that it is sought within.
@lru_cache(maxsize=REMEMBERED)
def _placings(one: Same, where: Same, head_rows: int, head_columns: int) -> tuple[Placing, ...]:
    """Every place and height of one insert in an area, cheapest first."""
    insert, area = one.value, where.value
    assert isinstance(insert, Insert)
    assert isinstance(area, Area)
    if insert.locked:
        return tuple(_locked(insert, area, head_rows, head_columns))
    count, span, caption = len(area.columns), insert.span, insert.caption_rows
    _, width = area.span(0, span)
    columns = list(_free_columns(insert, area, head_rows, head_columns))
    found: list[tuple[int, int, int, int, int, int, str, int]] = []
    for rows, price, crop in insert.heights:
        for column, top, last, straddles in columns:
            for anchor, start in _anchors(insert, top, last, rows):
                if straddles and anchor == "top" and insert.spot is None:
                    continue
                foot = start + (anchor != "top") + rows + caption
                end = foot if anchor == "foot" else min(foot + 1, last)
                cost = price + _place_cost(insert, anchor, column, count)
                # The number keeps what is equal in the order in which it was found.
                found.append((cost, column, start, rows, len(found), end, anchor, crop))
    found.sort()
    made = (
        Placing(
            insert,
            Hole(insert.key, column, span, start, end),
            rows,
            anchor,
            cost,
            crop,
            span * (end - start),
            rows * width,
        )
        for cost, column, start, rows, _, end, anchor, crop in found
    )
    if not area.closed:
        return tuple(made)
    return tuple(p for p in made if not any(map(partial(_overlap, p.hole), area.closed)))


def _free_columns(
    insert: Insert, area: Area, head_rows: int, head_columns: int
) -> Iterator[tuple[int, int, int, bool]]:
    """The columns where an insert may begin, the rows open to it, and whether it leaves the head.

    Beside a head over fewer columns text would stand above it and go on below it.
    """
    span = insert.span
    left = area.head[0]
    right = left + head_columns
    for column in _columns(insert, len(area.columns), span):
        if area.fold and insert.spot is None and area.crosses(column, span) != insert.folded:
            continue
        first, last = area.reach(column, span) if area.closed else (0, area.rows)
        top = max(head_rows if column < right and left < column + span else 0, first)
        yield column, top, last, bool(top) and not left <= column <= right - span


def _locked(insert: Insert, area: Area, head_rows: int, head_columns: int) -> Iterator[Placing]:
    """The one place of what is locked, where the slot has it and the head leaves it free.

    No text stands in rows above or below it that are too few to read as a column.
    """
    assert insert.spot is not None
    column, start, span = insert.spot[0] - 1, insert.spot[1] - 1, insert.span
    rows, price, crop = insert.heights[0]
    left, right = area.head[0], area.head[0] + head_columns
    first, last = area.reach(column, span) if area.closed else (0, area.rows)
    top = max(head_rows if column < right and left < column + span else 0, first)
    foot = start + rows + insert.caption_rows
    if not (column + span <= len(area.columns) and top <= start and foot <= last):
        return
    begin = start - 1 if start - 1 - top >= POCKET_ROWS else top
    end = foot + 1 if last - foot - 1 >= POCKET_ROWS else last
    anchor = "top" if begin == top else "foot" if end == last else "middle"
    hole = Hole(insert.key, column, span, begin, end)
    if area.closed and any(map(partial(_overlap, hole), area.closed)):
        return
    _, width = area.span(0, span)
    yield Placing(insert, hole, rows, anchor, price, crop, span * (end - begin), rows * width)


def crop_share(facts: PictureFacts, width: Length, height: Length) -> int:
    """The share of a photo that a box of these proportions cuts away, in per mille."""
    wanted, given = width * facts.height, height * facts.width
    return 1000 - 1000 * min(wanted, given) // max(wanted, given)


def crop_window(
    facts: PictureFacts, width: Length, height: Length, focus: tuple[int, int]
) -> tuple[int, int, int, int]:
    """The largest window of the box's proportions, as near as may be centred on the focus.

    It has a pixel at least each way, however slender the box or small the photo.
    """
    if facts.width * height > facts.height * width:
        across, down = max(facts.height * width // height, 1), facts.height
    else:
        across, down = facts.width, max(facts.width * height // width, 1)
    left = _slide(facts.width, across, focus[0])
    top = _slide(facts.height, down, focus[1])
    return left, top, left + across, top + down


def _slide(whole: int, window: int, focus: int) -> int:
    return min(max(whole * focus // 1000 - window // 2, 0), whole - window)


def _columns(insert: Insert, count: int, span: int) -> range:
    last, at = count - span, insert.at
    if insert.spot is not None:
        return range(insert.spot[0] - 1, min(insert.spot[0], last + 1))
    if at.endswith("right"):
        return range(last, last + 1)
    if at.endswith("left"):
        return range(1)
    return range(last + 1)


def _anchors(insert: Insert, top: int, rows: int, height: int) -> Iterator[tuple[str, int]]:
    """Where the hole may begin: under the headline, at the foot, or in the middle when asked."""
    at, caption = insert.at, insert.caption_rows
    foot = rows - height - caption - 1
    if insert.spot is not None:
        # The row that is asked for is the photo's first; text above it is parted by a row of air.
        start = insert.spot[1] - 1
        if start == top and start + height + caption <= rows:
            yield "top", start
        elif start - 1 == foot > top:
            yield "foot", start - 1
        elif top < start - 1 < foot:
            yield "middle", start - 1
        return
    if not at.startswith("bottom") and at != "middle" and top + height + caption <= rows:
        yield "top", top
    if not at.startswith("top") and at != "middle" and foot >= top:
        yield "foot", foot
    if at == "middle":
        for start in range(top + 6, rows - height - caption - 7, 3):
            yield "middle", start


def _place_cost(insert: Insert, anchor: str, column: int, count: int) -> int:
    at, span = insert.at, insert.span
    if insert.spot is not None:
        return 0
    if anchor == "middle":
        return MIDDLE_COST
    if at and ("-" in at or anchor in at):
        return 0
    cost = (WIDE_COST if span > 1 else NARROW_COST)[anchor]
    if anchor == "top" and column == 0 and count > span:
        cost += FIRST_COLUMN_COST
    elif 0 < column < count - span:
        cost += INNER_COLUMN_COST
    return cost


def _affordable(
    choices: Sequence[Sequence[Placing]], budget: int, asked: AskedRows, cells: int
) -> Iterator[tuple[Placing, ...]]:
    """One placing of each insert, none over another, the dear ones of each list left out.

    They leave of so many cells what is asked for.  Of more than a handful of inserts as many are
    found as the first STEPS placings tried lead to.
    """
    if len(choices) <= HANDFUL:
        # The lists are cheapest first: what is dearer than all of it is never taken.
        choices = [each[: bisect_right(each, budget, key=_COST)] for each in choices]
    if not all(choices):
        return iter(())
    if len(choices) == 1:
        # Most stories have one insert.
        return (
            (one,) for one in choices[0] if cells - asked.most <= one.cells <= cells - asked.fewest
        )
    return _combined(choices, budget, asked, cells)


def _combined(
    choices: Sequence[Sequence[Placing]], budget: int, asked: AskedRows, cells: int
) -> Iterator[tuple[Placing, ...]]:
    """The same of more than one list, or of none."""
    # What this list and those behind it take: most of a list never fits.
    least, most = _taking(choices, min), _taking(choices, max)
    low, high = cells - asked.most, cells - asked.fewest
    if not low <= most[0] or not least[0] <= high:
        return
    chosen: list[Placing] = []
    steps = STEPS if len(choices) > HANDFUL else None
    taken, spare = 0, budget
    untried = [iter(choices[0])] if choices else []
    if not choices and budget >= 0 and low <= 0 <= high:
        yield ()
    while untried and steps != 0:
        steps = None if steps is None else steps - 1
        level = len(chosen)
        placing = next(untried[-1], None)
        held = taken + placing.cells if placing is not None else 0
        if placing is None or placing.cost > spare:
            # The lists are cheapest first: nothing more of this one.
            untried.pop()
            if chosen:
                last = chosen.pop()
                taken, spare = taken - last.cells, spare + last.cost
        elif low - most[level + 1] <= held <= high - least[level + 1] and (
            not chosen or _free(placing.hole, chosen)
        ):
            if level + 1 == len(choices):
                yield (*chosen, placing)
                # Who took it may want no other that leaves so much.
                low, high = cells - asked.most, cells - asked.fewest
                continue
            chosen.append(placing)
            taken, spare = held, spare - placing.cost
            untried.append(iter(choices[level + 1]))


def _taking(choices: Sequence[Sequence[Placing]], end: Callable[[list[int]], int]) -> list[int]:
    """The cells that each list and those behind it take, at least or at most; 0 behind the last."""
    sums = accumulate((end([*map(_CELLS, each)]) for each in reversed(choices)), initial=0)
    return [*sums][::-1]


def _free(a: Hole, chosen: Sequence[Placing]) -> bool:
    """Whether a hole overlaps none of those chosen: asked more often than anything else here."""
    left, top = a.column, a.top
    right, bottom = left + a.span, a.bottom
    for other in chosen:
        b = other.hole
        if top < b.bottom and b.top < bottom and left < b.column + b.span and b.column < right:
            return False
    return True


def _overlap(a: Hole, b: Hole) -> bool:
    across = a.column < b.column + b.span and b.column < a.column + a.span
    return across and a.top < b.bottom and b.top < a.bottom


def _together(combination: Sequence[Placing]) -> int:
    """What photos of one story cost by how they stand to each other."""
    cost = 0
    for number, one in enumerate(combination):
        for other in combination[number + 1 :]:
            a, b = one.hole, other.hole
            large, small = max(one.size, other.size), min(one.size, other.size)
            photos = one.insert.photo is not None and other.insert.photo is not None
            if photos and large * 10 < small * DOMINANCE_TENTHS:
                cost += EQUAL_COST
            across = a.column < b.column + b.span and b.column < a.column + a.span
            level = a.top < b.bottom and b.top < a.bottom
            if across:
                cost += STACKED_COST
            elif a.column + a.span == b.column + b.span or a.column == b.column:
                cost += SAME_SIDE_COST
            if level and (a.column + a.span == b.column or b.column + b.span == a.column):
                cost += BESIDE_COST
    return cost
