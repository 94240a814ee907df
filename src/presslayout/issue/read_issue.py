"""An issue file into an Issue: pages, stories and photos checked against their templates."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import Same, frozen, replace
from presslayout.issue import fields
from presslayout.issue.files import folded
from presslayout.issue.issue import Banner, Issue, PageSpec, Story, Waiting
from presslayout.issue.kinds import Content, IssueKind
from presslayout.issue.looks import ground, rules
from presslayout.issue.paper import PENDING, Paper
from presslayout.issue.pending import open_places
from presslayout.issue.read_accepted import accepted
from presslayout.issue.read_ads import read_ads
from presslayout.issue.read_fillers import fillers
from presslayout.issue.read_jump import check_jumps, jumping_to
from presslayout.issue.read_pins import check_pins, pins
from presslayout.issue.read_refers import check_refers, index, skybox, weather
from presslayout.issue.read_standing import check_slots
from presslayout.issue.read_story import own_style, read_story
from presslayout.issue.read_template import Designed, read_template
from presslayout.issue.read_waiting import assigned, check_waiting, waiting
from presslayout.issue.reader import opened
from presslayout.issue.template_files import template_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.base.diagnostics import Span
    from presslayout.issue.issue import Filler
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import SlotStyle, Template
    from presslayout.issue.yaml.tree import Node

ID_MOST = 60
# What a page says beside its stories, and the kind of slot that prints it.
UNSEEN = {
    "banner": Content.BANNER,
    "index": Content.INDEX,
    "skybox": Content.SKYBOX,
    "weather": Content.WEATHER,
}
_ARTICLE = {"banner": "a", "index": "an", "skybox": "a", "weather": "the"}
_ID = regex(r"[^\W_][\w\-]*\Z")
# Names that Windows keeps for devices cannot be files there.
_RESERVED = regex(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])\Z", re.IGNORECASE)


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
    drawn: dict[str, Designed | None] = {}
    align = (row.choice("align"), row.place("align"))
    pages = tuple(
        page
        for page_row in row.rows("pages")
        if (page := _known_page(page_row, path, drawn, align, reading)) is not None
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
    check_refers(pages, paper, reading)
    listed = tuple(_waiting(row, pages, path, drawn, reading))
    queue = tuple(one for _, one in listed)
    _check_ids(pages, (*queue, *spare), reading)
    pages = assigned(pages, queue)
    designs = {name: design.template for name, design in drawn.items() if design is not None}
    check_waiting(pages, listed, designs, reading)
    check_jumps(pages, drawn, reading)
    for page in pages:
        design = drawn.get(page.template)
        if design is not None:
            check_pins(page, design.template, jumping_to(page.number, pages), reading)
    if paper is None:
        return None
    name = path.parent.name if path.stem == "issue" else path.stem
    sources = tuple(reading.sources.items())
    issue = Issue(
        name,
        reading.name(path),
        paper,
        pages,
        sources,
        spare,
        waiting=queue,
        accepted=accepted(row),
        open=open_places(node),
    )
    return Given(issue, designs)


def _waiting(
    row: Row,
    pages: tuple[PageSpec, ...],
    path: Path,
    drawn: dict[str, Designed | None],
    reading: Reading,
) -> Iterator[tuple[Row, Waiting]]:
    """The waiting stories that can be read, each with its row and its looks in every template."""
    for one in row.rows("waiting"):
        tale = read_story(one, path, None, reading)
        styles: list[tuple[str, SlotStyle]] = []
        for name in dict.fromkeys(page.template for page in pages):
            # What is wrong with a style is told once.
            if reading.findings.failed:
                break
            made = own_style(one, None, drawn.get(name), reading)
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
        pinyin=row.words("pinyin").strip(),
        issn=row.words("issn").strip(),
        city=row.words("city").strip(),
        reissues=str(row.integer("reissues") or ""),
    )


def _known_page(
    row: Row,
    path: Path,
    drawn: dict[str, Designed | None],
    align: tuple[str, Span],
    reading: Reading,
) -> PageSpec | None:
    """The page of a row: the very same as long as the row, its template and its files are.

    `align` is how the issue has heads stand, where the page does not say, and where that is written.
    """
    name = row.words("template")
    if name and name not in drawn:
        file = template_file(name, row.place("template"), reading)
        drawn[name] = _designed(file, reading) if file else None
    design = drawn.get(name)
    key = ("page", path, row.span, *_nodes(row), Same(design and design.template), align)

    def make(alone: Reading) -> PageSpec | None:
        page = _page(replace(row, findings=alone.findings), path, name, design, alone)
        if page is None or page.align or not align[0]:
            return page
        return replace(page, align=align[0], spans=(*page.spans, ("align", align[1])))

    return reading.remembered(key, make)


def _designed(file: Path, reading: Reading) -> Designed | None:
    """The template of a file: the very same as before, where it is the same."""
    design, key = read_template(file, reading), ("template", file)
    if design is None:
        return None
    known = reading.memory.known(key)
    template = known if known == design.template else design.template
    reading.memory.keep(key, template)
    return replace(design, template=template)


def _nodes(row: Row) -> Iterator[object]:
    """What a row is made of, as its file was read: another reading of it is another row."""
    for layer in row.layers:
        for name, (key, value) in layer.items():
            yield name, Same(key), Same(value)


def _page(
    row: Row, path: Path, template: str, design: Designed | None, reading: Reading
) -> PageSpec | None:
    number = row.integer("number")
    banner = row.row("banner")
    facts = ("section", "editor", "designer", "proofreader")
    words = {name: row.words(name) for name in facts}
    stories = tuple(
        story
        for story_row in row.rows("stories")
        if (story := read_story(story_row, path, design, reading)) is not None
    )
    leading = index(row, reading), skybox(row, path, reading), weather(row)
    for name in ("drop", "replace"):
        if row.has(name):
            _only_in_variants(row, name, reading)
    ads = tuple(read_ads(row, path, design.template if design else None, reading))
    if design is not None:
        check_slots(stories, design.template, reading)
        for part in UNSEEN:
            if row.has(part):
                _check_shown(row, part, design.template, reading)
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
        spans=tuple((n, row.place(n)) for n in (*facts, "banner", "align") if row.has(n)),
        pinned=tuple(pins(row, reading)),
        ads=ads,
        accepts=tuple(one.text.strip() for one in row.names("accepts")),
        may_be_empty=row.yes("may_be_empty"),
        index=leading[0],
        skybox=leading[1],
        weather=leading[2],
        ground=ground(row.row("ground")),
        align=row.choice("align"),
    )


def _check_shown(row: Row, part: str, template: Template, reading: Reading) -> None:
    """What a page says beside its stories needs a slot for it, else nobody reads its words."""
    if any(slot.content == UNSEEN[part] for slot in template.slots):
        return
    zh = row.record.field(part).zh
    reading.findings.warn(
        "not-printed",
        Text(
            f"版式「{template.name}」没有{zh}的区块，这一版的「{zh}」会印不出来",
            f"template “{template.name}” has no slot for {_ARTICLE[part]} {part}: this page's would "
            "not be printed",
        ),
        row.place(part),
        Text(
            f"删去「{zh}」，或在版式里加一个「内容: {zh}」的区块",
            f"remove the {part}, or add a slot with “content: {part}” to the template",
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
    pages: tuple[PageSpec, ...], drawn: dict[str, Designed | None], reading: Reading
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
        key = folded(story.id)
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
