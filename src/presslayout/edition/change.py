"""One difference between two editions, as a value: what, where on either side, what it said."""

from __future__ import annotations

from enum import StrEnum

from presslayout.base.geometry import Box
from presslayout.base.values import frozen
from presslayout.edition.locate import around


class ChangeKind(StrEnum):
    """What differs between two editions."""

    TEXT = "text"
    MOVE = "move"
    STYLE = "style"
    PHOTO = "photo"
    FURNITURE = "furniture"


class Aspect(StrEnum):
    """What of it differs: of words, pictures and places each something else is to be said.

    `words` stand in a text; `paragraph` is all of one or several; `order` a paragraph that stands
    elsewhere; `story` and `page` are whole ones that came or went; `picture` is another file, or
    the same with other pixels; `crop` another window of it; `place` and `look` explain themselves.
    """

    WORDS = "words"
    PARAGRAPH = "paragraph"
    ORDER = "order"
    STORY = "story"
    PAGE = "page"
    PICTURE = "picture"
    CROP = "crop"
    PLACE = "place"
    LOOK = "look"


# Text that became shorter by so many characters was lost, whatever stands there instead.
LOST = 20


@frozen
class PageSpot:
    """Boxes on the page of a number."""

    page: int
    boxes: tuple[Box, ...]


@frozen
class Change:
    """One difference.

    `offset` counts in the new text of `part`; `boxes` say where it stands on the new page, or on
    the old one where only that has it.  `before` is the old page and where it stood there, `was`
    the name of its part there and `began` its offset in that part's text.  `also` are the other
    pages where the same stands, old and new: a date in every folio, a paragraph that goes on.
    `caption` holds the words that went, and that came, with a photo.  `renumbered` is the id that
    its story had, where that is another now.
    """

    kind: ChangeKind
    page: int | None
    story: str
    part: str
    old: str
    new: str
    offset: int | None = None
    boxes: tuple[Box, ...] = ()
    before: tuple[int | None, tuple[Box, ...]] = (None, ())
    aspect: Aspect = Aspect.WORDS
    was: str = ""
    began: int | None = None
    also: tuple[tuple[PageSpot, ...], tuple[PageSpot, ...]] = ((), ())
    caption: tuple[str, str] = ("", "")
    renumbered: str = ""

    @property
    def box(self) -> Box | None:
        """The box round all of it."""
        return around(self.boxes)

    @property
    def old_spots(self) -> tuple[PageSpot, ...]:
        """Where it stood, page by page."""
        page, boxes = self.before
        first = (PageSpot(page, boxes),) if page is not None and boxes else ()
        return (*first, *self.also[0])

    @property
    def new_spots(self) -> tuple[PageSpot, ...]:
        """Where it stands, page by page; nowhere where it is gone with all that stood there."""
        if self.is_gone and self.kind != ChangeKind.TEXT:
            return ()
        if self.is_gone and self.aspect == Aspect.STORY:
            return ()
        first = (PageSpot(self.page, self.boxes),) if self.page is not None and self.boxes else ()
        return (*first, *self.also[1])

    @property
    def pages(self) -> tuple[int, ...]:
        """The numbers of all pages that it stands on, old and new."""
        spots = {spot.page for spot in (*self.old_spots, *self.new_spots)}
        return tuple(sorted(spots | ({self.page} if self.page is not None else set())))

    @property
    def is_gone(self) -> bool:
        """Whether nothing stands in its place."""
        return bool(self.old) and not self.new

    @property
    def is_loss(self) -> bool:
        """Whether text that readers had is gone: what is to be looked at first."""
        if self.kind == ChangeKind.TEXT:
            gone, came = self.old.strip(), self.new.strip()
            return (bool(gone) and not came) or len(gone) - len(came) >= LOST
        return self.is_gone and (self.aspect == Aspect.PAGE or bool(self.caption[0]))
