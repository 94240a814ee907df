"""The layouts of a page that are offered: one of each idea, the six that are wanted before others.

Pages that look alike, or like each other's mirror image, are offered once.
"""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen, replace
from presslayout.flow.arrange import abreast, sketch
from presslayout.flow.arrange.choice import Choice
from presslayout.flow.arrange.dominance import large
from presslayout.flow.arrange.idea import KINDS, WANTED, Idea, ideas
from presslayout.flow.arrange.look import Look, difference, look, mirrored
from presslayout.flow.arrange.score import FLOOR, LEAD_LOW, THROUGH, Fault, largest_area
from presslayout.flow.arrange.trial import name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presslayout.flow.arrange.search import Ranked
    from presslayout.flow.arrange.trial import Bench, Trial
    from presslayout.issue.template import Slot, Template

# Pages that differ by less than this share of what the eye meets look the same, in per mille; those of
# different ideas need not differ so much, least of all those that are wanted; where a sheet would be
# short of ideas, still less.
ALIKE, ALIKE_IDEAS, ALIKE_WANTED, ALIKE_LAST = 330, 220, 180, 110
# How much pages must differ while ideas are sought, and the share by which those do that show the same
# idea under another's name: at last no more than others.
TRIES = (
    (ALIKE_IDEAS, ALIKE),
    (ALIKE_WANTED, ALIKE),
    (ALIKE_LAST, ALIKE),
    (ALIKE_LAST, ALIKE_LAST),
)
# So many pages of a sheet have a headline on a photo, while others show what is wanted.
HEADED = 3
# Where copy lets no page score much, pages so much below the best are offered, too, if they score
# so much.
NEAR, LOWEST = 220, 380
# By so much a page is better whose headlines of one row stand on one line: it is taken before one that
# scores as much more, and of two that show one idea.
APART = 170
# Rows by which stories may stand higher or lower in the same places.
NEAR_ROWS = 6
# Layouts of a region that are looked at, and of each of several regions, so many of every idea there.
SEEN, SEEN_TOGETHER, SEEN_EACH = 240, 12, 3


@frozen
class Stays:
    """What of a page stays in every layout: slots of held stories by rank, and names of locked ones."""

    held: Mapping[int, Slot]
    kept: frozenset[str]


@frozen
class Candidate:
    """A layout of all regions: its score, the ideas that it shows, how it looks.

    `large`: a photo is what it is about; `apart`: headlines of one row will not stand on one line.
    """

    points: int
    parts: tuple[Ranked, ...]
    shows: tuple[Idea, ...]
    look: Look
    large: bool = False
    apart: bool = False

    @property
    def worth(self) -> int:
        """By what it is chosen: of its score less where headlines of one row are apart."""
        return self.points - (APART if self.apart else 0)

    @property
    def placed(self) -> tuple[Trial, ...]:
        """Its stories where they stand."""
        return tuple(one for part in self.parts for one in part.placed)

    @property
    def level(self) -> bool:
        """Whether everything stands in it and every column ends level."""
        return all(one.outcome.level for one in self.placed)

    @property
    def over(self) -> int:
        """About how many characters find no place in it."""
        return sum(one.over for one in self.placed)

    @property
    def headed(self) -> bool:
        """Whether its lead's headline stands on a photo."""
        return any(one.slot.head_over for one in self.placed)

    @property
    def sound(self) -> bool:
        """Whether an editor would send none of its parts back."""
        return all(part.sound for part in self.parts)


# A page that is offered, and the idea that it is offered for; None where others show the same.
Offer = tuple[Candidate, Idea | None]


