"""Text round a cut-out picture (轮廓): lines end where it begins, in whole characters.

Lines then differ in measure, so such a story is set against its rows one by one; of some layouts
the one that comes nearest to level is taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from presslayout.assets.silhouette import WHOLE, span
from presslayout.flow import artwork
from presslayout.flow.body import TextBlock
from presslayout.flow.fit import SHORT_ROWS, ends, pockets
from presslayout.flow.fit import Block as Hole
from presslayout.flow.job import BOUNDLESS, layouts
from presslayout.flow.pour import Poured, Stretch, spots
from presslayout.typeset.lines import Variant, in_rooms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.flow.blocks import BodyBlock
    from presslayout.flow.fit import Pocket
    from presslayout.flow.inserts import Placing
    from presslayout.flow.job import Job, Layout

# Between a picture's outline and the text beside it, in thousandths of an em.
GAP = 500
# Layouts that are looked at, and those of them that are set.
LOOKED_AT, SET = 400, 24
# A paragraph that leaves a line alone counts as so many empty rows.
WIDOW = 3

# Rows beside a picture: how far a line begins from its column's edge, and how long it is, by place.
Narrow = dict[tuple[int, int], tuple[int, int]]
Found = tuple[Poured, tuple["BodyBlock", ...], "Layout"]


def contoured(work: Job) -> bool:
    """Whether text of the story runs round a picture's outline."""
    return any(i.photo is not None and i.photo.contour for i in work.inserts)


def settle(work: Job) -> tuple[Job, Poured, Layout] | None:
    """The story in the layout that loses the least and is nearest to level; None without any."""
    at_end = work.slot.byline_at == "end"
    offered = sorted(layouts(work, (0, BOUNDLESS), at_end=at_end), key=lambda o: o.geometry.cost)
    wanted = sum(block.piece.options[0][0] for block in work.body)
    rated = []
    for number, layout in enumerate(offered[:LOOKED_AT]):
        narrow, holes = _round(work, layout)
        free = pockets(
            replace(layout.geometry, blocks=holes), len(work.area.columns), work.area.rows
        )
        if free is None:
            continue
        measure = work.area.measure
        room = sum(narrow.get(at, (0, measure))[1] for at in spots(free)) // measure
        rated.append((abs(room - wanted), number, layout, narrow, free))
    best: tuple[tuple[int, int, int], Found] | None = None
    for _, number, layout, narrow, free in sorted(rated, key=lambda one: one[:2])[:SET]:
        poured, body, faults = _flowed(work, layout, narrow, free, at_end=at_end)
        left = 0 if poured.left is None else len(work.body) - poured.left[0] + 1
        rank = left, poured.empty + faults, number
        if best is None or rank < best[0]:
            best = rank, (poured, body, layout)
    if best is None:
        return None
    poured, body, layout = best[1]
    return replace(work, body=body), poured, layout


def _round(work: Job, layout: Layout) -> tuple[Narrow, tuple[Hole, ...]]:
    """The rows beside outlines, and what still holds no text at all."""
    narrow: Narrow = {}
    holes = list(layout.geometry.blocks)
    for placing in layout.placings:
        photo = placing.insert.photo
        if photo is None or not photo.contour or placing.anchor in ("above", "behind"):
            continue
        holes.remove(placing.hole)
        beside, shut = _beside(work, placing)
        narrow |= beside
        holes += shut
    return narrow, tuple(holes)


def _beside(work: Job, placing: Placing) -> tuple[Narrow, list[Hole]]:
    space, hole, photo = work.area, placing.hole, placing.insert.photo
    assert photo is not None
    slices = work.desk.outlines[photo.file]
    box = artwork.contained(work.desk.pictures[photo.file], artwork.picture_box(work, placing)[0])
    least = photo.least_cells * space.em
    gap = GAP * space.em // 1000
    narrow: Narrow = {}
    shut: list[Hole] = []
    for column in range(hole.column, hole.column + hole.span):
        left = space.columns[column]
        right = left + space.measure
        begun: int | None = None
        for row in range(hole.top, hole.bottom + 1):
            # Below what shuts a column there is no text: it would jump over the picture (RULES N6).
            closed = begun is not None and row < hole.bottom
            if row < hole.bottom and not closed:
                top, foot = space.row_top(row), space.row_foot(row)
                closed = foot > box.bottom
                seen = span(
                    slices,
                    (top - gap - box.y) * WHOLE // box.height,
                    (foot + gap - box.y) * WHOLE // box.height,
                ) if foot + gap > box.y and not closed else None  # fmt: skip
                if seen is not None:
                    begins = box.x + seen[0] * box.width // WHOLE - gap
                    stops = box.x + seen[1] * box.width // WHOLE + gap
                    if stops > left and begins < right:
                        before = max(begins - left, 0) // space.em * space.em
                        behind = max(right - stops, 0) // space.em * space.em
                        closed = max(before, behind) < least
                        if before >= behind:
                            narrow[column, row] = 0, before
                        else:
                            narrow[column, row] = space.measure - behind, behind
            if closed and begun is None:
                begun = row
            elif not closed and begun is not None:
                shut.append(Hole("contour", column, 1, begun, row))
                begun = None
    return narrow, shut


