"""What can be delivered, and what then stands on disk (SPEC §5).

A target is a row and a function.  press and archive deliver all or nothing; a proof is delivered
with faults that only the press would refuse, and with text that found no place.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from presslayout import codec, messages, report
from presslayout.diagnostics import (
    ERROR,
    WARNING,
    DeliveryError,
    Diagnostic,
    PresslayoutError,
    ordered,
)
from presslayout.page import Picture
from presslayout.report import Delivered, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from presslayout.archive.material import Material
    from presslayout.assets import Source
    from presslayout.cache import Cache
    from presslayout.overlay.values import Proofing
    from presslayout.page import Page
    from presslayout.record import Composition
    from presslayout.shelf import Shelf
    from presslayout.stopwatch import Stopwatch
    from presslayout.verify.worker import Verifier

REPORT, EDITION = "report.json", "edition.json"


@dataclass(frozen=True, slots=True)
class Order:
    """All that a target is made of.

    `found` is everything known so far, each fault as the press weighs it; `letters` the face of
    what stands on a proof beside the paper's own words; `verifier` None where nobody reads back;
    `proofing` all that a proof says, None for what is no proof.
    """

    composition: Composition
    found: tuple[Diagnostic, ...]
    issue: str
    versions: Mapping[str, str]
    standard: str
    press_profile: bytes
    source_profile: bytes
    letters: Source
    material: Material
    cache: Cache
    stopwatch: Stopwatch
    verifier: Verifier | None
    strict: bool = False
    proofing: Proofing | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """A product that stands ready under a name of its own, and the PDF in it to be read back."""

    spare: Path
    pdf: Path
    claim: str


@dataclass(frozen=True, slots=True)
class Target:
    """One deliverable.

    `delivers` holds the exit codes on which it is delivered all the same; what `forgives` holds
    is only remarked on.  `withdraws`: an older one is put aside when this one is refused.
    `claimed`: the file claims a standard and is read back.  `signed`: it goes to the press, so it
    waits for a signature where the paper asks for one.
    """

    name: str
    product: str
    make: Callable[[Order, Shelf], Made]
    delivers: frozenset[int]
    forgives: frozenset[int]
    withdraws: bool
    claimed: bool
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a run: its report, and the exit code that says so."""

    report: Report
    exit: int
    product: Path | None


def deliver(order: Order, target: Target, shelf: Shelf) -> Delivery:
    """Make the target's product, read it back, and leave on the shelf what SPEC says."""
    watch = order.stopwatch
    found = judged(order.found, target, strict=order.strict)
    made: Made | None = None
    read_back: Callable[[], tuple[Diagnostic, ...]] = tuple
    if messages.exit_code(found) in target.delivers:
        try:
            made = target.make(order, shelf)
        except PresslayoutError as fault:
            found = ordered((*found, *fault.diagnostics))
        if made and target.claimed and order.verifier is not None:
            read_back = _asked(order, made, order.verifier)
    # While the other process reads.
    with watch.timed("edition"):
        edition = shelf.spare(EDITION, codec.dumps(order.composition.edition))
    if read_back is not tuple:
        with watch.timed("verify"):
            found = ordered((*found, *read_back()))
    files: tuple[Delivered, ...] = ()
    if made and messages.exit_code(found) in target.delivers:
        files = _files(made.spare, target)
        shelf.remove(REPORT)
        try:
            shelf.place(made.spare, target.product)
        except DeliveryError as fault:
            found, files = ordered((*found, *fault.diagnostics)), ()
    if not files:
        _withdraw(target, shelf)
    shelf.place(edition, EDITION)
    told = Report(
        issue=order.issue,
        versions=order.versions,
        diagnostics=found,
        pages=order.composition.pages,
        files=files,
        timings_ms=watch.timings_ms,
    )
    shelf.write(REPORT, report.dumps(told))
    product = shelf.folder / target.product if files else None
    return Delivery(told, messages.exit_code(found), product)


def refuse(told: Report, edition: bytes, target: Target, shelf: Shelf) -> Delivery:
    """A run that could not set anything: nothing delivered, the report says why."""
    _withdraw(target, shelf)
    shelf.write(EDITION, edition)
    shelf.write(REPORT, report.dumps(told))
    return Delivery(told, messages.exit_code(told.diagnostics), None)


def withdraw(target: Target, shelf: Shelf) -> None:
    """Put an older product aside after a run that could not even read the spec."""
    if target.withdraws and shelf.put_aside(target.product):
        # They tell of the file that stands here no more.
        shelf.put_aside(REPORT)
        shelf.put_aside(EDITION)


def judged(found: Iterable[Diagnostic], target: Target, *, strict: bool) -> tuple[Diagnostic, ...]:
    """The findings as this target weighs them; `strict` makes warnings errors."""
    result = []
    for d in found:
        exit_ = messages.exit_code([d])
        if d.severity is ERROR and exit_ in target.forgives:
            d = replace(d, severity=WARNING)  # noqa: PLW2901
        if strict and d.severity is WARNING:
            d = replace(d, severity=ERROR)  # noqa: PLW2901
        result.append(d)
    return ordered(result)


def _withdraw(target: Target, shelf: Shelf) -> None:
    if target.withdraws:
        shelf.put_aside(target.product)


def _asked(order: Order, made: Made, verifier: Verifier) -> Callable[[], tuple[Diagnostic, ...]]:
    from presslayout.verify.expectation import expected

    return verifier.ask(made.pdf, made.claim, expected(order.composition))


