"""Fillers (补白): a few lines below a story that ends early, ruled off from it, at the last foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Shape, Stroke
from presslayout.edition.roles import MarkupKind, ParagraphKind, Role
from presslayout.edition.steps import WORDS, Step
from presslayout.flow.body import text_block
from presslayout.flow.emphasis import Beside, beside, marker, threaded
from presslayout.flow.inserts import Insert
from presslayout.issue.issue import Markup
from presslayout.typeset.lines import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Item
    from presslayout.flow.area import Area
    from presslayout.flow.body import BodyFonts, TextBlock
    from presslayout.flow.inserts import Placing
    from presslayout.flow.work import Job
    from presslayout.issue.issue import Filler, Paragraph

# The row of air above a filler is where its rule stands.
AIR = 1
RULE = pt("0.3")


def insert(filler: Filler, fonts: BodyFonts) -> Insert:
    """A filler as an insert of fixed height at the foot of the last column."""
    count = sum(len(block.best.lines) for block in _blocks(filler, fonts))
    rows = max(count, filler.rows - AIR)
    return Insert(
        f"{WORDS[Step.FILLER]} {filler.story.id}",
        "bottom-right",
        1,
        ((rows, 0, 0),),
        0,
        filler=filler,
    )


def blocks(work: Job, placing: Placing) -> list[Block]:
    """The rule, the words, and what stands beside them."""
    filler, space, hole = placing.insert.filler, work.area, placing.hole
    assert filler is not None
    name = filler.story.id
    x, width = space.span(hole.column, 1)
    set_ = _blocks(filler, work.fonts)
    count = sum(len(block.best.lines) for block in set_)
    row = hole.bottom - placing.rows + (placing.rows - count) // 2
    rule = space.row_top(hole.top) + space.em // 2
    made = [
        Block(
            f"{name}/rule",
            Role.RULE,
            (Shape((("M", x, rule), ("L", x + width, rule)), stroke=Stroke(BLACK, RULE)),),
            artifact=True,
        )
    ]
    margin = Beside()
    items = lines(set_, (x, row), space, work.fonts, margin)
    made += threaded(Block(f"{name}/body", Role.BODY, tuple(items), name, "body"), name, margin)
    return [*made, *beside_blocks(name, name, margin)]


def lines(
    blocks_: Sequence[TextBlock],
    at: tuple[Length, int],
    space: Area,
    fonts: BodyFonts,
    margin: Beside,
) -> list[Item]:
    """Paragraphs line by line from the left edge and the row `at` on; their marks into `margin`."""
    x, row = at
    items: list[Item] = []
    for block in blocks_:
        for line in block.best.lines:
            place_ = x + block.inset, space.row_top(row) + block.shaped.ascent
            sizes = fonts.reading, fonts.width - block.inset
            beside(margin, (block.shaped, line), block.marks, place_, sizes)
            items += place(block.shaped, line, *place_, offset=block.offset)
            if block.marker and line.start == 0:
                drawn = marker(block.marker, fonts.text, (x, place_[1]), block.inset)
                margin.markers.append((block.offset, drawn))
            row += 1
    return items


def beside_blocks(name: str, story: str, margin: Beside) -> list[Block]:
    """The marks of paragraphs as blocks of their own, so that the text stays what it is."""
    made: list[Block] = []
    if margin.dots:
        made.append(Block(f"{name}/dots", Role.MARK, tuple(margin.dots), story, artifact=True))
    if margin.readings:
        made.append(Block(f"{name}/ruby", Role.MARK, tuple(margin.readings), story))
    return made


def _blocks(filler: Filler, fonts: BodyFonts) -> list[TextBlock]:
    return plain_blocks(filler.story.body, fonts)


def plain_blocks(paragraphs: Sequence[Paragraph], fonts: BodyFonts) -> list[TextBlock]:
    """Paragraphs, list items and names set in one measure, whatever else they were in the copy."""
    return [text_block(_plain(paragraph), fonts) for paragraph in paragraphs]


def _plain(paragraph: Paragraph) -> Paragraph:
    """It is set as a paragraph, an item or names; what was a subhead is bold."""
    if paragraph.kind in (ParagraphKind.ITEM, ParagraphKind.ROLL):
        return paragraph
    if paragraph.kind != ParagraphKind.SUBHEAD:
        return replace(paragraph, kind=ParagraphKind.PARAGRAPH)
    bold = Markup(MarkupKind.BOLD, 0, len(paragraph.text))
    return replace(paragraph, kind=ParagraphKind.PARAGRAPH, marks=(bold,))
