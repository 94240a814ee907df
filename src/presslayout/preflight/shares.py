"""A file of many pages judged in shares: each process reads some pages, and one joins what they found.

What comes out is what one process finds, in its order.  That holds for files without trouble: where
a share was not judged to its end, or all of them together took more work than a file may, nothing
is joined and one process reads the file.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.processes import can_fork
from presslayout.base.values import frozen, replace
from presslayout.preflight.checks import conditions, fonts, pages, promise, spots
from presslayout.preflight.forks import Fork
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import charged, damage
from presslayout.preflight.pdf.layers import Layers
from presslayout.preflight.pdf.opened_file import sound
from presslayout.preflight.pdf.reading import FontUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.expectation import Expectation, Requirement
    from presslayout.preflight.checks.spots import SpotsMet
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.opened_file import OpenedFile, UnreadFile

    Found = tuple[Diagnostic, ...]
    Check = Callable[[OpenedFile, Standard], Iterator[Diagnostic]]
    Promise = Callable[[OpenedFile, Standard, Expectation], Iterator[Diagnostic]]
    # What was found, and which promises were broken.
    Joined = tuple[list[Diagnostic], list[Diagnostic]]

# A process more costs some 15 ms, and a page 10: fewer pages than this each are not worth it.
FEWEST = 6


@frozen
class Question:
    """What is asked of a file: its standard, what was promised of it, what its press demands."""

    standard: Standard
    expected: Expectation
    demand: Requirement

    def of(self, part: range) -> Question:
        """The same of some of its pages."""
        pages = self.expected.pages[part.start - 1 : part.stop - 1]
        return replace(self, expected=replace(self.expected, pages=pages, bodies=()))


@frozen
class UsedFont:
    """A font and what a share shows with it, as `reading.FontUse` has it."""

    number: tuple[int, int]
    page: int
    codes: frozenset[str]
    cids: dict[int, int]
    visible: bool


@frozen
class Share:
    """What some pages of a file have to say.

    `found` is told by each check of pages, `left` what the meters of the file still had.
    """

    found: dict[str, Found]
    fonts: tuple[UsedFont, ...]
    spots: SpotsMet
    bodies: promise.Bodies
    warned: tuple[str, ...]
    left: tuple[int, ...]


@frozen
class Steps:
    """The checks of a file in the order of their telling, and which of them look at pages alone.

    `whole` are those that look at the file; fonts and spots are asked of all pages together.
    """

    checks: tuple[Check, ...]
    whole: frozenset[Check]
    promises: tuple[Promise, ...]
    own_truth: Callable[[OpenedFile, Standard, Requirement], list[Diagnostic]]


# Of the press's checks, those that look at the file.
_WHOLE = frozenset({pages.sizes, pages.attachments})


def shared(unread: UnreadFile, question: Question, steps: Steps, processes: int) -> Joined | None:
    """What is found of a file by so many processes; None where one is to read it."""
    count = min(processes, len(unread.pages) // FEWEST)
    if count < 2 or not can_fork():  # noqa: PLR2004
        return None
    parts = _parts(len(unread.pages), count)
    works = [partial(_share, unread, question.of(part), steps, part) for part in parts]
    forks: list[Fork | None] = []
    try:
        forks += (_forked(work) for work in works[1:])
        shares = [works[0]()]
        for fork, work in zip(forks, works[1:], strict=True):
            answer = fork.answer() if fork else None
            # Who failed without a word is stood in for; who says that there is trouble is not.
            shares.append(work() if answer is None else answer[0])
    finally:
        for fork in forks:
            if fork:
                fork.stop()
    kept = [share for share in shares if share is not None]
    if len(kept) < len(shares):
        return None
    opened = unread.read(range(0), followed=True)
    opened = replace(opened, part=range(1, len(unread.pages) + 1))
    spent = zip(opened.meters, *(share.left for share in kept), strict=True)
    if any(meter.left < sum(meter.left - left for left in lefts) for meter, *lefts in spent):
        return None
    return _joined(opened, question, steps, kept)


def _forked(work: Callable[[], Share | None]) -> Fork | None:
    try:
        return Fork(lambda: (work(),))
    except OSError:
        return None


def _parts(pages: int, count: int) -> list[range]:
    ends = [pages * at // count + 1 for at in range(count + 1)]
    return [range(start, end) for start, end in pairwise(ends)]


# -- one share


def _share(unread: UnreadFile, question: Question, steps: Steps, part: range) -> Share | None:
    """What these pages say; None where anything about them is odd."""
    try:
        return _judged(unread, question, steps, part)
    except damage():
        return None


def _judged(unread: UnreadFile, question: Question, steps: Steps, part: range) -> Share | None:
    opened = unread.read(part, followed=True)
    demand, standard = question.demand, question.standard
    inks = conditions.suspected(opened, demand.press, demand.cache)
    found: dict[str, list[Diagnostic]] = {"broken": list(opened.broken)}
    for at, check in enumerate(steps.checks):
        if check not in steps.whole and check is not fonts.embedding:
            found[f"check {at}"] = sound(partial(check, opened, standard))
    sums = inks()
    found |= _pressed(opened, demand)
    with charged(opened.work):
        met = spots.met(opened)
    found["inked"] = list(conditions.inked(opened, demand.press, sums, demand.known))
    bodies: promise.Bodies = {}
    for at, promised in enumerate(steps.promises):
        if promised is promise.text:
            look = partial(promise.texts_of_pages, opened, question.expected, bodies)
            found[f"promise {at}"] = sound(look)
        elif promised is not promise.document:
            look = partial(promised, opened, standard, question.expected)
            found[f"promise {at}"] = sound(look)
    used = _used(opened)
    if used is None or _is_odd(opened, found.values()):
        return None
    return Share(
        {name: tuple(ones) for name, ones in found.items()},
        used,
        met,
        bodies,
        opened.warned,
        tuple(meter.left for meter in opened.meters),
    )


def _pressed(opened: OpenedFile, demand: Requirement) -> dict[str, list[Diagnostic]]:
    """What the press's checks of pages tell, each by itself."""
    found = {}
    given = opened, demand.press, demand.limits
    with charged(opened.work):
        for at, check in enumerate(conditions.CHECKS):
            if check not in _WHOLE:
                found[f"press {at}"] = sound(partial(check, *given))
        for at, inside in enumerate(conditions.INSIDE):
            if inside is not spots.spots:
                found[f"inside {at}"] = sound(partial(inside, *given))
        for at, look in enumerate(conditions.OBJECTS):
            found[f"objects {at}"] = sound(partial(look, *given, demand.known))
    return found


