"""Fact boxes (资料框): a title, paragraphs, lists and tables in their own style, tinted or framed.

The text stands on the page's rows, 1字 in from the box left and right and one row above and below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Shape, Stroke, rectangle
from presslayout.edition.roles import ParagraphKind, Role
from presslayout.flow import fillers, tables
from presslayout.flow.blocks import grouped
from presslayout.flow.body import BodyFonts, TextBlock, text_block
from presslayout.flow.emphasis import Beside, reading_size, threaded
from presslayout.flow.grid import column_cells
from presslayout.flow.inserts import Insert
from presslayout.flow.tables import TableBlock
from presslayout.issue.issue import Paragraph
from presslayout.typeset import headline
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Item
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.flow.inserts import Placing
    from presslayout.issue.issue import FactBox, Story
    from presslayout.typeset.headline import Heading

PREFIX = Role.FACTBOX.value
# Rows of air above and below the text, inside the box.
AIR = 1
# A title is this much larger than the box's text at most, per mille, and takes so many rows a line.
TITLE_SIZE, TITLE_ROWS = 1500, 2
TITLE_LINES = 2
# Its first line is indented like the body's.
INDENT = 2000


@frozen
class _Set:
    """A box's words, set to its inner width.

    A title too long for its lines is `plain`: text in its own face, which keeps all its words.
    """

    title: Heading | None
    plain: TextBlock | None
    blocks: tuple[TextBlock | TableBlock, ...]
    fonts: BodyFonts
    inset: Length

    @property
    def title_rows(self) -> int:
        if self.plain is not None:
            return _height(self.plain)
        return TITLE_ROWS + len(self.title.lines) - 1 if self.title else 0

    @property
    def rows(self) -> int:
        return self.title_rows + sum(map(_height, self.blocks)) + 2 * AIR


def _height(block: TextBlock | TableBlock) -> int:
    return block.rows if isinstance(block, TableBlock) else len(block.best.lines)


def insert(number: int, box: FactBox, desk: Desk, space: Area) -> Insert:
    """A box as an insert of fixed height: as its text needs, or as high as it is locked."""
    count = len(space.columns)
    span = min(box.columns or 1, count)
    first = min(box.spot[0] - 1, count - span) if box.spot else 0
    _, width = space.span(first, span)
    rows = _set(box, width, desk, space).rows
    high = max(rows, (box.rows or 0) if box.lock else 0)
    return Insert(
        f"{PREFIX}-{number}",
        box.at,
        span,
        ((high, 0, 0),),
        0,
        spot=box.spot,
        folded=space.crosses(first, span),
        locked=box.lock is not None,
        short=max(rows - (box.rows or rows), 0) if box.lock else 0,
        optional=box.optional,
    )


def blocks(placing: Placing, story: Story, desk: Desk, space: Area) -> list[Block]:
    """The box, its title and its text at their places."""
    key = placing.insert.key
    number = int(key.removeprefix(f"{PREFIX}-"))
    box = story.factboxes[number - 1]
    hole = placing.hole
    x, width = space.span(hole.column, hole.span)
    found = _set(box, width, desk, space)
    row = placing.row
    top, foot = space.row_top(row), space.row_foot(row + placing.rows - 1)
    made: list[Block] = []
    stroke = Stroke(BLACK, box.frame) if box.frame else None
    if box.tint is not None or stroke is not None:
        shape = Shape(rectangle(Box(x, top, width, foot - top)), fill=box.tint, stroke=stroke)
        made.append(Block(f"{story.id}/{key}-box", Role.RULE, (shape,), story.id, artifact=True))
    row += AIR
    inner = width - 2 * found.inset
    if found.title is not None:
        pitch = found.title.size * 1150 // 1000
        high = found.title.size + (len(found.title.lines) - 1) * pitch
        begin = space.row_top(row) + (found.title_rows * space.pitch - high) // 3
        baselines = tuple(
            begin + found.title.ascent + n * pitch for n in range(len(found.title.lines))
        )
        items = headline.place_heading(
            found.title,
            x + found.inset,
            baselines,
            inner,
            align="start",
            ink=desk.template.subhead.text.ink,
        )
        part = f"{PREFIX}-title-{number}"
        made.append(Block(f"{story.id}/{part}", Role.FACTBOX, tuple(items), story.id, part))
    margin = Beside()
    if found.plain is not None:
        part = f"{PREFIX}-title-{number}"
        words = fillers.lines([found.plain], (x + found.inset, row), space, found.fonts, margin)
        made.append(Block(f"{story.id}/{part}", Role.FACTBOX, tuple(words), story.id, part))
    body: list[Item] = []
    row += found.title_rows
    for block in found.blocks:
        place = x + found.inset, row
        if isinstance(block, TableBlock):
            body += tables.drawn(block, place, space, found.fonts, margin)
        else:
            body += fillers.lines([block], place, space, found.fonts, margin)
        row += _height(block)
    name = f"{story.id}/{key}"
    made += threaded(Block(name, Role.FACTBOX, tuple(body), story.id, key), name, margin)
    return [*made, *fillers.beside_blocks(f"{story.id}/{key}", story.id, margin)]


def _set(box: FactBox, width: Length, desk: Desk, space: Area) -> _Set:
    style = desk.template.factbox
    size = min(style.largest, space.em)
    inset = space.em if box.frame or box.tint is not None else 0
    inner = column_cells(width - 2 * inset, size)
    faces = desk.faces.of(desk.template.subhead.text.families)
    text = Font(desk.faces.of(style.families), faces, size, desk.faces.manner)
    fonts = BodyFonts(text, inner * 1000, INDENT, inner * size, reading_size(size, space.pitch))
    title = plain = None
    if box.title:
        title = headline.fit(
            box.title,
            faces,
            width=width - 2 * inset,
            smallest=size // 2,
            largest=size * TITLE_SIZE // 1000,
            max_lines=TITLE_LINES,
            display=headline.LABEL,
        )
    if box.title and title is None:
        own = replace(fonts, text=Font(faces, (), size, desk.faces.manner))
        plain = text_block(Paragraph(ParagraphKind.SUBHEAD, box.title, 0), own)
    spare = (width - 2 * inset - inner * size) // 2
    return _Set(title, plain, tuple(_blocks(box, fonts)), fonts, inset + spare)


def _blocks(box: FactBox, fonts: BodyFonts) -> Iterator[TextBlock | TableBlock]:
    """Its paragraphs and tables; the cells of a table too wide for the box as paragraphs."""
    for group in grouped(box.body):
        made = tables.table(group, fonts) if group[0].kind == ParagraphKind.CELL else None
        yield from made or fillers.plain_blocks(group, fonts)


def wide(placing: Placing, story: Story, desk: Desk, space: Area) -> Paragraph | None:
    """The first cell of a table that a box is too narrow for; None where there is none."""
    box = story.factboxes[int(placing.insert.key.removeprefix(f"{PREFIX}-")) - 1]
    _, width = space.span(placing.hole.column, placing.hole.span)
    laid = {b.offset for b in _set(box, width, desk, space).blocks if isinstance(b, TextBlock)}
    return next((p for p in box.body if p.kind == ParagraphKind.CELL and p.offset in laid), None)
