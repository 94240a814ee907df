"""Slots of several rectangles, slots inside slots, facing margins and spreads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.base.units import mm, pt
from presslayout.flow.grid import area, facing, label
from presslayout.issue.lattice import fold, range_box, slot_box, type_area
from presslayout.issue.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.issue.template import Template

TEMPLATE = """\
名称: 试
开本: {{成品: 275mm x 390mm, 出血: 0mm{sheet}}}
正文: {{字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}}
版心: {{宽: 77字, 高: 76行}}
{margin}分栏: {{基本栏: 6, 每栏: 12字, 栏空: 1字}}
区块:
{slots}
"""
ISSUE = """\
报纸: {{报名: 云岭日报, 日期: 2026-10-18, 今日版数: 8}}
版面:
  - 版次: {number}
    模板: 试
    稿件:
      - {{编号: A, 位置: 头条, 主题: 守山的日子, 正文: A.txt}}
"""
LEAD = "  头条: {行: 1-76, 栏: 1-6, 内容: 稿件}"


def written(
    folder: Path, slots: str = LEAD, *, sheet: str = "", margin: str = "", number: int = 4
) -> Template:
    (folder / "layout").mkdir()
    (folder / "issue").mkdir()
    text = TEMPLATE.format(slots=slots, sheet=sheet, margin=margin and margin + "\n")
    (folder / "layout" / "试.yaml").write_text(text, "utf-8")
    (folder / "issue" / "A.txt").write_text("云岭县护路人清晨走过石桥。\n", "utf-8")
    (folder / "issue" / "issue.yaml").write_text(ISSUE.format(number=number), "utf-8")
    return load(folder / "issue" / "issue.yaml").templates["试"]


def refused(folder: Path, slots: str = LEAD, **more: object) -> Diagnostic:
    with pytest.raises(SpecError) as error:
        written(folder, slots, **more)  # type: ignore[arg-type]
    return next(d for d in error.value.diagnostics if d.severity == "error")


L_SHAPE = (
    "  头条: {范围: [{行: 1-40, 栏: 1-6}, {rows: 41-76, columns: 1-3}], 内容: 稿件}\n"
    "  二条: {行: 42-76, 栏: 4-6, 内容: 稿件}"
)


def test_text_of_an_l_runs_down_every_column_as_far_as_the_slot_does(tmp_path: Path) -> None:
    template = written(tmp_path, L_SHAPE)
    space = area(template, template.slots[0], 0)
    assert [(h.column, h.top, h.bottom) for h in space.closed] == [
        (3, 40, 76),
        (4, 40, 76),
        (5, 40, 76),
    ]
    assert space.head == (0, 6)


def test_a_headline_stands_over_the_part_that_is_on_top(tmp_path: Path) -> None:
    slots = L_SHAPE.replace("栏: 1-6}, {", "栏: 4-6}, {").replace("columns: 1-3", "columns: 1-6")
    template = written(tmp_path, slots.splitlines()[0])
    assert area(template, template.slots[0], 0).head == (3, 3)


def test_a_slot_inside_another_is_cut_out_of_its_text_with_a_row_of_air(tmp_path: Path) -> None:
    slots = f"{LEAD}\n  附: {{行: 20-30, 栏: 3-4, 内容: 稿件, 嵌在: 头条}}"
    template = written(tmp_path, slots)
    lead, inner = template.slots
    space = area(template, lead, 0)
    assert [(h.column, h.top, h.bottom) for h in space.closed] == [(2, 19, 31), (3, 19, 31)]
    assert slot_box(template, inner) == range_box(template, inner.whole)


@pytest.mark.parametrize(
    ("slots", "code", "names"),
    [
        (f"{LEAD}\n  附: {{行: 20-30, 栏: 3-4, 内容: 稿件}}", "slots-overlap", ("头条", "附")),
        (
            f"{LEAD}\n  附: {{行: 20-90, 栏: 3-4, 内容: 稿件, 嵌在: 头条}}",
            "slot-not-inside",
            ("附", "头条"),
        ),
        (
            "  头条: {行: 1-40, 栏: 1-6, 内容: 稿件}\n  附: {行: 35-50, 栏: 3-4, 内容: 稿件, 嵌在: 头条}",
            "slot-not-inside",
            ("头条", "附"),
        ),
        (
            f"{LEAD}\n  附: {{行: 20-30, 栏: 3-4, 内容: 稿件, within: 头條}}",
            "slot-not-inside",
            ("附", "是不是「头条」"),
        ),
        (
            "  头条: {行: 1-76, 栏: 1-6, 内容: 稿件, 破栏: 4}\n  附: {行: 20-30, 栏: 1-1, 内容: 稿件, 嵌在: 头条}",
            "range-off-column",
            ("头条", "附"),
        ),
        (
            "  头条: {范围: [{行: 1-40, 栏: 1-6}, {行: 40-76, 栏: 1-3}], 内容: 稿件}",
            "slots-overlap",
            ("头条",),
        ),
        (
            "  头条: {行: 1-76, 范围: [{行: 1-40, 栏: 1-6}, {行: 41-76, 栏: 1-3}], 内容: 稿件}",
            "bad-value",
            ("范围",),
        ),
        (
            "  头条: {范围: [{行: 1-40, 栏: 1-6}, {行: 41-76, 栏: 1-3}], 内容: 稿件, 框: 是}",
            "bad-value",
            ("边框",),
        ),
        ("  头条: {内容: 稿件, 栏: 1-6}", "missing-key", ("行",)),
        ("  头条: {内容: 稿件, 范围: [{行: 1-9}]}", "missing-key", ("栏",)),
    ],
)
def test_ranges_that_cannot_be_are_refused_by_name(
    tmp_path: Path, slots: str, code: str, names: tuple[str, ...]
) -> None:
    told = refused(tmp_path, slots)
    assert told.code == code
    assert all(name in told.message.zh for name in names), told.message.zh
    assert told.span is not None
    assert told.span.line >= 6


def test_inner_and_outer_margins_change_sides_from_page_to_page(tmp_path: Path) -> None:
    template = written(tmp_path, margin="版口: {内: 18mm}")
    width = 77 * pt(9)
    assert facing(template, 5).left == mm(18)
    assert facing(template, 4).left == mm(275) - width - mm(18)
    assert type_area(facing(template, 4)).right == mm(275 - 18)


def test_margins_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    told = refused(tmp_path, margin="版口: {内: 18mm, 外: 18mm}")
    assert told.code == "bad-value"
    assert (told.span.line, told.span.column) == (5, 18)  # type: ignore[union-attr]


SPREAD = "  头条: {行: 1-76, 栏: 1-12, 内容: 稿件, 破栏: 8}"


def test_a_spread_has_two_pages_of_columns_and_none_on_the_fold(tmp_path: Path) -> None:
    template = written(tmp_path, SPREAD, sheet=", 跨版: 是", margin="版口: {内: 12mm}")
    assert template.width == 2 * mm(275)
    edges = fold(template)
    assert edges == (mm(275 - 12), mm(275 + 12))
    space = area(template, template.slots[0], 0)
    assert len(space.columns) == 8
    assert space.measure == 18 * pt(9)
    for left in space.columns:
        assert left + space.measure <= edges[0] or left >= edges[1]
    assert label(template, 4) == "04–05"


@pytest.mark.parametrize("first", range(1, 7))
@pytest.mark.parametrize("last", range(7, 13))
def test_a_slot_that_nobody_drew_keeps_the_fold_free_too(
    tmp_path: Path, first: int, last: int
) -> None:
    """Where the engine parts a page itself: in any number of columns, and vertical."""
    template = written(tmp_path, SPREAD, sheet=", 跨版: 是", margin="版口: {内: 12mm}")
    drawn = replace(template.slots[0], columns=(first, last))
    edges = fold(template)
    assert edges is not None
    for split in (2, 3, 5):
        space = area(template, replace(drawn, split=split), 0)
        for left in space.columns:
            assert left + space.measure <= edges[0] or left >= edges[1]
    lying = area(template, replace(drawn, vertical=True, split=None), 0)
    right = slot_box(template, drawn).right
    shut = {row for hole in lying.closed for row in range(hole.top, hole.bottom)}
    assert shut
    assert {hole.column for hole in lying.closed} == set(range(len(lying.columns)))
    for row in set(range(lying.rows)) - shut:
        assert right - lying.row_foot(row) >= edges[1] or right - lying.row_top(row) <= edges[0]


@pytest.mark.parametrize(
    ("number", "slots", "code"),
    [
        (5, SPREAD, "spread-number"),
        (4, SPREAD.replace("破栏: 8", "破栏: 7"), "split-across-fold"),
        (4, SPREAD.replace("1-12", "1-13"), "slot-off-page"),
        (4, SPREAD.replace("破栏: 8", "竖排: 是"), "split-across-fold"),
    ],
)
def test_spreads_that_cannot_be_are_refused(
    tmp_path: Path, number: int, slots: str, code: str
) -> None:
    assert refused(tmp_path, slots, sheet=", 跨版: 是", number=number).code == code


STYLED = """\
报纸: {{报名: 云岭日报, 日期: 2026-10-18, 今日版数: 8}}
版面:
  - 版次: 2
    模板: 平
    稿件:
      - {{编号: A, 位置: {slot}, 主题: 守山的日子, 正文: A.txt, 样式: {style}, 转版: {{版次: 4, 位置: {onward}}}}}
  - 版次: 4
    模板: 试
