"""Findings marked where they are, numbered, each with its code in the pen margin beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO
from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.edition.page import Note, Shape, Stroke, rectangle
from presslayout.overlay.labels import tab
from presslayout.overlay.looks import LEFT, weight, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.overlay.page_remarks import Finding

_UNDER = pt("0.6")
_THICK = pt("0.8")
_FRAME = pt("0.7")
_NUMBER = pt(4)
_TAB = pt("6.5")
_CODE = pt("5.4")
_STEP = pt("6.8")
_GAP = mm(1)


def faults(page: Page, letters: Lettering, found: Sequence[Finding]) -> Iterator[Shape]:
    """Underlined words and framed areas, with their numbers; codes in the margins."""
    for number, one in enumerate(found, 1):
        ink = weight(one.severity)
        if not one.boxes:
            continue
        if one.area:
            (box, *_) = one.boxes
            yield Shape(rectangle(box), stroke=Stroke(ink, _FRAME))
            yield from tab(letters, str(number), (box.x, box.y - _TAB), ink, _NUMBER)
            continue
        for box in one.boxes:
            line = Box(box.x, box.bottom + _UNDER // 2, max(box.width, pt(2)), _THICK)
            yield Shape(rectangle(line), fill=ink)
        first = one.boxes[0]
        yield from words(letters, str(number), (first.x, first.y - _UNDER), _NUMBER, ink)
    yield from _codes(page, letters, found)


def notes(page: Page, found: Sequence[Finding]) -> tuple[Note, ...]:
    """The findings as a reader's comment pane lists them; those of the page as a whole over it."""
    made = []
    for number, one in enumerate(found, 1):
        box = (
            one.boxes[0]
            if one.boxes
            else Box(page.width - mm(6), -page.bleed - mm(5), mm(4), mm(4))
        )
        where = f"\n{one.where}" if one.where else ""
        made.append(Note(box, one.code, f"{number}. {one.message}{where}"))
    return tuple(made)


def _codes(page: Page, letters: Lettering, found: Sequence[Finding]) -> Iterator[Shape]:
    """Number and code beside the page at the height of the place, pushed down where they would meet."""
    lowest: dict[bool, Length] = {}
    listed = [(n, one) for n, one in enumerate(found, 1) if one.boxes and one.severity is not INFO]
    for number, one in sorted(listed, key=lambda pair: (pair[1].boxes[0].y, pair[0])):
        box = one.boxes[0]
        right = box.x + box.width // 2 > page.width // 2
        room = LEFT - 2 * _GAP
        lines = _rows(letters, f"{number} {one.code}", room)
        y = max(box.y + _CODE, lowest.get(right, 0))
        ink = weight(one.severity)
        for row, text in enumerate(lines):
            x = page.width + page.bleed + _GAP
            if not right:
                x = -page.bleed - _GAP - letters.width(text, _CODE)
            yield from words(letters, text, (x, y + row * _STEP), _CODE, ink)
        lowest[right] = y + len(lines) * _STEP


def _rows(letters: Lettering, text: str, room: Length) -> list[str]:
    """A code in as many rows as it needs, parted behind its hyphens."""
    rows = [""]
    for piece in re.findall("[^-]+-?", text):
        if rows[-1] and letters.width(rows[-1] + piece, _CODE) > room:
            rows.append("")
        rows[-1] += piece
    return rows
