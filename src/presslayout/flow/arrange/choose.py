"""The layouts of a page whose stories have no slots: counted, set, ranked; one of them taken."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, INFO, Diagnostic, SpecError, Text
from presslayout.base.errands import Errand, done
from presslayout.base.keeping import Anchor, Keeping, digest
from presslayout.base.memory import Memory
from presslayout.base.values import replace
from presslayout.flow.arrange.allot import allotted, too_little, too_much
from presslayout.flow.arrange.choice import Choice
from presslayout.flow.arrange.dress import MANY, Billed, ruled, shown, slot
from presslayout.flow.arrange.offers import Stays, choices_of, offers, wanting
from presslayout.flow.arrange.region import partings
from presslayout.flow.arrange.search import ranked, tried
from presslayout.flow.arrange.shares import shares
from presslayout.flow.arrange.trial import Bench, name
from presslayout.flow.arrange.why import whys
from presslayout.flow.desks import desks, shared_by_pages
from presslayout.issue.kinds import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from presslayout.base.cache import Cache
    from presslayout.edition.press import Press
    from presslayout.flow.arrange.offers import Offer
    from presslayout.flow.arrange.search import Ranked
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import PageSpec, Story
    from presslayout.issue.template import Slot
    from presslayout.issue.workspace import Loaded

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
            _PIN if free(page) else _PINNED,
            page.number,
        )
        waiting = {tale.id for tale in free(page)}
        told = tuple(one for one in whys(unplaced(page), taken, runner) if one[0] in waiting)
        loaded = replace(
            taking(loaded, page, taken),
            diagnostics=(*loaded.diagnostics, note, *too_little(page, taken.short)),
            whys=(*loaded.whys, *told),
        )
    full = too_much(loaded.issue, over)
    return replace(loaded, diagnostics=(*loaded.diagnostics, *full))


_PIN = Text(
    "presslayout suggest 看别的排法，pick 定下一种",
    "presslayout suggest shows others, pick pins one",
)
_PINNED = Text(
    "不用改；要换，pick 另一种，或删去这一版的「版式」重新由程序安排",
    "nothing need be done; to change it pick another, or delete the page's “layout” and let it be arranged anew",
)


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
        key, anchor = _key("choice", loaded, page, desk)
        kept = digest(shared, key, anchor=anchor) if keeping is not None else ""
        errands.append(Errand((page, desk), key, kept, anchor))
    return done(partial(_best, loaded), errands, keeping, memory)


def _key(
    what: str, loaded: Loaded, page: PageSpec, desk: Desk
) -> tuple[tuple[object, ...], Anchor]:
    """What of a page shapes its layouts, and from where its lines are counted."""
    facts = tuple(desk.pictures[p.file] for tale in page.stories for p in tale.photos)
    held = loaded.issue.kept(page.number)
    key = (what, page, desk.template, desk.paper, desk.press, held, facts)
    return key, Anchor(loaded.issue.file, page.span.line)


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
        _standing(tale, given[tale.id]) if tale.id in given else tale for tale in page.stories
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


def _standing(tale: Story, where: Slot) -> Story:
    return replace(shown(tale, head_over=where.head_over), slot=where.name)


def offered(
    loaded: Loaded,
    page: PageSpec,
    desk: Desk,
    count: int,
    cache: Cache,
    progress: Callable[[int, int], None] | None = None,
) -> list[Choice]:
    """`choices`, found once as long as nothing of the page changes: one is seen, then picked."""
    keeping = Keeping.at(cache)
    if keeping is None:
        return choices(loaded, page, desk, count, progress)
    key, anchor = _key("choices", loaded, page, desk)
    kept = digest(shared_by_pages(loaded, keeping), key, count, anchor=anchor)
    return keeping.of(kept, lambda: choices(loaded, page, desk, count, progress), anchor)


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
    stays = Stays(held, kept)
    told = _telling(progress, 2 * sum(map(len, offered)))
    tried_: list[list[list[Ranked]]] = [[[] for _ in parts] for parts in offered]
    taken: list[Offer] = []
    for own in (bench,) if len(tales) >= MANY else (bench, bench.small):
        if taken and not wanting(taken):
            break
        for number, parts in enumerate(offered):
            for place, (region, members) in enumerate(parts):
                tried_[number][place] += tried(members, region, own, next(told))
        found = [
            [ranked(made, region, bench) for made, (region, _) in zip(each, parts, strict=True)]
            for each, parts in zip(tried_, offered, strict=True)
            if all(each)
        ]
        taken = offers(found, bench, stays) if found else []
    if not taken:
        raise SpecError([_no_room(page, [tales[n].id for n in waiting])])
    if progress is not None:
        progress(1, 1)
    return choices_of(taken[:count], bench, stays)


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
            where = slot(
                name(rank, sorted(kept)),
                Billed(tale, rank, calm=len(tales) >= MANY),
                pin.ranges,
                desk,
                pin.form,
            )
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
