"""A name large and the facts of the day in other forms than one over the other: left, boxed, upright.

The name stands at the left with the facts beside it, white on a plate of the accent colour, or
character below character in a narrow slot with the facts under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, WHITE
from presslayout.edition.page import Shape, Stroke, rectangle
from presslayout.flow.artwork import house
from presslayout.flow.printed_facts import LEAST_SIZE, put, word
from presslayout.typeset import headline
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Item
    from presslayout.edition.record import PhotoRecord
    from presslayout.flow.bench import Desk
    from presslayout.flow.printed_facts import PrintedFact
    from presslayout.issue.template import Slot
    from presslayout.typeset.headline import Heading

# The bar at the foot, and the hairline over the facts of an upright one.
BAR, RULE = pt(4), pt("0.4")
# The name in per mille of its height, and of the width at most, where the facts stand beside it.
NAME_SHARE, NAME_WIDE = 920, 640
# A plate round the name leaves so much beside it, in per mille of its size.
PLATE_AIR = 220
# Between name and facts at least, in per mille of the body's size.
GAP = 1500
# Letters of 拼音 in per mille of the name's height.
PINYIN_SHARE = 130
# From line to line, and from character to character of an upright name, in per mille of the size.
PITCH, UPRIGHT_PITCH = 1450, 1080


@frozen
class Title:
    """What a nameplate says: its name, drawn where the slot has a file, 拼音 and facts below or beside."""

    name: PrintedFact
    largest: Length
    pinyin: PrintedFact | None
    facts: tuple[PrintedFact, ...]


@frozen
class Nameplate:
    """A nameplate set: the name's items and the facts', shapes under both, what found no room."""

    name: tuple[Item, ...]
    facts: tuple[Item, ...]
    shapes: tuple[Shape, ...]
    photos: tuple[PhotoRecord, ...]
    lost: tuple[str, ...]


def made(slot: Slot, desk: Desk, title: Title, box: Box) -> Nameplate:
    """The nameplate of a slot in its form."""
    set_ = (
        _upright(slot, desk, title, box)
        if slot.form == "upright"
        else _beside(slot, desk, title, box)
    )
    bar = (("M", box.x, box.bottom - BAR // 2), ("L", box.right, box.bottom - BAR // 2))
    return replace(set_, shapes=(*set_.shapes, Shape(bar, stroke=Stroke(slot.accent, BAR))))


def _beside(slot: Slot, desk: Desk, title: Title, box: Box) -> Nameplate:
    """The name at the left, on a plate where it is boxed; the facts at the right, one a line."""
    boxed = slot.form == "boxed"
    room = box.height - BAR - desk.template.body.leading // 2
    latin = room * PINYIN_SHARE // 1000 if title.pinyin is not None else 0
    high = (room - latin) * NAME_SHARE // 1000
    air = high * PLATE_AIR // 1000 if boxed else 0
    # A plate has its air above and below, too.
    high -= air if boxed else 0
    wide = box.width * NAME_WIDE // 1000 - 2 * air
    left = box.x + air
    fact = replace(title.name, ink=WHITE) if boxed else title.name
    top = box.y + (room - latin - high) // 2
    items, photos, width = _named(slot, desk, replace(title, name=fact), Box(left, top, wide, high))
    lost = [] if items else [title.name.text]
    if title.pinyin is not None:
        latin_box = Box(left, box.y + room - latin - air // 2, width, latin)
        latin_fact = replace(title.pinyin, ink=WHITE) if boxed else title.pinyin
        spelt = _spelt(latin_fact, desk, latin_box)
        items += spelt
        lost += [] if spelt else [title.pinyin.text]
    plate = Box(box.x, box.y, width + 2 * air, room)
    shapes = (Shape(rectangle(plate), fill=slot.accent),) if boxed else ()
    gap = desk.template.body.size * GAP // 1000
    beside = Box(plate.right + gap, box.y, box.right - plate.right - gap, room)
    facts, missing = _stacked(title.facts, desk, beside, "end")
    return Nameplate(items, facts, shapes, photos, (*lost, *missing))


def _upright(slot: Slot, desk: Desk, title: Title, box: Box) -> Nameplate:
    """The name from the top down, the facts in short lines at the foot."""
    facts = tuple(part for fact in title.facts for part in _parted(fact))
    size = desk.template.folio.largest
    low = len(facts) * size * PITCH // 1000
    latin = size * PITCH // 1000 if title.pinyin is not None else 0
    gap = desk.template.body.leading
    room = box.height - BAR - gap - low - latin
    lost: list[str] = []
    photos: tuple[PhotoRecord, ...] = ()
    items: tuple[Item, ...] = ()
    if slot.file:
        drawn = Box(box.x, box.y, box.width, max(room, 1))
        items, photos, _ = _named(slot, desk, title, drawn)
    else:
        count = len(title.name.text)
        largest = min(title.largest, box.width, room * 1000 // max(count * UPRIGHT_PITCH, 1))
        items = _characters(title.name, desk, box, largest)
        lost += [] if items else [title.name.text]
    top = box.y + max(room, 0)
    if title.pinyin is not None:
        spelt = _spelt(title.pinyin, desk, Box(box.x, top, box.width, size))
        items += spelt
        lost += [] if spelt else [title.pinyin.text]
    foot = Box(box.x, top + latin + gap // 2, box.width, low)
    placed, missing = _stacked(facts, desk, foot, "center")
    hair = (("M", box.x, foot.y - gap // 8), ("L", box.right, foot.y - gap // 8))
    shapes = (Shape(hair, stroke=Stroke(BLACK, RULE)),)
    return Nameplate(items, placed, shapes, photos, (*lost, *missing))


def _named(
    slot: Slot, desk: Desk, title: Title, box: Box
) -> tuple[tuple[Item, ...], tuple[PhotoRecord, ...], Length]:
    """The name in a box, at its left, and how wide it is."""
    if slot.file:
        items, record, within = house(desk, slot.file, box)
        if slot.form == "upright":
            return items, (record,), within.width
        flush = Box(box.x, box.y, within.width, box.height)
        items, record, _ = house(desk, slot.file, flush)
        return items, (record,), within.width
    size = min(title.largest, box.height)
    found = word(title.name.text, Font(title.name.faces, (), size, desk.faces.manner), box.width)
    if found is None:
        return (), (), 0
    base = box.y + (box.height - found.size) // 2 + found.ascent
    items = put(found, box.x, base, found.width, "start", title.name.colour)
    return items, (), found.width


def _characters(name: PrintedFact, desk: Desk, box: Box, size: Length) -> tuple[Item, ...]:
    """A name's characters below each other; nothing where the slot is too low or narrow for them."""
    items: list[Item] = []
    if size < desk.template.body.size:
        return ()
    for number, char in enumerate(name.text):
        found = word(char, Font(name.faces, (), size, desk.faces.manner), box.width)
        if found is None:
            return ()
        base = box.y + number * size * UPRIGHT_PITCH // 1000 + found.ascent
        items += put(found, box.x, base, box.width, "center", name.colour)
    return tuple(items)


