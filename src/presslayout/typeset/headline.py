"""Display lines: the largest size that the width holds, broken at words (RULES T1–T9).

Knows nothing of rows or pages: a heading is a size, its lines and how they were fitted.  One
headline is fitted in the order of RULES T6: the gaps beside digits, letter-space, another break or a
line more, a smaller size, horizontal scale; what is left then is to ask for a cut.  All headlines have the same limits.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate, pairwise
from operator import add
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, Ink
from presslayout.typeset import classes as cl
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.inking import Inking, runs
from presslayout.typeset.manner import NEWSPAPER, NO_GAP
from presslayout.typeset.phrases import LEVELS, cuts, cuts_at_marks, places, shown
from presslayout.typeset.shape import Font, Shaped, shape
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.assets.fonts import Face
    from presslayout.base.units import Length
    from presslayout.edition.page import Glyphs
    from presslayout.typeset.manner import Manner
    from presslayout.typeset.phrases import Starts

# Sizes are tried in half points.
STEP: int = 6_350
# Letter-space and horizontal scale that fit one headline before a smaller size does (RULES T6).
# Condensation comes after size and no further than what hardly shows.
TIGHTEST, CONDENSED = -30, 950
# What letter-space opens a headline that is to fill its width: up to 10 % (T6), but 6 to 12
# characters by 5 % at most, where more would be seen (PAGES, "Faces").
LOOSEST, LOOSEST_SHORT, SHORT_MOST = 100, 50, 12
# Under 36 pt two characters are opened by two ems or less where there is no room, three by one, four by a half
# (T5); so are five, that a headline of five does not stand narrower than one of four beside it.
OPENED = {2: (2000, 1500, 1000, 500), 3: (1000, 500), 4: (500,), 5: (500,)}
# From 36 pt on the room is size's: gaps as wide as these holes tear a word apart (T5).
DISPLAY = 457_200
OPENED_LARGE = {2: (1000, 500), 3: (750, 500, 250), 4: (250,), 5: (250,)}
# A headline that large takes a line more only where it would have less than this of the size in
# fewer, in per mille: 34 characters stand in two lines, 12 in one.
WORTH_A_LINE = 600
# A last line under this share of the longest is a stub, in per mille, and so is any line of fewer
# characters besides marks: fewer lines are taken (T3).
STUB, LEAST_SHOWN = 500, 2
# What a line may leave out at its end at most: a mark (T4) and the room round it.
AT_END = 4 * EM
# Another break is taken where the one that reads best costs more than one step of size (T6): 号 are
# a fifth to an eighth apart.
ONE_STEP = 820


@frozen
class HeadingLine:
    """One line: its clusters, its text, its width on the page, what is added between its cells.

    `tracking` is in thousandths of an em.
    """

    start: int
    end: int
    text_start: int
    text_end: int
    width: Length
    tracking: int = 0


@frozen
class Heading:
    """A text set for display.

    `condense` is the horizontal scale in per mille.  `dropped` holds (offset, mark) of what is not drawn at a line's end (RULES T4);
    the text keeps it.
    """

    shaped: Shaped
    size: Length
    lines: tuple[HeadingLine, ...]
    condense: int
    dropped: tuple[tuple[int, str], ...] = ()

    @property
    def tracking(self) -> int:
        """The letter-space of the line that has most of it, less than nothing where it is tight."""
        return max((line.tracking for line in self.lines), key=abs, default=0)

    @property
    def squeezed(self) -> bool:
        """Whether its face was condensed to fit."""
        return self.condense < EM

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


@frozen
class Display:
    """How display lines are set.

    `words` says at which offsets of a text words begin; without it the rules alone say where a line
    may end.  `spaced` opens headlines of two to five characters where there is room (RULES T5),
    `filled` lines that lack a little of their width (T6).  `pressed` ones may be tightened and
    condensed, the marks of `kerned` ones stand by their ink (T9).
    """

    words: Starts | None = None
    manner: Manner = NEWSPAPER
    spaced: bool = True
    filled: bool = False
    pressed: bool = True
    kerned: bool = False


HEADLINE = Display()
# Labels, markers, readings: words that are no headline.
LABEL = Display(spaced=False)


def fit(
    text: str,
    faces: tuple[Face, ...],
    *,
    width: Length,
    smallest: Length,
    largest: Length,
    max_lines: int,
    display: Display = HEADLINE,
) -> Heading | None:
    """The text in at most `max_lines` lines at the largest size that fits, or None.

    A size is left after letter-space was tried, and condensed is only what its smallest size does
    not hold (RULES T6); of two numbers of lines that reach the same size the fewer win.
    """
    return _fitted(text, faces, width, (smallest, largest), max_lines, display)


# While a page is fitted the same words are asked for in every geometry that is tried.
@lru_cache(maxsize=1024)
def _fitted(
    text: str,
    faces: tuple[Face, ...],
    width: Length,
    sizes: tuple[Length, Length],
    max_lines: int,
    display: Display,
) -> Heading | None:
    manner = display.manner.of_display()
    marks = _kerned if display.kerned else _as_shaped
    shaped = marks(shape(text, Font(faces, (), sizes[1], manner), spaced=True))
    if not len(shaped):
        return None
    best = _best(shaped, display, width, sizes, max_lines)
    if any(shaped.auto) and (
        best is None or best.size < sizes[1] or best.tracking or best.squeezed
    ):
        # Of all that gives room the gaps beside digits and Latin are missed least.
        bare = Font(faces, (), sizes[1], replace(manner, gap=NO_GAP))
        close = marks(shape(text, bare, spaced=True))
        closer = _best(close, display, width, sizes, max_lines)
        if closer is not None and (best is None or closer.size >= best.size):
            best = closer
    if best is None:
        return None
    best = _spaced(best, width) if display.spaced else best
    return _filled(best, width) if display.filled else best


def _kerned(shaped: Shaped) -> Shaped:
    if not any(shaped.lead) and not any(shaped.trail):
        return shaped
    from presslayout.typeset.display_marks import kerned

    return kerned(shaped)


def _as_shaped(shaped: Shaped) -> Shaped:
    return shaped


def _best(
    shaped: Shaped,
    display: Display,
    width: Length,
    sizes: tuple[Length, Length],
    max_lines: int,
) -> Heading | None:
    """The text at the largest size in the fewest lines; fixed phrases are parted at last resort."""
    room = width * EM // max(sizes[0], 1)
    # No words need be asked for, and no break tried, where all lines together are too short.
    if _least(shaped, 0, len(shaped)) > (room + AT_END) * max_lines:
        return None
    tried: dict[int, int] | None = None
    for level in range(LEVELS):
        best: Heading | None = None
        prices: dict[int, int] = {}
        for count in range(1, max_lines + 1):
            if best is not None and not _can_gain(best, sizes[1]):
                break
            if count == 2:  # noqa: PLR2004  words are asked for a second line, not before
                made = _at_marks(shaped, count, (width, display.pressed), sizes)
                if made is not None and (best is None or _better(made, best)):
                    return made
                prices = places(
                    shaped, display.words, lambda a, b: _least(shaped, a, b) <= room, level
                )
                if prices == tried:
                    break
            made = _at_best(shaped, count, prices, (width, display.pressed), sizes)
            if made is not None and (best is None or _better(made, best)):
                best = made
        if best is not None or max_lines == 1:
            return best
        tried = prices
    return None


def _at_marks(
    shaped: Shaped, count: int, room: tuple[Length, bool], sizes: tuple[Length, Length]
) -> Heading | None:
    """The text in so many lines after marks, where neither words nor more lines could do better."""
    found = cuts_at_marks(shaped, count)
    made = _largest(shaped, found, room, sizes) if found is not None else None
    return made if made is not None and made.size == sizes[1] else None


def _can_gain(fewer: Heading, largest: Length) -> bool:
    """Whether a headline might gain by more lines, whatever its words are."""
    if fewer.size < DISPLAY:
        return fewer.size < largest
    return fewer.size * 1000 < largest * WORTH_A_LINE


def _better(more: Heading, fewer: Heading) -> bool:
    """Whether a headline gains by more lines."""
    if more.size <= fewer.size or _has_stub(more):
        return False
    return more.size < DISPLAY or fewer.size * 1000 < more.size * WORTH_A_LINE


def _has_stub(heading: Heading) -> bool:
    """Whether a line has one character alone, or the last is under half of the longest (T3)."""
    text, lines = heading.shaped.text, heading.lines
    longest = max(line.width for line in lines)
    return lines[-1].width * 1000 < longest * STUB or any(
        sum(map(str.isalnum, text[line.text_start : line.text_end])) < LEAST_SHOWN for line in lines
    )


def _least(shaped: Shaped, start: int, end: int) -> int:
    """The width of a line as tight and as condensed as any may be."""
    last = shown(shaped, start, end)
    return (natural_width(shaped, start, last) + TIGHTEST * (last - start - 1)) * CONDENSED // EM


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
        pen = Inking(left, baseline, heading.size, ink, offset, heading.condense)
        made += _drawn(heading, line, pen)
    return tuple(made)


def _at_best(
    shaped: Shaped,
    count: int,
    prices: dict[int, int],
    room: tuple[Length, bool],
    sizes: tuple[Length, Length],
) -> Heading | None:
    """The text in so many lines: broken where it reads best, unless that costs a step of size."""
    found = cuts(shaped, count, prices)
    if found is None:
        return None
    best = _largest(shaped, found, room, sizes)
    if count == 1:
        return best
    level = cuts(shaped, count, dict.fromkeys(prices, 0))
    if level is None or level == found:
        return best
    other = _largest(shaped, level, room, sizes)
    if other is not None and (best is None or best.size * 1000 < other.size * ONE_STEP):
        return other
    return best


def _largest(
    shaped: Shaped, ends: tuple[int, ...], room: tuple[Length, bool], sizes: tuple[Length, Length]
) -> Heading | None:
    """These lines at the largest size that holds them, letter-spaced if they must; condensed last.

    `room` is a width, and whether lines may be pressed into it.
    """
    width, pressed = room
    spans = [(a, shown(shaped, a, b)) for a, b in pairwise(ends)]
    tightest = TIGHTEST if pressed else 0
    widest = max(natural_width(shaped, a, b) + tightest * (b - a - 1) for a, b in spans)
    for size in _sizes(sizes, width * EM // max(widest, 1)):
        held = width * EM // size
        tracking = min(
            ((held - natural_width(shaped, a, b)) // (b - a - 1) if b - a > 1 else 0)
            for a, b in spans
        )
        tracking = max(min(tracking, 0), tightest)
        longest = max(natural_width(shaped, a, b) + tracking * (b - a - 1) for a, b in spans)
        if longest <= held:
            return _heading(shaped, ends, size, (tracking, EM))
        condense = held * EM // longest
        if pressed and size == sizes[0] and condense >= CONDENSED:
            return _heading(shaped, ends, size, (tracking, condense))
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
    shaped: Shaped, ends: tuple[int, ...], size: Length, fitted: tuple[int, int]
) -> Heading:
    tracking, condense = fitted
    lines = [_line(shaped, span, size, tracking, condense) for span in pairwise(ends)]
    dropped = [
        (shaped.starts[k], shaped.text[shaped.starts[k]])
        for a, b in pairwise(ends)
        for k in range(shown(shaped, a, b), b)
    ]
    return Heading(shaped, size, tuple(lines), condense, tuple(dropped))


def _line(
    shaped: Shaped, span: tuple[int, int], size: Length, tracking: int, condense: int
) -> HeadingLine:
    start, stop = span
    end = shown(shaped, start, stop)
    natural = natural_width(shaped, start, end) + tracking * (end - start - 1)
    wide = natural * condense // 1000 * size // EM
    return HeadingLine(start, stop, shaped.starts[start], shaped.starts[stop], wide, tracking)


def condensed(heading: Heading, condense: int) -> Heading:
    """The heading as condensed as one beside it, to so many per mille, its size and lines kept."""
    lines = tuple(
        replace(line, width=line.width * condense // heading.condense) for line in heading.lines
    )
    return replace(heading, lines=lines, condense=condense)


def _filled(heading: Heading, width: Length) -> Heading:
    """Lines that lack a little of their width letter-spaced to it (RULES T6)."""
    shaped, room = heading.shaped, width * EM // heading.size
    if heading.tracking or heading.condense < EM:
        return heading
    lines = []
    for line in heading.lines:
        end = shown(shaped, line.start, line.end)
        gaps = end - line.start - 1
        most = LOOSEST_SHORT if gaps < SHORT_MOST else LOOSEST
        tracking = (room - natural_width(shaped, line.start, end)) // gaps if gaps > 0 else 0
        span = line.start, line.end
        opened = tracking if 0 < tracking <= most else 0
        lines.append(_line(shaped, span, heading.size, opened, heading.condense))
    return replace(heading, lines=tuple(lines))


def _spaced(heading: Heading, width: Length) -> Heading:
    """A headline of two to five Han opened as far as its width allows (RULES T5)."""
    shaped, count = heading.shaped, len(heading.shaped)
    if len(heading.lines) > 1 or heading.tracking or set(shaped.kinds) != {cl.HAN}:
        return heading
    room = width * EM // heading.size - natural_width(shaped, 0, count)
    opened = OPENED if heading.size < DISPLAY else OPENED_LARGE
    for tracking in opened.get(count, ()):
        if tracking * (count - 1) <= room:
            return _heading(shaped, (0, count), heading.size, (tracking, heading.condense))
    return heading


def _drawn(heading: Heading, line: HeadingLine, pen: Inking) -> tuple[Glyphs, ...]:
    shaped = heading.shaped
    end = shown(shaped, line.start, line.end)
    before = shaped.before[line.start : end]
    after = shaped.after[line.start : end]
    before[0] = 0
    before[1:] = [b + line.tracking for b in before[1:]]
    ends = list(accumulate(map(add, before, after)))
    bodies = [e - a for e, a in zip(ends, after, strict=True)]
    return runs(shaped, line.start, end, bodies, pen, text_end=line.text_end)
