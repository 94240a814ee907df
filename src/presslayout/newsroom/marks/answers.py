"""Whether what a mark asks for has been done since: the marked text followed into the new copy."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.edition.rewriting import edits
from presslayout.newsroom.marks.annotation import CommentKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.edition.page import Edition
    from presslayout.newsroom.marks.found_places import Comment

# So much of the text on each side tells a place from others.
ROUND = 12


class Status(StrEnum):
    """How a mark stands in the next edition."""

    OPEN = "open"
    DONE = "done"
    MOVED = "moved"


@frozen
class Judged:
    """A mark, how it stands, and where its text begins now (None where it is gone).

    `stretches` are the texts that it covers, each with where it begins now.
    """

    mark: Comment
    status: Status
    offset: int | None
    stretches: tuple[tuple[int, str], ...] = ()


def judged(old: Edition, new: Edition, marks: Sequence[Comment]) -> Iterator[Judged]:
    """Every mark made on the old edition, as the new one answers it.

    `done`: the text is as asked, or not as it was; `moved`: it is as it was, further on or back;
    `open`: nothing has happened to it.
    """
    before, after = _texts(old), _texts(new)
    for mark in marks:
        key = mark.story, mark.part
        if not mark.story or key not in before:
            yield Judged(mark, Status.OPEN, None)
            continue
        if key not in after:
            yield Judged(mark, Status.DONE, None)
            continue
        yield _whole(mark, before[key], after[key])


def _texts(edition: Edition) -> dict[tuple[str, str], str]:
    return {(a.id, part): text for a in edition.articles for part, text in a.texts}


def _whole(mark: Comment, old: str, new: str) -> Judged:
    """A mark on several stretches: done where all of them are."""
    each = [
        _judge(
            replace(mark, offset=at, length=length, text=old[at : at + length], ranges=()), old, new
        )
        for at, length in mark.stretches
    ]
    stands = {one.status for one in each}
    status = (
        Status.DONE
        if stands == {Status.DONE}
        else Status.MOVED
        if Status.MOVED in stands
        else Status.OPEN
    )
    # What is done is not done again.
    open_ = tuple((one.offset, one.mark.text) for one in each
                  if one.offset is not None and (one.status != Status.DONE or status == Status.DONE))  # fmt: skip
    return Judged(mark, status, each[0].offset, open_)


def _judge(mark: Comment, old: str, new: str) -> Judged:
    start, stop = mark.offset, mark.offset + mark.length
    shift = 0
    touched = False
    for a0, a1, b0, b1 in edits(old, new):
        if a1 < start or (a1 == start and a0 < start):
            shift += (b1 - b0) - (a1 - a0)
        elif a0 < stop or (a0 == start and mark.length == 0):
            touched = True
            if mark.kind == CommentKind.INSERT and mark.comment and mark.comment not in new[b0:b1]:
                touched = mark.comment == new[b0:b1].strip()
        elif a0 == stop and mark.kind == CommentKind.REPLACE and a0 == a1:
            touched = touched or mark.comment == new[b0:b1]
    at = start + shift
    touched = touched or _made(mark, old, new)
    if touched:
        return Judged(mark, Status.DONE, at)
    if (
        mark.kind in {CommentKind.DELETE, CommentKind.REPLACE}
        and new[at : at + mark.length] != mark.text
    ):
        return Judged(mark, Status.DONE, at)
    return Judged(mark, Status.MOVED if shift else Status.OPEN, at)


def _made(mark: Comment, old: str, new: str) -> bool:
    """Whether what was asked for stands in the new text once more often, with what is round it.

    In text that repeats itself no comparison knows which of the same characters went.
    """
    if mark.kind not in {CommentKind.DELETE, CommentKind.REPLACE, CommentKind.INSERT} or (
        mark.kind != CommentKind.DELETE and not mark.comment
    ):
        return False
    start, stop = mark.offset, mark.offset + mark.length
    asked = "" if mark.kind == CommentKind.DELETE else mark.comment
    words = old[max(start - ROUND, 0) : start] + asked + old[stop : stop + ROUND]
    # Without words of its own a deletion needs enough round it to be told.
    return (bool(asked) or len(words) > ROUND) and new.count(words) > old.count(words)
