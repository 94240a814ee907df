"""A page with some of its inks alone: what the plates of these inks would print."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.delivery.order import gather
from presslayout.delivery.products import paint_pages, painted
from presslayout.edition.ink import WHITE, Ink
from presslayout.edition.page import Glyphs, Shape

if TYPE_CHECKING:
    from presslayout.assets.pictures import ConvertedPicture
    from presslayout.delivery.order import Painting
    from presslayout.edition.page import Block, Item, Page

INKS = "cmyk"
# Pictures are looked at, not printed: this shows no blocks.
_QUALITY = 92
_SOLID = 255


def pdf(painting: Painting, inks: str = INKS) -> bytes:
    """The one page of a painting as PDF: with all inks by the press's standard, or some alone."""
    if inks == INKS:
        return painted(painting, painting.standard)
    (page,) = painting.edition.pages
    supplies = gather(painting)()
    pictures = {picture: _picture(made, inks) for picture, made in supplies.pictures.items()}
    return paint_pages(
        painting, "plain", (_page(page, inks),), replace(supplies, pictures=pictures)
    )


def _page(page: Page, inks: str) -> Page:
    return replace(page, blocks=tuple(_block(block, inks) for block in page.blocks), notes=())


def _block(block: Block, inks: str) -> Block:
    items = (_item(item, inks) for item in block.items)
    return replace(block, items=tuple(item for item in items if item is not None))


def _item(item: Item, inks: str) -> Item | None:
    """An item in these inks; None where it leaves what lies beneath it as it is."""
    if isinstance(item, Glyphs):
        ink = _ink(item.ink, inks)
        return None if ink is None else replace(item, ink=ink)
    if isinstance(item, Shape):
        fill = _ink(item.fill, inks) if item.fill is not None else None
        stroke = item.stroke
        if stroke is not None:
            ink = _ink(stroke.ink, inks)
            stroke = replace(stroke, ink=ink) if ink is not None else None
        return replace(item, fill=fill, stroke=stroke) if fill or stroke else None
    return item


def _ink(ink: Ink, inks: str) -> Ink | None:
    """What of an ink is on these plates; None where black overprints and is not among them.

    A spot ink has a plate of its own and leaves these blank.
    """
    if ink.overprints and "k" not in inks:
        return None
    if ink.spot:
        return WHITE
    c, m, y, k = (v if name in inks else 0 for name, v in zip(INKS, ink.process, strict=True))
    return Ink(c, m, y, k)


def _picture(made: ConvertedPicture, inks: str) -> ConvertedPicture:
    """A converted picture without the inks that are not among these."""
    from PIL import Image

    with Image.open(io.BytesIO(made.data)) as image:
        image.load()
        bands, size = image.split(), image.size
    if len(bands) != len(INKS):
        if "k" in inks:
            return made
        shown = Image.new("L", size, _SOLID)
    else:
        # Pillow turns Adobe's inverted CMYK round on reading: here 0 is no ink.
        none = Image.new("L", size, 0)
        kept = (b if n in inks else none for n, b in zip(INKS, bands, strict=True))
        shown = Image.merge("CMYK", tuple(kept))
    stream = io.BytesIO()
    shown.save(stream, "JPEG", quality=_QUALITY, subsampling=0)
    data = stream.getvalue()
    return replace(made, data=data, sha256=f"{made.sha256[:12]}{inks:_<4}")
