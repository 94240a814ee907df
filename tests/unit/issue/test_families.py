"""The families of fonts.yaml, remembered while it says the same."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from presslayout.base.cache import Cache
from presslayout.base.diagnostics import SpecError
from presslayout.issue import read_fonts
from presslayout.issue.families import families
from presslayout.issue.reading import Reading
from presslayout.issue.workspace import Workspace
from tests.kit import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.assets.fonts import Family
    from presslayout.base.diagnostics import Diagnostic

FONTS = "宋体: {文件: a.ttf, 后备: [楷体]}\n楷体: {文件: b.ttf}\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "fonts.yaml").write_text(FONTS, encoding="utf-8")
    for name in "ab":
        shutil.copy(ROOT / "fonts" / "SmileySans-Oblique.ttf", tmp_path / "fonts" / f"{name}.ttf")
    return Workspace(tmp_path, tmp_path)


def test_what_is_remembered_is_what_was_read(workspace: Workspace, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    first = families(workspace, cache)
    assert first == read_fonts.read_families(Reading(workspace))
    with patch.object(read_fonts, "read_families", side_effect=AssertionError):
        assert families(workspace, cache) == first


def test_a_changed_fonts_yaml_is_read_anew(workspace: Workspace, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    families(workspace, cache)
    (tmp_path / "fonts" / "fonts.yaml").write_text(
        FONTS + "黑体: {文件: b.ttf}\n", encoding="utf-8"
    )
    assert "黑体" in families(workspace, cache)


def test_a_face_file_that_has_gone_is_not_remembered(workspace: Workspace, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    families(workspace, cache)
    (tmp_path / "fonts" / "b.ttf").unlink()
    with (
        patch.object(read_fonts, "read_families", side_effect=LookupError),
        pytest.raises(LookupError),
    ):
        families(workspace, cache)


def test_a_wrong_fonts_yaml_is_told_each_time(workspace: Workspace, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache")
    (tmp_path / "fonts" / "fonts.yaml").write_text("宋体: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(SpecError):
            families(workspace, cache)


def read(workspace: Workspace, text: str) -> tuple[dict[str, Family], list[Diagnostic]]:
    (workspace.root / "fonts" / "fonts.yaml").write_text(text, encoding="utf-8")
    reading = Reading(workspace)
    return read_fonts.read_families(reading), reading.findings.found


@pytest.mark.parametrize(
    "text",
    [
        "宋体: {文件: a.ttf, 字重: 500, 轴: {wdth: 75.5, slnt: -9}}",
        "宋体: {file: a.ttf, weight: 500, axes: {wdth: '75.5', slnt: -9}}",
    ],
)
def test_a_family_says_where_on_its_axes_it_stands(workspace: Workspace, text: str) -> None:
    families_, found = read(workspace, text)
    assert not found
    assert families_["宋体"].weight == 500
    assert families_["宋体"].axes == (("wdth", 75.5), ("slnt", -9.0))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("宋体: {文件: a.ttf, 轴: 500}", "wrong-type"),
        ("宋体: {文件: a.ttf, 轴: [wght, 500]}", "wrong-type"),
        ("宋体: {文件: a.ttf, 轴: {字重: 500}}", "bad-value"),
        ("宋体: {文件: a.ttf, 轴: {wght: 粗}}", "bad-value"),
        ("宋体: {文件: a.ttf, 轴: {wght: 1e999}}", "bad-value"),
        ("宋体: {文件: a.ttf, 轴: {wght: {a: 1}}}", "wrong-type"),
        ("宋体: {文件: a.ttf, 字重: 400, 轴: {wght: 500}}", "bad-value"),
    ],
)
def test_a_place_on_no_axis_is_told_where_it_stands(
    workspace: Workspace, text: str, code: str
) -> None:
    _, found = read(workspace, text)
    assert [d.code for d in found] == [code]
    assert found[0].span is not None
    assert found[0].span.line == 1


def test_axes_are_remembered_as_they_were_read(workspace: Workspace, tmp_path: Path) -> None:
    read(workspace, "宋体: {文件: a.ttf, 字重: 500, 轴: {wdth: 75.5}}\n")
    cache = Cache(tmp_path / "cache")
    first = families(workspace, cache)
    with patch.object(read_fonts, "read_families", side_effect=AssertionError):
        assert families(workspace, cache) == first
    assert first["宋体"].axes == (("wdth", 75.5),)


def test_what_else_a_family_is_called_follows_it_to_the_workspace(tmp_path: Path) -> None:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    for root, text in (
        (shipped, "宋体: {文件: a.ttf, 别名: [书宋, song]}\n楷体: {文件: a.ttf}\n"),
        (own, "宋体: {文件: b.ttf, 字重: 500}\n报楷: {文件: b.ttf, 别名: [楷体, 宋体]}\n"),
    ):
        (root / "fonts").mkdir(parents=True)
        (root / "fonts" / "fonts.yaml").write_text(text, encoding="utf-8")
    found = read_fonts.read_families(Reading(Workspace(own, shipped)))
    assert found["书宋"] == found["song"] == found["宋体"]
    assert found["宋体"].weight == 500
    assert found["楷体"].name == "报楷"
