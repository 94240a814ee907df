"""The pages behind a proof's last one: what stands where, what to look at in this round, who signs.

Words are outlines as on the proof; a click on a finding leads to its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, WARNING
from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.base.values import field, frozen, mutable
from presslayout.edition.page import Block, Page, Shape, Stroke, rectangle
from presslayout.edition.roles import Role
from presslayout.overlay.labels import quality
from presslayout.overlay.looks import (
    BLACKISH,
    GOOD,
    GREY,
    LABEL,
    OVERSET,
    RULE,
    shortened,
    weight,
    words,
)
from presslayout.overlay.page_remarks import VERSION
from presslayout.paint.supplies import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.record import PhotoRecord, StoryRecord
    from presslayout.overlay.page_remarks import Finding, Occasion, PageRemarks

WIDTH, HEIGHT = mm(210), mm(297)
MARGIN = mm(18)
MEASURE = WIDTH - 2 * MARGIN
SIZE, SMALL, LEADING = pt(9), pt("7.5"), pt(14)
# Where the columns of the stories' rows begin.
_COLUMNS = (0, mm(13), mm(26), mm(52), mm(118), mm(140), mm(152))
# More than so many findings of a page are left to the comment pane.
MOST = 150
# The desk's own pages are numbered behind every page of a paper.
FIRST_NUMBER = 100_001

# What each round looks at, beside what the round before it did.
ITEMS = {
    "大样": ("标题、正文、图片都在，位置对", "没有多出的字，各栏齐底", "待定和缺的说明已告诉编辑"),
    "一校": (
        "对照原稿逐字读过：漏字、漏段、重段",
        "引号、括号、书名号成对；分段没有被栏切断",
        "人名、职务、地名、机构名逐个核对",
        "数字、单位、日期、星期逐个核对",
        "图和说明对得上，摄影署名在",
    ),
    "二校": (
        "一校的批注都改了，改的地方没有带出新错",
        "标题里的人名和数字，正文里有依据",
        "标题、正文、说明里的写法一致",
        "转版、接排的字连得上",
        "标题不断词，没有碰题",
    ),
    "三校": (
        "二校的批注都改了",
        "从头到尾通读一遍，导向和事实没有疑问",
        "本报用语、称谓、领导人排序合规定",
        "全版错误和提醒已清零，或逐条写明理由",
    ),
    "清样": (
        "三校的批注都改了，和三校样比过，别处没有变",
        "报名、刊号、日期、星期、总期号、版次、版数",
        "责任编辑、视觉编辑、校对署名齐全，没有待定",
        "图片精度够，裁切没有切掉要紧的人和物",
    ),
    "付印": (
        "各版都已签样，签样以后没有再改",
        "样本号和签样记录一致",
        "付印文件通过印前检查",
        "传版单、版数、开本与印厂核对过",
    ),
}

# What asks for something that not every paper has.
PHOTOS = frozenset(("图和说明对得上，摄影署名在", "图片精度够，裁切没有切掉要紧的人和物"))
JUMPS = frozenset(("转版、接排的字连得上",))


@frozen
class ChecklistPages:
    """The pages of a checklist, and the links of each."""

    pages: tuple[Page, ...]
    links: tuple[tuple[Link, ...], ...]


def checklist(
    letters: Lettering, occasion: Occasion, told: Sequence[tuple[Page, PageRemarks]]
) -> ChecklistPages:
    """The list of a round; `told` holds the proof's pages, which the file begins with."""
    pen = _Pen(letters)
    _heading(pen, occasion)
    _pages(pen, told)
    _tasks(pen, occasion, told)
    _stories(pen, told)
    _findings(pen, told)
    pen.end()
    return ChecklistPages(tuple(pen.pages), tuple(pen.links))


def _heading(pen: _Pen, occasion: Occasion) -> None:
    pen.y += pt(10)
    pen.put(f"{occasion.round}单", 0, pt(20), BLACKISH)
    title = f"{occasion.paper}  {occasion.date}"
    pen.put(title, MEASURE - pen.letters.width(title, pt(10)), pt(10), BLACKISH)
    pen.down(pt(10))
    pen.rule(BLACKISH, pt(1))
    pen.down(LEADING)


