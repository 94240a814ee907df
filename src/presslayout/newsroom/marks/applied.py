"""Simple corrections written into the files of the copy: each changes what was marked and nothing else.

Where a character was typed is asked for one by one, and the file must say it there.  What comes out
is read again as an issue, and holds only where every text is as it was but for the corrections:
a sign that would turn copy into markup, or a quote that would end a value, is never written.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base import doors, filelines
from presslayout.base.diagnostics import SpecError
from presslayout.base.memory import Memory
from presslayout.base.values import frozen
from presslayout.edition.roles import jump_head
from presslayout.issue.copy import formats
from presslayout.issue.yaml.encoding import bytes_like, text_of
from presslayout.newsroom.marks.annotation import CommentKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from presslayout.issue.issue import Story
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.marks.found_places import Comment

SIMPLE = frozenset((CommentKind.DELETE, CommentKind.REPLACE, CommentKind.INSERT))
# A correction longer than this is a remark, not new copy.
MOST = 60
PLAIN_DELETE = frozenset(("", "删", "删除", "删去", "delete", "Delete"))
# States of a review (ISO 32000-1, table 171): what was refused is not made, and what people talk
# about is made once they agree.
REFUSED = frozenset(("rejected", "cancelled", "canceled"))
AGREED = frozenset(("accepted", "completed"))


@frozen
class Correction:
    """Stretches of a part, each with where it begins and what it says, and what is to stand there.

    The new words stand in the place of the first, the others go.
    """

    story: str
    part: str
    stretches: tuple[tuple[int, str], ...]
    new: str


@frozen
class Corrected:
    """Files by their path with what they say and what they are to say; what was not to be made."""

    files: Mapping[Path, tuple[bytes, bytes]]
    failed: tuple[Correction, ...]


def simple(kind: str, words: str) -> bool:
    """Whether a mark says in full what is to be written."""
    if kind == CommentKind.DELETE:
        # Other words in a strike-out may be what is to stand there, or a question.
        return words.strip() in PLAIN_DELETE
    return kind in SIMPLE and bool(words) and len(words) <= MOST and not _broken(words)


def left(mark: Comment) -> str:
    """Why a mark is left to people, "" where it says in full what is to be written where."""
    if mark.kind not in SIMPLE:
        return "remark"
    if mark.doubt or not mark.story:
        return mark.doubt or "away"
    return _unsettled(mark) or _unsaid(mark)


def _unsettled(mark: Comment) -> str:
    if mark.review in REFUSED:
        return "refused"
    return "answered" if mark.replies and mark.review not in AGREED else ""


def _unsaid(mark: Comment) -> str:
    if simple(mark.kind, mark.comment):
        return ""
    if not mark.comment:
        return "empty"
    return "words" if mark.kind == CommentKind.DELETE else "long"


def corrected(loaded: Loaded, wanted: Sequence[Correction]) -> Corrected:
    """The files of an issue with as many of the corrections as can be made; two that touch are neither."""
    apart = _apart(list(dict.fromkeys(wanted)))
    made = _made(loaded, (), apart, Memory())
    files = _files(loaded, made) or {}
    kept = set(made)
    return Corrected(files, tuple(one for one in wanted if one not in kept))


def _broken(words: str) -> bool:
    return len(filelines.lines(words)) > 1 or any(ord(char) < ord(" ") for char in words)


def _apart(wanted: list[Correction]) -> tuple[Correction, ...]:
    """The corrections that touch no other: of two at one place nobody knows which is meant."""
    spots = sorted(
        (one.story, one.part, at, at + len(text), number)
        for number, one in enumerate(wanted)
        for at, text in one.stretches
    )
    touching: set[int] = set()
    for number, one in enumerate(spots):
        for other in spots[number + 1 :]:
            if other[:2] != one[:2] or other[2] > one[3]:
                break
            same = other[2] == one[2] and one[2] == one[3] and other[2] == other[3]
            if other[4] != one[4] and (other[2] < one[3] or same):
                touching |= {one[4], other[4]}
    return tuple(one for number, one in enumerate(wanted) if number not in touching)


def _made(
    loaded: Loaded,
    sure: tuple[Correction, ...],
    wanted: tuple[Correction, ...],
    memory: Memory,
) -> tuple[Correction, ...]:
    """Those that can be made, with the ones that are sure already: all at once, else by halves."""
    if not wanted:
        return sure
    files = _files(loaded, (*sure, *wanted))
    if files is not None and _reads(loaded, files, (*sure, *wanted), memory):
        return (*sure, *wanted)
    if len(wanted) == 1:
        return sure
    half = len(wanted) // 2
    return _made(loaded, _made(loaded, sure, wanted[:half], memory), wanted[half:], memory)


def _files(loaded: Loaded, wanted: Sequence[Correction]) -> dict[Path, tuple[bytes, bytes]] | None:
    """The files as they are and as they would be; None where one does not say what was marked."""
    stories = {story.id: story for story in loaded.issue.stories}
    old: dict[str, tuple[Path, bytes, str]] = {}
    edits: dict[str, list[tuple[int, int, str]]] = {}
    for one in wanted:
        story = stories.get(one.story)
        if story is None:
            return None
        for number, (at, text) in enumerate(one.stretches):
            found = _places(story, one.part, at, text, _Typed(loaded, old))
            if not found:
                return None
            for place, (name, begin, end) in enumerate(found):
                first = number == place == 0
                edits.setdefault(name, []).append((begin, end, one.new if first else ""))
    made: dict[Path, tuple[bytes, bytes]] = {}
    for name, listed in edits.items():
        path, data, text = old[name]
        listed.sort()
        if any(two[0] < one[1] for one, two in pairwise(listed)):
            return None
        for begin, end, new in reversed(listed):
            text = text[:begin] + new + text[end:]
        whole = bytes_like(data, text)
        if whole is None:
            return None
        made[path] = data, whole
    return made


@frozen
class _Typed:
    """The issue as it was typed; `old` gathers each file by its name: its path, bytes and text."""

    loaded: Loaded
    old: dict[str, tuple[Path, bytes, str]]


def _places(
    story: Story,
    part: str,
    at: int,
    text: str,
    known: _Typed,
) -> list[tuple[str, int, int]]:
    """The stretches of files in which a text was typed, file, begin and end; none where it was not.

    An insertion has one of no length: behind what stands before it, at a paragraph's beginning
    before what follows.
    """
    whole = dict((*story.texts, *story.jump_heads)).get(part, "")
    if whole[at : at + len(text)] != text:
        return []
    if text:
        spots = [_typed(story, part, n, whole[n], known) for n in range(at, at + len(text))]
        if any(spot is None for spot in spots):
            return []
        return list(_runs([spot for spot in spots if spot is not None]))
    behind = at > 0 and whole[at - 1] != "\n"
    if not behind and at >= len(whole):
        return []
    near = at - 1 if behind else at
    spot = _typed(story, part, near, whole[near], known)
    return [(spot[0], spot[1] + behind, spot[1] + behind)] if spot is not None else []


def _runs(spots: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int, int]]:
    begun = 0
    for at in range(1, len(spots) + 1):
        if at == len(spots) or spots[at] != (spots[at - 1][0], spots[at - 1][1] + 1):
            yield spots[begun][0], spots[begun][1], spots[at - 1][1] + 1
            begun = at


def _typed(
    story: Story,
    part: str,
    at: int,
    char: str,
    known: _Typed,
) -> tuple[str, int] | None:
    """The file, and the code point of its text, at which a character of a part was typed."""
    loaded, old = known.loaded, known.old
    span = story.stretch(part, at, 1)
    # Other copy is corrected where it was written.
    if formats.foreign(span.file):
        return None
    if span.file not in old:
        path = loaded.workspace.root / span.file
        try:
            data = doors.read(path)
        except OSError:
            return None
        found = text_of(data)
        if found is None:
            return None
        old[span.file] = path, data, found[0]
    text = old[span.file][2]
    index = filelines.index(text, span.line - 1, span.column - 1)
    return (span.file, index) if index is not None and text[index : index + 1] == char else None


def _reads(
    loaded: Loaded,
    files: Mapping[Path, tuple[bytes, bytes]],
    wanted: Iterable[Correction],
    memory: Memory,
) -> bool:
    """Whether the issue, read from the new files, says what it should and nothing else."""
    from presslayout.issue.load import load

    path = loaded.workspace.root / loaded.issue.file
    instead = {name: new for name, (_, new) in files.items()}
    try:
        after = load(path, memory, instead)
    except SpecError:
        return False
    expected = {story.id: _said(story) for story in loaded.issue.stories}
    for one in sorted(
        ((c.story, c.part, at, text, c.new if not n else "")
         for c in wanted for n, (at, text) in enumerate(c.stretches)),
        reverse=True,
    ):  # fmt: skip
        story, part, at, text, new = one
        said = expected[story]
        old = said.get(part, "")
        said[part] = old[:at] + new + old[at + len(text) :]
    now = {story.id: _said(story) for story in after.issue.stories}
    # A part of which nothing is left is none.
    return now == {name: {k: v for k, v in said.items() if v} for name, said in expected.items()}


def _said(story: Story) -> dict[str, str]:
    """All texts of a story, and of what kind its paragraphs are."""
    kinds = " ".join(f"{p.kind}{p.marker}{len(p.marks)}" for p in story.body)
    heads = ((jump_head(n), jump.headline) for n, jump in enumerate(story.jumps, 1))
    said = {
        **dict((*story.texts, *heads)),
        "": kinds,
        " ": " ".join(p.file for p in story.pictures),
    }
    return {part: text for part, text in said.items() if text}
