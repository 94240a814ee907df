"""Templates: arithmetic, looks laid over looks, and what cannot be drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.base.diagnostics import Severity, SpecError
from presslayout.base.units import mm, pt
from presslayout.edition.ink import RED, Ink
from presslayout.edition.steps import Step
from presslayout.issue.lattice import uncovered
from presslayout.issue.load import load
from presslayout.typeset.manner import Manner
from tests import kit
from tests.unit.issue.sample import changed, faults, faults_at, line_of, workspace

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.issue.template import Slot, Template

TEMPLATE = """\
名称: 试验
开本: {成品: 275mm x 390mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 77字, 高: 76行}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
区块:
  报眉: {行: 1-2, 栏: 1-6, 内容: 报眉}
  栏题: {行: 3-5, 栏: 1-6, 内容: 栏题}
  头条: {行: 6-55, 栏: 1-6, 内容: 稿件, 破栏: 4, 标题: {主题: {字号: [54pt, 84pt]}}}
  二条: {行: 57-76, 栏: 1-6, 内容: 稿件, 破栏: 4, 框: 0.5pt}
标题: {主题: {字体: 黑体, 最多行: 2}, 副题: {字号: 20pt, 色: C0 M0 Y0 K60}}
"""

ENGLISH = """\
name: 试验
sheet: {trim: 275mm x 390mm}
body: {font: 宋体, size: 小五, leading: 13pt, indent: 2em}
type_area: {width: 77em, height: 76ln}
base_columns: {count: 6, cells: 12em, gutter: 1em}
slots:
  报眉: {rows: 1-2, columns: 1-6, content: folio}
  栏题: {rows: 3-5, columns: 1-6, content: banner}
  头条: {rows: 6-55, columns: 1-6, content: story, split: 4, heads: {headline: {size: [54pt, 84pt]}}}
  二条: {rows: 57-76, columns: 1-6, content: story, split: 4, frame: 0.5pt}
