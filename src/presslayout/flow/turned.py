"""Vertical setting: a slot measured and set as if its lines were horizontal, then turned.

In the turned frame lines run along x and follow each other along y as ever; on the page x runs
down from the slot's top and y leftwards from its right edge.  Everything between measuring and
drawing works in that frame and knows nothing of it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.assets.silhouette import lying
from presslayout.base.geometry import Box
from presslayout.base.values import frozen, replace
from presslayout.edition.page import Block, Glyphs, Item, Placed, Shape, moved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.base.units import Length
    from presslayout.edition.record import PhotoRecord
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk, Filled
    from presslayout.flow.telling import Telling
    from presslayout.issue.issue import Photo

# Where a photo asked for on the page stands in the turned frame.
_AT = {
    "top": "top-left",
    "bottom": "bottom-right",
    "top-right": "top-left",
    "top-left": "bottom-left",
    "bottom-right": "top-right",
    "bottom-left": "bottom-right",
}
_QUARTER, _WHOLE = 90, 360


@frozen
class Pivot:
    """The corner of the page round which a turned frame lies: a slot's right edge and its top."""

    right: Length
    top: Length

    def box(self, box: Box) -> Box:
        """A box of the page in the turned frame."""
        return Box(box.y - self.top, self.right - box.right, box.height, box.width)

    def upright(self, box: Box) -> Box:
        """A box of the turned frame on the page."""
        return Box(self.right - box.bottom, self.top + box.x, box.height, box.width)

    def point(self, x: Length, y: Length) -> tuple[Length, Length]:
        """A point of the turned frame on the page."""
        return self.right - y, self.top + x


def pivot(box: Box) -> Pivot:
    """The corner of a box round which its content is turned."""
    return Pivot(box.right, box.y)


