"""Times of day that no clock shows, hours that their part of the day has not, ends before their beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.story_texts import StoryText, at, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic

_PARTS = "凌晨|清晨|早晨|早上|上午|中午|下午|傍晚|晚上|晚间|夜里"
# 17∶30, 17时30分, 17点半; hours that are so many of them (72小时) and years are others.
_CLOCK = (
    r"(?P<h{0}>[0-9]{{1,2}})(?:[∶:：](?P<s{0}>[0-9]{{2}})(?![0-9∶:：])"
    r"|(?:时(?![间段候代速差辰]|至今)|点(?![多几名的位零一二三四五六七八九十]))(?:(?P<t{0}>[0-9]{{1,2}})分(?!钟)|(?P<half{0}>半))?)"
)
# A time that is surely one: its part of the day or its date before it, or a time that it follows.
_TIME = regex(
    rf"(?P<part>{_PARTS}|(?<=[日号])(?=[0-9]{{1,2}}时))(?P<first>{_CLOCK.format(1)})"
    rf"(?:(?:许|整)?(?:至|到|—|～|-|~)(?:(?P<next>次日|翌日|第二天|当日|当天)?(?P<other>{_PARTS})?)(?P<last>{_CLOCK.format(2)}))?",
    needs=(*_PARTS.split("|"), "日", "号"),
)
_SPAN = regex(
    rf"(?<=[日号天起从自于）)：])(?P<part>)(?P<first>{_CLOCK.format(1)})(?:许|整)?(?:至|到|—|～|-|~)"
    rf"(?P<next>次日|翌日|第二天|当日|当天)?(?P<other>{_PARTS})?(?P<last>{_CLOCK.format(2)})",
    needs=("时", "点", "∶", ":", "："),
)
_BEGUN = regex(
    rf"(?P<part>{_PARTS})?(?P<first>{_CLOCK.format(1)})(?:许|整)?(?:准时|正式)?(?:开始|开赛|开演|开幕|开会|开场|开考|起飞|发车|出发|启动)"
    rf"，(?P<next>次日|翌日|第二天|当日|当天)?(?P<other>{_PARTS})?(?P<last>{_CLOCK.format(2)})(?:许|整)?(?:左右)?(?:才|全部)?"
    r"(?:结束|闭幕|落幕|散会|散场|终场|降落|到达|抵达|收官|完成)",
    needs="结束 闭幕 落幕 散会 散场 终场 降落 到达 抵达 收官 完成".split(),
)
# The hours that a part of the day has not; those that it may be told of twice (下午3时, 下午15时) it has.
_NEVER = {
    "凌晨": frozenset((*range(8, 12), *range(13, 24))),
    "清晨": frozenset((1, 2, *range(10, 24))),
    "上午": frozenset((1, 2, 3, 4, *range(13, 24))),
    "中午": frozenset((4, 5, 6, 7, 8, 9, *range(15, 24))),
    "下午": frozenset((9, 10, 11, *range(20, 24))),
    "晚上": frozenset(range(13, 18)),
}
_TO = regex("[时点分半许整0-9][至到—～~-]")
# The day on which something ends that ends after midnight.
_NEXT = frozenset("次日 翌日 第二天".split())
_LATE = frozenset("下午 傍晚 晚上 晚间 夜里 中午".split())
_NOON, _HOURS, _MINUTES = 12, 24, 60


def clocks(told: StoryText) -> Iterator[Diagnostic]:
    """Every time of day that cannot be."""
    text = told.text
    seen: set[int] = set()
    for pattern in (_TIME, _SPAN, _BEGUN) if _TO.search(text) else (_TIME, _BEGUN):
        for match in pattern.finditer(text):
            if match.start("first") in seen:
                continue
            wrong = _wrong(match)
            if wrong is not None:
                seen.add(match.start("first"))
                yield warning(
                    "no-such-time", told, at(match), wrong,
                    Text("核对钟点；过了半夜的写“次日”", "check the hour; past midnight write 次日"),
                )  # fmt: skip


def _wrong(match: re.Match[str]) -> Text | None:
    part, other = match["part"] or "", match["other"] or ""
    first, last = _minutes(match, 1), _minutes(match, 2)
    for words, time in ((match["first"], first), (match["last"], last)):
        if words is not None and time is None:
            return Text(f"没有这个时刻：{words}", f"there is no such time of day: {words}")
    for day, words, time in ((part, match["first"], first), (other, match["last"], last)):
        if time is not None and time // _MINUTES in _NEVER.get(day, ()):
            return Text(f"{day}没有{words}", f"{words} is not in the {_ENGLISH[day]} ({day})")
    if first is None or last is None or match["next"] in _NEXT:
        return None
    if _ends_first(first, last, part, other):
        return Text(
            f"“{match.group()}”：结束比开始早", f"{match.group()}: it ends before it begins"
        )
    return None


_ENGLISH = {"凌晨": "small hours", "清晨": "early morning", "上午": "morning", "中午": "noon", "下午": "afternoon",
            "晚上": "evening"}  # fmt: skip


def _minutes(match: re.Match[str], which: int) -> int | None:
    """Minutes since midnight; None where there is no such time, or none is told."""
    if match[f"h{which}"] is None:
        return None
    hour = int(match[f"h{which}"])
    minute = int(match[f"s{which}"] or match[f"t{which}"] or (30 if match[f"half{which}"] else 0))
    if hour > _HOURS or minute >= _MINUTES or (hour == _HOURS and minute):
        return None
    return hour * _MINUTES + minute


def _ends_first(first: int, last: int, part: str, other: str) -> bool:
    """Whether what ends is told of an earlier hour of one day; by night it may end on the next."""
    noon = _NOON * _MINUTES
    begun = first + (noon if part in _LATE and first < noon else 0)
    if last < noon and not other:
        # 晚上7时开始，9时结束, 22时至6时: of the evening, or of the next morning.
        return False
    ended = last + (noon if other in _LATE and last < noon else 0)
    return begun > ended >= noon
