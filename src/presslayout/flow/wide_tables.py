"""Tables that columns do not hold: their story stands in fewer and wider ones (破栏) that do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING, Diagnostic, Text
from presslayout.edition.roles import ParagraphKind
from presslayout.flow.blocks import grouped
from presslayout.flow.body import TextBlock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from presslayout.flow.work import Job
    from presslayout.issue.issue import Paragraph

# Lines of this many thousandths of an em are the longest that prose is read in.
WIDEST = 28_000


def holding(work: Job, reset: Callable[[int], Job]) -> Job:
    """The story as it is where its columns hold its tables, else `reset` in as many as hold all.

    It stays as it is where the editor or the template says how many columns it has, or how many of
    them something crosses, and where none is wide enough, or its lines would be too long to be read.
    """
    if not _free(work) or not any(as_text(work)):
        return work
    for count in range(len(work.area.columns) - 1, 0, -1):
        made = reset(count)
        if not any(as_text(made)):
            return made if _readable(made) else work
    return work


def as_text(work: Job) -> Iterator[tuple[Paragraph, ...]]:
    """The tables of a story that its columns do not hold: their cells are set one after the other."""
    if not work.telling.has_tables:
        return
    alone = {block.offset for block in work.body if isinstance(block, TextBlock)}
    for group in grouped(work.telling.paragraphs):
        if group[0].kind == ParagraphKind.CELL and group[0].offset in alone:
            yield group


def wide_tables(work: Job) -> Iterator[Diagnostic]:
    """Tables that the measure does not hold: their cells stand one after the other."""
    for group in as_text(work):
        columns = max(cell.cell[1] + cell.covers[1] - 1 for cell in group)
        wide = work.fonts.measure // 1000
        yield Diagnostic(
            "table-too-wide",
            WARNING,
            Text(
                f"{columns} 列的表在 {wide} 字的栏里排不开，各格一段一段地排了",
                f"a column of {wide} em does not hold a table of {columns} columns; "
                "its cells stand one after the other",
            ),
            work.telling.story.body_span(group[0].offset, len(group[0].text)),
            Text(
                "减少列数、缩短格里的字，或换一个栏宽些的版位",
                "take fewer columns or shorter cells, or a slot with wider columns",
            ),
            work.desk.page.number,
            work.telling.story.id,
            "body",
        )


def _free(work: Job) -> bool:
    """Whether nothing depends on how many columns a story has."""
    slot, telling = work.slot, work.telling
    fixed = slot.split or slot.vertical or slot.parts or slot.head_columns or slot.photo_columns
    asked = any(photo.columns or photo.contour for photo in telling.story.photos)
    return not (fixed or asked or work.strip or telling.sidenotes)


def _readable(work: Job) -> bool:
    """Whether its lines are not too long, or there is less prose in it than tables."""
    cells = prose = 0
    for paragraph in work.telling.paragraphs:
        if paragraph.kind == ParagraphKind.CELL:
            cells += len(paragraph.text)
        else:
            prose += len(paragraph.text)
    return work.fonts.measure <= WIDEST or prose < cells
