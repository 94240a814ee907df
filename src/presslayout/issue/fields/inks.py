"""The keys of a named ink."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.field import Record, key

INK = Record(
    "named_ink",
    Text("颜色", "ink"),
    (
        key(
            "spot",
            "专色",
            "words",
            "专色版的名字，照印厂的写法，如 PANTONE 871 C",
            "the spot plate's name as the plant writes it, such as PANTONE 871 C",
            required=True,
            also="专色名 名称 name",
        ),
        key(
            "alternate",
            "替代色",
            "ink",
            "没有专色墨时用什么四色代替",
            "the process inks that stand in for it",
            required=True,
            also="四色 cmyk 颜色",
        ),
    ),
)
