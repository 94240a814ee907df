"""An issue file into an Issue: pages, stories and photos checked against their templates."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO, Span, Text
from presslayout.base.values import frozen
from presslayout.issue import fields
from presslayout.issue.copy.read_copy import find_file, read_body
from presslayout.issue.fields.field import chinese
from presslayout.issue.issue import (
    PENDING,
    Banner,
    FactBox,
    Issue,
    Jump,
    PageSpec,
    Paper,
    Photo,
    Story,
    Waiting,
)
from presslayout.issue.kinds import Content, IssueKind
from presslayout.issue.looks import rules
from presslayout.issue.nearest import nearest
from presslayout.issue.read_ads import read_ads
from presslayout.issue.read_fillers import fillers
from presslayout.issue.read_pins import check_pins, pins, story_lock
from presslayout.issue.read_places import check_places, place
from presslayout.issue.read_template import (
    UNSUITED,
    Drawn,
    read_template,
    story_style,
    template_file,
    unsuited,
)
from presslayout.issue.read_waiting import assigned, check_waiting, waiting
from presslayout.issue.reader import opened
from presslayout.issue.yaml.tree import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.issue.issue import Filler
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import Slot, SlotStyle, Template
    from presslayout.issue.yaml.tree import Node

LEAST_CELLS = 5
CENTRE = (500, 500)
HEAD_PARTS = ("kicker", "headline", "deck", "byline")
STORY_SLOTS = frozenset({Content.STORY, Content.PICTURE})
ID_MOST = 60
# A story that runs through a whole thick paper; each jump is carried on inside the one before.
MOST_JUMPS = 120
# So much of a caption that comes from a file is shown when it is told.
TOLD = 60
_ID = re.compile(r"[^\W_][\w\-]*\Z")
# Names that Windows keeps for devices cannot be files there.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z", re.IGNORECASE)


@frozen
class Given:
    """An issue and the templates that its pages use."""

    issue: Issue
    templates: dict[str, Template]


def read_issue(node: Node, path: Path, reading: Reading) -> Given | None:
    """The issue of a file; None when even its outline cannot be read."""
    row = opened(fields.ISSUE, node, reading.findings)
    if row is None:
        return None
    paper_row = row.row("paper")
    paper = _paper(paper_row) if paper_row else None
    drawn: dict[str, Drawn | None] = {}
    pages = tuple(
        page
        for page_row in row.rows("pages")
        if (page := _page(page_row, path, drawn, reading)) is not None
    )
    if row.has("pages") and not pages and not reading.findings.failed:
        reading.findings.error(
            "missing-key",
            Text("「版面」里一个版也没有", "“pages” holds no page"),
            row.place("pages"),
            Text(
                "写上要排的版，每版以「- 版次:」起头",
                "list the pages, each beginning with “- number:”",
            ),
        )
    spare = fillers(row, path, reading)
    _check_pages(pages, paper, paper_row, reading)
    _check_spreads(pages, drawn, reading)
    listed = tuple(_waiting(row, pages, path, drawn, reading))
    queue = tuple(one for _, one in listed)
    _check_ids(pages, (*queue, *spare), reading)
    pages = assigned(pages, queue)
    designs = {name: design.template for name, design in drawn.items() if design is not None}
    check_waiting(pages, listed, designs, reading)
    _check_jumps(pages, drawn, reading)
    for page in pages:
        design = drawn.get(page.template)
        if design is not None:
            check_pins(page, design.template, _jumping_to(page.number, pages), reading)
    if paper is None:
        return None
    name = path.parent.name if path.stem == "issue" else path.stem
    sources = tuple(reading.sources.items())
    issue = Issue(name, reading.name(path), paper, pages, sources, spare, waiting=queue)
    return Given(issue, designs)


def _waiting(
    row: Row,
    pages: tuple[PageSpec, ...],
    path: Path,
    drawn: dict[str, Drawn | None],
    reading: Reading,
) -> Iterator[tuple[Row, Waiting]]:
    """The waiting stories that can be read, each with its row and its looks in every template."""
    for one in row.rows("waiting"):
        tale = _story(one, path, None, reading)
        styles: list[tuple[str, SlotStyle]] = []
        for name in dict.fromkeys(page.template for page in pages):
            # What is wrong with a style is told once.
            if reading.findings.failed:
                break
            made = _style(one, None, drawn.get(name), reading)
            if made is not None:
                styles.append((name, made))
        if tale is not None:
            yield one, waiting(one, tale, tuple(styles), pages)


def _paper(row: Row) -> Paper:
    names = [f.name for f in row.record.fields]
    count = row.integer("pages_today")
    return Paper(
        name=row.words("name"),
        cn=row.words("cn"),
        date=row.date("date"),
        serial=row.words("serial"),
        pages_today=(str(count) if count else PENDING) if row.has("pages_today") else "",
        require_signed=row.words("require_signed"),
        span=row.span,
        spans=tuple((name, row.place(name)) for name in names if row.has(name)),
        imprint=tuple((f.name, text) for f in fields.IMPRINT if (text := row.words(f.name))),
        lunar=row.yes("lunar"),
        kind=IssueKind(kind) if (kind := row.choice("kind")) else None,
        rules=rules(row.row("layout_rules")),
    )


def _page(
    row: Row, path: Path, drawn: dict[str, Drawn | None], reading: Reading
) -> PageSpec | None:
    number = row.integer("number")
    template = row.words("template")
    if template and template not in drawn:
        file = template_file(template, row.place("template"), reading)
        drawn[template] = read_template(file, reading) if file else None
    design = drawn.get(template)
    banner = row.row("banner")
    facts = ("section", "editor", "designer", "proofreader")
    words = {name: row.words(name) for name in facts}
    stories = tuple(
        story
        for story_row in row.rows("stories")
        if (story := _story(story_row, path, design, reading)) is not None
    )
    for name in ("drop", "replace"):
        if row.has(name):
            _only_in_variants(row, name, reading)
    ads = tuple(read_ads(row, path, design.template if design else None, reading))
    if design is not None:
        _check_slots(stories, design.template, reading)
        if banner is not None:
            _check_banner(row, design.template, reading)
    if number is None or number < 1:
        if number is not None:
            reading.findings.error(
                "bad-value",
                Text("「版次」从 1 数起", "page numbers begin with 1"),
                row.place("number"),
                Text("写 1 或更大的整数", "write a whole number from 1"),
            )
        return None
    return PageSpec(
        number=number,
        section=words["section"],
        template=template,
        editor=words["editor"],
        designer=words["designer"],
        proofreader=words["proofreader"],
        banner=Banner(banner.words("text"), banner.words("tag")) if banner else None,
        stories=stories,
        span=row.place("number"),
        spans=tuple((n, row.place(n)) for n in (*facts, "banner") if row.has(n)),
        pinned=tuple(pins(row, reading)),
        ads=ads,
        accepts=tuple(one.text.strip() for one in row.names("accepts")),
        may_be_empty=row.yes("may_be_empty"),
    )


def _check_banner(row: Row, template: Template, reading: Reading) -> None:
    """A strip needs a slot for it, else nobody reads its words."""
    if any(slot.content == Content.BANNER for slot in template.slots):
        return
    reading.findings.warn(
        "not-printed",
        Text(
            f"版式「{template.name}」没有栏题的区块，这一版的「栏题」会印不出来",
            f"template “{template.name}” has no slot for a banner: this page's would not be printed",
        ),
        row.place("banner"),
        Text(
            "删去「栏题」，或在版式里加一个「内容: 栏题」的区块",
            "remove the banner, or add a slot with “content: banner” to the template",
        ),
    )


def _only_in_variants(row: Row, name: str, reading: Reading) -> None:
    zh = row.record.field(name).zh
    reading.findings.error(
        "bad-value",
        Text(
            f"「{zh}」只用在写了「底版」的县区版里", f"“{name}” is for variants, which name a base"
        ),
        row.place(name),
        Text(
            "删去这一项，或在文件开头加「底版: …」", "delete it, or begin the file with “base: …”"
        ),
    )


def _story(row: Row, path: Path, design: Drawn | None, reading: Reading) -> Story | None:
    name = row.words("id").strip()
    heads = {part: row.words(part) for part in HEAD_PARTS}
    slot = (row.words("slot").strip() or None) if row.record.knows("slot") else None
    weight = row.integer("weight")
    photos = tuple(
        photo
        for photo_row in row.rows("photos")
        if (photo := _photo(photo_row, path, reading)) is not None
    )
    boxes = tuple(_factbox(box, name, path, reading) for box in row.rows("factboxes"))
    copy = read_body(row, name, path, reading)
    quotes = (*row.texts("pullquote"), *copy.pullquotes)
    jump = _jump(row) if row.record.knows("jump") else None
    style = _style(row, slot, design, reading)
    _check_stems(photos, reading)
    if not copy.body and not row.has("body") and not photos and not row.has("photos"):
        reading.findings.error(
            "empty-copy",
            Text(f"稿件{name}既没有正文也没有图片", f"story {name} has neither body nor photos"),
            row.span,
            Text("加「正文: 稿件/….md」，或加「图片:」", "add “body: …”, or “photos:”"),
        )
    if not name:
        return None
    spans = [(part, row.place(part)) for part in HEAD_PARTS if row.has(part)]
    spans += [(n, row.place(n)) for n in ("id", "slot") if row.has(n)]
    if row.has("body"):
        first = copy.body[0].span if copy.body else None
        spans.append(("body", first or row.place("body")))
    for number, (box, own) in enumerate(zip(boxes, row.rows("factboxes"), strict=False), 1):
        titled = own.place("title") if own.has("title") else box.span
        spans.append((f"factbox-title-{number}", titled))
        spans.append((f"factbox-{number}", (box.body[0].span if box.body else None) or box.span))
    if row.has("pullquote"):
        spans += _quotes(row, len(quotes))
    for photo, photo_row in zip(photos, row.rows("photos"), strict=False):
        spans += [
            (f"{part}-{photo.stem}", photo_row.place(part))
            for part in ("caption", "credit")
            if photo_row.has(part)
        ]
    return Story(
        id=name,
        slot=slot,
        weight=weight,
        kicker=heads["kicker"],
        headline=heads["headline"],
        deck=heads["deck"],
        byline=heads["byline"],
        body=copy.body,
        pullquotes=quotes,
        photos=photos,
        jump=jump,
        style=style,
        span=row.place("id"),
        spans=tuple(spans),
        sources=copy.sources,
        factboxes=boxes,
        lock=story_lock(row, reading),
        may_drop_quotes=row.yes("may_drop_quotes"),
    )


def _photo(row: Row, path: Path, reading: Reading) -> Photo | None:
    file = row.words("file").strip()
    focus = row.value("focus")
    where = place(row, file, reading)
    members = tuple(
        one for member in row.rows("group") if (one := _member(member, path, reading)) is not None
    )
    stacked = row.choice("arranged") == "down"
    head_ink = row.ink("head_ink")
    contour = row.value("contour")
    least = row.integer("least_cells") or LEAST_CELLS
    made = {name: row.words(name) for name in ("caption", "credit", "alt")}
    intent = row.choice("intent")
    optional = row.yes("optional")
    if not file:
        return None
    found = find_file(file, row.place("file"), path.parent, "missing-picture", reading)
    if found is None:
        return None
    made |= _from_file(row, found, reading)
    return Photo(
        file=reading.name(found),
        stem=PurePosixPath(found.name).stem,
        caption=made["caption"],
        credit=made["credit"],
        focus=focus if isinstance(focus, tuple) else CENTRE,
        columns=where.columns,
        at=where.at,
        optional=optional and where.lock is None,
        alt=made["alt"],
        span=row.place("file"),
        intent=intent,
        spot=where.spot,
        rows=where.rows,
        lock=where.lock,
        members=members,
        stacked=stacked,
        head_ink=head_ink,
        contour=bool(contour),
        outline=contour if isinstance(contour, tuple) else (),
        least_cells=least,
    )


def _quotes(row: Row, count: int) -> Iterator[tuple[str, Span]]:
    """Where each pull quote is written: those of the spec come first, one an item of its list."""
    entry = row.entry("pullquote")
    items = entry[1].items if entry is not None and isinstance(entry[1], Sequence) else ()
    for number in range(count):
        place = items[number].span if number < len(items) else row.place("pullquote")
        yield f"pullquote-{number + 1}", place


def _factbox(row: Row, story: str, path: Path, reading: Reading) -> FactBox:
    title = row.words("title")
    where = place(row, f"资料框「{title}」", reading)
    return FactBox(
        title=title,
        body=read_body(row, story, path, reading).body,
        columns=where.columns,
        at=where.at,
        spot=where.spot,
        rows=where.rows,
        lock=where.lock,
        frame=row.length("frame") or 0,
        tint=row.ink("tint"),
        span=row.span,
        optional=row.yes("optional"),
    )


def _member(row: Row, path: Path, reading: Reading) -> Photo | None:
    """A further photo of a group: its caption is the group's."""
    file = row.words("file").strip()
    focus, alt, intent = row.value("focus"), row.words("alt"), row.choice("intent")
    found = find_file(file, row.place("file"), path.parent, "missing-picture", reading)
    if not file or found is None:
        return None
    return Photo(
        file=reading.name(found),
        stem=PurePosixPath(found.name).stem,
        caption="",
        credit="",
        focus=focus if isinstance(focus, tuple) else CENTRE,
        columns=None,
        at="",
        optional=False,
        alt=alt,
        span=row.place("file"),
        intent=intent,
    )


