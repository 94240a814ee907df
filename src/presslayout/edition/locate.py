"""Where the characters of a story stand on a page, and what stands at a place.  Pages only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.edition.page import Glyphs, Picture, Placed, Shape, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Item, Page

    # Where a glyph comes in reading order, its offset, code points and box.
    _Cell = tuple[int, int, int, Box]

# Han stand with this much of their square above the baseline, in per mille.
ABOVE = 880
EM = 1000
_QUARTER = 90
# Letters and lines are drawn a little beyond the boxes that a page knows of them.
_SLACK = pt(3)


def boxes(page: Page, story: str, part: str, start: int, stop: int) -> list[Box]:
    """The boxes of the characters from `start` to `stop` of a part, line by line.

    Where nothing stands between them, the box of the first character behind.
    """
    return Index((page,)).boxes(page, story, part, start, stop)


class Index:
    """Where the characters of pages stand, each part gone through once however often it is asked for."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._blocks: dict[tuple[str, str], dict[int, list[Block]]] = {}
        self._pages: dict[int, Page] = {}
        for page in pages:
            self._pages[page.number] = page
            for block in page.blocks:
                if not block.artifact:
                    of_part = self._blocks.setdefault((block.story, block.part), {})
                    of_part.setdefault(page.number, []).append(block)
        self._cells: dict[tuple[int, str, str], tuple[list[int], list[_Cell]]] = {}
        self._areas: dict[tuple[int, str, str], Box | None] = {}

    def pages(self, story: str, part: str) -> list[Page]:
        """The pages on which something of a part stands, in their order."""
        return [self._pages[number] for number in self._blocks.get((story, part), ())]

    def area(self, page: Page, story: str, part: str) -> Box | None:
        """The box round all of a part on a page."""
        key = page.number, story, part
        if key not in self._areas:
            blocks = self._blocks.get((story, part), {}).get(page.number, ())
            found = (block_extent(block) for block in blocks)
            self._areas[key] = around(box for box in found if box is not None)
        return self._areas[key]

    def boxes(self, page: Page, story: str, part: str, start: int, stop: int) -> list[Box]:
        """As the function of this name."""
        found = self.within(page, story, part, start, stop)
        if found:
            return found
        starts, cells = self._of(page, story, part)
        behind = bisect_left(starts, start)
        return [cells[behind][3]] if behind < len(cells) else []

    def within(self, page: Page, story: str, part: str, start: int, stop: int) -> list[Box]:
        """The boxes of the characters themselves, line by line; none where they are elsewhere."""
        starts, cells = self._of(page, story, part)
        first = bisect_right(starts, start)
        # What begins before may reach beyond: a cell of several characters.
        while first and starts[first - 1] + cells[first - 1][2] > start:
            first -= 1
        found = cells[first : bisect_left(starts, stop)]
        return joined(box for _, _, _, box in sorted(found, key=itemgetter(0)))

    def last(self, page: Page, story: str, part: str) -> list[Box]:
        """The box of the last character of a part on a page."""
        cells = self._of(page, story, part)[1]
        return [cells[-1][3]] if cells else []

    def _of(self, page: Page, story: str, part: str) -> tuple[list[int], list[_Cell]]:
        """(where it is read, offset, code points, box) of every glyph, by offset."""
        key = page.number, story, part
        if key not in self._cells:
            blocks = self._blocks.get((story, part), {}).get(page.number, ())
            read = (cell for block in blocks for cell in _of_block(block))
            cells = [(number, *cell) for number, cell in enumerate(read)]
            cells.sort(key=itemgetter(1, 0))
            self._cells[key] = [at for _, at, _, _ in cells], cells
        return self._cells[key]


def _of_block(block: Block) -> Iterator[tuple[int, int, Box]]:
    for run in block.items:
        if isinstance(run, Glyphs):
            yield from characters_of(run)


def characters_of(run: Glyphs) -> Iterator[tuple[int, int, Box]]:
    """(offset, code points, box) of every glyph of a run."""
    at = run.offset
    for number in range(len(run.ids)):
        length = run.spans[number] if run.spans else 1
        x = run.x[number] if len(run.x) > 1 else run.x[0]
        y = run.y[number] if len(run.y) > 1 else run.y[0]
        yield at, length, _cell(x, y, run)
        at += length


def extent(items: Iterable[Item]) -> Box | None:
    """The box round everything that items draw."""
    whole: list[Box] = []
    for item in items:
        if isinstance(item, Glyphs):
            whole += [box for _, _, box in characters_of(item)]
        elif isinstance(item, (Picture, Placed)):
            whole.append(item.box)
        else:
            whole += _points(item)
    return around(whole)


def joined(cells: Iterable[Box]) -> list[Box]:
    """The boxes of characters in the order of reading, each line's as one."""
    found: list[Box] = []
    for box in cells:
        _join(found, box)
    return found


def around(found: Iterable[Box]) -> Box | None:
    """The box round several; None round none."""
    listed = list(found)
    if not listed:
        return None
    left, top = min(b.x for b in listed), min(b.y for b in listed)
    return Box(left, top, max(b.right for b in listed) - left, max(b.bottom for b in listed) - top)


def block_extent(block: Block) -> Box | None:
    """The box round a block."""
    return extent(block.items)


def block_at(page: Page, box: Box) -> Block | None:
    """The smallest block of a page that holds the middle of a box."""
    x, y = box.x + box.width // 2, box.y + box.height // 2
    holding = [
        (whole.width * whole.height, at)
        for at, block in enumerate(page.blocks)
        if (whole := block_extent(block)) is not None
        and whole.x - _SLACK <= x <= whole.right + _SLACK
        and whole.y - _SLACK <= y <= whole.bottom + _SLACK
    ]
    return page.blocks[min(holding)[1]] if holding else None


def _cell(x: Length, y: Length, run: Glyphs) -> Box:
    size = run.size
    above = size * ABOVE // EM
    if run.turn == _QUARTER:
        return Box(x - (size - above), y, size, size)
    return Box(x, y - above, size * run.condense // EM, size)


def _join(found: list[Box], box: Box) -> None:
    """A box added to the last one where it goes on in the same line."""
    if found:
        last = found[-1]
        level = (
            abs(last.y - box.y) < box.height // 2 and -box.width <= box.x - last.right < box.width
        )
        below = (
            abs(last.x - box.x) < box.width // 2 and -box.height <= box.y - last.bottom < box.height
        )
        if level or (below and last.width <= box.width * 3 // 2):
            joined = around((last, box))
            assert joined is not None
            found[-1] = joined
            return
    found.append(box)


def _points(shape: Shape) -> list[Box]:
    return [Box(x, y, 0, 0) for segment in shape.path for x, y in points(segment)]
