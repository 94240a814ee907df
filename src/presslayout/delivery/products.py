"""The products of the targets: what is painted and packed, ready under names of their own."""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, Text, ordered, strictly
from presslayout.base.values import Same, frozen, replace
from presslayout.delivery import report
from presslayout.delivery.order import (
    DELIVERY,
    EDITION,
    REPORT,
    Made,
    Promised,
    drawings,
    gather,
    pictures,
)
from presslayout.delivery.report import Delivered, Report
from presslayout.delivery.standing import standing
from presslayout.edition import codec
from presslayout.edition.page import Picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from presslayout.delivery.order import Order, Painting
    from presslayout.delivery.plant.dispatch import Sent
    from presslayout.delivery.plant.slugs import Printed, SlugFacts
    from presslayout.delivery.shelf import Shelf
    from presslayout.edition.page import Page
    from presslayout.edition.plant import Commission, PaperFacts
    from presslayout.paint.pdf import Supplies

# The standard of the archive's PDF.
ARCHIVED = "a2a"
BAG, ARCHIVE_PDF = "archive", "archive.pdf"
# The same with its sources inside.
WITH_SOURCES = "a3a"
# What it was before.
FORMER = frozenset({"a2u"})


@frozen
class Drawn:
    """The press file, and the sheets and supplies that it was painted from; no sheets without marks."""

    data: bytes
    sheets: Sequence[Printed]
    supplies: Supplies


def press(order: Order, shelf: Shelf) -> Made:
    """The file for the press with its marks, and the plant's files where the profile asks for them."""
    painting, commission = order.painting, order.commission
    if commission is None:
        data = standing(painting, shelf, "press.pdf", partial(painted, painting, painting.standard))
        spare = shelf.spare("press.pdf", data)
        return Made(spare, spare, painting.standard)
    drawn = _printed(order, commission)
    spare = shelf.spare("press.pdf", drawn.data)
    if commission.plant.dispatch is None:
        return Made(spare, spare, painting.standard)
    folder = shelf.spare_folder(DELIVERY)
    also, found = _dispatched(order, commission, drawn, folder)
    return Made(spare, spare, painting.standard, folder, also, found)


def printed(order: Order) -> bytes:
    """The file for the press, with the marks that the plant asks for."""
    if order.commission is None:
        return painted(order.painting, order.painting.standard)
    return _printed(order, order.commission).data


def _printed(order: Order, commission: Commission) -> Drawn:
    from presslayout.delivery.plant.slugs import single

    painting, dispatch = order.painting, commission.plant.dispatch
    waiting = gather(painting, imposed=dispatch is not None and dispatch.imposed)
    made = single(painting.edition.pages, commission.plant.marks, _slugs(order, commission.paper))
    supplies = waiting()
    shown = [p.page for p in made]
    data = paint_pages(painting, painting.standard, shown, _on_sheets(supplies, made))
    return Drawn(data, made, supplies)


def proof(order: Order, shelf: Shelf) -> Made:
    """The pages with all that a proofreader is told."""
    data, leaves = proofed(order)
    spare = shelf.spare("proof.pdf", data)
    return Made(spare, spare, "plain", leaves=leaves)


def galley(order: Order, shelf: Shelf) -> Made:
    """Stories by themselves, wide set."""
    data, leaves = proofed(order)
    spare = shelf.spare("galley.pdf", data)
    return Made(spare, spare, "plain", leaves=leaves)


def archive(order: Order, shelf: Shelf) -> Made:
    """The bag for the archive, its PDF among what it holds."""
    from presslayout.archive import bag
    from presslayout.delivery.kept import files as kept_files

    material = order.material
    assert material is not None
    painting = order.painting
    edition = codec.dumps(painting.edition, order.composition.written)
    standard, pdf = archive_pdf(order, shelf, edition)
    with painting.stopwatch.timed("bag"):
        files = kept_files(order, {ARCHIVE_PDF: pdf, EDITION: edition})
        kept = tuple(
            Delivered(f"{BAG}/data/{name}", hashlib.sha256(data).hexdigest(), "archive")
            for name, data in sorted(files.items())
        )
        private = order.private(bag.originals(material, files))
        found = ordered((*order.found, *private))
        told = Report(
            issue=order.issue,
            versions=order.versions,
            diagnostics=strictly(found) if order.strict else found,
            pages=order.composition.pages,
            files=kept,
        )
        files[REPORT] = report.dumps(told)
        spare = shelf.spare_folder(BAG)
        bag.make(spare, files, material, painting.edition.engine)
    return Made(spare, spare / "data" / ARCHIVE_PDF, standard, found=private)


