"""Two pages on a side, as a folded section lies before it is folded."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.geometry import Box
from presslayout.base.units import mm
from presslayout.delivery.plant.imposition import SpreadError, pairs, sides
from presslayout.edition.page import Block, Page, Shape, rectangle


def page(number: int, *boxes: Box, height: int = mm(390), bleed: int = 0) -> Page:
    items = tuple(Shape(rectangle(box)) for box in boxes)
    return Page(number, "", "", mm(275), height, bleed, (Block(f"{number}/rule", "rule", items),))


def folded(numbers: tuple[tuple[int, int], ...]) -> list[int]:
    """The pages as a reader turns them: sheets inside each other, sides back to back."""
    sheets = list(zip(numbers[::2], numbers[1::2], strict=True))
    first = [n for outer, inner in sheets for n in (outer[1], inner[0])]
    last = [n for outer, inner in reversed(sheets) for n in (inner[1], outer[0])]
    return first + last


def test_four_pages_make_one_sheet() -> None:
    assert pairs(4) == ((4, 1), (2, 3))
    assert pairs(8) == ((8, 1), (2, 7), (6, 3), (4, 5))


@given(st.integers(1, 100))
def test_a_folded_section_reads_in_order(count: int) -> None:
    whole = -(-count // 4) * 4
    assert folded(pairs(count)) == list(range(1, whole + 1))


def test_pages_that_are_not_there_leave_their_half_blank() -> None:
    outer, inner = sides([page(3), page(4)], 4)
    assert (outer.numbers, outer.missing) == ((4, 1), (1,))
    assert (inner.numbers, inner.missing) == ((2, 3), (2,))
    assert outer.page.width == 2 * mm(275)
    assert outer.spine == mm(275)


def test_the_right_page_is_moved_by_a_page_and_nothing_else_is() -> None:
    box = Box(mm(10), mm(20), mm(30), mm(40))
    (_, inner) = sides([page(n, box) for n in (1, 2, 3, 4)], 4)
    left, right = inner.page.blocks
    assert (left.id, right.id) == ("2/rule", "3/rule")
    assert left.items == (Shape(rectangle(box)),)
    moved = Box(mm(285), mm(20), mm(30), mm(40))
    assert right.items == (Shape(rectangle(moved)),)


def test_blocks_follow_the_pages_not_the_places() -> None:
    (outer,) = sides([page(4, Box(0, 0, 1, 1)), page(1, Box(0, 0, 1, 1))], 4)
    assert [block.id for block in outer.page.blocks] == ["1/rule", "4/rule"]


def test_what_reaches_over_the_spine_is_named() -> None:
    over = Box(mm(260), 0, mm(18), mm(10))
    (outer, inner) = sides([page(4, over, bleed=mm(3)), page(2, over, bleed=mm(3))], 4)
    assert outer.crossing == ("4/rule",)
    assert inner.crossing == ("2/rule",)
    (outer,) = sides([page(1, over, bleed=mm(3))], 4)
    assert outer.crossing == ()


def test_pages_that_meet_are_of_one_size() -> None:
    with pytest.raises(ValueError, match="4"):
        sides([page(4), page(1, height=mm(400))], 4)


def test_sheets_folded_each_by_itself_follow_each_other() -> None:
    assert pairs(4, nested=False) == pairs(4)
    assert pairs(8, nested=False) == ((4, 1), (2, 3), (8, 5), (6, 7))
    assert pairs(10, nested=False)[-1] == (10, 11)


def test_a_spread_is_a_side_of_its_own() -> None:
    wide = replace(page(2, Box(mm(200), 0, mm(150), mm(10))), width=mm(550))
    (outer, inner) = sides([page(1), wide, page(4)], 4, spreads=frozenset({2}))
    assert (inner.numbers, inner.missing, inner.crossing) == ((2, 3), (), ())
    assert (inner.page.width, inner.spine) == (mm(550), mm(275))
    assert inner.page.blocks == wide.blocks
    assert outer.numbers == (4, 1)


def test_a_spread_that_would_be_cut_in_two_is_refused() -> None:
    wide = replace(page(2), width=mm(550))
    with pytest.raises(SpreadError, match="2"):
        sides([wide], 8, spreads=frozenset({2}))
    assert sides([wide], 8, nested=False, spreads=frozenset({2}))
