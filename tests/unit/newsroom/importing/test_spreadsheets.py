"""Every word of a workbook is set as its cell shows it, or told."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from presslayout.issue.copy.ledger import Omitted
from presslayout.newsroom.importing.spreadsheets import read_sheets

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.copy.foreign import Read

_BOX = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:txBody>'
    "<a:p><a:r><a:t>数据由</a:t></a:r><a:r><a:t>粮站提供</a:t></a:r></a:p></xdr:txBody></xdr:wsDr>"
)


def read(folder: Path, rows: list[list[object]], *, box: str = "") -> Read:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    sheet["B1"].font = Font(strike=True)
    sheet["A3"].font = Font(vertAlign="superscript")
    sheet["C3"].number_format = ";;;"
    sheet.oddFooter.left.text = "第&P页 粮食科"
    book.save(folder / "粮.xlsx")
    if box:
        with zipfile.ZipFile(folder / "粮.xlsx", "a") as archive:
            archive.writestr("xl/drawings/drawing7.xml", box)
    return read_sheets(folder / "粮.xlsx", "粮.xlsx")


def test_raised_and_lowered_characters_stay_so_and_struck_words_are_told(tmp_path: Path) -> None:
    raised, lowered = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript")
    mixed = CellRichText(
        "亩产", TextBlock(InlineFont(strike=True), "410"), "430 kg/hm", TextBlock(raised, "2")
    )
    gas = CellRichText(
        "CO", TextBlock(lowered, "2"), " 浓度\n", TextBlock(InlineFont(b=True), "低")
    )
    found = read(tmp_path, [["单价", "3.1", "3.4"], [mixed, gas, 0], ["7", None, 58]])
    said = [piece.text for piece in found.pieces]
    assert said == ["单价", "", "3.4", "亩产430 kg/hm²", "CO₂ 浓度 低", "0", "⁷", "", ""]
    told = {entry.kind: entry.words for entry in found.entries}
    assert told[Omitted.STRUCK] == "3.1 410"
    assert told[Omitted.HIDDEN] == "58"


def test_words_around_the_cells_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, [["单价", "", "3.4"], ["二", "三", 0], ["7", None, 5]], box=_BOX)
    told = {entry.kind: entry.words for entry in found.entries}
    assert told[Omitted.HEADER] == "第页 粮食科"
    assert told[Omitted.BOX] == "数据由粮站提供"
