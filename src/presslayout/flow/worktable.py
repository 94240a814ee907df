"""The table that a page is set at: its desk, what its slots share, and what remembers all that.

Nothing here sets a story: it says what a slot is like on its page, and under which key what is made
there is remembered.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from presslayout.base.values import Same, distinct, frozen, replace
from presslayout.flow import subheads
from presslayout.flow.shelves import shelves
from presslayout.flow.telling import Telling
from presslayout.issue.template import AS_STYLED, SubheadAir

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.base.memory import Memory
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import PageSpec, Story
    from presslayout.issue.template import HeadShelf, Slot


@frozen
class Table:
    """A desk, and what remembers what was made there.

    `ground` stands for all but the stories, `site` for what of it a story sees: no editor's name, no
    strip, nothing else that only the page's furniture shows.  `shelves` are those of its slots whose
    headline blocks stand in a row, `airs` those of slots that hold subheads.
    """

    desk: Desk
    memory: Memory
    ground: object
    site: object
    shelves: Mapping[str, HeadShelf]
    airs: Mapping[str, SubheadAir]

    @classmethod
    def at(cls, desk: Desk, memory: Memory, headed: Mapping[str, Story]) -> Table:
        """The table of a desk: the same ground as long as nothing but stories changes."""
        spec = replace(desk.page, stories=())
        house = tuple(desk.pictures[file] for file, _ in desk.template.drawings)
        shared = desk.template, desk.paper, desk.press, house, Same(desk.faces)
        ground = memory.of(("ground", spec, *shared), _Ground)
        site = memory.of(("site", spec.number, spec.align, *shared), _Ground)
        own = memory.of(("shelves", site, _headed(desk.page)), partial(shelves, desk))
        plain = cls(desk, memory, ground, site, own, {})
        return replace(plain, airs=plain.alike(headed))

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
                ("subheads", *self.key(slot, tale)), partial(subheads.size, slot, tale, self.desk)
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
        more = {name: replace(air, more=subheads.MORE) for name, air in self.airs.items()}
        return replace(self, airs=more)

    def key(self, slot: Slot, tale: Story) -> tuple[object, ...]:
        """All that shapes a story in a slot here."""
        facts = tuple(self.desk.pictures[photo.file] for photo in tale.pictures)
        return slot, tale, facts, self.site


def _headed(spec: PageSpec) -> tuple[object, ...]:
    """All of a page's stories that shapes their headline blocks."""
    return tuple(
        (
            tale.slot,
            tuple(Telling(tale).heads.items()),
            tale.style,
            tuple(p.at for p in tale.photos),
        )
        for tale in spec.stories
    )


@distinct
class _Ground:
    """A token: short for the key under which it is remembered."""
