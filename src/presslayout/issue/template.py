"""A template as it was written: sheet, type area, base columns, slots and their styles.

Values only; `read_template.py` makes them.  After reading, nothing here is looked up by name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Span, Text
from presslayout.base.units import Length, pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import BLACK, RED, Ink
from presslayout.edition.steps import Step
from presslayout.issue.kinds import Content
from presslayout.issue.layout_rules import Levels
from presslayout.typeset.manner import NEWSPAPER, Manner

if TYPE_CHECKING:
    from collections.abc import Sequence


@frozen
class TextStyle:
    """How a line of display or caption text looks.

    `families` is the chain of 字体; the size lies between `smallest` and `largest`.
    `align` is start, center, end or justify.  Its lines stand `beside` another's, so far from them
    where both are as wide as they may be; None where nothing stands beside them.  They are condensed
    to `condense` per mille at most: as far as those of the same rank beside them.
    """

    families: tuple[str, ...]
    smallest: Length
    largest: Length
    max_lines: int = 1
    leading: Length = 0
    align: str = "start"
    ink: Ink = BLACK
    beside: Length | None = None
    condense: int = 1000


FACTBOX = TextStyle(("黑体",), pt("8.5"), pt("8.5"))
RUBRIC = TextStyle(("粗黑",), pt(9), pt(9), ink=RED)
IMPRINT = TextStyle(("黑体",), pt("7.5"), pt("7.5"))
SECTION = TextStyle(("标题宋",), pt(60), pt(60))


@frozen
class Heads:
    """The styles of a headline block, from the top down; the side of a `face` beside its byline."""

    kicker: TextStyle
    headline: TextStyle
    deck: TextStyle
    byline: TextStyle
    rubric: TextStyle = RUBRIC
    face: Length = 0

    def aligned(self, align: str, but: tuple[str, ...] = ()) -> Heads:
        """The styles as a page aligns all its heads, `but` those that say so themselves.

        A rubric stands under the beginning of its bar, whatever the heads do.
        """
        if not align:
            return self
        own = {
            "kicker": self.kicker,
            "headline": self.headline,
            "deck": self.deck,
            "byline": self.byline,
        }
        return replace(
            self,
            **{name: replace(s, align=align) for name, s in own.items() if name not in but},
        )


@frozen
class DropCap:
    """A first character over so many rows, in these faces and this ink."""

    rows: int
    families: tuple[str, ...]
    ink: Ink = BLACK


@frozen
class Ordinals:
    """What counts subheads and the items of numbered lists: figures (01), circled (①) or nothing."""

    subheads: str = ""
    items: str = ""


@frozen
class SlotStyle:
    """What a story's own style, `name`, changes of its slot; None leaves the slot's value.

    `aligned` are the parts of the head of which it says itself where they stand.
    """

    frame: Length | None = None
    tint: Ink | None = None
    heads: Heads | None = None
    manner: Manner | None = None
    vertical: bool = False
    head_side: str = ""
    ornament: str = ""
    name: str = ""
    drop_cap: DropCap | None = None
    ordinals: Ordinals | None = None
    aligned: tuple[str, ...] = ()


@frozen
class Range:
    """A rectangle of rows and base columns, both ends counted from 1."""

    rows: tuple[int, int]
    columns: tuple[int, int]

    @property
    def told(self) -> Text:
        """It in words."""
        rows, columns = self.rows, self.columns
        return Text(
            f"行 {rows[0]}-{rows[1]}、栏 {columns[0]}-{columns[1]}",
            f"rows {rows[0]}-{rows[1]}, columns {columns[0]}-{columns[1]}",
        )

    def meets(self, other: Range) -> Range | None:
        """What two ranges share, or None."""
        rows = max(self.rows[0], other.rows[0]), min(self.rows[1], other.rows[1])
        columns = max(self.columns[0], other.columns[0]), min(self.columns[1], other.columns[1])
        return Range(rows, columns) if rows[0] <= rows[1] and columns[0] <= columns[1] else None

    def holds(self, other: Range) -> bool:
        """Whether the other range lies inside this one."""
        return self.meets(other) == other


@frozen
class Dress:
    """How a story is dressed in a slot that was made for it.

    `split` is 破栏, `frame` the line of a box round it, `head_side` where a vertical headline stands;
    its first photo crosses `photo_columns`, or with 0 as many as it wants.  `head_over`: its headline
    stands on its first photo; `head_small`: its heads take less room than they like to.
    """

    split: int | None = None
    frame: Length = 0
    head_side: str = ""
    photo_columns: int = 0
    head_over: bool = False
    head_small: bool = False


PLAIN, SMALL = Dress(), Dress(head_small=True)


@frozen
class HeadShelf:
    """What the headline blocks of stories share that begin on one row, or are of one area of heads.

    `rows` are those of the block, counted from row `top` of the page, where the first of the slots
    side by side begins; `headline` and `byline` are how far their last baselines stand above the row
    where the text begins, `below` the air there, `deck` how far first lines of decks stand below the
    headlines' last.  Headlines of one rank are condensed alike, to `condense` per mille.
    """

    rows: int
    headline: Length
    byline: Length
    below: Length
    top: int
    condense: int = 1000
    deck: Length = 0

    @property
    def foot(self) -> int:
        """The row of the page where the text below begins."""
        return self.top + self.rows


@frozen
class SubheadAir:
    """What all subheads of a page have alike, beside their style.

    Each takes `more` rows than that says, and is no larger than `most` (0: than that allows).
    """

    more: int = 0
    most: Length = 0


AS_STYLED = SubheadAir()


@frozen
class Slot:
    """A place on the page: rows and base columns, both ends counted from 1.

    `content` is story, picture, banner, folio, masthead, imprint or ornament. `split` resets the slot's width in that
    many columns (破栏). `head_rows` bounds the headline block in rows; (0, 0) lets it be as high as
    its lines. `head_columns` is how many of the slot's columns the headline block crosses (0: all).
    Heads of slots of one `head_area` are of one height ("": of none).
    `byline_at` is below or end.  `vertical` sets the whole story in vertical lines, `split` being
    its tiers (段) then; `head_side` (left, right or none) stands a vertical headline there, over
    `head_columns` of the columns (0: one), beside a horizontal body.  `ornament` is the pattern of
    the frame, "" for a plain line.  `narrowed` is how many characters fitting took from the measure
    of its columns.  A slot of several rectangles has them as `parts`, `rows` and `columns` being
    those round all of them; a slot `within` another stands in its range, where it is one of `cuts`.
    The first photo of its story crosses `photo_columns` where the story does not say (0: as many as
    it wants); `head_over`: the headline stands on it; `head_small`: of the sizes that its heads
    are given small ones were chosen.
    `file` is what a masthead shows for the paper's name, or an ornament: "" for none.  `form` is how a
    masthead stands: "" (or center), left, boxed or upright.
    Nothing is said of one that `may_be_empty` and is.  Its story begins with a `drop_cap`, if any;
    `ordinals` hang before its subheads and items.  `shelf` is what its headline block shares with
    those beside it, `air` what its subheads have in common with all others of the page.  `barred`:
    its story begins with a rubric (栏头), whose bar stands at its top.
    """

    name: str
    rows: tuple[int, int]
    columns: tuple[int, int]
    content: str
    split: int | None
    remainder: str
    frame: Length
    tint: Ink | None
    heads: Heads
    head_rows: tuple[int, int]
    head_columns: int
    byline_at: str
    rule: Length
    accent: Ink
    span: Span
    vertical: bool = False
    head_side: str = ""
    ornament: str = ""
    narrowed: int = 0
    parts: tuple[Range, ...] = ()
    cuts: tuple[Range, ...] = ()
    within: str = ""
    photo_columns: int = 0
    head_over: bool = False
    head_small: bool = False
    file: str = ""
    may_be_empty: bool = False
    drop_cap: DropCap | None = None
    ordinals: Ordinals = Ordinals()
    shelf: HeadShelf | None = None
    form: str = ""
    air: SubheadAir = AS_STYLED
    head_area: str = ""
    barred: bool = False

    @property
    def whole(self) -> Range:
        """The rectangle round all that it takes."""
        return Range(self.rows, self.columns)

    @property
    def ranges(self) -> tuple[Range, ...]:
        """Its rectangles: one, or its parts."""
        return self.parts or (self.whole,)


def around(slots: Sequence[Slot]) -> Range:
    """The rectangle round several slots."""
    rows = [row for slot in slots for row in slot.rows]
    columns = [column for slot in slots for column in slot.columns]
    return Range((min(rows), max(rows)), (min(columns), max(columns)))


@frozen
class PageGround:
    """The tint that a page stands on: of the whole sheet, out into its bleed, or of its type area."""

    tint: Ink
    whole: bool = True


@frozen
class BodyStyle:
    """Body text: faces, size, leading (one 行), first-line indent in thousandths of an em.

    Without an indent of its own it is what columns of their width have (RULES P1).
    """

    families: tuple[str, ...]
    bold: tuple[str, ...]
    size: Length
    leading: Length
    indent: int | None


@frozen
class SubheadStyle:
    """A subhead: its face, its ink, and how many rows it takes for one line and for two."""

    text: TextStyle
    rows_one: int
    rows_two: int

    def in_air(self, air: SubheadAir) -> SubheadStyle:
        """The style as a page's subheads have it."""
        if air == AS_STYLED:
            return self
        most = min(self.text.largest, air.most or self.text.largest)
        text = replace(self.text, largest=max(most, self.text.smallest))
        return SubheadStyle(text, self.rows_one + air.more, self.rows_two + air.more)


