"""How a paper sets its text where the rules of composition leave it a choice (RULES, STYLE)."""

from __future__ import annotations

from typing import Final

from presslayout.base.values import frozen, replace

QUANJIAO: Final = "quanjiao"
KAIMING: Final = "kaiming"
BANJIAO: Final = "banjiao"
CCT: Final = "cct"
PLAIN: Final = "plain"
MARKS: Final = (QUANJIAO, KAIMING, BANJIAO, CCT, PLAIN)

QUARTER: Final = 250
EIGHTH: Final = 125
NO_GAP: Final = 0

ARTICLES: Final = "articles"
DIALOGUE: Final = "dialogue"


@frozen
class Manner:
    """One paper's choices; the defaults are a mainland newspaper's.

    `marks` is the style of full-width marks: each has one em and gives up blank between two of
    them (全角), only 。？！ have one em (开明), each has half of one (半角), 0.7 of one (cct), or
    one em always (plain).  `gap` is the space between Han and Latin in thousandths of an em,
    `unit_gap` whether it stands between a number and 年, 月, 人 too.  With `grid` every Han stands
    on the em grid of its line and lines are not justified.  `hang` lets one pause or stop hang
    out of the measure (RULES W8), `squeeze_stops` lets 。？！ be squeezed last (R7),
    `trim_indented` cuts the blank before a bracket that opens a paragraph (W10).  `centred` sets
    marks in the middle of their cell, as Taiwan and Hong Kong do (Q5).  `strict` keeps dashes and
    ellipses from beginning a line (K3).  `outdent` says which paragraphs hang: ARTICLES of a law,
    DIALOGUE (P5).

    Four say what is done with how the copy was typed; it is drawn so, the text stays as it is:
    `han_space` keeps a space between two Han (H2), `full_marks` draws half-width marks beside Han
    full width (H3), `half_latin` full-width letters and digits half width (H4), `mend_marks`
    dashes, ellipses, interpuncts and wave marks in the form of GB/T 15834 (H5).
    """

    marks: str = QUANJIAO
    gap: int = QUARTER
    unit_gap: bool = True
    grid: bool = False
    hang: bool = False
    squeeze_stops: bool = True
    trim_indented: bool = True
    centred: bool = False
    strict: bool = False
    han_space: bool = False
    full_marks: bool = False
    half_latin: bool = False
    mend_marks: bool = False
    outdent: frozenset[str] = frozenset()

    @property
    def redraws(self) -> bool:
        """Whether anything is drawn otherwise than it was typed."""
        return self.full_marks or self.half_latin or self.mend_marks

    def of_display(self) -> Manner:
        """How headlines are set: on no grid, nothing hanging."""
        return replace(self, grid=False, hang=False) if self.grid or self.hang else self


NEWSPAPER: Final = Manner()
