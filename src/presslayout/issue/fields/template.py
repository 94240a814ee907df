"""The keys of a template and of the styles below it."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.base.plugins import SLOTS
from presslayout.issue.fields.choices import BYLINE_AT, CONTENT, NAMEPLATE, REMAINDER, STEPS
from presslayout.issue.fields.common import (
    FRAME_KEY,
    GROUND_KEY,
    MAY_BE_EMPTY_KEY,
    RULES_KEY,
    TINT_KEY,
    VERTICAL_KEY,
)
from presslayout.issue.fields.field import Record, key
from presslayout.issue.fields.looks import (
    BODY,
    CAPTION,
    COLOUR_KEY,
    DROP_CAP_KEY,
    FOLIO,
    HEADS_KEY,
    LINE,
    MANNER_KEY,
    ORDINALS_KEY,
    ORNAMENT_KEY,
    PICTURES,
    STRIP,
    SUBHEAD,
)
from presslayout.issue.fields.places import HEAD_SIDE_KEY, PLACE, SPLIT_KEY

SHEET = Record(
    "sheet",
    Text("开本", "sheet"),
    (
        key(
            "trim",
            "成品",
            "sheet",
            "成品尺寸，如 275mm x 390mm",
            "trimmed size, such as 275mm x 390mm",
            required=True,
            also="尺寸 大小",
        ),
        key(
            "bleed",
            "出血",
            "length",
            "四边的出血；印刷条件要得更多时按印刷条件",
            "bleed on all sides; the press's where that is more",
        ),
        key(
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
        key("width", "宽", "length", "版心宽，几字", "its width in em", required=True),
        key("height", "高", "length", "版心高，几行", "its height in lines", required=True),
    ),
)


MARGIN = Record(
    "margin",
    Text("版口", "margin"),
    (
        key("left", "左", "length", "版心左边到纸边", "from the sheet's left edge"),
        key("top", "上", "length", "版心上边到纸边", "from the sheet's top edge"),
        key(
            "inside",
            "内",
            "length",
            "版心到订口（中缝）的一边；单数版在左，双数版在右",
            "from the fold: left on odd pages, right on even ones",
        ),
        key(
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
        key("count", "基本栏", "integer", "基本栏有几栏", "how many", required=True, also="栏数"),
        key("cells", "每栏", "length", "每栏几字", "how many em each", required=True, also="栏宽"),
        key(
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


SLOT = Record(
    "slot",
    Text("区块", "slot"),
    (
        *PLACE,
        key(
            "within",
            "嵌在",
            "words",
            "嵌在哪个区块里：从那个区块的文字里让出地方",
            "the slot in whose range it stands: that slot's text makes room",
            also="嵌入 在内",
        ),
        key(
            "content",
            "内容",
            "choice",
            "放什么",
            "what it holds",
            required=True,
            choices=CONTENT,
            also="类型 kind type",
            group=SLOTS,
        ),
        SPLIT_KEY,
        key(
            "remainder",
            "余数",
            "choice",
            "破栏除不尽的归栏空还是归栏",
            "who takes the remainder",
            choices=REMAINDER,
        ),
        FRAME_KEY,
        ORNAMENT_KEY,
        TINT_KEY,
        HEADS_KEY,
        key(
            "head_rows",
            "题区行",
            "range",
            "题区占几行，如 12 或 12-14",
            "rows of the headline block: 12 or 12-14",
        ),
        key(
            "head_columns",
            "题区栏",
            "integer",
            "题区跨几栏",
            "columns that the headline block crosses",
        ),
        key(
            "head_area",
            "同题区",
            "words",
            "写同一个名字的区块，题区一样高：标题、署名、正文头一行对齐",
            "slots of one name have heads of one height: headlines, bylines and first lines agree",
            also="题区组",
        ),
        key(
            "byline_at",
            "署名位置",
            "choice",
            "署名排在题下还是文末",
            "byline below the head or at the end",
            choices=BYLINE_AT,
        ),
        VERTICAL_KEY,
        HEAD_SIDE_KEY,
        DROP_CAP_KEY,
        ORDINALS_KEY,
        key(
            "file",
            "文件",
            "words",
            "报头、刊头：名字的题字；装饰：标志、印章；广告：空着时垫的公益广告。PDF、SVG，或图片，不裁",
            "masthead, section: the name as drawn; ornament: a logo, a seal; ad: what stands in for a missing "
            "one. PDF, SVG or a picture",
            also="图形 标志 logo",
        ),
        key(
            "form",
            "形式",
            "choice",
            "报头、刊头的样子：居中、居左、框（名字反白在色块里）、竖（名字竖着，用窄的区块）；不写是居中",
            "of a masthead or a section's head: center, left, boxed (white on a plate) or upright, in a "
            "narrow slot; absent: center",
            choices=NAMEPLATE,
        ),
        key(
            "rule",
            "线",
            "length",
            "版位上方的线粗",
            "thickness of the line above it",
            also="上线 rule_above",
        ),
        COLOUR_KEY,
        MAY_BE_EMPTY_KEY,
    ),
)


LOOKS = (
    HEADS_KEY,
    key("subhead", "小标题", "record", "小标题的样子", "looks of subheads", of=SUBHEAD),
    key(
        "caption",
        "说明",
        "record",
        "图片说明的样子",
        "looks of captions",
        of=CAPTION,
        also="图注 图说",
    ),
    key("jump", "转版", "record", "转版行的样子", "looks of jump lines", of=LINE),
    key("folio", "报眉", "record", "报眉的样子", "looks of the folio", of=FOLIO),
    key("banner", "栏题", "record", "栏题的样子", "looks of the banner", of=STRIP),
    key("masthead", "报头", "record", "报头的样子", "looks of the masthead", of=LINE),
    key("section", "刊头", "record", "刊头的样子", "looks of a section's head", of=LINE),
    key(
        "end_mark",
        "尾花",
        "words",
        "排在稿件最后一个字后面的小图形：方块 圆点 菱形，或自己的一个 SVG 文件",
        "the small shape behind a story's last character: square, dot, diamond or an SVG file",
        also="文尾 结尾",
    ),
    key("factbox", "资料框", "record", "资料框文字的样子", "looks of fact boxes", of=LINE),
    key("imprint", "版权条", "record", "版权条的样子", "looks of the imprint", of=LINE),
    key("accent", "主色", "ink", "全版的主色", "the page's accent colour", also="颜色 强调色"),
    GROUND_KEY,
    key(
        "pictures", "图片", "record", "图片精度的界限", "limits of picture resolution", of=PICTURES
    ),
    MANNER_KEY,
    RULES_KEY,
)


STYLE = Record("style", Text("样式", "style"), LOOKS)


TEMPLATE = Record(
    "template",
    Text("版式", "template"),
    (
        key("name", "名称", "words", "版式名称", "its name", required=True, also="版式名 模板"),
        key(
            "about",
            "用途",
            "words",
            "排什么版，版位怎么摆：presslayout layouts 列出来",
            "what it is for, as presslayout layouts lists it",
            also="简介 说明文字",
        ),
        key(
            "about_en",
            "英文用途",
            "words",
            "用英文再说一遍用途：presslayout layouts --lang en 列出来",
            "what it is for in English, as presslayout layouts --lang en lists it",
        ),
        key(
            "style",
            "样式",
            "words",
            "layout/styles/ 里共用的样子",
            "a shared style in layout/styles",
        ),
        key(
            "sheet",
            "开本",
            "record",
            "成品尺寸和出血",
            "trimmed size and bleed",
            required=True,
            of=SHEET,
            also="纸张 尺寸 page",
        ),
        key(
            "body",
            "正文",
            "record",
            "正文字体、字号、行距",
            "body face, size and pitch",
            required=True,
            of=BODY,
        ),
        key(
            "type_area",
            "版心",
            "record",
            "版心宽高",
            "size of the type area",
            required=True,
            of=AREA,
        ),
        key(
            "margin",
            "版口",
            "record",
            "版心在纸上的位置；不写居中",
            "where the type area stands; absent: centred",
            of=MARGIN,
        ),
        key(
            "base_columns",
            "分栏",
            "record",
            "基本栏",
            "base columns",
            required=True,
            of=COLUMNS,
            also="栏 columns",
        ),
        key(
            "slots",
            "区块",
            "map",
            "版位：名字和它占的地方",
            "slots by name",
            required=True,
            of=SLOT,
            also="版位 版块",
        ),
        *LOOKS,
        key(
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
    (
        FRAME_KEY,
        ORNAMENT_KEY,
        TINT_KEY,
        HEADS_KEY,
        MANNER_KEY,
        VERTICAL_KEY,
        HEAD_SIDE_KEY,
        DROP_CAP_KEY,
        ORDINALS_KEY,
    ),
)
