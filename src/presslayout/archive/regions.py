"""Where each story stands on a page: the outlines of its heads, column pieces and pictures.

A piece is what is read without a jump of the eye: a headline, the lines of one column above a photo,
a caption.  Its outline is upright and keeps clear of whatever else stands in its column.
"""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from presslayout.archive.set_lines import PrintedLine, set_lines
from presslayout.base.geometry import Box
from presslayout.base.values import Same, frozen
from presslayout.edition.locate import around, block_extent
from presslayout.edition.page import Picture, Placed
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Page

    Point = tuple[Length, Length]
    # A stretch of an outline: left, top, right, bottom.
    Band = tuple[Length, Length, Length, Length]

# What is looked at as a whole, whatever stands in it.
PICTURES = frozenset((Role.PHOTO, Role.PORTRAIT, Role.GRAPHIC))
# Lines of one piece stand no farther apart than this many ems, and are not moved to the side by more
# than tenths of one: the next column is farther away.
_BELOW, _BESIDE = 2, 3
# Cells of a row stand so many ems apart, columns nearer.
_APART, _ACROSS = 2, 25
# What is so many times larger than the line beside it is its initial: tenths.
_INITIAL = 15


@frozen
class StoryRegion:
    """A piece of a story on a page: the part that it shows, and its corners, clockwise from the upper left.

    The first part of it in reading order where the page has several; "" for words that are no copy.
    """

    part: str
    outline: tuple[Point, ...]

    @property
    def box(self) -> Box:
        """The box round it."""
        xs, ys = zip(*self.outline, strict=True)
        return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))

    @property
    def is_upright(self) -> bool:
        """Whether it is a rectangle."""
        return len(self.outline) == 4  # noqa: PLR2004

    def holds(self, box: Box) -> bool:
        """Whether a box lies inside it with all its corners."""
        return all(
            _inside(self.outline, x, y) for x in (box.x, box.right) for y in (box.y, box.bottom)
        )


@frozen
class ColumnPiece:
    """Lines that follow each other in one column."""

    lines: tuple[PrintedLine, ...]
    box: Box


@frozen
class StandingBlocks:
    """What stands on a page and is no ornament: block by block its lines or its box as a picture.

    `pieces` are in reading order, each with the number of the block that it begins in.
    """

    blocks: tuple[Block, ...]
    lines: tuple[tuple[PrintedLine, ...], ...]
    drawn: tuple[Box | None, ...]
    pieces: tuple[tuple[int, ColumnPiece], ...]

    @property
    def obstacles(self) -> list[Box]:
        """What no outline of others may cover."""
        boxes = [box for box in self.drawn if box is not None]
        for number, piece in self.pieces:
            if self.blocks[number].role != Role.MARK:
                boxes += [line.box for line in piece.lines]
        return boxes


def regions(page: Page) -> dict[str, tuple[StoryRegion, ...]]:
    """Every story on a page with its regions in reading order."""
    seen = standing(page)
    obstacles = seen.obstacles
    found: dict[str, list[StoryRegion]] = {}
    marks: list[tuple[Block, ColumnPiece]] = []
    begun: dict[int, list[ColumnPiece]] = {}
    for number, piece in seen.pieces:
        begun.setdefault(number, []).append(piece)
    for number, (block, box) in enumerate(zip(seen.blocks, seen.drawn, strict=True)):
        if not block.story:
            continue
        own = found.setdefault(block.story, [])
        if box is not None:
            own.append(StoryRegion(block.part, _corners(box)))
        elif block.part:
            own += [
                StoryRegion(block.part, one)
                for piece in begun.get(number, ())
                for one in outlines(piece, obstacles)
            ]
        else:
            marks += [(block, piece) for piece in begun.get(number, ())]
    # Words of the paper's own mostly stand where the story's do: markers before their items.
    for block, piece in marks:
        own = found[block.story]
        if not any(one.holds(piece.box) for one in own):
            own += [StoryRegion(block.part, one) for one in outlines(piece, obstacles)]
    return {story: tuple(made) for story, made in found.items() if made}


