"""A byline that closes its story: flush right in a row of its own behind the last of the body."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from presslayout.edition.page import Block
from presslayout.edition.roles import Role
from presslayout.flow.printed_facts import LEAST_BESIDE, ink_of, word
from presslayout.typeset import headline
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.flow.pour import Poured
    from presslayout.flow.work import Job
    from presslayout.typeset.headline import Heading


def may_close(work: Job) -> bool:
    """Whether the row behind the body holds the byline; one that is too long stands at the head.

    So does one with a face beside it.
    """
    if work.slot.heads.face:
        return False
    return not work.telling.heads.get("byline") or _set(work) is not None


def block(work: Job, poured: Poured) -> list[Block]:
    """The byline in the row after the last of the body; nothing where the body does not end."""
    text = work.telling.heads.get("byline", "")
    last = poured.stretches[-1] if poured.stretches else None
    found = _set(work) if text else None
    if found is None or last is None or poured.left is not None:
        return []
    column, row = poured.cells[last.start]
    baseline = work.area.row_top(row) + found.ascent
    items = headline.place_heading(
        found,
        work.area.columns[column],
        (baseline,),
        work.area.measure,
        align="end",
        ink=ink_of(text, work.slot.heads.byline.ink),
    )
    story = work.telling.story.id
    return [Block(f"{story}/byline", Role.BYLINE, tuple(items), story, "byline")]


def _set(work: Job) -> Heading | None:
    style, faces = work.slot.heads.byline, work.desk.faces
    size = min(style.largest, work.area.em)
    font = Font(faces.of(style.families), (), size, faces.manner)
    return _line(work.telling.heads["byline"], font, work.area.measure)


@lru_cache(maxsize=256)
def _line(text: str, font: Font, width: Length) -> Heading | None:
    return word(text, font, width, LEAST_BESIDE)
