"""Inks and sizes of what a proof says, and how its words are drawn: as outlines, never as text.

Whatever paper a proof is made for, desks print it on A4: its smallest words are as large as lets
them be read there.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, WARNING
from presslayout.base.units import PAPERS, mm, pt
from presslayout.base.values import replace
from presslayout.edition.ink import Ink
from presslayout.edition.page import Shape, Stroke
from presslayout.paint.supplies import FULL

if TYPE_CHECKING:
    from presslayout.assets.outlines import Lettering
    from presslayout.base.diagnostics import Severity
    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.paint.supplies import Sheet

# The lightest tint that a laser printer still shows, and the heaviest that 9 pt type stands on.
WATERMARK = Ink(k=70)
LINE_NUMBER = Ink(c=1000, m=300)
LABEL = Ink(c=900, m=400)
BLACKISH = Ink(k=850)
GREY = Ink(k=500)
PALE = Ink(k=250)
OVERSET = Ink(m=1000, y=1000)
GOOD = Ink(c=800, y=900, k=200)
WEIGHTS = {ERROR: Ink(m=950, y=900), WARNING: Ink(m=550, y=1000)}
REMARK = Ink(c=700, m=200)

HAIR = Stroke(PALE, pt("0.3"))
RULE = Stroke(GREY, pt("0.5"))

# The smallest words of a proof where it is printed on A4 (七号), and as it stands.
ON_A4, SMALLEST = pt("5.25"), pt("6")

# What printers leave blank along the edges of A4.
UNPRINTED = mm("4.2")
# Room for pens on each side of the page, and for words: 四开 with it goes onto A3 at 92 %.
LEFT = RIGHT = mm(24)
TOP, BOTTOM = mm(17), mm(15)


def weight(severity: Severity) -> Ink:
    """The ink of a finding."""
    return WEIGHTS.get(severity, REMARK)


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


def readable(page: Page, sheet: Sheet) -> Length:
    """The size of the smallest words on a page whose sheet is printed on A4."""
    return max(SMALLEST, -(-ON_A4 * FULL // _scale(page, sheet)))


def unprinted(page: Page, sheet: Sheet) -> Length:
    """What a printer leaves blank along the edges of a page's sheet when it is printed on A4."""
    return UNPRINTED * FULL // _scale(page, sheet)


def _scale(page: Page, sheet: Sheet) -> int:
    return on_paper(replace(sheet, scale=FULL), page, "A4").scale


def words(
    letters: Lettering, text: str, at: tuple[Length, Length], size: Length, ink: Ink
) -> tuple[Shape, ...]:
    """A line of words from a point on its baseline on; nothing where there is nothing to draw."""
    path = letters.words(text, at[0], at[1], size)
    return (Shape(path, fill=ink),) if path else ()


def shortened(letters: Lettering, text: str, size: Length, measure: Length) -> str:
    """The words, the last of them left out where the measure is too short."""
    if letters.width(text, size) <= measure:
        return text
    ends = range(len(text) + 1)
    fitting = bisect_right(ends, measure, key=lambda end: letters.width(f"{text[:end]}…", size))
    return f"{text[: fitting - 1]}…" if fitting > 1 else ""
