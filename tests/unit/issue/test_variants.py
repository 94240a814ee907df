"""Variants: what an editor types is the difference, and the rest is the base's, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.base.memory import Memory
from presslayout.flow.compose import compose
from presslayout.issue.load import load
from presslayout.issue.variants import variants_of
from tests.kit import NEWSPRINT
from tests.unit.issue.sample import faults_at, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.issue import Issue

BASE = """\
报纸: {报名: 云岭日报, 刊号: CN 53-0000, 日期: 2026-10-18, 总期号: 6128, 今日版数: 4}
版面:
  - 版次: 1
    模板: 四开-双稿特刊
    稿件:
      - {编号: A, 位置: 头条, 主题: 守山的日子, 正文: 稿件/A.md}
      - {编号: B, 位置: 二条, 主题: 树下, 正文: 稿件/A.md}
  - 版次: 2
    版名: 综合
    模板: 四开-双稿特刊
    栏题: {文字: 山乡新路}
    稿件:
      - {编号: C, 位置: 头条, 主题: 白石溪, 副题: 水清了, 正文: 稿件/A.md}
      - {编号: D, 位置: 二条, 主题: 望云垭, 正文: 稿件/A.md}
"""


def variant(root: Path, text: str, base: str = BASE, folder: str = "one") -> Path:
    workspace(root, base)
    path = root / "issue" / folder / "白石版.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def told(root: Path, text: str) -> Issue:
    return load(variant(root, text)).issue


def ids(issue: Issue) -> list[list[str]]:
    return [[s.id for s in page.stories] for page in issue.pages]


def test_a_story_changes_key_by_key(tmp_path: Path) -> None:
    text = "底版: issue.yaml\n版面:\n  - 版次: 2\n    稿件:\n      - {编号: C, 主题: 白石溪清了}\n"
    issue = told(tmp_path, text)
    story = issue.pages[1].stories[0]
    assert (story.headline, story.deck, story.slot) == ("白石溪清了", "水清了", "头条")
    assert ids(issue) == [["A", "B"], ["C", "D"]]
    assert issue.pages[1].section == "综合"
    assert issue.variant is not None
    assert issue.variant.shared == (1,)
    assert issue.variant.base == "issue/one/issue.yaml"


def test_english_keys_lie_over_chinese_ones(tmp_path: Path) -> None:
    text = "base: issue.yaml\npages:\n  - number: 2\n    section: 白石\n    banner: {text: 白石}\n"
    page = told(tmp_path, text).pages[1]
    assert (page.section, page.banner and page.banner.text) == ("白石", "白石")


def test_a_new_story_takes_the_slot_of_the_old_one(tmp_path: Path) -> None:
    text = (
        "底版: issue.yaml\n版面:\n  - 版次: 2\n    稿件:\n"
        "      - {编号: X, 位置: 二条, 主题: 新, 正文: 稿件/A.md}\n"
    )
    assert ids(told(tmp_path, text)) == [["A", "B"], ["C", "X"]]


def test_stories_are_dropped_by_their_ids(tmp_path: Path) -> None:
    text = "底版: issue.yaml\n版面:\n  - {版次: 2, 撤稿: [D]}\n"
    assert ids(told(tmp_path, text)) == [["A", "B"], ["C"]]


def test_a_page_may_be_replaced_whole(tmp_path: Path) -> None:
    text = (
        "底版: issue.yaml\n版面:\n  - 版次: 2\n    整版替换: 是\n    模板: 四开-双稿特刊\n    稿件:\n"
        "      - {编号: X, 位置: 头条, 主题: 新, 正文: 稿件/A.md}\n"
    )
    issue = told(tmp_path, text)
    assert ids(issue)[1] == ["X"]
    assert issue.pages[1].banner is None


def test_a_page_of_its_own_is_added_in_order(tmp_path: Path) -> None:
    text = "底版: issue.yaml\n版面:\n  - {版次: 3, 模板: 四开-双稿特刊, 稿件: []}\n"
    issue = told(tmp_path, text)
    assert [page.number for page in issue.pages] == [1, 2, 3]
    assert issue.variant is not None
    assert issue.variant.shared == (1, 2)


def test_facts_of_the_paper_change_key_by_key_and_no_page_is_shared(tmp_path: Path) -> None:
    issue = told(tmp_path, "底版: issue.yaml\n报纸: {定价: 0.50元}\n")
    assert issue.paper.serial == "6128"
    assert dict(issue.paper.imprint) == {"price": "0.50元"}
    assert issue.variant is not None
    assert issue.variant.shared == ()


def test_copy_of_the_base_lies_beside_the_base(tmp_path: Path) -> None:
    path = variant(tmp_path, "底版: ../one/issue.yaml\n", folder="two")
    assert load(path).issue.pages[0].stories[0].body


def test_a_variant_of_a_variant(tmp_path: Path) -> None:
    path = variant(tmp_path, "底版: issue.yaml\n版面:\n  - {版次: 1, 撤稿: [B]}\n")
    other = path.with_name("白石晚版.yaml")
    other.write_text("底版: 白石版.yaml\n版面:\n  - {版次: 2, 撤稿: D}\n", encoding="utf-8")
    issue = load(other).issue
    assert ids(issue) == [["A"], ["C"]]
    assert issue.variant is not None
    # Beside its own base, which is a variant itself.
    assert (issue.variant.base, issue.variant.shared) == ("issue/one/白石版.yaml", (1,))
    assert variants_of(path, tmp_path) == (other,)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("底版: 没有.yaml\n", "missing-base", 1),
        ("底版: ../../../x.yaml\n", "outside-workspace", 1),
        ("底版: [issue.yaml]\n", "wrong-type", 1),
        ("底版:\n版面: []\n", "missing-base", 1),
        ("底版: 稿件\n", "missing-base", 1),
        ("底版: issue.yaml\n版本: [a]\n", "wrong-type", 2),
        ("底版: issue.yaml\n版面:\n  - {版次: 2, 撤稿: [[C]]}\n", "wrong-type", 3),
        ("底版: 白石版.yaml\n", "base-circle", 1),
        ("底版: issue.yaml\n版面:\n  - {版次: 2, 撤稿: [Z]}\n", "unknown-story", 3),
        ("底版: issue.yaml\n版面:\n  - {版次: 9, 撤稿: [A]}\n", "unknown-story", 3),
        ("底版: issue.yaml\n版面:\n  - 版次: 2\n    标題: x\n", "unknown-key", 4),
        ("底版: issue.yaml\n版面:\n  - {版次: 2}\n  - {版次: 2}\n", "page-order", 4),
        ("底板: issue.yaml\n", "unknown-key", 1),
        (BASE.replace("版名: 综合", "撤稿: [A]"), "bad-value", 9),
    ],
)
def test_faults_are_told_where_they_were_typed(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    found = faults_at(variant(tmp_path, text))
    places = [(d.code, d.span.line, d.span.file) for d in found if d.span]
    assert (code, line, "issue/one/白石版.yaml") in places


def test_a_fault_of_the_base_names_both_files(tmp_path: Path) -> None:
    path = variant(tmp_path, "底版: issue.yaml\n", BASE.replace("位置: 二条", "位置: 二条条", 1))
    with pytest.raises(SpecError) as caught:
        load(path)
    (found,) = caught.value.diagnostics
    assert found.span is not None
    assert found.span.file == "issue/one/issue.yaml"
    assert "白石版.yaml" in found.message.zh
    assert "白石版.yaml" in found.message.en


def test_two_stories_of_two_files_in_one_slot_name_both(tmp_path: Path) -> None:
    text = "底版: issue.yaml\n版面:\n  - 版次: 2\n    稿件:\n      - {编号: C, 位置: 二条}\n"
    (found,) = [d for d in faults_at(variant(tmp_path, text)) if d.code == "slot-taken"]
    assert "白石版.yaml" in f"{found.message.zh} {found.span and found.span.file}"
    assert "issue.yaml" in f"{found.message.zh} {found.span and found.span.file}"


def test_a_shared_page_is_set_once_and_is_the_base_s(tmp_path: Path) -> None:
    text = "底版: issue.yaml\n版面:\n  - 版次: 2\n    稿件:\n      - {编号: C, 主题: 白石}\n"
    path = variant(tmp_path, text)
    memory = Memory()
    one = compose(load(path.with_name("issue.yaml")), NEWSPRINT, memory=memory)
    other = compose(load(path), NEWSPRINT, memory=memory)
    assert one.edition.pages[0] is other.edition.pages[0]
    assert one.pages[0].hash == other.pages[0].hash
    assert one.pages[1].hash != other.pages[1].hash


WAITING = (
    BASE.replace("      - {编号: D, 位置: 二条, 主题: 望云垭, 正文: 稿件/A.md}\n", "")
    + """\
