"""The paper's own colours by name, wherever a colour can be given."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema
import pytest
import yaml

from presslayout.base.diagnostics import SpecError
from presslayout.edition.ink import Ink
from presslayout.issue.load import load, templates
from presslayout.issue.load import workspace as find_workspace
from presslayout.issue.schema import schema
from tests.unit.issue.sample import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.template import Template

GOLD = Ink(200, 350, 750, 250, "PANTONE 871 C")
OURS = """\
报红: C0 M100 Y95 K5
报徽金: {专色: PANTONE 871 C, 替代色: C20 M35 Y75 K25}
"""
TEMPLATE = """\
名称: 试色
开本: {{成品: 275mm x 390mm, 出血: 0mm}}
正文: {{字体: 宋体, 字号: 小五, 行距: 13pt, 段首: 2字}}
版心: {{宽: 77字, 高: 76行}}
分栏: {{基本栏: 6, 每栏: 12字, 栏空: 1字}}
主色: {accent}
区块:
  头条: {{行: 1-76, 栏: 1-6, 内容: 稿件, 底色: {tint}}}
"""


def made(root: Path, inks: str, accent: str, tint: str = "白") -> Template:
    spec = workspace(root)
    (root / "layout" / "inks.yaml").write_text(inks, encoding="utf-8")
    file = root / "layout" / "试色.yaml"
    file.write_text(TEMPLATE.format(accent=accent, tint=tint), encoding="utf-8")
    found = {t.name: t for t in templates(find_workspace(spec))}
    return found["试色"]


@pytest.mark.parametrize(
    ("written", "ink"),
    [
        ("报红", Ink(m=1000, y=950, k=50)),
        ("报红 20%", Ink(m=200, y=190, k=10)),
        ("报徽金", GOLD),
        ("报徽金 30%", GOLD.tinted(300)),
        ("黑 10%", Ink(k=100)),
        ("C10 M20", Ink(c=100, m=200)),
        ("红色", Ink(m=1000, y=1000)),
    ],
)
def test_a_colour_is_given_by_name(tmp_path: Path, written: str, ink: Ink) -> None:
    template = made(tmp_path, OURS, written, written)
    assert template.accent == ink
    assert template.slots[0].tint == ink


def test_english_keys_say_the_same(tmp_path: Path) -> None:
    english = "gold: {spot: PANTONE 871 C, alternate: C20 M35 Y75 K25}\n"
    assert made(tmp_path, english, "gold").accent == GOLD


@pytest.mark.parametrize(
    ("inks", "accent", "line"),
    [
        (OURS, "报蓝", 6),
        ("黑: C100\n", "报红", 1),
        ("C10 M20: C100\n", "报红", 1),
        ("报红: 大红\n", "报红", 1),
        ("金: {专色: Black, 替代色: C20}\n", "金", 1),
        ("金: {专色: G, 替代色: C20}\n银: {专色: G, 替代色: C30}\n", "金", 2),
        ("金: {专色: G}\n", "金", 1),
        ("- 报红\n", "报红", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, inks: str, accent: str, line: int
) -> None:
    with pytest.raises(SpecError) as caught:
        made(tmp_path, inks, accent)
    assert line in {d.span.line for d in caught.value.diagnostics if d.span}


def test_a_near_name_is_suggested(tmp_path: Path) -> None:
    with pytest.raises(SpecError) as caught:
        made(tmp_path, OURS, "报微金")
    assert "报徽金" in caught.value.diagnostics[0].message.zh


def test_the_file_is_not_opened_unless_a_name_needs_it(tmp_path: Path) -> None:
    template = made(tmp_path, "[\n", "红")
    assert template.accent == Ink(m=1000, y=1000)
    loaded = load(tmp_path / "issue" / "one" / "issue.yaml")
    assert not [name for name, _ in loaded.issue.sources if name.endswith("inks.yaml")]


def test_its_schema_takes_both_forms() -> None:
    wanted = schema("inks")
    json.dumps(wanted)
    jsonschema.validate(yaml.safe_load(OURS), wanted)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"金": {"专色": "G"}}, wanted)
