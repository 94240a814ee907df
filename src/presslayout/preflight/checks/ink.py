"""How much ink a page takes: the sums of its plates, and where they are too heavy."""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import TYPE_CHECKING

from presslayout.base.values import frozen
from presslayout.preflight.pdf.bulk import PAGE_WORK, Meter
from presslayout.preflight.pdf.drawn_plates import Plates
from presslayout.preflight.pdf.laying import Plating
from presslayout.preflight.pdf.squares import SQUARE_RADIUS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    painted: Iterable[Painted],
    trim: Corners,
    *limits: float,
    work: Meter | None = None,
    within: Sequence[Corners] | None = None,
) -> InkSums:
    """The ink sums inside the trim; TooMuchError where drawing the page takes more than `work`.

    Of squares whose middles are in the boxes `within` alone, where these are given: what stands
    elsewhere counts as paper, for what was to lie over it may not be among what is `painted`.
    """
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    if width <= 0 or height <= 0:
        return InkSums(0.0, 0.0)
    fineness = _fineness(trim)
    size = (max(round(width * fineness), 1), max(round(height * fineness), 1))
    plates = Plates(size[0] + 2 * _MARGIN, size[1] + 2 * _MARGIN)
    origin = (trim[0] - _MARGIN / fineness, trim[1] - _MARGIN / fineness)
    press = Plating(plates, origin, fineness, work or Meter(PAGE_WORK))
    press.lay(painted)
    if within is not None:
        plates.keep(_held(within, origin, fineness))
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


def reach(trim: Corners) -> float:
    """How far from its middle a square of a sheet may take ink, in points: it is of whole pixels."""
    return (_MARGIN + 2) / _fineness(trim)


def _fineness(trim: Corners) -> float:
    """Pixels a point at which a sheet is drawn."""
    area = (trim[2] - trim[0]) * (trim[3] - trim[1])
    return min(1.0, sqrt(_PIXELS / area))


def _held(
    boxes: Iterable[Corners], origin: tuple[float, float], fineness: float
) -> list[tuple[int, int, int, int]]:
    """The pixels of all squares whose middles are in these boxes."""
    left, top = origin
    return [
        (
            floor((box[0] - left) * fineness) - _MARGIN,
            floor((box[1] - top) * fineness) - _MARGIN,
            ceil((box[2] - left) * fineness) + _MARGIN,
            ceil((box[3] - top) * fineness) + _MARGIN,
        )
        for box in boxes
    ]
