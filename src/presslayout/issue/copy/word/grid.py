"""Where the cells of a Word table stand, and how many rows and columns each covers (17.4).

Rows and cells that a tracked change takes out are none; a cell that goes on with the one above it,
or before it, has no place of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.values import frozen
from presslayout.issue.copy.word.names import child, get, number, tag, val

if TYPE_CHECKING:
    from collections.abc import Iterator

# Word itself knows no table that is wider.
MOST_COLUMNS = 1_000
_AROUND = frozenset(("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag"))


@frozen
class GridCell:
    """A cell's row and column (from 1), and the rows and columns that it covers.

    `place` is (0, 0) of one that goes on with another; `gone` says that a tracked change took it out.
    """

    place: tuple[int, int] = (0, 0)
    covers: tuple[int, int] = (1, 1)
    gone: bool = False


@frozen
class WordGrid:
    """The cells of a table, each by its element, and the rows that are taken out."""

    cells: dict[Any, GridCell]
    gone: frozenset[Any]


def grid(table: Any) -> WordGrid:
    """The cells of a table, those of tables inside it not among them."""
    gone: set[Any] = set()
    places: dict[Any, tuple[int, int]] = {}
    covers: dict[Any, tuple[int, int]] = {}
    lost: set[Any] = set()
    # The cell that goes on below, by its first column.
    open_: dict[int, tuple[Any, int]] = {}
    at = 0
    for row in _inside(table, "w:tr"):
        properties = child(row, "w:trPr")
        if child(properties, "w:del") is not None:
            gone.add(row)
            lost |= set(_inside(row, "w:tc"))
            continue
        at += 1
        column = 1 + _count(val(properties, "w:gridBefore"), 0)
        # The cell before, and whether it is one of this row's own.
        before: Any = None
        owned = False
        going: dict[int, tuple[Any, int]] = {}
        for cell in _inside(row, "w:tc"):
            own = child(cell, "w:tcPr")
            if child(own, "w:cellDel") is not None:
                lost.add(cell)
                continue
            wide = _count(val(own, "w:gridSpan"), 1)
            if _goes_on(own, "w:hMerge") and before is not None:
                rows, columns = covers[before]
                covers[before] = (rows, columns + wide * owned)
            elif _goes_down(own) and column in open_ and open_[column][1] == wide:
                before, owned = open_[column][0], False
                covers[before] = (at - places[before][0] + 1, covers[before][1])
                going[column] = before, wide
            else:
                places[cell], covers[cell] = (at, column), (1, wide)
                before, owned = cell, True
                if _merges(own):
                    going[column] = cell, wide
            column += wide
        open_ = going
    made = {
        cell: GridCell(gone=cell in lost)
        for row in _inside(table, "w:tr")
        for cell in _inside(row, "w:tc")
    }
    made |= {cell: GridCell(place, covers[cell]) for cell, place in places.items()}
    return WordGrid(made, frozenset(gone))


def _inside(parent: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those in a frame of contents."""
    waiting = list(reversed(parent))
    while waiting:
        one = waiting.pop()
        if tag(one) == name:
            yield one
        elif tag(one) in _AROUND:
            waiting += reversed(one)


def _count(text: str | None, least: int) -> int:
    return min(max(number(text, least), least), MOST_COLUMNS)


def _goes_on(properties: Any, name: str) -> bool:
    said = val(properties, name)
    return said is not None and said != "restart"


def _goes_down(properties: Any) -> bool:
    merged = child(properties, "w:cellMerge")
    if merged is not None:
        return get(merged, "w:vMerge") == "cont"
    return _goes_on(properties, "w:vMerge")


def _merges(properties: Any) -> bool:
    merged = child(properties, "w:cellMerge")
    return merged is not None or child(properties, "w:vMerge") is not None