heads: {headline: {font: 黑体, max_lines: 2}, deck: {size: 20pt, colour: C0 M0 Y0 K60}}
"""

ISSUE = changed(("模板: 四开-双稿特刊", "模板: 试验"), ("模板: 四开-双稿特刊", "模板: 试验"))


def put(root: Path, text: str) -> Path:
    path = workspace(root, ISSUE)
    (root / "layout/试验.yaml").write_text(text, encoding="utf-8")
    return path


def read(root: Path, text: str = TEMPLATE) -> Template:
    return load(put(root, text)).templates["试验"]


def told(root: Path, *changes: tuple[str, str]) -> tuple[str, tuple[Diagnostic, ...]]:
    text = TEMPLATE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (root / "layout").mkdir(exist_ok=True)
    (root / "layout/试验.yaml").write_text(text, encoding="utf-8")
    return text, faults(root, ISSUE)


def test_lengths_become_cells_and_rows(tmp_path: Path) -> None:
    made = read(tmp_path)
    assert (made.cells, made.rows) == (77, 76)
    assert (made.base_columns, made.base_cells, made.gutter_cells) == (6, 12, 1)
    assert (made.body.size, made.body.leading, made.body.indent) == (pt(9), pt(13), 2000)
    assert made.left == (mm(275) - 77 * pt(9)) // 2
    assert made.bleed is None


@pytest.mark.parametrize("typed", ["1.5字", "1.5em", "13.5pt"])
def test_the_pitch_may_be_told_in_ems_of_the_body(tmp_path: Path, typed: str) -> None:
    made = read(
        tmp_path, TEMPLATE.replace("行距: 13pt", f"行距: {typed}").replace("高: 76行", "高: 76ln")
    )
    assert made.body.leading == pt("13.5")


def test_a_template_reads_the_same_in_english(tmp_path: Path) -> None:
    def looks(made: Template) -> list[tuple[object, ...]]:
        return [
            (s.name, s.rows, s.columns, s.content, s.split, s.frame, s.heads) for s in made.slots
        ]

    chinese, english = read(tmp_path / "zh"), read(tmp_path / "en", ENGLISH)
    assert looks(chinese) == looks(english)
    assert (chinese.body, chinese.left, chinese.top) == (english.body, english.left, english.top)


def test_a_slots_own_heads_win_key_by_key(tmp_path: Path) -> None:
    made = {s.name: s.heads for s in read(tmp_path).slots}
    assert made["头条"].headline.families == ("黑体",)
    assert (made["头条"].headline.smallest, made["头条"].headline.largest) == (pt(54), pt(84))
    assert made["头条"].headline.max_lines == 2
    assert made["头条"].deck.smallest == pt(20)
    assert made["头条"].deck.ink == Ink(k=600)
    assert made["二条"].headline.smallest != pt(54)


def test_a_shared_style_lies_beneath_the_template(tmp_path: Path) -> None:
    path = put(tmp_path, "样式: 家常\n" + TEMPLATE)
    (tmp_path / "layout/styles").mkdir()
    (tmp_path / "layout/styles/家常.yaml").write_text(
        "标题: {主题: {字体: 楷体, 排: 居左}}\n主色: 绿\n小标题: {占行: 3}\n图片: {最低精度: 120ppi}\n",
        encoding="utf-8",
    )
    made = load(path).templates["试验"]
    headline = made.slots[1].heads.headline
    assert (headline.families, headline.align) == (("黑体",), "start")
    assert made.accent == made.subhead.text.ink == made.slots[0].accent == Ink(c=1000, y=1000)
    assert (made.subhead.rows_one, made.subhead.rows_two) == (3, 3)
    assert (made.ppi_error, made.ppi_warning) == (120, None)


def test_defaults_are_those_of_the_trade(tmp_path: Path) -> None:
    made = read(tmp_path)
    assert made.accent == RED
    assert made.caption.families == ("黑体",)
    assert (made.caption.largest, made.caption.leading, made.caption.max_lines) == (
        pt("7.5"),
        pt(10),
        2,
    )
    assert made.body.bold == ("粗黑",)
    assert (made.subhead.text.smallest, made.subhead.text.largest) == (pt(9), pt("10.5"))
    assert made.fit_order[0] is Step.PICTURE_HEIGHT


def test_a_storys_style_lies_over_its_slot(tmp_path: Path) -> None:
    path = put(tmp_path, TEMPLATE)
    (tmp_path / "layout/styles").mkdir()
    (tmp_path / "layout/styles/加框.yaml").write_text(
        "底色: K8\n标题: {主题: {字体: 楷体}}\n", encoding="utf-8"
    )
    style = load(path).issue.pages[0].stories[1].style
    assert style is not None
    assert (style.frame, style.tint) == (None, Ink(k=80))
    assert style.heads is not None
    assert style.heads.headline.families == ("楷体",)
    assert style.heads.headline.max_lines == 2


@pytest.mark.parametrize(
    ("code", "change", "where"),
    [
        ("slots-overlap", ("行: 57-76", "行: 55-76"), "二条:"),
        ("slot-off-page", ("行: 57-76", "行: 57-77"), "二条:"),
        ("slot-off-page", ("行: 57-76, 栏: 1-6", "行: 57-76, 栏: 1-7"), "二条:"),
        ("columns-too-wide", ("宽: 77字", "宽: 76字"), "分栏:"),
        ("type-area-too-large", ("275mm x 390mm", "240mm x 390mm"), "版心:"),
        ("split-too-narrow", ("破栏: 4, 框", "破栏: 20, 框"), "二条:"),
        ("bad-value", ("行: 57-76", "行: 76-57"), "二条:"),
        ("bad-value", ("每栏: 12字", "每栏: 12.5字"), "分栏:"),
        ("bad-value", ("行距: 13pt", "行距: 13"), "正文:"),
        ("bad-value", ("行距: 13pt", "行距: 8pt"), "正文:"),
        ("bad-value", ("字号: 小五", "字号: 1字"), "正文:"),
        ("bad-value", ("行距: 13pt", "行距: 1行"), "正文:"),
        ("bad-value", ("最多行: 2", "最多行: 0"), "标题: {主题: {字体"),
        ("bad-value", ("内容: 报眉", "内容: 页眉"), "报眉:"),
        ("bad-value", ("字号: [54pt, 84pt]", "字号: [84pt, 54pt]"), "头条:"),
        ("bad-value", ("C0 M0 Y0 K60", "C0 M0 Y0 K160"), "标题: {主题: {字体"),
        ("bad-value", ("破栏: 4, 框", "题区行: 21, 框"), "二条:"),
        ("missing-key", ("分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}\n", ""), "名称:"),
        ("missing-font", ("字体: 宋体", "字体: 宋休"), "正文:"),
        ("unknown-key", ("破栏: 4, 框", "破拦: 4, 框"), "二条:"),
        ("unknown-style", ("名称: 试验\n", "名称: 试验\n样式: 报子\n"), "样式:"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    tmp_path: Path, code: str, change: tuple[str, str], where: str
) -> None:
    text, found = told(tmp_path, change)
    lines = [d.span.line for d in found if d.code == code and d.span]
    assert line_of(text, where) in lines, [(d.code, d.message.zh) for d in found]


def test_an_overlap_names_both_and_their_places(tmp_path: Path) -> None:
    text, found = told(tmp_path, ("行: 57-76", "行: 50-76"))
    (clash,) = [d for d in found if d.code == "slots-overlap"]
    for words in (
        "头条",
        "二条",
        f":{line_of(text, '头条:')}",
        f":{line_of(text, '二条:')}",
        "50–55",
    ):
        assert words in clash.message.zh


def test_a_mistyped_family_is_guessed(tmp_path: Path) -> None:
    _, found = told(tmp_path, ("字体: 宋体", "字体: 标题松"))
    assert "标题宋" in next(d for d in found if d.code == "missing-font").message.zh


def test_a_family_further_down_the_chain_stands_in_with_a_warning(tmp_path: Path) -> None:
    path = put(tmp_path, TEMPLATE.replace("字体: 宋体", "字体: [报宋, 宋体]"))
    loaded = load(path)
    assert loaded.templates["试验"].body.families == ("宋体",)
    assert [d.code for d in loaded.diagnostics] == ["font-skipped"]


def test_a_papers_own_family_comes_first_and_must_be_there(tmp_path: Path) -> None:
    path = put(tmp_path, TEMPLATE.replace("字体: 宋体", "字体: 报宋"))
    (tmp_path / "fonts/fonts.yaml").write_text(
        "报宋: {文件: own.ttf, 后备: [宋体], 许可: 自有, 别名: [本报宋]}\n", encoding="utf-8"
    )
    assert "missing-font" in {d.code for d in faults_at(path)}
    (tmp_path / "fonts/own.ttf").write_bytes(b"x")
    families = load(path).families
    assert families["报宋"].path == tmp_path / "fonts/own.ttf"
    assert families["本报宋"] is families["报宋"]
    assert "标题宋" in families


def test_a_paper_decides_its_manner_key_by_key(tmp_path: Path) -> None:
    path = put(tmp_path, TEMPLATE + "样式: 家常\n排法: {悬挂: 否, 数字单位空: 否}\n")
    (tmp_path / "layout/styles").mkdir()
    (tmp_path / "layout/styles/家常.yaml").write_text(
        "排法: {标点: 开明, 中西空: 八分, 悬挂: 是}\n", encoding="utf-8"
    )
    (tmp_path / "layout/styles/加框.yaml").write_text(
        "框: 0.5pt\n排法: {标点: 半角, 字格: 是}\n", encoding="utf-8"
    )
    found = load(path)
    paper = Manner(marks="kaiming", gap=125, unit_gap=False)
    assert found.templates["试验"].manner == paper
    style = found.issue.pages[0].stories[1].style
    assert style is not None
    assert style.manner == replace(paper, marks="banjiao", grid=True)


def test_an_unknown_style_of_marks_is_told_with_the_known_ones(tmp_path: Path) -> None:
    path = put(tmp_path, TEMPLATE + "排法: {标点: 全脚}\n")
    (fault,) = faults_at(path)
    assert fault.code == "bad-value"
    assert "全脚" in fault.message.zh
    assert fault.hint is not None
    assert "全角" in fault.hint.zh
    assert "kaiming" in fault.hint.en


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        # A slot that is gone, one that is lower, narrower, or begins later; holes side by side.
        ([("  二条: {行: 57-76, 栏: 1-6, 内容: 稿件, 破栏: 4, 框: 0.5pt}\n", "")], "行 56-76、栏 1-6"),
        ([("行: 57-76", "行: 57-75")], "行 76-76、栏 1-6"),
        ([("行: 57-76", "行: 59-76")], "行 56-58、栏 1-6"),
        ([("行: 57-76, 栏: 1-6, 内容: 稿件, 破栏: 4", "行: 57-76, 栏: 3-5, 内容: 稿件, 破栏: 2")],
         "行 56-76、栏 1-2；行 56-76、栏 6-6"),
        ([("行: 1-2, 栏: 1-6", "行: 2-2, 栏: 1-6")], "行 1-1、栏 1-6"),
        ([("栏: 1-6, 内容: 栏题", "栏: 2-4, 内容: 栏题")], "行 3-5、栏 1-1；行 3-5、栏 5-6"),
    ],
)  # fmt: skip
def test_what_no_slot_of_a_template_takes_is_told_at_the_template(
    tmp_path: Path, changes: list[tuple[str, str]], where: str
) -> None:
    text = TEMPLATE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    one = ISSUE.replace("        位置: 二条", "        位置: 头条") if "二条" not in text else ISSUE
    path = workspace(tmp_path, one)
    (tmp_path / "layout/试验.yaml").write_text(text, encoding="utf-8")
    try:
        found = load(path).diagnostics
    except SpecError as fault:
        found = fault.diagnostics
    (said,) = [d for d in found if d.code == "rows-uncovered"]
    assert said.severity is Severity.WARNING
    assert said.span is not None
    assert (said.span.file, said.span.line) == ("layout/试验.yaml", 1)
    assert said.message.zh.endswith(f"会印成白的：{where}")


def test_air_between_slots_is_no_hole(tmp_path: Path) -> None:
    for rows in ("57-76", "58-76"):
        text = TEMPLATE.replace("行: 57-76", f"行: {rows}")
        assert not load(put(tmp_path / rows, text)).diagnostics


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_all_that_no_slot_takes_is_named_and_nothing_else(data: st.DataObject) -> None:
    """Slots drawn at random: every row of every column is in a slot, in air, or told."""
    cells = {(r, c) for r in range(1, 31) for c in range(1, 5)}
    slots: list[Slot] = []
    taken: set[tuple[int, int]] = set()
    for number in range(data.draw(st.integers(0, 6))):
        rows = sorted(data.draw(st.lists(st.integers(1, 30), min_size=2, max_size=2)))
        columns = sorted(data.draw(st.lists(st.integers(1, 4), min_size=2, max_size=2)))
        own = {
            (r, c) for r in range(rows[0], rows[1] + 1) for c in range(columns[0], columns[1] + 1)
        }
        if not own & taken:
            slots.append(kit.slot(str(number), (rows[0], rows[1]), (columns[0], columns[1])))
            taken |= own
    design = replace(kit.template(*slots, rows=30), base_columns=4)
    told_ = [
        {(r, c) for r in range(rows[0], rows[1] + 1) for c in range(columns[0], columns[1] + 1)}
        for rows, columns in ((one.rows, one.columns) for one in uncovered(design))
    ]
    named = set().union(*told_)
    assert sum(map(len, told_)) == len(named)
    assert not named & taken
    for row, column in cells - taken - named:
        near = [r for r in range(row - 3, row + 4) if (r, column) in taken]
        assert any(r < row for r in near)
        assert any(r > row for r in near)


def test_a_banner_without_a_slot_is_told(tmp_path: Path) -> None:
    strip = "  栏题: {行: 3-5, 栏: 1-6, 内容: 栏题}\n"
    path = put(tmp_path, TEMPLATE.replace(strip, strip.replace("内容: 栏题", "内容: 装饰")))
    (said,) = load(path).diagnostics
    assert (said.code, said.severity) == ("not-printed", Severity.WARNING)
    assert said.span == dict(load(path).issue.pages[0].spans)["banner"]
