"""Tables of a workbook (.xlsx) as they are shown: dates, numbers and merged cells, what is hidden told.

openpyxl reads it, an extra.  What would make it grow without bounds (cells by the million, merged
areas of a whole sheet, entities) is refused before it is opened.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, Diagnostic, Span, SpecError, Text
from presslayout.base.patterns import regex
from presslayout.base.values import field, mutable, replace
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy.foreign import CopyPiece, Read, UnreadableCopyError
from presslayout.issue.copy.ledger import Entry, Omitted
from presslayout.newsroom.importing.cells import read_cell

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.newsroom.importing.cells import SheetCell

# More than any table that a page holds.
MOST_CELLS, MOST_BYTES = 20_000, 64_000_000
_CHUNK, _SIGN, _START = 1 << 20, 16, 64
_AREA = regex(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?\Z")
_DECLARED = regex(rb"<\0?!\0?(?:D\0?O\0?C\0?T|E\0?N\0?T)")
# Numbers of pages, days and names of files in what stands above and below a sheet.
_CODE = regex(r"&\[?[A-Za-z]+\]?")
_DRAWING = regex(r"xl/drawings/[^/]+\.xml\Z")
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLAIN_TITLE = regex(r"(?:Sheet|工作表)\s*[0-9]*$", re.IGNORECASE)


@mutable
class _Counted:
    """The cells that went by, and those whose formula has no value."""

    cells: int = 0
    unread: list[str] = field(default_factory=list)


def read_sheets(path: Path, name: str) -> Read:
    """The tables of a workbook in their order; SpecError without openpyxl, UnreadableCopyError else."""
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise SpecError([_absent(name)]) from None
    unread = _hold(path)
    try:
        book = load_workbook(path, data_only=True, keep_links=False, rich_text=True)
    except Exception as cause:
        # It says in any way what is wrong with a file.
        raise _unopened() from cause
    pieces: list[CopyPiece] = []
    entries: list[Entry] = []
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in book.worksheets:
        line = len(pieces) + 1
        if sheet.sheet_state != "visible":
            entries.append(Entry(Omitted.HIDDEN, line, _words(sheet)))
            continue
        if len(shown) > 1 and not _PLAIN_TITLE.match(sheet.title):
            pieces.append(CopyPiece(ParagraphKind.PARAGRAPH, line, text=sheet.title))
        elif not _PLAIN_TITLE.match(sheet.title):
            entries.append(Entry(Omitted.META, line, sheet.title))
        pieces += _sheet(sheet, len(pieces), entries)
    entries += [Entry(Omitted.FIELD, 1, f"{cell}") for cell in unread]
    book.close()
    try:
        entries += _others(path)
    except doors.DOCX.faults() as cause:
        raise _unopened() from cause
    return Read(tuple(pieces), (), tuple(entries))


def _hold(path: Path) -> list[str]:
    """Formulas that nobody reckoned, by their cells; UnreadableCopyError where there is too much."""
    try:
        return _counted(path)
    except doors.DOCX.faults() as cause:
        raise _unopened() from cause


def _counted(path: Path) -> list[str]:
    """Every part that is XML, whatever it is called: which of them are sheets the file itself says."""
    spent = 0
    counted = _Counted()
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            if not _is_xml(archive, info):
                continue
            spent += info.file_size
            if spent > MOST_BYTES:
                raise _too_much()
            with archive.open(info) as stream:
                tail = b""
                while chunk := stream.read(_CHUNK):
                    if _DECLARED.search(tail + chunk):
                        raise _declared()
                    tail = chunk[-_SIGN:]
            with archive.open(info) as stream:
                _count(stream, counted)
    return counted.unread


def _is_xml(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bool:
    with archive.open(info) as stream:
        return b"<" in stream.read(_START)


def _count(stream: Any, counted: _Counted) -> None:
    """Count the cells of a sheet, those that are merged by their areas, as they go by."""
    from lxml import etree

    formula = value = False
    walk = etree.iterparse(stream, events=("end",), resolve_entities=False, no_network=True)
    for _, element in walk:
        name = etree.QName(element).localname
        formula, value = formula or name == "f", value or (name == "v" and bool(element.text))
        if name == "mergeCell":
            counted.cells += _area(element.get("ref") or "")
        elif name == "c":
            counted.cells += 1
            if formula and not value:
                counted.unread.append(element.get("r") or "")
            formula = value = False
        if name in ("c", "row", "mergeCell"):
            element.clear()
        if counted.cells > MOST_CELLS:
            raise _too_much()


def _area(reference: str) -> int:
    """How many cells a reference such as A1:C3 takes; of one that is none, too many."""
    found = _AREA.match(reference)
    if found is None:
        return MOST_CELLS + 1
    last_column, last_row = found[3] or found[1], found[4] or found[2]
    rows = abs(int(last_row) - int(found[2])) + 1
    return rows * (abs(_column(last_column) - _column(found[1])) + 1)


def _column(name: str) -> int:
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _sheet(sheet: Any, before: int, entries: list[Entry]) -> list[CopyPiece]:
    """The cells of a sheet that are shown, without the empty rows and columns around them."""
    texts, omitted = _cells(sheet)
    entries += [Entry(kind, before + 1, " ".join(words)) for kind, words in omitted.items()]
    entries += _commented(sheet, before + 1)
    entries += _headed(sheet, before + 1)
    if not texts:
        return []
    covers, covered = _merged(sheet, texts)
    rows = sorted({row for row, _ in texts})
    columns = sorted({column for _, column in texts})
    if (rows[-1] - rows[0] + 1) * (columns[-1] - columns[0] + 1) > MOST_CELLS:
        raise _too_much()
    # Empty rows inside a table stay, those that are hidden do not.
    rows = [r for r in range(rows[0], rows[-1] + 1) if not _row_hidden(sheet, r)]
    hidden_columns = _hidden_columns(sheet)
    columns = [c for c in range(columns[0], columns[-1] + 1) if c not in hidden_columns]
    made: list[CopyPiece] = []
    titles = 0
    for number, row in enumerate(rows):
        line = before + number + 1
        if number == titles and _is_title(row, columns, texts, covers):
            title = texts[row, columns[0]].piece
            made.append(replace(title, kind=ParagraphKind.PARAGRAPH, line=line))
            titles += 1
            continue
        for at, column in enumerate(columns, 1):
            if (row, column) in covered:
                continue
            down, across = covers.get((row, column), (1, 1))
            down = len([r for r in rows if row <= r < row + down]) or 1
            across = len([c for c in columns if column <= c < column + across]) or 1
            found = texts.get((row, column))
            piece = CopyPiece(ParagraphKind.CELL, line) if found is None else found.piece
            place = (number - titles + 1, at)
            made.append(replace(piece, line=line, cell=place, covers=(down, across)))
    return made


def _is_title(row: int, columns: list[int], texts: Any, covers: Any) -> bool:
    """Whether a row at the head is one cell over the whole table."""
    own = (row, columns[0]) in texts
    others = [(row, column) in texts for column in columns[1:]]
    return own and len(columns) > 1 and not any(others) and covers.get(
        (row, columns[0]), (1, 1)
    ) >= (1, len(columns))  # fmt: skip


def _cells(
    sheet: Any,
) -> tuple[dict[tuple[int, int], SheetCell], dict[Omitted, list[str]]]:
    """What the cells show by their places, and the words of those that are hidden or struck out."""
    shown: dict[tuple[int, int], SheetCell] = {}
    omitted: dict[Omitted, list[str]] = {}
    columns = _hidden_columns(sheet)
    for cell in _written(sheet):
        read = read_cell(cell)
        if read.struck:
            omitted.setdefault(Omitted.STRUCK, []).extend(read.struck)
        if read.hidden:
            omitted.setdefault(Omitted.HIDDEN, []).append(read.hidden)
        if not read.text:
            continue
        if _row_hidden(sheet, cell.row) or cell.column in columns:
            omitted.setdefault(Omitted.HIDDEN, []).append(read.text)
        else:
            shown[cell.row, cell.column] = read
    return shown, omitted


def _written(sheet: Any) -> list[Any]:
    """The cells that a sheet holds, row by row: its corners may lie a million rows apart."""
    held = sheet._cells  # noqa: SLF001  (iter_rows makes every cell between them)
    return [held[place] for place in sorted(held)]


def _merged(
    sheet: Any, texts: Any
) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    covers: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    last_row = max(row for row, _ in texts)
    last_column = max(column for _, column in texts)
    for area in sheet.merged_cells.ranges:
        stop_row = max(min(area.max_row, last_row), area.min_row)
        stop_column = max(min(area.max_col, last_column), area.min_col)
        covers[area.min_row, area.min_col] = (
            stop_row - area.min_row + 1,
            stop_column - area.min_col + 1,
        )
        covered |= {
            (row, column)
            for row in range(area.min_row, stop_row + 1)
            for column in range(area.min_col, stop_column + 1)
        } - {(area.min_row, area.min_col)}
    return covers, covered


def _row_hidden(sheet: Any, row: int) -> bool:
    return row in sheet.row_dimensions and bool(sheet.row_dimensions[row].hidden)


def _hidden_columns(sheet: Any) -> set[int]:
    found: set[int] = set()
    for one in sheet.column_dimensions.values():
        if one.hidden:
            found |= set(range(one.min or 1, min(one.max or 1, MOST_CELLS) + 1))
    return found


def _commented(sheet: Any, line: int) -> Iterator[Entry]:
    for cell in _written(sheet):
        if getattr(cell, "comment", None) is not None:
            yield Entry(Omitted.COMMENT, line, cell.comment.text or "")


def _headed(sheet: Any, line: int) -> Iterator[Entry]:
    """The words above and below a sheet's printed pages, once each."""
    parts = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
    said = [
        getattr(getattr(sheet, part), side).text
        for part in parts
        for side in ("left", "center", "right")
    ]
    for words in dict.fromkeys(_CODE.sub("", text or "").strip() for text in said):
        if words:
            yield Entry(Omitted.HEADER, line, words)


