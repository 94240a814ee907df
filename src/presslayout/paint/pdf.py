"""An edition as PDF.  The profile is handed in; nothing touches the file after it is written."""

from __future__ import annotations

import hashlib
import zlib
from typing import TYPE_CHECKING, Any

from presslayout.base.cache import Cache, key_of
from presslayout.base.keeping import Keeping
from presslayout.base.values import field, frozen, replace
from presslayout.paint.pdf_content import (
    Frame,
    ImageObject,
    form_name,
    letter_name,
    outline,
    space_name,
    state_name,
    thousandths,
)
from presslayout.paint.pdf_fonts import embed, faces, program
from presslayout.paint.pdf_forms import form
from presslayout.paint.pdf_guide import links, notes, outlines, page_name
from presslayout.paint.pdf_meta import LANGUAGE, identity, info, xmp
from presslayout.paint.pdf_programs import KeptSubsets
from presslayout.paint.pdf_streams import Palette, looked_at, pictures, streams
from presslayout.paint.supplies import FULL, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.assets.pictures import ConvertedPicture
    from presslayout.assets.vectors import Drawing
    from presslayout.base.geometry import Box
    from presslayout.base.source import Source
    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.page import Edition, Page, Picture, Placed
    from presslayout.edition.press import Press
    from presslayout.paint.elements import Tagging
    from presslayout.paint.pdf_content import ContentStream
    from presslayout.paint.pdf_file import File
    from presslayout.paint.pdf_fonts import EmbeddedFace
    from presslayout.paint.pdf_meta import Identity
    from presslayout.paint.pdf_streams import Packed
    from presslayout.paint.profiles import Profile
    from presslayout.paint.supplies import Attachment, Bookmark, Link

REGISTRY = "http://www.color.org"
# Our part of the catalogue's page-piece dictionary (ISO 32000-1, 14.5), which wants a date.
CARRIER, UNDATED, DRAWN = "Presslayout", "D:19700101000000Z", "Drawn"


@frozen
class Supplies:
    """What a painter needs beside the edition.

    `faces` gives each face's file by its key; `pictures` each Picture of the pages as converted;
    `drawings` each placed page of a PDF, by document and page number;
    `icc` the bytes of the press's profile; `hashes` the pages' hashes as they were composed, which
    name the document; `sheets` the pages, by number, whose sheet is larger than they are, `links`
    their links; `letters` the face of words that are drawn.  `subject` says what kind of file it
    is, "" where the standard does.  `carried` is an edition.json that goes along unseen, `composed`
    gives the hashes of those pages that stand as they were composed, by number.  `attachments`
    go along where the standard lets them.
    """

    faces: Mapping[str, Source]
    pictures: Mapping[Picture, ConvertedPicture]
    icc: bytes
    hashes: tuple[str, ...]
    sheets: Mapping[int, Sheet] = field(default_factory=dict)
    drawings: Mapping[tuple[str, int], Drawing] = field(default_factory=dict)
    links: Mapping[int, Sequence[Link]] = field(default_factory=dict)
    bookmarks: Sequence[Bookmark] = ()
    subject: str = ""
    letters: Lettering | None = None
    carried: bytes = b""
    composed: Mapping[int, str] = field(default_factory=dict)
    attachments: Sequence[Attachment] = ()


@frozen
class _Work:
    """A file being written: what it shows, by which standard, and what goes into it."""

    file: File
    edition: Edition
    profile: Profile
    supplies: Supplies
    told: Identity
    cache: Cache
    tagging: Tagging | None = None


@frozen
class _Stock:
    """What pages draw with, by the names of faces, XObjects, inks and states, and their streams."""

    faces: Mapping[str, EmbeddedFace]
    rasters: Mapping[Picture, ImageObject]
    streams: Sequence[Packed]
    fonts: Mapping[str, Any]
    drawn: Mapping[str, Any]
    states: Mapping[tuple[bool, bool], Any]
    spots: Mapping[str, Any]


def paint(
    edition: Edition, profile: Profile, supplies: Supplies, *, cache: Cache | None = None
) -> bytes:
    """The edition's pages as one PDF of this standard.

    Notes are drawn where the standard allows annotations.  AssetError when a face's file is gone.
    """
    from presslayout.paint.pdf_file import File, dictionary

    told = identity(edition, profile, supplies.hashes)
    kept = cache or Cache.disabled()
    tags = None
    if profile.tagged:
        from presslayout.paint.tagging import tagging

        tags = tagging(edition)
    work = _Work(File(profile.version), edition, profile, supplies, told, kept, tags)
    stock = _stock(work)
    kids = [_page(work, stock, place) for place in range(len(edition.pages))]
    catalogue = _catalogue(work, kids, stock)
    return work.file.bytes_with(dictionary(catalogue), dictionary(_information(work)), told.ids)


