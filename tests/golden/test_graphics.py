"""The specimen of graphics as a person can read it: every word, bar and line, in millimetres."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.golden.test_pages import dump

from presslayout.issue.load import load
from presslayout.newsroom.build import compose

if TYPE_CHECKING:
    import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1] / "docs" / "specimen"))

import graphics  # noqa: E402


def test_the_specimen_of_graphics(request: pytest.FixtureRequest) -> None:
    (page,) = compose(load(graphics.ISSUE)).edition.pages
    told = "".join(f"{block.id}: {block.alt}\n" for block in page.blocks if block.alt)
    shown, kept = dump(page) + told, HERE / "图表.txt"
    if request.config.getoption("--regenerate"):
        kept.write_text(shown, encoding="utf-8")
    assert shown == kept.read_text(encoding="utf-8")
