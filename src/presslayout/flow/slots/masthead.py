"""The masthead (报头): the paper's name, and the facts of the day beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.flow.desk import Desk, Filled
from presslayout.flow.grid import slot_box
from presslayout.flow.slots.folio import day
from presslayout.flow.words import put, word
from presslayout.page import BLACK, RED, Block, Item, Shape, Stroke
from presslayout.spec.issue import PENDING
from presslayout.units import pt

if TYPE_CHECKING:
    from presslayout.spec.template import Slot

# The bar under a masthead (PAGES, "Lines and tints": heavy bar 2 to 4 mm only here).
BAR = pt(4)
NAME_SHARE = 780


def fill(slot: Slot, desk: Desk) -> Filled:
    """The name as large as the slot allows, one line of facts, a bar."""
    box = slot_box(desk.template, slot)
    leading, em = desk.template.body.leading, desk.template.body.size
    facts_height = leading * 3 // 2
    bar_y = box.bottom - (leading - em) - BAR // 2
    name_room = box.height - facts_height - BAR
    style = desk.template.masthead
    size = min(style.largest, name_room * NAME_SHARE // 1000)
    items: list[Item] = []
    found = word(desk.paper.name, desk.faces.of(style.families), size, box.width)
    if found is not None:
        base = box.y + (name_room - found.size) // 2 + found.ascent
        ink = RED if desk.paper.name == PENDING else slot.accent
        items += put(found, box.x, base, box.width, "center", ink)
    folio = desk.template.folio
    faces = desk.faces.of(folio.families)
    texts = [day(desk.paper.date)]
    if desk.paper.cn:
        texts.append(f"国内统一连续出版物号 {desk.paper.cn}")
    if desk.paper.serial:
        texts.append(f"总第{desk.paper.serial}期")
    if desk.paper.pages_today:
        texts.append(f"今日{desk.paper.pages_today}版")
    base = bar_y - BAR - (facts_height - folio.largest) // 2
    each = box.width // len(texts)
    for number, text in enumerate(texts):
        fact = word(text, faces, folio.largest, each)
        align = ("start", "center", "end")[
            0 if number == 0 else 2 if number == len(texts) - 1 else 1
        ]
        colour = RED if PENDING in text else BLACK
        items += put(fact, box.x + each * number, base, each, align, colour)
    bar = Shape((("M", box.x, bar_y), ("L", box.right, bar_y)), stroke=Stroke(slot.accent, BAR))
    name = f"{desk.page.number}/{slot.name}"
    return Filled(
        (
            Block(f"{name}-bar", "rule", (bar,), artifact=True),
            Block(name, "masthead", tuple(items)),
        )
    )
