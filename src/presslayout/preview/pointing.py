"""What stands at a place of a page, and where a stretch of a story stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.geometry import Box
from presslayout.delivery import report
from presslayout.edition import locate
from presslayout.edition.page import Glyphs, Picture, Placed
from presslayout.preview.told import photo, source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Page
    from presslayout.issue.issue import Story
    from presslayout.preview.workbench import Good


def at(good: Good, number: int, x: Length, y: Length) -> dict[str, Any] | None:
    """The line of text or the photo at a place of a page, with the place where it was written."""
    page = next((p for p in good.composition.edition.pages if p.number == number), None)
    if page is None:
        return None
    for block in reversed(page.blocks):
        if block.artifact:
            continue
        for item in block.items:
            if isinstance(item, (Picture, Placed)) and _holds(item.box, x, y):
                return _photo(good, page, block)
            if isinstance(item, Glyphs):
                found = _line(good, page, block, item, (x, y))
                if found is not None:
                    return found
    return _slot(good, page, x, y)


def stretch(good: Good, story: str, part: str, offset: int, length: int) -> list[dict[str, Any]]:
    """The pages and boxes of a stretch of a part."""
    return [
        {"page": page.number, "boxes_mm": [report.box(box) for box in boxes]}
        for page in good.composition.edition.pages
        if (boxes := locate.boxes(page, story, part, offset, offset + max(length, 1)))
    ]


def _line(
    good: Good, page: Page, block: Block, run: Glyphs, point: tuple[Length, Length]
) -> dict[str, Any] | None:
    """The run of text under a point; lines count as high as to the next one."""
    x, y = point
    listed = list(locate.characters_of(run))
    slack = run.size // 4
    hit = next((c for c in listed if _holds(_grown(c[2], slack), x, y)), None)
    if hit is None:
        return None
    tale = next((s for s in _stories(good) if s.id == block.story), None)
    whole = locate.around(box for _, _, box in listed)
    assert whole is not None
    told: dict[str, Any] = {
        "kind": "text",
        "page": page.number,
        "story": block.story,
        "part": block.part,
        "text": run.text,
        "offset": run.offset,
        "character": hit[0],
        "box_mm": report.box(whole),
        "source": None,
    }
    if tale is None or not block.part:
        return told
    paragraph = 0
    if block.part == "body":
        paragraph = sum(1 for p in tale.body if p.offset <= run.offset)
    span = tale.stretch(block.part, hit[0], 1)
    return told | {
        "name": tale.headline or tale.id,
        "paragraph": paragraph,
        "source": source(span, good.loaded.workspace),
    }


def _photo(good: Good, page: Page, block: Block) -> dict[str, Any] | None:
    tale = next((s for s in _stories(good) if s.id == block.story), None)
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
    record = good.composition.record(page.number)
    for row in record.stories:
        if _holds(row.bbox, x, y):
            tale = {s.id: s for s in _stories(good)}[row.id]
            return {
                "kind": "story",
                "page": page.number,
                "story": row.id,
                "part": "",
                "name": tale.headline or tale.id,
                "box_mm": report.box(row.bbox),
                "source": source(tale.span, good.loaded.workspace),
            }
    return None


def _stories(good: Good) -> Iterator[Story]:
    for page in good.loaded.issue.pages:
        yield from page.stories


def _holds(box: Box, x: Length, y: Length) -> bool:
    return box.x <= x < box.right and box.y <= y < box.bottom


def _grown(box: Box, by: Length) -> Box:
    return Box(box.x, box.y - by, box.width, box.height + 2 * by)
