"""Which characters a comment is about: the part of a story, its offset and its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from presslayout.marks.comments import DELETE, HIGHLIGHT, INSERT, REPLACE, Comment
from presslayout.page import Box
from presslayout.places import boxes, characters
from presslayout.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.page import Edition, Page
    from presslayout.units import Length

_ABOUT_TEXT = frozenset((DELETE, REPLACE, HIGHLIGHT))


@frozen
class Mark:
    """A comment at its place: `text` are the characters that it covers, `story` "" where none.

    `page` is None for a comment on a page that is none of the paper's: a checklist, a galley.
    """

    page: int | None
    kind: str
    story: str
    part: str
    offset: int
    length: int
    text: str
    comment: str
    author: str
    replies: tuple[str, ...] = ()
    review: str = ""


def marks(
    edition: Edition, found: Sequence[Comment], galleys: Sequence[Page] = ()
) -> tuple[Mark, ...]:
    """Every comment as a mark in the edition whose pages the PDF shows, in the PDF's order.

    `galleys` are the file's pages where it shows galleys of the edition.
    """
    pages = tuple(galleys) or edition.pages
    return tuple(
        replace(
            _mark(edition, pages[c.index], _at_full_size(c, pages[c.index]))
            if c.index < len(pages)
            else _nowhere(None, c),
            replies=c.replies,
            review=c.review,
        )
        for c in found
    )


def _at_full_size(comment: Comment, page: Page) -> Comment:
    """The comment's boxes on the page as it is, where the file shows it smaller."""
    if comment.width in (0, page.width):
        return comment

    def full(length: Length) -> Length:
        return length * page.width // comment.width

    boxes = tuple(Box(full(b.x), full(b.y), full(b.width), full(b.height)) for b in comment.boxes)
    return replace(comment, boxes=boxes)


def _nowhere(page: int | None, comment: Comment) -> Mark:
    return Mark(page, comment.kind, "", "", 0, 0, "", comment.words, comment.author)


def _page_of(edition: Edition, page: Page, place: tuple[str, str, int]) -> int | None:
    """The page of the paper on which a place of a story stands; None where it found no room."""
    if page in edition.pages:
        return page.number
    story, part, at = place
    for one in edition.pages:
        if boxes(one, story, part, at, at + 1):
            return one.number
    return None


def _mark(edition: Edition, page: Page, comment: Comment) -> Mark:
    listed = list(_characters(page))
    covered = [c for c in listed if any(_covers(box, c[4]) for box in comment.boxes)]
    if comment.kind not in _ABOUT_TEXT:
        covered = covered if comment.kind != INSERT else []
    if not covered:
        near = _nearest(listed, comment)
        if near is None:
            return _nowhere(page.number if page in edition.pages else None, comment)
        story, part, at, length, box = near
        behind = _middle(comment.boxes[0])[0] > box.x + box.width // 2
        offset = at + length if behind else at
        number = _page_of(edition, page, (story, part, at))
        return Mark(number, comment.kind, story, part, offset, 0, "", comment.words, comment.author)
    # What is covered in another part by the way does not count.
    story, part = _most(covered)
    own = [c for c in covered if c[:2] == (story, part)]
    start, stop = min(c[2] for c in own), max(c[2] + c[3] for c in own)
    text = next((dict(a.texts).get(part, "") for a in edition.articles if a.id == story), "")
    number = _page_of(edition, page, (story, part, start))
    return Mark(
        number, comment.kind, story, part, start, stop - start, text[start:stop],
        comment.words, comment.author,
    )  # fmt: skip


_Character = tuple[str, str, int, int, Box]


def _characters(page: Page) -> Iterator[_Character]:
    seen = dict.fromkeys((b.story, b.part) for b in page.blocks if b.story and b.part)
    for story, part in seen:
        for at, length, box in characters(page, story, part):
            if length:
                yield story, part, at, length, box


def _covers(box: Box, other: Box) -> bool:
    """Whether most of a character lies in a box: readers draw their boxes a little off."""
    across = min(box.right, other.right) - max(box.x, other.x)
    down = min(box.bottom, other.bottom) - max(box.y, other.y)
    return across * 2 > other.width and down * 2 > other.height


def _most(covered: list[_Character]) -> tuple[str, str]:
    counts: dict[tuple[str, str], int] = {}
    for story, part, *_ in covered:
        counts[story, part] = counts.get((story, part), 0) + 1
    return max(counts, key=lambda key: counts[key])


def _nearest(listed: list[_Character], comment: Comment) -> _Character | None:
    if not listed or not comment.boxes:
        return None
    x, y = _middle(comment.boxes[0])
    if comment.kind == INSERT:
        # A caret points at the line from below.
        y = comment.boxes[0].y

    def away(one: _Character) -> int:
        box = one[4]
        across = max(box.x - x, x - box.right, 0)
        down = max(box.y - y, y - box.bottom, 0)
        return across * across + 4 * down * down

    return min(listed, key=away)


def _middle(box: Box) -> tuple[int, int]:
    return box.x + box.width // 2, box.y + box.height // 2
