"""Time that does not add up: from one day to another, from a year to today, ages."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.ages import ages
from presslayout.newsroom.proofread.durations import durations
from presslayout.newsroom.proofread.quantities import number_of
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic

_N = r"(?:[0-9]+|[一二两三四五六七八九十百]+)"
_POINT = (
    r"(?:(?P<y{0}>(?:19|20)[0-9]{{2}})年)?(?:(?P<m{0}>[0-9]{{1,2}})月)?(?:(?P<d{0}>[0-9]{{1,2}})[日号]|(?P<e{0}>底|末))?"
    r"(?:(?:上午|早上|凌晨|清晨|(?P<p{0}>下午|晚上|傍晚))?(?P<h{0}>[0-9]{{1,2}})(?:时|点)(?:(?P<s{0}>[0-9]{{1,2}})分)?)?"
)
_SPAN = regex(
    r"(?<![0-9])" + _POINT.format(1) + r"(?:出发|开始|起)?，?[\u4e00-\u9fff]{0,3}?(?:至|到|—|～)"
    + _POINT.format(2)
    + r"(?:[止到]|结束)?[\u4e00-\u9fff]{0,2}?[，（,]?(?:[\u4e00-\u9fff]{0,4}?)"
    rf"(?P<lead>共|历时|历经|为期|持续|前后|整整|长达|时长|用时|用了|延长|共计|，|（)(?P<n>{_N})(?P<unit>天|个月|年|个小时|小时|分钟)(?![多余初前代级零又半0-9一二三四五六七八九十])(?P<in>内)?"
)  # fmt: skip
_ARRIVED = regex(
    rf"(?P<h1>[0-9]{{1,2}})时(?:(?P<s1>[0-9]{{1,2}})分)?出发，(?P<h2>[0-9]{{1,2}})时(?:(?P<s2>[0-9]{{1,2}})分)?到[达]?，(?:用了|用时|历时)(?P<n>{_N})(?P<unit>分钟|个小时|小时)"
)
_AGES = (
    regex(rf"(?P<n>{_N})岁[，（,]?(?:生于|出生于)(?P<y>(?:19|20)[0-9]{{2}})年"),
    regex(rf"(?P<n>{_N})岁[，（,]?(?:生于|出生于)?(?P<y>(?:19|20)[0-9]{{2}})年(?:[0-9]{{1,2}}月)?(?:出生|生)"),
    regex(rf"(?:生于|出生于)(?P<y>(?:19|20)[0-9]{{2}})年(?:[0-9]{{1,2}}月)?，今年(?P<n>{_N})岁"),
    regex(rf"(?P<y>(?:19|20)[0-9]{{2}})年(?:[0-9]{{1,2}}月)?(?:出生|生)，今年(?P<n>{_N})岁"),
)  # fmt: skip
_SINCE = regex(
    rf"(?P<y>(?:1[0-9]|20)[0-9]{{2}})年(?:[0-9]{{1,2}}月)?(?P<what>[^。！？；0-9]{{0,14}}?)"
    rf"(?P<lead>距今已有|距今已经|距今已|距今|至今已有|至今已|至今|迄今已有|迄今|树龄|建[校馆厂社站院]|今年整|来)(?P<n>{_N})(?P<unit>周年|年)(?![代级前初])"
)
_YEARS_AFTER = regex(rf"(?P<y>(?:19|20)[0-9]{{2}})年[^。！？；]{{0,24}}?，(?P<n>{_N})年来")
_TWO_AGES = regex(
    rf"(?P<y>(?:19|20)[0-9]{{2}})年[^。！？；0-9]{{0,8}}(?P<a>{_N})岁，(?:如今|今年|现在)(?P<n>{_N})岁"
)
_HOURS = {"小时": 60, "个小时": 60, "分钟": 1}
_AGE_LEAST = 3
# Where both days count.
_WHOLE = frozenset(("共", "为期", "共计"))
_DAY_AFTER = 1440
# A year like most, where none is said; the days on which a month may end.
_ANY_YEAR, _LAST_DAYS = 2025, 28


def spans(told: StoryText, today: dt.date | None) -> Iterator[Diagnostic]:
    """Spans, ages and anniversaries that do not agree with their own two ends."""
    seen: set[int] = set()
    judged: set[int] = set()
    for pattern in (_SPAN, _ARRIVED):
        for match in pattern.finditer(told.text):
            said = _number(match["n"])
            right = _lasts(match.groupdict(), match["unit"])
            if (
                match["unit"] == "天"
                and match.groupdict().get("lead") in _WHOLE
                and "至" in match[0]
            ):
                right = right[:1]
            if right:
                judged.update(range(*match.span()))
            if said is None or not right or said in right or match.start() in seen:
                continue
            seen.add(match.start())
            yield _said(told, match, "span-differs", f"{right[0]}{match['unit']}")
    yield from durations(told, today, judged)
    if today is None:
        return
    for pattern in (*_AGES, _TWO_AGES, _SINCE, _YEARS_AFTER):
        for match in pattern.finditer(told.text):
            given = match.groupdict()
            said, begun = _number(match["n"]), int(match["y"])
            age = _number(given.get("a") or "") or 0
            years = today.year - begun + age
            kin = {years, years - 1, years + 1}
            if (
                said is None
                or said in kin
                or said < _AGE_LEAST
                or years < 0
                or match.start("n") in seen
            ):
                continue
            seen.add(match.start("n"))
            yield _said(
                told, match, "age-differs", f"{years}{'岁' if '岁' in match.group() else '年'}"
            )
    yield from ages(told, today, seen)


def _said(told: StoryText, match: re.Match[str], code: str, right: str) -> Diagnostic:
    words = match.group()
    return warning(
        code, told, (match.start(), len(words)),
        Text(f"“{words}”：算来是{right}", f"{words}: it comes to {right}"),
        Text("核对日期和年数", "check the dates and the count"),
    )  # fmt: skip


def _number(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    worth = number_of(words) if words else None
    return int(worth) if worth is not None else None


End = dict[str, int | None]


def _end(given: dict[str, str | None], which: str) -> End:
    """One end of a span; `p` where it is told of the afternoon."""
    end: End = {key: _number(given.get(f"{key}{which}") or "") for key in "ymdhs"}
    return end | {"p": 1 if given.get(f"p{which}") else None}


def _lasts(given: dict[str, str | None], unit: str) -> tuple[int, ...]:
    """How long it is from one end to the other, in every way of counting; nothing without both."""
    first, last = _end(given, "1"), _end(given, "2")
    if unit in _HOURS:
        return _clock(first, last, unit)
    if unit == "年":
        return _years(first, last)
    # 11月1日至20日: the month is said once.
    month = last["m"] or (first["m"] if unit == "天" and last["d"] is not None else None)
    if first["m"] is None or month is None:
        return ()
    year = first["y"] or last["y"] or _ANY_YEAR
    later = last["y"] or (year if month >= first["m"] else year + 1)
    if unit == "天":
        return _days((year, first["m"], first["d"]), (later, month, last["d"]))
    return _months((later - year) * 12 + month - first["m"], first["d"], last["d"])


def _years(first: End, last: End) -> tuple[int, ...]:
    if first["y"] is None or last["y"] is None:
        return ()
    years = last["y"] - first["y"]
    return (years,) if first["m"] is not None else (years, years + 1)


def _months(months: int, first: int | None, last: int | None) -> tuple[int, ...]:
    """Whole months between two days; without days both ends may count."""
    if first is None or last is None:
        return (months + 1, months)
    if first == 1 and last >= _LAST_DAYS:
        return (months + 1,)
    return (months, months + 1) if last > first else (months,)


def _clock(first: End, last: End, unit: str) -> tuple[int, ...]:
    if first["h"] is None or last["h"] is None:
        return ()
    minutes = last["h"] * 60 + (last["s"] or 0) - first["h"] * 60 - (first["s"] or 0)
    # 上午8时到下午2时: an afternoon is told by twelve hours.
    minutes += sum(
        sign * 12 * 60
        for end, sign in ((first, -1), (last, 1))
        if end["p"] and (end["h"] or 0) < 12  # noqa: PLR2004
    )
    minutes += _DAY_AFTER if minutes < 0 else 0
    if first["d"] != last["d"] and last["d"] is not None:
        return ()
    return (minutes // _HOURS[unit],) if minutes % _HOURS[unit] == 0 else ()


def _days(first: tuple[int, int, int | None], last: tuple[int, int, int | None]) -> tuple[int, ...]:
    if first[2] is None or last[2] is None:
        return ()
    try:
        days = (dt.date(last[0], last[1], last[2]) - dt.date(first[0], first[1], first[2])).days
    except ValueError:
        return ()
    return (days + 1, days) if days >= 0 else ()
