"""Why a story stands as it does, and how much each slot holds: said, not decided, here."""

from __future__ import annotations

from itertools import chain, cycle
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.units import to_mm, to_pt
from presslayout.base.values import frozen, replace
from presslayout.edition.roles import ParagraphKind
from presslayout.flow.advice import MISSES
from presslayout.flow.body import TextBlock
from presslayout.flow.capacity import Capacity, capacity
from presslayout.flow.desks import desks
from presslayout.flow.job import head_plans, job
from presslayout.flow.leeway import others, slack
from presslayout.flow.shelves import RAISES, raised, shelves
from presslayout.flow.telling import Telling, chars
from presslayout.flow.worktable import arrivals
from presslayout.issue.issue import Paragraph, Story
from presslayout.issue.kinds import BARE, Content

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.cache import Cache
    from presslayout.edition.press import Press
    from presslayout.edition.record import Composition, PhotoRecord, StoryRecord
    from presslayout.flow.bench import Desk
    from presslayout.flow.work import Job
    from presslayout.issue.template import Slot
    from presslayout.issue.workspace import Loaded

# A last line shorter than this many characters is a cheap place to cut.
STUB = 7
PLACES = 3
# What an empty slot is judged with: a headline, and paragraphs of so many sentences, in turn.
_FILLING = "清晨六点，护林员沿着石阶往上走，雾从谷底升起来，溪水声一路跟着他。"
_SENTENCES = (3, 2, 4, 1, 3)
_HEADLINE = "标题八个字上下"


@frozen
class SlotTold:
    """A slot of a page, the story in it ("" for none), and the characters that fill it level."""

    page: int
    slot: str
    story: str
    capacity: Capacity
    chars: int


@frozen
class StoryTold:
    """A story on its pages, and the reasons, in order."""

    id: str
    why: tuple[Text, ...]


def slots(loaded: Loaded, press: Press, cache: Cache | None = None) -> Iterator[SlotTold]:
    """Every story slot of the issue, page by page."""
    tables, arriving = desks(loaded, press, cache), arrivals(loaded.issue.pages)
    for page in loaded.issue.pages:
        desk = tables[page.number]
        taken = {tale.slot: tale for tale in page.stories}
        shared = shelves(desk, arriving.get(page.number, ()))
        for own in desk.template.slots:
            if own.content != Content.STORY:
                continue
            tale = taken.get(own.name)
            # Beside others its head is as high as theirs.
            slot = replace(own, shelf=shared.get(own.name))
            telling = Telling(tale or _dummy(slot, desk))
            work = job(slot, telling, desk)
            eased = chain(
                others(slot, telling, desk, slack(desk.template, slot, {})),
                _higher(slot, telling, desk),
            )
            count = chars(dict(tale.texts).get("body", "")) if tale else 0
            name = tale.id if tale else ""
            yield SlotTold(page.number, slot.name, name, capacity(work, eased), count)


def _higher(slot: Slot, telling: Telling, desk: Desk) -> Iterator[Job]:
    """A story with its head higher or lower, as those of its row may be; none for one by itself."""
    if slot.shelf is None:
        return
    for by in RAISES:
        work = job(replace(slot, shelf=raised(slot.shelf, by)), telling, desk)
        if all(plan.at for plan in head_plans(work, at_end=False)):
            yield work


def stories(
    loaded: Loaded, composition: Composition, cache: Cache | None = None
) -> Iterator[StoryTold]:
    """Every story of the issue that has a slot, with its reasons; before them those held over."""
    tables = desks(loaded, composition.edition.press, cache)
    pages = {page.number: page for page in composition.pages}
    whys: dict[str, list[Text]] = {}
    for name, why in loaded.whys:
        whys.setdefault(name, []).append(why)
    placed = {tale.id for page in loaded.issue.pages for tale in page.stories}
    yield from (StoryTold(name, (why,)) for name, why in loaded.whys if name not in placed)
    for page in loaded.issue.pages:
        if page.number not in pages:
            continue
        desk = tables[page.number]
        for tale in page.stories:
            record = next((r for r in pages[page.number].stories if r.id == tale.id), None)
            slot = desk.template.slot(tale.slot)
            photos = [p for p in pages[page.number].photos if p.story == tale.id]
            if record is None:
                yield StoryTold(tale.id, (_place(slot, desk, None),))
                continue
            work = job(slot, Telling(tale), desk)
            mends = [
                d.hint
                for d in composition.diagnostics
                if d.story == tale.id and d.code in MISSES and d.hint is not None
            ]
            first = tuple(whys.get(tale.id, ()))
            yield StoryTold(tale.id, (*first, *_why(work, record, photos), *mends))


