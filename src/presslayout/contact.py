"""Pages side by side on one sheet, each with what is to be said of it.  Pages to Page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presslayout.page import (
    BLACK,
    FULL,
    Block,
    Box,
    Ink,
    Page,
    Shape,
    Stroke,
    at,
    rectangle,
)
from presslayout.units import mm, pt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.assets.outlines import Lettering

# An A3 sheet, three pages in a row, words below each.
WIDTH, HEIGHT = mm(420), mm(297)
MARGIN, GUTTER = mm(10), mm(8)
ACROSS = 3
TITLE, WORDS, LEADING = pt(11), pt("7.5"), pt("10.5")
LINES = 4
GREY = Ink(k=650)
_EDGE = Stroke(Ink(k=300), pt("0.4"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A page of the sheet: the page, its title, and lines of what speaks for and against it."""

    page: Page
    title: str
    lines: tuple[str, ...]


def sheet(shown: Sequence[Shown], letters: Lettering) -> Page:
    """The contact sheet; as high as its pages need where an A3 sheet is too low."""
    wide = (WIDTH - 2 * MARGIN - (ACROSS - 1) * GUTTER) // ACROSS
    words = TITLE + LEADING // 2 + LINES * LEADING
    rows = -(-len(shown) // ACROSS)
    highest = max((one.page.height * wide // one.page.width for one in shown), default=0)
    room = (HEIGHT - 2 * MARGIN - (rows - 1) * GUTTER) // max(rows, 1) - words
    high = min(highest, max(room, highest * 6 // 10))
    step = high + words + GUTTER
    blocks: list[Block] = []
    for number, one in enumerate(shown):
        row, column = divmod(number, ACROSS)
        cell = Box(MARGIN + column * (wide + GUTTER), MARGIN + row * step, wide, high)
        blocks += _page(one, number + 1, cell)
        blocks.append(_words(one, number + 1, cell, letters))
    height = max(HEIGHT, 2 * MARGIN + rows * step - GUTTER)
    return Page(1, "", "", WIDTH, height, 0, tuple(blocks))


def _page(one: Shown, number: int, cell: Box) -> Iterator[Block]:
    page = one.page
    scale = min(cell.width * FULL // page.width, cell.height * FULL // page.height)
    edge = Box(cell.x, cell.y, page.width * scale // FULL, page.height * scale // FULL)
    frame = Shape(rectangle(edge), stroke=_EDGE)
    yield Block(f"{number}/edge", "rule", (frame,), artifact=True)
    for block in page.blocks:
        items = tuple(at(item, cell.x, cell.y, scale) for item in block.items)
        yield replace(block, id=f"{number}/{block.id}", items=items)


def _words(one: Shown, number: int, cell: Box, letters: Lettering) -> Block:
    y = cell.bottom + TITLE + LEADING // 2
    items = [Shape(letters.path(one.title, cell.x, y, TITLE), fill=BLACK)]
    lines = [part for line in one.lines for part in letters.lines(line, cell.width, WORDS)]
    for row, line in enumerate(lines[:LINES], 1):
        if line:
            path = letters.path(line, cell.x, y + row * LEADING, WORDS)
            items.append(Shape(path, fill=GREY))
    return Block(f"{number}/words", "label", tuple(items), artifact=True)
