"""Every check, in the order in which its findings are told."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from presslayout.values import frozen
from presslayout.verify import (
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
from presslayout.verify.findings import finding
from presslayout.verify.opened import Opened, claims, open_bytes, sound
from presslayout.verify.standards import STANDARDS, Standard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.diagnostics import Diagnostic
    from presslayout.verify.expectation import Demand, Expectation

    Check = Callable[[Opened, Standard], Iterator[Diagnostic]]
    Promise = Callable[[Opened, Standard, Expectation], Iterator[Diagnostic]]

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
    painting.overprint,
    painting.pictures,
    fonts.embedding,
)

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
    opened: Opened | None
    diagnostics: tuple[Diagnostic, ...]


def read_back(
    data: bytes, claim: str, expected: Expectation, demand: Demand | None = None
) -> tuple[Diagnostic, ...]:
    """What keeps these bytes from being what they claim and what was promised.

    With a demand, what the press would say of them too: the whole preflight.  A finding's page is
    the number that was promised there.
    """
    opened = open_bytes(data)
    if not isinstance(opened, Opened):
        return (opened,)
    standard = STANDARDS[claim]
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
    opened = open_bytes(data)
    if not isinstance(opened, Opened):
        return Inspection(standard or fallback, (), None, (opened,))
    claimed = claims(opened)
    named = tuple(c.label for c in claimed)
    if standard is not None:
        judge = STANDARDS[standard]
        found = _findings(opened, judge)
        return Inspection(judge.name, named, opened, tuple(found))
    if claimed:
        found = [d for judge in claimed for d in _findings(opened, judge)]
        return Inspection(claimed[0].name, named, opened, tuple(dict.fromkeys(found)))
    judge = STANDARDS[fallback]
    unclaimed = finding(
        "no-claim",
        f"文件没有声明任何标准，按 {judge.label} 检查",
        f"the file claims no standard; it is judged by {judge.label}",
        hint=(
            f"按 {judge.label} 重新导出，或用 --standard 指明标准",
            f"export it again as {judge.label}, or name a standard with --standard",
        ),
    )
    others = tuple(check for check in CHECKS if check is not metadata.claim)
    found = [unclaimed, *_findings(opened, judge, others)]
    return Inspection(judge.name, (), opened, tuple(found))


def _findings(
    opened: Opened, standard: Standard, checks: tuple[Check, ...] = CHECKS
) -> list[Diagnostic]:
    found: list[Diagnostic] = list(opened.broken)
    for check in checks:
        found += sound(partial(check, opened, standard))
    return found
