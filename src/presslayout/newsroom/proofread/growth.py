"""Growth that does not agree with its own two figures: per cent, parts of ten, times, points."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import replace
from presslayout.newsroom.proofread.changes import changes
from presslayout.newsroom.proofread.dated import FAR, FROM, TO, dated
from presslayout.newsroom.proofread.quantities import Dimension, number_of, plain, quantities
from presslayout.newsroom.proofread.story_texts import StoryText, warning
from presslayout.newsroom.proofread.sums import MOST, SENTENCE, pairs

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.proofread.changes import Found
    from presslayout.newsroom.proofread.quantities import Quantity

_UP = "增长|增幅|增加|增产|提高|上升|多出|增收|增速|扩大|上涨|提升|跃升|攀升|递增|净增|上调|涨幅|升幅|增|(?<![上高])涨|(?<![提上])升(?=了|高)"
_DOWN = "减少|降低|缩短|下降|减产|下跌|降幅|缩减|压减|压缩|下滑|回落|下调|跌幅|减(?![肥灾排])|(?<![下上投])降(?=[了幅0-9])|(?<![下])跌(?=[了幅0-9])"
_HAN = "一二两三四五六七八九十百半"
_N = rf"(?P<n>[0-9]+(?:\.[0-9]+)?|[{_HAN}]+)"
_GROWN = regex(
    rf"(?P<verb>{_UP}|{_DOWN})(?P<of>了|达|达到|为|幅度为|率为|率|高)?(?P<about>约|近|将近|超过|超|逾|不到|不足)?"
    rf"(?:(?P<whole>[二三四五六七八九十])分之(?P<part>[一二三四五六七八九])"
    rf"|{_N}(?P<more>多|余)?(?P<unit>个百分点|%|％|成半|成|倍)|(?P<half>一半)|翻(?P<times>一|两)番(?!半))(?P<rest>多|以上|左右)?"
)
_DOUBLED = regex(r"(?<![\u4e00-\u9fff])翻(?P<times>了?一|了?两)番(?!半)")
_TIMES = regex(
    rf"(?:是|为|相当于|达到|(?:增|增加|增长|提高|扩大|上升)(?:到|至|为))(?P<old>[^，。；0-9]{{1,9}})的(?P<about>近|约|将近)?{_N}(?P<more>多|余)?倍"
)
# 120亩，是老校区40亩的3倍.
_TIMES_OF = regex(rf"的(?P<about>近|约|将近)?{_N}(?P<more>多|余)?倍(?P<old>)")
_IS = regex(r"(?:是|为|相当于)[^，。；0-9]{0,10}(?:(?:19|20)[0-9]{2}年[^，。；0-9]{0,6})?\Z")
_LATTER = regex(rf"前者(?:是|为|相当于)后者的(?P<about>近|约|将近)?{_N}(?P<more>多|余)?倍(?P<old>)")
_DECREASE = regex(
    rf"(?:{_DOWN})(?:了|到|为)?(?:约|近)?(?P<n>[1-9][0-9]*(?:\.[0-9]+)?|[一二两三四五六七八九十]+)(?:多)?倍"
)
_THEN_FROM = regex(r"[，（：](?:已|分别)?(?:从|由)[^，。；]{0,8}")
_JOINED = frozenset("和、")
_EACH, _REACH = "分别", 12
_STAFF, _PEOPLE = ("人员", "人数", "职工"), frozenset("人 名 位 个人".split())
_LINK = regex(r"[，、（同比环的户均年]{0,4}")
POINT = Decimal("0.6")
_TWO = 2
_POINT_SLACK = Decimal("0.15")
_HUNDRED = Decimal(100)


def growth(told: StoryText) -> Iterator[Diagnostic]:
    """Every growth that is told wrong, and decreases by times."""
    seen: set[int] = set()
    for sentence in SENTENCE.finditer(told.text):
        words, begin = sentence.group(), sentence.start()
        if "倍" not in words:
            continue
        for first, last in (m.span() for m in _DECREASE.finditer(words)):
            seen.add(begin + first)
            yield warning(
                "decrease-times", told, (begin + first, last - first),
                Text(f"减少、降低不能用倍：{words[first:last]}",
                     f"nothing decreases by times: {words[first:last]}"),
                Text("写减少百分之几、几成，或减到几分之几", "say by how much per cent, or to which part"),
            )  # fmt: skip
    places = [(s.start(), s.group()) for s in SENTENCE.finditer(told.text)]
    for alone, rows in ((True, places), (False, pairs(told.text))):
        for begin, words in rows:
            found = quantities(words)
            if len(found) > MOST:
                continue
            for match, right in _wrong(words, found, alone=alone):
                if begin + match.start() in seen:
                    continue
                seen.add(begin + match.start())
                yield warning(
                    "growth-differs", told, (begin + match.start(), match.end() - match.start()),
                    Text(f"{right.zh}，写成了“{match.group()}”", f"{right.en}, not {match.group()}"),
                    Text("核对这几个数", "check these numbers"),
                )  # fmt: skip


def _of_others(words: str, match: re.Match[str], one: Quantity) -> bool:
    """Whether a growth is said of something else: 分别增长4%和14.6%, offices in 个 and 人员减少了15%."""
    before = words[max(0, match.start() - _REACH) : match.start()]
    if _EACH in before and words[match.end() : match.end() + 1] in _JOINED:
        return True
    return before.endswith(_STAFF) and one.unit not in _PEOPLE


def _wrong(words: str, found: Sequence[Quantity], *, alone: bool) -> Iterator[Found]:
    yield from changes(words, found, alone=alone)
    if "倍" in words:
        yield from _named(words, found)
    for mark, pattern in (
        ("", _GROWN),
        ("番", _DOUBLED),
        ("倍", _TIMES),
        ("后者", _LATTER),
        ("倍", _TIMES_OF),
    ):
        for match in pattern.finditer(words) if mark in words else ():
            pair = (
                _former(words, found, match)
                if pattern is _LATTER
                else _beside(words, found, match)
                if pattern is _TIMES_OF
                else _pair(words, found, match, alone=alone)
            )
            if pair is None or _of_others(words, match, pair[0]):
                continue
            right = _right(match, *pair)
            if right is not None:
                old, new = pair[0].text, pair[1].text
                yield (
                    match,
                    Text(f"{old}到{new}是{right.zh}", f"{old} to {new} is {right.en}"),
                )


def _pair(
    words: str, found: Sequence[Quantity], match: re.Match[str], *, alone: bool
) -> tuple[Quantity, Quantity] | None:
    """The old quantity and the new one that a growth speaks of."""
    own = range(*match.span())
    usual = [q for q in found if q.start not in own and q.dimension != Dimension.POINTS]
    for one, other in itertools.pairwise(usual):
        if (
            _comparable(one, other)
            and FROM.search(words[max(0, one.start - FAR) : one.start])
            and TO.fullmatch(words[one.end : other.start])
        ):
            linked = _LINK.fullmatch(words[other.end : max(other.end, match.start())])
            if linked and match.start() >= other.end:
                return one, other
            # 下降两成，从50万降到40万.
            if match.end() <= one.start and _THEN_FROM.fullmatch(words[match.end() : one.start]):
                return one, other
    return _added(words, usual, match) or _told_apart(words, usual, match, alone=alone)


def _beside(
    words: str, found: Sequence[Quantity], match: re.Match[str]
) -> tuple[Quantity, Quantity] | None:
    """The figure that a times stands behind, and the one that is so many times it."""
    for new, old in itertools.pairwise(found):
        if old.end == match.start() and new.same_kind(old):
            return (old, new) if _IS.search(words[new.end : old.start]) else None
    return None


def _told_apart(
    words: str, usual: Sequence[Quantity], match: re.Match[str], *, alone: bool
) -> tuple[Quantity, Quantity] | None:
    """The two figures that a growth may speak of, by their time."""
    named = "old" in match.groupdict()
    pair = dated(words, usual, match.span(), alone=alone, named=named)
    return pair if pair is not None and _plausible(match, *pair) else None


def _added(
    words: str, usual: Sequence[Quantity], match: re.Match[str]
) -> tuple[Quantity, Quantity] | None:
    """比去年的240万元增加120万元，增长50%: the old one and what came to it."""
    before = [q for q in usual if q.end <= match.start()][-2:]
    if (
        len(before) < _TWO
        or not before[0].same_kind(before[1])
        or before[1].dimension == Dimension.SHARE
    ):
        return None
    old, more = before
    verb = _CAME.fullmatch(words[old.end : more.start])
    than = _THAN.search(words[max(0, old.start - FAR) : old.start])
    if verb is None or than is None or match.start() - more.end > _TWO:
        return None
    sign = -1 if verb["less"] else 1
    number, worth = (a + sign * b for a, b in ((old.number, more.number), (old.worth, more.worth)))
    return old, replace(
        old, text=f"{old.text}{'减' if sign < 0 else '加'}{more.text}", number=number, worth=worth
    )


_THAN = regex(r"(?:比|较|在)[^，。；0-9]{0,8}\Z")
_CAME = regex(
    r"(?:的基础上)?(?:(?P<less>减少|下降|降低|少|减)|增加|增长|提高|多|增|净增)(?:了|出)?"
)


_NAMED = regex(
    rf"(?P<a>[一-龥]{{2}})[一-龥]{{0,4}}(?:约|大约)?(?:是|为|相当于)(?P<old>[一-龥]{{2}})[一-龥]{{0,4}}的(?P<about>近|约|将近)?{_N}(?P<more>多|余)?倍"
)


def _named(words: str, found: Sequence[Quantity]) -> Iterator[Found]:
    """So many times another, both called by name: 城镇是农村的2倍."""
    for match in _NAMED.finditer(words):
        before = [q for q in found if q.end <= match.start()]
        labels = [
            words[before[n - 1].end if n else 0 : q.start][-FAR:] for n, q in enumerate(before)
        ]
        ours = [q for q, label in zip(before, labels, strict=True) if match["a"] in label]
        others = [q for q, label in zip(before, labels, strict=True) if match["old"] in label]
        if len(ours) != 1 or len(others) != 1 or ours == others or not ours[0].same_kind(others[0]):
            continue
        right = _right(match, others[0], ours[0])
        if right is not None:
            one, other = ours[0].text, others[0].text
            yield match, Text(f"{one}和{other}是{right.zh}", f"{one} and {other} is {right.en}")


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two are of one kind, or are meant to be: 200平方米 that grow to 600米."""
    lengths = {one.dimension, other.dimension} <= {Dimension.LENGTH, Dimension.AREA}
    return one.same_kind(other) or (
        lengths and one.unit.removeprefix("平方") == other.unit.removeprefix("平方")
    )


