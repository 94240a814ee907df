"""A site of many issues in a folder: what is new or changed is written, the rest left as it stands."""

from __future__ import annotations

import hashlib
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.archive.site import (
    calendar_page,
    catalogue,
    feeds,
    home_page,
    ledger,
    names,
    shards,
    whole,
)
from presslayout.archive.site import values as kept
from presslayout.archive.site.around import Around, SiteLink
from presslayout.archive.site.issue import opened, store
from presslayout.archive.site.ledger import OWN, Ledger, SitePart, stamp
from presslayout.base import doors, processes
from presslayout.base.values import frozen
from presslayout.edition import codec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from presslayout.archive.site.catalogue import SiteEntry
    from presslayout.archive.site.values import SiteIssue

# Issues opened before the next are begun: what is killed loses no more than these.
_BATCH = 16


@frozen
class SiteSource:
    """A bag: what it is called, and its files below data/ with their paths and SHA-256.

    Of one issue's bags the later one is the one that is shown.
    """

    name: str
    files: tuple[tuple[str, Path, str], ...]


@frozen
class SiteFault:
    """A bag that cannot be shown, and which of its files is the reason."""

    source: str
    file: str


@frozen
class Grown:
    """What became of a site: its issues, versions of them beside, files written, bags left out."""

    issues: int
    older: int
    opened: int
    written: int
    removed: int
    faults: tuple[SiteFault, ...]


@frozen
class _Shown:
    """An issue and the version as which it is shown, "" for the one that is."""

    entry: SiteEntry
    version: str

    @property
    def front(self) -> str:
        """Its first page."""
        return self.entry.front if not self.version else _inner(self.entry.front, self.version)


def grow(
    folder: Path,
    sources: Sequence[SiteSource],
    base: str,
    heard: Callable[[int, int], None] | None = None,
) -> Grown:
    """Make the folder the site of these bags, at the address `base`, "" where nobody knows it.

    OSError where it cannot be written.  The caller holds the folder's lock.
    """
    try:
        return _grown(folder, sources, base, heard)
    except ValueError:
        # What was kept of an issue is damaged: nothing of it is believed.
        ledger.forget(folder)
        return _grown(folder, sources, base, heard)


def _grown(
    folder: Path, sources: Sequence[SiteSource], base: str, heard: Callable[[int, int], None] | None
) -> Grown:
    book = Ledger(folder)
    static = whole.static()
    _part(
        book,
        "static",
        (sorted((k, hashlib.sha256(v).hexdigest()) for k, v in static.items()),),
        lambda: static,
    )
    entries, faults, fresh = _entries(book, sources, heard, alto=bool(base))
    shown = list(_versions(entries))
    latest = [one for one in shown if not one.version]
    open_ = _Issues(folder)
    for one, around in _surrounded(shown, base):
        name = f"pages {one.version or 'shown'} {one.entry.date} {one.entry.code}"
        _part(book, name, (one.entry.store, around), partial(_pages, open_, one, around))
    _shared(book, [one.entry for one in latest], base, open_)
    written = book.written
    removed = book.closed()
    return Grown(len(latest), len(shown) - len(latest), fresh, written, removed, tuple(faults))


def _part(
    book: Ledger, name: str, made_of: tuple[object, ...], make: Callable[[], dict[str, bytes]]
) -> None:
    wanted = stamp(name, *made_of)
    if book.known(name, wanted) is None:
        book.made(name, wanted, make())


