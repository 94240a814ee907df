"""What a page may carry beside itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from presslayout.base.geometry import Box
    from presslayout.base.units import Length

FULL = 10_000


@frozen
class Sheet:
    """How far a proof's sheet reaches beyond the page and its bleed, on each side.

    All of it is drawn at `scale` of its size, in parts of `FULL`.
    """

    left: Length = 0
    top: Length = 0
    right: Length = 0
    bottom: Length = 0
    scale: int = FULL


@frozen
class Link:
    """A box of a page from which a click leads to a height of another, pages counted from 0."""

    box: Box
    page: int
    y: Length


@frozen
class Bookmark:
    """An entry of the file's outline: its title, where it leads, how deep it stands."""

    title: str
    page: int
    y: Length = 0
    level: int = 0


@frozen
class Attachment:
    """A file that goes along in another: its name, its kind (RFC 2046), what it is to the pages.

    `relation` is Source or Data (ISO 19005-3, 6.8); `about` says in words what it is.
    """

    name: str
    media: str
    relation: str
    about: str
    data: bytes
