"""Page boxes, and what may stand outside the page (ISO 15930-4, 6.8 and 6.13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING
from presslayout.preflight.checks import notes
from presslayout.preflight.checks.apart import each_page
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import damage
from presslayout.preflight.pdf.entries import whole
from presslayout.preflight.pdf.findings import finding, together
from presslayout.preflight.pdf.matrix import boxed, holds, overlap
from presslayout.preflight.pdf.pdf_page import BOXES, corners

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.apart import CheckedPage
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.matrix import Corners
    from presslayout.preflight.pdf.pdf_page import PdfPage
    from presslayout.preflight.pdf.pdfobject import PdfObject

# Boxes that are said to meet may differ by rounding (GWG 2015, 3.15: three decimals for paths).
_ROUNDING_PT = 0.002
_MM = 72 / 25.4
_UNSEEN = ("/Popup", "/TrapNet")
# ISO 19005-2, 6.3.1: what an annotation may be.
_FORBIDDEN_ANNOTATIONS = frozenset({"/Sound", "/Movie", "/Screen", "/3D"})
_HIDDEN_FLAGS, _PRINT_FLAG = 1 + 2 + 32 + 256, 4


@each_page
def boxes(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    """Trim or art box on every page, inside bleed, crop and media box."""
    number, page = leaf.number, leaf.page
    if not standard.printing:
        return
    trim, art = corners(page, "TrimBox"), corners(page, "ArtBox")
    if (trim is None) == (art is None):
        yield finding(
            "page-boxes",
            "没有成品框（TrimBox）" if trim is None else "成品框和作品框只能有一个",
            "no TrimBox" if trim is None else "TrimBox and ArtBox exclude each other",
            page=number,
            hint=("导出时写明成品尺寸", "say the trimmed size when exporting"),
        )
        return
    page_box = trim or art
    media = corners(page, "MediaBox")
    bleed = corners(page, "BleedBox") or page_box
    crop = corners(page, "CropBox") or media
    if media is None or page_box is None:
        yield finding("page-boxes", "没有页面框（MediaBox）", "no MediaBox", page=number)
        return
    nested = (
        ("TrimBox", page_box, "BleedBox", bleed),
        ("TrimBox", page_box, "CropBox", crop),
        ("BleedBox", bleed, "MediaBox", media),
        ("CropBox", crop, "MediaBox", media),
    )
    for inner_name, inner, outer_name, outer in nested:
        if inner and outer and not holds(outer, inner, _ROUNDING_PT):
            yield finding(
                "page-boxes",
                f"{inner_name} 超出了 {outer_name}",
                f"{inner_name} reaches beyond {outer_name}",
                page=number,
            )


@each_page
def remarks(leaf: CheckedPage, standard: Standard) -> Iterator[Diagnostic]:
    """Nothing laid over the page that may or may not be printed."""
    number, page = leaf.number, leaf.page
    if "/AA" in page.obj:
        yield finding("action", "页面带有动作", "the page carries actions", page=number)
    sheet = leaf.opened.sheets[number - 1]
    check = _printing_note if standard.printing else _archive_note
    found: list[Diagnostic] = []
    broken = 0
    for note in notes.notes(page):
        try:
            found += check(note, sheet, number)
        except damage():
            broken += 1
    yield from together(found)
    hint = ("删去批注后重新导出", "delete annotations and export again")
    if broken:
        yield finding(
            "broken-content",
            f"有 {broken} 个批注读不懂，没有查",
            f"annotations that cannot be understood were not judged ({broken})",
            page=number,
            hint=hint,
        )
    if odd := notes.odd(page):
        yield finding(
            "broken-content",
            f"批注表里有 {odd} 项不是批注（删去的批注留下的空位）",
            f"the list of annotations holds what is none, as deleted ones leave it ({odd})",
            page=number,
            severity=WARNING,
            hint=hint,
        )
    if notes.are_too_many(page):
        yield finding(
            "too-complex",
            f"页上的批注超过 {notes.MOST} 个，其余的没有查",
            f"the page has more than {notes.MOST} annotations; the others were not judged",
            page=number,
            hint=hint,
        )


def boxes_mm(page: pikepdf.Page) -> dict[str, list[float]]:
    """Every box that the page has, in millimetres."""
    found = {}
    for name in BOXES:
        box = corners(page, name)
        if box is not None and (name != "CropBox" or "/CropBox" in page.obj):
            found[name] = [round(v / _MM, 3) for v in box]
    return found


def _printing_note(note: PdfObject, sheet: PdfPage, number: int) -> Iterator[Diagnostic]:
    kind, page = texts.of(note.get("/Subtype", "")), sheet.page
    trim = corners(page, "TrimBox") or corners(page, "MediaBox")
    # A printer's mark may stand in the bleed (ISO 15930-4, 6.13).
    live = trim if kind == "/PrinterMark" else corners(page, "BleedBox") or trim
    if "/A" in note or "/AA" in note:
        yield finding("action", "批注带有动作", "an annotation carries an action", page=number)
    if kind in _UNSEEN or live is None:
        return
    box = corners(note, "Rect")
    if box is None or overlap(box, live):
        yield finding(
            "annotation",
            f"版面上有批注（{kind.removeprefix('/')}）",
            f"an annotation ({kind.removeprefix('/')}) lies on the page",
            page=number,
            hint=("删去批注后重新导出", "delete annotations and export again"),
            at=_places(box, sheet),
        )


def _archive_note(note: PdfObject, sheet: PdfPage, number: int) -> Iterator[Diagnostic]:
    kind = texts.of(note.get("/Subtype", ""))
    if kind in _FORBIDDEN_ANNOTATIONS or "/AA" in note:
        yield finding(
            "annotation",
            f"存档文件不能有这种批注（{kind.removeprefix('/')}）",
            f"an archive file must not hold an annotation of this kind ({kind.removeprefix('/')})",
            page=number,
            at=_places(corners(note, "Rect"), sheet),
        )
    flags = whole(note.get("/F"))
    if kind != "/Popup" and (flags & _HIDDEN_FLAGS or not flags & _PRINT_FLAG):
        yield finding(
            "annotation",
            "批注被藏起来，或者不打印",
            "an annotation is hidden or does not print",
            page=number,
            at=_places(corners(note, "Rect"), sheet),
        )


def _places(box: Corners | None, sheet: PdfPage) -> list[Corners]:
    return [] if box is None else [boxed(sheet.seen, box)]
