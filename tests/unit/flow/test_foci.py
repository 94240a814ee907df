"""The focus of a photo that names none, and what hides one."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.base.values import replace
from presslayout.edition.page import Block, Glyphs, Page
from presslayout.edition.record import FocusGuess, PageRecord, PhotoRecord
from presslayout.edition.roles import Role
from presslayout.flow import artwork
from presslayout.flow.bench import Foci
from tests import kit

if TYPE_CHECKING:
    from presslayout.assets.pictures import PictureFacts
    from presslayout.base.diagnostics import Diagnostic

FILE = "images/friends_by_Aitzol_Berasategi.jpg"
BOX = Box(mm(20), mm(40), mm(100), mm(80))


def told(
    record: PhotoRecord, *blocks: Block, fold: tuple[int, int] | None = None
) -> list[Diagnostic]:
    tale = kit.story("A", "头条", "甲", photos=(kit.photo(FILE),))
    page = Page(1, "01", "试", mm(275), mm(390), 0, blocks)
    whole = PageRecord(1, "试", "", mm(275), mm(390), (), (record,))
    return [*artwork.remarks(kit.page(1, "试", tale), page, whole, fold)]


def shown(focus: tuple[int, int] | None, *, guessed: bool = False) -> PhotoRecord:
    """A photo of 1000 by 1000 pixels, its upper and lower tenth cut off."""
    crop = (0, 100, 1000, 900)
    guess = FocusGuess.PLACE if guessed else None
    return PhotoRecord(FILE, "A", BOX, 200, crop, (1000, 1000), (), focus, guess)


def test_a_guess_is_told_as_one_with_what_would_settle_it() -> None:
    (found,) = told(shown((340, 620), guessed=True))
    assert (found.code, found.severity.value, found.story) == ("focus-guessed", "info", "A")
    assert "焦点: [34%, 62%]" in (found.hint.zh if found.hint else "")
    assert told(shown((340, 620))) == []
    assert told(shown(None)) == []


@pytest.mark.parametrize(
    ("focus", "hidden"),
    [((500, 500), False), ((500, 890), True), ((500, 50), True), ((5, 500), False)],
)
def test_a_focus_that_the_crop_cuts_is_told(focus: tuple[int, int], hidden: bool) -> None:
    """Where the picture itself ends nothing is cut."""
    assert [d.code for d in told(shown(focus))] == ["focus-hidden"] * hidden


@pytest.mark.parametrize(("across", "hidden"), [(500, True), (530, True), (700, False)])
def test_a_focus_on_the_fold_is_told(across: int, hidden: bool) -> None:
    fold = mm(68), mm(72)
    assert [d.code for d in told(shown((across, 500)), fold=fold)] == ["focus-hidden"] * hidden
    assert told(shown((across, 500)), fold=(mm(200), mm(204))) == []


def test_a_focus_under_the_headline_is_told() -> None:
    run = Glyphs("face", pt(40), (1, 2), (mm(60), mm(75)), (mm(82),), "山水")
    block = Block("A/headline", Role.HEADLINE, (run,), "A", "headline")
    assert [d.code for d in told(shown((500, 500)), block)] == ["focus-hidden"]
    assert told(shown((100, 500)), block) == []
    assert told(shown((500, 500)), replace(block, story="B")) == []
    guessed = told(shown((500, 500), guessed=True), block)
    assert [(d.code, d.severity.value) for d in guessed] == [
        ("focus-guessed", "info"),
        ("focus-hidden", "info"),
    ]


def test_a_named_focus_is_no_guess_and_a_turned_one_lies() -> None:
    guesses = Foci(kit.ROOT)
    named = kit.photo(FILE)
    facts = kit_facts()
    assert guesses.of(named, facts) == ((500, 500), False)
    bare = replace(named, focus=None)
    (across, down), guessed = guesses.of(bare, facts)
    assert guessed
    assert guesses.lying().of(bare, facts) == ((down, 1000 - across), True)
    assert guesses.of(bare, replace(facts, vector="svg")) == ((500, 500), False)
    assert Foci().of(bare, facts) == ((500, 500), False)


def kit_facts() -> PictureFacts:
    from presslayout.assets.images import measure

    return measure(kit.ROOT / FILE)


def test_where_every_focus_is_named_nothing_is_guessed() -> None:
    """A cold build of the sample, whose photos name theirs, loads nothing of it."""
    code = (
        "import sys; from presslayout.newsroom.build import compose, load;"
        f"compose(load({str(kit.ROOT / 'issue' / '2026-10-18')!r}));"
        "sys.exit('presslayout.assets.saliency' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


FACE = (400, 300, 600, 600)


def faced(
    *faces: tuple[int, int, int, int], guess: FocusGuess | None = FocusGuess.FACES
) -> PhotoRecord:
    """The photo above with faces found in it."""
    return replace(shown((500, 500)), guess=guess, persons=faces)


def test_faces_are_told_as_a_guess_with_how_many_they_are() -> None:
    (found,) = told(faced(FACE, (100, 300, 200, 450)))
    assert (found.code, found.severity.value) == ("focus-guessed", "info")
    assert "2 张脸" in found.message.zh
    assert "2 faces" in found.message.en
    assert "焦点: [50%, 50%]" in (found.hint.zh if found.hint else "")
    # A focus that somebody named is no guess, and its face is seen.
    assert told(faced(FACE, guess=None)) == []


@pytest.mark.parametrize(
    ("face", "said"),
    [
        (FACE, ""),
        ((400, 20, 600, 300), "被裁掉一块"),
        ((400, 880, 600, 980), "被裁掉一块"),
        ((400, 910, 600, 1000), "裁在外面"),
        # Where the picture itself ends nothing is cut.
        ((0, 300, 100, 450), ""),
    ],
)
def test_a_face_in_the_crop_s_edge_is_told(face: tuple[int, int, int, int], said: str) -> None:
    found = [d for d in told(faced(face)) if d.code == "face-hidden"]
    assert [said in d.message.zh for d in found] == [True] * bool(said)
    # Whom a crop leaves out that an editor chose is theirs to say.
    own = [d.code for d in told(faced(face, guess=None))]
    assert own == ["face-hidden"] * (said == "被裁掉一块")


@pytest.mark.parametrize(
    ("left", "hidden"), [(400, True), (350, True), (320, False), (500, False), (700, False)]
)
def test_a_face_on_the_fold_is_told(left: int, hidden: bool) -> None:
    """The fold stands at the middle of the picture."""
    fold = mm(69.5), mm(70.5)
    one = (left, 300, left + 200, 600)
    codes = [d.code for d in told(faced(one, guess=None), fold=fold) if d.code == "face-hidden"]
    assert codes == ["face-hidden"] * hidden
    assert told(faced(one, guess=None), fold=(mm(200), mm(201))) == []


def test_a_face_under_the_headline_is_told_and_so_is_one_under_upright_type() -> None:
    across = Glyphs("face", pt(40), (1, 2), (mm(60), mm(75)), (mm(72),), "山水")
    upright = Glyphs("face", pt(40), (1, 2), (mm(64),), (mm(72), mm(87)), "山水")
    for run in (across, upright):
        block = Block("A/headline", Role.HEADLINE, (run,), "A", "headline")
        found = [d for d in told(faced(FACE, guess=None), block) if d.code == "face-hidden"]
        assert ["标题" in d.message.zh for d in found] == [True]
        assert [d.severity.value for d in found] == ["info"]
        beside = (0, 300, 150, 600)
        assert [d.code for d in told(faced(beside), block)] == ["focus-guessed"]
        assert told(faced(FACE, guess=None), replace(block, story="B")) == []


def test_each_cause_is_told_once_with_how_many_it_hides() -> None:
    cut = (100, 20, 300, 300), (400, 20, 600, 300)
    found = [d for d in told(faced(*cut, FACE)) if d.code == "face-hidden"]
    assert len(found) == 1
    assert "2 张脸" in found[0].message.zh
    assert "2 faces" in found[0].message.en
    assert " are cut" in found[0].message.en


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int, int]]:
    """The faces that a stand-in finds, in per mille, the largest first."""
    found: list[tuple[int, int, int, int]] = []
    monkeypatch.setattr("presslayout.assets.persons._seen", lambda _: list(found))
    return found


def test_a_photo_that_names_no_focus_is_aimed_at_its_faces(
    seen: list[tuple[int, int, int, int]],
) -> None:
    seen.append((600, 200, 700, 300))
    looks = Foci(kit.ROOT, reader="stand-in-4.0")
    bare, facts = replace(kit.photo(FILE), focus=None), kit_facts()
    made = looks.aim(bare, facts, (1000, 1000))
    assert (made.guess, made.persons) == (FocusGuess.FACES, tuple(seen))
    assert abs(made.focus[0] - 650) <= 20
    # A named one stays, and its faces are known.
    named = looks.aim(kit.photo(FILE), facts, (1000, 1000))
    assert (named.focus, named.guess, named.persons) == ((500, 500), None, tuple(seen))
    # Nobody looks for faces in drawings and cut-outs, nor without the library.
    assert looks.aim(bare, replace(facts, vector="svg"), (1, 1)).persons == ()
    assert looks.aim(replace(bare, contour=True), facts, (1, 1)).persons == ()
    assert Foci(kit.ROOT).aim(bare, facts, (1, 1)).guess is FocusGuess.PLACE


def test_where_no_face_is_found_the_sharpest_place_is_guessed(
    seen: list[tuple[int, int, int, int]],
) -> None:
    bare, facts = replace(kit.photo(FILE), focus=None), kit_facts()
    looks = Foci(kit.ROOT, reader="stand-in-4.0")
    assert not seen
    assert looks.aim(bare, facts, (1000, 1000)) == Foci(kit.ROOT).aim(bare, facts, (1000, 1000))


@pytest.mark.parametrize("person", [False, True])
def test_the_turned_frame_sees_the_same_faces_lying(
    person: bool, seen: list[tuple[int, int, int, int]]
) -> None:
    seen.append((600, 200, 700, 300))
    bare = replace(kit.photo(FILE), focus=(500, 400) if person else None, person=person)
    facts = kit_facts()
    turned = replace(facts, width=facts.height, height=facts.width)
    looks = Foci(kit.ROOT, reader="stand-in-4.0")
    upright, lying = looks.aim(bare, facts, (800, 600)), looks.lying().aim(bare, turned, (600, 800))
    assert lying.persons == ((200, 300, 300, 400),)
    assert lying.focus == (upright.focus[1], 1000 - upright.focus[0])
    assert lying.guess is upright.guess is FocusGuess.FACES
    if person:
        assert upright.crop is not None
        left, top, right, bottom = upright.crop
        assert lying.crop == (top, facts.width - right, bottom, facts.width - left)


def test_a_headline_stands_where_no_face_is(seen: list[tuple[int, int, int, int]]) -> None:
    photo, facts = kit.photo(FILE), kit_facts()
    looks = Foci(kit.ROOT, reader="stand-in-4.0")
    plain = looks.quiet(replace(photo, focus=(500, 500)), facts, 0, facts.height)
    third = plain // 500
    seen.append((400, third * 333 + 50, 600, third * 333 + 250))
    fresh = Foci(kit.ROOT, reader="stand-in-4.0")
    assert fresh.quiet(replace(photo, focus=(500, 500)), facts, 0, facts.height) != plain


def test_without_the_library_nothing_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("presslayout.assets.persons._seen", lambda _: pytest.fail("looked"))
    bare, facts = replace(kit.photo(FILE), focus=None), kit_facts()
    assert Foci(kit.ROOT).aim(bare, facts, (1000, 1000)).persons == ()
