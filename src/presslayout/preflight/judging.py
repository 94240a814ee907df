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
)
from presslayout.preflight.checks.claimed import judged, others
from presslayout.preflight.checks.standards import Standard, standard_of
from presslayout.preflight.pdf.bulk import charged
from presslayout.preflight.pdf.opened_file import OpenedFile, open_bytes, sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.expectation import Expectation, Requirement

    Check = Callable[[OpenedFile, Standard], Iterator[Diagnostic]]
    Promise = Callable[[OpenedFile, Standard, Expectation], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
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
    structure.content,
    intent.output_intent,
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

# What only our own files must hold to, beyond their standard: of others it is advice.
_OURS = frozenset({"overprint"})

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
    data: bytes, claim: str, expected: Expectation, demand: Requirement | None = None
) -> tuple[Diagnostic, ...]:
    """What keeps these bytes from being what they claim and what was promised.

    With a demand, what the press would say of them too: the whole preflight.  A finding's page is
    the number that was promised there.
    """
    opened = open_bytes(data, followed=demand is not None)
    if not isinstance(opened, OpenedFile):
        return (opened,)
    standard = standard_of(claim)
    # Pictures are unpacked while the rest is judged.
    inks = conditions.suspected(opened, demand.press, demand.cache) if demand else None
    found = _findings(opened, standard)
    if demand and inks:
        # Whether it was made for this press, the promise knows better: what stands open is whether
        # the press is what it says.
        own = intent.profile_bytes(opened, standard.intent) or b""
        found += sound(partial(purpose.own_truth, demand.press, own))
        found += conditions.pressed(opened, demand.press, demand.limits, inks(), demand.known)
    numbers = dict(enumerate((page.number for page in expected.pages), 1))
    found = [replace(d, page=numbers.get(d.page, d.page)) if d.page else d for d in found]
    for check in PROMISES:
        found += sound(partial(check, opened, standard, expected))
    return tuple(dict.fromkeys(found))


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