class _Issues:
    """Issues as they are kept in the site's folder, the last few held."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._held = folder, dict[str, "SiteIssue"]()

    def __call__(self, stored: str) -> SiteIssue:
        """The issue of a store."""
        if stored not in self._held:
            if len(self._held) > 2 * _BATCH:
                self._held.clear()
            self._held[stored] = kept.loads(doors.read(self._folder / _kept(stored)))
        return self._held[stored]


def _kept(stored: str) -> str:
    return f"{OWN}/issues/{stored}.json"


def _entries(
    book: Ledger,
    sources: Sequence[SiteSource],
    heard: Callable[[int, int], None] | None,
    *,
    alto: bool,
) -> tuple[list[SiteEntry], list[SiteFault], int]:
    """The issues of all bags in their order; those that are new are opened, many at a time."""
    stores = [store({name: sha for name, _, sha in one.files}) for one in sources]
    found: dict[str, SiteEntry] = {}
    faults: list[SiteFault] = []
    new: dict[str, SiteSource] = {}
    for stored, one in zip(stores, sources, strict=True):
        part = book.known(f"issue {stored}", stamp(stored, alto))
        entry = _entry(part) if part is not None else None
        if entry is not None:
            found[stored] = entry
        else:
            new.setdefault(stored, one)
    waiting, done = list(new.items()), 0
    for at in range(0, len(waiting), _BATCH):
        batch = waiting[at : at + _BATCH]
        made = processes.spread(partial(_opened, book.folder, alto=alto), batch)
        for (stored, source), (paths, told, count) in zip(batch, made, strict=True):
            if paths:
                book.written += count
                book.noted(f"issue {stored}", SitePart(stamp(stored, alto), paths, told))
                found[stored] = catalogue.loads(told)
            else:
                faults.append(SiteFault(source.name, told))
        done += len(batch)
        if heard is not None:
            heard(done, len(waiting))
    # A bag that is given twice is one version.
    order = dict.fromkeys(one for one in stores if one in found)
    return [found[one] for one in order], faults, len(new) - len(faults)


def _entry(part: SitePart) -> SiteEntry | None:
    try:
        return catalogue.loads(part.told)
    except ValueError:
        return None


def _opened(
    folder: Path, given: tuple[str, SiteSource], *, alto: bool
) -> tuple[tuple[str, ...], str, int]:
    """A bag's pictures written and its words kept: its files, its entry, how many were written.

    No files where it cannot be shown: then which of the bag's is the reason.
    """
    stored, source = given
    paths = {name: (path, sha) for name, path, sha in source.files}

    def read(name: str) -> bytes | None:
        if name not in paths:
            return None
        path, sha = paths[name]
        data = doors.read(path) if doors.is_file(path) else b""
        if hashlib.sha256(data).hexdigest() != sha:
            raise _DamagedError(name)
        return data

    try:
        issue, pictures = _whole(stored, read, alto=alto)
    except _DamagedError as fault:
        return (), str(fault), 0
    files = {_kept(stored): kept.dumps(issue), **pictures}
    count = ledger.written(folder, files)
    return tuple(files), catalogue.dumps(catalogue.entry(issue)), count


class _DamagedError(Exception):
    """A file of a bag is not there, not what its manifest says, or cannot be read."""


def _whole(
    stored: str, read: Callable[[str], bytes | None], *, alto: bool
) -> tuple[SiteIssue, dict[str, bytes]]:
    try:
        edition = codec.loads(read("edition.json") or b"")
        names.day(edition.date)
    except ValueError as cause:
        raise _DamagedError("edition.json") from cause
    if not edition.pages:
        raise _DamagedError("edition.json")
    try:
        made = opened(edition, stored, read, alto=alto)
    except doors.PDF.faults() as cause:
        raise _DamagedError("archive.pdf") from cause
    return made.issue, dict(made.files)


def _versions(entries: Sequence[SiteEntry]) -> Iterator[_Shown]:
    """Every issue, those of one day and paper as versions of one: the last is the one that is shown."""

    def of(one: SiteEntry) -> tuple[str, str, str]:
        return one.date, one.paper, one.variant

    for _, group in groupby(sorted(entries, key=of), of):
        *older, last = group
        for number, one in enumerate(older, 1):
            yield _Shown(one, f"v{number}")
        yield _Shown(last, "")


def _surrounded(shown: Sequence[_Shown], base: str) -> Iterator[tuple[_Shown, Around]]:
    """Every issue with what its pages say of others."""
    latest = [one for one in shown if not one.version]
    by_paper: dict[tuple[str, str], list[_Shown]] = {}
    by_day: dict[str, list[_Shown]] = {}
    by_issue: dict[tuple[str, str, str], list[_Shown]] = {}
    for one in latest:
        by_paper.setdefault(_series(one), []).append(one)
        by_day.setdefault(one.entry.date, []).append(one)
    for one in shown:
        by_issue.setdefault((one.entry.date, *_series(one)), []).append(one)
    place = {(series, one.entry.date): at
             for series, row in by_paper.items() for at, one in enumerate(row)}  # fmt: skip
    for one in shown:
        row = by_paper[_series(one)]
        at = place[_series(one), one.entry.date]
        versions = by_issue[one.entry.date, *_series(one)]
        beside = [other for other in by_day[one.entry.date] if _series(other) != _series(one)]
        yield (
            one,
            Around(
                one.entry.paper,
                one.version,
                _link(row[at - 1]) if at else None,
                _link(row[at + 1]) if at + 1 < len(row) else None,
                tuple(
                    SiteLink(other.front, f"第{number}次发布的版面")
                    for number, other in enumerate(versions, 1)
                    if other.version
                ),
                tuple(SiteLink(other.front, other.entry.name) for other in beside),
                SiteLink(versions[-1].front, "看改过的版面") if one.version else None,
                base,
            ),
        )


def _series(one: _Shown) -> tuple[str, str]:
    """What an issue is one of: a paper's edition, under whatever 刊号 it came out."""
    return one.entry.paper, one.entry.variant


