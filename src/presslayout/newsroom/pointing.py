"""What stands at a place of a page that was set, and where a stretch of a story stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import frozen
from presslayout.edition import locate
from presslayout.edition.page import Glyphs, Picture, Placed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Edition, Page
    from presslayout.edition.record import PageRecord, StoryRecord


@frozen
class Worded:
    """A run of text: its block, the offset of the character that was pointed at, the box round it."""

    block: Block
    glyphs: Glyphs
    character: int
    box: Box


@frozen
class Pictured:
    """A photo or drawing, by its block."""

    block: Block


def at(page: Page, x: Length, y: Length) -> Worded | Pictured | None:
    """What the paper shows there, the uppermost; None for blank paper and what is no story's."""
    for block in reversed(page.blocks):
        if block.artifact:
            continue
        for item in block.items:
            if isinstance(item, (Picture, Placed)) and _holds(item.box, x, y):
                return Pictured(block)
            if isinstance(item, Glyphs):
                found = _run(block, item, x, y)
                if found is not None:
                    return found
    return None


def story(record: PageRecord, x: Length, y: Length) -> StoryRecord | None:
    """The story whose slot is there."""
    return next((row for row in record.stories if _holds(row.bbox, x, y)), None)


def stretch(
    edition: Edition, tale: str, part: str, offset: int, length: int
) -> Iterator[tuple[int, list[Box]]]:
    """The pages, by number, and the boxes of so many characters of a part, at least of one."""
    for page in edition.pages:
        boxes = locate.boxes(page, tale, part, offset, offset + max(length, 1))
        if boxes:
            yield page.number, boxes


def _run(block: Block, glyphs: Glyphs, x: Length, y: Length) -> Worded | None:
    """The run of text under a point; lines count as high as to the next one."""
    listed = list(locate.characters_of(glyphs))
    slack = glyphs.size // 4
    hit = next((c for c in listed if _holds(_grown(c[2], slack), x, y)), None)
    if hit is None:
        return None
    whole = locate.around(box for _, _, box in listed)
    assert whole is not None
    return Worded(block, glyphs, hit[0], whole)


def _holds(box: Box, x: Length, y: Length) -> bool:
    return box.x <= x < box.right and box.y <= y < box.bottom


def _grown(box: Box, by: Length) -> Box:
    return Box(box.x, box.y - by, box.width, box.height + 2 * by)
