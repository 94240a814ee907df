"""Parts of a story that its body says once more: told where they print twice for certain, and mended."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests import kit

from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy.blocks import lines_of, read_markdown, read_verse
from presslayout.issue.yaml.tree import SourceText
from presslayout.newsroom import tidying
from presslayout.newsroom.proofread.repeated import repeated, repeats
from presslayout.newsroom.proofread.story_texts import StoryText

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.issue import Story

TEXT = "护林员罗长庚每天天不亮就上山，走的路有十六公里，来回要六个小时。"
HEAD = {
    "kicker": "云岭走基层",
    "headline": "守山的日子",
    "deck": "——一个护林员和他的十六公里",
    "byline": "本报记者　沈禾青",
}


def tale(body: str, *, verse: bool = False, **parts: str) -> Story:
    lines = lines_of(body)
    read = read_verse if verse else read_markdown
    copy = read(lines, SourceText("A.md", tuple(line.text for line in lines)))
    photo = replace(kit.photo("a.jpg"), caption="罗长庚在望云垭巡山。", credit="李 明 摄")
    made = kit.story("A", "头条", body=copy.body)
    return replace(made, photos=(photo,), **{**HEAD, **parts})


def told(body: str, **parts: str) -> list[tuple[str, tuple[int, ...]]]:
    return [(one.part, one.paragraphs) for one in repeats(tale(body, **parts))]


@pytest.mark.parametrize(
    ("head", "parts"),
    [
        ("# 守山的日子\n\n", [("headline", (0,))]),
        ("守山的日子\n\n", [("headline", (0,))]),
        ("《守山的日子》\n\n", [("headline", (0,))]),
        ("守 山 的 日 子\n\n", [("headline", (0,))]),
        ("守山的\n\n日子\n\n", [("headline", (0, 1))]),
        ("云岭走基层 守山的日子\n\n", [("kicker", (0,))]),
        ("云岭走基层\n\n# 守山的日子\n\n一个护林员和他的十六公里\n\n记者 沈禾青\n\n",
         [("kicker", (0,)), ("headline", (1,)), ("deck", (2,)), ("byline", (3,))]),
        ("2026年10月18日\n\n守山的日子\n\n", [("headline", (1,))]),
        ("文/沈禾青\n\n", [("byline", (0,))]),
        ("本报记者 沈禾青\n\n", [("byline", (0,))]),
        ("沈禾青\n\n", [("byline", (0,))]),
    ],
)  # fmt: skip
def test_a_head_that_stands_in_the_copy_is_told(
    head: str, parts: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert told(f"{head}{TEXT}\n\n{TEXT[:12]}。\n") == parts


@pytest.mark.parametrize(
    "line",
    [
        "罗长庚在望云垭巡山。",
        "罗长庚在望云垭巡山（李明 摄）",
        "图为罗长庚在望云垭巡山　李明/摄",
        "▲图①：罗长庚在望云垭巡山",
    ],
)
def test_a_caption_that_stands_in_the_copy_is_told(line: str) -> None:
    assert told(f"{TEXT}\n\n{line}\n\n{TEXT[:12]}。\n") == [("caption", (1,))]


def test_a_credit_alone_and_a_byline_at_the_end_are_told() -> None:
    assert told(f"{TEXT}\n\n本报记者 李明 摄\n\n（本报记者 沈禾青）\n") == [
        ("credit", (1,)),
        ("byline", (2,)),
    ]


def test_a_head_and_a_caption_are_two_findings() -> None:
    story = tale(f"守山的日子\n\n沈禾青\n\n{TEXT}\n\n罗长庚在望云垭巡山。\n\n{TEXT[:12]}。\n")
    found = list(repeated([StoryText(3, story, "body", dict(story.texts)["body"])]))
    assert [(d.code, d.span.line if d.span else 0) for d in found] == [
        ("title-repeated", 1),
        ("caption-in-body", 7),
    ]
    assert "主题、署名" in found[0].message.zh
    assert "第 1、3 行" in found[0].message.zh


@pytest.mark.parametrize(
    "body",
    [
        # A sentence that says the headline's words is a sentence.
        f"守山的日子。\n\n{TEXT}",
        f"守山的日子，罗长庚过了三十年。\n\n{TEXT}",
        # Not at the head.
        f"{TEXT}\n\n## 守山的日子\n\n{TEXT}",
        # Others' names, more than one, somebody who speaks.
        f"本报记者 沈禾青 通讯员 罗山\n\n{TEXT}",
        f"沈禾青说：\n\n{TEXT}",
        # A caption's words inside a paragraph.
        f"罗长庚在望云垭巡山。这一天是霜降。\n\n{TEXT}",
        f"{TEXT}\n\n李明和王军摄",
        # Nothing else would be left.
        "守山的日子",
    ],
)
def test_what_may_be_meant_is_left_alone(body: str) -> None:
    assert told(body) == []


def test_the_first_verse_of_a_poem_may_be_its_title() -> None:
    assert repeats(tale("守山的日子\n天不亮就上山\n", verse=True)) == ()


def test_a_table_or_a_list_is_no_head() -> None:
    assert told(f"- 守山的日子\n\n{TEXT}") == []
    body = tale(f"| 守山的日子 | 甲 |\n|---|---|\n| 乙 | 丙 |\n\n{TEXT}")
    assert body.body[0].kind == ParagraphKind.CELL
    assert repeats(body) == ()


TEMPLATE = """\
名称: 试
开本: {成品: 275mm x 390mm, 出血: 0mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 77字, 高: 76行}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
区块:
  头条: {行: 1-76, 栏: 1-6, 内容: 稿件}
"""
ISSUE = """\
报纸: {报名: 云岭日报, 日期: 2026-10-18, 今日版数: 8}
版面:
  - 版次: 1
    模板: 试
    稿件:
      - {编号: A, 位置: 头条, 主题: 守山的日子, 署名: 沈禾青, 正文: NAME}
"""


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("A.md", f"# 守山的日子\r\n\r\n沈禾青\r\n\r\n{TEXT}\r\n", f"{TEXT}\r\n"),
        ("A.md", f"守山的日子\n=====\n\n{TEXT}\n\n> 提要\n", f"{TEXT}\n\n> 提要\n"),
        ("A.txt", f"守山的日子\n文/沈禾青\n{TEXT}\n", f"{TEXT}\n"),
        # Two paragraphs that one line makes stay as they are.
        ("A.md", f"守山的日子\\\n{TEXT}\n", f"{TEXT}\n"),
    ],
)
def test_what_is_repeated_goes_and_nothing_else(
    tmp_path: Path, name: str, text: str, left: str
) -> None:
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "试.yaml").write_text(TEMPLATE, encoding="utf-8")
    (tmp_path / "issue").mkdir()
    file = tmp_path / "issue" / name
    file.write_bytes(text.encode("gb18030"))
    spec = tmp_path / "issue" / "issue.yaml"
    spec.write_text(ISSUE.replace("NAME", name), encoding="utf-8")
    (change,) = tidying.changes(spec, repeated=True)
    assert change.wanted
    tidying.write(change)
    assert file.read_bytes() == left.encode("gb18030")
    assert tidying.changes(spec, repeated=True) == ()
