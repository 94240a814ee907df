"""The logical structure of a file as values: its elements, and the content of pages that they own.

Which kinds there are, and what each stands for to who knows the standard ones alone, is tabled here
(ISO 32000-1, 14.8.4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from presslayout.base.geometry import Box
    from presslayout.edition.page import Item

DOCUMENT, SECTION, STORY, GROUP = "Document", "Sect", "Art", "Div"
TITLE, SUBHEAD, PARAGRAPH, PIECE = "H1", "H2", "P", "Span"
FIGURE, CAPTION = "Figure", "Caption"
LIST, ITEM, LABEL, BODY = "L", "LI", "Lbl", "LBody"
TABLE, ROW, HEAD, CELL = "Table", "TR", "TH", "TD"
RUBY, BASE, READING = "Ruby", "RB", "RT"

# What the trade calls them, and the standard kind that each is of.
ROLES = {
    "Masthead": PARAGRAPH,
    "Banner": PARAGRAPH,
    "Imprint": PARAGRAPH,
    "Refer": PARAGRAPH,
    "Weather": PARAGRAPH,
    "AdLabel": PARAGRAPH,
    "Rubric": PARAGRAPH,
    "Kicker": PARAGRAPH,
    "Deck": PARAGRAPH,
    "Byline": PARAGRAPH,
    "Pullquote": PARAGRAPH,
    "Sidenote": PARAGRAPH,
    "Signature": PARAGRAPH,
    "Verse": PARAGRAPH,
    "Roll": PARAGRAPH,
    "Readings": PARAGRAPH,
    "Words": PARAGRAPH,
    "Credit": PIECE,
    "Photo": GROUP,
    "Factbox": GROUP,
}


@frozen
class ElementLeaf:
    """Marked content of a page, pages counted from 0: its number there."""

    page: int
    number: int


@frozen
class Element:
    """An element of the structure.

    `kids` are elements and content in reading order.  `alt` says what a figure shows, `place` the
    page that it stands on, counted from 0, and its box; `title` what a story or page is called;
    `covers` the rows and columns of a cell.
    """

    kind: str
    kids: tuple[Element | ElementLeaf, ...] = ()
    alt: str = ""
    title: str = ""
    place: tuple[int, Box] | None = None
    covers: tuple[int, int] = (1, 1)


@frozen
class Marked:
    """Items of a page that are one piece of marked content: its operator, what stands in it."""

    operator: bytes
    items: tuple[Item, ...]


@frozen
class Tagging:
    """The structure of a file: the document, and each page's items in their marked content."""

    document: Element
    pages: tuple[tuple[Marked, ...], ...]
