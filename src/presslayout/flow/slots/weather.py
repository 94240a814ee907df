"""The weather (天气): a line of facts in a low slot, a box of days in a higher one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Item, Shape, Stroke, rectangle
from presslayout.edition.roles import Role
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.grid import panel
from presslayout.flow.printed_facts import PrintedFact, fitted, left_out, put, unprintable, word
from presslayout.flow.slots.furnishing import furnishing
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.issue.issue import PageSpec
    from presslayout.issue.page_parts import Forecast
    from presslayout.issue.template import Slot

# A slot of so many rows or fewer holds a line.
LINE_ROWS = 3
# No smaller than coldset keeps readable.
SMALLEST = pt("5.5")
WORDS = "天气"
BAR, RULE = pt(2), pt("0.3")
# Of a day in a box: the sky and the degrees, what stands below, and from line to line in per mille.
LARGE, SMALL, PITCH, HEAD = pt(13), pt(8), 1400, pt(12)


def fill(slot: Slot, desk: Desk) -> Filled:
    """The weather of the page, as a line or as a box; nothing where it says none."""
    if desk.page.weather is None:
        return Filled(furnishing(slot, desk))
    low = slot.rows[1] - slot.rows[0] < LINE_ROWS
    return _line(slot, desk) if low else _box(slot, desk)


def title(page: PageSpec) -> str:
    """Of which place it is."""
    assert page.weather is not None
    return f"{page.weather.place}{WORDS}"


def _line(slot: Slot, desk: Desk) -> Filled:
    """The place and the days from the left in the middle of a low slot, at one size."""
    weather, style = desk.page.weather, desk.template.folio
    assert weather is not None
    box, faces = panel(desk.template, slot), desk.faces
    bold, plain = faces.of(desk.template.banner.families), faces.of(style.families)
    told = [PrintedFact(title(desk.page), bold, slot.accent)]
    told += [PrintedFact(_said(one), plain) for one in weather.days]
    found = fitted(told, style.largest, box.width, faces.manner)
    blocks = furnishing(slot, desk)
    if found is None or found[0] < SMALLEST:
        lost = left_out((one.text for one in told), slot, desk)
        return Filled(blocks, diagnostics=tuple(lost))
    size, headings = found
    items: list[Item] = []
    x, top = box.x, box.y + (box.height - size) // 2
    for one, heading in zip(told, headings, strict=True):
        items += put(heading, x, top + heading.ascent, heading.width, "start", one.colour)
        x += heading.width + size
    block = Block(f"{desk.page.number}/{slot.name}", Role.WEATHER, tuple(items))
    return Filled((*blocks, block), diagnostics=tuple(unprintable(told, slot, desk)))


def _said(one: Forecast) -> str:
    return " ".join(filter(None, (one.day, one.sky, one.degrees, one.wind)))


def _box(slot: Slot, desk: Desk) -> Filled:
    """The place under a bar, then the days from the top down, hairlines between them."""
    weather, name = desk.page.weather, f"{desk.page.number}/{slot.name}"
    assert weather is not None
    whole, accent = panel(desk.template, slot), slot.accent
    inset = desk.template.body.size if slot.frame or slot.tint is not None else 0
    above = inset or -(desk.template.body.leading // 2)
    box = Box(
        whole.x + inset, whole.y + above, whole.width - 2 * inset, whole.height - above - inset
    )
    drawn = [Shape(rectangle(Box(box.x, box.y, box.width, BAR)), fill=accent)]
    bold = Font(desk.faces.of(desk.template.banner.families), (), HEAD, desk.faces.manner)
    head = word(title(desk.page), bold, box.width)
    items: list[Item] = []
    items += put(head, box.x, box.y + BAR + HEAD // 4 + (head.ascent if head else 0), box.width,
                 "start", accent)  # fmt: skip
    lost = [] if head is not None else [title(desk.page)]
    top = box.y + BAR + HEAD * 3 // 2
    pitch = (box.bottom - top) // len(weather.days)
    for number, one in enumerate(weather.days):
        y = top + number * pitch
        line = (("M", box.x, y), ("L", box.right, y))
        drawn.append(Shape(line, stroke=Stroke(BLACK, RULE)))
        made = _day(one, Box(box.x, y, box.width, pitch), slot, desk)
        items += made or ()
        lost += [_said(one)] if made is None else []
    blocks = (
        *furnishing(slot, desk),
        Block(f"{name}-lines", Role.RULE, tuple(drawn), artifact=True),
        Block(name, Role.WEATHER, tuple(items)),
    )
    facts = [PrintedFact(_said(one), bold.faces) for one in weather.days]
    return Filled(
        blocks, diagnostics=(*left_out(lost, slot, desk), *unprintable(facts, slot, desk))
    )


def _day(one: Forecast, box: Box, slot: Slot, desk: Desk) -> list[Item] | None:
    """A day: sky and degrees large, the day and the wind below; None where they have no room."""
    faces = desk.faces
    bold, plain = (
        faces.of(style.families) for style in (desk.template.banner, desk.template.caption)
    )
    rows = (
        ((one.sky, BLACK), (one.degrees, slot.accent), Font(bold, (), LARGE, faces.manner)),
        ((one.day, BLACK), (one.wind, BLACK), Font(plain, (), SMALL, faces.manner)),
    )
    high: Length = LARGE + SMALL * PITCH // 1000
    if high > box.height:
        return None
    items: list[Item] = []
    top = box.y + (box.height - high) // 2
    for (left, ink), (right, other), font in rows:
        far = word(right, font, box.width // 2) if right else None
        taken = far.width + font.size // 2 if far is not None else 0
        near = word(left, font, box.width - taken)
        if near is None or (right and far is None):
            return None
        items += put(near, box.x, top + near.ascent, box.width, "start", ink)
        if far is not None:
            items += put(far, box.x, top + far.ascent, box.width, "end", other)
        top += font.size + SMALL * (PITCH - 1000) // 1000
    return items
