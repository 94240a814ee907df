"""Tables of the copy: cells on a grid of their own, a line of text in each row of the body.

Three rules as the trade has them: over the table, under its head, and at its foot.  A cell that takes
several places has their room: one of several columns stands in their middle, with a rule under it
inside the head; one of several rows between the first and the last.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.units import pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Shape, Stroke
from presslayout.flow.body import TextBlock, looks
from presslayout.flow.emphasis import beside
from presslayout.flow.fit import Piece, PieceKind
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.lines import place, variants
from presslayout.typeset.shape import shape
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Item
    from presslayout.flow.area import Area
    from presslayout.flow.body import BodyFonts
    from presslayout.flow.emphasis import Beside
    from presslayout.issue.issue import Markup, Paragraph
    from presslayout.typeset.lines import Variant
    from presslayout.typeset.shape import Shaped

# Between two columns, first what is usual, then what a narrow measure still bears; and the least that a
# column of words is narrowed to, in thousandths of an em.
GUTTERS, LEAST = (EM, EM // 2), 3000
# A table of more lines than this may be parted between two rows.
TOGETHER = 12
# Cells that are kept: those of a few tables, for a few measures each.
REMEMBERED = 1024
THICK, THIN = pt("0.75"), pt("0.35")
_NUMBER = regex(r"[-+−]?[0-9][0-9.,，:∶～~—–−/ ]*[%％‰℃]?|[-—–]+")


@frozen
class TableCell:
    """A cell of a table: its text, where it begins in the table, its width, how it is aligned.

    `spread` are its first row and column, from 0, and how many rows and columns it takes.
    """

    block: TextBlock
    left: Length
    width: Length
    align: str
    spread: tuple[int, int, int, int]


@frozen
class TableBlock:
    """Rows of a table and how many lines each takes; `first` and `last` say which rules it has.

    `head` counts the rows of its head, where it has them.
    """

    cells: tuple[tuple[TableCell, ...], ...]
    heights: tuple[int, ...]
    first: bool
    last: bool
    head: int = 1

    @property
    def offset(self) -> int:
        """Where its text begins in the body."""
        return self.cells[0][0].block.offset

    @property
    def end(self) -> int:
        """Where its text ends in the body."""
        last = self.cells[-1][-1].block
        return last.offset + len(last.shaped.text)

    @property
    def rows(self) -> int:
        """Its lines and its air: half a row above and below, a whole one where it is parted."""
        return sum(self.heights) + (self.first or self.last)

    @property
    def piece(self) -> Piece:
        """A table is not parted inside."""
        return Piece(PieceKind.TABLE, ((self.rows, 0),))


def table(cells: Sequence[Paragraph], fonts: BodyFonts) -> tuple[TableBlock, ...] | None:
    """A table on its grid, in parts where it is long; None where the measure is too narrow."""
    spreads = _spreads(cells)
    head = max(row + rows for row, _, rows, _ in spreads if row == 0)
    shaped: list[Shaped] = []
    marked: list[tuple[Markup, ...]] = []
    for cell, (row, *_) in zip(cells, spreads, strict=True):
        look, marks = looks(cell, fonts, (0, len(cell.text)))
        look = replace(look, bold=((0, len(cell.text)),)) if row < head else look
        shaped.append(shape(cell.text, fonts.text, look, spaced=True))
        marked.append(marks)
    tried = ((gutter, _widths(spreads, shaped, fonts.measure, gutter)) for gutter in GUTTERS)
    gutter, widths = next(((gutter, found) for gutter, found in tried if found), (0, None))
    if widths is None:
        return None
    lefts = [sum(widths[:n]) + n * gutter for n in range(len(widths))]
    aligned = _alignments(cells, spreads, head)
    made: dict[int, list[TableCell]] = {}
    for cell, spread, one, marks in zip(cells, spreads, shaped, marked, strict=True):
        row, column, _, columns = spread
        width = sum(widths[column : column + columns]) + (columns - 1) * gutter
        best = _best(one, width)
        if any(line.width > width for line in best.lines):
            return None
        block = TextBlock(cell.offset, one, (best,), marks)
        left, wide = (n * fonts.text.size // EM for n in (lefts[column], width))
        align = aligned[column] if columns == 1 else cell.align or "center"
        made.setdefault(row, []).append(TableCell(block, left, wide, align, spread))
    return tuple(_parts([tuple(made[number]) for number in sorted(made)], head))


# The same cells come again for every way in which the story around their table is tried.
@lru_cache(maxsize=REMEMBERED)
def _best(shaped: Shaped, width: int) -> Variant:
    """The setting of a cell that reads best."""
    return min(variants(shaped, width, indent=0), key=lambda v: (v.cost, len(v.lines)))


def _spreads(cells: Sequence[Paragraph]) -> list[tuple[int, int, int, int]]:
    """First row and column, rows and columns of every cell, counted among those that begin a cell.

    Rows and columns that none begins are what cells of several places go on in; where every cell
    takes one place a column may be empty all the same.
    """
    rows = sorted({cell.cell[0] for cell in cells})
    columns = sorted({cell.cell[1] for cell in cells})
    if all(cell.covers[1] == 1 for cell in cells):
        columns = list(range(1, columns[-1] + 1))
    made = []
    for cell in cells:
        (row, column), (down, along) = cell.cell, cell.covers
        made.append(
            (
                bisect_left(rows, row),
                bisect_left(columns, column),
                max(bisect_left(rows, row + down) - bisect_left(rows, row), 1),
                max(bisect_left(columns, column + along) - bisect_left(columns, column), 1),
            )
        )
    return made


def drawn(
    block: TableBlock, at: tuple[Length, int], space: Area, fonts: BodyFonts, margin: Beside
) -> list[Item]:
    """The cells of a table, row by row, from the left edge and the row `at` on.

    Its rules go into `margin`, with the marks beside the text.
    """
    (left, first), pitch, size = at, space.pitch, fonts.text.size
    gap = pitch - size
    # The air of a parted table stands wholly above it and below it, none of it between its rows.
    above = pitch // 2 if block.last else pitch
    top = space.row_top(first) + (above if block.first else 0)
    items: list[Item] = []
    tops = [top - gap // 2]
    for n, (cells, height) in enumerate(zip(block.cells, block.heights, strict=True)):
        for cell in cells:
            lines = cell.block.best.lines
            # What takes several rows stands between the first and the last of them.
            down = cell.spread[2]
            free = sum(block.heights[n : n + down]) - len(lines) if down > 1 else 0
            for number, line in enumerate(lines):
                spare = cell.width - line.width * size // 1000
                share = {"end": spare, "center": spare // 2}.get(cell.align, 0)
                baseline = top + number * pitch + free * pitch // 2 + cell.block.shaped.ascent
                place_ = left + cell.left + max(share, 0), baseline
                beside(
                    margin,
                    (cell.block.shaped, line),
                    cell.block.marks,
                    place_,
                    (fonts.reading, cell.width),
                )
                items += place(cell.block.shaped, line, *place_, offset=cell.block.offset)
        top += height * pitch
        tops.append(top - gap // 2)
    margin.dots += _rules(block, left, fonts.width, tops)
    return items


def _rules(block: TableBlock, left: Length, width: Length, tops: Sequence[Length]) -> list[Shape]:
    """The rules of a table or a part of one; `tops` are those of its rows and of what follows."""
    heavy, light = Stroke(BLACK, THICK), Stroke(BLACK, THIN)
    drawn: list[tuple[Length, Length, Length, Stroke]] = []
    if block.first:
        drawn.append((0, width, tops[0], heavy))
        drawn.append((0, width, tops[block.head], light))
        drawn += [
            (cell.left, cell.left + cell.width, tops[row + rows], light)
            for cells in block.cells[: block.head]
            for cell in cells
            for row, _, rows, columns in (cell.spread,)
            if columns > 1 and row + rows < block.head
        ]
    if block.last:
        drawn.append((0, width, tops[-1], heavy))
    return [
        Shape((("M", left + a, y), ("L", left + b, y)), stroke=stroke) for a, b, y, stroke in drawn
    ]


def _widths(
    spreads: Sequence[tuple[int, int, int, int]],
    shaped: Sequence[Shaped],
    measure: int,
    gutter: int,
) -> list[int] | None:
    """Columns as wide as they want to be; where that is too much the widest give way, equally."""
    count = max(column + columns for _, column, _, columns in spreads)
    wanted = [0] * count
    # A cell of several columns has what they are together, and only then asks for more.
    for (_, column, _, columns), one in sorted(
        zip(spreads, shaped, strict=True), key=lambda pair: pair[0][3]
    ):
        natural = natural_width(one, 0, len(one)) if len(one) else 0
        lack = natural - sum(wanted[column : column + columns]) - (columns - 1) * gutter
        for n in range(columns):
            share = lack * (n + 1) // columns - lack * n // columns
            wanted[column + n] += max(share, 0)
    room = measure - (count - 1) * gutter
    spare = room - sum(wanted)
    if spare >= 0:
        return [width + spare * (n + 1) // count - spare * n // count
                for n, width in enumerate(wanted)]  # fmt: skip
    cap = max(wanted)
    for narrow in range(max(wanted), 0, -EM // 2):
        cap = narrow
        if sum(min(width, cap) for width in wanted) <= room:
            break
    found = [min(width, cap) for width in wanted]
    if any(width < min(LEAST, whole) for width, whole in zip(found, wanted, strict=True)):
        return None
    rest = room - sum(found)
    first = next((n for n, width in enumerate(found) if width == cap), None)
    if first is not None and rest > 0:
        found[first] += rest
    return found


def _alignments(
    cells: Sequence[Paragraph], spreads: Sequence[tuple[int, int, int, int]], head: int
) -> dict[int, str]:
    """As the copy's ruler says; without a word from it numbers end together, words begin together."""
    made: dict[int, str] = {}
    for cell, (row, column, _, columns) in zip(cells, spreads, strict=True):
        said = cell.align
        if columns > 1:
            continue
        if said:
            made[column] = said
        elif row >= head:
            number = _NUMBER.fullmatch(cell.text.strip()) is not None
            made[column] = "end" if number and made.get(column, "end") == "end" else "start"
        else:
            made.setdefault(column, "end")
    return made


