"""排 of a whole head (标题): it holds for all parts of it, the nearest to the story first."""

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

PARTS = ("kicker", "headline", "deck", "byline")
LEFT = dict.fromkeys(PARTS, "start")
SHARED = "标题: {主题: {排: 居右}, 副题: {排: 居右}}\n"


def sample(folder: Path, shared: str = SHARED, template: str = "", slot: str = "", style: str = "") -> Loaded:  # fmt: skip
    """The sample issue; its first page's template says `template`, the lead's slot `slot`."""
    for name in ("layout", "issue", "images"):
        copytree(kit.ROOT / name, folder / name, dirs_exist_ok=True)
    spec = folder / "issue" / "2026-10-18" / "issue.yaml"
    text = spec.read_text("utf-8")
    (folder / "layout" / "styles" / "底.yaml").write_text(shared, "utf-8")
    (folder / "layout" / "甲.yaml").write_text(
        "名称: 甲\n样式: 底\n开本: {成品: 275mm x 390mm, 出血: 0mm}\n"
        "正文: {字体: 宋体, 字号: 小五, 行距: 13pt}\n版心: {宽: 77字, 高: 76行}\n"
        f"分栏: {{基本栏: 6, 每栏: 12字, 栏空: 1字}}\n{template}区块:\n"
        f"  头条: {{行: 1-50, 栏: 1-6, 内容: 稿件{slot}}}\n"
        "  二条: {行: 53-76, 栏: 1-6, 内容: 稿件}\n",
        "utf-8",
    )
    first = "  - {版次: 3, 版名: 特刊, 模板: 甲, 责任编辑: 沈禾青, 稿件: ["
    first += "{编号: A, 位置: 头条, 主题: 山水, 正文: 守山.md" + (", 样式: 自己}" if style else "}")
    if style:
        (folder / "layout" / "styles" / "自己.yaml").write_text(style, "utf-8")
    (spec.parent / "守山.md").write_text("清晨六点，护林员沿着石阶往上走。\n", "utf-8")
    spec.write_text(text.split("版面:\n", 1)[0] + "版面:\n" + first + "]}\n", "utf-8")
    return load(spec)


def stands(loaded: Loaded, slot: str = "头条") -> dict[str, str]:
    found = next(s for s in loaded.templates["甲"].slots if s.name == slot)
    return {part: getattr(found.heads, part).align for part in PARTS}


def test_it_holds_for_all_parts_of_all_slots(tmp_path: Path) -> None:
    loaded = sample(tmp_path, template="标题: {排: 居左}\n")
    assert stands(loaded) == stands(loaded, "二条") == LEFT


def test_a_part_that_says_so_itself_stands_there(tmp_path: Path) -> None:
    loaded = sample(tmp_path, template="标题: {排: 居左, 署名: {排: 居右}}\n")
    assert stands(loaded) == LEFT | {"byline": "end"}


def test_what_is_nearer_comes_before_what_is_farther(tmp_path: Path) -> None:
    slot = ", 标题: {align: start, 副题: {排: 居右}}"
    loaded = sample(tmp_path, template="标题: {排: 居中, 主题: {排: 居右}}\n", slot=slot)
    assert stands(loaded) == LEFT | {"deck": "end"}
    assert stands(loaded, "二条") == dict.fromkeys(PARTS, "center") | {"headline": "end"}


def test_a_part_of_a_slot_comes_before_all_of_its_template(tmp_path: Path) -> None:
    loaded = sample(tmp_path, template="标题: {排: 居左}\n", slot=", 标题: {主题: {排: 居中}}")
    assert stands(loaded) == LEFT | {"headline": "center"}


def test_a_rubric_stands_under_its_bar(tmp_path: Path) -> None:
    loaded = sample(tmp_path, template="标题: {排: 居右}\n")
    assert loaded.templates["甲"].slots[0].heads.rubric.align == "start"


def test_a_story_s_style_comes_before_its_page(tmp_path: Path) -> None:
    style = sample(tmp_path, style="标题: {排: 居左}\n").issue.pages[0].stories[0].style
    assert style is not None
    assert style.heads is not None
    assert set(style.aligned) == set(PARTS)
    assert style.heads.headline.align == style.heads.byline.align == "start"


@pytest.mark.parametrize("wrong", ["靠左", "[居左]", "1"])
def test_a_word_that_is_none_is_told_once_at_its_place(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(SpecError) as told:
        sample(tmp_path, template=f"标题: {{排: {wrong}}}\n")
    (found,) = told.value.diagnostics
    assert found.span is not None
    assert found.message.zh
    assert found.message.en
    lines = (tmp_path / "layout" / "甲.yaml").read_text("utf-8").splitlines()
    assert "排:" in lines[found.span.line - 1]


def test_explain_says_of_each_part_where_it_was_told(tmp_path: Path) -> None:
    loaded = sample(tmp_path, template="标题: {排: 居左, 署名: {排: 居右}}\n")
    page = loaded.issue.pages[0]
    found = {
        one.key[1]: (one.holds.value, one.holds.level.en, [(w.value, w.level.en) for w in one.over])
        for one in origins(page.stories[0], loaded.templates["甲"], loaded.workspace, page)
        if one.key[-1] == "排"
    }
    assert found == {
        "引题": ("居左", "template", []),
        "主题": ("居左", "template", [("居右", "shared style")]),
        "副题": ("居左", "template", [("居右", "shared style")]),
        "署名": ("居右", "template", [("居左", "template")]),
    }
