"""Lists of names: even cells, no name in two lines, all that was typed still there (RULES P6)."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.assets.fonts import Family, open_face
from presslayout.typeset.lines import place
from presslayout.typeset.manner import Manner
from presslayout.typeset.rolls import CELL, entries, roll, roll_lines
from presslayout.typeset.spacing import EM
from tests.unit.typeset.desk import BODY, ROOT, SIZE

if TYPE_CHECKING:
    from presslayout.typeset.lines import Line
    from presslayout.typeset.shape import Font, Shaped


@cache
def upright() -> Font:
    """The body face in vertical lines."""
    path = ROOT / "fonts" / "NotoSerifSC-Regular.ttf"
    found = Family("v", path, 0, f"fonts/{path.name}", (), "", "OFL 1.1")
    face = open_face(found)
    return replace(BODY, faces=(replace(face, vertical=True),))


def read(text: str) -> list[str]:
    return [text[e.start : e.end] for e in entries(text)]


def set_names(text: str, measure: int, font: Font = BODY) -> tuple[Shaped, tuple[Line, ...]]:
    shaped, found = roll(text, font)
    return shaped, roll_lines(shaped, found, measure * EM)


def rows(text: str, measure: int) -> list[str]:
    _, lines = set_names(text, measure)
    assert all(line.width <= measure * EM for line in lines)
    return [text[line.text_start : line.text_end] for line in lines]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("何远松　谭广雨　唐　知　邓　玉", ["何远松", "谭广雨", "唐　知", "邓　玉"]),
        ("何远松 谭广雨 唐 知 邓 玉", ["何远松", "谭广雨", "唐 知", "邓 玉"]),
        ("张三、李四，王五光。", ["张三", "李四", "王五光"]),
        ("张三\n李四\n王五光", ["张三", "李四", "王五光"]),
        ("魏　\n志", ["魏", "志"]),
        ("石门乡：张三、李四", ["石门乡：", "张三", "李四"]),
        ("石门乡（44人） 张三 魏　志", ["石门乡（44人）", "张三", "魏　志"]),
        ("石门乡（四十四名）\n张三", ["石门乡（四十四名）", "张三"]),
        ("石门乡\n张三　李四", ["石门乡", "张三", "李四"]),
        ("张三（女，满族）、丁一 （女）", ["张三（女，满族）", "丁一 （女）"]),
        ("魏　志（女）　李四", ["魏　志（女）", "李四"]),
        ("欧阳 修　司马光　诸葛　亮", ["欧阳 修", "司马光", "诸葛　亮"]),
        ("买买提·艾力　John Smith　张三", ["买买提·艾力", "John Smith", "张三"]),
        ("组长 张三　副组长：李四、王五", ["组长", "张三", "副组长：李四", "王五"]),
        ("安　阿惹　白　云", ["安", "阿惹", "白　云"]),
        ("", []),
        ("　、　", []),
    ],
)
def test_what_the_names_of_a_text_are(text: str, names: list[str]) -> None:
    assert read(text) == names


def test_two_and_three_characters_stand_in_one_column() -> None:
    text = "何远松　唐　知　谭广雨　张三　顾广青　魏 志"
    assert rows(text, 11) == ["何远松　唐　知　谭广雨　", "张三　顾广青　魏 志"]
    shaped, lines = set_names(text, 11)
    at = [[x * EM // SIZE for run in place(shaped, one, 0, 0) for x in run.x] for one in lines]
    assert at[1] == [0, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 10_000]
    assert at[0][:6] == [0, 1000, 2000, 3000, 4000, 5000]


def test_a_longer_name_takes_as_many_cells_as_it_needs() -> None:
    text = "欧阳修远　张三　买买提·艾力　李四"
    _, lines = set_names(text, 17)
    (first, second) = lines
    assert text[first.text_start : first.text_end] == "欧阳修远　张三　"
    assert text[second.text_start : second.text_end] == "买买提·艾力　李四"


def test_marks_stand_in_the_air_and_hang_at_the_end_of_a_line() -> None:
    text = "张三丰、李四、王五光、赵六。"
    assert rows(text, 11) == ["张三丰、李四、王五光、", "赵六。"]
    _, (first, last) = set_names(text, 11)
    assert (first.width, first.hung) == (11_000, 500)
    assert last.hung == 0


def test_a_unit_is_bold_and_goes_with_its_first_name() -> None:
    text = "石门乡：张三、李四"
    shaped, lines = set_names(text, 11)
    (unit, *_) = place(shaped, lines[0], 0, 0)
    assert unit.text == "石门乡："
    assert unit.face == BODY.bold[0].key
    assert rows("张三　李四　组长 王五", 11) == ["张三　李四　", "组长 王五"]


def test_a_name_wider_than_its_line_is_parted_before_what_brackets_say() -> None:
    assert rows("张三（女，土家族）、李四", 7) == ["张三", "（女，土家族）、", "李四"]
    assert "".join(rows("阿卜杜热西提·买买提艾力", 6)) == "阿卜杜热西提·买买提艾力"


SURNAMES = "张王李赵陈魏石龚"
GIVEN = st.text("志明远芳禾云广才", min_size=1, max_size=2)
SHORT = st.builds(str.__add__, st.sampled_from(SURNAMES), GIVEN)
APART = st.builds(
    lambda a, blank, b: a + blank + b,
    st.sampled_from(SURNAMES), st.sampled_from(" 　"), st.sampled_from("志明远芳"),
)  # fmt: skip
LONG = st.sampled_from(
    ["欧阳修远", "买买提·艾力", "张三（女）", "古丽娜尔", "John Smith", "司马光"]
)
NAME = st.one_of(SHORT, SHORT, APART, LONG)
BETWEEN = st.sampled_from(
    ["　", "\t", "\u00a0", " ", "  ", "　　", "、", "，", "\n", "、\n", "　\n", "、 "]
)
UNIT = st.sampled_from(["", "石门乡：", "石门乡（44人） ", "石门乡（44人）\n"])


@st.composite
def rolls(draw: st.DrawFn) -> tuple[str, list[str]]:
    names = draw(st.lists(NAME, min_size=1, max_size=24))
    unit = draw(UNIT)
    text = unit
    for name in names:
        # A space between Western words stands inside a name.
        text += name + ("、" if name[-1] == "h" else draw(BETWEEN))
    return text.rstrip(), [*([unit.strip()] if unit else []), *names]


@settings(max_examples=150, deadline=None)
@given(rolls(), st.integers(6, 24), st.sampled_from(["", "kaiming", "grid", "vertical"]))
def test_every_name_is_whole_on_the_cells_and_nothing_is_lost(
    given_: tuple[str, list[str]], measure: int, manner: str
) -> None:
    text, names = given_
    font = upright() if manner == "vertical" else BODY
    if manner == "kaiming":
        font = replace(BODY, manner=Manner(marks="kaiming"))
    if manner == "grid":
        font = replace(BODY, manner=Manner(grid=True))
    assert read(text) == names
    shaped, lines = set_names(text, measure, font)
    # Lines follow each other, every code point in one of them.
    assert lines[0].text_start == 0
    assert lines[-1].text_end == len(text)
    assert all(a.text_end == b.text_start for a, b in pairwise(lines))
    starts = {e.start: text[e.start : e.end] for e in entries(text)}
    for line in lines:
        assert line.width <= measure * EM
        glyphs = place(shaped, line, 0, 0)
        drawn = "".join(run.text for run in glyphs)
        typed = text[line.text_start : line.text_end]
        assert drawn == typed.replace("\n", "")
        begins = [at for at in starts if line.text_start <= at < line.text_end]
        wide = [at for at in starts if at + len(starts[at]) > line.text_end and at in begins]
        # A name that no line of its own holds is parted; every other one is whole.
        assert all(len(starts[at]) > min(measure, 8) - 2 for at in wide), (typed, wide)
        if line.text_start not in {0, *starts}:
            # It begins inside a name that was parted.
            continue
        for at in begins:
            k = list(shaped.starts).index(at)
            left = shaped.width[k] + shaped.before[k] - shaped.width[line.start]
            left -= shaped.before[line.start]
            assert left % CELL == 0, (typed, starts[at], left)


@settings(max_examples=60, deadline=None)
@given(rolls(), st.integers(11, 18))
def test_a_roll_goes_on_where_another_column_took_over(
    given_: tuple[str, list[str]], measure: int
) -> None:
    text, _ = given_
    _, lines = set_names(text, measure)
    for line in lines[1:]:
        shaped, found = roll(text[line.text_start :], BODY, begins=False)
        rest = roll_lines(shaped, found, measure * EM)
        ends = [one.text_end + line.text_start for one in rest]
        assert ends == [one.text_end for one in lines if one.text_start >= line.text_start]