def _former(
    words: str, usual: Sequence[Quantity], match: re.Match[str]
) -> tuple[Quantity, Quantity] | None:
    """What the last words of two clauses give: 前者是后者的25倍."""
    clauses = words[: match.start()].rstrip("，").split("；")
    if len(clauses) < _TWO:
        clauses = words[: match.start()].rstrip("。\n，").split("，")
    edge = len(words[: match.start()].rstrip("。\n，")) - len(clauses[-1].rstrip("。\n，"))
    first = [q for q in usual if q.end <= edge]
    last = [q for q in usual if edge <= q.start < match.start()]
    if not first or not last or not first[-1].same_kind(last[-1]):
        return None
    return last[-1], first[-1]


def _plausible(match: re.Match[str], old: Quantity, new: Quantity) -> bool:
    """Whether two figures may be those of a growth: neither far from what is said of them."""
    given = match.groupdict()
    said, times = _grown(given), _times(given)
    if not old.worth or (said is None and times is None):
        return False
    ratio = new.worth / old.worth
    number = _number(given.get("n") or "")
    if number and any(
        _near(number * by, abs(ratio - 1) * _HUNDRED, about=False) for by in (1, 10, 100)
    ):
        # 两倍 for 两成.
        return True
    up = given.get("verb") not in _FALLS
    if times is None and said is not None:
        times = 1 + (said if up else -min(said, _MOST_DOWN)) / _HUNDRED
    assert times is not None
    return bool(times / _BAND < ratio < times * _BAND) and (
        ratio > _SHRUNK if up else ratio < _RISEN
    )


