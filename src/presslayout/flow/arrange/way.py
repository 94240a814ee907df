"""A way to part a region: a tree of stories, side by side, one above the other, or one in another.

A way knows how few and how many rows it can take.  Where a story has a notch (L-shaped), another
part stands in it, at the foot of its right or left columns.
"""

from __future__ import annotations

from enum import StrEnum
from math import log
from typing import TYPE_CHECKING

from presslayout.base.values import Same, field, frozen, mutable, replace
from presslayout.flow.arrange.region import GAP
from presslayout.issue.template import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presslayout.flow.arrange.need import Need


class WayKind(StrEnum):
    """One story, parts one above the other, parts side by side, one bent round another."""

    LEAF = "leaf"
    STACK = "stack"
    ROW = "row"
    ELL = "ell"


# Costs of shape: a story far from this width by height, one taller than this in one column, two
# headlines side by side, the lead not at the left, photos that must give way.
SHAPE, IDEAL = 14, 1.2
TOWER, TOWER_COST = 40, 40
# Stories side by side whose heights differ by this many rows at most, what any difference costs and
# what each row of it does.
APART, APART_COST, APART_ROW = 9, 40, 12
BESIDE_COST, UNEVEN_COST = 10, 60
# A story bent round another one is harder to read; what remains of it above and beside must show.
ELL_COST, LEG_COST, ABOVE_ROWS, INNER_ROWS = 16, 10, 9, 9


@frozen
class Notch:
    """What a story leaves open at the foot of its columns: so many of them, so many rows."""

    side: str
    columns: int
    rows: int


@frozen
class Way:
    """A part of a region: a story, parts side by side or one above the other, or one in another.

    `holds` has the bit of each story in it, `bent` says whether one bends round another.
    """

    kind: WayKind
    columns: int
    least: int
    nominal: int
    most: int
    cost: float
    parts: tuple[Way, ...] = ()
    need: Need | None = None
    side: str = ""
    holds: int = 0
    bent: bool = False

    @property
    def stories(self) -> tuple[int, ...]:
        """The stories that it holds, in reading order."""
        return tuple(need.story for need in self.needs)

    @property
    def needs(self) -> tuple[Need, ...]:
        """What its stories want, in reading order."""
        if self.need is not None:
            return (self.need,)
        return tuple(need for part in self.parts for need in part.needs)


@frozen
class Spot:
    """Where a way puts a story: first row and column, how many rows, and what it leaves open.

    A box is `lifted` whose upper line is the hairline of a story beside it: it holds a row more.
    """

    need: Need
    row: int
    column: int
    rows: int
    notch: Notch | None = None
    lifted: bool = False

    @property
    def parts(self) -> tuple[Range, ...]:
        """Its rectangles, from the top down."""
        last, right = self.row + self.rows - 1, self.column + self.need.columns - 1
        notch = self.notch
        if notch is None:
            return (Range((self.row, last), (self.column, right)),)
        bend = last - notch.rows
        beside = (
            (self.column, right - notch.columns)
            if notch.side == "right"
            else (self.column + notch.columns, right)
        )
        return Range((self.row, bend), (self.column, right)), Range((bend + 1, last), beside)


def leaf(need: Need, pitch: float) -> Way:
    """A story in a rectangle; `pitch` is a row's height in widths of a column."""
    return Way(
        WayKind.LEAF,
        need.columns,
        need.least,
        need.nominal,
        need.most,
        _shape_cost(need, pitch),
        need=need,
        holds=1 << need.story,
    )


def _shape_cost(need: Need, pitch: float) -> float:
    ratio = need.columns / (need.nominal * pitch)
    cost = SHAPE * abs(log(ratio / IDEAL)) ** 2
    return cost + (TOWER_COST if need.columns == 1 and need.nominal > TOWER else 0)


def beside(one: Way, other: Way, price: float) -> float:
    """What two parts side by side cost before anything is said of their heights."""
    return one.cost + other.cost + price + BESIDE_COST


def row(parts: tuple[Way, Way], width: int, cost: float, dearest: float) -> Way | None:
    """Two parts side by side; None where their heights do not agree, or they cost more than `dearest`.

    `cost` is what they cost `beside` each other.
    """
    one, other = parts
    # Parts of a row that are not equally high are told from the lowest to the highest: none agrees
    # with less.
    low = max(other.least, one.least)
    high = min(other.most, one.most)
    if low - high > APART:
        return None
    flat = one.parts if one.kind is WayKind.ROW else (one,)
    flat = (*flat, *other.parts) if other.kind is WayKind.ROW else (*flat, other)
    return _row(flat, width, cost, dearest)


