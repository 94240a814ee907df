"""Every key of every file, once: names, kind of value, and one sentence for people.

The reader, its "did you mean" and the JSON Schema all come from this table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from presslayout.diagnostics import Text
from presslayout.layout_rules import RULES

Choices = tuple[tuple[str, str], ...]

AT: Choices = (
    ("上", "top"),
    ("下", "bottom"),
    ("左", "left"),
    ("右", "right"),
    ("左上", "top-left"),
    ("右上", "top-right"),
    ("左下", "bottom-left"),
    ("右下", "bottom-right"),
    ("中", "middle"),
    ("题上", "above"),
    ("题衬", "behind"),
)
END_MARKS: Choices = (("方块", "square"), ("圆点", "dot"), ("菱形", "diamond"))
NUMBER_AT: Choices = (("居左", "left"), ("外侧", "outside"))
ARRANGED: Choices = (("横", "across"), ("竖", "down"))
CONTENT: Choices = (
    ("稿件", "story"),
    ("图片", "picture"),
    ("栏题", "banner"),
    ("报眉", "folio"),
    ("报头", "masthead"),
    ("版权条", "imprint"),
    ("装饰", "ornament"),
    ("广告", "ad"),
    ("公益广告", "public-ad"),
)
LABEL: Choices = (("加排", "drawn"), ("自带", "own"))
KIND: Choices = (("增期", "extra"), ("号外", "special"))
ORNAMENT: Choices = (
    ("双线", "double"),
    ("文武线", "thick-thin"),
    ("点线", "dots"),
    ("波浪", "waves"),
    ("回纹", "meander"),
    ("菱花", "diamonds"),
)
REMAINDER: Choices = (("栏空", "gutter"), ("栏", "column"))
ALIGN: Choices = (
    ("居左", "start"),
    ("居中", "center"),
    ("居右", "end"),
    ("两端", "justify"),
)
FORM: Choices = (("诗", "verse"),)
HEAD_SIDE: Choices = (("左", "left"), ("右", "right"))
BYLINE_AT: Choices = (("题下", "below"), ("文末", "end"))
STANDARD: Choices = (
    ("PDF/X-1a:2003", "x1a"),
    ("PDF/X-1a:2001", "x1a2001"),
    ("PDF/X-4", "x4"),
)
MARKS: Choices = (
    ("全角", "quanjiao"),
    ("开明", "kaiming"),
    ("半角", "banjiao"),
    ("CCT", "cct"),
    ("原样", "plain"),
)
GAP: Choices = (("四分", "quarter"), ("八分", "eighth"), ("无", "none"))
OUTDENT: Choices = (
    ("条文", "articles"),
    ("对话", "dialogue"),
    ("都用", "both"),
    ("不用", "none"),
)
FILES: Choices = (("每版", "each"), ("合一", "whole"))
WRAP: Choices = (("一边", "one"), ("两边", "both"))
INTENT: Choices = (("相对", "relative"), ("感知", "perceptual"))
# What fitting may do; the Chinese word is the one that a Template keeps (SPEC §4, 合版顺序).
STEPS: Choices = (
    ("图片高度", "picture_height"),
    ("图片位置", "picture_position"),
    ("题区行数", "head_rows"),
    ("段落增减行", "paragraph_lines"),
    ("小标题占行", "subhead_rows"),
    ("题区栏数", "head_columns"),
    ("署名移文末", "byline_end"),
    ("图片栏数", "picture_columns"),
    ("删可删图片", "drop_optional"),
    ("版位行数", "slot_rows"),
    ("栏宽", "column_width"),
    ("补白", "filler"),
)


RULE_LEVEL: Choices = (("错误", "error"), ("提醒", "warning"), ("不查", "off"))


@dataclass(frozen=True, slots=True)
class Field:
    """One key: its English and Chinese names, and what it holds.

    `kind` is a word of `convert.CONVERT`, or "record", "list", "map" or "chain" (one or a list of
    them) with the record in `of`; "place" and "lock" take a word or that record.
    `also` are words that people write for it by mistake.
    """

    name: str
    zh: str
    kind: str
    doc: Text
    required: bool = False
    of: Record | None = None
    choices: Choices = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The keys that one mapping may hold; `label` names it in messages."""

    name: str
    label: Text
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """The field of an English name."""
        return next(f for f in self.fields if f.name == name)

    def knows(self, name: str) -> bool:
        """Whether it has a field of an English name."""
        return any(f.name == name for f in self.fields)

    def names(self) -> dict[str, Field]:
        """Every accepted key."""
        return {key: f for f in self.fields for key in (f.zh, f.name)}


def _f(  # noqa: PLR0913
    name: str,
    zh: str,
    kind: str,
    doc: str,
    doc_en: str,
    *,
    required: bool = False,
    of: Record | None = None,
    choices: Choices = (),
    also: str = "",
) -> Field:
    return Field(name, zh, kind, Text(doc, doc_en), required, of, choices, tuple(also.split()))


# What a paper says of itself in its imprint (版权条), in the order in which it is printed.
IMPRINT = (
    _f("authority", "主管", "words", "主管单位", "the authority in charge", also="主管单位"),
    _f("sponsor", "主办", "words", "主办单位", "the sponsoring body", also="主办单位"),
    _f("publisher", "出版", "words", "出版单位", "the publisher", also="出版单位"),
    _f("address", "地址", "words", "出版单位的地址", "the publisher's address", also="社址"),
    _f("postcode", "邮编", "words", "邮政编码", "postcode", also="邮政编码"),
    _f("telephone", "电话", "words", "联系电话", "telephone", also="联系电话 phone tel"),
    _f("email", "邮箱", "words", "电子邮箱", "e-mail", also="电子邮箱 mail"),
    _f("website", "网址", "words", "网址", "web site", also="网站 url"),
    _f("distribution", "发行", "words", "发行方式和单位", "who distributes it, and how"),
    _f("postal_code", "邮发代号", "words", "邮发代号", "the post's code of the paper", also="邮发"),
    _f("price", "定价", "words", "定价；号外写免费赠阅", "its price", also="零售价 售价 价格"),
    _f("printer", "印刷", "words", "印刷单位", "the printing house", also="印刷单位 承印 印厂"),
    _f("printer_address", "印刷地址", "words", "印刷单位的地址", "the printer's address"),
)

LAYOUT_RULES = Record(
    "layout_rules",
    Text("版面规则", "layout rules"),
    tuple(_f(en, zh, "choice", doc, doc_en, choices=RULE_LEVEL) for zh, en, doc, doc_en in RULES),
)
_RULES = _f(
    "layout_rules",
    "版面规则",
    "record",
    "版面毛病怎么算：错误（付印不放行）、提醒、不查；不写是提醒",
    "how faults of layout weigh: error (press refuses), warning, off; absent: warning",
    of=LAYOUT_RULES,
)

