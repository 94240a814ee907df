"""Lines of display type across a spread's fold: no character stands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.page import Glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Item


def clear(blocks: Iterable[Block], fold: tuple[Length, Length] | None) -> list[Block]:
    """The blocks, every line that has a character on the fold moved as little as frees it."""
    if fold is None:
        return list(blocks)
    middle = (fold[0] + fold[1]) // 2
    return [replace(block, items=_cleared(block.items, middle)) for block in blocks]


def _cleared(items: Sequence[Item], middle: Length) -> tuple[Item, ...]:
    made: list[Item] = list(items)
    lines: dict[Length, list[int]] = {}
    for number, item in enumerate(items):
        if isinstance(item, Glyphs) and len(item.y) == 1 and not item.turn:
            lines.setdefault(item.y[0], []).append(number)
    for numbers in lines.values():
        shift = min((s for n in numbers for s in _shifts(items[n], middle)), key=abs, default=0)
        for number in numbers:
            run = made[number]
            assert isinstance(run, Glyphs)
            made[number] = replace(run, x=tuple(x + shift for x in run.x))
    return tuple(made)


def _shifts(item: Item, middle: Length) -> list[Length]:
    """How far to the left or the right the character on the fold must go, if there is one."""
    assert isinstance(item, Glyphs)
    wide = item.size * item.condense // 1000
    for x in item.x:
        if x < middle < x + wide:
            return [middle - x, middle - x - wide]
    return []
