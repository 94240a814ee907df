"""The specimen of graphics for press: built, read back clean, its words as they were written."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from presslayout.base.diagnostics import Severity
from presslayout.issue.load import load
from presslayout.newsroom.build import build
from presslayout.newsroom.options import Options

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs" / "specimen"))

import graphics  # noqa: E402


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("specimen")
    delivery = build(graphics.ISSUE, made, Options())
    assert not [d for d in delivery.report.diagnostics if d.severity is not Severity.INFO]
    return made


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("\u2212", "-").replace("\ufffe", "")


def test_every_word_can_be_read_back_from_the_press_file(folder: Path) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    with pdfium.PdfDocument(folder / "press.pdf") as document:
        shown = squeezed(document[0].get_textpage().get_text_range())
    for story in load(graphics.ISSUE).issue.stories:
        for graphic in story.graphics:
            for _, words in graphic.texts:
                for word in words.split():
                    assert squeezed(word) in shown, word
