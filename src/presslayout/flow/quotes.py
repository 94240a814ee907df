"""Pull quotes (提要): a few centred lines between two rules, one column wide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.edition.page import Block, Shape, Stroke
from presslayout.edition.roles import Role
from presslayout.flow.inserts import Insert, Placing
from presslayout.typeset.lines import place, variants
from presslayout.typeset.shape import Font, shape

if TYPE_CHECKING:
    from presslayout.edition.page import Item
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import Story
    from presslayout.typeset.lines import Line
    from presslayout.typeset.shape import Shaped

# A quote is set this much larger than the body, per mille, on lines a row and a half apart.
QUOTE_SIZE = 1350
QUOTE_PITCH = 1500
# Rows of air inside the two rules, above and below together.
QUOTE_AIR = 1
QUOTE_RULE = pt("0.8")


def insert(key: str, text: str, desk: Desk, space: Area, *, optional: bool = False) -> Insert:
    """A quote as an insert of fixed height, wherever it suits the column ends."""
    _, lines = _lines(text, desk, space)
    height = len(lines) * space.pitch * QUOTE_PITCH // 1000
    rows = -(-height // space.pitch) + QUOTE_AIR
    return Insert(key, "", 1, ((rows, 0, 0),), 0, optional=optional)


def block(placing: Placing, story: Story, desk: Desk, space: Area) -> Block:
    """The quote at its place."""
    number = int(placing.insert.key.removeprefix("pullquote-"))
    shaped, lines = _lines(story.pullquotes[number - 1], desk, space)
    hole = placing.hole
    x, width = space.span(hole.column, 1)
    top = space.row_top(placing.row)
    foot = space.row_foot(placing.row + placing.rows - 1)
    size = space.em * QUOTE_SIZE // 1000
    pitch = space.pitch * QUOTE_PITCH // 1000
    first = top + (foot - top - (len(lines) - 1) * pitch - size) // 2 + shaped.ascent
    accent = desk.template.accent
    items: list[Item] = [
        Shape((("M", x, y), ("L", x + width, y)), stroke=Stroke(accent, QUOTE_RULE))
        for y in (top, foot)
    ]
    for row, line in enumerate(lines):
        left = x + (width - line.width * size // 1000) // 2
        items += place(shaped, line, left, first + row * pitch, ink=accent)
    key = placing.insert.key
    return Block(f"{story.id}/{key}", Role.PULLQUOTE, tuple(items), story.id, key)


def _lines(text: str, desk: Desk, space: Area) -> tuple[Shaped, tuple[Line, ...]]:
    size = space.em * QUOTE_SIZE // 1000
    style = desk.template.slots[0].heads.deck
    font = Font(desk.faces.of(style.families), (), size, desk.faces.manner)
    shaped = shape(text, font, spaced=True)
    measure = (space.measure - space.em) * 1000 // size
    best = min(variants(shaped, measure, indent=0), key=lambda v: (v.cost, len(v.lines)))
    return shaped, best.lines
