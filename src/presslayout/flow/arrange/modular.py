"""The ways to part a rectangle among stories: bands from the top down, side by side inside them.

Every story stands in one rectangle (模块式版面).  A way is a tree; it knows how few and how many
rows it can take, so that ways which cannot fill the region are never set.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from math import log
from typing import TYPE_CHECKING

from presslayout.flow.arrange.region import GAP

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.flow.arrange.need import Need

LEAF, STACK, ROW = "leaf", "stack", "row"
# The cheapest so many ways of a part are kept while a whole is built from parts.
BEAM = 7
# Stories side by side in one band, those stacked beside another one counted.
BAND_STORIES = 4
# Costs of shape: a story far from this width by height, one taller than this in one column, two
# headlines side by side, the lead not at the left, photos that must give way.
SHAPE, IDEAL = 14, 1.2
TOWER, TOWER_COST = 40, 40
# Stories side by side whose heights differ by this many rows at most, and what each row costs.
APART, APART_COST = 9, 12
# Rows by which a region may be missed while too few ways fill it, and what each costs.
SLACK = (0, 3, 8, 20, 40, 10_000)
ENOUGH = 400
MISS_COST = 100
# Ways with as wide a lead, as many stories beside it and as many bands that are set for real.
SAME_BEGINNING = 4
BESIDE_COST, RIGHT_COST, UNEVEN_COST = 10, 12, 60


@dataclass(frozen=True, slots=True)
class Way:
    """A part of a region: a story, parts side by side, or parts one above the other."""

    kind: str
    columns: int
    least: int
    nominal: int
    most: int
    cost: float
    parts: tuple[Way, ...] = ()
    need: Need | None = None

    @property
    def stories(self) -> tuple[int, ...]:
        """The stories that it holds, in reading order."""
        if self.need is not None:
            return (self.need.story,)
        return tuple(story for part in self.parts for story in part.stories)


def ways(
    needs: Mapping[int, Sequence[Need]], rows: int, columns: int, pitch: float, *, most: int
) -> list[Way]:
    """The best ways for a region of so many rows and columns, cheapest first.

    Stories count from the heaviest, 0.  `pitch` is a row's height in widths of a column.  Where no
    way fills the region, those that come nearest are given.
    """
    table = {(n, need.columns): need for n, found in needs.items() for need in found}
    search = _Search(table, rows, columns, pitch)
    for slack in SLACK:
        search.found.clear()
        search.pile(frozenset(needs), (), 0.0, slack)
        if len(search.found) >= ENOUGH:
            break
    best = sorted(search.found, key=lambda entry: (entry[0], _shape(entry[1])))
    varied = _varied([piled for _, piled in best], most)
    return [_stack(piled, columns) if len(piled) > 1 else piled[0] for piled in varied]


@dataclass(slots=True)
class _Search:
    """Parts found once each, by the stories that they hold and their width."""

    table: Mapping[tuple[int, int], Need]
    rows: int
    columns: int
    pitch: float
    parts: dict[tuple[frozenset[int], int], tuple[Way, ...]] = field(default_factory=dict)
    bands: dict[frozenset[int], tuple[Way, ...]] = field(default_factory=dict)
    found: list[tuple[float, tuple[Way, ...]]] = field(default_factory=list)

    def inner(self, stories: frozenset[int], width: int) -> tuple[Way, ...]:
        """The cheapest parts of a width that hold these stories."""
        key = stories, width
        if key not in self.parts:
            self.parts[key] = self._inner(stories, width)
        return self.parts[key]

    def _inner(self, stories: frozenset[int], width: int) -> tuple[Way, ...]:
        if len(stories) == 1:
            need = self.table.get((min(stories), width))
            return (_leaf(need, self.pitch),) if need is not None else ()
        made = [*self.beside(stories, width)]
        for above, below in _splits(stories):
            for one in self.inner(above, width):
                if one.kind != STACK:
                    made += [_stack((one, other), width) for other in self.inner(below, width)]
        return tuple(sorted(made, key=_cost)[:BEAM])

    def beside(self, stories: frozenset[int], width: int) -> Iterator[Way]:
        """Parts side by side that share their height."""
        for left, right in _splits(stories):
            for first, second, price in ((left, right, 0), (right, left, RIGHT_COST)):
                for share in range(1, width):
                    yield from self._pairs(first, second, (share, width), price)

    def _pairs(
        self, first: frozenset[int], second: frozenset[int], widths: tuple[int, int], price: float
    ) -> Iterator[Way]:
        share, width = widths
        for one in self.inner(first, share):
            if one.kind == ROW:
                continue
            for other in self.inner(second, width - share):
                made = _row((one, other), width, price)
                if made is not None:
                    yield made

    def band(self, stories: frozenset[int]) -> tuple[Way, ...]:
        """Bands right across the region: one story, or stories side by side."""
        if stories not in self.bands:
            if len(stories) == 1:
                made = self.inner(stories, self.columns)
            else:
                rows = self.beside(stories, self.columns)
                made = tuple(sorted(rows, key=_cost)[: 2 * BEAM])
            self.bands[stories] = made
        return self.bands[stories]

    def pile(self, left: frozenset[int], begun: tuple[Way, ...], price: float, slack: int) -> None:
        """Bands one below the other until no story is left; the heaviest left begins the next."""
        gaps = GAP * max(len(begun) - 1, 0)
        least = sum(w.least for w in begun) + gaps
        if least > self.rows + slack:
            return
        if not left:
            highest = sum(w.most for w in begun) + gaps
            if highest >= self.rows - slack:
                nominal = sum(w.nominal for w in begun) + gaps
                away = abs(self.rows - nominal) / self.rows
                miss = max(self.rows - highest, least - self.rows, 0)
                self.found.append((price + UNEVEN_COST * away + MISS_COST * miss, begun))
            return
        heaviest = min(left)
        rest = sorted(left - {heaviest})
        for count in range(min(len(rest), BAND_STORIES - 1) + 1):
            for others in combinations(rest, count):
                stories = frozenset((heaviest, *others))
                for band in self.band(stories):
                    self.pile(left - stories, (*begun, band), price + band.cost, slack)


def _varied(piles: Sequence[tuple[Way, ...]], most: int) -> list[tuple[Way, ...]]:
    """The cheapest, no more than a few of which begin alike: an editor wants to see a choice."""
    begun: dict[tuple[int, ...], int] = {}
    found = []
    for pile in piles:
        first = pile[0]
        lead = next((part for part in first.parts if 0 in part.stories), first)
        look = (lead.columns, len(first.parts), len(pile), len(first.stories))
        begun[look] = begun.get(look, 0) + 1
        if begun[look] <= SAME_BEGINNING:
            found.append(pile)
        if len(found) == most:
            break
    return found


def assign(
    way: Way, row: int, column: int, rows: int, shift: Mapping[int, int]
) -> Iterator[tuple[Need, int, int, int]]:
    """(need, first row, first column, rows) of every story of a way that stands at a place.

    `shift` adds rows to what a story wanted.
    """
    if way.need is not None:
        yield way.need, row, column, rows
        return
    if way.kind == ROW:
        for part in way.parts:
            yield from assign(part, row, column, rows, shift)
            column += part.columns
        return
    room = rows - GAP * (len(way.parts) - 1)
    for part, height in zip(way.parts, _heights(way.parts, room, shift), strict=True):
        yield from assign(part, row, column, height, shift)
        row += height + GAP


def _heights(parts: Sequence[Way], room: int, shift: Mapping[int, int]) -> list[int]:
    """Rows for parts one above the other: as each wants, the difference to those that can give."""
    wanted = [_wanted(part, shift) for part in parts]
    spare = room - sum(wanted)
    given = [
        max((part.most - part.nominal) if spare > 0 else (part.nominal - part.least), 0) + 1
        for part in parts
    ]
    total, done = sum(given), 0
    made = []
    for number, height in enumerate(wanted):
        share = spare * sum(given[: number + 1]) // total - done
        done += share
        made.append(max(height + share, _lowest(parts[number])))
    made[-1] += max(room - sum(made), 0)
    lowest = [_lowest(part) for part in parts]
    while sum(made) > max(room, sum(lowest)):
        spares = [height - low for height, low in zip(made, lowest, strict=True)]
        made[spares.index(max(spares))] -= 1
    return made


def _lowest(way: Way) -> int:
    """Rows below which its stories would stand in each other's places."""
    if way.need is not None:
        return 1
    lowest = [_lowest(part) for part in way.parts]
    return max(lowest) if way.kind == ROW else sum(lowest) + GAP * (len(lowest) - 1)


