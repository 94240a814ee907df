"""Growth that does not agree with its own two figures: per cent, parts of ten, times, points."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import Dimension, number_of, plain, quantities
from presslayout.newsroom.proofread.story_texts import StoryText, warning
from presslayout.newsroom.proofread.sums import MOST, SENTENCE

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.proofread.quantities import Quantity

_UP = "增长|增幅|增加|增产|提高|上升|多出|增收|增速|扩大|上涨|增"
_DOWN = "减少|降低|缩短|下降|减产|下跌|降幅|缩减|减"
_HAN = "一二两三四五六七八九十百半"
_N = rf"(?P<n>[0-9]+(?:\.[0-9]+)?|[{_HAN}]+)"
_GROWN = regex(
    rf"(?P<verb>{_UP}|{_DOWN})(?:了|达|达到|为|幅度为|率为|率)?(?P<about>约|近|将近|超过|超|逾|不到)?"
    rf"(?:{_N}(?P<more>多|余)?(?P<unit>个百分点|%|％|成半|成|倍)|(?P<half>一半)|翻(?P<times>一|两)番)(?P<rest>多|以上|左右)?"
)
_DOUBLED = regex(r"(?<![\u4e00-\u9fff])翻(?P<times>了?一|了?两)番")
_TIMES = regex(
    rf"(?:是|为|相当于|达到)(?P<old>[^，。；0-9]{{1,7}})的(?P<about>近|约|将近)?{_N}(?P<more>多|余)?倍"
)
_DECREASE = regex(
    rf"(?:{_DOWN})(?:了|到|为)?(?:约|近)?(?P<n>[1-9][0-9]*(?:\.[0-9]+)?|[一二两三四五六七八九十]+)(?:多)?倍"
)
_FROM = regex(r"(?:从|由)[^，。；]{0,8}\Z")
_TO = regex(
    r"[^，。；0-9]{0,6}(?:增|升|提高|扩大|上升|增长|增加|发展|涨|降|下降|减少|缩短|减|提升|上涨|压缩)[^，。；0-9]{0,4}(?:到|至|为|成)[^，。；0-9]{0,3}"
)
_OLD = regex(
    r"(?:去年|上年|前年|同期|以前|此前|过去|原来|改造前|当初|上届|上月|比)[^，。；0-9增减多少高低提升降净新]{0,8}\Z"
)
_LINK = regex(r"[，、（同比环的户均年]{0,4}")
_BEFORE_OLD = regex(r"(?:累计|计划|净|人均)")
POINT = Decimal(1)
# A growth stands no further from the figure that it begins with.
_FAR = 16
_POINT_SLACK = Decimal("0.15")
_HUNDRED = Decimal(100)


def growth(told: StoryText) -> Iterator[Diagnostic]:
    """Every growth that is told wrong, and decreases by times."""
    for sentence in SENTENCE.finditer(told.text):
        words, begin = sentence.group(), sentence.start()
        shrunk = [match.span() for match in _DECREASE.finditer(words)]
        for first, last in shrunk:
            yield warning(
                "decrease-times", told, (begin + first, last - first),
                Text(f"减少、降低不能用倍：{words[first:last]}",
                     f"nothing decreases by times: {words[first:last]}"),
                Text("写减少百分之几、几成，或减到几分之几", "say by how much per cent, or to which part"),
            )  # fmt: skip
        found = quantities(words)
        if len(found) > MOST:
            continue
        for match, right in _wrong(words, found):
            if any(first <= match.start() < last for first, last in shrunk):
                continue
            yield warning(
                "growth-differs", told, (begin + match.start(), match.end() - match.start()),
                Text(f"{right}，写成了“{match.group()}”", f"{right}, not {match.group()}"),
                Text("核对这几个数", "check these numbers"),
            )  # fmt: skip


def _wrong(words: str, found: Sequence[Quantity]) -> Iterator[tuple[re.Match[str], str]]:
    for pattern in (_GROWN, _DOUBLED, _TIMES):
        for match in pattern.finditer(words):
            pair = _pair(words, found, match)
            if pair is None:
                continue
            right = _right(match, *pair)
            if right is not None:
                yield match, f"{pair[0].text}到{pair[1].text}是{right}"


def _pair(
    words: str, found: Sequence[Quantity], match: re.Match[str]
) -> tuple[Quantity, Quantity] | None:
    """The old quantity and the new one that a growth speaks of."""
    own = range(*match.span())
    usual = [q for q in found if q.start not in own and q.dimension != Dimension.POINTS]
    for one, other in itertools.pairwise(usual):
        between = words[one.end : other.start]
        if (
            one.same_kind(other)
            and _FROM.search(words[max(0, one.start - _FAR) : one.start])
            and _TO.fullmatch(between)
        ):
            linked = _LINK.fullmatch(words[other.end : max(other.end, match.start())])
            return (one, other) if linked and match.start() >= other.end else None
    counted = [q for q in usual if q.dimension not in (Dimension.SHARE, Dimension.TIME)]
    olds = [q for q in counted if _OLD.search(words[max(0, q.start - 14) : q.start])]
    news = [q for q in counted if q not in olds]
    before = [q for q in news if q.end <= match.start()]
    if len(olds) != 1 or not before:
        return None
    old = olds[0]
    kin = [q for q in before if q.same_kind(old)]
    gap = (
        words[old.end : match.start()]
        if match.start() >= old.end
        else words[match.end() : old.start]
    )
    if len(kin) != 1 or _BEFORE_OLD.search(words) or len(gap) > _FAR:
        return None
    apart = max(old.start, kin[0].start) - min(old.end, kin[0].end)
    if abs(usual.index(old) - usual.index(kin[0])) != 1 or apart > _FAR:
        return None
    return old, kin[0]


def _right(match: re.Match[str], old: Quantity, new: Quantity) -> str | None:
    """What the growth is, where it is not what is said."""
    given = match.groupdict()
    if not old.worth or old.about or new.about:
        return None
    about = bool(given.get("about") or given.get("more") or given.get("rest"))
    ratio = new.worth / old.worth
    times = _times(given)
    if times is not None:
        same = _near(times * _HUNDRED, ratio * _HUNDRED, about=about)
        return None if same else f"{plain(ratio)}倍"
    if given.get("unit") == "个百分点" or old.dimension == Dimension.SHARE:
        return _points(given, old, new)
    said = _grown(given)
    rounded = about or given.get("unit") == "成" or bool(given.get("half"))
    if said is None or _near(said, abs(ratio - 1) * _HUNDRED, about=rounded):
        return None
    return _cent(ratio)


def _times(given: dict[str, str | None]) -> Decimal | None:
    """How often the old one goes into the new: 翻两番, 是去年的3倍."""
    doubled = given.get("times")
    if doubled:
        return Decimal(2) if "一" in doubled else Decimal(4)
    return _number(given.get("n") or "") if given.get("old") else None


def _grown(given: dict[str, str | None]) -> Decimal | None:
    """By how much per cent it has grown or shrunk."""
    if given.get("half"):
        return Decimal(50)
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