def _flowed(
    work: Job, layout: Layout, narrow: Narrow, free: Sequence[Pocket], *, at_end: bool
) -> tuple[Poured, tuple[BodyBlock, ...], int]:
    """The story row by row; blocks that run beside an outline are set anew."""
    places = spots(tuple(free))
    feet = ends(free)
    total = len(places)
    whole = work.area.measure
    rooms = [narrow.get(at, (0, whole)) for at in places]
    body: list[BodyBlock] = []
    made: list[Stretch] = []
    at = empty = faults = 0
    left: tuple[int, int] | None = None
    for number, block in enumerate(work.body):
        if left is not None:
            body.append(block)
            continue
        if isinstance(block, TextBlock) and not block.gap and block.label is None:
            chosen, fault = _chosen(block, rooms[at:], [f - at for f in feet if f > at], work)
            faults += fault
            rows = len(chosen.best.lines)
            body.append(chosen)
            fits = min(rows, total - at)
            if fits:
                made.append(Stretch(number, rows, 0, fits, at))
            at += fits
            left = (number, fits) if fits < rows else None
            continue
        body.append(block)
        rows = block.piece.options[0][0]
        need = rows + (2 if block.piece.kind == "subhead" else 0)
        begin = at
        while at + rows <= total and not _plain(rooms, feet, at, need):
            at += 1
        if at + rows > total:
            left = number, 0
            at = begin
            continue
        empty += at - begin
        made.append(Stretch(number, rows, 0, rows, at))
        at += rows
    if at_end and left is None and work.telling.heads.get("byline") and at < total:
        made.append(Stretch(len(work.body), 1, 0, 1, at))
        at += 1
    empty += max(total - at - SHORT_ROWS, 0) if left is None else 0
    geometry = replace(layout.geometry, blocks=_round(work, layout)[1])
    return Poured(geometry, tuple(free), tuple(made), left, empty, 0), tuple(body), faults * WIDOW


def _plain(rooms: Sequence[tuple[int, int]], feet: Sequence[int], at: int, need: int) -> bool:
    """Whether so many rows from one on are whole, in one column."""
    foot = next((f for f in feet if f > at), len(rooms))
    rows = rooms[at : at + need]
    return (
        at + need <= foot and len({room[1] for room in rows}) <= 1 and not any(r[0] for r in rows)
    )


def _chosen(
    block: TextBlock, rooms: Sequence[tuple[int, int]], feet: Sequence[int], work: Job
) -> tuple[TextBlock, int]:
    """A paragraph in the rows from its first on, and whether it leaves a line alone (RULES C1)."""
    whole = work.area.measure
    longest = max(len(v.lines) for v in block.variants)
    ahead = rooms[: 2 * longest + 4]
    if all(room[1] == whole for room in ahead[:longest]):
        options: Sequence[Variant] = sorted(block.variants, key=lambda v: v.cost)
    else:
        size = work.fonts.text.size
        measures = [max(room[1] - block.inset, size) * 1000 // size for room in ahead]
        first = block.best.lines[0].indent
        options = in_rooms(block.shaped, measures, indent=first)
    barred = {foot - 1 for foot in feet} | {foot + 1 for foot in feet}

    def alone(variant: Variant) -> bool:
        rows = len(variant.lines)
        return any(foot < rows and (foot == 1 or rows - foot == 1) for foot in feet) and bool(
            barred
        )

    best = min(options, key=lambda v: (alone(v), v.cost, len(v.lines)))
    shifts = tuple(room[0] for room in rooms[: len(best.lines)])
    return replace(block, variants=(best,), shifts=shifts if any(shifts) else ()), alone(best)
