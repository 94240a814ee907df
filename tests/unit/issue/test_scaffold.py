"""A new workspace builds at once and destroys nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.issue import scaffold
from presslayout.issue.load import load
from presslayout.issue.scaffold import FOLDERS, init

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_workspace_holds_a_sample_that_can_be_read(tmp_path: Path) -> None:
    made = init(tmp_path / "报")
    assert all((tmp_path / "报" / name).is_dir() for name in FOLDERS)
    assert (tmp_path / "报/layout/press/newsprint.yaml") in made
    assert list((tmp_path / "报/fonts").iterdir()) == []
    for issue in (tmp_path / "报/issue").rglob("issue.yaml"):
        loaded = load(issue)
        assert loaded.workspace.root == tmp_path / "报"
        assert loaded.issue.pages


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "layout").mkdir()
    assert init(tmp_path)


@pytest.mark.parametrize("name", FOLDERS)
def test_what_is_there_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "mine").write_text("山", encoding="utf-8")
    with pytest.raises(SpecError) as caught:
        init(tmp_path)
    assert [d.code for d in caught.value.diagnostics] == ["not-empty"]
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_without_the_package_of_faces_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scaffold, "packaged_root", lambda: tmp_path / "shipped")
    with pytest.raises(SpecError) as caught:
        init(tmp_path / "报")
    assert [d.code for d in caught.value.diagnostics] == ["faces-absent"]
    assert not (tmp_path / "报").exists()
