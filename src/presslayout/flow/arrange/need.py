"""What a story wants of a page: how many rows it fills over so many base columns.

Nothing is set for it beyond the paragraphs: the measure of a base column is the same everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.flow.arrange.dress import shown, slot
from presslayout.flow.fit import POCKET_ROWS, SHORT_ROWS, bounds
from presslayout.flow.job import head_plans, job, pieces
from presslayout.flow.telling import Telling
from presslayout.flow.wide_tables import as_text
from presslayout.issue.template import PLAIN, Dress, Range

if TYPE_CHECKING:
    from presslayout.flow.arrange.dress import Billed
    from presslayout.flow.bench import Desk
    from presslayout.flow.inserts import Insert

# A photo is cropped no further than this while ways are counted, in per mille.
CROP = 280


@frozen
class Need:
    """Rows that a story takes over so many base columns: least, as it is best, most.

    `head` is what its headline, or the photo on which that stands, takes of them, `form` how it is dressed.
    """

    story: int
    columns: int
    least: int
    nominal: int
    most: int
    head: int = 0
    form: Dress = PLAIN


def needs(billed: Billed, desk: Desk, room: tuple[int, int]) -> list[Need]:
    """What a story wants over one, two … columns, never nothing.

    `room` is the region's rows and columns.  What fits over none is taken over all of them, where
    setting it tells what is wrong; a table that none holds is no reason to take it so.
    """
    rows, columns = room
    found: list[Need] = []
    for parted in (False, True):
        counts = range(1, columns + 1) if not found else ()
        made = [need(billed, desk, (rows, n), billed.plain, parted=parted) for n in counts]
        found += [one for one in made if one is not None]
    if not found:
        forced = need(billed, desk, room, billed.plain, pressed=True)
        assert forced is not None
        found.append(forced)
    return found


def need(
    billed: Billed,
    desk: Desk,
    room: tuple[int, int],
    form: Dress = PLAIN,
    *,
    pressed: bool = False,
    parted: bool = False,
) -> Need | None:
    """What a story wants over so many columns where so many rows are.

    None where its heads or photos do not fit, unless it is `pressed` in, and where its columns do not
    hold its tables, unless these may be `parted`.
    """
    rows, count = room
    where = slot("?", billed, (Range((1, rows), (1, count)),), desk, form)
    work = job(where, Telling(shown(billed.tale, head_over=form.head_over)), desk)
    at_end = form.head_over
    plans = head_plans(work, at_end=at_end)
    if not pressed and (plans[0].forced or (not parted and any(as_text(work)))):
        return None
    wanted = pieces(work, at_end=at_end, giving=True)
    fewest, longest = bounds(wanted)
    nominal = sum(piece.options[0][0] for piece in wanted)
    heads = [plan.rows for plan in plans]
    # A photo under a headline holds it.
    high = [0 if form.head_over else rows * work.head_columns for rows in heads]
    free = work.area.rows - (0 if form.head_over else heads[0])
    held = [_held(insert, free) for insert in work.inserts]
    if any(one is None for one in held) and not pressed:
        return None
    photos = [one for one in held if one is not None]
    texts, lost = len(work.area.columns), rows - work.area.rows
    least = -(-(fewest + min(high) + sum(p[0] for p in photos)) // texts) + lost
    most = (longest + SHORT_ROWS + max(high) + sum(p[2] for p in photos)) // texts + lost
    best = -(-(nominal + high[0] + sum(p[1] for p in photos)) // texts) + lost
    top = photos[0][0] // count if form.head_over and photos else heads[0]
    least = max(least, top + (POCKET_ROWS if wanted else 0))
    most = max(most, least)
    nominal = min(max(best, least), most)
    return Need(billed.rank, count, least, nominal, most, top, form)


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
