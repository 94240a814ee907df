"""A spec made tidy says what it said, and nothing else of it changes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.issue import fields
from presslayout.issue.bilingual import translated
from presslayout.issue.copy.punctuation import mended, words
from presslayout.issue.tidy import tidied

ROOT = Path(__file__).resolve().parents[3]
TIDY = """\
# 注释
报纸:
  报名: 云岭日报  # 报名
版面:
  - 版次: 3
    # 稿件在此
    稿件:
      - 编号: A
        正文: |
          第一段，
            第二段。
"""


def tidy(text: str, language: str | None = None) -> str:
    return tidied(text.encode(), "x.yaml", language).text


@pytest.mark.parametrize(
    "path",
    sorted(
        [*ROOT.glob("issue/*/*.yaml"), *ROOT.glob("layout/*.yaml"), *ROOT.glob("layout/*/*.yaml")]
    ),
    ids=lambda p: p.name,
)
def test_what_ships_is_tidy(path: Path) -> None:
    text = path.read_text("utf-8")
    made = tidied(path.read_bytes(), path.name)
    assert not made.faults
    assert made.text == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("报名: 云", "报名： 云"),
        ("报名: 云", "报名:云"),
        ("  报名", "\t报名"),
        ("  报名", "　报名"),
        ("    # 稿件", "  # 稿件"),
        ("报纸", "paper"),
    ],
)
def test_what_keyboards_do_is_mended(old: str, new: str) -> None:
    spoilt = TIDY.replace(old, new)
    assert spoilt != TIDY
    if old.startswith("    #"):
        # A comment that stands level with no entry moves with what goes before it.
        assert [line.strip() for line in tidy(spoilt).split("\n")] == [
            line.strip() for line in TIDY.split("\n")
        ]
        return
    assert tidy(spoilt) == TIDY


def test_indents_become_two_blanks_a_level() -> None:
    head, rest = TIDY.split("  - 版次")
    level = head + "- 版次" + rest.replace("\n  ", "\n")
    wide = "\n".join(
        " " * (2 * (len(line) - len(line.lstrip()))) + line.lstrip().replace("- ", "-   ")
        for line in TIDY.split("\n")
    )
    assert tidy(wide).split("正文")[0] == TIDY.split("正文", maxsplit=1)[0]
    assert tidy(level) == TIDY


def test_keys_change_their_language_and_come_back() -> None:
    english = tidy(TIDY, "en")
    assert "paper:\n  name: 云岭日报" in english
    assert "# 注释" in english
    assert tidy(english, "zh") == TIDY
    assert tidy(english) == english


def test_line_ends_stay() -> None:
    assert tidy(TIDY.replace("\n", "\r\n")) == TIDY.replace("\n", "\r\n")


def test_blanks_in_a_text_stay() -> None:
    text = "版面:\n  - 版次: 3\n    稿件:\n      - 编号: A\n        正文: |\n          一  \n          二\n"
    assert tidy(text) == text


@pytest.mark.parametrize("text", ["版面: [", "a: 1\na: 2\n", "报纸:\n  报名: 一: 二\n", ""])
def test_what_cannot_be_read_is_left_and_told(text: str) -> None:
    made = tidied(text.encode(), "x.yaml")
    assert made.faults
    assert made.text == text


@settings(max_examples=80, deadline=None)
@given(st.text("报纸名版面次: ：\t　\n-#'a1[]{}|", max_size=60))
def test_any_text_keeps_its_letters(text: str) -> None:
    made = tidied(text.encode(), "x.yaml")
    if not made.faults:
        strip = str.maketrans("", "", " \t\n\r　:：")
        known = {"报纸": "paper", "版面": "pages"}
        one, other = text.translate(strip), made.text.translate(strip)
        for zh, en in known.items():
            one, other = one.replace(zh, en), other.replace(zh, en)
        assert one == other


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("他说,好.", "他说，好。"),
        ("他问:“好?”", "他问：“好？”"),
        ('"好"字', "“好”字"),
        ('他说"好', '他说"好'),
        ("云岭(县)", "云岭（县）"),
        ('说："走吧."', "说：“走吧。”"),
        ("走了...", "走了……"),
        ("走了。。。。", "走了……"),
        ("走了……", "走了……"),
        ("云岭--山", "云岭——山"),
        ("云岭——山", "云岭——山"),
        ("云岭—山", "云岭——山"),
        ("云岭——————山", "云岭——山"),
        ("云岭──山", "云岭——山"),
        ("走了………", "走了……"),
        ("门口,73岁", "门口，73岁"),
        ("4块钱,40分钟", "4块钱，40分钟"),
        ("他说“好”.", "他说“好”。"),
        ("山、；水，，林，。", "山；水，林。"),
        ("http://a.cn/x?y=1", "http://a.cn/x?y=1"),
        ("时间是10:30", "时间是10:30"),
        ("增长3.5%,到1,200人", "增长3.5%，到1,200人"),
        ("See (a), b.", "See (a), b."),
        ("## 小标题\n\n正文,好", "## 小标题\n\n正文，好"),
    ],
)  # fmt: skip
def test_marks_are_mended(old: str, new: str) -> None:
    assert mended(old) == new
    assert words(mended(old)) == words(old)
    assert mended(new) == new


@settings(max_examples=200, deadline=None)
@given(st.text("山水,.:?!()\"'-—…。，“”a1 \n", max_size=40))
def test_mending_touches_marks_alone(text: str) -> None:
    assert words(mended(text)) == words(text)
    assert mended(text).count("\n") == text.count("\n")


def records() -> list[fields.Record]:
    """Every table of keys, each once."""
    found: dict[str, fields.Record] = {}
    waiting = [one for one in vars(fields).values() if isinstance(one, fields.Record)]
    while waiting:
        one = waiting.pop()
        if one.name not in found:
            found[one.name] = one
            waiting += [f.of for f in one.fields if f.of is not None]
    return list(found.values())


FIELDS = [(record.name, f) for record in records() for f in record.fields]


@pytest.mark.parametrize("field", [f for _, f in FIELDS if f.choices])
def test_every_word_of_a_list_goes_to_english_and_comes_back(field: fields.Field) -> None:
    for zh, en in field.choices:
        there = translated(zh, field, "en")
        assert there == (en if re.search("[\u4e00-\u9fff]", zh) else zh)
        assert translated(there, field, "zh") == zh


def test_words_of_values_change_with_the_keys_and_come_back() -> None:
    text = (
        "名称: 我的\n正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}\n"
        "版心: {宽: 77字, 高: 76行}\n主色: 红 20%\n"
        "区块:\n  头条: {行: 1-6, 栏: 1-6, 内容: 稿件, 竖排: 是, 署名位置: 文末, 首字: {色: 黑}}\n"
        "合版顺序: [图片高度, 补白]\n"
    )
    english = tidy(text, "en")
    for said in ("indent: 2em", "width: 77em", "height: 76ln", "accent: red 20%", "content: story",
                  "vertical: yes", "byline_at: end", "colour: black",
                  "[picture_height, filler]"):  # fmt: skip
        assert said in english, said
    # Names are the paper's own.
    assert "  头条: {" in english
    assert "font: 宋体" in english
    assert tidy(english, "zh") == text
    # Nobody asked for another language: the keys go with most of them, and values stay.
    mixed = english.replace("content: story", "content: 稿件")
    assert tidy(mixed) == mixed


def test_texts_that_look_like_words_of_values_stay() -> None:
    text = "版面:\n  - 版次: 3\n    版名: 上\n    稿件:\n      - {编号: A, 主题: 是, 署名: 黑, 正文: 7行}\n"
    assert tidy(tidy(text, "en"), "zh") == text
    assert "headline: 是, byline: 黑, body: 7行" in tidy(text, "en")


@pytest.mark.parametrize(
    "path", sorted((ROOT / "layout").rglob("*.yaml")), ids=lambda path: path.stem
)
def test_every_file_that_ships_goes_to_english_and_comes_back(path: Path) -> None:
    text = path.read_text("utf-8")
    english = tidy(text, "en")
    assert english != text
    assert tidy(tidy(text, "zh"), "zh") == tidy(text, "zh")
    assert tidy(english, "zh") == tidy(text, "zh")
