"""From an issue that was read to an edition: the left wing in one pure function."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.assets.fonts import content_of, located
from presslayout.base.cache import Cache, coming
from presslayout.base.diagnostics import ordered
from presslayout.base.keeping import Keeping
from presslayout.base.memory import Memory
from presslayout.base.source import Source
from presslayout.base.stopwatch import Stopwatch
from presslayout.base.values import Same
from presslayout.base.version import ENGINE
from presslayout.edition.page import Article, Asset, Edition
from presslayout.edition.record import Composition
from presslayout.flow.desks import desks
from presslayout.flow.set_pages import SetPage, Setting, groups, set_groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.assets.fonts import Family
    from presslayout.edition.press import Press
    from presslayout.issue.issue import Story
    from presslayout.issue.workspace import Loaded


def compose(
    loaded: Loaded,
    press: Press,
    *,
    pages: frozenset[int] | None = None,
    cache: Cache | None = None,
    memory: Memory | None = None,
    watch: Stopwatch | None = None,
) -> Composition:
    """The edition of an issue, or of some of its pages, and what was learned while setting it.

    `memory` keeps what was set before: a slot whose inputs are the same is not filled again; so
    does `cache`, from build to build, for pages.  `watch` is told how long pages took to set (fit),
    and an edition to be made of them (compose).
    Raises AssetError when a face or a picture cannot be opened, CopyAstrayError when the pages do not
    show the copy once and whole: no target is made of them.
    """
    memory = memory if memory is not None else Memory()
    watch = watch if watch is not None else Stopwatch()
    with watch.timed("fit"):
        setting = Setting(loaded, desks(loaded, press, cache, memory), memory)
        asked = [
            group
            for group in groups(loaded.issue)
            if pages is None or any(spec.number in pages for spec in group)
        ]
        if coming:
            from presslayout.base.beforehand import promise
            from presslayout.flow.foreseen import foreseen

            promise(foreseen(asked, setting.desks))
        made = {
            one.page.number: one
            for group in set_groups(asked, setting, Keeping.at(cache))
            for one in group
        }
    with watch.timed("compose"):
        numbers = [s.number for s in loaded.issue.pages if pages is None or s.number in pages]
        return _composition(setting, press, [made[number] for number in numbers], cache)


def _composition(
    setting: Setting, press: Press, made: Sequence[SetPage], cache: Cache | None
) -> Composition:
    """The edition of these pages."""
    loaded = setting.loaded
    issue = loaded.issue
    shown = {tale.id for one in made for tale in one.record.stories}
    fillers = {name for one in made for name in one.fillers}
    stories = [tale for spec in issue.pages for tale in spec.stories if tale.id in shown]
    stories += [one.story for one in issue.fillers if one.story.id in fillers]
    assets, sources = _assets(setting, made, cache)
    edition = Edition(
        paper=issue.paper.name,
        date=issue.paper.date.isoformat() if issue.paper.date else "",
        engine=ENGINE,
        pages=tuple(one.page for one in made),
        articles=tuple(
            setting.memory.of(("article", Same(tale)), partial(_article, tale)) for tale in stories
        ),
        assets=assets,
        press=press,
    )
    found = ordered((*loaded.diagnostics, *(d for one in made for d in one.said)))
    return Composition(edition, tuple(one.record for one in made), found, sources)


def _article(tale: Story) -> Article:
    return Article(tale.id, tale.texts, tale.sources)


def _assets(
    setting: Setting, made: Sequence[SetPage], cache: Cache | None
) -> tuple[tuple[Asset, ...], dict[str, Source]]:
    """The faces and pictures that the pages use, and where their bytes lie."""
    loaded = setting.loaded
    assets: dict[str, Asset] = {}
    sources: dict[str, Source] = {}
    for key, name in {face for one in made for face in one.faces}:
        family, sources[key] = _first(loaded.families, name)
        sha256 = content_of(family, cache)
        assets[key] = Asset(key, "face", family.file, sha256, family.licence)
    facts = next((desk.pictures for desk in setting.desks.values()), {})
    shown = {key for one in made for key in one.shown}
    # A drawing stands on the page as shapes; the file that they came from is kept all the same.
    photos = (facts[photo.file] for one in made for photo in one.record.photos)
    shown |= {fact.sha256 for fact in photos if fact.vector}
    ends = {setting.desks[one.page.number].template.end_mark for one in made}
    shown |= {facts[file].sha256 for file in ends if file in facts}
    for file, fact in sorted(facts.items()):
        if fact.sha256 in shown and fact.sha256 not in assets:
            assets[fact.sha256] = Asset(fact.sha256, "picture", file, fact.sha256)
            sources[fact.sha256] = Source(loaded.workspace.root / file)
    return tuple(assets[key] for key in sorted(assets)), sources


def _first(families: Mapping[str, Family], name: str) -> tuple[Family, Source]:
    """The first family of the face that is behind a name, and where it lies."""
    asked = families[name]
    source = located(asked)
    for family in families.values():
        same = (family.path, family.index) == (asked.path, asked.index)
        if same and located(family) == source:
            return family, source
    return asked, source
