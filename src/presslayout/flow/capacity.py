"""How many characters a slot holds: the fewest and the most with which its columns end level.

Found by fitting, not by arithmetic: the story's own paragraphs are made longer and shorter, line
by line, and each length is tried on every layout of the slot.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import chain, cycle, pairwise
from typing import TYPE_CHECKING

from presslayout.base.values import distinct, field, frozen
from presslayout.flow.body import TextBlock
from presslayout.flow.fit import (
    SHORT_ROWS,
    VARIANT_COST,
    Piece,
    PieceKind,
    bounds,
    columnar,
)
from presslayout.flow.grid import area
from presslayout.flow.job import layouts, pieces
from presslayout.flow.levelling import byline_ends
from presslayout.flow.programme import feasible
from presslayout.flow.telling import chars

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.flow.fit import Geometry, Pocket
    from presslayout.flow.work import Job, Layout
    from presslayout.issue.template import Slot, Template

# So many of the ways to part copy into paragraphs must fill a slot.
ENOUGH = 3
# One or two lengths that do not fill between two that do are bridged: a few characters more or fewer
# are another length.
BRIDGED = 3
# A head's rows of air, and the share of its columns' cells that running copy fills, in per mille:
# indents and last lines take the rest.
HEAD_AIR, FILLED = 3, 900
# A capacity that no layout exceeds, either way.
_ANY = (-(10**6), 10**6)


@frozen
class Capacity:
    """Characters (字数) that fill a slot level: least, most."""

    least: int
    most: int


NONE = Capacity(0, 0)


def capacity(work: Job, others: Iterable[Job] = ()) -> Capacity:
    """What a slot holds of a story with this one's paragraphs, subheads, photos and heads.

    `others` are the same story in the slot as fitting may change it: a length that they fill is one
    that fills it.  Where hardly any fills it of most ways to part copy into paragraphs, those count
    that fill it of fewer.
    """
    if not any(isinstance(block, TextBlock) for block in work.body):
        return NONE
    own = _Holding.of(work, closes=work.slot.byline_at == "end")
    eased = [_Holding.of(work, closes=True)] if len(byline_ends(work)) > 1 else []
    eased += [_Holding.of(one, closes=own.closes) for one in others]
    found: list[tuple[int, int]] = []
    for enough in range(ENOUGH, 0, -1):
        found += _runs(own, eased, enough)
        least, most = max(found, key=lambda run: run[1] - run[0], default=(0, 0))
        if most - least >= BRIDGED:
            break
    if found:
        return Capacity(own.chars(least), own.chars(most))
    # Nothing fills it of itself, and yet it holds copy: what comes nearest is told.
    return Capacity(own.chars(own.limits[0]), own.chars(own.limits[-1])) if own.limits else NONE


def roughly(template: Template, slot: Slot) -> int:
    """About how many characters a story without photos and subheads has in a slot.

    Reckoned from the grid: rows and columns less a headline of one line at its largest and a
    byline, and what the ends of paragraphs leave; in tens.
    """
    space = area(template, slot, slot.frame)
    columns = len(space.columns)
    rows = columns * space.rows - sum(h.span * (h.bottom - h.top) for h in space.closed)
    if slot.head_side:
        rows -= space.rows * (slot.head_columns or 1)
    else:
        high = slot.heads.headline.largest + slot.heads.byline.largest
        head = max(high // space.pitch + HEAD_AIR, slot.head_rows[0])
        rows -= head * min(slot.head_columns or columns, columns)
    return max(rows, 0) * (space.measure // space.em) * FILLED // 10_000 * 10


@distinct
class _Holding:
    """A story measured for a slot, and what the slot can leave to its text.

    `lines` are those of each paragraph, `letters` the characters that they hold, `beside` those of
    the rest of the body; `fixed` are the rows of what is no text.  `offered` has the layouts by the
    rows that they leave, the fewest first, photos crossing what suits them unless the slot has no
    room for that, and in all of them the byline closes the story if it `closes`; `known` remembers,
    by their place there, the free runs of those that were looked at.
    """

    work: Job
    lines: tuple[int, ...]
    letters: int
    beside: int
    fixed: int
    offered: tuple[tuple[int, Geometry], ...]
    closes: bool
    known: dict[int, tuple[Pocket, ...] | None] = field(default_factory=dict)

    @classmethod
    def of(cls, work: Job, *, closes: bool) -> _Holding:
        """The layouts of a job, and its copy."""
        texts = [b for b in work.body if isinstance(b, TextBlock)]
        letters = sum(chars(b.shaped.text) for b in texts)
        whole = dict(work.telling.story.texts).get("body", "")
        beside = max(chars(whole) - letters, 0) if work.telling.start == (0, 0) else 0
        lines = tuple(len(b.best.lines) for b in texts)
        fixed = sum(p.options[0][0] for p in pieces(work, at_end=closes)) - sum(lines)
        ways = [layouts(work, _ANY, at_end=closes, narrow=one) for one in (False, True)]
        offered = _by_rows(work, ways)
        if not offered:
            offered = _by_rows(work, [layouts(work, _ANY, at_end=closes, resized=True)])
        return cls(work, lines, letters, beside, fixed, tuple(offered), closes)

    @property
    def limits(self) -> range:
        """The numbers of lines of text that could fill it."""
        if not self.offered:
            return range(0)
        fewest, most = (one[0] - self.fixed for one in (self.offered[0], self.offered[-1]))
        return range(max(fewest - SHORT_ROWS, 1), most + 1)

    def chars(self, lines: int) -> int:
        """The characters of so many lines, and those of the rest."""
        return lines * self.letters // sum(self.lines) + self.beside

    def holds(self, lines: int, enough: int) -> bool:
        """Whether so many lines of text end level, parted into paragraphs in so many ways at least."""
        if lines not in self.limits:
            return False
        done = failed = 0
        parted = _mixed(self.lines)
        for mixed in parted:
            filled = self._fills(mixed, lines)
            done, failed = done + filled, failed + (not filled)
            if done >= enough or failed > len(parted) - enough:
                break
        return done >= enough

    def _fills(self, parted: tuple[int, ...], total: int) -> bool:
        """Whether paragraphs of the same proportions, so many lines in all, end level."""
        wanted = _scaled(self.work, parted, total, closes=self.closes)
        fewest, most = bounds(wanted)
        first = bisect_left(self.offered, fewest, key=lambda one: one[0])
        last = bisect_right(self.offered, most + SHORT_ROWS, key=lambda one: one[0])
        for at in range(first, last):
            if at not in self.known:
                self.known[at] = self._free(self.offered[at][1])
            free = self.known[at]
            if free is not None and feasible(wanted, free):
                return True
        return False

    def _free(self, geometry: Geometry) -> tuple[Pocket, ...] | None:
        return columnar(geometry, len(self.work.area.columns), self.work.area.rows)


def _by_rows(work: Job, ways: Iterable[Iterable[Layout]]) -> list[tuple[int, Geometry]]:
    """Geometries by the rows of text that they leave, then by what they cost."""
    found = []
    for layout in chain.from_iterable(ways):
        taken = sum(h.span * (h.bottom - h.top) for h in layout.geometry.blocks)
        found.append((work.rows - taken, layout.geometry))
    return sorted(found, key=lambda one: (one[0], one[1].cost))


def _runs(own: _Holding, eased: Sequence[_Holding], enough: int) -> Iterator[tuple[int, int]]:
    """From how many lines to how many it is filled without a gap."""
    if not own.limits:
        return
    whole = sum(own.lines)
    sizes = [(one, sum(one.lines)) for one in (own, *eased) if one.limits]
    fewest = min(one.limits[0] * whole // lines for one, lines in sizes)
    most = max(one.limits[-1] * whole // lines for one, lines in sizes)
    found = [
        count
        for count in range(fewest, most + 1)
        if any(one.holds(count * lines // whole, enough) for one, lines in sizes)
    ]
    begun = found[:1]
    for one, other in pairwise(found):
        if other - one > BRIDGED:
            yield begun[0], one
            begun = [other]
    if begun:
        yield begun[0], found[-1]


def _mixed(lines: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The paragraphs as they are, the other way round, two fewer and two more of them."""
    whole, count = sum(lines), len(lines)
    fewer, more = max(count - 2, 1), count + 2
    even = [tuple(whole // n + (k < whole % n) for k in range(n)) for n in (fewer, more)]
    return [lines, lines[::-1], *even]


def _ways(block: TextBlock) -> tuple[int, ...]:
    """By how many lines a paragraph can be longer or shorter than it is best."""
    best = len(block.best.lines)
    return tuple(len(v.lines) - best for v in block.variants if 0 < len(v.lines) != best)


def _scaled(work: Job, lines: tuple[int, ...], total: int, *, closes: bool) -> tuple[Piece, ...]:
    made: list[Piece] = []
    whole, done, given = sum(lines), 0, 0
    ways = cycle([_ways(b) for b in work.body if isinstance(b, TextBlock)])
    for count in lines:
        done += count
        rows = max(total * done // whole - given, 1)
        given += rows
        made.append(
            Piece(
                PieceKind.TEXT,
                ((rows, 0), *((rows + by, VARIANT_COST) for by in next(ways) if rows + by > 0)),
            )
        )
    # What is no text keeps its place among the paragraphs.
    for at, piece in enumerate(pieces(work, at_end=closes)):
        if piece.kind == PieceKind.STANZA:
            # Its lines are among those of the text.
            made.insert(min(at, len(made)), Piece(PieceKind.TEXT, ((1, 0),)))
        elif piece.kind not in (PieceKind.TEXT, PieceKind.VERSE):
            made.insert(min(at, len(made)), piece)
    return tuple(made)
