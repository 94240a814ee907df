"""The keys of a portrait (人像): a face, a name, a post, perhaps words of theirs."""

from __future__ import annotations

from presslayout.base.diagnostics import Text
from presslayout.issue.fields.choices import AT, PORTRAIT_SHAPE
from presslayout.issue.fields.field import Record, key
from presslayout.issue.fields.places import OPTIONAL_KEY

PORTRAIT = Record(
    "portrait",
    Text("人像", "portrait"),
    (
        key("file", "文件", "words", "人像的文件", "the picture", required=True, also="图片 照片"),
        key("name", "姓名", "words", "姓名", "their name", required=True, also="名字 人名"),
        key("post", "身份", "words", "职务、身份", "their post", also="职务 单位 title"),
        key("words", "话", "words", "这个人的一句话", "words of theirs", also="引语 提要 quote"),
        key(
            "shape", "形", "choice", "方、圆；不写是方", "square or round; absent: square",
            choices=PORTRAIT_SHAPE, also="形状",
        ),
        key("at", "位置", "choice", "放在版位的哪里", "where in the slot it stands", choices=AT[:9]),
        key("focus", "焦点", "focus", "裁切时留住的一点，一般是眼睛", "kept inside its crop: the eyes"),
        key("alt", "替代文字", "words", "给看不见图的读者的话", "words for who cannot see it"),
        OPTIONAL_KEY,
    ),
)  # fmt: skip


FACE = Record(
    "byline_face",
    Text("署名像", "face of a byline"),
    (
        key("file", "文件", "words", "作者的照片", "the author's picture", required=True, also="图片 照片"),
        key(
            "shape", "形", "choice", "方、圆；不写是方", "square or round; absent: square",
            choices=PORTRAIT_SHAPE, also="形状",
        ),
        key("focus", "焦点", "focus", "裁切时留住的一点，一般是眼睛", "kept inside its crop: the eyes"),
        key("alt", "替代文字", "words", "给看不见图的读者的话", "words for who cannot see it"),
    ),
)  # fmt: skip


FACE_KEY = key(
    "byline_face",
    "署名像",
    "record",
    "排在署名左边的作者小像，方或圆",
    "the author's face beside the byline, square or round",
    of=FACE,
    also="作者像 作者头像 署名人像",
)


PORTRAITS_KEY = key(
    "portraits",
    "人像",
    "list",
    "一栏宽的人像：旁边排姓名、身份，可以加一句话",
    "portraits, a column wide: name and post beside the face, perhaps words of theirs",
    of=PORTRAIT,
    also="头像 肖像 portrait",
)