def _from_file(row: Row, path: Path, reading: Reading) -> dict[str, str]:
    """The caption and the credit that the picture file brings, where the spec gives none."""
    wanted = [name for name in ("caption", "credit") if not row.has(name)]
    if not wanted:
        return {}
    from presslayout.assets.caption import words

    told = words(path)
    found = {name: getattr(told, name) for name in wanted if getattr(told, name)}
    for name, text in found.items():
        field = row.record.field(name)
        shown = text if len(text) <= TOLD else text[:TOLD] + "…"
        reading.findings.note(
            INFO,
            "words-from-picture",
            Text(
                f"「{field.zh}」没有写，用了图片 {path.name} 里带的：{shown}",
                f"no {name} is given; the one in {path.name} is used: {shown}",
            ),
            row.place("file"),
            Text(
                f"核对后把「{field.zh}: …」写进稿件单，或改成自己的话",
                f"check it and write “{name}: …” into the spec, or words of your own",
            ),
        )
    return found


def _jump(row: Row) -> Jump | None:
    made: list[Jump] = []
    for found in row.chain("jump"):
        page, slot, headline = found.integer("page"), found.words("slot"), found.words("headline")
        if page is None or not slot:
            return None
        made.append(Jump(page, slot.strip(), headline, found.place("page")))
    if len(made) > MOST_JUMPS:
        row.findings.error(
            "too-many-jumps",
            Text(
                f"这一篇转了 {len(made)} 次，最多 {MOST_JUMPS} 次",
                f"the story goes on {len(made)} times; {MOST_JUMPS} at most",
            ),
            made[MOST_JUMPS].span,
            Text("删去多余的「转版」，或分成几篇", "remove jumps, or make it several stories"),
        )
        return None
    last: Jump | None = None
    for jump in reversed(made):
        last = replace(jump, onward=last)
    return last


