"""The pages of one group: slots filled, pages made of them, both held to the law of the copy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.memory import Memory
from presslayout.base.patterns import regex
from presslayout.base.values import Same
from presslayout.edition.bleeding import Trim, bled, seen
from presslayout.edition.codec import written
from presslayout.edition.page import Glyphs, Page, Picture, Placed
from presslayout.edition.record import PageRecord
from presslayout.flow import artwork, layout_rules, tally
from presslayout.flow.glyphs import problems
from presslayout.flow.grid import label
from presslayout.flow.head_heights import settled
from presslayout.flow.leeway import slack
from presslayout.flow.set_page import SetPage, SetPages, Setting
from presslayout.flow.slots import ADS, STORIES, furniture, jumped, picture, story
from presslayout.flow.telling import Telling
from presslayout.flow.vacancies import vacancies
from presslayout.flow.worktable import Table, arrivals, is_uneven
from presslayout.issue.kinds import BARE, Content
from presslayout.issue.lattice import fold
from presslayout.issue.paper import PENDING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.flow.bench import Desk, Filled
    from presslayout.flow.leeway import Slack
    from presslayout.issue.issue import Filler, PageSpec, Story
    from presslayout.issue.template import Slot, Template

# What stands between the names of several editors.
_MARKS = regex("[、，,；;/／]")


def set_group(setting: Setting, group: tuple[PageSpec, ...]) -> SetPages:
    """A group's slots filled and its pages made of them, held to the law of the copy."""
    memory, fillers = setting.memory, setting.loaded.issue.fillers
    arriving = arrivals(group)
    plain = {
        spec.number: Table.at(setting.desks[spec.number], memory, arriving.get(spec.number, ()))
        for spec in group
    }
    tables = settled(plain, lambda tried: _fill(group, fillers, tried, memory))
    filled = _fill(group, fillers, tables, memory, advise=True)
    made = tuple(
        _set_page(spec, tables[spec.number], filled[spec.number], fillers) for spec in group
    )
    _prove(group, fillers, [one.page for one in made], filled, memory)
    return made


def _set_page(
    spec: PageSpec, table: Table, slots: list[tuple[Slot, Filled]], fillers: Sequence[Filler]
) -> SetPage:
    page, record, said = _assembled(table, slots)
    items = [item for block in page.blocks for item in block.items]
    used = {item.face for item in items if isinstance(item, Glyphs)}
    shown = {item.image for item in items if isinstance(item, Picture)}
    shown |= {item.document for item in items if isinstance(item, Placed)}
    opened = table.desk.faces.opened()
    return SetPage(
        page=page,
        record=record,
        said=(
            *said,
            *table.desk.faults,
            *_glyphs(spec, table, slots, fillers),
            *artwork.remarks(spec, page, record, fold(table.desk.template)),
            *_photos_told(spec, page, record, table.desk),
        ),
        shown=tuple(sorted(shown)),
        faces=tuple((face.key, face.name) for face in opened if face.key in used),
        fillers=tuple(one.filler for _, one in slots if one.filler),
    )


def _photos_told(
    spec: PageSpec, page: Page, record: PageRecord, desk: Desk
) -> tuple[Diagnostic, ...]:
    """What is to be said of photos that few pages have."""
    if any(s.face or any(p.at == "behind" or p.bleed for p in s.photos) for s in spec.stories):
        from presslayout.flow import rare_photos

        return rare_photos.told(spec, page, record, desk)
    return ()


def _glyphs(
    spec: PageSpec,
    table: Table,
    slots: Sequence[tuple[Slot, Filled]],
    fillers: Sequence[Filler],
) -> list[Diagnostic]:
    """What is to be said of characters that no face has."""
    found: list[Diagnostic] = []
    for tale in spec.stories:
        slot = table.slot(tale.slot)
        key = ("problems", *table.key(slot, tale))
        found += table.memory.of(key, partial(_problems, tale, slot, table.desk))
    for slot, one in slots:
        for filler in fillers:
            if filler.story.id == one.filler:
                found += problems(filler.story, slot, table.desk)
    return found


