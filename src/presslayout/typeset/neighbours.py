"""What neighbouring classes mean to each other, and marks in the cells that these leave (W1–W6).

One table for each manner, filled as it is asked: every pair and every mark is found out once.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.values import field, frozen
from presslayout.typeset import cells
from presslayout.typeset import classes as cl
from presslayout.typeset.kinsoku import break_cost
from presslayout.typeset.manner import KAIMING
from presslayout.typeset.memo import Memo
from presslayout.typeset.spacing import closes_after, closes_before, kept, mixed, opens

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face
    from presslayout.typeset.manner import Manner

# What stands beside the first and the last cluster.
EDGE = " "
# 开明 gives one em to 。 ？ ！ alone (RULES §5.1).
HALF_STOP = "．"


class Mark(NamedTuple):
    """A mark in its cell: glyph, glue before, body, glue after, its glyphs where not just one."""

    gid: int
    shift: int
    lead: int
    body: int
    trail: int
    parts: cells.Placed


@frozen
class Neighbours:
    """By two class letters: what a line end between costs, the gap, whether it may be opened."""

    manner: Manner
    costs: Memo[int]
    gaps: Memo[int]
    opens: Memo[bool]
    faces: dict[tuple[str, bool], Memo[Mark]] = field(default_factory=dict)

    def marks(self, face: Face) -> Memo[Mark]:
        """Marks of a face by the classes before, of and after it, then the mark itself."""
        turned = face.key, face.vertical
        made = self.faces.get(turned)
        if made is None:
            made = self.faces[turned] = Memo(lambda key: _mark(face, key, self.manner))
        return made


@lru_cache(maxsize=64)
def neighbours(manner: Manner) -> Neighbours:
    """The tables of one manner."""
    return Neighbours(
        manner,
        costs=Memo(lambda pair: break_cost(*pair, strict=manner.strict)),
        gaps=Memo(lambda pair: manner.gap if mixed(*pair) else 0),
        # Where a paper sets Han and Latin close, the place is like any other (RULES X3).
        opens=Memo(lambda pair: opens(*pair) or (mixed(*pair) and not manner.gap)),
    )


def _mark(face: Face, key: str, manner: Manner) -> Mark:
    before, kind, after, piece = key[0], key[1], key[2], key[3:]
    cell = cells.cell(face, piece, kind, centred=manner.centred)
    share = 1000 if kind == cl.POINT else kept(kind, manner)
    if piece == HALF_STOP and manner.marks == KAIMING:
        share = 0
    lead = max(share - closes_before(before, kind, manner), 0)
    trail = max(share - closes_after(kind, after, manner), 0)
    return Mark(
        cell.gid,
        cell.shift,
        cell.lead * lead // 1000,
        cell.body,
        cell.trail * trail // 1000,
        cell.parts,
    )
