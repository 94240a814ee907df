"""Words found over years: the index of a shelf kept up to date, and what is shown of each place (`find`)."""

from __future__ import annotations

import contextlib
import hashlib
import os
from itertools import islice
from typing import TYPE_CHECKING

from presslayout.archive import custody, indexed, ocfl, scanned, shelf
from presslayout.archive.identity import is_day
from presslayout.archive.index import FAULTS, SqliteIndex, is_damage
from presslayout.archive.query import IndexEntry, asked, boxes_of, places
from presslayout.base import cache, doors, locks
from presslayout.base.diagnostics import ERROR, WARNING, DeliveryError, Diagnostic, SpecError, Text
from presslayout.base.units import to_mm
from presslayout.base.values import frozen, replace
from presslayout.newsroom.options import without

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from presslayout.archive.query import Match, Query, WordIndex
    from presslayout.archive.shelf import IssueShelf, KeptVersion
    from presslayout.base.geometry import Box

FILE, LOCK = "index.sqlite", "index.lock"
# An index of years takes minutes to make; whoever comes meanwhile waits for it.
WAIT_SECONDS = 900.0
# What is added is kept for good after so many issues: a killed run loses no more.
_AT_ONCE = 25
# How much is shown before and behind a word.
_AROUND = 18
_EDITION = "data/edition.json"


@frozen
class Wanted:
    """What somebody looks for, as it was typed."""

    words: str
    since: str = ""
    until: str = ""
    paper: str = ""
    page: int = 0
    folded: bool = False


@frozen
class FoundPlace:
    """A word at its place: the issue, the version of how many, page, story, part and offset there.

    `snippet` is the text round it, in which the word stands from `at` on for `length`; `boxes` are
    its places in EMU from the upper left of the page, line by line.
    """

    paper: str
    cn: str
    date: str
    variant: str
    version: int
    object: str
    page: int
    story: str
    part: str
    offset: int
    text: str
    snippet: str
    at: int
    boxes: tuple[Box, ...]

    @property
    def boxes_mm(self) -> tuple[tuple[float, float, float, float], ...]:
        """Left, top, right, bottom of each box in millimetres."""
        return tuple(
            (
                round(to_mm(one.x), 2),
                round(to_mm(one.y), 2),
                round(to_mm(one.right), 2),
                round(to_mm(one.bottom), 2),
            )
            for one in self.boxes
        )


@frozen
class Answers:
    """The places asked for, how many stories answer, how many places there are, what is to be said.

    `total` is None where more places were left uncounted than are shown.
    """

    hits: tuple[FoundPlace, ...]
    stories: int
    total: int | None
    found: tuple[Diagnostic, ...] = ()


