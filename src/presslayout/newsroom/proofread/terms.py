"""The terms of a sum: quantities in a list, one of them perhaps for several (前三辑各11篇)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import Dimension, Quantity, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_EACH = regex(
    r"(?:(?P<n>[0-9]+|[两二三四五六七八九十])(?!等)(?P<of>[\u4e00-\u9fff]{1,3})，?)?(?P<each>各|均)[^，。；、0-9各]{0,4}\Z"
)
_LISTED = regex(r"[^，。；：（）]*\Z")
_JOINS = regex(r"[、和与及]")
# What may stand between the parts of a whole: a mark and the name of the next part.
_GAP = regex(r"[^。：]{0,14}(?:[，、；和及与]|其中)[^。；：]{0,16}")
_MIXED = regex(
    r"(?<![一二三特中高初上])等(?!奖|级|品|候|功|舱|次)|左右|(?<!岁)以上|人均|平均|[每比超]|最[高低大小多少长短近后]|去年|上年|同期|增(?!加值)|减(?!肥)|下降|"
    r"降低|提高|相当|约占|[各到]|至(?!今)|倍|不少于|为期"
)
# Whom 个 counts.
_WHO = regex(r"人|孩|娃|学生|同学|队|老|员|职工|工人|村|徒|家长|选手|候选|姑娘|小伙|名额")
_PEOPLE = frozenset("人 名 位 个人 个".split())
_NAMED = frozenset(str(one) for one in Dimension)
# A count of another word may be of the same things: 44座桥隧, 公众名额160个.
_ONES = frozenset("个 座 处 条 项 家 所 件 名 人 位 只 块 枚 篇 部 幅 张 头 匹 羽 票".split())


class Addend(NamedTuple):
    """A quantity and how many times it is meant."""

    one: Quantity
    times: Decimal = Decimal(1)

    @property
    def worth(self) -> Decimal:
        """What it adds to a sum."""
        return self.one.worth * self.times

    @staticmethod
    def each(words: str, one: Quantity) -> Decimal | None:
        """How often a quantity is meant: as often as 各 says; None where that is not said."""
        match = _EACH.search(words[max(0, one.start - 14) : one.start])
        if match is None:
            return Decimal(1)
        if match["n"] and match["of"][:1] not in "年月日":
            return Decimal(match["n"]) if match["n"].isdigit() else number_of(match["n"])
        begin = max(0, one.start - 14) + match.start("each")
        listed = _LISTED.search(words[:begin])
        many = len(_JOINS.findall(listed.group())) if listed else 0
        return Decimal(many + 1) if many else None


def kin(words: str, one: Quantity, total: Quantity) -> bool:
    """Whether a quantity may be part of another: of one dimension, or both counts of things."""
    if one.dimension == total.dimension:
        return True
    if {one.unit, total.unit} <= _PEOPLE:
        return all(q.unit != "个" or _WHO.match(words, q.end) for q in (one, total))
    return one.unit in _ONES and total.unit in _ONES


def mixed(gap: str) -> bool:
    """Whether words between two quantities say that they are no parts of one whole."""
    return _MIXED.search(gap) is not None


def gathered(
    words: str, found: Sequence[Quantity], whole: Quantity, *, closed: bool = False
) -> list[Addend]:
    """The terms that follow each other in a list, from the first quantity on.

    Only units of the whole count unless the sum is `closed` behind them; a quantity of another
    kind may be part of a name (10公里跑1500人).
    """
    run: list[Addend] = []
    for one in found:
        same = kin(words, one, whole) if closed else _same(words, one, whole, run)
        if not same:
            if run and any(mark in words[run[-1].one.end : one.start] for mark in "。；"):
                break
            continue
        if run:
            gap = words[run[-1].one.end : one.start]
            if not _GAP.fullmatch(gap) or mixed(gap.replace("各", "")):
                break
        each = Addend.each(words, one)
        if each is None:
            break
        run.append(Addend(one, each))
    return run


def _same(words: str, one: Quantity, whole: Quantity, run: Sequence[Addend]) -> bool:
    if one.dimension == whole.dimension:
        return True
    if {one.unit, whole.unit} <= _PEOPLE:
        return kin(words, one, whole)
    # 公众名额160个 beside 40人: places are for people.
    return bool(run) and whole.unit in _PEOPLE and "名额" in words[run[-1].one.end : one.start]


def added(run: Sequence[Addend]) -> Text:
    """The sum as it is told: 3篇加11篇×3."""
    terms = [one.text.strip() + (f"×{times}" if times != 1 else "") for one, times in run]
    return Text("加".join(terms), " and ".join(terms))