def _stock(work: _Work) -> _Stock:
    """Everything that content streams name, each object once however often it is drawn."""
    from presslayout.paint.pdf_file import array, dictionary

    file, edition, supplies = work.file, work.edition, work.supplies
    keeping = Keeping.at(work.cache)
    frames = [_frame(page, _sheet(page, supplies)) for page in edition.pages]
    marked = work.tagging.pages if work.tagging else ()
    pages = looked_at(edition.pages, frames, supplies.composed, keeping, marked)
    used = faces((page.usage for page in pages), supplies.faces)
    hashes = {a.key: a.sha256 for a in edition.assets}
    programs = {
        key: program(face, key, supplies.faces[key], KeptSubsets(hashes.get(key, ""), work.cache))
        for key, face in used.items()
    }
    # From here on pictures are asked for, which may still be at work.
    shown = (picture for page in edition.pages for picture in pictures(page))
    rasters = {picture: _raster(supplies.pictures[picture]) for picture in shown}
    drawn = _images(file, rasters, supplies.pictures)
    # The open fonts are not drawn with, and cannot go to another process.
    named = {key: replace(face, font=None) for key, face in used.items()}
    packed = streams(pages, Palette(work.profile, named, rasters), keeping)
    made = [one.stream for one in packed]
    drawn |= _letters(file, {c for stream in made for c in stream.letters}, supplies.letters)
    drawn |= _forms(file, [placed for stream in made for placed in stream.placed], supplies)
    fonts = {
        key: embed(file, face, supplies.faces[key], programs[key]) for key, face in used.items()
    }
    states = {
        state: file.add(dictionary(_overprint(state)))
        for state in sorted({s for stream in made for s in stream.overprints})
    }
    inks = {ink.spot: ink for stream in reversed(made) for ink in stream.spots}
    spots = {name: file.add(array(_separation(inks[name]))) for name in sorted(inks)}
    return _Stock(used, rasters, packed, fonts, drawn, states, spots)


def _page(work: _Work, stock: _Stock, place: int) -> Any:
    """A page's object, pages counted from 0."""
    from presslayout.paint.pdf_file import Name, array, dictionary, reference

    page, packed = work.edition.pages[place], stock.streams[place]
    entries: dict[str, object] = {
        "Type": Name("Page"),
        "Parent": reference("Pages"),
        **_boxes(page, _sheet(page, work.supplies)),
        "Resources": _resources(stock, packed.stream),
        "Contents": work.file.packed(packed.data),
    }
    if work.profile.annotations and (annotations := _annotations(work, page)):
        entries["Annots"] = array(annotations)
    if work.tagging is not None:
        entries |= {"StructParents": place, "Tabs": Name("S")}
    return work.file.add(dictionary(entries), page_name(place))


def _resources(stock: _Stock, stream: ContentStream) -> Any:
    """What one content stream names."""
    from presslayout.paint.pdf_file import dictionary

    named = {
        "Font": {stock.faces[key].name: stock.fonts[key] for key in stream.faces},
        "XObject": {name: stock.drawn[name] for name in _drawn(stream, stock.rasters)},
        "ColorSpace": {space_name(ink.spot): stock.spots[ink.spot] for ink in stream.spots},
        "ExtGState": {state_name(state): stock.states[state] for state in stream.overprints},
    }
    return dictionary({kind: dictionary(own) for kind, own in named.items() if own})


def _catalogue(work: _Work, kids: Sequence[Any], stock: _Stock) -> dict[str, object]:
    """The file's root: its pages, and what the standard wants to stand beside them."""
    from presslayout.paint.pdf_file import Name, array, dictionary, text

    file, profile, supplies = work.file, work.profile, work.supplies
    tree = {"Type": Name("Pages"), "Kids": array(kids), "Count": len(kids)}
    catalogue: dict[str, object] = {
        "Type": Name("Catalog"),
        "Pages": file.add(dictionary(tree), "Pages"),
    }
    if profile.annotations:
        catalogue |= outlines(file, supplies.bookmarks, _height(work.edition, supplies))
    if profile.lang:
        catalogue["Lang"] = text(LANGUAGE)
    if work.tagging is not None:
        catalogue |= _guiding(work, work.tagging)
    if profile.intent:
        press_profile = _press_profile(file, supplies.icc, work.cache)
        intent = _intent(profile, work.edition.press) | {"DestOutputProfile": press_profile}
        catalogue["OutputIntents"] = array([file.add(dictionary(intent))])
    if profile.xmp:
        metadata = {"Type": Name("Metadata"), "Subtype": Name("XML")}
        # Never compressed: whoever finds the file must find this without a PDF reader.
        catalogue["Metadata"] = file.stream(metadata, xmp(profile, work.told), deflate=False)
    if supplies.carried:
        changed = info(profile, work.told).get("ModDate", UNDATED)
        # Whoever gets the file back knows by these whether anything was drawn into its pages.
        drawn = [
            hashlib.sha256(zlib.decompress(one.data).strip()).hexdigest() for one in stock.streams
        ]
        facts = {DRAWN: array([text(digest) for digest in drawn])}
        own = {"LastModified": text(changed), "Private": file.stream(facts, supplies.carried)}
        catalogue["PieceInfo"] = dictionary({CARRIER: dictionary(own)})
    return catalogue


