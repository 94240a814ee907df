"""A slot's place in whole rows and columns.  Knows geometry, no text.

Row r of the type area is the strip from (r-1) to r line pitches below its top; the Han square
stands at the strip's top (SPEC §4).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presslayout.flow import turned
from presslayout.page import Box

if TYPE_CHECKING:
    from presslayout.spec.template import Slot, Template
    from presslayout.units import Length

# A frame insets its text by 1字 left and right and half a row above and below (SPEC §4).
FRAME_INSET_CELLS = 1


@dataclass(frozen=True, slots=True)
class Area:
    """Where a slot's content may stand.

    `box` is the slot on the page; `frame` the line round it, or None. Text columns begin at
    `columns`, each `measure` wide; `rows` body rows of `pitch` begin at `top`; a Han square is `em`
    high. `rows` counts from 0 here.
    """

    box: Box
    frame: Box | None
    x: Length
    width: Length
    top: Length
    rows: int
    pitch: Length
    em: Length
    columns: tuple[Length, ...]
    measure: Length

    def row_top(self, row: int) -> Length:
        """The y at which a row's Han square begins."""
        return self.top + row * self.pitch

    def row_foot(self, row: int) -> Length:
        """The y at which a row's Han square ends."""
        return self.row_top(row) + self.em

    def span(self, column: int, count: int) -> tuple[Length, Length]:
        """The left edge and the width of `count` neighbouring columns."""
        left = self.columns[column]
        return left, self.columns[column + count - 1] + self.measure - left


def type_area(template: Template) -> Box:
    """The type area on the trimmed sheet."""
    em, pitch = template.body.size, template.body.leading
    return Box(template.left, template.top, template.cells * em, template.rows * pitch)


def slot_box(template: Template, slot: Slot) -> Box:
    """The rows and base columns of a slot as a box on the page."""
    whole = type_area(template)
    lefts, measure = _columns(
        whole.x,
        whole.width,
        template.base_columns,
        template.base_cells * template.body.size,
    )
    first, last = slot.columns
    left, right = lefts[first - 1], lefts[last - 1] + measure
    pitch = template.body.leading
    top = whole.y + (slot.rows[0] - 1) * pitch
    return Box(left, top, right - left, (slot.rows[1] - slot.rows[0] + 1) * pitch)


def area(template: Template, slot: Slot, frame: Length) -> Area:
    """The slot's content area: columns after 破栏, rows inside a frame when there is one.

    That of a vertical slot is turned.
    """
    if slot.vertical:
        flat = area(template, replace(slot, vertical=False, split=1), frame)
        gutter, cell = template.gutter_cells, template.base_cells
        em = template.body.size
        return turned.area(flat, slot_box(template, slot), slot.split, gutter * em, cell * em)
    em, pitch = template.body.size, template.body.leading
    box = slot_box(template, slot)
    rows = slot.rows[1] - slot.rows[0] + 1
    x, width, top, line = box.x, box.width, box.y, None
    if frame:
        x, width = x + FRAME_INSET_CELLS * em, width - 2 * FRAME_INSET_CELLS * em
        # The text stays on the page grid: the frame begins half a row above the second row and
        # ends half a row below the last Han square.
        top, rows = top + pitch, rows - 1
        foot = top + (rows - 1) * pitch + em
        line = Box(box.x, top - pitch // 2, box.width, foot + pitch // 2 - (top - pitch // 2))
    base = slot.columns[1] - slot.columns[0] + 1
    count = slot.split or base
    gutter = template.gutter_cells * em
    if slot.split is None and not frame:
        cells = template.base_cells
    else:
        cells = (width - (count - 1) * gutter) // (count * em)
    measure = cells * em
    if slot.remainder == "column":
        measure = (width - (count - 1) * gutter) // count
    measure -= slot.narrowed * em
    if count == 1:
        x += slot.narrowed * em // 2
    columns, measure = _columns(x, width, count, measure)
    return Area(
        box=box,
        frame=line,
        x=x,
        width=width,
        top=top,
        rows=rows,
        pitch=pitch,
        em=em,
        columns=columns,
        measure=measure,
    )


def _columns(
    x: Length, width: Length, count: int, measure: Length
) -> tuple[tuple[Length, ...], Length]:
    """Left edges of `count` columns; what is left of `width` goes to the gutters, equally."""
    if count == 1:
        return (x,), measure
    spare = width - count * measure
    return tuple(x + i * measure + spare * i // (count - 1) for i in range(count)), measure
