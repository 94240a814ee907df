"""Where a page may take too much ink: a ceiling for every spot of it, reckoned without drawing.

Drawing a page takes a second, and on most pages it could never come out above the limit.  Where ink
overprints a ground that cannot bear it, what is painted is laid as boxes on a grid that knows the
most that each of its cells can hold.  The rest of the page need not be drawn.
"""

from __future__ import annotations

from math import ceil, floor, isnan
from typing import TYPE_CHECKING

from presslayout.base.values import Same
from presslayout.preflight.pdf.drawn_plates import islands
from presslayout.preflight.pdf.matrix import Corners, cut, is_empty
from presslayout.preflight.pdf.painted import FILL, IMAGE, SHADING, TEXT, Painted
from presslayout.preflight.pdf.pixels import is_masked
from presslayout.preflight.pdf.regions import is_upright
from presslayout.preflight.pdf.scales import MOST, STEPS, heaviest, multiplies
from presslayout.preflight.pdf.squares import SQUARE_RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL.Image import Image

    from presslayout.preflight.pdf.pdf_page import PdfPage
    from presslayout.preflight.pdf.regions import Contour
    from presslayout.preflight.pdf.scales import Scales

# Points along the side of a cell, fewer cells on sheets that would have too many.
_CELL = 1.0
_CELLS = 4_000_000
# So many meetings are looked for, and so many are looked at one by one.
_PAIRS, _PARTS = 1_000_000, 200
# Letters reach beyond the box of their ems by less than this share of their size, and what has
# an edge beyond its box by less than a pixel.
_OVERSHOOT = 0.15
_EDGE = 0.5
# How far a square of 15 mm2 reaches from its middle, in points.
_REACH = SQUARE_RADIUS + 1.0


def doubtful(sheet: PdfPage, limit: float, scales: Scales) -> list[Corners]:
    """Boxes that hold the middle of every square of 15 mm2 that may take more than `limit` percent."""
    width, height = sheet.trim[2] - sheet.trim[0], sheet.trim[3] - sheet.trim[1]
    if width <= 0 or height <= 0:
        return []
    inks = _inks(sheet, scales)
    meeting = _meetings(sheet, limit * STEPS / 100, scales, inks)
    if not meeting:
        return []
    cell = max(_CELL, (width * height / _CELLS) ** 0.5)
    laid = [one for one in touching(sheet.painted, meeting) if one.visible and one.alpha]
    if not laid:
        return []
    grid = _Grid(sheet.trim, cell, scales, inks, [_reach(one) for one in laid])
    for one in laid:
        grid.lay(one)
    return grid.above(limit)


def touching(
    painted: Iterable[Painted], boxes: Sequence[Corners], away: float = _REACH
) -> list[Painted]:
    """What could lay ink in the squares of 15 mm2 whose middles are in these boxes.

    A square reaches so many points `away` from its middle.
    """
    grown = [(b[0] - away, b[1] - away, b[2] + away, b[3] + away) for b in boxes]
    found = []
    for one in painted:
        reach = _reach(one)
        for box in grown:
            if not is_empty(cut(reach, box)):
                found.append(one)
                break
    return found


def _meetings(sheet: PdfPage, limit: float, scales: Scales, inks: set[str]) -> list[Corners]:
    """Where overprinting ink meets a ground that cannot bear it, and grounds too heavy as they are.

    However many overprint each other, an ink comes to no more than the heaviest of it.
    """
    grounds: list[tuple[Corners, int]] = []
    over: list[Corners] = []
    most: dict[str, int] = {}
    for one in sheet.painted:
        reach = cut(_reach(one), sheet.trim)
        if not one.visible or not one.alpha or is_empty(reach):
            continue
        total, shares = scales.heaviest(one)
        if not total:
            continue
        if not _lies_over(one, shares.keys() >= inks):
            grounds.append((reach, total))
            continue
        over.append(reach)
        for name, share in shares.items():
            most[name] = max(most.get(name, 0), share)
    added = sum(most.values())
    weak = [(box, total) for box, total in grounds if total + added > limit]
    if added > limit or len(weak) * len(over) > _PAIRS:
        return [sheet.trim]
    found = [box for box, total in weak if total > limit]
    for box, _ in weak:
        found += _shared(box, over)
    return found if len(found) <= _PARTS else [sheet.trim]


def _shared(box: Corners, others: Sequence[Corners]) -> list[Corners]:
    """What a box shares with others, none of them empty."""
    left, top, right, bottom = box
    if not isnan(left + top + right + bottom):
        # Nearly all of them stand elsewhere.
        others = [
            one
            for one in others
            if not (one[0] > right or one[2] < left or one[1] > bottom or one[3] < top)
        ]
    found = [cut(box, one) for one in others]
    return [one for one in found if not is_empty(one)]


def _inks(sheet: PdfPage, scales: Scales) -> set[str]:
    """The inks that anything on a page lays down."""
    # Objects of one colour have the very same shares.
    told = {Same(shares): shares for shares in (scales.heaviest(one)[1] for one in sheet.painted)}
    return {name for shares in told.values() for name, share in shares.items() if share}


def _lies_over(one: Painted, every: bool) -> bool:  # noqa: FBT001
    """Whether what is beneath an object stays.

    A picture or a shading takes away what it has an ink for, be it white there (ISO 32000-1,
    11.7.4.3): where it has `every` ink of the page, all.
    """
    replaced = every and one.kind in (IMAGE, SHADING)
    return (one.overprint and not replaced) or multiplies(one)


