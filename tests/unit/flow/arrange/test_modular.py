"""Parts of ways found by pruning and remembered, held to the plain way of finding them."""

from __future__ import annotations

import random
from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.flow.arrange import modular
from presslayout.flow.arrange.heights import Tables, heights
from presslayout.flow.arrange.need import Need
from presslayout.flow.arrange.way import (
    Notch,
    Wardrobe,
    Way,
    WayKind,
    beside,
    ell,
    leaf,
    row,
    shape,
    stack,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

INF = float("inf")


def wanted(rnd: random.Random, stories: int, columns: int) -> dict[int, list[Need]]:
    made = {}
    for story in range(stories):
        cells = rnd.randint(30, 160)
        made[story] = [
            Need(story, n, high * 3 // 4 + 4, high + 5, high * 3 // 2 + 6, 4)
            for n in range(1, columns + 1)
            if n == 1 or rnd.random() < 0.8
            for high in (cells // n,)
        ]
    return made


def splits(stories: frozenset[int]) -> Iterator[tuple[frozenset[int], frozenset[int]]]:
    rest = sorted(stories)[1:]
    for count in range(len(rest)):
        for others in combinations(rest, count):
            first = frozenset((min(stories), *others))
            yield first, stories - first


class Plain:
    """Every part built, then the cheapest kept."""

    def __init__(self, table: Mapping[tuple[int, int], Way], rows: int) -> None:
        self.table, self.rows = table, rows

    def parts(self, stories: frozenset[int], width: int) -> list[Way]:
        if len(stories) == 1:
            return [self.table[key] for key in [(min(stories), width)] if key in self.table]
        made = [*self.level(stories, width), *self.bent(stories, width)]
        for above, below in splits(stories):
            for one in self.parts(above, width):
                if one.kind != WayKind.STACK:
                    made += [stack((one, other), width) for other in self.parts(below, width)]
        return self.cheapest(made, modular.BEAM)

    def level(self, stories: frozenset[int], width: int) -> Iterator[Way]:
        for left, right in splits(stories):
            for first, second, price in ((left, right, 0), (right, left, modular.RIGHT_COST)):
                for share in range(1, width):
                    for one in self.parts(first, share):
                        for other in self.parts(second, width - share):
                            cost = beside(one, other, price)
                            made = row((one, other), width, cost, INF)
                            if one.kind != WayKind.ROW and made and made.least <= self.rows:
                                yield made

    def bent(self, stories: frozenset[int], width: int) -> Iterator[Way]:
        outer = self.table.get((min(stories), width))
        if outer is None or len(stories) > modular.INSIDE + 1:
            return
        for across in range(1, width):
            for inside in self.parts(stories - {min(stories)}, across):
                for side in ("right", "left") if inside.kind != WayKind.ELL else ():
                    made = ell(outer, inside, side)
                    if made is not None and made.least <= self.rows:
                        yield made

    def cheapest(self, made: list[Way], most: int) -> list[Way]:
        ranked = sorted(made, key=lambda way: (way.cost, shape(way)))
        straight = [way for way in ranked if not bends(way)][:most]
        bent = [way for way in ranked if bends(way)][: modular.BENT]
        return sorted((*straight, *bent), key=lambda way: (way.cost, shape(way)))


def bends(way: Way) -> bool:
    return way.kind == WayKind.ELL or any(map(bends, way.parts))


def told(way: Way) -> tuple[str, float, int, int, int]:
    return shape(way), way.cost, way.least, way.nominal, way.most


def test_the_cheapest_parts_are_those_of_all_that_can_be_built() -> None:
    rnd = random.Random(11)
    for _ in range(12):
        columns, rows = rnd.randint(2, 4), rnd.randint(40, 90)
        needs = wanted(rnd, 4, columns)
        table = {(n, one.columns): leaf(one, 0.08) for n, made in needs.items() for one in made}
        search = modular._Search(table, rows, columns, modular._Piles(100), modular._Piles(9, 2))
        plain = Plain(table, rows)
        for count in (2, 3, 4):
            for chosen in combinations(range(4), count):
                stories = frozenset(chosen)
                found = search.inner(stories, columns)
                assert [*map(told, found)] == [*map(told, plain.parts(stories, columns))]
                made = [*plain.level(stories, columns), *plain.bent(stories, columns)]
                band = plain.cheapest(made, 2 * modular.BEAM)
                assert [*map(told, search.band(stories))] == [*map(told, band)]


def test_a_way_knows_whom_it_holds_and_whether_it_bends() -> None:
    rnd = random.Random(3)
    for way in modular.ways(wanted(rnd, 5, 4), 120, 4, 0.08, most=60):
        assert way.bent == bends(way)
        assert way.holds == sum(1 << story for story in way.stories)


def test_parts_dressed_once_are_those_dressed_anew() -> None:
    rnd = random.Random(5)
    shared = Wardrobe()
    # Of the dearer ones some have parts that in other dress would no longer be equally high.
    found = modular.ways(wanted(rnd, 5, 4), 120, 4, 0.08, most=60)[:60]
    others = {
        (need.story, need.columns): Need(need.story, need.columns, need.least + 3, 40, 70, 6)
        for way in found
        for need in way.needs
    }
    for way in found:
        chosen = {n.story: others[n.story, n.columns] for n in rnd.sample(way.needs, 2)}
        made = shared.dressed(way, chosen)
        assert made == Wardrobe().dressed(way, chosen)
        # Whoever asks for those that fill a region has the same, or is told at once.
        for rows in {made.least - 1, made.least, made.most, made.most + 1}:
            fills = made.least <= rows <= made.most
            assert shared.filling(way, chosen, rows) == (made if fills else None)
        assert {n.story: n for n in made.needs} == {n.story: n for n in way.needs} | chosen
        assert made.cost == way.cost


def test_heights_reckoned_once_are_those_reckoned_anew_until_a_price_changes() -> None:
    rnd = random.Random(9)
    failed: set[tuple[int, int, int]] = set()

    def price(need: Need, rows: int, notch: Notch | None) -> float | None:
        if (need.story, need.columns, rows) in failed:
            return None
        return abs(rows - need.nominal) + (notch.rows if notch else 0) / 8

    known, found = Tables(), modular.ways(wanted(rnd, 5, 4), 120, 4, 0.08, most=60)
    seen = 0
    for way in [*found, *found]:
        high = heights(way, 120, price, known)
        assert high == heights(way, 120, price)
        seen += high is not None
        need = rnd.choice(way.needs)
        failed.add((need.story, need.columns, need.nominal))
        known.forget(need.story)
    assert seen > 10
