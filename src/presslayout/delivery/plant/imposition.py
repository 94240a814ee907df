"""Pages two on a sheet, as they lie before folding (拼大版).  Pages to Page.

A section of n pages is folded from n/4 sheets, one inside the other (套折): the outer side of the
first bears the last page left and the first right, its inner side the second and the last but one.
Or each sheet is folded by itself (单折) and they follow each other: 1 to 4, 5 to 8.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from presslayout.base.values import frozen, replace
from presslayout.edition.bleeding import ended
from presslayout.edition.page import Glyphs, Page, Picture, Placed, Shape, at, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Item


class SpreadError(ValueError):
    """A spread whose halves would be printed on two sides."""


# A sheet has two sides of two pages each.
PAGES_A_SHEET = 4


@frozen
class Side:
    """One side of a sheet: the numbers of its pages, left and right, and the two as one page.

    `spine` is where they meet; `missing` are the pages that the edition does not hold, left blank;
    `crossing` names the blocks that reach over the spine into the other page.
    """

    numbers: tuple[int, int]
    page: Page
    spine: Length
    missing: tuple[int, ...]
    crossing: tuple[str, ...]


def pairs(count: int, *, nested: bool = True) -> tuple[tuple[int, int], ...]:
    """The numbers of the pages of every side, left and right, outermost or first sheet first.

    A count that does not fill the last sheet is filled up with blank pages.
    """
    count = -(-count // PAGES_A_SHEET) * PAGES_A_SHEET
    if not nested:
        return tuple(
            (n + left, n + right)
            for n in range(0, count, PAGES_A_SHEET)
            for left, right in pairs(PAGES_A_SHEET)
        )
    found = []
    for first in range(1, count // 2, 2):
        last = count + 1 - first
        found += [(last, first), (first + 1, last - 1)]
    return tuple(found)


def sides(
    pages: Sequence[Page],
    count: int,
    *,
    nested: bool = True,
    spreads: frozenset[int] = frozenset(),
) -> tuple[Side, ...]:
    """Every side on which a page of the edition stands; `count` is the day's number of pages.

    `spreads` stand for the next number too.  SpreadError with the number of one that does not lie
    on one side, ValueError where two pages that meet differ in size or bleed.
    """
    by_number = {page.number: page for page in pages}
    over = {n + 1: by_number[n] for n in spreads if n in by_number}
    found = pairs(max(count, *by_number, *over), nested=nested)
    for number in sorted(over):
        if (number - 1, number) not in found:
            raise SpreadError(number - 1)
    return tuple(
        _spread(number, numbers, over[numbers[1]])
        if numbers[1] in over
        else _side(number, numbers, by_number)
        for number, numbers in enumerate(found, 1)
        if by_number.keys() & set(numbers)
    )


def _spread(number: int, numbers: tuple[int, int], page: Page) -> Side:
    label = "-".join(str(n) for n in numbers)
    return Side(numbers, replace(page, number=number, label=label), page.width // 2, (), ())


def _side(number: int, numbers: tuple[int, int], known: dict[int, Page]) -> Side:
    there = [ended(known[n], left=n == numbers[0]) for n in numbers if n in known]
    if len({(page.width, page.height, page.bleed) for page in there}) > 1:
        raise ValueError(numbers)
    one = there[0]
    lefts = dict(zip(numbers, (0, one.width), strict=True))
    # Blocks follow each other as the pages do, so that a story's text stays in order.
    blocks = tuple(
        replace(block, items=tuple(at(item, lefts[page.number], 0) for item in block.items))
        for page in sorted(there, key=lambda page: page.number)
        for block in page.blocks
    )
    label = "-".join(str(n) for n in numbers)
    whole = Page(number, label, one.template, 2 * one.width, one.height, one.bleed, blocks)
    missing = tuple(n for n in numbers if n not in known)
    crossing = tuple(
        block.id
        for page in there
        for block in page.blocks
        if any(_over(item, page.width, left=page.number == numbers[0]) for item in block.items)
    )
    return Side(numbers, whole, one.width, missing, crossing)


def _over(item: Item, width: Length, *, left: bool) -> bool:
    """Whether an item of the left or the right page reaches into the other."""
    match item:
        case Glyphs():
            return bool(item.x) and (max(item.x) > width if left else min(item.x) < 0)
        case Picture() | Placed():
            return item.box.right > width if left else item.box.x < 0
        case Shape():
            across = [x for segment in item.path for x, _ in points(segment)]
            return max(across) > width if left else min(across) < 0
        case _:
            assert_never(item)
