"""What stands at a place of a page, and where a stretch of a story stands, as the browser is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.newsroom import pointing, reports
from presslayout.preview.told import photo, source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Page
    from presslayout.issue.issue import Story
    from presslayout.newsroom.pointing import Worded
    from presslayout.preview.workbench import Good


def at(good: Good, number: int, x: Length, y: Length) -> dict[str, Any] | None:
    """The line of text or the photo at a place of a page, with the place where it was written."""
    page = next((p for p in good.composition.edition.pages if p.number == number), None)
    if page is None:
        return None
    match pointing.at(page, x, y):
        case pointing.Worded() as run:
            return _line(good, page, run)
        case pointing.Pictured(block):
            return _photo(good, page, block)
        case None:
            return _slot(good, page, x, y)


def stretch(good: Good, story: str, part: str, offset: int, length: int) -> list[dict[str, Any]]:
    """The pages and boxes of a stretch of a part."""
    return [
        {"page": number, "boxes_mm": [reports.box(box) for box in boxes]}
        for number, boxes in pointing.stretch(good.composition.edition, story, part, offset, length)
    ]


def _line(good: Good, page: Page, run: Worded) -> dict[str, Any]:
    block, glyphs = run.block, run.glyphs
    tale = _story(good, block.story)
    told: dict[str, Any] = {
        "kind": "text",
        "page": page.number,
        "story": block.story,
        "part": block.part,
        "text": glyphs.text,
        "offset": glyphs.offset,
        "character": run.character,
        "box_mm": reports.box(run.box),
        "source": None,
    }
    if tale is None or not block.part:
        return told
    paragraph = 0
    if block.part == "body":
        paragraph = sum(1 for p in tale.body if p.offset <= glyphs.offset)
    span = tale.stretch(block.part, run.character, 1)
    return told | {
        "name": tale.headline or tale.id,
        "paragraph": paragraph,
        "source": source(span, good.loaded.workspace),
    }


def _photo(good: Good, page: Page, block: Block) -> dict[str, Any] | None:
    tale = _story(good, block.story)
    stem = block.part.removeprefix("photo-")
    one = next((p for p in tale.photos if p.stem == stem), None) if tale else None
    if tale is None or one is None:
        return None
    told = photo(good, tale, one)
    return told | {
        "kind": "photo",
        "page": page.number,
        "source": source(one.span, good.loaded.workspace),
    }


def _slot(good: Good, page: Page, x: Length, y: Length) -> dict[str, Any] | None:
    records = {record.number: record for record in good.composition.pages}
    row = pointing.story(records[page.number], x, y)
    tale = _story(good, row.id) if row is not None else None
    if row is None or tale is None:
        return None
    return {
        "kind": "story",
        "page": page.number,
        "story": row.id,
        "part": "",
        "name": tale.headline or tale.id,
        "box_mm": reports.box(row.bbox),
        "source": source(tale.span, good.loaded.workspace),
    }


def _story(good: Good, name: str) -> Story | None:
    return next((s for s in _stories(good) if s.id == name), None)


def _stories(good: Good) -> Iterator[Story]:
    for page in good.loaded.issue.pages:
        yield from page.stories
