"""Words of a cell with their looks: what is raised, lowered or bold; what is struck out stands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import field, mutable
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy.foreign import CopyPiece
from presslayout.newsroom.importing import numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHIFTS = {"superscript": MarkupKind.SUPERIOR, "subscript": MarkupKind.INFERIOR}


@mutable
class SheetCell:
    """What a cell shows: its words and their marks, and the words that are not set."""

    piece: CopyPiece = field(default_factory=lambda: CopyPiece(ParagraphKind.CELL, 1))
    struck: list[str] = field(default_factory=list)
    hidden: str = ""

    @property
    def text(self) -> str:
        """Its words, of one line."""
        return self.piece.text


def read_cell(cell: Any) -> SheetCell:
    """A cell's words as they look; blanks and line ends between them are one blank each."""
    made = SheetCell()
    blank = False
    for words, looks in _stretches(cell):
        if getattr(looks, "strike", None):
            made.struck += [words.strip()] if words.strip() else []
            continue
        own = " ".join(words.split())
        blank = blank or words[:1].isspace()
        if own and blank and made.text:
            made.piece.add(" ")
        if own:
            shift = _SHIFTS.get(getattr(looks, "vertAlign", None) or "")
            made.piece.add(own, () if shift is None else (shift,))
            blank = False
        blank = blank or words[-1:].isspace()
    if not made.text and not made.struck and cell.value not in (None, 0):
        made.hidden = str(cell.value).strip()
    return made


def _stretches(cell: Any) -> Iterator[tuple[str, Any]]:
    """The words of a cell by their looks; a stretch that says nothing of its own looks as the cell."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock

    own = cell.font if cell.has_style else None
    if not isinstance(cell.value, CellRichText):
        yield _shown(cell), own
        return
    for part in cell.value:
        if isinstance(part, TextBlock):
            yield part.text or "", part.font
        else:
            yield str(part), own


def _shown(cell: Any) -> str:
    """What a cell shows; dates in formats that are known by number alone are numbers till here."""
    from openpyxl.utils.datetime import from_excel

    value = cell.value
    if value is None:
        return ""
    numbered = numbers.NUMBERED.get(cell._style.numFmtId) if cell.has_style else None  # noqa: SLF001
    if numbered is None or not isinstance(value, int | float) or isinstance(value, bool):
        return numbers.shown(value, cell.number_format)
    return numbers.shown(from_excel(value), numbered)
