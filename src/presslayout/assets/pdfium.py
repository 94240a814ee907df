"""PDFium, the other program that shows what a page looks like: pages as pixels, and as words.

The one place that knows its library.  It keeps no state apart between threads, so whoever draws
holds the lock of this module; a document's pages are given back before the document is.  What it
raises where a file is damaged is among `doors.PDF.faults()`.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image

    # Left, bottom, right, top, in points from the lower left of the page's own space.
    Sides = tuple[float, float, float, float]

POINTS_PER_INCH = 72
_WHITE = (255, 255, 255, 255)
_CLEAR = (255, 255, 255, 0)
# Reentrant: a page is given back by whoever closes its document.
_ALONE = threading.RLock()


def build() -> str:
    """Which PDFium this is."""
    import pypdfium2

    return str(pypdfium2.PDFIUM_INFO.build)


class Leaf:
    """One page of an open document."""

    def __init__(self, page: Any) -> None:
        self._page = page

    @property
    def width(self) -> float:
        """How wide it is as seen, in points."""
        with _ALONE:
            return float(self._page.get_width())

    @property
    def sheet(self) -> Sides:
        """Its media box."""
        with _ALONE:
            return _sides(self._page.get_mediabox())

    @property
    def trim(self) -> Sides:
        """Its trim box, or what stands for one."""
        with _ALONE:
            return _sides(self._page.get_trimbox())

    @property
    def words(self) -> str:
        """What it says."""
        with _ALONE:
            text = self._page.get_textpage()
            try:
                return str(text.get_text_range())
            finally:
                text.close()

    @property
    def letters(self) -> list[tuple[str, float, float]]:
        """Every character with where its pen stands, in points of the page's own space.

        Blanks are left out, and what no content stream says.
        """
        from ctypes import c_double

        import pypdfium2.raw as native

        x, y = c_double(), c_double()
        found = []
        with _ALONE:
            text = self._page.get_textpage()
            try:
                for number in range(text.count_chars()):
                    char = chr(native.FPDFText_GetUnicode(text, number))
                    if char.isspace() or native.FPDFText_IsGenerated(text, number) == 1:
                        continue
                    if native.FPDFText_GetCharOrigin(text, number, x, y):
                        found.append((char, x.value, y.value))
            finally:
                text.close()
        return found

    def picture(
        self,
        scale: float,
        *,
        grey: bool = False,
        notes: bool = True,
        off: float = 0.0,
        clear: bool = False,
    ) -> Image:
        """All of it at `scale` pixels a point, without `off` points on each of its sides.

        Without its notes neither annotations nor the fields of forms are drawn.  Where it is
        `clear` there is no paper beneath.
        """
        with _ALONE:
            bitmap = self._page.render(
                scale=scale,
                grayscale=grey,
                draw_annots=notes,
                may_draw_forms=notes,
                crop=(off, off, off, off),
                fill_color=_CLEAR if clear else _WHITE,
            )
            try:
                # A copy: the picture outlives the memory in which it was drawn.
                picture: Image = bitmap.to_pil().copy()
            finally:
                bitmap.close()
        return picture

    def window(self, size: tuple[int, int], left: int, top: int, window: tuple[int, int]) -> Image:
        """A part of it drawn `size` pixels large: `window` pixels from `left` and `top` on.

        Drawn in whole pixels and without its notes, so that parts side by side fit together.
        """
        import pypdfium2
        import pypdfium2.raw as native
        from PIL import Image

        with _ALONE:
            bitmap = pypdfium2.PdfBitmap.new_native(*window, native.FPDFBitmap_BGR)
            try:
                bitmap.fill_rect(_WHITE, 0, 0, *window)
                native.FPDF_RenderPageBitmap(
                    bitmap, self._page, -left, -top, *size, 0, native.FPDF_REVERSE_BYTE_ORDER
                )
                data, stride = bytes(bitmap.buffer), bitmap.stride
            finally:
                bitmap.close()
        return Image.frombuffer("RGB", window, data, "raw", "RGB", stride, 1)

    def close(self) -> None:
        """Give it back."""
        with _ALONE:
            self._page.close()


class Document:
    """A PDF held open until it is closed; its pages are opened one after the other."""

    def __init__(self, data: bytes) -> None:
        """Raises what stands in `doors.PDF.faults()` where it is no PDF that can be opened."""
        import pypdfium2

        with _ALONE:
            self._document = pypdfium2.PdfDocument(data)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        with _ALONE:
            return len(self._document)

    def __iter__(self) -> Iterator[Leaf]:
        """Each page, open for as long as it is looked at."""
        for number in range(len(self)):
            leaf = self.page(number)
            try:
                yield leaf
            finally:
                leaf.close()

    def page(self, number: int) -> Leaf:
        """A page by its place from 0; it is closed with its document, if not before."""
        with _ALONE:
            return Leaf(self._document[number])

    def close(self) -> None:
        """Give everything back."""
        with _ALONE:
            self._document.close()


def _sides(given: tuple[float, ...]) -> Sides:
    left, bottom, right, top = given
    return left, bottom, right, top
