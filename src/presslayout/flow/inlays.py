"""What stands inside a story at its places: photos, quotes, fact boxes, fillers, and rules at them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Shape, Stroke
from presslayout.edition.roles import Role
from presslayout.flow import factboxes, fillers, portraits, quotes
from presslayout.flow.lanes import UNDER

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.base.units import Length
    from presslayout.flow.fit import Obstacle as Hole
    from presslayout.flow.inserts import Placing
    from presslayout.flow.pour import Poured
    from presslayout.flow.work import Job, Layout

PARTING = pt("0.3")


def blocks(
    work: Job, poured: Poured, layout: Layout, photos: Mapping[str, Sequence[Block]]
) -> list[Block]:
    """What stands inside the story, photos of the headline and cut-outs apart from their rules."""
    story, made = work.telling.story, list[Block]()
    for placing in layout.placings:
        insert = placing.insert
        if insert.filler is not None:
            made += fillers.blocks(work, placing)
        elif insert.key.startswith(factboxes.PREFIX):
            made += factboxes.blocks(placing, story, work.desk, work.area)
        elif insert.key.startswith(portraits.PREFIX):
            made += portraits.blocks(placing, work)
        elif insert.key.startswith(Role.GRAPHIC):
            from presslayout.flow.graphics import placed

            made += placed.blocks(placing, story, work.desk, work.area)
        elif insert.photo is None:
            made.append(quotes.block(placing, story, work.desk, work.area))
        else:
            made += () if insert.photo.contour else photos.get(insert.key, ())
            made += _parting(work, poured, placing)
    return made


def _parting(work: Job, poured: Poured, placing: Placing) -> list[Block]:
    """Rules above and below a photo over which text jumps, below a cut-out that it runs beside.

    RULES N6: a reader who meets one knows that the column goes on below.
    """
    space, hole = work.area, placing.hole
    photo = placing.insert.photo
    assert photo is not None
    found: list[tuple[Length, Length, Length]] = []
    if photo.contour:
        for column in _jumped(poured, hole):
            x, width = space.span(column, 1)
            found.append((x, space.row_top(hole.bottom - 1) + space.em // 2, width))
    elif placing.anchor == "middle":
        x, width = space.span(hole.column, hole.span)
        rows = [hole.top, *([hole.bottom - 1] if hole.bottom < space.rows else [])]
        found = [(x, space.row_top(row) + space.em // 2, width) for row in rows]
    if not found:
        return []
    lines = tuple(
        Shape((("M", x, y), ("L", x + width, y)), stroke=Stroke(BLACK, PARTING))
        for x, y, width in found
    )
    story = work.telling.story.id
    return [Block(f"{story}/{placing.insert.key}-rules", Role.RULE, lines, story, artifact=True)]


def _jumped(poured: Poured, hole: Hole) -> Iterator[int]:
    """The columns in which text stands above what is shut of a cut-out's hole, and below it."""
    shut = {
        (h.column, h.top, h.bottom)
        for h in poured.geometry.blocks
        if h.key in (hole.key, hole.key + UNDER)
    }
    for above, below in pairwise(poured.pockets):
        if (above.column, above.bottom, below.top) in shut and above.column == below.column:
            yield above.column
