"""What a cell of a workbook shows: its value in its format (ISO/IEC 29500-1, 18.8.31).

Of formats what newsrooms' tables use: digits, thousands, percent, dates, signs of currency, words.
"""

from __future__ import annotations

import datetime as dt
import math
import operator
import re
from decimal import Decimal

from presslayout.base.patterns import regex
from presslayout.issue.copy.numerals import numeral
from presslayout.newsroom.importing import digits

GENERAL = "general"
_BRACKETED = regex(r"\[(?:\$([^\]-]*)(?:-[^\]]*)?|[^\]]*)\]")
_LITERAL = regex(r'"([^"]*)"|\\(.)|_.|\*.')
_CONDITION = regex(r"\[(<=|>=|<>|<|>|=)\s*(-?[0-9]{1,15}(?:\.[0-9]{1,15})?)\]")
_COMPARED = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt,
    ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_DIGIT = regex("[1-9一-九壹-玖]")
_DATE = regex(r"y+|m+|d+|h+|s+|AM/PM|上午/下午|a{3,4}", re.IGNORECASE)
_IS_DATE = regex(r"[ymdhs]|a{3,4}", re.IGNORECASE)
_WEEK = "一二三四五六日"
# Formats that a Chinese office knows by their numbers alone (18.8.30, zh-cn), and its short date.
_DAY, _MONTH, _MONTH_DAY = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"', 'm"月"d"日"'
NUMBERED = {
    **dict.fromkeys((27, 36, 50, 52, 57), _MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    30: "m-d-yy", 31: _DAY, 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
}  # fmt: skip
_SHORT = {"mm-dd-yy": "yyyy/m/d", "m/d/yy h:mm": "yyyy/m/d h:mm"}


def shown(value: object, code: str) -> str:
    """A value as text in a number format."""
    code = _SHORT.get(code, code or GENERAL)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return _moment(value, code)
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    if isinstance(value, int | float):
        return _number(value, code)
    return str(value)


def _number(value: float, code: str) -> str:
    if not math.isfinite(value):
        return str(value)
    size = abs(Decimal(repr(value)))
    sections = _sections(code)
    asked = [_CONDITION.search(section) for section in sections]
    if any(asked):
        at = next((n for n, one in enumerate(asked) if one is None or _meets(value, one)), 0)
        signed = value < 0
    elif value < 0 and len(sections) > 1:
        at, signed = 1, False
    else:
        at, signed = (2 if value == 0 and len(sections) > 2 else 0), value < 0  # noqa: PLR2004  (the third is for nothing)
    made = digits.in_section(size, sections[at])
    return ("-" if signed and _DIGIT.search(made) else "") + made


def _meets(value: float, asked: re.Match[str]) -> bool:
    """Whether a number is one that a section in brackets asks for, [>=10000]."""
    return bool(_COMPARED[asked[1]](value, float(asked[2])))


def _sections(code: str) -> list[str]:
    """The sections of a format, which semicolons part outside of quotes."""
    parts, quoted = [""], False
    for char in code:
        quoted ^= char == '"'
        if char == ";" and not quoted:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _moment(value: dt.datetime | dt.date | dt.time, code: str) -> str:
    section = _sections(_BRACKETED.sub("", code))[0]
    han = "[DBNum1]" in code
    bare = _LITERAL.sub("", section)
    if not _IS_DATE.search(bare):
        return _usual(value)
    tokens = list(_DATE.finditer(section))
    made, last, hours = "", 0, False
    half = any("/" in token[0] for token in tokens)
    for number, token in enumerate(tokens):
        word = token[0].lower()
        following = tokens[number + 1][0].lower() if number + 1 < len(tokens) else ""
        minutes = word[0] == "m" and len(word) < 3 and (hours or following[:1] == "s")  # noqa: PLR2004  (mmm is a month)
        made += _said_between(section[last : token.start()]) + _token(
            value, word, minutes=minutes, half=half, han=han
        )
        hours = word[0] == "h"
        last = token.end()
    return (made + _said_between(section[last:])).strip()


def _said_between(text: str) -> str:
    return _LITERAL.sub(lambda m: m[1] or m[2] or "", text).replace("@", "")


def _token(
    value: dt.datetime | dt.date | dt.time, word: str, *, minutes: bool, half: bool, han: bool
) -> str:
    day = value if isinstance(value, dt.date) else dt.date(1900, 1, 1)
    time = value if isinstance(value, dt.datetime | dt.time) else dt.time()
    if "/" in word:
        return "上午" if time.hour < 12 else "下午"  # noqa: PLR2004
    width = len(word)
    if word[0] == "a":
        return ("星期" if width > 3 else "") + _WEEK[day.weekday()]  # noqa: PLR2004
    if word[0] == "y":
        year = f"{day.year:04d}" if width > 2 else f"{day.year % 100:02d}"  # noqa: PLR2004
        return numeral(int(year), "ideographDigital") if han else year
    if word[0] == "d" and width > 2:  # noqa: PLR2004
        return f"星期{_WEEK[day.weekday()]}"
    hour = (time.hour % 12 or 12) if half else time.hour
    number = {"d": day.day, "h": hour, "s": time.second}.get(
        word[0], time.minute if minutes else day.month
    )
    if han:
        return numeral(number, "chineseCountingThousand") if number else "〇"
    return f"{number:02d}" if width == 2 else str(number)  # noqa: PLR2004


def _usual(value: dt.datetime | dt.date | dt.time) -> str:
    """A moment whose format says nothing of it."""
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    day = f"{value.year}年{value.month}月{value.day}日"
    timed = isinstance(value, dt.datetime) and (value.hour or value.minute)
    return f"{day}{value:%H:%M}" if timed else day
