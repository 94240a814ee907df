"""The keys of a family of faces."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.field import Record, key

FAMILY = Record(
    "family",
    Text("字体", "family"),
    (
        key("file", "文件", "words", "字体文件", "the font file", required=True),
        key(
            "index",
            "序号",
            "integer",
            "字体合集里的第几个，从 0 数起",
            "its place in a collection, from 0",
        ),
        key(
            "weight",
            "字重",
            "integer",
            "粗细，100–900；可变字体就排这个粗细",
            "weight, 100 to 900; a variable font is set at it",
        ),
        key(
            "axes",
            "轴",
            "axes",
            "可变字体其余的轴，如 {wdth: 75}",
            "where on its other axes a variable font is set, such as {wdth: 75}",
            also="可变轴 variations",
        ),
        key(
            "fallback",
            "后备",
            "names",
            "缺字时依次找哪些字体",
            "where to turn for what it lacks",
            also="补字 补字字体",
        ),
        key("bold", "粗体", "words", "加粗时用哪个字体", "the family that bold takes"),
        key("licence", "许可", "words", "许可证", "its licence", also="license 许可证"),
        key("aliases", "别名", "names", "别的叫法", "other names for it"),
    ),
)
