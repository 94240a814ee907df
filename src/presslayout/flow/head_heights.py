"""How high the heads of a row, and the subheads of a page, stand: what lets most stories end level.

Both are alike for all that share them (`shelves`, `worktable`), so that they are sought for a page
and not for a story.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.steps import Step
from presslayout.flow.layout_rules import collided
from presslayout.flow.shelves import RAISES, raised
from presslayout.flow.worktable import Table, heads_off, is_uneven, trouble

if TYPE_CHECKING:
    from presslayout.flow.bench import Filled
    from presslayout.issue.template import Slot

Tables = Mapping[int, Table]
# How much larger a page's largest photo is without a head that it shares, where that counts for more:
# in per mille of its area.
WORTH = 1100
# What fills the slots of tables that stories join.
Fill = Callable[[Tables], dict[int, list[tuple["Slot", "Filled"]]]]


def settled(tables: Tables, fill: Fill) -> Tables:
    """The tables, heads and subheads of each page as high as lets most of its stories end level."""
    made = _aired(tables, fill)
    # Level columns come before a line that heads share, except in an area, whose template asks for it.
    for number, names in ((n, names) for n, table in made.items() for names in table.rows):
        for name in names:
            made = _alone(made, fill, number, name)
    for number in (n for n, table in made.items() if table.rows and table.desk.template.given_up):
        made = _apart(_leading(made, fill, number), fill, number)
    return made


def _apart(tables: Tables, fill: Fill, number: int) -> Tables:
    """The tables, headlines of an arranged page that on one line would be too much alike parted again."""
    for _ in tables[number].shelves:
        table = tables[number]
        alike = [
            other.name
            for (one, _, _), (other, _, _) in collided(fill(tables)[number], table.desk)
            if one.name in table.shelves and other.name in table.shelves
        ]
        if not alike:
            break
        tables = _off_shelf(tables, number, alike[0])
    return tables


def _leading(tables: Tables, fill: Fill, number: int) -> Tables:
    """The tables, the story of an arranged page's largest photo by itself where a head costs that size.

    Its layout was chosen for that photo.
    """
    table = tables[number]
    shown = [(_shown(made), slot.name) for slot, made in fill(tables)[number]]
    size, name = max(shown, default=(0, ""))
    if not size or name not in table.shelves:
        return tables
    tried = _off_shelf(tables, number, name)
    found = [(slot, made) for slot, made in fill(tried)[number] if slot.name == name]
    larger = max(map(_shown, (made for _, made in found)), default=0)
    worth = larger * 1000 > size * WORTH and not any(_amiss(found, tried[number], [name]))
    return tried if worth else tables


def _shown(made: Filled) -> int:
    """The area of a story's largest photo."""
    return max((one.box.width * one.box.height for one in made.photos), default=0)


def _off_shelf(tables: Tables, number: int, name: str) -> Tables:
    """The tables, one story of a page with a head of its own."""
    table = tables[number]
    own = {n: shelf for n, shelf in table.shelves.items() if n != name}
    return {**tables, number: replace(table, shelves=own)}


def _alone(tables: Tables, fill: Fill, number: int, name: str) -> Tables:
    """The tables, a story that is not level beside others with a head of its own.

    If it is level so, or if fewer of its lines are left over.
    """
    table = tables[number]
    slot, filled = table.desk.template.slot(name), fill(tables)[number]
    if slot.head_area or not any(_amiss(filled, table, [name])):
        return tables
    tried = _off_shelf(tables, number, name)
    again = fill(tried)[number]
    level = not any(_amiss(again, tried[number], [name]))
    return tried if level or _left_over(again, name) < _left_over(filled, name) else tables


def _left_over(filled: Sequence[tuple[Slot, Filled]], name: str) -> int:
    """The lines of a slot's story that found no place."""
    stories = (made.story for slot, made in filled if slot.name == name)
    return sum(story.overset.lines for story in stories if story is not None)


def _aired(tables: Tables, fill: Fill) -> Tables:
    """The tables, heads of rows as high as is best, subheads a row higher where that is better."""
    made = _raised(tables, fill)
    for number, table in tables.items():
        if not table.airs or Step.SUBHEAD_ROWS not in table.desk.template.fit_order:
            continue
        least = trouble(fill(made)[number], made[number])
        if not any(least):
            continue
        tried = _raised({**made, number: table.airier()}, fill, only=number)
        if trouble(fill(tried)[number], tried[number]) < least:
            made = tried
    return made


def _raised(tables: Tables, fill: Fill, *, only: int | None = None) -> Tables:
    """The tables, the heads of each row as much higher or lower as ends most of its stories level."""
    found = [
        (number, names)
        for number, table in tables.items()
        if only in (None, number)
        for names in table.rows
    ]
    for number, names in found:
        tables = _row_raised(tables, fill, number, names)
    return tables


def _row_raised(tables: Tables, fill: Fill, number: int, names: Sequence[str]) -> Tables:
    """The tables, the heads of one row at the height, nearest to theirs, that leaves least amiss."""
    table = tables[number]
    filled = fill(tables)[number]
    best, least = tables, _amiss(filled, table, names)
    first = [n for n in names if any(_amiss(filled, table, [n]))]
    for by in RAISES:
        if not any(least):
            break
        # What was well where it stood is set anew only where that could make up for the others.
        some = {**tables, number: _higher(table, first, by)}
        if _amiss(fill(some)[number], some[number], first) >= least:
            continue
        tried = {**tables, number: _higher(table, names, by)}
        found = _amiss(fill(tried)[number], tried[number], names)
        if found < least:
            best, least = tried, found
    return best


def _higher(table: Table, names: Sequence[str], by: int) -> Table:
    """The table, the heads of some of its slots higher by so many rows."""
    shelves = {n: raised(s, by) if n in names else s for n, s in table.shelves.items()}
    return replace(table, shelves=shelves)


def _amiss(
    filled: Sequence[tuple[Slot, Filled]], table: Table, names: Sequence[str]
) -> tuple[int, int]:
    """Of some slots, how many heads stand in another row than the others', how many are not level."""
    own = [(slot, made) for slot, made in filled if slot.name in names]
    return heads_off(own, table), sum(is_uneven(made) for _, made in own)
