"""Photos by place, groups, fact boxes and pictures of the headline, from the spec to the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from presslayout.assets.pictures import PictureFacts
from presslayout.base.diagnostics import SpecError
from presslayout.base.units import pt
from presslayout.edition.ink import Ink
from presslayout.edition.page import Glyphs, Picture, Shape
from presslayout.edition.steps import Step
from presslayout.flow.artwork import GROUP_GUTTER
from presslayout.flow.inserts import crop_window
from presslayout.issue.load import load
from presslayout.newsroom.build import compose

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.base.geometry import Box
    from presslayout.edition.page import Block
    from presslayout.edition.record import Composition

TEMPLATE = """\
名称: 试
开本: {成品: 275mm x 390mm, 出血: 0mm}
正文: {字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}
版心: {宽: 77字, 高: 76行}
分栏: {基本栏: 6, 每栏: 12字, 栏空: 1字}
区块:
  头条: {行: 1-60, 栏: 1-6, 内容: 稿件, 破栏: 4, 标题: {主题: {字号: [40pt, 60pt], 最多行: 1}}}
  留白: {行: 61-76, 栏: 1-6, 内容: 装饰}
"""
ISSUE = """\
报纸: {{报名: 云岭日报, 日期: 2026-10-18}}
版面:
  - 版次: 3
    模板: 试
    稿件:
      - 编号: A
        位置: 头条
        主题: 守山的日子
        正文: A.txt
{extra}
"""
SENTENCE = "云岭县护路人清晨走过石桥，看见雾从谷底慢慢升起来，沿着山脊散开。"
PITCH = pt(13)


def composed(folder: Path, extra: str, paragraphs: int = 26) -> Composition:
    (folder / "layout").mkdir()
    (folder / "issue").mkdir(exist_ok=True)
    for name, size in (("a", (900, 600)), ("b", (600, 600)), ("c", (400, 600))):
        Image.new("RGB", size, (90, 120, 60)).save(folder / "issue" / f"{name}.jpg")
    (folder / "layout" / "试.yaml").write_text(TEMPLATE, "utf-8")
    (folder / "issue" / "A.txt").write_text("\n".join([SENTENCE * 3] * paragraphs), "utf-8")
    (folder / "issue" / "issue.yaml").write_text(ISSUE.format(extra=extra), "utf-8")
    return compose(load(folder / "issue" / "issue.yaml"))


def blocks(made: Composition) -> dict[str, Block]:
    return {block.id: block for block in made.edition.pages[0].blocks}


def picture(made: Composition, stem: str) -> Box:
    (item,) = blocks(made)[f"A/photo-{stem}"].items
    assert isinstance(item, Picture)
    return item.box


def top(made: Composition) -> int:
    return made.pages[0].stories[0].bbox.y


@pytest.mark.parametrize("size", [(1, 1), (3, 2000), (2000, 3), (1, 4000), (4000, 1), (900, 600)])
@pytest.mark.parametrize("box", [(pt(1), pt(900)), (pt(900), pt(1)), (pt(100), pt(100))])
@pytest.mark.parametrize("focus", [(0, 0), (500, 500), (1000, 1000)])
def test_a_crop_holds_a_pixel_and_lies_in_its_photo(
    size: tuple[int, int], box: tuple[int, int], focus: tuple[int, int]
) -> None:
    facts = PictureFacts(*size, components=3, orientation=1, sha256="")
    left, top, right, bottom = crop_window(facts, *box, focus)
    assert 0 <= left < right <= size[0]
    assert 0 <= top < bottom <= size[1]


def test_a_photo_begins_at_the_column_and_row_that_are_asked_for(tmp_path: Path) -> None:
    made = composed(tmp_path, "        图片: [{文件: b.jpg, 说明: 桥。, 位置: {栏: 3, 行: 24}}]")
    box = picture(made, "b")
    slot = made.pages[0].stories[0].bbox
    assert box.y == slot.y + 23 * PITCH
    assert slot.x + 36 * pt(9) < box.x < slot.x + 41 * pt(9)
    rules = blocks(made)["A/b-rules"].items
    assert len(rules) == 2, "text jumps over the photo between two rules"
    assert all(isinstance(rule, Shape) for rule in rules)


@pytest.mark.parametrize(
    ("place", "message"),
    [("{栏: 5, 行: 3}", "第 5 栏"), ("{column: 1, row: 61}", "第 61 行")],
)
def test_a_place_outside_the_slot_is_refused(tmp_path: Path, place: str, message: str) -> None:
    with pytest.raises(SpecError) as error:
        composed(tmp_path, f"        图片: [{{文件: b.jpg, 说明: 桥。, 位置: {place}}}]")
    (told,) = error.value.diagnostics
    assert told.code == "photo-off-slot"
    assert message in told.message.zh
    assert (told.span.line, told.span.column) == (10, 19)  # type: ignore[union-attr]


def test_a_group_shares_height_gutter_and_caption(tmp_path: Path) -> None:
    made = composed(
        tmp_path,
        "        图片: [{文件: a.jpg, 组图: [{文件: b.jpg}, {文件: c.jpg}], 说明: 三季。, 栏数: 4, "
        "位置: 下}]",
    )
    a, b, c = (picture(made, name) for name in "abc")
    assert a.y == b.y == c.y
    assert a.height == b.height == c.height
    assert b.x - a.right == c.x - b.right == GROUP_GUTTER
    assert c.right == made.pages[0].stories[0].bbox.x + 77 * pt(9)
    assert len([name for name in blocks(made) if name.startswith("A/caption")]) == 1
    assert len(made.pages[0].photos) == 3
    # Each is cropped as little as the next: widths follow the photos' own proportions.
    assert abs(a.width * 2 - b.width * 3) < pt(2)
    assert {asset.file for asset in made.edition.assets if asset.kind == "picture"} == {
        "issue/a.jpg",
        "issue/b.jpg",
        "issue/c.jpg",
    }


def test_a_group_may_stand_one_below_the_other(tmp_path: Path) -> None:
    made = composed(
        tmp_path,
        "        图片: [{文件: a.jpg, 组图: [{文件: b.jpg}], 排列: 竖, 说明: 两季。, 位置: 右下}]",
    )
    a, b = picture(made, "a"), picture(made, "b")
    assert (a.x, a.width) == (b.x, b.width)
    assert b.y - a.bottom == GROUP_GUTTER


@pytest.mark.parametrize("arranged", ["横", "竖"])
@pytest.mark.parametrize(("count", "size"), [(2, (1, 4000)), (2, (4000, 1)), (60, (30, 20))])
def test_no_group_has_photos_of_nothing(
    tmp_path: Path, arranged: str, count: int, size: tuple[int, int]
) -> None:
    (tmp_path / "issue").mkdir()
    for number in range(count):
        Image.new("L", size).save(tmp_path / "issue" / f"m{number}.png")
    others = ", ".join(f"{{文件: m{number}.png}}" for number in range(count))
    made = composed(
        tmp_path,
        f"        图片: [{{文件: a.jpg, 组图: [{others}], 排列: {arranged}, 说明: 季。, 栏数: 1}}]",
    )
    for page in made.edition.pages:
        for block in page.blocks:
            for item in block.items:
                if isinstance(item, Picture):
                    assert min(item.box.width, item.box.height) > 0
                    assert item.crop[0] < item.crop[2]
                    assert item.crop[1] < item.crop[3]


def test_a_picture_above_the_headline_pushes_it_down(tmp_path: Path) -> None:
    made = composed(tmp_path, "        图片: [{文件: a.jpg, 说明: 桥。, 位置: 题上}]")
    box = picture(made, "a")
    (first, *_) = blocks(made)["A/headline"].items
    assert isinstance(first, Glyphs)
    assert box.y == top(made)
    assert first.y[0] - first.size > box.bottom
    assert box.width == 77 * pt(9)


def test_a_picture_behind_the_headline_lies_under_it_in_the_ink_asked_for(tmp_path: Path) -> None:
    made = composed(
        tmp_path, "        图片: [{文件: a.jpg, 说明: 桥。, 位置: behind, 题色: 白}]", 30
    )
    box = picture(made, "a")
    names = list(blocks(made))
    assert names.index("A/photo-a") < names.index("A/headline")
    for item in blocks(made)["A/headline"].items:
        assert isinstance(item, Glyphs)
        assert item.ink == Ink()
        assert box.y < item.y[0] < box.bottom
    (caption, *_) = blocks(made)["A/caption-a"].items
    assert isinstance(caption, Glyphs)
    assert caption.y[0] > box.bottom


@pytest.mark.parametrize("rows", [20, 30])
def test_a_picture_behind_the_headline_is_as_high_as_is_asked(tmp_path: Path, rows: int) -> None:
    """The head stands in its quietest third, inside it; text begins below."""
    high = f"        图片: [{{文件: a.jpg, 说明: 桥。, 位置: 题衬, 高: {rows}行, 题色: 白}}]"
    made = composed(tmp_path, high, 20)
    box = picture(made, "a")
    assert (rows - 1) * pt(13) < box.height <= rows * pt(13)
    heads = [i for i in blocks(made)["A/headline"].items if isinstance(i, Glyphs)]
    assert all(box.y < i.y[0] - i.size * 88 // 100 and i.y[0] < box.bottom for i in heads)
    body = [i for i in blocks(made)["A/body"].items if isinstance(i, Glyphs)]
    assert min(i.y[0] - i.size for i in body) > box.bottom


BOX = """\
        资料框:
          - 标题: 小档案
            文字: |
              - 护林员312人

              二十年没有大火
            底色: C0 M0 Y8 K0
            框: 0.5pt
            位置: {栏: 2, 行: 20}
