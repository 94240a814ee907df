"""Pages of the archive's PDF as pictures, in three sizes, and as a PDF each."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from presslayout.assets import pdfium
from presslayout.base.units import EMU_PER_PT as PT
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from PIL.Image import Image

    from presslayout.archive.site.names import SitePlace
    from presslayout.base.geometry import Box
    from presslayout.edition.page import Edition

# A list of pages, a phone, and type that can be read: pixels across a page.
WIDTHS = (480, 1080, 2000)
# Both are read by every browser; WebP is a third smaller, JPEG what other programs know.
FORMATS = ("webp", "jpg")
# Pixels an inch of what is cut out of a page, at most.
_FINEST = 400
_WEBP = {"quality": 76, "method": 2}
_JPEG = {"quality": 80}


@frozen
class SiteSheet:
    """The files of a page, and how wide and high each of its pictures is."""

    files: Mapping[str, bytes]
    widths: tuple[int, ...]
    heights: tuple[int, ...]


class Sheets:
    """The pages of an edition as they were archived."""

    def __init__(self, edition: Edition, document: pdfium.Document, pages: list[bytes]) -> None:
        self._edition, self._document, self._pages = edition, document, pages
        self.numbers = {page.number: at for at, page in enumerate(edition.pages)}

    def leaf(self, at: int, where: SitePlace, number: int) -> SiteSheet:
        """The files of the page at a place from 0."""
        files = {where.pdf(number): self._pages[at]}
        heights = []
        shown = self._drawn(at, WIDTHS[-1])
        # Each is made of the next larger one: the smallest of the largest would cost twice the time.
        for width in reversed(WIDTHS):
            shown = shown if width == shown.width else scaled(shown, width)
            heights.append(shown.height)
            files |= {where.sheet(number, width, kind): data for kind, data in encoded(shown)}
        return SiteSheet(files, WIDTHS, tuple(reversed(heights)))

    def cut(self, number: int, box: Box, width: int) -> Image:
        """A part of the page of a number, so many pixels wide."""
        at = self.numbers[number]
        page, leaf = self._edition.pages[at], self._document.page(at)
        scale = width * PT / max(box.width, 1)
        # A sliver as wide as asked would need a page beyond all measure.
        scale = min(scale, _FINEST / pdfium.POINTS_PER_INCH)
        try:
            off = _off(leaf.width, page.width)
            whole = round(leaf.width * scale), round((page.height / PT + 2 * off) * scale)
            left, top = (round((edge / PT + off) * scale) for edge in (box.x, box.y))
            wide, high = (max(round(edge / PT * scale), 1) for edge in (box.width, box.height))
            return leaf.window(whole, left, top, (wide, high))
        finally:
            leaf.close()

    def _drawn(self, at: int, width: int) -> Image:
        """The page inside its trim, so many pixels wide."""
        page, leaf = self._edition.pages[at], self._document.page(at)
        try:
            off = _off(leaf.width, page.width)
            made = leaf.picture(width * PT / page.width, off=off, notes=False).convert("RGB")
        finally:
            leaf.close()
        high = max(round(width * page.height / page.width), 1)
        return made if made.size == (width, high) else _fitted(made, width, high)


def _fitted(made: Image, width: int, high: int) -> Image:
    """A picture a pixel too large or too small, as whole points make it, at its size."""
    from PIL import Image

    near = abs(made.width - width) <= 1 and abs(made.height - high) <= 1
    if not near:
        return made.resize((width, high), Image.Resampling.LANCZOS)
    fitted = Image.new("RGB", (width, high), (255, 255, 255))
    fitted.paste(made)
    return fitted


def _off(points: float, width: int) -> float:
    """How much of a sheet stands beyond its trim on each side, in points."""
    beyond = (points - width / PT) / 2
    return beyond if beyond > 0.05 else 0.0  # noqa: PLR2004  a rounding


@contextmanager
def sheets(edition: Edition, read: Callable[[str], bytes | None]) -> Iterator[Sheets]:
    """The archived pages of an edition; ValueError where their PDF is missing or another's."""
    data = read("archive.pdf")
    if data is None:
        raise ValueError("archive.pdf")
    with pdfium.Document(data) as document:
        if len(document) != len(edition.pages):
            raise ValueError("archive.pdf")
        yield Sheets(edition, document, _apart(data))


def _apart(data: bytes) -> list[bytes]:
    """Each page of a PDF as one of its own, without what belongs to the whole file."""
    import pikepdf

    made = []
    with pikepdf.Pdf.open(io.BytesIO(data)) as whole:
        for page in whole.pages:
            alone = pikepdf.Pdf.new()
            alone.pages.append(page)
            own = alone.pages[0]
            for key in ("/StructParents", "/Annots", "/Tabs"):
                if key in own.obj:
                    del own.obj[key]
            written = io.BytesIO()
            alone.save(
                written,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                compress_streams=True,
            )
            made.append(written.getvalue())
    return made


def scaled(picture: Image, width: int) -> Image:
    """A picture so many pixels wide."""
    from PIL import Image

    high = max(round(picture.height * width / picture.width), 1)
    return picture.resize((width, high), Image.Resampling.LANCZOS, reducing_gap=2)


def encoded(picture: Image) -> Iterator[tuple[str, bytes]]:
    """A picture in each format, by the suffix of its name."""
    for kind, name, how in (("webp", "WEBP", _WEBP), ("jpg", "JPEG", _JPEG)):
        stream = io.BytesIO()
        picture.save(stream, name, **how)
        yield kind, stream.getvalue()
