from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.flow.grid import area, bar_lift, panel
from presslayout.issue.lattice import slot_box, type_area
from presslayout.issue.load import templates
from presslayout.issue.template import Range
from presslayout.issue.workspace import Workspace
from tests import kit

if TYPE_CHECKING:
    from presslayout.issue.template import Template


def test_six_base_columns_reset_as_four_hold_eighteen_characters() -> None:
    space = area(kit.template(), kit.slot("头条", (6, 55), split=4), 0)
    assert space.measure == 18 * kit.EM
    assert len(space.columns) == 4


def test_the_remainder_of_a_reset_goes_to_the_gutters_equally() -> None:
    space = area(kit.template(), kit.slot("头条", (6, 55), split=4), 0)
    gutters = [
        b - a - space.measure for a, b in zip(space.columns, space.columns[1:], strict=False)
    ]
    assert sum(gutters) == 77 * kit.EM - 4 * 18 * kit.EM
    assert max(gutters) - min(gutters) <= 1


def test_columns_end_flush_with_the_type_area() -> None:
    design = kit.template()
    space = area(design, kit.slot("头条", (6, 55), split=5), 0)
    assert space.columns[-1] + space.measure == type_area(design).right


def test_a_frame_insets_one_character_and_half_a_row_on_the_grid() -> None:
    design = kit.template()
    space = area(design, kit.slot("二条", (57, 76), split=4, frame=pt("0.5")), pt("0.5"))
    assert space.frame is not None
    assert space.columns[0] - space.frame.x == kit.EM
    assert space.frame.right - space.columns[-1] - space.measure == kit.EM
    assert space.top - space.frame.y == kit.PITCH // 2
    assert (space.top - type_area(design).y) % kit.PITCH == 0
    assert space.frame.bottom - space.row_foot(space.rows - 1) == kit.EM
    assert space.rows == 19


def test_a_slot_over_two_base_columns_keeps_their_places() -> None:
    design = kit.template()
    whole = area(design, kit.slot("头条", (1, 9)), 0)
    part = area(design, kit.slot("二条", (1, 9), (3, 4)), 0)
    assert part.columns == whole.columns[2:4]
    assert slot_box(design, kit.slot("二条", (1, 9), (3, 4))).x == whole.columns[2]


SHIPPED = templates(Workspace(kit.ROOT, kit.ROOT))
NEWSPAPER = [one for one in SHIPPED if not one.fold]


@pytest.mark.parametrize("design", SHIPPED, ids=lambda one: one.name)
def test_the_base_columns_of_every_page_that_ships_are_a_newspaper_s(design: Template) -> None:
    """RULES N1, N2: 11 to 13 characters, a gutter of one or two, and nothing left of the page."""
    assert 11 <= design.base_cells <= 13
    assert 1 <= design.gutter_cells <= 2
    sides = 2 if design.fold else 1
    columns = design.base_columns // sides
    used = columns * design.base_cells + (columns - 1) * design.gutter_cells
    assert sides * used * design.body.size == type_area(design).width - design.fold


@pytest.mark.parametrize("design", NEWSPAPER, ids=lambda one: one.name)
def test_a_block_over_some_columns_set_as_one_holds_their_cells_and_gutters(
    design: Template,
) -> None:
    """RULES N1: m·n + (m−1)·gutter characters, flush with the base columns at both ends."""
    base = area(design, kit.slot("头条", (1, 9), (1, design.base_columns)), 0).columns
    for count in range(1, design.base_columns + 1):
        for first in range(1, design.base_columns - count + 2):
            last = first + count - 1
            space = area(design, kit.slot("头条", (1, 9), (first, last), split=1), 0)
            cells = count * design.base_cells + (count - 1) * design.gutter_cells
            assert space.measure == cells * design.body.size
            assert space.columns == (base[first - 1],)


@pytest.mark.parametrize("design", NEWSPAPER, ids=lambda one: one.name)
def test_columns_of_a_reset_are_whole_characters_and_its_gutters_alike(design: Template) -> None:
    """RULES G1, C6, N2: floor((m·w + (m−1)·g − (n−1)·g′) / n / size) cells, in any reset."""
    size = design.body.size
    for split in range(1, design.base_columns + 1):
        space = area(design, kit.slot("头条", (1, 9), (1, design.base_columns), split=split), 0)
        whole = type_area(design)
        assert space.measure % size == 0
        ends = [x + space.measure for x in space.columns]
        gutters = [b - a for a, b in zip(ends[:-1], space.columns[1:], strict=True)]
        assert all(gutter >= design.gutter_cells * size for gutter in gutters)
        assert not gutters or max(gutters) - min(gutters) <= 1
        # One character more a column, and the gutters would be too narrow.
        room = whole.width - (split - 1) * design.gutter_cells * size
        assert split * (space.measure + size) > room
        assert space.columns[0] == whole.x
        assert split == 1 or ends[-1] == whole.right


