"""What users write by hand: lengths, sizes, and the words that a slip was meant to be."""

from __future__ import annotations

import re

import pytest

from presslayout.base.units import HAO, mm, parse, pt
from presslayout.issue.nearest import nearest
from presslayout.issue.schema import PATTERNS


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("小五", pt(9)),
        ("小五号", pt(9)),
        ("五号", pt("10.5")),
        ("12.7级", pt(9)),
        ("9 pt", pt(9)),
        ("275mm", mm(275)),
        ("2字", pt(18)),
        ("2em", pt(18)),
        ("3行", pt(39)),
        ("3ln", pt(39)),
        ("五", None),
        ("9", None),
        ("9px", None),
        ("八号", None),
    ],
)
def test_lengths(text: str, length: int | None) -> None:
    assert parse(text, em=pt(9), line=pt(13)) == length
    assert bool(re.search(PATTERNS["length"]["pattern"], text)) == (length is not None)


def test_the_schema_knows_every_size_by_name() -> None:
    for name in HAO:
        assert re.search(PATTERNS["length"]["pattern"], name)


@pytest.mark.parametrize(
    ("slip", "meant"),
    [("宋休", "宋体"), ("楷休", "楷体"), ("標題宋", "标题宋"), ("zzz", "")],
)
def test_the_nearest_word_has_its_characters_where_they_were(slip: str, meant: str) -> None:
    assert nearest(slip, ["宋体", "黑体", "楷体", "粗宋", "粗黑", "标题宋", "圆体"]) == meant
