"""Growth that does not agree with its own two figures: per cent, parts of ten, times, points."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import replace
from presslayout.newsroom.proofread.quantities import Dimension, number_of, plain, quantities
from presslayout.newsroom.proofread.story_texts import StoryText, warning
from presslayout.newsroom.proofread.sums import MOST, SENTENCE, pairs

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.proofread.quantities import Quantity

_UP = (
    "增长|增幅|增加|增产|提高|上升|多出|增收|增速|扩大|上涨|提升|跃升|攀升|递增|净增|上调|涨幅|升幅|增|(?<![上高])涨|(?<![提上])升(?=了|高)"
)
_DOWN = (
    "减少|降低|缩短|下降|减产|下跌|降幅|缩减|压减|压缩|下滑|回落|下调|跌幅|减(?![肥灾排])|(?<![下上投])降(?=[了幅0-9])|(?<![下])跌(?=[了幅0-9])"
)
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
_LATTER = regex(rf"前者(?:是|为|相当于)后者的(?P<about>近|约|将近)?{_N}(?P<more>多|余)?倍(?P<old>)")
_DECREASE = regex(
    rf"(?:{_DOWN})(?:了|到|为)?(?:约|近)?(?P<n>[1-9][0-9]*(?:\.[0-9]+)?|[一二两三四五六七八九十]+)(?:多)?倍"
)
_FROM = regex(r"(?:从|由)[^，。；]{0,12}\Z")
_TO = regex(
    r"[^，。；0-9]{0,6}(?:增|升|提高|扩|扩大|上升|增长|增加|发展|涨|降|下降|减少|缩短|减|提升|上涨|压缩|回落|跌|压|调整|上调|下调|变|拓展|攀升|缩小|缩减)[^，。；0-9]{0,4}(?:到|至|为|成)[^，。；0-9]{0,5}"
)
# When a quantity was, or is: the last such word before it.
_WHEN = regex(
    r"(?P<old>去年|上年|前年|同期|同月|上月|上个?月|上周|上个?季度|前一[周月日年天季]|以前|此前|过去|原来|原先|改造前|整治前|当初|起初|最初|上届|往年|早先"
    r"|[0-9一二两三四五六七八九十几]+(?:个)?(?:年|月|周|天|季度)前|刚[^，。；]{0,6}时|(?<!今年)(?<!今年新)(?:开业|开张|投产|建成|成立|开园|开馆|运行)(?:之初|时|头|第一)"
    r"|前十年|上一[年届季月周])|(?P<new>今年|本月|本届|本周|本季|目前|现在|如今|眼下|截至|到今年|现有|这次|当前|今)"
    r"|(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年"
)
_THEN_FROM = regex(r"[，（：](?:已|分别)?(?:从|由)[^，。；]{0,8}")
_LINK = regex(r"[，、（同比环的户均年]{0,4}")
# What is more or less, and a mark that is passed, is no amount.
_DELTA = regex(
    r"(?:多|少|增|增加|减少|增长|净增|提高|下降|降低|新增|高|低|超)(?:出|了|约|近|收)?[^一-龥]{0,2}\Z|突破|跨过|迈过|站上|冲破|(?<!只)超过"
)
_APART = regex(r"累计|净|人均|其中|计划|目标|；")
POINT = Decimal("0.6")
# A growth stands no further from the figure that it begins with.
_FAR, _WIDE = 16, 48
_POINT_SLACK = Decimal("0.15")
_HUNDRED = Decimal(100)
_STRETCH = 40


def growth(told: StoryText) -> Iterator[Diagnostic]:
    """Every growth that is told wrong, and decreases by times."""
    seen: set[int] = set()
    for sentence in SENTENCE.finditer(told.text):
        words, begin = sentence.group(), sentence.start()
        for first, last in (match.span() for match in _DECREASE.finditer(words)):
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
                    Text(f"{right}，写成了“{match.group()}”", f"{right}, not {match.group()}"),
                    Text("核对这几个数", "check these numbers"),
                )  # fmt: skip


def _wrong(
    words: str, found: Sequence[Quantity], *, alone: bool
) -> Iterator[tuple[re.Match[str], str]]:
    if alone:
        yield from _changed(words, found)
    yield from _more(words, found, alone=alone)
    yield from _named(words, found)
    for pattern in (_GROWN, _DOUBLED, _TIMES, _LATTER):
        for match in pattern.finditer(words):
            pair = (
                _former(words, found, match)
                if pattern is _LATTER
                else _pair(words, found, match, alone=alone)
            )
            if pair is None:
                continue
            right = _right(match, *pair)
            if right is not None:
                yield match, f"{pair[0].text}到{pair[1].text}是{right}"


def _pair(
    words: str, found: Sequence[Quantity], match: re.Match[str], *, alone: bool
) -> tuple[Quantity, Quantity] | None:
    """The old quantity and the new one that a growth speaks of."""
    own = range(*match.span())
    usual = [q for q in found if q.start not in own and q.dimension != Dimension.POINTS]
    for one, other in itertools.pairwise(usual):
        if (
            _comparable(one, other)
            and _FROM.search(words[max(0, one.start - _FAR) : one.start])
            and _TO.fullmatch(words[one.end : other.start])
        ):
            linked = _LINK.fullmatch(words[other.end : max(other.end, match.start())])
            if linked and match.start() >= other.end:
                return one, other
            # 下降两成，从50万降到40万.
            if match.end() <= one.start and _THEN_FROM.fullmatch(words[match.end() : one.start]):
                return one, other
    return _added(words, usual, match) or _dated(words, usual, match, alone=alone)


def _added(
    words: str, usual: Sequence[Quantity], match: re.Match[str]
) -> tuple[Quantity, Quantity] | None:
    """比去年的240万元增加120万元，增长50%: the old one and what came to it."""
    before = [q for q in usual if q.end <= match.start()][-2:]
    if len(before) < 2 or not before[0].same_kind(before[1]) or before[1].dimension == Dimension.SHARE:  # noqa: PLR2004
        return None
    old, more = before
    verb = _CAME.fullmatch(words[old.end : more.start])
    than = _THAN.search(words[max(0, old.start - _FAR) : old.start])
    if verb is None or than is None or match.start() - more.end > 2:  # noqa: PLR2004
        return None
    sign = -1 if verb["less"] else 1
    number, worth = (a + sign * b for a, b in ((old.number, more.number), (old.worth, more.worth)))
    return old, replace(old, text=f"{old.text}{'减' if sign < 0 else '加'}{more.text}", number=number, worth=worth)


_THAN = regex(r"(?:比|较|在)[^，。；0-9]{0,8}\Z")
_CAME = regex(r"(?:的基础上)?(?:(?P<less>减少|下降|降低|少|减)|增加|增长|提高|多|增|净增)(?:了|出)?")


_PEOPLE = frozenset("人 个 名 位 个人".split())


def _kin(one: Quantity, other: Quantity) -> bool:
    """Whether two count the same: of one unit, or people both."""
    return one.same_kind(other) or {one.unit, other.unit} <= _PEOPLE


def _changed(words: str, found: Sequence[Quantity]) -> Iterator[tuple[re.Match[str], str]]:
    """From so much to so much, and by so much: 由18℃降到9℃，降了9℃."""
    for one, other, by in zip(found, found[1:], found[2:], strict=False):
        kin = one.same_kind(other) and other.same_kind(by) and one.dimension != Dimension.SHARE
        if not kin or one.about or other.about or by.about:
            continue
        between = words[other.end : by.start]
        fits = (
            _FROM.search(words[max(0, one.start - _FAR) : one.start])
            and _TO.fullmatch(words[one.end : other.start])
            and _BY.fullmatch(between)
        )
        right = abs(one.worth - other.worth)
        if fits and right and abs(right - by.worth) > right * Decimal("0.03"):
            match = _ALL.match(words[other.end : by.end])
            scale = by.worth / by.number
            whole = _ALL.search(words, other.end + len(between) - len(between.lstrip("，（")), by.end)
            if match is not None and whole is not None:
                yield whole, f"{one.text}到{other.text}差{plain(right / scale)}{by.unit}"


_ALL = regex(r".+")
_BY = regex(
    r"[，（][一-龥]{0,4}?(?:共|整整|一下子|净|足足)?(?:增加|减少|增长|下降|降低|降|升|涨|跌|增|减|缩短|延长|提高|提升|多|少|上升|上涨|压缩|节省|省|增产|减产|增收|减收)(?:了|出)?"
)


def _more(
    words: str, found: Sequence[Quantity], *, alone: bool
) -> Iterator[tuple[re.Match[str], str]]:
    """So many more than before, the two told: 去年15个，今年24个，比去年多9个."""
    for match in _MORE.finditer(words):
        by = next((q for q in found if q.start == match.end()), None)
        if by is None or by.about or by.dimension in (Dimension.SHARE, Dimension.POINTS):
            continue
        pair = _dated(words, [q for q in found if q != by], match, alone=alone, told=False)
        if pair is None or not _kin(pair[0], by) or pair[0].about or pair[1].about:
            continue
        right = abs(pair[0].worth - pair[1].worth)
        if right and abs(right - by.worth) > right * Decimal("0.03"):
            whole = _ALL.search(words, match.start(), by.end)
            if whole is not None:
                yield whole, f"{pair[0].text}到{pair[1].text}差{plain(right / (by.worth / by.number))}{by.unit}"


_MORE = regex(
    r"比(?:去年|上年|上届|上月|上周|上次|同期|去年同期|上年同期|往年|原来|前年)[^，。；0-9]{0,4}(?:多|少|增加|减少|增|减|下降|上升)(?:了|出)?"
)
_NAMED = regex(
    rf"(?P<a>[一-龥]{{2}})[一-龥]{{0,4}}(?:约|大约)?(?:是|为|相当于)(?P<old>[一-龥]{{2}})[一-龥]{{0,4}}的(?P<about>近|约|将近)?{_N}(?P<more>多|余)?倍"
)


def _named(words: str, found: Sequence[Quantity]) -> Iterator[tuple[re.Match[str], str]]:
    """So many times another, both called by name: 城镇是农村的2倍."""
    for match in _NAMED.finditer(words):
        before = [q for q in found if q.end <= match.start()]
        labels = [
            words[before[n - 1].end if n else 0 : q.start][-_FAR:] for n, q in enumerate(before)
        ]
        ours = [q for q, label in zip(before, labels, strict=True) if match["a"] in label]
        others = [q for q, label in zip(before, labels, strict=True) if match["old"] in label]
        if len(ours) != 1 or len(others) != 1 or ours == others or not ours[0].same_kind(others[0]):
            continue
        right = _right(match, others[0], ours[0])
        if right is not None:
            yield match, f"{ours[0].text}和{others[0].text}是{right}"


def _comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two are of one kind, or are meant to be: 200平方米 that grow to 600米."""
    lengths = {one.dimension, other.dimension} <= {Dimension.LENGTH, Dimension.AREA}
    return one.same_kind(other) or (lengths and one.unit.removeprefix("平方") == other.unit.removeprefix("平方"))


