"""What of a story stands in one slot: all of it, its beginning, or its rest after a jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.edition.roles import ParagraphKind, jump_head

if TYPE_CHECKING:
    from presslayout.issue.graphics import Graphic
    from presslayout.issue.issue import FactBox, Jump, Paragraph, Photo, Portrait, Story

# What a poem is made of.
POETIC = {
    ParagraphKind.VERSE,
    ParagraphKind.STANZA,
    ParagraphKind.SUBHEAD,
    ParagraphKind.SIGNATURE,
}
_CONTROLS = regex("[\x00-\x1f\x7f-\x9f]+")


@frozen
class Telling:
    """A story, or a part of it, as one slot receives it.

    `start` is the paragraph and code point where the body begins here. `came_from` and `goes_to`
    are page numbers of a jump, `by` is the jump that leads here.
    """

    story: Story
    start: tuple[int, int] = (0, 0)
    came_from: int | None = None
    goes_to: int | None = None
    by: Jump | None = None

    @property
    def heads(self) -> dict[str, str]:
        """The members of the headline block here: after a jump only the jump's headline."""
        if self.came_from is not None:
            jump = self.by or self.story.jump
            return {"headline": (jump.headline if jump else "") or self.story.headline}
        story = self.story
        return {
            "rubric": story.rubric,
            "kicker": story.kicker,
            "headline": story.headline,
            "deck": story.deck,
            "byline": story.byline,
        }

    @property
    def head_part(self) -> str:
        """The part that its headline is here."""
        if self.came_from is None:
            return "headline"
        return jump_head(self.story.jumps.index(self.by) + 1 if self.by is not None else 1)

    @property
    def onward(self) -> Jump | None:
        """The jump that leads on from here."""
        return self.by.onward if self.by is not None else self.story.jump

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The paragraphs from where the body begins here; the first may be entered midway."""
        return self.story.body[self.start[0] :]

    @property
    def photos(self) -> tuple[Photo, ...]:
        """Photos and quotes stand where the story begins."""
        return () if self.came_from is not None else self.story.photos

    @property
    def factboxes(self) -> tuple[FactBox, ...]:
        """The fact boxes that stand here."""
        return () if self.came_from is not None else self.story.factboxes

    @property
    def portraits(self) -> tuple[Portrait, ...]:
        """The portraits that stand here."""
        return () if self.came_from is not None else self.story.portraits

    @property
    def sidenotes(self) -> tuple[str, ...]:
        """The notes that stand beside it here."""
        return () if self.came_from is not None else self.story.sidenotes

    @property
    def graphics(self) -> tuple[Graphic, ...]:
        """The graphics that stand here."""
        return () if self.came_from is not None else self.story.graphics

    @property
    def pullquotes(self) -> tuple[str, ...]:
        """The pull quotes that stand here."""
        return () if self.came_from is not None else self.story.pullquotes

    @property
    def has_tables(self) -> bool:
        """Whether there is a table in what stands here."""
        return any(paragraph.kind == ParagraphKind.CELL for paragraph in self.paragraphs)

    @property
    def is_poem(self) -> bool:
        """Whether the story is verse and nothing else but titles and signatures, and has no pictures."""
        kinds = {paragraph.kind for paragraph in self.story.body}
        alone = not (self.story.photos or self.factboxes or self.graphics or self.portraits)
        return alone and ParagraphKind.VERSE in kinds and kinds <= POETIC


def chars(text: str) -> int:
    """字数: code points that are neither white space nor controls (SPEC §3)."""
    return len("".join(_CONTROLS.sub("", text).split()))
