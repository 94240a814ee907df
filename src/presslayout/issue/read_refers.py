"""What leads on from a page (导读, 天眉), and whether there is such a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.issue.copy.read_copy import find_file
from presslayout.issue.page_parts import Forecast, Refer, Weather

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.issue.issue import PageSpec
    from presslayout.issue.paper import Paper
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading

# Beside each other above a masthead; more would be no more than words.
MOST = 4
CENTRE = (500, 500)


def index(row: Row, reading: Reading) -> tuple[Refer, ...]:
    """The entries of a page's 导读."""
    return tuple(made for one in row.rows("index") if (made := _refer(one, None, reading)))


def skybox(row: Row, path: Path, reading: Reading) -> tuple[Refer, ...]:
    """The entries of a page's 天眉, each with its thumbnail."""
    rows = list(row.rows("skybox"))
    if len(rows) > MOST:
        reading.findings.error(
            "bad-value",
            Text(f"天眉有 {len(rows)} 条，至多 {MOST} 条", f"{len(rows)} refers; {MOST} at most"),
            row.place("skybox"),
            Text("少写几条，其余的写进「导读」", "take some out, or list them in the index"),
        )
    return tuple(made for one in rows if (made := _refer(one, path, reading)))


def weather(row: Row) -> Weather | None:
    """A page's weather; None where it says none."""
    own = row.row("weather")
    if own is None:
        return None
    days = [
        Forecast(*(day.words(part).strip() for part in ("day", "sky", "degrees", "wind")))
        for day in own.rows("days")
    ]
    made = tuple(one for one in days if one.day and one.sky)
    return Weather(own.words("place").strip(), made) if made else None


def check_refers(pages: tuple[PageSpec, ...], paper: Paper | None, reading: Reading) -> None:
    """Every refer leads to a page of the issue, or to one of the day that is not in the file."""
    here = {page.number for page in pages}
    today = int(paper.pages_today) if paper and paper.pages_today.isdecimal() else 0
    for page in pages:
        for one in (*page.index, *page.skybox):
            if one.page not in here and not 1 <= one.page <= today:
                _no_page(one, sorted(here), today, reading)
            elif one.page == page.number:
                reading.findings.warn(
                    "refer-here",
                    Text(
                        f"「{one.title}」就在第{page.number}版，不用再导",
                        f"“{one.title}” leads to page {page.number}, where it stands",
                    ),
                    one.span,
                    Text("写它所在的那一版", "name the page where its story is"),
                )


def _refer(row: Row, path: Path | None, reading: Reading) -> Refer | None:
    page, title, text = row.integer("page"), row.words("title").strip(), row.words("text").strip()
    file = row.words("file").strip() if path is not None else ""
    focus = row.value("focus") if path is not None else None
    alt = row.words("alt") if path is not None else ""
    named = ""
    if file and path is not None:
        found = find_file(file, row.place("file"), path.parent, "missing-picture", reading)
        named = reading.name(found) if found is not None else ""
    if page is None or not title:
        return None
    point = focus if isinstance(focus, tuple) else CENTRE
    return Refer(page, title, text, row.place("page"), named, point, alt)


def _no_page(one: Refer, here: list[int], today: int, reading: Reading) -> None:
    listed = "、".join(map(str, here))
    reading.findings.error(
        "unknown-page",
        Text(
            f"「{one.title}」导向第{one.page}版，"
            + (f"今日只有 {today} 版" if today else "这份文件里没有这一版"),
            f"“{one.title}” leads to page {one.page}, "
            + (f"the day has {today}" if today else "which is not here"),
        ),
        one.span,
        Text(
            f"这里有：第 {listed} 版；在别的文件里的，写明「今日版数」",
            f"pages here: {listed}; where it is in another file, say pages_today",
        ),
    )
