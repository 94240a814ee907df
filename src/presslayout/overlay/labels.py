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
    from presslayout.edition.page import Page
    from presslayout.edition.record import PhotoRecord, StoryRecord
    from presslayout.overlay.page_remarks import Occasion, PageRemarks
    from presslayout.paint.supplies import Sheet

_TAB = pt("5.6")
_PAD = pt("1.5")
_TICK = mm(4)
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


def stories(page: Page, letters: Lettering, told: PageRemarks) -> Iterator[Shape]:
    """Each story's corners, and over them its name, its slot and how long it is."""
    del page
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
        text = shortened(letters, f"{lead}  {text}", _TAB, story.bbox.width - 2 * _PAD)
        yield from tab(letters, text, (story.bbox.x, story.bbox.y - _TAB - 2 * _PAD), ink)


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
        said += f"  多出 {story.overset.lines} 行 {story.overset.chars} 字"
    elif story.underset_lines:
        said += f"  空 {story.underset_lines} 行"
    return said


def tab(
    letters: Lettering, text: str, at: tuple[int, int], ink: Ink, size: int = _TAB
) -> tuple[Shape, ...]:
    """Words reversed out of a tab whose upper left corner is `at`."""
    wide = letters.width(text, size) + 2 * _PAD
    box = Box(at[0], at[1], wide, size + 2 * _PAD - size // 8)
    return (
        Shape(rectangle(box), fill=ink),
        *words(letters, text, (at[0] + _PAD, at[1] + _PAD + size * 4 // 5), size, _PAPER),
    )


def _corners(box: Box) -> Iterator[Shape]:
    for x, way in ((box.x, 1), (box.right, -1)):
        for y, down in ((box.y, 1), (box.bottom, -1)):
            path = (("M", x, y + down * _TICK), ("L", x, y), ("L", x + way * _TICK, y))
            yield Shape(path, stroke=_EDGE)


def photos(page: Page, letters: Lettering, told: PageRemarks) -> Iterator[Shape]:
    """On each photo its resolution at this size, and its file."""
    del page
    for photo in told.record.photos:
        name = photo.file.rpartition("/")[2]
        says = f"{photo.ppi} ppi" if photo.ppi is not None else "PDF/SVG"
        room = photo.box.width - letters.width(says, _TAB) - 5 * _PAD
        name = shortened(letters, name, _TAB, room)
        text = f"{name} {says}" if name else says
        wide = letters.width(text, _TAB) + 2 * _PAD
        x, y = photo.box.right - wide, photo.box.y
        box = Box(x, y, wide, _TAB + 2 * _PAD)
        yield Shape(rectangle(box), fill=_PAPER)
        yield from words(
            letters, text, (x + _PAD, y + _PAD + _TAB * 4 // 5), _TAB, _quality(photo, told.ppi)
        )


def _quality(photo: PhotoRecord, ppi: tuple[int, int]) -> Ink:
    error, warning = ppi
    if photo.ppi is None:
        return GOOD
    if photo.ppi < error:
        return WEIGHTS[ERROR]
    return WEIGHTS[WARNING] if photo.ppi < warning else GOOD


def margins(
    page: Page, letters: Lettering, told: PageRemarks, occasion: Occasion, sheet: Sheet
) -> Iterator[Shape]:
    """Over the page: round, day, page, version, and lines to sign on; under it: sums and legend."""
    yield Shape(rectangle(Box(0, 0, page.width, page.height)), stroke=HAIR)
    foot = -page.bleed - mm(6)
    size = pt(15)
    wide = letters.width(occasion.round, size) + mm(4)
    frame = Box(0, foot - size - mm("0.5"), wide, size + mm(3))
    yield Shape(rectangle(frame), stroke=Stroke(BLACKISH, pt(1)))
    yield from words(letters, occasion.round, (mm(2), foot - mm("0.2")), size, BLACKISH)
    x = wide + mm(4)
    title = f"{occasion.paper}  {occasion.date}  第 {page.number} 版  {told.section}".rstrip()
    yield from words(letters, title, (x, foot - pt(8)), pt(9), BLACKISH)
    below = f"样本号 {told.record.hash[:VERSION]}   {told.record.template}"
    if sheet.scale != FULL:
        below += f"   缩至 {sheet.scale / 100:.0f}%"
    yield from words(letters, below, (x, foot + mm("0.6")), pt("6.5"), GREY)
    yield from _signing(page, letters, foot)
    yield from _sums(page, letters, told)


def _signing(page: Page, letters: Lettering, foot: int) -> Iterator[Shape]:
    right = page.width
    for label in ("日期", "编辑", "校对"):
        wide = mm(18)
        yield Shape((("M", right - wide, foot + mm(1)), ("L", right, foot + mm(1))), stroke=RULE)
        begin = right - wide - letters.width(label, pt(7)) - mm(1)
        yield from words(letters, label, (begin, foot + mm("0.6")), pt(7), GREY)
        right = begin - mm(3)


def _sums(page: Page, letters: Lettering, told: PageRemarks) -> Iterator[Shape]:
    y = page.height + page.bleed + mm(5)
    record = told.record
    chars = sum(story.chars_set for story in record.stories)
    lines = sum(story.lines for story in record.stories)
    text = f"本版 {len(record.stories)} 稿  {chars} 字  {lines} 行  {len(record.photos)} 图"
    yield from words(letters, text, (0, y), pt(7), BLACKISH)
    x = letters.width(text, pt(7)) + mm(6)
    weights = [found.severity for found in told.findings]
    for severity, name in ((ERROR, "错误"), (WARNING, "提醒")):
        count = weights.count(severity)
        if not count:
            continue
        yield Shape(rectangle(Box(x, y - pt(5), pt(5), pt(5))), fill=WEIGHTS[severity])
        said = f"{name} {count}"
        yield from words(letters, said, (x + pt(7), y), pt(7), BLACKISH)
        x += pt(7) + letters.width(said, pt(7)) + mm(4)
    rest = "蓝色小字是行号，逐栏从上数起；有号码的地方见批注和校次单"
    yield from words(letters, rest, (page.width - letters.width(rest, pt(6)), y), pt(6), GREY)
