"""What a paper draws otherwise than it was typed: the text stays (RULES H2–H5)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.typeset.lines import laid_out, place, variants
from presslayout.typeset.manner import NEWSPAPER, Manner
from presslayout.typeset.renditions import rendition
from presslayout.typeset.shape import Look, Shaped, shape
from tests.unit.typeset.desk import BODY, shaped

ALL = Manner(full_marks=True, half_latin=True, mend_marks=True)


def drawn(text: str, manner: Manner) -> str:
    made = rendition(text, manner)
    return text if made is None else made.text


def as_drawn(text: str, manner: Manner) -> Shaped:
    return shape(text, replace(BODY, manner=manner))


@pytest.mark.parametrize(
    ("switch", "text", "expected"),
    [
        ("full_marks", "他走了,又回来.真的吗?(真的)", "他走了，又回来。真的吗？（真的）"),
        ("full_marks", "3.5公里,NASA (US), 22:30", "3.5公里,NASA (US), 22:30"),
        ("half_latin", "共１２Ｋｍ", "共12Km"),
        ("mend_marks", "走了--又...约翰•穆勒~好。。。", "走了——又……约翰·穆勒～好……"),
        ("mend_marks", "他说—好", "他说——好"),
        ("mend_marks", "北京—上海高速", "北京—上海高速"),
        ("mend_marks", "19:30　来凤—龙山；午后", "19:30　来凤—龙山；午后"),
        ("mend_marks", "周一—周五，张家界—武陵源", "周一—周五，张家界—武陵源"),
        ("mend_marks", "他走了—再没回来。", "他走了——再没回来。"),
        ("mend_marks", "门外是雪—很厚", "门外是雪——很厚"),
        ("half_latin", "增５．２％，比分３：２", "增5.2％，比分3：2"),
        ("half_latin", "１．甲队　２．乙队", "1．甲队　2．乙队"),
    ],
)
def test_only_what_a_paper_asks_for_is_drawn_otherwise(
    switch: str, text: str, expected: str
) -> None:
    assert drawn(text, NEWSPAPER) == text
    assert drawn(text, replace(NEWSPAPER, **{switch: True})) == expected


def test_what_is_drawn_is_set_as_if_it_had_been_typed() -> None:
    typed = "他说--好,约翰•穆勒有１２本书...的"
    plain = shaped("他说——好，约翰·穆勒有12本书……的")
    made = as_drawn(typed, ALL)
    assert made.ids == plain.ids
    assert (made.width, made.breaks, made.kinds) == (plain.width, plain.breaks, plain.kinds)
    assert made.text == typed
    assert [typed for _, typed, _ in made.changes] == ["--", ",", "•", "１２", "..."]


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.sampled_from("他山水,.;:?!()--—...。。•~１２ＡＢ12…A好\u3000 "), max_size=24).map(
        "".join
    )
)
def test_nothing_of_the_text_is_lost(text: str) -> None:
    made = as_drawn(text, ALL)
    for variant in variants(made, 6000, indent=2000):
        assert "".join(text[a.text_start : a.text_end] for a in variant.lines) == text
        for line in variant.lines:
            runs = place(made, line, 0, 0)
            assert "".join(run.text for run in runs) == text[line.text_start : line.text_end]
            for run in runs:
                assert sum(run.spans or [1] * len(run.ids)) == len(run.text)
            shown = "".join(cell for cell, _, _ in laid_out(made, line))
            assert shown == text[line.text_start : line.text_end]


def test_what_is_bold_stays_so() -> None:
    text = "他说...好的"
    made = shape(text, replace(BODY, manner=ALL), Look(bold=((5, 2),)))
    assert made.face_numbers == [0, 0, 0, 2, 2]


def test_a_space_between_han_is_kept_where_a_paper_wants_it() -> None:
    assert shaped("中 文").width[-1] == 2000
    assert as_drawn("中 文", Manner(han_space=True)).width[-1] == 2500
    # A space beside Latin is the gap all the same.
    assert as_drawn("用 LAMP", Manner(han_space=True)).width == shaped("用LAMP").width


def test_dashes_begin_no_line_where_a_paper_is_strict() -> None:
    assert shaped("他说——好").breaks[2] == 60
    assert as_drawn("他说——好", Manner(strict=True)).breaks[2] >= 1_000_000
    assert as_drawn("他说……好", Manner(strict=True)).breaks[2] >= 1_000_000
