"""What annotations draw: their appearance streams, judged beside the page that they lie on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.preflight.checks import notes
from presslayout.preflight.checks.apart import each_page
from presslayout.preflight.checks.fonts import is_embedded
from presslayout.preflight.checks.intent import intent_space
from presslayout.preflight.checks.painting import is_allowed, transparent
from presslayout.preflight.pdf import texts
from presslayout.preflight.pdf.bulk import PAGE_WORK, Meter, TooMuchError, charged, damage
from presslayout.preflight.pdf.content import read_form
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.matrix import boxed, overlap
from presslayout.preflight.pdf.opened_file import unfinished
from presslayout.preflight.pdf.pdf_page import corners
from presslayout.preflight.pdf.reading import PageReading

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.apart import CheckedPage
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.pdf_page import PdfPage
    from presslayout.preflight.pdf.pdfobject import PdfObject

    Looked = dict[Any, list[str]]

_UNDRAWN = ("/Popup", "/Link")


def appearances(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """An annotation that prints holds to what the page does (ISO 15930-7, 6.18; 19005-2, 6.3.3)."""
    yield from _drawn(opened, standard, intent_space(opened))


@each_page
def _drawn(leaf: CheckedPage, standard: Standard, space: str) -> Iterator[Diagnostic]:
    page, sheet = leaf.page, leaf.opened.sheets[leaf.number - 1]
    troubles: dict[str, None] = {}
    places = []
    looked: Looked = {}
    meter = Meter(PAGE_WORK, leaf.opened.work)
    for note in notes.notes(page):
        box = corners(note, "Rect")
        around = corners(page, "BleedBox") or corners(page, "TrimBox")
        beside = box is not None and around is not None and not overlap(box, around)
        if standard.printing and beside:
            continue
        try:
            with charged(meter):
                found = list(_troubles(note, sheet, standard, space, looked))
        except TooMuchError:
            yield unfinished(leaf.number)
            break
        troubles |= dict.fromkeys(found)
        if found and box is not None:
            places.append(boxed(sheet.seen, box))
    if troubles:
        said = "、".join(troubles)
        yield finding(
            "annotation-appearance",
            f"批注画出来的东西不合 {standard.label}（{said}）",
            f"what annotations draw breaks {standard.label} ({said.replace('、', ', ')})",
            page=leaf.number,
            hint=("删去批注后重新导出", "delete annotations and export again"),
            at=places,
        )


def _troubles(
    note: PdfObject, sheet: PdfPage, standard: Standard, space: str, looked: Looked
) -> Iterator[str]:
    """What is wrong with what a note draws; forms that were `looked` at are not read again."""
    import pikepdf

    drawn = note.get("/AP")
    if not isinstance(drawn, pikepdf.Dictionary) or "/N" not in drawn:
        if not standard.printing and texts.of(note.get("/Subtype", "")) not in _UNDRAWN:
            yield "AP"
        return
    if not standard.printing and set(drawn.keys()) - {"/N"}:
        yield "AP /D /R"
    usual = drawn.get("/N")
    states = list(usual.values()) if isinstance(usual, pikepdf.Dictionary) else [usual]
    for form in states:
        if not isinstance(form, pikepdf.Stream):
            continue
        if form.objgen not in looked:
            looked[form.objgen] = _form_troubles(form, sheet.page, standard, space)
        yield from looked[form.objgen]


def _form_troubles(
    form: PdfObject, page: pikepdf.Page, standard: Standard, space: str
) -> list[str]:
    reading = PageReading()
    try:
        read_form(form, reading)
        found = list(_read_troubles(form, reading, page, standard, space))
    except damage() as trouble:
        if isinstance(trouble, TooMuchError):
            raise
        return ["broken"]
    return [*found, "broken"] if reading.odd else found


def _read_troubles(
    form: PdfObject, reading: PageReading, page: pikepdf.Page, standard: Standard, space: str
) -> Iterator[str]:
    for families in reading.spaces:
        for family in families:
            name = family.partition("/")[0]
            if not is_allowed(name, page, standard, space):
                yield name
    for use in reading.fonts.values():
        if use.visible and not is_embedded(use.font):
            yield texts.bare(use.font.get("/BaseFont", "?"))
    if not standard.transparency:
        yield from sorted(set(transparent(form, reading)))
    yield from sorted(reading.missing)
