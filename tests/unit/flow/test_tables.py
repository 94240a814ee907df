"""Tables of the copy: on a grid, whole, aligned, and never without their text."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from presslayout.archive.material import ArchivedPassage, ArchivedStory
from presslayout.archive.story_text import markdown
from presslayout.edition.page import Glyphs, Page, Shape
from presslayout.edition.roles import ParagraphKind
from presslayout.flow.arrange.choose import choices, taking
from presslayout.flow.blocks import grouped
from presslayout.flow.body import TextBlock
from presslayout.flow.compose import compose
from presslayout.flow.desks import desks
from presslayout.flow.fit import Geometry, Piece
from presslayout.flow.programme import best
from presslayout.flow.tables import TableBlock, table
from presslayout.flow.telling import chars
from presslayout.issue.copy.blocks import lines_of, read_markdown
from presslayout.issue.issue import Paragraph
from presslayout.issue.yaml.tree import SourceText
from tests import kit
from tests.unit.typeset.desk import BODY

if TYPE_CHECKING:
    from presslayout.edition.record import Composition

PHOTO = "images/aitzgorri_by_Aitzol_Berasategi.jpg"
TABLE = """\
去年的账写在表里。

| 乡镇 | 公里 | 备注 |
|---|---:|---|
| 石门乡 | 12.5 | 路修到了村口 |
| 龙潭坪林场 | 1426 | 冬天封山 |

