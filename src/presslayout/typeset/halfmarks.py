"""Half-width marks in Chinese text: which of them stand where a full-width one belongs (RULES H3).

One answer for what is drawn, what is told and what is mended.  A mark is judged by what stands on
either side of it; numbers, times, ratios, addresses and Western sentences keep their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

HAN = "\u3400-\u9fff〇\U00020000-\U0003347f"
FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", ".": "。", "(": "（", ")": "）"}

_MARK = regex(r"[,;:?!.]")
# Addresses keep every mark, paths and times in them too.
_ADDRESS = regex(
    r"(?i)(?:[a-z][a-z0-9+.-]{0,30}://|www\.)[^\s\u3000-\u9fff\uff00-\uffef“”‘’]+(?<![,.;:?!])"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+",
    re.ASCII,
)
_BRACKETED = regex(r"\(([^()（）\n]*)\)")
_LONE_BRACKET = regex(rf"(?<=[{HAN}])\((?=[{HAN}])|(?<=[{HAN}])\)", needs=("(", ")"))
_HAN = regex(f"[{HAN}]")
_OPENERS, _CLOSERS = frozenset("“‘（《〈「『【〔"), frozenset("”’）》〉」』】〕")
_OTHER_MARKS = frozenset("，。、；：？！…—")
# Behind a figure these are its unit: no mark behind one parts thousands or decimals.
_UNITS = frozenset("%％‰℃℉°′″㎡㎥㎏㎞㎜㎝")
_FIGURE = regex(r"[0-9０-９][0-9０-９.．,+~～—-]*[%％‰℃℉°′″㎡㎥㎏㎞㎜㎝]+\Z")
_STRAIGHT, _HALF_CLOSERS = frozenset("\"'"), frozenset(")\"'")
# What stands behind these and before a point is the number of an item or a figure.
_NUMBERED = frozenset("一二三四五六七八九十百章节条款项表图例式附第注页〇零")
# A Western run with nothing but its own marks, up to the mark and behind it.
_RUN_BEFORE = regex(r"[0-9A-Za-z][0-9A-Za-z.,'-]*\Z")
_RUN_AFTER = regex(r"[0-9A-Za-z][0-9A-Za-z .,:;!?()'/&+-]*")
# How far a run is looked along: no word or number of a story is longer.
_REACH = 40


class HalfMark(NamedTuple):
    """A half-width mark and what belongs in its place; told of alone where it is half of a pair."""

    at: int
    typed: str
    full: str
    alone: bool = False


def half_marks(text: str) -> Iterator[HalfMark]:
    """The half-width marks of a text that a full-width one should stand for, in order."""
    if not _HAN.search(text):
        return
    found = [*_brackets(text)]
    # A mark behind another that goes full width stands beside Chinese.
    closed = {mark.at for mark in found if mark.typed == ")"}
    addressed = "@" in text or "://" in text or "www." in text.lower()
    kept = {at for m in (_ADDRESS.finditer(text) if addressed else ()) for at in range(*m.span())}
    for match in _MARK.finditer(text):
        at = match.start()
        judge = _point if match[0] == "." else _pause
        if text[at - 1 : at] in _UNITS:
            judge = _behind_unit
        if at not in kept and judge(text, at, closed):
            closed.add(at)
            found.append(HalfMark(at, match[0], FULL[match[0]]))
    yield from sorted(found)


def full_width(text: str) -> str:
    """The text with those marks full width, the blank behind each given up."""
    made: list[str] = []
    end = 0
    for mark in half_marks(text):
        if mark.alone:
            continue
        made += (text[end : mark.at], mark.full)
        end = mark.at + 1
        if mark.typed not in "()" and text[end : end + 1] == " ":
            end += 1
    return "".join((*made, text[end:]))


def _brackets(text: str) -> Iterator[HalfMark]:
    """Pairs that hold Han or stand close behind them; halves beside Han."""
    paired: set[int] = set()
    for match in _BRACKETED.finditer(text):
        start, end = match.start(), match.end() - 1
        beside = match[1] and _is_han(text[start - 1 : start]) and match[1].strip() == match[1]
        if _HAN.search(match[1]) or beside:
            paired |= {start, end}
            yield HalfMark(start, "(", "（")
            yield HalfMark(end, ")", "）")
    for match in _LONE_BRACKET.finditer(text):
        if match.start() not in paired:
            yield HalfMark(match.start(), match[0], FULL[match[0]], alone=True)


def _pause(text: str, at: int, closed: set[int]) -> bool:
    """Whether , ; : ? ! stands for its full-width form."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if after == "/":
        return False
    if _is_western(before) or _is_full_latin(before):
        return _behind_run(text, at, after)
    if before and before in _HALF_CLOSERS and at - 1 not in closed:
        return _is_han(after)
    if not (_is_han(before) or before in _CLOSERS or before in _OTHER_MARKS or at - 1 in closed):
        return False
    if not before or not _is_latin(after):
        return bool(before)
    # Behind Han a word or a whole Western sentence may begin: what follows the run decides.
    run = _RUN_AFTER.match(text, at + 1)
    rest = text[run.end() :] if run else ""
    return text[at] == ":" or _is_chinese(rest[:1])


