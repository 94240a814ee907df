"""An edition as PDF.  The profile is handed in; nothing touches the file after it is written."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from presslayout.cache import Cache, key_of
from presslayout.overlay import Sheet
from presslayout.paint.pdf_content import Frame, content, state_name, thousandths
from presslayout.paint.pdf_fonts import embed, faces
from presslayout.paint.pdf_meta import Identity, identity, info, note_id, xmp

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.assets import Source
    from presslayout.assets.images import ConvertedPicture
    from presslayout.page import Edition, Note, Page, Picture, Press
    from presslayout.paint.pdf_file import File
    from presslayout.profiles import Profile
    from presslayout.units import Length

REGISTRY = "http://www.color.org"

# A note's icon is as large as viewers draw it, whatever the rectangle says.
_NOTE_SIZE = 16_000
# Drawn upright at its own size, and on screen alone (ISO 32000-1, table 165).
_SCREEN_ONLY = 8 + 16
# What lies under the icon stays readable.
_NOTE_OPACITY = 0.6
_NOTE_AUTHOR = "presslayout"


@dataclass(frozen=True, slots=True)
class Supplies:
    """What a painter needs beside the edition.

    `faces` gives each face's file by its key; `pictures` each Picture of the pages as converted;
    `icc` the bytes of the press's profile; `hashes` the pages' hashes as they were composed, which
    name the document; `sheets` the pages, by number, whose sheet is larger than they are.
    """

    faces: Mapping[str, Source]
    pictures: Mapping[Picture, ConvertedPicture]
    icc: bytes
    hashes: tuple[str, ...]
    sheets: Mapping[int, Sheet] = field(default_factory=dict)


def paint(
    edition: Edition, profile: Profile, supplies: Supplies, *, cache: Cache | None = None
) -> bytes:
    """The edition's pages as one PDF of this standard.

    Notes are drawn where the standard allows annotations.  AssetError when a face's file is gone.
    """
    from presslayout.paint.pdf_file import File, Name, array, dictionary, reference, text

    file = File(profile.version)
    told = identity(edition, profile, supplies.hashes)
    used = faces(edition.pages, supplies.faces)
    names = {
        picture: f"I{supplies.pictures[picture].sha256[:16]}"
        for page in edition.pages
        for picture in _pictures(page)
    }
    images = _images(file, names, supplies.pictures)
    streams = [
        content(page, _frame(page, _sheet(page, supplies)), profile, used, names)
        for page in edition.pages
    ]
    hashes = {a.key: a.sha256 for a in edition.assets}
    kept = cache or Cache.disabled()
    fonts = {
        key: embed(file, key, face, supplies.faces[key], (hashes.get(key, ""), kept))
        for key, face in used.items()
    }
    states = {
        state: file.add(dictionary(_overprint(state)))
        for state in sorted({s for stream in streams for s in stream.overprints})
    }
    kids = []
    for page, stream in zip(edition.pages, streams, strict=True):
        resources = {
            "Font": dictionary({used[key].name: fonts[key] for key in stream.faces}),
            "XObject": dictionary({names[p]: images[names[p]] for p in stream.pictures}),
            "ExtGState": dictionary({state_name(s): states[s] for s in stream.overprints}),
        }
        entries: dict[str, object] = {
            "Type": Name("Page"),
            "Parent": reference("Pages"),
            **_boxes(page, _sheet(page, supplies)),
            "Resources": dictionary({k: v for k, v in resources.items() if v.dict}),
            "Contents": file.stream({}, stream.data),
        }
        if profile.annotations and page.notes:
            entries["Annots"] = array(_notes(file, page, _sheet(page, supplies), told))
        kids.append(file.add(dictionary(entries)))
    tree = {"Type": Name("Pages"), "Kids": array(kids), "Count": len(kids)}
    catalogue: dict[str, object] = {
        "Type": Name("Catalog"),
        "Pages": file.add(dictionary(tree), "Pages"),
    }
    if profile.lang:
        catalogue["Lang"] = text("zh-CN")
    if profile.intent:
        press_profile = _press_profile(file, supplies.icc, kept)
        intent = _intent(profile, edition.press) | {"DestOutputProfile": press_profile}
        catalogue["OutputIntents"] = array([file.add(dictionary(intent))])
    if profile.xmp:
        metadata = {"Type": Name("Metadata"), "Subtype": Name("XML")}
        # Never compressed: whoever finds the file must find this without a PDF reader.
        catalogue["Metadata"] = file.stream(metadata, xmp(profile, told), deflate=False)
    document_info: dict[str, object] = {k: text(v) for k, v in info(profile, told).items()}
    if profile.trapped:
        document_info["Trapped"] = Name("False")
    return file.bytes_with(dictionary(catalogue), dictionary(document_info), told.ids)


def _sheet(page: Page, supplies: Supplies) -> Sheet:
    return supplies.sheets.get(page.number, Sheet())


def _frame(page: Page, sheet: Sheet) -> Frame:
    return Frame(left=sheet.left + page.bleed, top=sheet.bottom + page.bleed + page.height)


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
        name: array(_points(v) for v in box)
        for name, box in (("MediaBox", media), ("BleedBox", outside), ("TrimBox", trim))
    }


def _points(length: Length) -> float:
    return thousandths(length) / 1000


def _pictures(page: Page) -> list[Picture]:
    from presslayout.page import Picture

    return [item for block in page.blocks for item in block.items if isinstance(item, Picture)]


def _images(
    file: File, names: Mapping[Picture, str], converted: Mapping[Picture, ConvertedPicture]
) -> dict[str, Any]:
    """One image XObject for each converted picture, however often it is placed."""
    from presslayout.paint.pdf_file import Name

    images: dict[str, Any] = {}
    for picture, name in names.items():
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
            "Filter": Name("DCTDecode"),
        }
        if pixels.inverted:
            entries["Decode"] = "[1 0 1 0 1 0 1 0]"
        images[name] = file.stream(entries, pixels.data, deflate=False)
    return images


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


def _notes(file: File, page: Page, sheet: Sheet, told: Identity) -> list[Any]:
    """The page's notes as Text annotations, each at its box's upper right corner."""
    return [
        file.add(_note(page, sheet, note, note_id(told, page.number, number)))
        for number, note in enumerate(page.notes, 1)
    ]


def _note(page: Page, sheet: Sheet, note: Note, name: str) -> Any:
    from presslayout.paint.pdf_file import Name, array, dictionary, text

    frame = _frame(page, sheet)
    right = thousandths(frame.left + min(note.box.right, page.width))
    top = thousandths(frame.top - max(note.box.y, 0))
    rectangle = (right - _NOTE_SIZE, top - _NOTE_SIZE, right, top)
    return dictionary(
        {
            "Type": Name("Annot"),
            "Subtype": Name("Text"),
            "Rect": array(v / 1000 for v in rectangle),
            "Contents": text(note.text),
            "Subj": text(note.kind),
            "T": text(_NOTE_AUTHOR),
            "NM": text(name),
            "Name": Name("Note"),
            "C": "[0 0 1 0]",
            "CA": _NOTE_OPACITY,
            "F": _SCREEN_ONLY,
        }
    )
