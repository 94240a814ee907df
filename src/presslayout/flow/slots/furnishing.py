"""What any furniture slot may have beside its words: tint, box or pattern, and a line above."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.flow.desk import Desk, Filled
from presslayout.flow.ornaments import border
from presslayout.page import BLACK, Block, Box, Item, Shape, Stroke, rectangle
from presslayout.spec.lattice import slot_box

if TYPE_CHECKING:
    from presslayout.spec.template import Slot


def panel(slot: Slot, desk: Desk) -> Box:
    """The slot without the line gap under its last row: what a tint or box of it covers."""
    box = slot_box(desk.template, slot)
    gap = desk.template.body.leading - desk.template.body.size
    return Box(box.x, box.y, box.width, box.height - gap)


def furnishing(slot: Slot, desk: Desk) -> tuple[Block, ...]:
    """The slot's tint, frame and line as one artifact, where it has any."""
    box = panel(slot, desk)
    items: list[Item] = []
    if slot.tint is not None:
        items.append(Shape(rectangle(box), fill=slot.tint))
    if slot.frame:
        ink = slot.accent if slot.ornament else BLACK
        items += border(box, slot.ornament, slot.frame, ink)
    if slot.rule:
        y = box.y - desk.template.body.leading // 2
        line = (("M", box.x, y), ("L", box.right, y))
        items.append(Shape(line, stroke=Stroke(BLACK, slot.rule)))
    if not items:
        return ()
    return (Block(f"{desk.page.number}/{slot.name}-box", "rule", tuple(items), artifact=True),)


def fill(slot: Slot, desk: Desk) -> Filled:
    """A slot that is nothing but tint, box, pattern or line (装饰)."""
    return Filled(furnishing(slot, desk))
