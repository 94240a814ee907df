"""Planes of pictures as they lie on the page, turned, enlarged and cut to a window of its plates."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

from presslayout.preflight.pdf.matrix import boxed, inverse

if TYPE_CHECKING:
    from PIL.Image import Image

    from presslayout.preflight.pdf.matrix import Matrix

    # The corner of the plates in points, and pixels a point.
    Place = tuple[tuple[float, float], float]
    # Where a window begins on the plates, and its size.
    Window = tuple[tuple[int, int], tuple[int, int]]

_UPRIGHT = 1e-4
_BORDER = 2


def turned(plane: Image, matrix: Matrix, place: Place, window: Window) -> Image:
    """A picture's plane in a window of the plates; its matrix turns the unit square to the page."""
    (across, down), fineness = _sides(matrix), place[1]
    a, b, c, d, _, _ = matrix
    # Averaged first: what then is turned has about as many pixels as the page.
    times = (
        max(int(plane.width / max(across * fineness, 1)), 1),
        max(int(plane.height / max(down * fineness, 1)), 1),
    )
    if max(abs(b), abs(c)) > _UPRIGHT and max(abs(a), abs(d)) > _UPRIGHT:
        return _aslant(plane.reduce(times) if times != (1, 1) else plane, matrix, place, window)
    return _upright(_quarter(plane, matrix), matrix, place, window)


def _sides(matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, _, _ = matrix
    return (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5


def _aslant(plane: Image, matrix: Matrix, place: Place, window: Window) -> Image:
    from PIL import Image

    (left, top), fineness = place
    at, size = window
    # From a pixel to the page, to the unit square, whose top the first row is.
    ox, oy = left + at[0] / fineness, top + at[1] / fineness
    g, h, i, j, k, m = inverse(matrix)
    w, t = plane.width, plane.height
    s = 1 / fineness
    data = (
        g * s * w, i * s * w, (g * ox + i * oy + k) * w + _BORDER,
        -h * s * t, -j * s * t, (1 - (h * ox + j * oy + m)) * t + _BORDER,
    )  # fmt: skip
    return _bordered(plane).transform(size, Image.Transform.AFFINE, data, Image.Resampling.NEAREST)


def _upright(plane: Image, matrix: Matrix, place: Place, window: Window) -> Image:
    from PIL import Image

    (ox, oy), fineness = place
    at, size = window
    x0, y0, x1, y1 = boxed(matrix, (0.0, 0.0, 1.0, 1.0))
    left, right = (x0 - ox) * fineness, (x1 - ox) * fineness
    top, bottom = (y0 - oy) * fineness, (y1 - oy) * fineness
    # The pixels of the window that the picture reaches, and what of it lies on them.
    inner = (
        max(floor(left) - at[0], 0),
        max(floor(top) - at[1], 0),
        min(ceil(right) - at[0], size[0]),
        min(ceil(bottom) - at[1], size[1]),
    )
    wide, high = plane.width / (right - left), plane.height / (bottom - top)
    held = (
        max((at[0] + inner[0] - left) * wide, 0.0),
        max((at[1] + inner[1] - top) * high, 0.0),
        min((at[0] + inner[2] - left) * wide, float(plane.width)),
        min((at[1] + inner[3] - top) * high, float(plane.height)),
    )
    laid_on = Image.new("L", size)
    if inner[0] < inner[2] and inner[1] < inner[3] and held[0] < held[2] and held[1] < held[3]:
        reached = (inner[2] - inner[0], inner[3] - inner[1])
        laid_on.paste(plane.resize(reached, Image.Resampling.BOX, held), inner[:2])
    return laid_on


def _bordered(plane: Image) -> Image:
    """A plane with its edges drawn out, for pixels that only touch it."""
    from PIL import Image

    wide = (plane.width + 2 * _BORDER, plane.height + 2 * _BORDER)
    made = Image.new("L", wide)
    made.paste(plane, (_BORDER, _BORDER))
    for x, to in ((0, 0), (plane.width - 1, plane.width + _BORDER)):
        edge = plane.crop((x, 0, x + 1, plane.height))
        made.paste(edge.resize((_BORDER, plane.height)), (to, _BORDER))
    for y, to in ((_BORDER, 0), (plane.height + _BORDER - 1, plane.height + _BORDER)):
        made.paste(made.crop((0, y, wide[0], y + 1)).resize((wide[0], _BORDER)), (0, to))
    return made


def _quarter(plane: Image, matrix: Matrix) -> Image:
    """A plane turned by quarters, as it lies on the page, y downwards."""
    from PIL import Image

    a, b, c, d, _, _ = matrix
    if abs(b) > abs(a):
        plane = plane.transpose(Image.Transpose.TRANSPOSE)
        a, d = c, b
    if a < 0:
        plane = plane.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if d > 0:
        plane = plane.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return plane
