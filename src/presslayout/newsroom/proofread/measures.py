"""Units that cannot be: what is measured against its attribute, the same said in two units."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex, starts
from presslayout.newsroom.proofread.quantities import UNITS, Dimension, differs, plain, quantities
from presslayout.newsroom.proofread.story_texts import StoryText, at, remark, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.proofread.quantities import Quantity

_LINK = "(?:约|约为|达|达到|达了|为|有|只有|仅|仅有|不足|近|超过|逾|到|降到|降至|跌到|跌至|零下|零上|升到|升至|回升到|高达|长达|共|是|扩大到|增至|增加到|已达|突破|每秒|每小时|每分钟|[0-9.]+(?:至|到|～|—|-))*"
_ATTRIBUTES = (
    (Dimension.LENGTH, ("全长|总长|长度|高度|身高|坝高|塔高|楼高|海拔|宽度|深度|水深|行程|里程|能见度|距离|直径|"
     "胸径|树高|冠幅|口径|焦距|射程|间距|落差|跨度|主跨|跨径|净空|净高|周长|腰围|身长|体长|翼展|厚度|半径|外径|内径|管径|航程|车距|视距|埋深|积雪|"
     "雨量|降水量|吃水|水位|岸线|路程|轨距|层高|进深|时速|车速|风速|航速|管长|渠长|桥长|路长|树围|"
     "(?<=[\u4e00-\u9fff])(?<![成增延生最特时擅])长|(?<![提最比年新拔])高(?!达)|(?<![放加拓])宽|(?<![加纵])深|(?:加宽|拓宽|加高|加深|加长|接长)(?:到|至|为)")),
    (Dimension.AREA, "面积|占地"),
    (Dimension.MASS, ("净重|毛重|体重|自重|载重量?|重量|单果重|亩产|单产|(?<![严加尊着注多双比稳厚浓慎沉繁贵倚超体量载自净毛])重(?=达?\\Z|约\\Z)")),
    (Dimension.MONEY, "总投资|投资|造价|总价|售价|票价|月薪|工资|奖金|营业额|销售额|利润|罚款|租金|房租|存款|货款|贷款"),
    (Dimension.POWER, "装机容量|装机规模|装机"),
    (Dimension.VOLUME, "库容|蓄水量|容积|土石方|蓄水"),
    (Dimension.HEAT, "气温|水温|体温|低温|高温"),
    (Dimension.SHARE, "桥隧比|(?<=[\u4e00-\u9fff])(?<![频功汇效速])率"),
)  # fmt: skip
_MEASURED = (
    Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.HEAT, Dimension.SHARE, Dimension.MASS,
    Dimension.ENERGY,
)  # fmt: skip


def _told_of(words: str) -> re.Pattern[str]:
    """What finds one of these words right before a quantity."""
    return regex(rf"(?:{words}){_LINK}\Z", needs=starts(words))


_ENDS = tuple((dimension, _told_of(words)) for dimension, words in _ATTRIBUTES)
_BACK = 12
_FROST = regex(r"零[下上]\Z")
_PAIR = regex(
    r"(?:[\u4e00-\u9fff]{0,2}[（(](?:约合|约为|约|合|折合|即|相当于|大约|也就是|等于)?|，?(?:约合|折合|合|相当于|也就是|等于|约等于)|，(?:即|也即))\Z"
)
# A mark alone joins two that are the same but for the place of the point.
_LOOSE_PAIR = regex(r"，(?:约|大约|约为)?\Z")
# A share may well be measured in points, and a length be grown by a part of it.
_FITS = {
    Dimension.SHARE: {Dimension.SHARE, Dimension.POINTS},
    # Water is stored by the ton, too, and a machine's yield told by what it stands on.
    Dimension.VOLUME: {Dimension.VOLUME, Dimension.MASS},
}
# The most that there is of something, in the base unit of its dimension.
_LIMITS = tuple(
    (_told_of(words), dimension, Decimal(least), Decimal(most))
    for words, dimension, least, most in (
        ("海拔", Dimension.LENGTH, "0", "8900"),
        ("身高", Dimension.LENGTH, "0.2", "2.8"),
        ("(?<!载)体重", Dimension.MASS, "0.3", "100000"),
        ("(?<!中心)(?<!锅炉)气温|最低温度", Dimension.HEAT, "-80", "60"),
        ("水温", Dimension.HEAT, "-5", "110"),
        ("体温", Dimension.HEAT, "25", "45"),
        ("胸径", Dimension.LENGTH, "0.01", "15"),
        ("树高", Dimension.LENGTH, "0.3", "130"),
        ("坝高|塔高|楼高|桥高", Dimension.LENGTH, "1", "1000"),
        ("桥面宽|路面宽|路宽|街宽|桥宽", Dimension.LENGTH, "0.5", "300"),
        ("震源深度", Dimension.LENGTH, "0", "750000"),
        ("雨量|降水量", Dimension.LENGTH, "0", "14"),
        ("层高|净高", Dimension.LENGTH, "1", "100"),
        ("(?<![茶药蜜椒丝])亩产", Dimension.MASS, "3", "30000"),
    )
)
# What grows from so much to so much is measured alike.
_FROM = regex(r"(?:从|由)[^，。；]{0,10}\Z")
_TO = regex(
    r"[^，。；0-9]{0,6}(?:增|升|提|扩|发展|涨|降|减|缩|压|拓)[^，。；0-9]{0,4}(?:到|至|为|成)[^，。；0-9]{0,4}"
)
_GROWN = frozenset((Dimension.LENGTH, Dimension.AREA, Dimension.HEAT))
# 3米重, 20平方米长.
_BEHIND = regex(r"(?P<long>[长宽高深厚远])(?=[，。；、的）])|重(?=[，。；、的）])")
# A price of what is sold by weight: 菜心每公里5元.
_PRICED = regex(
    r"(?:[菜肉蛋果鱼虾薯豆瓜茄葱姜蒜粮橘柚橙菇笋椒藕枣]|面粉|大米|食用油)[^。；！？]{0,30}每(?P<unit>公里|千米|平方米|平方公里|立方米|米|小时|分钟)(?=[0-9]+(?:\.[0-9]+)?元)"
)
# 男子跳远，某某（某校），6.82秒: thrown and jumped by the metre, run by the second.
_EVENTS = regex(
    r"(?P<event>(?:三级跳|跳|立定跳|急行跳|撑杆跳|撑竿跳)[远高]?|铅球|铁饼|标枪|链球|实心球|垒球)[，：、（ ][^；。\n，、0-9]{0,10}[，：、）（][^；。\n0-9]{0,12}(?P<n>[0-9]{1,2}\.[0-9]{1,2})(?P<unit>秒|分钟?)"
)
# 3.6万欠款: what the money is for follows at once.
_OF_MONEY = regex(
    r"(?<![0-9.])[0-9]+(?:\.[0-9]+)?[万亿](?=(?:欠款|货款|借款|工资款?|赔偿款|赔偿金|补偿款|奖金|捐款|善款|贷款|押金|保证金|彩礼|医药费|学费)(?!额|总额))",
    needs=("款", "金", "彩礼", "费", "工资"),
)
_SAYS = frozenset("即 也就是 等于 即为".split())
# What is told by its weight, floors by their area, roads by their length.
_GOODS = tuple(
    (_told_of(words), frozenset(units.split()), Decimal(least))
    for words, units, least in (
        (
            "储粮|产粮|收粮|售粮|存粮|产茶|产蜜|产果|产奶|产菜|收果|化肥|大米|面粉|食用油|煤炭|钢材|水泥|粮食|稻谷|蜂蜜|小麦|水果|猪肉|鸡蛋|茶叶|鲜果|垃圾",
            "米 公里 千米 厘米 毫米 平方公里 小时 分钟",
            "0",
        ),
        ("厂房|校舍|教学楼|商品房|用房|住宅|绿地|草坪|广场", "米 公里 千米 立方米", "1000"),
        (
            "公路|道路|水渠|渠道|管网|管道|光缆|铁路|隧道|堤防|步道|栈道|绿道",
            "平方公里 公顷 公斤 千克",
            "0",
        ),
    )
)
# The deposit is a part of the price that bidding begins with.
_ASKED = regex(
    r"(?:起始价|起拍价|起叫价|保留价|最高限价|成交价|总价款?)(?:为|是|：|均为|人民币)*\Z"
)
_DEPOSIT = regex(r"(?:竞买|竞拍|投标|履约|报名)?保证金(?:为|是|：|人民币|需|须|交|缴纳)*\Z")
_CLOCK = frozenset("秒 分钟 小时 个小时".split())


def measures(told: StoryText) -> Iterator[Diagnostic]:
    """Quantities whose unit does not fit, and pairs that are not the same."""
    found = quantities(told.text)
    for one in found:
        yield from _unit(told, one)
    for one, other in itertools.pairwise(found):
        yield from _pair(told, one, other)
        yield from _grown(told, one, other)
        yield from _deposit(told, one, other)
    for match in _OF_MONEY.finditer(told.text) if told.part == "body" else ():
        yield remark(
            "unit-odd", told, at(match),
            Text(f"“{match.group()}”后面少了“元”", f"{match.group()} lacks its 元"),
            Text(f"写“{match.group()}元”", f"write {match.group()}元"),
        )  # fmt: skip
    for match in _EVENTS.finditer(told.text):
        yield _odd(
            told, (match.start("n"), match.end() - match.start("n")),
            f"“{match['event']}”的成绩不用“{match['unit']}”", f"{match['event']} is not told in {match['unit']}",
        )  # fmt: skip
    for match in _PRICED.finditer(told.text):
        yield _odd(
            told, (match.start("unit") - 1, len(match["unit"]) + 1),
            f"“每{match['unit']}”：这样的东西论重量卖", f"every {match['unit']}: this is sold by weight",
        )  # fmt: skip


def _odd(told: StoryText, place: tuple[int, int], zh: str, en: str) -> Diagnostic:
    return warning(
        "unit-odd", told, place, Text(zh, en), Text("核对数字和单位", "check number and unit")
    )


def _grown(told: StoryText, one: Quantity, other: Quantity) -> Iterator[Diagnostic]:
    """From so much to so much in two dimensions: 从200平方米扩大到600米."""
    between = told.text[one.end : other.start]
    if one.dimension == other.dimension or not {one.dimension, other.dimension} <= _GROWN:
        return
    if _FROM.search(told.text[max(0, one.start - 14) : one.start]) and _TO.fullmatch(between):
        yield _odd(
            told, (other.start, other.end - other.start),
            f"前面是“{one.text}”，后面是“{other.text}”：单位不是一类",
            f"{one.text}, then {other.text}: the units are of two kinds",
        )  # fmt: skip


def _deposit(told: StoryText, one: Quantity, other: Quantity) -> Iterator[Diagnostic]:
    """A deposit that is more than the price: 万 was left out."""
    if {one.dimension, other.dimension} != {Dimension.MONEY} or other.worth <= one.worth:
        return
    if _ASKED.search(told.text[max(0, one.start - 8) : one.start]) and _DEPOSIT.search(
        told.text[max(one.end, other.start - 10) : other.start]
    ):
        yield _odd(
            told, (one.start, other.end - one.start),
            f"价是“{one.text}”，保证金倒有“{other.text}”：不是少了“万”，就是多了位",
            f"a deposit of {other.text} for a price of {one.text}: 万 or a digit is amiss",
        )  # fmt: skip


def _unit(told: StoryText, one: Quantity) -> Iterator[Diagnostic]:
    if one.unit not in UNITS or one.dimension not in (*_MEASURED, Dimension.TIME):
        return
    before = told.text[max(0, one.start - _BACK) : one.start]
    timed = one.dimension == Dimension.TIME
    # Days are no length, but nobody writes them for one.
    judges = (_goods,) if timed else (_beyond, _goods, _attribute)
    said = _behind(told.text, one) or next(
        filter(None, (judge(before, one) for judge in judges)), None
    )
    if said is not None:
        yield _odd(told, (one.start, one.end - one.start), *said)


def _unfit(words: str, one: Quantity, dimension: str = "") -> tuple[str, str]:
    return (
        f"“{words}”：{dimension}不用“{one.unit}”",
        f"{words}: {one.unit} does not measure that",
    )


def _behind(text: str, one: Quantity) -> tuple[str, str] | None:
    """3米重, 20平方米长."""
    behind = _BEHIND.match(text, one.end)
    if behind is None or one.dimension == Dimension.TIME:
        return None
    dimension = Dimension.LENGTH if behind["long"] else Dimension.MASS
    fits = one.dimension in (dimension, Dimension.SHARE)
    return None if fits else _unfit(one.text + behind.group(), one, dimension)


def _beyond(before: str, one: Quantity) -> tuple[str, str] | None:
    """More, or less, than there can be."""
    for pattern, dimension, least, most in _LIMITS:
        if one.dimension != dimension or least <= one.worth <= most:
            continue
        match = pattern.search(before)
        if match is not None:
            words = match.group() + one.text
            return (
                f"“{words}”：没有这样的数，单位或小数点错了",
                f"{words}: there is no such thing; unit or point is wrong",
            )
    return None


def _goods(before: str, one: Quantity) -> tuple[str, str] | None:
    """Grain by the metre, floors by their length."""
    if one.dimension == Dimension.TIME and not one.text.endswith(("小时", "分钟")):
        return None
    for pattern, units, least in _GOODS:
        match = pattern.search(before) if one.unit in units and one.worth >= least else None
        if match is not None:
            return _unfit(match.group() + one.text, one)
    return None


def _attribute(before: str, one: Quantity) -> tuple[str, str] | None:
    """A length in square metres, an area in kilometres."""
    # 零下4%: a sign in the place of ℃.
    if one.dimension == Dimension.SHARE and _FROST.search(before):
        return _unfit(before[-2:] + one.text, one, Dimension.HEAT)
    for dimension, pattern in _ENDS:
        if one.dimension == dimension:
            continue
        match = pattern.search(before)
        if match is None:
            continue
        fits = one.dimension in _FITS.get(dimension, {dimension})
        if fits or one.dimension == Dimension.SHARE:
            return None
        return _unfit(match.group() + one.text, one, dimension)
    return None


def _pair(told: StoryText, one: Quantity, other: Quantity) -> Iterator[Diagnostic]:
    between = told.text[one.end : other.start]
    about = other.text[:1] == "约" or "约" in between
    joined = between + (other.text[:2] if other.text.startswith("约合") else "")
    tight = _PAIR.fullmatch(between) or (joined != between and _PAIR.fullmatch(joined))
    joins = tight or (_LOOSE_PAIR.fullmatch(between) and _shifted(one, other))
    alike = one.dimension == other.dimension and one.unit in UNITS
    same = alike and (one.unit != other.unit or between.strip("，（") in _SAYS)
    clock = one.dimension != Dimension.TIME or {one.unit, other.unit} <= _CLOCK
    if not joins or not same or not clock or one.dimension == Dimension.SHARE:
        return
    if not differs(one.worth, other.worth, about=about or one.about):
        return
    right = one.worth / UNITS[other.unit][1]
    yield warning(
        "conversion-differs", told, (one.start, other.end - one.start),
        Text(
            f"{one.text}是{plain(right)}{other.unit}，写成了{other.text}",
            f"{one.text} is {plain(right)} {other.unit}, not {other.text}",
        ),
        Text("核对换算", "check the conversion"),
    )  # fmt: skip


def _shifted(one: Quantity, other: Quantity) -> bool:
    """Whether two worths differ by the place of the point alone."""
    if not one.worth or not other.worth or one.dimension not in _GROWN:
        return False
    ratio = max(one.worth, other.worth) / min(one.worth, other.worth)
    return ratio in (10, 100, 1000)
