"""The manners in which a way may be dressed: which photo dominates, what stands in a box.

At most one story of a page is boxed or has an upright headline; the lead alone is reset (破栏).
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from itertools import product
from operator import itemgetter
from typing import TYPE_CHECKING

from presslayout.flow.arrange.dominance import share_cost, wanted
from presslayout.flow.arrange.dress import usual_span
from presslayout.flow.arrange.way import WayKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.flow.arrange.need import Need
    from presslayout.flow.arrange.region import Region
    from presslayout.flow.arrange.trial import Bench
    from presslayout.flow.arrange.way import Way
    from presslayout.issue.template import Dress

# Boxes and upright headlines that are tried on a way, the heaviest stories first.
SPECIALS = 6
# Ways to share out the columns of first photos that are tried; one of them dominates when it is
# this many tenths as large as the next.  Of a dominant photo of one size so many are tried.
SPANS, ALIKE_SPANS, DOMINANT_TENTHS = 10, 2, 22

_Chosen = dict[int, "Dress"]
# What stories want in such forms; None where one does not fit in it.
_Wanted = dict[int, "Need | None"]


def manners(way: Way, region: Region, bench: Bench) -> Iterator[Way]:
    """The way in all manners that suit it and may fill the region, the most telling ones first."""
    bent, own = _bent(way), {need.story: need for need in way.needs}
    suited = {n: _suited(bench.forms(n, need.columns), bends=n in bent) for n, need in own.items()}
    lead = min(suited)
    specials: list[_Chosen] = [
        {n: form}
        for n in sorted(suited)
        for form in suited[n]
        if n != lead and (form.frame or form.head_side)
    ]
    resets: list[_Chosen] = [{lead: form} for form in suited[lead] if form.split]
    seen = tuple((n, need.columns, n in bent) for n, need in own.items() if bench.tales[n].photos)
    if seen not in bench.spans:
        shown = {n: own[n] for n, *_ in seen}
        bench.spans[seen] = _spans(shown, suited, region, bench)
    photos = bench.spans[seen]
    asked = {n: own[n].form for n, *_ in seen}
    if any(form != bench.plain for form in asked.values()) and asked not in photos:
        photos = [asked, *photos]
    offered = photos, [{}, *resets], [{}, *specials[:SPECIALS]]
    yield from _filling(way, offered, region, bench)


def _suited(forms: Sequence[Dress], *, bends: bool) -> Sequence[Dress]:
    """The forms that suit a story where it stands."""
    if not bends:
        return forms
    return [form for form in forms if not (form.split or form.frame or form.head_side)]


def _filling(
    way: Way, offered: tuple[Sequence[_Chosen], ...], region: Region, bench: Bench
) -> Iterator[Way]:
    """The way in every manner that fills the region: how photos share it, the lead, and a box."""
    own = {need.story: need for need in way.needs}
    lead = min(own)
    # What the stories of each choice want, asked for when it is first met.
    told: list[list[_Wanted | None]] = [[None] * len(each) for each in offered]
    for number in _order(tuple(map(len, offered))):
        spans, reset = offered[0][number[0]], offered[1][number[1]]
        if reset and not _agree(reset[lead], spans.get(lead, bench.plain), own[lead].columns):
            continue
        wanted: _Wanted = {}
        for known, each, n in zip(told, offered, number, strict=True):
            here = known[n]
            if here is None:
                here = known[n] = _in_forms(own, each[n], region, bench)
            wanted.update(here)
        changed = {}
        for story, need in wanted.items():
            if need is None:
                break
            if need is not own[story]:
                changed[story] = need
        else:
            if changed:
                made = bench.wardrobe.filling(way, changed, region.rows)
            else:
                made = way if way.least <= region.rows <= way.most else None
            if made is not None:
                yield made


@cache
def _order(counts: tuple[int, ...]) -> list[tuple[int, ...]]:
    """One of each of so many choices, the first of all of them first."""
    return sorted(product(*map(range, counts)), key=lambda n: (sum(n), n))


def _spans(
    needs: Mapping[int, Need],
    suited: Mapping[int, Sequence[Dress]],
    region: Region,
    bench: Bench,
) -> list[_Chosen]:
    """How many columns first photos cross; the plans in which one dominates by a good share first."""
    plain = [
        [form for form in suited[n] if not (form.split or form.frame or form.head_side)]
        for n in needs
    ]

    least = wanted(bench.desk.template, region.cells)
    # There are thousands of plans of a few forms each: what a form shows is worked out once.
    sized = [
        [(form, _size(need, form, bench), form != bench.plain) for form in forms]
        for need, forms in zip(needs.values(), plain, strict=True)
    ]
    away = cache(lambda largest: share_cost(photo_share(largest, region, bench), least))

    def rank(plan: tuple[tuple[Dress, int, bool], ...]) -> tuple[bool, int, int, int]:
        largest, *others = sorted((size for _, size, _ in plan), reverse=True) or [0]
        equal = bool(others) and largest * 10 < others[0] * DOMINANT_TENTHS
        return equal, away(largest), sum(changed for _, _, changed in plan), largest

    told = sorted(((rank(plan), plan) for plan in product(*sized)), key=itemgetter(0))
    # Of a largest photo of one size not all: how large it can be the copy decides.
    seen: Counter[tuple[int, bool]] = Counter()
    kept = []
    for (*_, size), sizes in told:
        plan = [form for form, _, _ in sizes]
        largest = size, any(form.head_over for form in plan)
        seen[largest] += 1
        if seen[largest] <= ALIKE_SPANS:
            kept.append(plan)
            if len(kept) == SPANS:
                break
    return [dict(zip(needs, plan, strict=True)) for plan in kept]


def _agree(reset: Dress, span: Dress, columns: int) -> bool:
    """Whether a story reset is dressed as its photo is to be: right across it in either measure."""
    if span.head_over or reset.head_over:
        return span.head_over == reset.head_over and span.photo_columns == columns
    return reset.photo_columns == span.photo_columns


def photo_share(size: int, region: Region, bench: Bench) -> int:
    """The share of a region that a photo of a `photo_size` takes, in per mille."""
    template = bench.desk.template
    column = (template.base_cells + template.gutter_cells) * template.body.size
    return size * column // template.body.leading // region.cells


def photo_size(need: Need, bench: Bench) -> int:
    """How large a story's first photo is, uncropped, as it compares with others."""
    return _size(need, need.form, bench)


def _size(need: Need, form: Dress, bench: Bench) -> int:
    """How large a story's first photo is in a form."""
    photo = bench.tales[need.story].photos[0]
    facts = bench.desk.pictures[photo.file]
    count = photo.columns or form.photo_columns or usual_span(facts, need.columns)
    own = count * need.columns / form.split if form.split else count
    return int(own * own * 1000) * facts.height // facts.width


def _bent(way: Way) -> set[int]:
    """The stories that are bent round others."""
    own = set(way.parts[0].stories) if way.kind == WayKind.ELL else set()
    return own.union(*map(_bent, way.parts))


def _in_forms(own: Mapping[int, Need], chosen: _Chosen, region: Region, bench: Bench) -> _Wanted:
    """What stories want in these forms: their own where they are dressed so, None where one does not fit."""
    return {
        story: own[story]
        if form == own[story].form
        else bench.need(story, (region.rows, own[story].columns), form)
        for story, form in chosen.items()
    }
