"""A copy with its findings marked: each where it is, read by whoever opens it, pages untouched."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest
from tests import corpus

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Severity, Text
from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.preflight.callouts import marked
from presslayout.preflight.pdf.opened_file import OpenedFile, open_bytes

SIDE = corpus.SIDE


def opened(file: corpus.File = corpus.SOUND) -> OpenedFile:
    made = open_bytes(corpus.made(file))
    assert isinstance(made, OpenedFile)
    return made


def told(*boxes: tuple[float, ...], severity: Severity = ERROR, **facts: Any) -> Diagnostic:
    """A finding with places in points from the upper left."""
    return Diagnostic(
        code="thin-line",
        severity=severity,
        message=Text("线太细", "the line is too thin"),
        hint=Text("加粗", "make it thicker"),
        page=1,
        boxes=tuple(Box(*(pt(v) for v in box)) for box in boxes),
        count=len(boxes),
        **facts,
    )


def notes(*found: Diagnostic, file: corpus.File = corpus.SOUND, lang: str = "zh") -> list[Any]:
    data = marked(opened(file), found, lang)
    assert data is not None
    pdf = pikepdf.open(io.BytesIO(data))
    # The file must outlive what was read of it.
    KEPT.append(pdf)
    return list(pdf.pages[0].obj.get("/Annots", []))


KEPT: list[pikepdf.Pdf] = []


def rect(note: Any) -> list[float]:
    return [float(v) for v in note.Rect]


def test_a_finding_is_framed_where_it_is_with_its_word_above_it() -> None:
    (note,) = notes(told((100, 50, 40, 20)))
    left, low, right, high = rect(note)
    # Places are told from the top, a page's space begins at its foot; frames stand off 1.5 pt.
    assert left == pytest.approx(98.5)
    assert low == pytest.approx(SIDE - 71.5)
    assert high == pytest.approx(SIDE - 48.5 + 8.5)
    assert right >= 141.5
    assert str(note.Subj) == "thin-line"


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "线太细\n加粗"), ("en", "the line is too thin\nmake it thicker")]
)
def test_it_says_what_is_wrong_and_what_to_do(lang: str, said: str) -> None:
    (note,) = notes(told((100, 50, 40, 20)), lang=lang)
    assert str(note.Contents) == said


def test_what_has_no_place_stands_in_the_corner_and_nothing_hides_another() -> None:
    first, second = notes(told(), told(severity=WARNING))
    assert rect(first)[3] == pytest.approx(SIDE - 2)
    assert rect(second)[3] == pytest.approx(rect(first)[1])
    assert list(first.C) != list(second.C)


def test_places_side_by_side_share_one_label() -> None:
    found = notes(told((100, 50, 10, 10), (115, 50, 10, 10), (100, 250, 10, 10)))
    labelled = [b"Tj" in note.AP.N.read_bytes() for note in found]
    assert labelled == [True, False, True]
    assert b"(thin-line x3)" in found[0].AP.N.read_bytes()


def test_a_label_never_leaves_the_sheet() -> None:
    for note in notes(told((SIDE - 5, 0, 5, 5))):
        label = note.AP.N.read_bytes().split(b" re f")[0].split(b"\n")[-1]
        left, low, wide, high = (float(v) for v in label.split()[:4])
        assert left >= 0
        assert low >= 0
        assert left + wide <= SIDE
        assert low + high <= SIDE


def test_what_was_noted_before_stays_and_the_content_is_the_same() -> None:
    def noted(pdf: pikepdf.Pdf) -> None:
        old = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, F=4)
        corpus.page_of(pdf)["/Annots"] = pikepdf.Array([old])

    file = corpus.altered(noted)
    KEPT.append(pikepdf.open(io.BytesIO(corpus.made(file))))
    before = KEPT[-1].pages[0].Contents.read_raw_bytes()
    old, new = notes(told((100, 50, 40, 20)), file=file)
    assert (old.Subtype, new.Subtype) == ("/Text", "/Square")
    assert KEPT[-1].pages[0].Contents.read_raw_bytes() == before


def test_on_a_turned_page_the_word_runs_as_it_is_read() -> None:
    (note,) = notes(told((100, 50, 40, 20)), file=corpus.altered(_turned))
    # Seen upright on a page turned by 90 degrees, a word runs upwards in the page's own space.
    assert b"0.0000 1.0000 -1.0000 0.0000" in note.AP.N.read_bytes()


def test_a_page_without_findings_gets_no_notes() -> None:
    assert notes() == []


def test_what_is_too_damaged_to_be_copied_has_no_copy() -> None:
    found = opened()
    object.__setattr__(found, "data", b"no PDF")
    assert marked(found, [told()], "zh") is None


def _turned(pdf: pikepdf.Pdf) -> None:
    corpus.page_of(pdf)["/Rotate"] = 90
