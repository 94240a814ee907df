"""What somebody looks for over years, and where it stands in a story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from presslayout.archive import bigrams, placing
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presslayout.archive.identity import IssueIdentity
    from presslayout.archive.indexed import StoryWords
    from presslayout.base.geometry import Box


@frozen
class Query:
    """Words that all stand in a story, each in one of its spellings, and what the issue must be.

    `since` and `until` are days, both meant too; `paper` a name or 刊号; `page` 版次, 0 for any.
    """

    words: tuple[tuple[str, ...], ...]
    since: str = ""
    until: str = ""
    paper: str = ""
    page: int = 0

    @property
    def exact(self) -> bool:
        """Whether an index that knows pairs of characters alone answers it without a look at texts."""
        return not self.page and not any(bigrams.cased(one) for word in self.words for one in word)


def asked(text: str, *, folded: bool = False) -> Query:
    """The query of what was typed: words between blanks."""
    return Query(tuple(bigrams.spellings(one, folded=folded) for one in bigrams.words(text)))


@frozen
class IndexEntry:
    """A version of an issue in an index: what it is, where it lies on the shelf, its stamp there."""

    identity: IssueIdentity
    object: str
    version: int
    stamp: str

    @property
    def key(self) -> str:
        """Its name in an index."""
        return f"{self.object}@v{self.version}"


@frozen
class Match:
    """A story that holds all words, and the version of the issue that it stands in."""

    entry: IndexEntry
    story: StoryWords


@frozen
class WordPlace:
    """A word at its place: the part and its number, the offset there, the length."""

    part: str
    number: int
    offset: int
    length: int


class WordIndex(Protocol):
    """What knows the words of a shelf, wherever it is kept."""

    def known(self) -> Mapping[str, str]:
        """The stamps of all entries by their keys."""

    def seen(self) -> Mapping[str, str]:
        """What was seen of each object of the shelf when it was looked into last."""

    def saw(self, path: str, seen: str) -> None:
        """An object was looked into, and all of it is known."""

    def add(self, entry: IndexEntry, stories: Iterable[StoryWords]) -> None:
        """Know an entry, and forget what was known of its key."""

    def forget(self, keys: Iterable[str]) -> None:
        """Know these no more."""

    def settle(self) -> None:
        """Keep what was added for good."""

    def count(self, query: Query) -> int:
        """How many stories answer."""

    def matches(self, query: Query) -> Iterator[Match]:
        """The stories that answer, by day, paper, variant, version and their order in the issue."""


def places(story: StoryWords, query: Query) -> list[WordPlace]:
    """Where the words of a query stand in a story, in the order of reading; none where one is missing."""
    found: list[WordPlace] = []
    for word in query.words:
        own = [
            WordPlace(part, number, at, len(one))
            for number, (part, text) in enumerate(story.parts)
            for one in word
            for at in _offsets(text, one)
        ]
        if query.page:
            own = [one for one in own if query.page in dict(boxes_of(story, one))]
        if not own:
            return []
        found += own
    return sorted(set(found), key=lambda one: (one.number, one.offset, one.length))


def holds(story: StoryWords, query: Query) -> bool:
    """Whether a story holds all words of a query."""
    if query.page:
        return bool(places(story, query))
    return all(
        any(next(_offsets(text, one), -1) >= 0 for one in word for _, text in story.parts)
        for word in query.words
    )


def boxes_of(story: StoryWords, place: WordPlace) -> tuple[tuple[int, tuple[Box, ...]], ...]:
    """Where a word stands: boxes line by line, in EMU, by page."""
    stop = place.offset + place.length
    found = placing.boxes(story.stretches, place.number, place.offset, stop)
    return tuple((page, tuple(boxes)) for page, boxes in found.items())


def _offsets(text: str, word: str) -> Iterator[int]:
    """Where a word begins; one without capitals means those with some, too."""
    if word.upper() != word and not bigrams.cased(word):
        text = bigrams.lowered(text)
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)
