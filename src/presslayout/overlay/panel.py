"""Text that found no place, in columns beside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.overlay.looks import OVERSET, words
from presslayout.units import mm, pt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.overlay.values import Leftover
    from presslayout.page import Page, Shape
    from presslayout.units import Length

_SIZE = pt(8)
_LEADING = pt(12)
_COLUMN = mm(60)
_GAP = mm(5)


def panel(
    page: Page, letters: Lettering, leftovers: Sequence[Leftover], margin: Length
) -> tuple[list[Shape], Length]:
    """The leftovers to the right of the margin, and how wide they are together."""
    lines = [
        line
        for leftover in leftovers
        for line in (
            *letters.lines(f"【{leftover.title}】", _COLUMN, _SIZE),
            *letters.lines(leftover.text, _COLUMN, _SIZE),
            "",
        )
    ]
    if not lines:
        return [], 0
    rows = max(1, page.height // _LEADING)
    left = page.width + page.bleed + margin
    shapes: list[Shape] = []
    for index, line in enumerate(lines):
        column, row = divmod(index, rows)
        x = left + column * (_COLUMN + _GAP)
        shapes += words(letters, line, (x, row * _LEADING + _SIZE), _SIZE, OVERSET)
    return shapes, -(-len(lines) // rows) * (_COLUMN + _GAP)
