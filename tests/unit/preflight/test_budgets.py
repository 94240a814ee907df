"""What a file may ask of its reader is counted: page by page, and all pages together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from tests import corpus
from tests.unit.preflight.test_corpus import PRESSES

from presslayout.preflight import inspect
from presslayout.preflight.checks.conditions import measured, pressed
from presslayout.preflight.pdf import bulk

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.base.diagnostics import Diagnostic

RED = "1 0 0 rg 30 30 9 9 re f "
PAGES = 12


def pages(content: str, *, same: bool, count: int = PAGES) -> bytes:
    """So many pages that show the same: one stream, or a stream each."""

    def change(pdf: pikepdf.Pdf) -> None:
        one = corpus.page_of(pdf)
        for at in range(1, count):
            page = pdf.make_indirect(Dictionary(one))
            if not same:
                page["/Contents"] = pdf.make_stream(f"{content} {at} w".encode())
            pdf.pages.append(pikepdf.Page(page))

    return corpus.made(corpus.drawn(content, change=change))


def judged(data: bytes) -> list[Diagnostic]:
    seen = inspect(data, "x1a", "x1a")
    assert seen.opened is not None
    press, limits = PRESSES["newsprint"]
    said = pressed(seen.opened, press, limits, measured(seen.opened, press))
    return [*seen.diagnostics, *said]


def too_complex(found: list[Diagnostic]) -> list[int | None]:
    return [d.page for d in found if d.code == "too-complex"]


DEEP: dict[str, tuple[str, int]] = {
    # What each takes, and what of a file's work is there: enough for some of its pages.
    "operators": (RED + "0 0 1 1 re f " * 300, 24_000_000),
    "text": (RED + "BT /Song 9 Tf " + f"<{'0003' * 50}> Tj " * 20 + "ET", 40_000_000),
}


@pytest.mark.parametrize("same", [True, False], ids=["one stream", "a stream each"])
@pytest.mark.parametrize("name", DEEP)
def test_of_a_file_without_end_the_first_pages_are_judged_and_the_rest_told_once(
    name: str, monkeypatch: pytest.MonkeyPatch, *, same: bool
) -> None:
    content, work = DEEP[name]
    data = pages(content, same=same)
    assert {d.page for d in judged(data) if d.code == "rgb-colour"} == set(range(1, PAGES + 1))
    monkeypatch.setattr(bulk, "FILE_WORK", work)
    found = judged(data)
    assert len(too_complex(found)) == 1
    red = {d.page for d in found if d.code == "rgb-colour"}
    assert red == set(range(1, len(red) + 1))
    assert 3 < len(red) < PAGES
    assert len(found) < 2 * PAGES


def test_no_more_objects_are_kept_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pages(RED + "0 0 1 1 re f " * 300, same=True)
    monkeypatch.setattr("presslayout.preflight.pdf.pdf_page.OBJECTS", 1500)
    found = judged(data)
    assert len(too_complex(found)) == 1
    assert "第 5 页" in next(d.message.zh for d in found if d.code == "too-complex")
    assert {d.page for d in found if d.code == "rgb-colour"} == set(range(1, PAGES + 1))


def test_a_page_without_end_costs_itself_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages.append(pdf.pages[0])
        pdf.pages[1].obj["/Contents"] = pdf.make_stream(RED.encode())

    monkeypatch.setattr("presslayout.preflight.pdf.opened_file.PAGE_WORK", 50_000_000)
    found = judged(corpus.made(corpus.drawn(RED + "0 0 1 1 re f " * 20_000, change=change)))
    assert too_complex(found) == [1]
    assert ("rgb-colour", 2) in {(d.code, d.page) for d in found}


def faces(count: int) -> Callable[[pikepdf.Pdf], None]:
    """So many fonts of one program, each of which shows something."""

    def change(pdf: pikepdf.Pdf) -> None:
        fonts, face = corpus.resources(pdf, "/Font"), corpus.face_of(pdf)
        for at in range(count):
            made = Dictionary(face)
            made["/DescendantFonts"] = Array([pdf.make_indirect(Dictionary(corpus.inner_of(pdf)))])
            fonts[f"/Z{at}"] = pdf.make_indirect(made)

    return change


def notes(count: int) -> Callable[[pikepdf.Pdf], None]:
    """So many stamps, each of which draws much."""

    def change(pdf: pikepdf.Pdf) -> None:
        stamps = []
        for _ in range(count):
            drawn = corpus.form(b"0 0 1 1 re f " * 5000)(pdf)
            entries = {"Type": Name.Annot, "Subtype": Name.Stamp, "F": 4}
            stamps.append(Dictionary(**entries, Rect=Array([10, 10, 50, 50])))
            stamps[-1]["/AP"] = Dictionary(N=drawn)
        corpus.page_of(pdf)["/Annots"] = Array(stamps)

    return change


AMPLIFIED: dict[str, tuple[corpus.File, int]] = {
    "fonts": (
        corpus.drawn("".join(f"BT /Z{at} 9 Tf <0003> Tj ET " for at in range(200)), change=faces(200)),
        200_000_000,
    ),
    "stamps": (corpus.altered(notes(40)), 1_000_000_000),
}  # fmt: skip


@pytest.mark.parametrize("name", AMPLIFIED)
def test_whatever_makes_much_of_little_is_counted(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, work = AMPLIFIED[name]
    data = corpus.made(file)
    assert too_complex(judged(data)) == []
    monkeypatch.setattr(bulk, "FILE_WORK", work)
    assert too_complex(judged(data)) != []


def test_a_file_of_too_many_pages_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pages(RED, same=True)
    monkeypatch.setattr("presslayout.preflight.pdf.opened_file.PAGES", PAGES - 1)
    seen = inspect(data, "x1a", "x1a")
    assert seen.opened is None
    assert too_complex(list(seen.diagnostics)) == [None]


def test_what_is_unpacked_is_charged_to_whoever_is_at_work() -> None:
    pdf = pikepdf.new()
    stream = pdf.make_stream(bytes(1000))
    outer, inner = bulk.Meter(10_000), bulk.Meter(10_000)
    with bulk.charged(outer):
        with bulk.charged(inner):
            bulk.decoded(stream)
        assert inner.left < outer.left == 10_000
        with pytest.raises(bulk.TooMuchError):
            [bulk.decoded(stream) for _ in range(10)]
    bulk.decoded(stream)