"""
FLAT = TEMPLATE.replace("名称: 试", "名称: 平").format(
    sheet="", margin="",
    slots="  头条: {行: 1-40, 栏: 1-6, 内容: 稿件}\n"
    "  二条: {范围: [{行: 42-60, 栏: 1-6}, {行: 61-76, 栏: 1-3}], 内容: 稿件}",
)  # fmt: skip
TURNED = (
    SPREAD.replace("1-76", "1-50")
    + "\n  左: {行: 52-76, 栏: 1-6, 内容: 稿件}"
    + "\n  右: {范围: [{行: 52-60, 栏: 7-12}, {行: 61-76, 栏: 7-9}], 内容: 稿件}"
)


@pytest.mark.parametrize(
    ("slot", "onward", "style", "told"),
    [
        ("头条", "头条", "竖排", "第4版「头条」跨过中缝，不能全文竖排"),
        ("头条", "右", "竖排", "第4版「右」不是一个完整的矩形，不能竖排"),
        ("头条", "右", "加框", "第4版「右」不是一个完整的矩形，不能加框"),
        ("二条", "左", "竖排", "区块「二条」不是一个完整的矩形，不能竖排"),
        ("头条", "左", "竖排", ""),
        ("头条", "头条", "加框", ""),
    ],
)
def test_a_style_suits_every_slot_where_its_story_goes_on(
    tmp_path: Path, slot: str, onward: str, style: str, told: str
) -> None:
    written(tmp_path, TURNED, sheet=", 跨版: 是", margin="版口: {内: 12mm}")
    (tmp_path / "layout" / "平.yaml").write_text(FLAT, "utf-8")
    path = tmp_path / "issue" / "issue.yaml"
    path.write_text(STYLED.format(slot=slot, onward=onward, style=style), "utf-8")
    if not told:
        assert load(path).issue.stories
        return
    with pytest.raises(SpecError) as error:
        load(path)
    assert told in [d.message.zh for d in error.value.diagnostics]


def test_a_spread_takes_no_left_margin(tmp_path: Path) -> None:
    told = refused(tmp_path, SPREAD, sheet=", spread: yes", margin="margin: {left: 10mm}")
    assert told.code == "bad-value"
