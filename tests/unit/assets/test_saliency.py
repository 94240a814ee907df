"""A guess at what a picture is about: its sharpest and most coloured part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from presslayout.assets import saliency
from presslayout.assets.pictures import UnreadableError
from presslayout.base.cache import Cache

if TYPE_CHECKING:
    from pathlib import Path


def drawn(path: Path, at: tuple[int, int], colour: str = "#d02020") -> Path:
    """A grey field with a coloured, lined square whose middle stands at per mille."""
    image = Image.new("RGB", (900, 600), "#808488")
    draw = ImageDraw.Draw(image)
    x, y = at[0] * 900 // 1000, at[1] * 600 // 1000
    for n in range(-60, 60, 12):
        draw.rectangle((x + n, y - 60, x + n + 6, y + 60), fill=colour)
    image.save(path)
    return path


@pytest.mark.parametrize("at", [(250, 300), (700, 400), (500, 700), (300, 650)])
@pytest.mark.parametrize("colour", ["#d02020", "#202020"])
def test_what_stands_out_is_found(tmp_path: Path, at: tuple[int, int], colour: str) -> None:
    found = saliency.focus(drawn(tmp_path / "one.png", at, colour), "one")
    assert found is not None
    assert abs(found[0] - at[0]) <= 60
    assert abs(found[1] - at[1]) <= 80


def test_a_plain_picture_has_none(tmp_path: Path) -> None:
    Image.new("RGB", (300, 200), "#445566").save(tmp_path / "plain.png")
    assert saliency.focus(tmp_path / "plain.png", "plain") is None


def test_a_narrow_one_and_a_grey_one_have_theirs(tmp_path: Path) -> None:
    for size, mode in (((900, 4), "RGB"), ((3, 700), "L"), ((1, 1), "L")):
        image = Image.effect_noise(size, 90).convert(mode)
        image.save(tmp_path / "odd.png")
        found = saliency.focus(tmp_path / "odd.png", str(size))
        assert found is None or all(0 <= n <= 1000 for n in found)


def test_it_is_kept_by_what_the_picture_holds(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    path = drawn(tmp_path / "one.png", (250, 300))
    found = saliency.focus(path, "one", cache)
    path.unlink()
    assert saliency.focus(path, "one", cache) == found
    with pytest.raises(OSError, match="one"):
        saliency.focus(path, "another", cache)


def test_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "one.jpg"
    path.write_bytes(b"\xff\xd8\xff no picture")
    with pytest.raises(UnreadableError):
        saliency.focus(path, "damaged")


@pytest.mark.parametrize(("busy", "quiet"), [((0, 380), 1000), ((220, 600), 0)])
def test_a_headline_stands_where_nothing_goes_on(
    tmp_path: Path, busy: tuple[int, int], quiet: int
) -> None:
    image = Image.new("RGB", (600, 600), "#6080a0")
    image.paste(Image.effect_noise((600, busy[1] - busy[0]), 120).convert("RGB"), (0, busy[0]))
    image.save(tmp_path / "sky.png")
    cache = Cache(tmp_path / "cache")
    seen = saliency.strips(tmp_path / "sky.png", "sky", cache)
    assert (len(seen), saliency.quietest(seen)) == (saliency.STRIPS, quiet)
    (tmp_path / "sky.png").unlink()
    assert saliency.strips(tmp_path / "sky.png", "sky", cache) == seen
    assert saliency.quietest(seen, quiet // 500) != quiet
    assert saliency.quietest(seen[:1]) == saliency.quietest((5, 5, 5, 5)) == 0
