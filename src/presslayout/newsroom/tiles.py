"""A page of PDF as pixels, tile by tile, at any size; one thread at a time."""

from __future__ import annotations

import io
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from presslayout.assets import pdfium
from presslayout.base.values import field, frozen, mutable

if TYPE_CHECKING:
    from PIL.Image import Image

    from presslayout.edition.page import Page

# Edge of a tile in pixels; a page on a screen is one or two.
TILE = 1024
# The widest page that is drawn: 1 600 % of a tabloid.
WIDEST = 24_000
# PDFs held open.
OPEN = 12
# PNG's own compression costs more time than the browser saves by it on one machine.
COMPRESSION = 1


@frozen
class Tile:
    """Which part of a page, drawn how wide: the trimmed page is `width` pixels across."""

    width: int
    column: int
    row: int


@mutable
class Raster:
    """Open documents by key."""

    _open: OrderedDict[str, tuple[pdfium.Document, pdfium.Leaf]] = field(
        default_factory=OrderedDict
    )
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def png(self, key: str, pdf: bytes, page: Page, tile: Tile) -> bytes | None:
        """A tile of the trimmed page; None where there is none."""
        with self._lock:
            image = self._drawn(key, pdf, page, tile)
        if image is None:
            return None
        stream = io.BytesIO()
        image.save(stream, "PNG", compress_level=COMPRESSION)
        return stream.getvalue()

    def _drawn(self, key: str, pdf: bytes, page: Page, tile: Tile) -> Image | None:
        if not 0 < tile.width <= WIDEST:
            return None
        height = max(1, round(tile.width * page.height / page.width))
        left, top = tile.column * TILE, tile.row * TILE
        wide, high = min(TILE, tile.width - left), min(TILE, height - top)
        if left < 0 or top < 0 or wide <= 0 or high <= 0:
            return None
        # The sheet is as much larger than the trimmed page as the bleed says.
        scale = tile.width / page.width
        bleed = round(page.bleed * scale)
        size = tile.width + 2 * bleed, height + 2 * bleed
        return self._page(key, pdf).window(size, bleed + left, bleed + top, (wide, high))

    def _page(self, key: str, pdf: bytes) -> pdfium.Leaf:
        if key not in self._open:
            document = pdfium.Document(pdf)
            self._open[key] = document, document.page(0)
            while len(self._open) > OPEN:
                _, (old, first) = self._open.popitem(last=False)
                first.close()
                old.close()
        self._open.move_to_end(key)
        return self._open[key][1]
