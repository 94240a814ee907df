"""Photos to the trim (出血): sides that lie on the edge of the type area go out to that of the sheet.

What goes on beyond the trim is the page's business (edition.bleeding).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING, Diagnostic, Text
from presslayout.base.geometry import Box
from presslayout.issue.lattice import type_area

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.page import Page
    from presslayout.edition.record import PageRecord
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import PageSpec, Photo, Story
    from presslayout.issue.template import Template


def bleeds(photo: Photo, desk: Desk) -> bool:
    """Whether a photo is to go out to the trim: a drawing or a cut-out is shown whole."""
    return photo.bleed and not photo.contour and not desk.pictures[photo.file].vector


def holds_caption(photo: Photo, space: Area) -> bool:
    """Whether a photo fills its slot behind the headline, so that its caption stands inside it."""
    return photo.bleed and photo.at == "behind" and (photo.rows or 0) >= space.rows


def outward(box: Box, template: Template) -> Box:
    """The box, its sides on the edges of the type area moved out to those of the sheet."""
    inner, near = type_area(template), template.body.size // 2
    left = 0 if box.x <= inner.x + near else box.x
    top = 0 if box.y <= inner.y + near else box.y
    right = template.width if box.right >= inner.right - near else box.right
    # A photo ends on the baseline of its last row, above the gap that closes the type area.
    foot = inner.bottom - template.body.leading
    bottom = template.height if box.bottom >= foot else box.bottom
    return Box(left, top, right - left, bottom - top)


def told(spec: PageSpec, page: Page, record: PageRecord) -> Iterator[Diagnostic]:
    """Photos that are to bleed and meet no edge of the sheet."""
    for tale in spec.stories:
        for photo in tale.photos:
            boxes = [
                one.box
                for one in record.photos
                if one.story == tale.id and one.file in {each.file for each in photo.group}
            ]
            if photo.bleed and boxes and not any(_meets(box, page) for box in boxes):
                yield _said(page, tale, photo)


def _meets(box: Box, page: Page) -> bool:
    return box.x <= 0 or box.y <= 0 or box.right >= page.width or box.bottom >= page.height


def _said(page: Page, tale: Story, photo: Photo) -> Diagnostic:
    return Diagnostic(
        "no-bleed",
        WARNING,
        Text(
            f"图片 {photo.file} 写了出血，却没有一边靠着版心的边，照平常排",
            f"{photo.file} is to bleed, but no side of it lies at an edge of the type area: it is "
            "set as usual",
        ),
        photo.span,
        Text(
            "把它放到版心的边上（图表、去底图、竖排的稿件不出血），或删去「出血」",
            "put it at the type area's edge (no drawing, cut-out or vertical story bleeds), or remove "
            "bleed",
        ),
        page.number,
        tale.id,
        f"photo-{photo.stem}",
    )