def _wanted(way: Way, shift: Mapping[int, int]) -> int:
    if way.need is not None:
        return way.nominal + shift.get(way.need.story, 0)
    wanted = [_wanted(part, shift) for part in way.parts]
    if way.kind == STACK:
        return sum(wanted) + GAP * (len(wanted) - 1)
    mean = sum(w * p.columns for w, p in zip(wanted, way.parts, strict=True)) // way.columns
    return max(mean, *(p.least for p in way.parts))


def _leaf(need: Need, pitch: float) -> Way:
    ratio = need.columns / (need.nominal * pitch)
    cost = SHAPE * abs(log(ratio / IDEAL)) ** 2
    if need.columns == 1 and need.nominal > TOWER:
        cost += TOWER_COST
    return Way(LEAF, need.columns, need.least, need.nominal, need.most, cost, need=need)


def _row(parts: tuple[Way, Way], width: int, price: float) -> Way | None:
    flat = tuple(p for part in parts for p in (part.parts if part.kind == ROW else (part,)))
    least, most = max(p.least for p in flat), min(p.most for p in flat)
    apart = max(least - most, 0)
    if apart > APART:
        return None
    mean = sum(p.nominal * p.columns for p in flat) // width
    uneven = sum(abs(p.nominal - mean) * p.columns for p in flat) / (mean * width)
    cost = sum(p.cost for p in parts) + price + BESIDE_COST + UNEVEN_COST * uneven
    cost += APART_COST * apart
    low, high = min(least, most), max(least, most)
    return Way(ROW, width, low, min(max(mean, low), high), high, cost, flat)


