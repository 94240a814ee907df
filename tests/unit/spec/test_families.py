"""The families of fonts.yaml, remembered while it says the same."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from presslayout.cache import Cache
from presslayout.diagnostics import SpecError
from presslayout.spec import read_fonts
from presslayout.spec.families import families
from presslayout.spec.reading import Reading
from presslayout.spec.workspace import Workspace
from tests.kit import ROOT

if TYPE_CHECKING:
    from pathlib import Path

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
