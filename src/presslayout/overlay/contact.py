"""Pages side by side on one sheet, each with what is to be said of it.  Pages to Page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, WHITE, Ink
from presslayout.edition.page import FULL, Block, Page, Shape, Stroke, at, rectangle
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.assets.outlines import Lettering

# As wide as an A3 sheet lies, three pages in a row, words below each; as high as that makes it.
WIDTH = mm(420)
MARGIN, GUTTER = mm(10), mm(8)
ACROSS = 3
HEADING, TITLE, WORDS, LEADING = pt(13), pt(12), pt("8.5"), pt(12)
# The square that bears a page's number.
BADGE = pt(20)
# Lines of words below a page: what speaks for it, what speaks against it.
GOOD_LINES, BAD_LINES = 2, 2
GOOD, BAD = Ink(k=1000), Ink(c=0, m=900, y=800, k=150)
_EDGE = Stroke(Ink(k=400), pt("0.4"))


@frozen
class Offer:
    """A page of the sheet and its number there, its title, what speaks for it and what against it."""

    page: Page
    title: str
    good: str
    bad: str
    number: int


def sheet(heading: str, shown: Sequence[Offer], letters: Lettering) -> Page:
    """The contact sheet, its pages in their order."""
    wide = (WIDTH - 2 * MARGIN - (ACROSS - 1) * GUTTER) // ACROSS
    high = max((one.page.height * wide // one.page.width for one in shown), default=0)
    words = BADGE + LEADING // 2 + (GOOD_LINES + BAD_LINES) * LEADING
    top = MARGIN + 2 * HEADING
    step = high + words + GUTTER
    path = letters.path(heading, MARGIN, MARGIN + HEADING, HEADING)
    blocks = [Block("heading", Role.LABEL, (Shape(path, fill=BLACK),), artifact=True)]
    for number, one in enumerate(shown):
        row, column = divmod(number, ACROSS)
        cell = Box(MARGIN + column * (wide + GUTTER), top + row * step, wide, high)
        blocks += _page(one, number + 1, cell)
        blocks.append(_words(one, number + 1, cell, letters))
    rows = -(-len(shown) // ACROSS)
    return Page(1, "", "", WIDTH, top + rows * step + MARGIN - GUTTER, 0, tuple(blocks))


def _page(one: Offer, number: int, cell: Box) -> Iterator[Block]:
    page = one.page
    scale = min(cell.width * FULL // page.width, cell.height * FULL // page.height)
    edge = Box(cell.x, cell.y, page.width * scale // FULL, page.height * scale // FULL)
    frame = Shape(rectangle(edge), stroke=_EDGE)
    yield Block(f"{number}/edge", Role.RULE, (frame,), artifact=True)
    for block in page.blocks:
        items = tuple(at(item, cell.x, cell.y, scale) for item in block.items)
        yield replace(block, id=f"{number}/{block.id}", items=items)


def _words(one: Offer, number: int, cell: Box, letters: Lettering) -> Block:
    top = cell.bottom + LEADING // 2
    badge = Box(cell.x, top, BADGE, BADGE)
    told = str(one.number)
    inside = cell.x + (BADGE - letters.width(told, TITLE)) // 2
    base = top + (BADGE + TITLE * 7 // 10) // 2
    items = [
        Shape(rectangle(badge), fill=BLACK),
        Shape(letters.path(told, inside, base, TITLE), fill=WHITE),
        Shape(letters.path(one.title, badge.right + BADGE // 3, base, TITLE), fill=BLACK),
    ]
    y = badge.bottom
    for text, most, ink in ((one.good, GOOD_LINES, GOOD), (one.bad, BAD_LINES, BAD)):
        lines = letters.lines(text, cell.width, WORDS) if text else []
        if len(lines) > most:
            lines = [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
        for line in lines:
            y += LEADING
            items.append(Shape(letters.path(line, cell.x, y, WORDS), fill=ink))
    return Block(f"{number}/words", Role.LABEL, tuple(items), artifact=True)
