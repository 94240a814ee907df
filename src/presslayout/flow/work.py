"""A story about to be set, and one way to lay it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.edition.ink import WHITE

if TYPE_CHECKING:
    from presslayout.base.diagnostics import Text
    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.edition.steps import Fitted
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.flow.blocks import BodyBlock
    from presslayout.flow.body import BodyFonts
    from presslayout.flow.fit import Geometry
    from presslayout.flow.heads import HeadPlan
    from presslayout.flow.inserts import Insert, Placing
    from presslayout.flow.telling import Telling
    from presslayout.flow.turned import Pivot
    from presslayout.issue.template import Slot


@frozen
class Layout:
    """One geometry with what stands in its holes; `head_columns` is what the heads cross."""

    geometry: Geometry
    head: HeadPlan
    placings: tuple[Placing, ...]
    byline_at_end: bool
    head_columns: int

    @property
    def head_row(self) -> int:
        """The row at which the headline block begins: below a photo that stands above it.

        Over a photo higher than itself it stands where that is quiet.
        """
        for one in self.placings:
            if one.anchor == "above":
                return one.hole.bottom
            if one.anchor == "behind":
                return (one.rows - self.head.rows) * one.insert.quiet // 1000
        return 0


@frozen
class Job:
    """A telling in its slot, everything measured: what fitting chooses from.

    `left_out` are the inserts for which the slot has no room at all, `eased` says what the slot
    itself gave or took, `open_rows` how many rows at its foot stay white in every column. `strip`
    is where a vertical headline stands beside the body, in a turned frame of its own.  `capless` says
    why the body bears no drop cap where one is asked for.  Notes stand in its `margin`, from an x and so
    wide.
    """

    slot: Slot
    telling: Telling
    desk: Desk
    area: Area
    fonts: BodyFonts
    body: tuple[BodyBlock, ...]
    inserts: tuple[Insert, ...]
    frame: Length
    strip: tuple[Area, Pivot] | None = None
    left_out: tuple[Insert, ...] = ()
    eased: tuple[Fitted, ...] = ()
    open_rows: int = 0
    capless: Text | None = None
    margin: tuple[Length, Length] | None = None

    @property
    def rows(self) -> int:
        """Rows of text that all columns hold together."""
        return len(self.area.columns) * self.area.rows

    @property
    def ground(self) -> Ink:
        """What is seen where nothing is printed: the slot's tint, else the page's, else paper."""
        if self.slot.tint is not None:
            return self.slot.tint
        own = self.desk.template.ground
        return WHITE if own is None else own.tint

    @property
    def ahead(self) -> int:
        """Pieces that fitting pours before the body: the first line of what a jump goes on with."""
        return 0 if self.telling.came_from is None else 1

    @property
    def head_columns(self) -> int:
        """How many columns the headline block crosses, or the air beside a vertical one."""
        whole = self.area.head[1]
        return whole if self.strip is not None else min(self.slot.head_columns or whole, whole)
