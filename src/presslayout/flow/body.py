"""Paragraphs and subheads as pieces for fitting: each set in its measure, once.

Knows measures, no columns and no page.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from unicodedata import category

from presslayout.base.joining import wide
from presslayout.base.values import Same, frozen, replace
from presslayout.edition.ink import BLACK
from presslayout.edition.roles import MarkupKind, ParagraphKind
from presslayout.flow.emphasis import spreads
from presslayout.flow.fit import VARIANT_COST, Piece, PieceKind
from presslayout.typeset import classes as cl
from presslayout.typeset import headline
from presslayout.typeset.adjustment import natural_width
from presslayout.typeset.lines import ragged, variants, whole, within_word
from presslayout.typeset.shape import PLAINLY, Font, Look, shape
from presslayout.typeset.spacing import EM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.flow.hanging import Hanging
    from presslayout.issue.issue import Markup, Paragraph
    from presslayout.issue.template import SubheadStyle
    from presslayout.typeset.headline import Heading
    from presslayout.typeset.lines import Line, Variant
    from presslayout.typeset.phrases import Starts
    from presslayout.typeset.shape import Shaped

# Where a subhead stands in its rows: the share of the free height that is above it, in per mille
# (PAGES, "Air": more air above than below).
SUBHEAD_AIR_ABOVE = 640
# Sizes of a subhead are tried in half points, so that all subheads of a story share one.
SUBHEAD_STEP = 6_350
# A setting's own cost in the costs of fitting: one line more that reads as well is VARIANT_COST.
VARIANT_SCALE = 40
# What a subhead's row more costs there: it is seen, but only beside another subhead.
SUBHEAD_COST = 40
# A signature ends this far from the right edge, in thousandths of an em (RULES P4).
SIGNATURE_EDGE = EM
# Marks that change the glyphs themselves; the others stand beside them.
WITHIN = frozenset((MarkupKind.BOLD, MarkupKind.SUPERIOR, MarkupKind.INFERIOR))

# Marks whose right half is blank.
_GAPPED = frozenset("、，。．：；）】」』》")
# In these a blank is never one of running prose.
SPACED = (
    ParagraphKind.VERSE,
    ParagraphKind.STANZA,
    ParagraphKind.SIGNATURE,
    ParagraphKind.CELL,
)


@frozen
class TextBlock:
    """A paragraph set in one measure; `offset` is where its text begins in the body.

    `marks` count from there.  A list item stands `inset` to the right of its column's edge, its
    `marker` before it; `align` is start or end, the turned lines of a verse hang by `hanging`.  A
    verse that begins a stanza has `gap` blank rows before it, and the `stanza` rows of the others below
    it.  A `label` is the beginning of a
    paragraph that hangs, one line at the column's edge: its text comes before the block's own.
    `rooms` says how far each line begins from the edge, and how long it is, where a picture's outline
    or a drop cap makes way.  Its first `solid` rows stand in one column, beside such a cap; a label
    in an `ink` of its own stands `lowered` to the right and down from where it would.  One that `asks`
    ends no column: its answer stands below it.
    """

    offset: int
    shaped: Shaped
    variants: tuple[Variant, ...]
    marks: tuple[Markup, ...] = ()
    marker: str = ""
    inset: Length = 0
    align: str = "start"
    hanging: Length = 0
    gap: int = 0
    verse: bool = False
    stanza: int = 0
    label: TextBlock | None = None
    rooms: tuple[tuple[Length, Length], ...] = ()
    solid: int = 0
    lowered: tuple[Length, Length] = (0, 0)
    ink: Ink = BLACK
    asks: bool = False

    @property
    def labels(self) -> tuple[TextBlock, ...]:
        """What stands before its first line, in the order of reading."""
        return () if self.label is None else (*self.label.labels, self.label)

    @property
    def begins(self) -> int:
        """Where its text begins in the body, a label with it."""
        return self.label.begins if self.label is not None else self.offset

    @property
    def best(self) -> Variant:
        """The setting that reads best."""
        return min(self.variants, key=lambda v: (v.cost, len(v.lines)))

    @property
    def piece(self) -> Piece:
        """Its numbers of lines, the best first, each with what it costs over the best."""
        best = self.best
        if self.gap:
            rows = len(best.lines)
            return Piece(PieceKind.STANZA, ((rows + self.gap, 0), (rows, 0)), keeps=self.stanza)
        if self.verse:
            return Piece(PieceKind.VERSE, ((len(best.lines), 0),), keeps=self.stanza)
        others = sorted((v.cost - best.cost, len(v.lines)) for v in self.variants if v is not best)
        return Piece(
            PieceKind.TEXT,
            (
                (len(best.lines), 0),
                *((rows, VARIANT_COST + extra // VARIANT_SCALE) for extra, rows in others),
            ),
            (
                *(
                    _tied(self.shaped, Same(self.variants))
                    if cl.LETTER in self.shaped.kinds
                    else ()
                ),
                *((len(v.lines), row) for v in self.variants for row in range(1, self.solid)),
                *((len(v.lines), len(v.lines)) for v in self.variants if self.asks),
            ),
        )

    def lines(self, rows: int) -> tuple[Line, ...]:
        """The lines of the setting that takes so many rows."""
        if self.gap:
            return self.best.lines
        return self.setting(rows).lines

    def setting(self, rows: int) -> Variant:
        """The setting in so many lines; LookupError where it has none."""
        for one in self.variants:
            if len(one.lines) == rows:
                return one
        raise LookupError(f"no setting in {rows} lines of the paragraph at {self.offset}")

    def room(self, line: int) -> tuple[Length, Length] | None:
        """Where its line of a number begins from the edge and how long it is, beside a picture."""
        return self.rooms[line] if line < len(self.rooms) else None

    def blank(self, rows: int) -> int:
        """How many of so many rows stay blank before its first line."""
        return rows - len(self.best.lines) if self.gap else 0


# Asked for again whenever a story with the same paragraph is fitted.
@lru_cache(maxsize=1024)
def _tied(shaped: Shaped, settings: Same) -> tuple[tuple[int, int], ...]:
    """(rows, row): in a setting of so many lines, this one ends inside a word or an address."""
    found: Any = settings.value
    return tuple(
        (len(v.lines), row)
        for v in found
        for row, line in enumerate(v.lines[:-1], 1)
        if within_word(shaped, line.end)
    )


@frozen
class SubheadBlock:
    """A subhead and the rows that it takes; an `ordinal` hangs before it, where it is inset.

    The title of a poem is `centred` over its verses.  One that `opens` a column stands on its first
    line and needs no row above it.
    """

    offset: int
    heading: Heading
    rows: int
    inset: Length = 0
    ordinal: Heading | None = None
    centred: bool = False
    opens: bool = False

    @property
    def opening(self) -> SubheadBlock:
        """The subhead as it stands where the body begins with it; a poem's title is as elsewhere."""
        if self.centred:
            return self
        return replace(self, rows=max(self.rows - 1, len(self.heading.lines)), opens=True)

    def drop(self, rows: int, row: Length, em: Length, pitch: Length) -> Length:
        """From the top of its rows, each so high, to its first baseline; its lines are `pitch` apart."""
        if self.opens:
            # On the line of the text beside it.
            return self.heading.ascent * em // self.heading.size
        height = self.heading.size + (len(self.heading.lines) - 1) * pitch
        # The last row's own line gap belongs to the air below.
        gap = row - em
        free = rows * row + gap - height
        return free * SUBHEAD_AIR_ABOVE // 1000 - gap + self.heading.ascent

    @property
    def piece(self) -> Piece:
        """A subhead takes its rows and no others."""
        return Piece(PieceKind.SUBHEAD, ((self.rows, 0),))

    @property
    def giving(self) -> Piece:
        """Where that levels a page it takes a row more."""
        return Piece(PieceKind.SUBHEAD, ((self.rows, 0), (self.rows + 1, SUBHEAD_COST)))


