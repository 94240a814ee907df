"""From pieces to places: which lines of a story stand in which rows of its slot.

Fits level where that can be done, by the ladder of FIT.md; else pours, and says what is left over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.flow import fit as fitting
from presslayout.flow import programme
from presslayout.flow.fit import SHORT_ROWS, VARIANT_COST, Fit, Geometry, Piece, PieceKind, Pocket

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Rows that may stay empty at column feet before we give up and report, in the order tried.
HOLES = (0, 2, 5)
# A line without a place is as bad as so many empty ones: white space prints, lost lines do not.
LINE_LOST = 3
# What a pocket too shallow to read counts for, and a geometry in which no text has a place.
SHALLOW, NO_PLACE = 20, 10**6
# What another setting of a paragraph may cost that keeps a word in its column (RULES C4), or a line
# from standing alone (C1): a line more that is hardly looser.
TIED_COST = 2 * VARIANT_COST
VERSES = (PieceKind.VERSE, PieceKind.STANZA)


@frozen
class Stretch:
    """Rows of one piece: from its row `first`, `count` of them, beginning at text row `start`.

    `rows` is the number of rows that the whole piece takes: it tells which variant was chosen.
    """

    piece: int
    rows: int
    first: int
    count: int
    start: int


@frozen
class Cut:
    """Where a story is parted: before row `row` of piece `piece`, which takes `rows` rows.

    `rows` tells which setting of the piece was chosen: what stands before the cut and what follows
    it are of one setting.  Between two pieces `row` is 0.
    """

    piece: int
    row: int
    rows: int


@frozen
class Poured:
    """A story in its slot. `left` says where the rest begins, None where nothing is left.

    Beside a cut-out a row may hold two lines or none: `places` are then the columns and rows of all
    lines, `feet` the numbers of lines after which a column ends.
    """

    geometry: Geometry
    pockets: tuple[Pocket, ...]
    stretches: tuple[Stretch, ...]
    left: Cut | None
    empty: int
    cost: int
    places: tuple[tuple[int, int], ...] = ()
    feet: tuple[int, ...] = ()

    @property
    def cells(self) -> tuple[tuple[int, int], ...]:
        """Column and row of every line of text, in reading order."""
        return self.places or spots(self.pockets)

    @property
    def ends(self) -> tuple[int, ...]:
        """The numbers of lines after which a column ends."""
        return self.feet or tuple(fitting.ends(self.pockets))


def level(
    pieces: Sequence[Piece],
    geometries: Sequence[Geometry],
    columns: int,
    rows: int,
    *,
    allowed: Sequence[int] = HOLES,
) -> Poured | None:
    """The story set to the last row, with at most a few rows empty at column feet, or None."""
    for holes in allowed:
        found = programme.best(pieces, geometries, columns, rows, holes=holes)
        if found is not None:
            return _whole(found)
    return None


def loose(
    pieces: Sequence[Piece], geometries: Iterable[Geometry], columns: int, rows: int
) -> Poured:
    """The story poured into the geometry that comes nearest, from the top, as far as it goes."""
    fewest, _ = fitting.bounds(pieces)
    best, geometry = None, None
    for one in geometries:
        found = lack(one, fewest, columns, rows, best)
        if found is not None:
            best, geometry = found, one
    assert geometry is not None
    return poured(pieces, geometry, columns, rows)


def lack(
    geometry: Geometry, fewest: int, columns: int, rows: int, best: tuple[int, int] | None = None
) -> tuple[int, int] | None:
    """How far a geometry is from what so many rows of text need, then its cost; the less the better.

    None where that is no less than `best`: most are told by the cells that their blocks take.
    """
    least = missed(geometry.free(columns, rows) - fewest)
    if best is not None and (least, geometry.cost) >= best:
        return None
    free = fitting.pockets(geometry, columns, rows)
    if not free:
        found = NO_PLACE, geometry.cost
    else:
        shallow = sum(SHALLOW for p in free if p.rows < fitting.POCKET_ROWS)
        found = missed(sum(p.rows for p in free) - fewest) + shallow, geometry.cost
    return found if best is None or found < best else None


def missed(spare: int) -> int:
    """What so many rows too many count for, or too few."""
    return spare if spare >= 0 else LINE_LOST * -spare


def poured(pieces: Sequence[Piece], geometry: Geometry, columns: int, rows: int) -> Poured:
    """The story poured into a geometry, from the top, as far as it goes."""
    fewest, _ = fitting.bounds(pieces)
    free = fitting.pockets(geometry, columns, rows) or ()
    room = sum(p.rows for p in free)
    if any(piece.keeps for piece in pieces):
        # What columns under a lower headline block hold these may not.
        pieces = list(fitting.parted(pieces, max((p.rows for p in free), default=0)))
    return _pour(pieces, geometry, free, tight=fewest > room)


def lost(pieces: Sequence[Piece], poured: Poured) -> int:
    """How many rows of the pieces found no place."""
    if poured.left is None:
        return 0
    at = poured.left
    return at.rows - at.row + sum(p.options[0][0] for p in pieces[at.piece + 1 :])


def cut(
    pieces: Sequence[Piece], geometry: Geometry, columns: int, rows: int, end: Cut
) -> Poured | None:
    """The story up to a cut, filling the geometry exactly, or None."""
    piece, row = end.piece, end.row
    kept = [*pieces[:piece]]
    if row:
        tied = ((row, foot) for n, foot in pieces[piece].tied if n == end.rows and foot < row)
        kept.append(Piece(PieceKind.TEXT, ((row, 0),), tuple(tied)))
    found = programme.best(kept, (geometry,), columns, rows)
    if found is None or found.short or found.holes:
        return None
    whole = _whole(found)
    if not row:
        return Poured(geometry, whole.pockets, whole.stretches, end, 0, whole.cost)
    last = whole.stretches[-1]
    stretches = (*whole.stretches[:-1], Stretch(piece, end.rows, 0, row, last.start))
    return Poured(geometry, whole.pockets, stretches, end, 0, whole.cost)


def spots(free: Sequence[Pocket]) -> tuple[tuple[int, int], ...]:
    """Column and row of every row of text, in reading order."""
    return tuple((p.column, row) for p in free for row in range(p.top, p.bottom))


def _whole(found: Fit) -> Poured:
    stretches = tuple(
        Stretch(number, rows, 0, rows, start)
        for number, (start, rows) in enumerate(zip(found.starts, found.rows, strict=True))
    )
    return Poured(found.geometry, found.pockets, stretches, None, found.holes, found.cost)


def _keeping(piece: Piece, rows: int, feet: Sequence[int], after: Sequence[Piece]) -> int:
    """So many rows, or a number of them about as good that breaks fewer rules at columns' ends.

    `feet` are the rows after which the piece meets the end of a column that is not the last: there
    no word is parted (C4), and no line stands alone (C1), of this piece or of the one `after` it.
    """
    next_ = [one for one in after[:1] if one.kind == PieceKind.TEXT]

    def broken(number: int) -> int:
        begun = [foot - number for foot in feet if foot > number]
        later = (min(_broken(one, n, begun) for n in _about_as_good(one)) for one in next_)
        return _broken(piece, number, feet) + sum(later)

    as_good = _about_as_good(piece)
    best = min(as_good, key=broken) if broken(rows) else rows
    return best if broken(best) < broken(rows) else rows


def _about_as_good(piece: Piece) -> list[int]:
    """The numbers of rows of a piece that are hardly looser than its best, the cheapest first."""
    ranked = sorted((cost, number) for number, cost in piece.options if cost <= TIED_COST)
    return [number for _, number in ranked] or [piece.options[0][0]]


def _broken(piece: Piece, rows: int, feet: Sequence[int]) -> int:
    """How much a piece of so many rows breaks the rules of columns' ends."""
    parted = sum((rows, foot) in piece.tied for foot in feet)
    alone = sum((foot == 1) + (foot == rows - 1) for foot in feet if foot < rows)
    # A word that is parted is read wrong, a line that stands alone only looks so.
    return 2 * parted + alone


