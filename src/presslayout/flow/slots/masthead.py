"""The masthead (报头): the paper's name, and the facts of the day beneath it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import frozen
from presslayout.edition.ink import BLACK, WHITE
from presslayout.edition.page import Block, Item, Shape, Stroke, rectangle
from presslayout.edition.roles import Role
from presslayout.flow.artwork import house
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.calendar import day
from presslayout.flow.grid import panel
from presslayout.flow.printed_facts import (
    PrintedFact,
    fitted,
    left_out,
    put,
    strung,
    unprintable,
    word,
)
from presslayout.flow.slots.folio import staff
from presslayout.flow.slots.furnishing import furnishing
from presslayout.issue.fields import KIND
from presslayout.issue.fields.field import chinese
from presslayout.issue.kinds import Content
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.record import PhotoRecord
    from presslayout.issue.template import Slot, TextStyle
    from presslayout.typeset.headline import Heading

# The bar under a masthead (PAGES, "Lines and tints": heavy bar 2 to 4 mm only here), and the
# hairline between the name and the facts.
BAR, RULE = pt(4), pt("0.4")
# The name, set or drawn, in per mille of the height over the facts.
NAME_SHARE = 920
# The name in letters (拼音) under it: its strip in per mille of the height over the facts, and the
# letters in per mille of the strip.
PINYIN_SHARE, LETTERS_SHARE = 150, 700
# 增期 and 号外 beside the name, in per mille of its room.
KIND_SHARE = 260


def fill(slot: Slot, desk: Desk) -> Filled:
    """The name as large as the slot allows, lines of facts between a hairline and a bar.

    On a page without a folio the masthead says the page's number and who made it.
    """
    if not slot.file and not _told_name(slot, desk).text:
        return Filled()
    if slot.form:
        return _formed(slot, desk)
    box = panel(desk.template, slot)
    leading = desk.template.body.leading
    folio = desk.template.folio
    rows = _rows(slot, desk, box.width)
    pitch = leading * 5 // 4
    room = box.height - BAR - leading // 4 - len(rows) * pitch
    top = box.y + room
    name = f"{desk.page.number}/{slot.name}"
    stacked = _meets(slot, desk, box, room)
    beside = room * KIND_SHARE // 1000 * 9 // 5 if stacked else 0
    inner = Box(box.x + beside, box.y, box.width - beside, box.height)
    latin = _pinyin(slot, desk)
    below = room * PINYIN_SHARE // 1000 if latin is not None else 0
    title, photos, lost = _name(slot, desk, inner, room - below)
    # A name that is drawn is a figure of its own: its words stand for it, not for the facts.
    items: list[Item] = [] if slot.file else list(title)
    told = [] if slot.file else [_told_name(slot, desk)]
    blocks = list(furnishing(slot, desk))
    if desk.paper.kind and slot.content == Content.MASTHEAD:
        kind = PrintedFact(chinese(KIND, desk.paper.kind), desk.faces.of(folio.families), WHITE)
        told.append(kind)
        items += _kind(kind, blocks, _Strip(box, room, slot.accent, stacked), name)
    if latin is not None:
        told.append(latin)
        spelt = _spelt(latin, desk, Box(inner.x, box.y + room - below, inner.width, below))
        items += spelt
        lost += [] if spelt else [latin.text]
    for number, row in enumerate(rows):
        told += row
        line = fitted(row, folio.largest, box.width, desk.faces.manner)
        if line is None:
            lost += [one.text for one in row]
            continue
        size, found = line
        base = top + pitch * number + (pitch + leading // 4 - size) // 2 + found[0].ascent
        items += _spread(row, found, box, base)
    bar = _line(box, box.bottom - BAR // 2, Stroke(slot.accent, BAR))
    hair = _line(box, top, Stroke(BLACK, RULE))
    blocks.append(Block(f"{name}-bar", Role.RULE, (hair, bar), artifact=True))
    if slot.file:
        blocks.append(_drawn_name(slot, desk, title))
    blocks.append(Block(name, _role(slot), tuple(items)))
    said = (*left_out(lost, slot, desk), *unprintable(told, slot, desk))
    return Filled(tuple(blocks), photos=photos, diagnostics=said)


def _formed(slot: Slot, desk: Desk) -> Filled:
    """One that is no name over its facts: left, boxed or upright."""
    from presslayout.flow.slots import nameplates

    name = f"{desk.page.number}/{slot.name}"
    facts = tuple(one for row in _rows(slot, desk, 0) for one in row)
    if desk.paper.kind and slot.content == Content.MASTHEAD:
        faces = desk.faces.of(desk.template.banner.families)
        facts = (PrintedFact(chinese(KIND, desk.paper.kind), faces, slot.accent), *facts)
    title = nameplates.Title(
        _told_name(slot, desk), _style(slot, desk).largest, _pinyin(slot, desk), facts
    )
    made = nameplates.made(slot, desk, title, panel(desk.template, slot))
    blocks = [
        *furnishing(slot, desk),
        Block(f"{name}-bar", Role.RULE, made.shapes, artifact=True),
    ]
    if slot.file:
        blocks.append(_drawn_name(slot, desk, made.name))
    items = made.facts if slot.file else (*made.name, *made.facts)
    blocks.append(Block(name, _role(slot), items))
    told = [*facts, *([] if slot.file else [title.name])]
    told += [title.pinyin] if title.pinyin is not None else []
    said = (*left_out(made.lost, slot, desk), *unprintable(told, slot, desk))
    return Filled(tuple(blocks), photos=made.photos, diagnostics=said)


def _style(slot: Slot, desk: Desk) -> TextStyle:
    own = slot.content == Content.SECTION
    return desk.template.section if own else desk.template.masthead


def _role(slot: Slot) -> Role:
    return Role.BANNER if slot.content == Content.SECTION else Role.MASTHEAD


def _told_name(slot: Slot, desk: Desk) -> PrintedFact:
    """The paper's name, or the section's at the head of its front."""
    text = desk.page.section if slot.content == Content.SECTION else desk.paper.name
    return PrintedFact(text, desk.faces.of(_style(slot, desk).families), slot.accent)


def _pinyin(slot: Slot, desk: Desk) -> PrintedFact | None:
    """The paper's name in letters, where it gives them."""
    if not desk.paper.pinyin or slot.content == Content.SECTION:
        return None
    return PrintedFact(desk.paper.pinyin, desk.faces.of(desk.template.folio.families), slot.accent)


