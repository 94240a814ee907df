"""Photos, drawings and placed pages in their boxes, with their captions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from presslayout.flow import captions, inserts
from presslayout.page import Block, Box, Picture, Placed, moved
from presslayout.record import PhotoRecord

if TYPE_CHECKING:
    from presslayout.assets.images import PictureFacts
    from presslayout.flow.desk import Desk
    from presslayout.flow.inserts import Placing
    from presslayout.flow.job import Job
    from presslayout.page import Item
    from presslayout.spec.issue import Photo
    from presslayout.units import Length

EMU_PER_INCH = 914_400


def photo(work: Job, placing: Placing) -> tuple[list[Block], PhotoRecord]:
    """A photo of a story where fitting placed it."""
    wanted = placing.insert.photo
    assert wanted is not None
    space, hole = work.area, placing.hole
    x, width = space.span(hole.column, hole.span)
    made = captions.caption(wanted, width, work.desk)
    ascent = work.fonts.text.faces[0].ascent * space.em // 1000
    if placing.anchor == "foot":
        # At a foot the caption's last line stands on the last baseline; the picture closes up to it.
        last = space.row_top(hole.bottom - 1) + ascent
        top = space.row_top(hole.bottom - placing.rows - placing.insert.caption_rows)
        under = (
            last - made.size * 880 // 1000 - (made.lines - 1) * made.leading if made.lines else last
        )
        bottom = under - captions.CAPTION_GAP if made.lines else last
    else:
        top = space.row_top(hole.top + (1 if placing.anchor == "middle" else 0))
        bottom = top + inserts.box_height(placing.rows, space, ascent)
        under = bottom + captions.CAPTION_GAP
    box = Box(x, top, width, bottom - top)
    return blocks(work.desk, work.telling.story.id, wanted, box, (made, under))


def blocks(
    desk: Desk, story: str, wanted: Photo, box: Box, below: tuple[captions.Caption, Length]
) -> tuple[list[Block], PhotoRecord]:
    """A photo in its box, and its caption, whose first line begins at the y beside it."""
    items, record = shown(desk, story, wanted, box)
    part = f"photo-{wanted.stem}"
    alt = wanted.alt or wanted.caption
    made, under = below
    ink = desk.template.caption.ink
    return [
        Block(f"{story}/{part}", "photo", items, story, part, alt=alt),
        *captions.blocks(made, story, box.x, box.width, under, ink),
    ], record


def shown(desk: Desk, story: str, wanted: Photo, box: Box) -> tuple[tuple[Item, ...], PhotoRecord]:
    """What draws a photo in its box: cropped round its focus, or whole where it is a drawing."""
    facts = desk.pictures[wanted.file]
    size = facts.width, facts.height
    if not facts.vector:
        crop = inserts.crop_window(facts, box.width, box.height, wanted.focus)
        ppi = (crop[2] - crop[0]) * EMU_PER_INCH // box.width
        picture = Picture(facts.sha256, box, crop, wanted.intent)
        record = PhotoRecord(wanted.file, story, box, ppi, crop, size, facts.remarks)
        return (picture,), record
    within = contained(facts, box)
    record = PhotoRecord(wanted.file, story, within, None, (0, 0, *size), size)
    if facts.vector == "pdf":
        return (Placed(facts.sha256, 1, within),), record

    def place(x: Length, y: Length) -> tuple[Length, Length]:
        return (
            within.x + x * within.width // facts.width,
            within.y + y * within.height // facts.height,
        )

    drawn = desk.drawings[wanted.file]
    return tuple(replace(shape, path=moved(shape.path, place)) for shape in drawn), record


def contained(facts: PictureFacts, box: Box) -> Box:
    """The largest box of a drawing's own proportions inside another, in its middle."""
    if facts.width * box.height > facts.height * box.width:
        wide, high = box.width, box.width * facts.height // facts.width
    else:
        wide, high = box.height * facts.width // facts.height, box.height
    return Box(box.x + (box.width - wide) // 2, box.y + (box.height - high) // 2, wide, high)
