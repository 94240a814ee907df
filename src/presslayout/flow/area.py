"""A rectangle of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.flow.fit import Obstacle as Hole


@frozen
class Area:
    """Where a slot's content may stand.

    `box` is the slot on the page; `frame` the line round it, or None. Text columns begin at
    `columns`, each `measure` wide; `rows` body rows of `pitch` begin at `top`; a Han square is `em`
    high. `rows` counts from 0 here.  `closed` are rows of its columns that are not its own; `fold`
    says from where to where the page is folded.
    """

    box: Box
    frame: Box | None
    x: Length
    width: Length
    top: Length
    rows: int
    pitch: Length
    em: Length
    columns: tuple[Length, ...]
    measure: Length
    closed: tuple[Hole, ...] = ()
    fold: tuple[Length, Length] | None = None

    @property
    def head(self) -> tuple[int, int]:
        """The first column that is open at the top, and how many are from there on."""
        if not self.closed:
            return 0, max(len(self.columns), 1)
        shut = {hole.column for hole in self.closed if hole.top == 0}
        count = len(self.columns)
        first = next((n for n in range(count) if n not in shut), 0)
        last = next((n for n in range(first, count) if n in shut), count)
        return first, max(last - first, 1)

    def crosses(self, column: int, count: int) -> bool:
        """Whether so many columns from one on lie on both sides of a fold."""
        left, width = self.span(column, count)
        return self.fold is not None and left < self.fold[0] < left + width

    def reach(self, column: int, count: int) -> tuple[int, int]:
        """From which row to which so many columns are the slot's own; what it cuts out not seen."""
        first, last = 0, self.rows
        for hole in self.closed:
            if column <= hole.column < column + count:
                first = max(first, hole.bottom if hole.top == 0 else 0)
                last = min(last, hole.top if hole.bottom == self.rows else self.rows)
        return first, last

    @property
    def shut(self) -> int:
        """How many of its rows hold no text of its own."""
        return sum(hole.bottom - hole.top for hole in self.closed)

    def row_top(self, row: int) -> Length:
        """The y at which a row's Han square begins."""
        return self.top + row * self.pitch

    def row_foot(self, row: int) -> Length:
        """The y at which a row's Han square ends."""
        return self.row_top(row) + self.em

    def span(self, column: int, count: int) -> tuple[Length, Length]:
        """The left edge and the width of `count` neighbouring columns."""
        left = self.columns[column]
        return left, self.columns[column + count - 1] + self.measure - left


class AskedRows:
    """The fewest and the most rows of text that ways are to leave, as was asked at `first`.

    Whoever goes through the ways may ask for less as they come: what is still to come then leaves no
    fewer than `fewest` and no more than `most`.
    """

    __slots__ = ("fewest", "first", "most")

    def __init__(self, fewest: int, most: int) -> None:
        self.first = fewest, most
        self.fewest, self.most = fewest, most
