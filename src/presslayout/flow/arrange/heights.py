"""How many rows each part of a way takes so that all of them together fill the region, cheapest.

Parts side by side are equally high; parts one above the other share out the rows.  What a story
costs in so many rows is the caller's to say, None where it cannot be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import Same, field, mutable
from presslayout.flow.arrange.region import GAP
from presslayout.flow.arrange.way import Notch, WayKind, rows_above

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.flow.arrange.need import Need
    from presslayout.flow.arrange.way import Way

    Price = Callable[[Need, int, Notch | None], float | None]

# By rows of a part: what it costs, and the heights of the parts inside it.
_Table = dict[int, tuple[float, tuple[int, ...]]]


@mutable
class Tables:
    """What parts cost by their rows, each reckoned once while the prices of its stories stay."""

    known: dict[tuple[Same, int], tuple[Way, _Table]] = field(default_factory=dict)

    def forget(self, story: int) -> None:
        """The prices of a story have changed."""
        self.known = {k: v for k, v in self.known.items() if not v[0].holds >> story & 1}


def heights(
    way: Way, rows: int, price: Price, known: Tables | None = None, *, give: int = 0
) -> tuple[int, ...] | None:
    """The heights that a way leaves open, in the order `spots` asks; None where none fills `rows`.

    Those of the parts of a stack and of what an L goes round, each before those inside it.
    `give` widens what parts may take by so many rows; what is `known` was reckoned with the same
    prices, and no wider.
    """
    found = _table(way, (rows, give), price, known).get(rows)
    return found[1] if found is not None else None


def _part(way: Way, within: tuple[int, int], price: Price, known: Tables | None) -> _Table:
    """The table of a part of a way, found once where it is remembered."""
    if known is None:
        return _table(way, within, price, known)
    key = Same(way), within[0]
    found = known.known.get(key)
    if found is None:
        found = known.known[key] = way, _table(way, within, price, known)
    return found[1]


def _table(way: Way, within: tuple[int, int], price: Price, known: Tables | None) -> _Table:
    most, give = within
    if way.kind is WayKind.LEAF:
        assert way.need is not None
        return {
            rows: (cost, ())
            for rows in _range(way, most, give)
            if (cost := price(way.need, rows, None)) is not None
        }
    if way.kind is WayKind.ROW:
        return _beside([_part(part, within, price, known) for part in way.parts])
    if way.kind is WayKind.ELL:
        return _bent(way, within, price, known)
    made: _Table = {0 - GAP: (0.0, ())}
    for part in way.parts:
        grown: _Table = {}
        inside = _part(part, within, price, known).items()
        for above, (cost, chosen) in made.items():
            begun = above + GAP
            for rows, (own, within_) in inside:
                total = begun + rows
                if total <= most and (total not in grown or cost + own < grown[total][0]):
                    grown[total] = cost + own, (*chosen, rows, *within_)
        made = grown
    return made


def _beside(tables: list[_Table]) -> _Table:
    common = set.intersection(*(set(table) for table in tables))
    return {
        rows: (
            sum(table[rows][0] for table in tables),
            tuple(one for table in tables for one in table[rows][1]),
        )
        for rows in sorted(common)
    }


def _bent(way: Way, within: tuple[int, int], price: Price, known: Tables | None) -> _Table:
    outer, inner = way.parts
    most, give = within
    need = outer.need
    assert need is not None
    made: _Table = {}
    for inside, (cost, chosen) in _part(inner, within, price, known).items():
        notch = Notch(way.side, inner.columns, inside + GAP)
        first = max(rows_above(need) + notch.rows, way.least - give, 1)
        for rows in range(first, min(way.most + give, most) + 1):
            own = price(need, rows, notch)
            if own is not None and (rows not in made or cost + own < made[rows][0]):
                made[rows] = cost + own, (inside, *chosen)
    return made


def _range(way: Way, most: int, give: int) -> range:
    return range(max(way.least - give, 1), min(way.most + give, most) + 1)
