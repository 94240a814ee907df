"""Damage in raw copy, told with its place and never mended: cut paragraphs, lonely quotes."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base import filelines
from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Text
from presslayout.base.patterns import regex
from presslayout.edition.roles import ParagraphKind
from presslayout.issue.copy import hardlines
from presslayout.issue.yaml.encoding import GB_2022

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.issue.copy.blocks import Copy
    from presslayout.issue.issue import Paragraph
    from presslayout.issue.yaml.tree import SourceText

# What a paragraph may end with (GB/T 15834, 标号 and 点号 that can close a sentence or introduce).
END_MARKS = frozenset("。！？…—；：”’』」）》】〕〉.!?;:)]}\"'﹏～~")
SENTENCE_MARKS = frozenset("。！？；")
# What begins with such a mark is no beginning, whatever stands before it.
GOES_ON = tuple("，。、；：！？")
# A line as long as this that has no end mark is no heading.
HEADING_MOST = 40
# Verse and lists end short lines with a comma.
VERSE_MOST = 20
NAMES_LEAST = 4
# So many characters of names at least.
LISTED_LEAST = 24
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
_PAIRED = regex(f"[{''.join(PAIRS)}{''.join(CLOSERS)}]")
CARRIED = frozenset("“‘「『")
EXCERPT = 12
_NUMBERED = regex(r"(?:^|[\s，。；：、）])[0-9A-Za-z一二三四五六七八九十①-⑩]{1,3}\Z")
# Controls, marks of direction and what is no character: none of them is drawn (RULES H6).
_CONTROL = regex(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]"
)
_PRIVATE = regex("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


def damage(copy: Copy, source: SourceText, story: str) -> Iterator[Diagnostic]:
    """Everything in a body that looks broken."""
    rows: frozenset[int] = frozenset()
    if _may_list(copy):
        # Few copies hold names alone.
        from presslayout.issue.copy.rolls import guessed, names_alone

        rows = frozenset(n for n, p in enumerate(copy.body) if _unended(p) and names_alone(p))
        yield from guessed(copy, source, story)
    hard = {first: count for first, count in _hard_ends(copy) if first not in rows}
    for first, count in hard.items():
        yield _hard(copy.body[first], count, source, story)
    broken = {n for first, count in hard.items() for n in range(first, first + count)}
    for number, paragraph in enumerate(copy.body):
        following = copy.body[number + 1] if number + 1 < len(copy.body) else None
        open_quotes = list(lonely(paragraph.text, following.text if following else ""))
        for at, char in open_quotes:
            yield _unbalanced(paragraph, at, char, source, story)
        if number not in copy.final | broken | rows and _is_cut(
            paragraph, following, bool(open_quotes)
        ):
            yield _cut(paragraph, number, source, story)
    yield from _private(copy, source, story)
    for code, line in copy.doubts:
        yield _doubt(code, source, (line.line, line.column), story)


def _may_list(copy: Copy) -> bool:
    """Whether so much of a body has no sentence in it that it may be names."""
    return sum(len(p.text) for p in copy.body if _unended(p)) >= LISTED_LEAST


# What no list of names holds (`rolls.is_row`).
_SAID = frozenset("！？!?…“”‘’《》「」『』")
_PARTING = frozenset("、；; \t\u3000")


def _unended(paragraph: Paragraph) -> bool:
    text = paragraph.text
    plain = paragraph.kind == ParagraphKind.PARAGRAPH
    if not plain or "。" in text[:-1] or not _SAID.isdisjoint(text):
        return False
    # What commas alone part and a full stop ends is a sentence.
    return not text.endswith("。") or not _PARTING.isdisjoint(text)


def controls(text: str, source: SourceText, story: str) -> Iterator[Diagnostic]:
    """The first control character of a text, and how many there are."""
    found = list(_CONTROL.finditer(text))
    if not found:
        return
    char = ord(found[0][0])
    yield Diagnostic(
        "control-character",
        WARNING,
        Text(
            f"稿件{story}里有 {len(found)} 个看不见的控制字符，第一个是 U+{char:04X}；它们不会印出来",
            f"story {story} holds {len(found)} invisible control characters, the first is "
            f"U+{char:04X}; they do not print",
        ),
        source.span(*filelines.place(text, found[0].start())),
        Text("删去它们，或核对这个文件是不是文本", "delete them, or check that this file is text"),
        story=story,
        part="body",
    )


def _private(copy: Copy, source: SourceText, story: str) -> Iterator[Diagnostic]:
    """The first character of a body that means something on one machine alone, and how many there are."""
    found = [(p, private.start()) for p in copy.body for private in _PRIVATE.finditer(p.text)]
    if not found:
        return
    paragraph, at = found[0]
    char = paragraph.text[at]
    meant = GB_2022.get(char)
    line, column = paragraph.place(at)
    near = paragraph.text[max(at - 4, 0) : at + EXCERPT - 4]
    zh, en = (f"，应是「{meant}」", f", {meant} is meant") if meant else ("", "")
    yield Diagnostic(
        "private-character",
        WARNING,
        Text(
            f"稿件{story}里有 {len(found)} 个私用区的字，第一个是 U+{ord(char):04X}{zh}（{near}）",
            f"story {story} holds {len(found)} private characters, the first is U+{ord(char):04X}{en} "
            f"({near})",
        ),
        source.span(line - 1, column - 1),
        Text("对着原稿改成真正的字", "type the real characters, after the original"),
        story=story,
        part="body",
    )


def _hard_ends(copy: Copy) -> Iterator[tuple[int, int]]:
    """Runs of paragraphs that are lines a program broke: where each begins, and how many they are."""
    body = copy.body
    rows: list[str] = []
    numbers: list[int] = []
    tight = any(_lines_apart(a, b) == 1 for a, b in pairwise(body))
    for number, paragraph in enumerate(body):
        # Where every line stands alone, empty ones part nothing.
        if rows and tight and _lines_apart(body[number - 1], paragraph) > 1:
            rows.append("")
            numbers.append(number)
        prose = paragraph.kind == ParagraphKind.PARAGRAPH
        rows.append(paragraph.text if prose else f"# {paragraph.text}")
        numbers.append(number)
    for run in hardlines.runs(rows):
        first, last = numbers[run.first], numbers[run.last]
        yield first, last - first + 1


def _lines_apart(before: Paragraph, after: Paragraph) -> int:
    last = before.places[-1][1] if before.places else 0
    return (after.places[0][1] if after.places else 0) - last


def cuts(copy: Copy) -> list[tuple[int, int]]:
    """Where paragraphs were cut: the last line of each and the first of the next one, from 0."""
    broken = {n for first, count in _hard_ends(copy) for n in range(first, first + count)}
    found = []
    for number, (one, following) in enumerate(pairwise(copy.body)):
        lonely_ = any(lonely(one.text, following.text))
        if number not in copy.final | broken and _is_cut(one, following, lonely_):
            found.append((one.places[-1][1] - 1, following.places[0][1] - 1))
    return found


def _hard(paragraph: Paragraph, count: int, source: SourceText, story: str) -> Diagnostic:
    line, column = paragraph.place(0)
    return Diagnostic(
        "hard-line-ends",
        WARNING,
        Text(
            f"稿件{story}从这里起 {count} 行差不多长，像是一行一断：每行成了一段",
            f"story {story}: {count} lines of about one length begin here; each became a paragraph",
        ),
        source.span(line - 1, column - 1),
        Text(
            "presslayout fmt 稿件 --接行 接成一段",
            "join them: presslayout fmt FILE --join-lines",
        ),
        story=story,
        part="body",
    )


def _is_cut(paragraph: Paragraph, following: Paragraph | None, lonely: bool) -> bool:  # noqa: FBT001
    text = paragraph.text.rstrip()
    if following is None or not text:
        return False
    if {paragraph.kind, following.kind} != {ParagraphKind.PARAGRAPH}:
        return False
    if following.text.lstrip()[:1] in GOES_ON:
        return True
    return _looks_unended(text, lonely=lonely) and not _apart(paragraph, following)


def _looks_unended(text: str, *, lonely: bool) -> bool:
    """Whether a paragraph that another follows has no end, and is no heading, verse or list."""
    if text[-1] in END_MARKS:
        return False
    if len(text) < VERSE_MOST and text[-1] in "，、":
        return False
    # A short line with an exclamation in it may be a heading; one with a full stop is none.
    if len(text) < VERSE_MOST and not lonely and not set("。；") & set(text):
        return False
    # Names in columns, parted by hand, end nothing.
    if text.count("\u3000") >= NAMES_LEAST:
        return False
    return (
        lonely
        or text[-1] in "，、"
        or len(text) >= HEADING_MOST
        or not SENTENCE_MARKS.isdisjoint(text)
    )


def _apart(paragraph: Paragraph, following: Paragraph) -> bool:
    """Whether two paragraphs are none: a byline goes on from nothing, a caption into nothing."""
    # Asked for where something looks cut: most copy does nowhere.
    from presslayout.issue.copy.parts import is_byline, tells_of_picture

    return is_byline(following.text) or tells_of_picture(paragraph.text)


def lonely(text: str, following: str = "") -> Iterator[tuple[int, str]]:
    """Brackets and quotes of a paragraph that have no other half; `following` is the next one."""
    waiting: list[tuple[int, str]] = []
    for found in _PAIRED.finditer(text):
        at, char = found.start(), found[0]
        if char in PAIRS:
            waiting.append((at, char))
        else:
            opener = CLOSERS[char]
            if any(c == opener for _, c in waiting):
                while waiting[-1][1] != opener:
                    yield waiting.pop()
                waiting.pop()
            elif not _innocent(text, at, char):
                yield at, char
    head = following.lstrip()[:1]
    for at, char in waiting:
        # A quotation over several paragraphs opens each and closes only the last.
        if not (char in CARRIED and head == char):
            yield at, char


def _innocent(text: str, at: int, char: str) -> bool:
    before = text[:at]
    if char == "’":
        if text[at + 1 : at + 3].isdecimal():
            # ’98: a year without its century.
            return True
        return before[-1:].isalnum() and unicodedata.name(before[-1]).startswith(("LATIN", "DIGIT"))
    return char == "）" and bool(_NUMBERED.search(before[-6:]))


def _cut(paragraph: Paragraph, number: int, source: SourceText, story: str) -> Diagnostic:
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
            "应接排就用 presslayout fmt 稿件 --接排；确是原样，在 .md 的段尾写 \\ 表示不接",
            "join it: presslayout fmt FILE --join-paragraphs; if it is meant so, end it with \\ in a .md file",
        ),
        story=story,
        part="body",
    )


def _unbalanced(
    paragraph: Paragraph, at: int, char: str, source: SourceText, story: str
) -> Diagnostic:
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


def _doubt(code: str, source: SourceText, place: tuple[int, int], story: str) -> Diagnostic:
    messages = {
        "table-uneven": (
            Text(
                "表的这一行和别的行格数不一样，后面的字对不上栏",
                "this row has not as many cells as the others: what stands in it is under the wrong head",
            ),
            Text(
                "补上空格，或在原稿里把该合并的格合并",
                "add the cells that are missing, or merge in the original those that belong together",
            ),
        ),
        "stray-markup": (
            Text(
                "像是小标题，# 后面少空格；这一行照原样排",
                "this looks like a subhead without a blank behind the #; it is set as typed",
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
    severity = ERROR if code == "table-uneven" else WARNING
    return Diagnostic(code, severity, message, source.span(*place), hint, story=story, part="body")
