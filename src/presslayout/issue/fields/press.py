"""The keys of a press profile."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.base.plugins import STANDARDS
from presslayout.issue.fields.choices import FILES, INTENT, STANDARD
from presslayout.issue.fields.field import Choices, Record, key
from presslayout.issue.fields.looks import PICTURES

PRESS_PICTURES = Record(
    "press_pictures",
    Text("图片", "pictures"),
    (
        *PICTURES.fields,
        key(
            "ppi_target",
            "目标精度",
            "ppi",
            "比它细的图缩到这个精度；不写是提醒精度的 1.5 倍",
            "finer pictures are sampled down to it; 1.5 times the warning by default",
        ),
        key(
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
        key("advised", "建议", "percent", "建议的总墨量", "total ink advised", required=True),
        key("limit", "上限", "percent", "最多的总墨量", "total ink at most", required=True),
    ),
)


STAND_IN = Record(
    "stand_in",
    Text("代用字体", "stand-in"),
    (key("family", "字体", "names", "用哪个字体", "the family that stands in", required=True),),
)


CHECKS = Record(
    "preflight",
    Text("预检", "preflight"),
    (
        key("spots", "专色", "integer", "最多几种专色", "spot colours at most"),
        key(
            "overprinting_type",
            "叠印黑字",
            "length",
            "这么大以下的黑字要叠印",
            "black type up to this size must overprint",
        ),
        key(
            "rich_black_type",
            "纯黑字",
            "length",
            "比这小的黑字只用黑墨",
            "black type under this size is in black alone",
        ),
        key(
            "small_colour_type",
            "三色小字",
            "length",
            "比这小的字不用三色以上",
            "no type in three inks under this size",
        ),
        key(
            "reversed_type",
            "反白小字",
            "length",
            "反白字不能比这小",
            "no reversed type under this size",
        ),
        key(
            "reversed_thin_type",
            "反白细体",
            "length",
            "反白的宋体、楷体这类细笔画字不能比这小",
            "no reversed type of thin strokes, as Song and Kai have, under this size",
            also="反白宋体",
        ),
        key(
            "tinted_type",
            "浅色小字",
            "length",
            "加网的浅色字不能比这小",
            "no type in a tint under this size",
        ),
        key(
            "overprinting_line",
            "叠印黑线",
            "length",
            "这么细的黑线要叠印",
            "black rules as thin as this must overprint",
        ),
        key("thin_rule", "细线", "length", "单色线至少这么粗", "rules of one ink at least"),
        key(
            "thin_colour_rule",
            "多色细线",
            "length",
            "多色线、反白线至少这么粗",
            "rules of several inks, or reversed, at least",
        ),
        key(
            "bitmap_error",
            "线条图最低精度",
            "ppi",
            "线条图低于它是错误",
            "line art below it is an error",
        ),
        key(
            "bitmap_warning",
            "线条图提醒精度",
            "ppi",
            "线条图低于它是提醒",
            "line art below it is a warning",
        ),
        key(
            "first_dot",
            "最浅网点",
            "percent",
            "比这浅的平网印不出来",
            "tints below it do not print",
        ),
        key("error", "错误", "names", "算作错误的检查", "checks that are errors"),
        key("warning", "提醒", "names", "算作提醒的检查", "checks that are warnings"),
        key("info", "说明", "names", "只说一声的检查", "checks that are remarks"),
        key("off", "不查", "names", "不用的检查", "checks that are not made"),
    ),
)


PRINTERS_MARKS = Record(
    "marks",
    Text("标记", "printer's marks"),
    (
        key("crop", "裁切线", "yesno", "四角的裁切线", "crop marks at the corners"),
        key(
            "fold",
            "折线",
            "yesno",
            "折叠的地方：拼版的中缝，对开版的中腰",
            "where a sheet is folded: its spine, the middle of a broadsheet",
        ),
        key("registration", "套准线", "yesno", "四边的套准十字", "registration marks at the sides"),
        key("bar", "色条", "yesno", "版脚外的测控色条", "the colour bar below the page"),
        key(
            "slug",
            "标签",
            "yesno",
            "版外的一行字：报名、日期、版次、版本、版面校验码",
            "paper, date, page, version and hash in words outside the page",
        ),
        key(
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
        key("ruling", "线数", "words", "加网线数，如 100lpi", "ruling, such as 100lpi"),
        key("angles", "角度", "words", "各色的角度", "the angle of each ink"),
        key("dot", "网点", "words", "网点形状", "shape of the dot"),
    ),
)


DISPATCH = Record(
    "delivery",
    Text("交付", "delivery"),
    (
        key(
            "files",
            "文件",
            "choice",
            "每版一个文件，还是合成一个",
            "a file for each page, or all in one",
            choices=FILES,
        ),
        key(
            "imposed",
            "拼版",
            "yesno",
            "两版拼一面，按折页的次序（四版：4-1、2-3）",
            "two pages on a side, as they are folded (of four: 4-1 and 2-3)",
        ),
        key(
            "folding",
            "折法",
            "choice",
            "拼版时各张套着折（不写就是），还是一张一折（1-4、5-8 各自成张）",
            "sheets folded one inside the other (the default), or each by itself (1-4, 5-8)",
            choices=FOLDING,
        ),
        key(
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
        key("name", "名称", "words", "印刷条件的名字", "its name", also="名字"),
        key(
            "standard",
            "标准",
            "choice",
            "PDF 标准",
            "the PDF standard",
            required=True,
            choices=STANDARD,
            group=STANDARDS,
        ),
        key(
            "profile",
            "特性文件",
            "words",
            "ICC 特性文件",
            "the ICC profile",
            required=True,
            also="icc",
        ),
        key(
            "condition",
            "印刷条件",
            "words",
            "印刷条件的标识，如 IFRA26",
            "identifier of the printing condition",
            required=True,
        ),
        key(
            "condition_info",
            "条件说明",
            "words",
            "没有注册的印刷条件用一句话说明",
            "words for a condition that is not registered",
        ),
        key(
            "ink",
            "总墨量",
            "record",
            "总墨量的建议值和上限",
            "limits of total ink",
            required=True,
            of=LIMITS,
            also="墨量",
        ),
        key(
            "pictures",
            "图片",
            "record",
            "图片精度的界限",
            "limits of picture resolution",
            required=True,
            of=PRESS_PICTURES,
        ),
        key(
            "bleed",
            "出血",
            "length",
            "四边至少出血多少；版式可以要更多",
            "bleed on all sides at least; a template may ask more",
        ),
        key(
            "intent",
            "转换意图",
            "choice",
            "图片转换颜色的方式",
            "rendering intent for pictures",
            choices=INTENT,
        ),
        key(
            "faces",
            "换字体",
            "map",
            "这种纸上改用哪个字体，如 {宋体中等: {字体: 宋体}}",
            "families that others stand in for on this stock",
            of=STAND_IN,
        ),
        key(
            "marks",
            "标记",
            "record",
            "成品以外的印刷标记；不写就没有",
            "printer's marks outside the page; without it there are none",
            of=PRINTERS_MARKS,
        ),
        key(
            "delivery",
            "交付",
            "record",
            "另外写一个 delivery 文件夹，照印厂的文件名，附传版单和校验码",
            "a folder beside press.pdf with the plant's file names, a delivery note and checksums",
            of=DISPATCH,
        ),
        key(
            "screens",
            "网屏",
            "record",
            "印厂的加网，写进传版单；PDF/X 不许把网屏写进 PDF",
            "the plant's screens, told in the delivery note: PDF/X allows none in the file",
            of=SCREENS,
        ),
        key(
            "preflight",
            "预检",
            "record",
            "预检的界限，各项检查的轻重",
            "limits of preflight, and how its checks weigh",
            of=CHECKS,
        ),
    ),
)
