"""Keys that pages, slots and styles share."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import GROUND_OVER, RULE_LEVEL
from presslayout.issue.fields.field import Record, key
from presslayout.issue.layout_rules import RULES

LAYOUT_RULES = Record(
    "layout_rules",
    Text("版面规则", "layout rules"),
    tuple(key(en, zh, "choice", doc, doc_en, choices=RULE_LEVEL) for zh, en, doc, doc_en in RULES),
)


MAY_BE_EMPTY_KEY = key(
    "may_be_empty",
    "可空",
    "yesno",
    "可以空着：没有内容时付印不拦",
    "nothing need stand there: press does not refuse it",
    also="可留空 留白",
)


RULES_KEY = key(
    "layout_rules",
    "版面规则",
    "record",
    "版面毛病怎么算：错误（付印不放行）、提醒、不查；不写是提醒",
    "how faults of layout weigh: error (press refuses), warning, off; absent: warning",
    of=LAYOUT_RULES,
)


FRAME_KEY = key(
    "frame",
    "框",
    "frame",
    "围框的线粗；不要写 0",
    "thickness of the box line",
    also="加框 边框 box",
)


TINT_KEY = key("tint", "底色", "ink", "底色", "tint behind the slot", also="背景 background")


GROUND = Record(
    "ground",
    Text("版底", "ground"),
    (
        key(
            "tint",
            "底色",
            "ink",
            "铺什么颜色，如 Y6",
            "the tint, such as Y6",
            required=True,
            also="色 颜色 colour",
        ),
        key(
            "over",
            "铺",
            "choice",
            "整版（到纸边，延到出血）或版心；不写是整版",
            "the whole sheet, out into the bleed, or the type area; absent: the sheet",
            choices=GROUND_OVER,
            also="范围",
        ),
    ),
)


GROUND_KEY = key(
    "ground",
    "版底",
    "record",
    "整版或版心铺一层底色，正文印在上面",
    "a tint under all of the page, or under its type area",
    of=GROUND,
    also="底纹 page_tint",
)


VERTICAL_KEY = key(
    "vertical",
    "竖排",
    "yesno",
    "全文竖排，行从右往左；破栏说分几段",
    "the whole story in vertical lines, from the right; split says in how many tiers",
    also="竖排正文",
)
