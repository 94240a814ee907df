"""The author's face beside a byline (署名像)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from presslayout.assets.pictures import PictureFacts
from presslayout.base.units import pt
from presslayout.edition.ink import WHITE, Ink
from presslayout.edition.page import Glyphs, Picture, Shape
from presslayout.flow.bench import Desk, Filled, Typefaces
from presslayout.flow.compose import compose
from presslayout.flow.slots import story
from presslayout.flow.telling import Telling
from presslayout.issue.issue import BylineFace, Story
from presslayout.issue.template import Slot, TextStyle
from tests import kit

SENTENCE = (
    "凿它的是老石匠田应龙，他听说有人走岔了路，闷了两天，第三天背着錾子上了山，从后山采石料。"
)
FACTS = PictureFacts(900, 1200, 3, 1, "0" * 64)
FILE = "images/friends_by_Aitzol_Berasategi.jpg"
SIDE = 2 * pt(13) + pt(9)


def tale(
    name: str = "A", slot: str = "头条", *, round_: bool = False, byline: str = "陆一鸣"
) -> Story:
    photo = kit.photo(FILE)
    one = kit.story(name, slot, *[SENTENCE] * 12, byline=byline)
    return replace(one, face=BylineFace(photo, round_))


def filled(one: Story, slot: Slot | None = None) -> Filled:
    slot = slot or kit.slot("头条", (1, 40), (1, 2))
    spec = kit.page(1, "t", one)
    paper = kit.loaded({}, spec).issue.paper
    faces = Typefaces(kit.FAMILIES)
    desk = Desk(kit.template(slot), spec, paper, kit.NEWSPRINT, faces, {FILE: FACTS})
    return story.fill(slot, Telling(one), desk)


def aligned(align: str) -> Slot:
    slot = kit.slot("头条", (1, 40), (1, 2))
    byline: TextStyle = replace(slot.heads.byline, align=align)
    return replace(slot, heads=replace(slot.heads, byline=byline))


def picture(made: Filled) -> Picture:
    (found,) = [i for b in made.blocks for i in b.items if isinstance(i, Picture)]
    return found


def byline(made: Filled) -> Glyphs:
    (found,) = [i for b in made.blocks if b.part == "byline" for i in b.items]
    assert isinstance(found, Glyphs)
    return found


@pytest.mark.parametrize("align", ["start", "center", "end"])
def test_it_is_three_rows_square_at_the_byline_s_left(align: str) -> None:
    slot = aligned(align)
    made = filled(tale(), slot)
    box, run = picture(made).box, byline(made)
    assert (box.width, box.height) == (SIDE, SIDE)
    assert run.text == "陆一鸣"
    assert box.right < min(run.x) < box.right + SIDE // 2
    middle = run.y[0] - run.size * 380 // 1000
    assert abs(middle - (box.y + SIDE // 2)) < run.size // 4
    assert made.story is not None
    whole = made.story.bbox
    left, right = box.x, max(run.x) + run.size
    if align == "start":
        assert left == whole.x
    elif align == "end":
        assert abs(right - whole.right) < run.size
    else:
        assert abs((left + right) // 2 - (whole.x + whole.right) // 2) < run.size


def test_it_stands_clear_of_headline_and_text() -> None:
    made = filled(tale())
    box = picture(made).box
    runs = {
        part: [i for b in made.blocks if b.part == part for i in b.items if isinstance(i, Glyphs)]
        for part in ("headline", "body")
    }
    assert max(max(run.y) for run in runs["headline"]) < box.y
    assert min(min(run.y) for run in runs["body"]) - pt(9) > box.bottom


def test_it_is_no_photo_that_leads_a_page_but_is_judged() -> None:
    (record,) = filled(tale()).photos
    assert not record.story
    assert record.file == FILE
    assert record.ppi is not None


def test_a_round_one_is_covered_but_for_its_circle_in_what_it_stands_on() -> None:
    slot = kit.slot("头条", (1, 40), (1, 2))
    for ground in (None, Ink(k=60)):
        made = filled(tale(round_=True), replace(slot, tint=ground))
        (block,) = [b for b in made.blocks if b.id == "A/byline-face"]
        assert block.artifact
        (hole,) = block.items
        assert isinstance(hole, Shape)
        assert hole.fill == (ground or WHITE)
        assert sum(segment[0] == "C" for segment in hole.path) == 4


def test_a_byline_with_a_face_never_moves_to_the_end() -> None:
    slot = replace(kit.slot("头条", (1, 40), (1, 2)), byline_at="end")
    made = filled(tale(), slot)
    assert picture(made).box.y > 0
    assert byline(made).y[0] < picture(made).box.bottom


def test_bylines_of_a_row_stand_on_one_line_with_faces_or_without() -> None:
    slots = [kit.slot("头条", (1, 40), (1, 2)), kit.slot("二条", (1, 40), (3, 4))]
    other = kit.story("B", "二条", *[SENTENCE] * 12, byline="沈禾青")
    spec = kit.page(1, "t", tale(), other)
    loaded = kit.loaded({"t": kit.template(*slots)}, spec)
    (page,) = compose(loaded, kit.NEWSPRINT).edition.pages
    lines = {
        (b.story, b.part): min(i.y[0] for i in b.items if isinstance(i, Glyphs))
        for b in page.blocks
        if b.part in ("headline", "byline")
    }
    for part in ("headline", "byline"):
        assert lines["A", part] == lines["B", part]


@pytest.mark.parametrize("why", ["byline", "vertical", ""])
def test_one_that_stands_nowhere_is_told(why: str) -> None:
    one = tale(byline="" if why == "byline" else "陆一鸣")
    slot = replace(kit.slot("头条", (1, 40), (1, 2)), vertical=why == "vertical")
    loaded = kit.loaded({"t": kit.template(slot)}, kit.page(1, "t", one))
    codes = [d.code for d in compose(loaded, kit.NEWSPRINT).diagnostics]
    assert ("no-byline-face" in codes) == bool(why)
