"""What an issue was made of: a folder of pictures costs one look, whoever asks."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from presslayout.base import doors
from presslayout.base.cache import Cache
from presslayout.newsroom.batch.ingredients import Hashes

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    for name in ("layout", "images", "issue/期"):
        (tmp_path / name).mkdir(parents=True)
    made = tmp_path / "issue" / "期" / "issue.yaml"
    made.write_text("报纸: {}\n", "utf-8")
    for number in range(20):
        (tmp_path / "images" / f"{number}.jpg").write_bytes(b"%d" % number)
    return made


def read(*paths: Path) -> list[doors.ReadFile]:
    return [doors.ReadFile(os.fspath(path), doors.stamp(path.stat())) for path in paths]


def test_a_picture_that_it_does_not_show_is_none_of_its_business(spec: Path) -> None:
    library = Hashes(Cache.disabled())
    images = spec.parents[2] / "images"
    made = library.ingredients(spec, read(spec, images / "3.jpg"))
    assert made is not None
    (images / "neu.jpg").write_bytes(b"x")
    (images / "7.jpg").write_bytes(b"other")
    library.names.clear()
    assert library.holds(spec, made)
    (images / "words.txt").write_bytes(b"x")
    library.names.clear()
    assert not library.holds(spec, made)
    (images / "words.txt").unlink()
    (images / "3.jpg").unlink()
    library.names.clear()
    assert not library.holds(spec, made)


def test_a_folder_is_listed_once_for_all_issues(
    spec: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Hashes(Cache.disabled())
    images = spec.parents[2] / "images"
    wanted = [library.ingredients(spec, read(spec, images / f"{n}.jpg")) for n in range(20)]
    listed: list[str] = []
    real = os.listdir
    monkeypatch.setattr(os, "listdir", lambda path: listed.append(str(path)) or real(path))
    library.names.clear()
    assert all(made is not None and library.holds(spec, made) for made in wanted)
    assert listed.count(str(images)) == 1


def test_what_was_missing_and_came_changes_an_issue(spec: Path) -> None:
    library = Hashes(Cache.disabled())
    picture = spec.parent / "a.jpg"
    made = library.ingredients(spec, read(spec), [picture])
    assert made is not None
    assert made.files["issue/期/a.jpg"] == ""
    assert library.holds(spec, made)
    picture.write_bytes(b"x")
    assert not library.holds(spec, made)
