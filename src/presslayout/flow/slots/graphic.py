"""A slot of graphics: those of one story, one below the other, as high as the slot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import replace
from presslayout.edition.record import textless
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.graphics import placed
from presslayout.flow.grid import area
from presslayout.flow.slots.furnishing import furnishing

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.edition.page import Block
    from presslayout.flow.area import Area
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Slot

# Rows between two graphics.
AIR = 1


def fill(slot: Slot, story: Story, desk: Desk) -> Filled:
    """The graphics of a story over the slot's whole width; what has no room is told."""
    if story.style is not None and story.style.manner is not None:
        desk = replace(desk, faces=replace(desk.faces, manner=story.style.manner))
    space = _space(slot, desk)
    site = desk, space
    heights = _heights(story, desk, space)
    blocks: list[Block] = list(furnishing(slot, desk))
    said: list[Diagnostic] = []
    row = 0
    for number, rows in enumerate(heights, 1):
        made: list[Block] = []
        if rows and row + rows <= space.rows:
            box = Box(space.x, space.row_top(row), space.width, placed.high_of(rows, space))
            made = placed.boxed(number, story, site, box)
        if made:
            blocks += made
            row += rows + AIR
        else:
            said.append(placed.no_room(number, story, slot.name, site, max(space.rows - row, 0)))
    record = textless(story.id, slot.name, space.box)
    return Filled(tuple(blocks), record, diagnostics=tuple(said))


def _space(slot: Slot, desk: Desk) -> Area:
    """The slot in one column; on a tint without a line it stands as far inside as in a box."""
    space = area(desk.template, replace(slot, split=1), slot.frame)
    if slot.tint is None or slot.frame:
        return space
    return replace(
        space,
        x=space.x + space.em,
        width=space.width - 2 * space.em,
        columns=(space.x + space.em,),
        measure=space.width - 2 * space.em,
        top=space.top + space.pitch,
        rows=space.rows - 2,
    )


def _heights(story: Story, desk: Desk, space: Area) -> list[int]:
    """Rows of each graphic; those that grow and shrink share what is over or lacking.  0: no room."""
    shown = story.graphics
    rows = [one.rows or placed.rows_of(one, desk, space, space.width) or 0 for one in shown]
    spare = space.rows - sum(rows) - (len(rows) - 1) * AIR
    free = [n for n, one in enumerate(shown) if not one.rows and rows[n]]
    growing = [n for n in free if shown[n].stretches]
    if spare > 0:
        growing = growing or free
    for k, n in enumerate(growing):
        share = spare * (k + 1) // len(growing) - spare * k // len(growing)
        rows[n] = max(rows[n] + share, 1)
    return rows
