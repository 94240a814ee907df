"""Laws of slots of any shape: nothing lost, no text under a picture or a box, all of it on the grid."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.assets.pictures import PictureFacts
from presslayout.edition.page import Glyphs, Picture
from presslayout.flow.bench import Desk, Typefaces
from presslayout.flow.slots import story as stories
from presslayout.flow.telling import Telling
from presslayout.issue.issue import Photo
from presslayout.issue.lattice import range_box
from presslayout.issue.paper import Paper
from presslayout.issue.template import Range
from tests import kit

if TYPE_CHECKING:
    from presslayout.flow.bench import Filled
    from presslayout.issue.template import Slot

FACTS = {
    "a.jpg": PictureFacts(900, 600, 3, 1, "a" * 64),
    "b.jpg": PictureFacts(400, 600, 3, 1, "b" * 64),
}
SENTENCE = "护路人清晨走过石桥，看见雾从谷底慢慢升起来，沿着山脊散开。"


@st.composite
def slots(draw: st.DrawFn) -> Slot:
    """A rectangle, an L or a U of whole base columns, perhaps with a hole cut out of it."""
    high = draw(st.integers(30, 60))
    knee = draw(st.integers(16, high - 10))
    kind = draw(st.sampled_from(["plain", "l", "mirrored", "u"]))
    top = Range((1, knee), (1, 6))
    arm = draw(st.integers(1, 4))
    parts = {
        "plain": (),
        "l": (top, Range((knee + 1, high), (1, arm))),
        "mirrored": (top, Range((knee + 1, high), (7 - arm, 6))),
        "u": (top, Range((knee + 1, high), (1, 1)), Range((knee + 1, high), (6, 6))),
    }[kind]
    made = replace(kit.slot("头条", (1, high)), parts=parts)
    if draw(st.booleans()):
        column = draw(st.integers(2, 4))
        row = draw(st.integers(10, knee - 5))
        made = replace(made, cuts=(Range((row, row + 4), (column, column + 1)),))
    return made


@st.composite
def photos(draw: st.DrawFn) -> tuple[Photo, ...]:
    made = []
    for file in draw(st.sampled_from([(), ("a.jpg",), ("b.jpg",), ("a.jpg", "b.jpg")])):
        spot = None
        at = draw(st.sampled_from(["", "top-right", "bottom", "above"]))
        if draw(st.booleans()):
            at, spot = "", (draw(st.integers(1, 5)), draw(st.integers(8, 30)))
        made.append(
            Photo(file, file[0], "桥。", "", (500, 500), None, at, False, "", kit.HERE, spot=spot)
        )
    return tuple(made)


PAPER = Paper("云岭日报", "CN 53-0000", dt.date(2026, 10, 18), "6128", "4", "", kit.HERE)


def fill(slot: Slot, shown: tuple[Photo, ...], count: int) -> Filled:
    tale = kit.story("A", "头条", *(SENTENCE * (1 + n % 4) for n in range(count)), photos=shown)
    page = kit.page(3, "试验", tale)
    desk = Desk(kit.template(slot), page, PAPER, kit.NEWSPRINT, Typefaces(kit.FAMILIES), FACTS)
    return stories.fill(slot, Telling(tale), desk)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(slots(), photos(), st.integers(2, 40))
def test_text_of_any_geometry_is_whole_free_of_pictures_and_on_the_grid(
    slot: Slot, shown: tuple[Photo, ...], count: int
) -> None:
    made = fill(slot, shown, count)
    record = made.story
    assert record is not None
    assert record.chars_set + record.overset.chars == record.chars_source
    template = kit.template(slot)
    body = [
        item
        for block in made.blocks
        if block.role == "body"
        for item in block.items
        if isinstance(item, Glyphs)
    ]
    pictures = [
        item.box for block in made.blocks for item in block.items if isinstance(item, Picture)
    ]
    baselines = {(item.y[0] - template.top) % kit.PITCH for item in body}
    assert len(baselines) <= 1
    cuts = [range_box(template, cut) for cut in slot.cuts]
    own = [range_box(template, part) for part in slot.ranges]
    for item in body:
        y = item.y[0] - kit.EM // 2
        for x in item.x:
            middle = x + kit.EM // 2
            for box in (*pictures, *cuts):
                assert not (box.x < middle < box.right and box.y < y < box.bottom)
            assert any(box.x <= x and box.y <= y <= box.bottom for box in own)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(slots(), st.integers(20, 60))
def test_a_row_more_of_any_geometry_never_means_more_overset(slot: Slot, count: int) -> None:
    parts = slot.parts or (slot.whole,)
    last = max(part.rows[1] for part in parts)
    grown = tuple(
        Range((p.rows[0], p.rows[1] + 1), p.columns) if p.rows[1] == last else p for p in parts
    )
    larger = replace(slot, rows=(slot.rows[0], slot.rows[1] + 1), parts=grown if slot.parts else ())
    few, more = fill(slot, (), count).story, fill(larger, (), count).story
    assert few is not None
    assert more is not None
    assert more.overset.chars <= few.overset.chars
