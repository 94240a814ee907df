"""The keys of what leads from page one into the paper: 导读 and 天眉."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.field import Record, key

_SAID = (
    key(
        "page",
        "版次",
        "integer",
        "在第几版；要是这一期有的版",
        "the page that it leads to, one of the day's",
        required=True,
        also="版 页码 number",
    ),
    key(
        "title",
        "标题",
        "words",
        "排得醒目的几个字",
        "its words in bold",
        required=True,
        also="主题 题",
    ),
    key(
        "text",
        "文字",
        "words",
        "标题下面的一句话，排一行",
        "one line below the title",
        also="一句话 提示",
    ),
)


INDEX = Record("index", Text("导读", "index"), _SAID)


SKYBOX = Record(
    "skybox",
    Text("天眉", "skybox"),
    (
        *_SAID,
        key("file", "图片", "words", "旁边的小图", "a thumbnail beside it", also="文件 图"),
        key("focus", "焦点", "focus", "小图裁切时留住的一点", "kept inside its crop"),
        key("alt", "替代文字", "words", "给看不见图的读者的话", "words for who cannot see it"),
    ),
)


REFERS = (
    key(
        "index",
        "导读",
        "list",
        "头版的导读：标题、一句话、在第几版，一项一条",
        "what page one lists of the paper: title, a line, the page, one entry each",
        of=INDEX,
        also="要目 目录 contents",
    ),
    key(
        "skybox",
        "天眉",
        "list",
        "报头上方的几条：小图、标题、在第几版，至多四条",
        "refers above the masthead: thumbnail, title, page; four at most",
        of=SKYBOX,
        also="天头 skyline",
    ),
)
