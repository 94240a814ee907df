"""Tables of a page: in which row and column a cell stands, and how many it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Text
from presslayout.issue.copy.foreign import MOST_ELEMENTS, UnreadableCopyError
from presslayout.issue.copy.web.lists import integer

if TYPE_CHECKING:
    from collections.abc import Iterator

CELLS = frozenset(("td", "th"))
# As HTML (4.9.11) bounds them.
_MOST_COLUMNS, _MOST_ROWS = 1_000, 65_534
Place = tuple[tuple[int, int], tuple[int, int]]


def cells(table: Any) -> dict[Any, Place]:
    """The cells of a table: where each stands (row, column, from 1) and what it covers of them.

    A cell that reaches below the last row ends there; 0 rows reach to the end (HTML, 4.9.12).
    """
    rows = [(row, [c for c in row if c.tag in CELLS]) for row in _rows(table)]
    found: dict[Any, Place] = {}
    # The last row that each column is taken to by a cell above.
    taken: dict[int, int] = {}
    spent = 0
    for number, (_, own) in enumerate(rows, 1):
        column = 1
        left = len(rows) - number + 1
        for cell in own:
            while taken.get(column, 0) >= number:
                column, spent = column + 1, spent + 1
            wide = min(max(integer(cell.get("colspan"), 1), 1), _MOST_COLUMNS)
            high = min(max(integer(cell.get("rowspan"), 1), 0), _MOST_ROWS) or left
            high = min(high, left)
            found[cell] = (number, column), (high, wide)
            spent += wide
            if spent > MOST_ELEMENTS * 5:
                raise UnreadableCopyError(
                    Text("表格的格大得没有道理", "cells of a table cover more than makes sense")
                )
            if high > 1:
                taken |= dict.fromkeys(range(column, column + wide), number + high - 1)
            column += wide
    return found


def is_layout(table: Any) -> bool:
    """Whether a table only places what is in it: one cell alone, or tables inside."""
    if next((t for t in table.iter("table") if t is not table), None) is not None:
        return True
    counted = 0
    for cell in table.iter("td", "th"):
        counted += cell.tag in CELLS
        if counted > 1:
            return False
    return True


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")
