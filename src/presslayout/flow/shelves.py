"""Stories whose heads stand together: the headline block that they share (PAGES, "Air").

They begin on one row of a page, or in slots of one area of heads (同题区).  Side by side their
headlines stand on one line, their bylines too, and their texts begin in one row.  Where their columns
would not end level so, the block of all of them is higher or lower by rows (`head_heights`).
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.page import Glyphs
from presslayout.edition.roles import Role
from presslayout.flow import heads
from presslayout.flow.dressing import apart, dressed
from presslayout.flow.grid import area
from presslayout.flow.inserts import OVER
from presslayout.flow.telling import Telling
from presslayout.issue.kinds import Content
from presslayout.issue.template import HeadShelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.base.units import Length
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk, Filled
    from presslayout.flow.heads import HeadMember
    from presslayout.issue.issue import PageSpec
    from presslayout.issue.template import Slot, Template

# The name of a slot, and what stands there.
Placed = tuple[str, Telling]
# Slots side by side that begin within so many rows have their heads end in one row: farther down a
# head would leave more white above its neighbour's than a head is high.
LEVEL_ROWS = 6
# Rows by which the blocks of a row may be higher than their members want, or lower, as tried.
RAISES = (1, -1, 2, -2, 3, -3)


def shelves(desk: Desk, arriving: Iterable[Placed] = ()) -> dict[str, HeadShelf]:
    """The shelf of every slot of a page whose headline block stands in a row with others, by name.

    `arriving` is what goes on there from other pages.
    """
    found: dict[str, HeadShelf] = {}
    for row in rows(desk, arriving):
        first = tops(slot for slot, _ in row)
        hung = [(slot, *_hung(slot, telling, desk, first[slot.name])) for slot, telling in row]
        hung = [one for one in hung if one[1]]
        if len(hung) > 1:
            shelf, scales = _shelf(list(hung)), _scales(hung)
            found |= {
                slot.name: replace(shelf, top=first[slot.name], condense=scales[_rank(slot)])
                for slot, *_ in hung
            }
    return found


def rows(desk: Desk, arriving: Iterable[Placed] = ()) -> list[list[tuple[Slot, Telling]]]:
    """The slots whose heads stand together, each with its story: of one area, or begun on one row."""
    slots = {slot.name: slot for slot in desk.template.slots}
    standing = [
        (slots[name], telling)
        for name, telling in (*placed(desk.page), *arriving)
        if name in slots and _shares(slots[name], telling)
    ]
    standing.sort(key=lambda one: (_together(one[0]), one[0].rows[0], one[0].columns))
    grouped = [list(row) for _, row in groupby(standing, key=lambda one: _together(one[0]))]
    return [row for row in grouped if len(row) > 1]


def placed(spec: PageSpec) -> list[Placed]:
    """What begins on a page, each with its slot's name."""
    return [(tale.slot, Telling(tale)) for tale in spec.stories if tale.slot is not None]


def _together(slot: Slot) -> tuple[str, int]:
    return slot.head_area, 0 if slot.head_area else slot.rows[0]


def tops(slots: Iterable[Slot]) -> Mapping[str, int]:
    """The row from which each slot's head is counted, by its name: where the first beside it begins."""
    found: dict[str, int] = {}
    bands: list[list[Slot]] = []
    for slot in sorted(slots, key=lambda s: (s.rows[0], s.columns)):
        band = next((one for one in reversed(bands) if _level(slot, one)), None)
        if band is None:
            bands.append(band := [])
        band.append(slot)
        found[slot.name] = band[0].rows[0]
    return found


def _level(slot: Slot, band: list[Slot]) -> bool:
    """Whether a slot stands beside all slots of a band, and begins no farther down than heads do."""
    apart = all(
        slot.columns[0] > one.columns[1] or slot.columns[1] < one.columns[0] for one in band
    )
    return apart and slot.rows[0] - band[0].rows[0] <= LEVEL_ROWS


def stands_off(made: Filled, shelf: HeadShelf, template: Template) -> bool:
    """Whether a head ends in another row than those that it shares a shelf with, or its headline stands off."""
    if made.head is None:
        return False
    foot = template.top + (shelf.foot - 1) * template.body.leading
    lines = [
        item.y[0]
        for block in made.blocks
        if block.role == Role.HEADLINE
        for item in block.items
        if isinstance(item, Glyphs) and item.y
    ]
    return made.head.bottom != foot or (bool(lines) and max(lines) != foot - shelf.headline)


def raised(shelf: HeadShelf, by: int) -> HeadShelf:
    """A shelf so many rows higher: the air is above its heads, which are smaller where it is lower."""
    return replace(shelf, rows=shelf.rows + by)


def _shares(slot: Slot, telling: Telling) -> bool:
    """Whether a story's head stands at the top of its slot, over its text."""
    style = telling.story.style
    upright = style is not None and (style.vertical or style.head_side)
    return (
        slot.content == Content.STORY
        and not (slot.vertical or slot.head_side or slot.within or upright)
        and not any(photo.at in OVER for photo in telling.photos)
    )


def _hung(
    slot: Slot, telling: Telling, desk: Desk, top: int
) -> tuple[tuple[HeadMember, ...], Area, int]:
    """A story's head as it would stand alone, where, and how many rows from `top` on are above it."""
    own, frame, faces = dressed(slot, telling.story, desk)
    space = area(desk.template, own, frame)
    texts = dict(telling.heads)
    if own.byline_at == "end" and not own.heads.face:
        texts.pop("byline", None)
    columns = min(own.head_columns or space.head[1], space.head[1])
    _, width = space.span(space.head[0], columns)
    members = heads.hung(texts, apart(own.heads, own, desk.template), faces, width)
    return members, space, slot.rows[0] - top + (space.top - space.box.y) // space.pitch


def _rank(slot: Slot) -> tuple[Length, Length]:
    """Headlines that may be of the same sizes are of one rank."""
    return slot.heads.headline.smallest, slot.heads.headline.largest


def _scales(
    hung: Iterable[tuple[Slot, tuple[HeadMember, ...], Area, int]],
) -> dict[tuple[Length, Length], int]:
    """How far headlines are condensed, by rank: none stands condensed beside one that is not."""
    found: dict[tuple[Length, Length], int] = {}
    for slot, members, *_ in hung:
        own = min((m.heading.condense for m in members if m.part == "headline"), default=1000)
        found[_rank(slot)] = min(own, found.get(_rank(slot), 1000))
    return found


def _shelf(hung: list[tuple[Slot, tuple[HeadMember, ...], Area, int]]) -> HeadShelf:
    """The least block that holds all heads, their lines agreeing, as if all began on row 1."""
    alone = [heads.depths(members, space) for _, members, space, _ in hung]
    below = max(one.below for one in alone)
    spread = [heads.depths(members, space, below) for _, members, space, _ in hung]
    deck = max(one.deck for one in spread)
    # Decks stand on one line: what hangs nearer to its headline than others is that much lower.
    headline = max(one.headline + (deck - one.deck if one.deck else 0) for one in spread)
    byline = max(one.byline for one in spread)
    high = 0
    for (slot, _, space, lost), one in zip(hung, spread, strict=True):
        # What stands above the headline comes on top of where the headline stands now.
        own = one.top + (headline - one.headline if one.headline else 0)
        rows_ = -(-own // space.pitch) + lost
        high = max(high, rows_, slot.head_rows[0] + lost if slot.head_rows[0] else 0)
    return HeadShelf(high, headline, byline, below, 1, deck=deck)
