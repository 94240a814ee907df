"""The layouts of one region: ways counted, dressed, set for real, scored; the best first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product
from typing import TYPE_CHECKING

from presslayout.flow.arrange.dress import forms
from presslayout.flow.arrange.heights import heights
from presslayout.flow.arrange.modular import bends, ways
from presslayout.flow.arrange.need import needs
from presslayout.flow.arrange.score import score
from presslayout.flow.arrange.trial import nearest, trial
from presslayout.flow.arrange.way import STACK, dressed, shape
from presslayout.spec.template import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from presslayout.diagnostics import Text
    from presslayout.flow.arrange.need import Need
    from presslayout.flow.arrange.region import Region
    from presslayout.flow.arrange.trial import Bench, Placed
    from presslayout.flow.arrange.way import Way
    from presslayout.spec.template import Form, Template

# Ways of a region that are looked at, and those that are set for real.
WAYS, SET = 1200, 90
# Each way is dressed in so many manners at most; of the cheapest ways so many are tried, of others
# the first few only.
DRESSES, CHEAPEST, TRIES, FEW = 4, 150, 40, 6
# Of those that begin alike (the lead as wide, as many stories beside it, dressed as it is) so many
# are set: an editor wants to see a choice.
SAME = 5
# While fewer than this are level, ways that are not are taken too.
WANTED = 8
# Stories that stand in a box or under an upright headline, one of a page.
FEATURED = 3


@dataclass(frozen=True, slots=True)
class Ranked:
    """One layout of a region."""

    score: int
    reasons: tuple[Text, ...]
    shape: str
    placed: tuple[Placed, ...]


def ranked(
    members: Sequence[int],
    region: Region,
    bench: Bench,
    progress: Callable[[int, int], None] | None = None,
) -> list[Ranked]:
    """The layouts of a region that were set, the best first; at least one."""
    room = region.rows, region.columns
    table = {n: needs(bench.tales[n], n, bench.desk, room) for n in members}
    offered = ways(table, *room, _pitch(bench.desk.template), most=WAYS)
    found: list[Ranked] = []
    chosen = _dressed(offered, region, bench)
    for number, way in enumerate(chosen, 1):
        placed = trial(way, region, bench)
        if placed is not None:
            found.append(_ranked(placed, way, region))
        if progress is not None:
            progress(number, len(chosen))
    for way in offered if len(found) < WANTED else ():
        placed = nearest(way, region, bench)
        if placed is not None:
            found.append(_ranked(placed, way, region))
        if len(found) >= WANTED:
            break
    return sorted(found, key=lambda one: (-one.score, one.shape))


def _ranked(placed: tuple[Placed, ...], way: Way, region: Region) -> Ranked:
    points, reasons = score(placed, region)
    return Ranked(points, reasons, shape(way), placed)


def _dressed(offered: Sequence[Way], region: Region, bench: Bench) -> list[Way]:
    """Ways that may fill the region, each dressed in some manners, no more than a few of which
    begin alike."""
    found: list[tuple[int, Way]] = []
    for number, way in enumerate(offered):
        tries = TRIES if number < CHEAPEST else FEW
        fitting = (
            one
            for one in islice(_manners(way, region, bench), tries)
            if heights(one, region.rows, bench.price) is not None
        )
        found += enumerate(islice(fitting, DRESSES))
    begun: dict[tuple[object, ...], int] = {}
    chosen = []
    for _, way in sorted(found, key=lambda one: one[0]):
        beginning = _beginning(way)
        begun[beginning] = begun.get(beginning, 0) + 1
        if begun[beginning] <= SAME:
            chosen.append(way)
    return chosen[:SET]


def _beginning(way: Way) -> tuple[object, ...]:
    """What of a way meets the eye first."""
    bands = way.parts if way.kind == STACK else (way,)
    lead = min(way.stories)
    first = next(band for band in bands if lead in band.stories)
    inside = next((part for part in first.parts if lead in part.stories), first)
    need = next(need for need in way.needs if need.story == lead)
    marks = sorted(
        ("f" if n.form.frame else "s") + str(n.story)
        for n in way.needs
        if n.form.frame or n.form.head_side
    )
    return (
        first.kind, inside.kind, inside.columns, len(bands), len(first.stories), bends(way),
        need.form, *marks,
    )  # fmt: skip


def _manners(way: Way, region: Region, bench: Bench) -> Iterator[Way]:
    """The way in all manners that suit it, the most telling ones first."""
    suited = {need.story: _forms(need, bench, bent=_bent(way, need)) for need in way.needs}
    lead = min(suited)
    photos = [n for n in suited if bench.tales[n].photos]
    specials: list[tuple[int, Form]] = [
        (n, form) for n in sorted(suited) if n != lead
        for form in suited[n] if form.frame or form.head_side
    ]  # fmt: skip
    specials = specials[: 2 * FEATURED]
    plans = list(_photo_plans(photos, suited, bench, way))
    splits = [None, *(form for form in suited[lead] if form.split)]
    for plan, split, special in _mixed(plans, splits, [None, *specials]):
        chosen = dict(plan)
        if split is not None:
            if split.photo_columns != chosen.get(lead, PLAIN).photo_columns:
                continue
            chosen[lead] = split
        if special is not None:
            chosen[special[0]] = special[1]
        made = _in_forms(way, chosen, region, bench)
        if made is not None:
            yield made


def _mixed(plans, splits, specials):  # type: ignore[no-untyped-def]
    order = sorted(
        product(range(len(plans)), range(len(splits)), range(len(specials))),
        key=lambda n: (sum(n), n),
    )
    for a, b, c in order:
        yield plans[a], splits[b], specials[c]


def _photo_plans(
    photos: Sequence[int], suited: dict[int, list[Form]], bench: Bench, way: Way
) -> Iterator[dict[int, Form]]:
    """Which columns first photos cross, the plans in which one dominates first."""
    needs_ = {need.story: need for need in way.needs}
    plain = [[f for f in suited[n] if not f.split and not f.frame and not f.head_side] for n in photos]
    plans = [dict(zip(photos, forms_, strict=True)) for forms_ in product(*plain)]

    def away(plan: dict[int, Form]) -> tuple[bool, int]:
        sizes = sorted(
            (_area(form, needs_[n].columns, n, bench) for n, form in plan.items()), reverse=True
        )
        poor = len(sizes) > 1 and sizes[0] * 10 < sizes[1] * 22
        return poor, sum(form != PLAIN for form in plan.values())

    yield from sorted(plans, key=away)[:4] if plans else [{}]


def _area(form: Form, columns: int, story: int, bench: Bench) -> int:
    photo = bench.tales[story].photos[0]
    facts = bench.desk.pictures[photo.file]
    wide = facts.width > facts.height
    count = photo.columns or form.photo_columns or min(2 if wide and columns > 2 else 1, columns)
    return count * count * 1000 * facts.height // facts.width


def _forms(need: Need, bench: Bench, *, bent: bool) -> list[Form]:
    found = forms(bench.tales[need.story], need.story, need.columns, bench.desk)
    if bent:
        return [form for form in found if not (form.split or form.frame or form.head_side)]
    return found


def _bent(way: Way, need: Need) -> bool:
    """Whether a story of a way is bent round another."""
    if way.kind == "ell" and way.parts[0].need is need:
        return True
    return any(_bent(part, need) for part in way.parts)


def _in_forms(way: Way, chosen: dict[int, Form], region: Region, bench: Bench) -> Way | None:
    """The way with its stories in these forms; None where one does not fit in its form."""
    wanted = {}
    for need in way.needs:
        form = chosen.get(need.story, PLAIN)
        made = need if form == PLAIN else bench.need(
            need.story, (region.rows, need.columns), form
        )  # fmt: skip
        if made is None:
            return None
        wanted[need.story] = made
    return dressed(way, lambda need: wanted[need.story])


def _pitch(template: Template) -> float:
    column = (template.base_cells + template.gutter_cells) * template.body.size
    return template.body.leading / column
