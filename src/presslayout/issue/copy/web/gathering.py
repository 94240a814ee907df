"""What is gathered from a page as it is walked: blocks of text, what is not set, pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.joining import joined
from presslayout.base.values import field, mutable
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.issue.copy.foreign import NOTES, CopyPiece, CopyRemark, Figure, collapsed, figured
from presslayout.issue.copy.ledger import Entry, Omitted
from presslayout.issue.copy.web.lists import Counters
from presslayout.issue.copy.web.styles import PageStyle, StyleSheet
from presslayout.issue.issue import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from presslayout.issue.copy.web.tables import Place

# Drawn by nothing; a paragraph of them alone is none.
INVISIBLE = " \t\r\n\f\u00a0\u200b\u200c\u200d\u2060\ufeff\u3000"
SPACES = " \t\r\n\f"
# What programs leave at the ends of their blocks.
_ENDS = "\u200b\ufeff"
# Two characters that nothing parts.
_TWO = 2


@mutable
class PageBlock:
    """A paragraph that is being read.

    `parts` are its text so far, `size` how long it is, `before` what the blanks of the next part depend
    on; `linked` counts the characters that are links, `right` says that it stands at the right.
    """

    kind: ParagraphKind = ParagraphKind.PARAGRAPH
    line: int = 1
    marker: str = ""
    place: Place = ((0, 0), (1, 1))
    parts: list[str] = field(default_factory=list)
    marks: list[Markup] = field(default_factory=list)
    size: int = 0
    before: str = ""
    linked: int = 0
    parted: bool = False
    right: bool = False

    def add(self, text: str, kinds: tuple[MarkupKind, ...] = (), *, verbatim: bool = False) -> None:
        """Text with what marks it; its blanks as a page shows them, or verbatim."""
        text = text if verbatim else collapsed(self.before, text)
        if self.parted and text.strip(INVISIBLE):
            # Blocks inside one cell stand apart.
            self.parted = False
            self._put(" " if len(joined(self.before[-1:], text.lstrip()[:1])) > _TWO else "\u3000")
        text, marked = figured(text, kinds)
        start = self.size
        self._put(text)
        if text.strip():
            self.marks += [Markup(kind, start, len(text), NOTES.get(kind, "")) for kind in marked]

    def _put(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.size += len(text)
            seen = self.before.strip() or text.strip()
            self.before = ("字" if seen else "") + text[-1]

    @property
    def empty(self) -> bool:
        """Whether nothing of it would be drawn."""
        return not any(part.strip(INVISIBLE) for part in self.parts)

    def piece(self) -> CopyPiece:
        """The paragraph."""
        cell, covers = self.place
        return CopyPiece(
            self.kind,
            self.line,
            self.marker,
            cell,
            covers,
            "".join(self.parts).rstrip(SPACES + _ENDS),
            self.marks,
            self.right,
        )


@mutable
class _Left:
    kind: Omitted
    line: int
    words: list[str]


@mutable
class PageDraft:
    """A page that is being read."""

    sheet: StyleSheet = field(default_factory=StyleSheet)
    article: Any = None
    blocks: list[PageBlock] = field(default_factory=list)
    remarks: list[CopyRemark] = field(default_factory=list)
    pictures: list[Figure] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)
    left: list[_Left] = field(default_factory=list)
    counters: Counters = field(default_factory=Counters)
    # Elements as keys stay alive, and so stay the same.
    cells: dict[Any, Place] = field(default_factory=dict)
    line: int = 1
    # Figures that hold a picture, and those that hold none.
    figures: dict[Any, bool] = field(default_factory=dict)
    quotes: int = 0
    linking: int = 0
    inserting: int = 0
    # What the next words left out would go on with.
    running: Omitted | None = None

    def begin(self, like: PageBlock) -> None:
        """A new paragraph; one that is still empty becomes it, and a cell is one block."""
        self.running = None
        last = self.blocks[-1] if self.blocks else None
        if last and last.kind == ParagraphKind.CELL == like.kind and last.place == like.place:
            last.parted = bool(last.size)
            return
        made = PageBlock(like.kind, self.line, like.marker, like.place)
        if last and not last.size and last.kind != ParagraphKind.CELL:
            self.blocks[-1] = made
        else:
            self.blocks.append(made)

    def say(self, text: str | None, like: PageBlock, look: PageStyle) -> None:
        """Text of the page: set, or told when a browser hides or strikes it."""
        if not text:
            return
        if not look.shown or look.struck:
            self.leave(Omitted.STRUCK if look.shown else Omitted.HIDDEN, text)
            return
        if look.lines:
            first, *rest = text.split("\n")
            self._set(first, like, look)
            for row in rest:
                self.begin(PageBlock(_behind(like.kind), place=like.place))
                self.line += 1
                self._set(row, like, look)
        else:
            self._set(text, like, look)

    def _set(self, text: str, like: PageBlock, look: PageStyle) -> None:
        if not self.blocks:
            self.begin(like)
        block = self.blocks[-1]
        if not block.size and not look.lines:
            before = len(text) - len(text.lstrip(SPACES + _ENDS))
            block.line = self.line + text.count("\n", 0, before)
            text = text[before:]
        if not text:
            return
        if text.strip(SPACES):
            self.running, block.right = None, look.right
        block.add(text, kinds(look), verbatim=look.lines)
        if self.linking:
            block.linked += len("".join(text.split()))

    def leave(self, kind: Omitted, words: str) -> None:
        """Words that are not set; those that follow at once on words of the same kind go on with them."""
        if self.running is kind:
            self.left[-1].words.append(words)
        elif words.strip(SPACES):
            self.left.append(_Left(kind, self.line, [words]))
            self.running = kind

    def omit(self, kind: Omitted, words: str, *, silent: bool = True) -> None:
        """Something that is not set; where it holds no words it is told when it is not `silent`."""
        if words.strip(INVISIBLE) or not silent:
            self.left.append(_Left(kind, self.line, [words]))
        self.running = None

    def entries(self) -> list[Entry]:
        """The ledger so far."""
        return [Entry(one.kind, one.line, "".join(one.words).strip()) for one in self.left]

    def clear(self, is_junk: Callable[[str], bool]) -> None:
        """Leave out the lines that advertise, and the lists of links that stand below them."""
        listing = False
        for block in self.blocks:
            text = "".join(block.parts)
            if block.kind == ParagraphKind.CELL or not block.size:
                continue
            size = len("".join(text.split()))
            listing = is_junk(text) or (listing and 0 < size <= block.linked)
            if listing:
                self.left.append(_Left(Omitted.JUNK, block.line, [f"{block.marker}{text}"]))
                block.parts, block.marks, block.size = [], [], 0


def kinds(look: PageStyle) -> tuple[MarkupKind, ...]:
    """What marks text of a look."""
    shifts = {1: (MarkupKind.SUPERIOR,), -1: (MarkupKind.INFERIOR,)}
    return (
        (MarkupKind.BOLD,) * look.bold + (MarkupKind.DOTS,) * look.dots + shifts.get(look.shift, ())
    )


def _behind(kind: ParagraphKind) -> ParagraphKind:
    return ParagraphKind.PARAGRAPH if kind == ParagraphKind.ITEM else kind
