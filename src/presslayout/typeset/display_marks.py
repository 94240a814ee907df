"""Marks of display lines kerned by their ink (RULES T9).

In a text a mark's blank half reads as a pause; at the size of a headline it is a hole.  What stands
beside a mark keeps the same air from its ink, whatever the face: never nearer than the half em in
which the mark itself stands, never farther than its cell.
"""

from __future__ import annotations

from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.typeset.manner import PLAIN

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face
    from presslayout.typeset.shape import Shaped

# Between a mark's ink and the cell beside it, in thousandths of an em: a character's own ink stands
# some 50 inside of its cell, so that white is 0.3 em, three times that of two characters: with 200 a
# colon stood as near what it opens as what it closes.
AIR = 250


def kerned(shaped: Shaped) -> Shaped:
    """The same text, the blank of its full-width marks no wider than their ink asks for.

    Vertical lines, papers that set marks as typed or in the middle of their cells keep theirs.
    """
    manner = shaped.font.manner
    if manner.marks == PLAIN or manner.centred or shaped.all_faces[0].vertical:
        return shaped
    cuts = {k: cut for k in range(len(shaped)) if any(cut := _cut(shaped, k))}
    if not cuts:
        return shaped
    before, after = shaped.before[:], shaped.after[:]
    lead, trail = shaped.lead[:], shaped.trail[:]
    for k, (left, right) in cuts.items():
        before[k] -= left
        lead[k] -= left
        after[k] -= right
        trail[k] -= right
    width = [0, *accumulate(map(add, before, after))]
    return replace(shaped, before=before, after=after, lead=lead, trail=trail, width=width)


def _cut(shaped: Shaped, k: int) -> tuple[int, int]:
    """What a mark's blank loses before and behind it; nothing where it has none."""
    if not (shaped.lead[k] or shaped.trail[k]) or shaped.ids[k] < 0 or k in shaped.parts:
        return 0, 0
    left, right = _face(shaped, k).ink(shaped.ids[k])
    if left == right:
        return 0, 0
    white_before = shaped.lead[k] + shaped.shifts[k] + left
    white_behind = shaped.after[k] - shaped.shifts[k] - right
    return (
        min(max(white_before - AIR, 0), shaped.lead[k]),
        min(max(white_behind - AIR, 0), shaped.trail[k]),
    )


def _face(shaped: Shaped, k: int) -> Face:
    numbers = shaped.face_numbers
    return shaped.all_faces[numbers[k] if numbers else 0]
