"""The paragraphs of a story's parts, and which of them a character stands in."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.edition.page import SEPARATOR, ArticleParagraph
from presslayout.edition.roles import ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.page import Article


@frozen
class ParagraphStretch:
    """A paragraph of a part: its characters from `start` to `stop`."""

    start: int
    stop: int
    kind: ParagraphKind


@frozen
class PartText:
    """The text of a part and its paragraphs, which together are all of it but the line feeds between."""

    text: str
    stretches: tuple[ParagraphStretch, ...]

    def at(self, offset: int) -> int:
        """The number of the paragraph that a character stands in."""
        return max(bisect_right(self.stretches, offset, key=lambda one: one.start) - 1, 0)


def part_texts(article: Article) -> dict[str, PartText]:
    """Every part of a story with its paragraphs."""
    told = dict(article.paragraphs)
    return {
        part: PartText(text, tuple(_stretches(text, told.get(part, ()))))
        for part, text in article.texts
    }


def _stretches(text: str, told: tuple[ArticleParagraph, ...]) -> Iterator[ParagraphStretch]:
    """The paragraphs as they are told, else as they are parted; the lines of a roll are one each."""
    whole = ArticleParagraph(ParagraphKind.PARAGRAPH, 0, len(text))
    for one in told or (whole,):
        at = one.start
        for line in text[at : at + one.length].split(SEPARATOR):
            yield ParagraphStretch(at, at + len(line), one.kind)
            at += len(line) + 1
