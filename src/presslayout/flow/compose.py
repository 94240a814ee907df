"""From an issue that was read to an edition: the left wing in one pure function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.assets import Source
from presslayout.assets.images import measure
from presslayout.cache import Cache
from presslayout.codec import hash_of
from presslayout.diagnostics import Diagnostic, ordered
from presslayout.flow.desk import Desk, Filled, Typefaces
from presslayout.flow.glyphs import problems
from presslayout.flow.slots import FURNITURE, picture, story
from presslayout.flow.telling import Telling
from presslayout.page import Article, Asset, Edition, Glyphs, Page, Picture
from presslayout.record import Composition, PageRecord
from presslayout.typeset.words import Words
from presslayout.version import ENGINE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.assets.images import PictureFacts
    from presslayout.page import Press
    from presslayout.spec.issue import Issue
    from presslayout.spec.template import Slot, Template
    from presslayout.spec.workspace import Loaded


def compose(
    loaded: Loaded, press: Press, *, pages: frozenset[int] | None = None, cache: Cache | None = None
) -> Composition:
    """The edition of an issue, or of some of its pages, and what was learned while setting it.

    Raises AssetError when a face or a picture cannot be opened.
    """
    issue = loaded.issue
    tables = desks(loaded, press, cache)
    filled = _fill(issue, tables)
    made: list[Page] = []
    records: list[PageRecord] = []
    found: list[Diagnostic] = [*loaded.diagnostics]
    for spec in issue.pages:
        if pages is not None and spec.number not in pages:
            continue
        desk = tables[spec.number]
        page, record, said = _page(desk, filled[spec.number])
        made.append(page)
        records.append(record)
        found += said
        for tale in spec.stories:
            found += problems(tale, _slot(desk.template, tale.slot), desk)
    shown = {s.id for r in records for s in r.stories}
    stories = [s for spec in issue.pages for s in spec.stories if s.id in shown]
    any_desk = next(iter(tables.values()), None)
    facts = any_desk.pictures if any_desk else {}
    faces = any_desk.faces if any_desk else Typefaces(loaded.families)
    assets, sources = _assets(made, facts, faces, loaded)
    edition = Edition(
        paper=issue.paper.name,
        date=issue.paper.date.isoformat() if issue.paper.date else "",
        engine=ENGINE,
        pages=tuple(made),
        articles=tuple(Article(s.id, s.texts, s.sources) for s in stories),
        assets=assets,
        press=press,
    )
    return Composition(edition, tuple(records), ordered(found), sources)


def desks(loaded: Loaded, press: Press, cache: Cache | None = None) -> dict[int, Desk]:
    """What each page is filled from, by page number; AssetError when a picture cannot be opened."""
    issue = loaded.issue
    faces = Typefaces(loaded.families, cache, Words(loaded.words, cache or Cache.disabled()))
    facts = {
        photo.file: measure(loaded.workspace.root / photo.file, cache)
        for spec in issue.pages
        for tale in spec.stories
        for photo in tale.photos
    }
    return {
        spec.number: Desk(loaded.templates[spec.template], spec, issue.paper, press, faces, facts)
        for spec in issue.pages
    }


def _fill(issue: Issue, desks: Mapping[int, Desk]) -> dict[int, list[tuple[Slot, Filled]]]:
    """Every slot of every page filled; a story that jumps is set on both its pages at once."""
    filled: dict[int, dict[str, Filled]] = {spec.number: {} for spec in issue.pages}
    for spec in issue.pages:
        desk = desks[spec.number]
        for tale in spec.stories:
            slot = _slot(desk.template, tale.slot)
            if slot.content == "picture":
                filled[spec.number][slot.name] = picture.fill(slot, tale, desk)
                continue
            onward = desks.get(tale.jump.page) if tale.jump else None
            if tale.jump is None or onward is None:
                filled[spec.number][slot.name] = story.fill(slot, Telling(tale), desk)
                continue
            there = _slot(onward.template, tale.jump.slot)
            first, second = story.fill_jump(
                (slot, Telling(tale, goes_to=tale.jump.page), desk),
                (there, Telling(tale, came_from=spec.number), onward),
            )
            filled[spec.number][slot.name] = first
            filled[tale.jump.page][there.name] = second
        for slot in desk.template.slots:
            if slot.content in FURNITURE:
                filled[spec.number][slot.name] = FURNITURE[slot.content](slot, desk)
    return {
        number: [
            (slot, slots[slot.name])
            for slot in _reading_order(desks[number].template)
            if slot.name in slots
        ]
        for number, slots in filled.items()
    }


def _page(
    desk: Desk, slots: list[tuple[Slot, Filled]]
) -> tuple[Page, PageRecord, list[Diagnostic]]:
    template, spec = desk.template, desk.page
    bleed = desk.press.bleed if template.bleed is None else template.bleed
    page = Page(
        number=spec.number,
        label=f"{spec.number:02d}",
        template=template.name,
        width=template.width,
        height=template.height,
        bleed=bleed,
        blocks=tuple(block for _, made in slots for block in made.blocks),
        notes=tuple(note for _, made in slots for note in made.notes),
    )
    record = PageRecord(
        number=spec.number,
        template=template.name,
        hash=hash_of(page),
        width=page.width,
        height=page.height,
        stories=tuple(made.story for _, made in slots if made.story is not None),
        photos=tuple(photo for _, made in slots for photo in made.photos),
    )
    return page, record, [d for _, made in slots for d in made.diagnostics]


def _reading_order(template: Template) -> list[Slot]:
    """Furniture first, then from the top down and from the left."""
    return sorted(
        template.slots,
        key=lambda s: (s.content not in FURNITURE, s.rows[0], s.columns[0]),
    )


def _slot(template: Template, name: str | None) -> Slot:
    return next(slot for slot in template.slots if slot.name == name)


def _assets(
    pages: list[Page],
    facts: Mapping[str, PictureFacts],
    faces: Typefaces,
    loaded: Loaded,
) -> tuple[tuple[Asset, ...], dict[str, Source]]:
    """The faces and pictures that the pages use, and where their bytes lie."""
    items = [item for page in pages for block in page.blocks for item in block.items]
    used = {item.face for item in items if isinstance(item, Glyphs)}
    shown = {item.image for item in items if isinstance(item, Picture)}
    assets: dict[str, Asset] = {}
    sources: dict[str, Source] = {}
    for face in faces.opened():
        if face.key in used:
            assets[face.key] = Asset(face.key, "face", face.file, face.sha256, face.licence)
            sources[face.key] = face.source
    for file, fact in sorted(facts.items()):
        if fact.sha256 in shown and fact.sha256 not in assets:
            assets[fact.sha256] = Asset(fact.sha256, "picture", file, fact.sha256)
            sources[fact.sha256] = Source(loaded.workspace.root / file)
    return tuple(assets[key] for key in sorted(assets)), sources