def offers(found: Sequence[Sequence[Sequence[Ranked]]], bench: Bench, stays: Stays) -> list[Offer]:
    """The layouts that are offered, at least one: first those of the ideas, then others that differ.

    `found` are the layouts of each region, for every way to share stories out to regions.
    """
    template = bench.desk.template
    stay = [*stays.held.values(), *(s for s in template.slots if s.name in stays.kept)]
    whole: list[Candidate] = []
    pages = [parts for per_region in found for parts in product(*_seen(per_region))]
    best = max(map(_mean, pages))
    least = min(FLOOR, max(best - NEAR, LOWEST))
    for parts in pages:
        placed = [one for part in parts for one in part.placed]
        score = _mean(parts)
        # What is not offered in any case need not be looked at.
        asked = score >= least
        rows = list(abreast.unlevel(placed, stay, bench)) if asked else []
        wrong = [*rows, *(_across(parts, stay, template) if asked else ())]
        whole.append(
            Candidate(
                max(score - sum(fault.cost for fault in wrong), 0),
                parts,
                ideas(sketch.drawn(placed)),
                look(placed, template),
                large(template, largest_area(placed)),
                bool(rows),
            )
        )
    whole.sort(key=lambda page: (-page.worth, -page.points, [part.shape for part in page.parts]))
    return _taken(whole, least)


def wanting(offered: Sequence[Offer]) -> bool:
    """Whether a sheet lacks ideas or a good page, or has heads of one row that are apart."""
    first = offered[: len(WANTED)]
    ideas_ = {idea for _, idea in first if idea is not None}
    good = any(page.points >= FLOOR for page, _ in first)
    return len(ideas_) < len(WANTED) or not good or any(page.apart for page, _ in first)


def choices_of(offered: Sequence[Offer], bench: Bench, stays: Stays) -> list[Choice]:
    """What is told of the layouts that are offered; nothing good of two of them in the same words."""
    said: set[Text] = set()
    made = []
    for page, idea in offered:
        made.append(_choice(page, idea, bench, stays, said))
        said.update(made[-1].reasons)
    return made


def _telling(layouts: Sequence[Ranked]) -> list[Ranked]:
    """The best layouts of one of several regions, and the best of those that show each idea."""
    carried: Counter[Idea] = Counter()
    found = []
    for number, one in enumerate(layouts):
        shown = ideas(sketch.drawn(one.placed))
        if number < SEEN_TOGETHER or any(carried[idea] < SEEN_EACH for idea in shown):
            carried.update(shown)
            found.append(one)
    return found


def _choice(
    page: Candidate, idea: Idea | None, bench: Bench, stays: Stays, said: set[Text]
) -> Choice:
    """A page as it is offered; what was `said` for one before it is not said again."""
    placed, held = page.placed, stays.held
    slots = {**held, **{one.story: one.slot for one in placed}}
    named = tuple(
        (bench.tales[rank].id, replace(slots[rank], name=name(rank, sorted(stays.kept))))
        for rank in sorted(slots)
    )
    stay = [*held.values(), *(s for s in bench.desk.template.slots if s.name in stays.kept)]
    good = [text for part in page.parts for text in part.good]
    if idea is not None:
        good.insert(0, KINDS[idea].says(sketch.drawn(placed), tuple(t.id for t in bench.tales)))
    faults = [text for part in page.parts for text in part.faults]
    faults += [fault.text for fault in abreast.unlevel(placed, stay, bench)]
    faults += [fault.text for fault in _across(page.parts, stay, bench.desk.template)]
    told = tuple(dict.fromkeys(text for text in good if text not in said))
    wrong = tuple(dict.fromkeys(faults))
    over = sum(one.outcome.over for one in placed), sum(one.over for one in placed)
    short = sum(one.outcome.under for one in placed), sum(one.under for one in placed)
    return Choice(named, page.points, (*told, *wrong), wrong, over, short, idea)


def _seen(per_region: Sequence[Sequence[Ranked]]) -> Iterator[Sequence[Ranked]]:
    """The layouts of each region that are looked at."""
    alone = len(per_region) == 1
    return (layouts[:SEEN] if alone else _telling(layouts) for layouts in per_region)


def _mean(parts: Sequence[Ranked]) -> int:
    return sum(p.score for p in parts) // len(parts)


def _across(parts: Sequence[Ranked], stay: Sequence[Slot], template: Template) -> Iterator[Fault]:
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