def _is_odd(opened: OpenedFile, found: Iterable[list[Diagnostic]]) -> bool:
    """Whether pages were not judged to their end, or hang on what other pages hold."""
    if Layers(opened.root).known or any(meter.left < 0 for meter in opened.meters):
        return True
    if any(sheet.trouble is not None or sheet.is_left_off for _, sheet in opened.numbered()):
        return True
    return any(
        d.code == "too-complex" or (d.code == "broken-content" and d.page is None)
        for ones in found
        for d in ones
    )


def _used(opened: OpenedFile) -> tuple[UsedFont, ...] | None:
    """The fonts of a share; None where they cannot be told to another process.

    What the letters of a Type 3 font draw is noted on the first page of the file that shows it.
    """
    found = []
    for number, use in fonts.uses(opened).values():
        if not use.font.is_indirect or texts.of(use.font.get("/Subtype")) == "/Type3":
            return None
        told = frozenset(use.codes), use.cids, use.visible
        found.append(UsedFont(use.font.objgen, number, *told))
    return tuple(found)


# -- all of them


def _joined(
    opened: OpenedFile, question: Question, steps: Steps, shares: Sequence[Share]
) -> Joined:
    """The findings of the file, in the order in which one process tells them."""
    demand, standard = question.demand, question.standard
    opened = replace(opened, warned=tuple(one for share in shares for one in share.warned))

    def of_pages(name: str) -> list[Diagnostic]:
        return [d for share in shares for d in share.found[name]]

    found = of_pages("broken")
    for at, check in enumerate(steps.checks):
        if check is fonts.embedding:
            found += sound(partial(fonts.judged, opened, standard, _fonts(opened, shares)))
        elif check in steps.whole:
            found += sound(partial(check, opened, standard))
        else:
            found += of_pages(f"check {at}")
    found += steps.own_truth(opened, standard, demand)
    given = opened, demand.press, demand.limits
    pressed: list[Diagnostic] = []
    with charged(opened.work):
        for at, one in enumerate(conditions.CHECKS):
            pressed += sound(partial(one, *given)) if one in _WHOLE else of_pages(f"press {at}")
        pressed = [d for d in pressed if d.page is None or not demand.known.tells(d.page, d.code)]
        for at, inside in enumerate(conditions.INSIDE):
            if inside is spots.spots:
                told = sound(partial(spots.told, [s.spots for s in shares], demand.limits))
            else:
                told = of_pages(f"inside {at}")
            pressed += [d for d in told if not demand.known.tells(None, d.code)]
    for at in range(len(conditions.OBJECTS)):
        pressed += of_pages(f"objects {at}")
    found += conditions.weighed([*pressed, *of_pages("inked")], demand.limits)
    return found, _kept_promises(opened, question, steps, shares)


def _kept_promises(
    opened: OpenedFile, question: Question, steps: Steps, shares: Sequence[Share]
) -> list[Diagnostic]:
    """What breaks the promises, in the order in which one process tells it."""
    shown: promise.Bodies = {}
    for share in shares:
        for key, text in share.bodies.items():
            shown[key] = shown.get(key, "") + text
    found: list[Diagnostic] = []
    for at, check in enumerate(steps.promises):
        if check is promise.document:
            found += sound(partial(check, opened, question.standard, question.expected))
            continue
        found += [d for share in shares for d in share.found[f"promise {at}"]]
        if check is promise.text:
            found += sound(partial(promise.bodies, question.expected, shown))
    return found


def _fonts(opened: OpenedFile, shares: Sequence[Share]) -> list[tuple[int, FontUse]]:
    """Each font once, with all codes that any page shows, at its first page."""
    merged: dict[tuple[int, int], tuple[int, FontUse]] = {}
    for one in (used for share in shares for used in share.fonts):
        if one.number not in merged:
            merged[one.number] = one.page, FontUse(opened.pdf.get_object(one.number))
        use = merged[one.number][1]
        use.codes |= one.codes
        use.cids |= one.cids
        use.visible = use.visible or one.visible
    return list(merged.values())
