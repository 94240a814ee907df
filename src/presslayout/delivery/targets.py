"""What can be delivered, and what then stands on disk (SPEC §5).

A target is a row and a function.  press and archive deliver all or nothing; a proof is delivered
with faults that only the press would refuse, and with text that found no place.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import doors, messages
from presslayout.base.diagnostics import (
    ERROR,
    WARNING,
    DeliveryError,
    Diagnostic,
    PresslayoutError,
    ordered,
    strictly,
)
from presslayout.base.values import frozen, replace
from presslayout.delivery import products, report
from presslayout.delivery.order import DELIVERY, EDITION, REPORT
from presslayout.delivery.report import Delivered, Report
from presslayout.edition import codec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from presslayout.base.messages import ExitCode
    from presslayout.delivery.order import Made, Order
    from presslayout.delivery.shelf import Shelf


# Who asks something of what is delivered.  A press: ink, spots, type, lines, resolution, its
# standard of placed pages.  The house: layout rules that hold a page back.  The plant: names and
# marks of its files.  A signer: the round that must be signed, legal form, how the issue goes on.
# The reader: no 待定, no photo without a caption.  The keeper: what originals tell of people.
class Asker(StrEnum):
    """Who asks something of what is delivered."""

    PRESS = "press"
    HOUSE = "house"
    PLANT = "plant"
    SIGNER = "signer"
    READER = "reader"
    KEEPER = "keeper"


# Where older files of a signed issue are kept: so many digits of the hash say which.
KEPT, VERSION = "kept", 12


@frozen
class Target:
    """One deliverable.

    `delivers` holds the exit codes on which it is delivered all the same; what `forgives` holds
    is only remarked on, and so is what it `pardons`, by code.  `withdraws`: an older one is put aside when this one is refused.
    `claimed`: the file claims a standard and is read back.  `asked` are those whose demands it is
    judged by.  `standard` is the one of its PDF, "" where the press says it.  `beside` names the
    folder that may go along.
    """

    name: str
    product: str
    make: Callable[[Order, Shelf], Made]
    delivers: frozenset[int]
    forgives: frozenset[int]
    withdraws: bool
    claimed: bool
    asked: frozenset[Asker]
    standard: str = ""
    beside: str = ""
    pardons: frozenset[str] = frozenset()

    @property
    def printed(self) -> bool:
        """Whether it goes to the press, and so waits for a signature where the paper asks for one."""
        return Asker.SIGNER in self.asked


@frozen
class Delivery:
    """What became of a run: its report, the exit code that says so, the pages of a proof's file."""

    report: Report
    exit: int
    product: Path | None
    leaves: int = 0


