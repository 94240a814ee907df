"""What belongs together among the annotations of a page: groups, answers and states of a review.

ISO 32000-1, 12.5.6.2 and 12.5.6.3.  Acrobat hides its answers and states (flags 30): they are seen in
the list of comments only.  What is hidden and answers nothing, people have put away.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from presslayout.base.patterns import regex
from presslayout.base.values import frozen, replace
from presslayout.newsroom.marks import words
from presslayout.newsroom.marks.annotation import OURS, CommentKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.newsroom.marks.annotation import Annotation

_HIDDEN = 2
# That somebody has ticked a comment off for himself says nothing about it.
_TICKS = frozenset(("marked", "unmarked"))
_NONE = "none"
_DATE = regex(r"D:(\d{14})(?:([+-])(\d\d)'?(\d\d)?)?.*")


@frozen
class Item:
    """An annotation of a file, and the comment that it is by itself.

    `name` is its object, None where it has none, `about` the one that it answers; `grouped` says that
    it is a part of that one, `hidden` that no page shows it; `state` is how it says that the other
    stands, None where it says something of its own, and `when` the moment of that in seconds.
    """

    comment: Annotation
    name: Any
    about: Any
    grouped: bool
    hidden: bool
    state: str | None
    when: float | None


def item(entry: Any, comment: Annotation) -> Item:
    """A comment with what its annotation says of others; raises where that is damaged."""
    about = entry.get("/IRT")
    known = getattr(about, "objgen", None)
    return Item(
        comment,
        _object(entry.objgen),
        _object(known),
        grouped=str(entry.get("/RT", "/R")) == "/Group",
        hidden=bool(int(entry.get("/F", 0)) & _HIDDEN),
        state=words.text(entry.get("/State")).lower()
        if about is not None and "/State" in entry
        else None,
        when=_moment(words.text(entry.get("/M"))),
    )


def _object(name: Any) -> Any:
    return None if name == (0, 0) else name


def threads(items: Sequence[Item]) -> Iterator[Annotation]:
    """The comments of a page, each with what was answered to it and how it stands."""
    known = {one.name: n for n, one in enumerate(items) if one.name is not None}
    above = [known.get(one.about) for one in items]
    roots = [_root(place, above) for place in range(len(items))]
    for place, first in enumerate(items):
        if roots[place] != place or first.hidden or first.state is not None:
            continue
        below = [n for n, root in enumerate(roots) if root == place and n != place]
        if first.comment.author in OURS:
            yield from _answers(first.comment, [items[n] for n in below])
        else:
            yield from _threaded(place, below, items, above)


def _root(place: int, above: Sequence[int | None]) -> int:
    """The comment at the beginning of a thread; where the thread bites its tail, its own."""
    seen = {place}
    at = place
    while (upper := above[at]) is not None:
        if upper in seen:
            return min(seen)
        seen.add(upper)
        at = upper
    return at


def _answers(ours: Annotation, below: Sequence[Item]) -> Iterator[Annotation]:
    """What people answered to a note of ours: remarks of their own at its place."""
    for one in below:
        if one.comment.author not in OURS and one.comment.words and one.state is None:
            yield replace(one.comment, kind=CommentKind.NOTE, boxes=ours.boxes)


def _threaded(
    place: int, below: Sequence[int], items: Sequence[Item], above: Sequence[int | None]
) -> Iterator[Annotation]:
    """A comment with its group, its answers and its state; what was grouped and is none of it."""
    group = [n for n in below if items[n].grouped and items[n].state is None]
    states = _states([n for n in below if items[n].state is not None], items, above)
    replies = tuple(
        _reply(items[n].comment, states.get(n, ""))
        for n in below
        if n not in group and items[n].state is None and items[n].comment.words
    )
    review = next((states[n] for n in (place, *group) if states.get(n)), "")
    first, apart = _together(items[place].comment, [items[n].comment for n in group])
    yield replace(first, replies=replies, review=review)
    yield from apart


def _reply(comment: Annotation, state: str) -> str:
    told = f"{comment.author}：{comment.words}" if comment.author else comment.words
    return f"{told} ⟨{state}⟩" if state else told


def _states(
    places: Sequence[int], items: Sequence[Item], above: Sequence[int | None]
) -> Mapping[int, str]:
    """The last state that somebody gave each comment; a state may answer the one before it."""
    dated = all(items[n].when is not None for n in places)
    found: dict[int, str] = {}
    for n in sorted(places, key=lambda n: (items[n].when or 0, n) if dated else (0, n)):
        state = items[n].state or _NONE
        if state in _TICKS:
            continue
        about: int | None = above[n]
        seen = {n}
        while about is not None and items[about].state is not None and about not in seen:
            seen.add(about)
            about = above[about]
        if about is not None:
            found[about] = "" if state == _NONE else state
    return found


def _moment(date: str) -> float | None:
    """A PDF date in seconds, None where it is none."""
    found = _DATE.fullmatch(date)
    if found is None:
        return None
    try:
        moment = dt.datetime.strptime(found[1], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    away = dt.timedelta(hours=int(found[3] or 0), minutes=int(found[4] or 0))
    return (moment - away if found[2] == "+" else moment + away).timestamp()


def _together(
    first: Annotation, others: Sequence[Annotation]
) -> tuple[Annotation, tuple[Annotation, ...]]:
    """A strike-out and its caret are one replacement, whichever of them came first; the rest."""
    members = (first, *others)
    struck = [c for c in members if c.kind == CommentKind.DELETE]
    carets = [c for c in members if c.kind == CommentKind.INSERT]
    if not struck or (not carets and len(struck) == 1):
        return first, tuple(others)
    apart = tuple(c for c in members if c.kind not in {CommentKind.DELETE, CommentKind.INSERT})
    whole = replace(
        struck[0],
        boxes=tuple(box for c in struck for box in c.boxes),
        # Of several carets nobody knows which goes where.
        loose=any(c.loose for c in struck) or len(carets) > 1,
        author=struck[0].author or first.author,
    )
    if not carets:
        return whole, apart
    # Some readers write the new words into the strike-out itself.
    said = next((c.words for c in (*carets, *struck) if c.words), "")
    return replace(whole, kind=CommentKind.REPLACE, words=said), apart