def painted(painting: Painting, standard: str) -> bytes:
    """The edition's pages as PDF, their pictures converted meanwhile."""
    return paint_pages(painting, standard, painting.edition.pages, gather(painting)())


def painted_around(painting: Painting, sources: Mapping[str, bytes], edition: bytes) -> bytes:
    """The pages as PDF with their sources, by path from the workspace root, and edition.json inside."""
    from presslayout.delivery.attachments import attachments

    supplies = replace(gather(painting)(), attachments=attachments(sources, edition))
    return paint_pages(painting, WITH_SOURCES, painting.edition.pages, supplies)


def archive_pdf(
    order: Order, shelf: Shelf | None = None, edition: bytes = b""
) -> tuple[str, bytes]:
    """The standard of an archive's PDF, and its bytes; who wants the sources inside gets them.

    The one that stands on the shelf is taken where it was made of the very same `edition`.
    """
    from presslayout.archive.extras import Extra

    painting = order.painting
    edition = edition or codec.dumps(painting.edition, order.composition.written)
    if Extra.A3 in order.extras:
        from presslayout.archive import bag

        assert order.material is not None
        return WITH_SOURCES, painted_around(painting, bag.sources(order.material), edition)
    make = partial(painted, painting, ARCHIVED)
    if shelf is None:
        return ARCHIVED, make()
    told = hashlib.sha256(f"{ARCHIVED}\n".encode() + edition).digest()
    return ARCHIVED, standing(painting, shelf, f"{BAG}/data/{ARCHIVE_PDF}", make, told)


def proofed(order: Order) -> tuple[bytes, int]:
    """The pages of a proof, or its galleys, with all that is said beside them; how many they are."""
    from presslayout.assets.outlines import lettering
    from presslayout.overlay.proofs import proofs

    proofing = order.proofing
    assert proofing is not None
    painting = order.painting
    waiting = gather(painting)
    with painting.stopwatch.timed("overlay"):
        letters = lettering(order.letters)
        whole = proofs(painting.edition.pages, letters, proofing)
    supplies = replace(
        waiting(),
        sheets=whole.sheets,
        links=whole.links,
        bookmarks=whole.bookmarks,
        subject=whole.subject,
        letters=letters,
        # By it comments made on this proof find their words, wherever the file has gone since.
        carried=codec.dumps(painting.edition, order.composition.written),
        faces={**painting.sources, **dict(proofing.faces)},
    )
    return paint_pages(painting, "plain", whole.pages, supplies), len(whole.pages)


def _slugs(order: Order, paper: PaperFacts) -> SlugFacts:
    from presslayout.assets.outlines import lettering
    from presslayout.delivery.plant.slugs import SlugFacts
    from presslayout.paint.profiles import profile_of

    edition = order.composition.edition
    return SlugFacts(
        paper,
        edition.press,
        edition.engine,
        profile_of(order.painting.standard).label,
        {page.number: page.hash for page in order.composition.pages},
        lettering(order.letters),
    )


