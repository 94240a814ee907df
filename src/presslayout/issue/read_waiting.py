"""Stories that wait for a page (待排): who may take them, and which page an editor gave them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import replace
from presslayout.issue.issue import PageSpec, Waiting
from presslayout.issue.kinds import Content
from presslayout.issue.nearest import nearest
from presslayout.issue.read_places import check_free

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.issue.issue import Story
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import SlotStyle, Template


def waiting(
    row: Row, story: Story, styles: tuple[tuple[str, SlotStyle], ...], pages: Sequence[PageSpec]
) -> Waiting:
    """A row of 待排 whose story was read; pinned where a page's layout or its own lock says so."""
    wish = row.integer("page")
    named = [page.number for page in pages if any(pin.story == story.id for pin in page.pinned)]
    locked = story.lock is not None and story.lock.place is not None
    pinned = named[0] if named else wish if locked else None
    return Waiting(
        story,
        row.words("section").strip(),
        wish,
        row.yes("may_hold"),
        pinned if any(page.number == pinned for page in pages) else None,
        styles,
    )


def assigned(pages: Sequence[PageSpec], listed: Sequence[Waiting]) -> tuple[PageSpec, ...]:
    """The pages with the waiting stories that an editor pinned there."""
    pinned = {one.pinned for one in listed}
    return tuple(
        replace(
            page,
            stories=(
                *page.stories,
                *(one.on(page) for one in listed if one.pinned == page.number),
            ),
        )
        if page.number in pinned
        else page
        for page in pages
    )


def check_waiting(
    pages: Sequence[PageSpec],
    listed: Sequence[tuple[Row, Waiting]],
    designs: Mapping[str, Template],
    reading: Reading,
) -> None:
    """Every waiting story has a page that takes it, and no more than one that has it."""
    for row, one in listed:
        _check_pins(row, one, pages, reading)
        if one.wish is not None and all(page.number != one.wish for page in pages):
            _no_page(row, one, pages, reading)
        lock = one.story.lock
        if one.pinned is None:
            check_free(one.story, reading)
        if lock is not None and one.pinned is None:
            reading.findings.error(
                "lock-without-page",
                Text(
                    f"待排的稿件{one.story.id}锁定了，还没有定在哪一版",
                    f"waiting story {one.story.id} is locked, but stands on no page yet",
                ),
                lock.span,
                Text(
                    "先用 presslayout pick 定版，或写「版次: …」和 锁定: {行: 6-40, 栏: 1-4}",
                    "pin it with presslayout pick, or write page and lock: {rows: 6-40, columns: 1-4}",
                ),
            )
        if one.pinned is None and not any(_open(page, one, designs) for page in pages):
            _no_taker(row, one, pages, designs, reading)


def _open(page: PageSpec, one: Waiting, designs: Mapping[str, Template]) -> bool:
    """Whether a page takes a story and has a slot for it that no other has."""
    design = designs.get(page.template)
    if design is None:
        # Its template is told of already.
        return True
    taken = {story.slot for story in page.stories}
    room = any(s.content == Content.STORY and s.name not in taken for s in design.slots)
    return room and (page.takes(one.section) or one.wish == page.number)


def _check_pins(row: Row, one: Waiting, pages: Sequence[PageSpec], reading: Reading) -> None:
    pins = [(page, pin) for page in pages for pin in page.pinned if pin.story == one.story.id]
    for (first, before), (page, pin) in pairwise(pins):
        reading.findings.error(
            "pinned-twice",
            Text(
                f"待排的稿件{one.story.id}定在第{first.number}版（{before.span.file}:"
                f"{before.span.line}），又定在第{page.number}版",
                f"waiting story {one.story.id} is pinned to page {first.number} "
                f"({before.span.file}:{before.span.line}) and to page {page.number}",
            ),
            pin.span,
            Text("只留在一个版的「版式」里", "keep it in the layout of one page"),
        )
    if one.wish is not None and pins and pins[0][0].number != one.wish:
        page, pin = pins[0]
        reading.findings.error(
            "pinned-twice",
            Text(
                f"待排的稿件{one.story.id}写着版次 {one.wish}，第{page.number}版的「版式」却有它"
                f"（{pin.span.file}:{pin.span.line}）",
                f"waiting story {one.story.id} wants page {one.wish}, but the layout of page "
                f"{page.number} has it ({pin.span.file}:{pin.span.line})",
            ),
            row.place("page"),
            Text("改「版次」，或从那一版的「版式」里删去它", "change page, or take it out there"),
        )


def _no_page(row: Row, one: Waiting, pages: Sequence[PageSpec], reading: Reading) -> None:
    known = "、".join(str(page.number) for page in pages)
    reading.findings.error(
        "unknown-page",
        Text(
            f"待排的稿件{one.story.id}要排在第{one.wish}版，这份文件里没有这一版",
            f"waiting story {one.story.id} wants page {one.wish}, which is not here",
        ),
        row.place("page"),
        Text(f"这里有：第 {known} 版", f"pages here: {known}"),
    )


def _no_taker(
    row: Row,
    one: Waiting,
    pages: Sequence[PageSpec],
    designs: Mapping[str, Template],
    reading: Reading,
) -> None:
    free = [page for page in pages if _open(page, replace(one, wish=page.number), designs)]
    known = list(dict.fromkeys(s for page in free for s in page.accepts or (page.section,) if s))
    close = nearest(one.section, known)
    listed = "、".join(known) or "（没有）"
    full = not free
    reading.findings.error(
        "no-page-takes",
        Text(
            f"没有一个版能收待排的稿件{one.story.id}："
            + (
                "各版都没有空着的稿件版位"
                if full
                else f"没有收「{one.section}」的版" + (f"，是不是「{close}」？" if close else "")
                if one.section
                else "各版只收写了版名的稿件"
            ),
            f"no page takes waiting story {one.story.id}: "
            + (
                "none has a free slot for a story"
                if full
                else f"none accepts “{one.section}”"
                + (f"; did you mean “{close}”?" if close else "")
                if one.section
                else "they take stories of their sections only"
            ),
        ),
        row.place("section"),
        Text(
            f"有地方的版收：{listed}；或在版面里写「收稿: […]」",
            f"pages with room take: {', '.join(known) or 'none'}; or write “accepts: […]” at a page",
        ),
    )
