"""PDFium as the rest of the house sees it."""

from __future__ import annotations

import io
import re
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import ImageChops

import presslayout
from presslayout.assets import pdfium
from presslayout.base import doors

if TYPE_CHECKING:
    from PIL.Image import Image

# A sheet of 100 × 60 points with a black bar from 10, 10 to 40, 30 above its lower left.
WIDE, HIGH = 100, 60


@pytest.fixture(scope="module")
def bar() -> bytes:
    pdf = pikepdf.new()
    for colour in (b"0 g", b"1 0 0 rg"):
        page = pdf.add_blank_page(page_size=(WIDE, HIGH))
        page.Contents = pdf.make_stream(colour + b" 10 10 30 20 re f")
        page.TrimBox = pikepdf.Array([5, 6, 95, 54])
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Square,
        Rect=pikepdf.Array([60, 10, 90, 50]),
        C=pikepdf.Array([0, 0, 1]),
        IC=pikepdf.Array([0, 0, 1]),
        F=4,
    )
    look = pdf.make_stream(b"0 0 1 rg 60 10 30 40 re f")
    look.Subtype = pikepdf.Name.Form
    look.BBox = note.Rect
    note.AP = pikepdf.Dictionary(N=look)
    pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


def test_a_page_is_as_large_as_its_scale_says(bar: bytes) -> None:
    with pdfium.Document(bar) as document:
        assert document.page(0).picture(2).size == (2 * WIDE, 2 * HIGH)


def test_what_lies_off_on_each_side_is_left_out(bar: bytes) -> None:
    with pdfium.Document(bar) as document:
        page = document.page(0)
        whole, inner = page.picture(2), page.picture(2, off=5)
    assert inner.size == (2 * WIDE - 20, 2 * HIGH - 20)
    assert _same(whole.crop((10, 10, 2 * WIDE - 10, 2 * HIGH - 10)), inner)


def test_notes_are_drawn_only_if_they_are_wanted(bar: bytes) -> None:
    with pdfium.Document(bar) as document:
        page = document.page(0)
        with_them, without = page.picture(1), page.picture(1, notes=False)
    assert with_them.getpixel((75, 30)) == (0, 0, 255)
    assert without.getpixel((75, 30)) == (255, 255, 255)


def test_grey_has_one_channel(bar: bytes) -> None:
    with pdfium.Document(bar) as document:
        assert document.page(1).picture(1, grey=True).mode == "L"


def test_windows_side_by_side_are_the_whole(bar: bytes) -> None:
    with pdfium.Document(bar) as document:
        page, size = document.page(0), (2 * WIDE, 2 * HIGH)
        whole = page.window(size, 0, 0, size)
        parts = [page.window(size, left, 0, (50, size[1])) for left in range(0, size[0], 50)]
    assert whole.getpixel((40, 80)) == (0, 0, 0)
    for number, part in enumerate(parts):
        assert _same(whole.crop((50 * number, 0, 50 * number + 50, size[1])), part)


def test_boxes_are_those_of_the_file(bar: bytes) -> None:
    with pdfium.Document(bar) as document:
        page = document.page(0)
        assert (page.width, page.sheet, page.trim) == (WIDE, (0, 0, WIDE, HIGH), (5, 6, 95, 54))


def test_a_picture_outlives_its_document(bar: bytes) -> None:
    with pdfium.Document(bar) as document:
        pictures = [page.picture(1) for page in document]
    assert [p.getpixel((20, 40)) for p in pictures] == [(0, 0, 0), (255, 0, 0)]


def test_what_is_no_pdf_is_a_fault_of_a_pdf() -> None:
    with pytest.raises(doors.PDF.faults()):
        pdfium.Document(b"%PDF-1.7 and then nothing")


def test_threads_draw_one_after_the_other(bar: bytes) -> None:
    seen: list[Image] = []

    def draw() -> None:
        for _ in range(20):
            with pdfium.Document(bar) as document:
                seen.append(document.page(0).picture(1))

    threads = [threading.Thread(target=draw) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 80
    assert all(_same(seen[0], one) for one in seen)


def _same(one: Image, other: Image) -> bool:
    return one.size == other.size and ImageChops.difference(one, other).getbbox() is None


def test_nobody_else_knows_the_library() -> None:
    house = Path(presslayout.__file__).parent
    users = [p for p in house.rglob("*.py") if re.search(r"import pypdfium2\b", p.read_text())]
    assert [p.relative_to(house).as_posix() for p in users] == ["assets/pdfium.py"]
