"""Sizes of headlines where nobody names any: by rank, width and height of where a story stands.

A template's slots without 字号 have them, and the slots that a layout of our own choice makes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import mm, pt
from presslayout.base.values import frozen, replace
from presslayout.issue.kinds import Content
from presslayout.issue.looks import DECK_SHARE, KICKER_SHARE, names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.units import Length
    from presslayout.issue.reader import Row
    from presslayout.issue.template import Heads, Slot, TextStyle

# Smallest and largest size by rank, the lead first, over several columns and in one: a headline in one
# column does not shout.  Points on a tabloid's type area; larger ones give as much more.
SIZES = ((36, 72), (20, 28), (16, 24), (14, 20))
NARROW_SIZES = ((20, 30), (16, 22), (14, 18), (13, 17))
# Where a page has little room left by its copy.
SMALL_SIZES = ((28, 40), (16, 20), (14, 17), (13, 15))
SMALL_NARROW_SIZES = ((18, 22), (14, 17), (13, 15), (12, 14))
NARROW = 1
TABLOID, LARGEST = mm("244.5"), 1450
# A headline in one column has so many lines, another two where its slot is so many rows high.
NARROW_LINES, HIGH_ROWS = 3, 12
# A headline takes no more of its slot's height than this, in per mille.
OF_HEIGHT = 220
# The smallest is no more than this share of the largest, in per mille.
SMALLEST = 700


@frozen
class Measures:
    """What sizes are measured by: the type area's width, and the leading and size of its body."""

    width: Length
    leading: Length
    body: Length


def larger(width: Length) -> int:
    """By how much headlines of a type area so wide are larger than a tabloid's, in per mille."""
    return min(max(width * 1000 // TABLOID, 1000), LARGEST)


def bounds(rank: int, columns: int, width: Length, *, small: bool = False) -> tuple[Length, Length]:
    """The smallest and the largest size of a story's headline over so many base columns."""
    sizes, narrow = (SMALL_SIZES, SMALL_NARROW_SIZES) if small else (SIZES, NARROW_SIZES)
    table = narrow if columns <= NARROW else sizes
    share = 1000 if columns <= NARROW else larger(width)
    low, high = table[min(rank, len(table) - 1)]
    return pt(low) * share // 1000, pt(high) * share // 1000


def ranked(slots: Sequence[Slot]) -> dict[str, int]:
    """The rank of every slot for a story by its name: the largest leads, then the higher one."""
    own = [slot for slot in slots if slot.content == Content.STORY]
    order = sorted(own, key=lambda s: (-_cells(s), s.rows[0], s.columns[0]))
    return {slot.name: rank for rank, slot in enumerate(order)}


def fitted(slot: Slot, rank: int, row: Row | None, measures: Measures) -> Heads:
    """A slot's heads, the sizes and lines that its 标题 (`row`) does not name fitting the slot."""
    if names(row, "headline", "size") or slot.vertical:
        # A vertical story's headline stands in the height of a tier.
        return slot.heads
    columns = slot.columns[1] - slot.columns[0] + 1
    rows = slot.rows[1] - slot.rows[0] + 1
    low, high = bounds(rank, columns, measures.width)
    high = max(min(high, rows * measures.leading * OF_HEIGHT // 1000), measures.body)
    low = max(min(low, high * SMALLEST // 1000), measures.body)
    lines = NARROW_LINES if columns <= NARROW else 1 + (rows >= HIGH_ROWS)
    return resized(slot.heads, row, (low, high, lines), measures.body)


def resized(
    heads: Heads, row: Row | None, wanted: tuple[Length, Length, int], body: Length
) -> Heads:
    """Heads whose headline has a smallest size, a largest and so many lines where `row` names none."""
    low, high, lines = wanted
    own = heads.headline
    headline = replace(
        own,
        smallest=low,
        largest=high,
        max_lines=own.max_lines if names(row, "headline", "max_lines") else lines,
    )

    def beside(part: str, style: TextStyle, share: tuple[int, int]) -> TextStyle:
        if names(row, part, "size"):
            return style
        smallest = max(low * share[0] // 1000, body)
        return replace(style, smallest=smallest, largest=max(high * share[1] // 1000, smallest))

    return replace(
        heads,
        headline=headline,
        kicker=beside("kicker", heads.kicker, KICKER_SHARE),
        deck=beside("deck", heads.deck, DECK_SHARE),
    )


def _cells(slot: Slot) -> int:
    return sum((p.rows[1] - p.rows[0] + 1) * (p.columns[1] - p.columns[0] + 1) for p in slot.ranges)