def _style(row: Row, slot: str | None, design: Drawn | None, reading: Reading) -> SlotStyle | None:
    name = row.words("style").strip()
    if not name or design is None:
        return None
    return story_style(name, row.place("style"), slot or "", design, reading)


def _check_slots(stories: tuple[Story, ...], template: Template, reading: Reading) -> None:
    slots = {slot.name: slot for slot in template.slots}
    taken: dict[str, Story] = {}
    for story in stories:
        if story.slot is None:
            continue
        slot = slots.get(story.slot)
        place = story.span_of("slot")
        if slot is None:
            _unknown_slot(story.slot, place, template, reading)
        elif slot.content not in STORY_SLOTS:
            _wrong_kind(slot, place, template, reading)
        elif story.slot in taken:
            _slot_taken(story.slot, taken[story.slot], story, place, reading)
        else:
            taken[story.slot] = story
            _check_content(story, slot, reading)
    made = [slot.name for slot in template.slots if slot.content == Content.STORY]
    for story in stories:
        # What is locked to rows and columns needs no slot of its own, but the looks of one.
        placed = made and story.lock is not None and story.lock.place is not None
        if story.slot is None and not placed and set(made) <= set(taken):
            _no_slot(story, template, reading)


def _check_content(story: Story, slot: Slot, reading: Reading) -> None:
    count = slot.split or slot.columns[1] - slot.columns[0] + 1
    findings = reading.findings
    if slot.content == Content.STORY:
        for photo in story.photos:
            if photo.columns is not None and photo.columns > count:
                findings.error(
                    "too-many-columns",
                    Text(
                        f"图片 {photo.file} 要占 {photo.columns} 栏，版位「{slot.name}」只有 {count} 栏",
                        f"{photo.file} spans {photo.columns} columns; slot “{slot.name}” has {count}",
                    ),
                    photo.span,
                    Text(f"「栏数」写 {count} 或更小", f"write {count} or less"),
                )
            _check_contour(photo, reading)
        check_places(story, slot, reading)
        return
    if not story.photos:
        findings.error(
            "no-picture",
            Text(
                f"版位「{slot.name}」放图片，稿件{story.id}没有图片",
                f"slot “{slot.name}” holds pictures; story {story.id} has none",
            ),
            story.span_of("slot"),
            Text("加「图片:」，或换一个放稿件的版位", "add “photos:”, or take a slot for stories"),
        )
    unprinted = [part for part, _ in story.texts if not part.startswith(("caption-", "credit-"))]
    if unprinted:
        zh = {f.name: f.zh for f in fields.STORY.fields}
        # A part is named after its field, but for what is one of several.
        zh["factbox"] = zh["factboxes"]
        parts = [p.partition("-")[0] for p in unprinted]
        named = "、".join(dict.fromkeys(zh[p] for p in parts))
        findings.error(
            "not-printed",
            Text(
                f"版位「{slot.name}」只放图片和说明，稿件{story.id}的{named}会印不出来",
                f"slot “{slot.name}” holds pictures and captions only; {', '.join(parts)} of "
                f"story {story.id} would not be printed",
            ),
            story.span_of(unprinted[0]),
            Text(
                "文字另立一篇稿件，放进稿件版位", "make the text a story of its own in a story slot"
            ),
        )


