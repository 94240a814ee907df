"""Where a headline is broken: at words, after marks, into lines that look well (RULES T1–T4).

Knows no size and no page: a line's width is thousandths of an em.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.typeset import classes as cl
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.words import Words

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator

    from presslayout.typeset.shape import Shaped

    Starts = Callable[[str], frozenset[int]]
    # Whether one line holds the clusters from one place to another.
    Holds = Callable[[int, int], bool]

# The last line is no shorter than two ems and half of the longest (RULES T3).
# One that is costs more than any other break: it stands only where there is no other.
LEAST_LAST, LEAST_SHARE = 2000, 500
SHORT_COST = 1_000_000
# Where a line ends, dearer from one to the next: after a mark or space, before a word of relation or
# after one that ends a phrase, before a quotation, after one, anywhere else.
AFTER_MARK, ROUND_WORD, BEFORE_QUOTE, AFTER_QUOTE, ELSEWHERE = 0, 1200, 1500, 1800, 4000
# Inside what no line holds: at the words of a phrase or quotation, at the seams of a word, at any of
# its parts, anywhere.
INSIDE = (20_000, 40_000, 60_000, 200_000)

# RULES T2.
NOT_FIRST = frozenset("的地得了着过们吗呢吧等之者著過們嗎")
NOT_LAST = frozenset("和与及或在把被将从对向为第每各與將從對為")
BEGINS_PHRASE = frozenset("和与及或在把被将从对向为以让使")
ENDS_PHRASE = frozenset("的了着过")
# A number of several Han, and what it counts where that is more than one character (九十一周年).
_HAN_NUMBER = (
    "(?<![统唯单划归同专逐第])(?:[一二三四五六七八九两]?[十百千]零?)+[一二三四五六七八九]?"
    "(?<=[一-龥]{2})(?:[万亿]|周[年岁]|号[线楼]|公[里斤])?"
)
# Not to be broken: short quotations and titles, numbers with what follows them (RULES T1).
_WHOLE = regex(
    r"“[^”]{1,8}”|‘[^’]{1,8}’|《[^》]{1,8}》|「[^」]{1,8}」"
    r"|[0-9]{1,2}月[0-9]{1,2}[日号]起?|[0-9]{1,2}[时点][0-9]{1,2}分"
    r"|第?[一二三四五六七八九十百千万两]+(?:周年|号[线楼]|[届次个年月天名家条座项])"
    r"|第?-?[0-9０-９][0-9０-９.,:·—～-]*[%％℃]?[\u4e00-\u9fff]{0,2}|[A-Za-z0-9+#/.&-]+"
    rf"|{_HAN_NUMBER}"
)
_QUOTED = regex("“[^”]+”|‘[^’]+’|《[^》]+》|「[^」]+」")
# Behind the signs of an address a line end costs less than this.
_SIGN_MOST = 100
# What stays whole even where no line holds the stretch around it.
_NUMBERS = regex(
    r"[0-9]{1,2}月[0-9]{1,2}[日号]|[0-9]{1,2}[时点][0-9]{1,2}分"
    r"|第?[一二三四五六七八九十百千万两]+(?:周年|号[线楼]|[届次个年月天名家条座项])"
    r"|第?-?[0-9０-９][0-9０-９.,:·—～-]*[%％℃]?[年月日时分秒个号版人元亿万岁届次位名家件项米度]?"
    rf"|{_HAN_NUMBER}"
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
    found = _cheapest(shaped, count, prices, widest)
    return found and found[1]


def cuts_at_marks(shaped: Shaped, count: int) -> tuple[int, ...] | None:
    """Cuts for so many lines after marks, where they are surely the best and no words need be known."""
    marks = {k: AFTER_MARK for k in _free(shaped) if _ends_at_mark(shaped, k)}
    found = _cheapest(shaped, count, marks)
    return found[1] if found is not None and found[0] < ROUND_WORD else None


def _cheapest(
    shaped: Shaped, count: int, prices: dict[int, int], widest: int | None = None
) -> tuple[int, tuple[int, ...]] | None:
    """What the best cuts cost, and they."""
    total = len(shaped)
    if count == 1:
        wide = natural_width(shaped, 0, shown(shaped, 0, total))
        return (0, (0, total)) if widest is None or wide <= widest else None
    ideal = natural_width(shaped, 0, total) // count
    width, before, trail = shaped.width, shaped.before, shaped.trail

    def stop(end: int, price: int) -> tuple[int, int, int]:
        foot = shown(shaped, -1, end)
        return end, price, width[foot] - trail[foot - 1]

    stops = [stop(end, price) for end, price in sorted(prices.items())]
    ends = [end for end, _, _ in stops]
    # Least cost to each place in so many lines: squares of what lines differ from the ideal.
    reached: dict[int, tuple[int, int, tuple[int, ...]]] = {0: (0, 0, (0,))}
    for number in range(1, count + 1):
        after: dict[int, tuple[int, int, tuple[int, ...]]] = {}
        for start, (cost, longest, chain) in sorted(reached.items()):
            begin = width[start] + before[start]
            least = max(LEAST_LAST, LEAST_SHARE * longest // 1000)
            behind = stops[bisect_right(ends, start) :] if number < count else [stop(total, 0)]
            for end, price, foot in behind:
                # Of a line of one mark nothing is dropped.
                line = foot - begin if end > start + 1 else natural_width(shaped, start, end)
                if widest is not None and line > widest:
                    continue
                paid = cost + price + (line - ideal) ** 2 // 10_000
                if number == count and line < least:
                    paid += SHORT_COST
                if end not in after or paid < after[end][0]:
                    after[end] = (paid, max(longest, line), (*chain, end))
        reached = after
    return (reached[total][0], reached[total][2]) if total in reached else None


def places(
    shaped: Shaped, words: Starts | None, holds: Holds | None = None, level: int = 0
) -> dict[int, int]:
    """Where a heading may be broken, and how gladly.

    From level 1 on the fixed phrases of the trade are parted as if nobody had fixed them.  Then what
    is wider than a line, as `holds` says, is broken inside at its own parts instead of being refused:
    a phrase or quotation at its words, a word at its seams, at the words in it, last anywhere.
    """
    made = _places(shaped, words, loose=level > 0)
    inner = _INNER[: max(level - 1, 0)]
    if holds is None or shaped.line_feeds or not inner:
        return made
    edges = (0, *sorted(made), len(shaped))
    # A quotation or title is one thing too, however many words it has.
    whole = [
        (bisect_left(shaped.starts, match.start()), bisect_left(shaped.starts, match.end()))
        for match in _QUOTED.finditer(shaped.text)
    ]
    wide = [span for span in (*pairwise(edges), *whole) if not holds(*span)]
    for price, find in zip(INSIDE, inner, strict=False):
        found = find(shaped, words) if wide else []
        for first, last in wide:
            # Two characters at least stand on either side.
            for k in found:
                if first + 2 <= k <= last - 2:
                    made.setdefault(k, price)
    return dict(sorted(made.items()))


def _places(shaped: Shaped, words: Starts | None, *, loose: bool) -> dict[int, int]:
    text, kinds, starts = shaped.text, shaped.kinds, shaped.starts
    free = _free(shaped)
    begins = _begins(shaped, words, loose=loose)
    made: dict[int, int] = {}
    for k in free:
        at = starts[k]
        before, after = text[starts[k - 1]], text[at]
        if _ends_at_mark(shaped, k):
            made[k] = AFTER_MARK
            continue
        if _is_alone(text, at, begins) or _ends_alone(text, at, begins):
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


def _free(shaped: Shaped) -> list[int]:
    """Where the rules let a line begin, whatever words there are: where an editor says so, if he does."""
    first = next((k for k in range(1, len(shaped)) if k in shaped.line_feeds), None)
    if first is not None:
        return [first]
    whole = _insides(_WHOLE, shaped.text)
    return [
        k
        for k in range(1, len(shaped))
        if shaped.breaks[k] < FORBIDDEN and shaped.starts[k] not in whole
    ]


def _ends_at_mark(shaped: Shaped, k: int) -> bool:
    """Whether a line that ends before a place ends with a mark or space, or where an editor says so."""
    before = shaped.text[shaped.starts[k] - 1]
    return k in shaped.line_feeds or shaped.kinds[k - 1] in "SPEI" or before in " \u3000"


def _insides(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    """The offsets inside what a pattern finds."""
    found = pattern.finditer(text)
    return frozenset(at for match in found for at in range(match.start() + 1, match.end()))


def _begins(shaped: Shaped, words: Starts | None, *, loose: bool) -> frozenset[int] | None:
    """Where words begin; None where nobody says so."""
    if words is None or shaped.line_feeds:
        return None
    if loose and isinstance(words, Words):
        return words.within(shaped.text)
    return words(shaped.text)


def _is_alone(text: str, at: int, begins: frozenset[int] | None) -> bool:
    """Whether a word of relation that begins no line stands here: 地, but not 地震 (RULES T2)."""
    if text[at] not in NOT_FIRST:
        return False
    return begins is None or at not in begins or at + 1 in begins or at + 1 == len(text)


def _ends_alone(text: str, at: int, begins: frozenset[int] | None) -> bool:
    """Whether one that ends no line stands before: 和, but not 中和."""
    if text[at - 1] not in NOT_LAST:
        return False
    return begins is None or at - 1 in begins or at == 1


def _inner(shaped: Shaped, begins: frozenset[int] | None) -> Iterator[int]:
    """Places inside phrases that numbers, kinsoku and words of relation leave free (RULES T2)."""
    text, starts = shaped.text, shaped.starts
    numbers = _insides(_NUMBERS, text)
    for k in range(1, len(shaped)):
        at = starts[k]
        if shaped.breaks[k] >= FORBIDDEN or at in numbers:
            continue
        if not _is_alone(text, at, begins) and not _ends_alone(text, at, begins):
            yield k


def _at_words(shaped: Shaped, words: Starts | None) -> list[int]:
    """At words, and where an address may be parted."""
    begins = _begins(shaped, words, loose=True)
    kinds, starts = shaped.kinds, shaped.starts
    return [
        k
        for k in _inner(shaped, begins)
        if begins is None
        or starts[k] in begins
        or (kinds[k - 1] in cl.WESTERN and kinds[k] in cl.WESTERN and shaped.breaks[k] < _SIGN_MOST)
    ]


def _at_seams(shaped: Shaped, words: Starts | None) -> list[int]:
    """At the words that a word is made of, where that cuts no longer one of them."""
    seams = words.seams(shaped.text) if isinstance(words, Words) else frozenset()
    return [k for k in _inner(shaped, seams) if shaped.starts[k] in seams]


def _at_parts(shaped: Shaped, words: Starts | None) -> list[int]:
    """At the words that a word is made of."""
    parts = words.parts(shaped.text) if isinstance(words, Words) else frozenset()
    return [k for k in _inner(shaped, parts) if shaped.starts[k] in parts]


def _anywhere(shaped: Shaped, _words: Starts | None) -> list[int]:
    return [*_inner(shaped, None)]


_INNER = (_at_words, _at_seams, _at_parts, _anywhere)
# None parted, phrases parted, and what no line holds in four ways.
LEVELS = 2 + len(_INNER)
