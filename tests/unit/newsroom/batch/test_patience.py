"""An issue is built when it is quiet and whole: looks by a clock that the test turns."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.newsroom.batch.lookout import Appearance
from presslayout.newsroom.batch.patience import (
    AGAIN_SECONDS,
    LONGEST_SECONDS,
    Manners,
    Patience,
    Turn,
)

MANNERS = Manners(quiet=2.0, patience=60.0)
SPEC = {"issue.yaml": (100, 1)}


@dataclass
class Table:
    """An issue, and the clock."""

    issue: Patience = field(default_factory=lambda: Patience(Appearance(SPEC), 0.0, 0.0))
    now: float = 0.0

    def turn(self, seconds: float, seen: Appearance | None = None) -> Turn:
        """What it is up to after so many seconds, when it looks like this."""
        self.now += seconds
        if seen is not None:
            self.issue.look(seen, self.now)
        return self.issue.turn(self.now, MANNERS)


def test_what_stands_still_for_so_long_is_ready_and_no_sooner() -> None:
    table = Table()
    assert table.turn(0.0) is Turn.UNQUIET
    assert table.issue.next_look(table.now, MANNERS) == 2.0
    assert table.turn(1.9, Appearance(SPEC)) is Turn.UNQUIET
    assert table.turn(0.1, Appearance(SPEC)) is Turn.READY


@given(st.lists(st.floats(0.01, 1.99), min_size=1, max_size=12))
def test_a_picture_that_grows_is_never_ready(pauses: list[float]) -> None:
    table = Table()
    for size, pause in enumerate(pauses):
        assert table.turn(pause, Appearance({**SPEC, "a.jpg": (size, size)})) is Turn.UNQUIET
    assert table.turn(2.0) is Turn.READY


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Appearance(SPEC), Appearance({"issue.yaml": (101, 1)})),
        (Appearance(SPEC), Appearance({"issue.yaml": (100, 2)})),
        (Appearance(SPEC), Appearance({"issue.yaml": None})),
        (Appearance({**SPEC, "a.jpg": None}), Appearance({**SPEC, "a.jpg": (1, 1)})),
        (Appearance(SPEC), Appearance({**SPEC, "a.txt": (1, 1)})),
        (Appearance(SPEC, {"layout": "a"}), Appearance(SPEC, {"layout": "b"})),
    ],
)
def test_whatever_changed_is_tried_again_and_nothing_else(
    before: Appearance, after: Appearance
) -> None:
    table = Table(Patience(before, 0.0, 0.0))
    assert table.turn(2.0) is Turn.READY
    table.issue.taken()
    assert table.turn(1000.0, before) is Turn.REST
    assert table.issue.next_look(table.now, MANNERS) is None
    assert table.turn(0.0, after) is Turn.UNQUIET
    assert table.turn(2.0, after) is Turn.READY


def test_what_is_missing_is_waited_for_since_the_last_file_came() -> None:
    table = Table()
    lacks = Appearance({**SPEC, "a.jpg": None}, missing=("a.jpg",), arrivals=((1, 1),))
    assert table.turn(1.0, lacks) is Turn.UNQUIET
    assert table.turn(2.0, lacks) is Turn.LACKING
    other = Appearance(lacks.stamps, missing=("a.jpg",), arrivals=((1, 2),))
    assert table.turn(57.0, other) is Turn.LACKING
    assert table.issue.next_look(table.now, MANNERS) == 120.0
    assert table.turn(59.9, other) is Turn.LACKING
    assert table.turn(0.1, other) is Turn.READY


def test_what_was_missing_and_came_is_ready_when_it_is_quiet() -> None:
    table = Table()
    table.turn(1.0, Appearance({**SPEC, "a.jpg": None}, missing=("a.jpg",)))
    whole = Appearance({**SPEC, "a.jpg": (9, 9)})
    assert table.turn(5.0, whole) is Turn.UNQUIET
    assert table.turn(2.0, whole) is Turn.READY


def test_nothing_is_built_twice_at_a_time() -> None:
    table = Table()
    table.turn(2.0)
    table.issue.taken()
    table.issue.under_way = True
    assert table.turn(5.0, Appearance({"issue.yaml": (7, 7)})) is Turn.REST
    assert table.issue.next_look(table.now, MANNERS) is None


def test_what_changed_while_it_was_built_is_built_again() -> None:
    table = Table()
    table.turn(2.0)
    table.issue.taken()
    table.issue.under_way = True
    changed = Appearance({"issue.yaml": (7, 7)})
    assert not table.issue.judged({"issue.yaml": (100, 1)}, changed)
    assert table.turn(3.0, changed) is Turn.UNQUIET
    assert table.turn(2.0, changed) is Turn.READY


def test_a_change_before_it_was_read_is_in_it_already() -> None:
    table = Table()
    table.turn(2.0)
    table.issue.taken()
    changed = Appearance({"issue.yaml": (7, 7)})
    assert table.issue.judged({"issue.yaml": (7, 7)}, changed)
    assert table.turn(100.0, changed) is Turn.REST


def test_a_fault_of_the_machine_is_tried_again_later_and_later() -> None:
    table = Table()
    table.turn(2.0)
    pauses = []
    for _ in range(9):
        table.issue.taken()
        table.issue.put_off(table.now)
        again = table.issue.next_look(table.now, MANNERS)
        assert again is not None
        pauses.append(again - table.now)
        assert table.turn(pauses[-1] - 0.5) is Turn.REST
        assert table.turn(0.5) is Turn.READY
    assert pauses[:2] == [AGAIN_SECONDS, 2 * AGAIN_SECONDS]
    assert pauses[-1] == LONGEST_SECONDS
