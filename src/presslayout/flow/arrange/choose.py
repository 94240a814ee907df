"""The layouts of a page whose stories have no slots: counted, set, ranked; one of them taken."""

from __future__ import annotations

from functools import partial
from itertools import product
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, INFO, Diagnostic, SpecError, Text
from presslayout.base.errands import Errand, done
from presslayout.base.keeping import Anchor, Keeping, digest
from presslayout.base.memory import Memory
from presslayout.base.values import frozen, replace
from presslayout.flow.arrange.allot import allotted, too_much
from presslayout.flow.arrange.choice import Choice
from presslayout.flow.arrange.dress import Billed, ruled, slot
from presslayout.flow.arrange.look import Look, difference, look
from presslayout.flow.arrange.region import partings
from presslayout.flow.arrange.score import LEAD_LOW, REPEATED, THROUGH, Fault
from presslayout.flow.arrange.search import Ranked, ranked
from presslayout.flow.arrange.shares import shares
from presslayout.flow.arrange.trial import Bench, name
from presslayout.flow.arrange.why import whys
from presslayout.flow.desks import desks, shared_by_pages
from presslayout.issue.kinds import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from presslayout.base.cache import Cache
    from presslayout.edition.press import Press
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import PageSpec, Story
    from presslayout.issue.template import Slot, Template
    from presslayout.issue.workspace import Loaded

# Pages that differ by less than this share of what the eye meets look the same, in per mille.
ALIKE, ALIKE_BELOW = 330, 500
# Rows by which the lead may be higher or lower and still stand alike.
NEAR_ROWS = 6
# Layouts of a region that are looked at, and of each of several regions.
SEEN, SEEN_TOGETHER = 120, 8
# What it takes from a layout that one before it has the same box, bend or upright headline.
AGAIN = 12
# More stories than this have no room on one page, however brief they are.
MOST_STORIES = 50


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
    loaded = allotted(loaded, press, cache, memory)
    pages = [page for page in loaded.issue.pages if unplaced(page)]
    if not pages:
        return loaded
    over = []
    for page, (taken, runner) in zip(
        pages,
        _chosen(loaded, pages, desks(loaded, press, cache, memory), cache, memory),
        strict=True,
    ):
        over.append((page.number, *taken.over))
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
        waiting = {tale.id for tale in free(page)}
        told = tuple(one for one in whys(unplaced(page), taken, runner) if one[0] in waiting)
        loaded = replace(
            taking(loaded, page, taken),
            diagnostics=(*loaded.diagnostics, note),
            whys=(*loaded.whys, *told),
        )
    full = too_much(loaded.issue, over)
    return replace(loaded, diagnostics=(*loaded.diagnostics, *full))


def _chosen(
    loaded: Loaded,
    pages: Sequence[PageSpec],
    tables: Mapping[int, Desk],
    cache: Cache | None,
    memory: Memory,
) -> list[tuple[Choice, Choice | None]]:
    """The best layout of each page and the next best, as they are known or by every processor.

    What one page shows has no part in how another is laid out.
    """
    keeping = Keeping.at(cache)
    shared = shared_by_pages(loaded, keeping) if keeping is not None else ""
    errands = []
    for page in pages:
        desk = tables[page.number]
        facts = tuple(desk.pictures[p.file] for tale in page.stories for p in tale.photos)
        held, anchor = loaded.issue.kept(page.number), Anchor(loaded.issue.file, page.span.line)
        key = ("choice", page, desk.template, desk.paper, desk.press, held, facts)
        kept = digest(shared, key, anchor=anchor) if keeping is not None else ""
        errands.append(Errand((page, desk), key, kept, anchor))
    return done(partial(_best, loaded), errands, keeping, memory)


