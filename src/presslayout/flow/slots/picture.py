"""A picture slot: the photos of one story side by side, cropped to the slot, captions beneath."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import replace
from presslayout.edition.record import PhotoRecord, textless
from presslayout.flow import artwork, captions
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.grid import area

if TYPE_CHECKING:
    from presslayout.edition.page import Block
    from presslayout.issue.issue import Photo, Story
    from presslayout.issue.template import Slot


def _bled(photo: Photo, box: Box, desk: Desk) -> Box:
    """A photo's box, its sides at the type area's edge at the trim; a caption stays below it."""
    from presslayout.flow import bleeds

    if not bleeds.bleeds(photo, desk):
        return box
    outer = bleeds.outward(box, desk.template)
    words = photo.caption or photo.credit
    return replace(outer, height=box.bottom - outer.y) if words else outer


def fill(slot: Slot, story: Story, desk: Desk) -> Filled:
    """Photos of equal height; each as wide as its share of the slot."""
    if story.style is not None and story.style.manner is not None:
        desk = replace(desk, faces=replace(desk.faces, manner=story.style.manner))
    space = area(desk.template, slot, slot.frame)
    photos = story.photos
    count = len(photos)
    gutter = artwork.gutter(space.width, count)
    width = (space.width - (count - 1) * gutter) // count
    # Words under a photo across a fold stay on its left page.
    wide = [
        artwork.caption_width(space, space.x + n * (width + gutter), width) for n in range(count)
    ]
    made = [captions.caption(photo, one, desk) for photo, one in zip(photos, wide, strict=True)]
    # The last caption line stands on the slot's last baseline.
    foot = space.row_foot(space.rows - 1)
    lines = max(c.lines for c in made)
    leading = made[0].leading
    under = foot - made[0].size - (lines - 1) * leading if lines else foot
    bottom = under - captions.CAPTION_GAP if lines else foot
    blocks: list[Block] = []
    records: list[PhotoRecord] = []
    for number, (photo, words) in enumerate(zip(photos, made, strict=True)):
        x = space.x + number * (width + gutter)
        box = Box(x, space.top, width, bottom - space.top)
        if photo.bleed:
            box = _bled(photo, box, desk)
        found, told = artwork.blocks(desk, story.id, photo, box, (words, under))
        blocks += found
        records += told
    record_ = textless(story.id, slot.name, space.box)
    return Filled(tuple(blocks), record_, tuple(records))
