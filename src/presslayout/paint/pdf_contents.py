"""How a reader finds their way in an archived file: bookmarks, and pages called as the paper calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.edition.page import Glyphs
from presslayout.edition.roles import Role
from presslayout.paint.supplies import Bookmark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.edition.page import Block, Page


def bookmarks(pages: Sequence[Page]) -> tuple[Bookmark, ...]:
    """A bookmark a page, and under it one for every head that stands there."""
    return tuple(mark for index, page in enumerate(pages) for mark in _of(index, page))


def _of(index: int, page: Page) -> Iterator[Bookmark]:
    title = " ".join(filter(None, (page.label, page.section)))
    yield Bookmark(title or str(page.number), index)
    for block in page.blocks:
        if block.role is Role.HEADLINE and (words := _words(block)):
            yield Bookmark(words, index, _top(block), 1)


def _words(block: Block) -> str:
    said = (item.text for item in block.items if isinstance(item, Glyphs))
    return " ".join("".join(said).split())


def _top(block: Block) -> int:
    return min(min(i.y) - i.size for i in block.items if isinstance(i, Glyphs) and i.ids)
