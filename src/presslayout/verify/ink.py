"""How much ink a page takes: what it paints, laid on plates by a small renderer of our own.

Knock-out and overprint are kept, alpha scales the ink, clips by text are boxes, shadings of
meshes are left out: a reading for preflight, no proof of colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from presslayout.verify.bulk import TooMuchError
from presslayout.verify.inks import PROCESS
from presslayout.verify.matrix import Corners, boxed, cut, is_empty
from presslayout.verify.painted import IMAGE, SHADING, Painted
from presslayout.verify.pixels import channels, cover
from presslayout.verify.plates import FINE, SQUARE_RADIUS, Plates, mask
from presslayout.verify.shadings import laid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.verify.plates import Contour

# A broadsheet at one pixel a point has 1.7 million; larger sheets are drawn coarser.
_PIXELS = 4_000_000
# Fine pixels that may be drawn for one page, all objects together.
_WORK = 4_000_000_000
_MARGIN = SQUARE_RADIUS + 1


@dataclass(frozen=True, slots=True)
class InkSums:
    """The ink sums of a page in percent: their mean, and that of the heaviest 15 mm2.

    `over` is the share of the page, in percent, whose 15 mm2 are above the highest limit that any
    are above, `heavy` boxes around it, in points on the page as seen.
    """

    mean: float
    max: float
    over: float = 0.0
    heavy: tuple[Corners, ...] = ()


def ink_sums(painted: Iterable[Painted], trim: Corners, *limits: float) -> InkSums:
    """The ink sums inside the trim; TooMuchError where drawing the page would not end."""
    width, height = trim[2] - trim[0], trim[3] - trim[1]
    if width <= 0 or height <= 0:
        return InkSums(0.0, 0.0)
    fineness = min(1.0, (_PIXELS / (width * height)) ** 0.5)
    size = (max(round(width * fineness), 1), max(round(height * fineness), 1))
    plates = Plates(size[0] + 2 * _MARGIN, size[1] + 2 * _MARGIN)
    origin = (trim[0] - _MARGIN / fineness, trim[1] - _MARGIN / fineness)
    press = _Press(plates, origin, fineness)
    for one in painted:
        press.lay(one)
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
    return InkSums(round(mean, 1), round(most, 1), round(over, 2), boxes)


class _Press:
    """Plates, where they lie on the page, and how much has been drawn."""

    def __init__(self, plates: Plates, origin: tuple[float, float], fineness: float) -> None:
        self.plates = plates
        self.origin = origin
        self.fineness = fineness
        self.whole: Corners = (0.0, 0.0, float(plates.width), float(plates.height))
        self.left = _WORK

    def lay(self, one: Painted) -> None:
        clip = cut(self.box(one.clip), self.whole)
        if not one.visible or is_empty(clip) or not one.alpha:
            return
        if one.kind == IMAGE:
            self.picture(one, clip)
        elif one.kind == SHADING:
            self.shading(one, clip)
        elif one.areas is not None:
            for group in one.areas():
                self.area(group, one, clip)

    def area(self, group: list[Contour], one: Painted, clip: Corners) -> None:
        inks = one.colour.inks
        found = self.mask(group, clip)
        if found is None or not inks:
            return
        found = self.held(found[0], found[1], one), found[1]
        kept = dict(inks)
        if one.overprint:
            # Overprint mode 1: an ink of nothing leaves what is there (ISO 32000-1, 8.6.7).
            process = all(name in PROCESS for name in inks)
            if one.overprint_mode == 1 or not process:
                kept = {name: value for name, value in inks.items() if value or not process}
        shape, at = found
        if one.alpha < 1:
            shape = shape.point(lambda v: round(v * one.alpha))
        self.plates.paint(shape, at, kept, knockout=not one.overprint)

    def picture(self, one: Painted, clip: Corners) -> None:
        from PIL import Image

        full = self.box(boxed(one.matrix, (0.0, 0.0, 1.0, 1.0)))
        left, top, right, bottom = full
        seen = cut(clip, full)
        pixels = (round(seen[0]), round(seen[1]), round(seen[2]), round(seen[3]))
        size = (pixels[2] - pixels[0], pixels[3] - pixels[1])
        if size[0] <= 0 or size[1] <= 0 or right <= left or bottom <= top:
            return
        self.spend(size[0] * size[1])
        try:
            found = channels(one.image, needed(one, self.fineness))
            covering = cover(one.image)
        except TooMuchError:
            raise
        except Exception:  # noqa: BLE001  a stranger's picture may be broken in any way
            return
        shares = (
            (pixels[0] - left) / (right - left),
            (pixels[1] - top) / (bottom - top),
            (pixels[2] - left) / (right - left),
            (pixels[3] - top) / (bottom - top),
        )
        held = tuple(min(max(share, 0.0), 1.0) for share in shares)

        def placed(channel: Any) -> Any:
            turned = _turned(channel, one.matrix)
            box = tuple(
                share * (turned.width, turned.height)[at % 2] for at, share in enumerate(held)
            )
            return turned.resize(size, Image.Resampling.BOX, box)

        if held[0] >= held[2] or held[1] >= held[3]:
            return
        shape = Image.new("L", size, 255) if covering is None else placed(covering)
        shape = self.held(shape, pixels[:2], one)
        if one.alpha < 1:
            shape = shape.point(lambda v: round(v * one.alpha))
        self.plates.lay({n: placed(c) for n, c in found.items()}, pixels[:2], shape)

    def shading(self, one: Painted, clip: Corners) -> None:
        if one.areas is None:
            return
        for group in one.areas():
            found = self.mask(group, clip)
            if found is None:
                continue
            shape, at = found
            made = laid(one.shading, one.matrix, self.pixel, (at, shape.size))
            if made is None:
                continue
            drawn, held = made
            from PIL import ImageChops

            covering = ImageChops.multiply(self.held(shape, at, one), held)
            if one.alpha < 1:
                covering = covering.point(lambda v: round(v * one.alpha))
            self.plates.lay(drawn, at, covering)

    def held(self, shape: Any, at: tuple[int, int], one: Painted) -> Any:
        """What the clipping paths leave of a shape."""
        from PIL import Image, ImageChops

        left, top = float(at[0]), float(at[1])
        window = (left, top, left + shape.width, top + shape.height)
        for path in one.within:
            kept = Image.new("L", shape.size)
            found = self.mask(list(path), window)
            if found is not None:
                kept.paste(found[0], (found[1][0] - at[0], found[1][1] - at[1]))
            shape = ImageChops.multiply(shape, kept)
        return shape

    def mask(self, group: list[Contour], clip: Corners) -> Any:
        placed = [[self.pixel(*point) for point in contour] for contour in group]
        found = mask(placed, clip)
        if found is not None:
            self.spend(found[0].width * found[0].height * FINE * FINE)
        return found

    def spend(self, work: int) -> None:
        self.left -= work
        if self.left < 0:
            raise TooMuchError

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.origin[0]) * self.fineness, (y - self.origin[1]) * self.fineness

    def box(self, box: Corners) -> Corners:
        left, top = self.pixel(box[0], box[1])
        right, bottom = self.pixel(box[2], box[3])
        return left, top, right, bottom


def needed(one: Painted, fineness: float) -> tuple[int, int]:
    """As many pixels of a picture as tell its ink: half as many as the plates have.

    What counts is the mean of squares that are eleven pixels wide.
    """
    a, b, c, d, _, _ = one.matrix
    across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    return max(round(across * fineness / 2), 1), max(round(down * fineness / 2), 1)


def _turned(channel: Any, matrix: tuple[float, ...]) -> Any:
    """A picture's channel as it lies on the page, y downwards."""
    from PIL import Image

    a, b, c, d, _, _ = matrix
    if abs(b) > abs(a):
        channel = channel.transpose(Image.Transpose.TRANSPOSE)
        a, d = c, b
    if a < 0:
        channel = channel.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    if d > 0:
        channel = channel.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    return channel
