"""Hanging indents (凸排): articles of a law and speakers stand out, their text is aligned (RULES P5).

The manner asks for them (排法: 凸排); then a paragraph is told by how it begins.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.manner import ARTICLES, DIALOGUE
from presslayout.typeset.shape import Look, shape
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.issue.issue import Paragraph
    from presslayout.typeset.shape import Font

_NUMBER = "[〇零一二三四五六七八九十百千0-9０-９]{1,7}"
_ARTICLE = regex(rf"\s*(第{_NUMBER}条(?:之{_NUMBER})?)[ \t\u3000]+(?=\S)")
_CHAPTER = regex(rf"\s*第{_NUMBER}[编章节][ \t\u3000]")
SPEAKER = regex(r"\s*([^\s，。！？；：、“”‘’《》—…:]{1,10}[：:])[ \t\u3000]*(?=\S)")
# They speak wherever they begin a paragraph; other names have to do so twice, or be set bold.
QUESTIONS = frozenset("问問")
QUESTION_AND_ANSWER = QUESTIONS | frozenset("答")
# What parts an article's number from its text, and the half em that a colon keeps behind it.
ARTICLE_GAP, COLON_GAP = EM, EM // 2
# Text hangs by a third of its measure at most; what would take more than two thirds is no beginning.
HANG_SHARE, BEGIN_SHARE = 3, 2


@frozen
class Hanging:
    """How a paragraph hangs, in thousandths of an em.

    Code points `start` to `end` of its text are its beginning, `wide` with the blank behind it;
    none where it goes on with the article or the speech above it.  All its text stands `by` from
    the edge, and its first line further where the beginning is wider.
    """

    start: int
    end: int
    wide: int
    by: int


def hangings(paragraphs: Sequence[Paragraph], font: Font, measure: int) -> Mapping[int, Hanging]:
    """How the paragraphs of a story hang, by their offsets; those that are set as usual are not in."""
    asked = font.manner.outdent
    if not asked:
        return {}
    begun = _beginnings(paragraphs, asked)
    wide = {
        offset: wide
        for offset, (text, _, end, gap) in begun.items()
        if (wide := _width(text, font) + gap) <= measure * BEGIN_SHARE // HANG_SHARE and end
    }
    if not wide:
        return {}
    by = min(-(-_usual(wide, begun) // EM), measure // HANG_SHARE // EM) * EM
    made: dict[int, Hanging] = {}
    hanging = False
    for paragraph in paragraphs:
        at = paragraph.offset
        if at in wide:
            _, start, end, _ = begun[at]
            made[at] = Hanging(start, end, wide[at], by)
            hanging = True
        elif paragraph.kind != ParagraphKind.PARAGRAPH or _CHAPTER.match(paragraph.text):
            hanging = False
        elif hanging:
            made[at] = Hanging(0, 0, 0, by)
    return made if by else {}


def _usual(wide: Mapping[int, int], begun: Mapping[int, tuple[str, int, int, int]]) -> int:
    """What the text of a story hangs by: all articles have room in it, and most who speak.

    One long name among many questions and answers pushes its own words, not everybody's.
    """
    articles = [wide[at] for at in wide if begun[at][3] == ARTICLE_GAP]
    speakers = sorted(wide[at] for at in wide if begun[at][3] == COLON_GAP)
    most = speakers[(len(speakers) * 3 - 1) // 4 :][:1]
    return max(*articles, *most, 0)


def _beginnings(
    paragraphs: Sequence[Paragraph], asked: frozenset[str]
) -> dict[int, tuple[str, int, int, int]]:
    """(words, start, end, gap) of every beginning, by the offset of its paragraph."""
    found: dict[int, tuple[str, int, int, int]] = {}
    speeches = []
    for paragraph in paragraphs:
        if paragraph.kind != ParagraphKind.PARAGRAPH:
            continue
        article = _ARTICLE.match(paragraph.text) if ARTICLES in asked else None
        speaker = SPEAKER.match(paragraph.text) if DIALOGUE in asked and not article else None
        if article:
            found[paragraph.offset] = (article[1], article.start(1), article.end(), ARTICLE_GAP)
        elif speaker:
            speeches.append((paragraph, speaker))
    often = Counter(speaker[1][:-1] for _, speaker in speeches)
    for paragraph, speaker in speeches:
        name = speaker[1][:-1]
        if name in QUESTION_AND_ANSWER or often[name] > 1 or _bold(paragraph, speaker.span(1)):
            found[paragraph.offset] = (speaker[1], speaker.start(1), speaker.end(), COLON_GAP)
    return found


def _bold(paragraph: Paragraph, span: tuple[int, int]) -> bool:
    """Whether a name, with its colon or without, is set bold and nothing behind it is."""
    return any(
        mark.kind == MarkupKind.BOLD
        and mark.start <= span[0]
        and 0 <= span[1] - mark.start - mark.length < 2  # noqa: PLR2004
        for mark in paragraph.marks
    )


def _width(text: str, font: Font) -> int:
    shaped = shape(text, font, Look())
    return natural_width(shaped, 0, len(shaped))