"""


def test_a_fact_box_has_its_own_words_on_the_page_grid(tmp_path: Path) -> None:
    made = composed(tmp_path, BOX, 28)
    found = blocks(made)
    (frame,) = found["A/factbox-1-box"].items
    assert isinstance(frame, Shape)
    assert frame.fill == Ink(y=80)
    texts = dict(made.edition.articles[0].texts)
    assert texts["factbox-title-1"] == "小档案"
    assert texts["factbox-1"] == "护林员312人\n二十年没有大火"
    shown = "".join(i.text for i in found["A/factbox-1"].items if isinstance(i, Glyphs))
    assert shown == texts["factbox-1"].replace("\n", "")
    tops = {
        (i.y[0] - top(made)) % PITCH for i in found["A/factbox-1"].items if isinstance(i, Glyphs)
    }
    assert len(tops) == 1
    rows = [path[2] for path in frame.path if len(path) == 3]
    assert min(int(y) for y in rows) == top(made) + 19 * PITCH


def test_a_fact_box_that_has_no_room_is_told(tmp_path: Path) -> None:
    lines = "\n\n".join(f"              第{n}条规矩写在树旁的木牌上。" for n in range(70))
    extra = f"        资料框:\n          - 标题: 规矩\n            文字: |\n{lines}\n"
    made = composed(tmp_path, extra)
    (told,) = [d for d in made.diagnostics if d.code == "no-room"]
    assert "资料框" in told.message.zh


@pytest.mark.parametrize("kind", ["方块", "dot", "菱形"])
@pytest.mark.parametrize("chars", range(0, 60, 7))
def test_a_mark_closes_the_story_inside_its_column(tmp_path: Path, kind: str, chars: int) -> None:
    (tmp_path / "layout").mkdir()
    (tmp_path / "issue").mkdir()
    (tmp_path / "layout" / "试.yaml").write_text(f"{TEMPLATE}尾花: {kind}\n", "utf-8")
    last = (SENTENCE * 3)[: 40 + chars]
    (tmp_path / "issue" / "A.txt").write_text(f"{SENTENCE * 9}\n{last}", "utf-8")
    (tmp_path / "issue" / "issue.yaml").write_text(ISSUE.format(extra=""), "utf-8")
    made = compose(load(tmp_path / "issue" / "issue.yaml"))
    (shape,) = blocks(made)["A/end-mark"].items
    assert isinstance(shape, Shape)
    xs = [n for segment in shape.path for n in segment[1::2] if isinstance(n, int)]
    words = [i for i in blocks(made)["A/body"].items if isinstance(i, Glyphs)]
    end = words[-1].x[-1] + words[-1].size
    column = (77 * pt(9) - 4 * 18 * pt(9)) // 3 + 18 * pt(9)
    left = made.pages[0].stories[0].bbox.x
    place = (min(xs) - left) // column
    # Behind the last character, and never out of the column's measure.
    assert min(xs) >= end - pt(9)
    assert max(xs) <= left + place * column + 18 * pt(9) + pt("0.1")


TABLE_BOX = """\
        资料框:
          - 标题: 数说
            文字: |
              一年里的变化。

              | 项目 | 去年 | 今年 |
              |---|---|---|
              | 造林 | 1,200 | 1,430 |
              | 护林员 | 300 | 312 |
            栏数: {columns}
            位置: 右下
            框: 0.3pt
            可删: {optional}
