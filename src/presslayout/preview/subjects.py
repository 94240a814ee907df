"""What a comment may be about: characters, a picture, a story, a piece of furniture, a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import frozen
from presslayout.newsroom import pointing, reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.page import Page
    from presslayout.preview.workbench import Good

STORY, PAGE = "story", "page"


@frozen
class CommentSubject:
    """What is spoken of: `text` are its words, from `offset` of `whole`, which is the part's text.

    `block` is the id of a piece of furniture, `on` the kind of thing.
    """

    page: int
    story: str = ""
    part: str = ""
    block: str = ""
    on: str = ""
    text: str = ""
    offset: int = 0
    whole: str = ""


def boxes(good: Good, story: str, part: str, block: str, number: int) -> list[dict[str, Any]]:
    """The pages and boxes of a subject that is no stretch of characters; none where it is gone."""
    return [
        {"page": at, "boxes_mm": found} for at, found in _boxes(good, story, part, block, number)
    ]


def _boxes(
    good: Good, story: str, part: str, block: str, number: int
) -> Iterator[tuple[int, list[Any]]]:
    edition = good.composition.edition
    if story and part:
        for at, box in pointing.area(edition, story, part):
            yield at, [reports.box(box)]
    elif story:
        for record in good.composition.pages:
            found = [reports.box(row.bbox) for row in record.stories if row.id == story]
            if found:
                yield record.number, found
    else:
        page = paper(good, number)
        one = pointing.block(page, block) if page is not None and block else None
        stands = pointing.extent(one) if one is not None else None
        if stands is not None:
            yield number, [reports.box(stands)]
        elif page is not None and not block:
            (size,) = (r for r in good.composition.pages if r.number == number)
            yield number, [[0, 0, *reports.page(size)["size_mm"]]]


def paper(good: Good, number: int) -> Page | None:
    """The page of a number."""
    return next((p for p in good.composition.edition.pages if p.number == number), None)