待排:
  - {编号: S1, 分量: 9, 主题: 集市, 正文: 稿件/A.md}
  - {编号: S2, 分量: 8, 主题: 水渠, 正文: 稿件/A.md, 可留: 是}
"""
)


def test_waiting_stories_change_key_by_key_and_then_no_page_is_shared(tmp_path: Path) -> None:
    text = "底版: issue.yaml\n待排:\n  - {id: S1, weight: 3}\n"
    issue = load(variant(tmp_path, text, WAITING)).issue
    assert [(one.story.id, one.story.weight, one.may_hold) for one in issue.waiting] == [
        ("S1", 3, False),
        ("S2", 8, True),
    ]
    assert issue.variant is not None
    assert issue.variant.shared == ()


def test_a_page_changed_where_stories_wait_leaves_no_page_shared(tmp_path: Path) -> None:
    text = "底版: issue.yaml\n版面:\n  - {版次: 1, 版名: 白石}\n"
    shared = load(variant(tmp_path, text, WAITING)).issue.variant
    assert shared is not None
    assert shared.shared == ()
    pins = "版式: [{编号: S1, 行: 57-76, 栏: 1-3}, {编号: S2, 行: 57-76, 栏: 4-6}]"
    pinned = WAITING.replace("    栏题: {文字: 山乡新路}\n", f"    {pins}\n")
    again = load(variant(tmp_path, text, pinned)).issue.variant
    assert again is not None
    assert again.shared == (2,)
