"""Where a headline is broken: at words, after marks, into lines that look well (RULES T1–T4).

Knows no size and no page: a line's width is thousandths of an em.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.typeset import classes as cl
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.kinsoku import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.typeset.shape import Shaped

    Starts = Callable[[str], frozenset[int]]

# The last line is no shorter than two ems and 40 % of the longest (RULES T3).
# One that is costs more than any other break: it stands only where there is no other.
LEAST_LAST, LEAST_SHARE = 2000, 400
SHORT_COST = 1_000_000
# Where a line ends, dearer from one to the next: after a mark or space, before a word of relation or
# after one that ends a phrase, before a quotation, after one, anywhere else.
AFTER_MARK, ROUND_WORD, BEFORE_QUOTE, AFTER_QUOTE, ELSEWHERE = 0, 1200, 1500, 1800, 4000

# RULES T2.
NOT_FIRST = frozenset("的地得了着过们吗呢吧等之者著過們嗎")
NOT_LAST = frozenset("和与及或在把被将从对向为第每各與將從對為")
BEGINS_PHRASE = frozenset("和与及或在把被将从对向为以让使")
ENDS_PHRASE = frozenset("的了着过")
# Not to be broken: short quotations and titles, numbers with what follows them (RULES T1).
_WHOLE = re.compile(
    r"“[^”]{1,8}”|‘[^’]{1,8}’|《[^》]{1,8}》|「[^」]{1,8}」"
    r"|第?[一二三四五六七八九十百千万两]+[届次个年月天名家条座项]"
    r"|第?[0-9０-９][0-9０-９.,:·—～-]*[%％℃]?[\u4e00-\u9fff]{0,2}|[A-Za-z0-9+#/.&-]+"
)


def shown(shaped: Shaped, start: int, end: int) -> int:
    """Where a line ends without the pause or stop that a headline drops there (RULES T4)."""
    if end - start > 1 and shaped.kinds[end - 1] in (cl.PAUSE, cl.STOP, cl.BLANK):
        return end - 1
    return end


def cuts(
    shaped: Shaped, count: int, prices: dict[int, int], widest: int | None = None
) -> tuple[int, ...] | None:
    """Cuts for so many lines: at the best places, balanced; None where words forbid them.

    `prices` says where a line may end and how gladly; no line is wider than `widest`.
    """
    total = len(shaped)
    if count == 1:
        wide = natural_width(shaped, 0, shown(shaped, 0, total))
        return (0, total) if widest is None or wide <= widest else None
    ideal = natural_width(shaped, 0, total) // count
    # Least cost to each place in so many lines: squares of what lines differ from the ideal.
    reached: dict[int, tuple[int, int, tuple[int, ...]]] = {0: (0, 0, (0,))}
    for number in range(1, count + 1):
        after: dict[int, tuple[int, int, tuple[int, ...]]] = {}
        for start, (cost, longest, chain) in sorted(reached.items()):
            for end, price in prices.items() if number < count else ((total, 0),):
                if end <= start:
                    continue
                line = natural_width(shaped, start, shown(shaped, start, end))
                if widest is not None and line > widest:
                    continue
                paid = cost + price + (line - ideal) ** 2 // 10_000
                if number == count and line < max(LEAST_LAST, LEAST_SHARE * longest // 1000):
                    paid += SHORT_COST
                if end not in after or paid < after[end][0]:
                    after[end] = (paid, max(longest, line), (*chain, end))
        reached = after
    return reached[total][2] if total in reached else None


def places(shaped: Shaped, words: Starts | None) -> dict[int, int]:
    """Where a heading may be broken, and how gladly."""
    text, kinds, starts = shaped.text, shaped.kinds, shaped.starts
    whole = [match.span() for match in _WHOLE.finditer(text)]
    begins = words(text) if words is not None and not shaped.line_feeds else None
    made: dict[int, int] = {}
    for k in range(1, len(shaped)):
        at = starts[k]
        if k in shaped.line_feeds:
            return {k: AFTER_MARK}
        if shaped.breaks[k] >= FORBIDDEN or any(a < at < b for a, b in whole):
            continue
        before, after = text[starts[k - 1]], text[at]
        if kinds[k - 1] in "SPEI" or text[at - 1] in " \u3000":
            made[k] = AFTER_MARK
            continue
        if after in NOT_FIRST or before in NOT_LAST:
            continue
        if begins is not None and at not in begins:
            continue
        if after in BEGINS_PHRASE or before in ENDS_PHRASE:
            made[k] = ROUND_WORD
        elif kinds[k] == cl.OPEN:
            made[k] = BEFORE_QUOTE
        elif kinds[k - 1] == cl.CLOSE:
            made[k] = AFTER_QUOTE
        else:
            made[k] = ELSEWHERE
    return made
