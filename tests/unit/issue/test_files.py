"""Files by the names that people write, and what is said of names that lead nowhere."""

from __future__ import annotations

import os
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from presslayout.base.diagnostics import SpecError
from presslayout.issue import files
from presslayout.issue.load import issue_file
from presslayout.issue.nearest import nearest

if TYPE_CHECKING:
    from pathlib import Path

DECOMPOSED = unicodedata.normalize("NFD", "é")


@given(st.text(max_size=6), st.lists(st.text(max_size=6), max_size=5))
def test_nobody_is_told_to_write_what_he_wrote(word: str, known: list[str]) -> None:
    close = nearest(word, [*known, word])
    assert not close or close != word
    assert close in {"", *known}


def test_a_word_is_still_guessed_by_its_traditional_form_and_its_case() -> None:
    assert nearest("標題", ["标题", "標題", "副题"]) == "标题"
    assert nearest("Issue", ["issue", "Issue"]) == "issue"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "layout").mkdir()
    (tmp_path / "issue/期/稿件").mkdir(parents=True)
    (tmp_path / "images").mkdir()
    for name in ("issue/期/稿件/A.md", "issue/期/issue.yaml", "images/山.jpg", "issue/期/稿件.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("name", "why", "close"),
    [
        ("稿件/a.md", "case", "稿件/A.md"),
        ("IMAGES/山.jpg", "case", "images/山.jpg"),
        ("稿子/A.md", "absent", "稿件/A.md"),
        ("稿件/A", "absent", "稿件/A.md"),
        ("稿件/A.mb", "absent", "稿件/A.md"),
        ("image/山.jpg", "absent", "images/山.jpg"),
        ("images/山.jpeg", "absent", "images/山.jpg"),
        ("稿件", "folder", ""),
        ("稿件/", "folder", ""),
        ("images", "folder", ""),
        ("全无此名/x.md", "absent", ""),
        ("../../../x", "outside", ""),
        ("", "folder", ""),
    ],
)
def test_a_name_that_leads_nowhere(root: Path, name: str, why: str, close: str) -> None:
    assert files.find(name, root, root / "issue/期") == files.Missing(why, close)


def test_what_is_no_file_is_not_suggested_for_itself(root: Path) -> None:
    (root / "断.md").symlink_to("nowhere")
    os.mkfifo(root / "管.md")
    for name in ("断.md", "管.md"):
        assert files.find(name, root) == files.Missing("special")


def test_names_are_one_in_either_composition(root: Path) -> None:
    (root / f"caf{DECOMPOSED}.md").write_text("x", encoding="utf-8")
    assert files.find("café.md", root) == root / f"caf{DECOMPOSED}.md"
    assert files.meant(root / "café.md") == root / f"caf{DECOMPOSED}.md"
    (root / f"issue/{DECOMPOSED}").mkdir()
    (root / f"issue/{DECOMPOSED}/issue.yaml").write_text("x", encoding="utf-8")
    assert issue_file(root / "issue/é/issue.yaml").is_file()
    assert issue_file(root / "issue/é").is_file()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("issue/期/isue.yaml", "没有文件 isue.yaml，是不是 issue.yaml？"),
        ("issue/期/ISSUE.yaml", "没有文件 ISSUE.yaml，是不是 issue.yaml？"),
        ("issue/期/issue", "没有文件 issue，是不是 issue.yaml？"),
        ("isue/期/issue.yaml", "没有文件夹 isue/期，是不是 issue/期/issue.yaml？"),
        ("isue/期", "没有文件夹 isue，是不是 issue/期？"),
        ("issue/明天/issue.yaml", "没有文件夹 issue/明天"),
        ("全无此名", "没有文件 全无此名"),
    ],
)
def test_an_issue_that_is_not_there(root: Path, name: str, said: str) -> None:
    with pytest.raises(SpecError) as refused:
        issue_file(root / name)
    assert refused.value.diagnostics[0].message.zh == said


def test_an_issue_that_is_no_file_is_called_what_it_is(root: Path) -> None:
    os.mkfifo(root / "issue/f.yaml")
    (root / "issue/g.yaml").symlink_to("nowhere")
    for name in ("f.yaml", "g.yaml"):
        with pytest.raises(SpecError) as refused:
            issue_file(root / "issue" / name)
        (told,) = refused.value.diagnostics
        assert told.message.zh == f"{name} 是管道、设备或断了的链接，不是文件"
        assert "是不是" not in told.message.zh


@given(data=st.data())
def test_what_is_suggested_is_there_and_is_not_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    part = st.text("aAbé版稿.", min_size=1, max_size=3).filter(lambda p: set(p) != {"."})
    root = tmp_path_factory.mktemp("files")
    for name in data.draw(st.lists(st.lists(part, min_size=1, max_size=3), max_size=4)):
        path = root.joinpath(*name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x", encoding="utf-8")
        except OSError:
            continue
    asked = "/".join(data.draw(st.lists(part, min_size=1, max_size=3)))
    found = files.find(asked, root)
    if isinstance(found, files.Missing) and found.close:
        assert (root / found.close).is_file()
        assert unicodedata.normalize("NFC", found.close) != unicodedata.normalize("NFC", asked)
    if isinstance(found, files.Missing) and found.why == "case":
        assert found.close.casefold() == unicodedata.normalize("NFC", asked).casefold()
