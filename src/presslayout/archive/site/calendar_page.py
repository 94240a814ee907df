"""The calendar: a year's months with a way to the issue of each day."""

from __future__ import annotations

import calendar
from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.archive.site import names
from presslayout.archive.site.html import Html, el, joined
from presslayout.archive.site.shell import View, rendered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.archive.site.catalogue import SiteEntry


def path(year: str) -> str:
    """The file of a year."""
    return f"calendar/{year}.html"


def files(
    year: str, years: Sequence[str], entries: Sequence[SiteEntry], base: str, paper: str
) -> dict[str, bytes]:
    """The files of a year with its issues: the newest stands under the calendar's own name, too."""
    paths = (path(year), names.CALENDAR) if year == years[0] else (path(year),)
    return {own: page(own, year, years, entries, base, paper) for own in paths}


def page(
    own: str, year: str, years: Sequence[str], entries: Sequence[SiteEntry], base: str, paper: str
) -> bytes:
    """The file of a year, at its own path or at the calendar's; `entries` are those of the year."""
    root = names.up(own)
    by_month = {
        month: list(group)
        for month, group in groupby(
            sorted(entries, key=lambda one: (one.date, one.code)), lambda one: one.date[:7]
        )
    }
    many = len({one.code for one in entries}) > 1
    main = joined(
        (
            el("h1", None, f"{year}年"),
            el(
                "nav",
                {"class": "years", "aria-label": "年份"},
                el(
                    "ul",
                    None,
                    *(
                        el(
                            "li",
                            None,
                            el(
                                "a",
                                {
                                    "href": root + path(one),
                                    "aria-current": "page" if one == year else None,
                                },
                                one,
                            ),
                        )
                        for one in years
                    ),
                ),
            )
            if len(years) > 1
            else None,
            el("p", {"class": "count"}, f"这一年存有 {len(entries)} 期。"),
            el(
                "div",
                {"class": "months"},
                *(
                    _month(month, own, root, many=many)
                    for month, own in sorted(by_month.items(), reverse=True)
                ),
            ),
        )
    )
    return rendered(
        View(
            own, f"{year}年 往期 · {paper}", paper, main, "calendar", f"{paper} {year}年各期", base
        )
    )


def _month(month: str, entries: Sequence[SiteEntry], root: str, *, many: bool) -> Html:
    year, number = int(month[:4]), int(month[5:])
    days = {day: list(group) for day, group in groupby(entries, lambda one: int(one.date[8:]))}
    weeks = calendar.Calendar(calendar.MONDAY).monthdayscalendar(year, number)
    heads = el(
        "tr",
        None,
        *(el("th", {"scope": "col", "abbr": f"星期{one}"}, one) for one in names.WEEKDAYS),
    )
    rows = [
        el("tr", None, *(_day(day, days.get(day, []), root, many=many) for day in week))
        for week in weeks
    ]
    return el(
        "table",
        {"class": "month", "id": f"m{number:02}"},
        el("caption", None, f"{number}月"),
        el("thead", None, heads),
        el("tbody", None, *rows),
    )


def _day(day: int, entries: Sequence[SiteEntry], root: str, *, many: bool) -> Html:
    if not day:
        return el("td", {"class": "out"})
    if not entries:
        return el("td", None, el("span", None, str(day)))
    first, rest = entries[0], entries[1:]
    said = f"{names.said(first.date)}，{first.pages}版，{first.title}"
    inner = [
        el(
            "a",
            {
                "href": root + first.front,
                "aria-label": f"{said}，{first.name}" if many else said,
                "title": first.title,
            },
            str(day),
        )
    ]
    inner += [
        el(
            "a",
            {
                "class": "also",
                "href": root + one.front,
                "aria-label": f"{names.said(one.date)}，{one.name}",
                "title": one.name,
            },
            (one.variant or one.paper)[:4],
        )
        for one in rest
    ]
    return el("td", {"class": "there"}, *inner)
