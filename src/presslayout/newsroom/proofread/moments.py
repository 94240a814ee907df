"""Days, months, years and hours of a text, one after the other, each with what those before it leave unsaid."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen, replace

if TYPE_CHECKING:
    import re

_RELATIVE = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_POINT = regex(
    r"(?<![0-9.第])(?=[0-9前去上今本明后次翌同当第凌清早中下傍晚夜])(?:(?:(?P<y>(?:19|20)[0-9]{2})年|(?P<rel>前年|去年|上年|今年|本年|明年|后年|次年|翌年|同年|当年))的?)?"
    r"(?:(?P<m>1[0-2]|[1-9])月份?)?(?:(?P<d>3[01]|[12][0-9]|[1-9])[日号](?![线楼院店])|(?P<rough>底|末|初|上旬|中旬|下旬))?"
    r"(?:[（(](?:星期|周)[一二三四五六日天][）)])?"
    r"(?P<next>次日|翌日|第二天)?(?:凌晨|清晨|早晨|早上|上午|中午|(?P<pm>下午|傍晚|晚上|晚间|夜里|晚))?"
    r"(?:(?P<h>2[0-4]|1[0-9]|[0-9])(?:时(?!间|候|速|代|段)|点(?![多几一二三四五六七八九]))(?:(?P<s>[0-5]?[0-9])分|(?P<half>半)|整)?)?"
)
_NOON = 12


@frozen
class Moment:
    """A point of time as far as it is told: None for what is not."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    minutes: int | None = None
    rough: bool = False
    told_year: bool = False

    @property
    def date(self) -> dt.date | None:
        """The day, where year, month and day are known and there is such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return dt.date(self.year, self.month, self.day)
        except ValueError:
            return None

    @property
    def months(self) -> int | None:
        """Months since the year 0."""
        if self.year is None or self.month is None:
            return None
        return self.year * 12 + self.month


def moments(text: str, today: dt.date | None) -> list[Moment]:
    """Every point of time, in the order of the text; a day takes the month of the one before it."""
    found: list[Moment] = []
    year = today.year if today else None
    last: Moment | None = None
    for match in _POINT.finditer(text):
        if not any(match[key] for key in ("y", "rel", "m", "d", "h", "next")):
            continue
        # 月 and 日 alone as words: 一年四季, 今年 by itself.
        if match["rel"] and not (match["m"] or match["d"]):
            continue
        made = _made(match, last, year)
        found.append(made)
        last = made
    return found


def _made(match: re.Match[str], last: Moment | None, year: int | None) -> Moment:
    told = int(match["y"]) if match["y"] else None
    if match["rel"] in _RELATIVE and year is not None:
        told = year + _RELATIVE[match["rel"]]
    elif match["rel"] and last is not None and last.year is not None:
        told = last.year + (match["rel"] in ("次年", "翌年"))
    month = int(match["m"]) if match["m"] else None
    day = int(match["d"]) if match["d"] else None
    if day is not None and month is None and last is not None:
        month = last.month
    minutes = None
    if match["h"]:
        hour = int(match["h"])
        hour += _NOON if match["pm"] and hour < _NOON else 0
        minutes = hour * 60 + (int(match["s"]) if match["s"] else 30 if match["half"] else 0)
    made = Moment(
        match.start(), match.end(), told, month, day, minutes, match["rough"] is not None,
        told is not None,
    )  # fmt: skip
    if match["next"] and last is not None and last.date is not None and day is None:
        after = last.date + dt.timedelta(1)
        return replace(made, year=after.year, month=after.month, day=after.day)
    if match["next"] and minutes is not None:
        return replace(made, minutes=minutes + 24 * 60)
    if month is None and day is None and told is None and last is not None and minutes is not None:
        return replace(made, year=last.year, month=last.month, day=last.day)
    if told is None and (month is not None):
        return replace(made, year=_year(made, last, year))
    return made


def _year(made: Moment, last: Moment | None, year: int | None) -> int | None:
    """The year of a month that is told without one: that of the last, or the one behind it."""
    if last is None or last.year is None or not (last.told_year and last.month):
        return year
    earlier = (made.month or 0, made.day or 31) < (last.month, last.day or 0)
    return last.year + 1 if earlier else last.year
