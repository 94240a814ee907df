"""Sums that do not come out: a whole and its parts, a price times an amount, shares of a whole."""

from __future__ import annotations

import itertools
from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import Dimension, differs, plain, quantities
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.newsroom.proofread.quantities import Quantity

SENTENCE = regex(r"(?:[^。！？；\n]|[。；](?=其中))+")
_OPENS = regex(r"其中|包括|分别|，|：|（")
_CLOSES = regex(r"(?:共计|合计|总计|一共|共有|共)[\u4e00-\u9fff]{0,4}\Z")
# What may stand between the parts of a whole: a mark and the name of the next part.
_ITEM = regex(r"[^，、；：。]{0,8}[，、和及与][^，、；：。]{0,12}")
_NO_SUM = regex(
    r"等|左右|(?<!岁)以上|人均|平均|每|最|比|去年|上年|同期|增|减|降|提高|相当|约占|另|超|各|到|至"
)
_EACH = regex(
    r"(?:每|(?<=[，。：、])一(?=[亩斤天箱户人株棵台吨口])|(?<![今明往生假节旧落近])日(?=产))(?P<unit>[\u4e00-\u9fff]{0,2})(?P<words>[^，。；、0-9每]{0,6})\Z"
)
_MADE = regex(r"收入|共|总|合计|一年|得|一个月|产蜜|走了|全长|达")
_SHARE = regex(r"占(?P<words>[^，。；0-9]{0,8})\Z")
_RATE = regex(r"(?P<label>[\u4e00-\u9fff]{1,4})率(?:为|达|达到|是|达成)?\Z")
_ABOUT = frozenset(("以上", "左右", "以下", "上下"))
_OTHERS = regex(r"其他|其它|其余")
_FOREIGN = regex(r"美元|欧元|日元|英镑|港元|马克|法郎|卢布")
POINT = Decimal(1)
_PARTS_LEAST = 2
# A sentence with more numbers is a table.
MOST = 40
# Two parts may be no whole, or overlap; three hardly do.
_MANY = 3
# A rate stands so near to what it is the rate of.
_BESIDE = 8
# Parts begin no further behind their whole.
_APART = 16
_HUNDRED = Decimal(100)


def sums(told: StoryText) -> Iterator[Diagnostic]:
    """Every sum, product and share that does not come out."""
    for sentence in SENTENCE.finditer(told.text):
        words, begin = sentence.group(), sentence.start()
        found = quantities(words)
        if not _PARTS_LEAST <= len(found) <= MOST or _FOREIGN.search(words):
            continue
        counted = [one for one in found if one.dimension != Dimension.SHARE]
        for row in (_whole(words, counted), _total(words, found), _product(words, found)):
            if row is not None:
                one, right, why = row
                yield _told(told, "sum-differs", (begin, one), (right, why))
        for row in _shares(words, found):
            one, right, why = row
            yield _told(told, "share-differs", (begin, one), (right, why))


def _told(
    told: StoryText, code: str, place: tuple[int, Quantity], said: tuple[str, str]
) -> Diagnostic:
    begin, one = place
    right, why = said
    return warning(
        code, told, (begin + one.start, one.end - one.start),
        Text(f"{why}，算来是{right}，写成了{one.text}", f"{why}: it comes to {right}, not {one.text}"),
        Text("核对这几个数", "check these numbers"),
    )  # fmt: skip


def _run(words: str, found: Sequence[Quantity], first: int) -> list[Quantity]:
    """The quantities of one kind that follow each other as parts of a list, from the first on."""
    run = [found[first]]
    for one in found[first + 1 :]:
        between = words[run[-1].end : one.start]
        if one.dimension != run[0].dimension or not _ITEM.fullmatch(between):
            break
        if _NO_SUM.search(between):
            break
        run.append(one)
    return run


def _added(run: Sequence[Quantity]) -> str:
    return "加".join(one.text for one in run)


