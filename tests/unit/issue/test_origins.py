"""Where the looks of a story come from, level by level."""

from __future__ import annotations

from shutil import copytree
from typing import TYPE_CHECKING

from presslayout.issue.origins import origins
from presslayout.newsroom import build
from tests import kit

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = kit.ROOT / "issue" / "2026-10-18" / "issue.yaml"


def told(path: Path, story: str) -> dict[str, tuple[str, str, list[str]]]:
    """By key: the value that holds, its level, and the levels that it lies over."""
    loaded = build.load(path)
    page, tale = next((p, s) for p in loaded.issue.pages for s in p.stories if s.id == story)
    found = origins(tale, loaded.templates[page.template], loaded.workspace)
    for one in found:
        file = loaded.workspace.root / one.holds.file
        line = file.read_text("utf-8").splitlines()[one.holds.line - 1]
        assert one.key[-1] in line, "the line that is named writes the key"
    return {
        ".".join(one.key): (one.holds.value, one.holds.level.en, [w.level.en for w in one.over])
        for one in found
    }


def test_each_value_names_its_level() -> None:
    """The shared style, the template and the slot each hold what is written nowhere nearer."""
    looks = told(SAMPLE, "A")
    assert looks["正文.行距"] == ("13pt", "template", [])
    assert looks["标题.主题.字体"] == ("标题宋", "shared style", [])
    assert looks["标题.主题.字号"] == ("[32pt, 108pt]", "slot", [])


def test_a_story_s_own_style_lies_over_its_slot(tmp_path: Path) -> None:
    """What a nearer level writes lies over all farther ones, and says so."""
    for name in ("layout", "issue", "images"):
        copytree(kit.ROOT / name, tmp_path / name)
    styles = tmp_path / "layout" / "styles"
    (styles / "重稿.yaml").write_text(
        "标题:\n  主题: {字体: 特黑, 字号: [40pt, 60pt]}\n框: 1pt\n", "utf-8"
    )
    spec = tmp_path / "issue" / "2026-10-18" / "issue.yaml"
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("位置: 头条\n", "位置: 头条\n        样式: 重稿\n", 1), "utf-8")
    looks = told(spec, "A")
    assert looks["标题.主题.字体"] == ("特黑", "story style", ["shared style"])
    assert looks["标题.主题.字号"] == ("[40pt, 60pt]", "story style", ["slot"])
    assert looks["框"] == ("1pt", "story style", [])