def _former(
    words: str, usual: Sequence[Quantity], match: re.Match[str]
) -> tuple[Quantity, Quantity] | None:
    """What the last words of two clauses give: 前者是后者的25倍."""
    clauses = words[: match.start()].rstrip("，").split("；")
    if len(clauses) < 2:  # noqa: PLR2004
        clauses = words[: match.start()].rstrip("。\n，").split("，")
    edge = len(words[: match.start()].rstrip("。\n，")) - len(clauses[-1].rstrip("。\n，"))
    first = [q for q in usual if q.end <= edge]
    last = [q for q in usual if edge <= q.start < match.start()]
    if not first or not last or not first[-1].same_kind(last[-1]):
        return None
    return last[-1], first[-1]


def _dated(
    words: str, usual: Sequence[Quantity], match: re.Match[str], *, alone: bool, told: bool = True
) -> tuple[Quantity, Quantity] | None:
    """The last two of a kind before a growth, one of which is said to be of before."""
    counted = [
        q for q in usual
        if q.dimension not in (Dimension.SHARE, Dimension.TIME)
        and not _DELTA.search(words[max(0, q.start - 4) : q.start] + q.text[:2])
    ]  # fmt: skip
    before = [q for q in counted if q.end <= match.start()]
    if not before:
        return None
    last = before[-1]
    kin = [q for q in before if _kin(q, last)]
    after = [q for q in counted if q.start >= match.end() and _kin(q, last)]
    if after and _when(words, after[0], match.end()) in (_OLD, _BEFORE) and after[0].start - match.end() <= _FAR:
        old, new = after[0], last
        if _when(words, last, kin[-2].end if len(kin) > 1 else 0) in (_OLD, _BEFORE):
            return None
    elif len(kin) > 1:
        chosen = _older(words, kin, alone=alone, named="old" in match.groupdict())
        if chosen is None or match.start() - last.end > _FAR:
            return None
        old, new = chosen
    else:
        return None
    first, final = min(old.end, new.end), max(old.start, new.start)
    if not alone and not any(mark in words[first:final] for mark in "。；"):
        return None
    apart = _APART.search(words[max(0, min(old.start, new.start) - 3) : max(final, match.start())])
    crossed = any(first <= q.start < final for q in counted if q.dimension != last.dimension)
    if final - first > (_WIDE if not crossed else _FAR) or (apart and "；" not in apart.group()):
        return None
    return (old, new) if not told or _plausible(match, old, new) else None