def find(
    where: Path,
    wanted: Wanted,
    *,
    limit: int | None = None,
    server: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> Answers:
    """The places of words on a shelf, no more than `limit`; SpecError, DeliveryError."""
    query = _query(wanted)
    ours = opened(where)
    if server:
        from presslayout.archive.opensearch import OpenSearchIndex

        with _served(server), OpenSearchIndex(server, _name(ours)) as index:
            told = _brought(index, ours, progress)
            return _answer(index, query, limit, told)
    for again in (False, True):
        try:
            return _looked(ours, query, limit, progress)
        except FAULTS as fault:
            if again or not is_damage(fault):
                raise DeliveryError([_unkept(ours, fault)]) from fault
            _removed(ours)
    raise AssertionError


def opened(where: Path) -> IssueShelf:
    """A shelf to be read; SpecError where none is."""
    if not ocfl.begun(where):
        raise SpecError([_no_shelf(where)])
    return shelf.IssueShelf(where)


def _query(wanted: Wanted) -> Query:
    wrong = [day for day in (wanted.since, wanted.until) if day and not is_day(day)]
    if wrong:
        raise SpecError([_no_day(wrong[0])])
    query = replace(
        asked(wanted.words, folded=wanted.folded),
        since=wanted.since,
        until=wanted.until,
        paper=wanted.paper,
        page=wanted.page,
    )
    if not query.words:
        raise SpecError([_no_words()])
    return query


def _looked(
    ours: IssueShelf, query: Query, limit: int | None, progress: Callable[[int, int], None] | None
) -> Answers:
    path = index_of(ours)
    told = synced(ours, path, progress)
    with SqliteIndex(path, writing=False) as index:
        return _answer(index, query, limit, told)


def _answer(
    index: WordIndex, query: Query, limit: int | None, told: tuple[Diagnostic, ...]
) -> Answers:
    stories = index.count(query)
    found = (hit for match in index.matches(query) for hit in hits_of(match, query))
    hits = tuple(islice(found, limit))
    more = limit is not None and next(found, None) is not None
    return Answers(hits, stories, None if more else len(hits), told)


def hits_of(match: Match, query: Query) -> Iterator[FoundPlace]:
    """The places of a story that answers, each on the page where it begins."""
    who, texts = match.entry.identity, match.story.parts
    for place in places(match.story, query):
        text = texts[place.number][1]
        begin = max(place.offset - _AROUND, 0)
        end = min(place.offset + place.length + _AROUND, len(text))
        page, boxes = _on(boxes_of(match.story, place), query.page)
        yield FoundPlace(
            who.paper,
            who.cn,
            who.date,
            who.variant,
            match.entry.version,
            match.entry.object,
            page or next(iter(match.story.pages), 0),
            match.story.story,
            place.part,
            place.offset,
            text[place.offset : place.offset + place.length],
            text[begin:end],
            place.offset - begin,
            boxes,
        )


def _on(boxes: tuple[tuple[int, tuple[Box, ...]], ...], page: int) -> tuple[int, tuple[Box, ...]]:
    """The page that is asked for, or the first; and a place's boxes there."""
    return next((one for one in boxes if one[0] == page), next(iter(boxes), (0, ())))


def index_of(ours: IssueShelf) -> Path:
    """Where the index of a shelf is kept: on it, or in the user's cache where nothing may be written."""
    own = ours.own / FILE
    if os.access(ours.own if ours.own.is_dir() else ours.root, os.W_OK):
        return own
    name = hashlib.sha256(str(ours.root.resolve()).encode()).hexdigest()[:16]
    home = cache.folder(os.environ)
    return home / "shelves" / name / FILE if home is not None else own


def synced(
    ours: IssueShelf, path: Path, progress: Callable[[int, int], None] | None = None
) -> tuple[Diagnostic, ...]:
    """Bring the index to what the shelf holds; one at a time, the others wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = path.with_name(LOCK)
    descriptor = locks.taken(lock, WAIT_SECONDS)
    if descriptor is None:
        raise DeliveryError([shelf.busy(ours.root, WAIT_SECONDS)])
    try:
        with SqliteIndex(path, writing=True) as index:
            told = _brought(index, ours, progress)
            index.tidy()
            holes = index.holes
        if holes:
            _forgotten(path)
            with SqliteIndex(path, writing=True) as index:
                told = _brought(index, ours, progress)
        return told
    finally:
        locks.given_back(lock, descriptor)


def _brought(
    index: WordIndex, ours: IssueShelf, progress: Callable[[int, int], None] | None
) -> tuple[Diagnostic, ...]:
    """Tell an index of what it does not know, and have it forget what is no longer there."""
    seen = index.seen()
    told: list[Diagnostic] = []
    news: list[tuple[str, str, Path]] = []
    there: set[str] = set()
    for folder in ours.issues():
        name = folder.relative_to(ours.root).as_posix()
        there.add(name)
        state = _state(folder)
        if seen.get(name) != state:
            news.append((name, state, folder))
    known = dict(index.known())
    gone = [key for key in known if key.rpartition("@")[0] not in there]
    if gone:
        index.forget(gone)
    for number, (name, state, folder) in enumerate(news, 1):
        wrong = _object(index, known, name, folder)
        told += wrong
        if not wrong:
            index.saw(name, state)
        if number % _AT_ONCE == 0:
            index.settle()
        if progress is not None:
            progress(number, len(news))
    index.settle()
    return tuple(told)


def _state(folder: Path) -> str:
    """What tells that an object is as it was when it was looked into."""
    with contextlib.suppress(OSError):
        found = (folder / ocfl.INVENTORY).stat()
        return f"{found.st_mtime_ns} {found.st_size}"
    return ""


def _object(index: WordIndex, known: dict[str, str], name: str, folder: Path) -> list[Diagnostic]:
    """Tell of the versions of an issue that are not known as they are."""
    try:
        held = shelf.versions(folder)
    except (OSError, ValueError):
        return [_unread(name)]
    told = []
    for one in held:
        key = f"{name}@v{one.version}"
        if known.get(key) == one.stamp:
            continue
        try:
            words = _words(one)
        except doors.JSON.faults(OSError, SpecError):
            told.append(_unread(f"{name}/v{one.version}"))
            continue
        index.add(IndexEntry(words.identity, name, one.version, one.stamp), words.stories)
    return told


def _words(one: KeptVersion) -> indexed.IssueWords:
    label = custody.info(one.bag)
    if doors.is_file(one.bag / _EDITION):
        return indexed.of_edition(doors.read(one.bag / _EDITION), label)
    return scanned.words_of(one.bag, label)


def _removed(ours: IssueShelf) -> None:
    """Take a damaged index away; whoever has it open keeps what is in it."""
    path = index_of(ours)
    lock = path.with_name(LOCK)
    descriptor = locks.taken(lock, WAIT_SECONDS)
    if descriptor is None:
        raise DeliveryError([shelf.busy(ours.root, WAIT_SECONDS)])
    try:
        _forgotten(path)
    finally:
        locks.given_back(lock, descriptor)


def _forgotten(path: Path) -> None:
    for name in (path.name, f"{path.name}-journal", f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def _name(ours: IssueShelf) -> str:
    """What an index on a server is called: one for each shelf, by where it lies."""
    return "presslayout-" + hashlib.sha256(str(ours.root.resolve()).encode()).hexdigest()[:16]


@contextlib.contextmanager
def _served(server: str) -> Iterator[None]:
    try:
        yield
    except ImportError as fault:
        raise SpecError([_no_client()]) from fault
    except ConnectionError as fault:
        raise DeliveryError([_no_server(server, fault)]) from fault


def _no_shelf(where: Path) -> Diagnostic:
    is_there = where.exists()
    return Diagnostic(
        "not-a-shelf",
        ERROR,
        Text(f"{where.name} 不是存档架", f"{where.name} is no shelf")
        if is_there
        else without(where, where.name, Text("存档架", "shelf")),
        hint=Text(
            "写 shelf add … --to 的那个文件夹", "name the folder that shelf add … --to was given"
        ),
    )


def _no_words() -> Diagnostic:
    return Diagnostic(
        "no-words",
        ERROR,
        Text("没有写要找的词", "no word to be found was given"),
        hint=Text("写一个或几个词，例如 find 云岭 修路 --shelf 存档架", "name one or more, such as find WORD WORD --shelf SHELF"),
    )  # fmt: skip


def _no_day(day: str) -> Diagnostic:
    return Diagnostic(
        "not-a-day",
        ERROR,
        Text(f"“{day}”不是日历上的一天", f'"{day}" is no day of the calendar'),
        hint=Text("写成 2026-10-18", "write it as 2026-10-18"),
    )


def _unread(name: str) -> Diagnostic:
    return Diagnostic(
        "shelf-damaged",
        WARNING,
        Text(
            f"架上的 {name} 读不出来，没有找它",
            f"{name} on the shelf cannot be read and was left out",
        ),
        hint=Text("用 verify 存档架 看哪里坏了", "see what is damaged with verify SHELF"),
    )


def _unkept(ours: IssueShelf, fault: Exception) -> Diagnostic:
    return Diagnostic(
        "index-not-kept",
        ERROR,
        Text(
            f"存档架 {ours.root.name} 的索引做不出来（{fault}）",
            f"the index of the shelf {ours.root.name} cannot be made ({fault})",
        ),
        hint=Text(
            "看看磁盘和权限；Python 的 sqlite3 要带 FTS5",
            "look at the disk and the permissions; Python's sqlite3 needs FTS5",
        ),
    )


def _no_client() -> Diagnostic:
    return Diagnostic(
        "no-opensearch",
        ERROR,
        Text("没有装 OpenSearch 的客户端", "the client of OpenSearch is not installed"),
        hint=Text("pip install 'presslayout[opensearch]'，或不写 --server", "pip install 'presslayout[opensearch]', or leave out --server"),
    )  # fmt: skip


def _no_server(server: str, fault: Exception) -> Diagnostic:
    return Diagnostic(
        "server-not-there",
        ERROR,
        Text(f"检索服务器 {server} 没有应答（{fault}）", f"the search server {server} does not answer ({fault})"),
        hint=Text("看看地址，或不写 --server，用架上自己的索引", "look at its address, or leave out --server and use the shelf's own index"),
    )  # fmt: skip
