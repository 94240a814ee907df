"""A hairline parts headlines that stand nearer than half an em; where they keep it none is drawn."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from presslayout.base.units import pt
from presslayout.edition.page import Glyphs, Shape
from presslayout.edition.steps import Fitted, Step
from presslayout.flow.column_rules import NEAR, column_rules
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.flow.slots.story import fill
from presslayout.flow.telling import Telling
from presslayout.issue.template import Range
from tests import kit

if TYPE_CHECKING:
    from presslayout.base.geometry import Box
    from presslayout.edition.page import Block, Page
    from presslayout.issue.template import Slot, TextStyle

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
LONG = "树下长桌摆进十二个乡镇院坝里的事"
ROWS = (40, 76)


def fixed(size: float) -> TextStyle:
    return kit.style("标题宋", size, lines=1)


def slot(name: str, columns: tuple[int, int], size: float, rows: tuple[int, int] = ROWS) -> Slot:
    return kit.slot(name, rows, columns, display=replace(kit.heads(), headline=fixed(size)))


def composed(*slots: Slot, headlines: tuple[str, ...]) -> Page:
    tales = [
        kit.story(f"S{n}", one.name, *[SENTENCE * 3] * 5, headline=headline)
        for n, (one, headline) in enumerate(zip(slots, headlines, strict=True))
    ]
    loaded = kit.loaded({"t": kit.template(*slots)}, kit.page(1, "t", *tales))
    return compose(loaded, kit.NEWSPRINT).edition.pages[0]


def rules(page: Page) -> list[Box]:
    return [
        item.extent
        for block in page.blocks
        if block.role == "rule"
        for item in block.items
        if isinstance(item, Shape) and not item.extent.width
    ]


def text(page: Page) -> list[tuple[Block, Glyphs]]:
    return [(b, i) for b in page.blocks for i in b.items if isinstance(i, Glyphs)]


def gap(page: Page) -> float:
    """Between the headlines of the page, in em of the larger."""
    heads = sorted((i for b, i in text(page) if b.role == "headline"), key=lambda item: item.x[0])
    return min((b.x[0] - a.x[-1] - a.size) / max(a.size, b.size) for a, b in pairwise(heads))


@pytest.mark.parametrize("sizes", [(23, 23), (23, 13), (13, 23), (24, 20)])
@pytest.mark.parametrize("count", range(8, 17))
def test_headlines_keep_half_an_em_or_a_rule_parts_them(
    sizes: tuple[float, float], count: int
) -> None:
    slots = slot("二条", (1, 3), sizes[0]), slot("三条", (4, 6), sizes[1])
    page = composed(*slots, headlines=(LONG[:count], LONG))
    assert gap(page) * 1000 >= NEAR or rules(page)
    if gap(page) * 1000 > NEAR + 1:
        assert not rules(page)


def test_the_rule_stands_in_the_gutter_on_the_grid_and_over_no_text() -> None:
    slots = slot("二条", (1, 3), 23), slot("三条", (4, 6), 23, (41, 70))
    page = composed(*slots, headlines=(LONG, LONG))
    (rule,) = rules(page)
    top = kit.template().top
    assert rule.y == top + 40 * kit.PITCH
    assert rule.bottom == top + 69 * kit.PITCH + kit.EM
    for block, item in text(page):
        if item.y[0] - item.size < rule.bottom and item.y[-1] > rule.y and block.role != "folio":
            assert not item.x[0] < rule.x < item.x[-1] + item.size


def test_a_rule_parts_a_headline_from_that_of_a_story_that_bends() -> None:
    """It stands beside the rectangle that bears the headline, and ends where that does."""
    parts = Range((40, 58), (3, 6)), Range((59, 76), (5, 6))
    large = replace(kit.heads(), headline=replace(fixed(40), align="start"))
    bent = replace(kit.slot("二条", ROWS, (3, 6), display=large), parts=parts)
    page = composed(slot("三条", (1, 2), 22), bent, headlines=(LONG[:10], "山水四记"))
    assert gap(page) * 1000 < NEAR
    (rule,) = rules(page)
    top = kit.template().top
    assert rule.y == top + 39 * kit.PITCH
    assert rule.bottom == top + 57 * kit.PITCH + kit.EM


@pytest.mark.parametrize("framed", [0, 1])
def test_a_box_parts_headlines_by_itself(framed: int) -> None:
    slots = [slot("二条", (1, 3), 23), slot("三条", (4, 6), 23)]
    slots[framed] = replace(slots[framed], frame=pt("0.5"))
    assert not rules(composed(*slots, headlines=(LONG, LONG)))


def test_headlines_in_other_rows_need_no_rule() -> None:
    slots = slot("二条", (1, 3), 23, (30, 76)), slot("三条", (4, 6), 23, (50, 76))
    assert not rules(composed(*slots, headlines=(LONG, LONG)))


@pytest.mark.parametrize(("columns", "drawn"), [((6, 6), 0), ((5, 6), 1), ((3, 6), 1)])
def test_white_beside_a_story_that_gave_width_is_a_gutter_with_a_rule_in_its_middle(
    columns: tuple[int, int], drawn: int
) -> None:
    slots = slot("二条", (1, columns[0] - 1), 14), slot("三条", columns, 14)
    tales = [
        kit.story(f"S{n}", s.name, *[SENTENCE] * 9, headline="山水") for n, s in enumerate(slots)
    ]
    loaded = kit.loaded({"t": kit.template(*slots)}, kit.page(1, "t", *tales))
    desk = desks(loaded, kit.NEWSPRINT)[1]
    first, second = (fill(s, Telling(t), desk) for s, t in zip(slots, tales, strict=True))
    assert first.story is not None
    assert second.story is not None
    assert not column_rules(desk, [(slots[0], first), (slots[1], second)])
    gave = replace(second, story=replace(second.story, fit_steps=(Fitted(Step.COLUMN_WIDTH),)))
    found = column_rules(desk, [(slots[0], first), (slots[1], gave)])
    assert len(found) == drawn
    for block in found:
        (item,) = block.items
        assert isinstance(item, Shape)
        free = min((columns[1] - columns[0] + 1) * kit.EM // 2, kit.EM)
        assert item.extent.x == (first.story.bbox.right + second.story.bbox.x + free) // 2
