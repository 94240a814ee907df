"""Whether what a mark asks for has been done since: the marked text followed into the new copy."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.edition.rewriting import edits
from presslayout.newsroom.marks.annotation import CommentKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.edition.page import Edition
    from presslayout.newsroom.marks.found_places import Comment

_BODY = "body"
# A story and a part of it.
_Key = tuple[str, str]
# The part is gone; other words stand there than were asked for.
GONE, OTHERWISE = "gone", "otherwise"
# So much of the text on each side tells a place from others.
ROUND = 12
# With fewer characters round it no place is told from others.
LEAST = 8


class Status(StrEnum):
    """How a mark stands in the next edition."""

    OPEN = "open"
    DONE = "done"
    MOVED = "moved"


@frozen
class Judged:
    """A mark, how it stands, and where its text begins now (None where it is gone).

    `stretches` are the texts that it covers, each with where it begins now.  `became` says of a mark
    that is done why it is not as asked: `GONE` or `OTHERWISE`, "" where it is.
    """

    mark: Comment
    status: Status
    offset: int | None
    stretches: tuple[tuple[int, str], ...] = ()
    became: str = ""


def judged(old: Edition, new: Edition, marks: Sequence[Comment]) -> Iterator[Judged]:
    """Every mark made on the old edition, as the new one answers it.

    `done`: the text is as asked, or not as it was; `moved`: it is as it was, further on or back;
    `open`: nothing has happened to it; where nobody knows any more between which characters
    something was to stand, it has no place.  Where its words stand in another story or part now (a story
    was given another id, a headline became a deck) the mark is there.
    """
    before, after = _texts(old), _texts(new)
    called: dict[str, str] = {}
    for mark in marks:
        key = mark.story, mark.part
        if not mark.story or key not in before:
            yield Judged(mark, Status.OPEN, None)
            continue
        if mark.story not in called:
            called[mark.story] = _called(mark.story, before, after)
        home = _home(mark, called[mark.story], before, after)
        if home not in after:
            yield Judged(mark, Status.DONE, None, (), GONE)
            continue
        there = replace(mark, story=home[0], part=home[1])
        found = _whole(there, before[key], after[home])
        is_gone = home != key and found.status == Status.OPEN
        yield replace(found, status=Status.MOVED) if is_gone else found


def _texts(edition: Edition) -> dict[tuple[str, str], str]:
    return {(a.id, part): text for a in edition.articles for part, text in a.texts}


def _called(story: str, before: Mapping[_Key, str], after: Mapping[_Key, str]) -> str:
    """The id that a story bears now: its own, unless its text stands under one other alone."""
    parts = {part: text for (one, part), text in before.items() if one == story}
    part = _BODY if _BODY in parts else max(sorted(parts), key=lambda one: len(parts[one]))
    old = parts[part]
    own = after.get((story, part))
    is_there = any(one == story for one, _ in after)
    if len(old) <= ROUND or (own is None and is_there) or (own is not None and alike(old, own)):
        return story
    having = [
        one
        for (one, other), text in after.items()
        if other == part
        and one != story
        and alike(old, text)
        and not alike(before.get((one, part), ""), text)
    ]
    return having[0] if len(having) == 1 else story


def _home(mark: Comment, story: str, before: Mapping[_Key, str], after: Mapping[_Key, str]) -> _Key:
    """The story and part in which a mark's words stand now: its own, unless they went to one other alone."""
    key = story, mark.part
    old = before[mark.story, mark.part]
    windows = [_window(old, at, length) for at, length in mark.stretches]
    if any(window in after.get(key, "") for window in windows) or min(map(len, windows)) <= ROUND:
        # So few words may be anybody's.
        return key
    if key in after and alike(old, after[key]):
        return key
    having = [
        one
        for one, text in after.items()
        if all(_spots(window, text) is not None for window in windows)
        # Who had the same words before has a fault of his own.
        and not any(window in before.get(one, "") for window in windows)
    ]
    own = [one for one in having if one[1] == mark.part]
    return next((some[0] for some in (own, having) if len(some) == 1), key)


