"""The keys of how text looks: heads, body, captions, the manner of setting."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import (
    ALIGN,
    GAP,
    MARKS,
    NUMBER_AT,
    ORDINAL,
    ORNAMENT,
    OUTDENT,
    WRAP,
)
from presslayout.issue.fields.field import Record, key

FONT_KEY = key(
    "font",
    "字体",
    "names",
    "字体名，或依次补字的几个名字",
    "a family, or a chain to fall back along",
    also="字型 face family fonts",
)


SIZE_KEY = key(
    "size",
    "字号",
    "size",
    "字号，或 [最小, 最大]",
    "a size, or [smallest, largest]",
    also="字体大小 大小",
)


COLOUR_KEY = key(
    "colour",
    "色",
    "ink",
    "颜色：红 黑 …，或 C0 M100 Y100 K0",
    "a colour name, or C0 M100 Y100 K0",
    also="颜色 字色 color",
)


LEADING_KEY = key(
    "leading", "行距", "length", "一行到下一行的距离", "from one line to the next", also="行高 line"
)


LINES_KEY = key("max_lines", "最多行", "integer", "最多几行", "how many lines at most", also="行数")


ALIGN_KEY = key(
    "align",
    "排",
    "choice",
    "居左、居中、居右",
    "start, center or end",
    choices=ALIGN,
    also="对齐 排列",
)


HEAD = Record(
    "head",
    Text("标题样式", "style of a heading"),
    (FONT_KEY, SIZE_KEY, LINES_KEY, LEADING_KEY, ALIGN_KEY, COLOUR_KEY),
)


HEADS = Record(
    "heads",
    Text("标题", "heads"),
    (
        key("rubric", "栏头", "record", "栏头的样子", "the rubric's look", of=HEAD),
        key(
            "kicker", "引题", "record", "引题的样子", "the kicker's look", of=HEAD, also="眉题 肩题"
        ),
        key(
            "headline",
            "主题",
            "record",
            "主题的样子",
            "the headline's look",
            of=HEAD,
            also="标题 主标题",
        ),
        key("deck", "副题", "record", "副题的样子", "the deck's look", of=HEAD, also="副标题"),
        key("byline", "署名", "record", "署名的样子", "the byline's look", of=HEAD, also="作者"),
        key(
            "align",
            "排",
            "choice",
            "引题、主题、副题、署名一起排在哪边；哪一样自己写了「排」，照它自己的",
            "where kicker, headline, deck and byline stand, but those that say so themselves",
            choices=ALIGN,
            also="对齐 排列",
        ),
    ),
)


SUBHEAD = Record(
    "subhead",
    Text("小标题", "subhead"),
    (
        FONT_KEY,
        SIZE_KEY,
        COLOUR_KEY,
        ALIGN_KEY,
        key("rows", "占行", "integer", "一行的小标题占几行", "rows of a subhead of one line"),
        key(
            "rows_two",
            "双行占行",
            "integer",
            "两行的小标题占几行",
            "rows of a subhead of two lines",
        ),
    ),
)


CAPTION = Record(
    "caption", Text("说明", "caption"), (FONT_KEY, SIZE_KEY, LEADING_KEY, LINES_KEY, COLOUR_KEY)
)


ORDINALS = Record(
    "ordinals",
    Text("数字序", "ordinals"),
    (
        key(
            "subheads",
            "小标题",
            "choice",
            "各小标题前面的数：01，或 ①",
            "what counts the subheads: 01 or ①",
            choices=ORDINAL,
        ),
        key(
            "items",
            "条目",
            "choice",
            "编号列表各条前面的数：01，或 ①",
            "what counts the items of a numbered list: 01 or ①",
            choices=ORDINAL,
            also="列表 项目",
        ),
    ),
)


ORDINALS_KEY = key(
    "ordinals",
    "数字序",
    "record",
    "小标题、编号列表前面悬着的数；不是来稿的字",
    "numbers that hang before subheads or items; no text of the copy",
    of=ORDINALS,
    also="序号 编号样式",
)


DROP_CAP = Record(
    "drop_cap",
    Text("首字", "drop cap"),
    (
        key(
            "rows",
            "行",
            "integer",
            "占几行，2 到 4；不写是 3",
            "its rows, 2 to 4; absent: 3",
            also="占行 行数",
        ),
        FONT_KEY,
        COLOUR_KEY,
    ),
)


DROP_CAP_KEY = key(
    "drop_cap",
    "首字",
    "record",
    "第一段的第一个字放大，占几行；第一段太短的照常排",
    "the first paragraph's first character large, over some rows; one too short for it is set as usual",
    of=DROP_CAP,
    also="首字下沉 下沉 dropcap",
)


LINE = Record("line", Text("一行字", "line"), (FONT_KEY, SIZE_KEY))


FOLIO = Record(
    "folio",
    Text("报眉", "folio"),
    (
        FONT_KEY,
        SIZE_KEY,
        COLOUR_KEY,
        key(
            "number_at",
            "版序",
            "choice",
            "版次和版名排在哪一头：居左，或外侧（双数版在左，单数版在右）",
            "at which end the page number stands: left, or outside (right on odd pages)",
            choices=NUMBER_AT,
            also="页码 版次位置",
        ),
    ),
)


STRIP = Record("strip", Text("栏题", "banner"), (FONT_KEY, SIZE_KEY, COLOUR_KEY))


BODY = Record(
    "body",
    Text("正文", "body"),
    (
        key(
            "font",
            "字体",
            "names",
            "正文字体",
            "body faces",
            required=True,
            also="字型 face family",
        ),
        key(
            "bold",
            "粗体",
            "names",
            "正文里加粗的字用的字体",
            "faces of **bold** in body text",
            also="黑体",
        ),
        key(
            "size",
            "字号",
            "length",
            "正文字号，一字的大小",
            "body size: one em",
            required=True,
            also="大小",
        ),
        key(
            "leading",
            "行距",
            "length",
            "行距，一行的高",
            "line pitch: one row",
            required=True,
            also="行高",
        ),
        key(
            "indent",
            "段首",
            "length",
            "段首空几字；不写是 2 字，每行不到 11 字的栏空 1 字",
            "first-line indent; two ems, one in columns of ten characters or fewer",
            also="缩进 首行缩进",
        ),
    ),
)


PICTURES = Record(
    "pictures",
    Text("图片", "pictures"),
    (
        key("ppi_error", "最低精度", "ppi", "低于它是错", "below this is an error"),
        key("ppi_warning", "提醒精度", "ppi", "低于它提醒", "below this is a warning"),
        key(
            "wrap",
            "绕排",
            "choice",
            "轮廓旁边的字：一边，或两边（同一行越过图接着读）；不写是一边",
            "text beside a contour: one side, or both (a line goes on behind the picture)",
            choices=WRAP,
        ),
    ),
)


MANNER = Record(
    "manner",
    Text("排法", "manner"),
    (
        key(
            "marks",
            "标点",
            "choice",
            "标点宽度：全角、开明、半角、CCT、原样；不写是全角",
            "style of full-width marks",
            choices=MARKS,
            also="标点风格 标点样式 punctuation",
        ),
        key(
            "gap",
            "中西空",
            "choice",
            "汉字与西文、数字之间空多少；不写是四分",
            "space between Han and Latin",
            choices=GAP,
            also="中西间距 autospace",
        ),
        key(
            "unit_gap",
            "数字单位空",
            "yesno",
            "数字与年、月、人等字之间是否也空；不写是空",
            "whether a number keeps the space before 年 月 人",
        ),
        key(
            "grid",
            "字格",
            "yesno",
            "汉字是否一律站在字格上，行不拉齐；不写是否",
            "every Han on the em grid, lines not justified",
        ),
        key(
            "hang",
            "悬挂",
            "yesno",
            "挤不下时是否让一个逗号或句号悬在行外；不写是否",
            "let one pause or stop hang out of the measure as a last resort",
        ),
        key(
            "squeeze_stops",
            "句末可挤",
            "yesno",
            "最后一步是否也挤句号、问号、叹号；不写是挤",
            "whether 。？！ are squeezed, last of all",
        ),
        key(
            "trim_indented",
            "段首括号半角",
            "yesno",
            "段首的前引号、前括号是否切去左边半字；不写是切",
            "cut the blank before a bracket that opens a paragraph",
        ),
        key(
            "centred",
            "标点居中",
            "yesno",
            "点号是否居字格正中（港台习惯）；不写是否",
            "marks in the middle of their cell, as in Taiwan and Hong Kong",
        ),
        key(
            "strict",
            "破折号避头",
            "yesno",
            "破折号、省略号是否也不排在行首；不写是否",
            "keep dashes and ellipses from beginning a line",
        ),
        key(
            "han_space",
            "汉字间空格",
            "yesno",
            "来稿里汉字之间的空格是否照排（半字）；不写是不排",
            "keep a space typed between two Han, half an em",
        ),
        key(
            "full_marks",
            "半角标点改全角",
            "yesno",
            "汉字旁的半角标点是否排成全角，文字不动；不写是否",
            "draw half-width marks beside Han full width; the text stays",
        ),
        key(
            "half_latin",
            "全角西文改半角",
            "yesno",
            "全角的字母、数字是否排成半角，文字不动；不写是否",
            "draw full-width letters and digits half width; the text stays",
        ),
        key(
            "mend_marks",
            "标点改规范",
            "yesno",
            "写成 -- ... • ~ 的是否排成 —— …… · ～，文字不动；不写是否",
            "draw -- ... • ~ as —— …… · ～; the text stays",
        ),
        key(
            "outdent",
            "凸排",
            "choice",
            "哪些段回行对齐在段首的字后面：条文（第一条　）、对话（问：答：）、都用；不写是不用",
            "which paragraphs hang behind how they begin: articles of a law, dialogue, or both",
            choices=OUTDENT,
            also="悬挂缩进 hanging_indent",
        ),
    ),
)


MANNER_KEY = key(
    "manner", "排法", "record", "标点、字距上各报自定的地方", "what each paper decides", of=MANNER
)


ORNAMENT_KEY = key(
    "ornament",
    "花边",
    "choice",
    "围框的花边：双线 文武线 点线 波浪 回纹 菱花",
    "the pattern of the box: double, thick-thin, dots, waves, meander, diamonds",
    choices=ORNAMENT,
    also="边框花 border",
)


HEADS_KEY = key(
    "heads", "标题", "record", "标题各部分的样子", "looks of the headline block", of=HEADS
)
