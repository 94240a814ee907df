"""The cheapest way to fill a slot level: how many rows each piece takes, and on which geometry.

Much of what is asked is asked again: geometries that differ leave columns that end alike, and
stories are sought among more and more of them.  What pieces can do is found out once for each way
that columns end.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from heapq import heappop, heappush
from operator import attrgetter
from typing import TYPE_CHECKING

from presslayout.base.values import Same, field, frozen, mutable
from presslayout.flow.fit import (
    FOOT_COST,
    LOW_SUBHEAD_COST,
    POCKET_COST,
    SETTINGS,
    SHORT_COST,
    SHORT_ROWS,
    STUB_COST,
    Fit,
    PieceKind,
    bounds,
    columnar,
    ends,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from presslayout.flow.fit import Geometry, Piece, Pocket

# Asked for tens of thousands of times a page, where looking up a member in its class costs most.
_TEXT, _SUBHEAD = PieceKind.TEXT, PieceKind.SUBHEAD
# Where the text has got to, in rows, and above that how many rows it has left empty on the way.
_State = int
_EMPTY = 20
_POSITION = (1 << _EMPTY) - 1
# For each state after a piece: the state before it, where the piece begins, the rows that it takes.
_Trail = dict[_State, tuple[_State, int, int]]
# Stories whose pieces are remembered: those of a page's trials, and one that is told again.
STORIES = 64


@frozen
class _Chosen:
    """What filling columns costs, where each piece begins and its rows, and what stays empty."""

    cost: int
    starts: tuple[int, ...]
    rows: tuple[int, ...]
    short: int
    holes: int


def best(
    pieces: Sequence[Piece],
    geometries: Iterable[Geometry],
    columns: int,
    rows: int,
    *,
    holes: int = 0,
) -> Fit | None:
    """The cheapest way to fill one of the geometries to its last row, or None.

    `holes` allows that many rows in all to stay empty at column feet.  Of geometries as good the
    first in order of their cost is taken; SETTINGS are looked at, and more only while none fits.
    """
    listed = sorted(geometries, key=attrgetter("cost"))
    search = _Search(_known(Same(tuple(pieces))), listed, (columns, rows), holes)
    counted = len(listed) > SETTINGS
    tried = 0
    for number, geometry in enumerate(listed):
        search.look(geometry.cost)
        if geometry.cost >= search.bound:
            break
        if not search.offer(number, counted=counted):
            continue
        tried += 1
        if tried >= SETTINGS:
            search.look(None)
            if search.found is not None:
                break
    search.look(None)
    return search.found


@mutable
class _Search:
    """Geometries that may win, those first that promise most; `within` are columns and rows.

    Each waits with what it costs at least, its number and its columns, once these were asked for.
    """

    pieces: Programme
    listed: Sequence[Geometry]
    within: tuple[int, int]
    holes: int
    found: Fit | None = None
    number: int = 0
    waiting: list[tuple[int, int, tuple[Pocket, ...]]] = field(default_factory=list)

    @property
    def bound(self) -> float:
        """What a geometry has to cost less than to win."""
        return float("inf") if self.found is None else self.found.cost

    def offer(self, number: int, *, counted: bool) -> bool:
        """Whether a geometry may be filled; where they are counted it is made sure."""
        pieces, geometry = self.pieces, self.listed[number]
        columns, rows = self.within
        taken = [0] * columns
        for block in geometry.blocks:
            for column in range(block.column, block.column + block.span):
                taken[column] += block.bottom - block.top
        total = columns * rows - sum(taken)
        if not pieces.fewest <= total <= pieces.most + SHORT_ROWS + self.holes:
            return False
        least = pieces.least(total, self.holes)
        free: tuple[Pocket, ...] = ()
        if counted:
            free = columnar(geometry, columns, rows) or ()
            if not free or not (self.holes or pieces.feasible(tuple(ends(free)))):
                return False
        if least is not None:
            # A column without text is one without a pocket.
            cost = geometry.cost + least - POCKET_COST * taken.count(rows)
            heappush(self.waiting, (cost, number, free))
        return least is not None or counted

    def look(self, upto: int | None) -> None:
        """Set what waits and may cost no more than `upto`, the most promising first."""
        while self.waiting and (upto is None or self.waiting[0][0] <= upto):
            least, number, free = heappop(self.waiting)
            if self.found is not None and (least, number) > (self.found.cost, self.number):
                continue
            geometry = self.listed[number]
            made = self._set(geometry, free or columnar(geometry, *self.within))
            if made is None:
                continue
            if self.found is None or (made.cost, number) < (self.found.cost, self.number):
                self.found, self.number = made, number

    def _set(self, geometry: Geometry, free: tuple[Pocket, ...] | None) -> Fit | None:
        chosen = self.pieces.cheapest(tuple(ends(free)), self.holes) if free else None
        if free is None or chosen is None:
            return None
        cost = geometry.cost + chosen.cost + POCKET_COST * _stubs(free)
        return Fit(geometry, free, chosen.starts, chosen.rows, cost, chosen.short, chosen.holes)


def _stubs(free: Sequence[Pocket]) -> int:
    """How many pockets there are more than columns: a column's place is its pocket's last."""
    return len(free) - free[-1].column - 1


def feasible(pieces: Sequence[Piece], free: Sequence[Pocket]) -> bool:
    """Whether some choice of rows ends every column level, keep rules obeyed."""
    return _reaches(pieces, ends(free)) is not None


@mutable
class Programme:
    """Pieces, and what was found out about them by the rows after which columns end."""

    pieces: tuple[Piece, ...]
    fewest: int
    most: int
    costs: Mapping[int, int]
    reached: dict[tuple[int, ...], list[int] | None] = field(default_factory=dict)
    chosen: dict[tuple[tuple[int, ...], int], _Chosen | None] = field(default_factory=dict)

    def least(self, total: int, holes: int) -> int | None:
        """What filling so many rows costs at least, wherever columns end; None where nothing does."""
        found = [
            cost + (SHORT_COST * left if not holes else 0)
            for left in range(SHORT_ROWS + holes + 1)
            if (cost := self.costs.get(total - left)) is not None
        ]
        return min(found) if found else None

    def feasible(self, feet: tuple[int, ...]) -> bool:
        """Whether some choice of rows ends every column level, keep rules obeyed."""
        return self._reaches(feet) is not None

    def _reaches(self, feet: tuple[int, ...]) -> list[int] | None:
        if feet not in self.reached:
            self.reached[feet] = _reaches(self.pieces, feet)
        return self.reached[feet]

    def cheapest(self, feet: tuple[int, ...], holes: int) -> _Chosen | None:
        """The least-cost choice of rows where columns end so."""
        key = feet, holes
        if key not in self.chosen:
            reached = None if holes else self._reaches(feet)
            led = _leading(self.pieces, feet, reached) if reached else None
            lost = not holes and reached is None
            self.chosen[key] = None if lost else _cheapest(self.pieces, feet, holes, led)
        return self.chosen[key]


# The same pieces are asked for again for every budget: comparing them takes longer than to find them.
@lru_cache(maxsize=STORIES)
def _known(pieces: Same) -> Programme:
    found: tuple[Piece, ...] = pieces.value  # type: ignore[assignment]
    return programme(found)


@lru_cache(maxsize=STORIES)
def programme(pieces: tuple[Piece, ...]) -> Programme:
    """What is known of these pieces."""
    return Programme(pieces, *bounds(pieces), _costs(pieces))


def _costs(pieces: Sequence[Piece]) -> dict[int, int]:
    """The least cost of pieces by the rows that they take together, wherever columns end."""
    known = {0: 0}
    for piece in pieces:
        grown: dict[int, int] = {}
        for rows, price in piece.options:
            for before, cost in known.items():
                if cost + price < grown.get(before + rows, cost + price + 1):
                    grown[before + rows] = cost + price
        known = grown
    return known


def _reaches(pieces: Sequence[Piece], feet: Sequence[int]) -> list[int] | None:
    """Where each piece may begin and where the last may end, as bits; None where none ends level."""
    total = feet[-1]
    edge, whole = sum(1 << end for end in feet), (1 << (total + 1)) - 1
    lonely: dict[int, int] = {}
    reach = 1
    reached = [reach]
    for number, piece in enumerate(pieces):
        after = 0
        if piece.kind is _TEXT and not piece.tied:
            for rows, _ in piece.options:
                barred = lonely.get(rows)
                if barred is None:
                    barred = lonely[rows] = ~(edge >> 1 | edge >> (rows - 1)) if rows > 1 else -1
                after |= (reach & barred) << rows
        else:
            for rows, _ in piece.options:
                after |= (reach & ~_barred(piece, rows, edge, first=number == 0)) << rows
        reach = after & whole
        if not reach:
            return None
        reached.append(reach)
    return reached if reach >> (total - min(SHORT_ROWS, total)) else None


def _leading(pieces: Sequence[Piece], feet: Sequence[int], reached: Sequence[int]) -> list[int]:
    """Of the places where pieces may begin or end those from which the text ends level, as bits."""
    total = feet[-1]
    edge = sum(1 << end for end in feet)
    from_ = total - min(SHORT_ROWS, total)
    led = [reached[-1] >> from_ << from_]
    for number in range(len(pieces) - 1, -1, -1):
        piece, before = pieces[number], 0
        for rows, _ in piece.options:
            before |= (led[-1] >> rows) & ~_barred(piece, rows, edge, first=number == 0)
        led.append(before & reached[number])
    led.reverse()
    return led


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
        case PieceKind.TABLE | PieceKind.VERSE:
            return _parting(rows + piece.keeps, edge)
        case PieceKind.STANZA:
            heads = edge | 1
            away = heads if rows == piece.options[0][0] else ~heads
            return away | _parting(rows + piece.keeps, edge)
        case PieceKind.TAIL:
            return edge
        case _:
            return _tied(piece, rows, edge)


def _tied(piece: Piece, rows: int, edge: int) -> int:
    """Bit p is set where a foot would leave one row of a text alone, or part what is tied."""
    mask = edge >> 1 | edge >> (rows - 1) if rows > 1 else 0
    for whole, row in piece.tied:
        mask |= edge >> row if whole == rows else 0
    return mask


def _parting(rows: int, edge: int) -> int:
    """Bit p is set where a column's foot would part a piece of so many rows."""
    mask = 0
    for k in range(1, rows):
        mask |= edge >> k
    return mask