def _drawn_name(slot: Slot, desk: Desk, items: tuple[Item, ...]) -> Block:
    alt = _told_name(slot, desk).text
    return Block(f"{desk.page.number}/{slot.name}-name", _role(slot), items, alt=alt)


def _name(
    slot: Slot, desk: Desk, box: Box, room: Length
) -> tuple[tuple[Item, ...], tuple[PhotoRecord, ...], list[str]]:
    """The paper's name as the house draws it, or set; what of it has no room."""
    high = room * NAME_SHARE // 1000
    if slot.file:
        within = Box(box.x, box.y + (room - high) // 2, box.width, high)
        items, record, _ = house(desk, slot.file, within)
        return items, (record,), []
    name = _told_name(slot, desk)
    size = min(_style(slot, desk).largest, high)
    found = word(name.text, Font(name.faces, (), size, desk.faces.manner), box.width)
    if found is None:
        return (), (), [name.text]
    base = box.y + (room - found.size) // 2 + found.ascent
    return put(found, box.x, base, box.width, "center", name.colour), (), []


def _rows(slot: Slot, desk: Desk, width: Length) -> list[list[PrintedFact]]:
    """The facts in one line if they have room at full size; else those who made the page in another."""
    alone = all(slot.content != Content.FOLIO for slot in desk.template.slots)
    facts, makers = _facts(slot, desk, alone=alone), staff(desk) if alone else []
    size = desk.template.folio.largest
    if not makers or strung([*facts, *makers], size, width, desk.faces.manner) is not None:
        return [[*facts, *makers]]
    return [facts, makers]


def _facts(slot: Slot, desk: Desk, *, alone: bool) -> list[PrintedFact]:
    """Date, serial number, the day's pages, and the page's own number where no folio says it."""
    paper = desk.paper
    if slot.content == Content.SECTION:
        texts = [paper.name, day(paper)]
    else:
        texts = [day(paper)]
        texts += [f"国内统一连续出版物号 {paper.cn}"] if paper.cn else []
        texts += [f"总第{paper.serial}期"] if paper.serial else []
        texts += [f"今日{paper.pages_today}版"] if paper.pages_today else []
    if alone:
        texts.append(f"第{desk.page.number}版")
    faces, ink = desk.faces.of(desk.template.folio.families), desk.template.folio.ink
    return [PrintedFact(text, faces, ink) for text in texts]


def _spread(
    row: list[PrintedFact], line: tuple[Heading, ...], box: Box, base: Length
) -> list[Item]:
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


def _spelt(latin: PrintedFact, desk: Desk, box: Box) -> tuple[Item, ...]:
    """The name in letters in the middle of its strip, some air below it."""
    size = box.height * LETTERS_SHARE // 1000
    found = word(latin.text, Font(latin.faces, (), size, desk.faces.manner), box.width)
    base = box.y + found.ascent if found is not None else 0
    return put(found, box.x, base, box.width, "center", latin.colour)


def _line(box: Box, y: Length, stroke: Stroke) -> Shape:
    return Shape((("M", box.x, y), ("L", box.right, y)), stroke=stroke)


@frozen
class _Strip:
    """The masthead's box, how high the name's part of it is, its colour; whether the plate is upright."""

    box: Box
    high: Length
    accent: Ink
    stacked: bool = False


def _meets(slot: Slot, desk: Desk, box: Box, room: Length) -> bool:
    """Whether a name in the middle would meet the plate at its left: the plate is upright then."""
    if not desk.paper.kind or slot.file:
        return False
    name, size = _told_name(slot, desk), room * NAME_SHARE // 1000
    size = min(desk.template.masthead.largest, size)
    found = word(name.text, Font(name.faces, (), size, desk.faces.manner), box.width)
    plate = room * KIND_SHARE // 1000 * 3
    return found is not None and (box.width - found.width) // 2 < plate


def _kind(kind: PrintedFact, blocks: list[Block], strip: _Strip, name: str) -> tuple[Item, ...]:
    """增期 or 号外, white on a plate at the masthead's left."""
    box, room, accent = strip.box, strip.high, strip.accent
    size = room * KIND_SHARE // 1000
    if strip.stacked:
        return _upright(kind, blocks, strip, name)
    found = word(kind.text, Font(kind.faces, (), size), box.width // 6)
    if found is None:
        return ()
    plate = Box(box.x, box.y + (room - size * 3 // 2) // 2, found.width + size, size * 3 // 2)
    blocks.append(
        Block(f"{name}-plate", Role.RULE, (Shape(rectangle(plate), fill=accent),), artifact=True)
    )
    base = plate.y + (plate.height - found.size) // 2 + found.ascent
    return put(found, plate.x, base, plate.width, "center", kind.ink)


def _upright(kind: PrintedFact, blocks: list[Block], strip: _Strip, name: str) -> tuple[Item, ...]:
    """The same words one below the other, where the name takes nearly all of the width."""
    box, size = strip.box, strip.high * KIND_SHARE // 1000
    high = len(kind.text) * size * 6 // 5 + size // 2
    plate = Box(box.x, box.y + (strip.high - high) // 2, size * 3 // 2, high)
    blocks.append(
        Block(
            f"{name}-plate", Role.RULE, (Shape(rectangle(plate), fill=strip.accent),), artifact=True
        )
    )
    items: list[Item] = []
    for number, char in enumerate(kind.text):
        found = word(char, Font(kind.faces, (), size), plate.width)
        if found is not None:
            base = plate.y + size // 3 + number * size * 6 // 5 + found.ascent
            items += put(found, plate.x, base, plate.width, "center", kind.ink)
    return tuple(items)