def _words(sheet: Any) -> str:
    read = [read_cell(cell) for cell in _written(sheet)]
    return " ".join(
        words for cell in read for words in (cell.text, *cell.struck, cell.hidden) if words
    )


def _others(path: Path) -> Iterator[Entry]:
    """What a workbook holds beside its cells: pictures, charts, macros, words in boxes."""
    from lxml import etree

    kinds = (("xl/media/", Omitted.PICTURE), ("xl/charts/chart", Omitted.EMBEDDED), ("xl/vbaProject", Omitted.EMBEDDED))  # fmt: skip
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            for start, kind in kinds:
                if name.startswith(start):
                    yield Entry(kind, 1, name.rpartition("/")[2])
            if _DRAWING.match(name):
                with archive.open(name) as stream:
                    parser = etree.XMLParser(resolve_entities=False, no_network=True)
                    root = etree.parse(stream, parser).getroot()
                for box in root.iter(f"{{{_MAIN}}}p"):
                    words = "".join(one.text or "" for one in box.iter(f"{{{_MAIN}}}t"))
                    if words.strip():
                        yield Entry(Omitted.BOX, 1, words.strip())


def _too_much() -> UnreadableCopyError:
    return UnreadableCopyError(
        Text(
            f"超过 {MOST_CELLS} 格，不像登报的表，请只留要登的部分",
            f"it holds more than {MOST_CELLS} cells: keep what is to be printed",
        )
    )


def _unopened() -> UnreadableCopyError:
    return UnreadableCopyError(Text("不是能打开的 .xlsx", "it is no .xlsx that can be opened"))


def _declared() -> UnreadableCopyError:
    return UnreadableCopyError(Text("里面有 DTD", "it holds a DTD"))


def _absent(name: str) -> Diagnostic:
    return Diagnostic(
        "sheets-missing",
        ERROR,
        Text(
            f"读 {name} 要用 openpyxl，没有装",
            f"{name} is read by openpyxl, which is not installed",
        ),
        Span(name, 1, 1),
        Text(
            'pip install "presslayout[xlsx]"；或把表格复制进 Word，存成 .docx',
            'pip install "presslayout[xlsx]", or paste the table into a .docx',
        ),
    )
