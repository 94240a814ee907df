"""Subheads of a page have one size and one air, whatever rows are spare."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from presslayout.base.units import pt
from presslayout.edition.page import Glyphs
from presslayout.edition.steps import Step
from presslayout.flow.compose import compose
from presslayout.flow.shelves import placed
from presslayout.flow.worktable import arrivals, subheaded
from presslayout.issue.issue import Jump
from presslayout.issue.template import AS_STYLED, SubheadAir
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.page import Page
    from presslayout.edition.record import Composition
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Slot, Template

HAN = "山水林田湖草沙云岭县护路人清晨走过石桥看见雾从谷底升起来他们沿着石阶往上一路听见溪声"
SHORT, WIDE, LONG = "## 先看渠", "## 先看渠后看路再看人家", "## 先把管子接到灶台边再把圈舍搬上山坡"


def lines(count: int) -> str:
    return (HAN * 20)[: count * 12 - 4]


def design(*slots: Slot, gives: bool = True) -> Template:
    plain = kit.template(*slots)
    return replace(
        plain, fit_order=(*plain.fit_order, Step.SUBHEAD_ROWS) if gives else plain.fit_order
    )


def composed(template: Template, *tales: Story) -> Composition:
    return compose(kit.loaded({"t": template}, kit.page(1, "t", *tales)), kit.NEWSPRINT)


def airs(page: Page) -> tuple[set[int], set[int], set[int]]:
    """The sizes of all subheads of a page, and the air above and below those inside a column."""
    sizes, above, below = set(), set(), set()
    for block in page.blocks:
        if block.role != "body":
            continue
        runs = [item for item in block.items if isinstance(item, Glyphs)]
        text = max({i.face for i in runs}, key=[i.face for i in runs].count)
        sizes |= {i.size for i in runs if i.face != text}
        for a, b in pairwise(runs):
            if abs(a.x[0] - b.x[0]) > 3 * kit.EM or (a.face == text) == (b.face == text):
                continue
            # The Han square is 0.88 above its baseline and 0.12 below.
            gap = b.y[0] - b.size * 88 // 100 - a.y[0] - a.size * 12 // 100
            (below if b.face == text else above).add(round(gap / pt("0.1")))
    return sizes, above, below


def tale(name: str, where: str, count: int, *heads: str) -> Story:
    body = [text for head in heads for text in (lines(count), head, lines(3), lines(4))]
    return kit.story(name, where, *body, byline="")


@pytest.mark.parametrize("count", range(3, 15))
def test_all_subheads_of_a_page_have_one_air(count: int) -> None:
    slots = kit.slot("头条", (1, 34), (1, 4)), kit.slot("二条", (37, 76), (1, 3))
    page = composed(
        design(*slots),
        tale("A", "头条", count, SHORT, LONG, WIDE, SHORT),
        tale("B", "二条", count + 1, SHORT, LONG),
    ).edition.pages[0]
    sizes, above, below = airs(page)
    assert len(sizes) == 1
    assert len(above) == 1
    assert len(below) == 1
    assert min(above) > min(below)


@pytest.mark.parametrize("first", [SHORT, LONG])
def test_a_subhead_that_opens_a_story_stands_on_the_line_of_the_columns_beside_it(
    first: str,
) -> None:
    slot = kit.slot("头条", (1, 34), (1, 3))
    story = kit.story("A", "头条", first, lines(20), SHORT, lines(30), lines(27), byline="")
    page = composed(design(slot), story).edition.pages[0]
    runs = [i for b in page.blocks if b.role == "body" for i in b.items if isinstance(i, Glyphs)]
    tops = [min(i.y[0] for i in runs if i.x[0] // (13 * kit.EM) == n) for n in
            sorted({i.x[0] // (13 * kit.EM) for i in runs})]  # fmt: skip
    assert len(tops) == 3
    assert max(tops) - min(tops) <= 1
    # Its text follows at once: the air that others have above them is not needed here.
    heads = sum(i.size != kit.EM and i.y[0] < tops[0] + 2 * kit.PITCH for i in runs[:2]) or 1
    text = next(i for i in runs if i.text.startswith(HAN[:4]))
    assert text.y[0] - tops[0] <= heads * kit.PITCH + 1


def test_a_row_more_levels_a_story_and_its_neighbour_takes_it_too() -> None:
    slots = kit.slot("头条", (1, 30), (1, 3)), kit.slot("二条", (33, 62), (1, 3))
    found = []
    for count in range(4, 40):
        tales = (
            kit.story(
                "A", "头条", *[lines(count), SHORT, lines(9), SHORT] * 2, lines(7), byline=""
            ),
            kit.story("B", "二条", lines(20), SHORT, lines(24), byline=""),
        )
        plain, given = (composed(design(*slots, gives=g), *tales) for g in (False, True))
        missed = [
            sum(bool(s.overset.lines or s.underset_lines) for s in one.pages[0].stories)
            for one in (plain, given)
        ]
        assert missed[1] <= missed[0]
        rows = [
            {f.by.zh for f in s.fit_steps if f.step == Step.SUBHEAD_ROWS}
            for s in given.pages[0].stories
        ]
        assert rows in ([set(), set()], [{"3行"}, {"3行"}])
        assert not any(
            f.step == Step.SUBHEAD_ROWS for s in plain.pages[0].stories for f in s.fit_steps
        )
        if missed[1] < missed[0]:
            found.append(rows)
    assert found
    assert all(any(rows) for rows in found)


def test_stories_of_other_measures_share_the_size_that_the_narrowest_allows() -> None:
    slots = kit.slot("头条", (1, 34), (1, 6), split=3), kit.slot("二条", (37, 76), (1, 3))
    alone = composed(design(slots[0]), tale("A", "头条", 9, "## 先看渠后看路再看一家人"))
    assert airs(alone.edition.pages[0])[0] == {pt("10.5")}
    both = composed(
        design(*slots),
        tale("A", "头条", 9, "## 先看渠后看路再看一家人"),
        tale("B", "二条", 9, "## 先看渠后看路再看一家人"),
    )
    assert airs(both.edition.pages[0])[0] == {pt("9.5")}


def test_where_a_story_jumps_its_subheads_are_counted_with_both_pages() -> None:
    one = replace(tale("A", "头条", 3, SHORT), jump=Jump(2, "续", "", kit.HERE))
    pages = (kit.page(1, "t", one), kit.page(2, "t", tale("B", "二条", 3, SHORT)))
    arriving = arrivals(pages)
    found = {p.number: subheaded([*placed(p), *arriving.get(p.number, ())]) for p in pages}
    assert {number: set(own) for number, own in found.items()} == {1: {"头条"}, 2: {"续", "二条"}}
    plain = kit.page(1, "t", kit.story("C", "头条", lines(3)))
    assert not subheaded(placed(plain))
    assert not arrivals([plain])


def test_an_air_never_takes_a_size_below_the_least_of_the_style() -> None:
    style = kit.template().subhead
    assert style.in_air(AS_STYLED) is style
    lowered = style.in_air(SubheadAir(1, pt(4)))
    assert (lowered.text.smallest, lowered.text.largest) == (pt(9), pt(9))
    assert (lowered.rows_one, lowered.rows_two) == (style.rows_one + 1, style.rows_two + 1)