def _best(loaded: Loaded, asked: tuple[PageSpec, Desk]) -> tuple[Choice, Choice | None]:
    """The best layout of a page, and the next best."""
    page, desk = asked
    first, *others = choices(loaded, page, desk, 2)
    return first, next(iter(others), None)


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
    kept = loaded.issue.kept(page.number)
    stays = tuple(s for s in template.slots if s.content != Content.STORY or s.name in kept)
    told = [s for s in (*stays, *given.values()) if s.content == Content.STORY]
    made = tuple(ruled(slot, told) for slot in given.values())
    key = f"{page.template}#{page.number}"
    gone = tuple(s for s in template.slots if s not in stays)
    own = replace(template, slots=(*stays, *made), given_up=gone)
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
    kept, tales = loaded.issue.kept(page.number), unplaced(page)
    held = _held(page, tales, kept, desk)
    waiting = [n for n in range(len(tales)) if n not in held]
    if not waiting:
        return [Choice(tuple((tales[n].id, one) for n, one in held.items()), 0, ())]
    if len(waiting) > MOST_STORIES:
        raise SpecError([_too_many(page, [tales[n] for n in waiting])])
    bench = Bench(tales, desk)
    places = [place for one in held.values() for place in one.ranges]
    ways = partings(desk.template, kept, places)
    offered = shares(tales, waiting, ways, desk)
    told = _telling(progress, sum(map(len, offered)))
    tried = [
        [ranked(members, region, bench, next(told)) for region, members in parts]
        for parts in offered
    ]
    found = [made for made in tried if all(made)]
    if not found:
        raise SpecError([_no_room(page, [tales[n].id for n in waiting])])
    return _combined(found, bench, _Stays(held, kept), count)


def _telling(
    progress: Callable[[int, int], None] | None, parts: int
) -> Iterator[Callable[[int, int], None]]:
    """Who is told of each part of a search, so that all of them together come to an end."""
    for number in range(parts):

        def told(done: int, total: int, number: int = number) -> None:
            if progress is not None:
                progress(number * total + done, parts * total)

        yield told


def _held(
    page: PageSpec, tales: Sequence[Story], kept: frozenset[str], desk: Desk
) -> dict[int, Slot]:
    """The slots of the stories that are held, by rank."""
    places = {pin.story: pin for pin in page.held}
    made = {}
    for rank, tale in enumerate(tales):
        pin = places.get(tale.id)
        if pin is not None:
            where = slot(name(rank, sorted(kept)), Billed(tale, rank), pin.ranges, desk, pin.form)
            made[rank] = replace(where, span=pin.span)
    return made


def _too_many(page: PageSpec, waiting: Sequence[Story]) -> Diagnostic:
    """Told before anything is tried: no page has room for them, and looking for it has no end."""
    return Diagnostic(
        "no-room-left",
        ERROR,
        Text(
            f"第{page.number}版有 {len(waiting)} 篇稿件没有位置，一版最多自动排 {MOST_STORIES} 篇",
            f"page {page.number} has {len(waiting)} stories without a slot; "
            f"{MOST_STORIES} a page are arranged at most",
        ),
        waiting[MOST_STORIES].span,
        Text(
            "把多的稿件移到别的版，给简讯合成一篇，或在模板里开版位，写明「位置」",
            "move the others to another page, make one story of briefs, or give the template slots "
            "and name them",
        ),
        page.number,
        waiting[MOST_STORIES].id,
    )


def _no_room(page: PageSpec, names: Sequence[str]) -> Diagnostic:
    if not page.held:
        return Diagnostic(
            "no-room-left",
            ERROR,
            Text(
                f"第{page.number}版放不下 {len(names)} 篇没有位置的稿件：{'、'.join(names)}",
                f"page {page.number} has no room for {len(names)} stories without a slot: "
                f"{', '.join(names)}",
            ),
            page.span,
            Text(
                "移几篇到别的版，或换一个模板",
                "move some to another page, or take another template",
            ),
            page.number,
            names[0],
        )
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


@frozen
class _Stays:
    """What of a page stays in every layout: slots of held stories by rank, and names of locked ones."""

    held: Mapping[int, Slot]
    kept: frozenset[str]