class _Grid:
    """The ceilings of a page's cells: of every ink, and of their sum.

    What stands outside of all that is `reached` is nothing, and is not kept.
    """

    def __init__(
        self,
        trim: Corners,
        cell: float,
        scales: Scales,
        every: set[str],
        reached: Sequence[Corners],
    ) -> None:
        from PIL import Image

        self.scales = scales
        self.every = every
        self.trim = trim
        self.cell = cell
        self.size = (ceil((trim[2] - trim[0]) / cell), ceil((trim[3] - trim[1]) / cell))
        self.inks: dict[str, Image.Image] = {}
        self.whole: Corners = (0.0, 0.0, float(self.size[0]), float(self.size[1]))
        boxes = [cut(self.cells(box), self.whole) for box in reached]
        left, top, right, bottom = zip(*boxes, strict=True)
        self.at = floor(min(left)), floor(min(top))
        self.kept = (
            max(ceil(max(right)) - self.at[0], 0),
            max(ceil(max(bottom)) - self.at[1], 0),
        )
        self.sum = Image.new("L", self.kept)

    def lay(self, one: Painted) -> None:
        where = cut(self.cells(_reach(one)), self.whole)
        if where[0] >= where[2] or where[1] >= where[3]:
            return
        total, shares = self.scales.heaviest(one)
        x, y = self.at
        outer = (floor(where[0]) - x, floor(where[1]) - y, ceil(where[2]) - x, ceil(where[3]) - y)
        self.raised(outer, total, shares, over=_lies_over(one, shares.keys() >= self.every))
        if shares and _covers(one):
            covered = cut(self.cells(cut(one.box, one.clip)), self.whole)
            inner = (
                ceil(covered[0]) - x,
                ceil(covered[1]) - y,
                floor(covered[2]) - x,
                floor(covered[3]) - y,
            )
            if inner[0] < inner[2] and inner[1] < inner[3]:
                self.replaced(inner, total, shares)

    def raised(
        self, box: tuple[int, int, int, int], total: int, shares: dict[str, int], *, over: bool
    ) -> None:
        """What lies in a box may be covered or not: the heavier of both, or their sum."""
        from PIL import Image, ImageChops

        if not total:
            return
        size = (box[2] - box[0], box[3] - box[1])
        for name, share in shares.items():
            if share:
                plate = self.plate(name)
                kept = ImageChops.lighter(plate.crop(box), Image.new("L", size, share))
                plate.paste(kept, box)
        below, own = self.sum.crop(box), Image.new("L", size, total)
        if not over:
            self.sum.paste(ImageChops.lighter(below, own), box)
            return
        # Two lines of black overprinting each other are still one black.
        apart = Image.new("L", size)
        for plate in self.inks.values():
            apart = ImageChops.add(apart, plate.crop(box))
        self.sum.paste(ImageChops.darker(ImageChops.add(below, own), apart), box)

    def replaced(self, box: tuple[int, int, int, int], total: int, shares: dict[str, int]) -> None:
        """Nothing of what lies in a box is left."""
        self.sum.paste(total, box)
        for name in shares.keys() | self.inks.keys():
            self.plate(name).paste(shares.get(name, 0), box)

    def plate(self, name: str) -> Image:
        from PIL import Image

        if name not in self.inks:
            self.inks[name] = Image.new("L", self.kept)
        return self.inks[name]

    def cells(self, box: Corners) -> Corners:
        left, top = self.trim[0], self.trim[1]
        return (
            (box[0] - left) / self.cell,
            (box[1] - top) / self.cell,
            (box[2] - left) / self.cell,
            (box[3] - top) / self.cell,
        )

    def above(self, limit: float) -> list[Corners]:
        from PIL import Image, ImageChops, ImageFilter

        steps = limit * STEPS / 100
        if 0 in self.kept or heaviest(self.sum) <= steps:
            return []
        total = Image.new("L", self.size)
        total.paste(self.sum, self.at)
        # The mean of ceilings is a ceiling of the mean; blurring rounds by up to a step.
        blur = ImageFilter.BoxBlur(max(round(SQUARE_RADIUS / self.cell), 1))
        mean = total.filter(blur).point(_threshold(steps - 1))
        near = total.point(_threshold(steps)).filter(blur).point(_threshold(0))
        heavy = ImageChops.darker(mean, near)
        left, top = self.trim[0], self.trim[1]
        return [
            (
                left + box[0] * self.cell,
                top + box[1] * self.cell,
                left + box[2] * self.cell,
                top + box[3] * self.cell,
            )
            for box in islands(heavy)
        ]


def _threshold(step: float) -> list[int]:
    return [MOST if value > step else 0 for value in range(256)]


def _reach(one: Painted) -> Corners:
    """The box outside of which an object lays nothing."""
    tiled = next((group for group in one.groups if group.tiles is not None), None)
    if tiled is not None:
        return tiled.reach
    if one.kind == IMAGE:
        return cut(one.box, one.clip)
    out = one.size * _OVERSHOOT if one.kind == TEXT else _EDGE
    box = (one.box[0] - out, one.box[1] - out, one.box[2] + out, one.box[3] + out)
    return cut(box, one.clip)


def _covers(one: Painted) -> bool:
    """Whether nothing beneath an object's box is left."""
    if one.is_transparent or one.within or one.groups or one.kind in (TEXT, SHADING):
        return False
    if one.kind == IMAGE:
        a, b, c, d, _, _ = one.matrix
        upright = not (b or c) or not (a or d)
        return upright and not one.overprint and not is_masked(one.image.obj)
    if one.kind != FILL or one.overprint or one.areas is None:
        return False
    path: list[Contour] = next(iter(one.areas()), [])
    return is_upright(path)
