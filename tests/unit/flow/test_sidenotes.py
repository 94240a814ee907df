"""Notes in half a column beside the text (侧注)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.edition.page import Glyphs
from presslayout.flow.compose import compose
from presslayout.flow.grid import area
from presslayout.flow.sidenotes import parted
from tests import kit

if TYPE_CHECKING:
    from presslayout.flow.compose import Composition
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Slot

TEXT = "凿它的是老石匠田应龙，他听说有人走岔了路，闷了两天，第三天背着錾子上了山，从后山采石料。"
NOTES = ("守山人：云岭县给每条沟各定一名。", "村规：在山上不带火种，上坟改献鲜花。")


def tale(*notes: str, count: int = 40) -> Story:
    return replace(kit.story("A", "头条", *[TEXT] * count), sidenotes=notes)


def made(one: Story, slot: Slot) -> Composition:
    return compose(kit.loaded({"t": kit.template(slot)}, kit.page(1, "t", one)), kit.NEWSPRINT)


@pytest.mark.parametrize("split", [2, 3, 4, 5])
def test_columns_give_whole_cells_evenly_for_half_of_one(split: int) -> None:
    space = area(kit.template(), kit.slot("头条", (1, 50), split=split), 0)
    found = parted(space, kit.EM)
    assert found is not None
    own, (left, width) = found
    assert len(own.columns) == split
    assert own.measure % kit.EM == 0
    assert (space.measure - own.measure) % kit.EM == 0
    assert width * 2 >= own.measure
    assert left + width == space.columns[-1] + space.measure
    assert left > own.columns[-1] + own.measure


def test_a_slot_that_is_too_narrow_has_none() -> None:
    space = area(kit.template(), kit.slot("头条", (1, 50), (1, 1)), 0)
    assert parted(replace(space, measure=6 * kit.EM), kit.EM) is None


def test_notes_stand_once_beside_the_text_and_nothing_is_lost() -> None:
    page = made(tale(*NOTES), kit.slot("头条", (1, 50), (1, 6), split=4)).edition.pages[0]
    by_id = {block.id: block for block in page.blocks}
    edge = max(max(i.x) for i in by_id["A/body"].items if isinstance(i, Glyphs))
    for number, note in enumerate(NOTES, 1):
        items = [i for i in by_id[f"A/sidenote-{number}"].items if isinstance(i, Glyphs)]
        assert "".join(i.text for i in items) == note
        assert all(i.x[0] > edge for i in items)
    assert "".join(kit.body_text(page, "A").split()) == TEXT * 40


def test_those_without_room_are_told_one_by_one() -> None:
    upright = kit.slot("头条", (1, 50), (1, 6), vertical=True)
    found = made(tale(*NOTES), upright).diagnostics
    parts = [d.part for d in found if d.code == "no-room"]
    assert parts == ["sidenote-1", "sidenote-2"]
    low = made(tale(*NOTES * 12), kit.slot("头条", (1, 20), (1, 6), split=4)).diagnostics
    assert 0 < sum(d.code == "no-room" for d in low) < 24


def test_they_are_the_story_s_texts() -> None:
    texts = dict(tale(*NOTES).texts)
    assert [texts[f"sidenote-{n}"] for n in (1, 2)] == list(NOTES)
