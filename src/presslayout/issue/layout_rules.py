"""What makes a page look wrong: the rules that are checked on every page, by their trade names.

A paper or a template says how each weighs (版面规则): an error for press, a remark, or not checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, WARNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.base.diagnostics import Severity

ERRORS, REMARKS, OFF = "error", "warning", "off"
# Each rule's name in a spec, Chinese and English, and what it says there.
RULES = (
    (
        "碰题",
        "tombstone",
        "两个题并排在一条线上、一样重",
        "two headlines side by side in one weight",
    ),
    ("通缝", "through_white", "栏缝或空白通贯全版", "a gutter or white runs through the page"),
    (
        "孤行",
        "widow",
        "段落的一行单独留在栏头或栏脚",
        "one line of a paragraph alone at a head or foot",
    ),
    (
        "背题",
        "stranded_subhead",
        "小标题在栏脚，或孤在栏头",
        "a subhead at a column's foot or head",
    ),
    ("图远", "stray_photo", "图片挨不着自己的稿件", "a photo far from its story"),
    ("框碰", "boxes_touch", "两个框挨着", "two boxes that touch"),
    ("跨图", "text_jump", "文字越过图片接着排", "text that jumps over a picture"),
    ("主图", "photo_dominance", "最大的图不到第二大的两倍半", "no photo dominates"),
    ("题序", "headline_order", "没有一个题压得住版", "no headline leads the page"),
)
CODES = {name: name.replace("_", "-") for _, name, _, _ in RULES}

Levels = tuple[tuple[str, str], ...]


def severity(name: str, layers: Sequence[Levels]) -> Severity | None:
    """How a rule weighs, later layers over earlier ones; None where it is not checked."""
    level = REMARKS
    for layer in layers:
        said: Mapping[str, str] = dict(layer)
        level = said.get(name, level)
    return {ERRORS: ERROR, REMARKS: WARNING}.get(level)
