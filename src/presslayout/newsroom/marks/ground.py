"""What stands on a page, for a mark to stand on: lines of characters, pictures, the page's edges.

Characters are cells that do not overlap: what a squeezed mark or a letter does not fill belongs to
its neighbour.  A cell that draws something else than the copy says (a jump line, a hyphen, another
headline) is there too, and is told from copy.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import frozen, replace
from presslayout.edition.locate import HEADS, characters_of, says
from presslayout.edition.page import Glyphs, Picture, Placed
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Block, Edition, Page

# Marks whose ink fills the second half of their square, and those that fill the first.
OPENING = frozenset("“‘「『（〔［｛《〈【")
CLOSING = frozenset("”’」』）〕］｝》〉】，。、；：！？．")
# Little ink in a large square: readers that draw round the ink draw little.
THIN = OPENING | CLOSING | frozenset("一丨丶—…·～－-")
# No slim letter is wider than the first, no digit and no small letter but m and w than the second,
# no letter than the third.
SLIM, NARROW, WIDE, PERCENT = 42, 62, 96, 100
_SLIM = frozenset("fijlrtI")
# Drawn behind another character, or not at all.
_UNSEEN = " \t\n\u00a0\u3000\u200b\u2060\ufeff\u00ad"
# Lines whose next character is farther off than this many squares end.
_APART = 4


@frozen
class Character:
    """A character's place: its `box` is its own, `square` what its glyph was given.

    `length` counts the code points that are seen, `span` those that it stands for; `copied` says
    that the copy says just this.  `on` names the part, or the piece of furniture.
    """

    story: str
    part: str
    on: str
    at: int
    length: int
    span: int
    char: str
    box: Box
    square: Box
    copied: bool

    @property
    def thin(self) -> bool:
        """Whether its ink fills little of its square."""
        return self.char in THIN or self.char.isascii()


@frozen
class TextRow:
    """A line of text, its cells in reading order; one that runs downwards is `upright`."""

    cells: tuple[Character, ...]
    upright: bool

    def along(self, box: Box) -> tuple[Length, Length]:
        """A box's ends in the direction of reading."""
        return (box.y, box.bottom) if self.upright else (box.x, box.right)

    def across(self, box: Box) -> tuple[Length, Length]:
        """A box's ends across it."""
        return (box.x, box.right) if self.upright else (box.y, box.bottom)


@frozen
class Thing:
    """A picture, or a page of somebody else's: what it is, whose, and where."""

    on: str
    story: str
    part: str
    box: Box


@frozen
class Ground:
    """Everything that stands on a page."""

    rows: tuple[TextRow, ...]
    things: tuple[Thing, ...]


def ground(edition: Edition, page: Page) -> Ground:
    """What stands on a page of an edition, or on a galley of it."""
    texts = {(a.id, part): text for a in edition.articles for part, text in a.texts}
    rows = [row for block in page.blocks for row in _rows(block, texts)]
    things = [
        Thing(block.role, block.story, block.part, item.box)
        for block in page.blocks
        for item in block.items
        if isinstance(item, (Picture, Placed))
    ]
    return Ground(tuple(rows), tuple(things))


def _widest(cell: Character) -> int:
    """How wide a letter's body may be, in percent of its square: what is behind it is a blank."""
    if not (cell.char.isascii() and cell.char.isalnum()):
        return PERCENT
    if cell.char in _SLIM:
        return SLIM
    return WIDE if cell.char.isupper() or cell.char in "mw" else NARROW


def _rows(block: Block, texts: Mapping[tuple[str, str], str]) -> Iterator[TextRow]:
    own = bool(block.story and block.part) and not block.artifact
    cells = list(_cells(block, texts.get((block.story, block.part), "") if own else ""))
    if not cells:
        return
    upright = _runs_down(cells)
    begun = 0
    for at in range(1, len(cells) + 1):
        if at == len(cells) or not _goes_on(cells[at - 1], cells[at], upright=upright):
            yield TextRow(tuple(_parted(cells[begun:at], upright=upright)), upright)
            begun = at


def _cells(block: Block, text: str) -> Iterator[Character]:
    """The block's glyphs; `text` is what the copy says of its part, "" of furniture."""
    own = bool(text)
    whole = not own or block.part not in HEADS or block.role == Role.GALLEY or says(block, text)
    for run in block.items:
        if not isinstance(run, Glyphs):
            continue
        at = 0
        for offset, span, box in characters_of(run):
            drawn = run.text[at : at + span]
            at += span
            seen = len(drawn.rstrip(_UNSEEN)) or len(drawn)
            copied = own and whole and span > 0 and text[offset : offset + span] == drawn
            yield Character(
                block.story if own else "", block.part if own else "",
                block.part if own else block.role,
                offset, seen, span, drawn[:1], box, box, copied,
            )  # fmt: skip


def _runs_down(cells: Sequence[Character]) -> bool:
    down = level = 0
    for one, other in pairwise(cells):
        size = max(one.box.height, 1)
        dx, dy = abs(other.box.x - one.box.x), other.box.y - one.box.y
        down += dx * 2 < size < dy * 2 < size * 4
        level += abs(dy) * 2 < size and dx > 0
    return down > level


def _goes_on(one: Character, other: Character, *, upright: bool) -> bool:
    size = max(one.box.height, other.box.height)
    dx, dy = other.box.x - one.box.x, other.box.y - one.box.y
    ahead, aside = (dy, dx) if upright else (dx, dy)
    return abs(aside) * 2 < size and 0 <= ahead < size * (_APART + 1)


def _parted(cells: Sequence[Character], *, upright: bool) -> Iterator[Character]:
    """The cells of a line without overlaps."""
    ends = [(c.box.y, c.box.bottom) if upright else (c.box.x, c.box.right) for c in cells]
    ends = [
        (a, min(b, a + (b - a) * _widest(c) // PERCENT))
        for (a, b), c in zip(ends, cells, strict=True)
    ]
    for at in range(len(cells) - 1):
        (start, stop), (after, far) = ends[at], ends[at + 1]
        if stop <= after:
            continue
        half = min(cells[at].square.height, cells[at + 1].square.height) // 2
        opens, closes = cells[at + 1].char in OPENING, cells[at].char in CLOSING
        edge = after
        if opens and closes:
            edge = (start + after) // 2 + half
        elif opens:
            edge = min(stop, after + half)
        elif closes:
            edge = max(after, min(start + half, stop))
        edge = min(max(edge, start), far)
        ends[at], ends[at + 1] = (start, edge), (edge, far)
    for cell, (start, stop) in zip(cells, ends, strict=True):
        square = cell.square
        box = (
            Box(square.x, start, square.width, stop - start)
            if upright
            else Box(start, square.y, stop - start, square.height)
        )
        yield replace(cell, box=box)