@frozen
class BodyFonts:
    """What a body is set with; `words` says where words begin in a subhead.

    Subheads stand `inset` from the edge, behind the numbers that hang before them.
    """

    text: Font
    measure: int
    indent: int
    width: Length
    reading: Length = 0
    words: Starts | None = None
    inset: Length = 0


def text_block(
    paragraph: Paragraph,
    fonts: BodyFonts,
    *,
    start: int = 0,
    hang: Hanging | None = None,
    tail: int = 0,
) -> TextBlock:
    """A paragraph from code point `start` on; what continues another column is not indented.

    The last line keeps `tail` (thousandths of an em) free at its end, where nothing hangs.
    """
    signature = paragraph.kind == ParagraphKind.SIGNATURE
    if signature and not start:
        # What pushed the line to the right by hand is not drawn.
        start = len(paragraph.text) - len(paragraph.text.lstrip())
    if hang is not None:
        return _hung(paragraph, fonts, start, hang)
    if paragraph.kind == ParagraphKind.ROLL:
        return _roll(paragraph, fonts, start, tail)
    look, marks = looks(paragraph, fonts, (start, len(paragraph.text)))
    inset = _inset(paragraph, fonts)
    indent = 0 if start or paragraph.kind != ParagraphKind.PARAGRAPH else fonts.indent
    room = fonts.measure - (SIGNATURE_EDGE if signature else inset)
    spaced = paragraph.kind in SPACED
    shaped, found = _set(
        paragraph.text[start:], fonts.text, look, room, indent, tail, spaced=spaced
    )
    if signature:
        found = (ragged(min(found, key=lambda v: (v.cost, len(v.lines)))),)
    return TextBlock(
        paragraph.offset + start,
        shaped,
        found,
        marks,
        "" if start else paragraph.marker,
        inset * fonts.text.size // EM,
        "end" if signature else "start",
    )


