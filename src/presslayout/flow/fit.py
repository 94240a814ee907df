"""Filling a slot level: which geometry, and how many rows each paragraph takes.

Knows rows and columns only, no text and no faces.  A story is a list of `Piece`s, each with the
numbers of rows that it can take; a `Geometry` is what of the slot is not text.  Keep rules are
masks over a Python integer whose bit p says "a piece may begin at row p of the text" (FIT.md).
"""

from __future__ import annotations

from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A pocket of text between two obstacles is at least this high, so that it reads as a column.
POCKET_ROWS = 5
# The key of the row that is kept for the line which says where a story goes on.
JUMP_ROW = "jump"
# Rows by which the last column may end short when a story ends in the open (PAGES, "The grid").
SHORT_ROWS = 2

# Costs share one scale: 100 is what an editor would just about accept without being asked.
SHORT_COST = 25
FOOT_COST = (70, 180, 330)
VARIANT_COST = 45
POCKET_COST = 12
STUB_COST = 14
LOW_SUBHEAD_COST = 10
# Geometries set in earnest before the search ends: with 1 000 no page of the bench's hundred and of
# the sample changes, with 20 eighteen do.
SETTINGS = 200


class PieceKind(StrEnum):
    """What rows of a body are to fitting: how they may be parted, and where they may stand."""

    TEXT = "text"
    SUBHEAD = "subhead"
    TABLE = "table"
    VERSE = "verse"
    STANZA = "stanza"
    TAIL = "tail"


@frozen
class Piece:
    """Rows that stay in order: `options` are (rows, cost), cheapest first in cost.

    `kind` is text, subhead (never split, never last in a column), table or verse (never split), stanza
    (a verse; its first option has a blank row before it, which only a column's head does without) or
    tail (one row that closes the story and never stands alone at a column's head).  `tied` holds
    (rows, row): of so many rows this one does not end a column, a word goes on behind it (RULES C4),
    or, the last of them, an answer (C2).
    So many rows as it `keeps` follow it in its column: those of the stanza that it begins (P4).
    """

    kind: PieceKind
    options: tuple[tuple[int, int], ...]
    tied: tuple[tuple[int, int], ...] = ()
    keeps: int = 0


@frozen
class Obstacle:
    """Rows `top` to `bottom` (not counted) of `span` columns from `column` that hold no text."""

    key: str
    column: int
    span: int
    top: int
    bottom: int


@frozen
class Geometry:
    """One way to place what is not text, what it costs, and what it changes of the nominal way."""

    blocks: tuple[Obstacle, ...]
    cost: int
    steps: tuple[str, ...] = ()
    facts: tuple[tuple[str, int], ...] = ()

    def free(self, columns: int, rows: int) -> int:
        """The rows of text that so many columns of so many rows have room for, if no blocks overlap."""
        return columns * rows - sum(b.span * (b.bottom - b.top) for b in self.blocks)


@frozen
class Pocket:
    """A run of free rows of one column."""

    column: int
    top: int
    bottom: int

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return self.bottom - self.top


@frozen
class Fit:
    """A geometry and, for each piece, where in the text it begins and how many rows it takes.

    `short` is how many rows of the last column stay empty by right, `holes` how many others do.
    """

    geometry: Geometry
    pockets: tuple[Pocket, ...]
    starts: tuple[int, ...]
    rows: tuple[int, ...]
    cost: int
    short: int
    holes: int


def pockets(geometry: Geometry, columns: int, rows: int) -> tuple[Pocket, ...] | None:
    """The free runs in reading order, or None where blocks overlap."""
    cuts: list[list[tuple[int, int]]] = [[] for _ in range(columns)]
    for block in geometry.blocks:
        if block.top < 0 or block.bottom > rows:
            return None
        for column in range(block.column, block.column + block.span):
            cuts[column].append((block.top, block.bottom))
    found: list[Pocket] = []
    for column, taken in enumerate(cuts):
        at = 0
        for top, bottom in sorted(taken):
            if top < at:
                return None
            if top > at:
                found.append(Pocket(column, at, top))
            at = bottom
        if at < rows:
            found.append(Pocket(column, at, rows))
    return tuple(found)


def columnar(geometry: Geometry, columns: int, rows: int) -> tuple[Pocket, ...] | None:
    """Its free runs, each high enough to read as a column; None where one is not, or none is free."""
    free = pockets(geometry, columns, rows)
    if not free:
        return None
    least = min(POCKET_ROWS, max(p.rows for p in free))
    return None if any(p.rows < least for p in free) else free


def bounds(pieces: Sequence[Piece]) -> tuple[int, int]:
    """The fewest and the most rows that the pieces can take."""
    fewest = most = 0
    for piece in pieces:
        if len(piece.options) == 1:
            rows = piece.options[0][0]
            fewest, most = fewest + rows, most + rows
        else:
            rows_ = [rows for rows, _ in piece.options]
            fewest, most = fewest + min(rows_), most + max(rows_)
    return fewest, most


def parted(made: Sequence[Piece], high: int) -> Iterator[Piece]:
    """The pieces, a stanza that no column of so many rows holds, its title above it, split like text."""
    title = 0
    for piece in made:
        whole = title + piece.options[-1][0] + piece.keeps
        yield replace(piece, keeps=0) if piece.keeps and whole > high else piece
        title = piece.options[0][0] if piece.kind == PieceKind.SUBHEAD else 0


def ends(free: Sequence[Pocket]) -> list[int]:
    """The text rows after which each pocket is full."""
    return list(accumulate(p.rows for p in free))
