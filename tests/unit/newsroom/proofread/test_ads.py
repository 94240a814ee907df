"""An ad that is said to bear the word 广告 itself must say so; what has no words is not accused."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary
from tests import corpus, kit

from presslayout.base.diagnostics import WARNING, Span
from presslayout.issue.ad import Ad
from presslayout.issue.issue import Issue
from presslayout.issue.workspace import Workspace
from presslayout.newsroom.proofread.ads import silent, unlabelled

if TYPE_CHECKING:
    from pathlib import Path


def words(*texts: str) -> bytes:
    """A PDF with a page for each text, its characters read by a map to Unicode."""
    pdf = pikepdf.new()
    for text in texts:
        pdf.add_blank_page(page_size=(200, 200))
        rows = "".join(f"<{n:02x}> <{ord(char):04x}>\n" for n, char in enumerate(text, 65))
        table = (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
            "1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{len(text)} beginbfchar\n{rows}endbfchar endcmap end end"
        )
        font = corpus.standard_font("Helvetica")
        font["/ToUnicode"] = pdf.make_stream(table.encode())
        shown = bytes(range(65, 65 + len(text)))
        page = pdf.pages[-1]
        page.obj["/Resources"] = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
        page.Contents = pdf.make_stream(b"BT /F 20 Tf 20 100 Td (" + shown + b") Tj ET")
        page.obj["/TrimBox"] = Array([0, 0, 200, 200])
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def issue(*pages: tuple[int, tuple[Ad, ...]]) -> Issue:
    specs = [replace(kit.page(number, "试验"), ads=ads) for number, ads in pages]
    return kit.loaded({"试验": kit.template()}, *specs).issue


def ad(file: str, *, own: bool = True, line: int = 1) -> Ad:
    return Ad("底广告", file, own, False, "", Span("issue.yaml", line, 1))


def accused(folder: Path, data: bytes | None, *, own: bool = True) -> bool:
    if data is not None:
        (folder / "a.pdf").write_bytes(data)
    return bool(silent(issue((1, (ad("a.pdf", own=own),))), Workspace(folder, kit.ROOT)))


@pytest.mark.parametrize("text", ["广告", "云岭广告部", "广 告", "广　告"])
def test_a_file_that_says_the_word_is_left_alone(tmp_path: Path, text: str) -> None:
    assert not accused(tmp_path, words(text))


@pytest.mark.parametrize("text", ["广而告之", "告广", "AD", ""])
def test_a_file_that_does_not_is_named(tmp_path: Path, text: str) -> None:
    assert accused(tmp_path, words(text))


def test_only_the_page_that_is_placed_counts(tmp_path: Path) -> None:
    assert accused(tmp_path, words("山水", "广告"))
    assert not accused(tmp_path, words("广告", "山水"))


def test_an_ad_that_the_program_labels_is_not_read(tmp_path: Path) -> None:
    assert not accused(tmp_path, words("山水"), own=False)


@pytest.mark.parametrize(
    "data", [None, b"", b"\x89PNG\r\n", b"%PDF-1.4 broken", b"%PDF-1.7\n%%EOF"]
)
def test_of_what_has_no_words_nothing_is_known(tmp_path: Path, data: bytes | None) -> None:
    assert not accused(tmp_path, data)


def test_each_is_told_at_its_line_with_its_page(tmp_path: Path) -> None:
    for name in ("a.pdf", "c.pdf"):
        (tmp_path / name).write_bytes(words("山水"))
    (tmp_path / "b.pdf").write_bytes(words("广告"))
    given = issue((1, (ad("a.pdf", line=7), ad("b.pdf", line=8))), (4, (ad("c.pdf", line=20),)))
    found = list(unlabelled(silent(given, Workspace(tmp_path, kit.ROOT))))
    assert [(d.code, d.severity, d.page, d.span and d.span.line) for d in found] == [
        ("ad-unlabelled", WARNING, 1, 7),
        ("ad-unlabelled", WARNING, 4, 20),
    ]
    assert "第1版广告 a.pdf" in found[0].message.zh
    assert "page 4: c.pdf" in found[1].message.en