def _guiding(work: _Work, tags: Tagging) -> dict[str, object]:
    """What a tagged file has beside its pages: its structure, bookmarks, the names of pages."""
    from presslayout.paint.pdf_attachments import attached
    from presslayout.paint.pdf_contents import bookmarks
    from presslayout.paint.pdf_file import array, dictionary, text
    from presslayout.paint.pdf_structure import structure

    file, edition, supplies = work.file, work.edition, work.supplies
    pages = edition.pages

    def place(index: int, box: Box) -> tuple[float, float, float, float]:
        return _place(pages[index], supplies, box)

    labels: list[object] = []
    for index, page in enumerate(pages):
        labels += [index, dictionary({"P": text(page.label or str(page.number))})]
    return {
        "MarkInfo": dictionary({"Marked": "true"}),
        "StructTreeRoot": structure(file, tags.document, len(pages), place),
        "ViewerPreferences": dictionary({"DisplayDocTitle": "true"}),
        "PageLabels": dictionary({"Nums": array(labels)}),
        **outlines(file, bookmarks(pages), _height(edition, supplies)),
        **(attached(file, work.told, supplies.attachments) if work.profile.attachments else {}),
    }


def _information(work: _Work) -> dict[str, object]:
    """The file's Info dictionary."""
    from presslayout.paint.pdf_file import Name, text

    facts = info(work.profile, work.told)
    entries: dict[str, object] = {key: text(value) for key, value in facts.items()}
    if work.supplies.subject:
        entries["Subject"] = text(work.supplies.subject)
    if work.profile.trapped:
        entries["Trapped"] = Name("False")
    return entries


def _sheet(page: Page, supplies: Supplies) -> Sheet:
    return supplies.sheets.get(page.number, Sheet())


def _frame(page: Page, sheet: Sheet) -> Frame:
    return Frame(
        left=sheet.left + page.bleed,
        top=sheet.bottom + page.bleed + page.height,
        scale=sheet.scale / FULL,
    )


def _annotations(work: _Work, page: Page) -> list[Any]:
    """The page's notes, then its links."""
    edition, supplies = work.edition, work.supplies

    def place(box: Box) -> tuple[float, float, float, float]:
        return _place(page, supplies, box)

    own = supplies.links.get(page.number, ())
    return [
        *notes(work.file, page, work.told, place),
        *links(work.file, own, place, _height(edition, supplies)),
    ]


def _place(page: Page, supplies: Supplies, box: Box) -> tuple[float, float, float, float]:
    """Where a box of a page lies on its sheet, in points: left, foot, right, top."""
    sheet = _sheet(page, supplies)
    frame = _frame(page, sheet)
    left, right = frame.left + box.x, frame.left + box.right
    low, high = frame.top - box.bottom, frame.top - box.y
    a, b, c, d = (_points(n, sheet) for n in (left, low, right, high))
    return a, b, c, d


def _height(edition: Edition, supplies: Supplies) -> Callable[[int, Length], float]:
    """How high a y of a page lies on its sheet, pages counted from 0."""

    def height(index: int, y: Length) -> float:
        page = edition.pages[index]
        sheet = _sheet(page, supplies)
        return _points(_frame(page, sheet).top - y, sheet)

    return height


def _boxes(page: Page, sheet: Sheet) -> dict[str, object]:
    """Media, bleed and trim box.  Media and bleed are one where the sheet is not larger."""
    from presslayout.paint.pdf_file import array

    frame = _frame(page, sheet)
    bleed = page.bleed
    media = (
        0,
        0,
        frame.left + page.width + bleed + sheet.right,
        frame.top + bleed + sheet.top,
    )
    trim = (frame.left, frame.top - page.height, frame.left + page.width, frame.top)
    outside = (trim[0] - bleed, trim[1] - bleed, trim[2] + bleed, trim[3] + bleed)
    return {
        name: array(_points(v, sheet) for v in box)
        for name, box in (("MediaBox", media), ("BleedBox", outside), ("TrimBox", trim))
    }