def alike(old: str, new: str) -> bool:
    """Whether a text is another state of the same: half of it is there."""
    if old == new:
        return True
    changed = sum(a1 - a0 for a0, a1, _, _ in edits(old, new))
    return 2 * changed < len(old)


def _window(text: str, at: int, length: int) -> str:
    """A stretch with what stands round it in its paragraph, which may go elsewhere as a whole."""
    left, right = _sides(text, at, at + length)
    return text[left:right]


def _sides(text: str, start: int, stop: int) -> tuple[int, int]:
    """Where what stands round a stretch in its own paragraph begins and ends."""
    end = text.find("\n", stop)
    return (
        max(start - ROUND, text.rfind("\n", 0, start) + 1),
        min(stop + ROUND, len(text) if end < 0 else end),
    )


def _spots(words: str, text: str) -> int | None:
    """Where words stand in a text that has them once; None else."""
    at = text.find(words)
    return at if at >= 0 and text.find(words, at + 1) < 0 else None


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
    became = next((one.became for one in each if one.became), "") if status == Status.DONE else ""
    return Judged(mark, status, each[0].offset, open_, became)


def _judge(mark: Comment, old: str, new: str) -> Judged:
    start, stop = mark.offset, mark.offset + mark.length
    shift = 0
    touched = unsure = False
    for a0, a1, b0, b1 in edits(old, new):
        if a1 < start or (a1 == start and a0 < start):
            shift += (b1 - b0) - (a1 - a0)
        elif a0 < stop or (a0 == start and mark.length == 0):
            touched = True
            if mark.kind == CommentKind.INSERT and mark.comment and mark.comment not in new[b0:b1]:
                touched = mark.comment == new[b0:b1].strip()
                unsure = not touched
        elif a0 == stop and mark.kind == CommentKind.REPLACE and a0 == a1:
            touched = touched or mark.comment == new[b0:b1]
    at = start + shift
    is_made = _made(mark, old, new)
    untouched = None if is_made else _untouched(mark, old, new)
    if untouched is not None and (touched or unsure):
        # It went to another place with all that stands round it.
        return Judged(mark, Status.MOVED, untouched)
    if unsure and not is_made:
        return Judged(mark, Status.OPEN, None)
    if touched or is_made:
        return Judged(mark, Status.DONE, at, (), "" if is_made else _otherwise(mark, new, at))
    if (
        mark.kind in {CommentKind.DELETE, CommentKind.REPLACE}
        and new[at : at + mark.length] != mark.text
    ):
        return Judged(mark, Status.DONE, at, (), _otherwise(mark, new, at))
    return Judged(mark, Status.MOVED if shift else Status.OPEN, at)


def _otherwise(mark: Comment, new: str, at: int) -> str:
    """That the words asked for are nowhere near; what was only to go is gone."""
    if mark.kind not in {CommentKind.REPLACE, CommentKind.INSERT} or not mark.comment:
        return ""
    near = new[max(at - ROUND, 0) : at + len(mark.comment) + ROUND]
    return "" if mark.comment in near else OTHERWISE


def _untouched(mark: Comment, old: str, new: str) -> int | None:
    """Where a mark's text stands in the new text as it did, with what is round it; None where it does not."""
    window = _window(old, mark.offset, mark.length)
    begin = _spots(window, old)
    if len(window) < LEAST or begin is None:
        return None
    at = _spots(window, new)
    return None if at is None else at + mark.offset - begin


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
    if (asked or len(words) > ROUND) and new.count(words) > old.count(words):
        return True
    left, right = _sides(old, start, stop)
    # Its paragraph may stand elsewhere.
    words = old[left:start] + asked + old[stop:right]
    return bool(asked) and len(words) >= LEAST and new.count(words) > old.count(words)
