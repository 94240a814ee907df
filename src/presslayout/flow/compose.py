"""From an issue that was read to an edition: the left wing in one pure function."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.assets.images import measure
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import AssetError, Diagnostic, ordered
from presslayout.base.memory import Memory
from presslayout.base.source import Source
from presslayout.base.stopwatch import Stopwatch
from presslayout.base.values import Same, distinct, frozen, replace
from presslayout.base.version import ENGINE
from presslayout.edition.bleeding import Trim, bled, seen
from presslayout.edition.codec import written
from presslayout.edition.page import Article, Asset, Edition, Glyphs, Page, Picture, Placed
from presslayout.edition.record import Composition, PageRecord
from presslayout.flow import layout_rules, tally
from presslayout.flow.advice import advised
from presslayout.flow.bench import Desk, Filled, Typefaces
from presslayout.flow.drawings import cut_outs, drawn, outlined, told
from presslayout.flow.glyphs import problems
from presslayout.flow.grid import facing, label
from presslayout.flow.leeway import slack
from presslayout.flow.slots import ADS, STORIES, furniture, jumped, picture, story
from presslayout.flow.telling import Telling
from presslayout.flow.vacancies import vacancies
from presslayout.issue.kinds import Content
from presslayout.typeset.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.assets.pictures import PictureFacts
    from presslayout.base.diagnostics import Span
    from presslayout.edition.press import Press
    from presslayout.flow.drawings import PlacedDrawing
    from presslayout.flow.leeway import Slack
    from presslayout.issue.issue import Issue, Story
    from presslayout.issue.template import Slot, Template
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

    `memory` keeps what was set before: a slot whose inputs are the same is not filled again.
    `watch` is told how long slots took to fill (fit), and pages to be made of them (compose).
    Raises AssetError when a face or a picture cannot be opened, CopyAstrayError when the pages do not
    show the copy once and whole: no target is made of them.
    """
    issue = loaded.issue
    memory = memory if memory is not None else Memory()
    tables = {
        number: _Table.at(desk, memory)
        for number, desk in desks(loaded, press, cache, memory).items()
    }
    watch = watch if watch is not None else Stopwatch()
    with watch.timed("fit"):
        filled = _fill(issue, tables, memory)
    with watch.timed("compose"):
        return _composition(loaded, press, pages, _Laid(tables, filled, memory))


def _composition(
    loaded: Loaded,
    press: Press,
    pages: frozenset[int] | None,
    laid: _Laid,
) -> Composition:
    """The pages that are asked for, of slots that are filled."""
    issue = loaded.issue
    tables, filled, memory = laid.tables, laid.filled, laid.memory
    made: list[Page] = []
    records: list[PageRecord] = []
    found: list[Diagnostic] = [*loaded.diagnostics]
    used: set[str] = set()
    for spec in issue.pages:
        if pages is not None and spec.number not in pages:
            continue
        table = tables[spec.number]
        page, record, said = _assembled(table, filled[spec.number])
        made.append(page)
        records.append(record)
        found += [*said, *table.desk.faults]
        for tale in spec.stories:
            slot = table.desk.template.slot(tale.slot)
            key = ("problems", *table.key(slot, tale))
            found += memory.of(key, partial(_problems, tale, slot, table.desk))
        for slot, one in filled[spec.number]:
            used |= {one.filler}
            for filler in issue.fillers:
                if filler.story.id == one.filler:
                    found += problems(filler.story, slot, table.desk)
    _prove(issue, made, filled, memory)
    shown = {s.id for r in records for s in r.stories}
    stories = [s for spec in issue.pages for s in spec.stories if s.id in shown]
    stories += [one.story for one in issue.fillers if one.story.id in used]
    any_desk = next((table.desk for table in tables.values()), None)
    facts = any_desk.pictures if any_desk else {}
    faces = any_desk.faces if any_desk else Typefaces(loaded.families)
    assets, sources = _assets(made, records, facts, faces, loaded)
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


