"""One page of a proof: everything that stands round it and over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.page import Block, lowest
from presslayout.edition.roles import Role
from presslayout.overlay.faults import faults, notes
from presslayout.overlay.labels import margins, photos, stories, watermark
from presslayout.overlay.looks import (
    BOTTOM,
    LEFT,
    RIGHT,
    SMALLEST,
    TOP,
    on_paper,
    readable,
    unprinted,
)
from presslayout.overlay.numbers import line_numbers
from presslayout.overlay.panel import panel, panel_below
from presslayout.overlay.tabs import tabs
from presslayout.paint.supplies import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.page import Page, Shape
    from presslayout.overlay.page_remarks import Leftover, Occasion, PageRemarks


def proof(
    page: Page, letters: Lettering, occasion: Occasion, told: PageRemarks, paper: str = ""
) -> tuple[Page, Sheet]:
    """The page as a proofreader gets it, and the sheet that it is printed on.

    The watermark lies under everything but a ground, the rest over it; the page's own blocks stay as they are.
    Its notes become the findings, numbered as they are drawn.  `paper` is a name of PAPERS, or ""
    for a sheet as large as it comes.  However large, its words can be read where it is printed on A4.
    """
    sheet, left_over, rooms, size = _laid(page, letters, told, paper)
    found = tabs(page, letters, told.findings, size)
    taken = tuple(one.box for one in found)
    ground, standing = lowest(page)
    blocks = (
        *ground,
        _block(page, "watermark", watermark(page, letters, occasion, told)),
        *standing,
        _block(page, "margins", margins(page, letters, told, occasion, (sheet, size))),
        _block(page, "line-numbers", line_numbers(page, letters, size, taken)),
        _block(page, "labels", stories(letters, told, size)),
        _block(page, "resolutions", photos(letters, told, size)),
        _block(page, "faults", faults(page, letters, found, rooms, size)),
        _block(page, "overset", left_over),
    )
    whole = tuple(block for block in blocks if block.items)
    return replace(page, blocks=whole, notes=notes(page, told.findings)), sheet


def _laid(
    page: Page, letters: Lettering, told: PageRemarks, paper: str
) -> tuple[Sheet, list[Shape], tuple[Length, Length], Length]:
    """The sheet, the text without a place, the rooms left and right of the page, the smallest words' size.

    What stands beside the page makes the sheet larger, and so the words, and so what stands there.
    """
    size = readable(page, _sheet(page, letters, (), (paper, SMALLEST))[0])
    if told.leftovers:
        first, *_ = _sheet(page, letters, told.leftovers, (paper, size))
        size = min(readable(page, first), 2 * size)
    sheet, left_over, rooms = _sheet(page, letters, told.leftovers, (paper, size))
    return sheet, left_over, rooms, size


def _sheet(
    page: Page, letters: Lettering, leftovers: Sequence[Leftover], on: tuple[str, Length]
) -> tuple[Sheet, list[Shape], tuple[Length, Length]]:
    """The sheet with what stands beside the page, or under it where that shows the page larger."""
    paper, size = on
    left_over, wide = panel(page, letters, leftovers, RIGHT, size)
    sheet = Sheet(LEFT, TOP, RIGHT + wide, BOTTOM)
    if paper:
        below, high = panel_below(page, letters, leftovers, BOTTOM, size)
        under = on_paper(Sheet(LEFT, TOP, RIGHT, BOTTOM + high), page, paper)
        sheet = on_paper(sheet, page, paper)
        if under.scale > sheet.scale:
            left_over, sheet, wide = below, under, 0
    edge = unprinted(page, sheet)
    return sheet, left_over, (sheet.left - edge, RIGHT if wide else sheet.right - edge)


def _block(page: Page, name: str, items: Iterable[Shape]) -> Block:
    return Block(id=f"{page.number}/{name}", role=Role(name), items=tuple(items), artifact=True)
