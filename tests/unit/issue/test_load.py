"""A whole issue: what is read, and in which language."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import Severity, Span, SpecError
from presslayout.edition.ink import RED
from presslayout.issue.load import load, templates
from presslayout.issue.load import workspace as find_workspace
from presslayout.issue.pending import pending
from tests.unit.issue.sample import (
    CHINESE,
    COPY,
    ENGLISH,
    changed,
    faults,
    faults_at,
    line_of,
    workspace,
)

if TYPE_CHECKING:
    from pathlib import Path


def without_places(value: object) -> object:
    """A value with every Span and every list of places taken out."""
    if isinstance(value, Span):
        return None
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: without_places(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if f.name not in {"spans", "places", "sources"}
        }
    if isinstance(value, tuple | list):
        return [without_places(v) for v in value]
    if isinstance(value, dict):
        return {k: without_places(v) for k, v in value.items()}
    return value


def test_an_issue_is_read_as_it_was_written(tmp_path: Path) -> None:
    loaded = load(workspace(tmp_path))
    issue = loaded.issue
    assert (issue.name, issue.file) == ("one", "issue/one/issue.yaml")
    assert issue.paper.date == dt.date(2026, 10, 18)
    assert issue.paper.serial == "03"
    story, boxed = issue.pages[0].stories
    assert dict(story.texts) == {
        "headline": "守山的日子",
        "deck": "22:30 的山路",
        "byline": "文/本报记者 沈禾青",
        "body": "守山人起得早。\n上山\n山路很长，走到天黑。",
        "pullquote-1": "山不说话。",
        "caption-a1": "山。",
        "credit-a1": "某某",
    }
    (photo,) = story.photos
    assert (photo.file, photo.focus, photo.columns, photo.at) == (
        "images/a1.jpg",
        (500, 350),
        2,
        "top-right",
    )
    assert photo.optional
    assert story.jump is not None
    assert (story.jump.page, story.jump.slot, story.jump.headline) == (4, "二条", "接着走")
    assert [p.text for p in boxed.body] == ["树下有长桌。", "桌边有人。"]
    assert boxed.style is not None
    assert boxed.style.frame == 6350
    assert loaded.diagnostics == ()


def test_chinese_and_english_keys_say_the_same(tmp_path: Path) -> None:
    chinese = load(workspace(tmp_path / "zh", CHINESE))
    english = load(workspace(tmp_path / "en", ENGLISH))
    assert without_places(chinese.issue) == without_places(english.issue)
    assert chinese.templates == english.templates


def test_order_of_keys_and_comments_change_nothing(tmp_path: Path) -> None:
    moved = changed(
        ("  刊号: CN 53-0000\n", ""),
        ("  今日版数: 4\n", "  今日版数: 4   # 四版\n  刊号: CN 53-0000\n"),
    )
    first = load(workspace(tmp_path / "a")).issue
    second = load(workspace(tmp_path / "b", moved)).issue
    assert without_places(first) == without_places(second)


def test_every_part_knows_its_place(tmp_path: Path) -> None:
    story = load(workspace(tmp_path)).issue.pages[0].stories[0]
    head, body = story.span_of("headline"), story.span_of("body")
    assert head.file == "issue/one/issue.yaml"
    assert CHINESE.splitlines()[head.line - 1][head.column - 1 :].startswith("守山的日子")
    assert (body.file, body.line, body.column) == ("issue/one/稿件/A.md", 1, 1)


def test_a_text_inside_the_issue_maps_back_to_its_lines(tmp_path: Path) -> None:
    body = load(workspace(tmp_path)).issue.pages[0].stories[1].body
    for paragraph in body:
        line, column = paragraph.place(1)
        assert CHINESE.splitlines()[line - 1][column - 1] == paragraph.text[1]


def test_sources_name_every_file_that_was_read(tmp_path: Path) -> None:
    names = [name for name, _ in load(workspace(tmp_path)).issue.sources]
    assert names == [
        "issue/one/issue.yaml",
        "layout/四开-双稿特刊.yaml",
        "layout/styles/报纸.yaml",
        "issue/one/稿件/A.md",
        "layout/styles/加框.yaml",
    ]


def test_a_folder_stands_for_the_issue_in_it(tmp_path: Path) -> None:
    path = workspace(tmp_path)
    assert load(path.parent).issue == load(path).issue
    other = path.rename(path.with_name("特刊.yaml"))
    assert load(path.parent).issue.name == other.stem
    (path.parent / "b.yaml").write_text("a: 1", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load(path.parent)
    assert caught.value.diagnostics[0].code == "missing-file"


def test_a_mistyped_path_is_guessed(tmp_path: Path) -> None:
    path = workspace(tmp_path)
    with pytest.raises(SpecError) as caught:
        load(path.with_name("isue.yaml"))
    assert "issue.yaml" in caught.value.diagnostics[0].message.zh


def test_no_workspace_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(CHINESE, encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load(path)
    assert caught.value.diagnostics[0].code == "no-workspace"


def test_a_workspace_comes_before_what_ships(tmp_path: Path) -> None:
    path = workspace(tmp_path)
    own = (find_workspace(path).packaged / "layout/四开-双稿特刊.yaml").read_text("utf-8")
    (tmp_path / "layout/四开-双稿特刊.yaml").write_text(
        own.replace("275mm", "280mm"), encoding="utf-8"
    )
    template = load(path).templates["四开-双稿特刊"]
    assert template.width == 280 * 36_000
    assert template.accent == RED


def test_a_template_goes_by_its_own_name_too(tmp_path: Path) -> None:
    path = workspace(
        tmp_path,
        changed(("模板: 四开-双稿特刊", "模板: 家常"), ("模板: 四开-双稿特刊", "模板: 家常")),
    )
    own = (find_workspace(path).packaged / "layout/四开-双稿特刊.yaml").read_text("utf-8")
    (tmp_path / "layout/sub").mkdir()
    (tmp_path / "layout/sub/t1.yaml").write_text(
        own.replace("名称: 四开-双稿特刊", "名称: 家常"), encoding="utf-8"
    )
    assert load(path).templates["家常"].name == "家常"


def test_all_templates_that_ship_can_be_read(tmp_path: Path) -> None:
    found = templates(find_workspace(workspace(tmp_path)))
    assert {"四开-双稿特刊", "四开-双稿特刊-10.5"} <= {t.name for t in found}


def test_tbd_in_both_languages_is_listed(tmp_path: Path) -> None:
    text = changed(
        ("  日期: 2026-10-18", "  日期: tbd"),
        ("说明: 山。", "说明: 待定"),
        ("主题: 树下", "主题: tbd"),
    )
    issue = load(workspace(tmp_path, text)).issue
    assert issue.paper.date is None
    open_facts = [(d.code, d.page, d.story, d.part) for d in pending(issue)]
    assert open_facts == [
        ("pending", None, "", ""),
        ("pending", 3, "", ""),
        ("missing-caption", 3, "A", "caption-a1"),
        ("pending", 3, "B", "headline"),
    ]
    assert all(d.severity is Severity.WARNING and d.span for d in pending(issue))


def test_tbd_is_listed_wherever_it_stands(tmp_path: Path) -> None:
    text = changed(
        ("替代文字: 山", "替代文字: 待定"),
        ("栏数: 2", "栏数: tbd"),
        ("  日期: 2026-10-18", "  日期: 2026-10-18\n  出版地: 待定"),
    )
    text += "补白: [{编号: F, 文字: 待定}]\n"
    issue = load(workspace(tmp_path, text)).issue
    told = [(d.message.zh, d.message.en, d.page) for d in pending(issue)]
    assert told == [
        ("「责任编辑」还是待定", "“editor” is still to be decided", 3),
        ("「出版地」还是待定", "“city” is still to be decided", None),
        ("稿件A的「栏数」还是待定", "“columns” of story A is still to be decided", 3),
        ("稿件A的「替代文字」还是待定", "“alt” of story A is still to be decided", 3),
        ("「文字」还是待定", "“text” is still to be decided", None),
    ]


def test_a_missing_caption_is_told_at_the_photo(tmp_path: Path) -> None:
    issue = load(workspace(tmp_path, changed(("            说明: 山。\n", "")))).issue
    told = [d for d in pending(issue) if d.code == "missing-caption"]
    assert [d.span.excerpt.strip() for d in told if d.span] == ["- 文件: images/a1.jpg"]


def test_copy_in_gb18030_is_read(tmp_path: Path) -> None:
    path = workspace(tmp_path)
    (path.parent / "稿件/A.md").write_bytes(COPY.encode("gb18030"))
    loaded = load(path)
    assert dict(loaded.issue.pages[0].stories[0].texts)["body"].startswith("守山人起得早。")
    assert [d.code for d in loaded.diagnostics] == ["other-encoding"]


def test_the_reader_does_not_depend_on_the_folder_it_is_called_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workspace(tmp_path)
    whole = load(path)
    monkeypatch.chdir(path.parent)
    assert load(type(path)("issue.yaml")).issue == whole.issue
    assert os.fspath(whole.workspace.root) == os.fspath(tmp_path)


def test_a_plain_issue_has_no_faults(tmp_path: Path) -> None:
    assert faults(tmp_path) == ()


def test_the_house_words_are_read_and_what_is_none_is_told(tmp_path: Path) -> None:
    path = workspace(tmp_path)
    folder = tmp_path / "layout" / "词典"
    folder.mkdir()
    (folder / "乙.txt").write_text("# 地名\n青冈岭\n\n望云垭 # 垭口\n", encoding="utf-8")
    (folder / "甲.txt").write_text("云岭县\n青冈岭\n", encoding="gb18030")
    loaded = load(path)
    assert set(loaded.words) == {"云岭县", "青冈岭", "望云垭"}
    assert "other-encoding" in {d.code for d in loaded.diagnostics}
    (folder / "乙.txt").write_text("青冈岭\n望云垭 口\n", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        load(path)
    (fault,) = [d for d in caught.value.diagnostics if d.severity == "error"]
    assert fault.code == "bad-value"
    assert fault.span is not None
    assert (fault.span.file, fault.span.line) == ("layout/词典/乙.txt", 2)


AD_TEMPLATE = """\
名称: 带广告
开本: {成品: 275mm x 390mm, 出血: 0mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt}
版心: {宽: 77字, 高: 76行}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
区块:
  头条: {行: 6-55, 栏: 1-6, 内容: 稿件}
  二条: {行: 57-60, 栏: 1-6, 内容: 稿件}
  底广告: {行: 62-76, 栏: 1-6, 内容: 广告}
