"""Plates without ghostscript: each ink's share of every item painted in grey and drawn by PDFium.

What overprints leaves a plate as it is; everything else knocks out.  Placed pages of other PDFs
have inks of their own that nobody here takes apart: they are left out.
"""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from presslayout.assets import pdfium
from presslayout.base.units import to_pt
from presslayout.base.values import replace
from presslayout.delivery.plates.plate_set import PROCESS, PlateSet, PlateSheet
from presslayout.edition.ink import Ink
from presslayout.edition.page import Glyphs, Picture, Placed, Shape, Stroke, spots

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.Image import Image

    from presslayout.assets.pictures import ConvertedPicture
    from presslayout.delivery.order import Painting
    from presslayout.edition.page import Item, Page


def plates(painting: Painting, dpi: int) -> PlateSet:
    """The plates of every page inside its trim."""
    from presslayout.delivery.order import gather
    from presslayout.paint.pdf import paint
    from presslayout.paint.profiles import PLATE

    edition = painting.edition
    given = gather(painting)()
    drawn: list[dict[str, Image]] = [{} for _ in edition.pages]
    for ink in (*PROCESS, *spots(edition.pages)):
        pages = tuple(on_plate(page, ink) for page in edition.pages)
        pictures = {p: channel(pixels, ink) for p, pixels in given.pictures.items()}
        data = paint(replace(edition, pages=pages), PLATE, replace(given, pictures=pictures))
        with pdfium.Document(data) as document:
            for place, (sheet, page) in enumerate(zip(document, pages, strict=True)):
                drawn[place][ink] = _drawn(sheet, page, dpi)
    sheets = [PlateSheet(p.number, dpi, inks) for p, inks in zip(edition.pages, drawn, strict=True)]
    return PlateSet(tuple(sheets), f"pdfium {pdfium.build()}")


def left_out(pages: Iterable[Page]) -> tuple[int, ...]:
    """The pages that hold placed pages of other PDFs."""
    return tuple(
        page.number
        for page in pages
        if any(isinstance(item, Placed) for block in page.blocks for item in block.items)
    )


def on_plate(page: Page, ink: str) -> Page:
    """The page as one ink's plate shows it, black standing for the ink."""
    blocks = []
    for block in page.blocks:
        items = [kept for item in block.items if (kept := _item(item, ink)) is not None]
        blocks.append(replace(block, items=tuple(items)))
    return replace(page, blocks=tuple(blocks))


def channel(picture: ConvertedPicture, ink: str) -> ConvertedPicture:
    """One ink of a converted picture as a grey one, without loss."""
    from PIL import Image, ImageChops

    if ink in PROCESS:
        with Image.open(io.BytesIO(picture.data)) as image:
            if image.mode == "CMYK":
                plate = ImageChops.invert(image.getchannel(ink))
            else:
                plate = image.copy() if ink == "K" else Image.new("L", image.size, 255)
    else:
        plate = Image.new("L", (picture.width, picture.height), 255)
    data = zlib.compress(plate.tobytes(), 1)
    return replace(
        picture,
        data=data,
        components=1,
        inverted=False,
        coding="FlateDecode",
        sha256=f"{ink.encode().hex()[:6]}{picture.sha256}",
    )


def share(ink: Ink, plate: str) -> int:
    """How much of a plate's ink a colour lays down, in per mille."""
    if ink.spot or plate not in PROCESS:
        return ink.tint if ink.spot == plate else 0
    return ink.process[PROCESS.index(plate)]


def _item(item: Item, plate: str) -> Item | None:
    match item:
        case Glyphs():
            if item.ink.overprints and plate != "K":
                return None
            return replace(item, ink=Ink(k=share(item.ink, plate)))
        case Shape():
            return _shape(item, plate)
        case Picture():
            return item
        case Placed():
            return None


def _shape(shape: Shape, plate: str) -> Shape | None:
    fill, stroke = shape.fill, shape.stroke
    if fill is not None:
        over = fill.overprints and shape.is_rule and plate != "K"
        fill = None if over else Ink(k=share(fill, plate))
    if stroke is not None:
        over = stroke.ink.overprints and plate != "K"
        stroke = None if over else Stroke(Ink(k=share(stroke.ink, plate)), stroke.width)
    return None if fill is None and stroke is None else replace(shape, fill=fill, stroke=stroke)


def _drawn(sheet: pdfium.Leaf, page: Page, dpi: int) -> Image:
    from PIL import ImageChops

    image = sheet.picture(dpi / pdfium.POINTS_PER_INCH, grey=True, off=to_pt(page.bleed))
    return ImageChops.invert(image.convert("L"))