def _check_contour(photo: Photo, reading: Reading) -> None:
    """Text runs round one picture that fitting may place, not round a group."""
    if not photo.contour or not (photo.members or photo.lock is not None):
        return
    reading.findings.error(
        "contour-not-here",
        Text(
            f"图片 {photo.file} 写了「轮廓」：组图和锁定的图，文字不能绕排",
            f"{photo.file} has a contour: text does not run round groups and what is locked",
        ),
        photo.span,
        Text(
            "删去「轮廓」；要绕排的那张不放在组里，另写一条「图片」",
            "remove contour, or take the cut-out out of the group and list it by itself",
        ),
    )


def _check_stems(photos: tuple[Photo, ...], reading: Reading) -> None:
    seen: dict[str, Photo] = {}
    for photo in (one for shown in photos for one in shown.group):
        key = _folded(photo.stem)
        if key in seen:
            reading.findings.error(
                "same-stem",
                Text(
                    f"一篇稿件里两张图片同名：{seen[key].file} 和 {photo.file}",
                    f"two photos of one story share a name: {seen[key].file} and {photo.file}",
                ),
                photo.span,
                Text("改一个文件名", "rename one file"),
            )
        seen.setdefault(key, photo)


def _check_pages(
    pages: tuple[PageSpec, ...], paper: Paper | None, row: Row | None, reading: Reading
) -> None:
    for before, page in pairwise(pages):
        if page.number <= before.number:
            again = page.number == before.number
            reading.findings.error(
                "page-order",
                Text(
                    f"第{page.number}版写了两次"
                    if again
                    else f"第{page.number}版排在第{before.number}版后面",
                    f"page {page.number} stands twice"
                    if again
                    else f"page {page.number} comes after page {before.number}",
                ),
                page.span,
                Text("版次从小到大，各写一次", "number the pages upwards, each once"),
            )
    today = paper.pages_today if paper else ""
    for page in pages:
        if row is not None and today.isdigit() and page.number > int(today):
            reading.findings.error(
                "page-count",
                Text(
                    f"今日版数是 {today}，却有第{page.number}版",
                    f"the day has {today} pages, yet there is a page {page.number}",
                ),
                page.span,
                Text("改「今日版数」或「版次」", "change pages_today or the page's number"),
            )


