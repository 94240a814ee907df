"""Tables whose rows do not hold the same columns: which figure belongs to which head is a guess."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    # Row and column from 1, the rows and columns that a cell takes, the line where it stands.
    Cell = tuple[tuple[int, int], tuple[int, int], int]


def uneven(cells: Iterable[Cell]) -> Iterator[int]:
    """The line of the first cell of every row that is not as wide as most of its table's rows.

    Cells stand in reading order, those without text among them; a table ends where the next one
    begins anew.
    """
    table: list[Cell] = []
    for cell in cells:
        if table and cell[0] <= table[-1][0]:
            yield from _rows(table)
            table = []
        table.append(cell)
    yield from _rows(table)


def _rows(table: list[Cell]) -> Iterator[int]:
    """Uneven rows of one table."""
    width: Counter[int] = Counter()
    begins: dict[int, int] = {}
    for (row, _), (rows, columns), line in table:
        begins.setdefault(row, line)
        for number in range(row, row + rows):
            width[number] += columns
    wide = Counter(width[row] for row in begins)
    if len(wide) > 1:
        # Of two widths as common the wider one: what is missing is more likely than what is too much.
        usual = max(wide, key=lambda columns: (wide[columns], columns))
        yield from (line for row, line in begins.items() if width[row] != usual)
