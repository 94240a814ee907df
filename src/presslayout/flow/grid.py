"""A slot's place in whole rows and columns.  Knows geometry, no text.

Row r of the type area is the strip from (r-1) to r line pitches below its top; the Han square
stands at the strip's top (SPEC §4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import replace
from presslayout.flow.area import Area
from presslayout.flow.fit import Obstacle as Hole
from presslayout.issue.lattice import fold, frame_inset, range_box, slot_box, strips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.issue.template import Slot, Template


# What stands from the top of its slot to the foot of its last row, a line or an edge of its own.
PANELS = ("picture", "ad", "public-ad", "masthead", "section")


def area(template: Template, slot: Slot, frame: Length) -> Area:
    """The slot's content area: columns after 破栏, rows inside a frame when there is one.

    That of a vertical slot is turned.
    """
    if slot.vertical:
        from presslayout.flow import turned

        flat = area(template, replace(slot, vertical=False, split=1), frame)
        gutter, cell = template.gutter_cells, template.base_cells
        em, box = template.body.size, slot_box(template, slot)
        lying = turned.area(flat, box, slot.split, gutter * em, cell * em)
        edges = fold(template)
        return lying if edges is None else replace(lying, closed=_folded(lying, box, edges))
    em, pitch = template.body.size, template.body.leading
    box = slot_box(template, slot)
    rows = slot.rows[1] - slot.rows[0] + 1
    top, line = box.y, None
    if frame:
        # The text stays on the page grid: the frame begins half a row above its first row and ends
        # at least as far below the last Han square as it stands beside the text.
        if not _on_a_rule(template, slot):
            top, rows = top + pitch, rows - 1
        level = [s for s in template.slots if s.frame and s.rows[1] == slot.rows[1]]
        # Boxes that end in one row end on one line, whatever the pattern of one of them.
        inset = max(frame_inset(one, em) for one in (slot, *level))
        drop = lift = pitch // 2
        panels = _panels(template, slot) if top > box.y else ()
        if panels or (top > box.y and _text_beside(template, slot)):
            lift = pitch
        if any(s.rows[1] == slot.rows[1] for s in panels):
            # And it ends where they do: on the foot of its last row, a row below its text.
            rows, drop = rows - 1, pitch
        head, foot = top - lift, top + (rows - 1) * pitch + em + max(drop, inset)
        line = Box(box.x, head, box.width, foot - head)
        if slot.narrowed:
            # Narrower columns leave more at its sides: above and below them it leaves as much.
            top, rows = top + pitch, rows - 2
    found = strips(template, slot, framed=bool(frame))
    open_area = Area(
        box=box,
        frame=line,
        x=found.x,
        width=found.width,
        top=top,
        rows=rows,
        pitch=pitch,
        em=em,
        columns=found.lefts,
        measure=found.measure,
        fold=fold(template),
    )
    if not slot.parts and not slot.cuts:
        return open_area
    return replace(open_area, closed=tuple(_closed(template, slot, open_area)))


def _on_a_rule(template: Template, slot: Slot) -> bool:
    """Whether a frame begins where the hairlines of the slots beside it stand: one line for all."""
    if slot.within or slot.parts:
        return False
    beside = [s for s in template.slots if s.rows[0] == slot.rows[0] and s.name != slot.name]
    above = [
        part
        for s in template.slots
        for part in s.ranges
        if part.rows[0] < slot.rows[0] <= part.rows[1] + (2 if s.frame else 1)
        and part.columns[0] <= slot.columns[1]
        and slot.columns[0] <= part.columns[1]
    ]
    return any(s.rule and not s.frame for s in beside) and not above


def bar_lift(template: Template, slot: Slot) -> Length:
    """How far above the top of its slot the bar over a rubric (栏头) stands: on the hairlines of its row.

    Where none stands there it begins at the top, and so do the frames beside it.
    """
    if slot.within or slot.frame:
        return 0
    row = (s for s in template.slots if s.rows[0] == slot.rows[0] and not (s.frame or s.within))
    line = max((s.rule for s in row), default=0)
    return template.body.leading // 2 + line // 2 if line else 0


def _text_beside(template: Template, slot: Slot) -> bool:
    """Whether a frame begins beside a rubric's bar, or beside a lower rectangle of a slot of several.

    It begins where that does, at its slot's top.
    """
    if slot.within or slot.parts:
        return False
    return any(
        any(part.rows[0] == slot.rows[0] for part in s.parts[1:])
        or (s.barred and s.rows[0] == slot.rows[0])
        for s in template.slots
        if not (s.frame or s.within)
    )


def _panels(template: Template, slot: Slot) -> tuple[Slot, ...]:
    """The pictures, ads and mastheads that begin beside a frame: it begins where they do, at its slot's top."""
    if slot.within or slot.parts:
        return ()
    return tuple(
        s
        for s in template.slots
        if s.content in PANELS and s.rows[0] == slot.rows[0] and not (s.frame or s.within)
    )


def _folded(lying: Area, box: Box, edges: tuple[Length, Length]) -> tuple[Hole, ...]:
    """The lines of a vertical slot that would stand on a fold, in every tier."""
    rows = [
        row
        for row in range(lying.rows)
        if box.right - lying.row_foot(row) < edges[1] and box.right - lying.row_top(row) > edges[0]
    ]
    if not rows:
        return ()
    return tuple(
        Hole("closed", tier, 1, rows[0], rows[-1] + 1) for tier in range(len(lying.columns))
    )


def panel(template: Template, slot: Slot) -> Box:
    """A slot without the line gap under its last row: what a tint, box or ad of it covers.

    One with a frame stands where a story's frame would, so that boxes side by side are level.
    """
    if slot.frame and (framed := area(template, slot, slot.frame).frame) is not None:
        return framed
    box = slot_box(template, slot)
    return Box(box.x, box.y, box.width, box.height - template.body.leading + template.body.size)


def column_cells(width: Length, size: Length) -> int:
    """How many whole characters of a size a width holds, one at least."""
    return max(width // size, 1)


def facing(template: Template, number: int) -> Template:
    """The template as the page of a number has it: outer margins are those of even pages' left."""
    if template.verso is None or number % 2:
        return template
    return replace(template, left=template.verso)


def label(template: Template, number: int) -> str:
    """A page's number as it is printed; a spread has two."""
    return f"{number:02d}–{number + 1:02d}" if template.fold else f"{number:02d}"


def _closed(template: Template, slot: Slot, space: Area) -> Iterator[Hole]:
    """Rows of text columns that belong to no part of the slot, or to a slot inside it."""
    parts = [range_box(template, place) for place in slot.parts]
    cuts = [range_box(template, place) for place in slot.cuts]
    slack = space.em // 2
    for column, left in enumerate(space.columns):
        right = left + space.measure
        begun: int | None = None
        for row in range(space.rows + 1):
            middle = space.row_top(row) + space.em // 2
            taken = row < space.rows and (
                (
                    bool(parts)
                    and not any(_spans(b, left + slack, right - slack, middle) for b in parts)
                )
                or any(b.x < right and left < b.right and b.y < middle < b.bottom for b in cuts)
            )
            if taken and begun is None:
                begun = row
            elif not taken and begun is not None:
                yield Hole("closed", column, 1, begun, row)
                begun = None


def _spans(box: Box, left: Length, right: Length, y: Length) -> bool:
    return box.x <= left and right <= box.right and box.y < y < box.bottom
