"""From an issue that was read to an edition: the left wing in one pure function."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.assets.fonts import content_of, located
from presslayout.base.diagnostics import ordered
from presslayout.base.keeping import Keeping
from presslayout.base.memory import Memory
from presslayout.base.source import Source
from presslayout.base.stopwatch import Stopwatch
from presslayout.base.values import Same, fields
from presslayout.base.version import ENGINE
from presslayout.edition.page import (
    SEPARATOR,
    Article,
    ArticleParagraph,
    Asset,
    Edition,
    Glyphs,
    IssueFacts,
)
from presslayout.edition.record import Composition
from presslayout.edition.roles import JUMP_HEAD, MARKER, ParagraphKind, Role
from presslayout.flow.desks import desks
from presslayout.flow.set_page import SetPage, Setting
from presslayout.flow.set_pages import groups, set_groups
from presslayout.issue.paper import PENDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.assets.fonts import Family
    from presslayout.base.cache import Cache
    from presslayout.edition.page import Page
    from presslayout.edition.press import Press
    from presslayout.issue.issue import Issue, Paragraph, Story
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
    own: dict[str, Own] = {}
    for one in made:
        for name, *words in _own_words(one.page):
            own[name] = (*own.get(name, ()), tuple(words))
    edition = Edition(
        paper=issue.paper.name,
        date=issue.paper.date.isoformat() if issue.paper.date else "",
        engine=ENGINE,
        pages=tuple(one.page for one in made),
        articles=tuple(
            setting.memory.of(("article", Same(tale), words), partial(_article, tale, words))
            for tale in stories
            for words in (own.get(tale.id, ()),)
        ),
        assets=assets,
        press=press,
        facts=_facts(issue),
    )
    found = ordered((*loaded.diagnostics, *(d for one in made for d in one.said)))
    return Composition(edition, tuple(one.record for one in made), found, sources)


# What a page says of its own at a place of a part: part, offset, words.
Own = tuple[tuple[object, ...], ...]


def _own_words(page: Page) -> Iterator[tuple[str, str, int, str]]:
    """Story, part, offset and words of every marker right before what it marks, and of jumps' heads."""
    marker = ""
    for block in page.blocks:
        if not block.story or block.artifact:
            continue
        runs = (item for item in block.items if isinstance(item, Glyphs))
        if block.role == Role.MARK:
            marker = "".join(run.text for run in runs) if MARKER in block.id else ""
            continue
        first = next(runs, None) if marker or block.part.startswith(JUMP_HEAD) else None
        if first is not None:
            yield block.story, block.part, first.offset, marker
        marker = ""


def _article(tale: Story, own: Own) -> Article:
    """A story with the paragraphs of its texts; `own` are its markers as they were printed."""
    heads = {part for part, *_ in own}
    texts = (*tale.texts, *(one for one in tale.jump_heads if one[0] in heads))
    markers = {(part, offset): words for part, offset, words in own if words}
    return Article(
        tale.id,
        tuple(sorted(texts)),
        tale.sources,
        tuple(
            (part, tuple(_paragraphs(tale, part, text, markers))) for part, text in sorted(texts)
        ),
    )


def _paragraphs(
    tale: Story, part: str, text: str, markers: Mapping[tuple[object, object], object]
) -> Iterator[ArticleParagraph]:
    """The paragraphs of a part, which cover its text with one separator between two."""
    kind, _, number = part.rpartition("-")
    bodies: tuple[Paragraph, ...] = ()
    if part == "body":
        bodies = tale.body
    elif kind == "factbox":
        bodies = tale.factboxes[int(number) - 1].body
    elif kind == "graphic":
        at = 0
        for _, words in tale.graphics[int(number) - 1].texts:
            yield ArticleParagraph(ParagraphKind.PARAGRAPH, at, len(words))
            at += len(words) + len(SEPARATOR)
    else:
        yield ArticleParagraph(ParagraphKind.PARAGRAPH, 0, len(text))
    at = 0
    for one in bodies:
        marker = str(markers.get((part, at), one.marker))
        yield ArticleParagraph(one.kind, at, len(one.text), marker, one.cell, one.covers)
        at += len(one.text) + len(SEPARATOR)


def _facts(issue: Issue) -> IssueFacts:
    """What the issue says of itself; what is still open is not said."""
    paper, variant = issue.paper, issue.variant
    told = dict(paper.imprint)
    told |= {"cn": paper.cn, "issn": paper.issn, "city": paper.city, "serial": paper.serial}
    told["reissues"] = paper.reissues
    if variant is not None:
        told["variant"] = variant.edition or issue.name
    return IssueFacts(
        **{
            one.name: told[one.name]
            for one in fields(IssueFacts)
            if told.get(one.name, PENDING) != PENDING
        }
    )


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
    recorded = (facts[photo.file] for one in made for photo in one.record.photos)
    shown |= {fact.sha256 for fact in recorded if fact.vector}
    ends = {setting.desks[one.page.number].template.end_mark for one in made}
    shown |= {facts[file].sha256 for file in ends if file in facts}
    photos = [one for tale in loaded.issue.stories for one in tale.pictures]
    said = {one.file: one for one in photos if one.rights or one.source}
    for file, fact in sorted(facts.items()):
        if fact.sha256 in shown and fact.sha256 not in assets:
            own = said.get(file, fact)
            assets[fact.sha256] = Asset(
                fact.sha256,
                "picture",
                file,
                fact.sha256,
                rights=own.rights or fact.rights,
                source=own.source or fact.source,
            )
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
