"""The layouts of one region: ways counted, dressed, set for real, scored; the best first."""

from __future__ import annotations

from collections import Counter
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.flow.arrange import sketch
from presslayout.flow.arrange.dominance import below_cost, full, reachable
from presslayout.flow.arrange.dress import LEADING_PHOTOS, MANY
from presslayout.flow.arrange.foresee import foreseen
from presslayout.flow.arrange.heights import heights
from presslayout.flow.arrange.idea import ideas
from presslayout.flow.arrange.manners import manners
from presslayout.flow.arrange.modular import ways
from presslayout.flow.arrange.need import needs
from presslayout.flow.arrange.posters import grand, posters
from presslayout.flow.arrange.score import largest_share, score, sound
from presslayout.flow.arrange.trial import nearest, trial
from presslayout.flow.arrange.way import WayKind, shape, spots

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from presslayout.base.diagnostics import Text
    from presslayout.flow.arrange.idea import Idea
    from presslayout.flow.arrange.need import Need
    from presslayout.flow.arrange.region import Region
    from presslayout.flow.arrange.trial import Bench, Trial
    from presslayout.flow.arrange.way import Way
    from presslayout.issue.template import Template


# Ways of a region that are looked at, and those that are set for real: with twice as many the best
# page of the sample sets is the same.
WAYS, SET = 500, 80
# Of those so many may have the lead's headline on its photo.
HEADED = 40
# Each way is dressed in so many manners at most; of the cheapest ways so many are tried, of others
# the first few only; of fewer ways so many times as many.
DRESSES, CHEAPEST, TRIES, FEW, PLENTY = 6, 100, 30, 4, 5
# Of those that begin alike (the lead as wide, as many stories beside it, dressed as it is) so many
# are set, and so many in which the lead alone stands alike: an editor wants to see a choice.
SAME, SAME_LEAD = 6, 24
# Of each idea so many are set, whatever else they promise.
EACH = 8
# While fewer than this are level, ways that are not are taken too.
WANTED = 8


@frozen
class Ranked:
    """One layout of a region: what an editor would say of it, and what stands where."""

    score: int
    good: tuple[Text, ...]
    faults: tuple[Text, ...]
    shape: str
    placed: tuple[Trial, ...]
    sound: bool = True
    share: int = 0


def ranked(found: Sequence[Ranked], region: Region, bench: Bench) -> list[Ranked]:
    """The layouts of a region that were set, weighed against each other, the best first."""
    found = _weighed(found, region, bench)
    return sorted(found, key=lambda one: (-one.score, one.shape))


def tried(
    members: Sequence[int],
    region: Region,
    bench: Bench,
    progress: Callable[[int, int], None] | None = None,
) -> list[Ranked]:
    """The layouts of a region that were set, in any order; none where it has no room for them.

    Heads are large, or small, as those of the bench are.
    """
    bench.fresh()
    room = region.rows, region.columns
    pitch = _pitch(bench.desk.template)
    table = {n: needs(bench.billed(n), bench.desk, room) for n in members}
    offered = ways(table, *room, pitch, most=WAYS)
    if len(bench.tales) < MANY:
        shown = (_shown(table, region, bench), posters(table, region, bench))
        others = [ways(one, *room, pitch, most=WAYS) for one in shown if one is not None]
        # Those with a large photo first: what they lack the others have.
        each = zip_longest(*others, offered)
        offered = [way for found in each for way in found if way is not None]
    chosen = _dressed(offered, region, bench)
    if len(bench.tales) < MANY:
        known = {shape(way) for way in chosen}
        also = grand(table, region, bench, pitch)
        chosen += [way for way in also if shape(way) not in known]
    found: list[Ranked] = []
    for number, way in enumerate(chosen, 1):
        placed = trial(way, region, bench)
        if placed is not None:
            found.append(_judged(placed, way, region))
        if progress is not None:
            progress(number, len(chosen))
    for way in offered if len(found) < WANTED else ():
        placed = nearest(way, region, bench)
        if placed is not None and all(region.holds(one.slot.whole) for one in placed):
            found.append(_judged(placed, way, region))
        if len(found) >= WANTED:
            break
    return found


def _weighed(found: Sequence[Ranked], region: Region, bench: Bench) -> list[Ranked]:
    """The layouts, those with a smaller photo than copy leaves room for less good by what it lacks.

    Where that is less than a page should have, it is said of all, with what must go of each first.
    """
    template, cells = bench.desk.template, region.cells
    if not any(one.share for one in found):
        return list(found)
    shares = [one.share for one in found if one.sound] or [one.share for one in found]
    least = reachable(template, cells, shares)
    weighed = []
    for one in found:
        said = full(template, cells, max(shares), sum(placed.over for placed in one.placed))
        points = max(one.score - below_cost(one.share, least), 0)
        faults = one.faults if said is None else (*one.faults, said)
        weighed.append(replace(one, score=points, faults=faults))
    return weighed


