"""A headline counted in cells: what a width of so many ems holds of it, before it has a size or a page."""

from __future__ import annotations

from functools import partial
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.headline import AT_END, CONDENSED, TIGHTEST
from presslayout.typeset.lines import Line, laid_out
from presslayout.typeset.manner import NEWSPAPER, NO_GAP
from presslayout.typeset.phrases import LEVELS, cuts, places, shown
from presslayout.typeset.shape import Font, Shaped, shape
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.fonts import Face
    from presslayout.typeset.phrases import Starts


@frozen
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
    # The gaps beside digits and Latin are given up before a line more is taken or a phrase parted.
    settings = [shaped]
    if any(shaped.auto):
        close = replace(NEWSPAPER, gap=NO_GAP)
        settings.append(shape(text, Font(faces, (), EM, close), spaced=True))
    best: tuple[int, ...] = (0, len(shaped))
    tried: list[dict[int, int]] = []
    levels = LEVELS if max_lines > 1 else 1
    if natural_width(shaped, 0, len(shaped)) > (cells * EM // CONDENSED + AT_END) * max_lines:
        levels = 1
    for level in range(levels):
        prices = [
            places(one, words, partial(_fits, one, cells), level) if max_lines > 1 else {}
            for one in settings
        ]
        if prices == tried:
            continue
        # Before a phrase is parted its lines are letter-spaced and condensed (RULES T6).
        for widest in (cells, cells * EM // CONDENSED) if not level else (cells,):
            found = _lines_of(settings, prices, max_lines, widest)
            if found is not None:
                one, ends = found
                squeeze = _squeeze(one, ends, cells)
                lines = tuple(_in_ems(one, span, squeeze) for span in pairwise(ends))
                return Tried(one, lines, fits=True)
        if not level:
            tries = (cuts(shaped, count, prices[0]) for count in range(max_lines, 0, -1))
            best = next(filter(None, tries), best)
        tried = prices
    return Tried(shaped, tuple(_in_ems(shaped, span) for span in pairwise(best)), fits=False)


def _lines_of(
    settings: Sequence[Shaped], prices: Sequence[dict[int, int]], most: int, widest: int
) -> tuple[Shaped, tuple[int, ...]] | None:
    """The first of the settings that the fewest lines of a width hold, and its cuts."""
    for count in range(1, most + 1):
        for one, places_ in zip(settings, prices, strict=True):
            found = cuts(one, count, places_, widest)
            if found is not None:
                return one, found
    return None


def _squeeze(shaped: Shaped, ends: tuple[int, ...], cells: int) -> tuple[int, int]:
    """The letter-space and the scale at which so many ems hold all lines."""
    spans = [(a, shown(shaped, a, b)) for a, b in pairwise(ends)]
    tracking = min((cells - natural_width(shaped, a, b)) // max(b - a - 1, 1) for a, b in spans)
    tracking = max(min(tracking, 0), TIGHTEST)
    longest = max(natural_width(shaped, a, b) + tracking * (b - a - 1) for a, b in spans)
    return tracking, min(cells * EM // max(longest, 1), EM)


def _fits(shaped: Shaped, cells: int, start: int, end: int) -> bool:
    return natural_width(shaped, start, shown(shaped, start, end)) <= cells


def _in_ems(
    shaped: Shaped, span: tuple[int, int], squeeze: tuple[int, int] = (0, EM)
) -> tuple[str, int, tuple[tuple[str, int, int], ...]]:
    (start, end), (tracking, scale) = span, squeeze
    last = shown(shaped, start, end)
    natural = natural_width(shaped, start, last)
    starts = shaped.starts
    line = Line(
        start, last, starts[start], starts[last], 0, natural, natural, 0, hyphen=False, last=True
    )
    width = (natural + tracking * (last - start - 1)) * scale // EM
    dropped = shaped.text[starts[last] : starts[end]]
    laid = laid_out(shaped, line)
    # What prints nothing takes no letter-space.
    before = accumulate((advance > 0 for _, _, advance in laid), initial=0)
    cells = tuple(
        (char, (x + tracking * n) * scale // EM, advance * scale // EM)
        for n, (char, x, advance) in zip(before, laid, strict=False)
    )
    cells += tuple((char, width, 0) for char in dropped)
    return shaped.text[starts[start] : starts[end]], width, cells
