"""A row that is narrower or wider than its table is told with its line, in every format alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.issue.copy.blocks import lines_of, read_markdown
from presslayout.issue.copy.docx import read_docx
from presslayout.issue.copy.foreign import copied
from presslayout.issue.copy.html import read_html
from presslayout.issue.copy.uneven import uneven
from presslayout.issue.yaml.tree import SourceText
from tests.unit.issue.copy.test_foreign import document, p, run


def of_markdown(text: str) -> list[int]:
    lines = lines_of(text)
    source = SourceText("a.md", tuple(line.text for line in lines))
    made = read_markdown(lines, source, lambda part: copied(read_html(part).pieces, "a.md")[0])
    return [line.line + 1 for code, line in made.doubts if code == "table-uneven"]


def of_html(rows: str) -> list[int]:
    made = copied(read_html(f"<html><body><table>{rows}</table></body></html>").pieces, "a.html")[0]
    return [line.line + 1 for code, line in made.doubts if code == "table-uneven"]


def of_word(rows: str) -> int:
    made = copied(read_docx(document(f"<w:tbl>{rows}</w:tbl>")).pieces, "a.docx")[0]
    return sum(code == "table-uneven" for code, _ in made.doubts)


def cell(text: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{p(run(text))}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def test_a_row_without_one_of_its_cells_is_told() -> None:
    page = "<table>\n<tr><td>甲</td><td>乙</td></tr>\n<tr><td>丙</td></tr>\n<tr><td>丁</td><td>戊</td></tr>\n</table>"
    assert of_markdown(f"石门桥通车。\n\n{page}\n\n| 甲 | 乙 |\n|---|---|\n| 丙 |\n") == [5, 11]
    assert of_markdown("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n| 戊 |\n") == [4]
    assert of_markdown("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 | 己 |\n| 戊 | |\n") == [3]
    assert of_html("<tr><td>甲<td>乙</tr>\n<tr><td>丙</tr>\n<tr><td>丁<td>戊</tr>") == [2]
    assert of_word(row(cell("甲"), cell("乙")) + row(cell("丙")) + row(cell("丁"), cell("戊"))) == 1


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td colspan=2>甲</tr>\n<tr><td>乙<td>丙</tr>",
        "<tr><td rowspan=2>甲<td>乙</tr>\n<tr><td>丙</tr>",
        "<tr><td><td>乙</tr>\n<tr><td>丙<td></tr>",
    ],
)
def test_merged_and_empty_cells_are_no_gaps(rows: str) -> None:
    assert of_html(rows) == []


def test_merged_cells_of_word_are_no_gaps() -> None:
    wide = '<w:gridSpan w:val="2"/>'
    assert of_word(row(cell("甲", wide)) + row(cell("乙"), cell("丙"))) == 0
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    assert of_word(row(cell("甲", down), cell("乙")) + row(cell("", on), cell("丙"))) == 0


@given(st.integers(1, 6), st.integers(2, 6), st.data())
def test_an_even_table_is_even_and_one_cell_less_is_not(
    columns: int, rows: int, data: st.DataObject
) -> None:
    cells = [((r, c), (1, 1), r) for r in range(1, rows + 1) for c in range(1, columns + 1)]
    assert not list(uneven(cells * 2))
    short = data.draw(st.integers(1, rows))
    left = [one for one in cells if one[0] != (short, columns)]
    if columns > 1:
        assert list(uneven(left)) in ([short], [r for r in range(1, rows + 1) if r != short])
