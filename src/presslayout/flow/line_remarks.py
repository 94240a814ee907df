"""What an editor must know of lines that were set: loose ones, marks, tables, what is not drawn."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO, WARNING, Diagnostic, Text
from presslayout.flow import factboxes
from presslayout.flow.body import TextBlock
from presslayout.flow.gaps import gaps
from presslayout.flow.job import set_lines
from presslayout.flow.quality import parts_three_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.flow.pour import Poured
    from presslayout.flow.work import Job, Layout

# From this measure on, in thousandths of an em, a gap above LOOSE_GAP is reported.
WIDE_MEASURE = 12_000
LOOSE_GAP = 120


def line_remarks(work: Job, poured: Poured, layout: Layout) -> Iterator[Diagnostic]:
    """What is to be said of a slot's lines, its tables and its headline's."""
    yield from _loose_lines(work, poured)
    yield from _parted_marks(work, poured)
    yield from gaps(work, poured)
    yield from _dropped_marks(work, layout)
    if work.telling.has_tables:
        from presslayout.flow.wide_tables import wide_tables

        yield from wide_tables(work)
    yield from _wide_boxes(work, layout)
    yield from _drawn_otherwise(work)
    yield from _dropped_blanks(work)


def _loose_lines(work: Job, poured: Poured) -> Iterator[Diagnostic]:
    """Lines whose characters stand further apart than readers like, where no break gives less."""
    if work.fonts.measure < WIDE_MEASURE:
        return
    for block, lines in set_lines(work, poured):
        for line in lines:
            if line.last or line.han_gap <= LOOSE_GAP:
                continue
            text = block.shaped.text[line.text_start : line.text_end].strip()
            pitch = f"{(1000 + line.han_gap) / 1000:.2f}"
            yield Diagnostic(
                "loose-line",
                INFO,
                Text(
                    f"这一行字距松到 {pitch} 字，没有更好的断法：“{text}”",
                    f"this line is set {pitch} em a character; no legal break gives less: “{text}”",
                ),
                work.telling.story.body_span(
                    block.offset + line.text_start, line.text_end - line.text_start
                ),
                Text("改动这一段几个字就能收紧", "a few characters changed here close it up"),
                work.desk.page.number,
                work.telling.story.id,
                "body",
            )


def _parted_marks(work: Job, poured: Poured) -> Iterator[Diagnostic]:
    """Lines that begin inside three marks in a row, because nothing else fitted (RULES §6.5)."""
    for block, lines in set_lines(work, poured):
        for line in lines:
            at = line.text_start
            if at and parts_three_marks(block.shaped.text, at):
                yield Diagnostic(
                    "marks-parted",
                    INFO,
                    Text(
                        f"三个标点相连，栏窄排不下，这一行以“{block.shaped.text[at]}”开头",
                        f"three marks in a row do not fit; this line begins with "
                        f"{block.shaped.text[at]}",
                    ),
                    work.telling.story.body_span(block.offset + at, 1),
                    Text("改动这一段几个字就能避开", "a few characters changed here avoid it"),
                    work.desk.page.number,
                    work.telling.story.id,
                    "body",
                )


def _wide_boxes(work: Job, layout: Layout) -> Iterator[Diagnostic]:
    """Fact boxes that do not hold the columns of their table."""
    story = work.telling.story
    for placing in layout.placings:
        if not placing.insert.key.startswith(factboxes.PREFIX):
            continue
        cell = factboxes.wide(placing, story, work.desk, work.area)
        if cell is not None:
            yield Diagnostic(
                "table-too-wide",
                WARNING,
                Text(
                    "资料框里的表排不开，各格一段一段地排了",
                    "the fact box does not hold its table; its cells stand one after the other",
                ),
                story.span_of(placing.insert.key),
                Text(
                    "给资料框多占一栏，或减少列数、缩短格里的字",
                    "give the box a column more, or take fewer columns or shorter cells",
                ),
                work.desk.page.number,
                story.id,
                placing.insert.key,
            )


def _dropped_marks(work: Job, layout: Layout) -> Iterator[Diagnostic]:
    """Marks that a headline leaves out at the end of a line (RULES T4); the text keeps them."""
    for member in layout.head.members:
        for _, mark in member.heading.dropped:
            yield Diagnostic(
                "headline-mark-dropped",
                INFO,
                Text(
                    f"标题行末的「{mark}」没有排出，文字里还在",
                    f"the “{mark}” at the end of a headline line is not drawn; the text keeps it",
                ),
                work.telling.story.span_of(member.part),
                None,
                work.desk.page.number,
                work.telling.story.id,
                member.part,
            )


def _drawn_otherwise(work: Job) -> Iterator[Diagnostic]:
    """What the paper's manner draws in place of what was typed (RULES H3–H5), once a story."""
    made = Counter(
        (typed, drawn)
        for block in work.body
        if isinstance(block, TextBlock)
        for _, typed, drawn in block.shaped.changes
    )
    if not made or work.telling.came_from is not None:
        return
    listed = "，".join(
        f"{typed} → {drawn}" + (f"（{count}）" if count > 1 else "")
        for (typed, drawn), count in made.items()
    )
    yield Diagnostic(
        "drawn-otherwise",
        INFO,
        Text(
            f"按「排法」改排 {made.total()} 处，文字没有动：{listed}",
            f"{made.total()} places are drawn otherwise, the text stays: {listed}",
        ),
        work.telling.story.span_of("body"),
        None,
        work.desk.page.number,
        work.telling.story.id,
        "body",
    )


def _dropped_blanks(work: Job) -> Iterator[Diagnostic]:
    """Blanks between Han that are nothing in running text (RULES H2), once a story."""
    places = sorted(
        block.offset + at
        for block in work.body
        if isinstance(block, TextBlock)
        for at in block.shaped.dropped
    )
    if not places or work.telling.came_from is not None:
        return
    yield Diagnostic(
        "blank-dropped",
        INFO,
        Text(
            f"正文里汉字之间的空格有 {len(places)} 处没有排出，这是第一处；来稿没有动",
            f"{len(places)} blanks between Han of the body are not set, the first is here; "
            "the copy stays",
        ),
        work.telling.story.body_span(places[0]),
        Text(
            "该空的改成全角空格，不该空的删去",
            "write an ideographic space where a gap is meant, delete the others",
        ),
        work.desk.page.number,
        work.telling.story.id,
        "body",
    )
