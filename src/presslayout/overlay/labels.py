"""What a proof says of each story and photo at its place, and of the page in the margins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, WARNING
from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.edition.ink import Ink
from presslayout.edition.page import Shape, Stroke, rectangle
from presslayout.overlay.looks import (
    BLACKISH,
    GOOD,
    GREY,
    HAIR,
    LABEL,
    OVERSET,
    RULE,
    WATERMARK,
    WEIGHTS,
    shortened,
    words,
)
from presslayout.overlay.page_remarks import VERSION
from presslayout.paint.supplies import FULL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.assets.outlines import Lettering
    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.edition.record import PhotoRecord, StoryRecord
    from presslayout.overlay.page_remarks import Occasion, PageRemarks
    from presslayout.paint.supplies import Sheet

PAD = pt("1.5")
_TICK = mm(4)
# The corners of a story stand so far outside it: they cross no words.
_OFF = pt(2)
_EDGE = Stroke(LABEL, pt("0.4"))
_PAPER = Ink()


def watermark(
    page: Page, letters: Lettering, occasion: Occasion, told: PageRemarks
) -> Iterator[Shape]:
    """The round behind the page, and under it which state of the page this is."""
    em = pt(100)
    name = occasion.round
    size = min(page.width * 6 // 10 * em // letters.width(name, em), page.height // 2)
    # Han stand with 0.88 of their square above the baseline, 0.12 below.
    y = page.height // 2 + size * 38 // 100
    yield Shape(
        letters.words(name, (page.width - letters.width(name, size)) // 2, y, size), fill=WATERMARK
    )
    version = f"{occasion.date} · {told.record.hash[:VERSION]}"
    small = page.width * 4 // 10 * em // letters.width(version, em)
    x = (page.width - letters.width(version, small)) // 2
    yield Shape(letters.words(version, x, y + size * 4 // 10, small), fill=WATERMARK)


def stories(letters: Lettering, told: PageRemarks, size: Length) -> Iterator[Shape]:
    """Each story's corners, and over them its name, its slot and how long it is."""
    titles = dict(told.titles)
    for story in told.record.stories:
        yield from _corners(story.bbox)
        text = _length(story)
        over = story.overset.lines or story.overset.chars
        ink = OVERSET if over else LABEL
        name = titles.get(story.id, "")
        lead = f"{story.id} {story.slot}" + (
            f" {name}" if name and not story.headline_lines else ""
        )
        text = shortened(letters, f"{lead}  {text}".rstrip(), size, story.bbox.width - 2 * PAD)
        at = story.bbox.x - _OFF, story.bbox.y - _OFF - tabbed(letters, text, (0, 0), size).height
        yield from tab(letters, text, at, ink, size)


def _length(story: StoryRecord) -> str:
    if not story.chars_source:
        return ""
    here = (
        f"{story.chars_set}/{story.chars_source}"
        if story.chars_set != story.chars_source
        else (f"{story.chars_source}")
    )
    said = f"{here} 字  {story.lines} 行"
    if story.columns > 1:
        said += f"  {story.columns} 栏"
    if story.jump_from is not None:
        said += f"  上接第{story.jump_from}版"
    if story.jump_to is not None:
        said += f"  下转第{story.jump_to}版"
    elif story.overset.lines or story.overset.chars:
        chars = story.overset.chars
        said += f"  多出 {story.overset.lines} 行 {f'{chars} 字' if chars else '署名'}"
    elif story.underset_lines:
        said += f"  空 {story.underset_lines} 行"
    return said


