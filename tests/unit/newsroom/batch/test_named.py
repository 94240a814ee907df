"""Which files a spec names, whatever state it is in."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from presslayout.newsroom.batch.named import absent, named, names

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("        正文: A.txt", "A.txt"),
        ("          - 文件: 图/远山 一.jpg", "图/远山 一.jpg"),
        ("          - 文件: 'a.JPG'", "a.JPG"),
        ('          - {文件: "a.jpg", 说明: 远山。}', "a.jpg"),
        ("          - {file: a.jpg}", "a.jpg"),
        ("底版: issue.yaml   # 主版", "issue.yaml"),
        ("    - 通稿.docx", "通稿.docx"),
        ("  文件：a.jpg", "a.jpg"),
    ],
)
def test_what_stands_for_a_file_is_seen(tmp_path: Path, line: str, name: str) -> None:
    spec = tmp_path / "issue.yaml"
    spec.write_text(f"报纸:\n{line}\n  坏: [", "utf-8")
    assert names(spec) == (name,)


@pytest.mark.parametrize(
    "line",
    ["    主题: 守山的日子", "    第 3.5 版", "  请看a.jpg", "  # 文件在 a.jpg 里", "  模板: 四开"],
)
def test_what_does_not_is_left(tmp_path: Path, line: str) -> None:
    spec = tmp_path / "issue.yaml"
    spec.write_text(f"报纸:\n{line}\n", "utf-8")
    assert names(spec) == ()


@pytest.fixture
def spec(tmp_path: Path) -> Path:
    (tmp_path / "layout").mkdir()
    made = tmp_path / "issue" / "期" / "县.yaml"
    made.parent.mkdir(parents=True)
    made.write_text(
        "底版: issue.yaml\n版面:\n  - 正文: A.txt\n    文件: ../../../etc/x.txt\n", "utf-8"
    )
    return made


def test_files_are_looked_for_beside_the_spec_and_from_the_root_never_outside(spec: Path) -> None:
    assert named(spec).missing == ("issue.yaml", "A.txt")
    root = spec.parents[2]
    assert absent(spec) == (
        spec.parent / "issue.yaml",
        root / "issue.yaml",
        spec.parent / "A.txt",
        root / "A.txt",
    )
    (root / "A.txt").write_text("甲", "utf-8")
    assert named(spec).found == (root / "A.txt",)


def test_what_the_base_names_is_named(spec: Path) -> None:
    base = spec.with_name("issue.yaml")
    name = unicodedata.normalize("NFD", "é.jpg")
    base.write_text("底版: 县.yaml\n版面:\n  - 文件: é.jpg\n", "utf-8")
    assert named(spec).missing == ("A.txt", "é.jpg")
    (spec.parent / name).write_bytes(b"")
    assert named(spec).missing == ("A.txt",)


def test_a_spec_that_is_gone_names_nothing(tmp_path: Path) -> None:
    assert named(tmp_path / "nowhere.yaml").found == ()