def _check_spreads(
    pages: tuple[PageSpec, ...], drawn: dict[str, Drawn | None], reading: Reading
) -> None:
    """A spread begins on an even page, and the next number is its own too."""
    numbers = {page.number for page in pages}
    for page in pages:
        design = drawn.get(page.template)
        if design is None or not design.template.fold:
            continue
        if page.number % 2 or page.number + 1 in numbers:
            other = page.number + 1
            reading.findings.error(
                "spread-number",
                Text(
                    f"第{page.number}版用跨版的模板：要从双数版起"
                    if page.number % 2
                    else f"第{page.number}版是跨版，第{other}版已经在里面，不再另写",
                    f"page {page.number} is a spread: it begins on an even page"
                    if page.number % 2
                    else f"page {page.number} is a spread that holds page {other} already",
                ),
                page.span,
                Text("改「版次」，或换模板", "change its number, or take another template"),
            )


def _check_ids(
    pages: tuple[PageSpec, ...], more: tuple[Waiting | Filler, ...], reading: Reading
) -> None:
    seen: dict[str, Story] = {}
    told = [*(s for page in pages for s in page.stories), *(one.story for one in more)]
    for story in told:
        if not _ID.match(story.id) or len(story.id) > ID_MOST or _RESERVED.match(story.id):
            reading.findings.error(
                "bad-id",
                Text(
                    f"编号「{story.id}」不能用作文件名", f"the id “{story.id}” cannot name a file"
                ),
                story.span,
                Text(
                    "用汉字、字母、数字、- 和 _，以字母、汉字或数字起头",
                    "use letters, digits, Han, - and _; begin with a letter, Han or digit",
                ),
            )
        key = _folded(story.id)
        if key in seen:
            first = seen[key]
            reading.findings.error(
                "repeated-id",
                Text(
                    f"编号「{story.id}」用了两次（第{first.span.line}行、第{story.span.line}行）",
                    f"the id “{story.id}” is used twice (lines {first.span.line} and "
                    f"{story.span.line})",
                ),
                story.span,
                Text(
                    "改成没有用过的编号；大小写算相同", "choose another; case makes no difference"
                ),
            )
        seen.setdefault(key, story)


