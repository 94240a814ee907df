"""Tables of the copy: cells on a grid of their own, a line of text in each row of the body.

Three rules as the trade has them: over the table, under its first row, and at its foot.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import frozen
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Shape, Stroke
from presslayout.edition.roles import MarkupKind
from presslayout.flow.body import TextBlock
from presslayout.flow.fit import Piece, PieceKind
from presslayout.flow.marks import beside
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.lines import place, variants
from presslayout.typeset.shape import Look, shape
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Item
    from presslayout.flow.area import Area
    from presslayout.flow.body import BodyFonts
    from presslayout.flow.marks import Beside
    from presslayout.issue.issue import Paragraph
    from presslayout.typeset.shape import Shaped

# Between two columns, and the least that a column of words is narrowed to, in thousandths of an em.
GUTTER, LEAST = 1000, 3000
# A table of more lines than this may be parted between two rows.
TOGETHER = 12
THICK, THIN = pt("0.75"), pt("0.35")
_NUMBER = re.compile(r"[-+−]?[0-9][0-9.,，:∶～~—–−/ ]*[%％‰℃]?|[-—–]+")


@frozen
class TableCell:
    """A cell of a table: its text, where it begins in the table, its width, how it is aligned.

    It covers so many `rows`; one of a head that covers columns has a rule under it (`spans`).
    """

    block: TextBlock
    left: Length
    width: Length
    align: str
    rows: int = 1
    spans: bool = False


@frozen
class TableBlock:
    """Rows of a table and how many lines each takes; `first` and `last` say which rules it has.

    Its first `head` rows are its head.
    """

    cells: tuple[tuple[TableCell, ...], ...]
    heights: tuple[int, ...]
    first: bool
    last: bool
    head: int = 1

    @property
    def offset(self) -> int:
        """Where its text begins in the body."""
        return min(cell.block.offset for row in self.cells for cell in row)

    @property
    def end(self) -> int:
        """Where its text ends in the body."""
        blocks = (cell.block for row in self.cells for cell in row)
        return max(block.offset + len(block.shaped.text) for block in blocks)

    @property
    def rows(self) -> int:
        """Its lines, and half a row of air where the table begins and where it ends."""
        return sum(self.heights) + (self.first or self.last)

    @property
    def piece(self) -> Piece:
        """A table is not parted inside."""
        return Piece(PieceKind.TABLE, ((self.rows, 0),))


def table(cells: Sequence[Paragraph], fonts: BodyFonts) -> tuple[TableBlock, ...] | None:
    """A table on its grid, in parts where it is long; None where the measure is too narrow."""
    head = _head(cells)
    shaped = [_shaped(cell, fonts, head) for cell in cells]
    widths = _widths(cells, shaped, fonts.measure)
    if widths is None:
        return None
    lefts = [sum(widths[:n]) + n * GUTTER for n in range(len(widths))]
    aligned = _alignments(cells, head)
    made: dict[int, list[TableCell]] = {}
    for cell, one in zip(cells, shaped, strict=True):
        own = slice(cell.cell[1] - 1, cell.cell[1] - 1 + cell.covers[1])
        width = sum(widths[own]) + (len(widths[own]) - 1) * GUTTER
        found = variants(one, width, indent=0)
        best = min(found, key=lambda v: (v.cost, len(v.lines)))
        if any(line.width > width for line in best.lines):
            return None
        marks = tuple(m for m in cell.marks if m.kind != MarkupKind.BOLD)
        block = TextBlock(cell.offset, one, (best,), marks)
        left, wide = (n * fonts.text.size // EM for n in (lefts[cell.cell[1] - 1], width))
        spans = cell.covers[1] > 1 and cell.cell[0] + cell.covers[0] <= head
        align = "center" if spans else aligned.get(cell.cell[1], "start")
        row = made.setdefault(cell.cell[0], [])
        row.append(TableCell(block, left, wide, align, cell.covers[0], spans))
    return tuple(_parts([tuple(made[number]) for number in sorted(made)], head))


def drawn(
    block: TableBlock, at: tuple[Length, int], space: Area, fonts: BodyFonts, margin: Beside
) -> list[Item]:
    """The cells of a table, row by row, from the left edge and the row `at` on.

    Its rules go into `margin`, with the marks beside the text.
    """
    (left, first), pitch, size = at, space.pitch, fonts.text.size
    gap = pitch - size
    top = space.row_top(first) + (pitch // 2 if block.first else 0)
    items: list[Item] = []
    tops = [top - gap // 2]
    under: list[Shape] = []
    for at_row, (cells, height) in enumerate(zip(block.cells, block.heights, strict=True)):
        for cell in cells:
            tall = sum(block.heights[at_row : at_row + cell.rows])
            if cell.spans:
                y, edge = top + tall * pitch - gap // 2, left + cell.left
                under += _rule(edge, edge + cell.width, y, Stroke(BLACK, THIN))
            # In the middle of the rows that it covers, as many whole half rows as there are.
            down = (tall - len(cell.block.best.lines)) * pitch // 2 if cell.rows > 1 else 0
            for number, line in enumerate(cell.block.best.lines):
                spare = cell.width - line.width * size // 1000
                share = {"end": spare, "center": spare // 2}.get(cell.align, 0)
                baseline = top + down + number * pitch + cell.block.shaped.ascent
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
    margin.dots += under
    margin.dots += _rules(block, left, fonts.width, tops)
    return items


def _rules(block: TableBlock, left: Length, width: Length, tops: Sequence[Length]) -> list[Shape]:
    """The rules of a table or a part of one; `tops` are those of its rows and of what follows."""
    heavy, light = Stroke(BLACK, THICK), Stroke(BLACK, THIN)
    drawn: list[tuple[Length, Stroke]] = []
    if block.first:
        drawn.append((tops[0], heavy))
        drawn.append((tops[block.head], light))
    if block.last:
        drawn.append((tops[-1], heavy))
    return [rule for y, stroke in drawn for rule in _rule(left, left + width, y, stroke)]


def _rule(start: Length, stop: Length, y: Length, stroke: Stroke) -> list[Shape]:
    return [Shape((("M", start, y), ("L", stop, y)), stroke=stroke)]


def _head(cells: Sequence[Paragraph]) -> int:
    """How many rows are the head: the first, with all that its cells cover."""
    first = min(cell.cell[0] for cell in cells)
    return max(first + cell.covers[0] - 1 for cell in cells if cell.cell[0] == first)


def _shaped(cell: Paragraph, fonts: BodyFonts, head: int) -> Shaped:
    bold = tuple((m.start, m.length) for m in cell.marks if m.kind == MarkupKind.BOLD)
    if cell.cell[0] <= head:
        bold = ((0, len(cell.text)),)
    return shape(cell.text, fonts.text, Look(bold), spaced=True)


def _widths(cells: Sequence[Paragraph], shaped: Sequence[Shaped], measure: int) -> list[int] | None:
    """Columns as wide as they want to be; where that is too much the widest give way, equally."""
    count = max(cell.cell[1] + cell.covers[1] - 1 for cell in cells)
    wanted = [0] * count
    pairs = list(zip(cells, shaped, strict=True))
    for cell, one in sorted(pairs, key=lambda pair: pair[0].covers[1]):
        column, wide = cell.cell[1] - 1, cell.covers[1]
        width = natural_width(one, 0, len(one)) if len(one) else 0
        # Columns that a cell covers are widened equally where they do not hold it.
        spare = width - sum(wanted[column : column + wide]) - (wide - 1) * GUTTER
        for at in range(wide if spare > 0 else 0):
            wanted[column + at] += spare * (at + 1) // wide - spare * at // wide
    room = measure - (count - 1) * GUTTER
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


def _alignments(cells: Sequence[Paragraph], head: int) -> dict[int, str]:
    """As the copy's ruler says; without a word from it numbers end together, words begin together."""
    made: dict[int, str] = {}
    for cell in cells:
        column = cell.cell[1]
        said = cell.align
        if said:
            made[column] = said
        elif cell.covers[1] > 1:
            continue
        elif cell.cell[0] > head:
            number = _NUMBER.fullmatch(cell.text.strip()) is not None
            made[column] = "end" if number and made.get(column, "end") == "end" else "start"
        else:
            made.setdefault(column, "end")
    return made