def unused(loaded: Loaded) -> Iterator[Text]:
    """Rows and base columns that no slot of a page takes, and slots that no story fills."""
    for page in loaded.issue.pages:
        design = loaded.templates[page.template]
        rows, columns = set(range(1, design.rows + 1)), set(range(1, design.base_columns + 1))
        for slot in design.slots:
            rows -= set(range(slot.rows[0], slot.rows[1] + 1))
            columns -= set(range(slot.columns[0], slot.columns[1] + 1))
        for what, what_en, found in (("行", "rows", rows), ("栏", "columns", columns)):
            if found:
                listed = sorted(found)
                yield Text(
                    f"第{page.number}版：{what} {'、'.join(map(str, listed))} 没有版位",
                    f"page {page.number}: no slot takes {what_en} {', '.join(map(str, listed))}",
                )
        filled = loaded.issue.kept(page.number)
        for slot in design.slots:
            if slot.content in {Content.STORY, *BARE} and slot.name not in filled:
                yield Text(
                    f"第{page.number}版：版位「{slot.name}」空着",
                    f"page {page.number}: slot {slot.name} is empty",
                )


def _why(work: Job, record: StoryRecord, photos: list[PhotoRecord]) -> Iterator[Text]:
    yield _place(work.slot, work.desk, record)
    if work.telling.story.lock is not None:
        where = work.telling.story.lock.span
        yield Text(
            f"锁定，不随改稿挪动（{where.file}:{where.line}）",
            f"locked: it stays whatever the copy does ({where.file}:{where.line})",
        )
    yield _looks(work)
    if record.headline_size:
        yield _headline(work, record)
    locked = {p.file for one in work.telling.photos if one.lock is not None for p in one.group}
    for photo in photos:
        wide, high = to_mm(photo.box.width), to_mm(photo.box.height)
        left, top, right, bottom = photo.crop
        kept = (right - left) * (bottom - top) * 100 // (photo.size[0] * photo.size[1])
        yield Text(
            f"图片 {photo.file}：{wide:.0f}×{high:.0f}mm，{_fineness(photo)}，留下原图的 {kept}%"
            + ("，锁定" if photo.file in locked else ""),
            f"{photo.file}: {wide:.0f}×{high:.0f} mm, {_fineness(photo)}, {kept} % of it shown"
            + (", locked" if photo.file in locked else ""),
        )
    for step in record.fit_steps:
        yield Text(f"合版：{step.text.zh}", f"fitting: {step.text.en}")
    yield from _fit(work, record)


def _place(slot: Slot, desk: Desk, record: StoryRecord | None) -> Text:
    zh = "＋".join(
        f"行 {p.rows[0]}-{p.rows[1]}，栏 {p.columns[0]}-{p.columns[1]}" for p in slot.ranges
    )
    en = " + ".join(
        f"rows {p.rows[0]}-{p.rows[1]}, columns {p.columns[0]}-{p.columns[1]}" for p in slot.ranges
    )
    split = f"，破栏 {slot.split}" if slot.split else ""
    reset = f", reset as {slot.split}" if slot.split else ""
    size = ""
    if record is not None:
        box = record.bbox
        size = f"，{to_mm(box.width):.0f}×{to_mm(box.height):.0f}mm"
    return Text(
        f"第{desk.page.number}版「{slot.name}」：{zh}"
        f"{split}{size}（版式 {desk.template.name}，{slot.span.file}:{slot.span.line}）",
        f"page {desk.page.number}, slot {slot.name}: {en}"
        f"{reset}{size.replace('，', ', ')} (template "
        f"{desk.template.name}, {slot.span.file}:{slot.span.line})",
    )


