"""Raised and lowered figures are the face's own digits, small, and stay what was typed."""

from __future__ import annotations

import pytest

from presslayout.base.units import pt
from presslayout.edition.page import Glyphs
from presslayout.typeset.figures import LOWERED, RAISED, figures, lowered, raised
from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.lines import place, whole
from presslayout.typeset.shape import Font, Look, shape
from presslayout.typeset.spacing import EM, SUPERIOR
from tests.unit.typeset.desk import SIZE, SONG

BASE = pt(100)


FONT = Font((SONG,), (), SIZE)


def runs(text: str, look: Look | None = None) -> list[Glyphs]:
    shaped = shape(text, FONT, look or Look())
    return [
        item for item in place(shaped, whole(shaped).lines[0], 0, BASE) if isinstance(item, Glyphs)
    ]


def test_every_figure_has_one_character_and_is_given_back() -> None:
    for table in (RAISED, LOWERED):
        made = figures("".join(table.values()))
        assert made is not None
        assert made.text.replace("−", "-") == "".join(table)
    assert figures("平常的稿子 108") is None
    assert (raised("-13"), lowered("2"), raised("th"), lowered("x")) == ("⁻¹³", "₂", None, None)


@pytest.mark.parametrize(("text", "up"), [("一百10⁸克", True), ("浓度CO₂降", False)])
def test_a_figure_is_a_digit_of_the_same_face_small_and_off_the_line(text: str, up: bool) -> None:
    small = [run for run in runs(text) if run.size < SIZE]
    (one,) = small
    assert one.size == SIZE * SUPERIOR // EM
    assert one.text in RAISED.values() or one.text in LOWERED.values()
    assert (one.y[0] < BASE) is up
    plain = {"⁸": "8", "₂": "2"}[one.text]
    (digit,) = [run for run in runs(plain) if run.text == plain]
    assert (one.face, one.ids) == (digit.face, digit.ids)
    assert "".join(run.text for run in runs(text)) == text


def test_no_line_begins_with_a_figure() -> None:
    shaped = shape("面积一百二十m²左右，10⁻³", FONT)
    for at, char in enumerate("面积一百二十m²左右，10⁻³"):
        if char in "²⁻³":
            assert shaped.breaks[at] == FORBIDDEN


def test_marked_letters_stand_above_and_below_as_figures_do() -> None:
    above = runs("第4th届", Look(raised=((2, 2),)))
    below = runs("第4th届", Look(lowered=((2, 2),)))
    assert [run.y[0] < BASE for run in above if run.text == "th"] == [True]
    assert [run.y[0] > BASE for run in below if run.text == "th"] == [True]
