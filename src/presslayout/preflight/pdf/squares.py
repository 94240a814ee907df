"""The squares of 15 mm2 by which ink is judged: the sums of plates in them.

All squares of a page are looked at only where some are too heavy.  The heaviest is found among
those that hold a spot which is heavier than a square that was met.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL.Image import Image

# GWG 2015, 4.22: ink is judged as the mean of a square of 15 mm2, 3.873 mm or 11 points wide.
SQUARE_RADIUS = 5
# Squares are looked for in fields so wide, each of which is made of cells.
_CELL, _CELLS = 8, 8
_FIELD = _CELL * _CELLS
_FULL = 255


def squares(plates: Sequence[Image]) -> Image:
    """Around every pixel the sum of the plates' means in its square; 255 is one ink, solid."""
    from PIL import ImageFilter, ImageMath

    blur = ImageFilter.BoxBlur(SQUARE_RADIUS)
    total, *others = (plate.filter(blur).convert("I") for plate in plates)
    for other in others:
        total = ImageMath.lambda_eval(
            lambda given: given["one"] + given["other"], one=total, other=other
        )
    return total


def heaviest_square(plates: Sequence[Image]) -> int:
    """The highest of all `squares`."""
    met = _met(plates)
    most = 0
    for left, top, right, bottom in _fields(plates, met):
        # A square on the edge of a field reaches beyond it.
        around = (
            max(left - SQUARE_RADIUS, 0),
            max(top - SQUARE_RADIUS, 0),
            min(right + SQUARE_RADIUS, plates[0].width),
            min(bottom + SQUARE_RADIUS, plates[0].height),
        )
        inner = (left - around[0], top - around[1], right - around[0], bottom - around[1])
        found = squares([plate.crop(around) for plate in plates]).crop(inner)
        most = max(most, _highest(found))
    return most


def _met(plates: Sequence[Image]) -> int:
    """The sum of one square that is among the heaviest, less what rounding may have added."""
    wide = 2 * SQUARE_RADIUS + 1
    width, height = plates[0].size
    whole = (0, 0, width // wide * wide, height // wide * wide)
    if not whole[2] or not whole[3]:
        return 0
    means = [plate.reduce(wide, whole).tobytes() for plate in plates]
    return max(map(sum, zip(*means, strict=True))) - 2 * len(plates)


def _fields(plates: Sequence[Image], met: int) -> Iterator[tuple[int, int, int, int]]:
    """Rows of fields in which a square may have its middle whose sum is above what was `met`."""
    from PIL import Image, ImageChops, ImageFilter

    count = len(plates)
    share = [ceil(tone / count) for tone in range(256)]
    # The sum of all plates over their number, rounded up; more than all of them solid there is not.
    spots = plates[0].point(share)
    for plate in plates[1:]:
        spots = ImageChops.add(spots, plate.point(share))
    dark = spots.point([_FULL if tone * count > met - count else 0 for tone in range(256)])
    width, height = -(-dark.width // _FIELD), -(-dark.height // _FIELD)
    sheet = Image.new("L", (width * _FIELD, height * _FIELD))
    sheet.paste(dark)
    any_of = [0, *[_FULL] * 255]
    # A square has a spot of its own in its field or beside it.
    cells = sheet.reduce(_CELL).point(any_of).filter(ImageFilter.MaxFilter(3))
    fields = cells.reduce(_CELLS).point(any_of).tobytes()
    for row in range(height):
        across = fields[row * width : (row + 1) * width]
        begin = -1
        for at in range(width + 1):
            taken = at < width and across[at]
            if taken and begin < 0:
                begin = at
            elif not taken and begin >= 0:
                yield (
                    begin * _FIELD,
                    row * _FIELD,
                    min(at * _FIELD, dark.width),
                    min((row + 1) * _FIELD, dark.height),
                )
                begin = -1


def _highest(total: Image) -> int:
    most: Any = total.getextrema()[1]
    return int(most)
