"""What composing found out about each page: the facts behind report.json.  Passes no judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from presslayout.assets import Source
    from presslayout.diagnostics import Diagnostic
    from presslayout.page import Box, Edition
    from presslayout.units import Length


@dataclass(frozen=True, slots=True)
class Overset:
    """The copy of a story that found no place: non-blank characters, lines, and the text itself."""

    chars: int
    lines: int
    text: str


@dataclass(frozen=True, slots=True)
class StoryRecord:
    """A story on one page. `chars_set` is this page's; `chars_source` and `overset` the story's."""

    id: str
    slot: str
    bbox: Box
    boxes: tuple[Box, ...]
    columns: int
    lines: int
    chars_source: int
    chars_set: int
    overset: Overset
    underset_lines: int
    headline_size: Length
    headline_lines: int
    jump_from: int | None
    jump_to: int | None
    fit_steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PhotoRecord:
    """A photo on one page: its box, its resolution there, its crop in pixels of `size`."""

    file: str
    story: str
    box: Box
    ppi: int
    crop: tuple[int, int, int, int]
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PageRecord:
    """A page: what stands on it and what it weighs in."""

    number: int
    template: str
    hash: str
    width: Length
    height: Length
    stories: tuple[StoryRecord, ...]
    photos: tuple[PhotoRecord, ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """An edition and all that was learned while it was made.

    `sources` gives the files of the edition's assets by key; `pending` names the facts that are
    still 待定, for proofs to list.
    """

    edition: Edition
    pages: tuple[PageRecord, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
