"""A story's body as the blocks that fitting pours: paragraphs, subheads and tables, in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.roles import ParagraphKind
from presslayout.flow.body import (
    BodyFonts,
    SubheadBlock,
    TextBlock,
    subhead_block,
    subhead_size,
    text_block,
    verses,
)
from presslayout.flow.tables import TableBlock, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.flow.hanging import Hanging
    from presslayout.issue.issue import Paragraph
    from presslayout.issue.template import SubheadStyle
    from presslayout.typeset.shape import Font

VERSES = (ParagraphKind.VERSE, ParagraphKind.STANZA)
BodyBlock = TextBlock | SubheadBlock | TableBlock


def blocks(
    paragraphs: Sequence[Paragraph],
    fonts: BodyFonts,
    subhead: SubheadStyle,
    subhead_font: Font,
    hangs: Mapping[int, Hanging],
) -> tuple[BodyBlock, ...]:
    """Every block of a body, set; the cells of a table too wide for the measure as paragraphs.

    `hangs` says by offset which paragraphs hang.
    """
    heads = tuple(p.text for p in paragraphs if p.kind == ParagraphKind.SUBHEAD)
    size = subhead_size(heads, fonts, subhead, subhead_font)
    made: list[BodyBlock] = []
    for group in grouped(paragraphs):
        if group[0].kind in VERSES:
            if made and isinstance(made[-1], SubheadBlock):
                made[-1] = replace(made[-1], centred=True)
            made += verses(group, fonts)
        elif group[0].kind == ParagraphKind.SUBHEAD:
            made.append(subhead_block(group[0], fonts, subhead, subhead_font, size))
        elif group[0].kind == ParagraphKind.CELL:
            made += table(group, fonts) or [text_block(cell, fonts) for cell in group]
        else:
            made.append(text_block(group[0], fonts, hang=hangs.get(group[0].offset)))
    return tuple(made)


def opening(body: tuple[BodyBlock, ...]) -> tuple[BodyBlock, ...]:
    """The blocks where a column begins with them: a subhead that is the first needs no air above."""
    if body and isinstance(body[0], SubheadBlock):
        return (body[0].opening, *body[1:])
    return body


def grouped(paragraphs: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, ...]]:
    """The paragraphs one by one, the cells of a table and the verses of a poem together."""
    group: list[Paragraph] = []
    for paragraph in paragraphs:
        if group and not _goes_on(group[-1], paragraph):
            yield tuple(group)
            group = []
        group.append(paragraph)
    if group:
        yield tuple(group)


def _goes_on(before: Paragraph, paragraph: Paragraph) -> bool:
    if paragraph.kind == ParagraphKind.CELL:
        return before.kind == ParagraphKind.CELL and paragraph.cell > before.cell
    return before.kind in VERSES and paragraph.kind in VERSES
