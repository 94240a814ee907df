"""Paths (ISO 32000-1, 8.5.2): what each operator adds, in the space behind a matrix."""

from __future__ import annotations

import pytest

from presslayout.preflight.pdf.matrix import IDENTITY, Matrix
from presslayout.preflight.pdf.paths import PATHS, Path
from presslayout.preflight.pdf.regions import EVEN_ODD, WINDING

Step = tuple[str, list[float]]
START: Step = ("m", [0, 0])


def path(*steps: Step, matrix: Matrix = IDENTITY) -> Path:
    made = Path()
    for name, numbers in steps:
        made.extend(name, numbers, matrix)
    return made


def test_lines_go_on_from_where_the_path_is() -> None:
    assert path(START, ("l", [10, 0]), ("l", [10, 5])).drawn() == [[(0, 0), (10, 0), (10, 5)]]


def test_a_move_begins_a_contour_and_closing_leads_back_to_it() -> None:
    made = path(START, ("l", [9, 0]), ("h", []), ("m", [1, 1]), ("l", [2, 2]), ("h", []))
    assert made.drawn() == [[(0, 0), (9, 0), (0, 0)], [(1, 1), (2, 2), (1, 1)]]


def test_a_rectangle_is_closed() -> None:
    square = [(1, 2), (4, 2), (4, 6), (1, 6), (1, 2)]
    assert path(("re", [1, 2, 3, 4])).drawn() == [square]


def test_numbers_stand_behind_the_matrix_of_their_moment() -> None:
    made = path(START, ("l", [1, 1]), matrix=(2, 0, 0, 3, 10, 20))
    assert made.drawn() == [[(10, 20), (12, 23)]]


def test_what_has_no_beginning_draws_nothing() -> None:
    for step in (("l", [1, 1]), ("c", [1, 1, 2, 2, 3, 3]), ("h", [])):
        assert path(step).drawn() == []


@pytest.mark.parametrize("end", [(30.0, 0.0), (30.0, 30.0)])
def test_short_curves_are_long_ones_with_a_corner_left_out(end: tuple[float, float]) -> None:
    corner = [10.0, 20.0]
    from_here = path(START, ("v", [*corner, *end])).drawn()
    to_there = path(START, ("y", [*corner, *end])).drawn()
    assert from_here == path(START, ("c", [0, 0, *corner, *end])).drawn()
    assert to_there == path(START, ("c", [*corner, *end, *end])).drawn()
    assert from_here != to_there
    assert from_here[0][-1] == to_there[0][-1] == end


def test_a_curve_keeps_between_its_corners() -> None:
    (contour,) = path(START, ("c", [0, 10, 10, 10, 10, 0])).drawn()
    # It rises to three quarters of its handles.
    assert max(y for _, y in contour) == pytest.approx(7.5, abs=0.1)
    assert all(0 <= x <= 10 for x, _ in contour)
    assert [x for x, _ in contour] == sorted(x for x, _ in contour)


@pytest.mark.parametrize(("name", "rule"), [("W", WINDING), ("W*", EVEN_ODD)])
def test_a_path_clips_by_a_rule(name: str, rule: str) -> None:
    assert path(("re", [0, 0, 1, 1])).clipping == ""
    assert path(("re", [0, 0, 1, 1]), (name, [])).clipping == rule


def test_numbers_that_are_missing_are_a_fault() -> None:
    for name in sorted(PATHS - {"h", "W", "W*"}):
        with pytest.raises((IndexError, ValueError, TypeError)):
            path(START, (name, [1]))
