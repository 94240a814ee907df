"""The part of a page's story area that is laid out anew: rectangles of rows and base columns."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.issue.kinds import Content

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.issue.template import Range, Template

# Blank rows between two stories one above the other.
GAP = 1


@frozen
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

    def holds(self, place: Range) -> bool:
        """Whether a rectangle lies inside it."""
        return (
            self.row <= place.rows[0]
            and place.rows[1] < self.row + self.rows
            and self.column <= place.columns[0]
            and place.columns[1] < self.column + self.columns
        )


def partings(
    template: Template, kept: Iterable[str], held: Iterable[Range] = ()
) -> list[tuple[Region, ...]]:
    """The ways to part what is free: along rows, and along columns where that gives others."""
    names, places = frozenset(kept), tuple(held)
    ways = [regions(template, names, places, upright=upright) for upright in (False, True)]
    return [way for way in dict.fromkeys(ways) if way]


def regions(
    template: Template,
    kept: Iterable[str],
    held: Iterable[Range] = (),
    *,
    upright: bool = False,
) -> tuple[Region, ...]:
    """What the free story slots leave, the blank rows between them included, from the top down.

    Neighbours become one rectangle wherever nothing that stays stands inside it.  Above and below
    what is `held` there a row stays blank.  `upright`: beside something that stays the free columns
    go through, and not the rows above and below it.
    """
    names = frozenset(kept)
    stays = [s for s in template.slots if s.content != Content.STORY or s.name in names]
    fixed = [_box(place) for s in stays for place in s.ranges]
    free = [
        box
        for s in template.slots
        if s.content == Content.STORY and s.name not in names and not s.within
        for place in s.ranges
        for box in _without(_box(place), fixed)
    ]
    while (whole := _joined(free, fixed)) is not None:
        free = [*(box for box in free if not _meet(whole, box)), whole]
    taken = [(p.rows[0] - GAP, p.rows[1] + GAP, *p.columns) for p in held]
    free = [part for box in free for part in _without(box, taken, upright=upright)]
    return tuple(
        Region(top, left, bottom - top + 1, right - left + 1)
        for top, bottom, left, right in sorted(_apart(box, free) for box in free)
        if top <= bottom
    )


_Box = tuple[int, int, int, int]


def _apart(one: _Box, free: list[_Box]) -> _Box:
    """A rectangle without its first row where it stands right below another."""
    top, bottom, left, right = one
    below = any(o[1] + 1 == top and o[2] <= right and left <= o[3] for o in free)
    return (top + GAP, bottom, left, right) if below else one


def _joined(free: list[_Box], fixed: list[_Box]) -> _Box | None:
    """The rectangle round the first two that nothing fixed parts, no other lying half in it."""
    for one, other in combinations(free, 2):
        whole = _around(one, other)
        if any(_meet(whole, box) for box in fixed):
            continue
        if all(_around(whole, box) == whole for box in free if _meet(whole, box)):
            return whole
    return None


def _box(place: Range) -> _Box:
    return (*place.rows, *place.columns)


def _without(whole: _Box, taken: list[_Box], *, upright: bool = False) -> list[_Box]:
    """What is left of a rectangle beside others: full-width above and below, the rest between.

    `upright`: full-height at the left and right, the rest between.
    """
    for box in taken:
        if _meet(whole, box):
            top, bottom, left, right = whole
            high = (top, bottom) if upright else (max(top, box[0]), min(bottom, box[1]))
            wide = (max(left, box[2]), min(right, box[3])) if upright else (left, right)
            rest = [
                (top, box[0] - 1, *wide),
                (box[1] + 1, bottom, *wide),
                (*high, left, box[2] - 1),
                (*high, box[3] + 1, right),
            ]
            return [
                one
                for part in rest
                if part[0] <= part[1] and part[2] <= part[3]
                for one in _without(part, taken, upright=upright)
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
