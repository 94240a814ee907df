"""Comments that were made in the preview: a JSON file beside the issue, read as marks are.

Each comment keeps the text of its part as it was, so it can be told later whether it was heeded.
What is about no characters (a photo, a story, furniture) is open until somebody says that it is done.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from presslayout.base import doors, kinds
from presslayout.base.values import frozen, replace
from presslayout.edition.page import Article
from presslayout.issue.sourcefile import updated
from presslayout.newsroom.marks.annotation import CommentKind
from presslayout.newsroom.marks.answers import Judged, Status
from presslayout.newsroom.marks.answers import judged as _judged
from presslayout.newsroom.marks.found_places import Comment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from presslayout.edition.page import Edition

FILE = "批注.json"
FORMAT = "presslayout/comments-1"
KINDS = frozenset(
    (
        CommentKind.NOTE,
        CommentKind.REPLACE,
        CommentKind.DELETE,
        CommentKind.INSERT,
        CommentKind.HIGHLIGHT,
    )
)
# A remark longer than this is an article.
MOST_WORDS = 4000
# What somebody says of a comment, in the words of a review in a PDF (ISO 32000-2, 12.5.6.3).
COMPLETED = "completed"
_SHORT = 16


@frozen
class Kept:
    """A comment: its number in the file, its mark, and the whole text of the part it was made on.

    `block` is the piece of furniture that it is about, by its id; `whole` is "" for what has no text.
    """

    id: int
    mark: Comment
    whole: str
    block: str = ""

    @property
    def is_worded(self) -> bool:
        """Whether it is about characters, or a place between them."""
        return bool(self.whole)


class NotCommentsError(Exception):
    """The file holds no comments of ours."""


def read(path: Path) -> tuple[Kept, ...]:
    """The comments of a file, none where there is no file; NotCommentsError when it is damaged."""
    if not path.is_file():
        return ()
    try:
        return loads(doors.read(path))
    except OSError as cause:
        raise NotCommentsError(str(cause)) from cause


def loads(data: bytes) -> tuple[Kept, ...]:
    """The comments that a file's bytes are; NotCommentsError when they are damaged."""
    try:
        plain = json.loads(data)
        if plain["format"] != FORMAT:
            raise NotCommentsError(FORMAT)
        return tuple(_kept(row, plain["texts"]) for row in plain["comments"])
    except doors.JSON.faults() as cause:
        raise NotCommentsError(FORMAT) from cause


def dumps(listed: Sequence[Kept]) -> str:
    """The file's text, each part's text once."""
    texts = {_name(one.whole): one.whole for one in listed}
    rows = [
        {
            "id": one.id,
            "page": one.mark.page,
            "kind": one.mark.kind,
            "story": one.mark.story,
            "part": one.mark.part,
            "offset": one.mark.offset,
            "length": one.mark.length,
            "text": one.mark.text,
            "comment": one.mark.comment,
            "author": one.mark.author,
            "on": _name(one.whole),
        }
        | {key: value for key, value in _more(one).items() if value}
        for one in listed
    ]
    plain = {"format": FORMAT, "comments": rows, "texts": texts}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _more(one: Kept) -> dict[str, Any]:
    """What only some comments have."""
    mark = one.mark
    return {
        "replies": list(mark.replies),
        "review": mark.review,
        "stands_on": mark.on,
        "block": one.block,
    }


def added(listed: Sequence[Kept], mark: Comment, whole: str, block: str = "") -> tuple[Kept, ...]:
    """The comments with one more, which bears a number of its own for good."""
    number = max((one.id for one in listed), default=0) + 1
    return (*listed, Kept(number, mark, whole, block))


def answered(listed: Sequence[Kept], number: int, words: str) -> tuple[Kept, ...]:
    """The comments, one of them with a reply more."""
    return tuple(
        replace(one, mark=replace(one.mark, replies=(*one.mark.replies, words)))
        if one.id == number
        else one
        for one in listed
    )