def _cheapest(
    pieces: Sequence[Piece], feet: Sequence[int], holes: int, led: Sequence[int] | None
) -> _Chosen | None:
    """The least-cost choice of rows; `led` says from where the text ends level, if that is known."""
    found = _trails(pieces, feet, holes, led)
    if found is None:
        return None
    states, trail = found
    total = feet[-1]
    last = total - feet[-2] if len(feet) > 1 else total
    finals = []
    for state, cost in states.items():
        left, empty = total - (state & _POSITION), state >> _EMPTY
        if left <= min(SHORT_ROWS, last - 2) + holes - empty:
            finals.append((cost + SHORT_COST * min(left, SHORT_ROWS), left, empty, state))
    if not finals:
        return None
    cost, left, empty, state = min(finals)
    starts, rows = _traced(trail, state)
    short = min(left, SHORT_ROWS)
    extra = left - short
    return _Chosen(cost + FOOT_COST[-1] * extra, starts, rows, short, empty + extra)


def _trails(
    pieces: Sequence[Piece], feet: Sequence[int], holes: int, led: Sequence[int] | None
) -> tuple[dict[_State, int], list[_Trail]] | None:
    """The least cost of every state after the last piece, and how each was reached; None without any."""
    total, heads = feet[-1], (0, *feet)
    edge = sum(1 << end for end in feet)
    states: dict[_State, int] = {0: 0}
    trail: list[_Trail] = []
    for number, piece in enumerate(pieces):
        after: dict[_State, int] = {}
        came: _Trail = {}
        tied = number > 0 and _tied_to(pieces[number - 1], piece)
        starts = _with_holes(states, feet, 0 if tied else holes)
        leads = led[number + 1] if led is not None else -1
        subhead = piece.kind == _SUBHEAD
        for rows, price in piece.options:
            barred = _barred(piece, rows, edge, first=number == 0)
            for begin, (cost, origin) in starts.items():
                position = begin & _POSITION
                end = position + rows
                if barred >> position & 1 or end > total or not leads >> end & 1:
                    continue
                sum_ = cost + price
                if subhead:
                    sum_ += _subhead_cost(position, rows, heads)
                key = begin + rows
                if key not in after or sum_ < after[key]:
                    after[key] = sum_
                    came[key] = (origin, position, rows)
        if not after:
            return None
        states = after
        trail.append(came)
    return states, trail


def _tied_to(before: Piece, piece: Piece) -> bool:
    """Whether no hole parts a piece from the one before: a subhead, a question, a verse of its stanza."""
    of_verse = before.kind in (PieceKind.VERSE, PieceKind.STANZA)
    asked = any(rows == row for rows, row in before.tied)
    return before.kind == _SUBHEAD or asked or (of_verse and piece.kind == PieceKind.VERSE)


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
    for state, cost in states.items():
        position, empty = state & _POSITION, state >> _EMPTY
        for gap, price in enumerate(FOOT_COST, 1):
            if empty + gap > holes or position + gap not in feet[:-1]:
                continue
            key = state + gap + (gap << _EMPTY)
            if key not in grown or cost + price < grown[key][0]:
                grown[key] = (cost + price, state)
    return grown


def _subhead_cost(position: int, rows: int, heads: Sequence[int]) -> int:
    """A stub of two or three lines above a subhead, or a subhead low in its column, looks poor."""
    cost = 0
    below = bisect_right(heads, position)
    if 0 < position - heads[below - 1] <= 3:  # noqa: PLR2004
        cost += STUB_COST
    if heads[below] - position - rows < 6:  # noqa: PLR2004
        cost += LOW_SUBHEAD_COST
    return cost
