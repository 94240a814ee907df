"""What can be delivered, and what then stands on disk (SPEC §5).

A target is a row and a function.  press and archive deliver all or nothing; a proof is delivered
with faults that only the press would refuse, and with text that found no place.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presslayout import codec, messages, report
from presslayout.diagnostics import (
    ERROR,
    WARNING,
    DeliveryError,
    Diagnostic,
    PresslayoutError,
    ordered,
)
from presslayout.report import Delivered, Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from presslayout.archive.material import Material
    from presslayout.assets import Source
    from presslayout.cache import Cache
    from presslayout.overlay import Sheet
    from presslayout.page import Page, Picture
    from presslayout.record import Composition
    from presslayout.shelf import Shelf
    from presslayout.stopwatch import Stopwatch
    from presslayout.verify.worker import Verifier

PROOF_WATERMARK = "大样"
REPORT, EDITION = "report.json", "edition.json"


@dataclass(frozen=True, slots=True)
class Order:
    """All that a target is made of.

    `found` is everything known so far, each fault as the press weighs it; `letters` the face of
    what stands on a proof beside the paper's own words; `verifier` None where nobody reads back.
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
    spare = shelf.spare("proof.pdf", painted(order, "plain", proof=True))
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


def painted(order: Order, standard: str, *, proof: bool = False) -> bytes:
    """The edition's pages as PDF, their pictures converted meanwhile."""
    from presslayout.assets.images import Conversion, convert_all, requests
    from presslayout.paint.pdf import Supplies, paint
    from presslayout.profiles import PROFILES

    composition, watch = order.composition, order.stopwatch
    edition, press = composition.edition, composition.edition.press
    hashes = {asset.key: asset.sha256 for asset in edition.assets}
    conversion = Conversion(
        order.press_profile, order.source_profile, press.ink_limit, press.intent
    )
    wanted = requests(_pictures(edition.pages), composition.sources, hashes, press)
    finished = convert_all(wanted, conversion, order.cache)
    sheets: dict[int, Sheet] = {}
    if proof:
        with watch.timed("overlay"):
            pages, sheets = _proofs(order)
        edition = replace(edition, pages=pages)
    with watch.timed("convert"):
        pictures = finished()
    supplies = Supplies(
        faces=composition.sources,
        pictures=pictures,
        icc=order.press_profile,
        hashes=tuple(page.hash for page in composition.pages),
        sheets=sheets,
    )
    with watch.timed("paint"):
        return paint(edition, PROFILES[standard], supplies, cache=order.cache)


def _proofs(order: Order) -> tuple[tuple[Page, ...], dict[int, Sheet]]:
    from presslayout.assets.outlines import lettering
    from presslayout.overlay import Leftover, proof

    letters = lettering(order.letters)
    pages: list[Page] = []
    sheets: dict[int, Sheet] = {}
    titles = {a.id: dict(a.texts).get("headline", "") for a in order.composition.edition.articles}
    pairs = zip(order.composition.edition.pages, order.composition.pages, strict=True)
    for page, record in pairs:
        leftovers = [
            Leftover(titles.get(story.id) or story.id, story.overset.text)
            for story in record.stories
            # A story that jumps leaves its rest where it ends.
            if story.overset.text and story.jump_to is None
        ]
        marked, sheet = proof(page, letters, PROOF_WATERMARK, leftovers)
        pages.append(marked)
        sheets[page.number] = sheet
    return tuple(pages), sheets


def _pictures(pages: Iterable[Page]) -> list[Picture]:
    from presslayout.page import Picture

    return [
        item
        for page in pages
        for block in page.blocks
        for item in block.items
        if isinstance(item, Picture)
    ]
