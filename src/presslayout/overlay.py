"""What a proof shows beside the page: watermark, line numbers, faults, the text without a place.

Page to Page.  All of it is artifacts made of outlines, so that a proof's text is the paper's alone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from presslayout.page import Block, Box, Glyphs, Ink, Shape, Stroke, rectangle
from presslayout.units import mm, pt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.page import Page
    from presslayout.units import Length

# The lightest tint that a laser printer still shows, and the heaviest that 9 pt type stands on.
WATERMARK = Ink(k=70)
LINE_NUMBER = Ink(c=1000, m=300)
FAULT = Ink(m=900, y=400)
OVERSET = Ink(m=1000, y=1000)

EVERY = 5
_NUMBER_SIZE = pt(5)
_NUMBER_GAP = pt("1.5")
_FAULT_SIZE = pt(7)
_FAULT_RULE = Stroke(FAULT, pt("0.7"))
_PANEL_SIZE = pt(8)
_PANEL_LEADING = pt(12)
_PANEL_COLUMN = mm(60)
_PANEL_GAP = mm(5)


@dataclass(frozen=True, slots=True)
class Sheet:
    """How far a proof's sheet reaches beyond the page and its bleed, on each side."""

    left: Length = 0
    top: Length = 0
    right: Length = 0
    bottom: Length = 0


@dataclass(frozen=True, slots=True)
class Leftover:
    """A story's text that found no place, under the name by which the newsroom knows it."""

    title: str
    text: str


def proof(
    page: Page, letters: Lettering, watermark: str, leftovers: Sequence[Leftover] = ()
) -> tuple[Page, Sheet]:
    """The page as a proofreader gets it, and how much larger its sheet is.

    The watermark lies under everything, the rest over it; the page's own blocks stay as they are
    and its notes stay with it, numbered as their frames are.
    """
    behind = _block(page, "watermark", _watermark(page, letters, watermark))
    panel, sheet = _panel(page, letters, leftovers)
    over = (
        _block(page, "line-numbers", _line_numbers(page, letters)),
        _block(page, "faults", _faults(page, letters)),
        _block(page, "overset", panel),
    )
    blocks = (behind, *page.blocks, *over)
    notes = tuple(
        replace(note, text=f"{number}. {note.text}") for number, note in enumerate(page.notes, 1)
    )
    return replace(page, blocks=tuple(b for b in blocks if b.items), notes=notes), sheet


def _block(page: Page, name: str, items: Iterable[Shape]) -> Block:
    return Block(id=f"{page.number}/{name}", role=name, items=tuple(items), artifact=True)


def _watermark(page: Page, letters: Lettering, text: str) -> Iterator[Shape]:
    if not text:
        return
    em = pt(100)
    size = min(page.width * 6 // 10 * em // letters.width(text, em), page.height // 2)
    x = (page.width - letters.width(text, size)) // 2
    # Han stand with 0.88 of their square above the baseline, 0.12 below.
    y = page.height // 2 + size * 38 // 100
    yield Shape(letters.path(text, x, y, size), fill=WATERMARK)


def _line_numbers(page: Page, letters: Lettering) -> Iterator[Shape]:
    for block in page.blocks:
        if block.role != "body" or block.artifact:
            continue
        if any(item.turn for item in block.items if isinstance(item, Glyphs)):
            yield from _vertical_numbers(block, letters)
            continue
        for column in _columns(block):
            left = min(x for x, _ in column)
            for number, (_, y) in enumerate(column, 1):
                if number % EVERY == 0:
                    text = str(number)
                    x = left - _NUMBER_GAP - letters.width(text, _NUMBER_SIZE)
                    yield Shape(letters.path(text, x, y, _NUMBER_SIZE), fill=LINE_NUMBER)


def _vertical_numbers(block: Block, letters: Lettering) -> Iterator[Shape]:
    """Numbers over every fifth line of a vertical body, tier by tier."""
    for tier in _tiers(block):
        top = min(y for _, y in tier) - _NUMBER_GAP
        for number, (middle, _) in enumerate(tier, 1):
            if number % EVERY == 0:
                text = str(number)
                x = middle - letters.width(text, _NUMBER_SIZE) // 2
                yield Shape(letters.path(text, x, top, _NUMBER_SIZE), fill=LINE_NUMBER)


def _tiers(block: Block) -> list[list[tuple[Length, Length]]]:
    """Middle and top of each vertical line, tier by tier, as the block's runs follow each other."""
    tiers: list[list[tuple[Length, Length]]] = []
    for item in block.items:
        if not isinstance(item, Glyphs) or not item.ids:
            continue
        # Han stand on the baseline with 0.88 of their square, lying glyphs have it at their side.
        middle = item.x[0] + item.size * (38 if item.turn else 50) // 100
        top = item.y[0] - (0 if item.turn else item.size * 88 // 100)
        if not tiers or middle > tiers[-1][-1][0] + item.size:
            tiers.append([(middle, top)])
        elif middle < tiers[-1][-1][0] - item.size:
            tiers[-1].append((middle, top))
    return tiers


def _columns(block: Block) -> list[list[tuple[Length, Length]]]:
    """Left end and baseline of each line, column by column, as the block's runs follow each other."""
    columns: list[list[tuple[Length, Length]]] = []
    right = 0
    for item in block.items:
        if not isinstance(item, Glyphs) or item.turn or len(item.y) != 1 or not item.ids:
            continue
        x, y = item.x[0], item.y[0]
        end = item.x[-1] + item.size
        if columns and y == columns[-1][-1][1] and x < right + item.size:
            # Another run of the same line.
            right = max(right, end)
            continue
        if columns and y > columns[-1][-1][1] and x < right:
            columns[-1].append((x, y))
            right = max(right, end)
        else:
            columns.append([(x, y)])
            right = end
    return columns


def _faults(page: Page, letters: Lettering) -> Iterator[Shape]:
    for number, note in enumerate(page.notes, 1):
        yield Shape(rectangle(note.box), stroke=_FAULT_RULE)
        label = str(number)
        width = letters.width(label, _FAULT_SIZE) + _FAULT_SIZE
        tab = Box(note.box.x, note.box.y, width, _FAULT_SIZE * 5 // 4)
        yield Shape(rectangle(tab), fill=FAULT)
        path = letters.path(label, tab.x + _FAULT_SIZE // 2, tab.y + _FAULT_SIZE, _FAULT_SIZE)
        yield Shape(path, fill=Ink())


def _panel(
    page: Page, letters: Lettering, leftovers: Sequence[Leftover]
) -> tuple[list[Shape], Sheet]:
    """The leftovers in columns to the right of the page, and the sheet that has room for them."""
    lines = [
        line
        for leftover in leftovers
        for line in (
            *letters.lines(f"【{leftover.title}】", _PANEL_COLUMN, _PANEL_SIZE),
            *letters.lines(leftover.text, _PANEL_COLUMN, _PANEL_SIZE),
            "",
        )
    ]
    if not lines:
        return [], Sheet()
    rows = max(1, page.height // _PANEL_LEADING)
    left = page.width + page.bleed + _PANEL_GAP
    shapes = []
    for index, line in enumerate(lines):
        column, row = divmod(index, rows)
        x = left + column * (_PANEL_COLUMN + _PANEL_GAP)
        if line:
            path = letters.path(line, x, row * _PANEL_LEADING + _PANEL_SIZE, _PANEL_SIZE)
            shapes.append(Shape(path, fill=OVERSET))
    columns = -(-len(lines) // rows)
    return shapes, Sheet(right=_PANEL_GAP + columns * (_PANEL_COLUMN + _PANEL_GAP))