def _check_jumps(
    pages: tuple[PageSpec, ...], drawn: dict[str, Drawn | None], reading: Reading
) -> None:
    by_number = {page.number: page for page in pages}
    taken = {(p.number, s.slot): s for p in pages for s in p.stories if s.slot}
    for page in pages:
        for story in page.stories:
            visited = [page.number]
            for jump in story.jumps:
                _check_way(story, visited, jump, reading)
                visited.append(jump.page)
                target = by_number.get(jump.page)
                design = drawn.get(target.template) if target else None
                if target is None:
                    _no_page(story, jump, by_number, reading)
                    continue
                if design is None:
                    continue
                _check_target(story, jump, design.template, reading)
                other = taken.get((jump.page, jump.slot))
                if other is not None:
                    _slot_taken(jump.slot, other, story, jump.span, reading)
                taken[(jump.page, jump.slot)] = story


def _no_page(story: Story, jump: Jump, known: Iterable[int], reading: Reading) -> None:
    listed = "、".join(map(str, known))
    reading.findings.error(
        "unknown-page",
        Text(
            f"稿件{story.id}转到第{jump.page}版，这份文件里没有这一版",
            f"story {story.id} goes on on page {jump.page}, which is not here",
        ),
        jump.span,
        Text(f"这里有：第 {listed} 版", f"pages here: {listed}"),
    )


