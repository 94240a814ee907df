"""The table that a page is set at: its desk, what its slots share, and what remembers all that.

It says what a slot is like on its page, and under which key what is made there is remembered.
Stories that begin on one row share the height of their heads (`shelves`); all subheads of a page have
one size, and one air above and below (PAGES, "Air"): whatever rows are spare, all of them take as many.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.values import Same, distinct, frozen, replace
from presslayout.edition.roles import ParagraphKind
from presslayout.edition.steps import Step
from presslayout.flow.body import SubheadBlock
from presslayout.flow.job import job
from presslayout.flow.shelves import placed, rows, shelves, stands_off
from presslayout.flow.telling import Telling
from presslayout.issue.template import AS_STYLED, SubheadAir

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from presslayout.base.memory import Memory
    from presslayout.base.units import Length
    from presslayout.flow.bench import Desk, Filled
    from presslayout.flow.shelves import Placed
    from presslayout.issue.issue import PageSpec, Story
    from presslayout.issue.template import HeadShelf, Slot


# By how many rows the subheads of a page may be higher than their style says.
MORE = 1
# What a story does for want of rows that is seen from outside of it, or leaves something out: dearer
# than air.
DEAR = (Step.DROP_OPTIONAL, Step.SLOT_ROWS, Step.COLUMN_WIDTH, Step.FILLER)


@frozen
class Table:
    """A desk, and what remembers what was made there.

    `ground` stands for all but the stories, `site` for what of it a story sees: no editor's name, no
    strip, nothing else that only the page's furniture shows.  `shelves` are those of its slots whose
    headline blocks stand in a row, `rows` the names of those in each, `airs` what slots that hold
    subheads have in common.
    """

    desk: Desk
    memory: Memory
    ground: object
    site: object
    shelves: Mapping[str, HeadShelf]
    airs: Mapping[str, SubheadAir]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def at(cls, desk: Desk, memory: Memory, arriving: Sequence[Placed] = ()) -> Table:
        """The table of a desk, `arriving` what goes on there from other pages.

        It has the same ground as long as nothing but stories changes.
        """
        spec = replace(desk.page, stories=())
        house = tuple(desk.pictures[file] for file, _ in desk.template.drawings)
        shared = desk.template, desk.paper, desk.press, house, Same(desk.faces)
        ground = memory.of(("ground", spec, *shared), _Ground)
        site = memory.of(("site", spec.number, spec.align, *shared), _Ground)
        every = [*placed(desk.page), *arriving]
        own = memory.of(("shelves", site, _headed(every)), partial(shelves, desk, arriving))
        listed = (
            [tuple(slot.name for slot, _ in row) for row in rows(desk, arriving)] if own else ()
        )
        plain = cls(desk, memory, ground, site, own, {}, tuple(listed))
        return replace(plain, airs=plain.alike(subheaded(every)))

    def slot(self, name: str | None) -> Slot:
        """The slot of a name, its headline block as high as those beside it."""
        found = self.desk.template.slot(name)
        shelf, air = self.shelves.get(found.name), self.airs.get(found.name, AS_STYLED)
        if shelf is None and air == AS_STYLED:
            return found
        return replace(found, shelf=shelf, air=air)

    def alike(self, headed: Mapping[str, Story]) -> dict[str, SubheadAir]:
        """The air of the slots that hold subheads: all of these are of one size."""
        slots = {slot.name: slot for slot in self.desk.template.slots}
        own = {name: (slots[name], tale) for name, tale in headed.items() if name in slots}
        if len(own) < 2:  # noqa: PLR2004
            return dict.fromkeys(own, AS_STYLED)
        sizes = {
            name: self.memory.of(
                ("subheads", *self.key(slot, tale)), partial(subhead_size, slot, tale, self.desk)
            )
            for name, (slot, tale) in own.items()
        }
        least = min(filter(None, sizes.values()), default=0)
        return {
            name: SubheadAir(most=least) if size > least else AS_STYLED
            for name, size in sizes.items()
        }

    def airier(self) -> Table:
        """The table where each subhead takes a row more."""
        more = {name: replace(air, more=MORE) for name, air in self.airs.items()}
        return replace(self, airs=more)

    def key(self, slot: Slot, tale: Story) -> tuple[object, ...]:
        """All that shapes a story in a slot here."""
        facts = tuple(self.desk.pictures[photo.file] for photo in tale.pictures)
        return slot, tale, facts, self.site


def _headed(every: Iterable[Placed]) -> tuple[object, ...]:
    """All of what stands on a page that shapes its headline blocks."""
    return tuple(
        (
            name,
            tuple(telling.heads.items()),
            telling.story.style,
            tuple(photo.at for photo in telling.photos),
            telling.story.face is not None,
        )
        for name, telling in every
    )


def subheaded(every: Iterable[Placed]) -> dict[str, Story]:
    """By its slot's name what holds a story with subheads, or a part of one."""
    return {
        name: telling.story
        for name, telling in every
        if any(p.kind == ParagraphKind.SUBHEAD for p in telling.story.body)
    }


@distinct
class _Ground:
    """A token: short for the key under which it is remembered."""


def arrivals(group: Iterable[PageSpec]) -> Mapping[int, Sequence[Placed]]:
    """What goes on on each page from another."""
    found: dict[int, list[Placed]] = {}
    for spec in group:
        for tale in spec.stories:
            for jump in tale.jumps:
                telling = Telling(tale, came_from=spec.number, by=jump)
                found.setdefault(jump.page, []).append((jump.slot, telling))
    return found


def subhead_size(slot: Slot, tale: Story, desk: Desk) -> Length:
    """The size that the subheads of a story have in a slot by themselves; 0 where none is one."""
    made = job(slot, Telling(tale), desk).body
    return min((block.heading.size for block in made if isinstance(block, SubheadBlock)), default=0)


def trouble(filled: Sequence[tuple[Slot, Filled]], table: Table) -> tuple[int, int, int]:
    """How many heads of a page stand off, stories do not end level, and did something dear for that."""
    every = [made for _, made in filled]
    stories = [made.story for made in every if made.story is not None]
    missed, off = sum(map(is_uneven, every)), heads_off(filled, table)
    return off, missed, sum(any(f.step in DEAR for f in one.fit_steps) for one in stories)


def is_uneven(made: Filled) -> bool:
    """Whether what was filled is a story that does not end level."""
    record = made.story
    return record is not None and bool(record.overset.lines or record.underset_lines)


def heads_off(filled: Sequence[tuple[Slot, Filled]], table: Table) -> int:
    """How many heads end in another row than those that they share a shelf with."""
    return sum(
        slot.shelf is not None and stands_off(made, slot.shelf, table.desk.template)
        for slot, made in ((table.slot(slot.name), made) for slot, made in filled)
    )
