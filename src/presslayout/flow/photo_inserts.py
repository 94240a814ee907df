"""A photo, or a group of them, as what stands inside a story: its columns, heights and prices."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import replace
from presslayout.edition.steps import Step
from presslayout.flow import artwork, captions, inserts

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.flow.inserts import Insert
    from presslayout.issue.issue import Photo


def photo_insert(photo: Photo, desk: Desk, space: Area, head_columns: int, span: int = 0) -> Insert:
    """A photo, or a group, in the columns that it crosses: `span`, or what suits its shape."""
    if photo.at in inserts.OVER:
        first, span = space.head[0], head_columns
    else:
        usual = inserts.photo_span(photo.columns, desk.pictures[photo.file], len(space.columns))
        span = span or usual
        first = _first_column(photo, space, span)
    x, width = space.span(first, span)
    under = captions.caption(photo, artwork.caption_width(space, x, width), desk)
    rows = -(-(under.height + captions.CAPTION_GAP) // space.pitch) if under.lines else 0
    if rows and photo.bleed:
        from presslayout.flow import bleeds

        rows = 0 if bleeds.holds_caption(photo, space) else rows
    heights = _photo_heights(photo, desk, space, width)
    folded = space.crosses(first, span)
    short = 0
    if photo.lock is not None and photo.spot is not None and photo.rows is not None:
        # A caption longer than its place is told, and moves nothing.
        below = max(space.rows - photo.spot[1] + 1 - photo.rows, 0)
        short, rows = max(rows - below, 0), min(rows, below)
    return inserts.Insert(
        photo.stem,
        photo.at,
        span,
        heights,
        rows,
        photo,
        spot=photo.spot,
        folded=folded,
        locked=photo.lock is not None,
        short=short,
        optional=photo.optional,
        quiet=_quiet(photo, desk, space, width, heights),
    )


def _quiet(
    photo: Photo,
    desk: Desk,
    space: Area,
    width: Length,
    heights: tuple[tuple[int, int, int], ...],
) -> int:
    """Where a photo that is higher than the headline over it leaves that most room."""
    rows = photo.rows
    if photo.as_shaped and heights:
        rows, *_ = min(heights, key=itemgetter(1))
    if photo.at != "behind" or rows is None or photo.members:
        return 0
    facts = desk.pictures[photo.file]
    ascent = desk.faces.of(desk.template.body.families)[0].ascent * space.em // 1000
    focus, _ = desk.foci.of(photo, facts)
    high = inserts.box_height(rows, space, ascent)
    if photo.bleed:
        from presslayout.flow import bleeds

        outer = bleeds.outward(Box(space.x, space.top, width, high), desk.template)
        width, high = outer.width, outer.height
    _, top, _, foot = inserts.crop_window(facts, width, high, focus)
    return desk.foci.quiet(photo, facts, top, foot)


def _first_column(photo: Photo, space: Area, span: int) -> int:
    """The column from 0 at which a photo is measured: where it stands, or one like it."""
    last = len(space.columns) - span
    if photo.spot is not None:
        return min(photo.spot[0] - 1, last)
    if space.fold is None:
        return 0
    # On one page where one holds it.
    return next((n for n in range(last + 1) if not space.crosses(n, span)), 0)


def _photo_heights(
    photo: Photo, desk: Desk, space: Area, width: Length
) -> tuple[tuple[int, int, int], ...]:
    """The heights that a photo may have at a width, each with the price of its crop and the crop."""
    ascent = desk.faces.of(desk.template.body.families)[0].ascent * space.em // 1000
    facts = artwork.group_facts(desk, photo, width)
    if photo.contour:
        # A cut-out is never cropped: it has the height that its width gives it.
        facts = replace(facts, vector="cut-out")
    if photo.rows is not None:
        high = inserts.box_height(photo.rows, space, ascent)
        return ((photo.rows, 0, inserts.crop_share(facts, width, high)),)
    heights = inserts.photo_heights(facts, width, space, ascent)
    if photo.contour:
        heights = heights[-1:]
    if Step.PICTURE_HEIGHT in desk.template.fit_order:
        return heights
    return tuple(sorted(heights, key=lambda one: one[1])[:1])
