"""Page grounds (版底): a tint below everything, of the sheet with its bleed or of the type area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image

from presslayout.assets.outlines import lettering
from presslayout.base.diagnostics import SpecError
from presslayout.base.source import Source
from presslayout.base.units import mm, pt
from presslayout.edition.changes import changes
from presslayout.edition.ink import BLACK, Ink
from presslayout.edition.page import Glyphs, Page, Picture, Shape, lowest
from presslayout.edition.roles import Role
from presslayout.newsroom.build import compose, load
from presslayout.overlay.tinted import tinted
from presslayout.preflight.edition import preflight
from tests.kit import ROOT
from tests.unit.flow.test_inserts import ISSUE, SENTENCE, TEMPLATE

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.record import Composition


def again(folder: Path, ground: str, *, template: bool = False, bleed: str = "0mm") -> Composition:
    """A short story on a ground that its page, or its template, asks for; "" for none."""
    for name in ("layout", "issue"):
        (folder / name).mkdir(exist_ok=True)
    Image.new("RGBA", (400, 600), (90, 120, 60, 0)).save(folder / "issue" / "c.png")
    (folder / "issue" / "A.txt").write_text("\n".join([SENTENCE * 3] * 8), "utf-8")
    line = f"版底: {ground}\n" if ground else ""
    design = TEMPLATE.replace("行: 1-60", "行: 1-20").replace("61-76", "21-76")
    design = design.replace("出血: 0mm", f"出血: {bleed}")
    (folder / "layout" / "试.yaml").write_text(design + (line if template else ""), "utf-8")
    extra = "        图片: [{文件: c.png, 说明: 桥。}]"
    told = ISSUE.format(extra=extra)
    if not template:
        told = told.replace("    模板: 试\n", "    模板: 试\n" + (f"    {line}" if line else ""))
    issue = folder / "issue" / "issue.yaml"
    issue.write_text(told, "utf-8")
    return compose(load(issue))


def ground(page: Page) -> Shape:
    lowest = page.blocks[0]
    assert (lowest.id, lowest.role, lowest.artifact) == ("3/ground", Role.RULE, True)
    (shape,) = lowest.items
    assert isinstance(shape, Shape)
    return shape


@pytest.mark.parametrize("template", [False, True])
@pytest.mark.parametrize("bleed", ["0mm", "3mm"])
def test_the_sheet_s_goes_out_into_the_bleed(tmp_path: Path, bleed: str, *, template: bool) -> None:
    page = again(tmp_path, "{底色: Y6}", template=template, bleed=bleed).edition.pages[0]
    shape, out = ground(page), mm(bleed.removesuffix("mm"))
    box = shape.extent
    assert shape.fill == Ink(y=60)
    assert (box.x, box.y) == (-out, -out)
    assert (box.right, box.bottom) == (page.width + out, page.height + out)


def test_the_type_area_s_keeps_a_character_round_all_type(tmp_path: Path) -> None:
    made = again(tmp_path, "{底色: K6, 铺: 版心}", bleed="3mm")
    box = ground(made.edition.pages[0]).extent
    runs = [i for b in made.edition.pages[0].blocks for i in b.items if isinstance(i, Glyphs)]
    assert box.x == min(x for run in runs for x in run.x) - pt(9)
    assert box.y < min(y for run in runs for y in run.y) - pt(9)
    assert box.x > 0
    assert box.bottom < made.edition.pages[0].height


def test_text_stays_solid_black_and_where_it_was(tmp_path: Path) -> None:
    plain = again(tmp_path, "").edition.pages[0]
    page = again(tmp_path, "{底色: Y6}").edition.pages[0]
    assert [b.id for b in page.blocks[1:]] == [b.id for b in plain.blocks]
    for one, other in zip(page.blocks[1:], plain.blocks, strict=True):
        runs = [i for i in one.items if isinstance(i, Glyphs)]
        assert runs == [i for i in other.items if isinstance(i, Glyphs)]
        if one.role == Role.BODY:
            assert all(run.ink == BLACK and run.ink.overprints for run in runs)


def test_what_a_picture_leaves_clear_shows_it(tmp_path: Path) -> None:
    page = again(tmp_path, "{底色: Y6}").edition.pages[0]
    pictures = [i for b in page.blocks for i in b.items if isinstance(i, Picture)]
    assert [one.ground for one in pictures] == [Ink(y=60)]


@pytest.mark.parametrize(("tint", "heavy"), [("Y8", False), ("K8", False), ("C20 Y10", True)])
def test_preflight_judges_what_stands_on_it(tmp_path: Path, tint: str, *, heavy: bool) -> None:
    made = again(tmp_path, f"{{底色: {tint}}}")
    codes = [d.code for d in preflight(made)]
    assert ("tint-under-text" in codes) == heavy


@pytest.mark.parametrize("wrong", ["{铺: 整版}", "{底色: 米色的}", "{底色: Y6, 铺: 半版}", "Y6"])
def test_one_that_is_written_wrongly_is_told(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(SpecError) as told:
        again(tmp_path, wrong)
    assert [d.span.line for d in told.value.diagnostics if d.span] == [5]


def test_the_page_s_own_takes_the_place_of_its_template_s(tmp_path: Path) -> None:
    made = again(tmp_path, "{底色: K6}", template=True)
    assert ground(made.edition.pages[0]).fill == Ink(k=60)
    issue = tmp_path / "issue" / "issue.yaml"
    told = issue.read_text("utf-8")
    issue.write_text(told.replace("模板: 试\n", "模板: 试\n    版底: {底色: Y6}\n"), "utf-8")
    assert ground(compose(load(issue)).edition.pages[0]).fill == Ink(y=60)


def test_what_shows_changes_behind_text_lies_on_it(tmp_path: Path) -> None:
    old = again(tmp_path, "{底色: Y6}").edition
    copy = tmp_path / "issue" / "A.txt"
    copy.write_text(copy.read_text("utf-8").replace("清晨", "傍晚", 1), "utf-8")
    new = compose(load(tmp_path / "issue" / "issue.yaml")).edition
    letters = lettering(Source(ROOT / "fonts" / "NotoSansSC-Regular.ttf"))
    spots = [
        (number, str(change.kind), spot)
        for number, change in enumerate(changes(old, new), 1)
        for spot in change.new_spots
    ]
    page = tinted(new.pages[0], spots, letters)
    assert [block.id for block in page.blocks[:2]] == ["3/ground", "3/changed"]


@pytest.mark.parametrize("tint", ["{底色: Y6}", ""])
def test_a_page_is_its_ground_and_what_stands_on_it(tmp_path: Path, tint: str) -> None:
    page = again(tmp_path, tint).edition.pages[0]
    below, standing = lowest(page)
    assert (*below, *standing) == page.blocks
    assert len(below) == bool(tint)
