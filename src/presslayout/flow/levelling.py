"""A story set level to the last row of its slot, or as near to that as it goes.

Where the text of a story may stand is sought among the layouts of its slot (`job`), the cheapest
that has every column level; the ways out that a reader notices more are tried later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.edition.steps import Step
from presslayout.flow import bylines, pour
from presslayout.flow.area import AskedRows
from presslayout.flow.fit import SHORT_ROWS, Geometry, bounds
from presslayout.flow.job import BOUNDLESS, SPAN_COST, WAYS, layouts, narrowing, pieces
from presslayout.flow.pour import HOLES, Poured, lost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.flow.fit import Piece
    from presslayout.flow.work import Job, Layout

BYLINE_MOVED_COST = 40
# By how many rows a layout may miss that a story is poured into, tried in turn.
AWAY = (4, 16, 48, BOUNDLESS)
# Layouts up to these costs are looked at first, one after the other: 95 of the 200 stories of the
# bench's hundred pages find their best one up to the first, and of a broadsheet's trial pages, whose
# leads have two photos, nearly all find theirs up to the last.
NEAR_NOMINAL = (60, 120, 240)


def settle(work: Job) -> tuple[Job, Poured, Layout]:
    """Level if it can be, else as near as it goes; without its inserts where none has room."""
    found = level(work)
    if found is not None:
        return work, *found
    nearest = []
    for at_end in byline_ends(work):
        one = _nearest(work, at_end=at_end)
        # A byline is moved to the end of a story that ends: elsewhere it would not be printed.
        moved = at_end and work.slot.byline_at != "end"
        if one is not None and not (moved and one[1].left is not None):
            nearest.append(one)
    if not nearest:
        fewer = _shaped(work)
        if fewer is not None:
            return settle(fewer)
        work = without_inserts(work)
        forced = _nearest(work, at_end=byline_ends(work)[0], least=-BOUNDLESS)
        assert forced is not None
        nearest = [forced]
    _, poured, layout = min(nearest, key=lambda one: one[0])
    return work, poured, layout


def level(work: Job, *, allowed: Sequence[int] = HOLES) -> tuple[Poured, Layout] | None:
    """The story set level, the byline moved to the end and photos resized only where that is needed.

    Where nothing is exact, with a few rows empty at column feet, as far as `allowed`.
    """
    sought: list[_Sought] = []
    for at_end in byline_ends(work):
        found = _cheap(work, at_end=at_end)
        if found is not None:
            return found
        tried = _search(work, at_end=at_end)
        if tried.found is not None:
            return tried.found
        sought.append(tried)
    for number, tried in enumerate(sought):
        wider = list(layouts(work, _room(tried.wanted), at_end=tried.at_end, resized=True))
        found = _best(work, tried.wanted, wider)
        if found is not None:
            return found
        sought[number] = replace(tried, layouts=(*tried.layouts, *wider))
    if not allowed[1:]:
        return None
    holed = [
        (found[0].cost + (BYLINE_MOVED_COST if number else 0), number, found)
        for number, tried in enumerate(sought)
        if (found := _best(work, tried.wanted, tried.layouts, allowed[1:])) is not None
    ]
    # A byline at the end is dearer than one below the head.
    return min(holed, key=lambda one: one[:2])[2] if holed else None


def _nearest(
    work: Job, *, at_end: bool, least: int = 0
) -> tuple[tuple[int, int], Poured, Layout] | None:
    """The layout that loses the fewest lines, then leaves the fewest empty; None without any."""
    wanted = pieces(work, at_end=at_end)
    fewest, most = bounds(wanted)
    rooms = [(max(fewest - away, least), most + away) for away in AWAY]
    # Heads are cut where rows may be lacking: nobody asks for that while less will do.
    whole = sum(room[0] >= 0 for room in rooms)
    together = [rooms[:whole], rooms[whole:]] if narrowing(work) else [[room] for room in rooms]
    for several in together:
        layout = _closest(work, several, fewest, at_end=at_end) if several else None
        if layout is not None:
            break
    else:
        return None
    poured = pour.poured(wanted, layout.geometry, len(work.area.columns), work.area.rows)
    return (lost(wanted, poured), poured.empty), poured, layout


def _closest(
    work: Job, rooms: Sequence[tuple[int, int]], fewest: int, *, at_end: bool
) -> Layout | None:
    """The layout that leaves what is in the first of these rooms, and there lacks least; or None.

    Rooms are the fewest and the most rows, each within the next.  What is found narrows what is
    asked for: layouts that miss by more are not even made.
    """
    columns, high = len(work.area.columns), work.area.rows
    asked = AskedRows(*rooms[-1])
    capacity = asked if narrowing(work) else rooms[-1]
    best, layout = None, None
    for narrow, resized in WAYS:
        for one in layouts(work, capacity, at_end=at_end, narrow=narrow, resized=resized):
            cells = one.geometry.free(columns, high)
            inside = sum(room[0] <= cells <= room[1] for room in rooms)
            if inside > 1:
                # Whatever was found farther off is no longer in question.
                rooms, best = rooms[: 1 - inside], None
            if not inside:
                continue
            found = pour.lack(one.geometry, fewest, columns, high, best)
            if found is not None:
                best, layout = found, one
                asked.fewest = max(rooms[-1][0], fewest - best[0] // pour.LINE_LOST)
                asked.most = min(rooms[-1][1], fewest + best[0])
    return layout


def byline_ends(work: Job) -> list[bool]:
    """Where the byline may stand: at its place, then at the end where the template allows it."""
    allowed, byline = work.desk.template.fit_order, work.telling.heads.get("byline")
    if work.slot.byline_at == "end":
        return [bylines.may_close(work)]
    # Beside others its byline's line is theirs: taken away it would leave a hole in the row.
    alone = work.slot.shelf is None
    if Step.BYLINE_END in allowed and byline and alone and bylines.may_close(work):
        return [False, True]
    return [False]


def _shaped(work: Job) -> Job | None:
    """The job without what no height suits: the others need not go with it.  None without such."""
    amiss = tuple(one for one in work.inserts if not one.heights)
    if not amiss:
        return None
    kept = tuple(one for one in work.inserts if one.heights)
    return replace(work, inserts=kept, left_out=(*work.left_out, *amiss))


def without_inserts(work: Job) -> Job:
    """The job without what may be left out; without anything where what is locked has no room.

    What no height suits goes first, and alone where the others then have room.
    """
    fewer = _shaped(work)
    if fewer is not None:
        return fewer if _has_room(fewer) else without_inserts(fewer)
    locked = tuple(one for one in work.inserts if one.locked)
    loose = tuple(one for one in work.inserts if not one.locked)
    fewer = replace(work, inserts=locked, left_out=(*work.left_out, *loose))
    if _has_room(fewer):
        return fewer
    return replace(work, inserts=(), left_out=(*work.left_out, *work.inserts))


def _has_room(work: Job) -> bool:
    return any(True for _ in layouts(work, (-BOUNDLESS, BOUNDLESS)))


@frozen
class _Sought:
    """What a search found, and what it went through: pieces and layouts."""

    found: tuple[Poured, Layout] | None
    wanted: Sequence[Piece]
    layouts: Sequence[Layout]
    at_end: bool


def _cheap(work: Job, *, at_end: bool) -> tuple[Poured, Layout] | None:
    """The best layout, if there is one so near the nominal page that no other can beat it."""
    for budget in NEAR_NOMINAL:
        found = _search(work, at_end=at_end, budget=budget).found
        if found is not None and found[0].cost <= budget:
            return found
    return None


def _search(work: Job, *, at_end: bool, budget: int = BOUNDLESS) -> _Sought:
    """The best layout whose geometry costs no more than `budget`, every column level.

    Heads over fewer columns widen the search: they are tried only where nothing as cheap was found
    without them.
    """

    def offered(wanted: Sequence[Piece], *, narrow: bool = False) -> list[Layout]:
        return list(layouts(work, _room(wanted), at_end=at_end, budget=budget, narrow=narrow))

    wanted = pieces(work, at_end=at_end)
    listed = offered(wanted)
    found = _best(work, wanted, listed)
    if found is None or found[0].cost > SPAN_COST:
        wider = offered(wanted, narrow=True)
        other = _best(work, wanted, wider)
        listed = [*listed, *wider]
        if other is not None and (found is None or other[0].cost < found[0].cost):
            found = other
    return _Sought(found, wanted, listed, at_end)


def _room(wanted: Sequence[Piece]) -> tuple[int, int]:
    """The fewest and the most rows that pieces can fill, holes at column feet among them."""
    fewest, most = bounds(wanted)
    return fewest, most + SHORT_ROWS + HOLES[-1]


def _best(
    work: Job, wanted: Sequence[Piece], listed: Sequence[Layout], holes: Sequence[int] = (0,)
) -> tuple[Poured, Layout] | None:
    """The cheapest of these layouts in which the story ends level."""
    columns, rows = len(work.area.columns), work.area.rows
    tried = [o.geometry for o in listed]
    poured = pour.level(wanted, tried, columns, rows, allowed=holes)
    return None if poured is None else (poured, as_poured(poured, tried, listed))


def as_poured(poured: Poured, tried: Sequence[Geometry], listed: Sequence[Layout]) -> Layout:
    """The layout whose geometry, among those tried, was poured: that very one, for two may be equal."""
    for geometry, layout in zip(tried, listed, strict=True):
        if geometry is poured.geometry:
            return layout
    raise LookupError("poured into a geometry that was not among those tried")
