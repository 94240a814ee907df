"""Where the characters of a story stand on a page, what stands at a place, where lines begin.  Pages only."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import distinct
from presslayout.edition.page import Glyphs, Picture, Placed, Shape, points

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Article, Block, Item, Page

    # Where a glyph comes in reading order, its offset, code points and box.
    _Cell = tuple[int, int, int, Box]

# The parts that a page may say in other words than the copy: where a story goes on it has a headline
# of its own.
HEADS = frozenset(("rubric", "kicker", "headline", "deck", "byline"))
# Han stand with this much of their square above the baseline, in per mille.
ABOVE = 880
EM = 1000
_QUARTER = 90
# Letters and lines are drawn a little beyond the boxes that a page knows of them.
_SLACK = pt(3)
# Where nothing stands before a line.
FREE = 1 << 40
# A paragraph begins so many ems to the right of its column, at most.
_INDENT = 2
# Lines of a tier stand no farther from each other than so many ems.
_NEIGHBOURS = 8
# Type that reaches up to a line from a baseline so far below it is looked at.
_TALLEST = pt(30)


def boxes(page: Page, story: str, part: str, start: int, stop: int) -> list[Box]:
    """The boxes of the characters from `start` to `stop` of a part, line by line.

    Where nothing stands between them, the box of the first character behind.
    """
    return Index((page,)).boxes(page, story, part, start, stop)


class Index:
    """Where the characters of pages stand, each part gone through once however often it is asked for."""

    def __init__(self, pages: Iterable[Page], articles: Iterable[Article] = ()) -> None:
        """With the articles, a headline that says it where another does not is the one of the copy."""
        copy = {(one.id, part): text for one in articles for part, text in one.texts}
        self._blocks: dict[tuple[str, str], dict[int, list[Block]]] = {}
        self._pages: dict[int, Page] = {}
        for page in pages:
            self._pages[page.number] = page
            for block in page.blocks:
                if not block.artifact:
                    of_part = self._blocks.setdefault((block.story, block.part), {})
                    of_part.setdefault(page.number, []).append(block)
        for (story, part), found in self._blocks.items():
            text = copy.get((story, part)) if part in HEADS and len(found) > 1 else None
            own = (
                {n: [b for b in listed if says(b, text)] for n, listed in found.items()}
                if text
                else {}
            )
            if any(own.values()):
                self._blocks[story, part] = {n: listed for n, listed in own.items() if listed}
        self._cells: dict[tuple[int, str, str], tuple[list[int], list[_Cell]]] = {}
        self._areas: dict[tuple[int, str, str], Box | None] = {}

    def stretch(
        self, story: str, part: str, start: int, stop: int
    ) -> Iterator[tuple[Page, list[Box]]]:
        """The pages with characters of a part, and their boxes.

        Where none of them is drawn, the first character behind them.
        """
        pages = self.pages(story, part)
        drawn = [(page, self.within(page, story, part, start, stop)) for page in pages]
        found = [one for one in drawn if one[1]]
        if not found:
            behind = ((page, self.boxes(page, story, part, start, stop)) for page in pages)
            found = [one for one in behind if one[1]][:1]
        yield from found

    def pages(self, story: str, part: str) -> list[Page]:
        """The pages on which something of a part stands, in their order."""
        return [self._pages[number] for number in self._blocks.get((story, part), ())]

    def shows(self, page: Page, block: Block) -> bool:
        """Whether a block of a page shows characters of its part."""
        return block in self._blocks.get((block.story, block.part), {}).get(page.number, ())

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


def says(block: Block, text: str) -> bool:
    """Whether a block says a text from its first word to its last, and nothing else."""
    said = "".join(run.text for run in block.items if isinstance(run, Glyphs))
    return "".join(said.split()) == "".join(text.split())


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