def tabbed(letters: Lettering, text: str, at: tuple[int, int], size: Length) -> Box:
    """The tab of these words whose upper left corner is `at`."""
    return Box(at[0], at[1], letters.width(text, size) + 2 * PAD, size + 2 * PAD - size // 8)


def tab(
    letters: Lettering, text: str, at: tuple[int, int], ink: Ink, size: Length
) -> tuple[Shape, ...]:
    """Words reversed out of a tab whose upper left corner is `at`."""
    return (
        Shape(rectangle(tabbed(letters, text, at, size)), fill=ink),
        *words(letters, text, (at[0] + PAD, at[1] + PAD + size * 4 // 5), size, _PAPER),
    )


def _corners(box: Box) -> Iterator[Shape]:
    for x, way in ((box.x - _OFF, 1), (box.right + _OFF, -1)):
        for y, down in ((box.y - _OFF, 1), (box.bottom + _OFF, -1)):
            path = (("M", x, y + down * _TICK), ("L", x, y), ("L", x + way * _TICK, y))
            yield Shape(path, stroke=_EDGE)


def photos(letters: Lettering, told: PageRemarks, size: Length) -> Iterator[Shape]:
    """On each photo its resolution at this size, and its file."""
    for photo in told.record.photos:
        name = photo.file.rpartition("/")[2]
        says = f"{photo.ppi} ppi" if photo.ppi is not None else "PDF/SVG"
        # Half of a photo stays to be looked at.
        room = photo.box.width // 2 - letters.width(says, size) - 4 * PAD
        name = shortened(letters, name, size, room)
        text = f"{name} {says}" if name else says
        wide = letters.width(text, size) + 2 * PAD
        x, y = photo.box.right - wide, photo.box.y
        box = Box(x, y, wide, size + 2 * PAD)
        yield Shape(rectangle(box), fill=_PAPER)
        _, ink = quality(photo, told.ppi)
        yield from words(letters, text, (x + PAD, y + PAD + size * 4 // 5), size, ink)


def quality(photo: PhotoRecord, ppi: tuple[int, int]) -> tuple[str, Ink]:
    """Whether a photo has enough pixels, in a word and by its ink."""
    error, warning = ppi
    if photo.ppi is None:
        return "矢量", GOOD
    if photo.ppi < error:
        return "不够", WEIGHTS[ERROR]
    return ("偏低", WEIGHTS[WARNING]) if photo.ppi < warning else ("够", GOOD)


def margins(
    page: Page,
    letters: Lettering,
    told: PageRemarks,
    occasion: Occasion,
    on: tuple[Sheet, Length],
) -> Iterator[Shape]:
    """Over the page: round, day, page, version, and lines to sign on; under it: sums and legend."""
    sheet, size = on
    yield Shape(rectangle(Box(0, 0, page.width, page.height)), stroke=HAIR)
    foot = -page.bleed - mm(6)
    name = max(pt(15), size * 2)
    wide = letters.width(occasion.round, name) + mm(4)
    frame = Box(0, foot - name - mm("0.5"), wide, name + mm(3))
    yield Shape(rectangle(frame), stroke=Stroke(BLACKISH, pt(1)))
    yield from words(letters, occasion.round, (mm(2), foot - mm("0.2")), name, BLACKISH)
    x = wide + mm(4)
    title = f"{occasion.paper}  {occasion.date}  第 {page.number} 版  {told.section}".rstrip()
    head = max(pt(9), size * 9 // 8)
    yield from words(letters, title, (x, foot - size * 5 // 4), head, BLACKISH)
    below = f"样本号 {told.record.hash[:VERSION]}   {told.record.template}"
    if sheet.scale != FULL:
        below += f"   缩至 {sheet.scale / 100:.0f}%"
    yield from words(letters, below, (x, foot + mm("0.6")), size, GREY)
    yield from _signing(page, letters, foot, size)
    yield from _sums(page, letters, told, size)


def _signing(page: Page, letters: Lettering, foot: int, size: Length) -> Iterator[Shape]:
    right = page.width
    for label in ("日期", "编辑", "校对"):
        wide = mm(18)
        yield Shape((("M", right - wide, foot + mm(1)), ("L", right, foot + mm(1))), stroke=RULE)
        begin = right - wide - letters.width(label, size) - mm(1)
        yield from words(letters, label, (begin, foot + mm("0.6")), size, GREY)
        right = begin - mm(3)


def _sums(page: Page, letters: Lettering, told: PageRemarks, size: Length) -> Iterator[Shape]:
    y = page.height + page.bleed + mm(5)
    record = told.record
    chars = sum(story.chars_set for story in record.stories)
    lines = sum(story.lines for story in record.stories)
    text = f"本版 {len(record.stories)} 稿  {chars} 字  {lines} 行  {len(record.photos)} 图"
    yield from words(letters, text, (0, y), size, BLACKISH)
    x = letters.width(text, size) + mm(6)
    weights = [found.severity for found in told.findings]
    for severity, name in ((ERROR, "错误"), (WARNING, "提醒")):
        count = weights.count(severity)
        if not count:
            continue
        yield Shape(
            rectangle(Box(x, y - size * 5 // 7, size * 5 // 7, size * 5 // 7)),
            fill=WEIGHTS[severity],
        )
        said = f"{name} {count}"
        yield from words(letters, said, (x + size, y), size, BLACKISH)
        x += size + letters.width(said, size) + mm(4)
    rest = "蓝色小字是行号，逐栏从上数起；号码所指见两边、批注栏和校次单"
    yield from words(letters, rest, (page.width - letters.width(rest, size), y), size, GREY)
