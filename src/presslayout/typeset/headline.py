"""Display lines: the largest size that the width holds, broken at words (RULES §12).

Knows nothing of rows or pages: a heading is a size, its lines and how they were fitted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import add
from typing import TYPE_CHECKING

from presslayout.page import BLACK, Ink
from presslayout.typeset import classes as cl
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.inking import Pen, runs
from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.lines import Line, laid_out
from presslayout.typeset.shape import Font, Shaped, shape
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.assets.fonts import Face
    from presslayout.page import Glyphs
    from presslayout.units import Length

    Starts = Callable[[str], frozenset[int]]

# Sizes are tried in half points.
STEP: int = 6_350
# Letter-space and condensation that fit one headline before a smaller size does (RULES T6).
TIGHTEST, CONDENSED = -30, 900
# Two characters are opened by two ems (one and a half), three by one, four by a half (RULES T5).
OPENED = {2: (2000, 1500), 3: (1000,), 4: (500,)}
# The last line is no shorter than two ems and 40 % of the longest (RULES T3).
LEAST_LAST, LEAST_SHARE = 2000, 400
SHORT_COST = 3_000
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


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """One line: its clusters, its text and its width on the page."""

    start: int
    end: int
    text_start: int
    text_end: int
    width: Length


@dataclass(frozen=True, slots=True)
class Heading:
    """A text set for display.

    `tracking` is added between its cells in thousandths of an em, `condense` the horizontal scale
    in per mille.  `dropped` holds (offset, mark) of what is not drawn at a line's end (RULES T4);
    the text keeps it.
    """

    shaped: Shaped
    size: Length
    lines: tuple[HeadingLine, ...]
    tracking: int
    condense: int
    dropped: tuple[tuple[int, str], ...] = ()

    @property
    def ascent(self) -> Length:
        """From the top of the em square to the baseline."""
        return self.shaped.all_faces[0].ascent * self.size // EM

    @property
    def width(self) -> Length:
        """The width of the longest line."""
        return max((line.width for line in self.lines), default=0)

    @property
    def length(self) -> int:
        """Code points of its text."""
        return len(self.shaped.text)


def fit(
    text: str,
    faces: tuple[Face, ...],
    *,
    width: Length,
    smallest: Length,
    largest: Length,
    max_lines: int,
    spaced: bool = True,
    words: Starts | None = None,
) -> Heading | None:
    """The text in at most `max_lines` lines at the largest size that fits, or None.

    A size is left only after letter-space and condensation were tried (RULES T6); of two numbers
    of lines that reach the same size the fewer win.  `spaced` opens headlines of two to four
    characters where there is room (RULES T5).  `words` says at which offsets of a text words
    begin; without it the rules alone say where a line may end.
    """
    shaped = shape(text, Font(faces, (), largest), spaced=True)
    if not len(shaped):
        return None
    best: Heading | None = None
    prices = _places(shaped, words) if max_lines > 1 else {}
    for count in range(1, max_lines + 1):
        cuts = _cuts(shaped, count, prices)
        if cuts is None:
            continue
        made = _largest(shaped, cuts, width, (smallest, largest))
        if made is not None and (best is None or made.size > best.size):
            best = made
    return _spaced(best, width) if best is not None and spaced else best


@dataclass(frozen=True, slots=True)
class Tried:
    """A headline at one size: (text, width, cells) of each line in thousandths of an em.

    A cell is (text, left edge, advance).  Where it does not fit, these are the lines of the best
    try.
    """

    shaped: Shaped
    lines: tuple[tuple[str, int, tuple[tuple[str, int, int], ...]], ...]
    fits: bool


def in_cells(
    text: str, faces: tuple[Face, ...], cells: int, max_lines: int, words: Starts | None = None
) -> Tried | None:
    """The text in at most `max_lines` lines of so many thousandths of an em, broken at words.

    The fewest lines that hold it win; None for a text without anything that prints.
    """
    shaped = shape(text, Font(faces, (), EM), spaced=True)
    if not len(shaped):
        return None
    best: tuple[int, ...] = (0, len(shaped))
    prices = _places(shaped, words) if max_lines > 1 else {}
    for count in range(1, max_lines + 1):
        cuts = _cuts(shaped, count, prices, cells)
        if cuts is not None:
            return Tried(shaped, tuple(_in_ems(shaped, a, b) for a, b in pairwise(cuts)), fits=True)
        best = _cuts(shaped, count, prices) or best
    return Tried(shaped, tuple(_in_ems(shaped, a, b) for a, b in pairwise(best)), fits=False)


def _in_ems(
    shaped: Shaped, start: int, end: int
) -> tuple[str, int, tuple[tuple[str, int, int], ...]]:
    shown = _shown(shaped, start, end)
    width = natural_width(shaped, start, shown)
    starts = shaped.starts
    line = Line(
        start, shown, starts[start], starts[shown], 0, width, width, 0, hyphen=False, last=True
    )
    dropped = shaped.text[starts[shown] : starts[end]]
    cells = (*laid_out(shaped, line), *((char, width, 0) for char in dropped))
    return shaped.text[starts[start] : starts[end]], width, cells


def place_heading(
    heading: Heading,
    x: Length,
    baselines: tuple[Length, ...],
    width: Length,
    *,
    align: str = "center",
    ink: Ink = BLACK,
    offset: int = 0,
) -> tuple[Glyphs, ...]:
    """The heading's glyphs, each line on its baseline between x and x + width."""
    made: list[Glyphs] = []
    for line, baseline in zip(heading.lines, baselines, strict=True):
        free = width - line.width
        left = x + {"start": 0, "justify": 0, "center": free // 2, "end": free}[align]
        pen = Pen(left, baseline, heading.size, ink, offset, heading.condense)
        made += _drawn(heading, line, pen)
    return tuple(made)


def _largest(
    shaped: Shaped, cuts: tuple[int, ...], width: Length, sizes: tuple[Length, Length]
) -> Heading | None:
    """These lines at the largest size that holds them, letter-spaced and condensed if they must."""
    spans = [(a, _shown(shaped, a, b)) for a, b in pairwise(cuts)]
    widest = max(
        (natural_width(shaped, a, b) + TIGHTEST * (b - a - 1)) * CONDENSED // 1000 for a, b in spans
    )
    for size in _sizes(sizes, width * EM // max(widest, 1)):
        room = width * EM // size
        tracking = min(
            ((room - natural_width(shaped, a, b)) // (b - a - 1) if b - a > 1 else 0)
            for a, b in spans
        )
        tracking = max(min(tracking, 0), TIGHTEST)
        longest = max(natural_width(shaped, a, b) + tracking * (b - a - 1) for a, b in spans)
        condense = min(room * 1000 // longest, 1000) if longest > 0 else 1000
        if condense >= CONDENSED:
            return _heading(shaped, cuts, size, (tracking, condense))
    return None


def _sizes(bounds: tuple[Length, Length], most: Length) -> Iterator[Length]:
    """The sizes to try, from the largest step that may fit down to the smallest."""
    smallest, largest = bounds
    steps = max(-(-(largest - most) // STEP), 0)
    size = largest - steps * STEP
    while size > smallest:
        yield size
        size -= STEP
    if smallest <= largest:
        yield smallest


def _heading(
    shaped: Shaped, cuts: tuple[int, ...], size: Length, fitted: tuple[int, int]
) -> Heading:
    tracking, condense = fitted
    lines = []
    dropped = []
    for a, b in pairwise(cuts):
        end = _shown(shaped, a, b)
        natural = natural_width(shaped, a, end) + tracking * (end - a - 1)
        lines.append(
            HeadingLine(
                a, b, shaped.starts[a], shaped.starts[b], natural * condense // 1000 * size // EM
            )
        )
        dropped += [(shaped.starts[k], shaped.text[shaped.starts[k]]) for k in range(end, b)]
    return Heading(shaped, size, tuple(lines), tracking, condense, tuple(dropped))


def _shown(shaped: Shaped, start: int, end: int) -> int:
    """Where a line ends without the pause or stop that a headline drops there (RULES T4)."""
    if end - start > 1 and shaped.kinds[end - 1] in (cl.PAUSE, cl.STOP, cl.BLANK):
        return end - 1
    return end


def _spaced(heading: Heading, width: Length) -> Heading:
    """A headline of two to four Han opened as far as its width allows (RULES T5)."""
    shaped, count = heading.shaped, len(heading.shaped)
    if len(heading.lines) > 1 or heading.tracking or set(shaped.kinds) != {cl.HAN}:
        return heading
    room = width * EM // heading.size - natural_width(shaped, 0, count)
    for tracking in OPENED.get(count, ()):
        if tracking * (count - 1) <= room:
            return _heading(shaped, (0, count), heading.size, (tracking, heading.condense))
    return heading


def _cuts(
    shaped: Shaped, count: int, prices: dict[int, int], widest: int | None = None
) -> tuple[int, ...] | None:
    """Cuts for so many lines: at the best places, balanced; None where words forbid them.

    `prices` says where a line may end and how gladly; no line is wider than `widest`.
    """
    total = len(shaped)
    if count == 1:
        wide = natural_width(shaped, 0, _shown(shaped, 0, total))
        return (0, total) if widest is None or wide <= widest else None
    ideal = natural_width(shaped, 0, total) // count
    # Least cost to each place in so many lines: squares of what lines differ from the ideal.
    reached: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, (0,))}
    for number in range(1, count + 1):
        after: dict[int, tuple[int, tuple[int, ...]]] = {}
        for start, (cost, cuts) in sorted(reached.items()):
            for end, price in prices.items() if number < count else ((total, 0),):
                if end <= start:
                    continue
                line = natural_width(shaped, start, _shown(shaped, start, end))
                if widest is not None and line > widest:
                    continue
                paid = cost + price + (line - ideal) ** 2 // 10_000
                if number == count and (line < LEAST_LAST or line * 1000 < LEAST_SHARE * ideal):
                    paid += SHORT_COST
                if end not in after or paid < after[end][0]:
                    after[end] = (paid, (*cuts, end))
        reached = after
    return reached[total][1] if total in reached else None


def _places(shaped: Shaped, words: Starts | None) -> dict[int, int]:
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


def _drawn(heading: Heading, line: HeadingLine, pen: Pen) -> tuple[Glyphs, ...]:
    shaped = heading.shaped
    end = _shown(shaped, line.start, line.end)
    before = shaped.before[line.start : end]
    after = shaped.after[line.start : end]
    before[0] = 0
    before[1:] = [b + heading.tracking for b in before[1:]]
    ends = list(accumulate(map(add, before, after)))
    bodies = [e - a for e, a in zip(ends, after, strict=True)]
    return runs(shaped, line.start, end, bodies, pen, text_end=line.text_end)
