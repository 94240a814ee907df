"""A story that was accepted: its id, the file that it came in, its own file and its pictures'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.issue.copy.parts import Guess

if TYPE_CHECKING:
    from presslayout.newsroom.importing.drafts import Draft
    from presslayout.newsroom.importing.pictures import Shot

# How a file may be taken in.
GUESS, PLAIN = "guess", "plain"


@frozen
class ImportedStory:
    """`file` is "" of pictures alone; `photos` are their files with what they show."""

    id: str
    source: str
    draft: Draft
    file: str
    photos: tuple[tuple[str, Shot], ...]

    @property
    def headline(self) -> str:
        """Its headline, else its id."""
        return self.draft.part(Guess.HEADLINE) or self.id
