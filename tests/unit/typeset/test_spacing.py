from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.typeset.shape import Font, shape
from presslayout.typeset.spacing import opens
from tests.unit.typeset.desk import BOLD, KAI, SIZE, SMILEY, SONG, cases, shaped, width

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("，“", 1.5),
        ("：“", 1.5),
        ("。”", 1.5),
        ("”，", 1.5),
        ("》《", 1.5),
        ("（“", 1.5),
        ("”）", 1.5),
        ("。”）", 2),
        ("！”》", 2),
        ("（）", 2),
        ("，，", 2),
        ("！！", 1),
        ("？！", 1),
        ("！！！", 2),
        ("——", 2),
        ("⸺", 2),
        ("……", 2),
        ("…………", 4),
        ("—", 1),
        ("～", 1),
        ("–", 0.5),
        ("·", 0.5),
        ("／", 0.5),
        ("/", 0.5),
        ("字", 1),
        ("々", 1),
        ("\u3000", 1),
    ],
)
def test_marks_have_the_width_of_the_rule_book(text: str, ems: float) -> None:
    assert width(text) == ems


@pytest.mark.parametrize("face", [SONG, KAI, BOLD])
def test_chinese_quotes_are_one_em_whatever_the_face_says(face: Face) -> None:
    made = shaped("字“字”字", Font((face,), (), SIZE))
    assert made.width[-1] == 5000


@pytest.mark.parametrize("face", [SONG, KAI, BOLD])
@pytest.mark.parametrize("mark", list("“‘（《【”’）》】，。；：！？、"))
def test_ink_stands_inside_its_half_of_the_cell(face: Face, mark: str) -> None:
    made = shaped(mark, Font((face,), (), SIZE))
    left, right = face.ink(made.ids[0])
    assert made.shifts[0] + left >= -30
    assert made.shifts[0] + right <= 530


def test_a_narrow_face_keeps_its_own_cell() -> None:
    made = shaped("国家", Font((SMILEY,), (), SIZE))
    assert made.width[-1] == 1600


def test_solidi_inside_western_runs_keep_their_width() -> None:
    assert width("GB/T") < 3


def test_spaces_between_han_and_latin_are_the_gap() -> None:
    assert shaped("用 LAMP 做").width == shaped("用LAMP做").width
    assert width("中 文") == 2


def test_spaces_part_names_in_display_lines() -> None:
    made = shape("记者 甲", Font((SONG,), (), SIZE), spaced=True)
    assert made.width[-1] == 3500


def test_justification_stays_out_of_what_belongs_together() -> None:
    assert not opens("O", "H")
    assert not opens("H", "C")
    assert not opens("d", "X")
    assert not opens("W", "W")
    assert not opens("H", "V")
    assert opens("H", "H")
    assert opens("H", "P")
    assert opens("P", "O")
    assert opens("D", "H")


def test_runs_of_marks_as_the_standards_have_them() -> None:
    for case in cases("punct_runs"):
        if case.get("style", "quanjiao") != "quanjiao":
            continue
        made = shaped(f"字{case['input']}字")
        ems = made.width[-1] - 2000
        if case.get("at") == "line end":
            ems -= made.trail[-2]
        elif case.get("at") == "line start":
            ems -= made.lead[1]
        assert ems == case["width_em"] * 1000, case["id"]


def test_pairs_of_marks_as_clreq_has_them() -> None:
    for case in cases("spacing_trim"):
        if "clreq" not in case:
            continue
        if {"·", "・"} & set(case["pair"]) or set(case["classes"]) == {"exq"}:
            # GB/T 15834 5.1.2 and 5.1.7 give end marks in a row and interpuncts less (W4, W5).
            continue
        wanted = case["clreq"].get("principle_total_em") or case["clreq"]["solid_total_em"]
        assert width(case["pair"]) == wanted, case["id"]


def test_the_han_latin_gap_stands_where_clreq_has_it() -> None:
    for case in cases("autospace"):
        made = shaped(case["text"])
        places = [made.starts[k] for k, gap in enumerate(made.auto) if gap]
        assert places == case["gap_before_index"], case["id"]
