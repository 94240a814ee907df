"""The ways to part a rectangle among stories: bands from the top down, side by side inside them.

Every story stands in one rectangle (模块式版面), or in an L round another.  Ways that cannot fill the
region are never set.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from itertools import combinations
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.values import Same, field, mutable
from presslayout.flow.arrange.region import GAP
from presslayout.flow.arrange.way import (
    UNEVEN_COST,
    Way,
    WayKind,
    beside,
    ell,
    leaf,
    outline,
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
# So many piles of bands are carried on from band to band, and of many stories so many.
WIDTH, NARROW = 4_000, 500
# From so many stories on, a band takes up the next few of them and no others: briefs are told in
# their order, and the ways to pick four of forty are too many to look at.
MANY, AHEAD = 8, 4
# Of a crowd one fewer, and fewer ways of each part are kept: all of its stories are brief.
CROWD, AHEAD_OF_CROWD, BEAM_OF_CROWD = 24, 3, 3
# So many ways more of which few have merely changed places: of eight briefs there are hundreds that do.
OTHERS, PLACED = 120, 2
# Rows by which a region may be missed while too few ways fill it, and what each costs.
SLACK = (0, 3, 8, 20, 40, 10_000)
ENOUGH = 400
MISS_COST = 100


def ways(
    needs: Mapping[int, Sequence[Need]],
    rows: int,
    columns: int,
    pitch: float,
    *,
    most: int,
    bent: int = BENT,
) -> list[Way]:
    """The cheapest ways for a region of so many rows and columns, up to `most` of them, and others.

    Stories count from the heaviest, 0.  `pitch` is a row's height in widths of a column.  Where no
    way fills the region, those that come nearest are given.  Of parts in which a story bends round
    others the cheapest `bent` are looked at.  Others are dearer, and differ by more than their stories.
    """
    table = {(n, need.columns): leaf(need, pitch) for n, found in needs.items() for need in found}
    crowd = len(needs) > CROWD
    kept = (BEAM_OF_CROWD, AHEAD_OF_CROWD) if crowd else (BEAM, AHEAD)
    search = _Search(table, rows, columns, _Piles(most), _Piles(OTHERS, PLACED), bent, *kept)
    for slack in SLACK:
        search.found, search.others = _Piles(most), _Piles(OTHERS, PLACED)
        search.pile(frozenset(needs), slack)
        if len(search.found.best) >= min(most, ENOUGH):
            break
    every = {Same(one): one for found in (search.found, search.others) for one in found.best}
    best = sorted(every.values(), key=lambda entry: (entry[0], _name(entry[1])))
    piles = [piled for _, piled in best]
    return [stack(piled, columns) if len(piled) > 1 else piled[0] for piled in piles]


class _Pile(NamedTuple):
    """Bands from the top down: the least that all can cost, the stories still left, price and rows."""

    promise: float
    left: frozenset[int]
    bands: tuple[Way, ...] = ()
    price: float = 0.0
    least: int = 0
    nominal: int = 0
    most: int = 0

    def grown(self, promise: float, left: frozenset[int], band: Way) -> _Pile:
        """The pile with one band more."""
        gap = GAP if self.bands else 0
        return _Pile(
            promise,
            left,
            (*self.bands, band),
            self.price + band.cost,
            self.least + gap + band.least,
            self.nominal + gap + band.nominal,
            self.most + gap + band.most,
        )


# A pile that is carried on, if it is among the most promising: what it promises, the stories left,
# the pile before and the band more.
_Grown = tuple[float, frozenset[int], _Pile, Way]
# A whole pile: what it costs, and its bands.
_Piled = tuple[float, tuple[Way, ...]]


@mutable
class _Search:
    """Parts found once each, by the stories that they hold and their width."""

    table: Mapping[tuple[int, int], Way]
    rows: int
    columns: int
    found: _Piles
    others: _Piles
    bends: int = BENT
    beam: int = BEAM
    next: int = AHEAD
    parts: dict[tuple[frozenset[int], int], tuple[Way, ...]] = field(default_factory=dict)
    bands: dict[frozenset[int], tuple[Way, ...]] = field(default_factory=dict)
    ahead: dict[frozenset[int], tuple[float, int, int]] = field(default_factory=dict)
    choices: dict[frozenset[int], tuple[frozenset[int], ...]] = field(default_factory=dict)

    def inner(self, stories: frozenset[int], width: int) -> tuple[Way, ...]:
        """The cheapest parts of a width that hold these stories."""
        key = stories, width
        found = self.parts.get(key)
        if found is None:
            found = self.parts[key] = self._inner(stories, width)
        return found

    def _inner(self, stories: frozenset[int], width: int) -> tuple[Way, ...]:
        if len(stories) == 1:
            single = self.table.get((min(stories), width))
            return (single,) if single is not None else ()
        made = _Cheapest(self.beam, self.bends)
        self.beside(stories, width, made)
        for one in self.bent(stories, width):
            made.add(one)
        for above, below in _splits(stories):
            for one in self.inner(above, width):
                if one.kind is not WayKind.STACK:
                    for other in self.inner(below, width):
                        made.add(stack((one, other), width))
        return made.ways

    def beside(self, stories: frozenset[int], width: int, made: _Cheapest) -> None:
        """Parts side by side that share their height."""
        for left, right in _splits(stories):
            for first, second, price in ((left, right, 0), (right, left, RIGHT_COST)):
                for share in range(1, width):
                    self._pairs(first, second, (share, width), price, made)

    def _pairs(
        self,
        first: frozenset[int],
        second: frozenset[int],
        widths: tuple[int, int],
        price: float,
        made: _Cheapest,
    ) -> None:
        share, width = widths
        others = self.inner(second, width - share)
        for one in self.inner(first, share) if others else ():
            if one.kind is WayKind.ROW:
                continue
            if beside(one, others[0], price) > made.limit:
                break
            for other in others:
                cost = beside(one, other, price)
                if cost > made.limit:
                    # They are cheapest first.
                    break
                dearest = made.dearest[one.bent or other.bent]
                if cost > dearest:
                    continue
                pair = row((one, other), width, cost, dearest)
                if pair is not None and pair.least <= self.rows:
                    made.add(pair)

    def bent(self, stories: frozenset[int], width: int) -> Iterator[Way]:
        """The heaviest bent round the others."""
        heaviest = min(stories)
        outer = self.table.get((heaviest, width))
        if outer is None or len(stories) > INSIDE + 1:
            return
        for across in range(1, width):
            for inside in self.inner(stories - {heaviest}, across):
                for side in ("right", "left") if inside.kind != WayKind.ELL else ():
                    made = ell(outer, inside, side)
                    if made is not None and made.least <= self.rows:
                        yield made

    def band(self, stories: frozenset[int]) -> tuple[Way, ...]:
        """Bands right across the region: one story, stories side by side, or one round others."""
        if stories not in self.bands:
            if len(stories) == 1:
                self.bands[stories] = self.inner(stories, self.columns)
            else:
                made = _Cheapest(2 * self.beam, self.bends)
                self.beside(stories, self.columns, made)
                for one in self.bent(stories, self.columns):
                    made.add(one)
                self.bands[stories] = made.ways
        return self.bands[stories]

    def pile(self, stories: frozenset[int], slack: int) -> None:
        """Bands one below the other until no story is left; the heaviest left begins the next.

        What cannot become as cheap as the piles that are kept, or cannot fill the region, ends here;
        of the piles of so many bands the most promising are carried on.
        """
        front, most = [_Pile(0.0, stories)], NARROW if len(stories) > MANY else WIDTH
        while front:
            grown: list[_Grown] = []
            for begun in front:
                self._onward(begun, slack, grown)
            if len(grown) > most:
                grown.sort(key=itemgetter(0))
                del grown[most:]
            front = [begun.grown(promise, after, band) for promise, after, begun, band in grown]

    def _onward(self, begun: _Pile, slack: int, grown: list[_Grown]) -> None:
        """The piles with one band more are added to those that have grown; whole ones are filed."""
        _, left, bands, price, least, _, most = begun
        gap = GAP if bands else 0
        shortest, longest = self.rows + slack - least - gap, self.rows - slack - most - gap
        bound = self._bound()
        for stories in self.choice(left):
            after = left - stories
            cheapest, lowest, highest = self._rest(after)
            for band in self.band(stories):
                cost = price + band.cost
                if cost + cheapest > bound:
                    break
                if band.least + lowest > shortest or band.most + highest < longest:
                    continue
                if after:
                    grown.append((cost + cheapest, after, begun, band))
                else:
                    self._filed(begun.grown(cost, after, band), slack)
                    bound = self._bound()

    def choice(self, left: frozenset[int]) -> Sequence[frozenset[int]]:
        """The stories that the next band may hold: where many are left, the next heaviest."""
        if left not in self.choices:
            self.choices[left] = tuple(_bands(left, self.next))
        return self.choices[left]

    def _rest(self, left: frozenset[int]) -> tuple[float, int, int]:
        """The least that piles of these stories cost, their fewest rows and their most."""
        if left in self.ahead:
            return self.ahead[left]
        # What is left after a band is known before the band: stories may be more than calls go deep.
        waiting = [left]
        while waiting:
            one = waiting[-1]
            later = [one - stories for stories in self.choice(one)] if one else []
            unknown = [after for after in later if after not in self.ahead]
            if unknown and one not in self.ahead:
                waiting += unknown
                continue
            if one not in self.ahead:
                self.ahead[one] = self._least(one) if one else (0.0, 0, 0)
            waiting.pop()
        return self.ahead[left]

    def _least(self, left: frozenset[int]) -> tuple[float, int, int]:
        """That of some stories, where it is known for all that a band may leave of them."""
        ways_ = [
            (band.cost + cost, GAP + band.least + least, GAP + band.most + most)
            for stories in self.choice(left)
            for cost, least, most in (self.ahead[left - stories],)
            for band in self.band(stories)
        ]
        # Stories that nothing holds end every pile.
        costs, fewest, longest = zip(*(ways_ or [(float("inf"), 0, 0)]), strict=True)
        return min(costs), min(fewest), max(longest)

    def _bound(self) -> float:
        """What a whole pile may cost that is to be kept for one reason or the other."""
        return max(self.found.bound, self.others.bound)

    def _filed(self, pile: _Pile, slack: int) -> None:
        if pile.most < self.rows - slack:
            return
        away = abs(self.rows - pile.nominal) / self.rows
        miss = max(self.rows - pile.most, pile.least - self.rows, 0)
        cost = pile.price + UNEVEN_COST * away + MISS_COST * miss
        made = cost, pile.bands
        self.found.add(made)
        self.others.add(made)


class _Piles:
    """The cheapest of the whole piles that were added; `placed` of them at most share an outline."""

    def __init__(self, most: int, placed: int | None = None) -> None:
        self.most, self.placed = most, placed
        self.best: list[_Piled] = []
        self._alike: dict[str, list[_Piled]] = {}

    @property
    def bound(self) -> float:
        """What a pile may cost that is to be among them."""
        return self.best[-1][0] if len(self.best) >= self.most else float("inf")

    def add(self, made: _Piled) -> None:
        """Take note of a pile."""
        if made[0] > self.bound:
            return
        if self.placed is not None:
            known = self._alike.setdefault(_outlines(made[1]), [])
            insort(known, made, key=itemgetter(0))
            if len(known) > self.placed:
                gone = known.pop()
                if gone is made:
                    return
                _drop(self.best, gone)
        insort(self.best, made, key=itemgetter(0))
        if len(self.best) > self.most:
            gone = self.best.pop()
            if self.placed is not None:
                _drop(self._alike[_outlines(gone[1])], gone)


def _drop(found: list[_Piled], gone: _Piled) -> None:
    """Take one out of a list in the order of what they cost."""
    at = bisect_left(found, gone[0], key=itemgetter(0))
    while found[at] is not gone:
        at += 1
    del found[at]


def _bands(left: frozenset[int], ahead: int) -> Iterator[frozenset[int]]:
    """The stories of the next band: the heaviest that is left, alone or with others."""
    heaviest = min(left)
    rest = sorted(left - {heaviest})
    if len(rest) >= MANY:
        rest = rest[:ahead]
    for count in range(min(len(rest), BAND_STORIES - 1) + 1):
        for others in combinations(rest, count):
            yield frozenset((heaviest, *others))


class _Cheapest:
    """The cheapest of the ways that were added, a few bent ones among them.

    Of those that cost alike the shape decides: all of them are kept until the end.
    """

    def __init__(self, most: int, bent: int) -> None:
        # Straight and bent: how many, what these cost at most, and ways no dearer when they came.
        self.most = most, bent
        self.costs: tuple[list[float], list[float]] = [], []
        self.kept: tuple[list[Way], list[Way]] = [], []
        # What a straight or a bent way may cost that is to be among them, and any way.
        self.dearest = [float("inf"), float("inf")]
        self.limit = float("inf")

    def add(self, way: Way) -> None:
        """Take note of a way."""
        costs, most = self.costs[way.bent], self.most[way.bent]
        if len(costs) == most:
            if way.cost > costs[-1]:
                return
            costs.pop()
        insort(costs, way.cost)
        self.kept[way.bent].append(way)
        if len(costs) == most:
            self.dearest[way.bent] = costs[-1]
            self.limit = max(self.dearest)

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways, the cheapest first."""
        made: list[tuple[float, str, Way]] = []
        for bent in (False, True):
            last = self.dearest[bent]
            found = [(way.cost, shape(way), way) for way in self.kept[bent] if way.cost <= last]
            made += sorted(found, key=itemgetter(0, 1))[: self.most[bent]]
        return tuple(way for _, _, way in sorted(made, key=itemgetter(0, 1)))


def _splits(stories: frozenset[int]) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    """Every way to part stories in two, the heaviest in the first."""
    heaviest = min(stories)
    rest = sorted(stories - {heaviest})
    for count in range(len(rest)):
        for others in combinations(rest, count):
            first = frozenset((heaviest, *others))
            yield first, stories - first


def _outlines(bands: Sequence[Way]) -> str:
    return " ".join(map(outline, bands))


def _name(parts: Sequence[Way]) -> str:
    return " ".join(map(shape, parts))
