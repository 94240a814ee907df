"""Line numbers of a proof: every fifth line of every column, counted from the column's top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.edition.locate import FREE, lines_seen
from presslayout.edition.page import Glyphs, Picture, Placed, Shape
from presslayout.edition.roles import Role
from presslayout.overlay.looks import LINE_NUMBER, SMALLEST
from presslayout.overlay.tabs import meet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Page

EVERY = 5
_NUMBER_GAP = pt("1.5")
# Where the gap between columns has no room for figures of this size, there are none.
_LEAST = pt(5)


def line_numbers(
    page: Page, letters: Lettering, size: Length = SMALLEST, taken: Sequence[Box] = ()
) -> Iterator[Shape]:
    """The numbers of all bodies of a page, except where something stands already.

    As large as `size`, smaller where the gap between columns is too narrow for that.  None lies on a
    picture, where nobody could read it.
    """
    lines = lines_seen(page)
    shown = [i.box for b in page.blocks for i in b.items if isinstance(i, Picture | Placed)]
    for block in _bodies(page):
        if any(item.turn for item in block.items if isinstance(item, Glyphs)):
            yield from _vertical_numbers(block, letters, size, taken)
            continue
        for column in _columns(block):
            left = min(x for x, _ in column)
            for number, (_, y) in enumerate(column, 1):
                if number % EVERY:
                    continue
                text = str(number)
                wide = letters.width(text, size)
                room = lines.room(left, y - size, y)
                room = min(room, _beside(shown, left, y - size, y))
                # Half of the air on each side of it is given up before it is made smaller.
                fitting = min(size, size * max(room - _NUMBER_GAP // 2, 0) // wide)
                wide = letters.width(text, fitting)
                x = left - min(_NUMBER_GAP, max(0, (room - wide) // 2)) - wide
                if fitting >= _LEAST and not _meets(Box(x, y - fitting, wide, fitting), taken):
                    yield Shape(letters.words(text, x, y, fitting), fill=LINE_NUMBER)


def _bodies(page: Page) -> list[Block]:
    """The bodies of a page; one that is parted by the markers of its lists is one."""
    found: dict[str, Block] = {}
    for block in page.blocks:
        if block.role == Role.BODY and not block.artifact:
            known = found.get(block.story)
            items = (*known.items, *block.items) if known is not None else block.items
            found[block.story] = replace(known or block, items=items)
    return list(found.values())


def _beside(shown: Sequence[Box], x: Length, top: Length, bottom: Length) -> Length:
    """How far to the left of a place no picture is, between two heights."""
    near = (x - box.right for box in shown if box.y < bottom and top < box.bottom)
    return min((room for room in near if room >= 0), default=FREE)


def _meets(box: Box, taken: Sequence[Box]) -> bool:
    return any(meet(box, other) for other in taken)


def _vertical_numbers(
    block: Block, letters: Lettering, size: Length, taken: Sequence[Box]
) -> Iterator[Shape]:
    """Numbers over every fifth line of a vertical body, tier by tier."""
    for tier in _tiers(block):
        top = min(y for _, y in tier) - _NUMBER_GAP
        for number, (middle, _) in enumerate(tier, 1):
            if number % EVERY == 0:
                text = str(number)
                wide = letters.width(text, size)
                x = middle - wide // 2
                if not _meets(Box(x, top - size, wide, size), taken):
                    yield Shape(letters.words(text, x, top, size), fill=LINE_NUMBER)


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
