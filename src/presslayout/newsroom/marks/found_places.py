"""Which characters a comment is about, and on what else it stands where it is about none.

A mark belongs to what it stands on: a part of a story, a picture, a piece of furniture, the margin.
Where it can be meant in two ways it is shown at its place and says so in `doubt`; nobody chooses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import frozen, replace
from presslayout.edition.locate import boxes
from presslayout.newsroom.marks.annotation import Annotation, CommentKind
from presslayout.newsroom.marks.ground import ground
from presslayout.newsroom.marks.touching import (
    BETWEEN,
    DRAWN,
    SEVERAL,
    beneath,
    crossed,
    gap,
    nearest,
    over,
    struck,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.page import Edition, Page
    from presslayout.newsroom.marks.ground import Character, Ground

_ABOUT_TEXT = frozenset((CommentKind.DELETE, CommentKind.REPLACE, CommentKind.HIGHLIGHT))
_COVERING = frozenset((CommentKind.DELETE, CommentKind.HIGHLIGHT))
MARGIN, ELSEWHERE = "margin", "elsewhere"
# Why a mark is left to people, beside what `touching` is unsure of.
AWAY, SPLIT, LOOSE, CHANGED, ALONE = "away", "split", "loose", "changed", "alone"
# A page of which the file shows another shape has lost its trim box.
SHAPE = 1 / 100
# Between stretches that a mark covers without what lies between them.
PAUSE = " … "


@frozen
class Comment:
    """A comment at its place: `text` are the characters that it covers, `story` "" where none.

    `page` is None for a comment on a page that is none of the paper's: a checklist, a galley.
    `ranges` are the stretches (offset, length) that it covers, empty where there is but one: then
    `offset` and `length` are it.  `on` is what it stands on: a part, a piece of furniture (folio,
    banner, jump, …), a picture, "margin".  `doubt` is why it does not say in full what is to be
    changed where, "" where it does.  `subtype` is what the PDF calls it; `paragraph` and `character`
    count from 1 in the part, 0 where it is in none.
    """

    page: int | None
    kind: CommentKind
    story: str
    part: str
    offset: int
    length: int
    text: str
    comment: str
    author: str
    replies: tuple[str, ...] = ()
    review: str = ""
    ranges: tuple[tuple[int, int], ...] = ()
    on: str = ""
    doubt: str = ""
    subtype: str = ""
    paragraph: int = 0
    character: int = 0

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """Offset and length of everything that it covers."""
        return self.ranges or ((self.offset, self.length),)


def marks(
    edition: Edition, found: Sequence[Annotation], galleys: Sequence[Page] = ()
) -> tuple[Comment, ...]:
    """Every comment as a mark in the edition whose pages the PDF shows, in the PDF's order.

    `galleys` are the file's pages where it shows galleys of the edition.
    """
    pages = tuple(galleys) or edition.pages
    grounds: dict[int, Ground] = {}
    made = []
    for comment in found:
        at = comment.index
        if not 0 <= at < len(pages) or not _same_shape(comment, pages[at]):
            # Nobody knows where on the paper's page it stands.
            mark = _nowhere(None, comment, ELSEWHERE)
        else:
            if at not in grounds:
                grounds[at] = ground(edition, pages[at])
            mark = _mark(edition, pages[at], grounds[at], _at_full_size(comment, pages[at]))
        if mark.story and not mark.doubt:
            mark = replace(mark, doubt=_lost(comment))
        made.append(_with_words(edition, mark, comment))
    return tuple(made)


def _lost(comment: Annotation) -> str:
    """Why what a mark says may not be all, where it is plain what it is about."""
    if comment.changed:
        return CHANGED
    # A strike-out without its caret would delete what was to be replaced.
    return ALONE if comment.alone and comment.kind == CommentKind.DELETE else ""


def _with_words(edition: Edition, mark: Comment, comment: Annotation) -> Comment:
    """A mark with what was said about it, and which paragraph it stands in."""
    paragraph = character = 0
    if mark.story:
        texts = next((dict(a.texts) for a in edition.articles if a.id == mark.story), {})
        before = texts.get(mark.part, "")[: mark.offset]
        paragraph = before.count("\n") + 1
        character = len(before) - before.rfind("\n")
    words = mark.comment
    if mark.kind in _COVERING and "".join(words.split()) == "".join(mark.text.split()):
        # Many readers copy what is marked into the comment: nobody has said it.
        words = ""
    return replace(
        mark,
        comment=words,
        replies=comment.replies,
        review=comment.review,
        subtype=comment.subtype,
        paragraph=paragraph,
        character=character,
    )


def _same_size(comment: Annotation, page: Page) -> bool:
    return abs(comment.width - page.width) <= page.width * SHAPE / 2


def _same_shape(comment: Annotation, page: Page) -> bool:
    """Whether the file shows the page that it claims to, at whatever size."""
    if not (comment.width and comment.height):
        return True
    return abs(comment.width * page.height - comment.height * page.width) <= (
        comment.height * page.width * SHAPE
    )


def _at_full_size(comment: Annotation, page: Page) -> Annotation:
    """The comment on the page as it is, where the file shows it smaller."""
    lost = comment.untrimmed and not _same_size(comment, page)
    if comment.width in (0, page.width):
        return comment

    def full(length: Length) -> Length:
        return length * page.width // comment.width

    boxes = tuple(Box(full(b.x), full(b.y), full(b.width), full(b.height)) for b in comment.boxes)
    strokes = tuple(tuple((full(x), full(y)) for x, y in stroke) for stroke in comment.strokes)
    return replace(comment, boxes=boxes, strokes=strokes, loose=comment.loose or lost)


def _nowhere(page: int | None, comment: Annotation, on: str) -> Comment:
    return Comment(page, comment.kind, "", "", 0, 0, "", comment.words, comment.author,
                on=on, doubt=AWAY)  # fmt: skip


def _page_of(edition: Edition, page: Page, place: tuple[str, str, int]) -> int | None:
    """The page of the paper on which a place of a story stands; None where it found no room."""
    if page in edition.pages:
        return page.number
    story, part, at = place
    for one in edition.pages:
        if boxes(one, story, part, at, at + 1):
            return one.number
    return None


def _mark(edition: Edition, page: Page, there: Ground, comment: Annotation) -> Comment:
    if comment.kind == CommentKind.INSERT:
        return _inserted(edition, page, there, comment)
    cells, doubt = _touched(there, comment)
    if not cells:
        return _beside(edition, page, there, comment)
    kinds = {(c.story, c.part, c.on) for c in cells}
    # It is shown with what it covers most of.
    counts = {kind: sum((c.story, c.part, c.on) == kind for c in cells) for kind in kinds}
    story, part, on = max(sorted(kinds), key=lambda kind: counts[kind])
    own = [c for c in cells if (c.story, c.part, c.on) == (story, part, on)]
    if not story:
        said = "".join(c.char for c in own)
        number = page.number if page in edition.pages else None
        return replace(_nowhere(number, comment, on), text=said)
    ranges = _ranges(own)
    text = next((dict(a.texts).get(part, "") for a in edition.articles if a.id == story), "")
    if len(kinds) > 1:
        doubt = SEVERAL
    elif not all(c.copied for c in own if c.span) or not any(c.span for c in own):
        doubt = DRAWN
    elif comment.loose:
        doubt = LOOSE
    elif comment.kind == CommentKind.REPLACE and len(ranges) > 1:
        doubt = doubt or SPLIT
    start, stop = ranges[0][0], sum(ranges[-1])
    return Comment(
        _page_of(edition, page, (story, part, start)), comment.kind, story, part,
        start, stop - start, PAUSE.join(text[at : at + length] for at, length in ranges),
        comment.words, comment.author,
        ranges=ranges if len(ranges) > 1 else (), on=on, doubt=doubt,
    )  # fmt: skip


def _touched(there: Ground, comment: Annotation) -> tuple[list[Character], str]:
    """The characters that a mark covers, and why they may not be what it means."""
    if comment.kind in _ABOUT_TEXT:
        found = [struck(there, box) for box in comment.boxes]
        doubts = [one.doubt for one in found if one.doubt]
        # A box that has nothing was meant for something.
        if any(not one.cells for one in found):
            doubts.append(BETWEEN)
        return _unlike(c for one in found for c in one.cells), next(iter(doubts), "")
    if comment.strokes:
        return _unlike(c for stroke in comment.strokes for c in crossed(there, stroke)), BETWEEN
    return _unlike(c for box in comment.boxes for c in over(there, box)), BETWEEN


def _unlike(cells: Iterable[Character]) -> list[Character]:
    return list(dict.fromkeys(cells))


def _ranges(cells: Sequence[Character]) -> tuple[tuple[int, int], ...]:
    """The stretches of a part that cells stand for, in its order; what lies between is not in them."""
    made: list[list[int]] = []
    goes_on = -1
    for cell in sorted((c for c in cells if c.span), key=lambda c: c.at) or cells[:1]:
        if made and cell.at <= goes_on and cell.at <= made[-1][1] + (goes_on - made[-1][1]):
            made[-1][1] = max(made[-1][1], cell.at + cell.length)
        else:
            made.append([cell.at, cell.at + cell.length])
        goes_on = cell.at + cell.span
    return tuple((start, stop - start) for start, stop in made)


def _inserted(edition: Edition, page: Page, there: Ground, comment: Annotation) -> Comment:
    found = gap(there, comment.boxes[0]) if len(comment.boxes) == 1 else None
    if found is None or not found.cell.story:
        return _beside(edition, page, there, comment)
    cell = found.cell
    offset = cell.at + cell.length if found.behind else cell.at
    doubt = found.doubt
    if not cell.copied:
        doubt = DRAWN
    elif comment.loose:
        doubt = LOOSE
    number = _page_of(edition, page, (cell.story, cell.part, cell.at))
    return Comment(number, comment.kind, cell.story, cell.part, offset, 0, "", comment.words,
                comment.author, on=cell.on, doubt=doubt)  # fmt: skip


def _beside(edition: Edition, page: Page, there: Ground, comment: Annotation) -> Comment:
    """A comment that covers no text: at a picture, or shown with the words next to it, or alone."""
    number = page.number if page in edition.pages else None
    thing = beneath(there, comment.boxes[0])
    if thing is not None:
        return replace(_nowhere(number, comment, thing.on), story=thing.story, part=thing.part)
    near = nearest(there, comment.boxes[0])
    if near is None:
        return _nowhere(number, comment, MARGIN)
    row, cell = near
    if not cell.story:
        return _nowhere(number, comment, cell.on)
    middle = (
        comment.boxes[0].x * 2 + comment.boxes[0].width,
        comment.boxes[0].y * 2 + comment.boxes[0].height,
    )
    behind = sum(row.along(cell.box)) < middle[row.upright]
    offset = cell.at + cell.length if behind else cell.at
    return Comment(
        _page_of(edition, page, (cell.story, cell.part, cell.at)), comment.kind,
        cell.story, cell.part, offset, 0, "", comment.words, comment.author,
        on=cell.on, doubt=AWAY,
    )  # fmt: skip
