"""Stories that begin on one row of a page: the headline block that they share (PAGES, "Air").

Side by side their headlines stand on one line, their bylines too, and their texts begin in one row.
Where their columns would not end level so, the block of all of them is higher or lower by rows; a
story that ends level at none of these heights, but does by itself, has a block of its own.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.flow import heads
from presslayout.flow.dressing import apart, dressed
from presslayout.flow.grid import area
from presslayout.flow.inserts import OVER
from presslayout.flow.telling import Telling
from presslayout.issue.kinds import Content
from presslayout.issue.template import HeadShelf

if TYPE_CHECKING:
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.flow.heads import HeadMember
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Slot

# Rows by which the blocks of a row may be higher than their members want, or lower, as tried.
RAISES = (1, -1, 2, 3)


def shelves(desk: Desk) -> dict[str, HeadShelf]:
    """The shelf of every slot of a page whose headline block stands in a row with others, by name."""
    found: dict[str, HeadShelf] = {}
    for row in rows(desk):
        hung = [(slot, *_hung(slot, tale, desk)) for slot, tale in row]
        hung = [one for one in hung if one[1]]
        if len(hung) > 1:
            shelf = _shelf(list(hung))
            found |= {slot.name: shelf for slot, *_ in hung}
    return found


def rows(desk: Desk) -> list[list[tuple[Slot, Story]]]:
    """The slots of stories that begin on one row, each with its story."""
    if desk.template.given_up:
        # What was arranged for this copy was set as it stands.
        return []
    slots = {slot.name: slot for slot in desk.template.slots}
    standing = [
        (slots[tale.slot], tale)
        for tale in desk.page.stories
        if tale.slot in slots and _shares(slots[tale.slot], tale)
    ]
    standing.sort(key=lambda one: (one[0].rows[0], one[0].columns))
    grouped = [list(row) for _, row in groupby(standing, key=lambda one: one[0].rows[0])]
    return [row for row in grouped if len(row) > 1]


def raised(shelf: HeadShelf, by: int) -> HeadShelf:
    """A shelf so many rows higher: the air is above its heads, which are smaller where it is lower."""
    return replace(shelf, rows=shelf.rows + by)


def _shares(slot: Slot, tale: Story) -> bool:
    """Whether a story's head stands at the top of its slot, over its text."""
    style = tale.style
    upright = style is not None and (style.vertical or style.head_side)
    return (
        slot.content == Content.STORY
        and not (slot.vertical or slot.head_side or slot.parts or slot.within or upright)
        and not any(photo.at in OVER for photo in tale.photos)
    )


def _hung(slot: Slot, tale: Story, desk: Desk) -> tuple[tuple[HeadMember, ...], Area, int]:
    """A story's head as it would stand alone, where, and how many rows of its slot are above it."""
    own, frame, faces = dressed(slot, tale, desk)
    space = area(desk.template, own, frame)
    texts = dict(Telling(tale).heads)
    if own.byline_at == "end" and not own.heads.face:
        texts.pop("byline", None)
    columns = min(own.head_columns or space.head[1], space.head[1])
    _, width = space.span(space.head[0], columns)
    members = heads.hung(texts, apart(own.heads, own, desk.template), faces, width)
    return members, space, (space.top - space.box.y) // space.pitch


def _shelf(hung: list[tuple[Slot, tuple[HeadMember, ...], Area, int]]) -> HeadShelf:
    """The least block that holds all heads, their lines agreeing."""
    alone = [heads.depths(members, space) for _, members, space, _ in hung]
    below = max(one.below for one in alone)
    spread = [heads.depths(members, space, below) for _, members, space, _ in hung]
    headline = max(one.headline for one in spread)
    byline = max(one.byline for one in spread)
    high = 0
    for (slot, _, space, lost), one in zip(hung, spread, strict=True):
        # What stands above the headline comes on top of where the headline stands now.
        own = one.top + (headline - one.headline if one.headline else 0)
        rows_ = -(-own // space.pitch) + lost
        high = max(high, rows_, slot.head_rows[0] + lost if slot.head_rows[0] else 0)
    return HeadShelf(high, headline, byline, below)
