"""Tables of a document: cells with their places and what they cover, tables inside them behind.

A table of a single cell is a frame: what stands in it is set as paragraphs.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Text
from presslayout.base.joining import joined
from presslayout.base.values import replace
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy.foreign import CopyPiece
from presslayout.issue.copy.ledger import Omitted
from presslayout.issue.copy.word.gathered import inside, is_set, omitted
from presslayout.issue.copy.word.grid import GridCell, grid
from presslayout.issue.copy.word.names import child
from presslayout.issue.issue import Markup

if TYPE_CHECKING:
    from presslayout.issue.copy.word.gathered import Gathered, How, Step

_GONE_ROW = Text("删去表里的字", "deleted in a table")


def table(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A table; one inside a cell is set behind the table that it stands in."""
    if not _stands(how):
        return inside(element, how)
    gathered.settle()
    found = grid(element)
    places = [cell for cell in found.cells.values() if cell.place != (0, 0)]
    if len(places) == 1 and not how.cell:
        # Its one cell is none: see `cell`.
        gathered.cells |= {c: one for c, one in found.cells.items() if one.place == (0, 0)}
        gathered.gone_rows |= found.gone
        return inside(element, how)
    gathered.cells |= found.cells
    gathered.gone_rows |= found.gone
    at = len(gathered.pieces), len(gathered.aside)
    return [*inside(element, how), partial(_close, at, how, gathered)]


def _close(at: tuple[int, int], how: How, gathered: Gathered) -> None:
    first, behind = at
    gathered.settle()
    if how.cell:
        gathered.aside[behind:behind] = gathered.pieces[first:]
        del gathered.pieces[first:]
    elif gathered.aside:
        gathered.pieces += gathered.aside
        gathered.aside.clear()


def _stands(how: How) -> bool:
    """Whether a table is one of the copy; a field around it says only what becomes of its words."""
    return how.gone is None and how.omit is None


def row(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A row, which a tracked change may have taken out."""
    if element in gathered.gone_rows and _stands(how):
        return inside(element, replace(how, gone=_GONE_ROW))
    if child(element, "w:trPr", "w:ins") is not None and _stands(how):
        gathered.changed(Text("表里加了一行", "a row inserted in a table"))
    return inside(element, how)


def cell(element: Any, how: How, gathered: Gathered) -> list[Step]:
    """A cell: one block, however many paragraphs it holds."""
    known: GridCell | None = gathered.cells.get(element)
    if not _stands(how) or known is None:
        return [*inside(element, how), partial(_parted, how, gathered)]
    if known.gone:
        return inside(element, replace(how, gone=_GONE_ROW))
    if known.place == (0, 0):
        return inside(element, omitted(how, Omitted.HIDDEN, gathered.owner()))
    first = len(gathered.pieces), len(gathered.figures)
    close = partial(_end_cell, first, known, gathered)
    return [*inside(element, replace(how, cell=True)), close]


def _parted(how: How, gathered: Gathered) -> None:
    if not is_set(how):
        gathered.parted(how)


def _end_cell(first: tuple[int, int], known: GridCell, gathered: Gathered) -> None:
    """The paragraphs of a cell as one block."""
    gathered.settle()
    before, figures = first
    own = [piece for piece in gathered.pieces[before:] if piece.text.strip()]
    made = CopyPiece(ParagraphKind.CELL, max(gathered.line, 1), "", known.place, known.covers)
    if gathered.pieces[before:]:
        made.line = gathered.pieces[before].line
    for piece in own:
        # A blank parts what would read as one word.
        lead = joined(made.text[-1:], piece.text[:1])[len(made.text[-1:]) : -1]
        start = len(made.text) + len(lead)
        made.text += lead + piece.text
        made.marks += [Markup(m.kind, m.start + start, m.length, m.note) for m in piece.marks]
    gathered.pieces[before:] = [made]
    gathered.figures[figures:] = [
        replace(figure, anchor=min(figure.anchor, before + 1))
        for figure in gathered.figures[figures:]
    ]
