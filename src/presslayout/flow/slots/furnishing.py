"""What any furniture slot may have beside its words: tint, box or pattern, a line above, a drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Item, Shape, Stroke, rectangle
from presslayout.edition.roles import Role
from presslayout.flow.artwork import house
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.grid import panel
from presslayout.flow.ornaments import border

if TYPE_CHECKING:
    from presslayout.issue.template import Slot


def furnishing(slot: Slot, desk: Desk) -> tuple[Block, ...]:
    """The slot's tint, frame and line as one artifact, where it has any."""
    box = panel(desk.template, slot)
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
    return (Block(f"{desk.page.number}/{slot.name}-box", Role.RULE, tuple(items), artifact=True),)


def fill(slot: Slot, desk: Desk) -> Filled:
    """A slot that is nothing but tint, box, pattern, line or a drawing of the house (装饰)."""
    ground = furnishing(slot, desk)
    if not slot.file:
        return Filled(ground)
    items, record, _ = house(desk, slot.file, panel(desk.template, slot))
    drawn = Block(f"{desk.page.number}/{slot.name}", Role.RULE, items, artifact=True)
    return Filled((*ground, drawn), photos=(record,))
