"""The two editions of a comparison, and what a difference is about on each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import field, frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.edition.change import Change
    from presslayout.edition.page import Article, Edition


@frozen
class ComparedEdition:
    """An edition, what it was called, and in which slot a story stands on a page where that is known."""

    name: str
    edition: Edition
    slots: Mapping[tuple[int, str], str] = field(default_factory=dict)


def article_of(edition: Edition, story: str) -> Article | None:
    """The story of an id; None where there is none."""
    return next((a for a in edition.articles if a.id == story), None)


def text_of(side: ComparedEdition, change: Change, *, new: bool) -> str:
    """The text of the change's part on one side."""
    story = change.story if new else (change.renumbered or change.story)
    article = article_of(side.edition, story)
    texts = dict(article.texts) if article is not None else {}
    return texts.get(change.part if new else (change.was or change.part), "")


def paragraph_at(text: str, offset: int, said: str) -> int:
    """Which paragraph begins there or is under way."""
    return text.count("\n", 0, offset) + 1 + said.startswith("\n")
