"""The folio (报眉): page number largest, section, paper, date and weekday, who made the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.flow.calendar import day
from presslayout.flow.desk import Desk, Filled
from presslayout.flow.grid import label
from presslayout.flow.slots.furnishing import furnishing, panel
from presslayout.flow.words import Told, fitted, left_out, put, unprintable, word
from presslayout.page import BLACK, Block, Item, Shape, Stroke
from presslayout.typeset.shape import Font
from presslayout.units import pt

if TYPE_CHECKING:
    from presslayout.spec.template import Slot

# Hairline under the folio (PAGES, "Lines and tints").
RULE = pt("0.4")
# The page number fills this share of the slot's height, in per mille; the section a part of that.
NUMBER_SHARE = 820
SECTION_SHARE = 560
# Number and section take so much of the line at most, each.
FRONT_SHARE = 3
# Between two facts on the right, in per mille of their size.
GAP = 1500


def fill(slot: Slot, desk: Desk) -> Filled:
    """One line over a rule."""
    box = panel(slot, desk)
    style, manner = desk.template.folio, desk.faces.manner
    faces = desk.faces.of(style.families)
    display = desk.faces.of(desk.template.banner.families)
    size = box.height * NUMBER_SHARE // 1000
    baseline = box.bottom - box.height * (1000 - NUMBER_SHARE) // 2000 - size * 60 // 1000
    front = [
        (Told(_number(slot, desk), display, slot.accent), size),
        (Told(desk.page.section, display, slot.accent), size * SECTION_SHARE // 1000),
    ]
    items: list[Item] = []
    lost: list[str] = []
    x = box.x
    for one, height in front:
        if not one.text:
            continue
        found = word(one.text, Font(one.faces, (), height, manner), box.width // FRONT_SHARE)
        if found is None:
            lost.append(one.text)
            continue
        items += put(found, x, baseline, found.width, "start", one.colour)
        x += found.width + size // 3
    right = [Told(desk.paper.name, faces), Told(day(desk.paper), faces), *staff(desk)]
    # The gap is an em and a half: strung() keeps one, the rest comes off the width.
    spare = (len(right) - 1) * style.largest * (GAP - 1000) // 1000
    line = fitted(right, style.largest, box.right - x - spare, manner)
    if line is None:
        lost += [one.text for one in right]
    else:
        at = box.right
        placed: list[Item] = []
        for one, found in zip(reversed(right), reversed(line[1]), strict=True):
            at -= found.width
            placed = [*put(found, at, baseline, found.width, "start", one.colour), *placed]
            at -= line[0] * GAP // 1000
        items += placed
    rule = Shape(
        (("M", box.x, box.bottom), ("L", box.right, box.bottom)), stroke=Stroke(BLACK, RULE)
    )
    name = f"{desk.page.number}/{slot.name}"
    told = [*(one for one, _ in front), *right]
    return Filled(
        (
            *furnishing(slot, desk),
            Block(f"{name}-rule", "rule", (rule,), artifact=True),
            Block(name, "folio", tuple(items)),
        ),
        diagnostics=(*left_out(lost, slot, desk), *unprintable(told, slot, desk)),
    )


def _number(slot: Slot, desk: Desk) -> str:
    """The number of the page that a folio stands on; across a fold it is both pages'."""
    half = desk.template.base_columns // 2
    if not desk.template.fold or slot.columns[0] <= half < slot.columns[1]:
        return label(desk.template, desk.page.number)
    return f"{desk.page.number + (slot.columns[0] > half):02d}"


def staff(desk: Desk) -> list[Told]:
    """Who made the page, in the folio's faces."""
    faces = desk.faces.of(desk.template.folio.families)
    page = desk.page
    who = (("责任编辑", page.editor), ("视觉编辑", page.designer), ("校对", page.proofreader))
    return [Told(f"{label}：{name}", faces) for label, name in who if name]
