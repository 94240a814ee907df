"""A layout and locks written into the spec, everything else as the editor typed it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen, replace
from presslayout.newsroom.suggest import Asked, asked, choices, fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from presslayout.base.diagnostics import Span, SpecError
    from presslayout.flow.arrange.choice import Choice
    from presslayout.issue.issue import PageSpec, Story
    from presslayout.issue.page_parts import Pin
    from presslayout.issue.template import Range, Slot
    from presslayout.issue.workspace import Loaded
    from presslayout.newsroom.options import Options

# What a graphic is called, by the key under which it is written.
GRAPHICS = {"charts": "chart", "numerals": "numerals", "timelines": "timeline"}


@frozen
class Locks:
    """What is to be locked and what released: ids of stories, or STORY/PHOTO, STORY/chart-1."""

    hold: tuple[str, ...] = ()
    release: tuple[str, ...] = ()


NO_LOCKS = Locks()


@frozen
class Picked:
    """The file that was written, and the layouts that were pinned, by page."""

    file: Path
    choices: tuple[tuple[int, Choice], ...]
    held_over: tuple[str, ...] = ()


def pick(
    path: Path,
    number: int,
    which: int | None,
    options: Options,
    locks: Locks = NO_LOCKS,
) -> Picked:
    """Write the layout of that number and locks into the spec; SpecError when there is none."""
    from presslayout.issue.moving import locked, unlocked

    wanted = asked(path, number, options, pinning=which is not None)
    page = wanted.pages[0]
    edits: list[_Edit] = []
    chosen: tuple[tuple[int, Choice], ...] = ()
    if which is not None:
        choice = _chosen(wanted, page, which, options)
        page, edit = _pinned(page, choice)
        edits.append(edit)
        chosen = ((number, choice),)
    for name in locks.release:
        target = _target(page, name)
        free = partial(unlocked, story=target.story.id, inside=target.inside)
        edits.append((f"{name}: -", free))
    for target, place in _places(wanted, page, locks.hold, options):
        keep = partial(locked, story=target.story.id, inside=target.inside, place=place)
        edits.append((f"{target.name}: {_range_told(place)}", keep))
    return Picked(_write(wanted, edits), chosen)


def pick_all(path: Path, options: Options) -> Picked:
    """Share waiting stories out and write the best layout of every page that they go to."""
    wanted = asked(path, None, options)
    chosen = [(page, _chosen(wanted, page, 1, options)) for page in wanted.pages]
    edits = [_pinned(page, choice)[1] for page, choice in chosen]
    listed = tuple((page.number, choice) for page, choice in chosen)
    return Picked(_write(wanted, edits), listed, wanted.held_over)


# What an edit writes, as an editor would, and the edit.
_Edit = tuple[str, "Callable[[str], str | None]"]


def _pinned(page: PageSpec, choice: Choice) -> tuple[PageSpec, _Edit]:
    """A page with a layout pinned, and the edit that writes it: what is locked by itself is not in it."""
    from presslayout.issue.moving import pinned

    own = {pin.story for pin in page.held if pin.locked}
    pins = tuple(_pin(name, slot, page.span) for name, slot in choice.slots if name not in own)
    told = f"第{page.number}版 {_pins_told(pins)}"
    return replace(page, pinned=pins), (told, partial(pinned, number=page.number, pins=pins))


def _write(wanted: Asked, edits: Sequence[_Edit]) -> Path:
    from presslayout.issue.sourcefile import changed

    loaded = wanted.loaded
    file = loaded.workspace.root / loaded.issue.file
    made = changed(file, lambda text: _edited(text, [edit for _, edit in edits]))
    if made is None:
        raise _not_written("；".join(told for told, _ in edits), wanted.pages[0].span)
    return file


def _pin(name: str, slot: Slot, span: Span) -> Pin:
    """What a layout says of a story whose slot it made."""
    from presslayout.issue.page_parts import Pin
    from presslayout.issue.template import Dress

    form = Dress(
        slot.split,
        slot.frame,
        slot.head_side,
        slot.photo_columns,
        slot.head_over,
        slot.head_small,
    )
    return Pin(name, slot.rows, slot.columns, span, parts=slot.parts, form=form)


def _chosen(wanted: Asked, page: PageSpec, which: int, options: Options) -> Choice:
    found = choices(wanted, page, which, options)
    if 1 <= which <= len(found):
        return found[which - 1]
    raise fault(
        "no-such-layout",
        Text(
            f"第{page.number}版没有第 {which} 种排法，一共 {len(found)} 种",
            f"page {page.number} has no layout {which}; there are {len(found)}",
        ),
        page.span,
        Text("先运行 presslayout suggest 看一看", "look at presslayout suggest first"),
    )


@frozen
class _Target:
    """What is to be locked: a story, or what stands `inside` it, under that key of its record."""

    name: str
    story: Story
    inside: str = ""
    key: str = ""


def _target(page: PageSpec, name: str) -> _Target:
    """What STORY, STORY/PHOTO or STORY/chart-1 names on a page."""
    known: dict[str, _Target] = {}
    for tale in page.stories:
        known[tale.id] = _Target(tale.id, tale)
        inside = (_Target(f"{tale.id}/{called}", tale, *rest) for called, *rest in _inside(tale))
        for one in inside:
            known.setdefault(one.name, one)
    if name in known:
        return known[name]
    from presslayout.issue.nearest import nearest

    close = nearest(name, known)
    raise fault(
        "nothing-to-lock",
        Text(
            f"第{page.number}版没有「{name}」" + (f"，是不是「{close}」？" if close else ""),
            f"page {page.number} has no “{name}”" + (f"; did you mean “{close}”?" if close else ""),
        ),
        page.span,
        Text(f"可以锁：{'、'.join(known)}", f"what can be locked: {', '.join(known)}"),
    )


def _inside(tale: Story) -> Iterator[tuple[str, str, str]]:
    """What can be locked inside a story: its name, where it is written, its key in the record."""
    yield from ((p.stem, f"photos-{n}", p.stem) for n, p in enumerate(tale.photos))
    for number in range(len(tale.factboxes)):
        name = f"factbox-{number + 1}"
        yield name, f"factboxes-{number}", name
    seen = dict.fromkeys(GRAPHICS, 0)
    for number, graphic in enumerate(tale.graphics, 1):
        at = seen[graphic.listed]
        seen[graphic.listed] += 1
        yield f"{GRAPHICS[graphic.listed]}-{at + 1}", f"{graphic.listed}-{at}", f"graphic-{number}"


def _places(
    wanted: Asked, page: PageSpec, names: Sequence[str], options: Options
) -> Iterator[tuple[_Target, Range | Pin | None]]:
    """What is to be locked, and where it stands now; None where layout or slot say that."""
    targets = [_target(page, name) for name in names]
    if not targets:
        return
    # A story in which something is locked is held itself, and its slot gives nothing.
    held = {target.story.id for target in targets}
    whole = {target.story.id for target in targets if not target.inside}
    slots, inserts = _standing(wanted, page, held, options)
    pinned = {pin.story for pin in page.held}
    for tale in page.stories:
        moves = tale.slot is None and tale.id not in pinned
        if tale.id in whole or (moves and tale.id in held):
            where = _pin(tale.id, slots[tale.id], page.span)
            yield _Target(tale.id, tale), where if moves else None
    for target in targets:
        if not target.inside:
            continue
        place = inserts[target.story.id].get(target.key)
        if place is None:
            raise _not_in_columns(target)
        yield target, place


def _standing(
    wanted: Asked, page: PageSpec, held: set[str], options: Options
) -> tuple[dict[str, Slot], dict[str, dict[str, Range]]]:
    """The page laid out with these stories held: each story's slot, and where what is in it stands."""
    from presslayout.flow.arrange.choose import arranged
    from presslayout.flow.compose import compose
    from presslayout.issue.page_parts import Lock
    from presslayout.issue.template import Range

    stories = tuple(
        replace(tale, lock=tale.lock or Lock(None, tale.span)) if tale.id in held else tale
        for tale in page.stories
    )
    taken = _with(wanted.loaded, replace(page, stories=stories))
    taken = arranged(taken, wanted.press, options.cache, wanted.memory)
    made = compose(taken, wanted.press, pages=frozenset({page.number}), cache=options.cache)
    own = taken.issue.page(page.number)
    slots = {slot.name: slot for slot in taken.templates[own.template].slots}
    return (
        {tale.id: slots[tale.slot] for tale in own.stories if tale.slot in slots},
        {
            record.id: {key: Range(rows, columns) for key, rows, columns in record.inserts}
            for record in made.pages[0].stories
        },
    )


