"""Marks of display lines stand by their ink (RULES T9)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.units import pt
from presslayout.flow.bench import Typefaces
from presslayout.typeset.display_marks import AIR, kerned
from presslayout.typeset.headline import Display, Heading, fit
from presslayout.typeset.manner import PLAIN, Manner
from presslayout.typeset.shape import Font, Shaped, shape
from tests import kit

FACES = Typefaces(kit.FAMILIES)
MARKS = "，。、；：？！”’」』》）】“‘「『《（【"


def shaped(text: str, family: str = "标题宋", manner: Manner = Manner()) -> Shaped:  # noqa: B008
    return shape(text, Font(FACES.of((family,)), (), pt(40), manner), spaced=True)


def fitted(text: str, *, marks: bool) -> Heading:
    made = fit(
        text,
        FACES.of(("标题宋",)),
        width=pt(400),
        smallest=pt(10),
        largest=pt(60),
        max_lines=1,
        display=Display(kerned=marks),
    )
    assert made is not None
    return made


@pytest.mark.parametrize("family", ["标题宋", "粗黑", "楷体", "黑体"])
@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_is_a_half_em_to_an_em_and_its_ink_is_no_nearer_than_the_air(
    mark: str, family: str
) -> None:
    plain = shaped(f"山{mark}水", family)
    made = kerned(plain)
    wide = made.before[1] + made.after[1]
    assert 500 <= wide <= plain.before[1] + plain.after[1]
    left, right = made.all_faces[0].ink(made.ids[1])
    ahead = made.lead[1] + made.shifts[1] + left
    behind = made.after[1] - made.shifts[1] - right
    assert ahead <= AIR or not made.lead[1]
    assert behind <= AIR or not made.trail[1]
    # What was cut was blank: no ink leaves its cell for that.
    if plain.lead[1] > made.lead[1]:
        assert ahead >= AIR
    if plain.trail[1] > made.trail[1]:
        assert behind >= AIR


@given(st.text("山水人家一二" + MARKS + "—…·A1 ", min_size=1, max_size=14))
def test_no_text_is_lost_and_none_grows(text: str) -> None:
    plain = shaped(text)
    made = kerned(plain)
    assert (made.text, made.ids, made.starts, made.kinds) == (
        plain.text,
        plain.ids,
        plain.starts,
        plain.kinds,
    )
    assert all(0 <= a <= b for a, b in zip(made.after, plain.after, strict=True))
    assert all(0 <= a <= b for a, b in zip(made.lead, plain.lead, strict=True))
    assert all(0 <= a <= b for a, b in zip(made.trail, plain.trail, strict=True))
    assert made.width[-1] == sum(made.before) + sum(made.after)
    assert kerned(made).width == made.width


def test_what_has_no_marks_is_the_very_same() -> None:
    plain = shaped("守山的日子 2026")
    assert kerned(plain) is plain
    made, usual = (fitted("守山的日子", marks=marks) for marks in (True, False))
    assert (made.size, made.lines) == (usual.size, usual.lines)


@pytest.mark.parametrize("manner", [Manner(marks=PLAIN), Manner(centred=True)])
def test_a_paper_that_sets_marks_its_own_way_keeps_it(manner: Manner) -> None:
    plain = shaped("下山，平安", manner=manner)
    assert kerned(plain) is plain


def test_vertical_lines_keep_their_marks() -> None:
    turned = tuple(face.turned() for face in FACES.of(("标题宋",)))
    plain = shape("下山，平安", Font(turned, (), pt(40), Manner()), spaced=True)
    assert kerned(plain) is plain


def test_the_room_goes_into_size() -> None:
    assert (
        fitted("下山，平安，回家", marks=True).size > fitted("下山，平安，回家", marks=False).size
    )