_FALLS = frozenset(_DOWN.split("|"))
_MOST_DOWN = Decimal(90)
_BAND = Decimal("2.5")
# What is said to grow may at most have shrunk so much, if it is the same thing at all.
_SHRUNK, _RISEN = Decimal("0.6"), Decimal("1.5")


def _right(match: re.Match[str], old: Quantity, new: Quantity) -> Text | None:
    """What the growth is, where it is not what is said."""
    given = match.groupdict()
    if not old.worth or old.about or new.about:
        return None
    about = bool(given.get("about") or given.get("more") or given.get("rest"))
    same = old.same_kind(new)
    ratio = new.worth / old.worth if same else new.number / old.number
    times = _times(given)
    if times is not None:
        near = _near(times * _HUNDRED, ratio * _HUNDRED, about=about)
        return None if near else Text(f"{plain(ratio)}倍", f"{plain(ratio)} times")
    if given.get("unit") == "个百分点" or old.dimension == Dimension.SHARE:
        return _points(given, old, new)
    said = _grown(given)
    rounded = about or given.get("unit") == "成" or bool(given.get("half") or given.get("part"))
    if said is None or _near(said, abs(ratio - 1) * _HUNDRED, about=rounded):
        return None
    return _cent(ratio)


def _times(given: dict[str, str | None]) -> Decimal | None:
    """How often the old one goes into the new: 翻两番, 是去年的3倍."""
    doubled = given.get("times")
    if doubled:
        return Decimal(2) if "一" in doubled else Decimal(4)
    return _number(given.get("n") or "") if given.get("old") is not None else None


