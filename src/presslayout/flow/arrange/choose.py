"""The layouts of a page whose stories have no slots: counted, set, ranked; one of them taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from presslayout.diagnostics import ERROR, INFO, Diagnostic, SpecError, Text
from presslayout.flow.arrange.modular import shape, ways
from presslayout.flow.arrange.need import needs, slot
from presslayout.flow.arrange.region import Region, partings
from presslayout.flow.arrange.score import score
from presslayout.flow.arrange.trial import Bench, Placed, name, trial
from presslayout.flow.compose import desks
from presslayout.memory import Memory
from presslayout.spec.template import Range

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from presslayout.cache import Cache
    from presslayout.flow.desk import Desk
    from presslayout.page import Press
    from presslayout.spec.issue import PageSpec, Story
    from presslayout.spec.template import Slot, Template
    from presslayout.spec.workspace import Loaded

# So many ways of a region are set for real.
SET = 40
# Ways that differ by less than this share of their cells look the same, in per mille.
ALIKE = 120
# Of the ways to share stories out among regions so many are looked at, and so many tried.
SHARED, SHARINGS = 60_000, 3
# A lower region takes no story of its own where there are others.
LOW = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One layout of a page: slots by story id, its score, and what speaks for and against it."""

    slots: tuple[tuple[str, Slot], ...]
    score: int
    reasons: tuple[Text, ...]


def unplaced(page: PageSpec) -> list[Story]:
    """The stories of a page that have no slot, the heaviest first."""
    found = [tale for tale in page.stories if tale.slot is None]
    return sorted(found, key=lambda tale: -(tale.weight or 0))


def free(page: PageSpec) -> list[Story]:
    """The stories of a page for which a place is to be found, the heaviest first."""
    held = {pin.story for pin in page.held}
    return [tale for tale in unplaced(page) if tale.id not in held]


def arranged(
    loaded: Loaded, press: Press, cache: Cache | None = None, memory: Memory | None = None
) -> Loaded:
    """The issue with a slot for every story: as held, else the best layout; it says which.

    `memory` keeps what was chosen for a page as long as nothing of it changes.  SpecError where
    what is held leaves no room for the others.
    """
    memory = memory if memory is not None else Memory()
    pages = [page for page in loaded.issue.pages if unplaced(page)]
    if not pages:
        return loaded
    tables = desks(loaded, press, cache, memory)
    for page in pages:
        desk = tables[page.number]
        facts = tuple(desk.pictures[p.file] for tale in page.stories for p in tale.photos)
        key = ("choice", page, desk.template, desk.paper, press, _kept(loaded, page), facts)
        taken = memory.of(key, partial(_best, loaded, page, desk))
        said = _said(page, taken)
        note = Diagnostic(
            "arranged",
            INFO,
            said,
            page.span,
            Text(
                "presslayout suggest 看别的排法，pick 定下一种",
                "presslayout suggest shows others, pick pins one",
            ),
            page.number,
        )
        loaded = replace(taking(loaded, page, taken), diagnostics=(*loaded.diagnostics, note))
    return loaded


def _best(loaded: Loaded, page: PageSpec, desk: Desk) -> Choice:
    return choices(loaded, page, desk, 1)[0]


def _said(page: PageSpec, taken: Choice) -> Text:
    number, left = page.number, free(page)
    if not left:
        return Text(f"第{number}版按定下的排", f"page {number} is set as pinned")
    score = taken.score
    if not page.held:
        return Text(
            f"第{number}版的稿件没有位置，用了得分最高的排法（{score} 分）",
            f"stories of page {number} have no slots: the best layout was taken (score {score})",
        )
    names = [tale.id for tale in left]
    return Text(
        f"第{number}版定下的不动，{'、'.join(names)} 用了得分最高的排法（{score} 分）",
        f"what page {number} pins stays; for {', '.join(names)} the best layout was taken "
        f"(score {score})",
    )