def _behind_run(text: str, at: int, after: str) -> bool:
    """Behind letters or digits: where Chinese goes on, or where a run close to Han ends with it."""
    if _is_han(after) or (after in _OPENERS and after and _is_chinese(text[at + 2 : at + 3])):
        return True
    rest = text[at + 1 : at + 1 + _REACH]
    if after in _CLOSERS or not after or after == "\n" or _is_han(rest.lstrip(" \u3000")[:1]):
        run = _RUN_BEFORE.search(text[max(at - _REACH, 0) : at])
        start = at - len(run[0]) if run else at
        return bool(start) and _is_han(text[start - 1])
    return False


def _behind_unit(text: str, at: int, closed: set[int]) -> bool:
    """Behind a figure with its unit: unless the sentence is a Western one, or a point goes on."""
    after = text[at + 1 : at + 2]
    first = text[at + 1 : at + 1 + _REACH].lstrip(" \u3000")[:1]
    if _is_latin(first) or (_is_western(first) and (after != first or text[at] == ".")):
        return False
    figure = _FIGURE.search(text[max(at - _REACH, 0) : at])
    start = at - len(figure[0]) if figure else at
    before = text[start - 1 : start]
    return _is_chinese(first) or _is_chinese(before) or start - 1 in closed


def _point(text: str, at: int, closed: set[int]) -> bool:
    """Whether a point stands for a full stop."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    rest = text[at + 1 : at + 1 + _REACH]
    ends = not rest.strip() or rest.lstrip(" \u3000")[:1] == "\n"
    goes_on = _is_chinese(rest.lstrip(" ")[:1])
    if before and (before in _CLOSERS or at - 1 in closed):
        return ends or goes_on
    if _is_western(before):
        return (ends or (after != "" and after in _CLOSERS)) and _ends_with_figure(text, at)
    if not _is_han(before) or ends or (after != "" and after in _CLOSERS | _STRAIGHT):
        return _is_han(before)
    if before in _NUMBERED:
        return goes_on and _within_sentence(text, at)
    if after.isascii() and after.isdigit():
        run = _RUN_AFTER.match(text, at + 1)
        return run is not None and _is_han(text[run.end() : run.end() + 1])
    return goes_on


def _ends_with_figure(text: str, at: int) -> bool:
    """Whether a figure close to Han stands before a point, and is no item's or table's number."""
    run = _RUN_BEFORE.search(text[max(at - _REACH, 0) : at])
    if run is None or not run[0][0].isdigit() or at == len(run[0]):
        return False
    before = text[at - len(run[0]) - 1]
    return _is_han(before) and before not in _NUMBERED


def _within_sentence(text: str, at: int) -> bool:
    """Whether what stands before a point is more than the number of an item."""
    start = at
    while start and text[start - 1] in _NUMBERED:
        start -= 1
    return start > 0 and _is_han(text[start - 1])


def _is_han(char: str) -> bool:
    return bool(char) and _HAN.match(char) is not None


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _is_western(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _is_full_latin(char: str) -> bool:
    return bool(char) and "０" <= char <= "ｚ" and char.isalnum()


def _is_chinese(char: str) -> bool:
    """Han, or a mark that stands only beside them."""
    return bool(char) and (
        _is_han(char) or char in _OPENERS or char in _CLOSERS or char in _OTHER_MARKS
    )