PAPER = Record(
    "paper",
    Text("报纸", "paper"),
    (
        _f(
            "name",
            "报名",
            "words",
            "报纸的名字",
            "the paper's name",
            required=True,
            also="报纸名 名称 title",
        ),
        _f("cn", "刊号", "words", "国内统一连续出版物号，如 CN 53-0000", "the CN serial number"),
        _f(
            "date",
            "日期",
            "date",
            "出版日期，年-月-日，如 2026-10-18；未定写待定",
            "day of issue, year-month-day such as 2026-10-18, or tbd",
            required=True,
            also="出版日期 时间",
        ),
        _f("serial", "总期号", "words", "总期号", "running number of the issue", also="期号 总期"),
        _f(
            "pages_today",
            "今日版数",
            "count",
            "今天一共几版",
            "how many pages the day has",
            also="版数",
        ),
        _f(
            "lunar",
            "农历",
            "yesno",
            "日期后面加排农历；不写不排",
            "print the day of the lunar calendar after the date",
        ),
        _f(
            "kind",
            "期别",
            "choice",
            "增期或号外，排在报头；平常不写",
            "an extra or special issue, said in the masthead",
            choices=KIND,
        ),
        *IMPRINT,
        _f(
            "require_signed",
            "付印须签样",
            "words",
            "付印前必须签过的校次，如 三校；不写就不要求",
            "the round that must be signed before press; absent: none",
        ),
        _RULES,
    ),
)

BANNER = Record(
    "banner",
    Text("栏题", "banner"),
    (
        _f("text", "文字", "words", "栏题的字", "the campaign words", also="标题 主题"),
        _f("tag", "角标", "words", "另一头的角标，如 特刊", "the tag at the far end"),
    ),
)