def _plausible(match: re.Match[str], old: Quantity, new: Quantity) -> bool:
    """Whether two figures may be those of a growth: neither far from what is said of them."""
    given = match.groupdict()
    said, times = _grown(given), _times(given)
    if not old.worth or (said is None and times is None):
        return False
    ratio = new.worth / old.worth
    number = _number(given.get("n") or "")
    if number and any(_near(number * by, abs(ratio - 1) * _HUNDRED, about=False) for by in (1, 10, 100)):
        # 两倍 for 两成.
        return True
    up = given.get("verb") not in _FALLS
    if times is None and said is not None:
        times = 1 + (said if up else -min(said, _MOST_DOWN)) / _HUNDRED
    assert times is not None
    return bool(times / _BAND < ratio < times * _BAND) and (_SHRUNK < ratio if up else ratio < _RISEN)


_FALLS = frozenset(_DOWN.split("|"))
_MOST_DOWN = Decimal(90)
_BAND = Decimal("2.5")
# What is said to grow may at most have shrunk so much, if it is the same thing at all.
_SHRUNK, _RISEN = Decimal("0.6"), Decimal("1.5")
_BEFORE, _OLD, _NEW = "before", "old", "new"
# Older than what is itself of last week.
_THEN = regex(r"前\Z|同期|同月|前一|前年")


