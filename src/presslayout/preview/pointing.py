"""What stands at a place of a page, and where a stretch of a story stands, as the browser is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.newsroom import pointing, reports
from presslayout.preview.links import source
from presslayout.preview.subjects import paper
from presslayout.preview.told import photo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Page
    from presslayout.issue.issue import Story
    from presslayout.newsroom.pointing import Worded
    from presslayout.preview.workbench import Good

# Lines and marks that say nothing, by which nobody stops.
_MUTE = frozenset(("rule", "mark"))
# So many places of a word are enough to see that it stands everywhere.
MOST_HITS = 200


def at(good: Good, number: int, x: Length, y: Length) -> dict[str, Any] | None:
    """The line of text or the photo at a place of a page, with the place where it was written."""
    page = paper(good, number)
    if page is None:
        return None
    match pointing.at(page, x, y):
        case pointing.Worded() as run if pointing.is_copy(
            good.composition.edition, page, run.block
        ):
            return _line(good, page, run)
        case pointing.Pictured(block) if (found := _photo(good, page, block)) is not None:
            return found
    # Words and pictures that the program sets belong to a piece of furniture, or to a story.
    one = pointing.furniture(page, x, y)
    if one is not None:
        return _furniture(good, page, one)
    return _slot(good, page, x, y) or _paper(good, page)


def things(good: Good, number: int) -> list[dict[str, Any]]:
    """What stands on a page, as `at` tells it, in reading order: of each text its first line."""
    page = paper(good, number)
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for block in page.blocks if page is not None else ():
        key = block.story, block.part, "" if block.story else block.id
        if page is not None and key not in found and block.role not in _MUTE:
            told = _thing(good, page, block)
            if told is not None:
                found[key] = told
    return [*found.values()]


def between(good: Good, story: str, part: str, offset: int, length: int) -> dict[str, Any] | None:
    """Characters of a part, as `at` tells a line; None where there are no such, or none is seen."""
    tale = _story(good, story)
    whole = dict((*tale.texts, *tale.jump_heads)).get(part) if tale is not None else None
    if tale is None or whole is None or not 0 <= offset < offset + length <= len(whole):
        return None
    places = stretch(good, story, part, offset, length)
    if not places:
        return None
    return _worded(good, (places[0]["page"], story, part), (offset, whole[offset:][:length])) | {
        "boxes_mm": places[0]["boxes_mm"],
        "box_mm": places[0]["boxes_mm"][0],
    }


def search(good: Good, wanted: str) -> dict[str, Any]:
    """Where words stand in the copy."""
    listed = [*pointing.hits(good.composition.edition, wanted, MOST_HITS + 1)]
    names = {story.id: story.headline or story.id for story in _stories(good)}
    rows = [
        {
            "story": hit.story,
            "name": names.get(hit.story, hit.story),
            "part": hit.part,
            "offset": hit.offset,
            "length": len(hit.text),
            "text": hit.text,
            "before": hit.before,
            "behind": hit.behind,
            "page": hit.place[0] if hit.place else None,
        }
        for hit in listed[:MOST_HITS]
    ]
    return {"rows": rows, "more": len(listed) > MOST_HITS}


def stretch(good: Good, story: str, part: str, offset: int, length: int) -> list[dict[str, Any]]:
    """The pages and boxes of a stretch of a part."""
    return [
        {"page": number, "boxes_mm": [reports.box(box) for box in boxes]}
        for number, boxes in pointing.stretch(good.composition.edition, story, part, offset, length)
    ]


def _thing(good: Good, page: Page, block: Block) -> dict[str, Any] | None:
    if not block.story:
        return _furniture(good, page, block) if pointing.extent(block) is not None else None
    run = pointing.first(block)
    if run is not None:
        return (
            _line(good, page, run)
            if pointing.is_copy(good.composition.edition, page, block)
            else None
        )
    return _photo(good, page, block)


def _line(good: Good, page: Page, run: Worded) -> dict[str, Any]:
    block, glyphs = run.block, run.glyphs
    # A line may say more than its copy: who took a photo, and that it was taken.
    said = pointing.copied(good.composition.edition, block, glyphs)
    told = _worded(good, (page.number, block.story, block.part), (glyphs.offset, said))
    if told["source"] is not None:
        tale = _story(good, block.story)
        assert tale is not None
        told["source"] = source(tale.stretch(block.part, run.character, 1), good.loaded.workspace)
    return told | {"character": run.character, "box_mm": reports.box(run.box)}


def _worded(good: Good, named: tuple[int, str, str], words: tuple[int, str]) -> dict[str, Any]:
    """Characters: on which page, whose, of which part; where they begin and what they are."""
    (number, story, part), (offset, text) = named, words
    tale = _story(good, story)
    told: dict[str, Any] = {
        "kind": "text",
        "page": number,
        "story": story,
        "part": part,
        "text": text,
        "offset": offset,
        "length": len(text),
        "character": offset,
        "source": None,
    }
    if tale is None or not part:
        return told
    paragraph = 0
    if part == "body":
        paragraph = sum(1 for p in tale.body if p.offset <= offset)
    return told | {
        "name": tale.headline or tale.id,
        "paragraph": paragraph,
        "source": source(tale.stretch(part, offset, 1), good.loaded.workspace),
    }


def _furniture(good: Good, page: Page, block: Block) -> dict[str, Any]:
    box = pointing.extent(block)
    spec = next((one for one in good.loaded.issue.pages if one.number == page.number), None)
    return {
        "kind": "furniture",
        "page": page.number,
        "story": "",
        "part": "",
        "block": block.id,
        "on": block.role.value,
        "text": pointing.words(block),
        "box_mm": reports.box(box) if box is not None else None,
        "source": source(spec.span, good.loaded.workspace) if spec and spec.span else None,
    }


def _paper(good: Good, page: Page) -> dict[str, Any]:
    """A page as a whole, where nothing stands."""
    spec = next((one for one in good.loaded.issue.pages if one.number == page.number), None)
    return {
        "kind": "page",
        "page": page.number,
        "story": "",
        "part": "",
        "block": "",
        "box_mm": None,
        "source": source(spec.span, good.loaded.workspace) if spec and spec.span else None,
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
