"""The day as a newspaper prints it: date, weekday, and the day of the lunar calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.issue.paper import PENDING

if TYPE_CHECKING:
    import datetime as dt

    from presslayout.issue.paper import Paper

WEEKDAYS = "一二三四五六日"


def day(paper: Paper) -> str:
    """The paper's date with its weekday, and its lunar day and solar term where that is asked for."""
    date = paper.date
    if date is None:
        return PENDING
    told = f"{date.year}年{date.month}月{date.day}日　星期{WEEKDAYS[date.weekday()]}"
    if not paper.lunar:
        return told
    term = solar_term(date)
    return f"{told}　{lunar(date)}" + (f"　{term}" if term else "")


def lunar(date: dt.date) -> str:
    """A day of the lunar calendar (GB/T 33661-2017): 农历丙午年九月初九, 闰 before a leap month."""
    from lunar_python import Solar

    found = Solar.fromYmd(date.year, date.month, date.day).getLunar()
    year, month, of_month = (
        str(part)
        for part in (found.getYearInGanZhi(), found.getMonthInChinese(), found.getDayInChinese())
    )
    return f"农历{year}年{month}月{of_month}"


def solar_term(date: dt.date) -> str:
    """The solar term (节气) that falls on a day, "" for none: 霜降 on 23 October 2026."""
    from lunar_python import Solar

    return str(Solar.fromYmd(date.year, date.month, date.day).getLunar().getJieQi())
