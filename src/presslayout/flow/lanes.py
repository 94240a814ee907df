"""Where lines may go beside cut-out pictures (轮廓): lanes in whole characters, in reading order.

Knows outlines and columns, no text.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.flow import artwork
from presslayout.flow.fit import POCKET_ROWS, ends, pockets
from presslayout.flow.fit import Obstacle as Hole
from presslayout.flow.pour import spots

if TYPE_CHECKING:
    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.flow.fit import Geometry, Pocket
    from presslayout.flow.inserts import Placing
    from presslayout.flow.work import Job, Layout
    from presslayout.issue.issue import Photo

# Between a picture's outline and the text beside it, in thousandths of an em.
GAP = 500

# What is shut below a picture, by its caption, has its key and this.
UNDER = "-under"

# A room for a line: how far it begins from its column's edge, and how long it is.
Room = tuple[int, int]
# The rooms of rows beside a picture, by column and row, from the left; none where it is shut.
Beside = dict[tuple[int, int], tuple[Room, ...]]


@frozen
class Lanes:
    """Every room for a line that a layout leaves, in reading order.

    `places` are their columns and rows, `feet` the numbers of rooms after which a column ends;
    `geometry` has, instead of a cut-out's hole, what of it holds no text at all.
    """

    geometry: Geometry
    pockets: tuple[Pocket, ...]
    rooms: tuple[Room, ...]
    places: tuple[tuple[int, int], ...]
    feet: tuple[int, ...]

    def cells(self, measure: Length) -> int:
        """How many lines of a whole measure all rooms hold."""
        return sum(length for _, length in self.rooms) // measure


def lanes(work: Job, layout: Layout, geometry: Geometry) -> Lanes | None:
    """The rooms of a layout; None where its holes overlap.

    `geometry` is the layout's own, or that with the row of a jump line.
    """
    beside, holes = _beside(work, layout, geometry)
    columns, rows = len(work.area.columns), work.area.rows
    geometry = replace(geometry, blocks=holes)
    free = pockets(geometry, columns, rows)
    if free is None:
        return None
    whole = ((0, work.area.measure),)
    cells = spots(free)
    rooms = [beside.get(at, whole) for at in cells]
    done = [0, *accumulate(map(len, rooms))]
    feet = tuple(done[row] for row in ends(free))
    return Lanes(
        geometry,
        free,
        tuple(room for found in rooms for room in found),
        tuple(at for at, found in zip(cells, rooms, strict=True) for _ in found),
        feet,
    )


def _beside(work: Job, layout: Layout, geometry: Geometry) -> tuple[Beside, tuple[Hole, ...]]:
    """The rooms beside outlines, and what still holds no text at all."""
    beside: Beside = {}
    holes = list(geometry.blocks)
    for placing in layout.placings:
        photo, hole = placing.insert.photo, placing.hole
        if photo is None or not photo.contour or placing.anchor in ("above", "behind"):
            continue
        holes.remove(hole)
        whole = artwork.picture_box(work, placing)[0]
        box = artwork.contained(work.desk.pictures[photo.file], whole)
        for column in range(hole.column, hole.column + hole.span):
            first, open_, key = _column(work, placing, box, column)
            begin = hole.top + first
            end = begin + len(open_)
            beside |= {(column, row): rooms for row, rooms in enumerate(open_, begin)}
            if begin > hole.top:
                holes.append(Hole(hole.key, column, 1, hole.top, begin))
            if end < hole.bottom:
                holes.append(Hole(key, column, 1, end, hole.bottom))
    return beside, tuple(holes)


def _column(
    work: Job, placing: Placing, box: Box, column: int
) -> tuple[int, list[tuple[Room, ...]], str]:
    """The first open row of a column beside a picture, the rooms of it and of those that follow.

    Text does not jump over the picture (RULES N6): under a column's head it begins below what is
    shut, elsewhere it ends above it.  Rows have rooms on one side only, the one that holds more,
    unless the house has text on both.  The key is that of what is shut below.
    """
    photo, hole, space = placing.insert.photo, placing.hole, work.area
    assert photo is not None
    least, measure = photo.least_cells * space.em, space.measure
    # Beside its caption and in the air below it there is no text.
    tall = sum(space.row_foot(row) <= box.bottom for row in range(hole.top, hole.bottom))
    rows = [_free(work, photo, box, (column, hole.top + n)) for n in range(tall)]
    before: list[Room] = [(0, row[0]) for row in rows]
    behind: list[Room] = [(measure - row[1], row[1]) for row in rows]
    ways = [[before, behind]] if work.desk.template.wrap_both else [[before], [behind]]
    found = []
    for way in ways:
        # A row that the picture leaves whole has one room, not one on each side.
        rooms = [
            tuple(dict.fromkeys(room for room in row if room[1] >= least))
            for row in zip(*way, strict=True)
        ]
        shut = [n for n, row in enumerate(rooms) if not row]
        first, last = 0, len(rooms)
        if shut and placing.anchor == "top":
            first = shut[-1] + 1
            if last - first < POCKET_ROWS:
                # So few lines between a picture and its caption do not read as a column.
                first = last
        elif shut:
            last = shut[0]
        found.append((first, rooms[first:last], hole.key if last < tall else hole.key + UNDER))
    return max(found, key=lambda one: sum(length for row in one[1] for _, length in row))


def _free(work: Job, photo: Photo, box: Box, at: tuple[int, int]) -> tuple[Length, Length]:
    """Whole characters before a picture and behind it in a column's row; 0 where it is shut."""
    from presslayout.assets.silhouette import WHOLE, span

    space, (column, row) = work.area, at
    gap = GAP * space.em // 1000
    top, foot = space.row_top(row) - gap, space.row_foot(row) + gap
    left, right = space.columns[column], space.columns[column] + space.measure
    seen = None
    if foot > box.y:
        down = ((y - box.y) * WHOLE // box.height for y in (top, foot))
        seen = span(work.desk.outlines[photo.file, photo.outline], *down)
    if seen is not None:
        begins = box.x + seen[0] * box.width // WHOLE - gap
        stops = box.x + seen[1] * box.width // WHOLE + gap
        if stops > left and begins < right:
            return (
                max(begins - left, 0) // space.em * space.em,
                max(right - stops, 0) // space.em * space.em,
            )
    return space.measure, space.measure
