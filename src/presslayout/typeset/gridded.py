"""Every Han on the em grid of its line, where a paper wants it (its 字格).

What is not one cell wide is padded to whole cells; nothing gives and nothing is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.typeset import classes as cl
from presslayout.typeset.kinsoku import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.typeset import cells

# What does not fill one cell by its nature.
_OFF_GRID = regex("[^HKTFINDL]+")


def onto_grid(
    kinds: str,
    breaks: list[int],
    arrays: tuple[list[int], list[int], list[int], list[int], list[int]],
    parts: dict[int, cells.Placed],
    cell: int,
) -> None:
    """What is not one cell wide padded to whole cells, so that the Han behind stands on the grid.

    The blank goes behind the stretch, before the opening marks that end it; the glue of an opening
    mark belongs to its cell, at a line's start too.
    """
    before, after, lead, trail, shifts = arrays
    for k, glue in enumerate(lead):
        if glue:
            before[k], after[k] = before[k] - glue, after[k] + glue
            shifts[k], lead[k] = shifts[k] + glue, 0
            if k in parts:
                parts[k] = _along(parts[k], glue)
    for start, stop in _off_grid(kinds, breaks):
        width = sum(before[start : stop + 1]) + sum(after[start:stop])
        blank = -width % cell
        if not blank:
            continue
        last = stop
        while last > start and kinds[last - 1] == cl.OPEN:
            last -= 1
        if last > start:
            after[last - 1] += blank
            trail[last - 1] += blank
        else:
            after[start] += blank
            shifts[start] += blank
            if start in parts:
                parts[start] = _along(parts[start], blank)


def _off_grid(kinds: str, breaks: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches of what is not one cell wide; a mark that may begin a line begins one of its own."""
    for match in _OFF_GRID.finditer(kinds):
        start, stop = match.span()
        for k in range(start + 1, stop):
            if breaks[k] < FORBIDDEN and kinds[k] not in cl.WESTERN:
                yield start, k
                start = k
        yield start, stop


def _along(parts: cells.Placed, by: int) -> cells.Placed:
    return tuple(part._replace(x=part.x + by) for part in parts)
