"""Headlines whose sizes a template does not name are as large as their slots let them be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.units import mm, pt
from presslayout.issue.head_sizes import OF_HEIGHT, Measures, bounds, fitted, ranked
from tests import kit

if TYPE_CHECKING:
    from presslayout.issue.template import Slot

MEASURES = Measures(mm("244.5"), pt(13), pt(9))
PLACES = st.tuples(st.integers(1, 60), st.integers(3, 70), st.integers(1, 6), st.integers(1, 6))


def slot(name: str, place: tuple[int, int, int, int]) -> Slot:
    top, high, left, wide = place
    return kit.slot(name, (top, top + high - 1), (left, min(left + wide - 1, 6)))


@given(PLACES, st.integers(0, 9))
def test_a_headline_is_no_larger_than_rank_width_and_height_allow(
    place: tuple[int, int, int, int], rank: int
) -> None:
    own = slot("头条", place)
    line = fitted(own, rank, None, MEASURES).headline
    high = own.rows[1] - own.rows[0] + 1
    columns = own.columns[1] - own.columns[0] + 1
    assert MEASURES.body <= line.smallest <= line.largest
    assert line.largest <= max(bounds(rank, columns, MEASURES.width)[1], MEASURES.body)
    assert line.largest <= max(high * MEASURES.leading * OF_HEIGHT // 1000, MEASURES.body)
    lower = fitted(own, rank + 1, None, MEASURES).headline
    assert lower.largest <= line.largest


@given(st.lists(PLACES, min_size=1, max_size=8))
def test_the_largest_slot_leads(places: list[tuple[int, int, int, int]]) -> None:
    slots = [slot(str(number), place) for number, place in enumerate(places)]
    ranks = ranked(slots)
    assert sorted(ranks.values()) == list(range(len(slots)))
    sizes = [
        (own.rows[1] - own.rows[0] + 1) * (own.columns[1] - own.columns[0] + 1)
        for own in sorted(slots, key=lambda one: ranks[one.name])
    ]
    assert sizes == sorted(sizes, reverse=True)


def test_a_vertical_slot_keeps_its_sizes() -> None:
    own = replace(kit.slot("头条", (1, 40)), vertical=True)
    assert fitted(own, 0, None, MEASURES) == own.heads
