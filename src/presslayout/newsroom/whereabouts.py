"""Where the copy says what a difference between two editions is about: file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base import doors, filelines
from presslayout.edition.change import Aspect, ChangeKind
from presslayout.newsroom.archived import located

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Span
    from presslayout.edition.change import Change
    from presslayout.edition.page import Edition
    from presslayout.issue.issue import Story
    from presslayout.newsroom.opened import OpenedEdition

# What is read as lines to look a paragraph up in.
_PLAIN = (".md", ".txt")


def place(change: Change, old: OpenedEdition, new: OpenedEdition) -> tuple[str, int | None]:
    """The file and the line, None where that is not known; ("", None) for what no copy says.

    Of what is gone it is where it stood; where all of a story is gone, where it was.
    """
    gone = change.aspect == Aspect.STORY and change.is_gone
    side = old if gone else new
    if change.kind == ChangeKind.FURNITURE:
        return _said(_furniture(change, new if change.new else old))
    span = _span(change, side)
    if span is not None:
        return _said(span)
    return _stored(change, side.edition, side)


def slots(one: OpenedEdition) -> dict[tuple[int, str], str]:
    """The slot of every story on every page, as far as that is known."""
    if one.composition is not None:
        return {
            (page.number, story.id): story.slot
            for page in one.composition.pages
            for story in page.stories
        }
    if one.folder is None:
        return {}
    import json

    try:
        told = json.loads(doors.read(one.folder / "report.json"))
        return {
            (int(page["number"]), str(story["id"])): str(story["slot"] or "")
            for page in told["pages"]
            for story in page["stories"]
        }
    except doors.JSON.faults(OSError):
        return {}


def _said(span: Span | None) -> tuple[str, int | None]:
    return (span.file, span.line) if span is not None else ("", None)


def _span(change: Change, side: OpenedEdition) -> Span | None:
    """Where it was typed, for an issue that was read just now."""
    if side.loaded is None:
        return None
    issue = side.loaded.issue
    stories = (*issue.stories, *(one.story for one in issue.waiting))
    story: Story | None = next((s for s in stories if s.id == change.story), None)
    return _typed(change, story) if story is not None else None


def _typed(change: Change, story: Story) -> Span:
    if change.kind == ChangeKind.PHOTO:
        stem = change.part.partition("-")[2]
        return next((p.span for p in story.pictures if p.stem == stem), story.span)
    if change.part.startswith("jump") and story.jump is not None:
        return story.jump.span
    text = dict(story.texts).get(change.part, "")
    if change.offset is None or not text:
        return story.span_of(change.part) if change.part else story.span
    # What stood at the end stood behind what is the end now.
    at = min(change.offset + change.new.startswith("\n"), len(text) - 1)
    return story.stretch(change.part, at, 1)


def _furniture(change: Change, side: OpenedEdition) -> Span | None:
    """An advertisement's place; of the rest several keys speak."""
    if side.loaded is None:
        return None
    pages = [page for page in side.loaded.issue.pages if page.number == change.page]
    if change.aspect == Aspect.PAGE:
        return next((page.span for page in pages), None)
    return next((ad.span for page in pages for ad in page.ads if change.part in ad.slots), None)


def _stored(change: Change, edition: Edition, side: OpenedEdition) -> tuple[str, int | None]:
    """The file that an edition names, and the line on which it still says so."""
    article = next((a for a in edition.articles if a.id == change.story), None)
    if article is None or change.part not in ("body", "") or not article.sources:
        return "", None
    file = article.sources[0]
    if (
        change.part != "body"
        or len(article.sources) > 1
        or side.workspace is None
        or not file.endswith(_PLAIN)
    ):
        return file, None
    text = dict(article.texts).get("body", "")
    at = min((change.offset or 0) + change.new.startswith("\n"), max(len(text) - 1, 0))
    start = text.rfind("\n", 0, at) + 1
    paragraph = text[start:].partition("\n")[0]
    try:
        copy = doors.read(located(file, side.workspace)).decode("utf-8-sig")
    except (OSError, ValueError):
        return file, None
    lines = [n for n, line in enumerate(filelines.lines(copy), 1) if line.strip() == paragraph]
    return file, lines[0] if len(lines) == 1 else None
