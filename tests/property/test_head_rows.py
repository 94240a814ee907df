"""Heads of random pages: side by side they agree; their air, their scale and their lines hold."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.base.units import pt
from presslayout.edition.page import Glyphs
from presslayout.edition.steps import Step
from presslayout.flow.compose import compose
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.page import Block, Page
    from presslayout.issue.template import Slot

HAN = "山水林田湖草沙云岭县护路人清晨走过石桥看见雾从谷底升起来他们沿着石阶往上一路听见溪声"
STEPS = (*kit.template().fit_order, Step.HEAD_COLUMNS, Step.SLOT_ROWS, Step.COLUMN_WIDTH)
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PARTS = (("headline", True), ("byline", True), ("body", False))


def text(start: int, count: int) -> str:
    """So many characters, a mark after every ninth."""
    run = (HAN * (count // len(HAN) + 2))[start % len(HAN) :][:count]
    return "，".join(run[n : n + 9] for n in range(0, count, 9))[: count - 1] + "。"


def blocks(page: Page, story: str, role: str) -> list[Block]:
    return [b for b in page.blocks if b.id == f"{story}/{role}"]


def lines(page: Page, story: str, role: str) -> list[int]:
    """The baselines of a part, from the top down."""
    items = [i for b in blocks(page, story, role) for i in b.items if isinstance(i, Glyphs)]
    return list(dict.fromkeys(i.y[0] for i in items))


@st.composite
def rows(draw: st.DrawFn) -> tuple[list[Slot], list[str], list[int]]:
    """Two or three slots in a row, each with a headline, and how long its copy is."""
    parts = draw(st.sampled_from([[3, 3], [2, 4], [1, 5], [2, 2, 2], [1, 2, 3]]))
    foot, at, slots = draw(st.integers(60, 76)), 1, []
    for number, count in enumerate(parts):
        low = draw(st.integers(14, 26))
        display = kit.heads(low, low + draw(st.integers(0, 14)), lines=draw(st.integers(1, 3)))
        columns, last = (at, at + count - 1), draw(st.sampled_from([foot, foot, foot - 5]))
        slots.append(kit.slot(f"{number}条", (36, last), columns, display=display))
        at += count
    heads = [HAN[n : n + draw(st.integers(2, 18))] for n in range(len(parts))]
    size = [(s.rows[1] - 43) * (s.columns[1] - s.columns[0] + 1) * 11 for s in slots]
    return slots, heads, [n * draw(st.integers(70, 120)) // 100 for n in size]


def page(slots: list[Slot], heads: list[str], sizes: list[int]) -> Page:
    design = replace(kit.template(*slots), fit_order=STEPS)
    tales = [
        kit.story(f"S{n}", slot.name, *[text(7 * n + k, 90) for k in range(max(size // 90, 1))],
                  headline=head)
        for n, (slot, head, size) in enumerate(zip(slots, heads, sizes, strict=True))
    ]  # fmt: skip
    made = compose(kit.loaded({"t": design}, kit.page(1, "t", *tales)), kit.NEWSPRINT)
    told = {d.story for d in made.diagnostics if d.code == "headline-overset"}
    return made.edition.pages[0] if not told else page(slots, ["山水"] * len(slots), sizes)


@QUICK
@given(rows())
def test_heads_and_texts_of_an_area_stand_on_one_line_whatever_their_copy(
    drawn: tuple[list[Slot], list[str], list[int]],
) -> None:
    made = page([replace(slot, head_area="甲") for slot in drawn[0]], *drawn[1:])
    for part, last in PARTS:
        found = [lines(made, f"S{n}", part) for n in range(len(drawn[0]))]
        assert len({ys[-1 if last else 0] for ys in found}) == 1, part


@QUICK
@given(rows())
def test_none_is_condensed_beside_one_of_its_rank_that_is_not(
    drawn: tuple[list[Slot], list[str], list[int]],
) -> None:
    slots, heads, sizes = drawn
    alike = [replace(slot, heads=slots[0].heads, head_area="甲") for slot in slots]
    made = page(alike, heads, sizes)
    scales = [
        {i.condense for b in blocks(made, f"S{n}", "headline") for i in b.items
         if isinstance(i, Glyphs)}
        for n in range(len(slots))
    ]  # fmt: skip
    assert all(one == other for one, other in combinations(scales, 2))


@QUICK
@given(st.integers(2, 16), st.integers(16, 60), st.integers(0, 24), st.booleans())
def test_air_below_a_byline_is_the_same_whatever_the_length_of_the_copy(
    count: int, low: int, more: int, deck: bool
) -> None:
    """It is 0.3 of the headline's largest size at least, in half rows."""
    slot = kit.slot("头条", (1, 40), (1, 6), display=kit.heads(low, low + more, lines=2))
    design = replace(kit.template(slot), fit_order=STEPS)
    airs, sizes = set(), []
    for size in range(1500, 2300, 100):
        tale = kit.story("S0", "头条", *[text(k, 90) for k in range(size // 90)],
                         headline=HAN[:count], deck="三年一本清水账" if deck else "")  # fmt: skip
        made = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
        found, record = made.edition.pages[0], made.pages[0].stories[0]
        if any(step.step == Step.BYLINE_END for step in record.fit_steps):
            # The byline closes the story: under the head there is none.
            continue
        if record.headline_size < slot.heads.headline.smallest:
            continue
        airs.add(lines(found, "S0", "body")[0] - lines(found, "S0", "byline")[-1])
        sizes.append(record.headline_size)
    assert len(airs) == 1
    below = airs.pop() - pt(9)
    assert below * 1000 >= 300 * max(sizes)
    assert not below * 2 % kit.PITCH


@QUICK
@given(st.integers(4, 24), st.integers(1, 3), st.integers(10, 60))
def test_subheads_are_neither_tightened_nor_condensed(count: int, columns: int, at: int) -> None:
    slot = kit.slot("头条", (1, 60), (1, columns))
    body = [text(k, 80) for k in range(columns * 9)]
    body.insert(at % len(body), "## " + HAN[:count])
    tale = kit.story("S0", "头条", *body)
    made = compose(kit.loaded({"t": kit.template(slot)}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    heads = [
        i for b in blocks(made.edition.pages[0], "S0", "body") for i in b.items
        if isinstance(i, Glyphs) and i.text and i.text in HAN[:count] and i.size != kit.EM
    ]  # fmt: skip
    for item in heads:
        assert item.condense == 1000
        steps = [b - a for a, b in zip(item.x, item.x[1:], strict=False)]
        assert all(step >= item.size for step in steps)


@pytest.mark.parametrize(
    ("row", "heads", "sizes"),
    [
        (
            [((36, 57), (1, 1), (25, 29, 1)), ((36, 57), (2, 6), (25, 29, 1))],
            ["山水林田", "水林田湖草"],
            [154, 539],
        ),
        (
            [((36, 68), (1, 3), (23, 31, 1)), ((36, 68), (4, 6), (23, 31, 1))],
            ["山水林田湖草沙云岭县", "水林田湖草沙云岭县护路人清晨走"],
            [841, 693],
        ),
        # Three lines over one column, one over five: baselines are whole steps from each other.
        (
            [((36, 69), (1, 1), (19, 33, 3)), ((36, 69), (2, 6), (15, 24, 1))],
            ["山水林田湖草沙云岭县护路人", "水林"],
            [340, 1344],
        ),
        (
            [((36, 72), (1, 2), (24, 32, 3)), ((36, 72), (3, 4), (23, 27, 3)),
             ((36, 67), (5, 6), (18, 25, 1))],
            ["山水林田湖草沙云岭县护路人清晨走过石", "水林", "林田"],
            [561, 478, 385],
        ),
    ],
)  # fmt: skip
def test_heads_agree_where_a_story_gives_width_and_where_headlines_are_of_more_lines(
    row: list[tuple[tuple[int, int], tuple[int, int], tuple[int, int, int]]],
    heads: list[str],
    sizes: list[int],
) -> None:
    slots = [
        replace(
            kit.slot(f"{n}条", rows_, columns, display=kit.heads(low, high, lines=most)),
            head_area="甲",
        )
        for n, (rows_, columns, (low, high, most)) in enumerate(row)
    ]
    made = page(slots, heads, sizes)
    for part, last in PARTS:
        found = [lines(made, f"S{n}", part) for n in range(len(slots))]
        assert len({ys[-1 if last else 0] for ys in found}) == 1, part
    scales = {
        i.condense for n in range(len(slots)) for b in blocks(made, f"S{n}", "headline")
        for i in b.items if isinstance(i, Glyphs)
    }  # fmt: skip
    assert scales == {1000}


@QUICK
@given(st.integers(28, 70), st.integers(24, 34), st.integers(4, 30), st.integers(4, 30),
       st.sampled_from(["", "社论"]))  # fmt: skip
def test_decks_begin_on_one_line_and_no_rubric_takes_a_head_off_it(
    large: int, small: int, long: int, short: int, rubric: str
) -> None:
    left = kit.slot("甲", (30, 76), (1, 4), display=kit.heads(28, large))
    right = kit.slot("乙", (30, 76), (5, 6), display=kit.heads(24, small))
    slots = [replace(one, head_area="题") for one in (left, right)]
    design = replace(kit.template(*slots), fit_order=STEPS)
    tales = [
        kit.story("S0", "甲", *[text(k, 90) for k in range(18)], headline="慢的力量",
                  deck=HAN[:long][:24], rubric=rubric),
        kit.story("S1", "乙", *[text(7 + k, 90) for k in range(8)], headline="原样铺回",
                  deck=HAN[3 : 3 + min(short, 9)]),
    ]  # fmt: skip
    made = compose(kit.loaded({"t": design}, kit.page(1, "t", *tales)), kit.NEWSPRINT)
    assert not [d for d in made.diagnostics if d.code == "headline-overset"]
    found = made.edition.pages[0]
    for part, last in (("headline", True), ("deck", False), ("byline", True), ("body", False)):
        assert len({lines(found, f"S{n}", part)[-1 if last else 0] for n in (0, 1)}) == 1, part
