"""The archive's PDF drawn again from edition.json and the kept faces, profiles and pictures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from presslayout.archive.shelf import shelf_of
from presslayout.base import doors, kinds
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import PresslayoutError
from presslayout.base.patterns import regex
from presslayout.base.source import source_of
from presslayout.base.stopwatch import Stopwatch
from presslayout.base.values import frozen
from presslayout.edition import codec
from presslayout.edition.codec import hash_of
from presslayout.edition.profile import ColourProfiles
from presslayout.newsroom.shelving import PRESS, SOURCE, places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from presslayout.archive.custody import Examined
    from presslayout.archive.shelf import IssueShelf
    from presslayout.base.source import Source
    from presslayout.edition.page import Edition

PDF, EDITION, REPORT = "data/archive.pdf", "data/edition.json", "data/report.json"
_CLAIM = regex(rb"pdfaid:(part|conformance)(?:>|=[\"'])\s*(\w)")


@frozen
class DrawnAgain:
    """What came of drawing a bag's pages again.

    `same`: the very same bytes.  Where they are not, `pages` are the numbers of those that look
    otherwise, and `versions` what made the bag in another version than it is here: name, then,
    now.  `missing` names files without which nothing can be drawn; `unread` says that the edition or
    the PDF is none.
    """

    same: bool = False
    pages: tuple[int, ...] = ()
    versions: tuple[tuple[str, str, str], ...] = ()
    missing: tuple[str, ...] = ()
    unread: bool = False

    @property
    def good(self) -> bool:
        """Whether the pages are what they were: other versions may write other bytes of them."""
        alike = self.versions and not (self.pages or self.missing or self.unread)
        return self.same or bool(alike)

    @property
    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "same": self.same,
            "pages": list(self.pages),
            "versions": [list(one) for one in self.versions],
            "missing": list(self.missing),
            "unread": self.unread,
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> DrawnAgain:
        """What `plain` gave."""
        versions = tuple((a, b, c) for a, b, c in map(kinds.texts, plain["versions"]))
        return cls(
            kinds.yes(plain["same"]),
            kinds.wholes(plain["pages"]),
            versions,
            kinds.texts(plain["missing"]),
            kinds.yes(plain["unread"]),
        )


def redrawn(folder: Path, seen: Examined, ours: IssueShelf | None = None) -> DrawnAgain:
    """A bag's pages drawn again by what draws every archive, from what the bag and the shelf keep."""
    ours = ours or shelf_of(folder)
    try:
        edition = codec.loads(doors.read(folder / EDITION))
        theirs = doors.read(folder / PDF)
    except (OSError, ValueError):
        return DrawnAgain(unread=True)
    inside = {sums.sha256: folder / name for name, sums in seen.files}
    sources: dict[str, Source] = {}
    missing: list[str] = []
    for asset in edition.assets:
        path = _lies(asset.file, asset.sha256, folder, inside, ours)
        if path is None:
            missing.append(asset.file)
        else:
            sources[asset.key] = source_of(asset.key, path)
    press = edition.press
    profile = _lies(press.profile, press.profile_sha256, folder, inside, ours)
    if profile is None:
        missing.append(press.profile)
    if missing or profile is None:
        return DrawnAgain(missing=tuple(missing))
    drawn = b""
    for own in _source_profiles(folder, ours):
        try:
            colours = ColourProfiles(doors.read(profile), doors.read(own))
            drawn = _drawn(folder, edition, sources, colours, theirs)
        except doors.PDF.faults(PresslayoutError):
            continue
        if drawn == theirs:
            return DrawnAgain(same=True)
    return _apart(folder, edition, theirs, drawn)


def _drawn(
    folder: Path,
    edition: Edition,
    sources: Mapping[str, Source],
    colours: ColourProfiles,
    theirs: bytes,
) -> bytes:
    from presslayout.delivery.order import Painting
    from presslayout.delivery.products import ARCHIVED, WITH_SOURCES, painted, painted_around
    from presslayout.paint.profiles import profile_of

    hashes = tuple(map(hash_of, edition.pages))
    # Nothing that an earlier run kept may stand for what is drawn now.
    painting = Painting(edition, hashes, sources, colours, Cache.disabled(), Stopwatch())
    claims = {name: value.decode().lower() for name, value in _CLAIM.findall(theirs)}
    standard = f"a{claims.get(b'part', '')}{claims.get(b'conformance', '')}"
    if standard == WITH_SOURCES:
        return painted_around(painting, _kept_sources(folder), doors.read(folder / EDITION))
    try:
        profile_of(standard)
    except PresslayoutError:
        standard = ARCHIVED
    return painted(painting, standard)


def _kept_sources(folder: Path) -> dict[str, bytes]:
    """What a bag keeps of the files that the issue was set from, by their path from the workspace root."""
    from presslayout.archive.bag import SOURCES

    home = folder / "data" / SOURCES
    return {
        path.relative_to(home).as_posix(): doors.read(path)
        for path in sorted(home.rglob("*"))
        if doors.is_file(path)
    }


def _lies(
    name: str, sha256: str, folder: Path, inside: Mapping[str, Path], ours: IssueShelf | None
) -> Path | None:
    """Where a file of this hash lies: in the bag, on its shelf, in a workspace, among what ships."""
    from presslayout.archive.custody import digests

    if sha256 in inside:
        return inside[sha256]
    kept = ours.asset(sha256) if ours is not None else None
    if kept is not None:
        return kept
    for place in places(folder, name):
        try:
            if digests(place).sha256 == sha256:
                return place
        except OSError:
            continue
    return None


def _source_profiles(folder: Path, ours: IssueShelf | None) -> Iterator[Path]:
    """The profiles that pictures without their own may have been taken to be in."""
    if ours is not None:
        yield from ours.assets(SOURCE)
    yield from places(folder, (PRESS / SOURCE).as_posix())


def _apart(folder: Path, edition: Edition, theirs: bytes, ours: bytes) -> DrawnAgain:
    """Other bytes: which pages look otherwise, and which versions are others."""
    from presslayout.newsroom.samepages import differing, shown

    was, now = shown(theirs), shown(ours)
    numbers = [page.number for page in edition.pages]
    if len(was) != len(now) or len(was) != len(numbers):
        return DrawnAgain(pages=tuple(numbers), versions=tuple(_versions(folder, edition)))
    other = tuple(
        number
        for number, one, two in zip(numbers, was, now, strict=True)
        if differing(one.picture, two.picture) or one.text != two.text
    )
    return DrawnAgain(pages=other, versions=tuple(_versions(folder, edition)))


def _versions(folder: Path, edition: Edition) -> Iterator[tuple[str, str, str]]:
    """What made the bag in another version than it is here."""
    from presslayout.base.version import ENGINE
    from presslayout.newsroom.build import versions

    if edition.engine != ENGINE:
        yield "presslayout", edition.engine, ENGINE
    try:
        told = json.loads(doors.read(folder / REPORT))["versions"]
        then = dict(kinds.pairs(told))
    except doors.JSON.faults(OSError):
        return
    for name, now in versions().items():
        if name != "presslayout" and then.get(name, "") != now:
            yield name, then.get(name, ""), now
