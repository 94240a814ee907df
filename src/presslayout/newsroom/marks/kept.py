"""Comments that were made in the preview: a JSON file beside the issue, read as marks are.

Each comment keeps the text of its part as it was, so it can be told later whether it was heeded.
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
from presslayout.newsroom.marks.answers import Judged
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
_SHORT = 16


@frozen
class Kept:
    """A comment: its number in the file, its mark, and the whole text of the part it was made on."""

    id: int
    mark: Comment
    whole: str


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
        for one in listed
    ]
    plain = {"format": FORMAT, "comments": rows, "texts": texts}
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def added(listed: Sequence[Kept], mark: Comment, whole: str) -> tuple[Kept, ...]:
    """The comments with one more, which bears a number of its own for good."""
    number = max((one.id for one in listed), default=0) + 1
    return (*listed, Kept(number, mark, whole))


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
        article = Article(one.mark.story, ((one.mark.part, one.whole),))
        before = replace(now, pages=(), articles=(article,))
        yield next(iter(_judged(before, now, (one.mark,))))


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
    )
    if mark.kind not in KINDS:
        raise NotCommentsError(mark.kind)
    return Kept(kinds.whole(row["id"]), mark, kinds.text(texts[row["on"]]))


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_SHORT]