def deliver(order: Order, target: Target, shelf: Shelf, exit_code: ExitCode) -> Delivery:
    """Make the target's product, read it back, and leave on the shelf what SPEC says.

    `exit_code` knows the codes of all rooms.
    """
    watch = order.painting.stopwatch

    def weighed(new: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        return judged(new, target, exit_code, strict=order.strict)

    found = weighed(order.found)
    made: Made | None = None
    read_back: Callable[[], tuple[Diagnostic, ...]] = tuple
    if exit_code(found) in target.delivers:
        try:
            made = target.make(order, shelf)
        except PresslayoutError as fault:
            found = ordered((*found, *map(order.traced, fault.diagnostics)))
        if made:
            found = ordered((*found, *weighed(made.found)))
            if target.claimed and order.verifier is not None:
                from presslayout.delivery.readback import asked

                read_back = asked(order, made, order.verifier, printed=target.printed)
    # While the other process reads.
    with watch.timed("edition"):
        composition = order.composition
        whole = codec.dumps(composition.edition, composition.written)
        edition = shelf.spare(EDITION, whole)
    if read_back is not tuple:
        with watch.timed("verify"):
            found = ordered((*found, *weighed(read_back())))
    files: tuple[Delivered, ...] = ()
    if made and exit_code(found) in target.delivers:
        files = _files(made, target)
        _keep_signed(order, target, shelf)
        _clear_for(order, target, shelf)
        try:
            _placed(made, target, shelf)
        except DeliveryError as fault:
            found, files = ordered((*found, *fault.diagnostics)), ()
    if not files:
        _keep_signed(order, target, shelf)
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
    return Delivery(told, exit_code(found), product, made.leaves if made and files else 0)


def refuse(
    told: Report, edition: bytes | None, target: Target, shelf: Shelf, exit_code: ExitCode
) -> Delivery:
    """A run that could not set anything: nothing delivered, the report says why.

    Without an edition an older one stays only beside the proof that it is of.
    """
    _withdraw(target, shelf)
    if edition is not None:
        shelf.write(EDITION, edition)
    elif target.withdraws:
        shelf.put_aside(EDITION)
    shelf.write(REPORT, report.dumps(told))
    return Delivery(told, exit_code(told.diagnostics), None)


def withdraw(target: Target, shelf: Shelf) -> None:
    """Put an older product aside after a run that could not even read the spec."""
    if _withdraw(target, shelf):
        # They tell of the file that stands here no more.
        shelf.put_aside(REPORT)
        shelf.put_aside(EDITION)


def judged(
    found: Iterable[Diagnostic], target: Target, exit_code: ExitCode, *, strict: bool
) -> tuple[Diagnostic, ...]:
    """The findings as this target weighs them; `strict` makes warnings errors."""
    weighed = tuple(
        replace(d, severity=WARNING)
        if d.severity is ERROR and (d.code in target.pardons or exit_code([d]) in target.forgives)
        else d
        for d in found
    )
    return strictly(weighed) if strict else ordered(weighed)


def _placed(made: Made, target: Target, shelf: Shelf) -> None:
    """Give the product its name, and what goes along its own."""
    shelf.remove(REPORT)
    if made.beside is not None:
        shelf.place(made.beside, target.beside)
    elif target.beside:
        shelf.put_aside(target.beside)
    shelf.place(made.spare, target.product)


def _keep_signed(order: Order, target: Target, shelf: Shelf) -> None:
    """Once somebody has signed a page, no older press file is lost: a copy is kept by its hash."""
    old = shelf.folder / target.product
    if not (order.signed and target.printed and old.is_file()):
        return
    for name in filter(None, (target.product, target.beside)):
        shelf.keep(name, f"{KEPT}-{_sha256(old)[:VERSION]}")


def _clear_for(order: Order, target: Target, shelf: Shelf) -> None:
    """Put aside what another issue left in this folder: its file is replaced by no namesake."""
    try:
        told = json.loads(doors.read(shelf.folder / REPORT))["issue"]
    except doors.JSON.faults(OSError):
        return
    if told != order.issue:
        for name in filter(None, (target.product, target.beside)):
            shelf.put_aside(name)


def _withdraw(target: Target, shelf: Shelf) -> bool:
    """Put what stands there aside; whether there was a product."""
    if not target.withdraws:
        return False
    if target.beside:
        shelf.put_aside(target.beside)
    return shelf.put_aside(target.product)


def _files(made: Made, target: Target) -> tuple[Delivered, ...]:
    spare = made.spare
    if spare.is_dir():
        from presslayout.archive.bag import listed

        return tuple(
            Delivered(f"{target.product}/{name}", sha256, target.name)
            for name, sha256 in listed(spare).items()
        )
    whole = Delivered(target.product, _sha256(spare), target.name)
    beside = sorted(made.beside.iterdir()) if made.beside is not None else ()
    return (
        whole,
        *(Delivered(f"{target.beside}/{p.name}", _sha256(p), target.beside) for p in beside),
    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


_PROOF = Target(
    name="proof",
    product="proof.pdf",
    make=products.proof,
    delivers=frozenset({messages.OK, messages.OVERSET, messages.REFUSED}),
    forgives=frozenset({messages.REFUSED}),
    withdraws=False,
    claimed=False,
    asked=frozenset({Asker.PRESS, Asker.HOUSE, Asker.PLANT, Asker.READER}),
)

TARGETS = {
    row.name: row
    for row in (
        Target(
            name="press",
            product="press.pdf",
            make=products.press,
            delivers=frozenset({messages.OK}),
            forgives=frozenset(),
            withdraws=True,
            claimed=True,
            asked=frozenset({Asker.PRESS, Asker.HOUSE, Asker.PLANT, Asker.SIGNER, Asker.READER}),
            beside=DELIVERY,
        ),
        _PROOF,
        replace(_PROOF, name="galley", product="galley.pdf", make=products.galley),
        Target(
            name="archive",
            product="archive",
            make=products.archive,
            delivers=frozenset({messages.OK}),
            forgives=frozenset(),
            withdraws=True,
            claimed=True,
            asked=frozenset({Asker.READER, Asker.KEEPER}),
            standard=products.ARCHIVED,
            # What was printed white is kept white.
            pardons=frozenset({"jump-empty", "page-empty", "slot-empty"}),
        ),
    )
}
