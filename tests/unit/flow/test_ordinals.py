"""Numbers before subheads and items (数字序), and the small line above a head (栏头)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.units import pt
from presslayout.edition.page import Glyphs, Shape
from presslayout.edition.roles import MARKER
from presslayout.flow.compose import compose
from presslayout.flow.ordinals import counted, drawn
from presslayout.issue.issue import Jump, Paragraph
from presslayout.issue.template import Ordinals
from tests import kit

if TYPE_CHECKING:
    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.flow.compose import Composition
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Slot

TEXT = "凿它的是老石匠田应龙，他听说有人走岔了路，闷了两天，第三天背着錾子上了山，从后山采石料。"
FIGURES = Ordinals("figures", "figures")


def made(tale: Story, *slots: Slot) -> Composition:
    design = kit.template(*slots)
    return compose(
        kit.loaded({"t": design}, kit.page(1, "t", tale), kit.page(2, "t")), kit.NEWSPRINT
    )


def made_of(one: Story, other: Story, *slots: Slot) -> Page:
    design = kit.template(*slots)
    loaded = kit.loaded({"t": design}, kit.page(1, "t", one, other))
    return compose(loaded, kit.NEWSPRINT).edition.pages[0]


def markers(page: Page) -> list[str]:
    return [
        item.text
        for block in page.blocks
        if MARKER in block.id
        for item in block.items
        if isinstance(item, Glyphs)
    ]


def slot(form: Ordinals = FIGURES, rows: tuple[int, int] = (1, 40)) -> Slot:
    return replace(kit.slot("头条", rows, (1, 2)), ordinals=form)


def tale() -> Story:
    texts = [one for n in range(4) for one in (f"## 第{n}件事情说清楚", TEXT, TEXT)]
    return kit.story("A", "头条", TEXT, *texts)


@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        (1, "figures", "01"),
        (12, "figures", "12"),
        (1, "circled", "①"),
        (20, "circled", "⑳"),
        (21, "circled", "㉑"),
        (50, "circled", "㊿"),
        (51, "circled", "51"),
    ],
)
def test_a_number_is_two_figures_or_in_a_circle(number: int, form: str, said: str) -> None:
    assert drawn(number, form) == said


def test_subheads_are_counted_beside_the_text_and_no_character_is_added_to_it() -> None:
    page = made(tale(), slot()).edition.pages[0]
    assert markers(page) == ["01", "02", "03", "04"]
    whole = "".join(p.text for p in tale().body)
    assert "".join(kit.body_text(page, "A").split()) == whole


def test_the_subhead_stands_behind_its_number() -> None:
    page = made(tale(), slot(Ordinals("circled"))).edition.pages[0]
    found = [b for b in page.blocks if b.part == "body" or MARKER in b.id]
    texts = {i.text: i for b in found for i in b.items if isinstance(i, Glyphs)}
    head = next(i for text, i in texts.items() if text.startswith("第0"))
    number = texts["①"]
    assert number.x[0] + number.size <= head.x[0]
    assert number.y[0] == head.y[0]


def test_a_jump_goes_on_counting() -> None:
    one = replace(tale(), jump=Jump(2, "二条", "续", kit.HERE))
    one = replace(
        one,
        body=kit.story(
            "A",
            "头条",
            *[p.text if p.kind != "subhead" else f"## {p.text}" for p in (*one.body, *one.body)],
        ).body,
    )
    there = replace(kit.slot("二条", (44, 76), (1, 2)), ordinals=FIGURES)
    pages = made(one, slot(rows=(1, 34)), there).edition.pages
    first, second = (markers(page) for page in pages)
    assert first
    assert second
    assert [*first, *second] == [f"{n:02}" for n in range(1, 9)]


def test_only_items_of_numbered_lists_are_counted() -> None:
    given = (
        Paragraph("item", "当场答。", 0, marker="2."),
        Paragraph("item", "写明。", 5, marker="•"),
        Paragraph("paragraph", "完了。", 9),
    )
    assert [p.marker for p in counted(given, "circled")] == ["②", "•", ""]
    assert counted(given, "") == given


def test_a_story_without_them_is_as_it_was() -> None:
    plain = made(tale(), kit.slot("头条", (1, 40), (1, 2))).edition.pages[0]
    assert not markers(plain)


def test_a_rubric_stands_under_a_bar_above_the_head_and_is_the_story_s_text() -> None:
    one = replace(tale(), rubric="记者手记")
    assert ("rubric", "记者手记") in one.texts
    page = made(one, kit.slot("头条", (1, 40), (1, 2))).edition.pages[0]
    by_id = {block.id: block for block in page.blocks}
    (bar,) = by_id["A/rubric-bar"].items
    assert isinstance(bar, Shape)
    (label,) = by_id["A/rubric"].items
    (head,) = by_id["A/headline"].items
    assert isinstance(label, Glyphs)
    assert isinstance(head, Glyphs)
    assert label.text == "记者手记"
    assert bar.extent.bottom < label.y[0] < head.y[0]
    assert label.y[0] - bar.extent.bottom < 2 * label.size


def test_a_rubric_s_bar_stands_on_its_neighbour_s_line_and_a_box_on_its_bar() -> None:
    """PAGES, "The grid": one line for bar, rule and frame, whoever stands in a row."""
    one, other = replace(tale(), rubric="记者手记"), kit.story("B", "二条", TEXT, TEXT)
    head = kit.slot("头条", (4, 40), (1, 4))

    def shown(beside: Slot) -> tuple[Box, Length, Length, Box]:
        page = made_of(one, other, head, beside)
        by_id = {block.id: block for block in page.blocks}
        (bar,), (label,) = by_id["A/rubric-bar"].items, by_id["A/rubric"].items
        (title,) = by_id["A/headline"].items
        line = by_id["1/二条"].items[0]
        assert isinstance(bar, Shape)
        assert isinstance(line, Shape)
        assert isinstance(label, Glyphs)
        assert isinstance(title, Glyphs)
        return bar.extent, label.y[0], title.y[0], line.extent

    ruled = replace(kit.slot("二条", (4, 40), (5, 6)), rule=pt("0.3"))
    bar, label, title, line = shown(ruled)
    assert abs(bar.y - line.y) <= pt("0.3")
    boxed = kit.slot("二条", (4, 40), (5, 6), frame=pt("0.5"))
    low, low_label, low_title, frame = shown(boxed)
    assert low.y == frame.y
    assert low.y - bar.y == low_label - label
    # The headline stands where it stood.
    assert low_title == title
