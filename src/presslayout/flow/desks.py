"""What each page of an issue is filled from: its pictures measured, its drawings converted."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.assets.fonts import content_of
from presslayout.assets.images import SETTLED_NS, measure
from presslayout.base import doors
from presslayout.base.cache import Cache
from presslayout.base.diagnostics import AssetError, Diagnostic, ordered
from presslayout.base.keeping import digest, libraries
from presslayout.base.memory import Memory
from presslayout.base.values import Same, fields, replace
from presslayout.flow.bench import Desk, Foci, Typefaces, reader
from presslayout.flow.drawings import cut_outs, drawn, outlined, told
from presslayout.flow.grid import facing
from presslayout.typeset.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.assets.fonts import Family
    from presslayout.assets.pictures import PictureFacts
    from presslayout.base.diagnostics import Span
    from presslayout.base.keeping import Keeping
    from presslayout.edition.press import Press
    from presslayout.flow.drawings import PlacedDrawing
    from presslayout.issue.issue import PageSpec
    from presslayout.issue.template import Template
    from presslayout.issue.workspace import Loaded


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
    by = reader(libraries())
    guesses = partial(Foci, loaded.workspace.root, cache, reader=by)
    foci = memory.of(("foci", state, cache, by), guesses)
    made: dict[int, Desk] = {}
    # The very same from turn to turn, so that whatever was made of it is known by it.
    paper = memory.of(("paper", issue.paper), lambda: issue.paper)
    press = memory.of(("press", press), partial(_itself, press))
    shown = [one for one in _shown(loaded) if one[0] in art]
    for spec in issue.pages:
        whole, side = loaded.templates[spec.template], spec.number % 2
        bars = barred(spec)
        template = memory.of(
            ("facing", Same(whole), side, spec.align, bars), partial(_for_page, whole, spec, bars)
        )
        if spec.ground is not None:
            on_it = partial(replace, template, ground=spec.ground)
            template = memory.of(("ground", Same(template), spec.ground), on_it)
        own = memory.of((*key, template.manner), partial(replace, faces, manner=template.manner))
        faults = tuple(
            fault
            for file, span, tale, number in shown
            if number == spec.number
            for fault in told(file, art[file], span, number, tale)
        )
        made[spec.number] = Desk(
            template, spec, paper, press, own, facts, drawings, outlines, faults, foci
        )
    return made


def barred(spec: PageSpec) -> frozenset[str]:
    """The names of a page's slots whose stories begin with a rubric, whose bar stands at their top."""
    found = [tale for tale in spec.stories if tale.rubric and tale.slot is not None]
    if not found:
        return frozenset()
    from presslayout.flow.inserts import OVER

    return frozenset(
        tale.slot or "" for tale in found if not any(one.at in OVER for one in tale.photos)
    )


def _for_page(template: Template, spec: PageSpec, bars: frozenset[str]) -> Template:
    """The template as a page has it: its outer margin, where its heads stand, and where bars do."""
    found = facing(template, spec.number)
    if not (spec.align or bars):
        return found
    slots = tuple(
        replace(
            s,
            heads=s.heads.aligned(spec.align) if spec.align else s.heads,
            barred=s.name in bars and not (s.frame or s.vertical or s.head_side),
        )
        for s in found.slots
    )
    return replace(found, slots=slots)


def _itself(press: Press) -> Press:
    return press


def shared_by_pages(loaded: Loaded, keeping: Keeping, names: Iterable[str] | None = None) -> str:
    """The hash of what shapes all pages alike: the engine, faces, words, and what may fill a foot.

    `names` are the families that may be asked for, None for all.
    """
    faces = [
        # Where its file lies is no part of what it sets.
        (replace(family, path=Path()), content_of(family, keeping.cache))
        for family in reached(names, loaded.families).values()
    ]
    return digest(
        keeping.ground, sorted(loaded.families), faces, loaded.words, loaded.issue.fillers
    )


def named(values: Iterable[object], families: Mapping[str, Family]) -> set[str]:
    """The families whose names stand anywhere in these values."""
    found: set[str] = set()
    waiting = [*values]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found |= {value} & families.keys()
        elif isinstance(value, tuple):
            waiting += value
        elif hasattr(value, "__value_fields__"):
            waiting += (getattr(value, one.name) for one in fields(value))
    return found


def reached(names: Iterable[str] | None, families: Mapping[str, Family]) -> Mapping[str, Family]:
    """These families and those that they turn to, in the order of the house's list; None is all."""
    if names is None:
        return families
    wanted = list(names)
    for name in wanted:
        family = families[name]
        others = (*family.fallback, family.bold)
        wanted += [other for other in others if other in families and other not in wanted]
    return {name: family for name, family in families.items() if name in wanted}


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
    """What all that is made of an issue's pictures hangs on: the files as they are now.

    One that changed just now may change again under the same stamp: that is looked at in every turn.
    """
    known: dict[str, object] = {}
    latest = time.time_ns() - SETTLED_NS
    settled = True
    for file, *_ in _shown(loaded):
        if file not in known:
            try:
                stat = (loaded.workspace.root / file).stat()
            except OSError:
                # Whoever measures it says why.
                known[file], settled = None, False
            else:
                settled = settled and max(stat.st_mtime_ns, stat.st_ctime_ns) < latest
                doors.note(loaded.workspace.root / file, stat)
                known[file] = stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
    turn = 0 if settled else memory.turn
    return str(loaded.workspace.root), turn, tuple(sorted(known.items()))


def _measured(loaded: Loaded, cache: Cache | None) -> dict[str, PictureFacts]:
    """The facts of every photo by its file; AssetError names all that cannot be opened."""
    facts: dict[str, PictureFacts] = {}
    faults: list[Diagnostic] = []
    for file, span, tale, number in _shown(loaded):
        if file in facts:
            continue
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
    shown += [
        (file, span, "", page.number) for page in loaded.issue.pages for file, span in page.files
    ]
    shown += [
        (file, span, "", page.number)
        for page in loaded.issue.pages
        for file, span in loaded.templates[page.template].drawings
    ]
    return shown
