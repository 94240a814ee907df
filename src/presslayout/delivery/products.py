"""The products of the targets: what is painted and packed, ready under names of their own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import ERROR, DeliveryError, Diagnostic, Text, ordered, strictly
from presslayout.base.values import Same, frozen, replace
from presslayout.delivery import report
from presslayout.delivery.order import DELIVERY, EDITION, REPORT, Made, Promised
from presslayout.delivery.report import Delivered, Report
from presslayout.delivery.standing import standing
from presslayout.edition import codec
from presslayout.edition.page import Picture, Placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from presslayout.assets.pictures import Conversion, ConvertedPicture
    from presslayout.assets.vectors import Drawing
    from presslayout.base.source import Source
    from presslayout.delivery.order import Order, Painting
    from presslayout.delivery.plant.dispatch import Sent
    from presslayout.delivery.plant.slugs import Printed, SlugFacts
    from presslayout.delivery.shelf import Shelf
    from presslayout.edition.page import Page
    from presslayout.edition.plant import Commission, PaperFacts
    from presslayout.edition.press import Press
    from presslayout.edition.profile import ColourProfiles
    from presslayout.paint.pdf import Supplies
    from presslayout.paint.profiles import Profile

# The standard of the archive's PDF.
ARCHIVED = "a2u"


class _Awaited(Mapping["Picture", "ConvertedPicture"]):
    """Pictures as they were converted, waited for when the first is asked for."""

    def __init__(self, wait: Callable[[], Mapping[Picture, ConvertedPicture]]) -> None:
        self._wait = wait
        self._made: Mapping[Picture, ConvertedPicture] | None = None

    def _all(self) -> Mapping[Picture, ConvertedPicture]:
        if self._made is None:
            self._made = self._wait()
        return self._made

    def __getitem__(self, picture: Picture) -> ConvertedPicture:
        return self._all()[picture]

    def __iter__(self) -> Iterator[Picture]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


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
    pdf = painted(painting, ARCHIVED)
    with painting.stopwatch.timed("bag"):
        files = kept_files(
            order,
            {
                "archive.pdf": pdf,
                EDITION: codec.dumps(painting.edition, order.composition.written),
            },
        )
        kept = tuple(
            Delivered(f"archive/data/{name}", hashlib.sha256(data).hexdigest(), "archive")
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
        spare = shelf.spare_folder("archive")
        bag.make(spare, files, material, painting.edition.engine)
    return Made(spare, spare / "data" / "archive.pdf", ARCHIVED, found=private)


def painted(painting: Painting, standard: str) -> bytes:
    """The edition's pages as PDF, their pictures converted meanwhile."""
    return paint_pages(painting, standard, painting.edition.pages, gather(painting)())


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


def conversion_for(press: Press, colours: ColourProfiles) -> Conversion:
    """How the pictures of a press are converted."""
    from presslayout.assets.pictures import Conversion

    return Conversion(colours.press, colours.source, press.ink_limit, press.intent, press.sharpen)


def gather(painting: Painting, *, imposed: bool = False) -> Callable[[], Supplies]:
    """What painters need; pictures begin to be converted now and are waited for when it is asked for.

    What is `imposed` shows pictures that end at the spine, too.
    """
    from presslayout.assets.images import convert_all, requests
    from presslayout.paint.pdf import Supplies

    edition, press, colours = painting.edition, painting.edition.press, painting.colours
    hashes = {asset.key: asset.sha256 for asset in edition.assets}
    conversion = conversion_for(press, colours)
    pages = edition.pages
    if imposed:
        from presslayout.edition.bleeding import ended

        pages = (*pages, *(ended(page, left=left) for page in pages for left in (True, False)))
    shown = _pictures(pages)
    wanted = requests(shown, painting.sources, hashes, press)
    finished = convert_all(wanted, conversion, painting.cache, shown)

    def converted() -> dict[Picture, ConvertedPicture]:
        with painting.stopwatch.timed("convert"):
            return finished()

    def supplies() -> Supplies:
        return Supplies(
            faces=painting.sources,
            # Much of a file is ready before its first picture is asked for.
            pictures=_Awaited(converted),
            icc=colours.press,
            hashes=painting.hashes,
        )

    return supplies


def _on_sheets(
    supplies: Supplies, made: Iterable[Printed], hashes: tuple[str, ...] | None = None
) -> Supplies:
    """The supplies of a file that shows these pages; `hashes` name it where it is not all of them."""
    made = tuple(made)
    sheets = {one.page.number: one.sheet for one in made}
    # A picture is converted for its size: where it stands on a sheet makes no difference.
    converted = {_unplaced(picture): pixels for picture, pixels in supplies.pictures.items()}
    pictures = {
        picture: converted[_unplaced(picture)] for picture in _pictures(one.page for one in made)
    }
    return replace(supplies, pictures=pictures, sheets=sheets, hashes=hashes or supplies.hashes)


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
        drawings=_drawings(pages, painting.sources, profile_of(standard)),
        composed=_composed(painting, pages),
    )
    with painting.stopwatch.timed("paint"):
        return paint(edition, profile_of(standard), supplies, cache=painting.cache)


def _composed(painting: Painting, pages: Iterable[Page]) -> dict[int, str]:
    """The hashes of those pages that are the painting's own, by number."""
    pages_ = zip(painting.edition.pages, painting.hashes, strict=True)
    own = {Same(page): name for page, name in pages_}
    return {page.number: own[Same(page)] for page in pages if Same(page) in own}


def _drawings(
    pages: Iterable[Page], sources: Mapping[str, Source], profile: Profile
) -> dict[tuple[str, int], Drawing]:
    """Every placed page of a PDF, once."""
    wanted = {
        (item.document, item.page)
        for page in pages
        for block in page.blocks
        for item in block.items
        if isinstance(item, Placed)
    }
    if not wanted:
        return {}
    from presslayout.assets.vectors import drawing

    return {
        (document, page): drawing(sources[document].path, page, overprint=profile.overprint)
        for document, page in sorted(wanted)
    }


def _pictures(pages: Iterable[Page]) -> dict[Picture, tuple[int, str, str]]:
    """Every picture, with the page, the story and the part that it was met at first."""
    found: dict[Picture, tuple[int, str, str]] = {}
    for page in pages:
        for block in page.blocks:
            for item in block.items:
                if isinstance(item, Picture):
                    found.setdefault(item, (page.number, block.story, block.part))
    return found
