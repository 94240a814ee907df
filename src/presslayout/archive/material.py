"""What an archive keeps beside the pages: copy with its markup, photos, and the files as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from pathlib import Path

    from presslayout.edition.roles import MarkupKind, ParagraphKind


@frozen
class Emphasis:
    """A stretch of a passage that markup sets apart: bold, dots or ruby (with its note)."""

    kind: MarkupKind
    start: int
    length: int
    note: str = ""


@frozen
class ArchivedPassage:
    """One block of a body: paragraph, subhead, item, cell, signature, verse or stanza.

    An item has its `marker`, a cell its row and column, the rows and columns that it `covers` and how
    its column is to be aligned; a stanza is the verse that begins one.
    """

    kind: ParagraphKind
    text: str
    marks: tuple[Emphasis, ...] = ()
    marker: str = ""
    cell: tuple[int, int] = (0, 0)
    covers: tuple[int, int] = (1, 1)
    align: str = ""


@frozen
class Photograph:
    """A photo of a story and the words that belong to it; `file` from the workspace root."""

    file: str
    path: Path
    caption: str
    credit: str
    alt: str


@frozen
class ArchivedStory:
    """A story as the archive keeps it.

    A fact box is its title and its text, a graphic its words and what it says to who cannot see it.
    `left_out` says what its files of copy held that no page shows.
    """

    id: str
    kicker: str
    headline: str
    deck: str
    byline: str
    body: tuple[ArchivedPassage, ...]
    pullquotes: tuple[str, ...]
    photos: tuple[Photograph, ...]
    factboxes: tuple[tuple[str, tuple[ArchivedPassage, ...]], ...] = ()
    left_out: tuple[str, ...] = ()
    rubric: str = ""
    graphics: tuple[tuple[tuple[str, ...], str], ...] = ()


@frozen
class SourceFile:
    """A file as it was read: its path from the workspace root, where it lies, its SHA-256."""

    name: str
    path: Path
    sha256: str


@frozen
class Material:
    """All of it, with the paper's name and the issue's for the bag's label."""

    paper: str
    date: str
    issue: str
    stories: tuple[ArchivedStory, ...]
    sources: tuple[SourceFile, ...]