def _whole(words: str, found: Sequence[Quantity]) -> tuple[Quantity, str, str] | None:
    """A whole, and behind it its parts."""
    for number, whole in enumerate(found[:-_PARTS_LEAST]):
        run = _run(words, found, number + 1)
        between = words[whole.end : run[0].start]
        if (
            whole.dimension != run[0].dimension
            or len(run) < _PARTS_LEAST
            or whole.dimension == Dimension.SHARE
        ):
            continue
        if (
            len(between) > _APART
            or not _OPENS.search(between)
            or _NO_SUM.search(between)
            or whole.about
        ):
            continue
        after = words[run[-1].end : run[-1].end + 6]
        if any(one.about or one.worth >= whole.worth for one in run) or "等" in after[:2]:
            continue
        total = sum(one.worth for one in run)
        close = abs(total - whole.worth) <= whole.worth * Decimal("0.45")
        if total == whole.worth or not close or (_rounded(run, whole, total)):
            continue
        if not _opposite(words, run) and (
            len(run) < _MANY or total < whole.worth * Decimal("0.88")
        ):
            continue
        return whole, _plain(total, whole), _added(run)
    return None


_PAIRS = (("男", "女"), ("成人", "儿童"), ("初中", "高中"), ("以下", "以上"), ("小学", "中学"), ("财政", "自筹"),
          ("城镇", "农村"), ("国内", "国外"), ("山区", "平坝"), ("本地", "外地"), ("线上", "线下"))  # fmt: skip


def _opposite(words: str, run: Sequence[Quantity]) -> bool:
    """Whether the parts are one and all the rest: 男 and 女."""
    text = words[max(0, run[0].start - 12) : run[-1].end + 6]
    return any(one in text and other in text for one, other in _PAIRS)


def _rounded(run: Sequence[Quantity], whole: Quantity, total: Decimal | int) -> bool:
    return abs(total - whole.worth) < whole.worth * Decimal("0.004") * len(run)


def _plain(worth: Decimal | int, like: Quantity) -> str:
    """A worth in the unit, and the myriads, of another."""
    scale = like.worth / like.number if like.number else Decimal(1)
    number = Decimal(worth) / scale
    for word, size in (("亿", 10**8), ("万", 10**4)):
        if word in like.text and number >= size / 10:
            return plain(number / size) + word + like.unit
    return plain(number) + like.unit


def _total(words: str, found: Sequence[Quantity]) -> tuple[Quantity, str, str] | None:
    """Parts, and behind them what they are together."""
    for number, total in enumerate(found):
        if number < _PARTS_LEAST or total.about:
            continue
        before = words[found[number - 1].end : total.start]
        if not _CLOSES.search(before) or len(before) > 9 or "，" not in before:  # noqa: PLR2004
            continue
        inner = words.rfind("其中", 0, total.start)
        first = next((n for n, one in enumerate(found[:number]) if one.start > inner), 0)
        run = [one for one in found[first:number] if _joins(one, total)]
        if len(run) != number - first or len(run) < _PARTS_LEAST or any(one.about for one in run):
            continue
        gaps = [words[a.end : b.start] for a, b in itertools.pairwise(run)]
        if not all(_ITEM.fullmatch(gap) and not _NO_SUM.search(gap) for gap in gaps):
            continue
        right = sum(one.worth for one in run)
        close = abs(right - total.worth) <= right * Decimal("0.5")
        if right != total.worth and close and not _rounded(run, total, right):
            return total, _plain(right, total), _added(run)
    return None


def _joins(one: Quantity, total: Quantity) -> bool:
    counted = {str(d) for d in Dimension}
    both = one.dimension not in counted and total.dimension not in counted
    return one.dimension == total.dimension or both