def _taken(whole: Sequence[Candidate], floor: int) -> list[Offer]:
    """The pages that are offered, each with its idea, the best first; then what else differs.

    All but the best score `floor` or more.  One whose headlines of one row are apart is taken for its
    idea only if no other idea is to be had on one line that scores nearly as much.  Where there are
    fewer ideas than are wanted, what else differs fills their number up and stands among them.  The
    order does not depend on how many are asked for.
    """
    # Where none does, copy that prints comes before all that a score weighs.
    good = [page for page in whole if page.points >= floor]
    good = good or [max(whole, key=lambda page: (page.level, page.points, -page.over))]
    sound = [page for page in good if page.sound] or good
    best = sound[0]
    taken: list[Offer] = [(best, next(iter(best.shows), None))]
    left = [idea for idea in Idea if idea is not taken[0][1]]
    if not best.large:
        tries = (_first([p for p in sound if p.large], left, [best], least) for least, _ in TRIES)
        grand = next((found for found in tries if found is not None), None)
        if grand is not None:
            taken.append(grand)
            left.remove(grand[1])
    near = [page for page in sound if page.worth >= floor]
    for idea in (one for one in WANTED if one in left):
        found = _first(_varied(near, taken), (idea,), [page for page, _ in taken], ALIKE_WANTED)
        # A poster is wanted before a line that heads share.
        if found is not None and (idea is Idea.POSTER or not found[0].apart):
            taken.append(found)
            left.remove(idea)
    tries_ = product((near, sound), (*product(TRIES, (True,)), (TRIES[-1], False)))
    for listed, ((least, again), some) in tries_:
        while len(taken) < len(WANTED):
            pages = _varied(listed, taken) if some else listed
            found = _first(pages, left, [page for page, _ in taken], least, again)
            if found is None:
                break
            taken.append(found)
            left = [idea for idea in left if idea is not found[1]]
    del taken[len(WANTED) :]
    others = _others(sound, [page for page, _ in taken])
    short = len(WANTED) - len(taken)
    first = [*taken, *((page, None) for page in others[:short])]
    first.sort(key=lambda one: (-one[0].points, one[0] is not best))
    return [*first, *((page, None) for page in others[short:])]


def _varied(sound: Sequence[Candidate], taken: Sequence[Offer]) -> Sequence[Candidate]:
    """The pages to choose from: half of those on a sheet have their lead's headline on paper."""
    if sum(page.headed for page, _ in taken) < HEADED:
        return sound
    return [page for page in sound if not page.headed]


def _others(good: Sequence[Candidate], taken: Sequence[Candidate]) -> list[Candidate]:
    """The pages that look like none that is taken, nor like each other, the best first."""
    seen = list(taken)
    found = []
    for page in good:
        if not any(_alike(page, other, ALIKE) for other in seen):
            found.append(page)
            seen.append(page)
    return found


def _first(
    good: Iterable[Candidate],
    wanted: Sequence[Idea],
    taken: Sequence[Candidate],
    least: int,
    again: int = ALIKE,
) -> tuple[Candidate, Idea] | None:
    """The best page that shows one of these ideas and looks like none that is taken.

    One of those that show the same idea, under whatever name it is offered, differs by `again`.
    """
    for page in good:
        idea = next((one for one in page.shows if one in wanted), None)
        if idea is None:
            continue
        if not any(_alike(page, other, again if idea in other.shows else least) for other in taken):
            return page, idea
    return None


def _alike(one: Candidate, other: Candidate, least: int) -> bool:
    """Whether two pages look the same, as they are or in a mirror.

    Where all stories have the same places in them the rest must differ more.
    """
    if _same_places(one.placed, other.placed):
        least = 2 * least
    away = difference(one.look, other.look), difference(mirrored(one.look), other.look)
    return min(away) < least


def _same_places(one: Sequence[Trial], other: Sequence[Trial]) -> bool:
    """Whether stories stand over the same columns and about the same rows, or do so in a mirror."""
    a, b = _places(one), _places(other)
    sides = min(p[0] for p in b), max(p[1] for p in b)
    turned = [(sum(sides) - p[1], sum(sides) - p[0], *p[2:]) for p in b]
    return any(
        all(
            p[:2] == q[:2] and abs(p[2] - q[2]) + abs(p[3] - q[3]) <= NEAR_ROWS
            for p, q in zip(a, c, strict=True)
        )
        for c in (b, turned)
    )


def _places(placed: Sequence[Trial]) -> list[tuple[int, int, int, int]]:
    """The columns and rows of the stories, the heaviest first."""
    ranked = sorted(placed, key=lambda one: one.story)
    return [(*one.slot.columns, *one.slot.rows) for one in ranked]
