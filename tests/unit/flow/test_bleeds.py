"""Photos to the trim (出血), headlines inside them, and the gradient that lets these be read."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from presslayout.base.units import mm, pt
from presslayout.edition import codec
from presslayout.edition.ink import BLACK, WHITE
from presslayout.edition.page import Block, Glyphs, Page, Picture, Veil
from presslayout.newsroom.build import build, compose, load
from presslayout.newsroom.options import Options
from tests.unit.flow.test_inserts import ISSUE, SENTENCE, TEMPLATE

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.record import Composition

BLEED = mm(3)


def composed(folder: Path, photo: str, *, rows: str = "1-40", text: int = 8) -> Composition:
    """A story with a photo, a.jpg unless one stands there already, in a slot of these rows."""
    for name in ("layout", "issue"):
        (folder / name).mkdir(exist_ok=True)
    if not (folder / "issue" / "a.jpg").exists():
        Image.new("RGB", (1600, 1200), "#203040").save(folder / "issue" / "a.jpg")
    (folder / "issue" / "A.txt").write_text("\n".join([SENTENCE * 3] * text), "utf-8")
    design = TEMPLATE.replace("行: 1-60", f"行: {rows}").replace("出血: 0mm", "出血: 3mm")
    first, last = (int(n) for n in rows.split("-"))
    free = [(1, first - 1), (last + 1, 76)]
    spare = "".join(
        f"  空{n}: {{行: {a}-{b}, 栏: 1-6, 内容: 装饰}}\n"
        for n, (a, b) in enumerate(free)
        if a <= b
    )
    design = design.replace("  留白: {行: 61-76, 栏: 1-6, 内容: 装饰}\n", spare)
    (folder / "layout" / "试.yaml").write_text(design, "utf-8")
    told = ISSUE.format(extra=f"        图片: [{{文件: a.jpg, 说明: 桥。, {photo}}}]")
    if not text:
        told = told.replace("        正文: A.txt\n", "")
    (folder / "issue" / "issue.yaml").write_text(told, "utf-8")
    return compose(load(folder / "issue" / "issue.yaml"))


def block(page: Page, name: str) -> Block:
    return next(one for one in page.blocks if one.id == f"A/{name}")


def picture(page: Page) -> Picture:
    (item,) = block(page, "photo-a").items
    assert isinstance(item, Picture)
    return item


def runs(page: Page, name: str) -> list[Glyphs]:
    return [item for item in block(page, name).items if isinstance(item, Glyphs)]


def codes(made: Composition) -> list[str]:
    return [d.code for d in made.diagnostics if d.story == "A"]


@pytest.mark.parametrize(
    ("rows", "photo", "sides"),
    [
        ("1-40", "位置: 题衬, 高: 24行, 出血: 是", "left top right"),
        ("1-40", "位置: 题上, 高: 20行, 出血: 是", "left top right"),
        ("9-48", "位置: 题衬, 高: 24行, 出血: 是", "left right"),
        ("1-40", "位置: {栏: 3, 行: 12}, 栏数: 2, 高: 10行, 出血: 是", "right"),
        ("1-40", "位置: {栏: 2, 行: 14}, 栏数: 2, 高: 10行, 出血: 是", ""),
        ("1-40", "位置: 题衬, 高: 24行", ""),
    ],
)
def test_sides_at_the_type_area_s_edge_go_out_beyond_the_trim(
    tmp_path: Path, rows: str, photo: str, sides: str
) -> None:
    made = composed(tmp_path, photo, rows=rows, text=20)
    page = made.edition.pages[0]
    box = picture(page).box
    out = {
        "left": box.x == -BLEED,
        "top": box.y == -BLEED,
        "right": box.right == page.width + BLEED,
        "bottom": box.bottom == page.height + BLEED,
    }
    assert " ".join(side for side, is_out in out.items() if is_out) == sides
    assert ("no-bleed" in codes(made)) == ("出血" in photo and not sides)


def test_words_stay_in_the_type_area(tmp_path: Path) -> None:
    page = composed(tmp_path, "位置: 题衬, 高: 24行, 题色: 白, 出血: 是").edition.pages[0]
    left = (page.width - 77 * pt(9)) // 2
    box = picture(page).box
    for name in ("headline", "caption-a", "body"):
        xs = [x for run in runs(page, name) for x in run.x]
        assert left <= min(xs)
        assert max(xs) < page.width - left
    assert all(box.y < y < box.bottom for run in runs(page, "headline") for y in run.y)
    caption, body = (min(runs(page, n)[0].y) for n in ("caption-a", "body"))
    assert box.bottom < caption
    assert body - caption > pt(13) + pt(4), "a row of air below the caption"


def test_a_poster_reaches_all_four_sides_its_caption_inside(tmp_path: Path) -> None:
    photo = "位置: 题衬, 高: 76行, 题色: 白, 出血: 是"
    made = composed(tmp_path, photo, rows="1-76", text=0)
    page = made.edition.pages[0]
    box = picture(page).box
    assert (box.x, box.y) == (-BLEED, -BLEED)
    assert (box.right, box.bottom) == (page.width + BLEED, page.height + BLEED)
    (caption,) = runs(page, "caption-a")
    assert caption.text == "桥。"
    assert caption.ink == WHITE
    assert caption.size >= pt(8), "reversed type fills in below that"
    assert max(caption.y) < page.height
    assert not {"no-bleed", "head-faint", "head-shaded"} & {*codes(made)}


def test_a_caption_inside_takes_the_ink_that_is_read(tmp_path: Path) -> None:
    image = Image.new("RGB", (1600, 1200), "#e8e8e0")
    image.paste("#181818", (0, 600, 1600, 1200))
    (tmp_path / "issue").mkdir()
    image.save(tmp_path / "issue" / "a.jpg")
    photo = "位置: 题衬, 高: 76行, 题色: 黑, 出血: 是, 焦点: [50%, 60%]"
    page = composed(tmp_path, photo, rows="1-76", text=0).edition.pages[0]
    assert {run.ink for run in runs(page, "headline")} == {BLACK}
    assert {run.ink for run in runs(page, "caption-a")} == {WHITE}
    assert not picture(page).veils


@pytest.mark.parametrize(
    ("paper", "ink", "shaded", "faint"),
    [
        ("#203040", "白", False, False),
        ("#808080", "白", True, False),
        ("#c8c8c8", "白", True, False),
        ("#ffffff", "白", True, False),
        ("#f0f0e8", "黑", False, False),
        ("#404040", "黑", True, False),
        ("#000000", "红", False, False),
        # Red wants black beneath: the most of a gradient that leaves a photo is not enough.
        ("#f0f0e8", "红", True, True),
    ],
)
def test_a_gradient_lies_under_faint_type_alone(
    tmp_path: Path, paper: str, ink: str, *, shaded: bool, faint: bool
) -> None:
    (tmp_path / "issue").mkdir()
    Image.new("RGB", (1600, 1200), paper).save(tmp_path / "issue" / "a.jpg")
    photo = f"位置: 题衬, 高: 30行, 题色: {ink}, 焦点: [50%, 90%]"
    made = composed(tmp_path, photo)
    veils = picture(made.edition.pages[0]).veils
    assert bool(veils) == shaded == ("head-shaded" in codes(made))
    assert ("head-faint" in codes(made)) == faint
    assert all(one.light == (ink == "黑") for one in veils)


def test_a_gradient_is_no_deeper_than_it_must_and_clear_away_from_its_type(tmp_path: Path) -> None:
    depths = []
    for paper in ("#808080", "#a0a0a0", "#d0d0d0"):
        (tmp_path / "issue").mkdir(exist_ok=True)
        Image.new("RGB", (1600, 1200), paper).save(tmp_path / "issue" / "a.jpg")
        photo = "位置: 题衬, 高: 36行, 题色: 白, 焦点: [50%, 90%]"
        page = composed(tmp_path, photo).edition.pages[0]
        (veil,) = picture(page).veils
        depths.append(veil.depth)
        _, top, _, foot = picture(page).crop
        assert veil.at(top) == veil.depth
        assert veil.at(foot - 1) == 0
    assert depths == sorted(set(depths))


def test_an_edition_holds_its_veils_and_refuses_what_is_none(tmp_path: Path) -> None:
    (tmp_path / "issue").mkdir()
    Image.new("RGB", (1600, 1200), "#c0c0c0").save(tmp_path / "issue" / "a.jpg")
    edition = composed(tmp_path, "位置: 题衬, 高: 30行, 题色: 白").edition
    assert picture(edition.pages[0]).veils
    data = codec.dumps(edition)
    assert codec.loads(data) == edition
    begin = data.index(b'"veils":[[') + len(b'"veils":[[')
    with pytest.raises(ValueError, match="damaged"):
        codec.loads(data[:begin] + b"99999," + data[data.index(b",", begin) + 1 :])


@pytest.mark.parametrize("standard", ["x1a", "x4"])
def test_a_page_with_a_veil_is_a_sound_press_file(tmp_path: Path, standard: str) -> None:
    (tmp_path / "issue").mkdir()
    Image.new("RGB", (2400, 2400), "#d0c8b8").save(tmp_path / "issue" / "a.jpg")
    photo = "位置: 题衬, 高: 76行, 题色: 白, 出血: 是"
    composed(tmp_path, photo, rows="1-76", text=0)
    made = build(tmp_path / "issue" / "issue.yaml", tmp_path / "out", Options(standard=standard))
    told = {d.code for d in made.report.diagnostics}
    assert "head-shaded" in told
    assert not told & {"ink-limit", "ink-advised", "short-bleed", "transparency", "head-faint"}
    assert (tmp_path / "out" / "press.pdf").exists()


def test_a_veil_fades_evenly() -> None:
    veil = Veil((100, 200, 300, 400), 600)
    shares = [veil.at(row) for row in range(500)]
    assert shares[:100] == [0] * 100
    assert shares[200:300] == [600] * 100
    assert shares[400:] == [0] * 100
    assert shares[100:200] == sorted(shares[100:200])
    assert shares[300:400] == sorted(shares[300:400], reverse=True)
    assert max(abs(b - a) for a, b in pairwise(shares)) <= 10
