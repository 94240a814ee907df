"""Every diagnostic at its place on a page: the characters, the photo or the slot that it is about."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

from presslayout.edition.locate import Index
from presslayout.edition.page import Glyphs
from presslayout.issue.load import SUFFIXES
from presslayout.issue.paper import PENDING
from presslayout.issue.pending import pending
from presslayout.newsroom.kinds import called
from presslayout.overlay.page_remarks import PARTS, Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presslayout.base.diagnostics import Diagnostic, Span
    from presslayout.base.geometry import Box
    from presslayout.edition.page import Page
    from presslayout.edition.record import Composition
    from presslayout.issue.issue import Paragraph, Story
    from presslayout.issue.workspace import Loaded

    # The columns at which stretches of text begin on a line, and (where in it, its paragraph).
    _Line = tuple[list[int], list[tuple[int, Paragraph]]]


def findings(
    loaded: Loaded, composition: Composition, found: Iterable[Diagnostic]
) -> dict[int, tuple[Finding, ...]]:
    """The findings of each page, by its number, as they are read; those of no page on the first.

    A proof is the same however its spec is written, so neither their order nor what they say
    names a line of YAML (SPEC §5).
    """
    stories = {s.id: s for page in loaded.issue.pages for s in page.stories}
    pages = composition.edition.pages
    bare = {page.number: _pending(page) for page in pages}
    made: dict[int, list[tuple[tuple[int, int, int], Finding]]] = {p.number: [] for p in pages}
    open_ = {one.message: n for n, one in enumerate(pending(loaded.issue))}
    ranked = sorted(found, key=lambda one: (*_rank(one), open_.get(one.message, -1)))
    standing, orders = Whereabouts(composition), {page.number: _reading(page) for page in pages}
    for number, one in enumerate(ranked):
        page, where, area = standing.place(one, stories.get(one.story))
        beside = page is not None and area and standing.whole(page, one.story, where)
        if page is None:
            page = next((p for p in pages if p.number == one.page), pages[0] if pages else None)
            if page is None:
                continue
            spare = bare[page.number]
            pending_ = one.code == "pending" and bool(spare)
            where, area = [spare.pop(0)] if pending_ else [*one.boxes], True
        finding = Finding(
            called(one.code), one.severity, one.message.zh, tuple(where), area, _told(one), beside
        )
        made[page.number].append(((*_order(orders[page.number], one, where), number), finding))
    return {number: tuple(f for _, f in sorted(rows, key=lambda row: row[0]))
            for number, rows in made.items()}  # fmt: skip


# What is about a slot as a whole, though it names where the copy begins.
OF_SLOTS = frozenset(("underset",))


class Whereabouts:
    """Where what findings are about stands: pages and copy are gone through once for all of them."""

    def __init__(self, composition: Composition) -> None:
        self._composition = composition
        self._index = Index(composition.edition.pages, composition.edition.articles)
        self._lines: dict[str, dict[tuple[str, int], _Line]] = {}
        self._texts: dict[str, dict[str, str]] = {}
        self._boxes = {
            (record.number, story.id): story.bbox
            for record in composition.pages
            for story in reversed(record.stories)
        }

    def place(self, one: Diagnostic, story: Story | None) -> tuple[Page | None, list[Box], bool]:
        """The page, the boxes on it, and whether they are an area rather than characters."""
        if story is None:
            return None, [], True
        offset = None if one.code in OF_SLOTS else self._offset(story, one)
        if offset is not None:
            length = max(one.span.length if one.span else 1, 1)
            for page in self._index.pages(story.id, one.part):
                found = self._index.boxes(page, story.id, one.part, offset, offset + length)
                if found:
                    return page, found, False
        for page in self._composition.edition.pages:
            if one.page is not None and page.number != one.page:
                continue
            area = self._area(page, story.id, one.part)
            if area is not None:
                return page, [area], True
        return None, [], True

    def whole(self, page: Page, story: str, where: list[Box]) -> bool:
        """Whether the area is all that a story has on the page."""
        return bool(where) and where == [self._boxes.get((page.number, story))]

    def _offset(self, story: Story, one: Diagnostic) -> int | None:
        """Where in its part a finding begins; None where it is about the part as a whole."""
        if story.id not in self._texts:
            self._texts[story.id] = dict(story.texts)
        text = self._texts[story.id].get(one.part, "")
        if one.span is None or not text:
            return None
        if one.part == "body":
            return self._in_body(story, one.span)
        begun = story.span_of(one.part)
        offset = one.span.column - begun.column
        if (
            one.span.file != begun.file
            or one.span.line != begun.line
            or not 0 <= offset < len(text)
        ):
            return None
        return None if not offset and one.span.length >= begun.length else offset

    def _in_body(self, story: Story, span: Span) -> int | None:
        if story.id not in self._lines:
            self._lines[story.id] = _lines(story)
        columns, starts = self._lines[story.id].get((span.file, span.line), ([], []))
        for number in range(bisect_right(columns, span.column) - 1, -1, -1):
            start, paragraph = starts[number]
            at = start + span.column - columns[number]
            if at < len(paragraph.text):
                return paragraph.offset + at
        return None

    def _area(self, page: Page, story: str, part: str) -> Box | None:
        """The box of a part; a caption that is missing stands for its photo, no part for the story."""
        if part not in ("", "body"):
            stem = part.partition("-")[2]
            photo = (f"photo-{stem}",) if part.startswith(("caption-", "credit-")) else ()
            for name in (part, *photo):
                box = self._index.area(page, story, name)
                if box is not None:
                    return box
        return self._boxes.get((page.number, story))


def _lines(story: Story) -> dict[tuple[str, int], _Line]:
    """What begins on each line of the files of a body, from left to right."""
    made: dict[tuple[str, int], list[tuple[int, int, Paragraph]]] = {}
    for paragraph in story.body:
        if paragraph.span is not None:
            for start, line, column in paragraph.places:
                key = paragraph.span.file, line
                made.setdefault(key, []).append((column, start, paragraph))
    found: dict[tuple[str, int], _Line] = {}
    for key, begun in made.items():
        begun.sort(key=itemgetter(0))
        found[key] = [column for column, _, _ in begun], [(at, text) for _, at, text in begun]
    return found


def _pending(page: Page) -> list[Box]:
    """Where 待定 stands in what belongs to no story."""
    return [box for block in page.blocks if not block.story for box in _runs(block.items)]


def _runs(items: Iterable[object]) -> Iterator[Box]:
    from presslayout.edition.locate import extent

    for item in items:
        if isinstance(item, Glyphs) and PENDING in item.text:
            box = extent((item,))
            if box is not None:
                yield box


def _reading(page: Page) -> dict[str, int]:
    """The stories of a page as they are read, from 1."""
    return {
        story: n
        for n, story in enumerate(dict.fromkeys(b.story for b in page.blocks if b.story), 1)
    }


def _order(known: Mapping[str, int], one: Diagnostic, where: list[Box]) -> tuple[int, int]:
    """Furniture first, then story by story as they stand on the page, then down the story."""
    number = known.get(one.story, 0)
    if one.part == "body" and one.span is not None:
        return number, one.span.line * 10_000 + one.span.column
    return number, where[0].y // 10_000_000 if where else -1


def _rank(one: Diagnostic) -> tuple[str, int, int, int, str, str, str, str]:
    """By the place in the copy; what stands in a spec by what it is about."""
    span = _in_copy(one)
    file, line, column = (span.file, span.line, span.column) if span is not None else ("", 0, 0)
    about = one.page or 0, one.story, one.part, one.code
    return file, line, column, *about, "" if one.code == "pending" else one.message.zh


def _told(one: Diagnostic) -> str:
    """Where it is in the copy, in words; of what stands in a spec, the part that it is about."""
    story = f"稿件{one.story}" if one.story else ""
    span = _in_copy(one)
    if span is not None:
        name = span.file.rpartition("/")[2]
        return f"{story} {name} 第{span.line}行第{span.column}字".strip()
    kind, _, photo = one.part.partition("-")
    return " ".join(filter(None, (story, PARTS.get(kind, ""), photo)))


def _in_copy(one: Diagnostic) -> Span | None:
    """The place of a finding in a copy file; None for one in a spec or a template."""
    span = one.span
    return None if span is None or span.file.endswith(tuple(SUFFIXES)) else span
