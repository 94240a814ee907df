"""A kind of slot that a plug-in adds: lines of words and shapes, set as our own furniture is.

What it gives can weaken nothing: it has no face, no story and no picture of its own, and words that
find no room or no glyph are told as anybody's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from presslayout.base import plugins
from presslayout.base.diagnostics import AssetError, Diagnostic
from presslayout.base.geometry import Box
from presslayout.base.units import Length
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, Ink
from presslayout.edition.page import Block, Item, Shape
from presslayout.edition.roles import Role
from presslayout.flow.bench import Filled
from presslayout.flow.grid import panel
from presslayout.flow.printed_facts import PrintedFact, left_out, put, unprintable, word
from presslayout.flow.slots.furnishing import furnishing
from presslayout.issue.paper import Paper
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face
    from presslayout.base.plugins import Plugin
    from presslayout.flow.bench import Desk
    from presslayout.issue.template import Slot

ALIGNED = frozenset(("start", "center", "end"))
# From line to line, in per mille of the size.
PITCH = 1350
# Of an ink, in per mille.
FULL = 1000
# A path's segments, and how long each is.
SEGMENTS = {"M": 3, "L": 3, "C": 7, "Z": 1}
# So much of what a plug-in gave wrongly is shown.
SHOWN = 120


@frozen
class SlotLine:
    """One line of words in a slot; too long for it, it is set smaller, as other furniture is.

    `families` is a chain of the trade's names (宋体, 黑体, …), empty for the page's banner face;
    `align` is start, center or end.
    """

    text: str
    size: Length
    families: tuple[str, ...] = ()
    align: str = "center"
    ink: Ink = BLACK


@frozen
class SlotPlace:
    """What a plug-in is told of its slot: where it stands, and what paper and day it is.

    `box` is on the trimmed page; `size` and `leading` are those of the page's body text, `ink` is
    the slot's own colour.
    """

    page: int
    slot: str
    box: Box
    paper: Paper
    date: dt.date | None
    size: Length
    leading: Length
    ink: Ink


@frozen
class HouseSlot:
    """A kind of slot: lines of words from the top down in the middle of it, and shapes as they are.

    The same place must always give the same.
    """

    fill: Callable[[SlotPlace], Iterable[SlotLine | Shape]]


def kind(content: str) -> tuple[Plugin, HouseSlot] | None:
    """The plug-in that fills slots of a kind; None where there is none."""
    plugin = plugins.find(plugins.SLOTS, content)
    return None if plugin is None else (plugin, plugins.opened(plugin, HouseSlot))


def fill(slot: Slot, desk: Desk, found: tuple[Plugin, HouseSlot]) -> Filled:
    """What a plug-in's kind of slot prints; AssetError, with its place, where it gives no such thing."""
    try:
        return _filled(slot, desk, found)
    except AssetError as fault:
        number = desk.page.number
        raise AssetError(
            replace(d, span=slot.span, page=number) for d in fault.diagnostics
        ) from fault


def _filled(slot: Slot, desk: Desk, found: tuple[Plugin, HouseSlot]) -> Filled:
    plugin, house = found
    box = panel(desk.template, slot)
    body = desk.template.body
    place = SlotPlace(
        page=desk.page.number,
        slot=slot.name,
        box=box,
        paper=desk.paper,
        date=desk.paper.date,
        size=body.size,
        leading=body.leading,
        ink=slot.accent,
    )
    given = plugins.guarded(plugin, lambda: tuple(house.fill(place)))
    strange = next((one for one in given if not _sound(one, place, desk)), None)
    if strange is not None:
        raise AssetError([_refused(plugin, place, strange)])
    lines = [one for one in given if isinstance(one, SlotLine)]
    shapes = [one for one in given if isinstance(one, Shape)]
    blocks = [*furnishing(slot, desk)]
    name = f"{desk.page.number}/{slot.name}"
    if shapes:
        blocks.append(Block(f"{name}-shapes", Role.RULE, tuple(shapes), artifact=True))
    items, lost = _set(lines, box, desk)
    if items:
        blocks.append(Block(name, Role.BANNER, tuple(items)))
    told = [PrintedFact(one.text, _faces(one, desk)) for one in lines]
    said = (*left_out(lost, slot, desk), *unprintable(told, slot, desk))
    return Filled(tuple(blocks), diagnostics=said)


def _sound(one: object, place: SlotPlace, desk: Desk) -> bool:
    """Whether it is a line that can be set, or a shape that stays within the slot."""
    if isinstance(one, SlotLine):
        return (
            isinstance(one.text, str)
            and bool(one.text.strip())
            and one.text.isprintable()
            and _is_length(one.size)
            and one.size > 0
            and one.align in ALIGNED
            and _is_ink(one.ink)
            and (not one.families or any(name in desk.faces.families for name in one.families))
        )
    if not isinstance(one, Shape):
        return False
    inks = [one.fill, one.stroke and one.stroke.ink]
    return (
        all(segment[0] in SEGMENTS and len(segment) == SEGMENTS[segment[0]] for segment in one.path)
        and all(_is_length(n) for segment in one.path for n in segment[1:])
        and all(ink is None or _is_ink(ink) for ink in inks)
        and (one.stroke is None or (_is_length(one.stroke.width) and one.stroke.width > 0))
        and _holds(place.box, one.extent)
    )


def _holds(box: Box, one: Box) -> bool:
    across = box.x <= one.x and one.right <= box.right
    return across and box.y <= one.y and one.bottom <= box.bottom


def _is_length(value: object) -> bool:
    return type(value) is int


def _is_ink(ink: object) -> bool:
    return isinstance(ink, Ink) and all(
        _is_length(share) and 0 <= share <= FULL for share in (*ink.process, ink.tint)
    )


def _refused(plugin: Plugin, place: SlotPlace, strange: object) -> Diagnostic:
    shown = repr(strange)
    shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"
    return plugins.refused(
        plugin,
        f"第{place.page}版版位「{place.slot}」里它给的不是排得出的 Line，也不是不出版位的 Shape：{shown}",
        f"page {place.page}, slot {place.slot}: it gives what is no Line that can be set and no "
        f"Shape within the slot: {shown}",
    )


def _faces(line: SlotLine, desk: Desk) -> tuple[Face, ...]:
    return desk.faces.of(line.families or desk.template.banner.families)


def _set(lines: list[SlotLine], box: Box, desk: Desk) -> tuple[list[Item], list[str]]:
    """The lines in the middle of their box, and the words that found no room there."""
    high = sum(line.size * PITCH // 1000 for line in lines)
    top = box.y + (box.height - high) // 2
    items: list[Item] = []
    lost: list[str] = []
    for line in lines:
        font = Font(_faces(line, desk), (), line.size, desk.faces.manner)
        found = word(line.text, font, box.width) if high <= box.height else None
        pitch = line.size * PITCH // 1000
        if found is None:
            lost.append(line.text)
        else:
            base = top + (pitch - line.size) // 2 + found.ascent
            items += put(found, box.x, base, box.width, line.align, line.ink)
        top += pitch
    return items, lost
