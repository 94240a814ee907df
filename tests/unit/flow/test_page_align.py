"""排 of a page: where all its heads stand; a story's own style comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.edition.page import Glyphs
from presslayout.flow.compose import compose
from presslayout.issue.template import SlotStyle
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.page import Page
    from presslayout.issue.issue import Story

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
PARTS = ("kicker", "headline", "deck", "byline")


def page(align: str, **facts: object) -> Page:
    slots = kit.slot("头条", (1, 40)), kit.slot("二条", (43, 76), (1, 3))
    tales: list[Story] = [
        kit.story(
            f"S{n}", one.name, *[SENTENCE * 3] * 9, kicker="一条沟", deck="三年一本账", **facts
        )
        for n, one in enumerate(slots)
    ]
    spec = replace(kit.page(1, "t", *tales), align=align)
    return compose(kit.loaded({"t": kit.template(*slots)}, spec), kit.NEWSPRINT).edition.pages[0]


def lefts(found: Page, story: str) -> dict[str, int]:
    return {
        b.role: min(i.x[0] for i in b.items if isinstance(i, Glyphs))
        for b in found.blocks
        if b.story == story and b.role in PARTS
    }


def test_all_heads_of_a_page_begin_at_the_left_edge_of_their_slot() -> None:
    edge = kit.template().left
    for story in ("S0", "S1"):
        assert lefts(page("start"), story) == dict.fromkeys(PARTS, edge)


def test_a_page_that_says_nothing_or_what_its_template_says_is_the_same() -> None:
    assert page("") == page("center")
    assert page("") != page("start")


@pytest.mark.parametrize("own", PARTS)
def test_what_a_story_s_style_says_of_a_part_comes_before_its_page(own: str) -> None:
    style = SlotStyle(heads=kit.heads(), aligned=(own,))
    left = lefts(page("start", style=style), "S0")
    assert left.pop(own) > kit.template().left
    assert set(left.values()) == {kit.template().left}


def test_rows_and_texts_are_the_same_wherever_heads_stand() -> None:
    def ys(found: Page) -> list[tuple[str, tuple[int, ...]]]:
        return [(i.text, i.y) for b in found.blocks for i in b.items if isinstance(i, Glyphs)]

    assert ys(page("start")) == ys(page("end")) == ys(page(""))
