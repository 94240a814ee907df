"""Charts, numerals and timelines as they are written: what they mean, and what is told of mistakes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.issue.graphics import ONE, GraphicForm
from presslayout.issue.load import load
from presslayout.issue.outline import outline
from presslayout.issue.read_graphics import quantity

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.graphics import Graphic

TEMPLATE = """\
名称: 试
开本: {成品: 275mm x 390mm, 出血: 0mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 77字, 高: 76行}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
区块:
  图: {行: 1-60, 栏: 1-6, 内容: 图表}
  留白: {行: 61-76, 栏: 1-6, 内容: 装饰}
"""
ISSUE = """\
报纸: {{报名: 云岭日报, 日期: 2026-10-18}}
版面:
  - 版次: 3
    模板: 试
    稿件:
      - 编号: A
        位置: 图
        {said}
"""


def read(folder: Path, said: str) -> tuple[Graphic, ...]:
    (folder / "layout").mkdir()
    (folder / "layout" / "试.yaml").write_text(TEMPLATE, "utf-8")
    (folder / "issue.yaml").write_text(ISSUE.format(said=said), "utf-8")
    return load(folder / "issue.yaml").issue.pages[0].stories[0].graphics


def test_numbers_are_kept_as_typed_and_counted() -> None:
    typed = {"12.5": 12_500_000, "1,140": 1140 * ONE, "-3": -3 * ONE, "86.5%": 86_500_000}
    for text, value in typed.items():
        found = quantity(text)
        assert found is not None
        assert found.value == value
        assert found.text == text.replace("-", "−")
    assert not any(map(quantity, ("", "一百", "12,5", "1.2.3", "NaN", "1e9", "１２")))


def test_both_languages_say_the_same(tmp_path: Path) -> None:
    zh, en = tmp_path / "zh", tmp_path / "en"
    zh.mkdir()
    en.mkdir()
    (one,) = read(
        zh, "图表: {形式: 条形, 标题: 粮, 单位: 吨, 数据: [{名: 稻, 数: 3}, {名: 麦, 数: 2}]}"
    )
    (two,) = read(
        en,
        "charts: [{form: bars, title: 粮, unit: 吨, data: [{name: 稻, value: 3}, {name: 麦, value: 2}]}]",
    )
    assert one.text == two.text == "粮\n单位：吨\n稻\n3\n麦\n2"
    assert one.form is two.form is GraphicForm.BARS


def test_its_words_for_who_cannot_see_it_are_its_numbers_or_the_editors(tmp_path: Path) -> None:
    data = "数据: [{名: 稻, 数: [3, 4]}, {名: 麦, 数: [2, 1]}]"
    (made,) = read(
        tmp_path,
        f"图表: {{形式: 柱形, 标题: 粮, 单位: 吨, 系列: [去年, 今年], 来源: 县里, {data}}}",
    )
    assert made.alt == "柱形图：粮（单位：吨）。稻 去年 3，今年 4；麦 去年 2，今年 1。来源：县里。"
    own = tmp_path / "own"
    own.mkdir()
    (made,) = read(own, "图表: {形式: 条形, 替代文字: 稻比麦多。, 数据: [{名: 稻, 数: 3}]}")
    assert made.alt == "稻比麦多。"


@pytest.mark.parametrize(
    ("said", "code", "message", "where"),
    [
        ("图表: {形式: 条形, 数据: [{名: 稻, 数: 三成}]}", "bad-value", "「三成」不是数字", "三成"),
        (
            "图表: {形式: 占比, 数据: [{名: 稻, 数: -3}, {名: 麦, 数: 4}]}",
            "bad-value",
            "负数",
            "-3",
        ),
        (
            "图表: {形式: 条形, 系列: [甲, 乙], 数据: [{名: 稻, 数: 3}]}",
            "bad-value",
            "有 1 个数，要 2 个",
            "3",
        ),
        ("图表: {形式: 折线, 数据: [{名: 稻, 数: 3}]}", "bad-value", "至少 2 个", "["),
        (
            "图表: {形式: 圆环, 数据: [{名: 稻, 数: 0}, {名: 麦, 数: 0}]}",
            "bad-value",
            "全是 0",
            "[",
        ),
        ("图表: {形式: 点图, 数据: [{名: 稻, 数: 3}]}", "bad-value", "没有坐标", "{名"),
        (
            "图表: {形式: 点图, 轮廓: 圆的, 数据: [{名: 稻, 坐标: [1, 2]}]}",
            "bad-value",
            "SVG",
            "圆的",
        ),
        ("图表: {形式: 饼, 数据: [{名: 稻, 数: 3}]}", "bad-value", "条形", "饼"),
        ("大数字: {数据: [{数: 3}]}", "missing-key", "缺少「名」", "{数: 3"),
        ("时间轴: {数据: [{日期: 2006年}]}", "missing-key", "缺少「文字」", "{日期"),
        ("图表: {形式: 条形, 数字: [{名: 稻, 数: 3}]}", "unknown-key", "数据", "数字"),
    ],
)
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, said: str, code: str, message: str, where: str
) -> None:
    with pytest.raises(SpecError) as told:
        read(tmp_path, said)
    found = [d for d in told.value.diagnostics if d.code == code]
    assert found
    assert any(message in d.message.zh or (d.hint and message in d.hint.zh) for d in found)
    assert (found[0].span.file, found[0].span.line) == ("issue.yaml", 8)
    span = found[0].span
    assert span.excerpt[span.column - 1 :].startswith(where)


def test_a_path_is_read_as_svg_has_it() -> None:
    one = ONE
    assert outline("m1 1 l2,0 v3 h-2 z") == (
        ("M", one, one),
        ("L", 3 * one, one),
        ("L", 3 * one, 4 * one),
        ("L", one, 4 * one),
        ("Z",),
    )
    assert outline("M0 0 10 0 10 10") == (
        ("M", 0, 0), ("L", 10 * one, 0), ("L", 10 * one, 10 * one)
    )  # fmt: skip
    for wrong in ("", "L1 1", "M1", "M0 0 Q1 1 2 2", "M0 0 L1", "M1e9 0", "M0 0 L99999999 1"):
        assert outline(wrong) is None
