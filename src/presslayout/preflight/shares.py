"""A file of many pages judged in shares, one a page, and joined: by several processes, or from before.

What comes out is what one process finds, in its order.  That holds for files without trouble: where
a share was not judged to its end, or all of them together took more work than a file may, nothing
is joined and one process reads the file.  A share is kept by the hash of all that it was made from:
a page of the same bytes with the same promise need not be read again, in whatever file it stands.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.processes import can_fork, spread
from presslayout.base.values import frozen, replace
from presslayout.preflight.checks import conditions, fonts, pages, promise, spots
from presslayout.preflight.kept_shares import KeptShares
from presslayout.preflight.page_share import Question, Share, UsedFont
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import charged, damage
from presslayout.preflight.pdf.layers import Layers
from presslayout.preflight.pdf.opened_file import lefts, sound, spent
from presslayout.preflight.pdf.reading import FontUse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.expectation import Expectation, Requirement
    from presslayout.preflight.checks.ink import InkSums
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.opened_file import OpenedFile, UnreadFile
    from presslayout.preflight.pdf.pdf_page import PdfPage

    Found = tuple[Diagnostic, ...]
    Check = Callable[[OpenedFile, Standard], Iterator[Diagnostic]]
    Promise = Callable[[OpenedFile, Standard, Expectation], Iterator[Diagnostic]]
    # What was found, and which promises were broken.
    Joined = tuple[list[Diagnostic], list[Diagnostic]]

# A process more costs some 15 ms, and a page 10: fewer pages than this each are not worth it.
FEWEST = 6
# What was read of its pages is held as long as a share is judged: half a megabyte each.
MOST = 25
# Of a file with fewer pages than this no page is kept.
KEPT_FROM = 4


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
    numbers = range(1, len(unread.pages) + 1)
    shelf = KeptShares.of(unread, question) if len(numbers) >= KEPT_FROM else None
    shares = shelf.known(numbers) if shelf is not None else {}
    missing = [number for number in numbers if number not in shares]
    count = min(processes, len(missing) // FEWEST)
    if not shares and (count < 2 or not can_fork()):  # noqa: PLR2004
        return None
    count = count if count > 1 and can_fork() else 1
    parts = _parts(missing, count)
    for made in spread(partial(_share, unread, question, steps), parts, least=2, most=count):
        if made is None:
            return None
        shares |= made
        if shelf is not None:
            shelf.keep(made)
    opened = unread.read((), followed=True)
    opened = replace(opened, part=numbers)
    kept = [shares[number] for number in numbers]
    taken = zip(opened.meters, *(share.spent for share in kept), strict=True)
    if any(meter.left < sum(rest) for meter, *rest in taken):
        return None
    return _joined(opened, question, steps, kept)


def _parts(numbers: Sequence[int], count: int) -> list[Sequence[int]]:
    """The pages in so many parts, or in more where they would be large."""
    count = max(count, -(-len(numbers) // MOST))
    ends = [len(numbers) * at // count for at in range(count + 1)]
    return [numbers[start:end] for start, end in pairwise(ends) if end > start]


# -- one share


def _share(
    unread: UnreadFile, question: Question, steps: Steps, part: Sequence[int]
) -> dict[int, Share] | None:
    """What these pages say; None where anything about them is odd."""
    try:
        opened = unread.read(part, followed=True)
        press = question.demand.press
        # Pictures are unpacked while the rest is judged.
        ink = conditions.suspicion(opened, press, question.demand.cache)
        made: dict[int, Share] = {}
        for number in part:
            broken = tuple(d for d in opened.broken if d.page == number)
            alone = replace(opened, part=(number,), broken=broken)
            share = _judged(alone, question.of(number), steps, ink)
            if share is None:
                return None
            made[number] = share
    except damage():
        return None
    return made


def _judged(
    opened: OpenedFile,
    question: Question,
    steps: Steps,
    ink: Callable[[PdfPage], InkSums | None],
) -> Share | None:
    """What one page says."""
    demand, standard, before = question.demand, question.standard, lefts(opened.meters)
    found: dict[str, list[Diagnostic]] = {"broken": list(opened.broken)}
    for at, check in enumerate(steps.checks):
        if check not in steps.whole and check is not fonts.embedding:
            found[f"check {at}"] = sound(partial(check, opened, standard))
    sums = [ink(sheet) for _, sheet in opened.numbered()]
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
    judging = spent(before, opened.meters)
    (number,) = opened.part
    return Share(
        {name: tuple(ones) for name, ones in found.items() if ones},
        used,
        met,
        bodies,
        opened.warned,
        tuple(a + b for a, b in zip(opened.costs[number], judging, strict=True)),
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
    opened = replace(opened, warned=tuple(dict.fromkeys(w for s in shares for w in s.warned)))

    def of_pages(name: str) -> list[Diagnostic]:
        return [d for share in shares for d in share.found.get(name, ())]

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
        found += [d for share in shares for d in share.found.get(f"promise {at}", ())]
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
