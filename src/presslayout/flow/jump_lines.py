"""The lines that say where a story goes on, and from where it came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.edition.page import Block, Item
from presslayout.edition.roles import Role
from presslayout.flow.fit import JUMP_ROW
from presslayout.flow.printed_facts import LEAST_BESIDE, word
from presslayout.typeset import headline
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.flow.pour import Poured
    from presslayout.flow.work import Job


def came_from(work: Job, cells: Sequence[tuple[int, int]]) -> Block:
    """上接第N版, at the head of what goes on here."""
    column, row = cells[0]
    return _jump_line(work, f"（上接第{work.telling.came_from}版）", column, row, "start")


def goes_to(work: Job, poured: Poured) -> Block:
    """下转第N版: the line stands in the row that was kept for it, though its column hold no text at all."""
    kept = next((hole for hole in poured.geometry.blocks if hole.key == JUMP_ROW), None)
    if kept is not None:
        column, row = kept.column, kept.top
    else:
        column = len(work.area.columns) - 1
        last = max((p.bottom for p in poured.pockets if p.column == column), default=0)
        row = min(last, work.area.rows - 1)
    return _jump_line(work, f"（下转第{work.telling.goes_to}版）", column, row, "end")


def _jump_line(work: Job, text: str, column: int, row: int, align: str) -> Block:
    style = work.desk.template.jump
    faces = work.desk.faces.of(style.families)
    font = Font(faces, (), style.largest, work.desk.faces.manner)
    found = word(text, font, work.area.measure, LEAST_BESIDE)
    items: tuple[Item, ...] = ()
    if found is not None:
        # It is smaller than the text, and stands on its baseline.
        body = work.fonts.text
        ascent = body.faces[0].ascent * body.size // 1000
        items = headline.place_heading(
            found,
            work.area.columns[column],
            (work.area.row_top(row) + ascent,),
            work.area.measure,
            align=align,
            ink=style.ink,
        )
    side = "jump-to" if align == "end" else "jump-from"
    story = work.telling.story.id
    return Block(f"{story}/{side}", Role.JUMP, items, story, "")
