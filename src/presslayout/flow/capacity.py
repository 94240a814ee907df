"""How many characters a slot holds: the fewest and the most with which its columns end level.

Found by fitting, not by arithmetic: the story's own paragraphs are made longer and shorter until
the ladder no longer fills the slot.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from presslayout.flow.body import TextBlock
from presslayout.flow.fit import VARIANT_COST, Piece, bounds
from presslayout.flow.grid import area
from presslayout.flow.job import layouts, pieces
from presslayout.flow.pour import HOLES, level
from presslayout.flow.telling import chars

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.flow.job import Job
    from presslayout.spec.template import Slot, Template

# A limit is looked for line by line so far, then in longer steps.
NEAR = 30
# So many of the ways to part copy into paragraphs must fill a slot.
ENOUGH = 3
SHORT_ROWS = 2
# A head's rows of air, and the share of its columns' cells that running copy fills, in per mille:
# indents and last lines take the rest.
HEAD_AIR, FILLED = 3, 900


@dataclass(frozen=True, slots=True)
class Capacity:
    """Characters (字数) that fill a slot level: least, most."""

    least: int
    most: int


def capacity(work: Job, others: Iterable[Job] = ()) -> Capacity:
    """What a slot holds of a story with this one's paragraphs, subheads, photos and heads.

    `others` are the same story in the slot as fitting may change it: the smallest of them says how
    little fills it, the largest how much.
    """
    if not any(isinstance(block, TextBlock) for block in work.body):
        return Capacity(0, 0)
    sizes = [work, *others]
    lowest, highest = min(sizes, key=_size), max(sizes, key=_size)
    most = _most(highest) or _most(work)
    least = _least(lowest, most) or _least(work, most)
    return Capacity(least, most) if least and most else Capacity(0, 0)


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


def _size(work: Job) -> int:
    """Characters of body size that all its columns hold."""
    return work.rows * work.fonts.measure


def _least(work: Job, most: int) -> int:
    """The fewest characters that fill it level, or 0."""
    lines, letters, beside = _copy(work)
    rooms = _rooms(work)
    if not rooms:
        return 0
    start = max(rooms[0] - SHORT_ROWS, 1)
    stop = max((most - beside) * sum(lines) // letters, start)
    found = _edge(work, lines, start, stop, 1)
    return -(-found * letters // sum(lines)) + beside if found else 0


def _most(work: Job) -> int:
    """The most characters that fill it level, or 0."""
    lines, letters, beside = _copy(work)
    rooms = _rooms(work)
    if not rooms:
        return 0
    found = _edge(work, lines, rooms[1], max(rooms[0] - SHORT_ROWS, 1), -1)
    return found * letters // sum(lines) + beside if found else 0


def _copy(work: Job) -> tuple[list[int], int, int]:
    """The lines of each paragraph, the characters that they hold, and those of the rest."""
    texts = [b for b in work.body if isinstance(b, TextBlock)]
    letters = sum(chars(b.shaped.text) for b in texts)
    whole = dict(work.telling.story.texts).get("body", "")
    others = max(chars(whole) - letters, 0) if work.telling.start == (0, 0) else 0
    return [len(b.best.lines) for b in texts], letters, others


def _rooms(work: Job) -> tuple[int, int] | None:
    """The fewest and the most lines of text that its layouts leave; None where none leaves any."""
    free = [
        work.rows - sum(h.span * (h.bottom - h.top) for h in layout.geometry.blocks)
        for narrow in (False, True)
        for layout in layouts(work, (-(10**6), 10**6), narrow=narrow)
    ]
    if not free:
        # Photos and heads leave no place at all; the build says so.
        return None
    lines, _, _ = _copy(work)
    fixed = sum(p.options[0][0] for p in pieces(work, at_end=False)) - sum(lines)
    return min(free) - fixed, max(free) - fixed


def _edge(work: Job, lines: list[int], start: int, stop: int, step: int) -> int:
    """The first number of lines from `start` towards `stop` that fills the slot level, or 0.

    It counts when nearly every way to part the same copy into paragraphs fills it.
    """
    at, tried = start, 0
    while (at - stop) * step <= 0:
        if sum(_fills(work, mixed, at) for mixed in _mixed(lines)) >= ENOUGH:
            return at
        tried += 1
        at += step * (1 if tried < NEAR else max(abs(stop - at) // NEAR, 1))
    return 0


def _mixed(lines: list[int]) -> list[list[int]]:
    """The paragraphs as they are, the other way round, two fewer and two more of them."""
    whole, count = sum(lines), len(lines)
    fewer, more = max(count - 2, 1), count + 2
    even = [[whole // n + (k < whole % n) for k in range(n)] for n in (fewer, more)]
    return [lines, lines[::-1], *even]


def _fills(work: Job, lines: list[int], total: int) -> bool:
    """Whether paragraphs of the same proportions, so many lines in all, end level."""
    wanted = _scaled(work, lines, total)
    fewest, most = bounds(wanted)
    room = fewest, most + SHORT_ROWS + HOLES[-1]
    offered = [
        layout.geometry for narrow in (False, True) for layout in layouts(work, room, narrow=narrow)
    ]
    found = level(wanted, offered, len(work.area.columns), work.area.rows, allowed=(0,))
    return found is not None and not found.empty


def _ways(block: TextBlock) -> tuple[int, ...]:
    """By how many lines a paragraph can be longer or shorter than it is best."""
    best = len(block.best.lines)
    return tuple(len(v.lines) - best for v in block.variants if 0 < len(v.lines) != best)


def _scaled(work: Job, lines: list[int], total: int) -> tuple[Piece, ...]:
    made: list[Piece] = []
    whole, done, given = sum(lines), 0, 0
    ways = cycle([_ways(b) for b in work.body if isinstance(b, TextBlock)])
    for count in lines:
        done += count
        rows = max(total * done // whole - given, 1)
        given += rows
        made.append(
            Piece(
                "text",
                ((rows, 0), *((rows + by, VARIANT_COST) for by in next(ways) if rows + by > 0)),
            )
        )
    # What is no text keeps its place among the paragraphs.
    for at, piece in enumerate(pieces(work, at_end=work.slot.byline_at == "end", giving=True)):
        if piece.kind != "text":
            made.insert(min(at, len(made)), piece)
    return tuple(made)