@pytest.mark.parametrize("content", ["picture", "ad", "public-ad", "masthead", "section"])
@pytest.mark.parametrize("last", [76, 70])
def test_a_frame_beside_a_picture_begins_and_ends_where_that_does(content: str, last: int) -> None:
    box = kit.slot("二条", (57, 76), (1, 3), split=2, frame=pt("0.5"))
    beside = kit.slot("图", (57, last), (4, 6), content)
    design = kit.template(box, beside)
    space = area(design, box, pt("0.5"))
    assert space.frame is not None
    assert space.frame.y == panel(design, beside).y
    assert space.top - space.frame.y == kit.PITCH
    if last == 76:
        assert space.frame.bottom == panel(design, beside).bottom
        assert space.frame.bottom - space.row_foot(space.rows - 1) == kit.PITCH
    # Text keeps the rows that it has beside a story.
    alone = area(kit.template(box), box, pt("0.5"))
    assert (space.top, space.rows) == (alone.top, alone.rows - (last == 76))


def test_a_frame_beside_a_framed_ad_stands_as_ever() -> None:
    box = kit.slot("二条", (57, 76), (1, 3), split=2, frame=pt("0.5"))
    beside = kit.slot("广告", (57, 76), (4, 6), "ad", frame=pt("0.5"))
    design = kit.template(box, beside)
    assert area(design, box, pt("0.5")).frame == area(kit.template(box), box, pt("0.5")).frame


BOX = kit.slot("二条", (21, 44), (5, 6), split=1, frame=pt("0.5"))


def test_a_frame_beside_a_rubric_begins_at_its_bar() -> None:
    """One line for both (PAGES, "The grid"): half a row apart they look like a mistake."""
    rubric = replace(kit.slot("头条", (21, 44), (1, 4)), barred=True)
    alone = area(kit.template(BOX, replace(rubric, barred=False)), BOX, BOX.frame)
    design = kit.template(BOX, rubric)
    space = area(design, BOX, BOX.frame)
    assert space.frame is not None
    assert alone.frame is not None
    assert bar_lift(design, rubric) == 0
    assert space.frame.y == slot_box(design, rubric).y
    assert alone.frame.y - space.frame.y == kit.PITCH // 2
    # Its text keeps its rows, and it ends where it did.
    assert (space.top, space.rows) == (alone.top, alone.rows)
    assert space.frame.bottom == alone.frame.bottom


def test_a_frame_begins_at_the_first_row_of_the_rectangle_beside_it() -> None:
    parts = (Range((7, 20), (1, 6)), Range((21, 44), (1, 4)))
    whole = replace(kit.slot("头条", (7, 44), (1, 6)), parts=parts)
    design = kit.template(whole, BOX)
    space, text = area(design, BOX, BOX.frame), area(design, whole, 0)
    assert space.frame is not None
    assert space.frame.y == text.row_top(20 - 6)
    lower = replace(BOX, rows=(22, 44))
    moved = area(kit.template(whole, lower), lower, BOX.frame)
    assert moved.frame is not None
    assert moved.frame.y - text.row_top(21 - 6) == kit.PITCH // 2


@pytest.mark.parametrize("own", [False, True])
def test_the_bar_over_a_rubric_stands_on_the_hairlines_of_its_row(*, own: bool) -> None:
    line = pt("0.3")
    rubric = replace(kit.slot("头条", (21, 44), (1, 4)), barred=True, rule=line if own else 0)
    beside = replace(kit.slot("二条", (21, 44), (5, 6)), rule=0 if own else line)
    below = replace(kit.slot("三条", (47, 76)), rule=pt(2))
    design = kit.template(rubric, beside, below)
    assert bar_lift(design, rubric) == kit.PITCH // 2 + line // 2
    # In a frame it stands under that, wherever lines do.
    assert bar_lift(design, replace(rubric, frame=pt("0.5"))) == 0
    boxed = kit.template(rubric, beside, replace(BOX, name="四条"))
    space = area(boxed, replace(BOX, name="四条"), BOX.frame)
    assert space.frame is not None
    assert slot_box(boxed, rubric).y - space.frame.y == kit.PITCH // 2
