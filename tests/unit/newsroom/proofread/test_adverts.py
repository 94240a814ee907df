"""Lines that advertise or ask to be followed, in copy that leaves nothing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests import kit

from presslayout.issue.copy.blocks import lines_of, read_markdown, read_text
from presslayout.issue.yaml.tree import SourceText
from presslayout.newsroom.proofread.adverts import adverts
from presslayout.newsroom.proofread.story_texts import StoryText

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "护林员罗长庚每天天不亮就上山，走的路有十六公里，来回要六个小时。"


def told(body: str, root: Path, *, typed: bool = False) -> list[tuple[str, int, str]]:
    lines = lines_of(body)
    source = SourceText("A.md", tuple(line.text for line in lines))
    copy = (read_text if typed else read_markdown)(lines, source)
    story = kit.story("A", "头条", body=copy.body)
    found = adverts([StoryText(3, story, "body", dict(story.texts)["body"])], root)
    return [(d.code, d.span.line if d.span else 0, d.message.zh) for d in found]


@pytest.mark.parametrize(
    "line", ["点击上方蓝字关注我们！", "阅读原文", "往期推荐", "▼长按识别二维码▼"]
)
def test_a_line_of_that_kind_is_told_once_a_story(line: str, tmp_path: Path) -> None:
    ((code, row, said),) = told(f"{line}\n\n{TEXT}\n\n{line}\n", tmp_path)
    assert (code, row) == ("junk-line", 1)
    assert "第 1、5 行" in said
    ((code, row, said),) = told(f"{TEXT}\n{line}\n", tmp_path, typed=True)
    assert (code, row) == ("junk-line", 2)


def test_the_houses_own_lines_count(tmp_path: Path) -> None:
    body = f"{TEXT}\n\n云岭融媒伴你行\n"
    assert told(body, tmp_path) == []
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout" / "推广语.txt").write_text("云岭融媒*\n", encoding="utf-8")
    assert [code for code, _, _ in told(body, tmp_path)] == ["junk-line"]


@pytest.mark.parametrize(
    "body",
    [
        TEXT,
        f"他说：“点击上方蓝字关注我们。”{TEXT}",
        f"## 延伸阅读\n\n{TEXT}",
        f"大家都来阅读原文。\n\n{TEXT}",
    ],
)
def test_words_of_a_sentence_and_subheads_are_left_alone(body: str, tmp_path: Path) -> None:
    assert told(body, tmp_path) == []