def _points(length: Length, sheet: Sheet) -> float:
    return thousandths(length * sheet.scale // FULL) / 1000


def _drawn(stream: ContentStream, rasters: Mapping[Picture, ImageObject]) -> list[str]:
    """The names of the XObjects that a page draws."""
    letters = map(letter_name, stream.letters)
    return [*(rasters[p].name for p in stream.pictures), *map(form_name, stream.placed), *letters]


def _forms(file: File, placed: Sequence[Placed], supplies: Supplies) -> dict[str, Any]:
    """One form XObject for each placed page, however often it is placed."""
    wanted = {form_name(item): (item.document, item.page) for item in placed}
    return {name: form(file, name, supplies.drawings[key]) for name, key in wanted.items()}


def _raster(picture: ConvertedPicture) -> ImageObject:
    size = (picture.width, picture.height)
    return ImageObject(f"I{picture.sha256[:16]}", size, picture.window)


def _images(
    file: File,
    rasters: Mapping[Picture, ImageObject],
    converted: Mapping[Picture, ConvertedPicture],
) -> dict[str, Any]:
    """One image XObject for each converted picture, however often it is placed."""
    from presslayout.paint.pdf_file import Name

    images: dict[str, Any] = {}
    for picture, raster in rasters.items():
        name = raster.name
        if name in images:
            continue
        pixels = converted[picture]
        entries: dict[str, object] = {
            "Type": Name("XObject"),
            "Subtype": Name("Image"),
            "Width": pixels.width,
            "Height": pixels.height,
            "BitsPerComponent": 8,
            "ColorSpace": Name("DeviceGray" if pixels.components == 1 else "DeviceCMYK"),
            "Filter": Name(pixels.coding),
        }
        if pixels.inverted:
            entries["Decode"] = "[1 0 1 0 1 0 1 0]"
        images[name] = file.stream(entries, pixels.data, deflate=False)
    return images


def _separation(ink: Ink) -> list[Any]:
    """A spot ink as a Separation that looks like its process inks (ISO 32000-1, 8.6.6.4)."""
    from presslayout.paint.pdf_file import Name, array, dictionary, token

    tint = {
        "FunctionType": 2,
        "Domain": array((0, 1)),
        "C0": array((0, 0, 0, 0)),
        "C1": array(v / 1000 for v in ink.process),
        "N": 1,
    }
    return [Name("Separation"), token(ink.spot), Name("DeviceCMYK"), dictionary(tint)]


def _letters(file: File, chars: set[str], letters: Lettering | None) -> dict[str, Any]:
    """Each letter that is drawn as a form of one em."""
    from presslayout.paint.pdf_file import Name, array

    if letters is None:
        return {}
    em = letters.upem
    made: dict[str, Any] = {}
    for char in sorted(chars):
        path = letters.outline(char)
        numbers = [int(n) for segment in path for n in segment[1:]]
        xs, ys = numbers[::2] or [0], numbers[1::2] or [0]
        entries: dict[str, object] = {
            "Type": Name("XObject"),
            "Subtype": Name("Form"),
            "BBox": array((min(xs), min(ys), max(xs), max(ys))),
            "Matrix": f"[{1 / em:.9f} 0 0 {1 / em:.9f} 0 0]",
        }
        made[letter_name(char)] = file.stream(entries, outline(path))
    return made


def _overprint(state: tuple[bool, bool]) -> dict[str, object]:
    from presslayout.paint.pdf_file import Name

    stroke, fill = ("true" if on else "false" for on in state)
    return {"Type": Name("ExtGState"), "OP": stroke, "op": fill, "OPM": 1}


def _intent(profile: Profile, press: Press) -> dict[str, object]:
    """The printing condition by its registered name, or in words (ISO 15930-4, 6.2)."""
    from presslayout.paint.pdf_file import Name, text

    entries: dict[str, object] = {
        "Type": Name("OutputIntent"),
        "S": Name(profile.intent),
        "OutputConditionIdentifier": text(press.condition),
    }
    if press.condition_info:
        return entries | {"Info": text(press.condition_info)}
    return entries | {"RegistryName": text(REGISTRY)}


def _press_profile(file: File, icc: bytes, cache: Cache) -> Any:
    """The profile byte for byte.  Deflating it takes longer than all the rest, so that is kept."""
    from presslayout.paint.pdf_file import COMPRESSION_LEVEL, Name

    key = key_of("icc-1", hashlib.sha256(icc).hexdigest(), zlib.ZLIB_RUNTIME_VERSION)
    deflated = cache.get(key)
    if deflated is None:
        deflated = zlib.compress(icc, COMPRESSION_LEVEL)
        cache.put(key, deflated)
    return file.stream({"N": 4, "Filter": Name("FlateDecode")}, deflated, deflate=False)
