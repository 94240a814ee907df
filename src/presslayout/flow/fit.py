"""Filling a slot level: which geometry, and how many rows each paragraph takes.

Knows rows and columns only, no text and no faces.  A story is a list of `Piece`s, each with the
numbers of rows that it can take; a `Geometry` is what of the slot is not text.  Keep rules are
masks over a Python integer whose bit p says "a piece may begin at row p of the text" (FIT.md).
"""

from __future__ import annotations

from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A pocket of text between two obstacles is at least this high, so that it reads as a column.
POCKET_ROWS = 5
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
    STANZA = "stanza"
    TAIL = "tail"


@frozen
class Piece:
    """Rows that stay in order: `options` are (rows, cost), cheapest first in cost.

    `kind` is text, subhead (never split, never last in a column), table (never split), stanza (never
    split; its first option has a blank row before it, which only a column's head does without) or
    tail (one row that closes the story and never stands alone at a column's head).  `tied` holds
    (rows, row): of so many rows this one does not end a column, a word goes on behind it (RULES C4).
    """

    kind: PieceKind
    options: tuple[tuple[int, int], ...]
    tied: tuple[tuple[int, int], ...] = ()


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
    return (
        sum(min(n for n, _ in piece.options) for piece in pieces),
        sum(max(n for n, _ in piece.options) for piece in pieces),
    )


def best(
    pieces: Sequence[Piece],
    geometries: Iterable[Geometry],
    columns: int,
    rows: int,
    *,
    holes: int = 0,
) -> Fit | None:
    """The cheapest way to fill one of the geometries to its last row, or None.

    `holes` allows that many rows in all to stay empty at column feet.  Geometries are tried in order
    of their cost, so the search ends as soon as no later one can win.
    """
    fewest, most = bounds(pieces)
    found: Fit | None = None
    tried = 0
    for geometry in sorted(geometries, key=lambda g: g.cost):
        if found is not None and (geometry.cost >= found.cost or tried >= SETTINGS):
            break
        free = columnar(geometry, columns, rows)
        if free is None:
            continue
        total = sum(p.rows for p in free)
        if not fewest <= total <= most + SHORT_ROWS + holes:
            continue
        if not holes and not feasible(pieces, free):
            continue
        tried += 1
        fit = _cheapest(pieces, geometry, free, holes=holes)
        if fit is not None and (found is None or fit.cost < found.cost):
            found = fit
    return found


def ends(free: Sequence[Pocket]) -> list[int]:
    """The text rows after which each pocket is full."""
    return list(accumulate(p.rows for p in free))


def feasible(pieces: Sequence[Piece], free: Sequence[Pocket]) -> bool:
    """Whether some choice of rows ends every column level, keep rules obeyed."""
    feet = ends(free)
    total = feet[-1]
    edge = sum(1 << end for end in feet)
    reach = 1
    for number, piece in enumerate(pieces):
        after = 0
        for rows, _ in piece.options:
            after |= (reach & ~_barred(piece, rows, edge, first=number == 0)) << rows
        reach = after & ((1 << (total + 1)) - 1)
        if not reach:
            return False
    return bool(reach >> (total - min(SHORT_ROWS, total)))


# Asked for tens of thousands of times a page, where looking up a member in its class costs most.
_TEXT, _SUBHEAD = PieceKind.TEXT, PieceKind.SUBHEAD


def _barred(piece: Piece, rows: int, edge: int, *, first: bool) -> int:
    """Bit p is set where a piece of so many rows may not begin (RULES C1, C2, C4)."""
    if piece.kind is _TEXT:
        return _tied(piece, rows, edge)
    match piece.kind:
        case PieceKind.SUBHEAD:
            mask = 0
            for k in range(0 if not first else 1, rows + 2):
                mask |= edge >> k
            return mask
        case PieceKind.TABLE:
            return _parting(rows, edge)
        case PieceKind.STANZA:
            heads = edge | 1
            return (heads if rows == piece.options[0][0] else ~heads) | _parting(rows, edge)
        case PieceKind.TAIL:
            return edge
        case _:
            return _tied(piece, rows, edge)


def _tied(piece: Piece, rows: int, edge: int) -> int:
    """Bit p is set where a foot would leave one row of a text alone, or part what is tied."""
    if rows <= 1:
        return 0
    mask = edge >> 1 | edge >> (rows - 1)
    for whole, row in piece.tied:
        mask |= edge >> row if whole == rows else 0
    return mask


