"""The part of a page's story area that is laid out anew: rectangles of rows and base columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.spec.template import Range, Template


@dataclass(frozen=True, slots=True)
class Region:
    """A rectangle of the type area: its first row and column, from 1, and how many of each."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def cells(self) -> int:
        """Rows of text that it holds."""
        return self.rows * self.columns


def regions(template: Template, kept: Iterable[str]) -> tuple[Region, ...]:
    """What the free story slots leave, the blank rows between them included, from the top down.

    Neighbours become one rectangle wherever nothing that stays stands inside it.
    """
    names = frozenset(kept)
    stays = [s for s in template.slots if s.content != "story" or s.name in names]
    fixed = [_box(place) for s in stays for place in s.ranges]
    free = [
        box
        for s in template.slots
        if s.content == "story" and s.name not in names and not s.within
        for place in s.ranges
        for box in _without(_box(place), [_box(cut) for other in stays for cut in other.ranges])
    ]
    while (whole := _joined(free, fixed)) is not None:
        free = [*(box for box in free if not _meet(whole, box)), whole]
    return tuple(
        Region(top, left, bottom - top + 1, right - left + 1)
        for top, bottom, left, right in sorted(free)
    )


_Box = tuple[int, int, int, int]


def _joined(free: list[_Box], fixed: list[_Box]) -> _Box | None:
    """The rectangle round the first two that nothing fixed parts."""
    for one, other in combinations(free, 2):
        whole = _around(one, other)
        if not any(_meet(whole, box) for box in fixed):
            return whole
    return None


def _box(place: Range) -> _Box:
    return (*place.rows, *place.columns)


def _without(whole: _Box, taken: list[_Box]) -> list[_Box]:
    """What is left of a rectangle beside others: full-width above and below, the rest between."""
    for box in taken:
        if _meet(whole, box):
            top, bottom, left, right = whole
            first, last = max(top, box[0]), min(bottom, box[1])
            rest = [
                (top, first - 1, left, right),
                (last + 1, bottom, left, right),
                (first, last, left, box[2] - 1),
                (first, last, box[3] + 1, right),
            ]
            return [
                one
                for part in rest
                if part[0] <= part[1] and part[2] <= part[3]
                for one in _without(part, taken)
            ]
    return [whole]


def _around(one: _Box, other: _Box) -> _Box:
    return (
        min(one[0], other[0]),
        max(one[1], other[1]),
        min(one[2], other[2]),
        max(one[3], other[3]),
    )


def _meet(one: _Box, other: _Box) -> bool:
    return one[0] <= other[1] and other[0] <= one[1] and one[2] <= other[3] and other[2] <= one[3]
