"""Where the lines of a page begin, and how much room there is before them.  Page only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import distinct
from presslayout.edition.page import Glyphs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Page

# Where nothing stands before a line.
FREE = 1 << 40
# A paragraph begins so many ems to the right of its column, at most.
_INDENT = 2
# Lines of a tier stand no farther from each other than so many ems.
_NEIGHBOURS = 8
# Type that reaches up to a line from a baseline so far below it is looked at.
_TALLEST = pt(30)


@distinct
class LinesSeen:
    """The runs that lie on each baseline of a page (left end, right end, size), from the top.

    `upright` are the boxes of vertical lines.
    """

    baselines: tuple[Length, ...]
    runs: dict[Length, list[tuple[Length, Length, Length]]]
    upright: tuple[Box, ...]

    def start(self, box: Box) -> Length:
        """Left end of the lines that the box is among; that of an indented one is its column's."""
        near = [run for y in self._within(box.y, box.bottom) for run in self.runs[y]]
        start, own, moved = box.x, 0, True
        while moved:
            moved = False
            for left, right, size in near:
                if left < start <= right + size // 2 or (left == start and not own):
                    start, own, moved = left, size, True
        around = self._within(box.y - 2 * box.height, box.bottom + 2 * box.height)
        lefts = [left for y in around for left, _, size in self.runs[y]
                 if size == own and 0 <= start - left <= _INDENT * size]  # fmt: skip
        return min(lefts, default=start)

    def room(self, x: Length, top: Length, bottom: Length) -> Length:
        """How far to the left of a place nothing is read, between two heights."""
        near = [
            (left, right)
            for y in self._within(top, bottom + _TALLEST)
            for left, right, size in self.runs[y]
            if y - size * 88 // 100 < bottom and left < x
        ]
        return x - max(min(right, x) for _, right in near) if near else FREE

    def over(self, box: Box) -> Box | None:
        """The vertical line that the box is on, from the head of its tier on; None where none is."""
        across, down = box.x + box.width // 2, box.y + box.height // 2
        on = (o for o in self.upright if o.x <= across <= o.right and o.y <= down <= o.bottom)
        line = next(on, None)
        if line is None:
            return None
        heads = (
            one.y
            for one in self.upright
            if 0 <= line.y - one.y <= (_INDENT + 1) * line.width
            and abs(one.x - line.x) <= _NEIGHBOURS * line.width
        )
        top = min(heads, default=line.y)
        return Box(line.x, top, line.width, line.bottom - top)

    def _within(self, top: Length, bottom: Length) -> tuple[Length, ...]:
        first = bisect_left(self.baselines, top)
        return self.baselines[first : bisect_right(self.baselines, bottom)]


def lines_seen(page: Page) -> LinesSeen:
    """The lines of a page, whatever they say."""
    runs: dict[Length, list[tuple[Length, Length, Length]]] = {}
    upright: list[Box] = []
    for block in page.blocks:
        glyphs = [item for item in block.items if isinstance(item, Glyphs) and item.ids]
        if any(item.turn for item in glyphs):
            upright += _upright(glyphs)
            continue
        for item in glyphs:
            if len(item.y) == 1:
                run = item.x[0], item.x[-1] + _advance(item), item.size
                runs.setdefault(item.y[0], []).append(run)
    return LinesSeen(tuple(sorted(runs)), runs, tuple(upright))


def _advance(item: Glyphs) -> Length:
    """How wide the last glyph of a run is, as far as its character tells: a mark's other half is air."""
    last = item.text[-1:]
    return item.size if last.isalnum() and not last.isascii() else item.size * 6 // 10


def _upright(glyphs: list[Glyphs]) -> Iterator[Box]:
    """The vertical lines of a block, runs of one line joined as they follow each other."""
    last: Box | None = None
    for item in glyphs:
        left = item.x[0] - (item.size * 12 // 100 if item.turn else 0)
        top = item.y[0] - (0 if item.turn else item.size * 88 // 100)
        bottom = item.y[-1] + item.size * 12 // 100
        if last is not None and abs(left - last.x) < item.size // 2 and top >= last.y:
            last = Box(last.x, last.y, last.width, max(bottom, last.bottom) - last.y)
            continue
        if last is not None:
            yield last
        last = Box(left, top, item.size, max(bottom - top, item.size))
    if last is not None:
        yield last
