"""Days of the lunar calendar and its feasts against the day of the year beside them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import number_of
from presslayout.newsroom.proofread.story_texts import StoryText, at, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic

_DAY = r"(?:(?P<y>(?:19|20)[0-9]{2})年)?(?P<m>1[0-2]|[1-9])月(?P<d>3[01]|[12][0-9]|[1-9])日"
_OLD = (
    r"(?:农历|阴历|旧历|夏历)(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年|今年)?的?(?P<leap>闰)?"
    r"(?P<lm>十[一二]|[正一二三四五六七八九十冬腊])月(?P<ld>初[一二三四五六七八九十]|[二三]十[一二三四五六七八九]?|十[一二三四五六七八九]?|廿[一二三四五六七八九])"
)
_IS = r"(?:[（(]|，|、)?(?:[是为即]|正是|恰是|也是|就是|正值|恰逢|适逢|正逢|相当于)?(?:今年的?|传统的?)?"
_NEEDS = ("农历", "阴历", "旧历", "夏历")
# 10月18日重阳节（农历九月初九）, 12月22日（星期二，农历冬月十四）.
_FEAST_OR_WEEKDAY = (
    r"(?:[\u4e00-\u9fff]{1,4}(?=[（(])|[（(](?:星期|周)[一二三四五六日天](?=，|、))?"
)
_BESIDE = (
    regex(rf"{_DAY}{_FEAST_OR_WEEKDAY}{_IS}{_OLD}", needs=_NEEDS),
    regex(rf"{_OLD}(?:[（(]|，)?(?:公历|阳历|即|也就是)?{_DAY}", needs=_NEEDS),
)
_FEASTS = {"元宵节": (1, 15), "端午节": (5, 5), "七夕节": (7, 7), "中元节": (7, 15), "中秋节": (8, 15), "重阳节": (9, 9),
           "腊八节": (12, 8), "端午佳节": (5, 5), "中秋佳节": (8, 15)}  # fmt: skip
_FEAST = regex(
    rf"{_DAY}(?:[（(]|，?(?:[是即]|正是|恰是|适逢|恰逢|正值|正逢))(?:今年的?|传统的?|我国传统的?)?(?P<feast>{'|'.join(_FEASTS)})",
    needs=tuple(_FEASTS),
)
_DIGITS = "零一二三四五六七八九十"
_MONTHS = {"正": 1, "冬": 11, "腊": 12}
_NAMES = ("正", "二", "三", "四", "五", "六", "七", "八", "九", "十", "冬", "腊")


def lunar_days(told: StoryText, today: dt.date | None) -> Iterator[Diagnostic]:
    """Every lunar day, or feast, that is another than that of the date which stands beside it."""
    for pattern in (*_BESIDE, _FEAST):
        for match in pattern.finditer(told.text) if today else ():
            feast = match.groupdict().get("feast")
            said = _FEASTS[feast] if feast else _said(match)
            right = _right(match, said, today.year if today else 0)
            if right is None:
                continue
            day = f"{match['m']}月{match['d']}日"
            name = f"农历{_NAMES[abs(right[0]) - 1]}月{_named(right[1])}"
            words = match.group() + "）" * (match.group().count("（") - match.group().count("）"))
            yield warning(
                "wrong-lunar-day", told, at(match),
                Text(f"{day}是{name}，写成了“{words}”", f"{day} is {name}, not {words}"),
                Text("核对公历和农历", "check both calendars"),
            )  # fmt: skip


def _right(match: re.Match[str], said: tuple[int, int], year: int) -> tuple[int, int] | None:
    """The lunar day of a date where another is said; a date without its year may be of last or next."""
    years = [int(match["y"])] if match["y"] else [year, year - 1, year + 1]
    found = [made for one in years if (made := _lunar(one, int(match["m"]), int(match["d"])))]
    return found[0] if found and said not in [(abs(m), d) for m, d in found] else None


def _lunar(year: int, month: int, day: int) -> tuple[int, int] | None:
    from lunar_python import Solar

    try:
        dt.date(year, month, day)
    except ValueError:
        return None
    found = Solar.fromYmd(year, month, day).getLunar()
    return int(found.getMonth()), int(found.getDay())


def _said(match: re.Match[str]) -> tuple[int, int]:
    day = match["ld"].replace("廿", "二十").replace("初", "")
    return _MONTHS.get(match["lm"]) or _number(match["lm"]), _number(day)


def _number(words: str) -> int:
    found = number_of(words)
    assert found is not None, words
    return int(found)


def _named(day: int) -> str:
    tens, ones = divmod(day, 10)
    if day <= 10:  # noqa: PLR2004
        return f"初{_DIGITS[day]}"
    if not ones:
        return f"{_DIGITS[tens]}十"
    return ("十" if tens == 1 else "廿") + _DIGITS[ones]
