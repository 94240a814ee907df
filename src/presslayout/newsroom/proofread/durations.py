"""How long it took, against the days, months and hours from which and to which it went."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.newsroom.proofread.moments import Moment, moments
from presslayout.newsroom.proofread.quantities import number_of
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Container, Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic

_N = r"(?:[0-9]{1,4}|[一二两三四五六七八九十百]{1,4}|半)"
_LEAD = (
    "共|历时|历经|历[^，。；]{0,2}经|为期|持续|前后|整整|长达|时长|用时|耗时|费时|用了|花了|等了|展期|工期|会期|赛期|假期|放假|"
    "连休|住院|连续|连开|连干|连展|时间|周期|期限|有效期|任期|服务期|公示期|租期|合同期|一共|总计|合计|跨越|延续|停水|停电|休市|"
    "飞行|行驶|航行|全程|行程|途中|路上|运行|通行|营业|开放|供应|服务|供水|停气|停运|封闭|已有|已经|已|坚持了|走了|开了|停了|守了|过了|租了|住了|经过|经|奋战|鏖战|苦战|筹备|拍摄|创作"
)
_DURATION = regex(
    rf"(?P<lead>{_LEAD}|(?<=[，；])[\u4e00-\u9fff]{{1,2}}了)(?:[了共为约达有是仅近]|时间|建设|将近|不到|超过){{0,2}}(?P<n>{_N})(?P<more>多|余)?(?P<unit>天|昼夜|个月|个半月|年半|年|个小时|个半小时|小时|分钟|周|个星期|星期)"
    r"(?:[零又]?(?P<n2>[0-9]{1,2}|[一二三四五六七八九十]{1,3})(?P<unit2>个月|个小时|小时|分钟|天|分(?![之钟])))?(?P<after>多|余)?"
    r"(?![前后级龄代度初内制期]|[之以][前后内上]|一[次届遇度])"
)
_BARE = regex(
    rf"(?P<lead>)(?P<n>{_N})(?P<more>多|余)?(?P<unit>天|个月|个小时|小时|年)(?P<n2>)(?P<unit2>)(?P<after>)(?![前后级龄代度初内制期]|[之以][前后内上])"
)
_ABOUT = regex(r"近|约|将近|不到|超过")
# From one point to another.
_TO = regex(r"[^。！？；]{0,16}?(?:至|到|—|～|-|——)[^。！？；，0-9]{0,3}")
_ENDS = regex(
    r"，?[^，。；0-9]{0,10}?(?:结束|闭幕|出院|完工|竣工|落幕|建成|通车|返回|到达|抵达|收官|收兵|鸣金|谢幕|落下帷幕|为止|归来|退休|去世|离任|通过|投用|交付|回到|回家|靠岸|"
    r"恢复|解除|截止|截至|止|完成|验收|杀青|收工|打完|终点|启用|投产|开通|落成|出狱|刑满|到期|下山|完赛|撤展|凯旋|合龙|贯通|出师|开放|封顶|上映|面世|出版|卸任|脱贫|获救|到家|到站)"
)
_BEGINS = regex(
    r"，?[^，。；0-9]{0,12}?(?:动工|开工|奠基|开建|始建|破土|兴建|启动建设|开始建设|开始施工)"
)
_ARRIVES = regex(r"，(?:预计|将|计划)?(?:于)?(?:抵达|到达|到站|返回)(?:时间)?(?:为|是)?")
_BETWEEN = frozenset("经过 历经 历时 途中 路上 飞行 行驶 航行".split())
_BUILT = frozenset("历时 工期 周期 时间 耗时 历经 用时 经过 用了 花了 为期".split())
# Where both days count.
_WHOLE = frozenset(
    "共 为期 展期 会期 赛期 假期 放假 连休 公示期 一共 总计 停水 停电 休市".split()
) | {""}
_DAYS, _WEEKS = frozenset(("天", "昼夜")), frozenset(("周", "个星期", "星期"))
_HOURS = {"小时": 60, "个小时": 60, "个半小时": 60, "分钟": 1}
_FAR = 60
_LONG = "为期"
# 1998年 is a date; so many days are told in years.
_MOST, _AGES = 5000, 200
_YEAR, _WEEK, _DAY = 12, 7, 24 * 60
_SLACK = 2
_DAYS_OF_YEAR = 365
_SENTENCE = regex(r"[^。！？\n]+[。！？]?")


# 8时至晚上11时，平均日工作时间12小时: not from one end to the other.
_MEAN = regex("平均|日均|人均")


@frozen
class Duration:
    """A stretch of time as it is told: where, how much in which unit, and whether nearly."""

    start: int
    end: int
    text: str
    lead: str
    number: float
    unit: str
    about: bool
    more: bool


def durations(
    told: StoryText, today: dt.date | None, judged: Container[int]
) -> Iterator[Diagnostic]:
    """Every duration that does not agree with its two ends; `judged` places are told elsewhere."""
    yield from _ago(told)
    if "季度" in told.text or "半年" in told.text:
        yield from _quarters(told)
    points = moments(told.text, today)
    if not points:
        return
    yield from _later(told, points)
    for sentence in _SENTENCE.finditer(told.text):
        for one in _stated(told.text, sentence.start(), sentence.end(), points):
            if one.start in judged or _MEAN.search(told.text, max(0, one.start - 6), one.end):
                continue
            right = _right(told.text, one, points, (sentence.start(), sentence.end()), today)
            if right:
                yield warning(
                    "span-differs", told, (one.start, one.end - one.start),
                    Text(f"“{one.text}”：算来是{right}", f"{one.text}: it comes to {right}"),
                    Text("核对日期和长短", "check the dates and the count"),
                )  # fmt: skip


# The months of a quarter: 第一季度（1月至3月）.
_QUARTER = regex(
    r"(?P<name>第?[一二三四]季度|上半年|下半年|前三季度)[（(]?(?P<a>1[0-2]|[1-9])月?[至到—～-](?P<b>1[0-2]|[1-9])月"
)
_MONTHS = {"一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12), "上半年": (1, 6),
           "下半年": (7, 12), "前三季度": (1, 9)}  # fmt: skip


# 从距今5300年延续到距今4800年，前后历时500年.
_SINCE = "距今"
_AGO = regex(
    r"距今(?:约)?(?P<a>[0-9]{3,6})年[^。；！？0-9]{0,12}距今(?:约)?(?P<b>[0-9]{3,6})年[^。；！？0-9]{0,8}(?:历时|延续了?|持续了?|跨度|长达|共)(?:达|为|约|近)?(?P<n>[0-9]{2,5})年"
)


def _ago(told: StoryText) -> Iterator[Diagnostic]:
    """How long it lasted, by how long ago it began and ended."""
    for match in _AGO.finditer(told.text) if _SINCE in told.text else ():
        right = abs(int(match["a"]) - int(match["b"]))
        if right != int(match["n"]):
            yield warning(
                "span-differs", told, (match.start("n"), match.end() - match.start("n")),
                Text(f"“{match['n']}年”：算来是{right}年", f"{match['n']}年: it comes to {right} years"),
                Text("核对年数", "check the years"),
            )  # fmt: skip


def _quarters(told: StoryText) -> Iterator[Diagnostic]:
    for match in _QUARTER.finditer(told.text):
        right = _MONTHS[match["name"].removeprefix("第")]
        if (int(match["a"]), int(match["b"])) != right:
            yield warning(
                "span-differs", told, (match.start(), match.end() - match.start()),
                Text(f"“{match.group()}”：{match['name']}是{right[0]}月至{right[1]}月",
                     f"{match.group()}: {match['name']} is {right[0]}月 to {right[1]}月"),
                Text("核对月份", "check the months"),
            )  # fmt: skip


def _stated(text: str, begin: int, end: int, points: Sequence[Moment]) -> Iterator[Duration]:
    for match in _DURATION.finditer(text, begin, end):
        made = _duration(match.start(), match.end(), match.groupdict(), match.group())
        if made is not None:
            yield made
    # 20日至22日三天: right behind the second day.
    for point in points:
        if begin <= point.start and point.end < end:
            begun = point.end + (text[point.end : point.end + 1] in "这的，（")
            bare = _BARE.match(text, begun)
            made = bare and _duration(bare.start(), bare.end(), bare.groupdict(), bare.group())
            if made:
                yield made


def _duration(start: int, end: int, given: dict[str, str | None], text: str) -> Duration | None:
    number = _number(given["n"] or "")
    unit = given["unit"] or ""
    if number is None or not 0 < number < _MOST or (unit == "年" and number > _AGES):
        return None
    if unit == "个半月":
        number, unit = number + 0.5, "个月"
    elif unit == "个半小时":
        number, unit = number + 0.5, "小时"
    elif unit == "年半":
        number, unit = number * 12 + 6, "个月"
    second = _number(given["n2"] or "")
    if second:
        units = unit, given["unit2"]
        if units == ("年", "个月"):
            number, unit = number * 12 + second, "个月"
        elif unit in ("小时", "个小时") and units[1] in ("分钟", "分"):
            number, unit = number * 60 + second, "分钟"
        else:
            return None
    about = _ABOUT.search(text) is not None
    more = bool(given["more"] or given["after"])
    return Duration(start, end, text, given["lead"] or "", number, unit, about, more)


def _number(words: str) -> float | None:
    if not words:
        return None
    if words.isdigit():
        return float(words)
    worth = number_of(words)
    return float(worth) if worth is not None else None


def _right(
    text: str,
    one: Duration,
    points: Sequence[Moment],
    edges: tuple[int, int],
    today: dt.date | None,
) -> str:
    """How long it is, where that is known and something else is said; otherwise nothing."""
    if _runs_on(text, one) or _of_another(text, one, points):
        return ""
    ends = _ends(text, one, points, edges) or _between(text, one, points)
    if ends is not None:
        lasts = _lasts(one.unit, *ends)
        if one.unit == "天" and one.lead in _WHOLE and _closed(text, *ends):
            lasts = lasts[:1]
        return "" if not lasts or _agrees(one, lasts) else _count(lasts[0], one)
    if one.lead not in _BUILT or one.unit not in ("年", "个月") or today is None:
        return ""
    # Only the beginning is told here: any later day of the story may be the end.
    begun = [
        p for p in points
        if p.end <= one.start and one.start - p.end <= _FAR and _BEGINS.match(text, p.end) and p.year
        and (p.month or one.unit == "年")
    ]  # fmt: skip
    if not begun:
        return ""
    first = begun[-1]
    last = Moment(0, 0, today.year, today.month, today.day)
    later = [last, *(p for p in points if p.start != first.start and p.year)]
    counts = [c for p in later if (c := _lasts(one.unit, first, p))]
    if not counts or any(_agrees(one, c) for c in counts):
        return ""
    return _count(counts[0][0], one)


# 2023年启用，已运行3年: until today, whatever stands before it.
_RUNNING = frozenset("运行 通行 营业 开放 供应 服务 供水".split())
_SO_FAR = regex(r"已经?(?:平稳|安全|连续)?\Z")
# 演出持续到10日，图片展为期15天: another thing than that of the days before.
_THING = regex(r"，(?P<what>[\u4e00-\u9fff]{1,5}(?:展|赛|节|会|班|演出|集市))\Z")
_THE_SAME = ("节会", "展会", "赛会", "大会", "本届", "此次", "本次", "整个")


def _runs_on(text: str, one: Duration) -> bool:
    """Whether something that works goes on working."""
    return one.lead in _RUNNING and bool(_SO_FAR.search(text, max(0, one.start - 4), one.start))


def _of_another(text: str, one: Duration, points: Sequence[Moment]) -> bool:
    """Whether a thing is named for a duration that no word before the days names."""
    thing = _THING.search(text, max(0, one.start - 8), one.start)
    if thing is None or one.lead != _LONG or thing["what"].startswith(_THE_SAME):
        return False
    days = [p for p in points if p.end <= one.start and one.start - p.end <= _FAR]
    begin = max(0, (days[0].start if days else one.start) - _FAR)
    return thing["what"] not in text[begin : thing.start()]


# 从开工到通车，历时: the two days may be told sentences before.
_EVENTS = regex(
    r"从(?P<a>开工|动工|奠基|立项|开建|破土|签约|成立|开业|入伍|入学|进场|出发|启程|开机|开播)(?:建设)?(?:到|至)(?P<b>通车|竣工|完工|建成|投产|合龙|贯通|落成|投用|交付|验收|毕业|退伍|返程|抵达|杀青|收官)，?\Z"
)
_TOLD_OF = 16


def _between(text: str, one: Duration, points: Sequence[Moment]) -> tuple[Moment, Moment] | None:
    """The days of two events that are named, where each has one day."""
    named = _EVENTS.search(text, max(0, one.start - _TOLD_OF), one.start)
    if named is None:
        return None
    begun, ended = (
        [
            p for p in points
            if p.told_year and p.end <= named.start()
            and named[key] in text[p.end : p.end + _TOLD_OF].partition("。")[0]
        ]
        for key in "ab"
    )  # fmt: skip
    return (begun[0], ended[0]) if len(begun) == len(ended) == 1 else None


def _closed(text: str, first: Moment, last: Moment) -> bool:
    """Whether a span goes from one day to another, hours not told."""
    return first.minutes is None and last.minutes is None and "至" in text[first.end : last.start]


def _count(number: float, one: Duration) -> str:
    """So many of the unit that a duration is told in: 3年6个月, 26天."""
    if one.unit == "个月" and "年" in one.text and number >= _YEAR:
        return f"{int(number // _YEAR)}年{int(number % _YEAR)}个月"
    return f"{number:.1f}".removesuffix(".0") + one.unit


def _ends(
    text: str, one: Duration, points: Sequence[Moment], edges: tuple[int, int]
) -> tuple[Moment, Moment] | None:
    """The two points between which it lasted, the nearest pair that words join."""
    before = [p for p in points if edges[0] <= p.start and p.end <= one.start]
    after = [p for p in points if one.end <= p.start and p.end <= edges[1]]
    if (
        len(after) > 1
        and text[one.end : one.end + 3].strip("—（，从由") != text[one.end : one.end + 3]
    ):
        first, last = after[:2]
        joined = _TO.fullmatch(text[first.end : last.start]) or _ENDS.match(text, last.end)
        if first.start - one.end <= _SLACK * 2 and joined:
            return first, last
    if before and after and one.lead in _BETWEEN and after[0].start - one.end <= _SLACK * 4:
        # 7时30分发车，经过4个半小时，12时到达.
        arrived = _ENDS.match(text, after[0].end) or _ARRIVES.fullmatch(
            text[one.end : after[0].start]
        )
        return (before[-1], after[0]) if arrived else None
    if not before or one.start - before[-1].end > _FAR:
        return None
    last = before[-1]
    middle = text[last.end : one.start]
    if "；" in middle:
        return None
    earlier = [p for p in before[:-1] if last.start - p.end <= _FAR]
    if not earlier and one.lead in _BUILT:
        # The sentence before may tell when it began.
        earlier = [
            p for p in points
            if p.end <= edges[0] + 1 and edges[0] - p.end <= _FAR and _BEGINS.match(text, p.end)
        ]  # fmt: skip
    if earlier and (
        _TO.fullmatch(text[earlier[-1].end : last.start]) or _ENDS.match(text, last.end)
    ):
        return earlier[-1], last
    opened = _opened(text, points, last)
    return (opened, last) if opened is not None else None


# 11月14日开幕……持续到11月18日，前后五天: where it opened, a sentence before tells.
_OPENED = regex(
    r"，?[^，。；0-9]{0,24}(?:开幕|开始|启动|开馆|开展|开赛|举行|拉开帷幕|开园|开街|开锣|开讲)"
)
_LASTING = regex(r"(?:持续|延续|进行|举行|举办|展出|开放|一直)[到至]\Z")


def _opened(text: str, points: Sequence[Moment], last: Moment) -> Moment | None:
    """The one day told before on which something opened that lasts until a later one."""
    if last.day is None or not _LASTING.search(text, max(0, last.start - 4), last.start):
        return None
    days = [
        p for p in points if p.end < last.start and p.day is not None and _OPENED.match(text, p.end)
    ]
    return days[0] if len({p.date for p in days}) == 1 else None


# 3时12分赶到，15分钟后的3时27分.
_LATER = regex(
    r"(?P<n>[0-9]{1,3}|[一二两三四五六七八九十]{1,3}|半)(?P<unit>分钟|个小时|小时)(?:后|以后|之后)，?(?:的|也就是|即)?(?=[0-9上下晚凌])",
    needs=("分钟后", "小时后", "分钟以后", "小时以后", "分钟之后", "小时之后"),
)


def _later(told: StoryText, points: Sequence[Moment]) -> Iterator[Diagnostic]:
    """How long after one time of day another is, both told in a sentence."""
    for match in _LATER.finditer(told.text):
        after = next((p for p in points if p.start == match.end() and p.minutes is not None), None)
        begin = max(told.text.rfind(mark, 0, match.start()) for mark in "。！？\n")
        before = [
            p
            for p in points
            if begin < p.start and p.end <= match.start() and p.minutes is not None
        ]
        number = _number(match["n"])
        if after is None or not before or number is None:
            continue
        said = number * _HOURS[match["unit"]]
        apart = (after.minutes or 0) - (before[-1].minutes or 0)
        # 3时 behind 下午 is told by twelve hours or by twenty-four.
        if any(abs(apart + turn - said) <= 1 for turn in (0, _DAY, _DAY // 2, -_DAY // 2)):
            continue
        if 0 < apart <= _DAY // 2:
            yield warning(
                "span-differs", told, (match.start(), after.end - match.start()),
                Text(f"“{told.text[match.start():after.end]}”：前面那个时刻到这里是{apart}分钟",
                     f"{match.group()}: it is {apart} minutes from the time told before"),
                Text("核对钟点和长短", "check the times and the count"),
            )  # fmt: skip


def _lasts(unit: str, first: Moment, last: Moment) -> tuple[float, ...]:
    """How long it is from one point to another, in every way of counting; nothing if unknown."""
    if unit in _HOURS:
        return _clock(first, last, _HOURS[unit])
    if unit in _DAYS or unit in _WEEKS:
        return _days(unit, first, last)
    if first.months is not None and last.months is not None:
        return _months(unit, first, last)
    if unit == "年" and first.year is not None and last.year is not None and last.told_year:
        years = float(last.year - first.year)
        return (years, years + 1) if years > 0 else ()
    return ()


def _days(unit: str, first: Moment, last: Moment) -> tuple[float, ...]:
    one, other = first.date, last.date
    if one is None or other is None or first.rough or last.rough:
        return ()
    days = (other - one).days
    if days < 0 and not last.told_year and not first.told_year:
        # From December to January.
        days += _DAYS_OF_YEAR
    if days < 0:
        return ()
    return (days + 1.0, float(days)) if unit in _DAYS else (days / _WEEK, (days + 1) / _WEEK)


def _months(unit: str, first: Moment, last: Moment) -> tuple[float, ...]:
    assert first.months is not None
    assert last.months is not None
    months = float(last.months - first.months)
    if months < 0 and not last.told_year:
        months += _YEAR
    if months < 0 or (not months and unit == "年"):
        return ()
    if first.day == 1 and (last.day or 0) >= 28:  # noqa: PLR2004
        months += 1
        counts: tuple[float, ...] = (months,)
    elif first.day and last.day:
        counts = (months, months + 1) if last.day > first.day else (months, months - 1)
    else:
        counts = (months, months + 1)
    return counts if unit == "个月" else tuple(count / _YEAR for count in counts)


def _clock(first: Moment, last: Moment, minutes: int) -> tuple[float, ...]:
    if first.minutes is None or last.minutes is None:
        return ()
    length = last.minutes - first.minutes
    if first.date is not None and last.date is not None:
        length += (last.date - first.date).days * _DAY
    elif length < 0:
        length += _DAY
    return (length / minutes,) if 0 < length <= 30 * _DAY else ()


def _agrees(one: Duration, lasts: Sequence[float]) -> bool:
    """Whether what is said is one of the counts, as nearly as its unit is told."""
    if one.unit == "年":
        slack = 0.5
    elif one.unit in _WEEKS:
        slack = 0.6
    elif one.unit in _HOURS:
        slack = 0.5 if one.unit != "分钟" else 1.0
    else:
        slack = 0.0
    much = max(one.number * 0.15, 1.0) if one.about else slack
    if one.more:
        # 20多天 may be 29.
        much = 10 if one.number >= 10 and one.number % 10 == 0 else 1  # noqa: PLR2004
        return any(one.number * 0.98 <= count <= one.number + much + slack for count in lasts)
    return any(abs(count - one.number) <= much for count in lasts)
