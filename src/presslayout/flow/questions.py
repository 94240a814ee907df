"""Questions keep with their answers (RULES C2): no column ends between the two.

A question begins with 问：; where speakers stand out (凸排: 对话) it is also what somebody asks by
name.  It is kept only with what somebody else says below it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.roles import ParagraphKind
from presslayout.flow.body import TextBlock
from presslayout.flow.hanging import SPEAKER
from presslayout.typeset.manner import DIALOGUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.flow.blocks import BodyBlock
    from presslayout.issue.issue import Paragraph
    from presslayout.typeset.manner import Manner

ASKS, MARKS = "问問", ("？", "?")


def kept(
    body: Sequence[BodyBlock], paragraphs: Sequence[Paragraph], manner: Manner
) -> tuple[BodyBlock, ...]:
    """The blocks of a body, its questions known as such; `paragraphs` are all of the story's."""
    asked = questions(paragraphs, manner)
    if not asked:
        return tuple(body)
    offsets = [paragraph.offset for paragraph in paragraphs]
    return tuple(
        replace(block, asks=True)
        # What goes on with a paragraph from another page begins inside it.
        if isinstance(block, TextBlock)
        and offsets[bisect_right(offsets, block.begins) - 1] in asked
        else block
        for block in body
    )


def questions(paragraphs: Sequence[Paragraph], manner: Manner) -> frozenset[int]:
    """The offsets of the paragraphs that ask, an answer right below them."""
    found = []
    for one, other in pairwise(paragraphs):
        asker, answerer = _speaker(one), _speaker(other)
        if not asker or not answerer or asker == answerer:
            continue
        named = DIALOGUE in manner.outdent and one.text.rstrip("　 ”’」』）)").endswith(MARKS)
        if asker in ASKS or named:
            found.append(one.offset)
    return frozenset(found)


def _speaker(paragraph: Paragraph) -> str:
    """Who speaks, by the name that the paragraph begins with; nobody is ""."""
    if paragraph.kind != ParagraphKind.PARAGRAPH:
        return ""
    spoken = SPEAKER.match(paragraph.text)
    return spoken[1][:-1] if spoken else ""
