"""Every check, in the order in which its findings are told."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING
from presslayout.base.values import frozen, replace
from presslayout.preflight.checks import (
    appearances,
    conditions,
    fonts,
    geometry,
    intent,
    metadata,
    painting,
    promise,
    purpose,
    structure,
    tagged,
)
from presslayout.preflight.checks.claimed import judged, others
from presslayout.preflight.checks.standards import Standard, standard_of
from presslayout.preflight.page_share import Question
from presslayout.preflight.pdf.bulk import charged
from presslayout.preflight.pdf.opened_file import (
    OpenedFile,
    UnreadFile,
    open_bytes,
    open_unread,
    sound,
)
from presslayout.preflight.shares import Steps, shared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.expectation import Expectation, Requirement

    Check = Callable[[OpenedFile, Standard], Iterator[Diagnostic]]
    Promise = Callable[[OpenedFile, Standard, Expectation], Iterator[Diagnostic]]

# Those that look at the file and at no page's content, and those that look at pages.
_OF_FILES: tuple[Check, ...] = (
    metadata.claim,
    metadata.other_claims,
    metadata.info,
    metadata.xmp,
    structure.version,
    structure.trailer,
    structure.repairs,
    structure.objects,
    structure.catalogue,
    structure.layers,
    tagged.attached,
    tagged.tagged,
    intent.output_intent,
)
_OF_PAGES: tuple[Check, ...] = (
    structure.content,
    geometry.boxes,
    geometry.remarks,
    appearances.appearances,
    painting.colours,
    painting.profiles,
    painting.transparency,
    painting.device_settings,
    painting.overprint_mode,
    painting.overprint,
    painting.pictures,
    fonts.embedding,
)
CHECKS = (*_OF_FILES, *_OF_PAGES)

# What only our own files must hold to, beyond their standard: of others it is advice.
_OURS = frozenset({"overprint", "no-ua-claim"})

PROMISES: tuple[Promise, ...] = (
    promise.document,
    promise.sizes,
    promise.placings,
    promise.text,
    promise.inks,
)


@frozen
class Inspection:
    """What a stranger's file is: the standard it was judged by, its claims, and what was found."""

    standard: str
    claims: tuple[str, ...]
    opened: OpenedFile | None
    diagnostics: tuple[Diagnostic, ...]


def read_back(
    data: bytes,
    claim: str,
    expected: Expectation,
    demand: Requirement | None = None,
    processes: int = 1,
) -> tuple[Diagnostic, ...]:
    """What keeps these bytes from being what they claim and what was promised.

    With a demand, what the press would say of them too: the whole preflight.  A finding's page is
    the number that was promised there.  Of a file of many pages some are read by other `processes`,
    where there may be more than one.
    """
    unread = open_unread(data)
    if not isinstance(unread, UnreadFile):
        return (unread,)
    standard = standard_of(claim)
    joined = None
    if demand is not None and processes > 1:
        joined = shared(unread, Question(standard, expected, demand), _STEPS, processes)
    found, broken = joined or _read_here(unread, standard, expected, demand)
    numbers = dict(enumerate((page.number for page in expected.pages), 1))
    found = [replace(d, page=numbers.get(d.page, d.page)) if d.page else d for d in found]
    return tuple(dict.fromkeys([*found, *broken]))


def _read_here(
    unread: UnreadFile, standard: Standard, expected: Expectation, demand: Requirement | None
) -> tuple[list[Diagnostic], list[Diagnostic]]:
    """The same by this process: what was found, and which promises were broken."""
    opened = unread.read(range(1, len(unread.pages) + 1), followed=demand is not None)
    # Pictures are unpacked while the rest is judged.
    inks = conditions.suspected(opened, demand.press, demand.cache) if demand else None
    found = _findings(opened, standard)
    if demand and inks:
        found += _own_truth(opened, standard, demand)
        found += conditions.pressed(opened, demand.press, demand.limits, inks(), demand.known)
    broken = [d for check in PROMISES for d in sound(partial(check, opened, standard, expected))]
    return found, broken


def _own_truth(opened: OpenedFile, standard: Standard, demand: Requirement) -> list[Diagnostic]:
    """Whether the press is what it says: whether the file was made for it, the promise knows."""
    own = intent.profile_bytes(opened, standard.intent) or b""
    return sound(partial(purpose.own_truth, demand.press, own))


_STEPS = Steps(CHECKS, frozenset(_OF_FILES), PROMISES, _own_truth)


def inspected(data: bytes, standard: str | None, fallback: str) -> Inspection:
    """Any PDF judged by `standard`, else by what it claims, else by `fallback`."""
    # Whoever asks wants its inks too.
    opened = open_bytes(data, followed=True)
    if not isinstance(opened, OpenedFile):
        return Inspection(standard or fallback, (), None, (opened,))
    claimed = judged(opened)
    with charged(opened.work):
        return _inspected(opened, claimed, standard, fallback)


def _inspected(
    opened: OpenedFile, claimed: Sequence[Standard], standard: str | None, fallback: str
) -> Inspection:
    named = (*(c.label for c in claimed), *(c.label for c in others(opened)))
    if standard is not None:
        judge = standard_of(standard)
        found = _advised(_findings(opened, judge))
        return Inspection(judge.name, named, opened, tuple(found))
    if claimed:
        found = _advised(d for judge in claimed for d in _findings(opened, judge))
        return Inspection(claimed[0].name, named, opened, tuple(dict.fromkeys(found)))
    judge = standard_of(fallback)
    rest = tuple(check for check in CHECKS if check is not metadata.claim)
    found = [metadata.other(opened, judge), *_findings(opened, judge, rest)]
    return Inspection(judge.name, named, opened, tuple(found))


def _advised(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings of a stranger's file: what our own alone must hold to is a warning."""
    return [replace(d, severity=WARNING) if d.code in _OURS else d for d in found]


def _findings(
    opened: OpenedFile, standard: Standard, checks: tuple[Check, ...] = CHECKS
) -> list[Diagnostic]:
    found: list[Diagnostic] = list(opened.broken)
    for check in checks:
        found += sound(partial(check, opened, standard))
        if opened.work.left < 0:
            break
    return found
