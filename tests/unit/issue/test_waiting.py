"""Stories that wait for a page: how they are written, and what contradicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import ERROR
from presslayout.issue.load import load
from tests.unit.issue.sample import faults, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.issue import Issue

ISSUE = """\
报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 4}
版面:
  - {版次: 1, 版名: 要闻, 模板: 四开-头条加三稿, 版式: []}
  - {版次: 2, 版名: 经济, 模板: 四开-头条加三稿, 版式: []}
待排:
  - {编号: S1, 分量: 9, 版名: 要闻, 主题: 守山的日子, 正文: 稿件/A.md}
  - {id: S2, weight: 8, section: 经济, page: 2, may_hold: yes, headline: 树下, body: 稿件/A.md}
  - {编号: S3, 主题: 清水账, 样式: 加框, 正文: 稿件/A.md}
"""


def changed(*changes: tuple[str, str]) -> str:
    text = ISSUE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def read(root: Path, text: str = ISSUE) -> Issue:
    return load(workspace(root, text)).issue


def test_they_are_read_in_both_languages_and_stand_on_no_page(tmp_path: Path) -> None:
    issue = read(tmp_path)
    told = [(w.story.id, w.section, w.wish, w.may_hold, w.pinned) for w in issue.waiting]
    assert told == [
        ("S1", "要闻", None, False, None),
        ("S2", "经济", 2, True, None),
        ("S3", "", None, False, None),
    ]
    assert all(not page.stories for page in issue.pages)
    assert [story.id for story in issue.stories] == ["S1", "S2", "S3"]
    assert dict(issue.waiting[2].styles)["四开-头条加三稿"].frame


def test_a_layout_that_names_one_puts_it_on_its_page(tmp_path: Path) -> None:
    pin = "版式: [{编号: S3, 行: 43-76, 栏: 1-3}]"
    issue = read(
        tmp_path,
        changed(("经济, 模板: 四开-头条加三稿, 版式: []", f"经济, 模板: 四开-头条加三稿, {pin}")),
    )
    assert [story.id for story in issue.pages[1].stories] == ["S3"]
    style = issue.pages[1].stories[0].style
    assert style is not None
    assert style.frame
    assert [one.story.id for one in issue.unallotted] == ["S1", "S2"]
    assert not issue.anew.pages[1].stories
    assert not issue.anew.pages[1].pinned
    assert len(issue.anew.unallotted) == 3


def test_one_that_is_locked_stays_when_all_is_asked_for_anew(tmp_path: Path) -> None:
    text = changed(
        ("版次: 2, 版名", "版次: 2, 收稿: 经济, 版名"),
        ("S1, 分量: 9", "S1, 分量: 9, 版次: 1, 锁定: {行: 4-30, 栏: 1-4}"),
    )
    issue = read(tmp_path, text)
    assert [story.id for story in issue.anew.pages[0].stories] == ["S1"]
    assert issue.pages[1].takes("经济")
    assert not issue.pages[1].takes("")


@pytest.mark.parametrize(
    ("old", "new", "code", "named"),
    [
        ("版名: 要闻, 主题", "版名: 要文, 主题", "no-page-takes", ["S1", "要文", "是不是「要闻」"]),
        ("page: 2", "page: 3", "unknown-page", ["S2", "3", "1、2"]),
        ("S3, 主题", "S1, 主题", "repeated-id", ["S1"]),
        ("S3, 主题", "S3, 位置: 头条, 主题", "unknown-key", ["位置", "待排稿件"]),
        ("S3, 主题", "S3, 可流: 是, 主题", "unknown-key", ["可留"]),
        ("S3, 主题", "S3, 分亮: 4, 主题", "unknown-key", ["分量"]),
        ("S3, 主题", "S3, 锁定: {行: 4-30, 栏: 1-4}, 主题", "lock-without-page", ["S3"]),
        ("S3, 主题", "S3, 锁定: 是, 主题", "lock-without-page", ["S3"]),
        ("样式: 加框", "样式: 加筐", "unknown-style", ["加框"]),
        ("加框, 正文: 稿件/A.md", "加框, 正文: 稿件/B.md", "missing-file", ["B.md"]),
        (
            "要闻, 模板: 四开-头条加三稿, 版式: []",
            "要闻, 收稿: [要闻], 模板: 四开-头条加三稿, 版式: [{编号: S2, 行: 4-30, 栏: 1-6}]",
            "pinned-twice",
            ["S2", "版次 2", ":3"],
        ),
        ("待排:", "待排稿:", "unknown-key", ["待排"]),
    ],
)
def test_what_cannot_be_is_told(
    tmp_path: Path, old: str, new: str, code: str, named: list[str]
) -> None:
    found = [d for d in faults(tmp_path, changed((old, new))) if d.severity is ERROR]
    told = [d for d in found if d.code == code]
    assert told, [(d.code, d.message.zh) for d in found]
    said = told[0].message.zh + (told[0].hint.zh if told[0].hint else "")
    assert all(word in said for word in named), said
    assert told[0].span is not None
    assert told[0].span.line > 2


def test_one_that_is_pinned_to_two_pages_names_both(tmp_path: Path) -> None:
    pin = "版式: [{编号: S3, 行: 43-76, 栏: 1-3}]"
    text = ISSUE.replace("版式: []", pin)
    said = next(d for d in faults(tmp_path, text) if d.code == "pinned-twice")
    assert "第1版" in said.message.zh
    assert "第2版" in said.message.zh


def test_a_style_that_is_wrong_is_told_once(tmp_path: Path) -> None:
    found = faults(tmp_path, changed(("样式: 加框", "样式: 加筐")))
    assert len([d for d in found if d.severity is ERROR]) == 1


def test_pages_without_a_free_slot_take_nobody(tmp_path: Path) -> None:
    full = "\n".join(
        f"      - {{编号: F{n}, 位置: {slot}, 主题: 题, 正文: 稿件/A.md}}"
        for n, slot in enumerate(("头条", "二条", "三条", "四条"))
    )
    text = changed(
        (
            "  - {版次: 2, 版名: 经济, 模板: 四开-头条加三稿, 版式: []}",
            f"  - 版次: 2\n    版名: 经济\n    模板: 四开-头条加三稿\n    稿件:\n{full}",
        )
    )
    said = next(d for d in faults(tmp_path, text) if d.code == "no-page-takes")
    assert "S2" in said.message.zh
