"""Areas of heads (同题区): which slots may name one, and what is told of those that may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from presslayout.base.diagnostics import SpecError
from presslayout.flow.shelves import tops
from tests import kit
from tests.unit.issue.test_ranges import written

if TYPE_CHECKING:
    from pathlib import Path

PAIR = """\
  头条: {行: 1-30, 栏: 1-3, 内容: 稿件, 同题区: 甲}
  二条: {行: 3-30, 栏: 4-6, 内容: 稿件, head_area: 甲}"""


def test_slots_of_one_name_are_an_area(tmp_path: Path) -> None:
    assert [slot.head_area for slot in written(tmp_path, PAIR).slots] == ["甲", "甲"]


def test_a_number_is_a_name_too(tmp_path: Path) -> None:
    assert {s.head_area for s in written(tmp_path, PAIR.replace("甲", "1")).slots} == {"1"}


@pytest.mark.parametrize(
    ("slots", "names"),
    [
        (PAIR.replace("head_area: 甲", "head_area: 乙"), ("甲", "乙", "头条")),
        (PAIR.replace("内容: 稿件, head_area", "内容: 图片, head_area"), ("二条", "不放稿件")),
        (PAIR.replace("head_area", "竖排: 是, head_area"), ("二条", "全文竖排")),
        (PAIR.replace("head_area", "标题竖排: 左, head_area"), ("二条", "标题竖排")),
        (
            PAIR.replace("  二条: {行: 3-30, 栏: 4-6", "  二条: {行: 3-20, 栏: 2-3, 嵌在: 头条"),
            ("二条", "嵌在别的区块里"),
        ),
        (
            PAIR.replace("行: 3-30, 栏: 4-6", "范围: [{行: 3-30, 栏: 4-6}, {行: 31-40, 栏: 4-5}]"),
            ("二条", "几个矩形"),
        ),
    ],
)
def test_what_cannot_be_of_an_area_is_told(
    tmp_path: Path, slots: str, names: tuple[str, ...]
) -> None:
    with pytest.raises(SpecError) as told:
        written(tmp_path, slots)
    found = [d for d in told.value.diagnostics if d.code == "bad-value"]
    assert found
    whole = " ".join(d.message.zh + (d.hint.zh if d.hint else "") for d in found)
    assert all(name in whole for name in names)
    assert all(d.hint is not None and d.message.en and d.hint.en for d in found)


def test_heads_side_by_side_are_counted_from_one_row_and_others_from_their_own() -> None:
    slots = [
        kit.slot("甲", (10, 30), (1, 2)),
        kit.slot("乙", (14, 30), (3, 4)),
        kit.slot("丙", (17, 30), (5, 6)),
        kit.slot("丁", (40, 60), (1, 2)),
        kit.slot("戊", (41, 60), (3, 4)),
    ]
    assert tops(slots) == {"甲": 10, "乙": 10, "丙": 17, "丁": 40, "戊": 40}


def test_short_slots_one_above_the_other_are_counted_each_from_its_own_row() -> None:
    slots = [kit.slot("甲", (1, 4), (1, 3)), kit.slot("乙", (5, 9), (1, 3))]
    assert tops(slots) == {"甲": 1, "乙": 5}
