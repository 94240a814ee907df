"""Damage in raw copy, told with its place and never mended: cut paragraphs, lonely quotes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.diagnostics import WARNING, Diagnostic, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.decode import Source
    from presslayout.spec.issue import Paragraph
    from presslayout.spec.story import Copy

# What a paragraph may end with (GB/T 15834, 标号 and 点号 that can close a sentence or introduce).
END_MARKS = frozenset("。！？…—；：”’』」）》】〕〉.!?;:)]}\"'﹏～~")
SENTENCE_MARKS = frozenset("。！？；")
# A line as long as this that has no end mark is no heading.
HEADING_MOST = 40
# Verse and lists end short lines with a comma.
VERSE_MOST = 20
PAIRS = {
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "（": "）",
    "《": "》",
    "〈": "〉",
    "【": "】",
    "〔": "〕",
}
CLOSERS = {close: opener for opener, close in PAIRS.items()}
CARRIED = frozenset("“‘「『")
EXCERPT = 12
_NUMBERED = re.compile(r"(?:^|[\s，。；：、）])[0-9A-Za-z一二三四五六七八九十①-⑩]{1,3}\Z")
# Controls, marks of direction and what is no character: none of them is drawn (RULES H6).
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)


def damage(copy: Copy, source: Source, story: str) -> Iterator[Diagnostic]:
    """Everything in a body that looks broken."""
    for number, paragraph in enumerate(copy.body):
        following = copy.body[number + 1] if number + 1 < len(copy.body) else None
        open_quotes = list(_lonely(paragraph, following))
        for at, char in open_quotes:
            yield _unbalanced(paragraph, at, char, source, story)
        if number not in copy.final and _is_cut(paragraph, following, bool(open_quotes)):
            yield _cut(paragraph, number, source, story)
    for code, line in copy.doubts:
        yield _doubt(code, source, (line.line, line.column), story)


def controls(text: str, source: Source, story: str) -> Iterator[Diagnostic]:
    """The first control character of a text, and how many there are."""
    found = list(_CONTROL.finditer(text))
    if not found:
        return
    before = text[: found[0].start()]
    rows = re.split("\r\n|[\r\n\u2028\u2029]", before)
    char = ord(found[0][0])
    yield Diagnostic(
        "control-character",
        WARNING,
        Text(
            f"稿件{story}里有 {len(found)} 个看不见的控制字符，第一个是 U+{char:04X}；它们不会印出来",
            f"story {story} holds {len(found)} invisible control characters, the first is "
            f"U+{char:04X}; they do not print",
        ),
        source.span(len(rows) - 1, len(rows[-1])),
        Text("删去它们，或核对这个文件是不是文本", "delete them, or check that this file is text"),
        story=story,
        part="body",
    )


def _is_cut(paragraph: Paragraph, following: Paragraph | None, lonely: bool) -> bool:  # noqa: FBT001
    text = paragraph.text.rstrip()
    if paragraph.kind != "paragraph" or following is None or following.kind != "paragraph":
        return False
    if not text or text[-1] in END_MARKS:
        return False
    if len(text) < VERSE_MOST and text[-1] in "，、":
        return False
    return (
        lonely
        or text[-1] in "，、"
        or len(text) >= HEADING_MOST
        or not SENTENCE_MARKS.isdisjoint(text)
    )


def _lonely(paragraph: Paragraph, following: Paragraph | None) -> Iterator[tuple[int, str]]:
    """Brackets and quotes of a paragraph that have no other half."""
    text = paragraph.text
    waiting: list[tuple[int, str]] = []
    for at, char in enumerate(text):
        if char in PAIRS:
            waiting.append((at, char))
        elif char in CLOSERS:
            opener = CLOSERS[char]
            if any(c == opener for _, c in waiting):
                while waiting[-1][1] != opener:
                    yield waiting.pop()
                waiting.pop()
            elif not _innocent(text, at, char):
                yield at, char
    head = following.text.lstrip()[:1] if following else ""
    for at, char in waiting:
        # A quotation over several paragraphs opens each and closes only the last.
        if not (char in CARRIED and head == char):
            yield at, char


def _innocent(text: str, at: int, char: str) -> bool:
    before = text[:at]
    if char == "’":
        return before[-1:].isascii() and before[-1:].isalnum()
    return char == "）" and bool(_NUMBERED.search(before[-6:]))


def _cut(paragraph: Paragraph, number: int, source: Source, story: str) -> Diagnostic:
    text = paragraph.text.rstrip()
    line, column = paragraph.place(len(text) - 1)
    tail = text[-EXCERPT:]
    return Diagnostic(
        "paragraph-cut",
        WARNING,
        Text(
            f"稿件{story}正文第{number + 1}段像是被切断的：没有句末标点，后面还有一段（…{tail}）",
            f"story {story}, paragraph {number + 1} looks cut: no end mark, and another paragraph "
            f"follows (…{tail})",
        ),
        source.span(line - 1, column - 1),
        Text(
            "应接排就删去中间的空行；确是原样，在 .md 的段尾写 \\ 表示不接",
            "join it with the next one; if it is meant so, end it with \\ in a .md file",
        ),
        story=story,
        part="body",
    )


def _unbalanced(paragraph: Paragraph, at: int, char: str, source: Source, story: str) -> Diagnostic:
    line, column = paragraph.place(at)
    other = PAIRS.get(char) or CLOSERS[char]
    near = paragraph.text[max(at - 4, 0) : at + EXCERPT - 4]
    return Diagnostic(
        "unbalanced-quotes",
        WARNING,
        Text(
            f"稿件{story}正文里的「{char}」没有配对（{near}）",
            f"story {story}: {char} has no other half ({near})",
        ),
        source.span(line - 1, column - 1),
        Text(f"补上「{other}」或删去「{char}」", f"add {other} or delete {char}"),
        story=story,
        part="body",
    )


def _doubt(code: str, source: Source, place: tuple[int, int], story: str) -> Diagnostic:
    messages = {
        "stray-markup": (
            Text(
                "小标题只用「## 」起头；这一行照原样排",
                "subheads begin with “## ”; this line is set as typed",
            ),
            Text("写成「## …」，或在 # 前加 \\", "write “## …”, or put \\ before the #"),
        ),
        "indented-line": (
            Text(
                "这一行以全角空格起头，像是新的一段，可是前面没有空行，已与上文接排",
                "this line begins like a new paragraph, but no blank line stands before it; it runs "
                "on from the text above",
            ),
            Text("另起一段就在前面空一行", "put a blank line before it to begin a paragraph"),
        ),
    }
    message, hint = messages[code]
    return Diagnostic(code, WARNING, message, source.span(*place), hint, story=story, part="body")