def _parting(rows: int, edge: int) -> int:
    """Bit p is set where a column's foot would part a piece of so many rows."""
    mask = 0
    for k in range(1, rows):
        mask |= edge >> k
    return mask


# Where the text has got to, in rows, and how many rows it has left empty on the way.
_State = tuple[int, int]
# For each state after a piece: the state before it, where the piece begins, the rows that it takes.
_Trail = dict[_State, tuple[_State, int, int]]


def _cheapest(
    pieces: Sequence[Piece], geometry: Geometry, free: Sequence[Pocket], *, holes: int
) -> Fit | None:
    """The least-cost choice of rows on one geometry."""
    feet = ends(free)
    found = _programme(pieces, feet, holes)
    if found is None:
        return None
    states, trail = found
    total, last = feet[-1], free[-1].rows
    finals = [
        (cost + SHORT_COST * min(total - p, SHORT_ROWS), total - p, (p, empty))
        for (p, empty), cost in states.items()
        if total - p <= min(SHORT_ROWS, last - 2) + holes - empty
    ]
    if not finals:
        return None
    cost, left, state = min(finals)
    starts, rows = _traced(trail, state)
    short = min(left, SHORT_ROWS)
    extra = left - short
    stubs = len(free) - (max(p.column for p in free) + 1)
    return Fit(
        geometry=geometry,
        pockets=tuple(free),
        starts=starts,
        rows=rows,
        cost=geometry.cost + cost + FOOT_COST[-1] * extra + POCKET_COST * stubs,
        short=short,
        holes=state[1] + extra,
    )


def _programme(
    pieces: Sequence[Piece], feet: Sequence[int], holes: int
) -> tuple[dict[_State, int], list[_Trail]] | None:
    """The least cost of every state after the last piece, and how each was reached; None without any."""
    total, heads = feet[-1], [0, *feet]
    edge = sum(1 << end for end in feet)
    states: dict[_State, int] = {(0, 0): 0}
    trail: list[_Trail] = []
    for number, piece in enumerate(pieces):
        after: dict[_State, int] = {}
        came: _Trail = {}
        starts = _with_holes(states, feet, holes)
        for rows, price in piece.options:
            barred = _barred(piece, rows, edge, first=number == 0)
            for (position, empty), (cost, origin) in starts.items():
                if barred >> position & 1 or position + rows > total:
                    continue
                sum_ = cost + price
                if piece.kind == _SUBHEAD:
                    sum_ += _subhead_cost(position, rows, heads, feet)
                key = (position + rows, empty)
                if key not in after or sum_ < after[key]:
                    after[key] = sum_
                    came[key] = (origin, position, rows)
        if not after:
            return None
        states = after
        trail.append(came)
    return states, trail


def _traced(trail: Sequence[_Trail], state: _State) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Where each piece begins on the way to a state, and how many rows it takes."""
    starts: list[int] = []
    rows: list[int] = []
    for came in reversed(trail):
        state, position, taken = came[state]
        starts.append(position)
        rows.append(taken)
    return tuple(reversed(starts)), tuple(reversed(rows))


def _with_holes(
    states: dict[_State, int], feet: Sequence[int], holes: int
) -> dict[_State, tuple[int, _State]]:
    """The states, and those that leave up to three rows of a column's foot empty."""
    grown = {key: (cost, key) for key, cost in states.items()}
    if not holes:
        return grown
    for (position, empty), cost in states.items():
        for gap, price in enumerate(FOOT_COST, 1):
            key = (position + gap, empty + gap)
            if empty + gap > holes or position + gap not in feet[:-1]:
                continue
            if key not in grown or cost + price < grown[key][0]:
                grown[key] = (cost + price, (position, empty))
    return grown


def _subhead_cost(position: int, rows: int, heads: Sequence[int], feet: Sequence[int]) -> int:
    """A stub of two or three lines above a subhead, or a subhead low in its column, looks poor."""
    cost = 0
    head = max(h for h in heads if h <= position)
    foot = min(e for e in feet if e > position)
    if 0 < position - head <= 3:  # noqa: PLR2004
        cost += STUB_COST
    if foot - position - rows < 6:  # noqa: PLR2004
        cost += LOW_SUBHEAD_COST
    return cost
