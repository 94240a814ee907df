"""The ways to part a rectangle among stories: bands from the top down, side by side inside them.

Every story stands in one rectangle (模块式版面), or in an L round another.  Ways that cannot fill the
region are never set.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.flow.arrange.region import GAP
from presslayout.flow.arrange.way import (
    ELL,
    ROW,
    STACK,
    UNEVEN_COST,
    Way,
    ell,
    leaf,
    row,
    shape,
    stack,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.flow.arrange.need import Need

# The cheapest so many ways of a part are kept while a whole is built from parts, and so many of
# those in which a story bends round another.
BEAM, BENT = 7, 3
# Stories side by side in one band, those stacked beside another one counted.
BAND_STORIES = 4
# Stories that stand in the notch of another.
INSIDE = 2
RIGHT_COST = 12
# Rows by which a region may be missed while too few ways fill it, and what each costs.
SLACK = (0, 3, 8, 20, 40, 10_000)
ENOUGH = 400
MISS_COST = 100


def ways(
    needs: Mapping[int, Sequence[Need]], rows: int, columns: int, pitch: float, *, most: int
) -> list[Way]:
    """The cheapest ways for a region of so many rows and columns, up to `most` of them.

    Stories count from the heaviest, 0.  `pitch` is a row's height in widths of a column.  Where no
    way fills the region, those that come nearest are given.
    """
    table = {(n, need.columns): leaf(need, pitch) for n, found in needs.items() for need in found}
    search = _Search(table, rows, columns, most)
    for slack in SLACK:
        search.found.clear()
        search.pile(frozenset(needs), (), 0.0, slack)
        if len(search.found) >= min(most, ENOUGH):
            break
    best = sorted(search.found, key=lambda entry: (entry[0], _name(entry[1])))
    piles = [piled for _, piled in best]
    return [stack(piled, columns) if len(piled) > 1 else piled[0] for piled in piles]


@dataclass(slots=True)
class _Search:
    """Parts found once each, by the stories that they hold and their width."""

    table: Mapping[tuple[int, int], Way]
    rows: int
    columns: int
    most: int
    parts: dict[tuple[frozenset[int], int], tuple[Way, ...]] = field(default_factory=dict)
    bands: dict[frozenset[int], tuple[Way, ...]] = field(default_factory=dict)
    ahead: dict[frozenset[int], tuple[float, int, int]] = field(default_factory=dict)
    found: list[tuple[float, tuple[Way, ...]]] = field(default_factory=list)

    def inner(self, stories: frozenset[int], width: int) -> tuple[Way, ...]:
        """The cheapest parts of a width that hold these stories."""
        key = stories, width
        if key not in self.parts:
            self.parts[key] = self._inner(stories, width)
        return self.parts[key]

    def _inner(self, stories: frozenset[int], width: int) -> tuple[Way, ...]:
        if len(stories) == 1:
            single = self.table.get((min(stories), width))
            return (single,) if single is not None else ()
        made = [*self.beside(stories, width), *self.bent(stories, width)]
        for above, below in _splits(stories):
            for one in self.inner(above, width):
                if one.kind != STACK:
                    made += [stack((one, other), width) for other in self.inner(below, width)]
        return _cheapest(made, BEAM)

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
                made = row((one, other), width, price)
                if made is not None and made.least <= self.rows:
                    yield made

    def bent(self, stories: frozenset[int], width: int) -> Iterator[Way]:
        """The heaviest bent round the others."""
        heaviest = min(stories)
        outer = self.table.get((heaviest, width))
        if outer is None or len(stories) > INSIDE + 1:
            return
        for across in range(1, width):
            for inside in self.inner(stories - {heaviest}, across):
                for side in ("right", "left") if inside.kind != ELL else ():
                    made = ell(outer, inside, side)
                    if made is not None and made.least <= self.rows:
                        yield made

    def band(self, stories: frozenset[int]) -> tuple[Way, ...]:
        """Bands right across the region: one story, stories side by side, or one round others."""
        if stories not in self.bands:
            if len(stories) == 1:
                made = self.inner(stories, self.columns)
            else:
                listed = [*self.beside(stories, self.columns), *self.bent(stories, self.columns)]
                made = _cheapest(listed, 2 * BEAM)
            self.bands[stories] = made
        return self.bands[stories]

    def pile(self, left: frozenset[int], begun: tuple[Way, ...], price: float, slack: int) -> None:
        """Bands one below the other until no story is left; the heaviest left begins the next.

        What cannot become as cheap as the piles that are kept, or cannot fill the region, ends here.
        """
        if not left:
            self._filed(begun, price, slack)
            return
        gaps = GAP * len(begun)
        least = sum(w.least for w in begun) + gaps
        most = sum(w.most for w in begun) + gaps
        for stories in _bands(left):
            after = left - stories
            cheapest, lowest, highest = self._rest(after)
            for band in self.band(stories):
                if price + band.cost + cheapest > self._bound():
                    break
                if (
                    least + band.least + lowest <= self.rows + slack
                    and most + band.most + highest >= self.rows - slack
                ):
                    self.pile(after, (*begun, band), price + band.cost, slack)

    def _rest(self, left: frozenset[int]) -> tuple[float, int, int]:
        """The least that piles of these stories cost, their fewest rows and their most."""
        if not left:
            return 0.0, 0, 0
        if left not in self.ahead:
            ways_ = [
                (band.cost + cost, GAP + band.least + least, GAP + band.most + most)
                for stories in _bands(left)
                for cost, least, most in (self._rest(left - stories),)
                for band in self.band(stories)
            ]
            # Stories that nothing holds end every pile.
            dead = (float("inf"), 0, 0)
            costs, fewest, longest = zip(*(ways_ or [dead]), strict=True)
            self.ahead[left] = min(costs), min(fewest), max(longest)
        return self.ahead[left]

    def _bound(self) -> float:
        return self.found[-1][0] if len(self.found) >= self.most else float("inf")

    def _filed(self, begun: tuple[Way, ...], price: float, slack: int) -> None:
        gaps = GAP * (len(begun) - 1)
        least, highest = sum(w.least for w in begun) + gaps, sum(w.most for w in begun) + gaps
        if highest < self.rows - slack:
            return
        nominal = sum(w.nominal for w in begun) + gaps
        away = abs(self.rows - nominal) / self.rows
        miss = max(self.rows - highest, least - self.rows, 0)
        cost = price + UNEVEN_COST * away + MISS_COST * miss
        if cost <= self._bound():
            insort(self.found, (cost, begun), key=lambda entry: entry[0])
            del self.found[self.most :]


def _bands(left: frozenset[int]) -> Iterator[frozenset[int]]:
    """The stories of the next band: the heaviest that is left, alone or with others."""
    heaviest = min(left)
    rest = sorted(left - {heaviest})
    for count in range(min(len(rest), BAND_STORIES - 1) + 1):
        for others in combinations(rest, count):
            yield frozenset((heaviest, *others))


def _cheapest(made: Sequence[Way], most: int) -> tuple[Way, ...]:
    """The cheapest, a few bent ones among them."""
    ranked = sorted(made, key=lambda way: (way.cost, shape(way)))
    straight = [way for way in ranked if not bends(way)][:most]
    bent = [way for way in ranked if bends(way)][:BENT]
    return tuple(sorted((*straight, *bent), key=lambda way: (way.cost, shape(way))))


def bends(way: Way) -> bool:
    """Whether a story of a way bends round another."""
    return way.kind == ELL or any(map(bends, way.parts))


def _splits(stories: frozenset[int]) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    """Every way to part stories in two, the heaviest in the first."""
    heaviest = min(stories)
    rest = sorted(stories - {heaviest})
    for count in range(len(rest)):
        for others in combinations(rest, count):
            first = frozenset((heaviest, *others))
            yield first, stories - first


def _name(parts: Sequence[Way]) -> str:
    return " ".join(map(shape, parts))