def _hung(paragraph: Paragraph, fonts: BodyFonts, start: int, hang: Hanging) -> TextBlock:
    """A paragraph that hangs: its beginning at the edge, all its lines in the room behind it."""
    label: TextBlock | None = None
    indent = 0 if start else fonts.indent
    if hang.end and not start:
        look, marks = looks(paragraph, fonts, (hang.start, hang.end))
        shaped = shape(paragraph.text[hang.start : hang.end], fonts.text, look, spaced=True)
        label = TextBlock(paragraph.offset + hang.start, shaped, (whole(shaped),), marks)
        start, indent = hang.end, max(hang.wide - hang.by, 0)
    look, marks = looks(paragraph, fonts, (start, len(paragraph.text)))
    text, room = paragraph.text[start:], fonts.measure - hang.by
    shaped, found = _set(text, fonts.text, look, room, indent)
    inset = hang.by * fonts.text.size // EM
    return TextBlock(paragraph.offset + start, shaped, found, marks, inset=inset, label=label)


def _roll(paragraph: Paragraph, fonts: BodyFonts, start: int, tail: int) -> TextBlock:
    """The names of a unit in even cells, none in two lines (RULES P6)."""
    look, marks = looks(paragraph, fonts, (start, len(paragraph.text)))
    names = paragraph.text[start:]
    shaped, found = _set_names(names, fonts.text, look, fonts.measure, tail, begins=not start)
    return TextBlock(paragraph.offset + start, shaped, found, marks)


def looks(
    paragraph: Paragraph, fonts: BodyFonts, stretch: tuple[int, int]
) -> tuple[Look, tuple[Markup, ...]]:
    """How a stretch of a paragraph is set, and what stands beside it; both count from its start."""
    if not paragraph.marks:
        return PLAINLY, ()
    inside = [m for mark in paragraph.marks if (m := _clipped(mark, stretch)) is not None]
    bold = tuple((m.start, m.length) for m in inside if m.kind == MarkupKind.BOLD)
    raised, lowered = (
        tuple((m.start, m.length) for m in inside if m.kind == kind)
        for kind in (MarkupKind.SUPERIOR, MarkupKind.INFERIOR)
    )
    marks = tuple(m for m in inside if m.kind not in WITHIN)
    spread = spreads(marks, fonts.text, fonts.reading) if marks else ()
    return Look(bold, spread, raised, lowered), marks


def _clipped(mark: Markup, stretch: tuple[int, int]) -> Markup | None:
    """What of a mark lies in a stretch, counted from its start."""
    first = max(mark.start, stretch[0])
    length = min(mark.start + mark.length, stretch[1]) - first
    return replace(mark, start=first - stretch[0], length=length) if length > 0 else None


def verses(poem: Sequence[Paragraph], fonts: BodyFonts) -> tuple[TextBlock, ...]:
    """The verses of a poem: ragged, the block in the middle of its measure (RULES P4).

    A verse that the measure does not hold turns over, its other lines hanging by one character.
    """
    marked = [text_block(verse, fonts) for verse in poem]
    wide = [natural_width(b.shaped, 0, len(b.shaped)) for b in marked]
    inset = max(fonts.measure - max(wide), 0) // 2 * fonts.text.size // EM
    made = []
    for verse, block, width in zip(poem, marked, wide, strict=True):
        turned = width > fonts.measure
        found = block.variants
        if turned:
            found = variants(block.shaped, fonts.measure - EM)
        lines = ragged(min(found, key=lambda v: (v.cost, len(v.lines))))
        made.append(
            replace(
                block,
                variants=(lines,),
                inset=inset,
                hanging=fonts.text.size if turned else 0,
                gap=1 if verse.kind == ParagraphKind.STANZA else 0,
                verse=True,
            )
        )
    return tuple(_stanzas(made))