def _parts(rows: Sequence[tuple[TableCell, ...]], head: int) -> Iterator[TableBlock]:
    """A short table whole; of a long one its head and a row together, then row by row.

    Rows that a cell takes together stay together.
    """
    heights = _heights(rows)
    if sum(heights) <= TOGETHER:
        yield TableBlock(tuple(rows), tuple(heights), first=True, last=True, head=head)
        return
    held = {
        row + n
        for cells in rows
        for cell in cells
        for row, _, down, _ in (cell.spread,)
        for n in range(1, down)
    }
    edges = [n for n in range(min(head + 1, len(rows)), len(rows) + 1) if n not in held]
    for start, stop in pairwise([0, *edges]):
        yield TableBlock(
            tuple(rows[start:stop]),
            tuple(heights[start:stop]),
            first=start == 0,
            last=stop == len(rows),
            head=head,
        )


def _heights(rows: Sequence[tuple[TableCell, ...]]) -> list[int]:
    """Lines that each row takes; what a cell of several rows needs beyond theirs, its last one gives."""
    made = [0] * len(rows)
    cells = sorted((cell for row in rows for cell in row), key=lambda cell: cell.spread[2])
    for cell in cells:
        row, _, down, _ = cell.spread
        lack = len(cell.block.best.lines) - sum(made[row : row + down])
        made[row + down - 1] += max(lack, 0)
    return [max(height, 1) for height in made]
