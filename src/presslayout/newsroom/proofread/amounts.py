"""Sums of money told twice: in figures and in words, now and a year ago, all of it and the most of one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.numerals import han
from presslayout.newsroom.proofread.quantities import plain
from presslayout.newsroom.proofread.story_texts import StoryText, at, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic

_FORMAL = "零壹贰叁肆伍陆柒捌玖拾佰仟萬億"
_PLAIN = str.maketrans(
    "零壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億", "零一二二三三四五六六七八九十百千万亿"
)
# 15万元（人民币壹拾伍万元整）.
_IN_WORDS = regex(
    rf"(?<![0-9.])(?P<n>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(?P<myriad>[万亿]?)元[（(，](?:人民币|大写|：|:|金额|即|计)*(?P<words>[{_FORMAL}万亿]+)[元圆](?P<odd>[{_FORMAL}]角|[{_FORMAL}]分)*整?",
    needs=("元（", "元(", "元，"),
)
_MONEY = r"(?P<{0}>[0-9]+(?:\.[0-9]+)?)(?P<{0}m>[万亿]?)元"
# 零售总额68.3元，上年同期为64.1亿元; 从1.2亿元增加到1.5元.
_THEN = r"(?:上年同期|去年同期|上年|去年|上一年|前一年)"
_YEARS = regex(
    rf"(?<![0-9.])(?:{_MONEY.format('a')}，(?:而)?(?:比|较)?{_THEN}(?:的|为|是|仅为|只有)?{_MONEY.format('b')}"
    rf"|(?:由|从){_THEN}的{_MONEY.format('c')}[^，。；0-9]{{0,3}}(?:增|升|提高|减|降|扩大|上升|下降)[^，。；0-9]{{0,3}}(?:到|至|为){_MONEY.format('d')})",
    needs=("上年", "去年", "上一年", "前一年"),
)
# 发放奖金3元，……最多的一户拿到1.2万元.
_MOST = regex(
    r"(?:返还|发放|拨付|兑付|发还|追回|退还|退回|发|共计|共|总额|分红|奖励|补助|资助)[^，。；！？0-9]{0,8}"
    rf"(?<![0-9.]){_MONEY.format('a')}，[^。！？]{{0,40}}?(?:最多|最高|最大)[^，。！？0-9]{{0,14}}{_MONEY.format('b')}",
    needs=("最多", "最高", "最大"),
)
_MYRIAD = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(10**8)}
# Two years of one thing are seldom further apart, once 万 or 亿 is put in.
_APART = 4


def amounts(told: StoryText) -> Iterator[Diagnostic]:
    """Every sum of money that what stands beside it belies."""
    for match in _IN_WORDS.finditer(told.text):
        value, said = _worth(match, "n", "myriad"), han(match["words"].translate(_PLAIN))
        if match["odd"] is None and said is not None and value != said:
            yield _odd(
                told, match, f"“{match.group()}”：大写合{said}元，数字合{plain(value)}元",
                f"{match.group()}: {said}元 in words, {plain(value)}元 in figures",
            )  # fmt: skip
    for match in _YEARS.finditer(told.text):
        one, other = ("a", "b") if match["a"] else ("c", "d")
        if _lacks(match, one, other):
            yield _odd(
                told, match, f"“{match.group()}”：两个数的“万”“亿”不一样，不是少了就是多了",
                f"{match.group()}: 万 or 亿 of one of the two is amiss",
            )  # fmt: skip
    for match in _MOST.finditer(told.text):
        whole, most = _worth(match, "a", "am"), _worth(match, "b", "bm")
        if most > whole:
            yield _odd(
                told, match, f"“{match.group()}”：最多的一份比总数还多，“万”“亿”错了",
                f"{match.group()}: the most of one is more than all; 万 or 亿 is amiss",
            )  # fmt: skip


def _worth(match: re.Match[str], number: str, myriad: str) -> Decimal:
    return Decimal(match[number].replace(",", "")) * _MYRIAD[match[myriad]]


def _lacks(match: re.Match[str], one: str, other: str) -> bool:
    """Whether two numbers are near each other, and one has 万 or 亿 where the other has none or another."""
    if match[f"{one}m"] == match[f"{other}m"]:
        return False
    a, b = Decimal(match[one]), Decimal(match[other])
    return min(a, b) > 0 and max(a, b) / min(a, b) < _APART


def _odd(told: StoryText, match: re.Match[str], zh: str, en: str) -> Diagnostic:
    return warning(
        "unit-odd", told, at(match), Text(zh, en),
        Text("照原件核对钱数，看“万”“亿”有没有漏", "check the sum against the source, 万 and 亿 above all"),
    )  # fmt: skip
