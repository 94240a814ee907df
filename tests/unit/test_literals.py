"""One word decides in one place: kinds, roles and steps are enumerations, words stand in tables."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import presslayout
from tests.trees import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(presslayout.__file__).parent
HAN = re.compile("[\u3400-\u9fff]")
ASKS = frozenset({"startswith", "endswith", "removeprefix", "removesuffix"})
# Text of the paper itself that is looked at: sizes and colours as people write them, marks of
# numbers and days, the range of Han.
LOOKED_AT = {
    "base/units.py": {"号", "小"},
    "issue/convert.py": {"色"},
    "issue/yaml/encoding.py": {"一", "鿿"},
    "newsroom/proofread/consistency.py": {"天", "日"},
    "newsroom/proofread/hygiene.py": {"㐀", "鿿"},
    "newsroom/proofread/facts.py": {"㐀", "鿿"},
    "newsroom/proofread/form.py": {"版", "第"},
    "newsroom/proofread/numerals.py": {"零〇"},
    "newsroom/proofread/growth.py": {"一", "个百分点", "倍", "平方", "成", "成半"},
    "newsroom/proofread/headcounts.py": {"余", "半", "多", "成", "来", "零"},
    "newsroom/proofread/measures.py": {"分钟", "小时", "约", "约合"},
    "newsroom/proofread/names.py": {"一", "副", "鿿"},
    "newsroom/proofread/quantities.py": {"余", "多"},
    "newsroom/proofread/spans.py": {"天", "岁", "年", "至"},
    "newsroom/proofread/sums.py": {"其中", "等"},
    "typeset/blanks.py": {"答", "问"},
    "newsroom/proofread/ages.py": {"到现在", "至今", "距今"},
    "newsroom/proofread/durations.py": {
        "—（，从由",
        "个半小时",
        "个半月",
        "个小时",
        "个月",
        "分",
        "分钟",
        "半年",
        "天",
        "季度",
        "小时",
        "年",
        "年半",
        "第",
        "至",
        "这的，（",
    },
    "newsroom/proofread/moments.py": {"次年", "翌年"},
    "newsroom/proofread/products.py": {
        "个",
        "亩",
        "人位名",
        "周年",
        "天",
        "平均",
        "平均每",
        "年",
        "日",
        "月",
        "花",
    },
    "newsroom/proofread/scores.py": {"比", "胜", "金", "铜"},
    "newsroom/proofread/shares.py": {
        "、和",
        "一、二、三",
        "三次产业",
        "中的",
        "全",
        "其中",
        "和",
        "总",
        "总数",
        "按",
        "比",
        "的",
        "股",
    },
    "newsroom/proofread/terms.py": {"个", "名额", "年月日"},
}
# Rooms where nothing but enumerations may decide what a thing is.
DECIDING = ("edition", "flow", "paint", "overlay", "archive", "issue", "delivery")


def compared(walked: Iterable[ast.AST]) -> Iterator[ast.expr]:
    """What a value is compared with."""
    for node in walked:
        match node:
            case ast.Compare():
                yield from (node.left, *node.comparators)
            case ast.MatchValue():
                yield node.value
            case ast.Call(func=ast.Attribute(attr=name)) if name in ASKS:
                yield from node.args


def words(walked: Iterable[ast.AST]) -> set[str]:
    """Chinese words that decide something."""
    constants = (
        c for side in compared(walked) for c in ast.walk(side) if isinstance(c, ast.Constant)
    )
    return {c.value for c in constants if isinstance(c.value, str) and HAN.search(c.value)}


def modules(*rooms: str) -> list[str]:
    found = (p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*.py"))
    return sorted(name for name in found if not rooms or name.split("/")[0] in rooms)


@pytest.mark.parametrize("module", modules())
def test_no_chinese_word_decides_outside_the_tables(module: str) -> None:
    assert words(nodes(ROOT / module)) == LOOKED_AT.get(module, set())


def test_a_word_that_decides_is_seen() -> None:
    for wrong in ('kind == "号外"', 'step.startswith("补白")', '"栏宽" in steps'):
        assert words(ast.walk(ast.parse(wrong))), wrong


def role_names(walked: Iterable[ast.AST]) -> Iterator[ast.Compare]:
    """Comparisons of a role with a bare word."""
    for node in walked:
        if isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            if any(isinstance(s, ast.Attribute) and s.attr == "role" for s in sides) and any(
                isinstance(s, ast.Constant) for s in sides
            ):
                yield node


@pytest.mark.parametrize("room", DECIDING)
def test_a_role_is_compared_with_a_member_of_its_enumeration(room: str) -> None:
    for module in modules(room):
        assert not list(role_names(nodes(ROOT / module))), module
