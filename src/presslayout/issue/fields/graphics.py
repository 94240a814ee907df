"""The keys of graphics: charts, big numerals, timelines."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import ARRANGED, AT, CHART_FORM
from presslayout.issue.fields.common import FRAME_KEY, TINT_KEY
from presslayout.issue.fields.field import Record, key
from presslayout.issue.fields.photos import SPOT
from presslayout.issue.fields.places import OPTIONAL_KEY

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
    key(
        "at",
        "位置",
        "place",
        "放在版位的哪里",
        "where in the slot it stands",
        choices=AT[:9],
        of=SPOT,
    ),
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
