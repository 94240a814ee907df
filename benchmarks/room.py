"""How large a photo could be on a page by what its copy leaves, whatever way stories stand.

Counted in rows of base columns (cells): all stories' paragraphs in their fewest lines, each headline
block over the columns where it takes the fewest, every other photo in its smallest size, captions and
the row of air below them.  The photo asked about takes what is left in the best of its shapes: as
wide as it prints sharp, cropped by 30 % at most, with the lead's headline on it where it bears one.
Blank rows between stories and rows that do not come out even are not counted: a page seldom reaches it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tests import kit

from presslayout.flow.arrange.choose import unplaced
from presslayout.flow.arrange.dress import shown, slot
from presslayout.flow.arrange.region import partings
from presslayout.flow.arrange.trial import Bench
from presslayout.flow.compose import desks
from presslayout.flow.fit import bounds
from presslayout.flow.job import head_plans, job, pieces
from presslayout.flow.telling import Telling
from presslayout.issue.template import PLAIN, Dress, Range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.flow.arrange.region import Region
    from presslayout.flow.inserts import Insert
    from presslayout.issue.workspace import Loaded


class Room(NamedTuple):
    """Characters of copy and of the stories' area, what its lines leave free of it, and the photo.

    `free` in per cent of the area, `could` in per cent of the sheet, 0 without a photo.
    """

    copy: int
    room: int
    free: int
    could: float


class Part(NamedTuple):
    """A story over some columns: cells of its lines, of its headline block, and its photos."""

    lines: int
    head: int
    inserts: tuple[Insert, ...]

    def least(self, first: int = 0) -> int:
        """Its cells with all photos from the `first` on in their smallest size."""
        return self.lines + self.head + sum(min(_sizes(one)) for one in self.inserts[first:])


def room(loaded: Loaded) -> Room:
    """What a page's copy leaves to its largest photo."""
    page = loaded.issue.pages[0]
    template = loaded.templates[page.template]
    bench = Bench(unplaced(page), desks(loaded, kit.NEWSPRINT)[1])
    region = max((one for way in partings(template, ()) for one in way), key=lambda r: r.cells)
    ranks = range(len(bench.tales))
    lines = sum(_part(bench, n, 1, region, PLAIN).lines for n in ranks)
    least = [min(part.least() for part, _ in _parts(bench, n, region)) for n in ranks]
    column = (template.base_cells + template.gutter_cells) * template.body.size
    gutter = template.gutter_cells * template.body.size
    areas = [
        (first.span * column - gutter) * ((high - 1) * template.body.leading + template.body.size)
        for n in ranks
        if bench.tales[n].photos
        for part, head in _parts(bench, n, region, over=True)
        for first in part.inserts[:1]
        for (high, *_), cells in zip(first.heights, _sizes(first), strict=True)
        if sum(least) - least[n] + part.least(1) - head + cells <= region.cells
    ]
    chars = sum(len(one.text) for tale in bench.tales for one in tale.body)
    return Room(
        chars,
        region.cells * template.base_cells,
        100 * (region.cells - lines) // region.cells,
        100 * max(areas, default=0) / (template.width * template.height),
    )


def _parts(
    bench: Bench, story: int, region: Region, *, over: bool = False
) -> Iterator[tuple[Part, int]]:
    """A story in all widths and sizes of its photo; with each the head's cells that its photo saves."""
    for count in range(1, region.columns + 1):
        for form in bench.forms(story, count):
            if form.split or form.frame or form.head_side or (form.head_over and not over):
                continue
            part = _part(bench, story, count, region, form)
            if all(one.heights for one in part.inserts):
                yield part, part.head if form.head_over else 0


def _part(bench: Bench, story: int, count: int, region: Region, form: Dress) -> Part:
    billed = bench.billed(story)
    where = slot("?", billed, (Range((1, region.rows), (1, count)),), bench.desk, form)
    work = job(where, Telling(shown(billed.tale, head_over=form.head_over)), bench.desk)
    fewest, _ = bounds(pieces(work, at_end=form.head_over, giving=True))
    plans = head_plans(work, at_end=form.head_over)
    head = min(plan.rows for plan in plans) * work.head_columns
    # A block that has no room in so few columns is no way to set it.
    return Part(fewest, region.cells if plans[0].forced else head, work.inserts)


def _sizes(insert: Insert) -> list[int]:
    """The cells that a photo takes in each of its heights, its caption and a row of air with it."""
    return [insert.span * (high + insert.caption_rows + 1) for high, *_ in insert.heights]
