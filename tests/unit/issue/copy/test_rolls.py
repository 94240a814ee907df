"""Copy that is a list of names: how its rows are read, and when it is told that it looks like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.issue.copy.blocks import lines_of, read_markdown, read_rows, read_text
from presslayout.issue.copy.damage import damage
from presslayout.issue.copy.rolls import rolled
from presslayout.issue.yaml.tree import SourceText

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Diagnostic
    from presslayout.issue.issue import Paragraph

ROWS = """\
何远松　谭广雨　沈云勇　顾广青

唐　知　彭一雨　邓　玉　谭　一

彭春鸣　龚秀鸣　汪　子　舒禾岚
"""


def read(text: str) -> tuple[Paragraph, ...]:
    lines = lines_of(text)
    return rolled(read_rows(lines, SourceText("A.md", tuple(line.text for line in lines)))).body


def told(text: str, name: str = "a.md") -> list[Diagnostic]:
    lines = lines_of(text)
    source = SourceText(name, tuple(line.text for line in lines))
    made = read_text if name.endswith(".txt") else read_markdown
    return list(damage(made(lines, source), source, "A"))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind.value, p.text) for p in read(text)]


def test_rows_of_one_unit_are_one_paragraph_with_the_text_as_typed() -> None:
    text = f"## 石门乡（44人）\n{ROWS}\n## 岭脚村\n张三\n李四\n"
    assert kinds(text) == [
        ("subhead", "石门乡（44人）"),
        ("roll", ROWS.replace("\n\n", "\n").strip("\n")),
        ("subhead", "岭脚村"),
        ("roll", "张三\n李四"),
    ]
    body = read(text)
    assert "\n".join(p.text for p in body) == text.replace("## ", "").replace("\n\n", "\n").strip(
        "\n"
    )
    for paragraph in body:
        assert "\n".join(p.text for p in body)[paragraph.offset :].startswith(paragraph.text)


def test_a_unit_before_its_names_begins_a_paragraph() -> None:
    text = "石门乡：张三、李四\n王五\n岭脚村（36人） 赵六　孙　七\n周八"
    assert kinds(text) == [
        ("roll", "石门乡：张三、李四\n王五"),
        ("roll", "岭脚村（36人） 赵六　孙　七\n周八"),
    ]


def test_a_unit_on_a_row_of_its_own_begins_a_paragraph() -> None:
    text = "石门乡\n张三　李四\n龙潭坪林场\n王五\n赵六"
    assert kinds(text) == [("roll", "石门乡\n张三　李四"), ("roll", "龙潭坪林场\n王五\n赵六")]


@pytest.mark.parametrize(
    "sentence",
    [
        "二十年来，先后有705人担任守山人。今年公布名单：",
        "现将名单公布如下：",
        "（按姓氏笔画为序）",
        "特此公布",
        "云岭县林业站护路护林办公室",
        "二〇二六年十月十八日",
        "问：“谁是守山人？”",
    ],
)
def test_a_sentence_between_names_stays_a_paragraph(sentence: str) -> None:
    made = kinds(f"张三　李四\n{sentence}\n王五　赵六")
    assert [kind for kind, _ in made] == ["roll", "paragraph", "roll"]
    assert made[1][1] == sentence


def test_marks_and_places_are_those_of_the_rows() -> None:
    (only,) = read("张三　**李四**\n王五　*赵六*")
    assert only.text == "张三　李四\n王五　赵六"
    marked = [(m.kind.value, only.text[m.start : m.start + m.length]) for m in only.marks]
    assert marked == [("bold", "李四"), ("dots", "赵六")]
    assert only.place(only.text.index("王")) == (2, 1)
    assert only.place(only.text.index("赵")) == (2, 5)


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
@pytest.mark.parametrize(
    "text",
    [
        ROWS,
        ROWS.replace("\n\n", "\n"),
        ROWS.replace("　\n", "\n").replace("　", " "),
        "张三丰、李四光、王小五、赵六子、孙七、周八、吴九、郑十、陈广、许青、何平、彭子雨。",
        "## 石门乡\n" + ROWS,
        "石门乡\n\n" + ROWS,
        "\n".join("张明 李芳 王远 赵禾 孙云 周广 吴才 陈志 许青 何平 彭雨 邓玉".split()),
    ],
)
def test_what_looks_like_names_is_told_once_with_what_to_write(text: str, name: str) -> None:
    found = told(text, name)
    assert [d.code for d in found] == ["looks-like-roll"]
    assert found[0].severity in ("info", "warning")
    assert found[0].span is not None
    assert found[0].span.line <= (2 if text.startswith("##") else 1)
    assert found[0].hint is not None
    assert "体裁: 名单" in found[0].hint.zh
    assert "form: roll" in found[0].hint.en


def test_names_that_run_into_each_other_are_a_warning() -> None:
    rows = "何远松 谭广雨 沈云勇 顾广青\n" * 4
    assert [d.severity for d in told(rows, "a.md")] == ["warning"]
    assert [d.severity for d in told(rows, "a.txt")] == ["info"]
    assert [d.severity for d in told(rows.replace("\n", "、\n"), "a.md")] == ["info"]


@pytest.mark.parametrize(
    "text",
    [
        # Prose, with names in it; places; verse; a table; few names.
        "出席会议的有张三丰、李四光、王小五、赵六子、孙七、周八、吴九、郑十、陈广、许青、何平、彭雨。\n\n他们来自各乡。",
        "石门乡、岭脚村、双河乡、桐木乡、河口乡、白石乡、南坪乡、茶亭乡、龙潭镇、青冈村、望云村、北坡村",
        "床前明月光　疑是地上霜\n举头望明月　低头思故乡",
        "人之初 性本善 性相近 习相远\n苟不教 性乃迁 教之道 贵以专\n昔孟母 择邻处 子不学 断机杼",
        "| 姓名 | 分数 |\n|---|---|\n| 张三 | 92 |\n| 李四 | 95 |",
        "张三　92　李四　95　王五　88　赵六　90　孙七　77　周八　66　吴九　55",
        "张三　李四　王五",
        "水稻、玉米、小麦、大豆、马铃薯、油菜、花生、甘蔗、茶叶、烟叶、苹果、柑橘、黄瓜、白菜",
        "高中 初中 小学 幼儿园 大学 中专 技校 党校 夜校 职高 普高 私塾",
        "本报记者 许知微 通讯员 陆一鸣 摄影报道",
    ],
)
def test_what_is_no_list_of_names_is_not_told(text: str) -> None:
    for name in ("a.md", "a.txt"):
        assert "looks-like-roll" not in [d.code for d in told(text, name)]


def test_a_list_of_names_is_no_copy_broken_at_its_lines() -> None:
    row = "何远松 谭广雨 沈云勇 顾广青 唐知微 彭一雨"
    text = "\n".join([row] * 6)
    assert [d.code for d in told(text, "a.txt")] == ["looks-like-roll"]
    row = "何远松、谭广雨、沈云勇、顾广青、唐知微、彭一雨、"
    assert [d.code for d in told("\n".join([row] * 6), "a.txt")] == ["looks-like-roll"]
