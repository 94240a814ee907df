"""The folio (报眉): page number largest, section, paper, date and weekday, who made the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.flow.desk import Desk, Filled
from presslayout.flow.grid import slot_box
from presslayout.flow.words import put, word
from presslayout.page import BLACK, RED, Block, Ink, Item, Shape, Stroke
from presslayout.spec.issue import PENDING
from presslayout.units import pt

if TYPE_CHECKING:
    import datetime as dt

    from presslayout.spec.template import Slot

# Hairline under the folio (PAGES, "Lines and tints").
RULE = pt("0.4")
# The page number fills this share of the slot's height, in per mille; the section a part of that.
NUMBER_SHARE = 820
SECTION_SHARE = 560
WEEKDAYS = "一二三四五六日"


def fill(slot: Slot, desk: Desk) -> Filled:
    """One line over a rule."""
    box = slot_box(desk.template, slot)
    gap = desk.template.body.leading - desk.template.body.size
    rule_y = box.bottom - gap
    style = desk.template.folio
    faces = desk.faces.of(style.families)
    display = desk.faces.of(desk.template.banner.families)
    height = rule_y - box.y
    size = height * NUMBER_SHARE // 1000
    baseline = rule_y - height * (1000 - NUMBER_SHARE) // 2000 - size * 60 // 1000
    items: list[Item] = []
    x = box.x
    for text, share, font in (
        (f"{desk.page.number:02d}", 1000, display),
        (desk.page.section, SECTION_SHARE, display),
    ):
        if not text:
            continue
        found = word(text, font, size * share // 1000, box.width // 3)
        if found is None:
            continue
        items += put(found, x, baseline, found.width, "start", _ink(text, slot.accent))
        x += found.width + size // 3
    right: list[tuple[str, Ink]] = [
        (desk.paper.name, BLACK),
        *[(t, _ink(t, BLACK)) for t in (day(desk.paper.date),) if t],
    ]
    for label, name in (
        ("责任编辑", desk.page.editor),
        ("视觉编辑", desk.page.designer),
        ("校对", desk.page.proofreader),
    ):
        if name:
            right.append((f"{label}：{name}", RED if name == PENDING else BLACK))
    at = box.right
    placed: list[Item] = []
    for text, ink in reversed(right):
        found = word(text, faces, style.largest, at - x)
        if found is None:
            continue
        placed = [*put(found, at - found.width, baseline, found.width, "start", ink), *placed]
        at -= found.width + style.largest * 3 // 2
    line = Shape((("M", box.x, rule_y), ("L", box.right, rule_y)), stroke=Stroke(BLACK, RULE))
    name = f"{desk.page.number}/{slot.name}"
    return Filled(
        (
            Block(f"{name}-rule", "rule", (line,), artifact=True),
            Block(name, "folio", (*items, *placed)),
        )
    )


def day(date: dt.date | None) -> str:
    """A date as newspapers print it, with its weekday."""
    if date is None:
        return PENDING
    weekday = WEEKDAYS[date.weekday()]
    return f"{date.year}年{date.month}月{date.day}日　星期{weekday}"


def _ink(text: str, ink: Ink) -> Ink:
    return RED if text == PENDING else ink
