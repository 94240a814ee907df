"""Marks and characters that look wrong by themselves (GB/T 15834, GB/T 15835, RULES H1)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from presslayout.diagnostics import Text
from presslayout.proofread.texts import Told, at, remark, warning
from presslayout.typeset.words import TRADITIONAL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.diagnostics import Diagnostic

HAN = "\u3400-\u9fff"
# A half-width mark right behind or before Han; a point between digits is none.
_HALF = re.compile(rf"(?<=[{HAN}])[,;:?!](?![0-9A-Za-z])|(?<=[{HAN}])\.(?=[{HAN}]|$)|"
                   rf"(?<=[{HAN}])\((?=[{HAN}])|(?<=[{HAN}])\)")  # fmt: skip
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}
_BLANKS = re.compile(rf"(?<=[{HAN}，。、；：！？”）》]) {{2,}}|(?<=\S)[ \u3000]{{3,}}(?=\S)|\t")
_TWICE = re.compile(r"(?<!。)。。(?!。)|([，、；：])\1+|[，、；：][。！？]|[。][，、；：]")
# Ranges of numbers take ～ or —, not a hyphen (GB/T 15834 4.13); codes and dates look otherwise.
_RANGE = re.compile(
    rf"(?<![0-9A-Za-z-])([0-9]+(?:\.[0-9]+)?[%％℃]?)[-－–]([0-9]+(?:\.[0-9]+)?[%％℃]?)(?=[{HAN}%％℃])"
)
_DATE_DOTS = re.compile(r"(?<![0-9.])(?:19|20)[0-9]{2}[./-][0-9]{1,2}[./-][0-9]{1,2}(?![0-9])")
_ETC = re.compile(r"(?:……|\.{3,}|…)等|等等(?:……|…)")
_DOTS = re.compile(r"\.{3,}|。{3,}|(?<!…)…(?!…)")
_DASH = re.compile(rf"(?<=[{HAN}”）])(?:--+|－－+)(?=[{HAN}“（])")
_QUOTES = re.compile(rf'(?<=[{HAN}])"|"(?=[{HAN}])')
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_COMPATIBLE = re.compile("[\uf900-\ufaff\U0002f800-\U0002fa1f]")
_TRADITIONAL = re.compile(f"[{TRADITIONAL}]")
# A text with this share of Traditional characters is meant to be so, in per mille.
MEANT = 100


def doctor(told: Told) -> Iterator[Diagnostic]:
    """Everything in a text that looks wrong."""
    yield from _marks(told)
    yield from _characters(told)


def _marks(told: Told) -> Iterator[Diagnostic]:
    text = told.text
    for match in _HALF.finditer(text):
        full = _FULL[match.group()]
        yield warning(
            "half-width-mark", told, at(match),
            Text(f"半角“{match.group()}”跟着汉字", f"a half-width {match.group()} beside Han"),
            Text(f"改成“{full}”", f"write {full}"),
        )  # fmt: skip
    for match in _BLANKS.finditer(text):
        yield remark(
            "odd-blanks", told, at(match),
            Text("连着几个空格或制表符", "several blanks or a tab"),
            Text("删到一个以内", "leave one at most"),
        )  # fmt: skip
    for match in _TWICE.finditer(text):
        yield warning(
            "doubled-mark", told, at(match),
            Text(f"点号连用：{match.group()}", f"marks in a row: {match.group()}"),
            Text("留一个", "keep one"),
        )  # fmt: skip
    for match in _RANGE.finditer(text):
        yield remark(
            "range-hyphen", told, at(match),
            Text(
                f"数值范围用了短横：{match.group()}", f"a range with a hyphen: {match.group()}"
            ),
            Text(
                f"写成 {match[1]}～{match[2]}（GB/T 15834—2011 4.13.3.3）",
                f"write {match[1]}～{match[2]} (GB/T 15834—2011 4.13.3.3)",
            ),
        )  # fmt: skip
    for match in _DATE_DOTS.finditer(text):
        yield remark(
            "date-form", told, at(match),
            Text(f"正文里的日期：{match.group()}", f"a date in running text: {match.group()}"),
            Text("写成 年 月 日（GB/T 15835—2011）", "write 年, 月 and 日 (GB/T 15835—2011)"),
        )  # fmt: skip
    for match in _ETC.finditer(text):
        yield warning(
            "ellipsis-and-etc", told, at(match),
            Text("省略号和“等”不能同用", "an ellipsis and 等 say the same twice"),
            Text("留一个", "keep one"),
        )  # fmt: skip
    for match in _DOTS.finditer(text):
        yield warning(
            "ellipsis-form", told, at(match),
            Text(f"省略号写成了“{match.group()}”", f"an ellipsis written {match.group()}"),
            Text("写成 ……", "write ……"),
        )  # fmt: skip
    for match in _DASH.finditer(text):
        yield remark(
            "dash-form", told, at(match),
            Text(f"破折号写成了“{match.group()}”", f"a dash written {match.group()}"),
            Text("破折号写成 ——", "write ——"),
        )  # fmt: skip
    for match in _QUOTES.finditer(text):
        yield warning(
            "straight-quote", told, at(match),
            Text("汉字旁用了直引号", "a straight quote beside Han"),
            Text("改成 “ 或 ”", "write “ or ”"),
        )  # fmt: skip


def _characters(told: Told) -> Iterator[Diagnostic]:
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
    found = list(_TRADITIONAL.finditer(text))
    letters = sum("\u3400" <= char <= "\u9fff" for char in text)
    if found and len(found) * 1000 <= letters * MEANT:
        for match in found:
            yield remark(
                "traditional-character", told, at(match),
                Text(f"繁体字“{match.group()}”", f"the Traditional character {match.group()}"),
                Text("人名、题字以外请改简体", "write the simplified one, names apart"),
            )  # fmt: skip