账是一笔一笔记的。
"""


def read(text: str) -> tuple[Paragraph, ...]:
    return read_markdown(lines_of(text), SourceText("A.md", tuple(text.split("\n")))).body


def fonts(cells: int) -> object:
    from presslayout.flow.body import BodyFonts

    return BodyFonts(BODY, cells * 1000, 2000, cells * BODY.size)


def cells_of(text: str) -> tuple[Paragraph, ...]:
    return next(group for group in grouped(read(text)) if group[0].kind == "cell")


def made(text: str, cells: int = 18) -> tuple[TableBlock, ...] | None:
    return table(cells_of(text), fonts(cells))  # type: ignore[arg-type]


def composed(text: str, rows: int = 30, split: int = 4) -> tuple[Composition, Page]:
    design = kit.template(kit.slot("头条", (1, rows), split=split))
    tale = kit.story("A", "头条", body=read(text))
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    return found, found.edition.pages[0]


def test_columns_share_the_measure_and_do_not_touch() -> None:
    (block,) = made(TABLE) or ()
    for row in block.cells:
        edges = [(cell.left, cell.left + cell.width) for cell in row]
        assert edges[0][0] == 0
        assert abs(edges[-1][1] - 18 * BODY.size) <= BODY.size // 100
        for (_, right), (left, _) in itertools.pairwise(edges):
            assert left - right >= BODY.size * 99 // 100


def test_numbers_end_together_and_the_ruler_has_the_last_word() -> None:
    (block,) = made(TABLE.replace("---:", "---")) or ()
    assert [cell.align for cell in block.cells[0]] == ["start", "end", "start"]
    (block,) = made(TABLE.replace("---:", ":---:")) or ()
    assert [cell.align for cell in block.cells[1]] == ["start", "center", "start"]


def test_long_cells_are_broken_inside_their_column() -> None:
    text = TABLE.replace("冬天封山", "冬天封山，从十一月起到来年三月，只许巡山的人进出")
    (block,) = made(text) or ()
    assert block.heights[-1] > 1
    for row in block.cells:
        for cell in row:
            assert all(
                line.width * BODY.size // 1000 <= cell.width for line in cell.block.best.lines
            )


def test_a_measure_too_narrow_says_so_and_keeps_every_cell() -> None:
    wide = "| 甲 |" + " 一二三四五六七 |" * 7 + "\n" + "|---" * 8 + "|\n"
    wide += ("| 乙 |" + " 八九十百千万亿 |" * 7 + "\n") * 2
    assert made(wide, 12) is None
    found, page = composed("开头。\n\n" + wide)
    assert [d.code for d in found.diagnostics].count("table-too-wide") == 1
    shown = kit.body_text(page, "A")
    assert shown.count("一二三四五六七") == 7
    assert shown.count("八九十百千万亿") == 14


def test_the_text_of_a_table_is_read_row_by_row() -> None:
    found, page = composed(TABLE)
    record = found.pages[0].stories[0]
    assert (
        record.chars_set
        == record.chars_source
        == chars(dict(found.edition.articles[0].texts)["body"])
    )
    assert "石门乡12.5路修到了村口龙潭坪林场1426冬天封山" in kit.body_text(page, "A")
    assert "table-too-wide" not in [d.code for d in found.diagnostics]


def test_the_head_row_is_bold_and_three_rules_are_drawn() -> None:
    _, page = composed(TABLE)
    heads = [
        run
        for block in page.blocks
        if block.id == "A/body"
        for run in block.items
        if isinstance(run, Glyphs) and run.text in {"乡镇", "公里"}
    ]
    plain = {
        run.face
        for block in page.blocks
        if block.id == "A/body"
        for run in block.items
        if isinstance(run, Glyphs) and run.text == "石门乡"
    }
    assert len({run.face for run in heads}) == 1
    assert not {run.face for run in heads} & plain
    (rules,) = [block for block in page.blocks if block.id == "A/dots"]
    assert rules.artifact
    assert len(rules.items) == 3


def test_a_short_table_is_never_parted() -> None:
    text = (
        "\n\n".join(["清晨六点，护林员沿着石阶往上走，雾从谷底升起来。" * 2] * 9) + "\n\n" + TABLE
    )
    for rows in range(8, 16):
        found, page = composed(text * 2, rows=rows)
        tops = {
            run.x[0] // (kit.EM * 19)
            for block in page.blocks
            if block.id == "A/body"
            for run in block.items
            if isinstance(run, Glyphs) and run.text in {"乡镇", "石门乡", "龙潭坪林场"}
        }
        assert len(tops) <= 2 or found.pages[0].stories[0].overset.chars


def test_fitting_never_lets_a_table_cross_a_column() -> None:
    pieces = (Piece("text", ((4, 0),)), Piece("table", ((3, 0),)), Piece("text", ((3, 0),)))
    assert best(pieces, (Geometry((), 0),), 2, 5) is None
    pieces = (Piece("text", ((5, 0),)), Piece("table", ((3, 0),)), Piece("text", ((2, 0),)))
    assert best(pieces, (Geometry((), 0),), 2, 5) is not None


def test_a_long_table_is_parted_between_rows_only() -> None:
    long = "| 序 | 名 |\n|---|---|\n" + "".join(f"| {n} | 山{n} |\n" for n in range(1, 30))
    parts = made(long) or ()
    assert [len(part.cells) for part in parts] == [2, *[1] * 28]
    assert [part.first for part in parts].count(True) == 1
    assert parts[-1].last
    found, page = composed("开头。\n\n" + long, rows=20)
    assert not found.pages[0].stories[0].overset.chars
    assert kit.body_text(page, "A").endswith("29山29")


def test_two_tables_in_a_row_stay_two() -> None:
    text = TABLE.split("\n\n")[1]
    groups = [group for group in grouped(read(text + "\n\n" + text)) if group[0].kind == "cell"]
    assert len(groups) == 2
    assert all(
        not isinstance(block, TextBlock)
        for group in groups
        for block in table(group, fonts(18)) or ()
    )  # type: ignore[arg-type]


def test_the_archive_keeps_a_table_and_the_numbers_of_a_list() -> None:
    body = (
        ArchivedPassage("item", "立碑。", marker="1."),
        ArchivedPassage("item", "修路。", marker="•"),
        ArchivedPassage("cell", "甲|乙", cell=(1, 1)),
        ArchivedPassage("cell", "丙", cell=(2, 2)),
        ArchivedPassage("paragraph", "完。"),
    )
    told = ArchivedStory("A", "", "题", "", "", body, (), ())
    text = markdown(told)
    assert "1. 立碑。\n\n- 修路。" in text
    assert "| 甲\\|乙 |  |\n| --- | --- |\n|  | 丙 |" in text
    again = read(text)
    assert [p.text for p in again if p.kind == "cell"] == ["甲|乙", "丙"]
    assert [p.cell for p in again if p.kind == "cell"] == [(1, 1), (2, 2)]


def spanned(*cells: tuple[tuple[int, int], tuple[int, int], str]) -> tuple[Paragraph, ...]:
    """A table of cells: place, rows and columns that it takes, text."""
    made, offset = [], 0
    for at, covers, text in cells:
        made.append(Paragraph(ParagraphKind.CELL, text, offset, cell=at, covers=covers))
        offset += len(text) + 1
    return tuple(made)


MERGED = spanned(
    ((1, 1), (2, 1), "村"), ((1, 2), (1, 2), "造林（亩）"), ((1, 4), (2, 1), "人"),
    ((2, 2), (1, 1), "去年"), ((2, 3), (1, 1), "今年"),
    ((3, 1), (1, 1), "龙潭坪"), ((3, 2), (1, 1), "120"), ((3, 3), (1, 1), "150"), ((3, 4), (1, 1), "3"),
    ((4, 1), (1, 1), "合计"), ((4, 2), (1, 2), "270"), ((4, 4), (1, 1), "3"),
)  # fmt: skip


def test_a_cell_of_several_columns_has_their_room_and_stands_in_their_middle() -> None:
    (block,) = table(MERGED, fonts(20)) or ()  # type: ignore[arg-type]
    cells = {cell.block.shaped.text: cell for row in block.cells for cell in row}
    over, left, right = cells["造林（亩）"], cells["去年"], cells["今年"]
    assert (over.left, over.left + over.width) == (left.left, right.left + right.width)
    assert over.align == cells["270"].align == "center"
    assert [cells[text].left for text in ("120", "150")] == [left.left, right.left]
    assert cells["人"].left == cells["3"].left
    assert block.head == 2
    assert len(block.cells) == 4


def test_the_head_is_ruled_under_all_its_rows_and_under_what_stands_over_columns() -> None:
    design = kit.template(kit.slot("头条", (1, 30), split=4))
    body = (*MERGED, Paragraph(ParagraphKind.PARAGRAPH, "表后。", MERGED[-1].offset + 2))
    tale = kit.story("A", "头条", body=body)
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    page = found.edition.pages[0]
    lines = [
        (shape.path[0][1], shape.path[0][2], shape.path[1][1])
        for block in page.blocks
        for shape in block.items
        if isinstance(shape, Shape) and block.story == "A" and shape.stroke
    ]
    wide = max(b - a for a, _, b in lines)
    whole = sorted(y for a, y, b in lines if b - a == wide)
    (short,) = [y for a, y, b in lines if b - a < wide]
    assert len(whole) == 3
    assert whole[0] < short < whole[1] < whole[2]
    assert short - whole[0] == whole[1] - short


def test_a_long_cell_of_several_rows_makes_the_last_of_them_taller() -> None:
    cells = spanned(
        ((1, 1), (1, 1), "甲"), ((1, 2), (1, 1), "乙"),
        ((2, 1), (2, 1), "一年到头都有人在山上守着"), ((2, 2), (1, 1), "春天的事情写在这一格里面"),
        ((3, 2), (1, 1), "秋"),
    )  # fmt: skip
    (block,) = table(cells, fonts(9)) or ()  # type: ignore[arg-type]
    tall = block.cells[1][0].block.best.lines
    assert sum(block.heights[1:]) >= len(tall) > 1
    assert block.heights[0] == 1


def test_the_rows_of_a_long_table_stand_as_close_as_those_of_a_short_one() -> None:
    for count in (5, 20):
        rows = "| 序 | 名 |\n|---|---|\n" + "".join(f"| {n} | 山 |\n" for n in range(count))
        _, page = composed("开头。\n\n" + rows, rows=60, split=1)
        heights = sorted(
            {
                item.y[0]
                for block in page.blocks
                for item in block.items
                if isinstance(item, Glyphs) and item.text == "山"
            }
        )
        assert len(heights) == count
        assert len({b - a for a, b in itertools.pairwise(heights)}) == 1


def test_a_long_table_is_not_parted_inside_a_cell_of_several_rows() -> None:
    rows: list[tuple[tuple[int, int], tuple[int, int], str]] = [
        ((1, 1), (1, 1), "月"), ((1, 2), (1, 1), "事"),
    ]  # fmt: skip
    for n in range(2, 26, 3):
        rows.append(((n, 1), (3, 1), f"{n}月"))
        rows += [((n + k, 2), (1, 1), f"事{n + k}") for k in range(3)]
    parts = table(spanned(*rows), fonts(18)) or ()  # type: ignore[arg-type]
    assert len(parts) > 2
    assert {len(part.cells) for part in parts[1:]} == {3}
    assert sum(len(part.cells) for part in parts) == 25


def test_figures_off_the_line_and_readings_are_set_in_cells() -> None:
    body = cells_of("| 气 | 量 |\n|---|---|\n| CO{2|v} | 10{n+1|^} |\n")
    (block,) = table(body, fonts(18)) or ()  # type: ignore[arg-type]
    low, high = (cell.block.shaped for cell in block.cells[1])
    assert (low.text, high.text) == ("CO2", "10n+1")
    assert min(low.rises.values()) < 0 < max(high.rises.values())


STANDINGS = """\
| 名次 | 球队 | 胜 | 负 | 积分 |
|---|---|---|---|---|
| 1 | 桐木溪队 | 8 | 1 | 17 |
| 2 | 白石潭队 | 8 | 1 | 17 |
"""


def test_a_table_of_standings_stands_in_a_column_of_twelve() -> None:
    narrow, wide = made(STANDINGS, 12), made(STANDINGS, 18)
    assert narrow is not None
    assert wide is not None
    gaps = [
        [b.left - a.left - a.width for a, b in itertools.pairwise(block.cells[0])]
        for block in (narrow[0], wide[0])
    ]
    assert {gap * 1000 // BODY.size for gap in gaps[0]} == {500}
    assert {round(gap / BODY.size) for gap in gaps[1]} == {1}
    assert made(STANDINGS, 10) is None


LEVELS = """\
沿江三个站的水位如下。

