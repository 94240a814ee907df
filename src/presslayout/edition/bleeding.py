"""Art that meets the trim goes on beyond it, as far as the page bleeds, so that no cut shows white.

Photographs of stories and plain grounds can go on by themselves; what cannot (an advertisement as
it was delivered, a drawing, a cut-out) is left, and preflight says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import WHITE
from presslayout.edition.page import TOUCHING, Block, Item, Picture, Shape, rectangle
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.edition.record import PhotoRecord

EMU_PER_INCH = 914_400
Crop = tuple[int, int, int, int]


@frozen
class Trim:
    """Where a page is cut, and how far what stands on it goes on beyond that."""

    width: Length
    height: Length
    bleed: Length

    def outward(self, box: Box) -> Box:
        """The box, its sides that lie on the trim moved out by the bleed."""
        left = -self.bleed if abs(box.x) <= TOUCHING else box.x
        top = -self.bleed if abs(box.y) <= TOUCHING else box.y
        right, bottom = box.right, box.bottom
        if abs(right - self.width) <= TOUCHING:
            right = self.width + self.bleed
        if abs(bottom - self.height) <= TOUCHING:
            bottom = self.height + self.bleed
        return Box(left, top, right - left, bottom - top)


def bled(
    blocks: tuple[Block, ...], trim: Trim, sizes: Mapping[str, tuple[int, int]], whole: set[str]
) -> tuple[Block, ...]:
    """The blocks of a page, grounds and photos that meet its trim going on into the bleed.

    `sizes` are those of upright pictures in pixels, `whole` the ids of blocks that are not cropped.
    """
    if not trim.bleed:
        return blocks

    def moved(item: Item, block: Block) -> Item:
        if isinstance(item, Shape) and is_ground(item):
            outer = trim.outward(item.extent)
            return item if outer == item.extent else replace(item, path=rectangle(outer))
        if isinstance(item, Picture) and block.role == Role.PHOTO and block.id not in whole:
            outer = trim.outward(item.box)
            if outer != item.box:
                crop = widened(item.crop, item.box, outer, sizes[item.image])
                return replace(item, box=outer, crop=crop)
        return item

    made = []
    for block in blocks:
        items = tuple(moved(item, block) for item in block.items)
        made.append(block if items == block.items else replace(block, items=items))
    return tuple(made)


def widened(crop: Crop, box: Box, outer: Box, size: tuple[int, int]) -> Crop:
    """What fills the outer box so that the box within shows what it did, as near as may be.

    Where the picture ends before the outer box does, it is enlarged no more than that takes.
    """
    left, right = _along(crop[0], crop[2], (box.x, box.right), (outer.x, outer.right))
    top, bottom = _along(crop[1], crop[3], (box.y, box.bottom), (outer.y, outer.bottom))
    wide, high = right - left, bottom - top
    across, down = wide, high
    if across > size[0]:
        across, down = size[0], down * size[0] // across
    if down > size[1]:
        across, down = across * size[1] // down, size[1]
    x = min(max(left + (wide - across) // 2, 0), size[0] - across)
    y = min(max(top + (high - down) // 2, 0), size[1] - down)
    return x, y, x + across, y + down


def seen(
    records: Iterable[PhotoRecord], before: Iterable[Block], after: Iterable[Block]
) -> tuple[PhotoRecord, ...]:
    """The records of photos, with what of each is seen inside the trim and how fine it is now."""
    pairs = zip(_pictures(before), _pictures(after), strict=True)
    changed = {(old.box, old.crop): new for old, new in pairs if old != new}
    found = []
    for record in records:
        new = changed.get((record.box, record.crop))
        if new is not None:
            ppi = (new.crop[2] - new.crop[0]) * EMU_PER_INCH // new.box.width
            record = replace(record, ppi=ppi, crop=narrowed(new.crop, new.box, record.box))  # noqa: PLW2901
        found.append(record)
    return tuple(found)


def narrowed(crop: Crop, outer: Box, box: Box) -> Crop:
    """What of a crop that fills the outer box is seen in the box within."""
    left, right = _along(crop[0], crop[2], (outer.x, outer.right), (box.x, box.right))
    top, bottom = _along(crop[1], crop[3], (outer.y, outer.bottom), (box.y, box.bottom))
    return left, top, right, bottom


def ended(page: Page, *, left: bool) -> Page:
    """The page with photos and grounds ending at its spine: the right edge of a left page.

    Where two pages meet on a sheet nothing is cut, and what goes on would print on the other.
    """
    x, width = (-page.bleed, page.width + page.bleed) if left else (0, page.width + page.bleed)
    limit = Box(x, -page.height, width, 3 * page.height)
    made = []
    for block in page.blocks:
        items = tuple(_within(item, block, limit) for item in block.items)
        made.append(block if items == block.items else replace(block, items=items))
    return replace(page, blocks=tuple(made))


def _within(item: Item, block: Block, limit: Box) -> Item:
    """What goes on by itself, ended where the limit is."""
    picture = isinstance(item, Picture) and block.role == Role.PHOTO
    if not picture and not (isinstance(item, Shape) and is_ground(item)):
        return item
    assert isinstance(item, Picture | Shape)
    box = item.box if isinstance(item, Picture) else item.extent
    x, right = max(box.x, limit.x), min(box.right, limit.right)
    if (x, right) == (box.x, box.right) or x >= right:
        return item
    kept = Box(x, box.y, right - x, box.height)
    if isinstance(item, Picture):
        return replace(item, box=kept, crop=narrowed(item.crop, box, kept))
    return replace(item, path=rectangle(kept))


def is_ground(item: Shape) -> bool:
    """Whether a shape is an upright area of one ink, with no line round it."""
    inked = item.fill is not None and item.fill != WHITE and item.stroke is None
    return inked and item.path == rectangle(item.extent)


def _pictures(blocks: Iterable[Block]) -> list[Picture]:
    return [item for block in blocks for item in block.items if isinstance(item, Picture)]


def _along(
    first: int, last: int, known: tuple[Length, Length], wanted: tuple[Length, Length]
) -> tuple[int, int]:
    """The pixels at two places, where those at two others are known."""
    length = known[1] - known[0]

    def at(place: Length) -> int:
        return first + ((place - known[0]) * (last - first) + length // 2) // length

    return at(wanted[0]), at(wanted[1])
