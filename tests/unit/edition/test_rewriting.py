"""How one text became another: what is told makes the one of the other, and says no more."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.edition.rewriting import Reworded, rewrites

LETTERS = st.text("山水林田。\n", max_size=30)
LINES = st.lists(
    st.sampled_from(
        [
            *(f"第{n}段说的是守沟人走过的第{n}道坝，水声一路跟着他。" for n in "一二三四五"),
            "",
            "短句。",
        ]
    ),
    max_size=7,
).map("\n".join)


def outside(text: str, taken: list[tuple[int, int]]) -> str:
    """What stands outside of stretches that do not overlap."""
    assert all(one[1] <= two[0] for one, two in pairwise(sorted(taken)))
    kept, at = "", 0
    for start, stop in sorted(taken):
        kept, at = kept + text[at:start], stop
    return kept + text[at:]


def law(old: str, new: str) -> tuple[Reworded, ...]:
    """Outside the rewrites both say the same; inside they differ, or were moved."""
    found = rewrites(old, new)
    assert outside(old, [r.old for r in found]) == outside(new, [r.new for r in found])
    assert all(r.moved or old[slice(*r.old)] != new[slice(*r.new)] for r in found)
    assert bool(found) == (old != new)
    return found


@settings(max_examples=300, deadline=None)
@given(LETTERS, LETTERS)
def test_any_text_is_made_of_any_other(old: str, new: str) -> None:
    law(old, new)


@settings(max_examples=150, deadline=None)
@given(LINES, LINES, st.integers(0, 100), st.text("改\n", max_size=2))
def test_paragraphs_lost_added_moved_and_corrected(old: str, new: str, at: int, words: str) -> None:
    law(old, new)
    law(old, new[:at] + words + new[at:])
    law(old, old[:at] + words + old[at + 1 :])


def told(old: str, new: str) -> list[tuple[str, str]]:
    return [(old[slice(*r.old)], new[slice(*r.new)]) for r in law(old, new)]


ONE, TWO, THREE = (
    "清晨六点，护林员沿着石阶往上走。雾从谷底升起来。",
    "白石溪绕着山脚流出去，水声一路送到村口。",
    "守山人会老，手艺要有人接。",
)


def test_a_lost_paragraph_is_that_paragraph() -> None:
    assert told(f"{ONE}\n{TWO}\n{THREE}", f"{ONE}\n{THREE}") == [(f"{TWO}\n", "")]
    assert told(f"{ONE}\n{TWO}", ONE) == [(f"\n{TWO}", "")]
    assert told(f"{ONE}\n{TWO}", TWO) == [(f"{ONE}\n", "")]


def test_a_lost_sentence_begins_where_it_began() -> None:
    text = f"甲说。乙说。{ONE}"
    assert told(text, text.replace("乙说。", "")) == [("乙说。", "")]


def test_paragraphs_joined_and_parted_are_their_line_feed() -> None:
    assert told(f"{ONE}\n{TWO}\n{THREE}", f"{ONE}{TWO}\n{THREE}") == [("\n", "")]
    assert told(f"{ONE}{TWO}", f"{ONE}\n{TWO}") == [("", "\n")]


def test_a_paragraph_moved_and_corrected_is_one() -> None:
    texts = [ONE, TWO, THREE, ONE[::-1], TWO[::-1]]
    after = [texts[0], *texts[2:], TWO.replace("村口", "镇上")]
    (one,) = law("\n".join(texts), "\n".join(after))
    assert one.moved


def test_a_paragraph_written_anew_is_told_as_one() -> None:
    assert told(f"{ONE}\n{TWO}\n{THREE}", f"{ONE}\n别的话，一个字也不像。\n{THREE}") == [
        (TWO, "别的话，一个字也不像。")
    ]


def test_a_long_text_all_of_which_is_another_is_told() -> None:
    old = "\n".join(f"{n}旧{n}" for n in range(700))
    new = "\n".join(f"新{n}文{n}" for n in range(650))
    law(old, new)
