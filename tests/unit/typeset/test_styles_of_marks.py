"""Pairs of marks in the styles 全角, 开明 and 半角 beside LuaTeX-ja's: where they differ, and why.

The numbers are how many pairs differ for each reason: the whole of the disagreement.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from presslayout.typeset import classes as cl
from presslayout.typeset.manner import Manner
from presslayout.typeset.shape import shape
from tests.unit.typeset.desk import BODY, cases

NO_BRACKET = (
    "RULES W1 closes two marks of which one is a bracket or quote; others are slips of copy"
)
OWN_CELL = "・ ‧ and their like are characters of one cell here; GB/T 15834 knows only U+00B7"
END_MARKS = "GB/T 15834 5.1.2: two end marks share one em"
POINT = "GB/T 15834 5.1.7: the interpunct has half a cell, and nothing of it moves"
PAUSE = "RULES §5.1: 、 and ． have half a cell in 开明 and 半角, 。 in 半角 too"


def reason(style: str, pair: str) -> str:
    """Why ours differs from the table's; empty where it must not."""
    kinds = cl.classes(pair)
    found = ""
    if "K" in kinds:
        found = OWN_CELL
    elif kinds == "EE":
        found = END_MARKS
    elif "M" in kinds:
        found = POINT
    elif style == "quanjiao":
        found = NO_BRACKET if set(kinds) <= set("PSE") else ""
    elif set("、．。；：") & set(pair):
        found = PAUSE
    return found


DIFFER = {
    "quanjiao": (481, {NO_BRACKET: 25, OWN_CELL: 13, END_MARKS: 2}),
    "kaiming": (472, {PAUSE: 32, OWN_CELL: 28, POINT: 23, END_MARKS: 2}),
    "banjiao": (480, {POINT: 36, PAUSE: 35, OWN_CELL: 28}),
}


@pytest.mark.parametrize("style", list(DIFFER))
def test_pairs_agree_or_the_rules_say_why(style: str) -> None:
    font = replace(BODY, manner=Manner(marks=style))
    agreed = 0
    differing: Counter[str] = Counter()
    for case in cases("punct_pair_styles"):
        if case["style"] != style:
            continue
        pair = case["input"][1:-1]
        ours = shape(case["input"], font).width[-1] - 2000
        if abs(ours - 1000 * case["width_minus_two_han_em"]) < 1:
            agreed += 1
            continue
        why = reason(style, pair)
        assert why, f"{pair}: {ours / 1000} em here, {case['width_minus_two_han_em']} there"
        differing[why] += 1
    assert (agreed, dict(differing)) == DIFFER[style]