def _grown(given: dict[str, str | None]) -> Decimal | None:
    """By how much per cent it has grown or shrunk."""
    if given.get("half"):
        return Decimal(50)
    if given.get("part"):
        part, whole = (_number(given.get(key) or "") for key in ("part", "whole"))
        return part / whole * _HUNDRED if part and whole else None
    number, unit = _number(given.get("n") or ""), given.get("unit") or ""
    if number is None:
        return None
    scale = {"成": Decimal(10), "成半": Decimal(10), "倍": _HUNDRED}.get(unit, Decimal(1))
    return number * scale + (5 if unit == "成半" else 0)


def _points(given: dict[str, str | None], old: Quantity, new: Quantity) -> Text | None:
    number = _number(given.get("n") or "")
    points = abs(new.worth - old.worth)
    if number is None or given.get("unit") != "个百分点" or old.dimension != Dimension.SHARE:
        return None
    if abs(points - number) <= _POINT_SLACK:
        return None
    return Text(f"{plain(points)}个百分点", f"{plain(points)} points")


def _near(said: Decimal, right: Decimal, *, about: bool) -> bool:
    slack = max(POINT, right * Decimal("0.03")) * (Decimal("2.5") if about else 1)
    return abs(said - right) < slack


def _cent(ratio: Decimal) -> Text:
    change = (ratio - 1) * _HUNDRED
    rounded = plain(abs(change).quantize(Decimal("0.1")))
    return Text(
        f"{'增' if change >= 0 else '减'} {rounded}%",
        f"{'up' if change >= 0 else 'down'} {rounded}%",
    )


def _number(words: str) -> Decimal | None:
    if not words:
        return None
    return Decimal(words) if words[0].isdigit() else number_of(words)
