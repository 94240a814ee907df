"""Every diagnostic at its place on a page: the characters, the photo or the slot that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.overlay.values import Finding
from presslayout.page import Glyphs
from presslayout.places import around, block_extent, boxes
from presslayout.spec.issue import PENDING
from presslayout.spec.load import SUFFIXES
from presslayout.spec.pending import pending

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.diagnostics import Diagnostic, Span
    from presslayout.page import Box, Page
    from presslayout.record import Composition
    from presslayout.spec.issue import Story
    from presslayout.spec.workspace import Loaded


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
    for number, one in enumerate(ranked):
        story = stories.get(one.story)
        page, where, area = place(one, story, composition)
        if page is None:
            page = next((p for p in pages if p.number == one.page), pages[0] if pages else None)
            if page is None:
                continue
            spare = bare[page.number]
            pending_ = one.code == "pending" and bool(spare)
            where, area = [spare.pop(0)] if pending_ else [*one.boxes], True
        finding = Finding(one.code, one.severity, one.message.zh, tuple(where), area, _told(one))
        made[page.number].append(((*_order(page, one, where), number), finding))
    return {number: tuple(f for _, f in sorted(rows, key=lambda row: row[0]))
            for number, rows in made.items()}  # fmt: skip


def place(
    one: Diagnostic, story: Story | None, composition: Composition
) -> tuple[Page | None, list[Box], bool]:
    """The page, the boxes on it, and whether they are an area rather than characters."""
    if story is None:
        return None, [], True
    offset = _offset(story, one)
    pages = composition.edition.pages
    if offset is not None:
        length = max(one.span.length if one.span else 1, 1)
        for page in pages:
            found = boxes(page, story.id, one.part, offset, offset + length)
            if found:
                return page, found, False
    for page in pages:
        if one.page is not None and page.number != one.page:
            continue
        area = _area(page, story.id, one.part, composition)
        if area is not None:
            return page, [area], True
    return None, [], True


def _offset(story: Story, one: Diagnostic) -> int | None:
    """Where in its part a finding begins; None where it is about the part as a whole."""
    text = dict(story.texts).get(one.part, "")
    if one.span is None or not text:
        return None
    if one.part == "body":
        return _in_body(story, one.span)
    begun = story.span_of(one.part)
    offset = one.span.column - begun.column
    if one.span.file != begun.file or one.span.line != begun.line or not 0 <= offset < len(text):
        return None
    return None if not offset and one.span.length >= begun.length else offset


def _in_body(story: Story, span: Span) -> int | None:
    for paragraph in story.body:
        if paragraph.span is None or paragraph.span.file != span.file:
            continue
        for start, line, column in reversed(paragraph.places):
            at = start + span.column - column
            if line == span.line and span.column >= column and at < len(paragraph.text):
                return paragraph.offset + at
    return None


def _area(page: Page, story: str, part: str, composition: Composition) -> Box | None:
    """The box of a part; a caption that is missing stands for its photo, no part for the story."""
    stem = part.partition("-")[2]
    wanted = (part, f"photo-{stem}") if part.startswith(("caption-", "credit-")) else (part,)
    for name in wanted:
        box = around(
            extent
            for block in page.blocks
            if block.story == story and block.part == name and not block.artifact
            if (extent := block_extent(block)) is not None
        )
        if box is not None and part not in ("", "body"):
            return box
    record = next(p for p in composition.pages if p.number == page.number)
    return next((s.bbox for s in record.stories if s.id == story), None)


def _pending(page: Page) -> list[Box]:
    """Where 待定 stands in what belongs to no story."""
    return [box for block in page.blocks if not block.story for box in _runs(block.items)]


def _runs(items: Iterable[object]) -> Iterator[Box]:
    from presslayout.places import extent

    for item in items:
        if isinstance(item, Glyphs) and PENDING in item.text:
            box = extent((item,))
            if box is not None:
                yield box


def _order(page: Page, one: Diagnostic, where: list[Box]) -> tuple[int, int]:
    """Furniture first, then story by story as they stand on the page, then down the story."""
    known = list(dict.fromkeys(b.story for b in page.blocks if b.story))
    number = known.index(one.story) + 1 if one.story in known else 0
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
    """Where it is in the copy; of what stands in a spec, the part that it is about."""
    span = _in_copy(one)
    if span is not None:
        return f"{span.file}:{span.line}:{span.column}"
    return "/".join(filter(None, (one.story, one.part)))


def _in_copy(one: Diagnostic) -> Span | None:
    """The place of a finding in a copy file; None for one in a spec or a template."""
    span = one.span
    return None if span is None or span.file.endswith(tuple(SUFFIXES)) else span
