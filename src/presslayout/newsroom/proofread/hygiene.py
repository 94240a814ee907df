"""Marks, numbers and characters that look wrong by themselves (GB/T 15834, GB/T 15835, RULES H1)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.traditional import traditional
from presslayout.newsroom.proofread.punctuation import WRONG
from presslayout.newsroom.proofread.story_texts import StoryText, at, finding, remark, warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic

# RULES D1: numbers of four digits and more, years, codes and telephone numbers left out.
_GROUPED = regex(r"(?<![0-9,.])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_UNGROUPED = regex(
    r"(?<![0-9A-Za-z.,·:∶/—～-])(?<![0-9]：)[0-9]{4,6}(?![0-9A-Za-z,·:∶/—～-]|\s*[年号])(?:\.[0-9]+)?"
)
_RADICALS = regex("[\u2e80-\u2fdf]")
_COMPATIBLE = regex("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
# A text with this share of Traditional characters is meant to be so, in per mille.
MEANT = 100
SHORT_HEAD = 6


def doctor(told: StoryText) -> Iterator[Diagnostic]:
    """Everything in a text that looks wrong."""
    for wrong in WRONG:
        for match in wrong.find(told.text):
            if wrong.code == "odd-blanks" and told.among_names(match.start()):
                continue
            yield finding(wrong.code, wrong.severity, told, at(match), *wrong.say(match))
    yield from _groups(told)
    yield from _characters(told)


def _groups(told: StoryText) -> Iterator[Diagnostic]:
    """Numbers without the comma that others of their text have (RULES D1: one way per text)."""
    if not _GROUPED.search(told.text):
        return
    for match in _UNGROUPED.finditer(told.text):
        number, _, rest = match.group().partition(".")
        right = f"{int(number):,}" + (f".{rest}" if rest else "")
        yield remark(
            "mixed-grouping", told, at(match),
            Text(
                f"有的数用了千分撇，这里没有：{match.group()}",
                f"other numbers are grouped by thousands, this one is not: {match.group()}",
            ),
            Text(f"全文统一，例如 {right}（GB/T 15835—2011）",
                 f"one way throughout, such as {right} (GB/T 15835—2011)"),
        )  # fmt: skip


def _characters(told: StoryText) -> Iterator[Diagnostic]:
    text = told.text
    for pattern, zh, en in (
        (_RADICALS, "康熙部首", "a Kangxi radical"),
        (_COMPATIBLE, "兼容汉字", "a compatibility character"),
    ):
        for match in pattern.finditer(text):
            char = match.group()
            usual = unicodedata.normalize("NFKC", char)
            yield warning(
                "odd-character", told, at(match),
                Text(
                    f"“{char}”（U+{ord(char):04X}）是{zh}，常来自 PDF 复制",
                    f"{char} (U+{ord(char):04X}) is {en}, as copied from a PDF",
                ),
                Text(f"改成“{usual}”（U+{ord(usual[0]):04X}）", f"write {usual}"),
            )  # fmt: skip
    found = traditional(text)
    letters = sum("\u3400" <= char <= "\u9fff" for char in text)
    # One character of a short head is a slip; a head of a word or two may well be a name.
    alone = len(found) == 1 and letters >= SHORT_HEAD
    if found and (alone or len(found) * 1000 <= letters * MEANT):
        for place in found:
            yield remark(
                "traditional-character", told, (place, 1),
                Text(f"繁体字“{text[place]}”", f"the Traditional character {text[place]}"),
                Text("人名、题字以外请改简体", "write the simplified one, names apart"),
            )  # fmt: skip
