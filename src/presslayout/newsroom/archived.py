"""From an issue that was read to what its archive keeps: copy, photos, the files themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.archive.material import (
    ArchivedPassage,
    ArchivedStory,
    Emphasis,
    Material,
    Photograph,
    SourceFile,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from presslayout.issue.issue import Paragraph, Story
    from presslayout.issue.workspace import Loaded, Workspace


def material(
    loaded: Loaded, pages: frozenset[int] | None = None, used: Collection[str] = ()
) -> Material:
    """What belongs to these pages; `used` are the ids of what they show, fillers among them."""
    issue, workspace = loaded.issue, loaded.workspace
    stories = [
        story
        for page in issue.pages
        if pages is None or page.number in pages
        for story in page.stories
    ]
    stories += [one.story for one in issue.fillers if one.story.id in used]
    return Material(
        paper=issue.paper.name,
        date=issue.paper.date.isoformat() if issue.paper.date else "",
        issue=issue.name,
        stories=tuple(_told(story, loaded) for story in stories),
        sources=tuple(
            SourceFile(name, located(name, workspace), sha256)
            for name, sha256 in sorted(issue.sources)
        ),
    )


def located(name: str, workspace: Workspace) -> Path:
    """Where a file lies whose path from the workspace root, or from what ships, is known."""
    own = workspace.root / name
    return own if own.is_file() else workspace.packaged / name


def _told(story: Story, loaded: Loaded) -> ArchivedStory:
    workspace = loaded.workspace
    return ArchivedStory(
        id=story.id,
        rubric=story.rubric,
        kicker=story.kicker,
        headline=story.headline,
        deck=story.deck,
        byline=story.byline,
        body=tuple(_passage(paragraph) for paragraph in story.body),
        pullquotes=(
            *story.pullquotes,
            *(p.words for p in story.portraits if p.words),
            *story.sidenotes,
        ),
        photos=tuple(
            Photograph(p.file, located(p.file, workspace), p.caption, p.credit, p.alt)
            for p in story.pictures
        ),
        factboxes=tuple((box.title, tuple(map(_passage, box.body))) for box in story.factboxes),
        graphics=tuple((tuple(words for _, words in one.texts), one.alt) for one in story.graphics),
        left_out=tuple(
            found.message.zh
            for found in loaded.diagnostics
            if found.story == story.id and found.code == "copy-left-out"
        ),
    )


def _passage(paragraph: Paragraph) -> ArchivedPassage:
    marks = tuple(Emphasis(m.kind, m.start, m.length, m.note) for m in paragraph.marks)
    return ArchivedPassage(
        paragraph.kind,
        paragraph.text,
        marks,
        paragraph.marker,
        paragraph.cell,
        paragraph.covers,
        paragraph.align,
    )