def _pages(pen: _Pen, told: Sequence[tuple[Page, PageRemarks]]) -> None:
    """A row a page: what it is, how much is on it, and room to sign."""
    columns = (0, mm(13), mm(36), mm(60), mm(78), mm(105), mm(140))
    titles = ("版次", "版名", "样本号", "字数", "错误·提醒", "校对签名", "日期")
    pen.row(columns, titles, SMALL, GREY)
    for index, (page, one) in enumerate(told):
        weights = [found.severity for found in one.findings]
        counts = f"{weights.count(ERROR)} · {weights.count(WARNING)}"
        chars = sum(story.chars_set for story in one.record.stories)
        values = (f"第{page.number}版", one.section, one.record.hash[:VERSION], str(chars), counts)
        pen.room(pt(24))
        pen.link(Box(0, pen.y - SIZE, mm(36), LEADING), index, 0)
        pen.row(columns, values, SIZE, BLACKISH)
        for left, right in ((columns[5], columns[6] - mm(3)), (columns[6], MEASURE)):
            pen.line(left, right, pen.y - LEADING + pt(2))
        pen.down(pt(8))
    pen.down(pt(4))


def _tasks(pen: _Pen, occasion: Occasion, told: Sequence[tuple[Page, PageRemarks]]) -> None:
    records = [one.record for _, one in told]
    jumps = any(s.jump_to or s.jump_from for record in records for s in record.stories)
    idle = frozenset() if any(record.photos for record in records) else PHOTOS
    idle |= frozenset() if jumps else JUMPS
    pen.title("这一校要看的")
    for item in ITEMS[occasion.round]:
        if item in idle:
            continue
        pen.room(LEADING)
        pen.square()
        pen.put(item, mm(6), SIZE, BLACKISH)
        pen.down(LEADING)
    pen.down(pt(6))


def _stories(pen: _Pen, told: Sequence[tuple[Page, PageRemarks]]) -> None:
    """A row a story, its photos under it; what is a photo alone has the photo's row alone."""
    pen.title("稿件和图片")
    pen.row(
        _COLUMNS, ("版次", "编号", "位置", "标题、图片", "字数", "行", "齐底、精度"), SMALL, GREY
    )
    for index, (page, one) in enumerate(told):
        titles, left = dict(one.titles), list(one.record.photos)
        for story in one.record.stories:
            own = [photo for photo in left if photo.story == story.id]
            left = [photo for photo in left if photo.story != story.id]
            textless = not story.chars_source and not titles.get(story.id)
            if not (own and textless):
                _story(pen, (page.number, index), story, titles.get(story.id, ""))
            for photo in own:
                slot = story.slot if textless else ""
                _photo(pen, (page.number, index), photo, slot, one.ppi)
        for photo in left:
            _photo(pen, (page.number, index), photo, "", one.ppi)
    pen.down(pt(6))


def _story(pen: _Pen, on: tuple[int, int], story: StoryRecord, title: str) -> None:
    number, index = on
    chars = (
        f"{story.chars_set}"
        if story.chars_set == story.chars_source
        else (f"{story.chars_set}/{story.chars_source}")
    )
    has = bool(story.chars_source)
    values = (
        f"{number}",
        story.id,
        shortened(pen.letters, story.slot, SIZE, mm(25)),
        shortened(pen.letters, title or "（没有正文）", SIZE, mm(64)),
        chars if has else "",
        str(story.lines) if has else "",
    )
    pen.room(LEADING)
    pen.link(Box(0, pen.y - SIZE, mm(118), LEADING), index, story.bbox.y)
    if has:
        state, ink = _state(story)
        pen.put(state, _COLUMNS[6], SIZE, ink)
    pen.row(_COLUMNS, values, SIZE, BLACKISH)


def _photo(
    pen: _Pen, on: tuple[int, int], photo: PhotoRecord, slot: str, ppi: tuple[int, int]
) -> None:
    """A photo's row; of one that is a story by itself with number and slot."""
    number, index = on
    name = shortened(pen.letters, f"图  {photo.file.rpartition('/')[2]}", SMALL, mm(64))
    fine = f"{photo.ppi} ppi" if photo.ppi is not None else ""
    word, ink = quality(photo, ppi)
    pen.room(LEADING)
    pen.link(Box(0, pen.y - SIZE, mm(118), LEADING), index, photo.box.y)
    if slot:
        slot = shortened(pen.letters, slot, SIZE, mm(25))
        for x, value in zip(_COLUMNS, (f"{number}", photo.story, slot), strict=False):
            pen.put(value, x, SIZE, BLACKISH)
    pen.put(word, _COLUMNS[6], SMALL, GREY if ink == GOOD else ink)
    pen.row(_COLUMNS, ("", "", "", name, fine), SMALL, GREY)


