"""Whether the gap between lines has room for what stands in it: dots, lines, readings (RULES G3).

A gap of half the size is wanted where marks stand on one side of a line, of five eighths where
they stand on both; and dots under one line must not touch the readings over the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO, WARNING, Diagnostic, Text
from presslayout.base.units import to_pt
from presslayout.edition.roles import MarkupKind
from presslayout.flow.body import TextBlock
from presslayout.flow.emphasis import (
    DOT_BELOW,
    DOT_RADIUS,
    LINE_BELOW,
    READING_ABOVE,
    UNDER,
    WAVE_HIGH,
    extent,
    on_line,
    stands_beside,
)
from presslayout.flow.job import standing
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.flow.pour import Poured
    from presslayout.flow.work import Job
    from presslayout.typeset.lines import Line

# Shares of the size that a gap should have, in thousandths: marks on one side, on both.
ONE_SIDE, BOTH_SIDES = 500, 625
# How far below the em square marks reach, in thousandths of the size.
REACH: dict[MarkupKind, Length] = {MarkupKind.DOTS: DOT_BELOW + DOT_RADIUS} | dict.fromkeys(
    UNDER, LINE_BELOW + WAVE_HIGH
)

# Where a line stands, what stands beside it: (kind, left, right), and the line itself.
_Place = tuple[int, int]
_Beside = tuple[MarkupKind, int, int]


def gaps(work: Job, poured: Poured) -> Iterator[Diagnostic]:
    """What an editor or a designer must know of the line gap of a story that has such marks."""
    placed = dict(_placed(work, poured))
    kinds = {kind for _, _, marks in placed.values() for kind, _, _ in marks}
    if not kinds:
        return
    size, pitch = work.fonts.text.size, work.area.pitch
    both = MarkupKind.RUBY in kinds and bool(kinds & REACH.keys())
    wanted = size + size * (BOTH_SIDES if both else ONE_SIDE) // EM
    if pitch < wanted:
        yield _tight(work, wanted)
    if work.slot.vertical:
        # Dots and readings stand on the same side of a vertical line.
        return
    for (column, row), (block, line, marks) in placed.items():
        _, _, under = placed.get((column, row + 1), (block, line, []))
        for kind, left, right in marks:
            if kind in REACH and any(
                other == MarkupKind.RUBY and a < right and left < b for other, a, b in under
            ):
                needed = size + (REACH[kind] + READING_ABOVE) * size // EM + work.fonts.reading
                if needed > pitch:
                    yield _touching(work, block, line, needed)
                break


def _placed(
    work: Job, poured: Poured
) -> Iterator[tuple[_Place, tuple[TextBlock, Line, list[_Beside]]]]:
    """Every line that has marks beside it, by the column and row where it stands."""
    cells = poured.cells
    for _, block, stretch in standing(work, poured):
        if not isinstance(block, TextBlock) or not block.marks:
            continue
        lines = block.lines(stretch.rows)[stretch.first : stretch.first + stretch.count]
        for at, line in enumerate(lines, stretch.start + block.blank(stretch.rows)):
            found = [
                (mark.kind, *reach)
                for mark in on_line(block.marks, block.shaped, line)
                if mark.kind in (*REACH, MarkupKind.RUBY)
                and not stands_beside(mark, block.shaped.all_faces)
                and (reach := extent(block.shaped, line, mark)) is not None
            ]
            if found:
                yield cells[at], (block, line, found)


def _tight(work: Job, wanted: Length) -> Diagnostic:
    size, pitch = work.fonts.text.size, work.area.pitch
    have, need = f"{to_pt(pitch - size):.3g}", f"{to_pt(wanted):.3g}"
    return Diagnostic(
        "line-gap",
        INFO,
        Text(
            f"行间只有 {have}pt，着重点、专名号、注音排得挤",
            f"a line gap of {have} pt is narrow for dots, lines and readings",
        ),
        work.telling.story.span_of("body"),
        Text(
            f"多用它们的版面，「行距」宜 {need}pt 以上",
            f"a page that has many wants a pitch of {need} pt or more",
        ),
        work.desk.page.number,
        work.telling.story.id,
        "body",
    )


def _touching(work: Job, block: TextBlock, line: Line, needed: Length) -> Diagnostic:
    text = block.shaped.text[line.text_start : line.text_end].strip()
    return Diagnostic(
        "marks-touch",
        WARNING,
        Text(
            f"这一行下面的点线和下一行的注音挤在一个行间里，会碰上：“{text}”",
            f"what stands under this line and the reading over the next share one gap and touch: "
            f"“{text}”",
        ),
        work.telling.story.body_span(
            block.offset + line.text_start, line.text_end - line.text_start
        ),
        Text(
            f"改动几个字错开，或把「行距」加到 {to_pt(needed):.3g}pt",
            f"change a few characters, or give the lines a pitch of {to_pt(needed):.3g} pt",
        ),
        work.desk.page.number,
        work.telling.story.id,
        "body",
    )
