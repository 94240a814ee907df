"""The masthead (报头): the paper's name, and the facts of the day beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.flow.calendar import day
from presslayout.flow.desk import Desk, Filled
from presslayout.flow.slots.folio import staff
from presslayout.flow.slots.furnishing import furnishing, panel
from presslayout.flow.words import Told, fitted, left_out, put, unprintable, word
from presslayout.page import WHITE, Block, Box, Item, Shape, Stroke, rectangle
from presslayout.typeset.shape import Font
from presslayout.units import pt

if TYPE_CHECKING:
    from presslayout.page import Ink
    from presslayout.spec.template import Slot
    from presslayout.typeset.headline import Heading
    from presslayout.units import Length

# The bar under a masthead (PAGES, "Lines and tints": heavy bar 2 to 4 mm only here).
BAR = pt(4)
NAME_SHARE = 900
# 增期 and 号外 beside the name, in per mille of its room.
KIND_SHARE = 260


def fill(slot: Slot, desk: Desk) -> Filled:
    """The name as large as the slot allows, lines of facts, a bar.

    On a page without a folio the masthead says the page's number and who made it.
    """
    box = panel(slot, desk)
    leading = desk.template.body.leading
    folio = desk.template.folio
    faces = desk.faces.of(folio.families)
    alone = all(s.content != "folio" for s in desk.template.slots)
    rows = [_facts(desk, alone=alone)]
    if alone and staff(desk):
        rows.append(staff(desk))
    pitch = leading * 5 // 4
    facts_height = leading // 2 + len(rows) * pitch
    bar_y = box.bottom - BAR // 2
    room = box.height - facts_height - BAR
    style = desk.template.masthead
    items: list[Item] = []
    lost: list[str] = []
    name = Told(desk.paper.name, desk.faces.of(style.families), slot.accent)
    size = min(style.largest, room * NAME_SHARE // 1000)
    found = word(name.text, Font(name.faces, (), size, desk.faces.manner), box.width)
    if found is None:
        lost.append(name.text)
    else:
        base = box.y + (room - found.size) // 2 + found.ascent
        items += put(found, box.x, base, box.width, "center", name.colour)
    blocks = list(furnishing(slot, desk))
    told = [name]
    if desk.paper.kind:
        kind = Told(desk.paper.kind, faces, WHITE)
        told.append(kind)
        items += _kind(kind, blocks, (box, room, slot.accent), f"{desk.page.number}/{slot.name}")
    for number, row in enumerate(rows):
        told += row
        line = fitted(row, folio.largest, box.width, desk.faces.manner)
        if line is None:
            lost += [one.text for one in row]
            continue
        base = box.y + room + leading // 4 + pitch * number + line[1][0].ascent
        if number:
            items += _flush_right(row, line, box, base)
        else:
            items += _spread(row, line[1], box, base)
    bar = Shape((("M", box.x, bar_y), ("L", box.right, bar_y)), stroke=Stroke(slot.accent, BAR))
    blocks += [
        Block(f"{desk.page.number}/{slot.name}-bar", "rule", (bar,), artifact=True),
        Block(f"{desk.page.number}/{slot.name}", "masthead", tuple(items)),
    ]
    return Filled(
        tuple(blocks),
        diagnostics=(*left_out(lost, slot, desk), *unprintable(told, slot, desk)),
    )


def _facts(desk: Desk, *, alone: bool) -> list[Told]:
    """Date, serial number, the day's pages, and the page's own number where no folio says it."""
    paper = desk.paper
    texts = [day(paper)]
    if paper.cn:
        texts.append(f"国内统一连续出版物号 {paper.cn}")
    if paper.serial:
        texts.append(f"总第{paper.serial}期")
    if paper.pages_today:
        texts.append(f"今日{paper.pages_today}版")
    if alone:
        texts.append(f"第{desk.page.number}版")
    faces = desk.faces.of(desk.template.folio.families)
    return [Told(text, faces) for text in texts]


def _spread(row: list[Told], line: tuple[Heading, ...], box: Box, base: Length) -> list[Item]:
    """The facts from edge to edge, the same air between all of them."""
    gaps = len(row) - 1
    spare = box.width - sum(found.width for found in line)
    items: list[Item] = []
    x = box.x
    for number, (one, found) in enumerate(zip(row, line, strict=True)):
        before = spare * number // gaps if gaps else 0
        items += put(found, x + before, base, found.width, "start", one.colour)
        x += found.width
    return items


def _flush_right(
    row: list[Told], line: tuple[Length, tuple[Heading, ...]], box: Box, base: Length
) -> list[Item]:
    """The facts at the right edge, an em between them."""
    items: list[Item] = []
    x = box.right
    for one, found in zip(reversed(row), reversed(line[1]), strict=True):
        x -= found.width
        items = [*put(found, x, base, found.width, "start", one.colour), *items]
        x -= line[0]
    return items


def _kind(
    kind: Told, blocks: list[Block], place: tuple[Box, Length, Ink], name: str
) -> tuple[Item, ...]:
    """增期 or 号外, white on a plate at the masthead's left."""
    box, room, accent = place
    size = room * KIND_SHARE // 1000
    found = word(kind.text, Font(kind.faces, (), size), box.width // 6)
    if found is None:
        return ()
    plate = Box(box.x, box.y + (room - size * 3 // 2) // 2, found.width + size, size * 3 // 2)
    blocks.append(
        Block(f"{name}-plate", "rule", (Shape(rectangle(plate), fill=accent),), artifact=True)
    )
    base = plate.y + (plate.height - found.size) // 2 + found.ascent
    return put(found, plate.x, base, plate.width, "center", kind.ink)
