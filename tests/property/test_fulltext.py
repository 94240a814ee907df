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
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from presslayout.archive.regions import StoryRegion
    from presslayout.archive.set_lines import InkCell
    from presslayout.edition.page import Edition, Page

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
            for line in lines if block.story else ():
                inked = list(on_the_sheet(line.cells, page))
                if not inked or lies_in_one(line.cells, page, found[block.story]):
                    continue
                for cell, box in inked:
                    assert any(one.holds(box) for one in found[block.story]), (block.id, cell.text)


def on_the_sheet(cells: Iterable[InkCell], page: Page) -> Iterator[tuple[InkCell, Box]]:
    """Cells with what of them stands on a page.

    Of a headline that is told to be overset some may stand beyond the trim.
    """
    for cell in cells:
        left, top = max(cell.left, 0), max(cell.top, 0)
        right, bottom = min(cell.right, page.width), min(cell.bottom, page.height)
        if right > left and bottom > top:
            yield cell, Box(left, top, right - left, bottom - top)


def lies_in_one(cells: Sequence[InkCell], page: Page, found: Iterable[StoryRegion]) -> bool:
    """Whether a rectangle holds a whole line, and so every one of its cells.

    Where a region has corners that turn in, each cell is asked for.
    """
    left, top = max(min(c.left for c in cells), 0), max(min(c.top for c in cells), 0)
    right = min(max(c.right for c in cells), page.width)
    bottom = min(max(c.bottom for c in cells), page.height)
    whole = Box(left, top, right - left, bottom - top)
    return any(one.is_upright and one.holds(whole) for one in found)


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