def _older(
    words: str, kin: Sequence[Quantity], *, alone: bool, named: bool
) -> tuple[Quantity, Quantity] | None:
    """Of the last two of a kind the older and the newer, where words say which is which."""
    one, other = kin[-2:]
    first = _when(words, one, kin[-3].end if len(kin) > 2 else 0)  # noqa: PLR2004
    last = _when(words, other, one.end)
    if first.isdigit() and last.isdigit() and first != last:
        return (one, other) if first < last else (other, one)
    first, last = (_OLD if when.isdigit() else when for when in (first, last))
    if last == _NEW and (first in (_OLD, _BEFORE) or (named and not first)):
        return one, other
    if alone and ((last == _BEFORE) or (last == _OLD and first in ("", _NEW))):
        return other, one
    near = other.start - one.end <= _FAR
    passed = first in (_OLD, _BEFORE) and not last
    return (one, other) if passed and alone and near else None


def _when(words: str, one: Quantity, begin: int) -> str:
    """Before, old, new or a year: what the words in front of a quantity say last."""
    found = list(_WHEN.finditer(words, max(begin, one.start - _STRETCH), one.start))
    if not found:
        return ""
    if found[-1]["old"]:
        return _BEFORE if _THEN.search(found[-1]["old"]) else _OLD
    return found[-1]["year"] or _NEW


def _right(match: re.Match[str], old: Quantity, new: Quantity) -> str | None:
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
        return None if near else f"{plain(ratio)}倍"
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


def _points(given: dict[str, str | None], old: Quantity, new: Quantity) -> str | None:
    number = _number(given.get("n") or "")
    points = abs(new.worth - old.worth)
    if number is None or given.get("unit") != "个百分点" or old.dimension != Dimension.SHARE:
        return None
    return f"{plain(points)}个百分点" if abs(points - number) > _POINT_SLACK else None


def _near(said: Decimal, right: Decimal, *, about: bool) -> bool:
    slack = max(POINT, right * Decimal("0.03")) * (Decimal("2.5") if about else 1)
    return abs(said - right) <= slack


def _cent(ratio: Decimal) -> str:
    change = (ratio - 1) * _HUNDRED
    rounded = plain(abs(change).quantize(Decimal("0.1")))
    return f"{'增' if change >= 0 else '减'} {rounded}%"


def _number(words: str) -> Decimal | None:
    if not words:
        return None
    return Decimal(words) if words[0].isdigit() else number_of(words)