def _files(spare: Path, target: Target) -> tuple[Delivered, ...]:
    if spare.is_dir():
        from presslayout.archive.bag import listed

        return tuple(
            Delivered(f"{target.product}/{name}", sha256, target.name)
            for name, sha256 in listed(spare).items()
        )
    sha256 = hashlib.sha256(spare.read_bytes()).hexdigest()
    return (Delivered(target.product, sha256, target.name),)


def _press(order: Order, shelf: Shelf) -> Made:
    spare = shelf.spare("press.pdf", painted(order, order.standard))
    return Made(spare, spare, order.standard)


def _proof(order: Order, shelf: Shelf) -> Made:
    spare = shelf.spare("proof.pdf", proofed(order))
    return Made(spare, spare, "plain")


def _galley(order: Order, shelf: Shelf) -> Made:
    spare = shelf.spare("galley.pdf", proofed(order))
    return Made(spare, spare, "plain")


def _archive(order: Order, shelf: Shelf) -> Made:
    from presslayout.archive import bag

    pdf = painted(order, "a2u")
    with order.stopwatch.timed("bag"):
        files = {
            "archive.pdf": pdf,
            EDITION: codec.dumps(order.composition.edition),
            **bag.payload(order.material),
        }
        kept = tuple(
            Delivered(f"archive/data/{name}", hashlib.sha256(data).hexdigest(), "archive")
            for name, data in sorted(files.items())
        )
        told = Report(
            issue=order.issue,
            versions=order.versions,
            diagnostics=judged(order.found, TARGETS["archive"], strict=order.strict),
            pages=order.composition.pages,
            files=kept,
        )
        files[REPORT] = report.dumps(told)
        spare = shelf.spare_folder("archive")
        bag.make(spare, files, order.material, order.composition.edition.engine)
    return Made(spare, spare / "data" / "archive.pdf", "a2u")


TARGETS = {
    row.name: row
    for row in (
        Target(
            name="press",
            product="press.pdf",
            make=_press,
            delivers=frozenset({messages.OK}),
            forgives=frozenset(),
            withdraws=True,
            claimed=True,
            signed=True,
        ),
        Target(
            name="proof",
            product="proof.pdf",
            make=_proof,
            delivers=frozenset({messages.OK, messages.OVERSET, messages.REFUSED}),
            forgives=frozenset({messages.REFUSED}),
            withdraws=False,
            claimed=False,
        ),
        Target(
            name="galley",
            product="galley.pdf",
            make=_galley,
            delivers=frozenset({messages.OK, messages.OVERSET, messages.REFUSED}),
            forgives=frozenset({messages.REFUSED}),
            withdraws=False,
            claimed=False,
        ),
        Target(
            name="archive",
            product="archive",
            make=_archive,
            delivers=frozenset({messages.OK}),
            forgives=frozenset(),
            withdraws=True,
            claimed=True,
        ),
    )
}


def painted(order: Order, standard: str) -> bytes:
    """The edition's pages as PDF, their pictures converted meanwhile."""
    return _painted(order, standard, lambda: (order.composition.edition.pages, {}))


def proofed(order: Order) -> bytes:
    """The pages of a proof, or its galleys, with all that is said beside them."""
    from presslayout.assets.outlines import lettering
    from presslayout.overlay.proofs import proofs

    proofing = order.proofing
    assert proofing is not None

    def made() -> tuple[tuple[Page, ...], dict[str, Any]]:
        with order.stopwatch.timed("overlay"):
            whole = proofs(order.composition.edition.pages, lettering(order.letters), proofing)
        return whole.pages, {
            "sheets": whole.sheets,
            "links": whole.links,
            "bookmarks": whole.bookmarks,
            "subject": whole.subject,
            "faces": {**order.composition.sources, **dict(proofing.faces)},
        }

    return _painted(order, "plain", made)


def _painted(
    order: Order, standard: str, pages: Callable[[], tuple[tuple[Page, ...], dict[str, Any]]]
) -> bytes:
    from presslayout.assets.images import Conversion, convert_all, requests
    from presslayout.paint.pdf import Supplies, paint
    from presslayout.profiles import PROFILES

    composition, watch = order.composition, order.stopwatch
    edition, press = composition.edition, composition.edition.press
    hashes = {asset.key: asset.sha256 for asset in edition.assets}
    conversion = Conversion(
        order.press_profile, order.source_profile, press.ink_limit, press.intent, press.sharpen
    )
    shown = _pictures(edition.pages)
    wanted = requests(shown, composition.sources, hashes, press)
    finished = convert_all(wanted, conversion, order.cache, shown)
    drawn, beside = pages()
    with watch.timed("convert"):
        pictures = finished()
    kept = {"faces": composition.sources, **beside}
    supplies = Supplies(
        pictures=pictures,
        icc=order.press_profile,
        hashes=tuple(page.hash for page in composition.pages),
        **kept,
    )
    with watch.timed("paint"):
        return paint(replace(edition, pages=drawn), PROFILES[standard], supplies, cache=order.cache)


def _pictures(pages: Iterable[Page]) -> dict[Picture, tuple[int, str]]:
    """Every picture, with the page and the story that it was met at first."""
    found: dict[Picture, tuple[int, str]] = {}
    for page in pages:
        for block in page.blocks:
            for item in block.items:
                if isinstance(item, Picture):
                    found.setdefault(item, (page.number, block.story))
    return found
