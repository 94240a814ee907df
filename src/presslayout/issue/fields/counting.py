"""The keys of dated rules that count errors, and of the log of errors."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import ERROR_OF
from presslayout.issue.fields.field import Record, key

# What heads every file of dated rules.
DATED = (
    key("name", "名称", "words", "名称", "its name", required=True),
    key("basis", "依据", "words", "依据的文件", "the document", required=True),
    key("since", "施行", "date", "从哪一天起", "in force since", required=True),
)
LEGAL_RULE = Record(
    "form_rule",
    Text("规则", "rule"),
    (
        key(
            "errors", "差错数", "integer", "计几个差错", "how many errors it counts", required=True
        ),
        key("verified", "核对", "yesno", "数目与原文对过", "the number was read in the source"),
        key("source", "出处", "words", "哪一条", "where it is said"),
        key("by_hand", "人工", "yesno", "程序判不了，由人来看", "for people to judge"),
    ),
)


LEGAL = Record(
    "form",
    Text("出版形式", "legal form"),
    (
        *DATED,
        key("limit", "合格", "integer", "几个以内合格", "errors at most", required=True),
        key("rules", "规则", "map", "各项差错", "the rules by name", required=True, of=LEGAL_RULE),
    ),
)


RATE_KIND = Record(
    "rate_kind",
    Text("类", "kind"),
    (
        key("each", "计", "words", "一处计几个", "what one place counts", required=True),
        key("some", "二至五字", "words", "一处 2～5 字计几个", "with 2 to 5 characters"),
        key("many", "五字以上", "words", "一处 5 字以上计几个", "with more than 5 characters"),
        key("most", "最多", "words", "一期最多计几个", "at most in one issue"),
        key(
            "of",
            "属",
            "choice",
            "文字（不写就是）、符号、格式；只有文字差错在重要部位加倍、重复的有上限",
            "words (by default), marks or form: only words are doubled in important parts and "
            "capped where they repeat",
            choices=ERROR_OF,
        ),
        key(
            "verified",
            "核对",
            "yesno",
            "数目与原文对过；写「否」的，数的时候提醒",
            "the number was read in the source; one that was not is told",
        ),
        key("source", "出处", "words", "哪一条", "where it is said"),
    ),
)


RATE = Record(
    "rate",
    Text("编校差错率", "error rate"),
    (
        *DATED,
        key(
            "limit",
            "合格",
            "words",
            "一万字几个以内合格",
            "errors in 10,000 at most",
            required=True,
        ),
        key(
            "photos",
            "照片",
            "percent",
            "照片按所占字数的百分之几算",
            "the share of photos' area",
            required=True,
        ),
        key(
            "decorative",
            "装饰图片",
            "percent",
            "装饰性图片按百分之几算；不写和照片一样",
            "the share of decorative pictures; that of photos by default",
        ),
        key(
            "important",
            "重要",
            "integer",
            "重要差错按几倍计",
            "how often important ones count",
            required=True,
        ),
        key("parts", "重要部位", "names", "哪些部位算重要", "the parts that are important"),
        key(
            "repeated",
            "重复",
            "integer",
            "同一差错最多计几次",
            "how often the same one counts",
            required=True,
        ),
        key("kinds", "类", "map", "各类差错", "the kinds by name", required=True, of=RATE_KIND),
    ),
)


RATE_ERROR = Record(
    "rate_error",
    Text("差错", "error"),
    (
        key("page", "版次", "integer", "第几版", "the page"),
        key("story", "稿件", "words", "哪一篇", "the story"),
        key(
            "part", "部位", "words", "哪个部位：主题、正文、说明、报眉……", "the part: 主题, 正文, …"
        ),
        key("kind", "类", "words", "哪一类差错", "the kind", required=True),
        key("wrong", "错", "words", "错成什么", "what it says"),
        key("right", "正", "words", "应作什么", "what it should say"),
        key(
            "chars", "字数", "integer", "这一处几个字，默认 1", "how many characters, 1 by default"
        ),
        key(
            "important", "重要", "yesno", "重要名称、时间、图片", "an important name, time or photo"
        ),
        key(
            "counts",
            "计",
            "words",
            "这一处计几个，类里没有的才写",
            "what it counts, for other kinds",
        ),
        key("note", "注", "words", "说明", "a note"),
    ),
)


RATE_LOG = Record(
    "rate_log",
    Text("差错记录", "error log"),
    (key("errors", "差错", "list", "一处一项", "one entry a place", required=True, of=RATE_ERROR),),
)