def standing(page: Page) -> StandingBlocks:
    """What stands on a page; a part that is parted by words of the paper's own is one."""
    blocks = tuple(block for block in page.blocks if not block.artifact)
    whole = Box(0, 0, page.width, page.height)
    lines = tuple(set_lines(block) for block in blocks)
    drawn = tuple(pictured(block, own, whole) for block, own in zip(blocks, lines, strict=True))
    chains: dict[tuple[str, str] | int, list[int]] = {}
    for number, block in enumerate(blocks):
        if drawn[number] is None:
            is_part = block.story and block.part
            key = (block.story, block.part) if is_part else number
            chains.setdefault(key, []).append(number)
    found: list[tuple[int, ColumnPiece]] = []
    for numbers in chains.values():
        first = {Same(line): number for number in numbers for line in lines[number]}
        made = pieces(line for number in numbers for line in lines[number])
        found += [(first[Same(piece.lines[0])], piece) for piece in made]
    return StandingBlocks(blocks, lines, drawn, tuple(sorted(found, key=itemgetter(0))))


def pictured(block: Block, lines: Sequence[PrintedLine], within: Box) -> Box | None:
    """The box of a block that is looked at as a whole; None for one that is read in lines."""
    if block.role not in PICTURES and not any(
        isinstance(item, (Picture, Placed)) for item in block.items
    ):
        return None
    found = around(box for box in (block_extent(block), *(line.box for line in lines)) if box)
    if found is None:
        return None
    left, top = max(found.x, within.x), max(found.y, within.y)
    right, bottom = min(found.right, within.right), min(found.bottom, within.bottom)
    return Box(left, top, max(right - left, 0), max(bottom - top, 0))


def pieces(lines: Iterable[PrintedLine]) -> tuple[ColumnPiece, ...]:
    """The lines of a block column by column."""
    made: list[ColumnPiece] = []
    for line in lines:
        last = made[-1] if made else None
        if last is not None and _joins(last, line):
            box = around((last.box, line.box))
            assert box is not None
            made[-1] = ColumnPiece((*last.lines, line), box)
        else:
            made.append(ColumnPiece((line,), line.box))
    return tuple(made)


def outlines(piece: ColumnPiece, obstacles: Sequence[Box]) -> Iterator[tuple[Point, ...]]:
    """The outline of a piece: as wide as its column where nothing else stands, else as its lines are.

    Several where its lines have no side in common.
    """
    vertical = piece.lines[0].vertical
    whole = _laid(piece.box, vertical=vertical)
    beside = [
        one for one in (_laid(box, vertical=vertical) for box in obstacles) if _overlap(one, whole)
    ]
    bands = _closed(_widened(_rows(piece, vertical=vertical), whole, beside))
    group: list[Band] = []
    for band in bands:
        if group and not (band[0] < group[-1][2] and group[-1][0] < band[2]):
            yield _outline(group, vertical=vertical)
            group = []
        group.append(band)
    yield _outline(group, vertical=vertical)


def _joins(piece: ColumnPiece, line: PrintedLine) -> bool:
    """Whether a line goes on in the column of a piece: below its last, or beside its initial."""
    last = piece.lines[-1]
    if last.vertical != line.vertical:
        return False
    whole, before, own = (
        _laid(box, vertical=line.vertical) for box in (piece.box, last.box, line.box)
    )
    size = max(last.size, line.size)
    if last.size * 10 >= line.size * _INITIAL and before[1] - size // 2 <= own[1] < before[3]:
        return own[0] - before[2] < size
    if abs(own[1] - before[1]) < size // 2 and own[0] >= before[2]:
        # Cells of a table stand farther apart than columns, or behind others that do.
        gap = own[0] - before[2]
        return _APART * size < gap < _ACROSS * size or len(piece.lines) > len(
            _rows(piece, vertical=line.vertical)
        )
    if own[1] - before[3] > _BELOW * size or own[0] > whole[2] + size * _BESIDE // 10:
        return False
    return own[1] > before[1] - size // 2 and own[2] >= whole[0]


