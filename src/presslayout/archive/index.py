"""The words of a shelf in a file of SQLite, found by pairs of characters.

Everything in it is made from the bags: it may be taken away at any time.  What is added is there
whole or not at all, whoever is killed.  Texts are kept beside the pairs, packed, for whoever wants
to see a word where it stands.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from presslayout.archive import bigrams, placing
from presslayout.archive.identity import IssueIdentity
from presslayout.archive.indexed import StoryWords
from presslayout.archive.query import IndexEntry, Match, holds
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from typing import Self

    from presslayout.archive.query import Query

# What a file of this form is told by; another is made anew.
FORM = 1
_MARK = 0x50_4C_49_58
WAIT_SECONDS = 60.0
# So much may be written before it must go to disk, in kilobytes.
_HELD = 200_000
# Two bytes a Han character.
_ENCODING = "gb18030"
_TOKENS = "unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co Cn Cf Cs'"
# After so many entries the file is put in order, which makes it a third smaller.
_MANY = 200
_LARGEST = 64 << 20

_TABLES = f"""
create table entries (
  id integer primary key, key text unique, stamp text, object text, version integer,
  paper text, cn text, day text, variant text, first integer, last integer, gone integer default 0
);
create table texts (id integer primary key, story text, parts blob, places blob);
create table objects (path text primary key, seen text) without rowid;
create virtual table pairs using fts5(t, content='', columnsize=0, tokenize="{_TOKENS}");
create virtual table singles using fts5(
  t, content='', columnsize=0, detail=none, tokenize="{_TOKENS}"
);
pragma application_id = {_MARK};
pragma user_version = {FORM};
"""
# For the pairs, and for the single characters.
_TOLD = (
    "insert into pairs (rowid, t) values (?, ?)",
    "insert into singles (rowid, t) values (?, ?)",
)
_ORDERED = (
    "insert into pairs (pairs) values ('optimize')",
    "insert into singles (singles) values ('optimize')",
)
_COUNTED = (
    "select count(*) from pairs where pairs match ?",
    "select count(*) from singles where singles match ?",
)
_FOUND = (
    "select rowid from pairs where pairs match ? order by rowid",
    "select rowid from singles where singles match ? order by rowid",
)
FAULTS = (sqlite3.DatabaseError, zlib.error, ValueError, TypeError)
# What says nothing of the file: others hold it, the disk is full, nothing may be written there.
_ELSEWHERE = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_PERM,
    )
)


def is_damage(fault: Exception) -> bool:
    """Whether one of FAULTS speaks of a damaged file, which is made anew."""
    code = getattr(fault, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF not in _ELSEWHERE


@frozen
class _Range:
    """An entry, and the numbers of its first and its last story."""

    first: int
    last: int
    entry: IndexEntry


class SqliteIndex:
    """An index in a file; FAULTS are what may be raised where the file is damaged."""

    def __init__(self, path: Path, *, writing: bool) -> None:
        """Opened to be written, and made if need be, or to be read alone."""
        if writing:
            path.parent.mkdir(parents=True, exist_ok=True)
        uri = f"{path.absolute().as_uri()}?mode={'rwc' if writing else 'ro'}"
        self._base = sqlite3.connect(uri, uri=True, timeout=WAIT_SECONDS, isolation_level=None)
        self._added = 0
        self._ranges: tuple[_Range, ...] = ()
        self._state = -1
        try:
            self._prepare(writing=writing)
        except BaseException:
            self._base.close()
            raise

    def _prepare(self, *, writing: bool) -> None:
        form = self._one("pragma user_version"), self._one("pragma application_id")
        if form != (FORM, _MARK):
            if not writing or form != (0, 0) or self._one("select count(*) from sqlite_master"):
                raise ValueError("an index of another form")
            self._base.executescript(f"begin;{_TABLES}commit;")
        if writing:
            self._base.execute(f"pragma cache_size = -{_HELD}")
            self._base.execute("pragma synchronous = normal")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go; what is not settled is lost."""
        self._base.close()

    def known(self) -> Mapping[str, str]:
        """As `WordIndex.known`."""
        return dict(self._base.execute("select key, stamp from entries where not gone"))

    def seen(self) -> dict[str, str]:
        """What was seen of each object when it was looked into last."""
        return dict(self._base.execute("select path, seen from objects"))

    def saw(self, path: str, seen: str) -> None:
        """An object was looked into, and all of it is known."""
        self._begin()
        self._base.execute("insert or replace into objects values (?, ?)", (path, seen))

    def add(self, entry: IndexEntry, stories: Iterable[StoryWords]) -> None:
        """As `WordIndex.add`."""
        self._begin()
        self.forget([entry.key])
        who = entry.identity
        row = (entry.key, entry.stamp, entry.object, entry.version, who.paper, who.cn, who.date, who.variant)  # fmt: skip
        id_ = self._base.execute(
            "insert into entries (key, stamp, object, version, paper, cn, day, variant)"
            " values (?, ?, ?, ?, ?, ?, ?, ?)",
            row,
        ).lastrowid
        # The stories of an entry stand one behind the other.
        before = self._one("select coalesce(max(id), 0) from texts")
        last = before
        for last, story in enumerate(stories, before + 1):
            self._tell(last, story)
        self._base.execute(
            "update entries set first = ?, last = ? where id = ?", (before + 1, last, id_)
        )
        self._added += 1
        self._state = -1

    def _tell(self, at: int, story: StoryWords) -> None:
        # Parts stand apart: no word goes from one into the next.
        whole = "\n".join(text for _, text in story.parts)
        parts = json.dumps(story.parts, ensure_ascii=False, separators=(",", ":"))
        self._base.execute(
            "insert into texts values (?, ?, ?, ?)",
            (
                at,
                story.story,
                zlib.compress(parts.encode(_ENCODING), 9),
                placing.packed(story.places),
            ),
        )
        for sql, told in zip(_TOLD, (bigrams.tokens, bigrams.characters), strict=True):
            self._base.execute(sql, (at, told(whole)))

    def forget(self, keys: Iterable[str]) -> None:
        """As `WordIndex.forget`."""
        self._begin()
        for key in keys:
            # The pairs stay where they are: a table without texts of its own loses no row.
            self._base.execute(
                "update entries set gone = 1, key = key || '#' || id where key = ?", (key,)
            )
        self._state = -1

    def settle(self) -> None:
        """As `WordIndex.settle`."""
        if self._base.in_transaction:
            self._base.execute("commit")

    def tidy(self) -> None:
        """Put the file in order where much was added."""
        if self._added < _MANY:
            return
        for sql in _ORDERED:
            self._base.execute(sql)
        with contextlib.suppress(sqlite3.OperationalError):
            # Somebody reads, or the disk is full: then another time.
            self._base.execute("vacuum")
        self._added = 0

    @property
    def holes(self) -> bool:
        """Whether more is in it that is gone than what is there."""
        gone, all_ = self._base.execute(
            "select coalesce(sum(gone), 0), count(*) from entries"
        ).fetchone()
        return bool(gone * 2 > all_)

    def count(self, query: Query) -> int:
        """As `WordIndex.count`."""
        if not query.words:
            return 0
        if not query.exact:
            return sum(1 for _ in self.matches(query))
        ranges = self._asked(query)
        if len(ranges) == self._one("select count(*) from entries"):
            by_pairs, by_singles = _matched(query)
            if not (by_pairs and by_singles):
                return int(self._one(_COUNTED[not by_pairs], [by_pairs or by_singles]))
        ids = self._ids(query)
        return sum(bisect_right(ids, one.last) - bisect_left(ids, one.first) for one in ranges)

    def matches(self, query: Query) -> Iterator[Match]:
        """As `WordIndex.matches`."""
        if not query.words:
            return
        ids = self._ids(query)
        for one in self._asked(query):
            for id_ in ids[bisect_left(ids, one.first) : bisect_right(ids, one.last)]:
                match = Match(one.entry, self._story(id_))
                if query.exact or holds(match.story, query):
                    yield match

    def _ids(self, query: Query) -> list[int]:
        """The stories that hold all words as far as the pairs tell, in the order of their numbers."""
        found: list[list[int]] = []
        for sql, match in zip(_FOUND, _matched(query), strict=True):
            if match:
                found.append([id_ for (id_,) in self._base.execute(sql, (match,))])
        return found[0] if len(found) == 1 else sorted(set(found[0]).intersection(*found[1:]))

    def _asked(self, query: Query) -> list[_Range]:
        """The entries that a query may find something in, by day, paper, variant and version."""
        return [
            one
            for one in self._entries()
            if (not query.since or one.entry.identity.date >= query.since)
            and (not query.until or one.entry.identity.date <= query.until)
            and (
                not query.paper or query.paper in (one.entry.identity.paper, one.entry.identity.cn)
            )
        ]

    def _entries(self) -> tuple[_Range, ...]:
        # It changes with whatever somebody else keeps, and is set back by what is added here.
        state = self._one("pragma data_version")
        if state != self._state:
            rows = self._base.execute(
                "select first, last, paper, cn, day, variant, object, version, stamp from entries"
                " where not gone order by day, paper, cn, variant, version, id"
            )
            self._ranges = tuple(
                _Range(row[0], row[1], IndexEntry(IssueIdentity(*row[2:6]), *row[6:]))
                for row in rows
            )
            self._state = state
        return self._ranges

    def _story(self, id_: int) -> StoryWords:
        story, parts, places = self._base.execute(
            "select story, parts, places from texts where id = ?", (id_,)
        ).fetchone()
        plain = zlib.decompressobj().decompress(parts, _LARGEST).decode(_ENCODING)
        told = tuple((part, text) for part, text in json.loads(plain))
        return StoryWords(story, told, packed=places)

    def _begin(self) -> None:
        if not self._base.in_transaction:
            self._base.execute("begin immediate")

    def _one(self, sql: str, values: Iterable[Any] = ()) -> Any:
        return self._base.execute(sql, tuple(values)).fetchone()[0]


def _matched(query: Query) -> tuple[str, str]:
    """What the pairs are asked, and what the single characters; "" for nothing."""
    long = (word for word in query.words if len(word[0]) > 1)
    short = (word for word in query.words if len(word[0]) == 1)
    return " AND ".join(_any(map(_row, word)) for word in long), " AND ".join(
        _any(map(_quoted, word)) for word in short
    )


def _any(ways: Iterable[str]) -> str:
    return f"({' OR '.join(ways)})"


def _row(word: str) -> str:
    """A word as a row of its pairs."""
    return _quoted(" ".join(bigrams.pairs(word)))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
