"""The texts of an issue one by one, and how a finding in one of them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import INFO, WARNING, Diagnostic, Severity, Text
from presslayout.base.values import frozen
from presslayout.edition.roles import ParagraphKind

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Span
    from presslayout.issue.issue import Issue, Story

# A paragraph that advertises is a line, no longer than this.
MOST_OF_A_LINE = 60


@frozen
class StoryText:
    """One text of a story: its page, its part, the words."""

    page: int
    story: Story
    part: str
    text: str

    def span(self, offset: int, length: int) -> Span:
        """Where a stretch of it was written."""
        return self.story.stretch(self.part, offset, length)

    def among_names(self, offset: int) -> bool:
        """Whether a place stands in a list of names, where blanks part them (RULES P6)."""
        boxes = {f"factbox-{n}": box.body for n, box in enumerate(self.story.factboxes, 1)}
        body = self.story.body if self.part == "body" else boxes.get(self.part, ())
        return any(
            p.kind == ParagraphKind.ROLL and p.offset <= offset < p.offset + len(p.text)
            for p in body
        )


def texts(issue: Issue) -> Iterator[StoryText]:
    """Every part of every story that has a text, in the order of the issue."""
    for page in issue.pages:
        for story in page.stories:
            for part, text in story.texts:
                yield StoryText(page.number, story, part, text)


def at(match: re.Match[str]) -> tuple[int, int]:
    """Where a match stands: offset and length."""
    return match.start(), match.end() - match.start()


def warning(
    code: str, told: StoryText, place: tuple[int, int], message: Text, hint: Text | None = None
) -> Diagnostic:
    """A finding at (offset, length) of a text that somebody must look at."""
    return finding(code, WARNING, told, place, message, hint)


def remark(
    code: str, told: StoryText, place: tuple[int, int], message: Text, hint: Text | None = None
) -> Diagnostic:
    """A finding that may well be as it is meant."""
    return finding(code, INFO, told, place, message, hint)


def finding(
    code: str,
    severity: Severity,
    told: StoryText,
    place: tuple[int, int],
    message: Text,
    hint: Text | None,
) -> Diagnostic:
    """A finding at (offset, length) of a text, with its place in the copy."""
    span = told.span(*place)
    return Diagnostic(code, severity, message, span, hint, told.page, told.story.id, told.part)
