"""What an editor must know of a slot that was filled: what has no room, and what is left over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Text
from presslayout.edition.page import Note
from presslayout.edition.roles import Role
from presslayout.flow import artwork, factboxes, portraits
from presslayout.flow.inserts import LEAST_DRAWING_ROWS, LEAST_ROWS
from presslayout.flow.line_remarks import line_remarks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.edition.record import Overset, StoryRecord
    from presslayout.flow.inserts import Insert
    from presslayout.flow.pour import Poured
    from presslayout.flow.work import Job, Layout
    from presslayout.issue.issue import Story
    from presslayout.issue.page_parts import Lock


def remarks(
    work: Job, record: StoryRecord, poured: Poured, layout: Layout
) -> tuple[tuple[Diagnostic, ...], tuple[Note, ...]]:
    """What an editor must know of this slot; what finds no room in it is noted beside it, too."""
    found = (
        *_unlevel(work, record),
        *_head_overset(work, layout),
        *_passed_by(work, record),
        *_too_low(work, layout),
        *_no_room(work),
        *_no_cap(work),
        *_unnoted(work, layout),
    )
    notes = tuple(Note(record.bbox, d.code, d.message.zh) for d in found)
    return (*found, *line_remarks(work, poured, layout)), notes


_KEPT = Text(
    "；多出的文字列在 report.json 里，没有丢弃",
    "; what is left over stands in report.json, nothing is lost",
)
_BYLINE_KEPT = Text("；署名这次没有印出来", "; the byline is not printed this time")


def _unnoted(work: Job, layout: Layout) -> Iterator[Diagnostic]:
    """Side notes that have no room: few stories have any."""
    if work.telling.sidenotes:
        from presslayout.flow import sidenotes

        yield from sidenotes.left_out(work, layout)


def _unlevel(work: Job, record: StoryRecord) -> Iterator[Diagnostic]:
    """A body that is longer than its slot, or leaves rows of it empty."""
    story, page, slot = work.telling.story, work.desk.page.number, work.slot.name
    name, over, under = story.headline or story.id, record.overset, record.underset_lines
    if over.lines or over.chars:
        body = dict(story.texts).get("body", "")
        yield Diagnostic(
            "overset",
            ERROR,
            Text(
                f"第{page}版「{slot}」放不下《{name}》：多出 {over.lines} 行（{over.chars} 字）",
                f"page {page}, slot {slot}: “{name}” is too long by {over.lines} lines "
                f"({over.chars} characters)",
            )
            if over.chars
            else Text(
                f"第{page}版「{slot}」放不下《{name}》：正文排完了，文末的署名多出 {over.lines} 行",
                f"page {page}, slot {slot}: the text of “{name}” is set, its byline has no room at "
                f"the end: {over.lines} lines too long",
            ),
            story.body_span(len(body) - len(over.text)) if over.chars else story.span_of("byline"),
            _more_rows(work, over),
            page,
            story.id,
            "body",
        )
    elif under:
        words = under * (work.fonts.measure // 1000)
        yield Diagnostic(
            "underset",
            WARNING,
            Text(
                f"第{page}版「{slot}」《{name}》不满：空 {under} 行（约 {words} 字）",
                f"page {page}, slot {slot}: “{name}” leaves {under} lines empty (about {words} "
                "characters)",
            ),
            story.span_of("body"),
            Text(
                "加一张图片、提要或补白，或减少版位的行数",
                "add a photo, a pull quote or a filler, or give the slot fewer rows",
            ),
            page,
            story.id,
            "body",
        )


def _head_overset(work: Job, layout: Layout) -> Iterator[Diagnostic]:
    """A headline that does not fit at its smallest size."""
    if not layout.head.forced and layout.head.rows <= work.area.rows:
        return
    story, page, slot = work.telling.story, work.desk.page.number, work.slot.name
    part = _too_long(work, layout)
    word, name = _HEADS[part], work.telling.heads.get(part) or story.id
    most = _most(name, part, work, layout)
    yield Diagnostic(
        "headline-overset",
        ERROR,
        Text(
            f"第{page}版「{slot}」的{word.zh}用最小字号也排不下{most.zh}：{name}",
            f"page {page}, slot {slot}: the {word.en} does not fit at its smallest size{most.en}: {name}",
        ),
        story.span_of(part),
        _wider(work, word),
        page,
        story.id,
        part,
    )


_HEADS = {
    "rubric": Text("栏头", "rubric"),
    "kicker": Text("引题", "kicker"),
    "headline": Text("标题", "headline"),
    "deck": Text("副题", "deck"),
    "byline": Text("署名", "byline"),
}


def _too_long(work: Job, layout: Layout) -> str:
    """Which member of a headline block stands below its smallest size; the headline where none does."""
    looks = work.slot.heads
    for member in layout.head.members if layout.head.forced else ():
        if member.heading.size < getattr(looks, member.part).smallest:
            return member.part
    return "headline"


def _most(name: str, part: str, work: Job, layout: Layout) -> Text:
    """How many characters it has and about how many fit, by the size at which all of them do."""
    smallest = getattr(work.slot.heads, part).smallest
    size = next((m.heading.size for m in layout.head.members if m.part == part), smallest)
    if size >= smallest:
        return Text("", "")
    count = sum(not char.isspace() for char in name)
    most = count * size // smallest
    return Text(f"（{count} 字，约排得下 {most} 字）", f" ({count} characters, about {most} fit)")


def _no_cap(work: Job) -> Iterator[Diagnostic]:
    """A drop cap that is asked for and that the first paragraph cannot bear."""
    if work.capless is None:
        return
    story, page, slot = work.telling.story, work.desk.page.number, work.slot.name
    name, why = story.headline or story.id, work.capless
    yield Diagnostic(
        "no-drop-cap",
        WARNING,
        Text(
            f"第{page}版「{slot}」《{name}》没有排首字：{why.zh}",
            f"page {page}, slot {slot}: “{name}” has no drop cap: {why.en}",
        ),
        story.body_span(0),
        Text(
            "改写第一段，或在版位、样式里去掉「首字」",
            "reword the first paragraph, or take drop_cap out of the slot or the style",
        ),
        page,
        story.id,
        "body",
    )


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


def _more_rows(work: Job, over: Overset) -> Text:
    slot, kept = work.slot, _KEPT if over.chars else _BYLINE_KEPT
    if (stays := _locked(work)) is not None:
        rows = -(-over.lines // len(work.area.columns))
        return Text(
            f"{stays.zh}不动：删字，或给「{slot.name}」往下加 {rows} 行{kept.zh}",
            f"{stays.en} does not move: cut, or give slot {slot.name} {rows} rows more{kept.en}",
        )
    return Text(
        f"给「{slot.name}」加行，或用「转版」转到别的版{kept.zh}",
        f"give slot {slot.name} more rows, or let the story jump{kept.en}",
    )


def _wider(work: Job, word: Text) -> Text:
    if (stays := _locked(work)) is not None:
        return Text(
            f"{stays.zh}给标题留的地方太小：缩短{word.zh}，或改「锁定」",
            f"{stays.en} leaves the headline too little room: shorten the {word.en}, or change "
            "the lock",
        )
    return Text(
        f"缩短{word.zh}，或在版式里放宽「字号」「最多行」",
        f"shorten the {word.en}, or allow a smaller size or more lines in the template",
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
    if insert.key.startswith(portraits.PREFIX):
        return Text("人像", "the portrait")
    if insert.key.startswith(Role.GRAPHIC):
        return Text("图表", "the graphic")
    return Text("提要", "the pull quote")


def _lock_of(insert: Insert, story: Story) -> Lock | None:
    """The lock of a photo, a fact box or a graphic."""
    if insert.photo is not None:
        return insert.photo.lock
    kind, _, number = insert.key.rpartition("-")
    if kind == factboxes.PREFIX:
        return story.factboxes[int(number) - 1].lock
    return story.graphics[int(number) - 1].lock if kind == Role.GRAPHIC else None


def _too_low(work: Job, layout: Layout) -> Iterator[Diagnostic]:
    """What is locked to fewer rows than its own words need."""
    story, page = work.telling.story, work.desk.page.number
    for one in (placing.insert for placing in layout.placings if placing.insert.short):
        what, part, words = _named(one), one.key, Text("文字", "its text")
        lock = _lock_of(one, story)
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
        if insert.key.startswith(Role.GRAPHIC):
            from presslayout.flow.graphics import placed

            number = placed.number_of(insert.key)
            yield placed.no_room(number, story, work.slot.name, (work.desk, work.area))
            continue
        what = _named(insert)
        why, hint = _cause(insert, work)
        yield Diagnostic(
            "no-room",
            ERROR,
            Text(
                f"第{page}版「{work.slot.name}」没有地方排{what.zh}，没有印出来{why.zh}",
                f"page {page}, slot {work.slot.name} has no room for {what.en}; it is not printed"
                f"{why.en}",
            ),
            insert.photo.span if insert.photo else story.span_of(insert.key),
            hint,
            page,
            story.id,
            f"photo-{insert.photo.stem}" if insert.photo else insert.key,
        )


def _cause(insert: Insert, work: Job) -> tuple[Text, Text]:
    """Why an insert has no place, where its shape alone is the reason, and what to do."""
    photo = insert.photo
    if photo is None or insert.heights:
        return Text("", ""), Text(
            "减少图片或它的栏数，或给这个版位加行",
            "take fewer photos or columns, or give the slot more rows",
        )
    _, width = work.area.span(0, insert.span)
    facts = artwork.group_facts(work.desk, photo, width)
    rows = max(facts.height * width // facts.width // work.area.pitch, 1)
    least = LEAST_DRAWING_ROWS if facts.vector else LEAST_ROWS
    if rows < least:
        shape, bound = Text("扁", "flat"), Text(f"至少要 {least} 行", f"{least} is the least")
        others, more = insert.span < len(work.area.columns), Text("多", "more")
    else:
        high = work.area.rows
        shape, bound = Text("高", "tall"), Text(f"版位只有 {high} 行", f"the slot has {high}")
        others, more = insert.span > 1, Text("少", "fewer")
    columns = Text(f"「栏数」{more.zh}写几栏，或", f"give it {more.en} columns, or ")
    return (
        Text(
            f"：太{shape.zh}，{insert.span} 栏宽时约高 {rows} 行，{bound.zh}",
            f": it is too {shape.en}, {insert.span} columns wide some {rows} rows high; {bound.en}",
        ),
        Text(
            f"{columns.zh if others else ''}写明「高」，照它裁",
            f"{columns.en if others else ''}say how many rows, and it is cropped to them",
        ),
    )
