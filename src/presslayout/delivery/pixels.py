"""Pages of a PDF as pictures small enough to go into a web page."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Wide enough to read body text on half a screen, at about 300 kB a page.
WIDTH, QUALITY = 1200, 78


def pixels(pdf: bytes) -> Iterator[bytes]:
    """Each page as JPEG, `WIDTH` across."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            image = page.render(scale=WIDTH / page.get_width()).to_pil()
            stream = io.BytesIO()
            image.save(stream, "JPEG", quality=QUALITY, optimize=True)
            yield stream.getvalue()
    finally:
        document.close()
