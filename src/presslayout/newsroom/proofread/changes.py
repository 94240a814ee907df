"""By so much more or less than before, against the two figures: 由18℃降到9℃，降了9℃."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.dated import FAR, FROM, TO, dated, kin_of
from presslayout.newsroom.proofread.quantities import Dimension, plain

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from presslayout.newsroom.proofread.quantities import Quantity

_ALL = regex(r".+")
_BY = regex(
    r"[，（][一-龥]{0,4}?(?:共|整整|一下子|净|足足)?(?:增加|减少|增长|下降|降低|降|升|涨|跌|增|减|缩短|延长|提高|提升|多|少|上升|上涨|压缩|节省|省|瘦|轻|增产|减产|增收|减收)(?:了|出)?"
)
_MORE = regex(
    r"比(?:去年|上年|上届|上月|上周|上次|同期|去年同期|上年同期|往年|原来|前年)[^，。；0-9]{0,4}(?:多|少|增加|减少|增|减|下降|上升)(?:了|出)?|(?<=，)(?:足足|整整|一下子|只)?(?:多|少|增加|减少|净增)了"
)
_NEAR = Decimal("0.03")
Found = tuple["re.Match[str]", Text]


def changes(words: str, found: Sequence[Quantity], *, alone: bool) -> Iterator[Found]:
    """Every difference that its two figures do not bear out: its words, and what they come to."""
    if alone:
        yield from _changed(words, found)
    for match in _MORE.finditer(words):
        by = next((q for q in found if q.start == match.end()), None)
        if by is None or by.dimension in (Dimension.SHARE, Dimension.POINTS):
            continue
        pair = dated(words, [q for q in found if q != by], match.span(), alone=alone)
        if pair is not None and kin_of(pair[0], by):
            yield from _told(words, match.start(), pair, by)


def _changed(words: str, found: Sequence[Quantity]) -> Iterator[Found]:
    for one, other, by in zip(found, found[1:], found[2:], strict=False):
        if not one.dimension == other.dimension == by.dimension or one.dimension == Dimension.SHARE:
            continue
        between = words[other.end : by.start]
        if (
            FROM.search(words[max(0, one.start - FAR) : one.start])
            and TO.fullmatch(words[one.end : other.start])
            and _BY.fullmatch(between)
        ):
            yield from _told(words, other.end + 1, (one, other), by)


def _told(words: str, start: int, pair: tuple[Quantity, Quantity], by: Quantity) -> Iterator[Found]:
    one, other = pair
    right = abs(one.worth - other.worth)
    if not by.number or not right or one.about or other.about or by.about:
        return
    whole = _ALL.search(words, start, by.end)
    if whole is not None and abs(right - by.worth) > right * _NEAR:
        apart = f"{plain(right / (by.worth / by.number))}{by.unit}"
        yield (
            whole,
            Text(f"{one.text}到{other.text}差{apart}", f"{one.text} to {other.text} is {apart}"),
        )