def _row(flat: tuple[Way, ...], width: int, cost: float, dearest: float) -> Way | None:
    """Parts side by side; `cost` is theirs and what standing side by side costs by itself."""
    least, most = max([p.least for p in flat]), min([p.most for p in flat])
    apart = least - most
    if apart > APART:
        return None
    mean = sum([p.nominal * p.columns for p in flat]) // width
    cost += UNEVEN_COST * (sum([abs(p.nominal - mean) * p.columns for p in flat]) / (mean * width))
    if apart > 0:
        cost += APART_COST + APART_ROW * apart
        least, most = most, least
    if cost > dearest:
        return None
    kept = min(max(mean, least), most)
    return Way(WayKind.ROW, width, least, kept, most, cost, flat, None, "", *_held(flat))


def _held(parts: tuple[Way, ...]) -> tuple[int, bool]:
    """The stories of some parts, and whether one of them bends."""
    holds, bent = 0, False
    for part in parts:
        holds, bent = holds | part.holds, bent or part.bent
    return holds, bent


def stack(parts: tuple[Way, ...], width: int, cost: float | None = None) -> Way:
    """Parts one above the other; they cost what all of them do, if nothing else is said."""
    flat = parts
    if any(part.kind is WayKind.STACK for part in parts):
        flat = tuple(
            [p for part in parts for p in (part.parts if part.kind is WayKind.STACK else (part,))]
        )
    gaps = GAP * (len(flat) - 1)
    return Way(
        WayKind.STACK,
        width,
        sum([p.least for p in flat]) + gaps,
        sum([p.nominal for p in flat]) + gaps,
        sum([p.most for p in flat]) + gaps,
        sum([p.cost for p in flat]) if cost is None else cost,
        flat,
        None,
        "",
        *_held(flat),
    )


def rows_above(need: Need) -> int:
    """The rows at the top of a story over all its columns before it bends round another.

    Some text is among them, or none: under a headline on its photo the other may begin at once.
    """
    return need.head + (0 if need.form.head_over else ABOVE_ROWS)


