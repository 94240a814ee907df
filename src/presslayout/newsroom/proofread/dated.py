"""The older and the newer of two figures, by what words say of their time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import Dimension

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.newsroom.proofread.quantities import Quantity

FROM = regex(r"(?:从|由)[^，。；]{0,12}\Z")
TO = regex(
    r"[^，。；0-9]{0,6}(?:增|升|提高|扩|扩大|上升|增长|增加|发展|涨|降|下降|减少|缩短|减|提升|上涨|压缩|回落|跌|压|调整|上调|下调|变|拓展|攀升|缩小|缩减)[^，。；0-9]{0,4}(?:到|至|为|成)[^，。；0-9]{0,5}"
)
# When a quantity was, or is: the last such word before it.
_WHEN = regex(
    r"(?P<old>去年|上年|前年|同期|同月|上月|上个?月|上周|上个?季度|前一[周月日年天季]|以前|此前|过去|原来|原先|改造前|整治前|当初|起初|最初|上届|往年|早先"
    r"|[0-9一二两三四五六七八九十几]+(?:个)?(?:年|月|周|天|季度)前|刚[^，。；]{0,6}时|(?<!今年)(?<!今年新)(?:开业|开张|投产|建成|成立|开园|开馆|运行)(?:之初|时|头|第一)"
    r"|(?<=[比较])[^，。；0-9]{2,8}前(?=的)|前十年|上一[年届季月周])|(?P<new>今年|本月|本届|本周|本季|目前|现在|如今|眼下|截至|到今年|现有|这次|当前|今)"
    r"|(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年"
)
# What is more or less, and a mark that is passed, is no amount.
_DELTA = regex(
    r"(?:多|少|增|增加|减少|增长|净增|提高|下降|降低|新增|高|低|超)(?:出|了|约|近|收)?[^一-龥]{0,2}\Z|突破|跨过|迈过|站上|冲破|(?<!只)超过"
)
_APART = regex(r"累计|净|人均|其中|计划|目标|；")
# What is said of two figures stands no further from them; they from each other.
FAR, _WIDE = 16, 48
_STRETCH = 40


_LAST_YEAR = regex("去年|上年")
# 与去年每公斤4元相比.
_AGAINST = regex(r"[与跟和比较同](?:去年|上年)[^，。；0-9]{0,6}\Z")
_PER = regex(r"每[\u4e00-\u9fff]{1,3}\Z")
_PEOPLE = frozenset("人 个 名 位 个人".split())


def kin_of(one: Quantity, other: Quantity) -> bool:
    """Whether two count the same: of one unit, or people both."""
    return one.same_kind(other) or {one.unit, other.unit} <= _PEOPLE


Pair = tuple["Quantity", "Quantity"]


_BEFORE, _OLD, _NEW = "before", "old", "new"
# Older than what is itself of last week.
_THEN = regex(r"前\Z|同期|同月|前一|前年")


def dated(
    words: str,
    usual: Sequence[Quantity],
    place: tuple[int, int],
    *,
    alone: bool,
    named: bool = False,
) -> Pair | None:
    """The last two of a kind before a place, one of which is said to be of before.

    Where the words are not one sentence `alone`, the two must stand in two of them; what is
    `named` is old without a word on it.
    """
    counted = [
        q for q in usual
        if q.dimension not in (Dimension.SHARE, Dimension.TIME)
        and not _DELTA.search(words[max(0, q.start - 4) : q.start] + q.text[:2])
    ]  # fmt: skip
    before = [q for q in counted if q.end <= place[0]]
    if not before:
        return None
    last = before[-1]
    per = _PER.search(words, max(0, last.start - 4), last.start)
    kin = [
        q for q in before
        if kin_of(q, last) and (per is None or words[: q.start].endswith(per.group()))
    ]  # fmt: skip
    after = [q for q in counted if q.start >= place[1] and kin_of(q, last)]
    chosen = _later(words, kin, after, place) or (
        _older(words, kin, alone=alone, named=named)
        if len(kin) > 1 and place[0] - last.end <= FAR
        else None
    )
    if chosen is None:
        return None
    old, new = chosen
    first, final = min(old.end, new.end), max(old.start, new.start)
    if not alone and not any(mark in words[first:final] for mark in "。；"):
        return None
    apart = _APART.search(words[max(0, min(old.start, new.start) - 3) : max(final, place[0])])
    crossed = any(first <= q.start < final for q in counted if q.dimension != last.dimension)
    if final - first > (_WIDE if not crossed else FAR) or (apart and "；" not in apart.group()):
        return None
    return old, new


def _later(
    words: str, kin: Sequence[Quantity], after: Sequence[Quantity], place: tuple[int, int]
) -> Pair | None:
    """The old figure behind the growth: 增长20%，去年是80吨."""
    if not after or after[0].start - place[1] > FAR:
        return None
    before = _when(words, kin[-1], kin[-2].end if len(kin) > 1 else 0)
    olds = (_OLD, _BEFORE)
    told = _when(words, after[0], place[1]) in olds and before not in olds
    return (after[0], kin[-1]) if told else None


def _older(words: str, kin: Sequence[Quantity], *, alone: bool, named: bool) -> Pair | None:
    """Of the last two of a kind the older and the newer, where words say which is which."""
    one, other = kin[-2:]
    first = _when(words, one, kin[-3].end if len(kin) > 2 else 0)  # noqa: PLR2004
    last = _when(words, other, one.end)
    if first.isdigit() and last.isdigit() and first != last:
        return (one, other) if first < last else (other, one)
    if first.isdigit() and last == _OLD and _LAST_YEAR.search(words, one.end, other.start):
        return one, other
    first, last = (_OLD if when.isdigit() else when for when in (first, last))
    if last == _NEW and (first in (_OLD, _BEFORE) or (named and not first)):
        return one, other
    if not alone and not first and last == _OLD and _AGAINST.search(words, one.end, other.start):
        return other, one
    if alone and ((last == _BEFORE) or (last == _OLD and first in ("", _NEW))):
        return other, one
    near = other.start - one.end <= FAR
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