def _check_way(story: Story, visited: list[int], jump: Jump, reading: Reading) -> None:
    """A jump leads to a page where the story has not been, and readers turn pages forwards."""
    before = visited[-1]
    if jump.page > before:
        return
    here = jump.page in visited
    note = reading.findings.error if here else reading.findings.warn
    note(
        "jump-here" if here else "jump-back",
        Text(
            f"稿件{story.id}从第{before}版转回第{jump.page}版" + ("，那里已经有它" if here else ""),
            f"story {story.id} goes from page {before} back to page {jump.page}"
            + (", where it stands already" if here else ""),
        ),
        jump.span,
        Text("转到后面的版", "let it go on on a later page"),
    )


def _jumping_to(number: int, pages: tuple[PageSpec, ...]) -> list[str]:
    """The slots of a page where stories of others go on."""
    jumps = [jump for page in pages for story in page.stories for jump in story.jumps]
    return [jump.slot for jump in jumps if jump.page == number]


def _check_target(story: Story, jump: Jump, template: Template, reading: Reading) -> None:
    slot = next((s for s in template.slots if s.name == jump.slot), None)
    if slot is None:
        _unknown_slot(jump.slot, jump.span, template, reading)
    elif slot.content != Content.STORY:
        _wrong_kind(slot, jump.span, template, reading)
    elif "body" not in dict(story.spans):
        reading.findings.error(
            "empty-copy",
            Text(f"稿件{story.id}没有正文，不能转版", f"story {story.id} has no body to go on"),
            jump.span,
            Text("删去「转版」", "delete “jump”"),
        )
    elif story.style is not None:
        where = Text(f"第{jump.page}版「{slot.name}」", f"slot {slot.name} of page {jump.page}")
        why = unsuited(story.style, slot, template, where)
        if why is not None:
            reading.findings.error("bad-value", why, jump.span, UNSUITED)


def _no_slot(story: Story, template: Template, reading: Reading) -> None:
    known = [s.name for s in template.slots if s.content in STORY_SLOTS]
    reading.findings.error(
        "no-slot",
        Text(f"稿件{story.id}没有「位置」", f"story {story.id} has no “slot”"),
        story.span,
        Text(
            f"加一行「位置: …」，可写：{'、'.join(known)}",
            f"add a line “slot: …”, one of: {', '.join(known)}",
        ),
    )


def _unknown_slot(name: str, place: Span, template: Template, reading: Reading) -> None:
    known = [s.name for s in template.slots if s.content in STORY_SLOTS]
    close = nearest(name, known)
    reading.findings.error(
        "unknown-slot",
        Text(
            f"版式「{template.name}」没有版位「{name}」"
            + (f"，是不是「{close}」？" if close else ""),
            f"template “{template.name}” has no slot “{name}”"
            + (f"; did you mean “{close}”?" if close else ""),
        ),
        place,
        Text(f"可用的版位：{'、'.join(known)}", f"known slots: {', '.join(known)}"),
    )


def _wrong_kind(slot: Slot, place: Span, template: Template, reading: Reading) -> None:
    zh = chinese(fields.CONTENT, slot.content)
    known = [s.name for s in template.slots if s.content in STORY_SLOTS]
    reading.findings.error(
        "slot-kind",
        Text(
            f"版位「{slot.name}」放{zh}，不放稿件", f"slot “{slot.name}” holds the {slot.content}"
        ),
        place,
        Text(f"放稿件和图片的版位：{'、'.join(known)}", f"slots for stories: {', '.join(known)}"),
    )


def _slot_taken(name: str, first: Story, second: Story, place: Span, reading: Reading) -> None:
    reading.findings.error(
        "slot-taken",
        Text(
            f"稿件{_named(first, place)}和稿件{second.id}都要放进「{name}」",
            f"stories {_named(first, place)} and {second.id} both want slot “{name}”",
        ),
        place,
        Text("给其中一篇换一个版位", "give one of them another slot"),
    )


def _named(story: Story, place: Span) -> str:
    """A story's id, with its place where that is another file than the one spoken of."""
    own = story.span_of("slot")
    return story.id if own.file == place.file else f"{story.id}（{own.file}:{own.line}）"


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
