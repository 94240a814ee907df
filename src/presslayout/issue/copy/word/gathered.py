"""What is known while a document is read, and where its words go: set, told, or lost to a change.

Each character of the document comes to `say` once, with how it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from presslayout.base.diagnostics import Text
from presslayout.base.values import field, frozen, mutable, replace
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy.foreign import CopyPiece, CopyRemark, Figure, Read, change
from presslayout.issue.copy.ledger import Entry, Omitted, excerpt
from presslayout.issue.copy.numerals import numeral
from presslayout.issue.copy.word.styles import NO_STYLE, WordStyle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from presslayout.issue.copy.word.fields import WordField
    from presslayout.issue.copy.word.grid import GridCell
    from presslayout.issue.copy.word.numbering import Numbering
    from presslayout.issue.copy.word.package import Package, Relation
    from presslayout.issue.copy.word.styles import Styles

DELETED, INSERTED = Text("删去", "deleted"), Text("加上", "inserted")
_CONTENTS = frozenset(("TOC", "INDEX", "TOA"))
# What they show is reckoned from pages that are none of the paper's.
_PAGES = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"))


@mutable
class Open:
    """A field that has begun; `reckoned` from where its result stands."""

    field: WordField
    owner: int
    reckoned: bool = False


@mutable
class WordPart:
    """A part that is being read: what it points to, its fields, and those that have begun."""

    name: str
    relations: Mapping[str, Relation]
    fields: Mapping[Any, WordField]
    begun: list[Open] = field(default_factory=list)


@frozen
class How:
    """How an element stands: in which part, as what its words are told, how they are marked.

    `omit` is what stands around it, `look` what its run's look makes of it; `gone` is the change
    that took it out.  `owner` is the number of the thing that its words are told with.  Words go
    `into` a list of their own where they are a reading.
    """

    part: WordPart
    omit: Omitted | None = None
    look: Omitted | None = None
    gone: Text | None = None
    owner: int = 0
    kinds: tuple[MarkupKind, ...] = ()
    font: str = ""
    style: WordStyle = NO_STYLE
    cell: bool = False
    inserted: bool = False
    alt: str = ""
    into: list[str] | None = None


# What is still to be read, or to be done when what stands before was.
Step = tuple[Any, How] | Callable[[], None]


@mutable
class _Told:
    kind: Omitted
    line: int
    words: str
    key: int


@mutable
class _Lost:
    what: Text
    line: int
    words: str
    key: int


@mutable
class Gathered:
    """A document that is being read.

    `open_end` is a paragraph whose mark is taken out: what follows joins it; else it is dressed as
    it says itself.
    """

    package: Package
    styles: Styles
    numbering: Numbering
    comments: dict[str, str]
    notes: Mapping[str, WordNotes]
    nested: Callable[[bytes], Read] | None = None
    pieces: list[CopyPiece] = field(default_factory=list)
    remarks: list[CopyRemark] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    cells: dict[Any, GridCell] = field(default_factory=dict)
    gone_rows: set[Any] = field(default_factory=set)
    aside: list[CopyPiece] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)
    line: int = 0
    compared: int = 0
    open_end: tuple[int, Callable[[], None]] | None = None
    told: list[_Told] = field(default_factory=list)
    lost: list[_Lost] = field(default_factory=list)
    serial: int = 0

    def owner(self) -> int:
        """The number of something whose words are told together."""
        self.serial += 1
        return self.serial

    def say(self, text: str, how: How) -> None:
        """Words as they stand: set, told, or lost."""
        if not text:
            return
        omitted = omission(how)
        if how.gone is not None:
            self.lose(text, how.gone)
        elif omitted is not None:
            self.tell(omitted[0], text, omitted[1])
        elif how.into is not None:
            how.into.append(text)
        else:
            self.add(text, how.kinds)

    def add(self, text: str, kinds: Sequence[MarkupKind] = ()) -> None:
        """Words that are set."""
        if not self.pieces:
            self.pieces.append(CopyPiece(ParagraphKind.PARAGRAPH, max(self.line, 1)))
        self.pieces[-1].add(text, kinds)
        if text.strip():
            self.serial += 1

    def tell(self, kind: Omitted, words: str, owner: int = 0) -> None:
        """Words that are not set; those of one owner together, else those that nothing set parts."""
        key = owner or self.serial
        last = self.told[-1] if self.told else None
        if last is not None and (last.kind, last.key) == (kind, key):
            last.words += words
        elif words.strip() or owner:
            self.told.append(_Told(kind, max(self.line, 1), words, key))

    def enter(self, kind: Omitted, line: int, words: str) -> None:
        """Words that another reader did not set."""
        self.told.append(_Told(kind, line, words, self.owner()))

    def lose(self, words: str, what: Text) -> None:
        """Words that a change took out."""
        last = self.lost[-1] if self.lost else None
        if last is not None and (last.what, last.key) == (what, self.serial):
            last.words += words
        elif words.strip():
            self.lost.append(_Lost(what, max(self.line, 1), words, self.serial))

    def changed(self, what: Text, words: str = "") -> None:
        """A change that took nothing out."""
        self.remarks.append(change(max(self.line, 1), what, words))

    def parted(self, how: How) -> None:
        """A line ends, where words are told and where they are set."""
        if how.gone is not None:
            self.lose("\n", how.gone)
        elif (omitted := omission(how)) is not None:
            last = self.told[-1] if self.told else None
            if last is not None and last.kind == omitted[0]:
                last.words += "\n"
        elif how.into is None and self.pieces:
            last_piece = self.pieces[-1]
            self.pieces.append(CopyPiece(last_piece.kind, last_piece.line, "", last_piece.cell))

    def commented(self, name: str) -> None:
        """Where a comment stands: what it says is told once."""
        words = self.comments.pop(name, "")
        said = excerpt(words)
        if said:
            text = Text(f"原稿有批注：{said}", f"the original has a comment: {said}")
            self.remarks.append(CopyRemark("copy-comment", max(self.line, 1), text, words))

    def settle(self) -> None:
        """A paragraph that waits for what follows is dressed: nothing joins it."""
        if self.open_end is not None:
            _, dress = self.open_end
            self.open_end = None
            dress()

    def read(self) -> Read:
        """All that was gathered."""
        remarks = [*self.remarks, *(change(one.line, one.what, one.words) for one in self.lost)]
        return Read(
            tuple(self.pieces),
            tuple(sorted(remarks, key=lambda r: r.line)),
            tuple(Entry(t.kind, t.line, t.words.strip()) for t in self.told),
            tuple(self.figures),
        )


@mutable
class WordNotes:
    """The foot or end notes of a document: each by its id, how their numbers are written."""

    part: WordPart
    known: dict[str, Any]
    form: str
    count: int

    def next(self) -> str:
        """The number of the next note, as the document writes it."""
        number = numeral(self.count, self.form)
        self.count += 1
        return number


def omission(how: How) -> tuple[Omitted, int] | None:
    """As what words are told that are not set, and with which owner; None of words that are set.

    What stands around them says so first, then a field, then their own look.
    """
    if how.omit is not None:
        return how.omit, how.owner
    for one in how.part.begun:
        kind = _of_field(one)
        if kind is not None:
            return kind, one.owner
    return None if how.look is None else (how.look, 0)


def _of_field(one: Open) -> Omitted | None:
    if not one.reckoned:
        return Omitted.FIELD
    if one.field.name in _CONTENTS:
        return Omitted.CONTENTS
    if one.field.name in _PAGES:
        return Omitted.FIELD
    return Omitted.PLACEHOLDER if one.field.empty else None


def is_set(how: How) -> bool:
    """Whether words that stand so are set."""
    return how.gone is None and omission(how) is None


def omitted(how: How, kind: Omitted, owner: int) -> How:
    """How the inside of something stands that is not set; what stands in such a thing stays so."""
    return how if how.omit is not None else replace(how, omit=kind, owner=owner)


def inside(element: Any, how: How) -> list[Step]:
    """The children of an element, each as it stands itself."""
    return [(one, how) for one in element]