def area(flat: Area, slot: Box, tiers: int | None, gutter: Length, cell: Length) -> Area:
    """A slot's content area in the turned frame.

    Tiers (段) stand for columns; without a number of them each is at least `cell` high.  Lines
    share the width, so that the last one ends at its edge.
    """
    corner = pivot(slot)
    high = flat.row_foot(flat.rows - 1) - flat.top
    inner = corner.box(Box(flat.x, flat.top, flat.width, high))
    rows = max((flat.width - flat.em) // flat.pitch + 1, 1)
    pitch = (flat.width - flat.em) // (rows - 1) if rows > 1 else flat.pitch
    count = tiers or max((high + gutter) // (cell + gutter), 1)
    measure = (high - (count - 1) * gutter) // (count * flat.em) * flat.em
    spare = high - count * measure
    starts = tuple(
        inner.x + i * measure + (spare * i // (count - 1) if count > 1 else 0) for i in range(count)
    )
    return replace(
        flat,
        box=corner.box(flat.box),
        frame=None if flat.frame is None else corner.box(flat.frame),
        x=inner.x,
        width=high,
        top=inner.y,
        rows=rows,
        pitch=pitch,
        columns=starts,
        measure=measure,
        # A page is folded along its lines, never across them.
        fold=None,
    )


def strip(space: Area, count: int, side: str) -> tuple[Area, Area, Pivot]:
    """Columns of a slot kept for a vertical headline: the strip, turned, and what is left."""
    lefts = space.columns
    taken = lefts[:count] if side == "left" else lefts[-count:]
    left = lefts[count:] if side == "left" else lefts[:-count]
    width = taken[-1] + space.measure - taken[0]
    first, last = _open_rows(space, range(lefts.index(taken[0]), lefts.index(taken[0]) + count))
    top = space.row_top(first)
    high = space.row_foot(last - 1) - top
    box = Box(taken[0], top, width, high)
    lying = replace(
        space, box=Box(0, 0, high, width), frame=None, x=0, width=high, top=0,
        rows=max(width // space.pitch, 1), columns=(0,), measure=high, closed=(), fold=None,
    )  # fmt: skip
    ahead = count if side == "left" else 0
    closed = tuple(
        replace(hole, column=hole.column - ahead)
        for hole in space.closed
        if 0 <= hole.column - ahead < len(left)
    )
    return lying, replace(space, columns=left, closed=closed), pivot(box)


def _open_rows(space: Area, columns: range) -> tuple[int, int]:
    """The longest run of rows, its end not counted, in which columns are all the slot's own."""
    shut = sorted((h.top, h.bottom) for h in space.closed if h.column in columns)
    best, at = (0, 0), 0
    for top, bottom in [*shut, (space.rows, space.rows)]:
        if top - at > best[1] - best[0]:
            best = at, top
        at = max(at, bottom)
    return best if best[1] else (0, space.rows)


def desk(upright: Desk) -> Desk:
    """The desk of a vertical story: faces and pictures as the turned frame sees them."""
    pictures = {
        file: replace(facts, width=facts.height, height=facts.width)
        for file, facts in upright.pictures.items()
    }
    drawings = {
        file: tuple(
            replace(shape, path=moved(shape.path, partial(_lying, upright.pictures[file].width)))
            for shape in drawn
        )
        for file, drawn in upright.drawings.items()
    }
    outlines = {key: lying(slices) for key, slices in upright.outlines.items()}
    return replace(
        upright,
        faces=upright.faces.turned(),
        pictures=pictures,
        drawings=drawings,
        outlines=outlines,
        foci=upright.foci.lying(),
    )


def _lying(width: Length, x: Length, y: Length) -> tuple[Length, Length]:
    """A point of a drawing so wide as the turned frame sees it."""
    return y, width - x


def telling(upright: Telling) -> Telling:
    """A telling with its photos placed as the turned frame sees them."""
    story = upright.story
    return replace(upright, story=replace(story, photos=tuple(map(_photo, story.photos))))


def filled(made: Filled, slot: Box, lying: Desk) -> Filled:
    """What was set in the turned frame as it stands on the page."""
    corner = pivot(slot)
    widths = {facts.sha256: facts.height for facts in lying.pictures.values()}
    story = made.story
    if story is not None:
        boxes = tuple(map(corner.upright, story.boxes))
        story = replace(story, bbox=corner.upright(story.bbox), boxes=boxes)
    return replace(
        made,
        blocks=blocks(made.blocks, corner, widths),
        story=story,
        photos=tuple(_record(photo, corner) for photo in made.photos),
        notes=tuple(replace(note, box=corner.upright(note.box)) for note in made.notes),
        head=corner.upright(made.head) if made.head is not None else None,
    )


def blocks(
    lying: Iterable[Block], corner: Pivot, widths: dict[str, int] | None = None
) -> tuple[Block, ...]:
    """Blocks of the turned frame on the page; `widths` are those of upright pictures, in pixels."""
    return tuple(
        replace(block, items=tuple(_item(item, corner, widths or {}) for item in block.items))
        for block in lying
    )


def _photo(photo: Photo) -> Photo:
    focus = photo.focus and (photo.focus[1], 1000 - photo.focus[0])
    # What is turned has other edges than the sheet.
    return replace(photo, at=_AT.get(photo.at, photo.at), focus=focus, bleed=False)


def _item(item: Item, corner: Pivot, widths: dict[str, int]) -> Item:
    if isinstance(item, Glyphs):
        return _glyphs(item, corner)
    if isinstance(item, Shape):
        return replace(item, path=moved(item.path, corner.point))
    if isinstance(item, Placed):
        return replace(item, box=corner.upright(item.box))
    crop = _crop(item.crop, widths[item.image])
    return replace(item, box=corner.upright(item.box), crop=crop)


def _glyphs(run: Glyphs, corner: Pivot) -> Glyphs:
    x = tuple(corner.right - y for y in run.y)
    y = tuple(corner.top + x for x in run.x)
    return replace(
        run,
        x=x[:1] if len(set(x)) == 1 else x,
        y=y[:1] if len(set(y)) == 1 else y,
        turn=(run.turn + _QUARTER) % _WHOLE,
    )


def _crop(crop: tuple[int, int, int, int], width: int) -> tuple[int, int, int, int]:
    left, top, right, bottom = crop
    return width - bottom, left, width - top, right


def _record(photo: PhotoRecord, corner: Pivot) -> PhotoRecord:
    return replace(
        photo,
        box=corner.upright(photo.box),
        crop=_crop(photo.crop, photo.size[1]),
        size=photo.size[::-1],
        focus=photo.focus and (1000 - photo.focus[1], photo.focus[0]),
        persons=tuple(_crop(one, 1000) for one in photo.persons),
    )
