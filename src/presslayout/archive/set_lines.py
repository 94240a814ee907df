"""The lines of a block as they stand on the page: each character with the box of its ink's cell.

Where the page keeps no advance (after the last glyph of a run), the cell is as wide as letters of its
kind are; a full-width mark's cell is the half that its ink stands in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.geometry import Box
from presslayout.base.values import frozen
from presslayout.edition.locate import ABOVE, EM
from presslayout.edition.page import Glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Block

# Letters reach farther below the baseline than Han, in per mille of the size.
BELOW = 260
_QUARTER = 90
# Full-width marks whose ink stands in the first or the second half of their square.
_FIRST = frozenset("，。、；：！？”’）》〉」』】〕］｝．")
_SECOND = frozenset("“‘（《〈「『【〔［｛")
# How wide letters are at most, in per mille of the size, where nothing follows that tells.
_NARROW, _WIDE = frozenset("ijlftrI.,;:'!|()[]-/ "), frozenset("mwMWQO@%&")
_LETTER, _CAPITAL = 620, 800
# What follows in a line stands no farther away than this many ems.
_APART = 5
# A run whose baseline lies off by less than this part of an em goes on in its line: 上标 and 下标.
_RAISED = 3
# What is set so much smaller than the line below it, in tenths, is read beside it: ruby.
SMALL = 7


class InkCell(NamedTuple):
    """The characters of one glyph: what they say, where they begin in their part, the box's edges."""

    text: str
    offset: int
    left: Length
    top: Length
    right: Length
    bottom: Length
    run: Glyphs


@frozen
class PrintedLine:
    """A line: its cells in reading order, its box and its baseline.

    The baseline is a y, in a vertical line the x of its middle.
    """

    cells: tuple[InkCell, ...]
    box: Box
    baseline: Length
    size: Length
    vertical: bool = False

    @property
    def text(self) -> str:
        """What is read in it."""
        return "".join(cell.text for cell in self.cells)


def set_lines(block: Block) -> tuple[PrintedLine, ...]:
    """The lines of a block in reading order."""
    runs = [item for item in block.items if isinstance(item, Glyphs) and item.ids]
    vertical = is_vertical(runs)
    made: list[PrintedLine] = []
    line: list[InkCell] = []
    for run in runs:
        cells = list(_upright(run) if vertical else _level(run))
        if line and not _goes_on(line, cells, vertical=vertical):
            made.append(_line(line, vertical=vertical))
            line = []
        line += cells
    if line:
        made.append(_line(line, vertical=vertical))
    return tuple(made)


def is_vertical(runs: Iterable[Glyphs]) -> bool:
    """Whether runs are set downwards: one of them has several heights and one place across."""
    return any(run.turn == _QUARTER or len(run.y) > 1 == len(run.x) for run in runs)


def around(cells: Iterable[InkCell]) -> Box:
    """The box round cells; there is at least one."""
    listed = list(cells)
    left, top = min(c.left for c in listed), min(c.top for c in listed)
    right, bottom = max(c.right for c in listed), max(c.bottom for c in listed)
    return Box(left, top, right - left, bottom - top)


def _line(cells: list[InkCell], *, vertical: bool) -> PrintedLine:
    first = max(cells, key=lambda cell: cell.run.size)
    if vertical:
        middle = (first.left + first.right) // 2
        return PrintedLine(tuple(cells), around(cells), middle, first.run.size, vertical=True)
    return PrintedLine(tuple(cells), around(cells), first.run.y[0], first.run.size)


def _goes_on(line: list[InkCell], cells: list[InkCell], *, vertical: bool) -> bool:
    """Whether a run stands in the line of the cells before it, behind them."""
    last, first = line[-1], cells[0]
    size = max(last.run.size, first.run.size)
    small = min(last.run.size, first.run.size)
    if vertical:
        level = abs(last.left + last.right - first.left - first.right) // 2
        gap = first.top - last.bottom
    else:
        level = abs(last.run.y[0] - first.run.y[0])
        gap = first.left - last.right
    if level * _RAISED > size or (level and small * 10 > size * SMALL and level * 10 > size):
        return False
    return -small // 2 <= gap <= _APART * size


def _level(run: Glyphs) -> Iterator[InkCell]:
    """The cells of a run that reads across."""
    y, size = run.y[0], run.size
    wide = size * run.condense // EM
    at, place, count = run.offset, 0, len(run.ids)
    shared = len(run.x) == 1
    latin = any("!" <= char < "\u2000" for char in run.text)
    top, bottom = y - size * ABOVE // EM, y + size * (BELOW if latin else EM - ABOVE) // EM
    for number in range(count):
        length = run.spans[number] if run.spans else 1
        text = run.text[place : place + length]
        x = run.x[0 if shared else number]
        follows = run.x[number + 1] if number + 1 < count and not shared else None
        # What stands for nothing behind a letter is the hyphen that a line end adds.
        left, right = _ink(text or ("-" if _is_letter(run.text, place) else ""), x, wide, follows)
        level = y if len(run.y) == 1 else run.y[number]
        yield InkCell(text, at, left, top + level - y, right, bottom + level - y, run)
        at, place = at + length, place + length


def _is_letter(text: str, stop: int) -> bool:
    return "!" <= text[stop - 1 : stop] < "\u2000"


def _ink(text: str, x: Length, wide: Length, follows: Length | None) -> tuple[Length, Length]:
    char = text[:1]
    if char in _FIRST and char:
        return x, x + wide // 2
    if char in _SECOND and char:
        return x + wide // 2, x + wide
    if not char or char >= "\u2000":
        return x, x + wide
    if char in _NARROW:
        share = 400
    elif char in _WIDE:
        share = 1000
    else:
        share = _CAPITAL if char.isupper() else _LETTER
    most = x + wide * share // EM
    return x, most if follows is None or follows <= x else min(follows, x + wide)


def _upright(run: Glyphs) -> Iterator[InkCell]:
    """The cells of a run that reads downwards, standing or lying."""
    size = run.size
    above = size * ABOVE // EM
    at, place, count = run.offset, 0, len(run.ids)
    for number in range(count):
        length = run.spans[number] if run.spans else 1
        text = run.text[place : place + length]
        x = run.x[number] if len(run.x) > 1 else run.x[0]
        y = run.y[number] if len(run.y) > 1 else run.y[0]
        if run.turn == _QUARTER:
            follows = run.y[number + 1] if number + 1 < count and len(run.y) > 1 else None
            char = text or ("-" if _is_letter(run.text, place) else "")
            top, bottom = _ink(char, y, size * run.condense // EM, follows)
            yield InkCell(text, at, x - size * BELOW // EM, top, x + above, bottom, run)
        else:
            yield InkCell(text, at, x, y - above, x + size, y - above + size, run)
        at, place = at + length, place + length
