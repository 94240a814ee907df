"""The sheet that a proof is printed on: how far it reaches beyond the page, and how much smaller it is.

Knows sizes, no words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import PAPERS
from presslayout.base.values import replace
from presslayout.paint.supplies import FULL, Sheet

if TYPE_CHECKING:
    from presslayout.edition.page import Page


def on_paper(sheet: Sheet, page: Page, paper: str) -> Sheet:
    """The sheet made as large as a paper (a name of PAPERS), everything on it as large as may be.

    Never enlarged; what is left over goes to the sides equally, so that pens have it.
    """
    width = sheet.left + page.width + 2 * page.bleed + sheet.right
    height = sheet.top + page.height + 2 * page.bleed + sheet.bottom
    across, down = PAPERS[paper] if height >= width else PAPERS[paper][::-1]
    scale = min(FULL, across * FULL // width, down * FULL // height)
    wide, high = across * FULL // scale - width, down * FULL // scale - height
    return replace(
        sheet,
        left=sheet.left + wide // 2,
        right=sheet.right + wide - wide // 2,
        top=sheet.top + high // 2,
        bottom=sheet.bottom + high - high // 2,
        scale=scale,
    )
