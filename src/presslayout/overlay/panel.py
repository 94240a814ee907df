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
_COLUMN = mm(60)
_GAP = mm(5)


def panel(
    page: Page, letters: Lettering, leftovers: Sequence[Leftover], margin: Length, size: Length
) -> tuple[list[Shape], Length]:
    """The leftovers to the right of the margin, and how wide they are together."""
    size = max(_SIZE, size)
    lines = _lines(letters, leftovers, size)
    rows = max(1, page.height // _leading(size))
    corner = page.width + page.bleed + margin, 0
    columns = -(-len(lines) // rows)
    return _set(letters, lines, (corner, rows), size), columns * (_COLUMN + _GAP)


def panel_below(
    page: Page, letters: Lettering, leftovers: Sequence[Leftover], margin: Length, size: Length
) -> tuple[list[Shape], Length]:
    """The leftovers under the margin, and how high they are together."""
    size = max(_SIZE, size)
    lines = _lines(letters, leftovers, size)
    columns = max(1, (page.width + _GAP) // (_COLUMN + _GAP))
    rows = -(-len(lines) // columns)
    corner = 0, page.height + page.bleed + margin
    high = rows * _leading(size) + _GAP * bool(lines)
    return _set(letters, lines, (corner, max(rows, 1)), size), high


def _leading(size: Length) -> Length:
    return size * 3 // 2


def _lines(letters: Lettering, leftovers: Sequence[Leftover], size: Length) -> list[str]:
    return [
        line
        for leftover in leftovers
        for line in (
            *letters.lines(f"【{leftover.title}】", _COLUMN, size),
            *letters.lines(leftover.text, _COLUMN, size),
            "",
        )
    ]


def _set(
    letters: Lettering,
    lines: Sequence[str],
    where: tuple[tuple[Length, Length], int],
    size: Length,
) -> list[Shape]:
    """The lines from a corner on, in columns of so many rows."""
    corner, rows = where
    shapes: list[Shape] = []
    for index, line in enumerate(lines):
        column, row = divmod(index, rows)
        at = corner[0] + column * (_COLUMN + _GAP), corner[1] + row * _leading(size) + size
        shapes += words(letters, line, at, size, OVERSET)
    return shapes
