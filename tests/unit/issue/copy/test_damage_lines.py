"""Copy that a program broke at every line, and what only looks so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.issue.copy.blocks import lines_of, read_text
from presslayout.issue.copy.damage import damage
from presslayout.issue.copy.mending import mended_copy
from presslayout.issue.yaml.tree import SourceText

LINES = "云岭县地处山区，山路弯弯，出门要走\n大半天。二十年来护林员沿着石阶往上走\n，雾从谷底升起来，溪水声一路跟着他，\n从山脚到垭口，从垭口到林场，一天一趟\n，没有断过。"


def codes(text: str) -> list[tuple[str, int]]:
    lines = lines_of(text)
    source = SourceText("a.txt", tuple(line.text for line in lines))
    found = damage(read_text(lines, source), source, "A")
    return [(d.code, d.span.line) for d in found if d.span is not None]


@pytest.mark.parametrize("first", ["掌柜姓龚，做了三十一年", "豆腐坊", "他说：“好。”"])
@pytest.mark.parametrize("mark", "，。、；：！？")
def test_what_begins_with_a_mark_goes_on_from_the_paragraph_before(first: str, mark: str) -> None:
    text = f"{first}\n{mark}从不短斤少两。"
    assert ("paragraph-cut", 1) in codes(text)
    assert mended_copy(text, "a.txt", lines=False, cuts=True) == f"{first}{mark}从不短斤少两。"


def test_lines_of_one_length_are_told_once() -> None:
    assert codes(LINES) == [("hard-line-ends", 1)]


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"第{n}段说的是云岭县护路人的清晨，雾从谷底升起来。" for n in "一二三四五"),
        "短句\n短词\n短歌\n短诗",
        "3:2！永澧队加时绝杀\n球迷从各地赶来看球。",
        "安　阿惹　白　云　曹　操\n戴　月　魏　晋　瞿　塘\n完。",
        "他去了Xī’ān，说：“好。”",
        "pinyin：nǚ’ér。",
        "老街口的停车场。丁一 摄\n掌柜姓龚，做了三十一年。",
        "图为老街口的停车场，126个车位都画好了线。（记者丁一摄）\n掌柜姓龚。",
    ],
)
def test_what_only_looks_broken(text: str) -> None:
    assert codes(text) == []


MAIL = (
    "　　云岭县地处山区，山路弯弯，出门要走\n大半天。二十年来护林员沿着石阶往上走，\n"
    "雾从谷底升起来。溪水声一路跟着他，从山\n脚到垭口，从垭口到林场，一天一趟，从来。\n没有断过。\n"
    "　　他说，山里安静，一个人走惯了，反倒\n觉得城里太吵，住上两天就想着回来。\n"
)
NAMES = "\n".join(
    ("魏　志　罗长庚　沈禾青　顾长川　李　明", "赵一鸣　钱　多　孙有德　周　全　吴用之") * 4
)


def test_lines_of_a_mail_are_found_by_widths_and_indents() -> None:
    assert codes(MAIL) == [("hard-line-ends", 1)]
    joined = mended_copy(MAIL, ".txt", lines=True, cuts=False)
    assert (
        joined == "　　" + "\n　　".join("".join(p.split()) for p in MAIL.split("　　")[1:]) + "\n"
    )
    assert codes(joined) == []
    # What is joined is joined for good.
    assert mended_copy(joined, ".txt", lines=True, cuts=False) == joined


@pytest.mark.parametrize("text", [NAMES, NAMES.replace("　", " "), NAMES.replace("　", "、")])
def test_a_list_of_names_is_no_run_of_lines(text: str) -> None:
    assert [one for one in codes(text) if one[0] != "looks-like-roll"] == []
    assert mended_copy(text, ".txt", lines=True, cuts=True) == text


def test_paragraphs_that_were_cut_are_joined() -> None:
    text = "加快解决一批。推进六位\n\n　　难题。\n\n另一段。\n"
    for suffix in (".txt", ".md"):
        assert (
            mended_copy(text, suffix, lines=False, cuts=True)
            == "加快解决一批。推进六位难题。\n\n另一段。\n"
        )


@pytest.mark.parametrize("byline", ["记者 周吴", "本报通讯员 陆一鸣", "文/周吴 图/陆一鸣"])
def test_a_byline_goes_on_from_nothing(byline: str) -> None:
    text = f"东门街今日检修，停电范围：东门街。西门街 ① Ⅳ\n{byline}\n第二段。\n"
    assert codes(text) == []
    assert mended_copy(text, ".txt", lines=True, cuts=True) == text


@given(
    st.lists(st.text("山水，。“a b　-#", max_size=40), max_size=12), st.booleans(), st.booleans()
)
def test_mending_changes_blanks_alone(rows: list[str], lines: bool, cuts: bool) -> None:
    text = "\n".join(rows)
    made = mended_copy(text, ".txt", lines=lines, cuts=cuts)
    assert "".join(made.split()) == "".join(text.split())


def test_a_long_cut_is_told_where_it_is() -> None:
    text = "紧密结合系列庆祝活动，组织开展了一系列形式新颖的庆祝活动。如，举行\n颁发仪式。"
    assert codes(text) == [("paragraph-cut", 1)]
