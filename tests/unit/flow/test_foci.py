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