@frozen
class Template:
    """One page design. `left` and `top` place the type area on the trimmed sheet.

    `end_mark` is the shape that closes a story (尾花): square, dot, diamond, a file or none.
    `about` says what it is for, `about_en` the same in English.  `outside` has the folio's number at the outer edge of the page.
    `verso` is the left margin of pages with even numbers, None where all are alike.  A spread has a
    `fold`, the width between the type areas of its two pages: `width` and `base_columns` count both.
    `wrap_both`: lines beside a cut-out go on behind it.  `given_up` are the slots in whose place a
    page's own layout has others.  All of it stands on its `ground`, if any.
    """

    name: str
    file: str
    width: Length
    height: Length
    bleed: Length | None
    body: BodyStyle
    left: Length
    top: Length
    cells: int
    rows: int
    base_columns: int
    base_cells: int
    gutter_cells: int
    slots: tuple[Slot, ...]
    subhead: SubheadStyle
    caption: TextStyle
    jump: TextStyle
    folio: TextStyle
    banner: TextStyle
    masthead: TextStyle
    accent: Ink
    ppi_error: int | None
    ppi_warning: int | None
    fit_order: tuple[Step, ...]
    span: Span
    manner: Manner = NEWSPAPER
    rules: Levels = ()
    imprint: TextStyle = IMPRINT
    factbox: TextStyle = FACTBOX
    end_mark: str = ""
    verso: Length | None = None
    fold: Length = 0
    outside: bool = False
    about: str = ""
    about_en: str = ""
    wrap_both: bool = False
    given_up: tuple[Slot, ...] = ()
    ground: PageGround | None = None
    section: TextStyle = SECTION

    def slot(self, name: str | None) -> Slot:
        """The slot of a name; LookupError where there is none."""
        for slot in self.slots:
            if slot.name == name:
                return slot
        raise LookupError(f"{self.file} has no slot {name}")

    @property
    def story_slot(self) -> Slot:
        """Its first slot for a story, which those of our own making are like; LookupError without."""
        for slot in self.slots:
            if slot.content == Content.STORY:
                return slot
        raise LookupError(f"{self.file} has no slot for a story")

    @property
    def drawings(self) -> tuple[tuple[str, Span], ...]:
        """The house's own drawings: the file of each, and where the template speaks of it."""
        shown = [(slot.file, slot.span) for slot in self.slots if slot.file]
        if "." in self.end_mark:
            shown.append((self.end_mark, self.span))
        return tuple(shown)