def _parts(rows: Sequence[tuple[TableCell, ...]], head: int) -> Iterator[TableBlock]:
    """A short table whole; of a long one the head and a row together, then row by row.

    Rows that a cell holds together are not parted.
    """
    heights = _heights(rows)
    if sum(heights) <= TOGETHER:
        yield TableBlock(tuple(rows), heights, first=True, last=True, head=head)
        return
    covered = {
        at + more for at, row in enumerate(rows) for cell in row for more in range(1, cell.rows)
    }
    begins = [at for at in range(head + 1, len(rows)) if at not in covered]
    for start, stop in pairwise([0, *begins, len(rows)]):
        yield TableBlock(
            tuple(rows[start:stop]),
            heights[start:stop],
            first=start == 0,
            last=stop == len(rows),
            head=head,
        )


def _heights(rows: Sequence[tuple[TableCell, ...]]) -> tuple[int, ...]:
    """The lines of each row; what a cell of several rows needs more, its last row has."""
    made = [max((len(c.block.best.lines) for c in row if c.rows == 1), default=1) for row in rows]
    for at, row in enumerate(rows):
        for cell in row:
            end = min(at + cell.rows, len(rows))
            short = len(cell.block.best.lines) - sum(made[at:end])
            made[end - 1] += max(short, 0)
    return tuple(made)
