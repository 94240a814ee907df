"""One page of a proof: everything that stands round it and over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.page import Block, lowest
from presslayout.edition.roles import Role
from presslayout.overlay.faults import faults, notes
from presslayout.overlay.labels import margins, photos, stories, watermark
from presslayout.overlay.looks import BOTTOM, LEFT, RIGHT, TOP
from presslayout.overlay.numbers import line_numbers
from presslayout.overlay.panel import panel, panel_below
from presslayout.overlay.paper_sizes import on_paper
from presslayout.paint.supplies import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.assets.outlines import Lettering
    from presslayout.edition.page import Page, Shape
    from presslayout.overlay.page_remarks import Occasion, PageRemarks


def proof(
    page: Page, letters: Lettering, occasion: Occasion, told: PageRemarks, paper: str = ""
) -> tuple[Page, Sheet]:
    """The page as a proofreader gets it, and the sheet that it is printed on.

    The watermark lies under everything but a ground, the rest over it; the page's own blocks stay as they are.
    Its notes become the findings, numbered as they are drawn.  `paper` is a name of PAPERS, or ""
    for a sheet as large as it comes.
    """
    left_over, wide = panel(page, letters, told.leftovers, RIGHT)
    sheet = Sheet(LEFT, TOP, RIGHT + wide, BOTTOM)
    if paper:
        below, high = panel_below(page, letters, told.leftovers, BOTTOM)
        under = on_paper(Sheet(LEFT, TOP, RIGHT, BOTTOM + high), page, paper)
        sheet = on_paper(sheet, page, paper)
        # Where the paper shows the page larger.
        if under.scale > sheet.scale:
            left_over, sheet = below, under
    ground, standing = lowest(page)
    blocks = (
        *ground,
        _block(page, "watermark", watermark(page, letters, occasion, told)),
        *standing,
        _block(page, "margins", margins(page, letters, told, occasion, sheet)),
        _block(page, "line-numbers", line_numbers(page, letters)),
        _block(page, "labels", stories(page, letters, told)),
        _block(page, "resolutions", photos(page, letters, told)),
        _block(page, "faults", faults(page, letters, told.findings)),
        _block(page, "overset", left_over),
    )
    whole = tuple(block for block in blocks if block.items)
    return replace(page, blocks=whole, notes=notes(page, told.findings)), sheet


def _block(page: Page, name: str, items: Iterable[Shape]) -> Block:
    return Block(id=f"{page.number}/{name}", role=Role(name), items=tuple(items), artifact=True)
