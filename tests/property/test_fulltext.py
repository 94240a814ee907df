"""ALTO and METS of issues drawn at random keep their laws, whatever an editor may write."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from presslayout.archive.regions import regions, standing
from presslayout.base.diagnostics import AssetError, SpecError
from presslayout.base.geometry import Box
from presslayout.base.memory import Memory
from presslayout.newsroom import build
from tests import fulltexts, random_jumps

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.page import Edition

pytestmark = pytest.mark.slow

EXAMPLES = int(os.environ.get("PRESSLAYOUT_EXAMPLES", "60"))
KEPT = Memory()


@pytest.fixture(scope="module")
def issues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return random_jumps.workspace(tmp_path_factory.mktemp("fulltext"))


def every_glyph_lies_in_a_region_of_its_story(edition: Edition) -> None:
    for page in edition.pages:
        found, seen = regions(page), standing(page)
        for block, lines in zip(seen.blocks, seen.lines, strict=True):
            for cell in (cell for line in lines for cell in line.cells if block.story):
                left, top = max(cell.left, 0), max(cell.top, 0)
                right, bottom = min(cell.right, page.width), min(cell.bottom, page.height)
                if right <= left or bottom <= top:
                    # Of a headline that is told to be overset some may stand beyond the trim.
                    continue
                box = Box(left, top, right - left, bottom - top)
                assert any(one.holds(box) for one in found[block.story]), (block.id, cell.text)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.integers(0, 2**31))
def test_every_issue_has_files_that_keep_the_laws(issues: Path, number: int) -> None:
    folder = issues / "drawn"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    path = random_jumps.write(folder, number)
    KEPT.next_turn()
    try:
        loaded = build.load(path, KEPT)
        loaded = build.arranged(loaded, build.pressed(loaded, "newsprint"), memory=KEPT)
        made = build.compose(loaded, memory=KEPT)
    except (SpecError, AssetError):
        return
    fulltexts.made(made.edition)
    every_glyph_lies_in_a_region_of_its_story(made.edition)
