"""Products that do not come out: so much each, so many, so much together; averages; what is left."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import (
    UNITS,
    Dimension,
    Quantity,
    differs,
    plain,
    quantities,
)
from presslayout.newsroom.proofread.shares import alike
from presslayout.newsroom.proofread.sums import MOST, in_unit, pairs, told_sum

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.proofread.story_texts import StoryText
    from presslayout.newsroom.proofread.sums import Row

_SENTENCE = regex(r"[^。！？；\n]+")
_FOREIGN = regex(r"美元|欧元|日元|英镑|港元|马克|法郎|卢布")
_UNIT = "公斤|千克|吨|斤|平方米|公里|千米|立方米|小时|分钟|千瓦时|度|亩|公顷|天|日|月|人|户|家|个|张|份|台|辆|件|只|头|箱|盒|袋|瓶|套|注|枚|本|册|株|棵|口|支|把|条|块|间|套|位|名|场|篇|趟|次|车|篮|筐|桶|斗|羽|尾|盆|票|节|页|米|升|年|周|盏|座|桩|枪|班|单|队|部|艘|架|幅|群|副|项|根|颗|粒|顶|辑|轮|局|届|期|批|所|处|村|校|组"
# So much each: 每公斤3.2元, 亩产400公斤, 户均5万元, 日产20吨, 一张票60元.
_EACH = regex(
    rf"(?:每|平均每|按每|(?<=[，。：、（])一(?![年月周日]))(?:个)?(?P<unit>{_UNIT})(?P<words>[^，。；、0-9每]{{0,7}})\Z"
    rf"|(?P<mean>[亩户人日月年场班车株头件台单])均(?P<of>[^，。；、0-9每]{{0,6}})\Z"
    r"|(?P<speed>(?:时|车|航)速)(?:为|达|约|是)?\Z"
    r"|(?<![0-9])(?P<yield>亩|(?<![今明往生假节旧落近])日|月|年|株|棵|箱)(?P<made>产值|产|收|收入|销|供)(?P<more>约|达|为)?\Z"
)
# Every what it may be: 每个乡镇派5人.
_OPEN_EACH = regex(r"每(?:个|一)?(?P<unit>[\u4e00-\u9fff]{1,8})\Z")
# 亩均增产100公斤: so much more, and not so much.
_CHANGED = regex(r"[增减多少节降提]")
_PARTS = "其中"
_WHOM = regex(rf"每(?:个|名|位)?(?P<unit>{_UNIT})\Z")
_SLASH = regex(rf"/(?P<unit>{_UNIT})")
_MADE = regex(
    r"收入|共|总|合计|合起来|得|卖|产蜜|走了|全长|达|计|一年|一个月|产量|产值|算|支付|付|金额|货款|奖金|营业额|销售额|成交额|毛利|花|付|交|缴|捐|筹|罚|派|全村|全县|全镇|月产|年产|就是|折合|净重|总重|了\Z|跑完|行驶|航行|走完|飞行|骑行|补贴|全长|全程|行程|路程|补助|发放"
)
_NOT = regex(r"[比增减降涨跌多少超]|其中|另|最|去年|上年|同期|到|至|起|优惠|押金|定金|利润")
# What is taken off, and what is left.
_OFF = regex(
    r"(?:除去|扣除|扣掉|扣去|刨去|除掉|减去|去掉|抛开|刨除|花去|支出|缺席|请假|缺|未到|弃权|退还|已还|还了)[^，。；0-9]{0,8}\Z"
)
_LEFT = regex(r"(?:净|纯|剩|余|结余|结存|尚欠|实到|实收|实付|还有|还剩)[^，。；0-9]{0,5}\Z")
_DUE = regex(r"(?:应|原有|共有|总)[^，。；0-9]{0,6}\Z")
_CAME = regex(r"实[^，。；0-9]{0,4}\Z")
_THEN = regex(r"(?:去年|上年|前年|往年|过去|原来|以前|当年)[^，。；]{0,8}\Z")
# 借款5万元……后来还了1.4万元，余款3.6万元: what is owed may be told a sentence before.
_OWED = regex(r"(?:借款?|欠款?|贷款?|赊账?)(?:了|人民币|现金|共)?\Z")
_PAID = regex(r"[^0-9]{1,30}(?:还了|归还了?|偿还了?|已还|支付了?)")
_OWES = regex(r"，(?:余款|尚欠|还欠|余下|剩下的?|剩余|下欠|仍欠)")
_TEN = Decimal(12)
_LEAST, _TERMS = 2, 3
_CLOSE = 40
_MOUTHS = {"口", "人"}
_WHO = frozenset("人 名 位 口 个人".split())
_STAND = {"度": "度电", "月": "个月", "日": "天"}


class Each(NamedTuple):
    """A quantity that is said of one of something, and what that one is."""

    one: Quantity
    unit: str
    mean: bool
    whom: str = ""


def products(told: StoryText) -> Iterator[Diagnostic]:
    """Every product, average and difference that does not come out."""
    seen: set[int] = set()
    places = [(s.start(), s.group()) for s in _SENTENCE.finditer(told.text)]
    for begin, words in (*places, *pairs(told.text)):
        found = quantities(words)
        if not _TERMS <= len(found) <= MOST or _FOREIGN.search(words):
            continue
        rows = [
            *_products(words, found),
            *_left(words, found),
            *_compared(words, found),
            *_traded(words, found),
        ]
        for row in rows:
            if begin + row[0].start not in seen:
                seen.add(begin + row[0].start)
                yield told_sum(told, "sum-differs", begin, row)


def _each(words: str, one: Quantity) -> Each | None:
    slash = _SLASH.match(words, one.end)
    if slash is not None:
        return Each(one, slash["unit"], mean=False)
    match = _EACH.search(words[max(0, one.start - 12) : one.start])
    if match is None:
        match = _OPEN_EACH.search(words[max(0, one.start - 12) : one.start])
        if match is not None and one.dimension not in _NO_AMOUNT:
            return Each(one, match["unit"], mean=False)
    if match is None or one.dimension in (Dimension.SHARE, Dimension.POINTS, Dimension.HEAT):
        return None
    unit = match["unit"] or match["mean"] or match["yield"] or "小时"
    mean = match["mean"] is not None or match.group().startswith("平均每")
    head = words[max(0, one.start - 12) : one.start][: match.start()]
    if match["mean"] and _CHANGED.search(match["of"]):
        return None
    whom = _WHOM.search(head) if match["unit"] else None
    return Each(one, unit, mean or "平均" in head[-4:], whom["unit"] if whom else "")


def _products(words: str, found: Sequence[Quantity]) -> Iterator[Row]:
    """So much each, so many of them, so much together, in whatever order the three stand."""
    rates = [each for one in found if (each := _each(words, one)) is not None]
    taken = {each.one for each in rates}
    for each in rates:
        start = found.index(each.one)
        around = [q for q in found[max(0, start - 3) : start + 4] if q != each.one]
        near = [q for q in around if q not in taken]
        amounts = [
            q for q in near
            if _counts(words, q, each.unit) and _PARTS not in words[each.one.end : q.start]
        ]  # fmt: skip
        if each.whom:
            own = [q for q in around if q not in taken or _unit(rates, q) == each.unit]
            yield from _twice(words, each, own)
            continue
        if not amounts:
            # 每斤卖60元，一亩产100斤: what one yields of what has a price.
            amounts = [q for q in around if q in taken and _counts(words, q, each.unit)]
        results = [
            q for q in near
            if (alike(q, each.one) or {q.unit, each.one.unit} == _MOUTHS) and q not in amounts and _result(words, q, each)
        ] or [
            q for q in around
            if q in taken and _unit(rates, q) in ("月", "年") and each.unit in ("日", "天")
            and q.dimension == each.one.dimension and amounts[:1] and amounts[0] not in taken
        ] or [
            q for q in around
            if q in taken and start and amounts == [found[start - 1]]
            and q.dimension == each.one.dimension
            and _unit(rates, q) == _unit(rates, amounts[0]) and _result(words, q, each)
        ]  # fmt: skip
        # 28吨（2.8万公斤）: one amount, told twice.
        if len({q.worth for q in amounts}) != 1 or len(results) != 1:
            continue
        row = _multiplied(words, each, amounts[-1], results[0])
        if row is not None:
            yield row


def _twice(words: str, each: Each, near: Sequence[Quantity]) -> Iterator[Row]:
    """So much for everybody every day: so many people, so many days or one, so much together."""
    people = [q for q in near if _counts(words, q, each.whom)]
    days = [q for q in near if _counts(words, q, each.unit) and q not in people]
    results = [
        q for q in near
        if q.dimension == each.one.dimension and q not in (*people, *days) and _result(words, q, each)
    ]  # fmt: skip
    if len(people) != 1 or len(results) != 1 or len(days) > 1:
        return
    result, many = results[0], people[0].number
    clause = words[max(0, result.start - 10) : result.start]
    if days:
        many *= _many(days[0], each.unit)
    elif not any(f"{one}{each.unit}" in clause for one in ("一", "一个", "每", "每个")):
        return
    whole = Quantity(
        "×".join(q.text for q in (*people, *days)), people[0].start, people[0].end, many,
        people[0].unit, people[0].dimension, many * people[0].worth / people[0].number,
        about=people[0].about,
    )  # fmt: skip
    row = _multiplied(words, Each(each.one, people[0].unit, each.mean), whole, result)
    if row is not None:
        yield row


def _unit(rates: Sequence[Each], one: Quantity) -> str:
    """What one of something a quantity is said of."""
    return next((each.unit for each in rates if each.one == one), "")


def _result(words: str, one: Quantity, each: Each) -> bool:
    before = words[max(0, one.start - 9) : one.start]
    clause = before[max(before.rfind(mark) for mark in "，。；、（：") + 1 :]
    if _NOT.search(clause):
        return False
    return each.mean or _MADE.search(clause) is not None


def _multiplied(words: str, each: Each, amount: Quantity, result: Quantity) -> Row | None:
    first = min(each.one.start, amount.start, result.start)
    last = max(each.one.end, amount.end, result.end)
    if last - first > _CLOSE or each.one.about or amount.about or result.about:
        return None
    # 每张200元，花了2000元，送了8张: what is spent between the two is for something else.
    spent = "花" in words[max(0, result.start - 3) : result.start]
    between = spent and each.one.start < result.start < amount.start
    # 每公斤5元，卖了14万元。与去年每公斤4元相比: another year's price.
    then = result.end < each.one.start and _THEN.search(
        words, max(0, each.one.start - 14), each.one.start
    )
    if between or then or any(mark in words[first:last] for mark in "；？！"):
        return None
    right = each.one.worth * _many(amount, each.unit)
    if not right or not (differs(right, result.worth) or _mistyped(right, result.worth)):
        return None
    yielded = each.unit == "亩" and amount.unit == "亩" and _slipped(right, result.worth)
    if not right / _TEN <= result.worth <= right * _TEN and not yielded:
        return None
    if each.mean:
        share = result.worth / _many(amount, each.unit)
        return (
            each.one,
            in_unit(share, each.one),
            Text(f"{result.text}除以{amount.text}", f"{result.text} divided by {amount.text}"),
        )
    return (
        result,
        in_unit(right, result),
        Text(f"{each.one.text}乘{amount.text}", f"{each.one.text} times {amount.text}"),
    )


def _mistyped(right: Decimal, said: Decimal) -> bool:
    """Whether figures are amiss, not rounded: one is another, or they have changed places (4650, 4560)."""
    one, other = (f"{worth.normalize():f}" for worth in (right, said))
    if (
        len(one) != len(other)
        or "." in one + other
        or len(one.rstrip("0")) > len(other.rstrip("0"))
    ):
        return False
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) == 1 or (len(apart) == _PAIR and apart[0] == apart[1][::-1])


def _slipped(right: Decimal, said: Decimal) -> bool:
    """Whether one is a hundred or a thousand times the other: 亩产2.4公斤 of 3.6万吨 on 1.5万亩."""
    ratio = max(right, said) / min(right, said) if said else Decimal(0)
    return any(abs(ratio / by - 1) < _EXACT for by in (100, 1000))


_EXACT, _PAIR = Decimal("0.02"), 2


def _many(amount: Quantity, unit: str) -> Decimal:
    """So many of the unit that a price is for: 36吨 of 每公斤 are 36,000."""
    name = _STAND.get(unit, unit)
    if name in UNITS and UNITS[name][0] == amount.dimension:
        return amount.worth / UNITS[name][1]
    return amount.number


def _counts(words: str, one: Quantity, unit: str) -> bool:
    """Whether a quantity is so many of what a price is for: 100斤 of 每斤, 蜂箱120个 of 每箱."""
    name = _STAND.get(unit, unit)
    if one.number <= 1 or _NOT.search(words[max(0, one.start - 2) : one.start]):
        return False
    if name in UNITS and one.unit in UNITS:
        return UNITS[name][0] == one.dimension and one.unit != "周年"
    if len(unit) > 1 and unit not in UNITS:
        named = one.unit == "个" and words.startswith(unit[:2], one.end)
        return named or (one.dimension not in _NO_AMOUNT and unit.startswith(one.unit))
    if one.unit in (unit, f"个{unit}") or (one.unit in _WHO and unit in "人位名"):
        return True
    return unit[:1] in words[max(0, one.start - 6) : one.start] and one.unit == "个"


def _compared(words: str, found: Sequence[Quantity]) -> Iterator[Row]:
    """So much, so much more than so much: 368万元，比预算价400万元节约32万元."""
    for one, other, more in zip(found, found[1:], found[2:], strict=False):
        if not one.dimension == other.dimension == more.dimension or one.dimension in _NO_AMOUNT:
            continue
        first, last = words[one.end : other.start], words[other.end : more.start]
        than = _THAN.fullmatch(first) and _BY.fullmatch(last)
        early = (
            _PLANNED.search(words[max(0, one.start - 8) : one.start])
            and _USED.search(first) and _EARLY.fullmatch(last)
        )  # fmt: skip
        if not than and not early:
            continue
        if one.about or other.about or more.about:
            continue
        right = abs(one.worth - other.worth)
        if right and differs(right, more.worth) and abs(right - more.worth) > _last(one, other):
            yield (
                more,
                in_unit(right, more),
                Text(f"{one.text}比{other.text}", f"{one.text} against {other.text}"),
            )


# 原计划20天，只用了16天，提前4天.
_PLANNED = regex(r"(?:计划|原定|工期|预计|原来要|原来需|原需|需要)[^，。；0-9]{0,4}\Z")
_USED = regex(r"[^。；0-9]{0,14}(?:用|花|用时|耗时|完成)[^，。；0-9]{0,3}\Z")
_EARLY = regex(
    r"[^。；，0-9]{0,6}，(?:比[^，。；0-9]{1,6})?(?:整整)?(?:提前|缩短|节省|少用|省|快)(?:了|整整)?"
)
_NO_AMOUNT = frozenset((Dimension.SHARE, Dimension.POINTS))
_THAN = regex(r"[^。；0-9]{0,10}[，、（](?:同比|只|仅|实际)?(?:比|较|与)[^，。；0-9]{1,12}")
_BY = regex(
    r"(?:的)?(?:还|又|整整|净)?(?:节约|节省|减少|少|低|下降|降低|缩短|提前|多|增加|高|高出|超出|超过|增长|提高|偏多|偏少|偏高|偏低|快|慢|高了|长|短|增|减|净增|省下?|压缩)(?:了|出|约)?"
)


def _last(*some: Quantity) -> Decimal:
    """How much rounding leaves open in quantities: half of the last place that each is told to."""
    return sum(
        (
            Decimal(10) ** Decimal(q.number.normalize().as_tuple().exponent)
            * (q.worth / q.number if q.number else 1) / 2
            for q in some
            if q.number % 1
        ),
        Decimal(0),
    )  # fmt: skip


def _traded(words: str, found: Sequence[Quantity]) -> Iterator[Row]:
    """What is sold and bought abroad, and what is over: 出口86亿元，进口42亿元，顺差44亿元."""
    named: dict[str, Quantity] = {}
    begin = 0
    for one in found:
        match = _TRADE.search(words[begin : one.start])
        begin = one.end
        if match is not None and one.dimension == Dimension.MONEY:
            if match["name"] in named:
                return
            named[match["name"].replace("逆", "顺")] = one
    if len(named) == _TERMS:
        sold, bought, over = (named[key] for key in ("出口", "进口", "顺差"))
        right = abs(sold.worth - bought.worth)
        if right and differs(right, over.worth) and not over.about:
            yield (
                over,
                in_unit(right, over),
                Text(f"{sold.text}减{bought.text}", f"{sold.text} less {bought.text}"),
            )


_TRADE = regex(r"(?P<name>(?<!进)出口|进口(?!出)|顺差|逆差)[^，。；0-9]{0,6}\Z")


def _left(words: str, found: Sequence[Quantity]) -> Iterator[Row]:
    """A whole, what is taken off it, what is left: 卖11.52万元，除去4.02万元，净落7.5万元."""
    for number in range(1, len(found) - 1):
        whole, off, left = found[number - 1 : number + 2]
        if not whole.dimension == off.dimension == left.dimension or whole.about:
            continue
        taken = words[whole.end : off.start]
        rest = words[off.end : left.start]
        came = _DUE.search(words[max(0, whole.start - 9) : whole.start]) and _CAME.search(taken)
        missing = came and _OFF.search(rest)
        owed = (
            _OWED.search(words[max(0, whole.start - 6) : whole.start])
            and _PAID.fullmatch(taken)
            and _OWES.fullmatch(rest)
        )
        if owed:
            taken = ""
        elif not missing and not (_OFF.search(taken) and _LEFT.search(rest)):
            continue
        if len(taken) + len(rest) > _CLOSE or off.about or left.about or "。" in taken + rest:
            continue
        right = whole.worth - off.worth
        if right > 0 and differs(right, left.worth) and plain(right) != plain(left.worth):
            yield (
                left,
                in_unit(right, left),
                Text(f"{whole.text}减{off.text}", f"{whole.text} less {off.text}"),
            )
