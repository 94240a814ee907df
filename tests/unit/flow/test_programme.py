"""The search for the cheapest level fit, held to one that tries everything."""

from __future__ import annotations

import random
from itertools import accumulate, product

import pytest

from presslayout.flow import programme
from presslayout.flow.fit import (
    LOW_SUBHEAD_COST,
    POCKET_COST,
    SHORT_COST,
    SHORT_ROWS,
    STUB_COST,
    Geometry,
    Obstacle,
    Piece,
    PieceKind,
    columnar,
    ends,
)


def price(pieces: list[Piece], feet: list[int]) -> int | None:
    """What the cheapest choice of rows costs, of all there are; None where none obeys the rules."""
    total, last = feet[-1], feet[-1] - (feet[-2] if len(feet) > 1 else 0)
    heads = [0, *feet]
    found = []
    for chosen in product(*(piece.options for piece in pieces)):
        starts = [*accumulate((rows for rows, _ in chosen), initial=0)]
        left = total - starts[-1]
        if not 0 <= left <= min(SHORT_ROWS, last - 2):
            continue
        cost = sum(cost for _, cost in chosen) + SHORT_COST * left
        for number, (piece, at, (rows, _)) in enumerate(zip(pieces, starts, chosen, strict=False)):
            if piece.kind == PieceKind.SUBHEAD:
                if any(at + k in feet for k in range(number == 0, rows + 2)):
                    break
                above = at - max(head for head in heads if head <= at)
                below = min(foot for foot in feet if foot > at) - at - rows
                cost += STUB_COST * (0 < above <= 3) + LOW_SUBHEAD_COST * (below < 6)
            elif rows > 1 and {at + 1, at + rows - 1, *parted(piece, at, rows)} & {*feet}:
                break
        else:
            found.append(cost)
    return min(found, default=None)


def parted(piece: Piece, at: int, rows: int) -> list[int]:
    """Where a foot would part what is tied in a piece that begins there."""
    return [at + row for whole, row in piece.tied if whole == rows]


def expected(
    pieces: list[Piece], geometries: list[Geometry], columns: int, rows: int, most: int
) -> tuple[int, Geometry] | None:
    """The geometry that wins and what it costs, all looked at one after the other."""
    found: tuple[int, Geometry] | None = None
    tried = 0
    for geometry in sorted(geometries, key=lambda one: one.cost):
        if found is not None and (geometry.cost >= found[0] or tried >= most):
            break
        free = columnar(geometry, columns, rows)
        if free is None or not programme.feasible(pieces, free):
            continue
        tried += 1
        cost = price(pieces, ends(free))
        if cost is None:
            continue
        stubs = len(free) - (max(pocket.column for pocket in free) + 1)
        cost += geometry.cost + POCKET_COST * stubs
        if found is None or cost < found[0]:
            found = cost, geometry
    return found


def body(rnd: random.Random) -> list[Piece]:
    made = []
    for _ in range(rnd.randint(1, 6)):
        rows = rnd.randint(1, 9)
        if rnd.random() < 0.2:
            made.append(Piece(PieceKind.SUBHEAD, ((2, 0), (3, 40))[: rnd.randint(1, 2)]))
            continue
        options = [(rows, 0)]
        options += [(rows + by, rnd.choice((45, 60))) for by in (-1, 1) if rnd.random() < 0.5]
        options = [option for option in options if option[0] > 0]
        tied = tuple((n, rnd.randint(1, n)) for n, _ in options if rnd.random() < 0.1)
        made.append(Piece(PieceKind.TEXT, tuple(options), tied))
    return made


def offered(rnd: random.Random, columns: int, rows: int) -> list[Geometry]:
    made = []
    for _ in range(rnd.choice((1, 4, 25))):
        blocks = []
        for number in range(rnd.randint(0, 3)):
            column, top = rnd.randrange(columns), rnd.choice((0, rnd.randrange(rows)))
            bottom = min(rows, top + rnd.randint(1, rows))
            blocks.append(
                Obstacle(str(number), column, rnd.randint(1, columns - column), top, bottom)
            )
        made.append(Geometry(tuple(blocks), rnd.choice((0, 12, 24, 30, 50, 90))))
    return made


@pytest.mark.parametrize("most", [200, 3])
def test_the_best_fit_is_the_one_that_trying_everything_in_turn_finds(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(programme, "SETTINGS", most)
    rnd = random.Random(most)
    level = 0
    for _ in range(400):
        columns, rows = rnd.randint(1, 4), rnd.randint(6, 14)
        pieces, geometries = body(rnd), offered(rnd, columns, rows)
        found = programme.best(pieces, geometries, columns, rows)
        wanted = expected(pieces, geometries, columns, rows, most)
        assert (found is None) == (wanted is None)
        if found is not None and wanted is not None:
            level += 1
            assert found.cost == wanted[0]
            assert found.geometry is wanted[1]
    assert level > 30


def test_what_is_known_of_pieces_does_not_change_what_is_found() -> None:
    rnd = random.Random(7)
    for _ in range(60):
        columns, rows = rnd.randint(1, 4), rnd.randint(6, 14)
        pieces, geometries = body(rnd), offered(rnd, columns, rows)
        holes = rnd.choice((0, 2, 5))
        programme.programme.cache_clear()
        first = programme.best(pieces, geometries, columns, rows, holes=holes)
        again = programme.best(pieces, geometries, columns, rows, holes=holes)
        assert first == again
