"""The keys of what is shown in a story: photographs, charts, big numerals, timelines."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import ARRANGED, AT, CHART_FORM, INTENT
from presslayout.issue.fields.common import FRAME_KEY, TINT_KEY
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

RIGHTS_KEYS = (
    key(
        "rights",
        "版权",
        "words",
        "版权是谁的；存档记下来，不排出来。不写就用图片文件里带的",
        "who holds the rights; kept in the archive and not printed. Absent: as the file says",
        also="版权所有 copyright",
    ),
    key(
        "source",
        "来源",
        "words",
        "图片从哪里来；存档记下来，不排出来。不写就用图片文件里带的",
        "where the picture came from; kept in the archive and not printed. Absent: as the file says",
        also="出处 图片来源",
    ),
)

PLACE_KEY = key(
    "at",
    "位置",
    "place",
    "放在版位的哪里",
    "where in the slot it stands",
    choices=AT[:9],
    of=SPOT,
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
        *RIGHTS_KEYS,
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
        key(
            "bleed",
            "出血",
            "yesno",
            "图靠着版心的边的几边都印到纸边，延到出血",
            "sides of it that lie at the type area's edge go out to the trim, and beyond it",
            also="满版 到边",
        ),
        OPTIONAL_KEY,
        key(
            "decorative",
            "装饰",
            "yesno",
            "只是装饰（题花、尾花、底图），不是作品：可以没有说明，差错率按装饰性图片算",
            "no work but an ornament: needs no caption, and counts as such in the error rate",
            also="装饰性 题花 尾花",
        ),
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
        *RIGHTS_KEYS,
    ),
)


_TITLE = key("title", "标题", "words", "它的标题", "its title", also="主题")
_SHARED = (
    key("source", "来源", "words", "数字从哪里来", "where the numbers come from", also="出处"),
    key(
        "alt",
        "替代文字",
        "words",
        "给看不见图的读者的话；不写由程序照数字写",
        "words for who cannot see it; absent: made from its numbers",
    ),
    key("columns", "栏数", "count", "占几栏", "how many columns it spans"),
    key(
        "rows",
        "高",
        "rows",
        "占几行；不写照内容",
        "how many rows it takes; absent: as its content needs",
    ),
    LOCK_INSIDE_KEY,
    PLACE_KEY,
    OPTIONAL_KEY,
    FRAME_KEY,
    TINT_KEY,
)


DATUM = Record(
    "datum",
    Text("数据", "datum"),
    (
        key(
            "name",
            "名",
            "words",
            "类目：地名、年份、品种",
            "the category: a place, a year, a kind",
            required=True,
            also="名称 类目 label",
        ),
        key(
            "value",
            "数",
            "numbers",
            "数字；有几组就写成一列，如 [12.5, 13]",
            "its number; a list where there are several series, such as [12.5, 13]",
            also="值 数值 数字 number",
        ),
        key(
            "spot",
            "坐标",
            "numbers",
            "点图：横、纵两个数，与轮廓同一坐标",
            "on a dot map: x and y, as the outline counts them",
            also="位置 经纬度",
        ),
    ),
)


CHART = Record(
    "chart",
    Text("图表", "chart"),
    (
        _TITLE,
        key(
            "form",
            "形式",
            "choice",
            "条形（横条）、柱形（竖柱）、折线、占比（一条分段）、圆环、点图",
            "bars (lying), columns (standing), lines, share (one bar in parts), ring, places",
            choices=CHART_FORM,
            required=True,
            also="类型 图型 type",
        ),
        key("unit", "单位", "words", "数字的单位，如 万吨", "what the numbers count"),
        key(
            "series",
            "系列",
            "texts",
            "每个类目有几个数时，各是什么，如 [去年, 今年]",
            "what the numbers of a category are where it has several, such as [2025, 2026]",
            also="图例 legend",
        ),
        key(
            "data", "数据", "list", "一个类目一项", "one entry a category", of=DATUM, required=True
        ),
        key(
            "outline",
            "轮廓",
            "words",
            "点图的地界：一条 SVG 路径（M L H V C Z）；不写排成方格底",
            "the land behind a dot map: an SVG path (M L H V C Z); absent: a plain grid",
        ),
        key(
            "geographic",
            "经纬",
            "yesno",
            "坐标是东经、北纬：北在上",
            "coordinates are degrees east and north: north is up",
        ),
        *_SHARED,
    ),
)


NUMERALS = Record(
    "numerals",
    Text("大数字", "big numerals"),
    (
        _TITLE,
        key(
            "data",
            "数据",
            "list",
            "一个数字一项，三到五项一排",
            "one entry a numeral, three to five a row",
            of=Record(
                "numeral",
                Text("大数字的一项", "numeral"),
                (
                    key(
                        "numeral",
                        "数",
                        "words",
                        "数字，连它的单位，如 86.5%",
                        "the numeral, with its sign, such as 86.5%",
                        required=True,
                        also="数字 number",
                    ),
                    key(
                        "name",
                        "名",
                        "words",
                        "数的是什么",
                        "what it counts",
                        required=True,
                        also="名称 说明 label",
                    ),
                ),
            ),
            required=True,
        ),
        *_SHARED,
    ),
)


TIMELINE = Record(
    "timeline",
    Text("时间轴", "timeline"),
    (
        _TITLE,
        key(
            "arranged",
            "排",
            "choice",
            "横：日期排成一行；竖：从上往下；不写看宽窄",
            "across or down; absent: as its width suits",
            choices=ARRANGED,
        ),
        key(
            "data",
            "数据",
            "list",
            "一个日期一项",
            "one entry a date",
            of=Record(
                "event",
                Text("时间轴的一项", "event"),
                (
                    key(
                        "when",
                        "日期",
                        "words",
                        "日期，照排",
                        "the date, set as written",
                        required=True,
                        also="时间 date",
                    ),
                    key(
                        "text",
                        "文字",
                        "words",
                        "那一天的事",
                        "what happened",
                        required=True,
                        also="说明 内容",
                    ),
                ),
            ),
            required=True,
        ),
        *_SHARED,
    ),
)


# Of a story: one, or a list of them.
GRAPHICS = (
    key(
        "charts",
        "图表",
        "chain",
        "由数字画成的图：条形、柱形、折线、占比、圆环、点图；一个，或一列",
        "charts drawn from numbers: bars, columns, lines, share, ring, places; one or a list",
        of=CHART,
        also="统计图 chart",
    ),
    key(
        "numerals",
        "大数字",
        "chain",
        "60 到 90 点的数字，下面一行说明；一排，或几排",
        "numerals of 60 to 90 pt, each over its label; one row or a list of rows",
        of=NUMERALS,
    ),
    key(
        "timelines",
        "时间轴",
        "chain",
        "日期和事，排在一条线上；一条，或一列",
        "dates and what happened, on a rule; one or a list",
        of=TIMELINE,
        also="大事记 timeline",
    ),
)
