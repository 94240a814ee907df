"""Fillers (补白): a few lines below a story that ends early, ruled off from it, at the last foot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from presslayout.flow.body import text_block
from presslayout.flow.inserts import Insert
from presslayout.flow.marks import Beside, beside
from presslayout.page import BLACK, Block, Shape, Stroke
from presslayout.spec.issue import Mark
from presslayout.typeset.lines import place
from presslayout.units import pt

if TYPE_CHECKING:
    from presslayout.flow.body import BodyFonts, TextBlock
    from presslayout.flow.inserts import Placing
    from presslayout.flow.job import Job
    from presslayout.page import Item
    from presslayout.spec.issue import Filler, Paragraph

STEP = "补白"
# The row of air above a filler is where its rule stands.
AIR = 1
RULE = pt("0.3")


def insert(filler: Filler, fonts: BodyFonts) -> Insert:
    """A filler as an insert of fixed height at the foot of the last column."""
    lines = sum(len(block.best.lines) for block in _blocks(filler, fonts))
    rows = max(lines, filler.rows - AIR)
    return Insert(f"{STEP} {filler.story.id}", "bottom-right", 1, ((rows, 0, 0),), 0, filler=filler)


def blocks(work: Job, placing: Placing) -> list[Block]:
    """The rule, the words, and what stands beside them."""
    filler, space, hole = placing.insert.filler, work.area, placing.hole
    assert filler is not None
    name = filler.story.id
    x, width = space.span(hole.column, 1)
    set_ = _blocks(filler, work.fonts)
    lines = sum(len(block.best.lines) for block in set_)
    row = hole.bottom - placing.rows + (placing.rows - lines) // 2
    rule = space.row_top(hole.top) + space.em // 2
    made = [
        Block(
            f"{name}/rule",
            "rule",
            (Shape((("M", x, rule), ("L", x + width, rule)), stroke=Stroke(BLACK, RULE)),),
            artifact=True,
        )
    ]
    items: list[Item] = []
    margin = Beside()
    for block in set_:
        for line in block.best.lines:
            at = x + block.inset, space.row_top(row) + block.shaped.ascent
            sizes = work.fonts.reading, space.measure - block.inset
            beside(margin, (block.shaped, line), block.marks, at, sizes)
            items += place(block.shaped, line, *at, offset=block.offset)
            row += 1
    made.append(Block(f"{name}/body", "body", tuple(items), name, "body"))
    if margin.dots:
        made.append(Block(f"{name}/dots", "mark", tuple(margin.dots), name, artifact=True))
    if margin.readings:
        made.append(Block(f"{name}/ruby", "mark", tuple(margin.readings), name))
    return made


def _blocks(filler: Filler, fonts: BodyFonts) -> list[TextBlock]:
    return [text_block(_plain(paragraph), fonts) for paragraph in filler.story.body]


def _plain(paragraph: Paragraph) -> Paragraph:
    """Whatever a filler holds is set as paragraphs; what was a subhead is bold."""
    if paragraph.kind != "subhead":
        return replace(paragraph, kind="paragraph")
    bold = Mark("bold", 0, len(paragraph.text))
    return replace(paragraph, kind="paragraph", marks=(bold,))
