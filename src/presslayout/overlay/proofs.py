"""All pages of a proof with their sheets, links and bookmarks, and the checklist behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.overlay.checklist import checklist
from presslayout.overlay.looks import on_paper
from presslayout.overlay.page import proof
from presslayout.overlay.page_remarks import Subject
from presslayout.paint.supplies import Bookmark, Link, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.edition.page import Page
    from presslayout.overlay.page_remarks import PageRemarks, Proofing


@frozen
class Proofs:
    """The pages of the file; sheets and links by their numbers; what the file says it is."""

    pages: tuple[Page, ...]
    sheets: dict[int, Sheet]
    links: dict[int, tuple[Link, ...]]
    bookmarks: tuple[Bookmark, ...]
    subject: str


def proofs(pages: Sequence[Page], letters: Lettering, proofing: Proofing) -> Proofs:
    """The proof of an edition's pages, or its galleys where those were asked for."""
    occasion = proofing.occasion
    subject = Subject(occasion.round, proofing.paper, proofing.galley).words
    if proofing.galleys:
        sheets = {p.number: _fitted(p, proofing.paper) for p in proofing.galleys}
        marks = tuple(_galley_marks(proofing.galleys))
        return Proofs(proofing.galleys, sheets, {}, marks, subject)
    drawn: list[Page] = []
    sheets = {}
    for page, told in zip(pages, proofing.told, strict=True):
        marked, sheets[page.number] = proof(page, letters, occasion, told, proofing.paper)
        drawn.append(marked)
    behind = checklist(letters, occasion, list(zip(pages, proofing.told, strict=True)))
    bookmarks = [mark for n, told in enumerate(proofing.told) for mark in _marks(n, pages[n], told)]
    bookmarks.append(Bookmark(f"{occasion.round}单", len(drawn)))
    links = {p.number: own for p, own in zip(behind.pages, behind.links, strict=True)}
    return Proofs((*drawn, *behind.pages), sheets, links, tuple(bookmarks), subject)


def _fitted(page: Page, paper: str) -> Sheet:
    return on_paper(Sheet(), page, paper) if paper else Sheet()


def _marks(index: int, page: Page, told: PageRemarks) -> Iterator[Bookmark]:
    titles = dict(told.titles)
    yield Bookmark(f"第{page.number}版 {told.section}".strip(), index)
    for story in told.record.stories:
        title = titles.get(story.id, "")
        yield Bookmark(f"{story.slot}  {title or story.id}", index, story.bbox.y, 1)


def _galley_marks(galleys: Sequence[Page]) -> Iterator[Bookmark]:
    seen = set()
    for index, page in enumerate(galleys):
        if page.label not in seen:
            seen.add(page.label)
            yield Bookmark(page.label, index)