def desks(
    loaded: Loaded, press: Press, cache: Cache | None = None, memory: Memory | None = None
) -> dict[int, Desk]:
    """What each page is filled from, by page number; AssetError when a picture cannot be opened."""
    issue = loaded.issue
    memory = memory if memory is not None else Memory()
    key = ("faces", tuple(loaded.families.items()), loaded.words, cache)
    faces = memory.of(
        key,
        lambda: Typefaces(loaded.families, cache, Words(loaded.words, cache or Cache.disabled())),
    )
    # Whoever arranges pages and whoever composes them ask for the same pictures.
    state = _state(loaded, memory)
    facts = memory.of(("facts", state, cache), partial(_measured, loaded, cache))
    outlines = memory.of(("outlines", state, cut_outs(loaded)), partial(outlined, loaded))
    art = memory.of(("art", state, press, *key), partial(_drawn, loaded, press, facts, cache))
    drawings = {file: one.shapes for file, one in art.items()}
    made: dict[int, Desk] = {}
    for spec in issue.pages:
        template = facing(loaded.templates[spec.template], spec.number)
        own = memory.of((*key, template.manner), partial(replace, faces, manner=template.manner))
        faults = tuple(
            fault
            for file, span, tale, number in _shown(loaded)
            if number == spec.number and file in art
            for fault in told(file, art[file], span, number, tale)
        )
        made[spec.number] = Desk(
            template, spec, issue.paper, press, own, facts, drawings, outlines, faults
        )
    return made


def _drawn(
    loaded: Loaded, press: Press, facts: Mapping[str, PictureFacts], cache: Cache | None
) -> dict[str, PlacedDrawing]:
    """The drawings of an issue; AssetError names all that cannot be read, and where they stand."""
    made: dict[str, PlacedDrawing] = {}
    faults: list[Diagnostic] = []
    for file in (f for f, fact in facts.items() if fact.vector == "svg"):
        try:
            made |= drawn(loaded, press, [file], cache)
        except AssetError as fault:
            faults += [
                replace(d, span=span, page=number, story=tale)
                for d in fault.diagnostics
                for name, span, tale, number in _shown(loaded)
                if name == file
            ]
    if faults:
        raise AssetError(ordered(faults))
    return made


def _state(loaded: Loaded, memory: Memory) -> tuple[object, ...]:
    """What all that is made of an issue's pictures hangs on: the files as they are in this turn."""
    known: dict[str, object] = {}
    for file, *_ in _shown(loaded):
        if file not in known:
            try:
                stat = (loaded.workspace.root / file).stat()
            except OSError:
                # Whoever measures it says why.
                known[file] = None
            else:
                known[file] = stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
    return str(loaded.workspace.root), memory.turn, tuple(sorted(known.items()))


def _measured(loaded: Loaded, cache: Cache | None) -> dict[str, PictureFacts]:
    """The facts of every photo by its file; AssetError names all that cannot be opened."""
    facts: dict[str, PictureFacts] = {}
    faults: list[Diagnostic] = []
    for file, span, tale, number in _shown(loaded):
        try:
            facts[file] = measure(loaded.workspace.root / file, cache)
        except AssetError as fault:
            faults += [replace(d, span=span, page=number, story=tale) for d in fault.diagnostics]
    if faults:
        raise AssetError(ordered(faults))
    return facts


def _shown(loaded: Loaded) -> list[tuple[str, Span, str, int | None]]:
    """Every picture that is asked for: its file, where that is written, its story and page."""
    pages = {tale.id: page.number for page in loaded.issue.pages for tale in page.stories}
    shown = [
        (photo.file, photo.span, tale.id, pages.get(tale.id))
        for tale in loaded.issue.stories
        for photo in tale.pictures
    ]
    shown += [(ad.file, ad.span, "", page.number) for page in loaded.issue.pages for ad in page.ads]
    shown += [
        (file, span, "", page.number)
        for page in loaded.issue.pages
        for file, span in loaded.templates[page.template].drawings
    ]
    return shown


@frozen
class _Table:
    """A desk, and what remembers what was made there.

    `ground` stands for all but the stories, `site` for what of it a story sees: no editor's name, no
    strip, nothing else that only the page's furniture shows.
    """

    desk: Desk
    memory: Memory
    ground: object
    site: object

    @classmethod
    def at(cls, desk: Desk, memory: Memory) -> _Table:
        """The table of a desk: the same ground as long as nothing but stories changes."""
        spec = replace(desk.page, stories=())
        house = tuple(desk.pictures[file] for file, _ in desk.template.drawings)
        shared = desk.template, desk.paper, desk.press, house, Same(desk.faces)
        ground = memory.of(("ground", spec, *shared), _Ground)
        site = memory.of(("site", spec.number, *shared), _Ground)
        return cls(desk, memory, ground, site)

    def key(self, slot: Slot, tale: Story) -> tuple[object, ...]:
        """All that shapes a story in a slot here."""
        facts = tuple(self.desk.pictures[photo.file] for photo in tale.pictures)
        return slot, tale, facts, self.site


