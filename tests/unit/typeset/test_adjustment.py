"""The order in which a line gives and takes, and that within a step all places share alike."""

from __future__ import annotations

from dataclasses import replace

import pytest

from presslayout.typeset.adjustment import capacity, filled, natural_width
from presslayout.typeset.lines import variants
from presslayout.typeset.manner import Manner
from presslayout.typeset.shape import Shaped, shape
from tests.unit.typeset.desk import BODY

# One place for every step: a word space of half an em, brackets, a pause, Han–Latin gaps, a stop.
TEXT = "用一（二）三，四。五ab cd六七"


def room(made: Shaped, slack: int) -> dict[str, int]:
    """What every step has given (less than nothing) or taken, by its name in RULES §6."""
    end = len(made)
    still = filled(made, 0, end, 0)
    moved = filled(made, 0, end, slack)
    before = [b - a for a, b in zip(still[0], moved[0], strict=True)]
    after = [b - a for a, b in zip(still[1], moved[1], strict=True)]
    steps: dict[str, int] = {}
    for k in range(end):
        kind = made.kinds[k]
        name = {"O": "R4", "C": "R4", "P": "R5", "S": "R7"}.get(kind, "X3")
        if before[k]:
            own = "words" if k in made.words else "gaps" if made.auto[k] else name
            if own.startswith("R") and before[k] > 0:
                own = "X3"
            steps[own] = steps.get(own, 0) + before[k]
        if after[k]:
            steps[name] = steps.get(name, 0) + after[k]
    return steps


def test_a_line_gives_in_the_order_of_the_rules() -> None:
    made = shape(TEXT, BODY)
    whole = capacity(made, 0, len(made))
    order: list[str] = []
    for slack in range(-10, -whole - 1, -10):
        for name in room(made, slack):
            if name not in order:
                order.append(name)
    assert [n for n in order if n != "words"] == ["R4", "R5", "gaps", "R7"]
    # What a step can give it has given before the next begins.
    # The face's own word space is a hair over a quarter of an em: that hair goes first (R2).
    first = room(made, -10)["words"]
    assert first == room(made, -whole)["words"] < 0
    assert room(made, first - 1000) == {"words": first, "R4": -1000}
    assert room(made, first - 1500) == {"words": first, "R4": -1000, "R5": -500}


def test_a_line_takes_in_the_order_of_the_rules() -> None:
    made = shape(TEXT, BODY)
    order: list[str] = []
    for slack in range(10, 4000, 10):
        for name in room(made, slack):
            if name not in order:
                order.append(name)
    assert order == ["words", "gaps", "X3"]


def test_within_a_step_all_places_share_alike() -> None:
    made = shape("一，二，三，四五六七八九十", BODY)
    before, after = filled(made, 0, len(made), -300)
    still = filled(made, 0, len(made), 0)[1]
    given = [a - b for a, b in zip(still, after, strict=True) if a != b]
    assert given == [100, 100, 100]
    opened = filled(made, 0, len(made), 1200)[0]
    taken = [opened[k] for k in range(1, len(made)) if made.opened[k]]
    assert max(taken) - min(taken) <= 1
    assert sum(taken) == 1200
    assert before[0] == 0


@pytest.mark.parametrize(("squeeze", "gives"), [(True, 500), (False, 0)])
def test_stops_give_last_or_never(squeeze: bool, gives: int) -> None:
    made = shape("一二。三四", replace(BODY, manner=Manner(squeeze_stops=squeeze)))
    assert capacity(made, 0, len(made)) == gives


def test_han_never_stand_closer_than_solid() -> None:
    made = shape("一二三四五六", BODY)
    assert capacity(made, 0, 6) == 0
    assert natural_width(made, 0, 6) == 6000


def test_a_centred_interpunct_gives_before_brackets() -> None:
    """R3 is of interpuncts that have an em; a mainland one has half of one and gives nothing."""
    made = shape("约翰·穆勒（文）好", BODY)
    point = made.kinds.index("M")
    assert (made.lead[point], made.trail[point]) == (0, 0)


def test_gaps_beside_digits_stay_like_those_of_the_line_above() -> None:
    """X2: from ¼ to 0.35 em; then Han open as well, and past 0.1 em all alike."""
    made = shape("一二三12四五六七八九十", BODY)
    digit = made.kinds.index("N") if "N" in made.kinds else made.text.index("1")
    most = [filled(made, 0, len(made), slack)[0][digit] for slack in (0, 200, 500, 1000, 2000)]
    assert most[:4] == [250, 350, 350, 350]
    opened = filled(made, 0, len(made), 2000)[0]
    wider = opened[digit] - 350, opened[1] - 100
    assert max(wider) - min(wider) <= 1
    assert min(wider) > 0


@pytest.mark.parametrize("text", ["一二三12四五六七八九十百千", "他用 GPS 测出这条沟的长和宽"])
@pytest.mark.parametrize("cells", [8, 9, 10, 11])
def test_what_a_line_says_of_its_gaps_is_what_they_got(text: str, cells: int) -> None:
    made = shape(text, BODY)
    for line in variants(made, cells * 1000)[0].lines[:-1]:
        got = filled(made, line.start, line.end, line.slack)[0]
        open_places = [k for k in range(1, line.end - line.start) if made.opened[line.start + k]]
        assert all(abs(got[k] - line.han_gap) <= 1 for k in open_places) or line.slack < 0


def test_a_mark_is_not_squeezed_to_half_where_gaps_would_open_little() -> None:
    """A cluster goes down, and the line opens by 0.04 em, rather than a comma lose its half."""
    made = shape("山里的雨下了一整夜，溪水涨上来", BODY)
    best = min(variants(made, 12_500), key=lambda v: (v.cost, len(v.lines)))
    assert all(line.slack >= -250 for line in best.lines)
