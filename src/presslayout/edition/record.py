"""What composing found out about each page: the facts behind report.json.  Passes no judgement."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from presslayout.base.diagnostics import Diagnostic
from presslayout.base.geometry import Box
from presslayout.base.source import Source
from presslayout.base.units import Length
from presslayout.base.values import field, fields, frozen
from presslayout.edition.codec import Written
from presslayout.edition.page import Edition
from presslayout.edition.steps import Fitted


class FocusGuess(StrEnum):
    """What the focus of a photo was guessed by: the faces in it, or its sharpest, most coloured place."""

    FACES = "faces"
    PLACE = "place"


@frozen
class Overset:
    """The copy of a story that found no place: non-blank characters, lines, and the text itself."""

    chars: int
    lines: int
    text: str


@frozen
class Composed:
    """How the lines of a story are set on a page (RULES §17), counted from their text.

    `forbidden` are lines that begin or end with what may not stand there, `three_marks` those that
    do because three marks in a row were parted (RULES §6.5), `split` line ends inside
    a number, a dash or an ellipsis, `parted` those between a number and its 年, 人, 元.  `loose`
    are lines opened by more than 0.05 em a character, `patches` three of them in a row.  `gaps`
    holds what each justified line was opened by, in thousandths of an em, lines with long Latin
    words left out and counted in `long_latin`.
    """

    lines: int = 0
    forbidden: int = 0
    split: int = 0
    overfull: int = 0
    orphans: int = 0
    hyphens: int = 0
    parted: int = 0
    loose: int = 0
    patches: int = 0
    long_latin: int = 0
    three_marks: int = 0
    gaps: tuple[int, ...] = ()

    def __add__(self, other: Composed) -> Composed:
        # Counts and gaps alike: all that is known of two stretches is their sum.
        return Composed(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Composed)))


@frozen
class StoryRecord:
    """A story on one page. `chars_set` is this page's; `chars_source` and `overset` the story's.

    `headline_tracking` is the letter-space in thousandths of an em, `headline_condense` the
    horizontal scale in per mille.  `inserts` are the photos, quotes and fact boxes in its columns by
    key, each with its rows and its columns, both ends counted from 1.
    """

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
    fit_steps: tuple[Fitted, ...]
    composed: Composed = Composed()
    headline_tracking: int = 0
    headline_condense: int = 1000
    inserts: tuple[tuple[str, tuple[int, int], tuple[int, int]], ...] = ()


def textless(story: str, slot: str, box: Box) -> StoryRecord:
    """What is recorded of a story where none of its text stands: its pictures or graphics alone."""
    return StoryRecord(
        id=story,
        slot=slot,
        bbox=box,
        boxes=(box,),
        columns=1,
        lines=0,
        chars_source=0,
        chars_set=0,
        overset=Overset(0, 0, ""),
        underset_lines=0,
        headline_size=0,
        headline_lines=0,
        jump_from=None,
        jump_to=None,
        fit_steps=(),
    )


@frozen
class PhotoRecord:
    """A photo on one page: its box, its resolution there, its crop in pixels of `size`.

    A drawing has no resolution and is never cropped; its `size` is in Lengths.  `remarks` are those
    of the file's header (`assets.headers.Header`).  It is cropped round its `focus`, in per mille;
    `guess`: nobody named one, and the crop takes something away.  `persons` are the faces found in
    it, left, top, right and bottom in per mille, the largest first.
    """

    file: str
    story: str
    box: Box
    ppi: int | None
    crop: tuple[int, int, int, int]
    size: tuple[int, int]
    remarks: tuple[str, ...] = ()
    focus: tuple[int, int] | None = None
    guess: FocusGuess | None = None
    persons: tuple[tuple[int, int, int, int], ...] = ()


@frozen
class PageRecord:
    """A page: what stands on it and what it weighs in; `written` as it was spelled for its hash."""

    number: int
    template: str
    hash: str
    width: Length
    height: Length
    stories: tuple[StoryRecord, ...]
    photos: tuple[PhotoRecord, ...]
    written: Written | None = field(default=None, repr=False)


@frozen
class Composition:
    """An edition and all that was learned while it was made.

    `sources` gives the files of the edition's assets by key; `pending` names the facts that are
    still 待定, for proofs to list.
    """

    edition: Edition
    pages: tuple[PageRecord, ...]
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]

    @property
    def written(self) -> tuple[Written, ...]:
        """Its pages as they were spelled for their hashes; none where some were not."""
        found = tuple(record.written for record in self.pages if record.written is not None)
        return found if len(found) == len(self.pages) else ()

    def record(self, number: int) -> PageRecord:
        """What was learned of the page of a number; LookupError where there is none."""
        for page in self.pages:
            if page.number == number:
                return page
        raise LookupError(f"no page {number} was composed")
