"""The refers above a masthead (天眉): thumbnail, page, a few bold words and a line, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Item, Shape, Stroke
from presslayout.edition.roles import Role
from presslayout.flow.artwork import plain_photo, shown
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.grid import panel
from presslayout.flow.heads import LINE_PITCH
from presslayout.flow.printed_facts import PrintedFact, left_out, put, unprintable, word
from presslayout.flow.slots.furnishing import furnishing
from presslayout.typeset import headline
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.edition.record import PhotoRecord
    from presslayout.issue.page_parts import Refer
    from presslayout.issue.template import Slot, TextStyle

# The line between two refers, and the air on both sides of it.
RULE, AIR = pt("0.3"), pt(9)
# A thumbnail is square, and no wider than this share of its refer, in per mille.
THUMB_SHARE, THUMB_AIR = 400, pt(6)
# The page and the words: largest and smallest; what stands over the words, and over the line below
# them, in per mille of either's size.
PAGE, LARGEST, SMALLEST = pt(9), pt(17), pt(9)
LINES, BETWEEN, LOW = 2, 350, 650


def fill(slot: Slot, desk: Desk) -> Filled:
    """The refers in equal parts of the slot; nothing where the page has none."""
    told = desk.page.skybox
    if not told:
        return Filled(furnishing(slot, desk))
    name, box = f"{desk.page.number}/{slot.name}", panel(desk.template, slot)
    inset = desk.template.body.size // 2 if slot.frame or slot.tint is not None else 0
    box = Box(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset)
    each = (box.width - (len(told) - 1) * 2 * AIR) // len(told)
    blocks = [*furnishing(slot, desk)]
    lines, photos, lost = [], [], []
    for number, one in enumerate(told):
        cell = Box(box.x + number * (each + 2 * AIR), box.y, each, box.height)
        if number:
            x = cell.x - AIR
            lines.append(Shape((("M", x, box.y), ("L", x, box.bottom)), stroke=Stroke(BLACK, RULE)))
        own = f"{name}-{number + 1}"
        if one.file:
            picture, record, cell = _thumb(one, cell, desk)
            blocks.append(replace(picture, id=f"{own}-photo"))
            photos.append(record)
        items, missing = _words(one, cell, slot, desk)
        lost += missing
        blocks.append(Block(own, Role.REFER, tuple(items)))
    if lines:
        blocks.append(Block(f"{name}-lines", Role.RULE, tuple(lines), artifact=True))
    bold, small = (desk.faces.of(style.families) for style in _styles(desk))
    facts = [PrintedFact(one.title, bold) for one in told]
    facts += [PrintedFact(one.text, small) for one in told]
    said = (*left_out(lost, slot, desk), *unprintable(facts, slot, desk))
    return Filled(tuple(blocks), photos=tuple(photos), diagnostics=said)


def _styles(desk: Desk) -> tuple[TextStyle, TextStyle]:
    """The looks of words in bold and of the line below them."""
    return desk.template.banner, desk.template.caption


def _thumb(one: Refer, cell: Box, desk: Desk) -> tuple[Block, PhotoRecord, Box]:
    """The thumbnail at a refer's left, and what it leaves of its place."""
    side = min(cell.height, cell.width * THUMB_SHARE // 1000)
    box = Box(cell.x, cell.y + (cell.height - side) // 2, side, side)
    wanted = replace(plain_photo(one.file, one.span, one.alt or one.title), focus=one.focus)
    items, record = shown(desk, "", wanted, box)
    taken = side + THUMB_AIR
    left = Box(cell.x + taken, cell.y, cell.width - taken, cell.height)
    return Block("", Role.PHOTO, items, alt=one.alt or one.title), record, left


def _words(one: Refer, cell: Box, slot: Slot, desk: Desk) -> tuple[list[Item], list[str]]:
    """The page, the words and the line in the middle of their place, and what has no room there."""
    bold, small = _styles(desk)
    faces, manner = desk.faces.of(bold.families), desk.faces.manner
    page = word(f"{one.page:02}版", Font(faces, (), PAGE, manner), cell.width)
    line = (
        word(one.text, Font(desk.faces.of(small.families), (), small.largest, manner), cell.width)
        if one.text
        else None
    )
    deep = PAGE + (line.size * (1000 + LOW) // 1000 if line is not None else 0)
    title = _title(one.title, Font(faces, (), LARGEST, manner), cell, (cell.height - deep, desk))
    if page is None or title is None or (one.text and line is None):
        return [], [one.title]
    pitch = title.size * LINE_PITCH // 1000
    gap = title.size * BETWEEN // 1000
    high = deep + gap + title.size + (len(title.lines) - 1) * pitch
    top = cell.y + (cell.height - high) // 2
    items = [*put(page, cell.x, top + page.ascent, cell.width, "start", slot.accent)]
    top += PAGE + gap
    bases = tuple(top + title.ascent + n * pitch for n in range(len(title.lines)))
    items += headline.place_heading(title, cell.x, bases, cell.width, align="start", ink=BLACK)
    if line is not None:
        top += title.size + (len(title.lines) - 1) * pitch + line.size * LOW // 1000
        items += put(line, cell.x, top + line.ascent, cell.width, "start", BLACK)
    return items, []


def _title(text: str, font: Font, cell: Box, place: tuple[Length, Desk]) -> headline.Heading | None:
    """The words as large as they have room in one line or two; None where they have none."""
    room, desk = place
    display = replace(headline.LABEL, manner=font.manner, words=desk.faces.words)
    for lines in range(1, LINES + 1):
        most = room * 1000 // (1000 + BETWEEN + (lines - 1) * LINE_PITCH)
        largest = min(font.size, most)
        if largest < SMALLEST:
            continue
        found = headline.fit(
            text,
            font.faces,
            width=cell.width,
            smallest=SMALLEST,
            largest=largest,
            max_lines=lines,
            display=display,
        )
        # One line that is small reads worse than two that are large.
        if found is not None and (lines == LINES or found.size * 4 >= font.size * 3):
            return found
    return None
