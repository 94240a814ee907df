"""The words of a shelf on an OpenSearch, for those who outgrow one machine: the same pairs, the same answers.

Its client is an extra.  Everything there is made from the bags and may be taken away at any time.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
from typing import TYPE_CHECKING, Any

from presslayout.archive import bigrams, placing
from presslayout.archive.identity import IssueIdentity
from presslayout.archive.indexed import StoryWords
from presslayout.archive.query import IndexEntry, Match, holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Self

    from presslayout.archive.query import Query

# How many answers come at once, and how many documents go.
PAGE = 500
_SECONDS = 60
_WORD = {"type": "keyword"}
_PAIRS = {"type": "text", "analyzer": "pairs", "norms": False}
_KEPT = {"type": "object", "enabled": False}
_MAPPING = {
    "settings": {
        "analysis": {
            "analyzer": {
                "pairs": {"type": "custom", "tokenizer": "whitespace", "filter": ["lowercase"]}
            }
        }
    },
    "mappings": {
        "dynamic": False,
        "properties": {
            "kind": _WORD,
            "key": _WORD,
            "paper": _WORD,
            "cn": _WORD,
            "day": _WORD,
            "variant": _WORD,
            "version": {"type": "integer"},
            "number": {"type": "integer"},
            "pages": {"type": "integer"},
            "pairs": _PAIRS,
            "singles": _PAIRS,
            "kept": _KEPT,
        },
    },
}
_ORDER = ("day", "paper", "cn", "variant", "version", "key", "number")


class OpenSearchIndex:
    """An index on a server; ImportError without the client, ConnectionError where nobody answers."""

    def __init__(self, server: str, name: str) -> None:
        """Opened, and made if need be."""
        from opensearchpy import OpenSearch

        self._client = OpenSearch([server], timeout=_SECONDS)
        self._name = name
        self._lines: list[dict[str, Any]] = []
        with _answered():
            if not self._client.indices.exists(index=name):
                self._client.indices.create(index=name, body=_MAPPING)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def known(self) -> Mapping[str, str]:
        """As `WordIndex.known`."""
        return {one["key"]: one["kept"]["stamp"] for one in self._all([_term("kind", "entry")])}

    def seen(self) -> Mapping[str, str]:
        """As `WordIndex.seen`."""
        return {one["key"]: one["kept"]["seen"] for one in self._all([_term("kind", "object")])}

    def saw(self, path: str, seen: str) -> None:
        """As `WordIndex.saw`."""
        self._put(path, {"kind": "object", "key": path, "kept": {"seen": seen}})

    def add(self, entry: IndexEntry, stories: Iterable[StoryWords]) -> None:
        """As `WordIndex.add`."""
        self.forget([entry.key])
        who = entry.identity
        issue = {
            "key": entry.key,
            "paper": who.paper,
            "cn": who.cn,
            "day": who.date,
            "variant": who.variant,
            "version": entry.version,
        }
        for number, story in enumerate(stories, 1):
            whole = "\n".join(text for _, text in story.parts)
            kept = {
                "object": entry.object,
                "stamp": entry.stamp,
                "story": story.story,
                "parts": [list(part) for part in story.parts],
                "places": base64.b64encode(placing.packed(story.places)).decode(),
            }
            told = {
                "kind": "story",
                "number": number,
                "pages": list(story.pages),
                "pairs": bigrams.tokens(whole),
                "singles": bigrams.characters(whole),
                "kept": kept,
            }
            self._put(f"{entry.key}#{number}", {**issue, **told})
        # It is known when all of it is there.
        self._put(entry.key, {**issue, "kind": "entry", "kept": {"stamp": entry.stamp}})

    def forget(self, keys: Iterable[str]) -> None:
        """As `WordIndex.forget`."""
        wanted = list(keys)
        if not wanted:
            return
        self.settle()
        with _answered():
            self._client.delete_by_query(
                index=self._name,
                body={"query": {"terms": {"key": wanted}}},
                params={"refresh": "true", "conflicts": "proceed"},
            )

    def settle(self) -> None:
        """As `WordIndex.settle`."""
        lines, self._lines = self._lines, []
        if not lines:
            return
        with _answered():
            told = self._client.bulk(body=lines, params={"refresh": "true"})
        if told.get("errors"):
            raise ConnectionError("a document was refused")

    def count(self, query: Query) -> int:
        """As `WordIndex.count`."""
        if not query.words:
            return 0
        if not query.exact:
            return sum(1 for _ in self.matches(query))
        with _answered():
            told = self._client.count(index=self._name, body={"query": _asked(query)})
        return int(told["count"])

    def matches(self, query: Query) -> Iterator[Match]:
        """As `WordIndex.matches`."""
        if not query.words:
            return
        for one in self._all(_asked(query)["bool"]["filter"]):
            kept = one["kept"]
            who = IssueIdentity(one["paper"], one["cn"], one["day"], one["variant"])
            parts = tuple((part, text) for part, text in kept["parts"])
            story = StoryWords(kept["story"], parts, packed=base64.b64decode(kept["places"]))
            entry = IndexEntry(who, kept["object"], one["version"], kept["stamp"])
            if query.exact or holds(story, query):
                yield Match(entry, story)

    def _all(self, wanted: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """All documents that these let through, in their order, page after page."""
        body: dict[str, Any] = {
            "size": PAGE,
            "query": {"bool": {"filter": wanted}},
            "sort": [{name: {"order": "asc", "missing": "_first"}} for name in _ORDER],
        }
        while True:
            with _answered():
                found = self._client.search(index=self._name, body=body)["hits"]["hits"]
            yield from (one["_source"] for one in found)
            if len(found) < PAGE:
                return
            body["search_after"] = found[-1]["sort"]

    def _put(self, name: str, document: dict[str, Any]) -> None:
        # Names may be longer than a server takes.
        id_ = hashlib.sha256(name.encode()).hexdigest()
        self._lines += [{"index": {"_index": self._name, "_id": id_}}, document]
        if len(self._lines) >= 2 * PAGE:
            self.settle()


def _asked(query: Query) -> dict[str, Any]:
    wanted: list[dict[str, Any]] = [_term("kind", "story")]
    wanted += [{"bool": {"should": [_word(one) for one in word]}} for word in query.words]
    days = {name: day for name, day in (("gte", query.since), ("lte", query.until)) if day}
    if days:
        wanted.append({"range": {"day": days}})
    if query.paper:
        named = [_term("paper", query.paper), _term("cn", query.paper)]
        wanted.append({"bool": {"should": named}})
    if query.page:
        wanted.append(_term("pages", query.page))
    return {"bool": {"filter": wanted}}


def _word(word: str) -> dict[str, Any]:
    """A word as a row of its pairs, or as one of a story's characters."""
    if len(word) == 1:
        return {"match_phrase": {"singles": word}}
    return {"match_phrase": {"pairs": " ".join(bigrams.pairs(word))}}


def _term(name: str, value: str | int) -> dict[str, Any]:
    return {"term": {name: value}}


@contextlib.contextmanager
def _answered() -> Iterator[None]:
    """What the client says of a server that does not answer as it should."""
    from opensearchpy.exceptions import OpenSearchException

    try:
        yield
    except (OpenSearchException, json.JSONDecodeError) as fault:
        said = str(fault).partition("\n")[0] or type(fault).__name__
        raise ConnectionError(said) from fault
