"""The mark that closes a story (尾花): a small shape, or the house's drawing, behind its last character."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.edition.page import Block, Shape, circle, rectangle
from presslayout.edition.roles import Role
from presslayout.flow.artwork import contained, scaled
from presslayout.flow.body import TextBlock
from presslayout.flow.job import standing

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.edition.page import Path
    from presslayout.flow.pour import Poured
    from presslayout.flow.work import Job

# Behind the last character, and how wide the mark is, both in thousandths of an em; a last line
# keeps `flow.job.END_ROOM` free for both.
GAP, SIZE = 500, 620


def block(work: Job, poured: Poured) -> list[Block]:
    """The mark of a story that ends here in running text; nothing for any other."""
    kind = work.desk.template.end_mark
    told = list(standing(work, poured))
    if not kind or not told or poured.left is not None or work.telling.goes_to is not None:
        return []
    _, last, stretch = told[-1]
    if not isinstance(last, TextBlock) or last.align != "start":
        return []
    em = work.area.em
    line = last.lines(stretch.rows)[-1]
    column, row = poured.cells[stretch.start + stretch.count - 1]
    shift, room = last.room(stretch.rows - 1) or (0, work.area.measure)
    edge = work.area.columns[column] + shift
    left = edge + last.inset + (last.hanging if line.start else 0)
    x = left + (line.width + GAP) * em // 1000
    size = SIZE * em // 1000
    if x + size > edge + room:
        return []
    box = Box(x, work.area.row_top(row) + (em - size) // 2, size, size)
    story = work.telling.story.id
    shapes = _shapes(work, kind, box)
    return [Block(f"{story}/end-mark", Role.RULE, shapes, story, artifact=True)]


def _shapes(work: Job, kind: str, box: Box) -> tuple[Shape, ...]:
    """The mark in its box: the house's own drawing in its own inks, or a plain shape."""
    drawn = work.desk.drawings.get(kind)
    if drawn is None:
        return (Shape(_path(kind, box), fill=work.slot.accent),)
    facts = work.desk.pictures[kind]
    within = contained(facts, box)
    return scaled(drawn, (facts.width, facts.height), within)


def _path(kind: str, box: Box) -> Path:
    middle: tuple[Length, Length] = box.x + box.width // 2, box.y + box.height // 2
    if kind == "dot":
        return circle(*middle, box.width // 2)
    if kind == "diamond":
        return (
            ("M", middle[0], box.y),
            ("L", box.right, middle[1]),
            ("L", middle[0], box.bottom),
            ("L", box.x, middle[1]),
            ("Z",),
        )
    return rectangle(box)
