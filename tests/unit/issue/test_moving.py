"""A focus or two places written into a spec: these lines change, all else stays as it was typed."""

from __future__ import annotations

import pytest

from presslayout.issue.moving import focused, locked, swapped, unlocked
from presslayout.issue.template import Range
from tests.unit.issue.test_layout_written import changed

SPEC = """\
# 云岭日报
版面:
  - 版次: 3   # 特刊
    稿件:
      - 编号: A
        位置: 头条   # 大稿
        图片:
          - 文件: images/a.jpg   # 远山
            焦点: [48%, 38%]     # 山脊
            说明: 远山
          - 文件: images/b.jpg
            # 还没有说明
      - id: "02"
        slot: '二条'
        photos: [{file: images/c.jpg, caption: 近水}]
  - 版次: 04
    stories:
      - 编号: C
        主题: 没有位置
"""


def test_a_focus_that_stands_there_is_replaced_in_its_line() -> None:
    made = focused(SPEC, "A", 0, (500, 125))
    assert made is not None
    assert changed(SPEC, made) == [
        "-             焦点: [48%, 38%]     # 山脊",
        "+             焦点: [50%, 12.5%]     # 山脊",
    ]


def test_a_focus_that_was_not_there_is_one_line_more() -> None:
    made = focused(SPEC, "A", 1, (0, 1000))
    assert made is not None
    assert changed(SPEC, made) == ["+             焦点: [0%, 100%]"]


def test_a_photo_on_one_line_stays_on_it() -> None:
    made = focused(SPEC, "02", 0, (300, 400))
    assert made is not None
    assert "photos: [{file: images/c.jpg, 焦点: [30%, 40%], caption: 近水}]" in made


def test_the_places_of_two_stories_are_exchanged_and_their_comments_stay() -> None:
    made = swapped(SPEC, "A", "02")
    assert made is not None
    assert changed(SPEC, made) == [
        "-         位置: 头条   # 大稿",
        "+         位置: '二条'   # 大稿",
        "-         slot: '二条'",
        "+         slot: 头条",
    ]
    assert swapped(made, "02", "A") == SPEC


@pytest.mark.parametrize("pair", [("A", "A"), ("A", "C"), ("A", "Z")])
def test_what_has_no_place_is_not_exchanged(pair: tuple[str, str]) -> None:
    assert swapped(SPEC, *pair) is None


@pytest.mark.parametrize(("story", "photo"), [("A", 2), ("A", -1), ("Z", 0), ("C", 0)])
def test_a_photo_that_is_not_there_has_no_focus(story: str, photo: int) -> None:
    assert focused(SPEC, story, photo, (1, 1)) is None


def test_a_lock_is_one_line_more_and_one_less() -> None:
    made = locked(SPEC, "A", "", Range((6, 40), (1, 4)))
    assert made is not None
    assert changed(SPEC, made) == ["+         锁定: {行: 6-40, 栏: 1-4}"]
    assert locked(made, "A", "", None) == made.replace("{行: 6-40, 栏: 1-4}", "是")
    assert unlocked(made, "A", "") == SPEC
    assert unlocked(SPEC, "A", "") == SPEC


def test_a_photo_is_locked_where_it_is_written() -> None:
    made = locked(SPEC, "A", "photos-1", Range((5, 23), (2, 3)))
    assert made is not None
    assert changed(SPEC, made) == ["+             锁定: {行: 5-23, 栏: 2-3}"]
    assert unlocked(made, "A", "photos-1") == SPEC
    inline = locked(SPEC, "02", "photos-0", Range((1, 9), (1, 1)))
    assert inline is not None
    assert "{file: images/c.jpg, 锁定: {行: 1-9, 栏: 1-1}, caption: 近水}" in inline
    assert unlocked(inline, "02", "photos-0") == SPEC


CHARTS = """\
版面:
  - 版次: 3
    稿件:
      - 编号: A
        图表:
          - 形式: 条形   # 秋粮
            标题: 收成
            数据: [{名: 双河, 数: 1}]
          - {形式: 圆环, 数据: [{名: 双河, 数: 1}, {名: 白石, 数: 2}]}
        大数字:
          数据: [{数: 67%, 名: 覆盖率}]
        时间轴: {数据: [{日期: 今天, 文字: 收工}]}
"""


@pytest.mark.parametrize(
    ("inside", "line"),
    [
        ("charts-0", "+             锁定: {行: 5-23, 栏: 2-3}"),
        ("numerals-0", "+           锁定: {行: 5-23, 栏: 2-3}"),
    ],
)
def test_a_graphic_is_locked_where_it_is_written_one_or_of_a_list(inside: str, line: str) -> None:
    made = locked(CHARTS, "A", inside, Range((5, 23), (2, 3)))
    assert made is not None
    assert changed(CHARTS, made) == [line]
    assert unlocked(made, "A", inside) == CHARTS


def test_a_graphic_on_one_line_is_locked_on_it() -> None:
    for inside in ("charts-1", "timelines-0"):
        made = locked(CHARTS, "A", inside, Range((5, 23), (2, 3)))
        assert made is not None
        assert made.count("锁定: {行: 5-23, 栏: 2-3}") == 1
        assert len(made.splitlines()) == len(CHARTS.splitlines())
        assert unlocked(made, "A", inside) == CHARTS
    assert locked(CHARTS, "A", "timelines-1", Range((5, 23), (2, 3))) is None


def test_a_remark_behind_a_lock_outlives_it() -> None:
    text = SPEC.replace("        位置: 头条   # 大稿\n", "        lock: yes   # 总编定的\n")
    made = unlocked(text, "A", "")
    assert made == SPEC.replace("        位置: 头条   # 大稿\n", "        # 总编定的\n")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("版面: [{稿件: [{锁定: 是, 编号: A}]}]\n", "版面: [{稿件: [{编号: A}]}]\n"),
        ("版面: [{稿件: [{编号: A, 锁定: {行: 1-2, 栏: 1-1}}]}]", "版面: [{稿件: [{编号: A}]}]"),
        ("版面:\n- 稿件:\n  - 锁定: 是\n    编号: A\n", "版面:\n- 稿件:\n  - 编号: A\n"),
        (
            "版面:\n- 稿件:\n  - 编号: A\n    锁定:\n      行: 1-2\n      栏: 1-1\n",
            "版面:\n- 稿件:\n  - 编号: A\n",
        ),
        ("版面:\n- 稿件:\n  - 锁定: 是\n    # 注\n    编号: A\n", None),
    ],
)
def test_a_lock_is_taken_out_wherever_it_stands(text: str, left: str | None) -> None:
    assert unlocked(text, "A", "") == left


@pytest.mark.parametrize(("story", "inside"), [("Z", ""), ("A", "photos-2"), ("A", "factboxes-0")])
def test_what_is_not_there_is_not_locked(story: str, inside: str) -> None:
    assert locked(SPEC, story, inside, None) is None
    assert unlocked(SPEC, story, inside) is None


@pytest.mark.parametrize("text", ["", "[", "a: b", "版面: 3", "版面: [1, {稿件: 2}]", "\t- x"])
def test_what_is_no_issue_is_left_alone(text: str) -> None:
    assert focused(text, "A", 0, (1, 1)) is None
    assert swapped(text, "A", "B") is None


def test_lines_end_as_they_did() -> None:
    made = focused(SPEC.replace("\n", "\r\n"), "A", 1, (0, 1000))
    assert made is not None
    assert made.count("\r\n") == made.count("\n") == SPEC.count("\n") + 1
