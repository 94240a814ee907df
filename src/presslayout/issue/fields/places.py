"""The keys that say where something stands and stays: ranges, locks, pinned layouts."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import HEAD_SIDE
from presslayout.issue.fields.common import FRAME_KEY
from presslayout.issue.fields.field import Record, key

PART = Record(
    "part",
    Text("范围", "part"),
    (
        key("rows", "行", "range", "占哪些行，如 6-30", "rows such as 6-30", required=True),
        key("columns", "栏", "range", "占哪些基本栏", "base columns such as 1-6", required=True),
    ),
)


PLACE = (
    key(
        "rows",
        "行",
        "range",
        "占哪些行，如 6-55，两头都算",
        "rows such as 6-55, both counted",
    ),
    key(
        "columns",
        "栏",
        "range",
        "占哪些基本栏，如 1-6，两头都算",
        "base columns such as 1-6, both counted",
    ),
    key(
        "parts",
        "范围",
        "list",
        "几个矩形拼成的版位：每个写行和栏，代替「行」「栏」",
        "a slot of several rectangles, each with rows and columns, instead of them",
        of=PART,
        also="区域",
    ),
)


SPLIT_KEY = key(
    "split",
    "破栏",
    "integer",
    "把这些栏重分成几栏",
    "reset as so many columns",
    also="分栏 栏数",
)


HEAD_SIDE_KEY = key(
    "head_side",
    "标题竖排",
    "choice",
    "标题竖排在正文的左边或右边，占「题区栏」那么多栏（不写是一栏）",
    "a vertical headline left or right of the body, over head_columns columns (one by default)",
    choices=HEAD_SIDE,
)


HELD = (
    *PLACE,
    SPLIT_KEY,
    FRAME_KEY,
    HEAD_SIDE_KEY,
    key(
        "photo_columns",
        "主图栏数",
        "integer",
        "第一张图跨几栏，不写由程序定",
        "columns that the first photo crosses; the engine decides without it",
    ),
    key(
        "head_over",
        "题在图上",
        "yesno",
        "标题印在第一张图上，图有多高由程序定",
        "the headline stands on the first photo, whose height the engine decides",
    ),
    key(
        "head_small",
        "小题",
        "yesno",
        "标题用小一档的字号，题区少占几行：版面紧时的排法这样写",
        "heads a step smaller, which take fewer rows: as layouts of a close page have it",
        also="题小",
    ),
)


LOCK_KEY = key(
    "lock",
    "锁定",
    "lock",
    "是：留在「版式」定下的地方；或 {行: 6-40, 栏: 1-4}：留在这里，别的稿件绕开它排",
    "yes: stays where the pinned layout has it; or {rows: 6-40, columns: 1-4}: stays there, the "
    "others are laid out round it",
    of=Record("held", Text("锁定", "lock"), HELD),
    also="固定 锁 lock locked fixed",
)


OPTIONAL_KEY = key(
    "optional",
    "可删",
    "yesno",
    "排不下时可以撤掉",
    "may be dropped where space is short",
    also="可省",
)


LOCK_INSIDE_KEY = key(
    "lock",
    "锁定",
    "lock",
    "{栏: 2-3, 行: 5-23}：占版位的这几栏、这几行，不动；是：照「位置」「栏数」「高」写的，不动",
    "{columns: 2-3, rows: 5-23}: these columns and rows of the slot, whatever the copy does; yes: "
    "as at, columns and rows say",
    of=PART,
    also="固定 锁 locked fixed",
)


PIN = Record(
    "pin",
    Text("版式", "layout"),
    (
        key(
            "id", "编号", "words", "哪一篇稿件", "the story's id", required=True, also="稿件 story"
        ),
        *HELD,
    ),
)