def _shown(
    table: Mapping[int, Sequence[Need]], region: Region, bench: Bench
) -> dict[int, list[Need]] | None:
    """What stories want where one photo is as large as the others' copy lets it be.

    It is that of the heaviest story that has a photo whose columns are free; None without one.
    """
    least = {n: min(need.least * need.columns for need in found) for n, found in table.items()}
    for story in sorted(table):
        if story >= LEADING_PHOTOS or len(bench.forms(story, region.columns)) == 1:
            continue
        room = region.cells - sum(least.values()) + least[story]
        made = [_largest(need, region, room, bench) for need in table[story]]
        return (
            {n: list(found) for n, found in table.items()} | {story: made}
            if made != list(table[story])
            else None
        )
    return None


def _largest(plain: Need, region: Region, room: int, bench: Bench) -> Need:
    """What a story wants over so many columns with the largest photo that leaves the others room."""
    forms = [
        f
        for f in bench.forms(plain.story, plain.columns)
        if f.photo_columns and not (f.split or f.head_over)
    ]
    for form in sorted(forms, key=lambda form: -form.photo_columns):
        made = bench.need(plain.story, (region.rows, plain.columns), form)
        if made is not None and made.least * made.columns <= room and made.least <= region.rows:
            return made
    return plain


def _judged(placed: tuple[Trial, ...], way: Way, region: Region) -> Ranked:
    whole = sound(placed, region)
    return Ranked(*score(placed, region), shape(way), placed, whole, largest_share(placed, region))


def _dressed(offered: Sequence[Way], region: Region, bench: Bench) -> list[Way]:
    """Ways that may fill the region, each dressed in some manners, few of which begin alike.

    Those come first of which the least will be said.
    """
    found: list[tuple[float, int, Way]] = []
    shown: dict[int, tuple[Idea, ...]] = {}
    known: set[str] = set()
    # Few ways are dressed the more.
    plenty = min(max(CHEAPEST // max(len(offered), 1), 1), PLENTY)
    for number, way in enumerate(offered):
        tries = TRIES * plenty if number < CHEAPEST else FEW
        given = 0
        for one in islice(manners(way, region, bench), tries):
            drawn = shape(one)
            if drawn in known:
                continue
            known.add(drawn)
            high = heights(one, region.rows, bench.price, bench.tables)
            if high is None:
                continue
            stand = list(spots(one, (region.row, region.column), region.rows, high))
            shown[len(found)] = ideas(sketch.foreseen(stand, bench))
            found.append((foreseen(stand, region, bench), len(found), one))
            given += 1
            if given == DRESSES * plenty:
                break
    return _chosen(sorted(found, key=lambda one: one[:2]), shown, plenty)


def _chosen(
    found: Sequence[tuple[float, int, Way]], shown: Mapping[int, Sequence[Idea]], plenty: int
) -> list[Way]:
    """The most promising of the ways, few of which begin alike, and some of each idea."""
    begun: Counter[tuple[object, ...]] = Counter()
    carried: Counter[Idea] = Counter()
    chosen: dict[int, Way] = {}
    # However much they promise: a sheet shows a few of them.
    over = 0
    for _, number, way in found:
        lead, beginning = _beginning(way)
        headed = any(need.form.head_over for need in way.needs)
        if headed and over == HEADED:
            continue
        if begun[lead] < SAME_LEAD * plenty and begun[beginning] < SAME * plenty:
            over += headed
            begun.update((lead, beginning))
            carried.update(shown[number])
            chosen[number] = way
            if len(chosen) == SET:
                break
    for _, number, way in found:
        if number not in chosen and any(carried[idea] < EACH for idea in shown[number]):
            carried.update(shown[number])
            chosen[number] = way
    return list(chosen.values())


def _beginning(way: Way) -> tuple[tuple[object, ...], tuple[object, ...]]:
    """What of a way meets the eye first: how the lead stands, and all that stands out beside it."""
    bands = way.parts if way.kind == WayKind.STACK else (way,)
    lead = min(way.stories)
    first = _holding(bands, lead) or way
    inside = _holding(first.parts, lead) or first
    forms = {need.story: need.form for need in way.needs}
    marks = sorted(n for n, form in forms.items() if form.frame or form.head_side)
    own = (first.kind, inside.kind, inside.columns, forms[lead].split)
    return own, (*own, forms[lead], len(bands), len(first.stories), way.bent, *marks)


def _holding(parts: Sequence[Way], story: int) -> Way | None:
    """The part of a way in which a story stands."""
    return next((part for part in parts if story in part.stories), None)


def _pitch(template: Template) -> float:
    column = (template.base_cells + template.gutter_cells) * template.body.size
    return template.body.leading / column
