"""Pictures of the places where words were found, cut from the pages (`find --picture`)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from presslayout.assets import pdfium
from presslayout.base import doors, kinds
from presslayout.base.units import to_mm
from presslayout.base.values import frozen
from presslayout.edition.locate import around

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from PIL.Image import Image

    from presslayout.archive.shelf import IssueShelf
    from presslayout.base.geometry import Box
    from presslayout.newsroom.finding import FoundPlace

DPI = 200
POINTS, MM_PER_INCH = 72, 25.4
# So much of the page is shown round a place, and at least.
MARGIN_MM, WIDTH_MM, HEIGHT_MM = 12.0, 90.0, 45.0
_MARKED = (255, 214, 10)
_PDF, _EDITION = "data/archive.pdf", "data/edition.json"


@frozen
class Clipping:
    """A picture of a place: the file, None where the page cannot be drawn."""

    hit: FoundPlace
    file: Path | None


def cut(ours: IssueShelf, hits: Iterable[FoundPlace], to: Path) -> Iterator[Clipping]:
    """A PNG of each place, its words marked, named by what it shows; OSError."""
    to.mkdir(parents=True, exist_ok=True)
    for hit in hits:
        picture = _picture(ours, hit) if hit.boxes else None
        if picture is None:
            yield Clipping(hit, None)
            continue
        path = to / f"{_name(hit)}.png"
        picture.save(path, dpi=(DPI, DPI))
        yield Clipping(hit, path)


def _name(hit: FoundPlace) -> str:
    """The same for the same place, whatever else was found."""
    whole = f"{hit.object} {hit.version} {hit.story} {hit.part} {hit.offset} {hit.text}"
    return (
        f"{hit.date or 'undated'}-{hit.page:02}-{hashlib.sha256(whole.encode()).hexdigest()[:10]}"
    )


def _picture(ours: IssueShelf, hit: FoundPlace) -> Image | None:
    import json

    bag = ours.root / hit.object / f"v{hit.version}" / "content"
    try:
        pages = json.loads(doors.read(bag / _EDITION))["pages"]
        at = [kinds.whole(page["number"]) for page in pages].index(hit.page)
        with pdfium.Document(doors.read(bag / _PDF)) as document:
            leaf = document.page(at)
            try:
                return _cut(leaf, hit.boxes)
            finally:
                leaf.close()
    except doors.PDF.faults(*doors.JSON.own):
        return None


def _cut(leaf: pdfium.Leaf, boxes: tuple[Box, ...]) -> Image:
    """The page round these boxes, what stands in them marked as with a pen."""
    from PIL import Image, ImageChops, ImageDraw

    page = leaf.picture(DPI / POINTS, notes=False).convert("RGB")
    sheet, trim = leaf.sheet, leaf.trim
    scale = DPI / MM_PER_INCH
    left, top = ((trim[0] - sheet[0]) * DPI / POINTS, (sheet[3] - trim[3]) * DPI / POINTS)
    marks = Image.new("RGB", page.size, (255, 255, 255))
    pen = ImageDraw.Draw(marks)
    for one in boxes:
        sides = (one.x, one.y, one.right, one.bottom)
        x0, y0, x1, y1 = (to_mm(side) * scale for side in sides)
        pen.rectangle((left + x0 - 2, top + y0 - 2, left + x1 + 2, top + y1 + 2), fill=_MARKED)
    whole = around(boxes)
    assert whole is not None
    middle = (
        left + to_mm(whole.x + whole.width // 2) * scale,
        top + to_mm(whole.y + whole.height // 2) * scale,
    )
    wide = max(to_mm(whole.width) + 2 * MARGIN_MM, WIDTH_MM) * scale / 2
    high = max(to_mm(whole.height) + 2 * MARGIN_MM, HEIGHT_MM) * scale / 2
    window = (
        max(round(middle[0] - wide), 0),
        max(round(middle[1] - high), 0),
        min(round(middle[0] + wide), page.width),
        min(round(middle[1] + high), page.height),
    )
    return ImageChops.multiply(page, marks).crop(window)