def _combined(
    found: Sequence[Sequence[Sequence[Ranked]]],
    bench: Bench,
    stays: _Stays,
    count: int,
) -> list[Choice]:
    """The best of all regions together, those that look like a better one left out."""
    held, kept = stays.held, stays.kept
    whole: list[_Whole] = []
    stay = [*held.values(), *(s for s in bench.desk.template.slots if s.name in kept)]
    for per_region in found:
        most = SEEN if len(per_region) == 1 else SEEN_TOGETHER
        whole += [
            (_points(parts, stay, bench.desk.template), parts)
            for parts in product(*(layouts[:most] for layouts in per_region))
        ]
    whole.sort(key=lambda entry: (-entry[0], [p.shape for p in entry[1]]))
    made: list[Choice] = []
    for points, parts in _distinct(whole, bench.desk.template, count):
        placed = [one for part in parts for one in part.placed]
        slots = {**held, **{one.story: one.slot for one in placed}}
        named = tuple(
            (bench.tales[rank].id, replace(slots[rank], name=name(rank, sorted(kept))))
            for rank in sorted(slots)
        )
        good = tuple(text for part in parts for text in part.good)
        faults = tuple(text for part in parts for text in part.faults)
        faults = (*faults, *(f.text for f in _between(parts, stay, bench.desk.template)))
        if points < _points(parts, stay, bench.desk.template):
            faults = (*faults, REPEATED)
        lines = [(one.outcome.over, one.outcome.work.fonts.measure // 1000) for one in placed]
        over = sum(count for count, _ in lines), sum(count * cells for count, cells in lines)
        made.append(Choice(named, points, (*good, *faults), faults, over))
    return made


def _points(parts: Sequence[Ranked], stay: Sequence[Slot], template: Template) -> int:
    """The score of a page: that of its regions, less what is wrong with them together."""
    wrong = sum(fault.cost for fault in _between(parts, stay, template))
    return max(sum(p.score for p in parts) // len(parts) - wrong, 0)


def _between(parts: Sequence[Ranked], stay: Sequence[Slot], template: Template) -> Iterator[Fault]:
    """What no region sees: a lead below others, gutters that nothing crosses from head to foot."""
    if len(parts) == 1:
        return
    placed = [[one.slot for one in part.placed] for part in parts]
    first = min((one for part in parts for one in part.placed), key=lambda one: one.story)
    top = min(slot.rows[0] for part in placed for slot in part)
    if first.story == 0 and first.slot.rows[0] > top:
        yield Fault(LEAD_LOW, Text("头条不在版首", "the lead does not stand at the top"))
    slots = [*stay, *(slot for part in placed for slot in part)]
    inside = {
        edge
        for part in placed
        for edge in range(min(s.columns[0] for s in part), max(s.columns[1] for s in part))
    }
    for edge in range(1, template.base_columns):
        if edge not in inside and not any(s.columns[0] <= edge < s.columns[1] for s in slots):
            text = Text(f"第 {edge} 栏后通缝", f"a gutter runs through after column {edge}")
            yield Fault(THROUGH, text)


_Whole = tuple[int, tuple[Ranked, ...]]


def _distinct(whole: Sequence[_Whole], template: Template, count: int) -> Iterator[_Whole]:
    """The best, then the best of those that look like none before, until there are `count`.

    What is dressed like one before it counts less: an editor wants to see a choice.  The order does
    not depend on how many are wanted.
    """
    left = [(points, parts, _dress(parts)) for points, parts in whole]
    looks: list[tuple[Look, Slot]] = []
    worn: list[frozenset[str]] = []
    while left and len(looks) < count:
        rated = [
            points - AGAIN * sum(len(dress & other) for other in worn) for points, _, dress in left
        ]
        best = max(range(len(left)), key=lambda n: (rated[n], -n))
        _, parts, dress = left.pop(best)
        placed = [one for part in parts for one in part.placed]
        seen = look(placed, template), min(placed, key=lambda one: one.story).slot
        if any(_alike(seen, other) for other in looks):
            continue
        looks.append(seen)
        worn.append(dress)
        yield rated[best], parts


def _alike(one: tuple[Look, Slot], other: tuple[Look, Slot]) -> bool:
    """Whether two pages look the same; where the lead stands alike the rest must differ more."""
    a, b = one[1], other[1]
    rows = abs(a.rows[0] - b.rows[0]) + abs(a.rows[1] - b.rows[1])
    same = a.columns == b.columns and a.split == b.split and rows <= NEAR_ROWS
    return difference(one[0], other[0]) < (ALIKE_BELOW if same else ALIKE)


def _dress(parts: Sequence[Ranked]) -> frozenset[str]:
    """What stands out of a page: who is boxed, whose headline stands upright, who is bent."""
    return frozenset(
        mark
        for part in parts
        for one in part.placed
        for mark, worn in (
            (f"box {one.story}", one.slot.frame),
            ("upright", one.slot.head_side),
            (f"bent {one.story}", one.slot.parts),
        )
        if worn
    )