def _dispatched(
    order: Order, commission: Commission, drawn: Drawn, folder: Path
) -> tuple[tuple[Promised, ...], tuple[Diagnostic, ...]]:
    """The plant's folder, filled: its PDFs with what they must hold, and what is to be said."""
    from presslayout.delivery.plant import dispatch as plant
    from presslayout.delivery.plant.slugs import imposed
    from presslayout.preflight.checks.expectation import expected

    made, supplies = drawn.sheets, drawn.supplies
    found: tuple[Diagnostic, ...] = ()
    painting, composition, dispatch = order.painting, order.composition, commission.plant.dispatch
    assert dispatch is not None
    slugs = _slugs(order, commission.paper)
    if dispatch.imposed:
        pages = composition.edition.pages
        count = commission.pages_today
        made, found = imposed(pages, count, commission.plant.marks, slugs, nested=dispatch.nested)
    by_page = {one.page: one for one in made}
    try:
        shown = [(one.numbers, one.page) for one in made]
        parcels = plant.parcels(shown, dispatch, commission.paper)
    except ValueError as fault:
        raise DeliveryError([_one_name(str(fault))]) from fault
    known = {n for page in slugs.hashes for n in commission.paper.numbers(page)}
    files = []
    for parcel in parcels:
        hashes = tuple(slugs.hashes[n] for n in parcel.numbers if n in slugs.hashes)
        own = _on_sheets(supplies, (by_page[page] for page in parcel.pages), hashes)
        files.append((parcel, paint_pages(painting, painting.standard, parcel.pages, own)))
    sent = plant.Sent(
        commission.paper,
        composition.edition.press,
        slugs.standard,
        slugs.hashes,
        commission.signed,
        tuple(sorted({n for one in made for n in one.numbers} - known)),
        commission.plant.screens,
        commission.plant.marks,
    )
    rows = plant.rows(files, sent)
    whole = {parcel.name: data for parcel, data in files} | plant.accompanying(rows, sent)
    whole[plant.NOTE_SHEET] = _note(order, rows, sent, supplies)
    for name, data in whole.items():
        (folder / name).write_bytes(data)
    promises = tuple(
        Promised(
            folder / parcel.name,
            expected(composition, [(by_page[page].numbers, page) for page in parcel.pages]),
        )
        for parcel in parcels
    )
    return promises, found


def _note(order: Order, rows: list[dict[str, Any]], sent: Sent, supplies: Supplies) -> bytes:
    """The delivery note as a sheet to be printed and pinned up."""
    from presslayout.assets.outlines import lettering
    from presslayout.delivery.plant import note

    own = replace(
        supplies, faces={note.FACE: order.letters}, pictures={}, sheets={}, subject="传版单"
    )
    pages = note.sheets(rows, sent, lettering(order.letters))
    return paint_pages(order.painting, "plain", pages, own)


def _one_name(name: str) -> Diagnostic:
    return Diagnostic(
        "delivery-name",
        ERROR,
        Text(
            f"交付的文件名不能用，或者两个文件同名：{name}",
            f"no file can bear this name, or two of them would: {name}",
        ),
        hint=Text(
            "在印刷条件的文件名里写上 {版次}",
            "put {page} into the name of the press profile",
        ),
    )


def _on_sheets(
    supplies: Supplies, made: Iterable[Printed], hashes: tuple[str, ...] | None = None
) -> Supplies:
    """The supplies of a file that shows these pages; `hashes` name it where it is not all of them."""
    made = tuple(made)
    sheets = {one.page.number: one.sheet for one in made}
    # A picture is converted for its size: where it stands on a sheet makes no difference.
    converted = {_unplaced(picture): pixels for picture, pixels in supplies.pictures.items()}
    shown = {
        picture: converted[_unplaced(picture)] for picture in pictures(one.page for one in made)
    }
    return replace(supplies, pictures=shown, sheets=sheets, hashes=hashes or supplies.hashes)


def _unplaced(picture: Picture) -> Picture:
    return replace(picture, box=replace(picture.box, x=0, y=0))


def paint_pages(
    painting: Painting, standard: str, pages: Sequence[Page], supplies: Supplies
) -> bytes:
    """Pages of an edition, or what was made of them, as PDF of a standard."""
    from presslayout.paint.pdf import paint
    from presslayout.paint.profiles import profile_of

    edition = replace(painting.edition, pages=tuple(pages))
    supplies = replace(
        supplies,
        drawings=drawings(pages, painting.sources, profile_of(standard)),
        composed=_composed(painting, pages),
    )
    with painting.stopwatch.timed("paint"):
        return paint(edition, profile_of(standard), supplies, cache=painting.cache)


def _composed(painting: Painting, pages: Iterable[Page]) -> dict[int, str]:
    """The hashes of those pages that are the painting's own, by number."""
    pages_ = zip(painting.edition.pages, painting.hashes, strict=True)
    own = {Same(page): name for page, name in pages_}
    return {page.number: own[Same(page)] for page in pages if Same(page) in own}
