"""A page drawn with a thumbnail: blocks, pictures and what stands out, before or after it is set.

Ideas are told from it alone, so that a way is known for what it will show before it is set.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.flow.arrange.dress import usual_span
from presslayout.flow.arrange.manners import photo_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.flow.arrange.trial import Bench, Trial
    from presslayout.flow.arrange.way import Spot
    from presslayout.issue.template import Range

# A crop may make a photo so much higher or lower before it is set, in per mille: one is taken for
# tall that may become so.
MAY_CROP = 800
# Rows between a photo and its headline that are air.
NEAR = 3


@frozen
class Sight:
    """A picture: its share of the stories' area in per mille, base columns, whether it stands tall.

    It is `under` its headline where no text stands between them, and `headed` where that stands on it.
    """

    share: int
    across: int
    tall: bool
    under: bool = True
    headed: bool = False


@frozen
class Patch:
    """A story where it stands: first row and column of the stories' area from 0, how many, its cells.

    `headline` is the size of its headline, 0 while that is not known.
    """

    story: int
    row: int
    column: int
    rows: int
    columns: int
    cells: int
    pictures: tuple[Sight, ...] = ()
    framed: bool = False
    reset: bool = False
    upright: bool = False
    bent: bool = False
    quoted: bool = False
    headline: int = 0

    @property
    def plain(self) -> bool:
        """Whether it stands in a rectangle and is dressed in nothing."""
        return not (self.framed or self.reset or self.upright or self.bent or self.quoted)


@frozen
class Thumbnail:
    """The blocks of a page, the heaviest story first, and the area that they take together."""

    rows: int
    columns: int
    blocks: tuple[Patch, ...]

    @property
    def cells(self) -> int:
        """Rows of base columns that all stories take."""
        return sum(block.cells for block in self.blocks)

    @property
    def pictures(self) -> list[tuple[Sight, Patch]]:
        """All pictures with the blocks in which they stand, the largest first."""
        found = [(shown, block) for block in self.blocks for shown in block.pictures]
        return sorted(found, key=lambda one: -one[0].share)


def drawn(placed: Sequence[Trial]) -> Thumbnail:
    """The sketch of a page whose stories are set."""
    ranked = sorted(placed, key=lambda one: one.story)
    whole = sum(one.cells for one in ranked)
    return _sketch([(one.slot.ranges, _set(one, whole)) for one in ranked])


def foreseen(spots: Sequence[Spot], bench: Bench) -> Thumbnail:
    """The sketch of a page whose stories have their places and are not set yet."""
    ranked = sorted(spots, key=lambda spot: spot.need.story)
    whole = sum(_cells(spot.parts) for spot in ranked)
    return _sketch([(spot.parts, _likely(spot, whole, bench)) for spot in ranked])


def _sketch(found: Sequence[tuple[Sequence[Range], Patch]]) -> Thumbnail:
    parts = [part for ranges, _ in found for part in ranges]
    top, left = min(p.rows[0] for p in parts), min(p.columns[0] for p in parts)
    right, last = max(p.columns[1] for p in parts), max(p.rows[1] for p in parts)
    return Thumbnail(
        last - top + 1,
        right - left + 1,
        tuple(
            replace(
                block,
                row=min(p.rows[0] for p in own) - top,
                column=min(p.columns[0] for p in own) - left,
            )
            for own, block in found
        ),
    )


def _set(one: Trial, whole: int) -> Patch:
    cell = one.boxes[0].width * one.area.pitch // _across(one.slot.ranges[0])
    shown = tuple(
        Sight(
            width * high * 1000 // (cell * whole),
            round(width * _across(one.slot.ranges[0]) / one.boxes[0].width),
            high >= width,
            below <= NEAR,
            one.slot.head_over and not number,
        )
        for number, (width, high, below) in enumerate(one.pictures)
    )
    slot = one.slot
    return Patch(
        one.story,
        0,
        0,
        one.rows,
        one.columns,
        one.cells,
        shown,
        framed=bool(slot.frame),
        reset=bool(slot.split) and not slot.frame,
        upright=bool(slot.head_side),
        bent=bool(slot.parts),
        quoted=bool(one.outcome.work.telling.pullquotes),
        headline=one.headline_size,
    )


def _likely(spot: Spot, whole: int, bench: Bench) -> Patch:
    need, tale = spot.need, bench.tales[spot.need.story]
    form, template = need.form, bench.desk.template
    shown: tuple[Sight, ...] = ()
    if tale.photos:
        column = (template.base_cells + template.gutter_cells) * template.body.size
        size = photo_size(need, bench) * column // template.body.leading
        facts = bench.desk.pictures[tale.photos[0].file]
        own = tale.photos[0].columns or form.photo_columns or usual_span(facts, need.columns)
        across = own * need.columns // (form.split or need.columns)
        tall = facts.height * 1000 >= facts.width * MAY_CROP
        shown = (Sight(size // whole, across, tall, headed=form.head_over),)
    return Patch(
        need.story,
        0,
        0,
        spot.rows,
        need.columns,
        _cells(spot.parts),
        shown,
        framed=bool(form.frame),
        reset=bool(form.split) and not form.frame,
        upright=bool(form.head_side),
        bent=spot.notch is not None,
        quoted=bool(tale.pullquotes),
    )


def _across(part: Range) -> int:
    return part.columns[1] - part.columns[0] + 1


def _cells(parts: Iterable[Range]) -> int:
    return sum((p.rows[1] - p.rows[0] + 1) * _across(p) for p in parts)
