"""Posters: the lead's headline on its first photo, and that so large that the page is about it."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.flow.arrange.dominance import large
from presslayout.flow.arrange.foresee import foreseen
from presslayout.flow.arrange.heights import heights
from presslayout.flow.arrange.manners import manners
from presslayout.flow.arrange.modular import BENT, ways
from presslayout.flow.arrange.way import shape, spots

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.flow.arrange.need import Need
    from presslayout.flow.arrange.region import Region
    from presslayout.flow.arrange.trial import Bench
    from presslayout.flow.arrange.way import Way

# Ways with a photo that the page is about: so many are looked at, each as it is and in a few manners,
# and the most promising are set, whatever others promise; some more in which a story bends round others,
# whose photo is seldom as large as it promises.
LOOKED_AT, MANNERS, SET, SET_BENT = 200, 4, 16, 8
# Under a photo over all columns its story shares them with one other or two: so many ways in which it
# bends round them are looked at.
BESIDE, BENT_ROUND = 3, 24
# So many rows more than such a photo needs are asked for, where there are none so many fewer: text
# may take some of what it could leave.
SPARE = (2, 0)


def posters(
    table: Mapping[int, Sequence[Need]], region: Region, bench: Bench
) -> dict[int, list[Need]] | None:
    """What stories want where the lead's headline stands on its photo and all other photos are small.

    None where it has none to stand on.
    """
    lead = min(table)
    over = [
        made
        for need in table[lead]
        for form in bench.forms(lead, need.columns)
        if form.head_over and not form.split
        for made in (bench.need(lead, (region.rows, need.columns), form),)
        if made is not None
    ]
    if not over:
        return None
    small = {n: [_smallest(need, region, bench) for need in table[n]] for n in table if n != lead}
    return {lead: over, **small}


def grand(
    table: Mapping[int, Sequence[Need]], region: Region, bench: Bench, pitch: float
) -> list[Way]:
    """The most promising posters whose photo is what the page is about, before they are set."""
    wanted = posters(table, region, bench)
    if wanted is None or 0 not in wanted:
        return []
    found: dict[str, tuple[float, int, Way]] = {}
    for spare in SPARE:
        over = [made for need in wanted[0] if (made := _large(need, spare, bench)) is not None]
        if over:
            _found({**wanted, 0: over}, region, bench, pitch, found)
    ranked = sorted(found.values(), key=lambda one: one[:2])
    best = [way for _, _, way in ranked]
    straight, bent = ([way for way in best if way.bent == turns] for turns in (False, True))
    return [*straight[:SET], *bent[:SET_BENT]]


def _found(
    wanted: Mapping[int, Sequence[Need]],
    region: Region,
    bench: Bench,
    pitch: float,
    found: dict[str, tuple[float, int, Way]],
) -> None:
    """Ways that fill the region are added to those that were found before, with what they promise."""
    at = region.row, region.column
    bent = BENT_ROUND if len(wanted) <= BESIDE else BENT
    for way in ways(wanted, region.rows, region.columns, pitch, most=LOOKED_AT, bent=bent):
        for one in chain((way,), islice(manners(way, region, bench), MANNERS)):
            drawn = shape(one)
            # In another manner its photo need not be large.
            if drawn in found or not any(need in wanted[0] for need in one.needs if not need.story):
                continue
            high = heights(one, region.rows, bench.price, bench.tables)
            if high is not None:
                promise = foreseen(list(spots(one, at, region.rows, high)), region, bench)
                found[drawn] = promise, len(found), one


def _large(need: Need, spare: int, bench: Bench) -> Need | None:
    """What the lead wants that its photo, which takes what text leaves, be what the page is about."""
    template = bench.desk.template
    em, pitch = template.body.size, template.body.leading
    wide = need.columns * (template.base_cells + template.gutter_cells) - template.gutter_cells
    for least in range(need.least, need.most + 1):
        high = (need.head + least - need.least - spare - 1) * pitch + em
        if large(template, wide * em * high):
            return replace(need, least=least, nominal=max(need.nominal, least))
    return None


def _smallest(plain: Need, region: Region, bench: Bench) -> Need:
    """What a story wants over so many columns with its first photo in one of them."""
    small = (
        f
        for f in bench.forms(plain.story, plain.columns)
        if f == replace(bench.plain, photo_columns=1)
    )
    made = (bench.need(plain.story, (region.rows, plain.columns), form) for form in small)
    return next((need for need in made if need is not None), plain)
