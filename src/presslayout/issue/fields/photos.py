"""The keys of photos and of what belongs to them."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import ARRANGED, AT, INTENT
from presslayout.issue.fields.field import Record, key
from presslayout.issue.fields.places import LOCK_INSIDE_KEY, OPTIONAL_KEY

SPOT = Record(
    "spot",
    Text("位置", "place"),
    (
        key(
            "column",
            "栏",
            "count",
            "从版位的第几栏起",
            "the column of the slot, from 1",
            required=True,
        ),
        key("row", "行", "count", "从版位的第几行起", "the row of the slot, from 1", required=True),
    ),
)


MEMBER = Record(
    "member",
    Text("组图", "photo of a group"),
    (
        key("file", "文件", "words", "图片文件", "the picture", required=True),
        key("focus", "焦点", "focus", "裁切时留住的一点", "kept inside every crop"),
        key(
            "alt",
            "替代文字",
            "words",
            "给看不见图的读者的话",
            "words for readers who cannot see it",
        ),
        key(
            "intent",
            "转换意图",
            "choice",
            "这张图转换颜色的方式",
            "rendering intent of this picture",
            choices=INTENT,
        ),
    ),
)


PHOTO = Record(
    "photo",
    Text("图片", "photo"),
    (
        key(
            "file",
            "文件",
            "words",
            "图片文件，从本文件所在的文件夹或工作区根目录找起",
            "the picture, beside this file or from the workspace root",
            required=True,
            also="图片 路径 文件名 path src image",
        ),
        key(
            "caption",
            "说明",
            "words",
            "图片说明；付印时必须有",
            "the caption; needed for press",
            also="图说 图注 图片说明 文字 title",
        ),
        key(
            "credit",
            "摄影",
            "words",
            "摄影者，排在说明末尾",
            "who took it; ends the caption",
            also="拍摄 作者 摄 图 photographer",
        ),
        key(
            "focus",
            "焦点",
            "focus",
            "[横, 纵]，从正看时的左上角量起的百分比；怎么裁都留住这一点",
            "[across, down] in percent from the top left; kept inside every crop",
        ),
        key("columns", "栏数", "count", "占几栏", "how many columns it spans", also="栏 占栏"),
        key(
            "rows",
            "高",
            "rows",
            "高几行，如 19行，说明不算；不写由程序定",
            "how many rows it is high, such as 19, its caption not counted; absent: as it fits",
            also="行数 高度 height",
        ),
        LOCK_INSIDE_KEY,
        key(
            "at",
            "位置",
            "place",
            "放在版位的哪里：一个词，或 {栏: 2, 行: 5}；题上是标题上面，题衬是标题背后",
            "where in the slot it stands: a word, or {column: 2, row: 5}; above or behind the head",
            choices=AT,
            also="slot position",
            of=SPOT,
        ),
        key(
            "group",
            "组图",
            "list",
            "和它排在一起、共用一条说明的其他图片",
            "the other photos that stand with it under one caption",
            of=MEMBER,
            also="组照",
        ),
        key(
            "arranged",
            "排列",
            "choice",
            "组图横排还是竖排",
            "a group side by side, or one below the other",
            choices=ARRANGED,
        ),
        key(
            "contour",
            "轮廓",
            "contour",
            "文字绕着走的轮廓：是（图的透明底），或一串点 [[10%, 0%], [90%, 30%], …]",
            "the outline that text runs round: yes (its transparency), or points",
        ),
        key(
            "least_cells",
            "最少字",
            "count",
            "轮廓旁边的一行至少几个字；不写是 5",
            "a line beside the contour has so many characters at least; 5 by default",
        ),
        key(
            "head_ink",
            "题色",
            "ink",
            "题衬上面标题的颜色",
            "the colour of a headline that stands before it",
        ),
        OPTIONAL_KEY,
        key(
            "alt",
            "替代文字",
            "words",
            "给看不见图的读者的话",
            "words for readers who cannot see it",
        ),
        key(
            "intent",
            "转换意图",
            "choice",
            "这张图转换颜色的方式；不写就按印刷条件",
            "rendering intent of this picture; the press profile's by default",
            choices=INTENT,
        ),
    ),
)