"""


def test_a_table_in_a_fact_box_stands_on_the_grid_between_its_rules(tmp_path: Path) -> None:
    made = composed(tmp_path, TABLE_BOX.format(columns=1, optional="否"))
    box = blocks(made)["A/factbox-1"]
    lines: dict[int, list[int]] = {}
    for item in box.items:
        assert isinstance(item, Glyphs)
        lines.setdefault(item.y[0], []).append(item.x[0])
    assert [len(found) for _, found in sorted(lines.items())][-3:] == [3, 3, 3]
    rows = sorted(lines)
    assert {b - a for a, b in zip(rows[-3:], rows[-2:], strict=False)} == {PITCH}
    assert len(blocks(made)["A/factbox-1/dots"].items) == 3
    text = dict(made.edition.articles[0].texts)["factbox-1"]
    assert "".join(i.text for i in box.items if isinstance(i, Glyphs)) == text.replace("\n", "")
    assert "table-too-wide" not in {d.code for d in made.diagnostics}


def test_an_optional_fact_box_is_left_out_where_there_is_no_room(tmp_path: Path) -> None:
    kept = []
    for paragraphs in range(28, 40, 2):
        folder = tmp_path / str(paragraphs)
        folder.mkdir()
        made = composed(folder, TABLE_BOX.format(columns=2, optional="是"), paragraphs)
        story = made.pages[0].stories[0]
        kept.append("A/factbox-1" in blocks(made))
        dropped = any(step.text.zh == "删可删图片 factbox-1" for step in story.fit_steps)
        assert dropped != kept[-1]
        if not kept[-1]:
            assert not story.overset.chars
            break
    assert kept[0]
    assert not kept[-1]


def test_optional_pull_quotes_are_left_out_where_there_is_no_room(tmp_path: Path) -> None:
    kept = []
    for paragraphs in range(28, 42, 2):
        folder = tmp_path / str(paragraphs)
        folder.mkdir()
        quotes = "        提要: [山绿了，人也站得住。, 守一条沟，要守一辈子。]\n"
        made = composed(folder, quotes + "        提要可删: 是\n", paragraphs)
        story = made.pages[0].stories[0]
        drawn = {key for key in blocks(made) if key.startswith("A/pullquote-")}
        dropped = {s.on.zh for s in story.fit_steps if s.step is Step.DROP_OPTIONAL}
        assert {f"A/{one}" for one in dropped} | drawn == {"A/pullquote-1", "A/pullquote-2"}
        assert not {f"A/{one}" for one in dropped} & drawn
        kept.append(len(drawn))
        if not drawn:
            break
    assert kept[0] == 2
    assert kept[-1] < 2
    stays = tmp_path / "stays"
    stays.mkdir()
    made = composed(stays, quotes, paragraphs)
    assert {"A/pullquote-1", "A/pullquote-2"} <= set(blocks(made))
