"""Text round a cut-out follows its outline in whole characters, on one side, and jumps over nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw

from presslayout.assets.silhouette import SLICES, of_alpha, of_points, span
from presslayout.base.diagnostics import AssetError, SpecError
from presslayout.base.units import pt
from presslayout.edition.page import Glyphs, Picture
from presslayout.issue.load import load
from presslayout.newsroom.build import compose
from tests.unit.flow.test_inserts import ISSUE, SENTENCE, TEMPLATE

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.record import Composition

EM, PITCH = pt(9), pt(13)


def cut_out(path: Path, *, alpha: bool = True) -> Path:
    """A disc on nothing, or on white."""
    image = Image.new("RGBA" if alpha else "RGB", (600, 600), (255, 255, 255, 0)[: 3 + alpha])
    ImageDraw.Draw(image).ellipse((0, 0, 599, 599), fill=(120, 80, 40, 255)[: 3 + alpha])
    image.save(path)
    return path


def composed(folder: Path, photo: str, *, alpha: bool = True, count: int = 26) -> Composition:
    (folder / "layout").mkdir()
    (folder / "issue").mkdir()
    cut_out(folder / "issue" / "圆.png", alpha=alpha)
    (folder / "layout" / "试.yaml").write_text(TEMPLATE, "utf-8")
    (folder / "issue" / "A.txt").write_text("\n".join([SENTENCE * 3] * count), "utf-8")
    extra = f"        图片: [{{文件: 圆.png, 说明: 圆。, {photo}}}]"
    (folder / "issue" / "issue.yaml").write_text(ISSUE.format(extra=extra), "utf-8")
    return compose(load(folder / "issue" / "issue.yaml"))


def test_the_outline_of_a_disc_is_a_disc(tmp_path: Path) -> None:
    slices = of_alpha(cut_out(tmp_path / "a.png"))
    assert slices is not None
    assert len(slices) == SLICES
    top, middle = span(slices, 0, 10), span(slices, 490, 510)
    assert top is not None
    assert middle is not None
    assert middle[1] - middle[0] > 990
    assert top[1] - top[0] < 400
    assert of_alpha(cut_out(tmp_path / "b.png", alpha=False)) is None


def test_the_outline_of_points_is_their_polygon() -> None:
    slices = of_points(((0, 0), (1000, 1000), (0, 1000)))
    half = span(slices, 500, 500)
    assert half is not None
    assert half[0] == 0
    assert abs(half[1] - 500) < 10


@pytest.mark.parametrize("place", ["位置: 右上", "位置: 左下", "位置: {栏: 2, 行: 20}, 栏数: 2"])
@pytest.mark.parametrize("least", [5, 8])
def test_lines_beside_a_cut_out_are_whole_characters_clear_of_it(
    tmp_path: Path, place: str, least: int
) -> None:
    made = composed(tmp_path, f"轮廓: 是, 最少字: {least}, {place}")
    page, story = made.edition.pages[0], made.pages[0].stories[0]
    assert story.chars_set + story.overset.chars == story.chars_source
    box = next(i.box for b in page.blocks for i in b.items if isinstance(i, Picture))
    body = next(b for b in page.blocks if b.id == "A/body")
    lines: dict[tuple[int, int], list[int]] = {}
    step = (77 * EM - 4 * 18 * EM) // 3 + 18 * EM
    for item in body.items:
        assert isinstance(item, Glyphs)
        for x in item.x:
            column = (x - story.bbox.x + EM // 4) // step
            lines.setdefault((column, item.y[0]), []).append(x)
    radius = box.width // 2
    beside = 0
    for (column, baseline), xs in lines.items():
        y = baseline - EM // 2
        away = abs(y - box.y - radius)
        if away >= radius:
            continue
        half = int((radius * radius - away * away) ** 0.5)
        left, right = box.x + radius - half, box.x + radius + half
        assert all(x + EM <= left or x >= right for x in xs), "text lies on the picture"
        edge = story.bbox.x + column * step
        if edge < right and left < edge + 18 * EM:
            beside += 1
            assert max(xs) < left or min(xs) > right, "text stands on both sides"
    if "栏数: 2" in place:
        assert beside
    baselines = {
        (item.y[0] - story.bbox.y) % PITCH for item in body.items if isinstance(item, Glyphs)
    }
    assert len(baselines) == 1


def test_a_contour_given_as_points_needs_no_transparency(tmp_path: Path) -> None:
    made = composed(
        tmp_path, "轮廓: [[50%, 0%], [100%, 100%], [0%, 100%]], 位置: 右下", alpha=False
    )
    assert made.pages[0].stories[0].overset.chars == 0


def test_a_picture_without_transparency_has_no_outline(tmp_path: Path) -> None:
    with pytest.raises(AssetError) as error:
        composed(tmp_path, "轮廓: 是", alpha=False)
    assert [d.code for d in error.value.diagnostics] == ["no-outline"]
    assert error.value.diagnostics[0].span is not None


@pytest.mark.parametrize("written", ["[[1%, 2%]]", "圆", "[[1%, 2%], [3%, 4%], [300%, 0%]]"])
def test_an_outline_that_is_none_is_refused(tmp_path: Path, written: str) -> None:
    with pytest.raises(SpecError):
        composed(tmp_path, f"轮廓: {written}")