def _state(story: StoryRecord) -> tuple[str, Ink]:
    if story.jump_to is not None:
        return f"转第{story.jump_to}版", GREY
    if story.overset.lines or story.overset.chars:
        over = story.overset
        return (f"多 {over.lines} 行" if over.lines else f"多 {over.chars} 字"), OVERSET
    if story.underset_lines:
        return f"空 {story.underset_lines} 行", weight(WARNING)
    return "齐", GREY


def _findings(pen: _Pen, told: Sequence[tuple[Page, PageRemarks]]) -> None:
    """Every finding with its number on its page, what people call it, and its place in the copy."""
    if not any(one.findings for _, one in told):
        return
    pen.title("号码和批注")
    for index, (page, one) in enumerate(told):
        for number, found in enumerate(one.findings[:MOST], 1):
            _finding(pen, found, f"{page.number}-{number}", index)
        rest = len(one.findings) - MOST
        if rest > 0:
            pen.room(LEADING)
            pen.put(f"第{page.number}版还有 {rest} 条，见批注栏", mm(13), SMALL, GREY)
            pen.down(LEADING)


def _finding(pen: _Pen, found: Finding, name: str, index: int) -> None:
    lines = pen.letters.lines(found.message.replace("\n", " "), MEASURE - mm(18), SIZE)
    pen.room(LEADING * (len(lines) + 1))
    ink = weight(found.severity)
    pen.square(ink, solid=True)
    pen.put(name, mm(4), SMALL, ink)
    high = LEADING * len(lines)
    y = found.boxes[0].y if found.boxes else 0
    pen.link(Box(0, pen.y - SIZE, MEASURE, high + SMALL), index, y)
    for line in lines:
        pen.put(line, mm(18), SIZE, BLACKISH)
        pen.down(LEADING)
    place = f"{found.kind}  {found.where}" if found.where else found.kind
    pen.y -= pt(3)
    pen.put(shortened(pen.letters, place, SMALL, MEASURE - mm(18)), mm(18), SMALL, GREY)
    pen.down(LEADING)


@mutable
class _Pen:
    """Where the next line goes, and the pages that are full."""

    letters: Lettering
    pages: list[Page] = field(default_factory=list)
    links: list[tuple[Link, ...]] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    here: list[Link] = field(default_factory=list)
    y: Length = MARGIN

    def put(self, text: str, x: Length, size: Length, ink: Ink) -> None:
        self.shapes += words(self.letters, text, (MARGIN + x, self.y), size, ink)

    def row(self, columns: Sequence[Length], values: Sequence[str], size: Length, ink: Ink) -> None:
        for x, value in zip(columns, values, strict=False):
            self.put(value, x, size, ink)
        self.down(LEADING)

    def title(self, text: str) -> None:
        self.room(LEADING * 3)
        self.put(text, 0, pt(11), LABEL)
        self.down(pt(5))
        self.rule(LABEL, pt("0.5"))
        self.down(LEADING)

    def rule(self, ink: Ink, thick: Length) -> None:
        path = (("M", MARGIN, self.y), ("L", WIDTH - MARGIN, self.y))
        self.shapes.append(Shape(path, stroke=Stroke(ink, thick)))

    def line(self, left: Length, right: Length, y: Length) -> None:
        self.shapes.append(Shape((("M", MARGIN + left, y), ("L", MARGIN + right, y)), stroke=RULE))

    def square(self, ink: Ink = BLACKISH, *, solid: bool = False) -> None:
        side = pt(6) if solid else pt(8)
        box = Box(MARGIN, self.y - side, side, side)
        path = rectangle(box)
        self.shapes.append(
            Shape(path, fill=ink) if solid else Shape(path, stroke=Stroke(ink, pt("0.7")))
        )

    def link(self, box: Box, page: int, y: Length) -> None:
        self.here.append(Link(Box(MARGIN + box.x, box.y, box.width, box.height), page, y))

    def down(self, by: Length) -> None:
        self.y += by

    def room(self, height: Length) -> None:
        if self.y + height > HEIGHT - MARGIN:
            self.end()

    def end(self) -> None:
        number = FIRST_NUMBER + len(self.pages)
        foot = HEIGHT - MARGIN + LEADING
        said = str(len(self.pages) + 1)
        x = WIDTH - MARGIN - self.letters.width(said, SMALL)
        self.shapes += words(self.letters, said, (x, foot), SMALL, GREY)
        block = Block(f"{number}/checklist", Role.CHECKLIST, tuple(self.shapes), artifact=True)
        self.pages.append(Page(number, "校次单", "", WIDTH, HEIGHT, 0, (block,)))
        self.links.append(tuple(self.here))
        self.shapes, self.here, self.y = [], [], MARGIN