def _link(one: _Shown) -> SiteLink:
    return SiteLink(one.front, names.said(one.entry.date))


def _inner(path: str, version: str) -> str:
    folder, _, name = path.rpartition("/")
    return f"{folder}/{version}/{name}"


def _pages(open_: _Issues, one: _Shown, around: Around) -> dict[str, bytes]:
    return whole.pages(open_(one.entry.store), around)


def _shared(book: Ledger, latest: Sequence[SiteEntry], base: str, open_: _Issues) -> None:
    """What issues share: a month's words, a year's calendar, the first page, feeds."""
    newest = sorted(latest, key=lambda one: (one.date, one.code), reverse=True)
    paper = newest[0].paper if newest else ""
    months = sorted({one.date[:7] for one in latest}, reverse=True)
    years = sorted({one.date[:4] for one in latest}, reverse=True)
    for month in months:
        own = [one for one in newest if one.date[:7] == month]
        stores = [one.store for one in own]
        _part(book, f"words {month}", (stores,), partial(_words, open_, month, stores))
        _part(book, f"map {month}", (stores, base), partial(feeds.sitemap, month, own, base))
    for year in years:
        own = [one for one in newest if one.date[:4] == year]
        made_of = (years, _marks(own), base, paper)
        make = partial(calendar_page.files, year, years, own, base, paper)
        _part(book, f"year {year}", made_of, make)
    if not newest:
        _part(book, "home", (), lambda: {names.HOME: home_page.empty()})
        return
    shown = _marks(newest[: home_page.BEFORE + 1])
    _part(book, "home", (shown, months, base), partial(_home, open_, newest, months, base))
    listed = partial(whole.listed, paper, newest, base)
    _part(book, "maps", (_marks(newest), base), listed)


def _marks(entries: Sequence[SiteEntry]) -> list[tuple[str, str, str]]:
    """What tells issues from each other, and from themselves as they were before."""
    return [(one.date, one.code, one.store) for one in entries]


def _words(open_: _Issues, month: str, stores: Sequence[str]) -> dict[str, bytes]:
    return shards.files(month, [open_(one) for one in stores])


def _home(
    open_: _Issues, newest: Sequence[SiteEntry], months: Sequence[str], base: str
) -> dict[str, bytes]:
    """The first page, the search page, the newest stories as a feed."""
    first = newest[0]
    own = [one for one in newest if (one.paper, one.variant) == (first.paper, first.variant)]
    told = [open_(one.store) for one in own[: feeds.ISSUES]]
    return {
        names.HOME: home_page.page(told[0], newest, base),
        **whole.searching(months, first.paper, base),
        names.RSS: feeds.rss(first.paper, told, base),
    }
