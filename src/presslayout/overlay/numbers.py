"""Line numbers of a proof: every fifth line of every column, counted from the column's top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.edition.page import Glyphs, Shape
from presslayout.edition.roles import Role
from presslayout.overlay.looks import LINE_NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Page

EVERY = 5
_NUMBER_SIZE = pt(5)
_NUMBER_GAP = pt("1.5")


def line_numbers(page: Page, letters: Lettering) -> Iterator[Shape]:
    """The numbers of all bodies of a page."""
    for block in page.blocks:
        if block.role != Role.BODY or block.artifact:
            continue
        if any(item.turn for item in block.items if isinstance(item, Glyphs)):
            yield from _vertical_numbers(block, letters)
            continue
        for column in _columns(block):
            left = min(x for x, _ in column)
            for number, (_, y) in enumerate(column, 1):
                if number % EVERY == 0:
                    text = str(number)
                    x = left - _NUMBER_GAP - letters.width(text, _NUMBER_SIZE)
                    yield Shape(letters.words(text, x, y, _NUMBER_SIZE), fill=LINE_NUMBER)


def _vertical_numbers(block: Block, letters: Lettering) -> Iterator[Shape]:
    """Numbers over every fifth line of a vertical body, tier by tier."""
    for tier in _tiers(block):
        top = min(y for _, y in tier) - _NUMBER_GAP
        for number, (middle, _) in enumerate(tier, 1):
            if number % EVERY == 0:
                text = str(number)
                x = middle - letters.width(text, _NUMBER_SIZE) // 2
                yield Shape(letters.words(text, x, top, _NUMBER_SIZE), fill=LINE_NUMBER)


def _tiers(block: Block) -> list[list[tuple[Length, Length]]]:
    """Middle and top of each vertical line, tier by tier, as the block's runs follow each other."""
    tiers: list[list[tuple[Length, Length]]] = []
    for item in block.items:
        if not isinstance(item, Glyphs) or not item.ids:
            continue
        # Han stand on the baseline with 0.88 of their square, lying glyphs have it at their side.
        middle = item.x[0] + item.size * (38 if item.turn else 50) // 100
        top = item.y[0] - (0 if item.turn else item.size * 88 // 100)
        if not tiers or middle > tiers[-1][-1][0] + item.size:
            tiers.append([(middle, top)])
        elif middle < tiers[-1][-1][0] - item.size:
            tiers[-1].append((middle, top))
    return tiers


def _columns(block: Block) -> list[list[tuple[Length, Length]]]:
    """Left end and baseline of each line, column by column, as the block's runs follow each other."""
    columns: list[list[tuple[Length, Length]]] = []
    right = 0
    for item in block.items:
        if not isinstance(item, Glyphs) or item.turn or len(item.y) != 1 or not item.ids:
            continue
        x, y = item.x[0], item.y[0]
        end = item.x[-1] + item.size
        if columns and y == columns[-1][-1][1] and x < right + item.size:
            # Another run of the same line.
            right = max(right, end)
            continue
        if columns and y > columns[-1][-1][1] and x < right:
            columns[-1].append((x, y))
            right = max(right, end)
        else:
            columns.append([(x, y)])
            right = end
    return columns
