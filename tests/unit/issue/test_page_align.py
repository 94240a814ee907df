"""排 of a page and of an issue: which one holds, what is told of a wrong one, where it comes from."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.issue.load import load
from presslayout.issue.origins import origins
from tests import kit

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.workspace import Loaded

PAGES = "版面:\n"


def sample(folder: Path, whole: str = "", page: str = "", style: str = "") -> Loaded:
    """The sample issue; `whole` stands before its pages, `page` in the first of them."""
    for name in ("layout", "issue", "images"):
        copytree(kit.ROOT / name, folder / name, dirs_exist_ok=True)
    spec = folder / "issue" / "2026-10-18" / "issue.yaml"
    text = spec.read_text("utf-8")
    assert text.count(PAGES) == 1
    text = text.replace(PAGES, f"{whole}{PAGES}").replace("- 版次:", f"- {page}版次:", 1)
    if style:
        (folder / "layout" / "styles" / "自己.yaml").write_text(style, "utf-8")
        text = text.replace("位置: 头条\n", "位置: 头条\n        样式: 自己\n", 1)
    spec.write_text(text, "utf-8")
    return load(spec)


@pytest.mark.parametrize(
    ("whole", "page", "found"),
    [
        ("", "", ["", ""]),
        ("排: 居左\n", "", ["start", "start"]),
        ("align: start\n", "", ["start", "start"]),
        ("", "排: 居左\n    ", ["start", ""]),
        ("排: 居左\n", "排: 居中\n    ", ["center", "start"]),
    ],
)
def test_a_page_comes_before_its_issue(
    tmp_path: Path, whole: str, page: str, found: list[str]
) -> None:
    assert [p.align for p in sample(tmp_path, whole, page).issue.pages] == found


@pytest.mark.parametrize("wrong", ["靠左", "left", "[居左]", "1"])
def test_a_word_that_is_none_is_told_at_its_place(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(SpecError) as told:
        sample(tmp_path, f"排: {wrong}\n")
    (found,) = told.value.diagnostics
    assert found.message.zh
    assert found.message.en
    assert found.span is not None
    lines = (tmp_path / "issue" / "2026-10-18" / "issue.yaml").read_text("utf-8").splitlines()
    assert lines[found.span.line - 1].startswith("排:")


@pytest.mark.parametrize(
    ("style", "holds", "over"),
    [
        ("", ("居左", "page"), ["shared style"]),
        ("标题: {主题: {字体: 特黑}}", ("居左", "page"), ["shared style"]),
        ("标题: {主题: {排: 居右}}", ("居右", "story style"), ["page", "shared style"]),
    ],
)
def test_explain_names_the_page(
    tmp_path: Path, style: str, holds: tuple[str, str], over: list[str]
) -> None:
    loaded = sample(tmp_path, page="排: 居左\n    ", style=style)
    page = loaded.issue.pages[0]
    found = {
        one.key: one
        for one in origins(page.stories[0], loaded.templates[page.template], loaded.workspace, page)
    }
    one = found["标题", "主题", "排"]
    assert (one.holds.value, one.holds.level.en) == holds
    assert [w.level.en for w in one.over] == over
    assert found["标题", "署名", "排"].holds.level.en == "page"
