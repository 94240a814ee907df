"""The outline of a cut-out picture: from where to where it is seen, slice by slice from the top."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Slices of a picture's height: finer than a line of text on any page.
SLICES = 240
# A pixel is seen from this opacity on, of 255.
SEEN = 32
WHOLE = 1000

# Left and right edge of a slice in per mille of the picture's width; None where nothing is seen.
Slices = tuple[tuple[int, int] | None, ...]


def of_alpha(path: Path) -> Slices | None:
    """The outline that an upright picture's transparency draws; None where it has none.

    UnreadableError where it cannot be decoded.
    """
    from presslayout.assets import turning
    from presslayout.assets.decoding import load, opacity, opened

    with opened(path) as image:
        load(image)
        alpha = opacity(image)
        if alpha is None:
            return None
        alpha = turning.upright(alpha, turning.left(image)).resize((WHOLE, SLICES))
    if alpha.getextrema()[0] == 255:  # noqa: PLR2004  nothing is transparent
        return None
    seen = alpha.point(lambda value: 255 if value >= SEEN else 0)
    rows = (seen.crop((0, y, WHOLE, y + 1)).getbbox() for y in range(SLICES))
    return tuple((box[0], box[2]) if box else None for box in rows)


def of_points(points: Sequence[tuple[int, int]]) -> Slices:
    """The outline of a polygon whose corners are in per mille across and down."""
    found: list[tuple[int, int] | None] = []
    for number in range(SLICES):
        top, foot = number * WHOLE // SLICES, (number + 1) * WHOLE // SLICES
        xs = [x for x, y in points if top <= y <= foot]
        for (x, y), (u, v) in zip(points, (*points[1:], points[0]), strict=True):
            xs += [
                x + (u - x) * (level - y) // (v - y)
                for level in (top, foot)
                if min(y, v) <= level <= max(y, v) and y != v
            ]
        found.append((min(xs), max(xs)) if xs else None)
    return tuple(found)


def span(slices: Slices, top: int, foot: int) -> tuple[int, int] | None:
    """What is seen between two heights, in per mille of the picture."""
    first = max(top * SLICES // WHOLE, 0)
    seen = [s for s in slices[first : foot * SLICES // WHOLE + 1] if s is not None]
    return (min(s[0] for s in seen), max(s[1] for s in seen)) if seen else None


# A turned story's pictures are measured for every place that they are tried in.
@lru_cache(maxsize=64)
def lying(slices: Slices) -> Slices:
    """The outline of the picture turned a quarter to the left: its right edge is at the top.

    What lies between the two edges of a slice counts as seen.
    """
    made: list[tuple[int, int] | None] = []
    for number in range(SLICES):
        right, left = ((SLICES - number - n) * WHOLE // SLICES for n in (0, 1))
        rows = [y for y, one in enumerate(slices) if one and one[0] < right and left < one[1]]
        made.append(
            (rows[0] * WHOLE // SLICES, -(-(rows[-1] + 1) * WHOLE // SLICES)) if rows else None
        )
    return tuple(made)