def _product(words: str, found: Sequence[Quantity]) -> tuple[Quantity, str, str] | None:
    """So much each, so many, and so much together."""
    for each in found:
        match = _EACH.search(words[max(0, each.start - 10) : each.start])
        if match is None:
            continue
        unit = "天" if "日" in match.group() else (match["unit"] or match["words"])
        amounts = [
            one for one in found if one is not each and one.number > 1 and _counts(words, one, unit)
        ]
        results = [
            one
            for one in found
            if one is not each and one.dimension == each.dimension and one not in amounts
            and _MADE.search(words[max(0, one.start - 8) : one.start])
        ]  # fmt: skip
        if len(amounts) != 1 or len(results) != 1:
            continue
        amount, result = amounts[0], results[0]
        right = each.worth * amount.number
        about = each.about or amount.about or result.about
        if about or not right or not differs(right, result.worth):
            continue
        if not right / 12 <= result.worth <= right * 12:
            continue
        return result, _plain(right, result), f"{each.text}乘{amount.text}"
    return None


def _counts(words: str, one: Quantity, unit: str) -> bool:
    """Whether a quantity is so many of what a price is for: 100斤 of 每斤, 蜂箱120个 of 每箱."""
    if not unit:
        return False
    if one.unit in (unit, f"个{unit}", unit[:1]):
        return True
    return words[: one.start].endswith(unit[:1]) and one.unit == "个"


def _shares(words: str, found: Sequence[Quantity]) -> Iterator[tuple[Quantity, str, str]]:
    listed: list[Quantity] = []
    for number, one in enumerate(found):
        if one.dimension != Dimension.SHARE or one.about or words[one.end : one.end + 2] in _ABOUT:
            continue
        before = words[max(0, one.start - 14) : one.start]
        share, rate = _SHARE.search(before), _RATE.search(before)
        if share is not None and not share["words"]:
            listed.append(one)
        if share is None and rate is None:
            continue
        row = _of_whole(words, found, number, rate["label"] if rate else "")
        if row is not None:
            yield row
    total = sum(one.worth for one in listed)
    exact = len(listed) >= _PARTS_LEAST and _OTHERS.search(words) is not None
    over = len(listed) > _PARTS_LEAST and total > _HUNDRED + Decimal("0.6")
    if (over and total < 130) or (exact and total > 80 and abs(total - _HUNDRED) > POINT):  # noqa: PLR2004
        yield listed[-1], "百分之百才对", "各项占比相加是" + plain(Decimal(total)) + "%"


def _of_whole(
    words: str, found: Sequence[Quantity], number: int, label: str
) -> tuple[Quantity, str, str] | None:
    """A share against the part and the whole that stand beside it."""
    said = found[number]
    counted = [
        one
        for one in found
        if one.dimension not in (Dimension.SHARE, Dimension.TIME, Dimension.POINTS)
    ]
    before = [one for one in counted if one.end <= said.start]
    if not before:
        return None
    part = before[-1]
    if label and not set(label) & set(words[max(0, part.start - 6) : part.start]):
        return None
    if label and said.start - part.end > _BESIDE:
        return None
    wholes = [
        one for one in counted
        if one is not part and one.dimension == part.dimension and one.worth > part.worth
    ]  # fmt: skip
    if len(wholes) != 1 and len(before) > 1 and label:
        wholes = [before[-2]] if before[-2] in wholes else []
    if len(wholes) > 1:
        wholes = [one for one in wholes if one.start < part.start][:1] if "其中" in words else []
    if len(wholes) != 1 or wholes[0].about or part.about:
        return None
    whole = wholes[0]
    gap = words[min(whole.end, part.end) : max(whole.start, part.start)]
    linked = label or "其中" in gap or "中的" in gap or ("全" in gap and "总数" in words)
    right = part.worth / whole.worth * _HUNDRED
    if not linked or abs(right - said.worth) <= max(POINT, right * Decimal("0.03")):
        return None
    return said, plain(right.quantize(Decimal("0.1"))) + "%", f"{part.text}占{whole.text}"
