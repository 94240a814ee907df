"""A photo across a spread's fold: its focus stands on one page, its caption too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from presslayout.assets.pictures import PictureFacts
from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.edition.page import Block, Glyphs, Picture
from presslayout.flow.artwork import FOLD
from presslayout.flow.folds import CLEAR, CUTS, clear, crop_off
from presslayout.flow.inserts import crop_window
from presslayout.newsroom.build import compose, load
from tests.unit.flow.test_inserts import ISSUE, SENTENCE

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.page import Page

PAGE = 9_900_000
FOLDED = (PAGE - 432_000, PAGE + 432_000)
TEMPLATE = """\
名称: 试
开本: {成品: 275mm x 390mm, 出血: 3mm, 跨版: 是}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 77字, 高: 76行}
版口: {内: 12mm}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
区块:
  头条: {行: 1-60, 栏: 1-12, 内容: CONTENT, SPLIT}
  留白: {行: 61-76, 栏: 1-12, 内容: 装饰}
"""


def reached(crop: tuple[int, int, int, int], focus: int, wide: int, box: Box) -> int:
    """Where a column of the picture stands on the page."""
    return box.x + (wide * focus // 1000 - crop[0]) * box.width // (crop[2] - crop[0])


@given(
    st.integers(600, 4000), st.integers(400, 3000),
    st.integers(0, 1000), st.integers(0, 1000), st.integers(100, 1000), st.integers(200, 1000),
)  # fmt: skip
def test_a_crop_frees_its_focus_or_stays(
    wide: int, high: int, across: int, down: int, width: int, height: int
) -> None:
    box = Box(PAGE - PAGE * width // 1000, 0, 2 * PAGE * width // 1000, PAGE * height // 1000)
    facts = PictureFacts(wide, high, 3, 1, "")
    usual = crop_window(facts, box.width, box.height, (across, down))
    made = crop_off(usual, (wide, high), (across, down), (box, FOLDED))
    left, top, right, bottom = made
    assert 0 <= left < right <= wide
    assert 0 <= top < bottom <= high
    # No more is cut off than may be, and nothing is stretched.
    for was, now in ((usual[2] - usual[0], right - left), (usual[3] - usual[1], bottom - top)):
        assert was * (1000 - CUTS[-1]) // 1000 <= now <= was
    assert left <= wide * across // 1000 <= right
    assert top <= high * down // 1000 <= bottom
    near = box.width * CLEAR // 1000
    x = reached(made, across, wide, box)
    on_fold = FOLDED[0] - near < x < FOLDED[1] + near
    if made == usual:
        return
    assert not on_fold


def test_what_lies_on_one_page_is_cropped_as_ever() -> None:
    box = Box(0, 0, PAGE // 2, PAGE // 2)
    assert crop_off((10, 0, 90, 80), (100, 80), (500, 500), (box, FOLDED)) == (10, 0, 90, 80)


def spread(folder: Path, content: str, photo: str, *, text: bool = True) -> tuple[Page, list[str]]:
    for name in ("layout", "issue"):
        (folder / name).mkdir()
    Image.new("RGB", (3000, 1600), "#203040").save(folder / "issue" / "a.jpg")
    (folder / "issue" / "A.txt").write_text("\n".join([SENTENCE * 3] * 30), "utf-8")
    split = "破栏: 8" if content == "稿件" else "可空: 是"
    design = TEMPLATE.replace("CONTENT", content).replace("SPLIT", split)
    (folder / "layout" / "试.yaml").write_text(design, "utf-8")
    told = ISSUE.format(extra=f"        图片: [{{文件: a.jpg, 说明: {'桥' * 90}。, {photo}}}]")
    told = told.replace("版次: 3", "版次: 4")
    if not text:
        told = told.replace("        正文: A.txt\n", "").replace("        主题: 守山的日子\n", "")
    (folder / "issue" / "issue.yaml").write_text(told, "utf-8")
    made = compose(load(folder / "issue" / "issue.yaml"))
    return made.edition.pages[0], [d.code for d in made.diagnostics]


@pytest.mark.parametrize(
    ("content", "photo"),
    [
        ("稿件", "位置: 题衬, 高: 30行, 题色: 白, 出血: 是, 焦点: [50%, 60%]"),
        ("稿件", "位置: 题上, 高: 30行, 出血: 是, 焦点: [50%, 60%]"),
        ("图片", "出血: 是, 焦点: [50%, 60%]"),
    ],
)
def test_one_photo_spans_both_pages_to_the_trim(tmp_path: Path, content: str, photo: str) -> None:
    page, codes = spread(tmp_path, content, photo, text=content == "稿件")
    pictures = [(b, i) for b in page.blocks for i in b.items if isinstance(i, Picture)]
    ((_, one),) = pictures
    assert page.width == 2 * PAGE
    assert (one.box.x, one.box.y) == (-page.bleed, -page.bleed)
    assert one.box.right == page.width + page.bleed
    x = reached(one.crop, 500, 3000, one.box)
    assert not FOLDED[0] - one.box.width * FOLD // 1000 <= x <= FOLDED[1]
    assert "focus-hidden" not in codes
    captions = [i for b in page.blocks if b.part == "caption-a" for i in b.items]
    assert captions
    for run in captions:
        assert isinstance(run, Glyphs)
        assert max(run.x) + run.size <= FOLDED[0] + run.size


def test_a_face_keeps_from_the_fold_with_all_its_width() -> None:
    """As a point it is clear a hand's breadth off; as a face it is moved farther."""
    box = Box(PAGE // 2, 0, PAGE, PAGE // 2)
    size, at = (4000, 2400), (560, 500)
    usual = crop_window(PictureFacts(*size, 3, 1, ""), box.width, box.height, at)
    fold = PAGE - 1000, PAGE + 1000
    assert crop_off(usual, size, at, (box, fold)) == usual
    made = crop_off(usual, size, at, (box, fold), 400)
    wide = made[2] - made[0]
    near = (size[0] * at[0] // 1000 - 400 - made[0]) * box.width // wide + box.x
    far = (size[0] * at[0] // 1000 + 400 - made[0]) * box.width // wide + box.x
    assert far <= fold[0] + box.width // wide or near >= fold[1] - box.width // wide


@pytest.mark.parametrize(
    ("focus", "told"), [("", {"focus-guessed"}), (", 焦点: [40%, 60%]", {"face-hidden"})]
)
def test_a_face_found_in_a_photo_of_both_pages_keeps_from_the_fold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, focus: str, told: set[str]
) -> None:
    """Where nobody names a focus; where somebody does, a face on the fold is told."""
    found = [(460, 440, 540, 580)]
    monkeypatch.setattr("presslayout.assets.persons._seen", lambda _: list(found))
    monkeypatch.setattr("presslayout.flow.desks.libraries", lambda: ("opencv-4.12.0.dist-info",))
    page, codes = spread(tmp_path, "图片", f"出血: 是{focus}", text=False)
    ((one,),) = [b.items for b in page.blocks if any(isinstance(i, Picture) for i in b.items)]
    assert isinstance(one, Picture)
    edges = [reached(one.crop, edge, 3000, one.box) for edge in (found[0][0], found[0][2])]
    assert (edges[0] < FOLDED[1] and FOLDED[0] < edges[1]) is bool(focus), edges
    assert {code for code in codes if code.startswith(("focus", "face"))} == told


@given(st.integers(2, 6), st.integers(60, 150), st.integers(0, 1000))
def test_a_line_moved_off_the_fold_stays_in_its_room(count: int, size: int, at: int) -> None:
    em = pt(size)
    room = PAGE // 4, PAGE * 3 // 2
    begin = room[0] + max(room[1] - count * em, 0) * at // 1000
    xs = tuple(range(begin, begin + count * em, em))
    line = Glyphs("标题宋", em, (1,) * count, xs, (em,), "山" * count)
    (made,) = clear([Block("h", "headline", (line,))], FOLDED, room)
    (moved,) = made.items
    assert isinstance(moved, Glyphs)
    assert not any(x < PAGE < x + em for x in moved.x)
    assert room[0] <= moved.x[0]
    assert moved.x[-1] + em <= room[0] + room[1]
