"""What lies across a spread's fold: no character of display type stands on it, nor a photo's focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.page import Glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Item


# So far, in per mille of its width, a photo's focus keeps from the fold; what of the photo may be cut
# off for that, the least first.
CLEAR, CUTS = 50, (0, 40, 80, 120, 160)
Crop = tuple[int, int, int, int]


def clear(
    blocks: Iterable[Block], fold: tuple[Length, Length] | None, room: tuple[Length, Length]
) -> list[Block]:
    """The blocks, every line that has a character on the fold moved as little as frees it.

    It stays in its `room`, from an x on and so wide, wherever either way of the two keeps it there.
    """
    if fold is None:
        return list(blocks)
    middle = (fold[0] + fold[1]) // 2
    return [replace(block, items=_cleared(block.items, middle, room)) for block in blocks]


def crop_off(
    crop: Crop,
    size: tuple[int, int],
    focus: tuple[int, int],
    place: tuple[Box, tuple[Length, Length]],
    reach: int = 0,
) -> Crop:
    """The crop of a picture of a size across a fold, moved and narrowed as little as frees its focus.

    `place` is its box and the fold; so many pixels on either side of the focus keep clear, too.  The crop as it is where it lies on one page, where its focus
    does already, or where all that may be cut off does not free it.
    """
    box, fold = place
    if not box.x < fold[0] < box.right:
        return crop
    at = size[0] * focus[0] // 1000
    for cut in CUTS:
        wide = (crop[2] - crop[0]) * (1000 - cut) // 1000
        high = (crop[3] - crop[1]) * (1000 - cut) // 1000
        if min(wide, high) < 1:
            break
        near = max(box.width * CLEAR // 1000, reach * box.width // wide)
        left, right = fold[0] - near - box.x, fold[1] + near - box.x
        usual = min(max((crop[0] + crop[2] - wide) // 2, 0), size[0] - wide)
        # From where on the crop begins so that the focus stands on the left page, or the right.
        spots = [usual, -(-(at * box.width - left * wide) // box.width)]
        spots.append((at * box.width - right * wide) // box.width)
        free = [x for x in spots if 0 <= x <= size[0] - wide and x <= at < x + wide
                and not left < (at - x) * box.width // wide < right]  # fmt: skip
        if free:
            x = min(free, key=lambda one: abs(one - usual))
            down = size[1] * focus[1] // 1000
            y = min(max(down - high // 2, crop[1]), crop[3] - high)
            return (x, y, x + wide, y + high) if (x, cut) != (crop[0], 0) else crop
    return crop


def _cleared(
    items: Sequence[Item], middle: Length, room: tuple[Length, Length]
) -> tuple[Item, ...]:
    made: list[Item] = list(items)
    lines: dict[Length, list[int]] = {}
    for number, item in enumerate(items):
        if isinstance(item, Glyphs) and len(item.y) == 1 and not item.turn:
            lines.setdefault(item.y[0], []).append(number)
    for numbers in lines.values():
        runs = [item for n in numbers if isinstance(item := items[n], Glyphs)]
        left = min(run.x[0] for run in runs) - room[0]
        right = room[0] + room[1] - max(run.x[-1] + _wide(run) for run in runs)
        shift = min(
            (s for run in runs for s in _shifts(run, middle)),
            key=lambda s: (max(-s - left, s - right, 0), abs(s)),
            default=0,
        )
        for number in numbers:
            run = made[number]
            assert isinstance(run, Glyphs)
            made[number] = replace(run, x=tuple(x + shift for x in run.x))
    return tuple(made)


def _shifts(run: Glyphs, middle: Length) -> list[Length]:
    """How far to the left or the right the character on the fold must go, if there is one."""
    for x in run.x:
        if x < middle < x + _wide(run):
            return [middle - x, middle - x - _wide(run)]
    return []


def _wide(run: Glyphs) -> Length:
    """How wide one of its characters is."""
    return run.size * run.condense // 1000
