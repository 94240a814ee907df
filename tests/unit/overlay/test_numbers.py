"""Line numbers of a proof: the fifth line of a column is 5, wherever the column stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.assets.outlines import lettering
from presslayout.base.source import Source
from presslayout.base.units import mm, pt
from presslayout.edition.page import Block, Glyphs, Page
from presslayout.overlay.looks import LINE_NUMBER
from presslayout.overlay.numbers import EVERY, line_numbers
from tests.kit import ROOT

if TYPE_CHECKING:
    from presslayout.base.units import Length

LETTERS = lettering(Source(ROOT / "fonts" / "NotoSansSC-Regular.ttf", 0))
EM, PITCH = pt(9), pt(13)
WIDE = 10 * EM
Number = tuple[str, "Length", "Length", "Length"]


def run(x: Length, y: Length, count: int = 10) -> Glyphs:
    xs = tuple(x + EM * n for n in range(count))
    return Glyphs("song", EM, tuple(range(1, count + 1)), xs, (y,), "山" * count)


def column(x: Length, lines: int, top: Length = 0) -> list[Glyphs]:
    return [run(x, top + PITCH * (n + 1)) for n in range(lines)]


def body(*items: Glyphs) -> Block:
    return Block("A/body", "body", items, "A", "body")


def page(*blocks: Block) -> Page:
    return Page(3, "", "", mm(275), mm(390), 0, blocks)


def numbers(*blocks: Block) -> list[Number]:
    """What each number says, where it begins, its baseline, where it ends."""
    found = []
    for shape in line_numbers(page(*blocks), LETTERS):
        assert shape.fill == LINE_NUMBER
        letters = [segment for segment in shape.path if segment[0] == "G"]
        text = "".join(str(segment[1]) for segment in letters)
        _, _, x, y, size = letters[0]
        assert isinstance(x, int)
        assert isinstance(y, int)
        assert isinstance(size, int)
        found.append((text, x, y, x + LETTERS.width(text, size)))
    return found


@settings(max_examples=40)
@given(st.lists(st.integers(1, 24), min_size=1, max_size=4), st.integers(0, 5))
def test_each_column_is_counted_from_its_own_top(lines: list[int], gutter: int) -> None:
    step = WIDE + (gutter + 1) * EM
    # The second column may begin lower than the first ends: under a picture.
    columns = [column(step * n, count, PITCH * (n % 2) * 3) for n, count in enumerate(lines)]
    said = numbers(body(*(one for several in columns for one in several)))
    expected = [
        (str(at), items[at - 1].y[0])
        for items in columns
        for at in range(EVERY, len(items) + 1, EVERY)
    ]
    assert [(text, y) for text, _, y, _ in said] == expected


def test_numbers_stand_before_their_column_clear_of_it_and_end_below_each_other() -> None:
    said = numbers(body(*column(pt(100), 12), *column(pt(100) + 2 * WIDE, 12)))
    assert [text for text, *_ in said] == ["5", "10", "5", "10"]
    assert {end for *_, end in said[:2]} == {pt(100) - pt("1.5")}
    assert {end for *_, end in said[2:]} == {pt(100) + 2 * WIDE - pt("1.5")}


def test_runs_of_one_line_are_one_line() -> None:
    lines = column(0, 5)
    mixed = [
        one
        for n in range(5)
        for one in (run(0, PITCH * (n + 1), 4), run(5 * EM, PITCH * (n + 1), 5))
    ]
    assert numbers(body(*mixed)) == numbers(body(*lines))


def test_lines_that_a_picture_narrows_or_an_indent_moves_count_in_their_column() -> None:
    lines = [run(2 * EM if n in (0, 4) else 0, PITCH * (n + 1), 5) for n in range(6)]
    ((text, x, y, end),) = numbers(body(*lines))
    assert (text, y) == ("5", 5 * PITCH)
    # It ends before the column, not before the indented line.
    assert x < end == -pt("1.5")


def test_what_draws_no_line_counts_as_none() -> None:
    lines = column(0, 5)
    empty = replace(lines[0], ids=(), x=(), text="")
    reading = replace(lines[1], y=tuple(pt(n) for n in range(10)))
    assert numbers(body(empty, *lines[:2], reading, *lines[2:])) == numbers(body(*lines))


def test_bodies_alone_are_numbered() -> None:
    lines = column(0, 5)
    furniture = Block("3/folio", "folio", tuple(lines))
    assert numbers(furniture, replace(body(*lines), artifact=True)) == []
    assert len(numbers(furniture, body(*lines))) == 1


def test_every_body_begins_anew() -> None:
    assert [text for text, *_ in numbers(body(*column(0, 4)), body(*column(0, 6)))] == ["5"]


def upright(middle: Length, top: Length) -> Glyphs:
    """A line that runs downwards: its squares stand about the middle."""
    ys = tuple(top + EM * 88 // 100 + EM * n for n in range(10))
    return Glyphs("song", EM, tuple(range(1, 11)), (middle - EM // 2,), ys, "山" * 10)


def lying(middle: Length, top: Length) -> Glyphs:
    """Western words that lie in such a line."""
    return Glyphs("song", EM, (1, 2), (middle - EM * 38 // 100,), (top, top + EM), "ab", turn=90)


@pytest.mark.parametrize("lines", [5, 11])
def test_vertical_lines_are_counted_from_the_right_tier_by_tier(lines: int) -> None:
    right = pt(300)
    tiers = [[upright(right - PITCH * n, top) for n in range(lines)] for top in (pt(50), pt(200))]
    tiers[0][0:1] = [lying(right, pt(50)), upright(right, pt(50) + 2 * EM)]
    said = numbers(body(*(one for tier in tiers for one in tier)))
    expected = [
        (str(at), top - pt("1.5")) for top in (pt(50), pt(200)) for at in range(5, lines + 1, 5)
    ]
    assert [(text, y) for text, _, y, _ in said] == expected
    for text, x, _, end in said:
        # Over the middle of its line.
        assert abs((x + end) // 2 - (right - PITCH * (int(text) - 1))) <= 1


def test_vertical_numbers_stand_over_their_tier_also_where_a_line_begins_lower() -> None:
    right, top = pt(300), pt(50)
    indent = [upright(right - PITCH * n, top + (2 * EM if n in (0, 4) else 0)) for n in range(5)]
    ((_, x, y, end),) = numbers(body(*indent, lying(right - PITCH * 4, top + 12 * EM)))
    assert y == top - pt("1.5")
    assert abs((x + end) // 2 - (right - PITCH * 4)) <= 1


def test_a_line_that_begins_with_a_lying_word_has_its_number_over_its_middle() -> None:
    right, top = pt(300), pt(50)
    lines = [upright(right - PITCH * n, top) for n in range(4)] + [lying(right - PITCH * 4, top)]
    ((text, x, y, end),) = numbers(body(*lines))
    assert (text, y) == ("5", top - pt("1.5"))
    assert abs((x + end) // 2 - (right - PITCH * 4)) <= 1


def test_a_word_that_lies_in_a_line_is_no_line_of_its_own() -> None:
    right = pt(300)
    plain = [upright(right - PITCH * n, pt(50)) for n in range(5)]
    mixed = [lying(right, pt(50))] + [
        one for run in plain for one in (run, lying(run.x[0] + EM // 2, pt(50) + 11 * EM))
    ]
    assert numbers(body(*mixed)) == numbers(body(lying(right, pt(50)), *plain))
