"""What stands at a place of a page that was set, and where a stretch of a story stands."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import frozen
from presslayout.edition import locate
from presslayout.edition.page import Glyphs, Picture, Placed
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Edition, Page
    from presslayout.edition.record import PageRecord, StoryRecord

# So much is shown on each side of words that were found.
ROUND = 16


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


@frozen
class Hit:
    """Words that were looked for: where in a part, what stands before and behind, and on which page.

    `place` is the number of the page and the boxes there, None for what found no room.
    """

    story: str
    part: str
    offset: int
    text: str
    before: str
    behind: str
    place: tuple[int, tuple[Box, ...]] | None


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


def first(block: Block) -> Worded | None:
    """The first line of a block that has any."""
    for item in block.items:
        if isinstance(item, Glyphs) and item.text.strip():
            whole = locate.around(box for _, _, box in locate.characters_of(item))
            if whole is not None:
                return Worded(block, item, item.offset, whole)
    return None


def story(record: PageRecord, x: Length, y: Length) -> StoryRecord | None:
    """The story whose slot is there."""
    return next((row for row in record.stories if _holds(row.bbox, x, y)), None)


def stretch(
    edition: Edition, tale: str, part: str, offset: int, length: int
) -> Iterator[tuple[int, list[Box]]]:
    """The pages, by number, and the boxes of so many characters of a part, at least of one."""
    index = locate.Index(edition.pages, edition.articles)
    for page, boxes in index.stretch(tale, part, offset, offset + max(length, 1)):
        yield page.number, boxes


def furniture(page: Page, x: Length, y: Length) -> Block | None:
    """What belongs to no story and stands there, the smallest of it: a folio, a banner, an ad."""
    found = [
        (box.width * box.height, number, block)
        for number, block in enumerate(page.blocks)
        for box in [locate.block_extent(block)]
        if not block.story and block.role is not Role.RULE and box and _holds(box, x, y)
    ]
    return min(found, key=itemgetter(0, 1))[2] if found else None


def block(page: Page, name: str) -> Block | None:
    """The block of an id."""
    return next((one for one in page.blocks if one.id == name), None)


def extent(block: Block) -> Box | None:
    """The box round all of a block; None where it shows nothing."""
    return locate.block_extent(block)


def area(edition: Edition, tale: str, part: str) -> Iterator[tuple[int, Box]]:
    """The pages, by number, and the box round all of a part that has no characters: a photo."""
    index = locate.Index(edition.pages)
    for page in index.pages(tale, part):
        box = index.area(page, tale, part)
        if box is not None:
            yield page.number, box


def words(block: Block) -> str:
    """What a block says, its lines in reading order; a space where its runs stand apart."""
    said, before = "", None
    for item in block.items:
        if isinstance(item, Glyphs) and item.text:
            here = locate.around(box for _, _, box in locate.characters_of(item))
            if before is not None and here is not None and _apart(before, here):
                said += " "
            said, before = said + item.text, here
    return said


def is_copy(edition: Edition, page: Page, block: Block) -> bool:
    """Whether the words of a block are of the copy, so that a comment can be on some of them."""
    if block.artifact or not _text(edition, block):
        return False
    return locate.Index(edition.pages, edition.articles).shows(page, block)


def copied(edition: Edition, block: Block, glyphs: Glyphs) -> str:
    """The words of the copy that a run draws, without what is set before or behind them."""
    stop = max((at + span for at, span, _ in locate.characters_of(glyphs)), default=0)
    return _text(edition, block)[glyphs.offset : stop] or glyphs.text


def _text(edition: Edition, block: Block) -> str:
    """What the copy says of a block's part, "" where it says nothing."""
    found = (dict(one.texts).get(block.part) for one in edition.articles if one.id == block.story)
    return next(found, None) or ""


def hits(edition: Edition, wanted: str, most: int) -> Iterator[Hit]:
    """Where words stand in the copy, capitals or not: story by story, at most so many."""
    index, count = locate.Index(edition.pages, edition.articles), 0
    needle = wanted.casefold()
    for article in edition.articles:
        for part, text in article.texts:
            folded = text.casefold()
            # Letters that fold into several would move every place behind them.
            whole = folded if len(folded) == len(text) else text
            offset = whole.find(needle) if needle else -1
            while offset >= 0:
                if count == most:
                    return
                count += 1
                stop = offset + len(needle)
                found = index.stretch(article.id, part, offset, stop)
                places = ((page.number, tuple(boxes)) for page, boxes in found)
                yield Hit(article.id, part, offset, text[offset:stop],
                        text[max(offset - ROUND, 0) : offset], text[stop : stop + ROUND],
                        next(places, None))  # fmt: skip
                offset = whole.find(needle, stop)


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


def _apart(one: Box, other: Box) -> bool:
    """Whether a run of the same line stands off from the one before it."""
    return one.y < other.bottom and other.y < one.bottom and other.x - one.right > one.height // 2


def _holds(box: Box, x: Length, y: Length) -> bool:
    return box.x <= x < box.right and box.y <= y < box.bottom


def _grown(box: Box, by: Length) -> Box:
    return Box(box.x, box.y - by, box.width, box.height + 2 * by)