def taking(loaded: Loaded, page: PageSpec, choice: Choice) -> Loaded:
    """The issue with one layout taken: a template of the page's own, its stories in its slots."""
    template = loaded.templates[page.template]
    given = dict(choice.slots)
    kept = _kept(loaded, page)
    stays = tuple(s for s in template.slots if s.content != "story" or s.name in kept)
    key = f"{page.template}#{page.number}"
    own = replace(template, slots=(*stays, *given.values()))
    placed = tuple(
        replace(tale, slot=given[tale.id].name) if tale.id in given else tale
        for tale in page.stories
    )
    pages = tuple(
        replace(one, template=key, stories=placed) if one.number == page.number else one
        for one in loaded.issue.pages
    )
    return replace(
        loaded,
        issue=replace(loaded.issue, pages=pages),
        templates={**loaded.templates, key: own},
    )


def choices(
    loaded: Loaded,
    page: PageSpec,
    desk: Desk,
    count: int,
    progress: Callable[[int, int], None] | None = None,
) -> list[Choice]:
    """Up to `count` layouts that do not look alike, the best first; at least one.

    What the page holds stands in each of them.  SpecError where that leaves no room.
    """
    kept, tales = _kept(loaded, page), unplaced(page)
    held = _held(page, tales, kept, desk)
    waiting = [n for n in range(len(tales)) if n not in held]
    if not waiting:
        return [Choice(tuple((tales[n].id, one) for n, one in held.items()), 0, ())]
    bench = Bench(tales, desk)
    places = [Range(one.rows, one.columns) for one in held.values()]
    found: list[_Parted] = []
    for whole in partings(desk.template, kept, places):
        for parts in _shared(tales, waiting, whole, desk):
            made = _parted(parts, bench, progress)
            if all(made):
                found.append(made)
                break
    if not found:
        raise SpecError([_no_room(page, [tales[n].id for n in waiting])])
    return _combined(found, tales, (held, kept), count)


# Ways of one region, the best first: score, reasons, shape, what stands where.
_Ranked = list[tuple[int, tuple[Text, ...], str, tuple[Placed, ...]]]
_Parted = list[_Ranked]


