"""What an editor must know of a slot that was filled: overset, underset, loose lines, heads."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, INFO, WARNING, Diagnostic, Text
from presslayout.edition.page import Note
from presslayout.edition.roles import ParagraphKind
from presslayout.flow import factboxes
from presslayout.flow.blocks import grouped
from presslayout.flow.body import TextBlock
from presslayout.flow.gaps import gaps
from presslayout.flow.job import set_lines
from presslayout.flow.quality import parts_three_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.record import StoryRecord
    from presslayout.flow.inserts import Insert
    from presslayout.flow.pour import Poured
    from presslayout.flow.work import Job, Layout

# From this measure on, in thousandths of an em, a gap above LOOSE_GAP is reported.
WIDE_MEASURE = 12_000
LOOSE_GAP = 120


def remarks(
    work: Job, record: StoryRecord, poured: Poured, layout: Layout
) -> tuple[tuple[Diagnostic, ...], tuple[Note, ...]]:
    """What an editor must know of this slot."""
    found: list[Diagnostic] = []
    story, page = work.telling.story, work.desk.page.number
    name = story.headline or story.id
    over = record.overset
    span = story.span_of("body")
    if over.chars:
        body = dict(story.texts).get("body", "")
        span = story.body_span(len(body) - len(over.text))
    if over.lines or over.chars:
        found.append(
            Diagnostic(
                "overset",
                ERROR,
                Text(
                    f"第{page}版「{work.slot.name}」放不下《{name}》：多出 {over.lines} 行"
                    f"（{over.chars} 字）",
                    f"page {page}, slot {work.slot.name}: “{name}” is too long by {over.lines} "
                    f"lines ({over.chars} characters)",
                ),
                span,
                _more_rows(work, over.lines),
                page,
                story.id,
                "body",
            )
        )
    elif record.underset_lines:
        words = record.underset_lines * (work.fonts.measure // 1000)
        found.append(
            Diagnostic(
                "underset",
                WARNING,
                Text(
                    f"第{page}版「{work.slot.name}」《{name}》不满：空 {record.underset_lines} 行"
                    f"（约 {words} 字）",
                    f"page {page}, slot {work.slot.name}: “{name}” leaves {record.underset_lines} "
                    f"lines empty (about {words} characters)",
                ),
                span,
                Text(
                    "加一张图片、提要或补白，或减少版位的行数",
                    "add a photo, a pull quote or a filler, or give the slot fewer rows",
                ),
                page,
                story.id,
                "body",
            )
        )
    if layout.head.forced or layout.head.rows > work.area.rows:
        found.append(
            Diagnostic(
                "headline-overset",
                ERROR,
                Text(
                    f"第{page}版「{work.slot.name}」的标题用最小字号也排不下：{name}",
                    f"page {page}, slot {work.slot.name}: the headline does not fit at its "
                    f"smallest size: {name}",
                ),
                story.span_of("headline"),
                _wider(work),
                page,
                story.id,
                "headline",
            )
        )
    found += _passed_by(work, record)
    found += _too_low(work, layout)
    found += _no_room(work)
    notes = tuple(Note(record.bbox, d.code, d.message.zh) for d in found)
    found += _loose_lines(work, poured)
    found += _parted_marks(work, poured)
    found += gaps(work, poured)
    found += _dropped_marks(work, layout)
    found += _wide_tables(work)
    found += _wide_boxes(work, layout)
    found += _drawn_otherwise(work)
    found += _dropped_blanks(work)
    return tuple(found), notes


def _passed_by(work: Job, record: StoryRecord) -> Iterator[Diagnostic]:
    """A slot that bears a headline, and no line of the story that goes on from it."""
    if record.chars_set or record.jump_to is None or not record.chars_source:
        return
    story, slot, page = work.telling.story, work.slot.name, work.desk.page.number
    name = story.headline or story.id
    yield Diagnostic(
        "jump-empty",
        ERROR,
        Text(
            f"第{page}版「{slot}」里《{name}》一行正文也放不下，读者到这里只看到“下转第{record.jump_to}版”",
            f"page {page}, slot {slot}: not one line of “{name}” has room; readers are only sent on to "
            f"page {record.jump_to}",
        ),
        work.telling.by.span if work.telling.by is not None else story.span_of("body"),
        Text(
            "给这个版位加行，或转到别的版位",
            "give the slot more rows, or let the story jump elsewhere",
        ),
        page,
        story.id,
        "body",
    )


def _more_rows(work: Job, lines: int) -> Text:
    slot = work.slot
    if (stays := _locked(work)) is not None:
        rows = -(-lines // len(work.area.columns))
        return Text(
            f"{stays.zh}不动：删字，或给「{slot.name}」往下加 {rows} 行；"
            "多出的文字列在 report.json 里，没有丢弃",
            f"{stays.en} does not move: cut, or give slot {slot.name} {rows} rows more; what is "
            "left over stands in report.json, nothing is lost",
        )
    return Text(
        f"给「{slot.name}」加行，或用「转版」转到别的版；多出的文字列在 report.json 里，没有丢弃",
        f"give slot {slot.name} more rows, or let the story jump; what is left over stands in "
        "report.json, nothing is lost",
    )


def _wider(work: Job) -> Text:
    if (stays := _locked(work)) is not None:
        return Text(
            f"{stays.zh}给标题留的地方太小：缩短标题，或改「锁定」",
            f"{stays.en} leaves the headline too little room: shorten it, or change the lock",
        )
    return Text(
        "缩短标题，或在版式里放宽「字号」「最多行」",
        "shorten the headline, or allow a smaller size or more lines in the template",
    )


def _locked(work: Job) -> Text | None:
    """What is locked in a slot, as an editor is told of it: the story, else what stands inside."""
    lock, slot = work.telling.story.lock, work.slot
    if lock is not None:
        where = f"{lock.span.file}:{lock.span.line}"
        rows, columns = slot.rows, slot.columns
        return Text(
            f"「锁定」的行 {rows[0]}-{rows[1]}、栏 {columns[0]}-{columns[1]}（{where}）",
            f"the lock to rows {rows[0]}-{rows[1]}, columns {columns[0]}-{columns[1]} ({where})",
        )
    inside = [one for one in work.inserts if one.locked]
    if not inside:
        return None
    named = [_named(one) for one in inside]
    return Text(
        f"锁定的{'、'.join(name.zh for name in named)}",
        f"the locked {', '.join(name.en for name in named)}",
    )


def _named(insert: Insert) -> Text:
    if insert.photo is not None:
        return Text(f"图片 {insert.photo.file}", insert.photo.file)
    if insert.key.startswith(factboxes.PREFIX):
        return Text("资料框", "the fact box")
    return Text("提要", "the pull quote")


def _too_low(work: Job, layout: Layout) -> Iterator[Diagnostic]:
    """What is locked to fewer rows than its own words need."""
    story, page = work.telling.story, work.desk.page.number
    for one in (placing.insert for placing in layout.placings if placing.insert.short):
        what, part, words = _named(one), one.key, Text("文字", "its text")
        lock = one.photo.lock if one.photo is not None else None
        if one.photo is not None:
            part, words = f"caption-{one.photo.stem}", Text("说明", "its caption")
        yield Diagnostic(
            "lock-too-low",
            ERROR,
            Text(
                f"第{page}版「{work.slot.name}」{what.zh}锁的地方放不下它的{words.zh}：缺 {one.short} 行",
                f"page {page}, slot {work.slot.name}: where {what.en} is locked {words.en} lacks "
                f"{one.short} rows",
            ),
            lock.span if lock is not None else story.span,
            Text(
                f"缩短{words.zh}，或把「锁定」改矮、改到别处",
                f"shorten {words.en}, or lock it lower or elsewhere",
            ),
            page,
            story.id,
            part,
        )


def _no_room(work: Job) -> Iterator[Diagnostic]:
    """Photos and quotes that the slot cannot hold together at any size."""
    story, page = work.telling.story, work.desk.page.number
    for insert in work.left_out:
        what = _named(insert)
        yield Diagnostic(
            "no-room",
            ERROR,
            Text(
                f"第{page}版「{work.slot.name}」没有地方排{what.zh}，没有印出来",
                f"page {page}, slot {work.slot.name} has no room for {what.en}; it is not printed",
            ),
            insert.photo.span if insert.photo else story.span_of(insert.key),
            Text(
                "减少图片或它的栏数，或给这个版位加行",
                "take fewer photos or columns, or give the slot more rows",
            ),
            page,
            story.id,
            f"photo-{insert.photo.stem}" if insert.photo else insert.key,
        )


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


def _wide_tables(work: Job) -> Iterator[Diagnostic]:
    """Tables that the measure does not hold: their cells stand one after the other."""
    set_as_text = {block.offset for block in work.body if isinstance(block, TextBlock)}
    for group in grouped(work.telling.paragraphs):
        if group[0].kind != ParagraphKind.CELL or group[0].offset not in set_as_text:
            continue
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
