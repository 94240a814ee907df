"""A slot and its heads as a story wears them: changed by its own style, apart from neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.flow.bench import Desk, Typefaces
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Heads, Slot, SlotStyle, Template


# A face beside a byline is so many rows high.
FACE_ROWS = 3


def dressed(slot: Slot, tale: Story, desk: Desk) -> tuple[Slot, Length, Typefaces]:
    """The slot as the story's own style changes it, the line round it, and its faces."""
    style, frame, manner = tale.style, slot.frame, desk.template.manner
    if style is not None:
        frame = frame if style.frame is None else style.frame
        slot, manner = _dressed(slot, style, desk.page.align), style.manner or manner
    if tale.face is not None and tale.byline and not (slot.vertical or slot.head_side):
        body = desk.template.body
        side = (FACE_ROWS - 1) * body.leading + body.size
        slot = replace(slot, heads=replace(slot.heads, face=side))
    return slot, frame, replace(desk.faces, manner=manner)


def _dressed(slot: Slot, style: SlotStyle, align: str) -> Slot:
    # What a story's own style says of a part comes before its page, and its page before the slot.
    heads = slot.heads if style.heads is None else style.heads.aligned(align, style.aligned)
    return replace(
        slot,
        ornament=style.ornament or slot.ornament,
        tint=slot.tint if style.tint is None else style.tint,
        heads=heads,
        vertical=style.vertical or slot.vertical,
        split=None if style.vertical else slot.split,
        head_side=style.head_side or slot.head_side,
        drop_cap=style.drop_cap or slot.drop_cap,
        ordinals=style.ordinals or slot.ordinals,
    )


def apart(looks: Heads, slot: Slot, template: Template) -> Heads:
    """The styles of a head that keeps half an em from what may stand beside it (PAGES, "Faces").

    A line round its slot parts it from its neighbours, and over all columns it has none.
    """
    alone = slot.columns[1] - slot.columns[0] + 1 == template.base_columns
    if alone or slot.frame:
        return looks
    gutter = template.gutter_cells * template.body.size
    return replace(looks, headline=replace(looks.headline, beside=gutter))
