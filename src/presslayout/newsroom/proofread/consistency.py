"""What an issue says twice and differently: names, numbers, weekdays; stories and photos repeated."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import replace
from presslayout.newsroom.proofread.facts import FactKind
from presslayout.newsroom.proofread.lexicon import alike
from presslayout.newsroom.proofread.story_texts import StoryText, at, remark, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.issue.issue import Issue
    from presslayout.newsroom.proofread.facts import Fact

_DATE = regex(
    r"(?<![0-9])(?<!农历)(?<!阴历)(?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})日"
    r"(?:(?:[，（( ]|是|正是|恰是|正值|恰逢|适逢|恰好是)?(?:星期|周)([一二三四五六日天]))?"
)
# 开幕当天恰逢星期六: the day that was told last.
_THAT_DAY = regex(
    r"(?:当天|当日|这天|这一天)，?(?:恰逢|正逢|适逢|正值|恰好是|正好是|恰是|正是|是)(?:星期|周)(?P<day>[一二三四五六日天])",
    needs=("当天", "当日", "这天", "这一天"),
)
# 星期六（10月15日）: the weekday first.
_DAY_FIRST = regex(
    r"(?:星期|周)([一二三四五六日天])[（(](?:((?:19|20)[0-9]{2})年)?([0-9]{1,2})月([0-9]{1,2})日[）)]"
)
# A day without its year may be the 29th of February.
LEAP = 2000
_AND = "、"
# 先进个人代表时说: a word, and nobody called 代.
_DEPUTIES = ("代表", "代理")
_DAYS = "一二三四五六日"
# A date without its year that is so many days ahead may be of last year; so many behind, of next.
_AHEAD, _BEHIND = 45, 180
_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# Two paragraphs with so many characters alike at their beginning are one, set twice.
SAME = 24


def consistency(
    issue: Issue, told: Sequence[StoryText], facts: Sequence[Fact]
) -> Iterator[Diagnostic]:
    """Everything that does not agree."""
    yield from _weekdays(issue, told)
    yield from _names(told, facts)
    yield from _repeated(told)
    yield from _photos(issue, told)
    yield from _corners(told)


def _weekdays(issue: Issue, told: Sequence[StoryText]) -> Iterator[Diagnostic]:
    today = issue.paper.date
    if today is None:
        return
    for one in told:
        for match in _DATE.finditer(one.text):
            year = int(match[1]) if match[1] else today.year if match[4] else LEAP
            try:
                day = dt.date(year, int(match[2]), int(match[3]))
            except ValueError:
                yield warning(
                    "no-such-day", one, at(match),
                    Text(f"没有这一天：{match.group()}", f"there is no such day: {match.group()}"),
                    Text("核对日期", "check the date"),
                )  # fmt: skip
                continue
            if match[4] and not (match[1] is None and _another_year(day, today, match[4])):
                yield from _weekday(one, match, day, match[4])
        yield from _that_day(one, today)
        for match in _DAY_FIRST.finditer(one.text):
            try:
                day = dt.date(int(match[2] or today.year), int(match[3]), int(match[4]))
            except ValueError:
                continue
            yield from _weekday(one, match, day, match[1])


def _another_year(day: dt.date, today: dt.date, said: str) -> bool:
    """Whether a date far off that is told without its year is right for last year, or for next."""
    ahead = (day - today).days
    year = today.year + (-1 if ahead > _AHEAD else 1 if ahead < -_BEHIND else 0)
    if year == today.year or (day.month, day.day) == (2, 29):
        return False
    return _DAYS[day.replace(year=year).weekday()] == said.replace("天", "日")


def _that_day(one: StoryText, today: dt.date) -> Iterator[Diagnostic]:
    """The weekday of 当天 against the one date that its paragraph has told before."""
    for match in _THAT_DAY.finditer(one.text):
        begin = one.text.rfind("\n", 0, match.start()) + 1
        days = {m.groups()[:3] for m in _DATE.finditer(one.text, begin, match.start())}
        if len(days) != 1:
            continue
        year, month, day = days.pop()
        try:
            date = dt.date(int(year or today.year), int(month), int(day))
        except ValueError:
            continue
        yield from _weekday(one, match, date, match["day"])


def _weekday(one: StoryText, match: re.Match[str], day: dt.date, said: str) -> Iterator[Diagnostic]:
    right = _DAYS[day.weekday()]
    if right != said.replace("天", "日"):
        yield warning(
            "wrong-weekday", one, at(match),
            Text(
                f"{day.year}年{day.month}月{day.day}日是星期{right}，写成了星期{said}",
                f"{day.isoformat()} is a {_ENGLISH[day.weekday()]}, not 星期{said}",
            ),
            Text("核对日期和星期", "check date and weekday"),
        )  # fmt: skip


def _names(told: Sequence[StoryText], facts: Sequence[Fact]) -> Iterator[Diagnostic]:
    """Names of one story that differ in one character, the rarer of the two."""
    parts = {(one.story.id, one.part): one for one in reversed(told)}
    for story in dict.fromkeys(one.story.id for one in told):
        own = [
            f
            for f in facts
            if f.story == story and f.kind == FactKind.NAME and not f.text.startswith(_DEPUTIES)
        ]
        # Of a name that stands several times, its first place.
        first = {f.text: f for f in reversed(own)}
        texts = "\n".join(one.text for one in told if one.story.id == story)
        count = Counter({name: texts.count(name) for name in {f.text for f in own}})
        for one, other in combinations(sorted(count), 2):
            if len(one) != len(other) or len(one) < 3 or one[0] != other[0]:  # noqa: PLR2004
                continue
            if sum(a != b for a, b in zip(one, other, strict=True)) != 1:
                continue
            if _two_of_rolls(texts, one, other):
                continue
            rare, usual = sorted((one, other), key=lambda name: (count[name], name))
            fact = first[rare]
            place = parts[story, fact.part]
            yield warning(
                "name-differs", place, (fact.offset, len(rare)),
                Text(
                    f"“{rare}”（{count[rare]} 处）和“{usual}”（{count[usual]} 处）只差一个字",
                    f"{rare} ({count[rare]}) and {usual} ({count[usual]}) differ in one character",
                ),
                Text("核对是不是同一个人", "check whether they are one person"),
            )  # fmt: skip


def _places_of(text: str, name: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(name, at)]


def _two_of_rolls(text: str, one: str, other: str) -> bool:
    """Whether two names stand in lists alone, and differ in characters that nobody takes for each other."""
    if any(alike(a, b) for a, b in zip(one, other, strict=True) if a != b):
        return False
    return all(
        text[at - 1 : at] == _AND or text[at + len(name) : at + len(name) + 1] == _AND
        for name in (one, other)
        for at in _places_of(text, name)
    )


def _repeated(told: Sequence[StoryText]) -> Iterator[Diagnostic]:
    """Paragraphs that stand twice, in one story or in two."""
    seen: dict[str, StoryText] = {}
    for one in told:
        if one.part != "body":
            continue
        for paragraph in one.story.body:
            begins = paragraph.text[:SAME]
            if len(begins) < SAME:
                continue
            first = seen.setdefault(begins, one)
            if first is not one or (
                one.text.count(begins) > 1 and one.text.find(begins) < paragraph.offset
            ):
                yield warning(
                    "repeated-paragraph", one, (paragraph.offset, SAME),
                    Text(
                        f"这一段和稿件{first.story.id}里的一段开头相同：{begins}",
                        f"a paragraph of story {first.story.id} begins alike: {begins}",
                    ),
                    Text("核对是不是重复了", "check whether it stands twice"),
                )  # fmt: skip


def _corners(told: Sequence[StoryText]) -> Iterator[Diagnostic]:
    """Quotes of the kind 「」 in copy whose other stories write “”."""
    bodies = [one for one in told if one.part == "body"]
    usual = sum("“" in one.text for one in bodies)
    odd = [one for one in told if "「" in one.text]
    if usual <= 2 * len(odd):
        return
    for one in odd:
        for match in _CORNERS.finditer(one.text):
            yield remark(
                "mark-form", one, at(match),
                Text(f"别的稿件用“”，这里用了「」：{match.group()[:20]}",
                     f"other stories write “”, here 「」: {match.group()[:20]}"),
                Text("横排简体写 “”（GB/T 15834—2011）", "write “” in horizontal setting (GB/T 15834—2011)"),
            )  # fmt: skip


_CORNERS = regex("「[^「」\n]*」", needs=("「",))


def _photos(issue: Issue, told: Sequence[StoryText]) -> Iterator[Diagnostic]:
    seen: dict[str, str] = {}
    for page in issue.pages:
        for story in page.stories:
            for photo in story.pictures:
                first = seen.setdefault(photo.file, story.id)
                if first == story.id:
                    continue
                one = next((t for t in told if t.story.id == story.id), None)
                if one is None:
                    continue
                found = warning(
                    "repeated-photo", one, (0, 1),
                    Text(
                        f"{photo.file} 在稿件{first}里也用了",
                        f"{photo.file} stands in story {first}, too",
                    ),
                    Text("核对图片", "check the photo"),
                )  # fmt: skip
                yield replace(found, span=photo.span)
