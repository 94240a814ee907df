"""What a story wants of a page: how many rows it fills over so many base columns.

Nothing is set for it beyond the paragraphs: the measure of a base column is the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presslayout.flow.fit import POCKET_ROWS, SHORT_ROWS, bounds
from presslayout.flow.job import head_plans, job, pieces
from presslayout.flow.telling import Telling
from presslayout.spec.template import Heads, Slot, TextStyle
from presslayout.units import pt

if TYPE_CHECKING:
    from presslayout.flow.desk import Desk
    from presslayout.flow.inserts import Insert
    from presslayout.spec.issue import Story

# Headline sizes and lines by rank and by the columns that the story crosses: the lead leads, and a
# headline in one column does not shout.  Sizes in points.
SIZES = ((32, 66), (22, 36), (18, 28), (16, 22))
NARROW_SIZES = ((20, 30), (16, 22), (14, 18), (13, 17))
NARROW = 1
# A photo is cropped no further than this while ways are counted, in per mille.
CROP = 200
# 引题 and 副题 as shares of the headline's size, in per mille.
KICKER, DECK = (333, 400), (320, 440)
CONTRAST = "特黑"


@dataclass(frozen=True, slots=True)
class Need:
    """Rows that a story takes over so many columns: least, as it is best, most."""

    story: int
    columns: int
    least: int
    nominal: int
    most: int


def needs(tale: Story, rank: int, desk: Desk, room: tuple[int, int]) -> list[Need]:
    """What a story wants over one, two … columns, never nothing.

    `room` is the region's rows and columns.  What fits over none is taken over all of them, where
    setting it tells what is wrong.
    """
    rows, columns = room
    found = []
    for count in range(1, columns + 1):
        made = _need(tale, rank, desk, (rows, count))
        if made is not None:
            found.append(made)
    if not found:
        made = _need(tale, rank, desk, room, pressed=True)
        assert made is not None
        found.append(made)
    return found


def slot(name: str, rank: int, rows: tuple[int, int], columns: tuple[int, int], desk: Desk) -> Slot:
    """A slot for a story of a rank, its headline as large as its rank and its width allow."""
    base = next(s for s in desk.template.slots if s.content == "story")
    return replace(
        base,
        name=name,
        rows=rows,
        columns=columns,
        split=None,
        frame=0,
        tint=None,
        heads=_heads(base.heads, rank, columns[1] - columns[0] + 1, desk),
        head_rows=(0, 0),
        head_columns=0,
        rule=0,
        vertical=False,
        head_side="",
    )


def _heads(heads: Heads, rank: int, columns: int, desk: Desk) -> Heads:
    table = NARROW_SIZES if columns <= NARROW else SIZES
    low, high = (pt(n) for n in table[min(rank, len(table) - 1)])
    lines = 3 if columns == 1 else 1 if columns >= 4 else 2  # noqa: PLR2004
    families = heads.headline.families
    if rank % 2 and CONTRAST in desk.faces.families:
        families = (CONTRAST, *families)
    em = desk.template.body.size

    def beside(style: TextStyle, share: tuple[int, int]) -> TextStyle:
        smallest = max(low * share[0] // 1000, em)
        return replace(
            style,
            smallest=smallest,
            largest=max(high * share[1] // 1000, smallest),
            max_lines=2 if columns <= 2 else 1,  # noqa: PLR2004
        )

    headline = replace(
        heads.headline, families=families, smallest=low, largest=high, max_lines=lines
    )
    return Heads(beside(heads.kicker, KICKER), headline, beside(heads.deck, DECK), heads.byline)


def _need(
    tale: Story, rank: int, desk: Desk, room: tuple[int, int], *, pressed: bool = False
) -> Need | None:
    rows, count = room
    work = job(slot("?", rank, (1, rows), (1, count), desk), Telling(tale), desk)
    head = head_plans(work, at_end=False)[0]
    if head.forced and not pressed:
        return None
    wanted = pieces(work, at_end=False, giving=True)
    fewest, longest = bounds(wanted)
    nominal = sum(piece.options[0][0] for piece in wanted)
    held = [_held(insert, rows - head.rows) for insert in work.inserts]
    if any(one is None for one in held) and not pressed:
        return None
    photos = [one for one in held if one is not None]
    taken = head.rows * count
    least = -(-(fewest + taken + sum(p[0] for p in photos)) // count)
    most = (longest + SHORT_ROWS + taken + sum(p[2] for p in photos)) // count
    best = -(-(nominal + taken + sum(p[1] for p in photos)) // count)
    least = max(least, head.rows + (POCKET_ROWS if wanted else 0))
    most = max(most, least)
    return Need(rank, count, least, min(max(best, least), most), most)


def _held(insert: Insert, rows: int) -> tuple[int, int, int] | None:
    """The cells that an insert takes at least, best and at most."""
    fits = [
        (cost, insert.span * (high + insert.caption_rows + 1))
        for high, cost, crop in insert.heights
        if (crop <= CROP or len(insert.heights) == 1) and high + insert.caption_rows <= rows
    ]
    if not fits:
        return None
    cells = [size for _, size in fits]
    return min(cells), min(fits)[1], max(cells)
