"""The house's own drawings: a masthead's name, a seal, the mark that closes a story."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from presslayout.base.units import pt
from presslayout.edition.page import Block, Glyphs, Page, Shape
from presslayout.flow.compose import compose
from presslayout.issue.read_form import read_form
from presslayout.issue.workspace import Workspace
from presslayout.newsroom.proofread.form import form
from tests.kit import EM, NEWSPRINT, ROOT, heads, loaded, page, slot, story, template

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.record import Composition
    from presslayout.issue.template import Slot, Template

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100">
<rect x="0" y="0" width="400" height="100" fill="device-cmyk(0 1 1 0)"/>
<circle cx="200" cy="50" r="40" fill="#ffffff"/></svg>"""
HEAD = replace(slot("报头", (1, 9), content="masthead"), file="名.svg")


def made(root: Path, design: Template, *texts: str) -> Composition:
    (root / "名.svg").write_text(SVG, encoding="utf-8")
    stories = [story("A", "头条", *texts)] if texts else []
    given = loaded({"试验": design}, page(1, "试验", *stories))
    return compose(replace(given, workspace=Workspace(root, ROOT)), NEWSPRINT)


def block(of: Page, name: str) -> Block:
    return next(b for b in of.blocks if b.id == name)


def extent(of: Block) -> tuple[int, int, int, int]:
    points = [
        n[i : i + 2]
        for item in of.items
        if isinstance(item, Shape)
        for _, *n in item.path
        for i in range(0, len(n), 2)
    ]
    xs, ys = [int(p[0]) for p in points], [int(p[1]) for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def test_a_masthead_shows_the_name_as_it_is_drawn(tmp_path: Path) -> None:
    composed = made(tmp_path, template(HEAD))
    found = block(composed.edition.pages[0], "1/报头-name")
    assert found.alt == "云岭日报"
    rest = block(composed.edition.pages[0], "1/报头")
    words = "".join(i.text for i in rest.items if isinstance(i, Glyphs))
    assert "2026年10月18日" in words
    assert "云岭日报" not in words
    left, top, right, bottom = extent(found)
    assert abs((right - left) - 4 * (bottom - top)) <= 4
    assert "名.svg" in [asset.file for asset in composed.edition.assets]
    assert not composed.diagnostics


@pytest.mark.parametrize(("size", "told"), [(20, False), (200, True)])
def test_a_drawn_name_is_larger_than_all_else_by_its_height(
    tmp_path: Path,
    size: int,
    told: bool,
) -> None:
    lead = slot("头条", (11, 76), display=heads(size, size))
    composed = made(tmp_path, template(HEAD, lead), "山。")
    given = loaded({"试验": template(HEAD, lead)}, page(1, "试验"))
    verdict = form(given.issue, composed.edition.pages, read_form(Workspace(ROOT, ROOT)))
    assert verdict is not None
    rules = {breach.rule for breach, _ in verdict.breaches}
    assert "报名" not in rules
    assert ("报名大小" in rules) is told


def test_an_ornament_shows_a_drawing_whole_inside_its_slot(tmp_path: Path) -> None:
    seal = replace(slot("印", (70, 76), (6, 6), "ornament"), file="名.svg")
    found = block(made(tmp_path, template(seal)).edition.pages[0], "1/印")
    assert found.artifact
    left, top, right, bottom = extent(found)
    assert right - left <= 12 * EM
    assert abs((right - left) - 4 * (bottom - top)) <= 4


def test_an_end_mark_may_be_the_house_s_drawing(tmp_path: Path) -> None:
    lead: Slot = slot("头条", (11, 76))
    design = replace(template(lead), end_mark="名.svg")
    composed = made(tmp_path, design, "山高水长，一路往上走。" * 20)
    left, top, right, bottom = extent(block(composed.edition.pages[0], "A/end-mark"))
    assert right - left <= EM
    assert bottom - top < pt(9)
    assert "名.svg" in [asset.file for asset in composed.edition.assets]


def test_a_drawing_that_changes_changes_the_page(tmp_path: Path) -> None:
    first = made(tmp_path, template(HEAD)).pages[0].hash
    assert made(tmp_path, template(HEAD)).pages[0].hash == first
    (tmp_path / "名.svg").write_text(SVG.replace('r="40"', 'r="30"'), encoding="utf-8")
    given = loaded({"试验": template(HEAD)}, page(1, "试验"))
    other = compose(replace(given, workspace=Workspace(tmp_path, ROOT)), NEWSPRINT)
    assert other.pages[0].hash != first
