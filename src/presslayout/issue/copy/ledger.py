"""The ledger of a file of copy: each character of it is set, or stands here and is told.

One finding tells of all that a file holds of one kind: how many places, how many characters, the
first words and where they stand.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING, Diagnostic, Text
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.issue.yaml.tree import SourceText

# So much of what was left out is shown.
EXCERPT = 30


class Omitted(StrEnum):
    """What is not set, by what it is in its file."""

    HIDDEN = "hidden"
    STRUCK = "struck"
    NOTE = "note"
    BOX = "box"
    COMMENT = "comment"
    HEADER = "header"
    PICTURE = "picture"
    EQUATION = "equation"
    SYMBOL = "symbol"
    FIELD = "field"
    CONTENTS = "contents"
    PLACEHOLDER = "placeholder"
    CONTROL = "control"
    EMBEDDED = "embedded"
    LINK = "link"
    MARKUP = "markup"
    META = "meta"
    JUNK = "junk"


NAMES: dict[Omitted, Text] = {
    Omitted.HIDDEN: Text("隐藏文字", "hidden text"),
    Omitted.STRUCK: Text("划掉的字", "words struck out"),
    Omitted.NOTE: Text("脚注、尾注", "foot and end notes"),
    Omitted.BOX: Text("文本框里的字", "words of text boxes"),
    Omitted.COMMENT: Text("批注、注释", "comments"),
    Omitted.HEADER: Text("页眉、页脚", "headers and footers"),
    Omitted.PICTURE: Text("图片", "pictures"),
    Omitted.EQUATION: Text("公式", "equations"),
    Omitted.SYMBOL: Text("符号字体的符号", "signs of symbol fonts"),
    Omitted.FIELD: Text("域代码", "field codes"),
    Omitted.CONTENTS: Text("目录", "tables of contents"),
    Omitted.PLACEHOLDER: Text("占位提示", "placeholders"),
    Omitted.CONTROL: Text("按钮、表单里的字", "words of buttons and forms"),
    Omitted.EMBEDDED: Text("嵌入的文件", "embedded files"),
    Omitted.LINK: Text("链接地址", "addresses of links"),
    Omitted.MARKUP: Text("标签、标记", "tags and markup"),
    Omitted.META: Text("文件自带的题名、作者、时间", "title, author and time that a file bears"),
    Omitted.JUNK: Text("推广、关注一类的话", "lines that advertise or ask to be followed"),
}
_HINTS: dict[Omitted, Text] = {
    Omitted.STRUCK: Text(
        "要排的字在原稿里去掉删除线；不要的删去",
        "take the line off what is wanted in the original, delete what is not",
    ),
    Omitted.PICTURE: Text(
        "图片写进稿件的「图片」；presslayout import 会一张张取出来",
        "list them as the story's photos; presslayout import takes them out one by one",
    ),
    Omitted.META: Text(
        "要用的写进稿件的「主题」「署名」", "write what is wanted as headline and byline"
    ),
}
_USUAL = Text("要排的话，把这些字放进正文段落", "if it is wanted, put it into a paragraph")


@frozen
class Entry:
    """Something that is not set: what it is, the line (from 1) where it stood, its words."""

    kind: Omitted
    line: int
    words: str = ""


def told(entries: Iterable[Entry], source: SourceText, story: str) -> list[Diagnostic]:
    """One finding a kind, in the order in which the kinds first stand in the file."""
    kinds: dict[Omitted, list[Entry]] = {}
    for entry in entries:
        kinds.setdefault(entry.kind, []).append(entry)
    return [
        Diagnostic(
            "copy-left-out",
            WARNING,
            _said(kind, found),
            source.span(found[0].line - 1, 0),
            _HINTS.get(kind, _USUAL),
            story=story,
            part="body",
        )
        for kind, found in kinds.items()
    ]


def excerpt(text: str) -> str:
    """The beginning of a text, on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= EXCERPT else flat[: EXCERPT - 1] + "…"


def _said(kind: Omitted, found: list[Entry]) -> Text:
    name, places = NAMES[kind], len(found)
    count = sum(len("".join(entry.words.split())) for entry in found)
    words = next((shown for entry in found if (shown := excerpt(entry.words))), "")
    zh, en = f"没有排：{name.zh} {places} 处", f"left out: {name.en}, {places}"
    if count:
        zh, en = f"{zh} {count} 字：“{words}”", f"{en} of {count} characters: “{words}”"
    return Text(zh, en)
