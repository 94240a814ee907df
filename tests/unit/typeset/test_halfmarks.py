"""Half-width marks by what stands on either side of them: which belong full width, which do not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from presslayout.typeset.halfmarks import FULL, full_width, half_marks

# Before and after a mark, and which of , ; : ? ! and of . is then a Chinese one.
PAUSES, POINT = ",;:?!", "."
TABLE = [
    ("门口", "往里走", PAUSES + POINT),
    ("门口", "73岁", PAUSES + POINT),
    ("门口", "", PAUSES + POINT),
    ("门口", "\n往里走", PAUSES + POINT),
    ("门口", " 往里走", PAUSES + POINT),
    ("门口", "“走吧”", PAUSES + POINT),
    ("门口", "（东头）", PAUSES + POINT),
    ("门口", "”他说", PAUSES + POINT),
    ("门口", "）往里走", PAUSES + POINT),
    ("门口", "NASA来了", PAUSES),
    ("他说“好”", "往里走", PAUSES + POINT),
    ("他说“好”", "73岁", PAUSES),
    ("他说“好”", "", PAUSES + POINT),
    ("他说“好”", "“不好”", PAUSES + POINT),
    ("《守山》", "73岁", PAUSES),
    ("《守山》", "", PAUSES + POINT),
    ("（东头）", "往里走", PAUSES + POINT),
    ("共1500", "其中", PAUSES),
    ("共1500", "（其中）", PAUSES),
    ("用LAMP", "很好", PAUSES),
    ("用LAMP", "“很好”", PAUSES),
    ("是不是NASA", "", PAUSES),
    ("今年73", "", PAUSES + POINT),
    # A unit ends its figure.
    ("增长5%", "高于全国", PAUSES + POINT),
    ("占50%", "60%的人", PAUSES),
    ("气温10℃", "", PAUSES + POINT),
    ("面积120㎡", "”他说", PAUSES + POINT),
    ("占50％", "“不高”", PAUSES + POINT),
    ("支出４５６", "其中", PAUSES),
    # What keeps its own.
    ("共1", "234人", ""),
    ("共１", "２３４人", ""),
    ("Up 50%", " he said 中文", ""),
    ("Up 5%", "10% 中文", ""),
    ("圆周率3", "14", ""),
    ("时间10", "30开会", ""),
    ("比分1", "2", ""),
    ("He came", " and went 去了", ""),
    ("“Hello", " world”是问候", ""),
    ("“Hello world", "”是问候", ""),
    ("用LAMP", "Nginx", ""),
    ("他读 Who is it", "", ""),
    ("https://a.cn/x", "y", ""),
    ("信箱a", "b@c.cn", ""),
    ("I say", " yes", ""),
]


@pytest.mark.parametrize(("before", "after", "chinese"), TABLE)
def test_a_mark_is_judged_by_its_neighbours(before: str, after: str, chinese: str) -> None:
    for mark in PAUSES + POINT:
        found = [m for m in half_marks(before + mark + after) if m.at == len(before)]
        assert [m.full for m in found] == ([FULL[mark]] if mark in chinese else []), mark


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("真的吗?!", "真的吗？！"),
        ("云岭(县),73岁", "云岭（县），73岁"),
        ("云岭(73),", "云岭（73），"),
        ("用了LAMP(1.25),好", "用了LAMP(1.25)，好"),
        ("见http://a.cn/b,c.他走了.", "见http://a.cn/b,c.他走了。"),
        ("电话:0744-1234567", "电话：0744-1234567"),
        ("网址:www.a.cn/?a=1", "网址：www.a.cn/?a=1"),
        # The number of an item is no sentence, a chapter that ends one is.
        ("一.总则", "一.总则"),
        ("他读完了第十.", "他读完了第十。"),
        ("见表.1", "见表.1"),
        ("3.5公里,NASA (US), 22:30", "3.5公里,NASA (US), 22:30"),
        ("See (a), b.", "See (a), b."),
        ("他走了...", "他走了..."),
    ],
)
def test_texts_with_several(typed: str, full: str) -> None:
    assert full_width(typed) == full
    assert full_width(full) == full


@settings(deadline=None, max_examples=150)
@given(st.text("山水,.;:?!()“”（）《》 a1@/\n", max_size=30))
def test_only_marks_change_and_never_twice(text: str) -> None:
    made = full_width(text)
    back = made.translate({ord(full): half for half, full in FULL.items()})
    asked = text.translate({ord(full): half for half, full in FULL.items()})
    assert back.replace(" ", "") == asked.replace(" ", "")
    for mark in half_marks(text):
        assert text[mark.at] == mark.typed


def test_a_long_text_is_read_once() -> None:
    begun = time.process_time()
    for text in (
        "山,a" * 20_000,
        "山(" * 40_000,
        "a@b." * 20_000 + "山",
        "一." * 40_000,
        "山http://a.b," * 5_000,
    ):
        assert sum(1 for _ in half_marks(text)) >= 0
    assert time.process_time() - begun < 5