def _stanzas(poem: Sequence[TextBlock]) -> Iterator[TextBlock]:
    """The verses, the first of each stanza knowing the rows of those below it."""
    begins = [number for number, verse in enumerate(poem) if verse.gap or not number]
    for begin, end in zip(begins, [*begins[1:], len(poem)], strict=True):
        others = poem[begin + 1 : end]
        yield replace(poem[begin], stanza=sum(len(verse.best.lines) for verse in others))
        yield from others


def _inset(paragraph: Paragraph, fonts: BodyFonts) -> int:
    """How far a list item stands from the edge, whole characters: its marker's room (RULES P5)."""
    if paragraph.kind != ParagraphKind.ITEM:
        return 0
    room = max(fonts.indent, EM)
    while _halves(paragraph.marker) * EM // 2 > room:
        room += EM
    return min(room, fonts.measure // 2)


def _halves(marker: str) -> int:
    """The width of a marker and the gap behind it, in half characters; 、 and ） bring their own gap."""
    full = sum(wide(char) or category(char) == "No" for char in marker)
    own = marker[-1:] in _GAPPED
    return len(marker) + full + (not own)


@lru_cache(maxsize=4096)
def _set(
    text: str,
    font: Font,
    look: Look,
    measure: int,
    indent: int,
    tail: int = 0,
    *,
    spaced: bool = False,
) -> tuple[Shaped, tuple[Variant, ...]]:
    shaped = shape(text, font, look, spaced=spaced)
    return shaped, variants(shaped, measure, indent=indent, tail=tail)


@lru_cache(maxsize=256)
def _set_names(
    text: str, font: Font, look: Look, measure: int, tail: int, *, begins: bool
) -> tuple[Shaped, tuple[Variant, ...]]:
    # Its patterns take longer to compile than a short story to set, and few copies are rolls.
    from presslayout.typeset.rolls import roll, roll_variant

    shaped, names = roll(text, font, look, begins=begins)
    return shaped, roll_variant(shaped, names, measure, tail)


def subhead_size(
    texts: tuple[str, ...], fonts: BodyFonts, style: SubheadStyle, font: Font
) -> Length:
    """The largest size at which every subhead that can take one line does (PAGES, "Air")."""
    smallest, largest = style.text.smallest, style.text.largest
    alone = [t for t in texts if _fits(t, font, fonts.width - fonts.inset, smallest)]
    size = largest
    while size > smallest and not all(
        _fits(t, font, fonts.width - fonts.inset, size) for t in alone
    ):
        size -= SUBHEAD_STEP
    return max(size, smallest)


def _fits(text: str, font: Font, width: Length, size: Length) -> bool:
    found = headline.fit(
        text,
        font.faces,
        width=width,
        smallest=size,
        largest=size,
        max_lines=1,
        display=_display(font),
    )
    return found is not None


def _fitted(text: str, font: Font, fonts: BodyFonts, size: Length) -> Heading | None:
    """A subhead in one line or two of a column."""
    return headline.fit(
        text,
        font.faces,
        width=fonts.width - fonts.inset,
        smallest=size,
        largest=size,
        max_lines=2,
        display=replace(_display(font), words=fonts.words),
    )


def _display(font: Font) -> headline.Display:
    # A subhead that is pressed stands out beside those that are not (PAGES, "Faces").
    return replace(headline.LABEL, manner=font.manner, pressed=False)


def subhead_block(
    paragraph: Paragraph, fonts: BodyFonts, style: SubheadStyle, font: Font, size: Length
) -> TextBlock | SubheadBlock:
    """A subhead at the size that its story's subheads share."""
    # Where words forbid every second line (RULES T1), the marks alone say where it begins.
    found = _fitted(paragraph.text, font, fonts, size) or _fitted(
        paragraph.text, font, replace(fonts, words=None), size
    )
    if found is None:
        # Longer than two lines: it is set as text in its own face and keeps all its words.
        shaped, lines = _set(
            paragraph.text,
            replace(font, size=fonts.text.size),
            Look(),
            fonts.measure,
            0,
        )
        return TextBlock(paragraph.offset, shaped, lines)
    rows = style.rows_one if len(found.lines) == 1 else style.rows_two
    return SubheadBlock(paragraph.offset, found, rows)