def _parted(
    parts: Sequence[tuple[Region, list[int]]],
    bench: Bench,
    progress: Callable[[int, int], None] | None,
) -> _Parted:
    """The ways of each region, set and ranked."""
    per_region = []
    total = len(parts) * SET
    for done, (region, members) in enumerate(parts):
        ranked: _Ranked = []
        room = region.rows, region.columns
        offered = ways(
            {n: needs(bench.tales[n], n, bench.desk, room) for n in members},
            region.rows,
            region.columns,
            _pitch(bench.desk.template),
            most=SET,
        )
        for number, way in enumerate(offered, 1):
            placed = trial(way, region, bench)
            if all(region.holds(one.slot.whole) for one in placed):
                points, reasons = score(placed, region)
                ranked.append((points, reasons, shape(way), placed))
            if progress is not None:
                progress(done * SET + number * SET // len(offered), total)
        per_region.append(sorted(ranked, key=lambda r: (-r[0], r[2])))
    return per_region


def _held(
    page: PageSpec, tales: Sequence[Story], kept: frozenset[str], desk: Desk
) -> dict[int, Slot]:
    """The slots of the stories that are held, by rank."""
    places = {pin.story: pin for pin in page.held}
    made = {}
    for rank, tale in enumerate(tales):
        pin = places.get(tale.id)
        if pin is not None:
            where = slot(name(rank, sorted(kept)), rank, pin.rows, pin.columns, desk)
            made[rank] = replace(where, span=pin.span)
    return made


def _no_room(page: PageSpec, names: Sequence[str]) -> Diagnostic:
    return Diagnostic(
        "no-room-left",
        ERROR,
        Text(
            f"第{page.number}版定下和锁定的稿件没有给 {'、'.join(names)} 留地方",
            f"what page {page.number} pins and locks leaves no room for {', '.join(names)}",
        ),
        page.held[0].span if page.held else page.span,
        Text(
            "删去「版式」（或其中几篇）让程序重排，或把「锁定」改小",
            "delete the layout, or some of its stories, to have the page laid out anew, or make "
            "locks smaller",
        ),
        page.number,
        names[0],
    )


def _kept(loaded: Loaded, page: PageSpec) -> frozenset[str]:
    """Slots that stay: those of stories that have one, and those where a jump goes on."""
    own = {tale.slot for tale in page.stories if tale.slot}
    jumps = {
        jump.slot
        for other in loaded.issue.pages
        for tale in other.stories
        for jump in tale.jumps
        if jump.page == page.number
    }
    return frozenset(own | jumps)


def _pitch(template: Template) -> float:
    column = (template.base_cells + template.gutter_cells) * template.body.size
    return template.body.leading / column


def _shared(
    tales: Sequence[Story], members: Sequence[int], whole: Sequence[Region], desk: Desk
) -> list[list[tuple[Region, list[int]]]]:
    """Stories to regions so that each is about as full as its size, the lead in the first."""
    whole = [region for region in whole if region.rows >= LOW] or whole
    while len(whole) ** len(members) > SHARED:
        whole = [region for region in whole if region != min(whole, key=lambda r: r.cells)]
    if len(whole) == 1:
        return [[(whole[0], list(members))]]
    widest = max(whole, key=lambda region: region.cells)
    wanted = []
    for number in members:
        found = needs(tales[number], number, desk, (widest.rows, widest.columns))
        wanted.append(min((n.nominal * n.columns for n in found), default=widest.cells))
    best = sorted(
        product(range(len(whole)), repeat=len(members)),
        key=lambda way: (
            sum(way.count(n) == 0 for n in range(len(whole))),
            way[0] != 0,
            sum(
                abs(region.cells - sum(w for w, at in zip(wanted, way, strict=True) if at == n))
                for n, region in enumerate(whole)
            ),
            way,
        ),
    )[:SHARINGS]
    return [
        [
            (region, [k for k, at in zip(members, way, strict=True) if at == n])
            for n, region in enumerate(whole)
            if n in way
        ]
        for way in best
    ]


def _combined(
    found: Sequence[_Parted],
    tales: Sequence[Story],
    stays: tuple[Mapping[int, Slot], frozenset[str]],
    count: int,
) -> list[Choice]:
    """The best of all regions together, those that look like a better one left out."""
    held, kept = stays
    whole = []
    for per_region in found:
        most = 40 if len(per_region) == 1 else 6
        for parts in product(*(ranked[:most] for ranked in per_region)):
            points = sum(p[0] for p in parts) // len(parts)
            whole.append((points, parts))
    whole.sort(key=lambda entry: (-entry[0], [p[2] for p in entry[1]]))
    made: list[Choice] = []
    looks: list[Mapping[int, Slot]] = []
    for points, parts in whole:
        slots = {**held, **{one.story: one.slot for part in parts for one in part[3]}}
        if any(_alike(slots, other) for other in looks):
            continue
        looks.append(slots)
        named = tuple(
            (tales[rank].id, replace(slots[rank], name=name(rank, sorted(kept))))
            for rank in sorted(slots)
        )
        reasons = tuple(text for part in parts for text in part[1])
        made.append(Choice(named, points, reasons))
        if len(made) == count:
            break
    return made


def _alike(one: Mapping[int, Slot], other: Mapping[int, Slot]) -> bool:
    """Whether the two heaviest stories have nearly the same places, or nearly all have.

    Where lesser stories change places only, an editor sees the same page.
    """
    heaviest = sorted(one)[:2]
    return _differ(one, other, heaviest) < ALIKE or _differ(one, other, sorted(one)) < ALIKE


def _differ(one: Mapping[int, Slot], other: Mapping[int, Slot], stories: Sequence[int]) -> int:
    """The share of their cells that stories do not keep, in per mille."""
    differing = whole = 0
    for story in stories:
        a, b = one[story], other[story]
        size = _area(a.rows, a.columns)
        whole += size
        differing += size - _area(
            (max(a.rows[0], b.rows[0]), min(a.rows[1], b.rows[1])),
            (max(a.columns[0], b.columns[0]), min(a.columns[1], b.columns[1])),
        )
    return differing * 1000 // max(whole, 1)


def _area(rows: tuple[int, int], columns: tuple[int, int]) -> int:
    return max(rows[1] - rows[0] + 1, 0) * max(columns[1] - columns[0] + 1, 0)