def _verses(after: Sequence[Piece]) -> int:
    """Rows of the stanza that comes after a poem's title; 0 where what comes is no verse."""
    return sum(p.options[-1][0] + p.keeps for p in after[:1] if p.kind in VERSES)


def _pour(
    pieces: Sequence[Piece], geometry: Geometry, free: Sequence[Pocket], *, tight: bool
) -> Poured:
    """Row after row; a subhead or a question goes to the next column rather than end one.

    A line that no setting about as good keeps from standing alone stays where it is.
    """
    feet = fitting.ends(free)
    total = feet[-1] if feet else 0
    at, empty = 0, 0
    made: list[Stretch] = []
    for number, piece in enumerate(pieces):
        rows = min(piece.options)[0] if tight else piece.options[0][0]
        if piece.kind != PieceKind.TEXT:
            need = whole = rows + piece.keeps
            if piece.kind == PieceKind.SUBHEAD:
                whole = rows + _verses(pieces[number + 1 : number + 2])
                need = max(whole, rows + 2)
            while at + need > (foot := next((e for e in feet if e > at), total)) < total:
                empty += foot - at
                at = foot
            if piece.kind == PieceKind.STANZA and (at == 0 or at in feet):
                rows = min(piece.options)[0]
            # What the last column does not hold whole goes on elsewhere, unless it heads a column.
            if at + (whole if at and at not in feet else rows) > total:
                return Poured(geometry, tuple(free), tuple(made), Cut(number, 0, rows), empty, 0)
            made.append(Stretch(number, rows, 0, rows, at))
            at += rows
            continue
        ahead = [e - at for e in feet[:-1] if e > at]
        rows = _keeping(piece, rows, ahead, pieces[number + 1 : number + 2])
        foot = next((e for e in feet if e > at), total)
        if (rows, rows) in piece.tied and at + rows == foot < total:
            # A question goes to where its answer begins.
            empty += foot - at
            at = foot
        fits = min(rows, total - at)
        if fits:
            made.append(Stretch(number, rows, 0, fits, at))
        at += fits
        if fits < rows:
            return Poured(geometry, tuple(free), tuple(made), Cut(number, fits, rows), empty, 0)
    return Poured(
        geometry, tuple(free), tuple(made), None, empty + max(total - at - SHORT_ROWS, 0), 0
    )
