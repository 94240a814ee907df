"""The contact sheets look as they did when somebody last looked at them.

Another version of PDFium, FreeType or Pillow smooths edges a little otherwise: that stays below a
few greys in a block.  A headline that moves by a row changes its block by fifty and more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops
from tests.golden import sheets

if TYPE_CHECKING:
    from pathlib import Path

MEAN, BLOCK = 1.5, 24.0
MOST_BYTES = 150_000


@pytest.mark.slow
@pytest.mark.parametrize("name", sheets.SETS)
def test_a_contact_sheet_looks_as_it_did(name: str, tmp_path: Path) -> None:
    made = sheets.picture(*sheets.layouts(name))
    found = sheets.difference(sheets.golden(name).read_bytes(), made)
    new = tmp_path / sheets.golden(name).name
    new.write_bytes(made)
    assert found.mean <= MEAN, new
    assert found.block <= BLOCK, new


@pytest.mark.parametrize("name", sheets.SETS)
def test_the_pictures_stay_small(name: str) -> None:
    assert sheets.golden(name).stat().st_size <= MOST_BYTES


def test_a_page_that_moves_by_a_row_is_seen(tmp_path: Path) -> None:
    golden = sheets.golden(sheets.SETS[0])
    whole = Image.open(golden).convert("L")
    moved = whole.copy()
    # The first page's upper half, a row of body text lower.
    row = round(13 / 72 * sheets.DPI * 128 / 275)
    box = (20, 40, whole.width // 3, whole.height // 4)
    moved.paste(ImageChops.offset(whole.crop(box), 0, row), box[:2])
    moved.save(tmp_path / "moved.png")
    found = sheets.difference(golden.read_bytes(), (tmp_path / "moved.png").read_bytes())
    assert found.block > BLOCK
