"""Vertical stories and headlines on the page: where they stand, what their pictures show."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.geometry import Box
from presslayout.edition.page import Glyphs, Page, Picture
from presslayout.flow.compose import compose
from presslayout.flow.grid import slot_box
from presslayout.flow.turned import Pivot
from presslayout.issue.template import Slot, SlotStyle
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.record import Composition
    from presslayout.issue.issue import Story

SENTENCE = "清晨6点，12名护林员沿着“云岭”石阶往上走，雾从谷底升起来，溪水声一路跟着他们。"
PHOTO = "images/aitzgorri_by_Aitzol_Berasategi.jpg"
ROWS = (10, 40)


def set_page(tale: Story, slot: Slot) -> tuple[Composition, Page, Box]:
    design = kit.template(slot)
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    return found, found.edition.pages[0], slot_box(design, slot)


def origins(page: Page, block: str) -> list[tuple[int, int]]:
    made = []
    for found in page.blocks:
        if found.id != block:
            continue
        for run in found.items:
            if isinstance(run, Glyphs):
                count = len(run.ids)
                xs = run.x * (count if len(run.x) == 1 else 1)
                ys = run.y * (count if len(run.y) == 1 else 1)
                made += list(zip(xs, ys, strict=True))
    return made


def test_a_turned_box_comes_back() -> None:
    corner, box = Pivot(1000, 50), Box(200, 80, 300, 40)
    assert corner.box(box) == Box(30, 500, 40, 300)
    assert corner.upright(corner.box(box)) == box
    assert corner.point(30, 500) == (500, 80)


@pytest.mark.parametrize("frame", [0, 6350])
def test_lines_run_down_and_follow_each_other_leftwards(frame: int) -> None:
    tale = kit.story("A", "头条", *[SENTENCE * 3] * 8)
    _, page, box = set_page(tale, kit.slot("头条", ROWS, vertical=True, frame=frame))
    places = origins(page, "A/body")
    first, last = places[0], places[-1]
    assert first[0] > last[0]
    assert min(x for x, _ in places) >= box.x
    assert max(x for x, _ in places) + kit.EM <= box.right
    assert min(y for _, y in places) >= box.y
    assert max(y for _, y in places) <= box.bottom
    # The first member of the headline block stands right of all of the body.
    assert min(x for x, _ in origins(page, "A/headline")) > first[0]


def test_upright_characters_are_not_turned_and_words_are() -> None:
    tale = kit.story("A", "头条", "全县GPS巡护员走了1998年的老路。" * 4)
    _, page, _ = set_page(tale, kit.slot("头条", ROWS, vertical=True))
    turns = {
        run.text: run.turn
        for block in page.blocks
        if block.id == "A/body"
        for run in block.items
        if isinstance(run, Glyphs)
    }
    assert turns["GPS"] == turns["1998"] == 90
    assert all(turn == 0 for text, turn in turns.items() if "路" in text)


def test_a_vertical_story_fills_its_slot_to_both_edges() -> None:
    tale = kit.story("A", "头条", *[SENTENCE * 3] * 18)
    found, page, box = set_page(tale, kit.slot("头条", (10, 30), vertical=True, split=2))
    record = found.pages[0].stories[0]
    assert record.overset.chars > 0
    assert record.bbox == box
    xs = [x for x, _ in origins(page, "A/body")]
    assert abs(min(xs) - box.x) <= kit.EM // 2


@pytest.mark.parametrize(
    ("at", "right", "top"), [("top-right", True, True), ("bottom-left", False, False)]
)
def test_a_photo_stands_where_it_is_asked_for_and_shows_its_focus(
    at: str,
    right: bool,
    top: bool,
) -> None:
    photo = replace(kit.photo(PHOTO, 1, at), focus=(100, 900))
    tale = kit.story("A", "头条", *[SENTENCE * 3] * 6, photos=(photo,))
    found, page, box = set_page(tale, kit.slot("头条", ROWS, vertical=True, split=2))
    (picture,) = [i for b in page.blocks for i in b.items if isinstance(i, Picture)]
    middle = picture.box.x + picture.box.width // 2, picture.box.y + picture.box.height // 2
    assert (middle[0] > box.x + box.width // 2) is right
    assert (middle[1] < box.y + box.height // 2) is top
    left, upper, edge, lower = picture.crop
    across, down = edge - left, lower - upper
    assert abs(across * picture.box.height - down * picture.box.width) <= 2 * max(
        picture.box.height, picture.box.width
    )
    record = found.pages[0].photos[0]
    assert (record.crop, record.box) == (picture.crop, picture.box)
    assert record.size[0] > record.size[1]
    # The crop leans to the lower left corner, where the focus is.
    assert left == 0
    assert lower == record.size[1]


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_vertical_headline_stands_beside_the_body(side: str) -> None:
    tale = kit.story("A", "头条", *[SENTENCE * 3] * 10, headline="守山的日子")
    _, page, box = set_page(tale, kit.slot("头条", ROWS, split=4, head_side=side))
    heads = [x for x, _ in origins(page, "A/headline")]
    body = [x for x, _ in origins(page, "A/body")]
    assert len(set(heads)) == 1
    if side == "left":
        assert heads[0] < min(body)
        assert heads[0] >= box.x
    else:
        assert heads[0] > max(body)
    ys = [y for _, y in origins(page, "A/headline")]
    assert ys == sorted(ys)
    assert box.y < ys[0] < ys[-1] < box.bottom


def test_a_style_turns_one_story() -> None:
    style = SlotStyle(vertical=True)
    tale = kit.story("A", "头条", SENTENCE * 3, style=style)
    _, page, _ = set_page(tale, kit.slot("头条", ROWS, split=4))
    xs = [x for x, _ in origins(page, "A/body")]
    assert xs[0] > xs[-1]
