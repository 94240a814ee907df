"""The index (导读) of page one: number, title, a line below it, dots that lead to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import frozen
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Item, Shape, Stroke, circle, rectangle
from presslayout.edition.roles import Role
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.grid import panel
from presslayout.flow.printed_facts import PrintedFact, left_out, put, unprintable, word
from presslayout.flow.slots.furnishing import furnishing
from presslayout.typeset.headline import STEP
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.issue.page_parts import Refer
    from presslayout.issue.template import Slot
    from presslayout.typeset.headline import Heading

WORDS = "导读"
# The bar over it and the hairlines between its entries (PAGES, "Lines and tints").
BAR, RULE = pt(2), pt("0.3")
# Titles as large as all of them have room; the largest is no second headline.
LARGEST, SMALLEST = pt(16), pt(9)
# From line to line, in per mille of the size, and what stays free above and below an entry.
PITCH, LINE, AIR = 1300, 1650, 550
# Dots that lead to the page, and how far apart; fewer than so many lead nowhere.
DOT, APART, FEWEST = pt("0.45"), pt("3.2"), 3


@frozen
class _Ground:
    """Where entries stand, and what they are set with."""

    box: Box
    desk: Desk
    slot: Slot

    @property
    def bold(self) -> Font:
        """The face of numbers, titles and pages."""
        desk = self.desk
        faces = desk.faces.of(desk.template.banner.families)
        return Font(faces, (), LARGEST, desk.faces.manner)

    @property
    def small(self) -> Font:
        """The face of the line below a title."""
        style, faces = self.desk.template.caption, self.desk.faces
        return Font(faces.of(style.families), (), style.largest, faces.manner)


@frozen
class _Entry:
    """An entry set: its number, title and page at one size, and its line."""

    number: Heading
    title: Heading
    page: Heading
    line: Heading | None


def fill(slot: Slot, desk: Desk) -> Filled:
    """The entries from the top down, all titles at one size; nothing where the page lists none."""
    told = desk.page.index
    if not told:
        return Filled(furnishing(slot, desk))
    name, whole = f"{desk.page.number}/{slot.name}", panel(desk.template, slot)
    inset = desk.template.body.size if slot.frame or slot.tint is not None else 0
    # In the open its bar is where the lines over stories are, half a row higher.
    above = inset or -(desk.template.body.leading // 2)
    high = whole.height - above - inset
    ground = _Ground(
        Box(whole.x + inset, whole.y + above, whole.width - 2 * inset, high), desk, slot
    )
    bar = Shape(rectangle(Box(ground.box.x, ground.box.y, ground.box.width, BAR)), fill=slot.accent)
    items, drawn, lost = _entries(told, ground)
    blocks = (
        *furnishing(slot, desk),
        Block(f"{name}-lines", Role.RULE, (bar, *drawn), artifact=True),
        Block(name, Role.REFER, tuple(items)),
    )
    facts = [PrintedFact(one.title, ground.bold.faces) for one in told]
    facts += [PrintedFact(one.text, ground.small.faces) for one in told]
    said = (*left_out(lost, slot, desk), *unprintable(facts, slot, desk))
    return Filled(blocks, diagnostics=said)


def _entries(told: tuple[Refer, ...], ground: _Ground) -> tuple[list[Item], list[Shape], list[str]]:
    """What is printed, the dots and lines beside it, and the titles that have no room."""
    box = ground.box
    head = _sized(WORDS, ground.bold, min(ground.bold.size * 3 // 4, box.height // 4))
    deep = BAR + head.size * PITCH // 1000 + head.size // 4
    pitch = (box.height - deep) // len(told)
    size = LARGEST
    made = _set(told, ground, size, pitch)
    while made is None and size > SMALLEST:
        size -= STEP
        made = _set(told, ground, size, pitch)
    items: list[Item] = [*put(head, box.x, box.y + BAR + head.size // 4 + head.ascent, box.width,
                              "start", ground.slot.accent)]  # fmt: skip
    drawn: list[Shape] = []
    if made is None:
        return items, drawn, [one.title for one in told]
    for number, entry in enumerate(made):
        top = box.y + deep + number * pitch
        line = (("M", box.x, top), ("L", box.right, top))
        drawn.append(Shape(line, stroke=Stroke(BLACK, RULE)))
        items += _placed(entry, top + (pitch - _height(entry)) // 2, ground, drawn)
    return items, drawn, []


def _set(
    told: tuple[Refer, ...], ground: _Ground, size: Length, pitch: Length
) -> list[_Entry] | None:
    """The entries with titles of a size; None where one of them has no room."""
    made: list[_Entry] = []
    bold = Font(ground.bold.faces, (), size, ground.bold.manner)
    for number, one in enumerate(told, 1):
        first, page = (
            _sized(f"{number}", bold, size),
            _sized(f"{one.page:02}版", bold, size * 3 // 4),
        )
        room = ground.box.width - size * 7 // 4 - page.width - size
        title = word(one.title, bold, room)
        line = word(one.text, ground.small, ground.box.width - size * 7 // 4) if one.text else None
        if title is None or title.size < size or (one.text and line is None):
            return None
        entry = _Entry(first, title, page, line)
        if _height(entry) + size * AIR // 1000 > pitch:
            return None
        made.append(entry)
    return made


def _sized(text: str, font: Font, size: Length) -> Heading:
    """A few characters at a size, whatever room there is."""
    found = word(text, Font(font.faces, (), size, font.manner), size * (len(text) + 1))
    assert found is not None
    return found


def _height(entry: _Entry) -> Length:
    below = entry.line.size * LINE // 1000 if entry.line is not None else 0
    return entry.title.size + below


def _placed(entry: _Entry, top: Length, ground: _Ground, drawn: list[Shape]) -> list[Item]:
    box, accent = ground.box, ground.slot.accent
    base, x = top + entry.title.ascent, box.x + entry.title.size * 7 // 4
    items = [
        *put(entry.number, box.x, base, entry.number.width, "start", accent),
        *put(entry.title, x, base, entry.title.width, "start", BLACK),
    ]
    begin = x + entry.title.width + entry.title.size // 2
    end = box.right - entry.page.width - entry.title.size // 2
    count = (end - begin) // APART
    if count >= FEWEST:
        # Counted from the page's side, so that dots of all entries stand below each other.
        drawn += [Shape(circle(end - n * APART, base - DOT, DOT), fill=BLACK) for n in range(count)]
    items += put(entry.page, box.right - entry.page.width, base, entry.page.width, "end", accent)
    if entry.line is not None:
        low = top + entry.title.size + entry.line.size * (LINE - 1000) // 1000 + entry.line.ascent
        items += put(entry.line, x, low, entry.line.width, "start", BLACK)
    return items
