"""The layouts of a page whose stories have no slots: counted, set, ranked; one of them taken."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from presslayout.diagnostics import INFO, Diagnostic, Text
from presslayout.flow.arrange.modular import shape, ways
from presslayout.flow.arrange.need import needs, slot
from presslayout.flow.arrange.region import Region, regions
from presslayout.flow.arrange.score import score
from presslayout.flow.arrange.trial import Bench, Placed, name, trial
from presslayout.flow.compose import desks
from presslayout.memory import Memory

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


def arranged(
    loaded: Loaded, press: Press, cache: Cache | None = None, memory: Memory | None = None
) -> Loaded:
    """The issue with a slot for every story: as pinned, else the best layout; it says which.

    `memory` keeps what was chosen for a page as long as nothing of it changes.
    """
    memory = memory if memory is not None else Memory()
    pages = [page for page in loaded.issue.pages if unplaced(page)]
    if not pages:
        return loaded
    tables = desks(loaded, press, cache, memory)
    for page in pages:
        if page.pinned:
            taken = pinned(loaded, page, tables[page.number])
            said = Text(
                f"第{page.number}版按「版式」里定下的排", f"page {page.number} is set as pinned"
            )
        else:
            desk = tables[page.number]
            facts = tuple(desk.pictures[p.file] for tale in page.stories for p in tale.photos)
            key = ("choice", page, desk.template, desk.paper, press, _kept(loaded, page), facts)
            taken = memory.of(key, partial(_best, loaded, page, desk))
            said = Text(
                f"第{page.number}版的稿件没有位置，用了得分最高的排法（{taken.score} 分）",
                f"stories of page {page.number} have no slots: the best layout was taken "
                f"(score {taken.score})",
            )
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
    """Up to `count` layouts that do not look alike, the best first; at least one."""
    kept = _kept(loaded, page)
    tales = unplaced(page)
    whole = regions(desk.template, kept)
    parts = _shared(tales, whole, desk)
    bench = Bench(tales, desk)
    per_region: list[list[tuple[int, tuple[Text, ...], str, tuple[Placed, ...]]]] = []
    total = len(parts) * SET
    for done, (region, members) in enumerate(parts):
        ranked = []
        offered = ways(
            {n: needs(tales[n], n, desk, (region.rows, region.columns)) for n in members},
            region.rows,
            region.columns,
            _pitch(desk.template),
            most=SET,
        )
        for number, way in enumerate(offered, 1):
            placed = trial(way, region, bench)
            points, reasons = score(placed, region)
            ranked.append((points, reasons, shape(way), placed))
            if progress is not None:
                progress(done * SET + number * SET // len(offered), total)
        per_region.append(sorted(ranked, key=lambda r: (-r[0], r[2])))
    return _combined(per_region, tales, kept, count)


def pinned(loaded: Loaded, page: PageSpec, desk: Desk) -> Choice:
    """The layout that the spec pins."""
    tales = unplaced(page)
    kept = _kept(loaded, page)
    places = {pin.story: pin for pin in page.pinned}
    made = []
    for rank, tale in enumerate(tales):
        pin = places[tale.id]
        where = slot(name(rank, sorted(kept)), rank, pin.rows, pin.columns, desk)
        made.append((tale.id, replace(where, span=pin.span)))
    return Choice(tuple(made), 0, ())


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
    tales: Sequence[Story], whole: Sequence[Region], desk: Desk
) -> list[tuple[Region, list[int]]]:
    """Stories to regions so that each is about as full as its size, the lead in the first."""
    if len(whole) == 1:
        return [(whole[0], list(range(len(tales))))]
    widest = max(whole, key=lambda region: region.cells)
    wanted = []
    for number, tale in enumerate(tales):
        found = needs(tale, number, desk, (widest.rows, widest.columns))
        wanted.append(min((n.nominal * n.columns for n in found), default=widest.cells))
    best = min(
        product(range(len(whole)), repeat=len(tales)),
        key=lambda way: (
            sum(way.count(n) == 0 for n in range(len(whole))),
            way[0] != 0,
            sum(
                abs(region.cells - sum(w for w, at in zip(wanted, way, strict=True) if at == n))
                for n, region in enumerate(whole)
            ),
            way,
        ),
    )
    return [
        (region, [k for k, at in enumerate(best) if at == n])
        for n, region in enumerate(whole)
        if n in best
    ]


def _combined(
    per_region: Sequence[Sequence[tuple[int, tuple[Text, ...], str, tuple[Placed, ...]]]],
    tales: Sequence[Story],
    kept: frozenset[str],
    count: int,
) -> list[Choice]:
    """The best of all regions together, those that look like a better one left out."""
    most = 40 if len(per_region) == 1 else 6
    whole = []
    for parts in product(*(ranked[:most] for ranked in per_region)):
        points = sum(p[0] for p in parts) // len(parts)
        whole.append((points, parts))
    whole.sort(key=lambda entry: (-entry[0], [p[2] for p in entry[1]]))
    found: list[Choice] = []
    looks: list[Mapping[int, Slot]] = []
    for points, parts in whole:
        placed = [one for part in parts for one in part[3]]
        slots = {one.story: one.slot for one in placed}
        if any(_alike(slots, other) for other in looks):
            continue
        looks.append(slots)
        named = tuple(
            (tales[one.story].id, replace(one.slot, name=name(rank, sorted(kept))))
            for rank, one in enumerate(sorted(placed, key=lambda p: p.story))
        )
        reasons = tuple(text for part in parts for text in part[1])
        found.append(Choice(named, points, reasons))
        if len(found) == count:
            break
    return found


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
