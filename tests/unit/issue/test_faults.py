"""Broken issues: each fault by its code, at its line, with a way out in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import Severity
from presslayout.edition import changewords
from presslayout.issue import fields, read_standing
from presslayout.newsroom.exits import meanings
from tests.unit.issue.sample import changed, faults, line_of

if TYPE_CHECKING:
    from pathlib import Path

BROKEN = [
    ("unknown-key", ("主题: 守山的日子", "标題: 守山的日子"), "标題", "主题"),
    ("unknown-key", ("署名: 文", "作者: 文"), "作者", "署名"),
    ("unknown-key", ("  报名: 云岭日报\n", "  报名: 云岭日报\n  天气: 晴\n"), "天气", "刊号"),
    (
        "key-twice",
        ("主题: 守山的日子", "主题: 守山的日子\n        headline: 山"),
        "headline: 山",
        "headline",
    ),
    (
        "wrong-type",
        ("    版名: 特刊\n", "    版名: 特刊\n    天气: {地点: 云岭, 预报: 多云}\n"),
        "预报: 多云",
        "- {日: …, 天象: …}",
    ),
    ("repeated-key", ("副题: 22:30 的山路", "主题: 山"), "主题: 山", "主题"),
    (
        "comment-swallows-text",
        ("主题: 守山的日子", "主题: 第一书记 #慈利"),
        "#慈利",
        "第一书记 #慈利",
    ),
    ("comment-swallows-text", ("主题: 守山的日子", "主题: #慈利"), "#慈利", "#慈利"),
    ("fullwidth-colon", ("版名: 特刊", "版名：特刊"), "版名：", "版名: 特刊"),
    ("fullwidth-colon", ("{文字: 山乡新路", "{文字：山乡新路"), "文字：", "文字: "),
    ("fullwidth-colon", ("编号: B", "编号：B"), "编号：B", "编号: B"),
    ("tab-indent", ("        主题: 守山", "\t主题: 守山"), "\t主题", "空格"),
    ("fullwidth-indent", ("        主题: 守山", "　　　　主题: 守山"), "　主题", "半角"),
    ("missing-key", ("  报名: 云岭日报\n", ""), "报纸:", "报名"),
    ("missing-key", ("    模板: 四开-双稿特刊\n", ""), "版次: 3", "模板"),
    ("bad-date", ("2026-10-18", "2021-13-06"), "2021-13-06", "2026-10-18"),
    ("bad-date", ("2026-10-18", "10月18日"), "10月18日", "2026-10-18"),
    ("bad-date", ("2026-10-18", "2028年2月29日"), "2028年2月29日", "2028-02-29"),
    ("bad-value", ("今日版数: 4", "今日版数: 四"), "今日版数", "半角"),
    ("bad-value", ("栏数: 2", "栏数: 两"), "栏数", "半角"),
    ("bad-value", ("可删: 是", "可删: 也许"), "可删", "否"),
    ("bad-value", ("位置: 右上", "位置: 右中"), "右中", "右上"),
    ("bad-value", ("[50%, 35%]", "[50, 35]"), "焦点", "35%"),
    ("bad-value", ("[50%, 35%]", "[50%, 135%]"), "焦点", "100%"),
    ("wrong-type", ("主题: 守山的日子", "主题: [守山, 的日子]"), "守山, 的", "单引号"),
    ("wrong-type", ("栏题: {文字: 山乡新路, 角标: 特刊}", "栏题: 山乡新路"), "栏题:", "文字"),
    ("line-break", ("主题: 守山的日子", 'headline: "守山\\n的日子"'), "headline", "换行"),
    ("unknown-template", ("模板: 四开-双稿特刊", "模板: 四开-双搞特刊"), "双搞", "四开-双稿特刊"),
    ("unknown-slot", ("位置: 头条", "位置: 头题"), "头题", "头条"),
    ("slot-kind", ("位置: 头条", "位置: 报眉"), "位置: 报眉", "头条"),
    (
        "slot-taken",
        ("位置: 二条\n        主题", "位置: 头条\n        主题"),
        "位置: 头条\n        主题: 树下",
        "版位",
    ),
    ("unknown-style", ("样式: 加框", "样式: 加匡"), "加匡", "加框"),
    ("repeated-id", ("编号: B", "编号: a"), "编号: a", "编号"),
    ("bad-id", ("编号: B", "编号: B/C"), "B/C", "汉字"),
    ("bad-id", ("编号: B", "编号: ../B"), "../B", "汉字"),
    ("bad-id", ("编号: B", "编号: NUL"), "NUL", "汉字"),
    ("page-order", ("- 版次: 4", "- 版次: 3"), "- 版次: 3\n    版名: 影像", "版次"),
    ("page-order", ("- 版次: 4", "- 版次: 2"), "版次: 2", "版次"),
    ("page-count", ("今日版数: 4", "今日版数: 3"), "  - 版次: 4", "今日版数"),
    ("unknown-page", ("转版: {版次: 4", "转版: {版次: 7"), "转版", "3"),
    ("unknown-slot", ("位置: 二条, 题", "位置: 五条, 题"), "五条", "二条"),
    ("slot-taken", ("转版: {版次: 4", "转版: {版次: 3"), "转版", "版位"),
    ("missing-picture", ("images/a1.jpg", "images/a2.jpg"), "a2.jpg", "a1.jpg"),
    ("file-not-found", ("images/a1.jpg", "images/A1.JPG"), "A1.JPG", "images/a1.jpg"),
    ("missing-file", ("稿件/A.md", "稿件/C.md"), "C.md", "A.md"),
    ("missing-file", ("稿件/A.md", "守山人起得早。"), "守山人起得早", "正文: |"),
    ("file-not-found", ("稿件/A.md", "稿件/a.MD"), "a.MD", "稿件/A.md"),
    ("copy-format", ("稿件/A.md", "稿件/A.wps"), "A.wps", ".md"),
    ("outside-workspace", ("images/a1.jpg", "/etc/passwd"), "/etc/passwd", "工作区"),
    ("outside-workspace", ("images/a1.jpg", "../../../etc/passwd"), "../etc", "工作区"),
    ("outside-workspace", ("稿件/A.md", "C:\\稿件\\A.md"), "C:", "工作区"),
    ("too-many-columns", ("栏数: 2", "栏数: 5"), "images/a1.jpg", "4"),
    (
        "empty-copy",
        ("        正文: |\n          树下有长桌。\n\n          桌边有人。\n", ""),
        "编号: B",
        "正文",
    ),
    ("yaml-syntax", ("主题: 守山的日子", "主题: '守山的日子"), "'守山", "引号"),
    (
        "yaml-syntax",
        ("{文字: 山乡新路, 角标: 特刊}", "{文字: 山乡新路, 角标: 特刊"),
        "角标: 特刊",
        "}",
    ),
    ("missing-key", ("模板: 四开-双稿特刊", "模板: ''"), "版次: 3", "模板"),
    ("missing-key", ("报名: 云岭日报", '报名: "  "'), "报纸:", "报名"),
    ("empty-copy", ("正文: 稿件/A.md", "正文: ''"), "正文: ''", "正文"),
]


@pytest.mark.parametrize(
    "name", ["稿件/没有.ini", "/etc/passwd", "../../../a.sys", "C:\\Windows\\system.ini"]
)
def test_of_a_name_that_leads_to_no_copy_one_fault_is_told(tmp_path: Path, name: str) -> None:
    found = faults(tmp_path, changed(("稿件/A.md", name)))
    assert len([one for one in found if one.severity is Severity.ERROR]) == 1, found


@pytest.mark.parametrize(("code", "change", "where", "way_out"), BROKEN)
def test_a_fault_is_told_by_code_place_and_way_out(
    tmp_path: Path, code: str, change: tuple[str, str], where: str, way_out: str
) -> None:
    text = changed(change)
    found = [d for d in faults(tmp_path, text) if d.code == code]
    assert found, [(d.code, d.message.zh) for d in faults(tmp_path, text)]
    first = found[0]
    assert first.severity is Severity.ERROR
    assert first.span is not None
    assert first.hint is not None
    lines = where.count("\n") and text[: text.index(where)].count("\n") + 1
    assert first.span.line == (lines or line_of(text, where))
    assert way_out in first.message.zh + first.hint.zh
    assert first.span.excerpt == text.splitlines()[first.span.line - 1]
    assert code in meanings()


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = changed(*(BROKEN[n][1] for n in (0, 13, 18, 28)), ("2026-10-18", "2021-13-06"))
    told = {d.code for d in faults(tmp_path, text)}
    assert {"unknown-key", "bad-value", "missing-key", "bad-date"} <= told


def test_an_english_writer_is_offered_english_words(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, changed(("署名: 文", "bylin: 文")))
    assert "byline" in found.message.en
    assert "headline" in (found.hint.en if found.hint else "")


def test_a_comment_behind_a_text_is_a_comment(tmp_path: Path) -> None:
    assert faults(tmp_path, changed(("主题: 守山的日子", "主题: 守山的日子   # 待改"))) == ()


def test_a_comment_close_behind_a_headline_is_doubted(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, changed(("主题: 守山的日子", "主题: 守山 # 护林")))
    assert (found.code, found.severity) == ("comment-swallows-text", Severity.WARNING)
    assert "'守山 # 护林'" in (found.hint.zh if found.hint else "")


def test_a_link_that_leaves_the_workspace_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.jpg").write_bytes(b"x")
    (tmp_path / "work/images").mkdir(parents=True)
    (tmp_path / "work/images/b.jpg").symlink_to(tmp_path / "secret.jpg")
    found = faults(tmp_path / "work", changed(("images/a1.jpg", "images/b.jpg")))
    assert [d.code for d in found] == ["outside-workspace"]


def test_a_picture_slot_takes_no_text(tmp_path: Path) -> None:
    text = changed(
        ("模板: 四开-双稿特刊", "模板: 四开-图片版"),
        ("位置: 头条", "位置: 主图"),
        ("        样式: 加框\n", ""),
        ("        转版: {版次: 4, 位置: 二条, 题: 接着走}\n", ""),
    )
    assert {d.code for d in faults(tmp_path, text)} == {"not-printed"}
    noted = text.replace(
        "        位置: 主图\n", "        位置: 主图\n        侧注: [页边的话]\n", 1
    )
    assert noted != text
    (found,) = faults(tmp_path, noted)
    assert "侧注" in found.message.zh
    assert "no-picture" in {
        d.code
        for d in faults(
            tmp_path,
            changed(
                ("模板: 四开-双稿特刊", "模板: 四开-图片版"),
                ("位置: 二条\n        主题", "位置: 图二\n        主题"),
            ),
        )
    }


def test_two_photos_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "issue/one").mkdir(parents=True)
    (tmp_path / "issue/one/A1.png").write_bytes(b"x")
    text = changed(
        (
            "          - 文件: images/a1.jpg",
            "          - 文件: A1.png\n          - 文件: images/a1.jpg",
        )
    )
    assert [d.code for d in faults(tmp_path, text)] == ["same-stem"]


def test_a_picture_named_twice_is_not_told_to_be_renamed(tmp_path: Path) -> None:
    line = "          - 文件: images/a1.jpg"
    (told,) = faults(tmp_path, changed((line, f"{line}\n{line}")))
    assert (told.code, told.message.zh) == (
        "same-stem",
        "一篇稿件里同一张图片写了两处：images/a1.jpg",
    )
    assert told.hint is not None
    assert told.hint.zh.startswith("删去一处")


@pytest.mark.parametrize("text", ["", "a", "- 1\n", "报纸: 3\n版面: 4\n", "版面: []\n", "[]", "{}"])
def test_what_is_no_issue_at_all_is_told(tmp_path: Path, text: str) -> None:
    found = faults(tmp_path, text)
    assert found
    assert all(d.severity is Severity.ERROR for d in found)


def test_empty_copy_is_told(tmp_path: Path) -> None:
    assert [d.code for d in faults(tmp_path, copy="\n　\n")] == ["empty-copy"]


def test_damaged_copy_is_told_and_read(tmp_path: Path) -> None:
    copy = "加快解决了一批难题。推进“六位\n\n难题和急难愁盼问题。\n"
    found = [(d.code, d.span.file, d.span.line, d.span.column) for d in faults(tmp_path, copy=copy)]
    assert found == [
        ("unbalanced-quotes", "issue/one/稿件/A.md", 1, 13),
        ("paragraph-cut", "issue/one/稿件/A.md", 1, 15),
    ]


def test_every_part_of_a_story_has_the_name_of_its_field() -> None:
    """Whatever a slot does not print is named as the editor wrote it."""
    made = {part.partition("-")[0] for part in changewords.PARTS}
    parts = made - {"", "photo", "jump", "marker"}
    assert {"sidenote", "portrait", "graphic", "caption", "body"} <= parts
    assert parts <= {field.name for field in fields.STORY.fields} | read_standing.FIELDS.keys()
