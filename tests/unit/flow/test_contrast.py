"""A headline over a photo stands out from what is under it, is made to, or that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from presslayout.assets import luminance
from presslayout.base.cache import Cache
from presslayout.newsroom.build import compose, load
from tests.unit.flow.test_inserts import composed

if TYPE_CHECKING:
    from pathlib import Path


def photo(path: Path, top: str, foot: str) -> None:
    """A picture of two colours, one above the other."""
    image = Image.new("RGB", (1600, 1000), top)
    image.paste(foot, (0, 500, 1600, 1000))
    image.save(path)


@pytest.mark.parametrize(
    ("top", "foot", "ink", "wanted"),
    [
        ("#101820", "#101820", "白", ""),
        ("#f0f0e8", "#f0f0e8", "白", "head-shaded"),
        ("#f0f0e8", "#f0f0e8", "K100", ""),
        ("#808080", "#808080", "白", "head-shaded"),
        # Half of it would do: every stroke has to be seen.
        ("#101820", "#f8f8f8", "白", "head-shaded"),
        # No gradient that leaves a photo is dark enough for red.
        ("#f0f0e8", "#f0f0e8", "红", "head-faint"),
        ("#101820", "#f8f8f8", "红", "head-faint"),
    ],
)
def test_faint_type_over_a_photo_is_mended_or_told(
    tmp_path: Path, top: str, foot: str, ink: str, wanted: str
) -> None:
    made = composed(
        tmp_path, f"        图片: [{{文件: a.jpg, 说明: 桥。, 位置: 题衬, 题色: {ink}}}]", 30
    )
    assert made.pages[0].photos
    photo(tmp_path / "issue" / "a.jpg", top, foot)
    again = compose(load(tmp_path / "issue" / "issue.yaml"))
    codes = {d.code for d in again.diagnostics if d.part in ("headline", "photo-a")}
    assert ("head-shaded" in codes) == bool(wanted)
    assert ("head-faint" in codes) == (wanted == "head-faint")


def test_light_is_measured_as_it_is_seen(tmp_path: Path) -> None:
    assert luminance.contrast(luminance.of_colour(1, 1, 1), 0) == pytest.approx(21)
    assert luminance.contrast(luminance.of_colour(0.4667, 0.4667, 0.4667), 1) == pytest.approx(
        4.48, abs=0.02
    )
    photo(tmp_path / "two.png", "#ffffff", "#000000")
    cache = Cache(tmp_path / "cache")
    found = luminance.luminance(tmp_path / "two.png", "two", cache)
    assert (found.wide, found.tall) == (320, 200)
    assert set(found.within(0, 0, 1000, 400)) == {255}
    assert set(found.within(0, 600, 1000, 1000)) == {0}
    (tmp_path / "two.png").unlink()
    assert luminance.luminance(tmp_path / "two.png", "two", cache) == found
