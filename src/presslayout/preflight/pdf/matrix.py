"""Where things stand: matrices, points and upright boxes, in points."""

from __future__ import annotations

from typing import TYPE_CHECKING, SupportsFloat

if TYPE_CHECKING:
    from collections.abc import Iterable

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
# Left, upper or lower, right, lower or upper: whichever way y goes, the smaller first.
Corners = tuple[float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# No sheet is larger; what a damaged file says beyond it is no place.
FARTHEST = 1e6


def times(first: Matrix, second: Matrix) -> Matrix:
    """`first`, then `second`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def applied(matrix: Matrix, x: float, y: float) -> Point:
    """A point behind a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def inverse(matrix: Matrix) -> Matrix:
    """What undoes a matrix; ZeroDivisionError where nothing does."""
    a, b, c, d, e, f = matrix
    det = a * d - b * c
    return (
        d / det,
        -b / det,
        -c / det,
        a / det,
        (c * f - d * e) / det,
        (b * e - a * f) / det,
    )


def scale(matrix: Matrix) -> float:
    """How much longer a matrix makes things, in the mean of both directions."""
    a, b, c, d, _, _ = matrix
    grown: float = abs(a * d - b * c) ** 0.5
    return grown


def floats(operands: Iterable[SupportsFloat]) -> Matrix:
    """A matrix from six numbers of a file."""
    a, b, c, d, e, f = (float(v) for v in operands)
    return a, b, c, d, e, f


def bounds(points: Iterable[Point]) -> Corners:
    """The upright box around points; ValueError where there are none."""
    xs, ys = zip(*points, strict=True)
    return (
        max(min(xs), -FARTHEST),
        max(min(ys), -FARTHEST),
        min(max(xs), FARTHEST),
        min(max(ys), FARTHEST),
    )


def boxed(matrix: Matrix, box: Corners) -> Corners:
    """The upright box around a box behind a matrix."""
    x0, y0, x1, y1 = box
    a, b, c, d, e, f = matrix
    # Of the four corners each edge has the one where both of its products are least, or most.
    across, along = sorted((a * x0, a * x1)), sorted((c * y0, c * y1))
    down, below = sorted((b * x0, b * x1)), sorted((d * y0, d * y1))
    return (
        max(across[0] + along[0] + e, -FARTHEST),
        max(down[0] + below[0] + f, -FARTHEST),
        min(across[1] + along[1] + e, FARTHEST),
        min(down[1] + below[1] + f, FARTHEST),
    )


def cut(one: Corners, other: Corners) -> Corners:
    """What two boxes share; empty (right of left of it) where they share nothing."""
    left, top, right, bottom = one
    from_, over, to, under = other
    # What `max` and `min` say, in a third of their time: a page asks a thousand times.
    return (
        from_ if from_ > left else left,  # noqa: FURB136
        over if over > top else top,  # noqa: FURB136
        to if to < right else right,  # noqa: FURB136
        under if under < bottom else bottom,  # noqa: FURB136
    )


def holds(outer: Corners, inner: Corners, slack: float = 0.0) -> bool:
    """Whether a box lies inside another."""
    return (
        inner[0] >= outer[0] - slack
        and inner[1] >= outer[1] - slack
        and inner[2] <= outer[2] + slack
        and inner[3] <= outer[3] + slack
    )


def overlap(one: Corners, other: Corners) -> bool:
    """Whether two boxes share an area."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def is_empty(box: Corners) -> bool:
    """Whether a box has turned inside out."""
    return box[2] < box[0] or box[3] < box[1]