@frozen
class _Laid:
    """Every page's table, its slots filled, and what remembers both."""

    tables: Mapping[int, _Table]
    filled: Mapping[int, list[tuple[Slot, Filled]]]
    memory: Memory


@distinct
class _Ground:
    """A token: short for the key under which it is remembered."""


def _fill(
    issue: Issue, tables: Mapping[int, _Table], memory: Memory
) -> dict[int, list[tuple[Slot, Filled]]]:
    """Every slot of every page filled; a story that jumps is set on both its pages at once.

    What a slot gives or takes is known to those after it; a filler is used once.
    """
    filled: dict[int, dict[str, Filled]] = {spec.number: {} for spec in issue.pages}
    taken: dict[int, dict[str, tuple[int, int]]] = {spec.number: {} for spec in issue.pages}
    spare = issue.fillers
    for spec in issue.pages:
        table, here = tables[spec.number], filled[spec.number]
        for tale in spec.stories:
            slot = table.desk.template.slot(tale.slot)
            onward = [jump for jump in tale.jumps if jump.page in tables]
            if not onward or slot.content == Content.PICTURE:
                room = slack(table.desk.template, slot, taken[spec.number], spare)
                key = ("story", *table.key(slot, tale), room)
                made = memory.of(key, partial(_story, slot, tale, table.desk, room))
                here[slot.name] = made
                if made.story is not None:
                    taken[spec.number][slot.name] = made.rows
                spare = tuple(one for one in spare if one.story.id != made.filler)
                continue
            places = [(slot, spec.number)]
            places += [(tables[j.page].desk.template.slot(j.slot), j.page) for j in onward]
            others = tuple((there, tables[number].site) for there, number in places[1:])
            key = ("jump", *table.key(slot, tale), *others)
            desks_ = [(there, tables[number].desk) for there, number in places]
            parts = memory.of(key, partial(_jump, tale, desks_))
            for (there, number), part in zip(places, parts, strict=True):
                filled[number][there.name] = part
        for slot in table.desk.template.slots:
            fill = furniture(slot.content)
            if fill is not None:
                make = partial(fill, slot, table.desk)
                shown = tuple(table.desk.pictures[one.file] for one in spec.ads)
                here[slot.name] = memory.of(("furniture", slot, shown, table.ground), make)
    return {
        number: [
            (slot, slots[slot.name])
            for slot in _reading_order(tables[number].desk.template)
            if slot.name in slots
        ]
        for number, slots in filled.items()
    }


def _story(slot: Slot, tale: Story, desk: Desk, room: Slack) -> Filled:
    if slot.content == Content.PICTURE:
        return picture.fill(slot, tale, desk)
    return advised(story.fill(slot, Telling(tale), desk, room), slot, tale, desk, room)


def _jump(tale: Story, places: Sequence[tuple[Slot, Desk]]) -> tuple[Filled, ...]:
    """A story in the slots where it stands, one after the other."""
    pages = [desk.page.number for _, desk in places]
    ways = zip((None, *pages[:-1]), (*pages[1:], None), (None, *tale.jumps), strict=False)
    tellings = [Telling(tale, came_from=before, goes_to=after, by=by) for before, after, by in ways]
    hops = [(slot, telling, desk) for (slot, desk), telling in zip(places, tellings, strict=True)]
    return jumped.fill_jumps(hops)


def _assembled(
    table: _Table, slots: list[tuple[Slot, Filled]]
) -> tuple[Page, PageRecord, list[Diagnostic]]:
    """The page of these fillings; they are what is remembered, so they are known by identity."""
    key = ("page", table.ground, tuple(Same(made) for _, made in slots))
    return table.memory.of(key, partial(_page, table.desk, slots))