| 站名 | 最高水位 | 警戒水位 | 超 |
|---|---:|---:|---:|
| 青石镇 | 82.41 | 81.00 | 1.41 |
| 石门站 | 77.30 | 76.50 | 0.80 |

三个站都已退到警戒以下，沿江公路十日起恢复通行。
"""


@pytest.mark.parametrize(
    ("split", "span", "columns"), [(None, None, 1), (2, None, 2), (None, 1, 2)]
)
def test_a_story_stands_in_columns_that_hold_its_table_where_nobody_said_how_many(
    split: int | None, span: int | None, columns: int
) -> None:
    photos = () if span is None else (kit.photo(PHOTO, span),)
    tale = kit.story("A", "头条", body=read(LEVELS), photos=photos)
    design = kit.template(kit.slot("头条", (1, 30), (1, 2), split=split))
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    told = [d.code for d in found.diagnostics]
    assert ("table-too-wide" in told) == (columns == 2)
    assert found.pages[0].stories[0].columns == columns
    assert "青石镇82.4181.001.41" in kit.body_text(found.edition.pages[0], "A")


@pytest.mark.parametrize(("paragraphs", "columns"), [(1, 1), (12, 3)])
def test_prose_is_not_set_in_lines_too_long_to_be_read_for_a_table(
    paragraphs: int, columns: int
) -> None:
    wide = "| 站名 |" + " 最高水位 |" * 6 + "\n" + "|---" * 7 + "|\n"
    wide += ("| 青石镇 |" + " 八十二米四 |" * 6 + "\n") * 3
    text = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来。\n\n" * paragraphs + wide
    tale = kit.story("A", "头条", body=read(text))
    design = kit.template(kit.slot("头条", (1, 30), (1, 3)))
    found = compose(kit.loaded({"t": design}, kit.page(1, "t", tale)), kit.NEWSPRINT)
    assert found.pages[0].stories[0].columns == columns
    assert ("table-too-wide" in [d.code for d in found.diagnostics]) == (columns == 3)


def test_layouts_give_a_story_the_width_of_its_table() -> None:
    tales = [
        kit.story("A", None, *["清晨六点，护林员沿着石阶往上走，雾从谷底升起来。" * 4] * 8),
        kit.story("B", None, *["傍晚他又走下来，溪水声一路跟着。" * 4] * 5),
        kit.story("C", None, body=read(LEVELS)),
    ]
    loaded = kit.loaded({"t": kit.template(kit.slot("头条", (1, 50)))}, kit.page(1, "t", *tales))
    page, desk = loaded.issue.pages[0], desks(loaded, kit.NEWSPRINT)[1]
    for one in choices(loaded, page, desk, 6):
        told = compose(taking(loaded, page, one), kit.NEWSPRINT).diagnostics
        assert "table-too-wide" not in [d.code for d in told]