def ell(outer: Way, inner: Way, side: str) -> Way | None:
    """A story bent round another part at its foot; None where too little of either would show."""
    need = outer.need
    assert need is not None
    count, across = outer.columns, inner.columns
    above = rows_above(need)

    def high(cells: int, inside: int) -> int:
        return -(-(cells + across * (inside + GAP)) // count)

    nominal = high(count * need.nominal, inner.nominal)
    if inner.nominal < INNER_ROWS or nominal - GAP - inner.nominal < above:
        return None
    least = max(high(count * need.least, inner.least), above + GAP + inner.least)
    most = max(high(count * need.most, inner.most), least)
    cost = outer.cost + inner.cost + ELL_COST + (LEG_COST if count - across == 1 else 0)
    kept = min(max(nominal, least), most)
    holds = outer.holds | inner.holds
    return Way(
        WayKind.ELL, count, least, kept, most, cost, (outer, inner), None, side, holds, bent=True
    )


_Keys = tuple[int, list[tuple[int, Same]]]


@mutable
class Wardrobe:
    """Parts in other dress, each made once: ways share most of their parts."""

    known: dict[tuple[Same, ...], Way] = field(default_factory=dict)

    def dressed(self, way: Way, wanted: Mapping[int, Need]) -> Way:
        """The way, some of its stories wanting something else; costs stay as they are.

        Stories side by side, or one round another, stay as they are where that would part them.
        """
        return _again(way, self._parts(way, wanted, _kept(wanted)), wanted)

    def filling(self, way: Way, wanted: Mapping[int, Need], rows: int) -> Way | None:
        """The same where it can fill so many rows, else None."""
        parts = self._parts(way, wanted, _kept(wanted))
        if way.kind is WayKind.STACK:
            # Most are told by this: they are not even made.
            gaps = GAP * (len(parts) - 1)
            least, most = sum([p.least for p in parts]), sum([p.most for p in parts])
            if not least + gaps <= rows <= most + gaps:
                return None
        made = _again(way, parts, wanted)
        return made if made.least <= rows <= made.most else None

    def _parts(self, way: Way, wanted: Mapping[int, Need], keys: _Keys) -> tuple[Way, ...]:
        changed, _ = keys
        return tuple([self._of(p, wanted, keys) if p.holds & changed else p for p in way.parts])

    def _of(self, part: Way, wanted: Mapping[int, Need], keys: _Keys) -> Way:
        holds = part.holds
        key = (Same(part), *[same for bit, same in keys[1] if holds & bit])
        found = self.known.get(key)
        if found is None:
            made = _again(part, self._parts(part, wanted, keys), wanted)
            found = self.known[key] = made
        return found


def _kept(wanted: Mapping[int, Need]) -> _Keys:
    """The bits of all stories that want something, and what each wants as a key beside its own."""
    found = [(1 << story, Same(need)) for story, need in wanted.items()]
    return sum([bit for bit, _ in found]), found


def _again(way: Way, parts: tuple[Way, ...], wanted: Mapping[int, Need]) -> Way:
    """A part with other parts in it, or with a story that wants something else, at the same cost."""
    if way.need is not None:
        return _leaf(wanted[way.need.story], way)
    if way.kind is WayKind.STACK:
        return stack(parts, way.columns, way.cost)
    if way.kind is WayKind.ELL:
        made = ell(parts[0], parts[1], way.side)
    else:
        made = _row(parts, way.columns, 0, float("inf"))
    return way if made is None else replace(made, cost=way.cost)


def _leaf(need: Need, way: Way) -> Way:
    """A story in its place, wanting something else."""
    return Way(
        way.kind, way.columns, need.least, need.nominal, need.most, way.cost, (), need, "",
        way.holds,
    )  # fmt: skip


def spots(way: Way, at: tuple[int, int], rows: int, heights: Iterable[int]) -> Iterator[Spot]:
    """Where every story of a way stands whose first row and column are `at`.

    `heights` are those that the tree leaves open, from its root down (see `heights.heights`).
    """
    return _spots(way, at, rows, iter(heights))


def _spots(way: Way, at: tuple[int, int], rows: int, heights: Iterator[int]) -> Iterator[Spot]:
    top, column = at
    if way.need is not None:
        yield Spot(way.need, top, column, rows)
    elif way.kind == WayKind.ROW:
        for part in way.parts:
            yield from _spots(part, (top, column), rows, heights)
            column += part.columns
    elif way.kind == WayKind.STACK:
        for part in way.parts:
            own = next(heights)
            yield from _spots(part, (top, column), own, heights)
            top += own + GAP
    else:
        outer, inner = way.parts
        assert outer.need is not None
        inside = next(heights)
        notch = Notch(way.side, inner.columns, inside + GAP)
        yield Spot(outer.need, top, column, rows, notch)
        beside = column + (way.columns - inner.columns if way.side == "right" else 0)
        yield from _spots(inner, (top + rows - inside, beside), inside, heights)


def lifted(found: Sequence[Spot]) -> list[Spot]:
    """Stories where they stand, boxes marked that begin on the hairline of one beside them."""
    return [replace(one, lifted=True) if _on_a_rule(one, found) else one for one in found]


def _on_a_rule(box: Spot, found: Sequence[Spot]) -> bool:
    """Whether a box begins in the row of a story that a hairline parts from what is above it."""
    if not box.need.form.frame or any(one.need.form.frame for one in _over(box, found)):
        return False
    beside = [one for one in found if one.row == box.row and not one.need.form.frame]
    return any(any(_over(one, found)) for one in beside)


def _over(below: Spot, found: Sequence[Spot]) -> Iterator[Spot]:
    """The stories that stand over a story, or over columns of it."""
    own = below.parts[0].columns
    for one in found:
        for part in one.parts:
            across = part.columns[0] <= own[1] and own[0] <= part.columns[1]
            if one is not below and across and part.rows[0] < below.row:
                yield one


def shape(way: Way) -> str:
    """The tree of a way in letters: equal costs always come in the same order."""
    if way.need is None:
        inside = " ".join(shape(part) for part in way.parts)
    else:
        form = way.need.form
        dress = f"{form.split or ''}{'f' if form.frame else ''}{form.head_side[:1]}"
        dress += "o" if form.head_over else ""
        inside = f"{way.need.story}{dress}{form.photo_columns or ''}"
    return f"{way.kind[0]}{way.side[:1]}{way.columns}({inside})"


def outline(way: Way) -> str:
    """The tree of a way by its widths alone, whichever stories stand in it and in what order in a row."""
    inside = [outline(part) for part in way.parts]
    if way.kind is WayKind.ROW:
        inside.sort()
    return f"{way.kind[0]}{way.columns}({' '.join(inside)})"
