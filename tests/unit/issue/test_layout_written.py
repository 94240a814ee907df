"""A layout pinned in a spec: one place changes, all else stays as it was typed."""

from __future__ import annotations

import difflib

import pytest
import yaml

from presslayout.issue.moving import pinned
from presslayout.issue.page_parts import Pin
from tests import kit

SPEC = """\
# 云岭日报
报纸: {报名: 云岭日报, 日期: 2026-10-18}   # 注一

版面:
  - 版次: 3
    模板: 四开-头条加三稿   # 这个模板
    # 稿件在下面
    稿件:
      - 编号: A
        主题: "守山的日子"
  - number: 04
    template: 四开-图片版
    stories: []
"""
PINS = (Pin("A", (6, 40), (1, 4), kit.HERE), Pin("12", (42, 60), (1, 2), kit.HERE))
LINE = '版式: [{编号: A, 行: 6-40, 栏: 1-4}, {编号: "12", 行: 42-60, 栏: 1-2}]'


def changed(old: str, new: str) -> list[str]:
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_one_line_is_added_behind_the_template_and_its_comment() -> None:
    made = pinned(SPEC, 3, PINS)
    assert made is not None
    assert changed(SPEC, made) == [f"+     {LINE}"]
    assert made.splitlines()[6] == f"    {LINE}"


def test_a_second_pick_replaces_the_first() -> None:
    first = pinned(SPEC, 3, PINS)
    assert first is not None
    second = pinned(first, 3, PINS[:1])
    assert second is not None
    assert changed(SPEC, second) == ["+     版式: [{编号: A, 行: 6-40, 栏: 1-4}]"]
    assert pinned(second, 3, PINS) == first


def test_a_layout_written_as_a_block_is_replaced_whole() -> None:
    text = SPEC.replace(
        "    # 稿件在下面\n",
        "    版式:\n      - {编号: A, 行: 1-2, 栏: 1-2}\n      - 编号: B\n        行: 3-4\n"
        "        栏: 1-1   # 右\n    # 稿件在下面\n",
    )
    made = pinned(text, 3, PINS[:1])
    assert made is not None
    assert "编号: B" not in made
    assert "# 稿件在下面" in made
    assert "# 右" in made
    tree = yaml.safe_load(made)
    assert tree["版面"][0]["版式"] == [{"编号": "A", "行": "6-40", "栏": "1-4"}]


def test_a_page_in_braces_is_pinned_inside_them() -> None:
    text = "版面: [{版次: 3, 模板: 甲, 稿件: []}]\n"
    assert pinned(text, 3, PINS[:1]) == (
        "版面: [{版次: 3, 模板: 甲, 版式: [{编号: A, 行: 6-40, 栏: 1-4}], 稿件: []}]\n"
    )


@pytest.mark.parametrize("number", [1, 4])
def test_a_page_that_is_not_there_is_not_pinned(number: int) -> None:
    # 04 is written otherwise than the number: it is not guessed at.
    assert pinned(SPEC, number, PINS) is None


def test_the_last_line_need_not_end() -> None:
    text = "版面:\n  - 版次: 3\n    模板: 甲"
    made = pinned(text, 3, PINS[:1])
    assert made == text + "\n    版式: [{编号: A, 行: 6-40, 栏: 1-4}]"