def _laid(box: Box, *, vertical: bool) -> Band:
    """A box as a band; that of vertical lines turned so that they are read from the top down."""
    if vertical:
        return box.y, -box.right, box.bottom, -box.x
    return box.x, box.y, box.right, box.bottom


def _rows(piece: ColumnPiece, *, vertical: bool) -> list[Band]:
    """The lines of a piece as bands from the top down, those beside each other as one."""
    made: list[Band] = []
    lines = (_laid(line.box, vertical=vertical) for line in piece.lines)
    for left, top, right, bottom in sorted(lines, key=itemgetter(1)):
        if made and top < (made[-1][1] + made[-1][3]) // 2:
            last = made[-1]
            made[-1] = min(last[0], left), last[1], max(last[2], right), max(last[3], bottom)
        else:
            made.append((left, top, right, bottom))
    return made


def _widened(rows: list[Band], whole: Band, obstacles: list[Band]) -> list[Band]:
    """The bands out to the edges of their piece, or to what stands beside them."""
    made = []
    for left, top, right, bottom in rows:
        out, far = whole[0], whole[2]
        for one in obstacles:
            if one[1] < bottom and top < one[3]:
                if one[2] <= left:
                    out = max(out, one[2])
                elif one[0] >= right:
                    far = min(far, one[0])
        made.append((out, top, far, bottom))
    return made


def _closed(bands: list[Band]) -> list[Band]:
    """The bands with no white between them, equally wide neighbours as one."""
    made: list[Band] = []
    for band in bands:
        if not made:
            made.append(band)
            continue
        last = made.pop()
        if (last[0], last[2]) == (band[0], band[2]):
            made.append((last[0], last[1], last[2], max(last[3], band[3])))
            continue
        # Where one reaches into the next, what both cover is the wider's.
        wider = last[2] - last[0] >= band[2] - band[0]
        seam = last[3] if wider else band[1]
        if last[3] <= band[1]:
            seam = (last[3] + band[1]) // 2
        made += [(last[0], last[1], last[2], seam), (band[0], seam, band[2], max(band[3], seam))]
    return made


def _outline(bands: list[Band], *, vertical: bool) -> tuple[Point, ...]:
    """The corners round bands that lie on each other, clockwise from the upper left."""
    right = [(x, y) for _, top, x, bottom in bands for y in (top, bottom)]
    left = [(x, y) for x, top, _, bottom in reversed(bands) for y in (bottom, top)]
    around = [left[-1], *right, *left[:-1]]
    if vertical:
        around = [(-y, x) for x, y in around]
        first = min(range(len(around)), key=lambda n: (around[n][1], around[n][0]))
        around = around[first:] + around[:first]
    return tuple(_cornered(around))


def _cornered(around: Sequence[Point]) -> Iterator[Point]:
    """The points at which an outline turns."""
    kept = [one for one, after in pairwise((*around, around[0])) if one != after]
    for number, (x, y) in enumerate(kept):
        before, after = kept[number - 1], kept[(number + 1) % len(kept)]
        if not (before[0] == x == after[0] or before[1] == y == after[1]):
            yield x, y


def _overlap(one: Band, other: Band) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _corners(box: Box) -> tuple[Point, ...]:
    return (
        (box.x, box.y),
        (box.right, box.y),
        (box.right, box.bottom),
        (box.x, box.bottom),
    )


def _inside(outline: tuple[Point, ...], x: Length, y: Length) -> bool:
    """Whether a point lies in an upright outline or on its edge."""
    crossed = False
    for (ax, ay), (bx, by) in pairwise((*outline, outline[0])):
        if min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
            return True
        if (ay > y) != (by > y) and ax > x:
            crossed = not crossed
    return crossed