_FRAME = _f(
    "frame",
    "框",
    "frame",
    "围框的线粗；不要写 0",
    "thickness of the box line",
    also="加框 边框 box",
)
_TINT = _f("tint", "底色", "ink", "底色", "tint behind the slot", also="背景 background")
_VERTICAL = _f(
    "vertical",
    "竖排",
    "yesno",
    "全文竖排，行从右往左；破栏说分几段",
    "the whole story in vertical lines, from the right; split says in how many tiers",
    also="竖排正文",
)
PART = Record(
    "part",
    Text("范围", "part"),
    (
        _f("rows", "行", "range", "占哪些行，如 6-30", "rows such as 6-30", required=True),
        _f("columns", "栏", "range", "占哪些基本栏", "base columns such as 1-6", required=True),
    ),
)
_PLACE = (
    _f(
        "rows",
        "行",
        "range",
        "占哪些行，如 6-55，两头都算",
        "rows such as 6-55, both counted",
    ),
    _f(
        "columns",
        "栏",
        "range",
        "占哪些基本栏，如 1-6，两头都算",
        "base columns such as 1-6, both counted",
    ),
    _f(
        "parts",
        "范围",
        "list",
        "几个矩形拼成的版位：每个写行和栏，代替「行」「栏」",
        "a slot of several rectangles, each with rows and columns, instead of them",
        of=PART,
        also="区域",
    ),
)
_SPLIT = _f(
    "split",
    "破栏",
    "integer",
    "把这些栏重分成几栏",
    "reset as so many columns",
    also="分栏 栏数",
)
_HEAD_SIDE = _f(
    "head_side",
    "标题竖排",
    "choice",
    "标题竖排在正文的左边或右边，占「题区栏」那么多栏（不写是一栏）",
    "a vertical headline left or right of the body, over head_columns columns (one by default)",
    choices=HEAD_SIDE,
)
_HELD = (
    *_PLACE,
    _SPLIT,
    _FRAME,
    _HEAD_SIDE,
    _f(
        "photo_columns",
        "主图栏数",
        "integer",
        "第一张图跨几栏，不写由程序定",
        "columns that the first photo crosses; the engine decides without it",
    ),
)
_LOCK = _f(
    "lock",
    "锁定",
    "lock",
    "是：留在「版式」定下的地方；或 {行: 6-40, 栏: 1-4}：留在这里，别的稿件绕开它排",
    "yes: stays where the pinned layout has it; or {rows: 6-40, columns: 1-4}: stays there, the "
    "others are laid out round it",
    of=Record("held", Text("锁定", "lock"), _HELD),
    also="固定 锁 lock locked fixed",
)
_OPTIONAL = _f(
    "optional",
    "可删",
    "yesno",
    "排不下时可以撤掉",
    "may be dropped where space is short",
    also="可省",
)
_LOCK_INSIDE = _f(
    "lock",
    "锁定",
    "lock",
    "{栏: 2-3, 行: 5-23}：占版位的这几栏、这几行，不动；是：照「位置」「栏数」「高」写的，不动",
    "{columns: 2-3, rows: 5-23}: these columns and rows of the slot, whatever the copy does; yes: "
    "as at, columns and rows say",
    of=PART,
    also="固定 锁 locked fixed",
)
SPOT = Record(
    "spot",
    Text("位置", "place"),
    (
        _f(
            "column",
            "栏",
            "count",
            "从版位的第几栏起",
            "the column of the slot, from 1",
            required=True,
        ),
        _f("row", "行", "count", "从版位的第几行起", "the row of the slot, from 1", required=True),
    ),
)
MEMBER = Record(
    "member",
    Text("组图", "photo of a group"),
    (
        _f("file", "文件", "words", "图片文件", "the picture", required=True),
        _f("focus", "焦点", "focus", "裁切时留住的一点", "kept inside every crop"),
        _f(
            "alt",
            "替代文字",
            "words",
            "给看不见图的读者的话",
            "words for readers who cannot see it",
        ),
        _f(
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
        _f(
            "file",
            "文件",
            "words",
            "图片文件，从本文件所在的文件夹或工作区根目录找起",
            "the picture, beside this file or from the workspace root",
            required=True,
            also="图片 路径 文件名 path src image",
        ),
        _f(
            "caption",
            "说明",
            "words",
            "图片说明；付印时必须有",
            "the caption; needed for press",
            also="图说 图注 图片说明 文字 title",
        ),
        _f(
            "credit",
            "摄影",
            "words",
            "摄影者，排在说明末尾",
            "who took it; ends the caption",
            also="拍摄 作者 摄 图 photographer",
        ),
        _f(
            "focus",
            "焦点",
            "focus",
            "[横, 纵]，从正看时的左上角量起的百分比；怎么裁都留住这一点",
            "[across, down] in percent from the top left; kept inside every crop",
        ),
        _f("columns", "栏数", "count", "占几栏", "how many columns it spans", also="栏 占栏"),
        _f(
            "rows",
            "高",
            "rows",
            "高几行，如 19行，说明不算；不写由程序定",
            "how many rows it is high, such as 19, its caption not counted; absent: as it fits",
            also="行数 高度 height",
        ),
        _LOCK_INSIDE,
        _f(
            "at",
            "位置",
            "place",
            "放在版位的哪里：一个词，或 {栏: 2, 行: 5}；题上是标题上面，题衬是标题背后",
            "where in the slot it stands: a word, or {column: 2, row: 5}; above or behind the head",
            choices=AT,
            also="slot position",
            of=SPOT,
        ),
        _f(
            "group",
            "组图",
            "list",
            "和它排在一起、共用一条说明的其他图片",
            "the other photos that stand with it under one caption",
            of=MEMBER,
            also="组照",
        ),
        _f(
            "arranged",
            "排列",
            "choice",
            "组图横排还是竖排",
            "a group side by side, or one below the other",
            choices=ARRANGED,
        ),
        _f(
            "contour",
            "轮廓",
            "contour",
            "文字绕着走的轮廓：是（图的透明底），或一串点 [[10%, 0%], [90%, 30%], …]",
            "the outline that text runs round: yes (its transparency), or points",
        ),
        _f(
            "least_cells",
            "最少字",
            "count",
            "轮廓旁边的一行至少几个字；不写是 5",
            "a line beside the contour has so many characters at least; 5 by default",
        ),
        _f(
            "head_ink",
            "题色",
            "ink",
            "题衬上面标题的颜色",
            "the colour of a headline that stands before it",
        ),
        _OPTIONAL,
        _f(
            "alt",
            "替代文字",
            "words",
            "给看不见图的读者的话",
            "words for readers who cannot see it",
        ),
        _f(
            "intent",
            "转换意图",
            "choice",
            "这张图转换颜色的方式；不写就按印刷条件",
            "rendering intent of this picture; the press profile's by default",
            choices=INTENT,
        ),
    ),
)

FACTBOX = Record(
    "factbox",
    Text("资料框", "fact box"),
    (
        _f("title", "标题", "words", "资料框的标题", "its title", also="主题"),
        _f(
            "body",
            "文字",
            "body",
            "「文字: |」下面写文字，或写一个 .md、.txt 文件名",
            "text after “body: |”, or the name of a .md or .txt file",
            required=True,
            also="正文 text",
        ),
        _f("columns", "栏数", "count", "占几栏", "how many columns it spans"),
        _LOCK_INSIDE,
        _f(
            "at",
            "位置",
            "place",
            "放在版位的哪里",
            "where in the slot it stands",
            choices=AT[:9],
            of=SPOT,
        ),
        _OPTIONAL,
        _FRAME,
        _TINT,
    ),
)
JUMP = Record(
    "jump",
    Text("转版", "jump"),
    (
        _f(
            "page",
            "版次",
            "integer",
            "转到第几版",
            "the page it goes on",
            required=True,
            also="版 number",
        ),
        _f(
            "slot",
            "位置",
            "words",
            "转到哪个版位",
            "the slot it goes on in",
            required=True,
            also="版位 区块",
        ),
        _f(
            "headline",
            "题",
            "words",
            "在那一版的标题",
            "the headline that it bears there",
            also="标题 主题 title",
        ),
    ),
)

STORY = Record(
    "story",
    Text("稿件", "story"),
    (
        _f(
            "id",
            "编号",
            "words",
            "稿件编号，一期之内不重；汉字、字母、数字、- 和 _",
            "unique in the issue; letters, digits, Han, - and _",
            required=True,
            also="稿号 序号 number no",
        ),
        _f(
            "slot",
            "位置",
            "words",
            "版式里的版位；不写由程序按分量安排",
            "a slot of the template; absent: placed by weight",
            also="版位 区块 position",
        ),
        _f(
            "weight",
            "分量",
            "integer",
            "没有位置的稿件按它排先后，大的优先",
            "rank of a story without a slot; more comes first",
            also="权重 等级",
        ),
        _f(
            "form",
            "体裁",
            "choice",
            "诗：一行一句，空行分节，整首居中；不写是文章",
            "verse: one verse a line, empty lines part stanzas, centred as a block; absent: prose",
            choices=FORM,
        ),
        _f(
            "kicker",
            "引题",
            "words",
            "引题（眉题）",
            "the line above the headline",
            also="眉题 肩题 小题 eyebrow",
        ),
        _f(
            "headline",
            "主题",
            "words",
            "主标题",
            "the headline",
            also="标题 主标题 大标题 正题 题目 正标题 title heading",
        ),
        _f(
            "deck",
            "副题",
            "words",
            "副题",
            "the line below the headline",
            also="副标题 subtitle subhead standfirst",
        ),
        _f(
            "byline",
            "署名",
            "words",
            "署名，照排",
            "the byline, set as written",
            also="作者 记者 author by",
        ),
        _f(
            "body",
            "正文",
            "body",
            "稿件文件（.md .txt），或另起一行写的文字本身（正文: |）",
            "a copy file (.md .txt), or the text itself on lines of its own (body: |)",
            also="内容 文本 稿件 文件 text content copy",
        ),
        _f(
            "factboxes",
            "资料框",
            "list",
            "排在稿件里的资料框：标题、文字，加框或底色",
            "boxes of facts inside the story: a title, text, a frame or a tint",
            of=FACTBOX,
            also="链接 背景资料 factbox",
        ),
        _f(
            "pullquote",
            "提要",
            "texts",
            "提要：一段，或一列",
            "a pull quote, or a list of them",
            also="摘要 导读 引语 quote",
        ),
        _f(
            "photos",
            "图片",
            "list",
            "图片，一张一项",
            "photographs, one entry each",
            of=PHOTO,
            also="图 照片 配图 images pictures photo",
        ),
        _f(
            "jump",
            "转版",
            "chain",
            "转到别的版接排；再转的写成一列，按先后",
            "where the story goes on; a list where it goes on from there, in order",
            of=JUMP,
            also="转接 下转",
        ),
        _f("style", "样式", "words", "layout/styles/ 里的名字，如 加框", "a name in layout/styles"),
        _LOCK,
    ),
)

# A story that waits for a page has no slot yet, nor another page to go on on.
WAITING = Record(
    "waiting",
    Text("待排稿件", "waiting story"),
    (
        *(f for f in STORY.fields if f.name not in ("slot", "jump")),
        _f(
            "section",
            "版名",
            "words",
            "属于哪个版，如 要闻；不写的哪一版都行",
            "the section it belongs to; absent: any page",
            also="版组 栏目 类别",
        ),
        _f(
            "page",
            "版次",
            "integer",
            "最好排在第几版；排不下才排到别的版",
            "the page it had best stand on; where that is full, another",
            also="版 number",
        ),
        _f(
            "may_hold",
            "可留",
            "yesno",
            "排不下时可以留到下一期",
            "may be held over where space is short",
            also="可缓 可压 hold",
        ),
    ),
)

FILLER = Record(
    "filler",
    Text("补白", "filler"),
    (
        _f("id", "编号", "words", "补白编号", "its id", required=True),
        _f("text", "文字", "words", "补白的文字", "its words"),
        _f("file", "文件", "words", "补白的文件", "a file with its words"),
        _f(
            "rows",
            "行",
            "integer",
            "至少占几行，连上面隔开的一行；不写由程序数",
            "rows that it takes at least, the one of air above it counted; absent: as its text needs",
        ),
    ),
)

AD = Record(
    "ad",
    Text("广告", "ad"),
    (
        _f(
            "slot",
            "位置",
            "names",
            "版式里放广告或公益广告的版位；一条广告占几个相连的版位，写成一列",
            "a slot for ads or public-service ads, or a list of neighbouring ones for one ad",
            required=True,
            also="版位 区块",
        ),
        _f(
            "file",
            "文件",
            "words",
            "广告文件：PDF、SVG 或图片，尺寸要和版位一样",
            "the ad: PDF, SVG or picture, as large as its slot",
            required=True,
            also="图片 路径 path",
        ),
        _f(
            "label",
            "标注",
            "choice",
            "“广告”二字：加排在右上角（不写就是），还是文件里自带",
            "the word 广告: drawn at the top right (the default), or in the file already",
            choices=LABEL,
        ),
        _f(
            "scale",
            "缩放",
            "yesno",
            "尺寸不合时按比例缩放放进去；不写是不许",
            "whether an ad of another size is scaled to its slot",
            also="缩小 fit",
        ),
        _f("alt", "替代文字", "words", "给看不见图的读者的话", "words for who cannot see it"),
    ),
)

PIN = Record(
    "pin",
    Text("版式", "layout"),
    (
        _f("id", "编号", "words", "哪一篇稿件", "the story's id", required=True, also="稿件 story"),
        *_HELD,
    ),
)
PAGE = Record(
    "page",
    Text("版面", "page"),
    (
        _f(
            "number",
            "版次",
            "integer",
            "第几版",
            "its number",
            required=True,
            also="版 版号 页码 page",
        ),
        _f(
            "section",
            "版名",
            "words",
            "报眉上的版名，如 特刊",
            "the page's name in the folio",
            also="名称 版面名 title",
        ),
        _f(
            "template",
            "模板",
            "words",
            "layout/ 里一个版式的名称",
            "a template in layout/",
            required=True,
            also="模版 样式",
        ),
        _f(
            "layout",
            "版式",
            "list",
            "没有位置的稿件各排在哪些行、哪些栏；pick 写下的，没写到的由程序安排",
            "rows and columns of stories without a slot, as pick writes them; those that it does "
            "not name are placed",
            of=PIN,
            also="排法 pin pins",
        ),
        _f(
            "accepts",
            "收稿",
            "names",
            "收「待排」里哪些版名的稿件；不写就收这一版版名的和没有版名的",
            "the sections of waiting stories that it takes; absent: its own, and those of none",
            also="收 接收 sections",
        ),
        _f("editor", "责任编辑", "words", "责任编辑", "editor in charge", also="编辑 责编"),
        _f(
            "designer",
            "视觉编辑",
            "words",
            "视觉编辑",
            "visual editor",
            also="美编 版式设计 设计 视觉",
        ),
        _f("proofreader", "校对", "words", "校对", "proofreader", also="校对员 检校"),
        _f(
            "banner",
            "栏题",
            "record",
            "栏题（通栏的宣传语）",
            "the campaign strip",
            of=BANNER,
            also="栏目 通栏题",
        ),
        _f(
            "stories",
            "稿件",
            "list",
            "这一版的稿件，一篇一项",
            "the page's stories, one entry each",
            of=STORY,
            also="文章 稿子 articles story",
        ),
        _f(
            "ads", "广告", "list", "这一版的广告，一条一项", "the page's ads, one entry each", of=AD
        ),
        _f(
            "drop",
            "撤稿",
            "names",
            "县区版：底版这一版里不要的稿件，写编号",
            "of a variant: the ids of the base's stories that it leaves out",
        ),
        _f(
            "replace",
            "整版替换",
            "yesno",
            "县区版：不用底版的这一版，全照这里写的",
            "of a variant: the page stands as it is written here, nothing of the base's",
            also="换版",
        ),
    ),
)

ISSUE = Record(
    "issue",
    Text("一期", "issue"),
    (
        _f(
            "base",
            "底版",
            "words",
            "县区版：在哪一份稿件单上改，只写不同的地方",
            "of a variant: the issue that it differs from; only differences are written",
            also="底稿 基础版",
        ),
        _f(
            "edition",
            "版本",
            "words",
            "县区版的名字，如 白石版",
            "the variant's name",
            also="县区版",
        ),
        _f(
            "paper",
            "报纸",
            "record",
            "报名、刊号、日期等",
            "facts of the paper and its day",
            required=True,
            of=PAPER,
            also="报头",
        ),
        _f(
            "pages",
            "版面",
            "list",
            "各版，一版一项",
            "the pages, one entry each",
            required=True,
            of=PAGE,
            also="版 页面 page",
        ),
        _f(
            "waiting",
            "待排",
            "list",
            "还没有分到版的稿件，由程序按版名和分量分到各版",
            "stories without a page, shared out among the pages by section and weight",
            of=WAITING,
            also="待编 稿库 待发 pool",
        ),
        _f("fillers", "补白", "list", "可用的补白", "fillers at hand", of=FILLER),
    ),
)

_FONT = _f(
    "font",
    "字体",
    "names",
    "字体名，或依次补字的几个名字",
    "a family, or a chain to fall back along",
    also="字型 face family fonts",
)
_SIZE = _f(
    "size",
    "字号",
    "size",
    "字号，或 [最小, 最大]",
    "a size, or [smallest, largest]",
    also="字体大小 大小",
)
_COLOUR = _f(
    "colour",
    "色",
    "ink",
    "颜色：红 黑 …，或 C0 M100 Y100 K0",
    "a colour name, or C0 M100 Y100 K0",
    also="颜色 字色 color",
)
_LEADING = _f(
    "leading", "行距", "length", "一行到下一行的距离", "from one line to the next", also="行高 line"
)
_LINES = _f("max_lines", "最多行", "integer", "最多几行", "how many lines at most", also="行数")
_ALIGN = _f(
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
    (_FONT, _SIZE, _LINES, _LEADING, _ALIGN, _COLOUR),
)
HEADS = Record(
    "heads",
    Text("标题", "heads"),
    (
        _f(
            "kicker", "引题", "record", "引题的样子", "the kicker's look", of=HEAD, also="眉题 肩题"
        ),
        _f(
            "headline",
            "主题",
            "record",
            "主题的样子",
            "the headline's look",
            of=HEAD,
            also="标题 主标题",
        ),
        _f("deck", "副题", "record", "副题的样子", "the deck's look", of=HEAD, also="副标题"),
        _f("byline", "署名", "record", "署名的样子", "the byline's look", of=HEAD, also="作者"),
    ),
)
SUBHEAD = Record(
    "subhead",
    Text("小标题", "subhead"),
    (
        _FONT,
        _SIZE,
        _COLOUR,
        _ALIGN,
        _f("rows", "占行", "integer", "一行的小标题占几行", "rows of a subhead of one line"),
        _f(
            "rows_two",
            "双行占行",
            "integer",
            "两行的小标题占几行",
            "rows of a subhead of two lines",
        ),
    ),
)
CAPTION = Record("caption", Text("说明", "caption"), (_FONT, _SIZE, _LEADING, _LINES, _COLOUR))
LINE = Record("line", Text("一行字", "line"), (_FONT, _SIZE))
FOLIO = Record(
    "folio",
    Text("报眉", "folio"),
    (
        _FONT,
        _SIZE,
        _COLOUR,
        _f(
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
STRIP = Record("strip", Text("栏题", "banner"), (_FONT, _SIZE, _COLOUR))

BODY = Record(
    "body",
    Text("正文", "body"),
    (
        _f(
            "font",
            "字体",
            "names",
            "正文字体",
            "body faces",
            required=True,
            also="字型 face family",
        ),
        _f(
            "bold",
            "粗体",
            "names",
            "正文里加粗的字用的字体",
            "faces of **bold** in body text",
            also="黑体",
        ),
        _f(
            "size",
            "字号",
            "length",
            "正文字号，一字的大小",
            "body size: one em",
            required=True,
            also="大小",
        ),
        _f(
            "leading",
            "行距",
            "length",
            "行距，一行的高",
            "line pitch: one row",
            required=True,
            also="行高",
        ),
        _f(
            "indent",
            "段首",
            "length",
            "段首空几字；不写是 2 字，每行不到 11 字的栏空 1 字",
            "first-line indent; two ems, one in columns of ten characters or fewer",
            also="缩进 首行缩进",
        ),
    ),
)
SHEET = Record(
    "sheet",
    Text("开本", "sheet"),
    (
        _f(
            "trim",
            "成品",
            "sheet",
            "成品尺寸，如 275mm x 390mm",
            "trimmed size, such as 275mm x 390mm",
            required=True,
            also="尺寸 大小",
        ),
        _f(
            "bleed",
            "出血",
            "length",
            "四边的出血；不写由印刷条件定",
            "bleed; absent: as the press says",
        ),
        _f(
            "spread",
            "跨版",
            "yesno",
            "左右两版合成一块，成品写一版的尺寸",
            "two facing pages as one; trim is the size of one page",
            also="通版",
        ),
    ),
)
AREA = Record(
    "type_area",
    Text("版心", "type area"),
    (
        _f("width", "宽", "length", "版心宽，几字", "its width in em", required=True),
        _f("height", "高", "length", "版心高，几行", "its height in lines", required=True),
    ),
)
MARGIN = Record(
    "margin",
    Text("版口", "margin"),
    (
        _f("left", "左", "length", "版心左边到纸边", "from the sheet's left edge"),
        _f("top", "上", "length", "版心上边到纸边", "from the sheet's top edge"),
        _f(
            "inside",
            "内",
            "length",
            "版心到订口（中缝）的一边；单数版在左，双数版在右",
            "from the fold: left on odd pages, right on even ones",
        ),
        _f(
            "outside",
            "外",
            "length",
            "版心到切口的一边；单数版在右，双数版在左",
            "from the outer edge: right on odd pages, left on even ones",
        ),
    ),
)
COLUMNS = Record(
    "base_columns",
    Text("分栏", "base columns"),
    (
        _f("count", "基本栏", "integer", "基本栏有几栏", "how many", required=True, also="栏数"),
        _f("cells", "每栏", "length", "每栏几字", "how many em each", required=True, also="栏宽"),
        _f(
            "gutter",
            "栏空",
            "length",
            "栏与栏之间空几字",
            "em between two",
            required=True,
            also="栏间",
        ),
    ),
)
PICTURES = Record(
    "pictures",
    Text("图片", "pictures"),
    (
        _f("ppi_error", "最低精度", "ppi", "低于它是错", "below this is an error"),
        _f("ppi_warning", "提醒精度", "ppi", "低于它提醒", "below this is a warning"),
        _f(
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
        _f(
            "marks",
            "标点",
            "choice",
            "标点宽度：全角、开明、半角、CCT、原样；不写是全角",
            "style of full-width marks",
            choices=MARKS,
            also="标点风格 标点样式 punctuation",
        ),
        _f(
            "gap",
            "中西空",
            "choice",
            "汉字与西文、数字之间空多少；不写是四分",
            "space between Han and Latin",
            choices=GAP,
            also="中西间距 autospace",
        ),
        _f(
            "unit_gap",
            "数字单位空",
            "yesno",
            "数字与年、月、人等字之间是否也空；不写是空",
            "whether a number keeps the space before 年 月 人",
        ),
        _f(
            "grid",
            "字格",
            "yesno",
            "汉字是否一律站在字格上，行不拉齐；不写是否",
            "every Han on the em grid, lines not justified",
        ),
        _f(
            "hang",
            "悬挂",
            "yesno",
            "挤不下时是否让一个逗号或句号悬在行外；不写是否",
            "let one pause or stop hang out of the measure as a last resort",
        ),
        _f(
            "squeeze_stops",
            "句末可挤",
            "yesno",
            "最后一步是否也挤句号、问号、叹号；不写是挤",
            "whether 。？！ are squeezed, last of all",
        ),
        _f(
            "trim_indented",
            "段首括号半角",
            "yesno",
            "段首的前引号、前括号是否切去左边半字；不写是切",
            "cut the blank before a bracket that opens a paragraph",
        ),
        _f(
            "centred",
            "标点居中",
            "yesno",
            "点号是否居字格正中（港台习惯）；不写是否",
            "marks in the middle of their cell, as in Taiwan and Hong Kong",
        ),
        _f(
            "strict",
            "破折号避头",
            "yesno",
            "破折号、省略号是否也不排在行首；不写是否",
            "keep dashes and ellipses from beginning a line",
        ),
        _f(
            "han_space",
            "汉字间空格",
            "yesno",
            "来稿里汉字之间的空格是否照排（半字）；不写是不排",
            "keep a space typed between two Han, half an em",
        ),
        _f(
            "full_marks",
            "半角标点改全角",
            "yesno",
            "汉字旁的半角标点是否排成全角，文字不动；不写是否",
            "draw half-width marks beside Han full width; the text stays",
        ),
        _f(
            "half_latin",
            "全角西文改半角",
            "yesno",
            "全角的字母、数字是否排成半角，文字不动；不写是否",
            "draw full-width letters and digits half width; the text stays",
        ),
        _f(
            "mend_marks",
            "标点改规范",
            "yesno",
            "写成 -- ... • ~ 的是否排成 —— …… · ～，文字不动；不写是否",
            "draw -- ... • ~ as —— …… · ～; the text stays",
        ),
        _f(
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
_MANNER = _f(
    "manner", "排法", "record", "标点、字距上各报自定的地方", "what each paper decides", of=MANNER
)
_ORNAMENT = _f(
    "ornament",
    "花边",
    "choice",
    "围框的花边：双线 文武线 点线 波浪 回纹 菱花",
    "the pattern of the box: double, thick-thin, dots, waves, meander, diamonds",
    choices=ORNAMENT,
    also="边框花 border",
)
_HEADS = _f("heads", "标题", "record", "标题各部分的样子", "looks of the headline block", of=HEADS)

SLOT = Record(
    "slot",
    Text("区块", "slot"),
    (
        *_PLACE,
        _f(
            "within",
            "嵌在",
            "words",
            "嵌在哪个区块里：从那个区块的文字里让出地方",
            "the slot in whose range it stands: that slot's text makes room",
            also="嵌入 在内",
        ),
        _f(
            "content",
            "内容",
            "choice",
            "放什么",
            "what it holds",
            required=True,
            choices=CONTENT,
            also="类型 kind type",
        ),
        _SPLIT,
        _f(
            "remainder",
            "余数",
            "choice",
            "破栏除不尽的归栏空还是归栏",
            "who takes the remainder",
            choices=REMAINDER,
        ),
        _FRAME,
        _ORNAMENT,
        _TINT,
        _HEADS,
        _f(
            "head_rows",
            "题区行",
            "range",
            "题区占几行，如 12 或 12-14",
            "rows of the headline block: 12 or 12-14",
        ),
        _f(
            "head_columns",
            "题区栏",
            "integer",
            "题区跨几栏",
            "columns that the headline block crosses",
        ),
        _f(
            "byline_at",
            "署名位置",
            "choice",
            "署名排在题下还是文末",
            "byline below the head or at the end",
            choices=BYLINE_AT,
        ),
        _VERTICAL,
        _HEAD_SIDE,
        _f(
            "file",
            "文件",
            "words",
            "报头：报名的题字；装饰：标志、印章；广告：空着时垫的公益广告。PDF、SVG，或图片，不裁",
            "masthead: the name as drawn; ornament: a logo, a seal; ad: what stands in for a missing "
            "one. PDF, SVG or a picture",
            also="图形 标志 logo",
        ),
        _f(
            "rule",
            "线",
            "length",
            "版位上方的线粗",
            "thickness of the line above it",
            also="上线 rule_above",
        ),
        _COLOUR,
    ),
)
_LOOKS = (
    _HEADS,
    _f("subhead", "小标题", "record", "小标题的样子", "looks of subheads", of=SUBHEAD),
    _f(
        "caption",
        "说明",
        "record",
        "图片说明的样子",
        "looks of captions",
        of=CAPTION,
        also="图注 图说",
    ),
    _f("jump", "转版", "record", "转版行的样子", "looks of jump lines", of=LINE),
    _f("folio", "报眉", "record", "报眉的样子", "looks of the folio", of=FOLIO),
    _f("banner", "栏题", "record", "栏题的样子", "looks of the banner", of=STRIP),
    _f("masthead", "报头", "record", "报头的样子", "looks of the masthead", of=LINE),
    _f(
        "end_mark",
        "尾花",
        "words",
        "排在稿件最后一个字后面的小图形：方块 圆点 菱形，或自己的一个 SVG 文件",
        "the small shape behind a story's last character: square, dot, diamond or an SVG file",
        also="文尾 结尾",
    ),
    _f("factbox", "资料框", "record", "资料框文字的样子", "looks of fact boxes", of=LINE),
    _f("imprint", "版权条", "record", "版权条的样子", "looks of the imprint", of=LINE),
    _f("accent", "主色", "ink", "全版的主色", "the page's accent colour", also="颜色 强调色"),
    _f("pictures", "图片", "record", "图片精度的界限", "limits of picture resolution", of=PICTURES),
    _MANNER,
    _RULES,
)
STYLE = Record("style", Text("样式", "style"), _LOOKS)
TEMPLATE = Record(
    "template",
    Text("版式", "template"),
    (
        _f("name", "名称", "words", "版式名称", "its name", required=True, also="版式名 模板"),
        _f(
            "about",
            "用途",
            "words",
            "排什么版，版位怎么摆：presslayout layouts 列出来",
            "what it is for, as presslayout layouts lists it",
            also="简介 说明文字",
        ),
        _f(
            "style",
            "样式",
            "words",
            "layout/styles/ 里共用的样子",
            "a shared style in layout/styles",
        ),
        _f(
            "sheet",
            "开本",
            "record",
            "成品尺寸和出血",
            "trimmed size and bleed",
            required=True,
            of=SHEET,
            also="纸张 尺寸 page",
        ),
        _f(
            "body",
            "正文",
            "record",
            "正文字体、字号、行距",
            "body face, size and pitch",
            required=True,
            of=BODY,
        ),
        _f(
            "type_area",
            "版心",
            "record",
            "版心宽高",
            "size of the type area",
            required=True,
            of=AREA,
        ),
        _f(
            "margin",
            "版口",
            "record",
            "版心在纸上的位置；不写居中",
            "where the type area stands; absent: centred",
            of=MARGIN,
        ),
        _f(
            "base_columns",
            "分栏",
            "record",
            "基本栏",
            "base columns",
            required=True,
            of=COLUMNS,
            also="栏 columns",
        ),
        _f(
            "slots",
            "区块",
            "map",
            "版位：名字和它占的地方",
            "slots by name",
            required=True,
            of=SLOT,
            also="版位 版块",
        ),
        *_LOOKS,
        _f(
            "fit_order",
            "合版顺序",
            "steps",
            "为了排满排齐可以动什么，越靠右越舍不得",
            "what fitting may do, dearer to the right",
            choices=STEPS,
        ),
    ),
)
STORY_STYLE = Record(
    "story_style",
    Text("稿件样式", "story style"),
    (_FRAME, _ORNAMENT, _TINT, _HEADS, _MANNER, _VERTICAL, _HEAD_SIDE),
)

FAMILY = Record(
    "family",
    Text("字体", "family"),
    (
        _f("file", "文件", "words", "字体文件", "the font file", required=True),
        _f(
            "index",
            "序号",
            "integer",
            "字体合集里的第几个，从 0 数起",
            "its place in a collection, from 0",
        ),
        _f("weight", "字重", "integer", "粗细，100–900", "weight, 100 to 900"),
        _f(
            "fallback",
            "后备",
            "names",
            "缺字时依次找哪些字体",
            "where to turn for what it lacks",
            also="补字 补字字体",
        ),
        _f("bold", "粗体", "words", "加粗时用哪个字体", "the family that bold takes"),
        _f("licence", "许可", "words", "许可证", "its licence", also="license 许可证"),
        _f("aliases", "别名", "names", "别的叫法", "other names for it"),
    ),
)
INK = Record(
    "named_ink",
    Text("颜色", "ink"),
    (
        _f(
            "spot",
            "专色",
            "words",
            "专色版的名字，照印厂的写法，如 PANTONE 871 C",
            "the spot plate's name as the plant writes it, such as PANTONE 871 C",
            required=True,
            also="专色名 名称 name",
        ),
        _f(
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
PRESS_PICTURES = Record(
    "press_pictures",
    Text("图片", "pictures"),
    (
        *PICTURES.fields,
        _f(
            "ppi_target",
            "目标精度",
            "ppi",
            "比它细的图缩到这个精度；不写是提醒精度的 1.5 倍",
            "finer pictures are sampled down to it; 1.5 times the warning by default",
        ),
        _f(
            "sharpen",
            "锐化",
            "percent",
            "缩小后锐化多少，0% 到 300%；不写不锐化",
            "how strongly pictures are sharpened, 0% to 300%; absent: not at all",
            also="锐化强度 sharpening",
        ),
    ),
)
LIMITS = Record(
    "ink",
    Text("墨量", "ink"),
    (
        _f("advised", "建议", "percent", "建议的总墨量", "total ink advised", required=True),
        _f("limit", "上限", "percent", "最多的总墨量", "total ink at most", required=True),
    ),
)
CHECKS = Record(
    "preflight",
    Text("预检", "preflight"),
    (
        _f("spots", "专色", "integer", "最多几种专色", "spot colours at most"),
        _f(
            "overprinting_type",
            "叠印黑字",
            "length",
            "这么大以下的黑字要叠印",
            "black type up to this size must overprint",
        ),
        _f(
            "rich_black_type",
            "纯黑字",
            "length",
            "比这小的黑字只用黑墨",
            "black type under this size is in black alone",
        ),
        _f(
            "small_colour_type",
            "三色小字",
            "length",
            "比这小的字不用三色以上",
            "no type in three inks under this size",
        ),
        _f(
            "reversed_type",
            "反白小字",
            "length",
            "反白字不能比这小",
            "no reversed type under this size",
        ),
        _f(
            "reversed_thin_type",
            "反白细体",
            "length",
            "反白的宋体、楷体这类细笔画字不能比这小",
            "no reversed type of thin strokes, as Song and Kai have, under this size",
            also="反白宋体",
        ),
        _f(
            "tinted_type",
            "浅色小字",
            "length",
            "加网的浅色字不能比这小",
            "no type in a tint under this size",
        ),
        _f(
            "overprinting_line",
            "叠印黑线",
            "length",
            "这么细的黑线要叠印",
            "black rules as thin as this must overprint",
        ),
        _f("thin_rule", "细线", "length", "单色线至少这么粗", "rules of one ink at least"),
        _f(
            "thin_colour_rule",
            "多色细线",
            "length",
            "多色线、反白线至少这么粗",
            "rules of several inks, or reversed, at least",
        ),
        _f(
            "bitmap_error",
            "线条图最低精度",
            "ppi",
            "线条图低于它是错误",
            "line art below it is an error",
        ),
        _f(
            "bitmap_warning",
            "线条图提醒精度",
            "ppi",
            "线条图低于它是提醒",
            "line art below it is a warning",
        ),
        _f(
            "first_dot",
            "最浅网点",
            "percent",
            "比这浅的平网印不出来",
            "tints below it do not print",
        ),
        _f("error", "错误", "names", "算作错误的检查", "checks that are errors"),
        _f("warning", "提醒", "names", "算作提醒的检查", "checks that are warnings"),
        _f("info", "说明", "names", "只说一声的检查", "checks that are remarks"),
        _f("off", "不查", "names", "不用的检查", "checks that are not made"),
    ),
)
PRINTERS_MARKS = Record(
    "marks",
    Text("标记", "printer's marks"),
    (
        _f("crop", "裁切线", "yesno", "四角的裁切线", "crop marks at the corners"),
        _f(
            "fold",
            "折线",
            "yesno",
            "折叠的地方：拼版的中缝，对开版的中腰",
            "where a sheet is folded: its spine, the middle of a broadsheet",
        ),
        _f("registration", "套准线", "yesno", "四边的套准十字", "registration marks at the sides"),
        _f("bar", "色条", "yesno", "版脚外的测控色条", "the colour bar below the page"),
        _f(
            "slug",
            "标签",
            "yesno",
            "版外的一行字：报名、日期、版次、版本、版面校验码",
            "paper, date, page, version and hash in words outside the page",
        ),
        _f(
            "distance",
            "距离",
            "length",
            "离成品边多远开始（不写是 3mm，总在出血之外）",
            "where they begin, outside the trim (3mm; always outside the bleed)",
        ),
    ),
)
FOLDING: Choices = (("套折", "nested"), ("单折", "single"))
SCREENS = Record(
    "screens",
    Text("网屏", "screens"),
    (
        _f("ruling", "线数", "words", "加网线数，如 100lpi", "ruling, such as 100lpi"),
        _f("angles", "角度", "words", "各色的角度", "the angle of each ink"),
        _f("dot", "网点", "words", "网点形状", "shape of the dot"),
    ),
)
DISPATCH = Record(
    "delivery",
    Text("交付", "delivery"),
    (
        _f(
            "files",
            "文件",
            "choice",
            "每版一个文件，还是合成一个",
            "a file for each page, or all in one",
            choices=FILES,
        ),
        _f(
            "imposed",
            "拼版",
            "yesno",
            "两版拼一面，按折页的次序（四版：4-1、2-3）",
            "two pages on a side, as they are folded (of four: 4-1 and 2-3)",
        ),
        _f(
            "folding",
            "折法",
            "choice",
            "拼版时各张套着折（不写就是），还是一张一折（1-4、5-8 各自成张）",
            "sheets folded one inside the other (the default), or each by itself (1-4, 5-8)",
            choices=FOLDING,
        ),
        _f(
            "name",
            "文件名",
            "words",
            "印厂要的文件名，如 {报名}{日期:%Y%m%d}-{版次:02}.pdf",
            "the plant's pattern for names, such as {paper}{date:%Y%m%d}-{page:02}.pdf",
        ),
    ),
)
PRESS = Record(
    "press",
    Text("印刷条件", "press profile"),
    (
        _f("name", "名称", "words", "印刷条件的名字", "its name", also="名字"),
        _f(
            "standard",
            "标准",
            "choice",
            "PDF 标准",
            "the PDF standard",
            required=True,
            choices=STANDARD,
        ),
        _f(
            "profile",
            "特性文件",
            "words",
            "ICC 特性文件",
            "the ICC profile",
            required=True,
            also="icc",
        ),
        _f(
            "condition",
            "印刷条件",
            "words",
            "印刷条件的标识，如 IFRA26",
            "identifier of the printing condition",
            required=True,
        ),
        _f(
            "condition_info",
            "条件说明",
            "words",
            "没有注册的印刷条件用一句话说明",
            "words for a condition that is not registered",
        ),
        _f(
            "ink",
            "总墨量",
            "record",
            "总墨量的建议值和上限",
            "limits of total ink",
            required=True,
            of=LIMITS,
            also="墨量",
        ),
        _f(
            "pictures",
            "图片",
            "record",
            "图片精度的界限",
            "limits of picture resolution",
            required=True,
            of=PRESS_PICTURES,
        ),
        _f("bleed", "出血", "length", "版式没有写出血时用它", "bleed where the template has none"),
        _f(
            "intent",
            "转换意图",
            "choice",
            "图片转换颜色的方式",
            "rendering intent for pictures",
            choices=INTENT,
        ),
        _f(
            "marks",
            "标记",
            "record",
            "成品以外的印刷标记；不写就没有",
            "printer's marks outside the page; without it there are none",
            of=PRINTERS_MARKS,
        ),
        _f(
            "delivery",
            "交付",
            "record",
            "另外写一个 delivery 文件夹，照印厂的文件名，附传版单和校验码",
            "a folder beside press.pdf with the plant's file names, a delivery note and checksums",
            of=DISPATCH,
        ),
        _f(
            "screens",
            "网屏",
            "record",
            "印厂的加网，写进传版单；PDF/X 不许把网屏写进 PDF",
            "the plant's screens, told in the delivery note: PDF/X allows none in the file",
            of=SCREENS,
        ),
        _f(
            "preflight",
            "预检",
            "record",
            "预检的界限，各项检查的轻重",
            "limits of preflight, and how its checks weigh",
            of=CHECKS,
        ),
    ),
)
LEGAL_RULE = Record(
    "form_rule",
    Text("规则", "rule"),
    (
        _f("errors", "差错数", "integer", "计几个差错", "how many errors it counts", required=True),
        _f("verified", "核对", "yesno", "数目与原文对过", "the number was read in the source"),
        _f("source", "出处", "words", "哪一条", "where it is said"),
        _f("by_hand", "人工", "yesno", "程序判不了，由人来看", "for people to judge"),
    ),
)
LEGAL = Record(
    "form",
    Text("出版形式", "legal form"),
    (
        _f("name", "名称", "words", "名称", "its name", required=True),
        _f("basis", "依据", "words", "依据的文件", "the document", required=True),
        _f("since", "施行", "date", "从哪一天起", "in force since", required=True),
        _f("limit", "合格", "integer", "几个以内合格", "errors at most", required=True),
        _f("rules", "规则", "map", "各项差错", "the rules by name", required=True, of=LEGAL_RULE),
    ),
)

RATE_KIND = Record(
    "rate_kind",
    Text("类", "kind"),
    (
        _f("each", "计", "words", "一处计几个", "what one place counts", required=True),
        _f("some", "二至五字", "words", "一处 2～5 字计几个", "with 2 to 5 characters"),
        _f("many", "五字以上", "words", "一处 5 字以上计几个", "with more than 5 characters"),
        _f("most", "最多", "words", "一期最多计几个", "at most in one issue"),
        _f("source", "出处", "words", "哪一条", "where it is said"),
    ),
)
RATE = Record(
    "rate",
    Text("编校差错率", "error rate"),
    (
        _f("name", "名称", "words", "名称", "its name", required=True),
        _f("basis", "依据", "words", "依据的文件", "the document", required=True),
        _f("since", "施行", "date", "从哪一天起", "in force since", required=True),
        _f(
            "limit",
            "合格",
            "words",
            "一万字几个以内合格",
            "errors in 10,000 at most",
            required=True,
        ),
        _f(
            "photos",
            "照片",
            "percent",
            "照片按所占字数的百分之几算",
            "the share of photos' area",
            required=True,
        ),
        _f(
            "important",
            "重要",
            "integer",
            "重要差错按几倍计",
            "how often important ones count",
            required=True,
        ),
        _f("parts", "重要部位", "names", "哪些部位算重要", "the parts that are important"),
        _f(
            "repeated",
            "重复",
            "integer",
            "同一差错最多计几次",
            "how often the same one counts",
            required=True,
        ),
        _f("kinds", "类", "map", "各类差错", "the kinds by name", required=True, of=RATE_KIND),
    ),
)
RATE_ERROR = Record(
    "rate_error",
    Text("差错", "error"),
    (
        _f("page", "版次", "integer", "第几版", "the page"),
        _f("story", "稿件", "words", "哪一篇", "the story"),
        _f(
            "part", "部位", "words", "哪个部位：主题、正文、说明、报眉……", "the part: 主题, 正文, …"
        ),
        _f("kind", "类", "words", "哪一类差错", "the kind", required=True),
        _f("wrong", "错", "words", "错成什么", "what it says"),
        _f("right", "正", "words", "应作什么", "what it should say"),
        _f("chars", "字数", "integer", "这一处几个字，默认 1", "how many characters, 1 by default"),
        _f(
            "important", "重要", "yesno", "重要名称、时间、图片", "an important name, time or photo"
        ),
        _f(
            "counts",
            "计",
            "words",
            "这一处计几个，类里没有的才写",
            "what it counts, for other kinds",
        ),
        _f("note", "注", "words", "说明", "a note"),
    ),
)
RATE_LOG = Record(
    "rate_log",
    Text("差错记录", "error log"),
    (_f("errors", "差错", "list", "一处一项", "one entry a place", required=True, of=RATE_ERROR),),
)


def _relaxed(record: Record) -> Record:
    """A record of a variant: nothing but what tells pages and stories apart must be written."""
    made = tuple(
        replace(
            f,
            required=f.name == RELAXED.get(record.name),
            of=_relaxed(f.of) if f.of is not None and f.of.name in RELAXED else f.of,
        )
        for f in record.fields
    )
    return replace(record, fields=made)


RELAXED = {"issue": "base", "paper": "", "page": "number", "story": "id", "waiting": "id"}
VARIANT = _relaxed(ISSUE)


def keys() -> frozenset[str]:
    """Every word that begins an entry anywhere."""
    return _KEYS


def _gather() -> frozenset[str]:
    found: dict[str, Record] = {}
    waiting = [ISSUE, TEMPLATE, STYLE, STORY_STYLE, FAMILY, PRESS, LEGAL, RATE, RATE_LOG, INK]
    for record in waiting:
        if record.name not in found:
            found[record.name] = record
            waiting += [f.of for f in record.fields if f.of is not None]
    return frozenset(key for record in found.values() for key in record.names())


_KEYS = _gather()
