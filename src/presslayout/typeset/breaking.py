"""Which breaks make the best paragraph in so many lines (RULES §6.4, §6.5, P2, P3, W8).

A dynamic programme over (place, number of lines); with the prefix sums of `Shaped` a candidate
line costs the same whatever its length.  Whole numbers throughout, so the answer is the same on
every machine.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import chain, compress, pairwise
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.typeset import cells
from presslayout.typeset import classes as cl
from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.runs import last_resorts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.typeset.shape import Shaped

# The scale of RULES §6.4 in thousandths, so that small differences decide.
UNIT = 1000
# 3·r² + 10·r⁴, r = share of the capacity used: marks that give a little are cheap, a mark at half
# its width costs as much as gaps opened by 0.09 em (RULES §6.4; of 3,300 lines 6 % hold one, at
# 3·r² alone 11 %).
COMPRESS_COST, FULL_COST = 3 * UNIT, 10 * UNIT
# (x / 0.025 em)² for what is added to each gap: x²·1000/625.
EXPAND_NUMERATOR, EXPAND_DENOMINATOR = 8, 5
# Word spaces and Han–Latin gaps are filled first; readers see them less than Han–Han gaps.
STRETCH_COST = 4 * UNIT
# A line more is worth this much, so that a good last line does not buy it (RULES §6.4, lesson 3).
LINE_COST = 4 * UNIT
# Visibly stretched lines in a row (RULES §6.4: a run of them, not their difference, is priced): the
# price of one grows as the square of how many stand before it, so that three are hardly ever taken.
VISIBLE, RUN_COST = 30, 5 * UNIT
# clreq 孤字: the last line has two characters besides marks.
ORPHAN_COST = 400 * UNIT
_TWO_LETTERS = regex("[^OCSEPMXDLVI][OCSEPMXDLVI]*[^OCSEPMXDLVI]")
SHORT_LAST_COST, SHORT_LAST = 10 * UNIT, 3000
HYPHEN_COST = 60 * UNIT
HANG_COST = 8 * UNIT
# A line that is left short because it has no gap, or gaps that would pass two ems: it costs as
# the square of what it lacks (RULES §6.5, the last of the last resorts).
RAGGED_COST, RAGGED_SQUARE = 10 * UNIT, 50
WIDEST_GAP, TORN_COST = 2000, 6400 * UNIT
# Lines that break a rule because nothing fits.
FORCED_COST, FORCED_WORD_COST = 5000 * UNIT, 1000 * UNIT
OVERFULL_COST = 1_000_000 * UNIT
# A break dearer than this is a last resort: a looser line is weighed against it.
WILLING = 60 * UNIT + LINE_COST
# Where a line has nothing but such breaks, so many are tried: half the cells of a wide column.
MOST_DEAR = 64
# Past this a gap is looked at only where no break gives less: 1.12 em of pitch at twelve
# characters or more, ¼ em in narrower columns (RULES §6.2, §7 B1).
NARROW = 12_000
LOOSE, LOOSE_NARROW, LOOSEST = 120, 250, 500
# Numbers of lines followed at each place beyond the least.
SPREAD = 3

# Three marks in a row are parted rather than a line opened past all limits (RULES §3, §6.4).
THREE_MARKS_COST = 1000 * UNIT
_THREE_MARKS = regex("[CSEP]{3,}")
# Ends inside words: behind a letter, before another.
_LETTERS = regex(f"(?<={cl.LETTER}){cl.LETTER}+")
_WESTERN_RUN = regex(f"[{cl.WESTERN}]{{8,}}")


@frozen
class Breaks:
    """One way to break a paragraph: where its lines end, and what it costs in thousandths."""

    ends: tuple[int, ...]
    cost: int
    orphan: bool


class _Ends(NamedTuple):
    """Places where a line may end, in order, each with its sums up to there.

    `natural` is where the last cell ends without its glue, `least` the same under full
    compression, `squeeze` what all up to there can give; `soft` and `gaps` are sums of stretch and
    of open places.  `price` is that of a line which ends there; `feed` is the next place that ends
    a line naturally: a line feed or the end.  `hanging` says how far a mark may hang out there.
    """

    at: list[int]
    natural: list[int]
    least: list[int]
    squeeze: list[int]
    soft: list[int]
    gaps: list[int]
    price: list[int]
    feed: list[int]
    hanging: dict[int, int]


# The cheapest way to a place in so many lines: its cost, the place before, how many visibly loose
# lines end it, and whether its last line is an orphan.
_State = tuple[int, int, int, bool]
# What so many lines reach, by place; before the first line stands -1.
_Layer = dict[int, _State]
_BEGUN: _Layer = {-1: (0, -1, 0, False)}
# A line: the place where it ends, its own cost, whether it is visibly loose, and an orphan.
_Candidate = tuple[int, int, bool, bool]


def break_in_lines(shaped: Shaped, measure: int, indent: int, tail: int = 0) -> dict[int, Breaks]:
    """The best breaks for every number of lines within reach; the last keeps `tail` free."""
    ends, room = _ends(shaped, measure, indent), (measure, indent)
    ends.natural[-1] += tail
    ends.least[-1] += tail
    found = _programme(shaped, ends, room, LOOSE if measure >= NARROW else LOOSE_NARROW)
    best = min(found.values(), key=lambda b: (b.cost, len(b.ends)))
    if best.orphan:
        # RULES P2 is a MUST: a looser line is the lesser evil.
        wider = _programme(shaped, ends, room, LOOSEST)
        for number, breaks in wider.items():
            if number not in found or breaks.cost < found[number].cost:
                found[number] = breaks
    return found


def may_hyphenate(shaped: Shaped) -> bool:
    """Whether any line of the paragraph could end with a hyphen that the text lacks."""
    return bool(shaped.soft_hyphens) or cl.LETTER in shaped.kinds


def break_in_rooms(shaped: Shaped, rooms: Sequence[int], indent: int) -> dict[int, Breaks]:
    """The best breaks where every line has a measure of its own; the last serves all that follow."""
    least = min(rooms)
    ends = _ends(shaped, least, min(indent, least // 2))
    return _programme(shaped, ends, (rooms[0], indent), LOOSEST, rooms)


def hyphenated(shaped: Shaped, end: int) -> bool:
    """Whether a line that ends before cluster `end` ends with a hyphen that the text lacks."""
    if end in shaped.soft_hyphens:
        return True
    at = shaped.starts[end]
    if shaped.text[at - 1 : at].islower() and shaped.text[at : at + 1].isupper():
        # The hump of a coined word has none (RULES B4).
        return False
    return (
        0 < end < len(shaped)
        and shaped.breaks[end] == FORBIDDEN
        and shaped.kinds[end - 1] == shaped.kinds[end] == cl.LETTER
    )


def hyphen_width(shaped: Shaped) -> int:
    """The width of an added hyphen."""
    return cells.glyphs(shaped.all_faces[0])["-"].advance


def _ends(shaped: Shaped, measure: int, indent: int) -> _Ends:
    count = len(shaped)
    # By cluster, whether a line may end before it; the end of the text is one of them.
    free = [cost < FORBIDDEN for cost in shaped.breaks]
    free.append(True)
    resorts = _resorts(shaped, (measure, indent), free)
    at = [*compress(range(count + 1), free)]
    price = [LINE_COST + cost * UNIT for cost in compress(shaped.breaks, free)]
    price.append(LINE_COST)
    for k, cost in resorts.items():
        price[bisect_left(at, k)] = LINE_COST + cost
    edges = compress(shaped.width, free)
    natural = [*map(sub, edges, compress(chain((0,), shaped.trail), free))]
    given = compress(chain((0,), shaped.give), free)
    squeeze = [*map(sub, compress(shaped.shrink, free), given)]
    if may_hyphenate(shaped):
        for k in _inside_words(shaped):
            if free[k] and hyphenated(shaped, k):
                natural[bisect_left(at, k)] += hyphen_width(shaped)
    least = [*map(sub, natural, squeeze)]
    hanging: dict[int, int] = {}
    if shaped.font.manner.hang or cl.BLANK in shaped.kinds:
        hanging = {place: out for place, k in enumerate(at) if (out := hung(shaped, k))}
        for place, outside in hanging.items():
            least[place] -= outside
    feed = [len(at) - 1] * len(at)
    if shaped.line_feeds:
        for place in range(len(at) - 2, -1, -1):
            feed[place] = place if at[place] in shaped.line_feeds else feed[place + 1]
    soft = [*compress(shaped.stretch, free)]
    gaps = [*compress(shaped.places, free)]
    return _Ends(at, natural, least, squeeze, soft, gaps, price, feed, hanging)


def _inside_words(shaped: Shaped) -> Iterator[int]:
    """Where a hyphen may be added."""
    yield from (k for k in shaped.soft_hyphens if k < len(shaped))
    for match in _LETTERS.finditer(shaped.kinds):
        yield from (k for k in range(*match.span()) if k not in shaped.soft_hyphens)


def _resorts(shaped: Shaped, room: tuple[int, int], free: list[bool]) -> dict[int, int]:
    """Where a line ends at last resort, and what that costs; made free as well."""
    resorts = _last_resorts(shaped, room, free)
    # A soft hyphen before the first character has no word to part, nor one beside a mark.
    resorts.update(
        (k, HYPHEN_COST)
        for k in shaped.soft_hyphens
        if 0 < k < len(shaped) and shaped.breaks[k] < FORBIDDEN
    )
    for k in resorts:
        free[k] = True
    forced = _forced(shaped, room, free)
    for k in forced:
        free[k] = True
    return resorts | forced


def hung(shaped: Shaped, end: int) -> int:
    """How far what ends a line may hang out of the measure (RULES W8).

    One pause or stop, never after another mark, and never where marks stand in mid-cell; a blank
    always, it prints nothing.
    """
    if shaped.kinds[end - 1] == cl.BLANK:
        return shaped.after[end - 1]
    manner = shaped.font.manner
    if not manner.hang or manner.centred or shaped.kinds[end - 1] not in "PS":
        return 0
    if end < 2 or shaped.kinds[end - 2] in "OCSEPDL":  # noqa: PLR2004
        return 0
    return shaped.after[end - 1] - shaped.trail[end - 1]


def _last_resorts(shaped: Shaped, room: tuple[int, int], free: list[bool]) -> dict[int, int]:
    """Places inside long Western runs, for lines that would be too loose or could not hold them."""
    made = {
        k: THREE_MARKS_COST
        for match in _THREE_MARKS.finditer(shaped.kinds)
        for k in range(match.start() + 1, match.end())
    }
    for match in _WESTERN_RUN.finditer(shaped.kinds):
        start, stop = match.span()
        ends = [k for k in range(start + 1, stop) if free[k]]
        for begin, end in pairwise((start, *ends, stop)):
            measure = room[0] if begin else room[0] - room[1]
            width = shaped.width[end] - shaped.width[begin] - shaped.before[begin]
            text = shaped.text[shaped.starts[begin] : shaped.starts[end]]
            if len(text) != end - begin:
                continue
            for offset, cost in last_resorts(text, wide=width > measure):
                if shaped.ids[begin + offset] >= 0:
                    made[begin + offset] = cost * UNIT
    return made


def _forced(shaped: Shaped, room: tuple[int, int], free: list[bool]) -> dict[int, int]:
    """Every place inside a stretch that no line can hold (RULES §6.5: never overfull)."""
    made: dict[int, int] = {}
    start, measure = 0, room[0] - room[1]
    edges = [*compress(shaped.width, free)]
    widest = max(map(sub, edges, chain((0,), edges)))
    if widest + hyphen_width(shaped) <= measure:
        return made
    for end in compress(range(len(free)), free):
        begin = shaped.width[start] + shaped.before[start]
        given = shaped.shrink[start + 1] - shaped.give[start]
        extra = hyphen_width(shaped) if hyphenated(shaped, end) else 0
        least = shaped.width[end] - shaped.trail[end - 1]
        least -= shaped.shrink[end] - shaped.give[end - 1]
        if least - begin + given + extra > measure:
            for k in range(start + 1, end):
                word = shaped.kinds[k - 1] == shaped.kinds[k] == cl.LETTER
                if shaped.ids[k] >= 0:
                    made[k] = FORCED_WORD_COST if word else FORCED_COST
        start, measure = min(end, len(shaped) - 1), room[0]
    return made


def _programme(
    shaped: Shaped, ends: _Ends, room: tuple[int, int], limit: int, rooms: Sequence[int] = ()
) -> dict[int, Breaks]:
    """Least cost to the end in every number of lines near the least.

    `rooms` are the measures of lines that have their own, the last one that of all that follow.
    """
    end = len(ends.at) - 1
    layers = [_BEGUN, *_layers(shaped, ends, (room, limit), rooms)]
    return {
        lines: Breaks(_chain(ends, layers[: lines + 1]), layer[end][0], layer[end][3])
        for lines, layer in enumerate(layers)
        if end in layer
    }


def _chain(ends: _Ends, layers: list[_Layer]) -> tuple[int, ...]:
    """Where the lines of the best way through all layers end."""
    place, chain = len(ends.at) - 1, []
    for layer in layers[:0:-1]:
        chain.append(ends.at[place])
        place = layer[place][1]
    return tuple(reversed(chain))


# What it works out is, for every place n where a line may end and every number of lines k,
#     cost(k, n) = the least, over the places p before n, of cost(k - 1, p) + the line from p to n,
# with the p that gave it.  What a line costs by itself hangs on its two ends alone, so that it is
# found once however many numbers of lines lead to where it begins.
def _layers(
    shaped: Shaped, ends: _Ends, bounds: tuple[tuple[int, int], int], rooms: Sequence[int]
) -> Iterator[_Layer]:
    """What one line reaches, then two, and so on.

    `bounds` are the measure, the first line's indent and the loosest gap that is looked at where
    something closer exists.
    """
    (measure, indent), limit = bounds
    end, lines, reached = len(ends.at) - 1, 0, _BEGUN
    fewest: dict[int, int] = {}
    # By measure and by the place where they begin.
    known: dict[int, dict[int, list[_Candidate]]] = {}
    while reached:
        if rooms:
            measure = rooms[min(lines, len(rooms) - 1)]
        found = known.setdefault(measure, {})
        made: _Layer = {}
        for place, (cost, _, run, _) in reached.items():
            candidates = found.get(place)
            if candidates is None:
                room = measure if place >= 0 else measure - indent
                candidates = found[place] = _candidates(shaped, ends, place, room, limit)
            in_run = cost + run * run * RUN_COST
            for n, own, visible, orphan in candidates:
                price = own + in_run if visible else own + cost
                held = made.get(n)
                if held is None or price < held[0]:
                    made[n] = (price, place, run + 1 if visible else 0, orphan)
        yield made
        lines += 1
        # Places that fewer lines reach are not followed in many more.
        reached = {
            place: made[place]
            for place in sorted(made)
            if place < end and lines < fewest.setdefault(place, lines) + SPREAD
        }


# One loop and no calls in it, however long: this is where a story's time goes, and a call for each
# line that is looked at would double it.  A line costs what its break does, and by its slack, which
# is what of the measure its cells leave: below nothing it is squeezed, or its last mark hangs, or it
# is overfull; above, the soft gaps take it, then all gaps, and past two ems a gap it stays ragged.
# The ends are looked at from the furthest that fits backwards: slack only grows on the way, so that
# the first line looser than allowed is the last one looked at.
def _candidates(  # noqa: C901, PLR0912, PLR0915
    shaped: Shaped, ends: _Ends, place: int, room: int, limit: int
) -> list[_Candidate]:
    """The lines that may stand in a room from a place on (-1: from the beginning)."""
    at, naturals, leasts, squeeze, softs, sums, prices, feed, hanging = ends
    start = at[place] if place >= 0 else 0
    begin = shaped.width[start] + shaped.before[start]
    reach = begin + room
    # What the first cluster would give inside a line is cut at its edge already.
    given = shaped.shrink[start + 1] - shaped.give[start]
    stretched, opened = shaped.stretch[start + 1], shaped.places[start + 1]
    stop = feed[place + 1]
    furthest = bisect_right(leasts, reach - given, place + 1) - 1
    furthest = min(furthest if furthest > place else place + 1, stop)
    fitting = furthest == stop
    made: list[_Candidate] = []
    for n in range(furthest, place, -1):
        slack = reach - naturals[n]
        price = prices[n]
        if slack < 0:
            capacity = squeeze[n] - given
            if slack + capacity < 0 and n in hanging:
                # Hanging comes after everything that squeezes has failed (RULES §6.5).
                slack += hanging[n]
                price += HANG_COST
            if slack + capacity < 0:
                if n > place + 1:
                    continue
                price += OVERFULL_COST
            elif slack < 0:
                used = UNIT * slack * slack // (capacity * capacity)
                price += used * (COMPRESS_COST + FULL_COST * used // UNIT) // UNIT
        if n == stop:
            short, orphan = _last_line(shaped, start, at[n], naturals[n] - begin)
            made.append((n, price + short, False, orphan))
            continue
        visible = False
        if slack > 0:
            soft = softs[n] - stretched
            rest = slack - soft
            if rest > 0:
                gaps = sums[n] - opened
                if fitting and rest > limit * gaps:
                    break
                if soft:
                    price += STRETCH_COST
                if rest > WIDEST_GAP * gaps:
                    price += TORN_COST if gaps else RAGGED_COST
                    price += slack * slack // RAGGED_SQUARE
                else:
                    price += rest * rest * EXPAND_NUMERATOR // (EXPAND_DENOMINATOR * gaps * gaps)
                visible = rest > VISIBLE * gaps
            else:
                price += STRETCH_COST * slack * slack // (soft * soft)
        made.append((n, price, visible, False))
        if not fitting:
            if furthest - n > MOST_DEAR:
                break
            fitting = prices[n] <= WILLING
    return made


def _last_line(shaped: Shaped, start: int, end: int, natural: int) -> tuple[int, bool]:
    """The price of a paragraph's last line, and whether it leaves one character alone (P2, P3)."""
    if start == 0 or start in shaped.line_feeds:
        return 0, False
    if not _TWO_LETTERS.search(shaped.kinds, start, end):
        return ORPHAN_COST, True
    return (SHORT_LAST_COST if natural < SHORT_LAST else 0), False