def _fill(
    group: Sequence[PageSpec],
    fillers: tuple[Filler, ...],
    tables: Mapping[int, Table],
    memory: Memory,
    *,
    advise: bool = False,
) -> dict[int, list[tuple[Slot, Filled]]]:
    """Every slot of every page filled; a story that jumps is set on all its pages at once.

    What a slot gives or takes is known to those after it; a filler is used once.  `advise`: what
    would level a story that is not is tried and told.
    """
    filled: dict[int, dict[str, Filled]] = {spec.number: {} for spec in group}
    taken: dict[int, dict[str, tuple[int, int]]] = {spec.number: {} for spec in group}
    spare = fillers
    for spec in group:
        table, here = tables[spec.number], filled[spec.number]
        for tale in spec.stories:
            slot = table.slot(tale.slot)
            onward = [jump for jump in tale.jumps if jump.page in tables]
            if not onward or slot.content in BARE:
                room = slack(table.desk.template, slot, taken[spec.number], spare)
                key = ("story", *table.key(slot, tale), room)
                made = memory.of(key, partial(_story, slot, tale, table.desk, room))
                if advise and slot.content == Content.STORY and is_uneven(made):
                    told = partial(_advised, made, slot, tale, table.desk, room)
                    made = memory.of(("told", *key), told)
                here[slot.name] = made
                if made.story is not None:
                    taken[spec.number][slot.name] = made.rows
                spare = tuple(one for one in spare if one.story.id != made.filler)
                continue
            places = [(slot, spec.number)]
            places += [(tables[j.page].slot(j.slot), j.page) for j in onward]
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
                shown = tuple(table.desk.pictures[file] for file, _ in spec.files)
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
    if slot.content == Content.GRAPHIC:
        from presslayout.flow.slots import graphic

        return graphic.fill(slot, tale, desk)
    return story.fill(slot, Telling(tale), desk, room)


def _advised(made: Filled, slot: Slot, tale: Story, desk: Desk, room: Slack) -> Filled:
    from presslayout.flow.advice import advised

    return advised(made, slot, tale, desk, room)


def _jump(tale: Story, places: Sequence[tuple[Slot, Desk]]) -> tuple[Filled, ...]:
    """A story in the slots where it stands, one after the other."""
    pages = [desk.page.number for _, desk in places]
    ways = zip((None, *pages[:-1]), (*pages[1:], None), (None, *tale.jumps), strict=False)
    tellings = [Telling(tale, came_from=before, goes_to=after, by=by) for before, after, by in ways]
    hops = [(slot, telling, desk) for (slot, desk), telling in zip(places, tellings, strict=True)]
    return jumped.fill_jumps(hops)


def _assembled(
    table: Table, slots: list[tuple[Slot, Filled]]
) -> tuple[Page, PageRecord, list[Diagnostic]]:
    """The page of these fillings; they are what is remembered, so they are known by identity."""
    key = ("page", table.ground, tuple(Same(made) for _, made in slots))
    return table.memory.of(key, partial(_page, table.desk, slots))


def _prove(
    group: Sequence[PageSpec],
    fillers: Sequence[Filler],
    made: Sequence[Page],
    filled: Mapping[int, list[tuple[Slot, Filled]]],
    memory: Memory,
) -> None:
    """Hold the pages to the law of the copy."""
    shown = {
        page.number: memory.of(("runs", Same(page)), partial(tally.runs, page.blocks))
        for page in made
    }
    places = {(number, slot.name): (slot, part)
              for number, slots in filled.items() for slot, part in slots}  # fmt: skip
    stories: list[tuple[Story, list[tally.Stand]]] = []
    for spec in group:
        for tale in spec.stories:
            ways = [(spec.number, tale.slot), *((jump.page, jump.slot) for jump in tale.jumps)]
            found = [(way[0], *places[way]) for way in ways if way in places]
            stands = [
                tally.Stand(number, part.story, part.diagnostics, slot.content in BARE)
                for number, slot, part in found
                if part.story is not None and part.story.id == tale.id
            ]
            stories.append((tale, stands))
    tally.prove(stories, fillers, shown)


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
    if _side_by_side(slots):
        from presslayout.flow.column_rules import column_rules

        plain += column_rules(desk, slots)
    if template.ground is not None:
        from presslayout.flow import grounds

        plain = grounds.laid(plain, template.ground, template, spec)
    sizes = {facts.sha256: (facts.width, facts.height) for facts in desk.pictures.values()}
    blocks = bled(plain, trim, sizes, artwork.cut_outs(spec.stories))
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
        section=spec.section if spec.section != PENDING else "",
        editors=_names(spec.editor),
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


def _names(editor: str) -> tuple[str, ...]:
    """Those whom 责任编辑 names: marks part names, and blanks do but inside a name of two characters."""
    if editor in ("", PENDING):
        return ()
    found: list[str] = []
    for said in _MARKS.split(editor):
        if said.isascii():
            found.append(" ".join(said.split()))
            continue
        half = ""
        for word in said.split():
            name, half = half + word, ""
            if len(name) == 1:
                half = name
            else:
                found.append(name)
        found.append(half)
    return tuple(name for name in found if name)


def _side_by_side(slots: Sequence[tuple[Slot, Filled]]) -> bool:
    """Whether stories stand beside each other, so that their heads could need a hairline."""
    edges = {slot.columns[1] + 1 for slot, made in slots if made.story is not None}
    return any(slot.columns[0] in edges for slot, made in slots if made.story is not None)


def _reading_order(template: Template) -> list[Slot]:
    """Furniture first, ads last, the rest from the top down and from the left."""
    return sorted(
        template.slots,
        key=lambda s: (s.content in ADS, s.content in STORIES, s.rows[0], s.columns[0]),
    )
