"""Portraits (人像): a face, a name, a post, words, in one column between two rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from presslayout.assets.pictures import PictureFacts
from presslayout.edition.page import Glyphs, Picture, Shape
from presslayout.edition.record import FocusGuess
from presslayout.flow.bench import Desk, Filled, Foci, Typefaces
from presslayout.flow.grouped import CLOSE
from presslayout.flow.portraits import PREFIX
from presslayout.flow.slots import story
from presslayout.flow.telling import Telling
from presslayout.issue.issue import Portrait, Story
from tests import kit

TEXT = "凿它的是老石匠田应龙，他听说有人走岔了路，闷了两天，第三天背着錾子上了山，从后山采石料。"
FACTS = PictureFacts(900, 1200, 3, 1, "0" * 64)
WORDS = "山不说话，可它记着每一个来过的人。"


def face(words: str = WORDS, *, round_: bool = False) -> Portrait:
    photo = kit.photo("images/face.jpg", caption="罗长庚，守山人")
    return Portrait(photo, "罗长庚", "龙潭坪林场守山人", words, round_, "")


def tale(*faces: Portrait) -> Story:
    return replace(kit.story("A", "头条", *[TEXT] * 16), portraits=faces)


def filled(
    one: Story,
    columns: int = 2,
    rows: int = 46,
    *,
    facts: PictureFacts = FACTS,
    foci: Foci | None = None,
) -> Filled:
    slot = kit.slot("头条", (1, rows), (1, columns))
    spec = kit.page(1, "t", one)
    paper = kit.loaded({}, spec).issue.paper
    faces = Typefaces(kit.FAMILIES)
    pictures = {"images/face.jpg": facts}
    desk = Desk(
        kit.template(slot), spec, paper, kit.NEWSPRINT, faces, pictures, foci=foci or Foci()
    )
    return story.fill(slot, Telling(one), desk)


def said(made: Filled, name: str) -> str:
    return "".join(
        item.text
        for block in made.blocks
        if block.id == f"A/{name}"
        for item in block.items
        if isinstance(item, Glyphs)
    )


@pytest.mark.parametrize("words", [WORDS, ""])
def test_its_words_are_the_story_s_and_stand_once(words: str) -> None:
    made = filled(tale(face(words)))
    for part, text in face(words).texts:
        assert said(made, f"{PREFIX}-{part}-1") == text
    texts = dict(tale(face(words)).texts)
    assert texts[f"{PREFIX}-name-1"] == "罗长庚"
    assert "".join(kit_body(made).split()) == TEXT * 16


def kit_body(made: Filled) -> str:
    return said(made, "body")


def test_the_face_is_square_and_no_second_photo_of_the_page() -> None:
    made = filled(tale(face()))
    (picture,) = [i for b in made.blocks for i in b.items if isinstance(i, Picture)]
    assert picture.box.width == picture.box.height
    assert picture.box.width <= 12 * kit.EM * 400 // 1000
    (record,) = made.photos
    assert not record.story


def test_a_round_one_is_covered_but_for_its_circle() -> None:
    made = filled(tale(face(round_=True)))
    rules = next(b for b in made.blocks if b.id == f"A/{PREFIX}-1-rules")
    assert rules.artifact
    shapes = [i for i in rules.items if isinstance(i, Shape)]
    (hole,) = [one for one in shapes if one.fill is not None]
    assert sum(segment[0] == "C" for segment in hole.path) == 4
    (picture,) = [i for b in made.blocks for i in b.items if isinstance(i, Picture)]
    assert hole.extent.x < picture.box.x
    assert hole.extent.right > picture.box.right


def test_two_of_them_are_apart_and_keep_their_numbers() -> None:
    other = replace(face(""), name="冉桂英", photo=replace(face().photo, stem="b"))
    made = filled(tale(face(), other))
    assert said(made, f"{PREFIX}-name-2") == "冉桂英"
    first, second = [i.box for b in made.blocks for i in b.items if isinstance(i, Picture)]
    assert first != second


def test_one_without_room_is_told() -> None:
    made = filled(tale(face(WORDS * 12)), columns=1, rows=12)
    assert {"no-room", "overset"} & {d.code for d in made.diagnostics}


def test_one_whose_focus_nobody_named_shows_head_and_shoulders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As large as it prints finely; one that names its focus, and one without a face, as before."""
    found = [(600, 300, 720, 390)]
    monkeypatch.setattr("presslayout.assets.persons._seen", lambda _: found)
    whole = replace(FACTS, width=9000, height=12000)
    plain = filled(tale(face())).photos[0].crop
    assert plain == (0, 150, 900, 1050)
    bare = face()
    bare = replace(bare, photo=replace(bare.photo, focus=(500, 400), person=True))
    (record,) = looked(bare, whole).photos
    left, top, right, bottom = record.crop
    assert right - left == bottom - top == 9000 * 120 // 1000 * CLOSE // 1000
    assert left < 5400
    assert right > 6480
    assert top < 3600
    assert bottom > 4680
    assert (record.guess, record.persons) == (FocusGuess.FACES, tuple(found))
    # A photo of few pixels stays as large as it may.
    (coarse,) = looked(bare, replace(FACTS, width=300, height=400)).photos
    assert coarse.ppi is not None
    assert coarse.ppi >= kit.NEWSPRINT.ppi_warning * 3 // 2
    assert 300 * 120 // 1000 * CLOSE // 1000 < coarse.crop[2] - coarse.crop[0] < 300
    # The one that names its focus is no guess.
    (named,) = looked(face(), whole).photos
    assert (named.crop, named.guess) == ((0, 1500, 9000, 10500), None)
    found.clear()
    (record,) = looked(bare, whole).photos
    assert (record.crop, record.guess) == ((0, 300, 9000, 9300), None)


def looked(one: Portrait, facts: PictureFacts) -> Filled:
    return filled(tale(one), facts=facts, foci=Foci(kit.ROOT, reader="stand-in-4.0"))
