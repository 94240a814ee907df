"""Pages of a PDF as pictures small enough to go into a web page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from presslayout.assets import pdfium

if TYPE_CHECKING:
    from collections.abc import Iterator

# Wide enough to read body text on half a screen, at about 300 kB a page.
WIDTH, QUALITY = 1200, 78


def pixels(pdf: bytes) -> Iterator[bytes]:
    """Each page as JPEG, `WIDTH` across."""
    with pdfium.Document(pdf) as document:
        for page in document:
            stream = io.BytesIO()
            image = page.picture(WIDTH / page.width)
            image.save(stream, "JPEG", quality=QUALITY, optimize=True)
            yield stream.getvalue()
