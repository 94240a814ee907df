"""Text that found no place, in columns beside the page or under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import mm, pt
from presslayout.overlay.looks import OVERSET, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.page import Page, Shape
    from presslayout.overlay.page_remarks import Leftover

_SIZE = pt(8)
_LEADING = pt(12)
_COLUMN = mm(60)
_GAP = mm(5)


def panel(
    page: Page, letters: Lettering, leftovers: Sequence[Leftover], margin: Length
) -> tuple[list[Shape], Length]:
    """The leftovers to the right of the margin, and how wide they are together."""
    lines = _lines(letters, leftovers)
    rows = max(1, page.height // _LEADING)
    corner = page.width + page.bleed + margin, 0
    columns = -(-len(lines) // rows)
    return _set(letters, lines, corner, rows), columns * (_COLUMN + _GAP)


def panel_below(
    page: Page, letters: Lettering, leftovers: Sequence[Leftover], margin: Length
) -> tuple[list[Shape], Length]:
    """The leftovers under the margin, and how high they are together."""
    lines = _lines(letters, leftovers)
    columns = max(1, (page.width + _GAP) // (_COLUMN + _GAP))
    rows = -(-len(lines) // columns)
    corner = 0, page.height + page.bleed + margin
    return _set(letters, lines, corner, max(rows, 1)), rows * _LEADING + _GAP * bool(lines)


def _lines(letters: Lettering, leftovers: Sequence[Leftover]) -> list[str]:
    return [
        line
        for leftover in leftovers
        for line in (
            *letters.lines(f"【{leftover.title}】", _COLUMN, _SIZE),
            *letters.lines(leftover.text, _COLUMN, _SIZE),
            "",
        )
    ]


def _set(
    letters: Lettering, lines: Sequence[str], corner: tuple[Length, Length], rows: int
) -> list[Shape]:
    """The lines in columns of so many rows."""
    shapes: list[Shape] = []
    for index, line in enumerate(lines):
        column, row = divmod(index, rows)
        at = corner[0] + column * (_COLUMN + _GAP), corner[1] + row * _LEADING + _SIZE
        shapes += words(letters, line, at, _SIZE, OVERSET)
    return shapes
