"""Annotations and boxes of a page: what lies on it that may or may not print, where and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pikepdf import Array, Dictionary, Name
from tests import corpus

from presslayout.preflight.checks import geometry
from presslayout.preflight.checks.notes import MOST
from presslayout.preflight.checks.standards import STANDARDS
from presslayout.preflight.pdf.opened_file import OpenedFile, open_bytes

if TYPE_CHECKING:
    import pikepdf

    from presslayout.base.diagnostics import Diagnostic

SIDE = corpus.SIDE
ON, BESIDE = [100, 100, 120, 110], [SIDE + 10, 10, SIDE + 20, 20]


def opened(*listed: Any, **page: Any) -> OpenedFile:
    def change(pdf: pikepdf.Pdf) -> None:
        made = corpus.page_of(pdf)
        made["/Annots"] = Array(list(listed))
        for key, value in page.items():
            made[f"/{key}"] = value

    found = open_bytes(corpus.made(corpus.altered(change)))
    assert isinstance(found, OpenedFile)
    return found


def remarks(*listed: Any, standard: str = "x4", **page: Any) -> list[Diagnostic]:
    return list(geometry.remarks(opened(*listed, **page), STANDARDS[standard]))


def note(kind: str = "Text", at: Any = ON, **entries: Any) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(at), **entries)


def codes(*listed: Any, **facts: Any) -> list[str]:
    return [d.code for d in remarks(*listed, **facts)]


def test_what_lies_on_a_page_for_a_press_is_told_where_it_lies() -> None:
    (found,) = remarks(note())
    assert (found.code, found.page, found.count) == ("annotation", 1, 1)


def test_what_lies_beside_the_page_is_not() -> None:
    assert codes(note(at=BESIDE), MediaBox=Array([0, 0, 2 * SIDE, SIDE])) == []


def test_many_of_a_kind_are_one_finding() -> None:
    (found,) = remarks(note(), note(at=[10, 10, 20, 20]))
    assert found.count == 2


def test_links_and_popups_are_never_seen_on_paper() -> None:
    assert codes(note("Popup")) == []


def test_one_without_a_place_may_lie_anywhere() -> None:
    assert codes(Dictionary(Type=Name.Annot, Subtype=Name.Text)) == ["annotation"]


@pytest.mark.parametrize("where", ["A", "AA"])
def test_actions_are_told_wherever_they_hang(where: str) -> None:
    action = Dictionary(S=Name.JavaScript)
    assert "action" in codes(note(at=BESIDE, **{where: action}))
    assert codes(AA=Dictionary(O=action)) == ["action"]


def test_an_archive_keeps_what_prints_and_can_be_seen() -> None:
    assert codes(note(F=4), standard="a2u") == []
    assert codes(note(F=4 | 2), standard="a2u") == ["annotation"]
    assert codes(note(F=0), standard="a2u") == ["annotation"]
    assert codes(note("Movie", F=4), standard="a2u") == ["annotation"]


def test_what_is_no_annotation_is_a_warning() -> None:
    (found,) = remarks(Array([]), 3)
    assert (found.code, str(found.severity)) == ("broken-content", "warning")
    assert "2" in found.message.en


def test_more_than_anybody_looks_at_is_told() -> None:
    assert "too-complex" in codes(*[note(at=BESIDE)] * (MOST + 1))


def test_boxes_are_told_in_millimetres() -> None:
    made = opened(MediaBox=Array([0, 0, 72, 144]), TrimBox=Array([7.2, 7.2, 64.8, 136.8]))
    ((_, page, _),) = made.pages()
    found = geometry.boxes_mm(page)
    assert found["MediaBox"] == [0, 0, 25.4, 50.8]
    assert found["TrimBox"] == [2.54, 2.54, 22.86, 48.26]
    assert "CropBox" not in found
