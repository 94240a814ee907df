from __future__ import annotations

from presslayout.flow.grid import area
from presslayout.spec.lattice import slot_box, type_area
from presslayout.units import pt
from tests import kit


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
    assert space.frame.bottom - space.row_foot(space.rows - 1) == kit.PITCH // 2
    assert space.rows == 19


def test_a_slot_over_two_base_columns_keeps_their_places() -> None:
    design = kit.template()
    whole = area(design, kit.slot("头条", (1, 9)), 0)
    part = area(design, kit.slot("二条", (1, 9), (3, 4)), 0)
    assert part.columns == whole.columns[2:4]
    assert slot_box(design, kit.slot("二条", (1, 9), (3, 4))).x == whole.columns[2]
