"""Display lines: the largest size that the width holds, broken at words (RULES §12)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.page import BLACK, Glyphs, Ink
from presslayout.typeset.kinsoku import FORBIDDEN
from presslayout.typeset.shape import EM, Font, Shaped, shape

if TYPE_CHECKING:
    from presslayout.assets.fonts import Face
    from presslayout.units import Length

# Sizes are tried in half points.
STEP = 6_350
# Letter-space and condensation that fit one headline (RULES T6, PAGES "Faces").
TIGHTEST, CONDENSED = -30, 900
# Two to four characters are opened by these spaces, in thousandths of an em (RULES T5).
OPENED = {2: 1500, 3: 800, 4: 500, 5: 250}
_NEVER_FIRST = set("的地得了着过们吗呢等之")
_NEVER_LAST = set("和与及在把被将从对向为")
_QUOTED = re.compile(r"“[^”]{1,8}”|《[^》]{1,8}》|\d[\d.,%年月日号]*|[A-Za-z]+")


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """One line: its clusters and its width on the page."""

    start: int
    end: int
    width: Length


@dataclass(frozen=True, slots=True)
class Heading:
    """A text set for display. `tracking` is added after each cell, in thousandths of an em."""

    shaped: Shaped
    size: Length
    lines: tuple[HeadingLine, ...]
    tracking: int
    condense: int

    @property
    def ascent(self) -> Length:
        """From the top of the em square to the baseline."""
        return self.shaped.all_faces[0].ascent * self.size // 1000

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
) -> Heading | None:
    """The text in at most `max_lines` lines at the largest size that fits, or None.

    A size is left only after letter-space and condensation were tried (RULES T6). `spaced` opens
    headlines of two to five characters where there is room.
    """
    shaped = shape(text, Font(faces, (), largest), spaced=True)
    if not len(shaped):
        return None
    per_line = [_broken(shaped, count) for count in range(1, max_lines + 1)]
    size = largest
    while size >= smallest:
        for cuts in per_line:
            if cuts is None:
                continue
            made = _squeezed(shaped, cuts, size, width, spaced=spaced)
            if made is not None:
                return made
        size -= STEP if size - STEP >= smallest or size == smallest else size - smallest
    return None


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
        left = x + {"start": 0, "center": free // 2, "end": free, "justify": 0}[align]
        made += _place(heading, line, left, baseline, ink, offset)
    return tuple(made)


def _natural(shaped: Shaped, a: int, b: int) -> int:
    return (
        shaped.width[b] - shaped.width[a] - shaped.gaps[a] - shaped.lead[a] - shaped.trail[b - 1]
    )


def _squeezed(
    shaped: Shaped, cuts: tuple[int, ...], size: Length, width: Length, *, spaced: bool
) -> Heading | None:
    spans = list(zip(cuts, cuts[1:], strict=False))
    natural = max(_natural(shaped, a, b) for a, b in spans)
    cells = max(b - a for a, b in spans)
    room = width * 1000 // size
    tracking, condense = 0, 1000
    if natural > room:
        gaps = max(cells - 1, 1)
        tracking = max(-((natural - room) // gaps) - 1, TIGHTEST)
        left = natural + tracking * (cells - 1)
        if left > room:
            tracking = 0
            condense = room * 1000 // natural
            if condense < CONDENSED:
                return None
    elif spaced and len(spans) == 1 and cells in OPENED and natural == cells * EM:
        tracking = min(OPENED[cells], (room - natural) // (cells - 1))
    lines = tuple(
        HeadingLine(
            a,
            b,
            (_natural(shaped, a, b) + tracking * (b - a - 1)) * size // 1000 * condense // 1000,
        )
        for a, b in spans
    )
    return Heading(shaped, size, lines, tracking, condense)


def _broken(shaped: Shaped, count: int) -> tuple[int, ...] | None:
    """Cuts for so many lines, the best balanced among those that keep words whole."""
    total = len(shaped)
    if count == 1:
        return (0, total)
    whole = [m.span() for m in _QUOTED.finditer(shaped.text)]
    places: list[tuple[int, int]] = []
    for i in range(1, total):
        at = shaped.starts[i]
        if shaped.breaks[i] >= FORBIDDEN or any(a < at < b for a, b in whole):
            continue
        before, after = shaped.text[at - 1], shaped.text[at]
        if after in _NEVER_FIRST or before in _NEVER_LAST:
            continue
        places.append((i, 0 if before in "，、：；！？ 　" else 400))
    if len(places) < count - 1 or len(places) > 60:  # noqa: PLR2004
        places = places[:60]
    best: tuple[int, tuple[int, ...]] | None = None
    for chosen in combinations(places, count - 1):
        cuts = (0, *(i for i, _ in chosen), total)
        widths = [_natural(shaped, a, b) for a, b in zip(cuts, cuts[1:], strict=False)]
        cost = max(widths) * 2 - min(widths) + sum(price for _, price in chosen)
        if best is None or cost < best[0]:
            best = (cost, cuts)
    return best[1] if best else None


def _place(
    heading: Heading, line: HeadingLine, left: Length, baseline: Length, ink: Ink, offset: int
) -> list[Glyphs]:
    shaped, size, condense = heading.shaped, heading.size, heading.condense
    at = -shaped.gaps[line.start] - shaped.lead[line.start]
    made: list[Glyphs] = []
    ids: list[int] = []
    xs: list[int] = []
    spans: list[int] = []
    face = shaped.faces[line.start]
    begun = shaped.starts[line.start]
    pending = 0

    def close(stop: int) -> None:
        if ids:
            made.append(
                Glyphs(
                    shaped.all_faces[face].key, size, tuple(ids), tuple(xs), (baseline,),
                    shaped.text[begun:stop],
                    () if all(s == 1 for s in spans) else tuple(spans),
                    offset + begun, ink, 0, condense,
                )
            )

    for i in range(line.start, line.end):
        at += shaped.gaps[i]
        length = shaped.starts[i + 1] - shaped.starts[i]
        if not shaped.glyphs[i]:
            if spans:
                spans[-1] += length
            else:
                pending += length
        else:
            if shaped.faces[i] != face and ids:
                close(shaped.starts[i])
                ids, xs, spans = [], [], []
                begun = shaped.starts[i]
            face = shaped.faces[i]
            inner = at + shaped.shifts[i]
            for number, gid in enumerate(shaped.glyphs[i]):
                ids.append(gid)
                xs.append(left + inner * size // 1000 * condense // 1000)
                spans.append(length + pending if number == 0 else 0)
                pending = 0
                if shaped.steps[i]:
                    inner += shaped.steps[i][number]
                elif len(shaped.glyphs[i]) > 1:
                    inner += shaped.advances[i] // len(shaped.glyphs[i])
        at += shaped.advances[i] + heading.tracking
    close(shaped.starts[line.end])
    return made