def done(listed: Sequence[Kept], number: int) -> tuple[Kept, ...]:
    """The comments, of one of which somebody says that it is done."""
    return tuple(
        replace(one, mark=replace(one.mark, review=COMPLETED)) if one.id == number else one
        for one in listed
    )


def again(listed: Sequence[Kept], number: int, now: Edition) -> tuple[Kept, ...]:
    """The comments, one of them open again: it is about the copy as that is now."""
    return tuple(_again(one, now) if one.id == number else one for one in listed)


def _again(one: Kept, now: Edition) -> Kept:
    mark = replace(one.mark, review="")
    (answer,) = judged((replace(one, mark=mark),), now)
    mark = answer.mark
    text = next((dict(a.texts).get(mark.part) for a in now.articles if a.id == mark.story), None)
    if not one.is_worded or text is None or answer.offset is None:
        return replace(one, mark=mark)
    start = min(answer.offset, len(text))
    stop = min(start + mark.length, len(text))
    mark = replace(mark, offset=start, length=stop - start, text=text[start:stop], ranges=())
    return replace(one, mark=mark, whole=text)


def changed(path: Path, change: Callable[[tuple[Kept, ...]], tuple[Kept, ...]]) -> None:
    """Change the comments of a file, as they stand in it then: others write there, too.

    NotCommentsError where it is damaged, SpecError where it cannot be written.
    """

    def whole(data: bytes | None) -> bytes | None:
        found = loads(data) if data is not None else ()
        made = change(found)
        return dumps(made).encode() if made != found else None

    updated(path, whole)


def judged(listed: Sequence[Kept], now: Edition) -> Iterator[Judged]:
    """Every comment as the edition answers it."""
    for one in listed:
        if one.mark.review == COMPLETED or not one.is_worded:
            yield _said(one, now)
            continue
        before = replace(now, pages=(), articles=tuple(_before(one, now)))
        yield next(iter(_judged(before, now, (one.mark,))))


def _before(one: Kept, now: Edition) -> Iterator[Article]:
    """The copy when a comment was made: its own part, and the other stories as far as they were there.

    Where no story bears its id any more, one that says just the same was given another id.
    """
    mark = one.mark
    yield Article(mark.story, ((mark.part, one.whole),))
    is_there = any(article.id == mark.story for article in now.articles)
    for article in now.articles:
        if article.id != mark.story and (
            is_there or dict(article.texts).get(mark.part) != one.whole
        ):
            yield article


def _said(one: Kept, now: Edition) -> Judged:
    """A comment as somebody says it stands; where its text is, as far as that can be told."""
    mark = one.mark
    status = Status.DONE if mark.review == COMPLETED else Status.OPEN
    if not one.is_worded:
        return Judged(mark, status, None)
    (answer,) = judged((replace(one, mark=replace(mark, review="")),), now)
    return replace(answer, mark=replace(answer.mark, review=mark.review), status=status)


def _kept(row: dict[str, Any], texts: dict[str, str]) -> Kept:
    mark = Comment(
        page=kinds.whole(row["page"]),
        kind=CommentKind(kinds.text(row["kind"])),
        story=kinds.text(row["story"]),
        part=kinds.text(row["part"]),
        offset=kinds.whole(row["offset"]),
        length=kinds.whole(row["length"]),
        text=kinds.text(row["text"]),
        comment=kinds.text(row["comment"]),
        author=kinds.text(row["author"]),
        replies=kinds.texts(row.get("replies", [])),
        review=kinds.text(row.get("review", "")),
        on=kinds.text(row.get("stands_on", "")),
    )
    if mark.kind not in KINDS:
        raise NotCommentsError(mark.kind)
    return Kept(kinds.whole(row["id"]), mark, kinds.text(texts[row["on"]]),
                kinds.text(row.get("block", "")))  # fmt: skip


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_SHORT]
