"""Layouts that are pinned and stories that are locked: what contradicts is told with both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from presslayout.base.diagnostics import ERROR
from presslayout.base.units import pt
from presslayout.issue.load import load
from presslayout.issue.moving import pinned
from presslayout.issue.template import Dress, Range
from tests.unit.issue.sample import faults, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.issue.issue import PageSpec

# Its slots: 报眉 in rows 1-2, 头条 in rows 4-40, the others below.
ISSUE = """\
报纸: {{报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128}}
版面:
  - 版次: 3
    模板: 四开-头条加三稿
    版式: {layout}
    稿件:
      - {{编号: A, 主题: 守山的日子, 正文: 稿件/A.md{a}}}
      - {{编号: B, 主题: 树下, 正文: 稿件/A.md{b}}}
      - {{编号: C, 主题: 清水账, 正文: 稿件/A.md{c}}}
"""


def issue(layout: str = "[]", a: str = "", b: str = "", c: str = "") -> str:
    return ISSUE.format(layout=layout, a=a, b=b, c=c)


def read(root: Path, text: str) -> PageSpec:
    return load(workspace(root, text)).issue.pages[0]


def wrong(root: Path, text: str) -> list[Diagnostic]:
    return [d for d in faults(root, text) if d.severity is ERROR]


def test_a_layout_may_name_some_stories_and_a_lock_is_no_pin(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        issue("[{编号: B, 行: 50-70, 栏: 1-3}]", a=", 锁定: {行: 6-40, 栏: 1-4}", b=", lock: yes"),
    )
    assert [(pin.story, pin.rows, pin.columns, pin.locked) for pin in page.held] == [
        ("A", (6, 40), (1, 4), True),
        ("B", (50, 70), (1, 3), False),
    ]
    assert page.stories[0].lock is not None
    assert page.stories[0].lock.place == Range((6, 40), (1, 4))
    assert page.stories[2].lock is None


def test_what_is_asked_for_anew_keeps_its_locks(tmp_path: Path) -> None:
    both = "[{编号: B, 行: 50-70, 栏: 1-3}, {编号: C, 行: 50-70, 栏: 4-6}]"
    page = read(tmp_path, issue(both, b=", 锁定: 是", c=", 锁定: 否"))
    assert [pin.story for pin in page.unpinned.held] == ["B"]


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        (issue(a=", 锁定: 是"), "lock-without-layout", ["A"]),
        (issue(a=", 锁定: {行: 6-80, 栏: 1-4}"), "slot-off-page", ["A", "76 行"]),
        (issue(a=", 锁定: {行: 6-40, 栏: 1-7}"), "slot-off-page", ["A", "6 栏"]),
        (
            issue(a=", 锁定: {行: 6-40, 栏: 1-4}", b=", 锁定: {行: 30-60, 栏: 4-6}"),
            "slots-overlap",
            ["A", "B", "行 30-40", "栏 4-4", ":7", ":8"],
        ),
        (
            issue("[{编号: B, 行: 40-60, 栏: 1-3}]", a=", 锁定: {行: 6-40, 栏: 1-4}"),
            "slots-overlap",
            ["稿件A的「锁定」", "「版式」里的稿件B", "行 40-40"],
        ),
        (issue(a=", 锁定: {行: 2-40, 栏: 1-4}"), "slots-overlap", ["A", "「报眉」", "行 2-2"]),
        (
            issue(a=", 锁定: {行: 45-60, 栏: 2-4}", b=", 位置: 二条"),
            "slots-overlap",
            ["稿件A的「锁定」", "「二条」"],
        ),
        (
            issue("[{编号: A, 行: 6-41, 栏: 1-4}]", a=", 锁定: {行: 6-40, 栏: 1-4}"),
            "lock-and-layout",
            ["6-40", "6-41", ":5"],
        ),
        (issue(a=", 位置: 头条, 锁定: {行: 6-40, 栏: 1-4}"), "lock-and-slot", ["A", "头条"]),
        (issue(a=", 锁定: {行: 6-40}"), "missing-key", ["栏"]),
        (issue(a=", 锁定: {行: 40-6, 栏: 1-4}"), "bad-value", ["40-6"]),
        (issue(a=", 锁定: 锁"), "bad-value", ["锁"]),
        (issue(a=", 锁住: 是"), "unknown-key", ["锁定"]),
        (issue("[{编号: X, 行: 6-40, 栏: 1-4}]"), "pin-story", ["X"]),
    ],
)
def test_what_cannot_be_held_is_told(
    tmp_path: Path, text: str, code: str, named: list[str]
) -> None:
    found = [d for d in wrong(tmp_path, text) if d.code == code]
    assert found, [d.code for d in faults(tmp_path, text)]
    said = found[0].message.zh + (found[0].hint.zh if found[0].hint else "")
    assert all(word in said for word in named), said
    assert found[0].span is not None
    assert found[0].span.line >= 5


def test_a_story_in_a_slot_may_be_locked_there(tmp_path: Path) -> None:
    page = read(tmp_path, issue(a=", 位置: 头条, 锁定: 是"))
    assert page.stories[0].lock is not None
    assert page.held == ()


def test_a_locked_story_needs_no_slot_of_its_own(tmp_path: Path) -> None:
    full = issue(a=", 位置: 头条", b=", 位置: 二条", c=", 位置: 三条, 锁定: 是")
    full += "      - {编号: D, 位置: 四条, 主题: 四, 正文: 稿件/A.md}\n"
    more = "      - {编号: E, 主题: 五, 正文: 稿件/A.md%s}\n"
    assert [d.code for d in wrong(tmp_path, full + more % "")] == ["no-slot"]
    codes = [d.code for d in wrong(tmp_path, full + more % ", 锁定: {行: 6-20, 栏: 1-2}")]
    assert codes == ["slots-overlap"]


def test_a_pin_says_how_its_story_is_bent_and_dressed(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        issue(
            "[{编号: A, 范围: [{行: 5-20, 栏: 1-6}, {行: 21-40, 栏: 1-3}]}, "
            "{编号: B, rows: 22-40, columns: 4-6, 破栏: 2, 框: 0.5pt, 主图栏数: 2, head_small: yes}]",
            c=", 锁定: {行: 42-70, 栏: 1-4, 标题竖排: 左}",
        ),
    )
    held = {pin.story: pin for pin in page.held}
    assert held["A"].rows == (5, 40)
    assert held["A"].parts == (Range((5, 20), (1, 6)), Range((21, 40), (1, 3)))
    assert held["B"].form == Dress(split=2, frame=pt("0.5"), photo_columns=2, head_small=True)
    assert held["C"].form == Dress(head_side="left")
    text = "版面:\n  - 版次: 3\n    模板: 甲\n    稿件: []\n"
    made = pinned(text, 3, page.pinned)
    assert made is not None
    assert yaml.safe_load(made)["版面"][0]["版式"] == [
        {"编号": "A", "范围": [{"行": "5-20", "栏": "1-6"}, {"行": "21-40", "栏": "1-3"}]},
        {
            "编号": "B",
            "行": "22-40",
            "栏": "4-6",
            "破栏": 2,
            "框": "0.5pt",
            "主图栏数": 2,
            "小题": "是",
        },
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("行: 6-40, 栏: 1-2, 破栏: 9", "split-too-narrow"),
        ("行: 6-40, 栏: 3-3, 标题竖排: 右", "split-too-narrow"),
        ("范围: [{行: 6-20, 栏: 1-6}, {行: 21-40, 栏: 1-3}], 框: 0.5pt", "bad-value"),
        ("行: 6-40, 栏: 1-2, 范围: [{行: 6-20, 栏: 1-6}]", "bad-value"),
        ("栏: 1-2", "missing-key"),
        ("行: 6-40, 栏: 1-4, 题在图上: 是", "bad-value"),
        ("行: 6-40, 栏: 1-4, 小题: 18pt", "bad-value"),
        ("范围: [{行: 3-20, 栏: 1-6}, {行: 1-2, 栏: 1-3}]", "slots-overlap"),
    ],
)
def test_a_dress_that_cannot_be_is_told(tmp_path: Path, said: str, code: str) -> None:
    for text in (
        issue(f"[{{编号: A, {said}}}]"),
        issue(a=f", 锁定: {{{said}}}"),
    ):
        assert [d.code for d in wrong(tmp_path, text)] == [code]