def _spelt(fact: PrintedFact, desk: Desk, box: Box) -> tuple[Item, ...]:
    """The name in letters, as large as its line allows, from edge to edge where it is shorter."""
    found = word(fact.text, Font(fact.faces, (), box.height, desk.faces.manner), box.width)
    if found is None:
        return ()
    words = fact.text.split()
    base = box.y + (box.height - found.size) // 2 + found.ascent
    parts = [
        word(one, Font(fact.faces, (), found.size, desk.faces.manner), box.width) for one in words
    ]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or len(parts) == 1:
        return put(found, box.x, base, box.width, "center", fact.colour)
    return _strewn(known, fact, box, base)


def _strewn(
    parts: Sequence[Heading], fact: PrintedFact, box: Box, base: Length
) -> tuple[Item, ...]:
    """Words over a whole line, the first at its left edge and the last at its right."""
    spare = max(box.width - sum(part.width for part in parts), 0)
    items: list[Item] = []
    x = box.x
    for number, part in enumerate(parts):
        before = spare * number // (len(parts) - 1)
        items += put(part, x + before, base, part.width, "start", fact.colour)
        x += part.width
    return tuple(items)


def _stacked(
    facts: Sequence[PrintedFact], desk: Desk, box: Box, align: str
) -> tuple[tuple[Item, ...], list[str]]:
    """Facts of one size, one a line, the last at the foot of the box; and those that are too long."""
    size = desk.template.folio.largest
    least = size * LEAST_SIZE // 1000
    while size > least and not _holds(facts, desk, box, size):
        size -= headline.STEP // 2
    pitch = size * PITCH // 1000
    top = box.bottom - len(facts) * pitch
    items: list[Item] = []
    lost: list[str] = []
    for number, fact in enumerate(facts):
        found = word(fact.text, Font(fact.faces, (), size, desk.faces.manner), max(box.width, 1))
        y = top + number * pitch
        if found is None or y < box.y - pitch // 4:
            lost.append(fact.text)
            continue
        base = y + pitch - size + found.ascent
        items += put(found, box.x, base, box.width, align, fact.colour)
    return tuple(items), lost


def _holds(facts: Sequence[PrintedFact], desk: Desk, box: Box, size: Length) -> bool:
    if len(facts) * size * PITCH // 1000 > box.height:
        return False
    fonts = (Font(fact.faces, (), size, desk.faces.manner) for fact in facts)
    found = [
        word(fact.text, font, max(box.width, 1)) for fact, font in zip(facts, fonts, strict=True)
    ]
    return all(one is not None and one.size == size for one in found)


def _parted(fact: PrintedFact) -> list[PrintedFact]:
    """A fact in the lines that a narrow slot has for it: parted at blanks, but those in Latin."""
    joined: list[str] = []
    for one in fact.text.replace("\u3000", " ").split(" "):
        if joined and joined[-1].isascii() and one.isascii():
            joined[-1] += f" {one}"
        else:
            joined.append(one)
    return [replace(fact, text=one) for one in joined if one]
