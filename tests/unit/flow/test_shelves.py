"""Stories side by side share the height of their headline blocks; air below grows with the head."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.units import pt
from presslayout.edition.page import Glyphs, Shape
from presslayout.flow import heads
from presslayout.flow.bench import Typefaces
from presslayout.flow.compose import compose
from presslayout.flow.grid import area
from presslayout.issue.lattice import ORNAMENT_DEPTH
from tests import kit

if TYPE_CHECKING:
    from presslayout.edition.page import Page
    from presslayout.issue.template import Slot

SENTENCE = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
LEFT, RIGHT = (40, 76), (40, 76)


def composed(*slots: Slot, headlines: tuple[str, ...], **facts: object) -> Page:
    tales = [
        kit.story(f"S{n}", slot.name, *[SENTENCE * 3] * 5, headline=headline, **facts)
        for n, (slot, headline) in enumerate(zip(slots, headlines, strict=True))
    ]
    loaded = kit.loaded({"t": kit.template(*slots)}, kit.page(1, "t", *tales))
    return compose(loaded, kit.NEWSPRINT).edition.pages[0]


def baseline(page: Page, name: str, *, last: bool = True) -> int:
    block = next(b for b in page.blocks if b.id == name)
    lines = [item.y[0] for item in block.items if isinstance(item, Glyphs)]
    return lines[-1] if last else lines[0]


def pair(frame: int = 0) -> tuple[Slot, Slot]:
    small = kit.slot("三条", RIGHT, (4, 6), display=kit.heads(18, 22), frame=frame)
    large = kit.slot("二条", LEFT, (1, 3), display=kit.heads(24, 36, lines=2))
    rule = replace(large, rule=pt("0.3"))
    return rule, small


@pytest.mark.parametrize("frame", [0, pt("0.5")])
@pytest.mark.parametrize("other", ["山水", "树下长桌摆进了十二个乡镇的院子里"])
def test_heads_of_one_row_stand_on_one_line(frame: int, other: str) -> None:
    page = composed(*pair(frame), headlines=(other, "下山，平安"))
    for part in ("headline", "byline"):
        assert baseline(page, f"S0/{part}") == baseline(page, f"S1/{part}")
    assert baseline(page, "S0/body", last=False) == baseline(page, "S1/body", last=False)


def area_of_heads(*places: tuple[tuple[int, int], tuple[int, int]], frame: int = 0) -> list[Slot]:
    sizes = ((24, 36), (18, 22), (20, 26), (16, 20))
    return [
        replace(
            kit.slot(f"{n}条", rows, columns, display=kit.heads(*size, lines=2), frame=frame),
            head_area="甲",
        )
        for n, ((rows, columns), size) in enumerate(zip(places, sizes, strict=False))
    ]


@pytest.mark.parametrize("frame", [0, pt("0.5")])
@pytest.mark.parametrize("down", [0, 1, 2, 5])
def test_heads_of_an_area_stand_on_one_line_though_their_slots_begin_apart(
    down: int, frame: int
) -> None:
    slots = area_of_heads(((40, 76), (1, 3)), ((40 + down, 76), (4, 6)))
    slots[1] = replace(slots[1], frame=frame)
    texts = ("树下长桌摆进了十二个乡镇的院子里", "下山，平安")
    page = composed(*slots, headlines=texts)
    for part in ("headline", "byline"):
        assert baseline(page, f"S0/{part}") == baseline(page, f"S1/{part}")
    assert baseline(page, "S0/body", last=False) == baseline(page, "S1/body", last=False)


def test_heads_of_an_area_one_above_the_other_are_of_one_height() -> None:
    slots = area_of_heads(
        ((1, 30), (1, 3)), ((1, 30), (4, 6)), ((40, 76), (1, 3)), ((40, 76), (4, 6))
    )
    texts = ("树下长桌摆进了十二个乡镇的院子里", "下山，平安", "山水", "一条沟，一个守山人")
    page = composed(*slots, headlines=texts)
    tops = [(slot.rows[0] - 1) * kit.PITCH for slot in slots]
    for part, last in (("headline", True), ("byline", True), ("body", False)):
        stands = {baseline(page, f"S{n}/{part}", last=last) - top for n, top in enumerate(tops)}
        assert len(stands) == 1, part


def test_slots_that_name_no_area_stand_apart_from_those_that_do() -> None:
    slots = area_of_heads(((40, 76), (1, 2)), ((40, 76), (3, 4)))
    alone = kit.slot("三条", (40, 76), (5, 6), display=kit.heads(16, 18))
    texts = ("树下长桌摆进了十二个乡镇的院子里", "下山，平安", "山水")
    page = composed(*slots, alone, headlines=texts)
    assert baseline(page, "S0/headline") == baseline(page, "S1/headline")
    assert baseline(page, "S2/headline") != baseline(page, "S0/headline")


@pytest.mark.parametrize("lines", range(20, 60, 10))
def test_an_area_keeps_its_line_whether_its_stories_end_level_or_not(lines: int) -> None:
    slots = area_of_heads(((40, 76), (1, 2)), ((42, 70), (3, 4)), ((41, 73), (5, 6)))
    tales = [
        kit.story(f"S{n}", slot.name, *["山" * 24 * (lines + 7 * n)], headline="山水之间" * (n + 1))
        for n, slot in enumerate(slots)
    ]
    loaded = kit.loaded({"t": kit.template(*slots)}, kit.page(1, "t", *tales))
    page = compose(loaded, kit.NEWSPRINT).edition.pages[0]
    for part, last in (("headline", True), ("byline", True), ("body", False)):
        assert len({baseline(page, f"S{n}/{part}", last=last) for n in range(3)}) == 1


def test_a_frame_stands_on_the_line_of_the_rules_beside_it() -> None:
    page = composed(*pair(pt("0.5")), headlines=("山水之间", "下山，平安"))
    tops = {
        item.extent.y
        for block in page.blocks
        if block.role == "rule"
        for item in block.items
        if isinstance(item, Shape)
    }
    assert len(tops) == 1


def test_a_frame_keeps_as_much_below_its_text_as_beside_it() -> None:
    for ornament, depth in (("", 0), ("waves", ORNAMENT_DEPTH)):
        slot = replace(kit.slot("二条", LEFT, (1, 3), frame=pt("0.5")), ornament=ornament)
        space = area(kit.template(slot), slot, slot.frame)
        assert space.frame is not None
        beside = space.columns[0] - space.frame.x
        assert beside == kit.EM + depth
        assert space.frame.bottom - space.row_foot(space.rows - 1) >= beside


@pytest.mark.parametrize("size", [16, 24, 36, 54, 84, 120])
def test_air_below_a_head_grows_with_it_and_no_row_more_or_less_changes_it(size: int) -> None:
    slot = kit.slot("头条", (1, 60), display=kit.heads(size, size))
    template = kit.template(slot)
    space = area(template, slot, 0)
    found = heads.plans(
        {"headline": "山水", "byline": "本报记者 沈禾青"},
        slot.heads,
        Typefaces(kit.FAMILIES),
        space,
        space.width,
        (0, 0),
    )
    assert len(found) > 1
    airs = {
        plan.rows * space.pitch - heads.tops(plan, space)[-1] - plan.members[-1].height
        for plan in found
    }
    # What whole rows leave is rounded once, not shared out below.
    (air,) = airs
    assert air >= pt(size) * 3 // 10
    assert air % (space.pitch // 2) == 0


def test_heads_side_by_side_keep_half_an_em() -> None:
    text = "树下长桌摆进十二个乡镇的院坝"
    slots = tuple(
        replace(kit.slot(name, LEFT, columns, display=kit.heads(20, 40)))
        for name, columns in (("二条", (1, 3)), ("三条", (4, 6)))
    )
    page = composed(*slots, headlines=(text, text))
    left, right = (
        next(
            i
            for b in page.blocks
            if b.id == f"S{n}/headline"
            for i in b.items
            if isinstance(i, Glyphs)
        )
        for n in (0, 1)
    )
    assert right.x[0] - left.x[-1] - left.size >= left.size // 2


def test_a_deck_is_never_opened() -> None:
    slot = kit.slot("头条", (1, 60))
    page = composed(slot, headlines=("山水",), deck="守山")
    (deck,) = next(b for b in page.blocks if b.id == "S0/deck").items
    assert isinstance(deck, Glyphs)
    assert deck.x[1] - deck.x[0] == deck.size