def _looks(work: Job) -> Text:
    body, style = work.desk.template.body, work.telling.story.style
    changed = []
    if style is not None:
        named = {
            "frame": ("框", style.frame),
            "tint": ("底色", style.tint),
            "heads": ("标题", style.heads),
            "manner": ("排法", style.manner),
            "vertical": ("竖排", style.vertical or None),
            "head_side": ("标题竖排", style.head_side or None),
            "drop_cap": ("首字", style.drop_cap),
            "ordinals": ("数字序", style.ordinals),
        }
        changed = [(zh, en) for en, (zh, value) in named.items() if value is not None]
    own = f"；稿件的样式改了{'、'.join(zh for zh, _ in changed)}" if changed else ""
    own_en = f"; the story's style changes {', '.join(en for _, en in changed)}" if changed else ""
    faces = "、".join(body.families)
    cells = work.area.measure / work.area.em
    return Text(
        f"正文 {faces} {to_pt(body.size):g}pt，行距 {to_pt(body.leading):g}pt，"
        f"{len(work.area.columns)} 栏，每栏 {cells:g} 字（样式→版式→版位，后面的优先）{own}",
        f"body {faces} {to_pt(body.size):g} pt on {to_pt(body.leading):g} pt, "
        f"{len(work.area.columns)} columns of {cells:g} em (style, template, slot, the later one "
        f"wins){own_en}",
    )


def _headline(work: Job, record: StoryRecord) -> Text:
    style = work.slot.heads.headline
    low, high = to_pt(style.smallest), to_pt(style.largest)
    size = f"{to_pt(record.headline_size):.3g}"
    why = Text("版心放得下的最大字号", "the largest that its width holds")
    if record.headline_size >= style.largest:
        why = Text("到了「字号」的上限", "the largest that the style allows")
    return Text(
        f"主题 {size}pt，{record.headline_lines} 行（可用 {low:g}–{high:g}pt，最多 "
        f"{style.max_lines} 行）：{why.zh}",
        f"headline {size} pt in {record.headline_lines} lines (allowed {low:g}–{high:g} pt, "
        f"{style.max_lines} lines at most): {why.en}",
    )


def _fit(work: Job, record: StoryRecord) -> Iterator[Text]:
    over = record.overset
    if not over.lines and not record.underset_lines:
        yield Text("各栏排满排齐", "every column ends level")
        return
    if record.underset_lines:
        words = record.underset_lines * (work.fonts.measure // 1000)
        yield Text(
            f"空 {record.underset_lines} 行：补约 {words} 字，或给版位减 "
            f"{-(-record.underset_lines // len(work.area.columns))} 行",
            f"{record.underset_lines} lines empty: write about {words} characters more, or give "
            f"the slot {-(-record.underset_lines // len(work.area.columns))} rows less",
        )
        return
    rows = -(-over.lines // len(work.area.columns))
    yield Text(
        f"多 {over.lines} 行（{over.chars} 字）：删字，或给版位加 {rows} 行",
        f"{over.lines} lines ({over.chars} characters) too long: cut, or give the slot {rows} rows "
        "more",
    )
    for number, count in _stubs(work):
        yield Text(
            f"第 {number} 段末行只有 {count} 字，删 {count} 字就省一行",
            f"paragraph {number} ends with {count} characters: cutting them wins a line",
        )


def _stubs(work: Job) -> list[tuple[int, int]]:
    """Paragraphs whose last line is short, the shortest first: number and characters."""
    found = []
    # Nobody is left out of a list of names.
    names = {p.offset for p in work.telling.story.body if p.kind == ParagraphKind.ROLL}
    for number, block in enumerate(work.body, 1):
        if isinstance(block, TextBlock) and len(block.best.lines) > 1 and block.begins not in names:
            last = block.best.lines[-1]
            count = chars(block.shaped.text[last.text_start : last.text_end])
            if 0 < count < STUB:
                found.append((count, number))
    return [(number, count) for count, number in sorted(found)[:PLACES]]


def _dummy(slot: Slot, desk: Desk) -> Story:
    """A story of middling paragraphs for a slot that has none."""
    cells = (slot.rows[1] - slot.rows[0] + 1) * (slot.columns[1] - slot.columns[0] + 1)
    wanted = cells * desk.template.base_cells // 2
    body: list[Paragraph] = []
    offset = 0
    for sentences in cycle(_SENTENCES):
        text = _FILLING * sentences
        body.append(Paragraph(ParagraphKind.PARAGRAPH, text, offset))
        offset += len(text) + 1
        if offset >= wanted:
            break
    empty = Story(
        "", slot.name, None, "", _HEADLINE, "", "", tuple(body), (), (), None, None, slot.span, ()
    )
    return replace(empty, slot=slot.name)


def _fineness(photo: PhotoRecord) -> str:
    return "PDF/SVG" if photo.ppi is None else f"{photo.ppi} ppi"