def _not_in_columns(target: _Target) -> SpecError:
    return fault(
        "nothing-to-lock",
        Text(
            f"「{target.name}」没有排在正文的栏里，锁不了",
            f"“{target.name}” does not stand in the columns of its story",
        ),
        target.story.span,
        Text(
            "题上、题衬的图跟着标题走；没有排下的先让它排下",
            "what stands above or behind a headline goes with it; make room for what has none "
            "first",
        ),
    )


def _with(loaded: Loaded, page: PageSpec) -> Loaded:
    pages = tuple(page if one.number == page.number else one for one in loaded.issue.pages)
    return replace(loaded, issue=replace(loaded.issue, pages=pages))


def _pins_told(pins: Sequence[Pin]) -> str:
    from presslayout.issue.template import Range

    return "、".join(f"{pin.story}: {_range_told(Range(pin.rows, pin.columns))}" for pin in pins)


def _range_told(place: Pin | Range | None) -> str:
    if place is None:
        return "是"
    return f"行 {place.rows[0]}-{place.rows[1]}，栏 {place.columns[0]}-{place.columns[1]}"


def _not_written(told: str, span: Span) -> SpecError:
    return fault(
        "not-pinned",
        Text(
            f"稿件单的写法使程序不能只改这几处，没有动它。要写的是：{told}",
            "the spec is written so that these places alone cannot be changed; it was left "
            f"alone. To be written: {told}",
        ),
        span,
        Text(
            "把这一版写成一行一键，或自己写上",
            "write one key a line, or add it yourself",
        ),
    )


def _edited(text: str, changes: Sequence[Callable[[str], str | None]]) -> str | None:
    """The spec after all changes."""
    made: str | None = text
    for change in changes:
        made = change(made) if made is not None else None
    return made