def _stack(parts: tuple[Way, ...], width: int) -> Way:
    flat = tuple(p for part in parts for p in (part.parts if part.kind == STACK else (part,)))
    gaps = GAP * (len(flat) - 1)
    return Way(
        STACK,
        width,
        sum(p.least for p in flat) + gaps,
        sum(p.nominal for p in flat) + gaps,
        sum(p.most for p in flat) + gaps,
        sum(p.cost for p in flat),
        flat,
    )


def _splits(stories: frozenset[int]) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    """Every way to part stories in two, the heaviest in the first."""
    heaviest = min(stories)
    rest = sorted(stories - {heaviest})
    for count in range(len(rest)):
        for others in combinations(rest, count):
            first = frozenset((heaviest, *others))
            yield first, stories - first


def _cost(way: Way) -> tuple[float, str]:
    return way.cost, _shape((way,))


def shape(way: Way) -> str:
    """The tree of a way in letters: two ways of one shape look alike."""
    return _shape((way,))


def _shape(parts: Sequence[Way]) -> str:
    """A name of a tree, so that equal costs always come in the same order."""
    made = []
    for way in parts:
        inside = _shape(way.parts) if way.need is None else str(way.need.story)
        made.append(f"{way.kind[0]}{way.columns}({inside})")
    return " ".join(made)
