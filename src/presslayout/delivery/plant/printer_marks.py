"""Printer's marks: crop, fold and registration marks, colour bar and slug, all outside the bleed.

Page to Page.  The page's own blocks stay as they are; the words of the slug are outlines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, Ink
from presslayout.edition.page import Block, Shape, Stroke, circle, rectangle
from presslayout.edition.roles import Role
from presslayout.paint.supplies import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.edition.plant import Marks

# On every plate, so that the plates can be laid over each other.
REGISTRATION = Ink(c=1000, m=1000, y=1000, k=1000)
_LINE = Stroke(REGISTRATION, pt("0.25"))
LENGTH = mm(5)
_RADIUS = mm("1.5")
# A mark ends this far inside the sheet's edge.
_AIR = mm(1)
_SLUG_SIZE = pt(6)
_SLUG_LEAST = pt(4)
_DASHES = 4
# From this height a page is folded across its middle.
_BROADSHEET = mm(500)

# Solids, halves and overprints, as a densitometer reads them.
_PATCH = mm(4)
_BAR = (
    Ink(c=1000),
    Ink(m=1000),
    Ink(y=1000),
    Ink(k=1000),
    Ink(c=500),
    Ink(m=500),
    Ink(y=500),
    Ink(k=500),
    Ink(m=1000, y=1000),
    Ink(c=1000, y=1000),
    Ink(c=1000, m=1000),
)


@frozen
class _Frame:
    """Where marks stand: the page, how far out they begin and how far out they end."""

    width: Length
    height: Length
    near: Length
    far: Length

    @property
    def middle(self) -> Length:
        """Half way between where marks begin and end."""
        return (self.near + self.far) // 2


def marked(
    page: Page, marks: Marks, slug: str, letters: Lettering, spine: Length | None = None
) -> tuple[Page, Sheet]:
    """The page with its marks, and how much larger its sheet is.

    Marks begin where the press profile says, never inside the bleed.  `spine` is where two pages
    meet on this sheet.
    """
    near = max(marks.distance, page.bleed + _AIR)
    frame = _Frame(page.width, page.height, near, near + LENGTH)
    drawn: list[tuple[str, list[Shape]]] = []
    if marks.crop:
        drawn.append(("crop-marks", [*_crop(frame)]))
    if marks.fold:
        drawn.append(("fold-marks", [*_fold(frame, spine)]))
    if marks.registration:
        drawn.append(("registration-marks", [*_registration(frame, spine)]))
    if marks.bar:
        drawn.append(("colour-bar", [*_bar(frame)]))
    if marks.slug:
        drawn.append(("slug", [*_slug(frame, slug, letters)]))
    blocks = tuple(
        Block(f"{page.number}/{name}", Role.MARK, tuple(shapes), artifact=True)
        for name, shapes in drawn
        if shapes
    )
    if not blocks:
        return page, Sheet()
    beyond = frame.far + _AIR - page.bleed
    return replace(page, blocks=(*page.blocks, *blocks)), Sheet(beyond, beyond, beyond, beyond)


def _line(*points: tuple[Length, Length]) -> Shape:
    (x, y), *rest = points
    return Shape((("M", x, y), *(("L", *point) for point in rest)), stroke=_LINE)


def _crop(frame: _Frame) -> Iterator[Shape]:
    for x, outward in ((0, -1), (frame.width, 1)):
        for y, downward in ((0, -1), (frame.height, 1)):
            yield _line((x + outward * frame.near, y), (x + outward * frame.far, y))
            yield _line((x, y + downward * frame.near), (x, y + downward * frame.far))


def _fold(frame: _Frame, spine: Length | None) -> Iterator[Shape]:
    """Dashes where a sheet is folded: at its spine, and across the middle of a broadsheet."""
    dash = (frame.far - frame.near) // (2 * _DASHES - 1)
    for number in range(_DASHES):
        begun = frame.near + 2 * number * dash
        if spine is not None:
            yield _line((spine, -begun), (spine, -begun - dash))
            yield _line((spine, frame.height + begun), (spine, frame.height + begun + dash))
        if frame.height >= _BROADSHEET:
            y = frame.height // 2
            yield _line((-begun, y), (-begun - dash, y))
            yield _line((frame.width + begun, y), (frame.width + begun + dash, y))


def _registration(frame: _Frame, spine: Length | None) -> Iterator[Shape]:
    """A crossed circle at the middle of each side, beside the fold where one is there."""
    across = frame.width // 2 if spine is None else spine * 3 // 4
    down = frame.height // 2 if frame.height < _BROADSHEET else frame.height * 3 // 8
    middle = frame.middle
    for x, y in (
        (across, -middle),
        (across, frame.height + middle),
        (-middle, down),
        (frame.width + middle, down),
    ):
        reach = LENGTH // 2
        yield _line((x - reach, y), (x + reach, y))
        yield _line((x, y - reach), (x, y + reach))
        yield Shape(circle(x, y, _RADIUS), stroke=_LINE)


def _bar(frame: _Frame) -> Iterator[Shape]:
    """Patches below the page, from its left corner on, as many as stand clear of the middle."""
    left, top = mm(8), frame.height + frame.middle - _PATCH // 2
    room = frame.width * 3 // 8 - LENGTH - left
    for number, ink in enumerate(_BAR[: max(room // _PATCH, 0)]):
        yield Shape(rectangle(Box(left + number * _PATCH, top, _PATCH, _PATCH)), fill=ink)


def _slug(frame: _Frame, text: str, letters: Lettering) -> Iterator[Shape]:
    """The words above the page, from its left corner on, smaller where they would reach the middle."""
    left = mm(8)
    room = max(frame.width * 3 // 8 - LENGTH - left, 0)
    size = _SLUG_SIZE
    if letters.width(text, size) > room:
        size = max(_SLUG_LEAST, room * size // letters.width(text, size))
    leading = size * 5 // 4
    # On a page too narrow for all of it, what names the page comes first.
    rows = letters.lines(text, room, size)[: (LENGTH - _AIR) // leading]
    y = -frame.near - _AIR
    for number, row in enumerate(reversed(rows)):
        yield Shape(letters.path(row, left, y - number * leading, size), fill=BLACK)