def _prove(
    issue: Issue,
    made: Sequence[Page],
    filled: Mapping[int, list[tuple[Slot, Filled]]],
    memory: Memory,
) -> None:
    """Hold the pages to the law of the copy; of those not asked for, what would stand on them."""
    asked = {page.number: page for page in made}
    shown: dict[int, Mapping[tuple[str, str], tally.Runs]] = {}
    for number, slots in filled.items():
        page, parts = asked.get(number), [part for _, part in slots]
        blocks = page.blocks if page else (block for part in parts for block in part.blocks)
        key = ("runs", Same(page)) if page else ("runs", *map(Same, parts))
        shown[number] = memory.of(key, partial(tally.runs, blocks))
    places = {(number, slot.name): (slot, part)
              for number, slots in filled.items() for slot, part in slots}  # fmt: skip
    stories: list[tuple[Story, list[tally.Stand]]] = []
    for spec in issue.pages:
        for tale in spec.stories:
            ways = [(spec.number, tale.slot), *((jump.page, jump.slot) for jump in tale.jumps)]
            found = [(way[0], *places[way]) for way in ways if way in places]
            stands = [
                tally.Stand(number, part.story, part.diagnostics, slot.content == Content.PICTURE)
                for number, slot, part in found
                if part.story is not None and part.story.id == tale.id
            ]
            stories.append((tale, stands))
    tally.prove(stories, issue.fillers, shown)


def _problems(tale: Story, slot: Slot, desk: Desk) -> tuple[Diagnostic, ...]:
    return tuple(problems(tale, slot, desk))


def _page(
    desk: Desk, slots: list[tuple[Slot, Filled]]
) -> tuple[Page, PageRecord, list[Diagnostic]]:
    template, spec = desk.template, desk.page
    said, marks = layout_rules.told(layout_rules.across(desk, slots), desk, spec.stories)
    # What the press asks, or more where the template does (SPEC §4).
    trim = Trim(template.width, template.height, max(template.bleed or 0, desk.press.bleed))
    plain = tuple(block for _, made in slots for block in made.blocks)
    sizes = {facts.sha256: (facts.width, facts.height) for facts in desk.pictures.values()}
    blocks = bled(plain, trim, sizes, _cut_outs(spec.stories))
    empty, blanks = vacancies(desk, slots)
    page = Page(
        number=spec.number,
        label=label(template, spec.number),
        template=template.name,
        width=template.width,
        height=template.height,
        bleed=trim.bleed,
        blocks=blocks,
        notes=(*(note for _, made in slots for note in made.notes), *marks, *blanks),
    )
    own = written(page)
    record = PageRecord(
        number=spec.number,
        template=template.name,
        hash=own.hash,
        width=page.width,
        height=page.height,
        stories=tuple(made.story for _, made in slots if made.story is not None),
        photos=seen((photo for _, made in slots for photo in made.photos), plain, blocks),
        written=own,
    )
    return page, record, [*(d for _, made in slots for d in made.diagnostics), *said, *empty]


def _cut_outs(stories: Sequence[Story]) -> set[str]:
    """The ids of the blocks whose pictures are never cropped: text runs along their outline."""
    photos = ((story.id, one) for story in stories for photo in story.photos for one in photo.group)
    return {f"{story}/photo-{one.stem}" for story, one in photos if one.contour}


def _reading_order(template: Template) -> list[Slot]:
    """Furniture first, ads last, the rest from the top down and from the left."""
    return sorted(
        template.slots,
        key=lambda s: (s.content in ADS, s.content in STORIES, s.rows[0], s.columns[0]),
    )


def _assets(
    pages: list[Page],
    records: list[PageRecord],
    facts: Mapping[str, PictureFacts],
    faces: Typefaces,
    loaded: Loaded,
) -> tuple[tuple[Asset, ...], dict[str, Source]]:
    """The faces and pictures that the pages use, and where their bytes lie."""
    items = [item for page in pages for block in page.blocks for item in block.items]
    used = {item.face for item in items if isinstance(item, Glyphs)}
    shown = {item.image for item in items if isinstance(item, Picture)}
    shown |= {item.document for item in items if isinstance(item, Placed)}
    # A drawing stands on the page as shapes; the file that they came from is kept all the same.
    shown |= {facts[p.file].sha256 for r in records for p in r.photos if facts[p.file].vector}
    numbers = {page.number for page in pages}
    named = {spec.template for spec in loaded.issue.pages if spec.number in numbers}
    ends = {loaded.templates[name].end_mark for name in named}
    shown |= {facts[file].sha256 for file in ends if file in facts}
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
