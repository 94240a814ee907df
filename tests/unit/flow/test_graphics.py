"""Graphics on pages: in slots of their own and inside stories, and what is told without room."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.base.units import pt
from presslayout.edition.page import Glyphs, Shape
from presslayout.edition.roles import Role
from presslayout.issue.load import load
from presslayout.newsroom.build import compose
from presslayout.newsroom.options import Options
from presslayout.newsroom.pick import Locks, pick

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.page import Block
    from presslayout.edition.record import Composition

TEMPLATE = """\
名称: 试
开本: {成品: 275mm x 390mm, 出血: 0mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 77字, 高: 76行}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
区块:
  头条: {行: 1-40, 栏: 1-6, 内容: 稿件, 破栏: 4, 标题: {主题: {字号: [30pt, 40pt]}}}
  图: {行: 42-76, 栏: 1-6, 内容: 图表}
"""
ISSUE = """\
报纸: {{报名: 云岭日报, 日期: 2026-10-18}}
版面:
  - 版次: 3
    模板: 试
    稿件:
      - 编号: A
        位置: 头条
        主题: 守山的日子
        正文: A.txt
{inside}
      - 编号: B
        位置: 图
{slot}
"""
SENTENCE = "云岭县护路人清晨走过石桥，看见雾从谷底慢慢升起来，沿着山脊散开。"
BARS = (
    "图表: {形式: 条形, 标题: 秋粮, 单位: 万吨, 数据: [{名: 双河, 数: 12.5}, {名: 白石, 数: 9.8}]}"
)
NUMERALS = (
    "大数字: {数据: [{数: 67.2%, 名: 森林覆盖率}, {数: 24.6万亩, 名: 秋粮}, {数: 312条, 名: 山沟}]}"
)
TIMELINE = "时间轴: {数据: [{日期: 2006年, 文字: 一条沟一名守山人。}, {日期: 2026年, 文字: 林子多了三成。}]}"


def composed(folder: Path, inside: str, slot: str, paragraphs: int = 22) -> Composition:
    (folder / "layout").mkdir()
    (folder / "layout" / "试.yaml").write_text(TEMPLATE, "utf-8")
    (folder / "A.txt").write_text("\n".join([SENTENCE * 3] * paragraphs), "utf-8")
    said = ISSUE.format(inside=" " * 8 + inside, slot=" " * 8 + slot)
    (folder / "issue.yaml").write_text(said, "utf-8")
    return compose(load(folder / "issue.yaml"))


def drawn(made: Composition) -> dict[str, Block]:
    return {b.id: b for b in made.edition.pages[0].blocks if b.role == Role.GRAPHIC}


def test_a_graphic_stands_in_a_story_on_its_rows_and_columns(tmp_path: Path) -> None:
    made = composed(tmp_path, BARS, NUMERALS)
    story = made.pages[0].stories[0]
    ((key, rows, columns),) = story.inserts
    assert key == "graphic-1"
    assert columns[0] == columns[1]
    assert rows[1] - rows[0] >= 5
    block = drawn(made)["A/graphic-1"]
    assert (
        "".join(i.text for i in block.items if isinstance(i, Glyphs))
        == "秋粮单位：万吨双河12.5白石9.8"
    )
    assert block.alt == "条形图：秋粮（单位：万吨）。双河 12.5；白石 9.8。"
    assert not story.overset.chars


def test_numerals_stand_in_a_slot_of_their_own_at_one_size(tmp_path: Path) -> None:
    block = drawn(composed(tmp_path, "", NUMERALS))["B/graphic-1"]
    big = [i for i in block.items if isinstance(i, Glyphs) and i.size >= pt(54)]
    assert [i.text for i in big] == ["67.2", "24.6", "312"]
    assert len({(i.size, i.y) for i in big}) == 1


def test_a_date_never_stands_without_its_text(tmp_path: Path) -> None:
    block = drawn(composed(tmp_path, "", TIMELINE))["B/graphic-1"]
    text = "".join(i.text for i in block.items if isinstance(i, Glyphs))
    assert text == "2006年一条沟一名守山人。2026年林子多了三成。"


def test_the_type_of_a_timeline_grows_with_its_room_and_keeps_a_row_between_its_steps(
    tmp_path: Path,
) -> None:
    sizes: list[tuple[int, int]] = []
    for count in (4, 14):
        steps = ", ".join(f"{{日期: {1980 + n}年, 文字: 一条沟。}}" for n in range(count))
        (tmp_path / str(count)).mkdir()
        made = composed(tmp_path / str(count), "", f"时间轴: {{排: 竖, 数据: [{steps}]}}")
        runs = [i for i in drawn(made)["B/graphic-1"].items if isinstance(i, Glyphs)]
        dates, words = runs[::2], runs[1::2]
        assert {i.text for i in words} == {"一条沟。"}
        assert len({i.size for i in dates}) == len({i.size for i in words}) == 1
        gaps = [b.y[0] - a.y[0] for a, b in pairwise(dates)]
        if not sizes:
            assert min(gaps) >= dates[0].size + pt(13)
        sizes.append((dates[0].size, words[0].size))
    (roomy_date, roomy), (tight_date, tight) = sizes
    assert roomy > tight
    assert roomy_date * tight > tight_date * roomy


def test_lines_are_as_thick_as_newsprint_keeps(tmp_path: Path) -> None:
    made = composed(tmp_path, BARS, TIMELINE)
    strokes = [
        i.stroke.width
        for block in drawn(made).values()
        for i in block.items
        if isinstance(i, Shape) and i.stroke is not None
    ]
    assert strokes
    assert min(strokes) >= pt("0.25")


def test_what_has_no_room_is_told_in_characters_and_rows(tmp_path: Path) -> None:
    data = ", ".join(f"{{名: 第{n}村, 数: {n}}}" for n in range(1, 61))
    slot = f"图表: {{形式: 条形, 标题: 各村, 数据: [{data}]}}"
    made = composed(tmp_path, "", slot)
    (told,) = [d for d in made.diagnostics if d.code == "no-room"]
    assert "图表「各村」" in told.message.zh
    assert "字没有印出来" in told.message.zh
    assert "只有 35 行" in told.message.zh
    assert told.span.line == 13
    wide = tmp_path / "wide"
    wide.mkdir()
    made = composed(wide, "", slot.replace("条形", "柱形"))
    (told,) = [d for d in made.diagnostics if d.code == "no-room"]
    assert "60 项的字排不开" in told.message.zh


def test_a_slot_of_graphics_takes_nothing_else(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as told:
        composed(tmp_path, "", f"主题: 题\n        {NUMERALS}")
    assert [d.code for d in told.value.diagnostics] == ["not-printed"]
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(SpecError) as told:
        composed(other, "", "正文: A.txt")
    assert "no-picture" in [d.code for d in told.value.diagnostics]


def test_the_same_issue_draws_the_same(tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    one.mkdir()
    two.mkdir()
    pages = [composed(folder, BARS, TIMELINE).edition.pages for folder in (one, two)]
    assert pages[0] == pages[1]


LOCKED = "图表: {形式: 条形, 标题: 秋粮, 锁定: {行: 2-9, 栏: 1-2}, 数据: [{名: 双河, 数: 1}, {名: 白石, 数: 2}]}"


def test_a_chart_is_locked_in_a_story_and_not_in_a_slot_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    found = composed(tmp_path / "a", LOCKED.replace("2-9", "20-30"), NUMERALS)
    assert ("graphic-1", (20, 30), (1, 2)) in found.pages[0].stories[0].inserts
    with pytest.raises(SpecError) as told:
        composed(tmp_path, BARS, LOCKED)
    (said,) = told.value.diagnostics
    assert said.code == "bad-value"
    assert "不能写「锁定」" in said.message.zh


@pytest.mark.parametrize(
    ("written", "name"), [(BARS, "chart-1"), (NUMERALS, "numerals-1"), (TIMELINE, "timeline-1")]
)
def test_a_graphic_is_locked_where_it_stands_and_released(
    tmp_path: Path, written: str, name: str
) -> None:
    composed(tmp_path, written, BARS)
    spec, options = tmp_path / "issue.yaml", Options()
    before = spec.read_text("utf-8")
    pick(spec, 3, None, options, Locks(hold=(f"A/{name}",)))
    assert "锁定: {行: " in spec.read_text("utf-8")
    (stood,) = compose(load(spec)).pages[0].stories[0].inserts
    (tmp_path / "A.txt").write_text("\n".join([SENTENCE * 2] * 24), "utf-8")
    assert compose(load(spec)).pages[0].stories[0].inserts == (stood,)
    pick(spec, 3, None, options, Locks(release=(f"A/{name}",)))
    assert spec.read_text("utf-8") == before
    with pytest.raises(SpecError) as told:
        pick(spec, 3, None, options, Locks(hold=(f"A/{name[:-1]}2",)))
    (said,) = told.value.diagnostics
    assert said.code == "nothing-to-lock"
    assert f"A/{name}" in (said.hint.zh if said.hint else "")
