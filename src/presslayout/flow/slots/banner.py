"""The campaign strip (栏题): words on a bar of the accent colour, the tag at its far end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.edition.ink import WHITE
from presslayout.edition.page import Block, Item, Shape, rectangle
from presslayout.edition.roles import Role
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.grid import panel
from presslayout.flow.slots.furnishing import furnishing
from presslayout.flow.words import Told, left_out, put, unprintable, word
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from presslayout.issue.template import Slot

# The bar leaves the slot's last line gap free; words and tag stand inside it by these shares of its
# height, in per mille.
WORD_SHARE = 620
TAG_SHARE = 700
INSET_SHARE = 350


def fill(slot: Slot, desk: Desk) -> Filled:
    """The strip, or nothing where the page has no banner."""
    banner = desk.page.banner
    if banner is None or not (banner.text or banner.tag):
        return Filled()
    bar = panel(desk.template, slot)
    style, manner = desk.template.banner, desk.faces.manner
    faces = desk.faces.of(style.families)
    inset = bar.height * INSET_SHARE // 1000
    bar_block = Block(
        f"{desk.page.number}/{slot.name}-bar",
        Role.RULE,
        (Shape(rectangle(bar), fill=slot.accent),),
        artifact=True,
    )
    made: list[Block] = [*furnishing(slot, desk), bar_block]
    items: list[Item] = []
    lost: list[str] = []
    right = bar.right - inset
    if banner.tag:
        height = bar.height * TAG_SHARE // 1000
        tag = word(banner.tag, Font(faces, (), height * 760 // 1000, manner), bar.width // 3)
        if tag is None:
            lost.append(banner.tag)
        else:
            wide = tag.width + height * 2 // 3
            top = bar.y + (bar.height - height) // 2
            plate = Box(bar.right - inset - wide, top, wide, height)
            made.append(
                Block(
                    f"{desk.page.number}/{slot.name}-plate",
                    Role.RULE,
                    (Shape(rectangle(plate), fill=WHITE),),
                    artifact=True,
                )
            )
            base = top + (height - tag.size) // 2 + tag.ascent
            items += put(tag, plate.x, base, plate.width, "center", slot.accent)
            right = plate.x - inset
    if banner.text:
        size = min(style.largest, bar.height * WORD_SHARE // 1000)
        found = word(banner.text, Font(faces, (), size, manner), right - bar.x - inset)
        if found is None:
            lost.append(banner.text)
        else:
            base = bar.y + (bar.height - found.size) // 2 + found.ascent
            items = [
                *put(found, bar.x + inset, base, right - bar.x - inset, "start", WHITE),
                *items,
            ]
    made.append(Block(f"{desk.page.number}/{slot.name}", Role.BANNER, tuple(items)))
    told = (Told(banner.text, faces), Told(banner.tag, faces))
    said = (*left_out(lost, slot, desk), *unprintable(told, slot, desk))
    return Filled(tuple(made), diagnostics=said)
