"""What of each story's file is not set, summed up by kind for whoever reads the import as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.issue.copy.ledger import Entry, Omitted, excerpt
from presslayout.issue.copy.markdown import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.newsroom.importing.manuscripts import Arrived
    from presslayout.newsroom.importing.plan import Plan
    from presslayout.newsroom.importing.stories import ImportedStory

# Lines about the copy itself (who sent it, how long it is), beside the kinds of what a file holds.
ABOUT = "about"


@frozen
class LeftOut:
    """What of one kind is not set: in how many places, how many characters, the first words and their line."""

    kind: str
    count: int
    chars: int
    first: str
    line: int


def left_out(plan: Plan, stories: Sequence[ImportedStory]) -> list[tuple[LeftOut, ...]]:
    """Of each story what is not set, each thing once: a file's own with the first of its stories."""
    files = {item.name: item for item in plan.items}
    made: list[tuple[LeftOut, ...]] = []
    for story in stories:
        item = files.pop(story.source, None)
        read = next((i.manuscript for i in plan.items if i.name == story.source), None)
        found = [
            (ABOUT, Entry(Omitted.META, _line(read, words), words)) for words in story.draft.about
        ]
        if item is not None and read is not None:
            came = bool(story.photos) and not item.remote
            found += [
                (str(entry.kind), entry)
                for entry in read.entries
                if not (came and entry.kind is Omitted.PICTURE)
            ]
        made.append(tuple(_summed(found)))
    return made


def _summed(found: Sequence[tuple[str, Entry]]) -> Iterator[LeftOut]:
    kinds: dict[str, list[Entry]] = {}
    for kind, entry in found:
        kinds.setdefault(kind, []).append(entry)
    for kind, entries in kinds.items():
        chars = sum(len("".join(entry.words.split())) for entry in entries)
        first = next((shown for entry in entries if (shown := excerpt(entry.words))), "")
        yield LeftOut(kind, len(entries), chars, first, min(entry.line for entry in entries))


def _line(read: Arrived | None, words: str) -> int:
    """The line of its file that words stand in."""
    pieces = read.mended if read is not None else ()
    return next((piece.line for piece in pieces if bare(piece.text) == words), 1)
