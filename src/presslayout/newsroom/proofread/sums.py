"""Sums that do not come out: a whole and its parts before or behind it, in one sentence or two."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import Dimension, number_of, plain, quantities
from presslayout.newsroom.proofread.story_texts import StoryText, at, warning
from presslayout.newsroom.proofread.terms import Addend, added, gathered, kin, mixed

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.proofread.quantities import Quantity

SENTENCE = regex(r"(?:[^。！？；\n]|[。；](?=其中))+")
# Sentences with the mark behind them.
_STOPS = regex(r"[^。！？\n]+[。！？]?\n*")
# What leads from a whole to its parts; the first kind leaves no doubt.
_PARTS_OF = regex(r"其中|包括|包含|分别|分为|：|（|里，|中，|由")
_OPENS = regex(r"其中|包括|包含|分别|分为|，|：|（|里，|中，|由|。")
_SUM = "共计|合计|总计|一共|共有|总共|共|加起来|加在一起|合起来|加上|相加|总数|总额|总量|累计|独得|独中|独揽|独进"
_CLOSES = regex(
    rf"(?:(?P<count>(?<![0-9.])[0-9]{{1,2}}|[两二三四五六七八九十])(?P<of>[\u4e00-\u9fff]{{1,4}}?))?"
    rf"(?P<sum>{_SUM})[\u4e00-\u9fff]{{0,6}}\Z"
)
# 自缴400元，补助670元，两项1070元.
_BOTH = regex(r"，(?P<count>[两二三四])(?P<of>[项笔样者])\Z")
_FOREIGN = regex(r"美元|欧元|日元|英镑|港元|马克|法郎|卢布")
# A whole that is called one.
_HAS = regex(r"(?:共|共有|总|总共|总计|合计|一共|全部|现有|累计)[^，。；0-9]{0,7}\Z")
# 比上年的8亿斤增长: another year's; 其中拖拉机310台: a part itself.
_THAN = r"(?:比|较)(?:上年|去年|前年|往年|上月|同期|[^，。；0-9]{0,4}前)[^，。；0-9]{0,4}\Z"
_OTHER_YEAR = regex(_THAN)
# 按鱼种分，带鱼9200吨: the first of a list; 赢得105席: what one of several has.
_NO_WHOLE = regex(
    rf"{_THAN}|其中[^，。；：0-9]{{1,8}}\Z|(?:按[^，。；0-9]{{1,6}}[分看]|分[^，。；0-9]{{1,5}}看)，[^，。；：0-9]{{1,6}}\Z|(?:赢得|夺得|占据|占有)(?:了)?\Z"
)
_AROUND = 14
# What a part does by itself stands beside the whole, and is none of its parts: 贷款133亿元，办理汇票74亿元.
_DEED = regex(
    r"，(?:另|还|并)?(?:办理|签发|承兑|发放|收回|贴现|清收|争取|签订|销售|实现|成活|存活)"
)
_NEXT = regex(r"[\u4e00-\u9fff]{0,10}[，、；](?!共|总|合计|全|今年|其)[\u4e00-\u9fff]{0,8}")
_REST = regex(r"其余|其他|其它|剩下|余下|剩余|普通|一般")
_PARTS_LEAST = 2
# A sentence with more numbers is a table.
MOST = 40
# Two parts may be no whole, or overlap; three hardly do.
_MANY = 3
# Parts begin no further behind their whole.
_APART = 26
# A whole that is so much more, or less, than its parts is another one.
_POINTED = regex(r"[0-9]+\.(?P<tail>[0-9]+)")
# Each figure is rounded by half of its last place, and somewhat more by whoever adds them.
_HALVED = Decimal("0.6")
_LESS, _LEAST, _MORE, _OVER = Decimal("0.55"), Decimal("0.88"), Decimal("1.35"), Decimal("1.5")
_NEAR = Decimal("0.9"), Decimal("1.15")
_PAIRS = (("男", "女"), ("成人", "儿童"), ("初中", "高中"), ("以下", "以上"), ("小学", "中学"), ("财政", "自筹"),
          ("城镇", "农村"), ("国内", "国外"), ("山区", "平坝"), ("本地", "外地"), ("线上", "线下"),
          ("国产", "外国"), ("国产", "进口"), ("进口", "出口"), ("成年", "幼"), ("城区", "乡镇"), ("城区", "农村"),
          ("城市", "农村"), ("城市", "乡村"), ("境内", "境外"), ("市内", "市外"), ("省内", "省外"), ("室内", "室外"),
          ("成功", "失败"), ("公办", "民办"), ("主线", "支线"), ("正式", "候补"), ("老年", "青年"),
          ("地上", "地下"), ("上行", "下行"), ("已", "未"), ("公", "母"), ("收入", "支出"))  # fmt: skip
Row = tuple["Quantity", str, Text]


def sums(told: StoryText) -> Iterator[Diagnostic]:
    """Every sum that does not come out."""
    yield from _beyond(told)
    seen: set[int] = set()
    for begin, words in _windows(told.text):
        found = quantities(words)
        if not _PARTS_LEAST < len(found) <= MOST or _FOREIGN.search(words):
            continue
        counted = [one for one in found if one.dimension not in (Dimension.SHARE, Dimension.POINTS)]
        for row in (_whole(words, counted), _total(words, counted)):
            if row is None or begin + row[0].start in seen:
                continue
            seen.add(begin + row[0].start)
            yield told_sum(told, "sum-differs", begin, row)


# 36间铺面中的第63间.
_LAST_OF = regex(
    r"(?<![0-9.第])(?P<n>[0-9]{1,5})(?P<unit>[间户个名场届期位台辆座株件只项站轮批局])[^，。；0-9]{0,8}[中里]的?(?P<nth>第(?P<k>[0-9]{1,5})(?P=unit))",
    needs=("第",),
)


def _beyond(told: StoryText) -> Iterator[Diagnostic]:
    """One of so many whose number is higher than there are."""
    for match in _LAST_OF.finditer(told.text):
        if int(match["k"]) > int(match["n"]):
            whole = match["n"] + match["unit"]
            yield warning(
                "sum-differs", told, at(match),
                Text(f"一共{whole}，没有{match['nth']}", f"there are {whole}; none is {match['nth']}"),
                Text("核对这两个数", "check both numbers"),
            )  # fmt: skip


def told_sum(told: StoryText, code: str, begin: int, row: Row) -> Diagnostic:
    """A finding on a quantity: what it comes to, and of what."""
    one, right, why = row
    return warning(
        code, told, (begin + one.start, one.end - one.start),
        Text(f"{why.zh}，算来是{right}，写成了{one.text}",
             f"{why.en}: it comes to {right}, not {one.text}"),
        Text("核对这几个数", "check these numbers"),
    )  # fmt: skip


def _windows(text: str) -> Iterator[tuple[int, str]]:
    """Sentences by themselves; then each with the one behind it in its paragraph."""
    for sentence in SENTENCE.finditer(text):
        yield sentence.start(), sentence.group()
    yield from pairs(text)


def pairs(text: str) -> Iterator[tuple[int, str]]:
    """Sentences of several clauses as a whole, and each sentence with the one behind it."""
    for whole in _STOPS.finditer(text):
        if "；" in whole.group():
            yield whole.start(), whole.group()
    for one, other in itertools.pairwise(_STOPS.finditer(text)):
        yield one.start(), text[one.start() : other.end()]


def _whole(words: str, found: Sequence[Quantity]) -> Row | None:
    """A whole, and behind it its parts."""
    for number, whole in enumerate(found[:-_PARTS_LEAST]):
        if whole.about or whole.number <= 1 or Addend.each(words, whole) != 1:
            continue
        if _before(_NO_WHOLE, words, whole):
            continue
        parts = [one for one in found[number + 1 :] if not _before(_OTHER_YEAR, words, one)]
        run = gathered(words, parts, whole)
        if len(run) < _PARTS_LEAST:
            continue
        between = words[whole.end : run[0].one.start]
        if number and _item(words, found[number - 1], whole) and not _PARTS_OF.search(between):
            continue
        if len(between) > _APART or not _OPENS.search(between) or mixed(_inner(between)):
            continue
        if _differ(words, whole, run, between):
            total = sum(term.worth for term in run)
            return whole, in_unit(total, whole), added(run)
    return None


def _before(pattern: re.Pattern[str], words: str, one: Quantity) -> bool:
    """Whether such words stand right before a quantity."""
    return pattern.search(words, max(0, one.start - _AROUND), one.start) is not None


def _item(words: str, before: Quantity, whole: Quantity) -> bool:
    """Whether a quantity follows another of its kind in one list: 带鱼9吨，黄鱼5吨."""
    between = words[before.end : whole.start]
    return before.dimension == whole.dimension and _NEXT.fullmatch(between) is not None


def _inner(between: str) -> str:
    """What stands between a whole and its parts and says something of the parts."""
    return between.rpartition("其中")[2].replace("各", "")


def _differ(words: str, whole: Quantity, run: Sequence[Addend], between: str) -> bool:
    """Whether parts are all of a whole, and come to something else."""
    total = sum(term.worth for term in run)
    if any(term.one.about or term.worth >= whole.worth for term in run) or _goes_on(words, run):
        return False
    ratio = total / whole.worth
    if total == whole.worth or rounded(run, whole, total):
        return False
    if "。" in between and "其中" not in between:
        return len(run) >= _MANY and _NEAR[0] <= ratio <= _NEAR[1] and not _apart(words, run)
    counted = _HAS.search(words[max(0, whole.start - 10) : whole.start])
    surely = _PARTS_OF.search(between) is not None or counted is not None or _alike(words, run)
    whole_of = _opposite(words, run) or _REST.search(words, run[0].one.end, run[-1].one.end + 5)
    if sum(term.times for term in run) >= _MANY:
        return _LEAST <= ratio <= (_OVER if surely else _MORE)
    if whole_of:
        return _LESS <= ratio <= _OVER
    deed = _PARTS_OF.search(between) is None and _DEED.match(between) is not None
    return surely and not deed and 1 < ratio <= _OVER and not _apart(words, run)


def _goes_on(words: str, run: Sequence[Addend]) -> bool:
    """Whether more parts follow than are told: 等."""
    return words[run[-1].one.end : run[-1].one.end + 1] == "等"


def _opposite(words: str, run: Sequence[Addend]) -> bool:
    """Whether the parts are one and all the rest: 男 and 女."""
    labels = [_label(words, run, number) for number in range(len(run))]
    return any(
        any(one in a and other in b for one, other in (pair, pair[::-1]))
        for pair in _PAIRS
        for a, b in itertools.pairwise(labels)
    )


def _alike(words: str, run: Sequence[Addend]) -> bool:
    """Whether the parts are told in the same words: 种梨400亩、种桃200亩."""
    labels = [_BARE.sub("", _label(words, run, n).split(t.one.text)[0]) for n, t in enumerate(run)]
    return all(labels) and len({label[:1] for label in labels}) == 1


_BARE = regex(r".*[，、；：和]")
# What somebody may be beside being something else: parts that are told by two of these overlap.
_CLASSES = ("特有|珍稀|濒危|保护", "经济|观赏|药用", "男女", "党员|团员|群众", "少数民族|汉族", "本科|大专|硕士|博士|研究生|学历|文化",
            "高级|中级|职称|骨干|劳模|先进", "岁|老年|青年|儿童|少年|老人", "退休|在职|残疾|困难|贫困|低保|留守",
            "新增|新建|改建|续建", "重点|国家级|省级|市级|示范", "重伤|轻伤|死亡")  # fmt: skip


def _apart(words: str, run: Sequence[Addend]) -> bool:
    """Whether the parts are told by different marks, and may well overlap."""
    kinds = {
        tuple(any(mark in label for mark in row.split("|")) for row in _CLASSES)
        for label in (_label(words, run, number) for number in range(len(run)))
    }
    return len(kinds) > 1


def _label(words: str, run: Sequence[Addend], number: int) -> str:
    one = run[number].one
    before = run[number - 1].one.end if number else max(0, one.start - 12)
    return words[max(before, one.start - 12) : one.end + 4]


def rounded(run: Sequence[Addend], whole: Quantity, total: Decimal | int) -> bool:
    """Whether rounding explains what is between a whole and its parts."""
    apart = abs(total - whole.worth)
    told = [last_place(one) for one in (whole, *(term.one for term in run))]
    if all(told) and apart > sum(told, Decimal(0)) * _HALVED:
        return False
    return apart < whole.worth * Decimal("0.004") * len(run)


def last_place(one: Quantity) -> Decimal:
    """What one in the last place behind the point of a quantity is worth; 0 where there is no point."""
    figures = _POINTED.search(one.text)
    if figures is None or not one.number:
        return Decimal(0)
    return one.worth / Decimal(figures.group()) * Decimal(1).scaleb(-len(figures["tail"]))


def in_unit(worth: Decimal | int, like: Quantity) -> str:
    """A worth in the unit, and the myriads, of another quantity."""
    scale = like.worth / like.number if like.number else Decimal(1)
    number = Decimal(worth) / scale
    for word, size in (("亿", 10**8), ("万", 10**4)):
        if word in like.text and number >= size / 10:
            return plain(number / size) + word + like.unit
    return plain(number) + like.unit


def _total(words: str, found: Sequence[Quantity]) -> Row | None:
    """Parts, and behind them what they are together."""
    for number, total in enumerate(found):
        if total.about or not number:
            continue
        before = words[max(0, total.start - 16) : total.start]
        close = _CLOSES.search(before) or _BOTH.search(before)
        if close is None:
            continue
        begin = total.start - len(before) + close.start()
        parts = [q for q in found[:number] if q.end <= begin and kin(words, q, total)]
        run = _counted(words, parts, close["count"]) if close["count"] else None
        if run is None:
            run = _one_list(words, parts, total, begin)
        if len(run) < _PARTS_LEAST or any(term.one.about for term in run):
            continue
        right = sum(term.worth for term in run)
        close_to = abs(right - total.worth) <= right * Decimal("0.5")
        if right != total.worth and close_to and not rounded(run, total, right):
            return total, in_unit(right, total), added(run)
    return None


def _counted(words: str, parts: Sequence[Quantity], count: str) -> list[Addend] | None:
    """The last so many parts, where they are so many exactly: 两项合计."""
    wanted = number_of(count) if not count.isdigit() else Decimal(count)
    run: list[Addend] = []
    many = Decimal(0)
    for one in reversed(parts):
        each = Addend.each(words, one)
        if wanted is None or each is None or mixed(words[one.end : one.end + 3].partition("。")[0]):
            return None
        run.insert(0, Addend(one, each))
        many += each
        if many >= wanted:
            break
    return run if many == wanted else None


def _one_list(words: str, parts: Sequence[Quantity], total: Quantity, begin: int) -> list[Addend]:
    """The parts of one list that ends where the total is told."""
    inner = max(words.rfind("其中", 0, begin), words.rfind("。", 0, begin))
    some = [one for one in parts if one.start > inner]
    run = gathered(words, some, total, closed=True)
    if not run or len(run) != len(some):
        return []
    gap = words[run[-1].one.end : begin]
    return run if len(gap) <= 9 and "，" in gap else []  # noqa: PLR2004