"""


@pytest.mark.parametrize(
    ("ads", "codes"),
    [
        ("[{位置: 底广告, 文件: images/a1.jpg}]", []),
        ("[{slot: 底广告, file: images/a1.jpg, label: own, scale: yes}]", []),
        ("[{位置: 头条, 文件: images/a1.jpg}]", ["slot-kind"]),
        ("[{位置: 底广搞, 文件: images/a1.jpg}]", ["unknown-slot"]),
        ("[{位置: 底广告, 文件: images/a2.jpg}]", ["missing-picture"]),
        ("[{位置: 底广告, 文件: ../../../etc/passwd}]", ["outside-workspace"]),
        (
            "[{位置: 底广告, 文件: images/a1.jpg}, {位置: 底广告, 文件: images/a1.jpg}]",
            ["slot-taken"],
        ),
        ("[{位置: 底广告, 文件: images/a1.jpg, 标注: 没有}]", ["bad-value"]),
    ],
)
def test_ads_have_a_slot_and_a_file(tmp_path: Path, ads: str, codes: list[str]) -> None:
    issue = changed(("模板: 四开-双稿特刊", f"模板: 带广告\n    广告: {ads}"))
    path = workspace(tmp_path, issue)
    (tmp_path / "layout" / "带广告.yaml").write_text(AD_TEMPLATE, encoding="utf-8")
    found = faults_at(path)
    assert [d.code for d in found if d.severity.value == "error"] == codes
    line = line_of(issue, "广告: [")
    assert all(d.span and d.span.line == line for d in found if d.severity.value == "error")


@pytest.mark.parametrize(
    ("jump", "codes"),
    [
        ("[{版次: 4, 位置: 二条}]", []),
        ("[{版次: 4, 位置: 二条}, {版次: 4, 位置: 头条}]", ["jump-here"]),
        ("[{版次: 4, 位置: 二条}, {版次: 3, 位置: 三条}]", ["jump-here", "unknown-slot"]),
        ("[{版次: 4, 位置: 二条}, {版次: 5, 位置: 头条}]", ["unknown-page"]),
        ("{版次: 3, 位置: 二条}", ["jump-here", "slot-taken"]),
    ],
)
def test_a_story_goes_on_where_it_has_not_been(tmp_path: Path, jump: str, codes: list[str]) -> None:
    found = faults(tmp_path, changed(("{版次: 4, 位置: 二条, 题: 接着走}", jump)))
    assert sorted(d.code for d in found if d.severity.value == "error") == codes


def chained(pages: int) -> str:
    """A story that goes on from page to page to the last."""
    jumps = ", ".join(f"{{版次: {n}, 位置: 头条}}" for n in range(2, pages + 1))
    story = f"{{编号: A, 位置: 头条, 主题: 守山的日子, 正文: 稿件/A.md, 转版: [{jumps}]}}"
    listed = "".join(
        f"  - {{版次: {n}, 模板: 四开-双稿特刊, 稿件: [{story if n == 1 else ''}]}}\n"
        for n in range(1, pages + 1)
    )
    head = CHINESE[: CHINESE.index("版面:")].replace("今日版数: 4", f"今日版数: {pages}")
    return f"{head}版面:\n{listed}"


def test_a_story_goes_on_over_a_hundred_pages_and_is_told_beyond_reason(tmp_path: Path) -> None:
    spec = workspace(tmp_path, chained(100))
    assert len(load(spec).issue.pages[0].stories[0].jumps) == 99
    spec.write_text(chained(1000), "utf-8")
    with pytest.raises(SpecError) as told:
        load(spec)
    assert "too-many-jumps" in {d.code for d in told.value.diagnostics}
