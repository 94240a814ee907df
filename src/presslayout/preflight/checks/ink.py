"""How much ink a page takes: the sums of its plates, and where they are too heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.preflight.pdf.bulk import PAGE_WORK, Meter
from presslayout.preflight.pdf.drawn_plates import Plates
from presslayout.preflight.pdf.laying import Plating
from presslayout.preflight.pdf.squares import SQUARE_RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.preflight.pdf.matrix import Corners
    from presslayout.preflight.pdf.painted import Painted

# A broadsheet at one pixel a point has 1.7 million; larger sheets are drawn coarser.
_PIXELS = 4_000_000
_MARGIN = SQUARE_RADIUS + 1


@frozen
class InkSums:
    """The ink sums of a page in percent: their mean, and that of the heaviest 15 mm2.

    `over` is the share of the page, in percent, whose 15 mm2 are above the highest limit that any
    are above, `heavy` boxes around it, in points on the page as seen.
    """

    mean: float
    max: float
    over: float = 0.0
    heavy: tuple[Corners, ...] = ()
    # The boxes of pictures that could not be read, whose ink is missing.
    unread: tuple[Corners, ...] = ()


def ink_sums(
    painted: Iterable[Painted], trim: Corners, *limits: float, work: Meter | None = None
) -> InkSums:
    """The ink sums inside the trim; TooMuchError where drawing the page takes more than `work`."""
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    if width <= 0 or height <= 0:
        return InkSums(0.0, 0.0)
    fineness = min(1.0, (_PIXELS / (width * height)) ** 0.5)
    size = (max(round(width * fineness), 1), max(round(height * fineness), 1))
    plates = Plates(size[0] + 2 * _MARGIN, size[1] + 2 * _MARGIN)
    origin = (trim[0] - _MARGIN / fineness, trim[1] - _MARGIN / fineness)
    press = Plating(plates, origin, fineness, work or Meter(PAGE_WORK))
    press.lay(painted)
    inner = (_MARGIN, _MARGIN, _MARGIN + size[0], _MARGIN + size[1])
    mean, most, over, heavy = plates.sums(inner, limits)
    boxes = tuple(
        (
            trim[0] + box[0] / fineness,
            trim[1] + box[1] / fineness,
            trim[0] + box[2] / fineness,
            trim[1] + box[3] / fineness,
        )
        for box in heavy
    )
    return InkSums(round(mean, 1), round(most, 1), round(over, 2), boxes, tuple(press.unread))
