"""The campaign strip (栏题): words on a bar of the accent colour, the tag at its far end.

A tag that the folio says as the page's section is not said again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import replace
from presslayout.edition.ink import WHITE
from presslayout.edition.page import Block, Item, Shape, rectangle
from presslayout.edition.roles import Role
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.grid import panel
from presslayout.flow.printed_facts import PrintedFact, left_out, put, unprintable, word
from presslayout.flow.slots.furnishing import furnishing
from presslayout.issue.kinds import Content
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from presslayout.edition.ink import Ink
    from presslayout.issue.template import Slot

# The bar leaves the slot's last line gap free; words and tag stand inside it by these shares of its
# height, in per mille.
WORD_SHARE = 620
TAG_SHARE = 700
INSET_SHARE = 350
# The letters of the tag, in its plate.
LETTERS_SHARE = 760


def fill(slot: Slot, desk: Desk) -> Filled:
    """The strip, or nothing where the page has no banner."""
    banner = desk.page.banner
    if banner is None or not (banner.text or banner.tag):
        return Filled()
    name, faces = f"{desk.page.number}/{slot.name}", desk.faces.of(desk.template.banner.families)
    bar = panel(desk.template, slot)
    made = [*furnishing(slot, desk), _plate(f"{name}-bar", bar, slot.accent)]
    inset = bar.height * INSET_SHARE // 1000
    inside = Box(bar.x + inset, bar.y, bar.width - 2 * inset, bar.height)
    lost: list[str] = []
    tagged: tuple[Item, ...] = ()
    worded = "" if _said(desk) else banner.tag
    if worded:
        tag = _tag(worded, bar, inside, slot, desk)
        if tag is None:
            lost.append(worded)
        else:
            plate, tagged = tag
            made.append(_plate(f"{name}-plate", plate, WHITE))
            inside = replace(inside, width=plate.x - inset - inside.x)
    words = _words(banner.text, inside, desk) if banner.text else ()
    if words is None:
        lost.append(banner.text)
    made.append(Block(name, Role.BANNER, (*(words or ()), *tagged)))
    told = (PrintedFact(banner.text, faces), PrintedFact(worded, faces))
    said = (*left_out(lost, slot, desk), *unprintable(told, slot, desk))
    return Filled(tuple(made), diagnostics=said)


def _said(desk: Desk) -> bool:
    """Whether the folio says what the tag would: it is the page's section, and is said once."""
    banner = desk.page.banner
    words = banner is not None and bool(banner.text) and banner.tag == desk.page.section
    return words and any(slot.content == Content.FOLIO for slot in desk.template.slots)


def _plate(name: str, box: Box, ink: Ink) -> Block:
    return Block(name, Role.RULE, (Shape(rectangle(box), fill=ink),), artifact=True)


def _tag(
    text: str, bar: Box, inside: Box, slot: Slot, desk: Desk
) -> tuple[Box, tuple[Item, ...]] | None:
    """The white plate at the bar's end and the tag on it; None where it takes more than a third."""
    height = bar.height * TAG_SHARE // 1000
    faces = desk.faces.of(desk.template.banner.families)
    font = Font(faces, (), height * LETTERS_SHARE // 1000, desk.faces.manner)
    tag = word(text, font, bar.width // 3)
    if tag is None:
        return None
    wide, top = tag.width + height * 2 // 3, bar.y + (bar.height - height) // 2
    plate = Box(inside.right - wide, top, wide, height)
    base = top + (height - tag.size) // 2 + tag.ascent
    return plate, put(tag, plate.x, base, plate.width, "center", slot.accent)


def _words(text: str, inside: Box, desk: Desk) -> tuple[Item, ...] | None:
    """The words, white on the bar; None where they are too long for it."""
    style = desk.template.banner
    size = min(style.largest, inside.height * WORD_SHARE // 1000)
    font = Font(desk.faces.of(style.families), (), size, desk.faces.manner)
    found = word(text, font, inside.width)
    if found is None:
        return None
    base = inside.y + (inside.height - found.size) // 2 + found.ascent
    return put(found, inside.x, base, inside.width, "start", WHITE)
