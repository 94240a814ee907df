"""What an index is told of an issue: each story's words, and where they stand."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from presslayout.archive import identity
from presslayout.archive.placing import PlacedLine, in_lines, of_run, unpacked
from presslayout.base import doors, kinds
from presslayout.base.values import frozen, replace
from presslayout.edition.page import Glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presslayout.archive.identity import IssueIdentity

# In which order somebody reads a story's parts; those not named come behind, as they stand.
_FIRST = ("rubric", "kicker", "headline", "deck", "byline", "body")
_FULL = 1000


@frozen
class StoryWords:
    """A story: its parts' texts in the order of reading, and where they stand by the parts' numbers.

    What comes out of an index has its places `packed`: most are never looked at.
    """

    story: str
    parts: tuple[tuple[str, str], ...]
    places: tuple[PlacedLine, ...] = ()
    packed: bytes = b""

    @property
    def stretches(self) -> tuple[PlacedLine, ...]:
        """Where its texts stand, line by line."""
        return _opened(self.packed) if self.packed else self.places

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages on which it stands."""
        return tuple(sorted({one.page for one in self.stretches}))


@lru_cache(maxsize=8)
def _opened(packed: bytes) -> tuple[PlacedLine, ...]:
    # The places of one story are asked for one after the other.
    return tuple(unpacked(packed))


@frozen
class IssueWords:
    """An issue with its stories."""

    identity: IssueIdentity
    stories: tuple[StoryWords, ...]


def of_edition(data: bytes, label: Mapping[str, str]) -> IssueWords:
    """An edition.json of any version; ValueError where it is none or damaged."""
    try:
        plain = json.loads(data)
        if not str(plain["format"]).startswith("presslayout/edition-"):
            raise ValueError("no edition")
        return IssueWords(identity.of_edition(plain, label), tuple(_stories(plain)))
    except doors.JSON.faults() as cause:
        raise ValueError("no edition.json, or a damaged one") from cause


def _stories(plain: Mapping[str, Any]) -> Iterator[StoryWords]:
    texts = {
        kinds.text(one["id"]): dict(sorted(kinds.pairs(one["texts"]), key=_reading))
        for one in plain["stories"]
    }
    places: dict[str, list[PlacedLine]] = {}
    for page, block in _blocks(plain):
        own = texts.get(block["story"])
        if own is None or block["part"] not in own:
            continue
        part = list(own).index(block["part"])
        runs = (_run(item) for item in block["items"] if item["kind"] == "glyphs")
        here = (_own(run, own[block["part"]], part, page) for run in runs)
        places.setdefault(block["story"], []).extend(one for one in here if one is not None)
    for story, parts in texts.items():
        yield StoryWords(story, tuple(parts.items()), in_lines(places.get(story, ())))


def _reading(part: tuple[str, str]) -> int:
    return _FIRST.index(part[0]) if part[0] in _FIRST else len(_FIRST)


def _blocks(plain: Mapping[str, Any]) -> Iterable[tuple[int, Any]]:
    return (
        (kinds.whole(page["number"]), block)
        for page in plain["pages"]
        for block in page["blocks"]
        if block["story"] and not block.get("artifact", False)
    )


def _own(run: Glyphs, text: str, part: int, page: int) -> PlacedLine | None:
    """Where a run's glyphs stand, as far as they are the part's own text; None where they say another.

    In older editions a head on a page where a story goes on, and 摄 behind a name, bear the part's
    name too.
    """
    says = text[run.offset : run.offset + len(run.text)]
    if says == run.text:
        return of_run(run, part, page)
    if not says or not run.text.startswith(says) or run.spans:
        return None
    many = len(says)
    xs, ys = (row if len(row) == 1 else row[:many] for row in (run.x, run.y))
    return of_run(replace(run, ids=run.ids[:many], x=xs, y=ys, text=says), part, page)


def _run(item: Mapping[str, Any]) -> Glyphs:
    ids, x, y = (kinds.wholes(item[name]) for name in ("ids", "x", "y"))
    spans, text = kinds.wholes(item.get("spans", [])), kinds.text(item["text"])
    counts = spans or (1,) * len(ids)
    if not (len(x) in (1, len(ids)) and len(y) in (1, len(ids)) and len(counts) == len(ids)):
        raise ValueError("glyphs without places")
    if sum(counts) != len(text) or min(counts, default=0) < 0:
        raise ValueError("glyphs of another text")
    return Glyphs(
        face="",
        size=kinds.whole(item["size"]),
        ids=ids,
        x=x,
        y=y,
        text=text,
        spans=spans,
        offset=kinds.whole(item["offset"]),
        turn=kinds.whole(item.get("turn", 0)),
        condense=kinds.whole(item.get("condense", _FULL)),
    )
