"""A page's printing plates at one pixel a point, each from 0 (paper) to 255 (solid)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from presslayout.verify.matrix import bounds, holds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.verify.matrix import Corners, Point

Contour = Sequence["Point"]

# Edges are drawn at four times the size and averaged: hairlines keep their share of ink.
FINE = 4
# GWG 2015, 4.22: ink is judged as the mean of a square of 15 mm2, 3.873 mm or 11 points wide.
SQUARE_RADIUS = 5
# Cells by which heavy parts of a page are put together to boxes.
_CELL = 8


@dataclass(frozen=True, slots=True)
class Plates:
    """The plates of one page, by the name of their ink."""

    width: int
    height: int
    plates: dict[str, Any] = field(default_factory=dict)

    def paint(
        self, mask: Any, at: tuple[int, int], inks: Mapping[str, float], *, knockout: bool
    ) -> None:
        """Lay inks down through a mask; `knockout` takes all others away there."""
        box = (at[0], at[1], at[0] + mask.width, at[1] + mask.height)
        for name, value in inks.items():
            self.plate(name).paste(round(min(max(value, 0.0), 1.0) * 255), box, mask)
        if knockout:
            for name, plate in self.plates.items():
                if name not in inks:
                    plate.paste(0, box, mask)

    def lay(self, channels: Mapping[str, Any], at: tuple[int, int], mask: Any) -> None:
        """Lay a picture's channels down; all other inks are taken away there."""
        for name, channel in channels.items():
            self.plate(name).paste(channel, at, mask)
        for name, plate in self.plates.items():
            if name not in channels:
                plate.paste(0, (at[0], at[1], at[0] + mask.width, at[1] + mask.height), mask)

    def plate(self, name: str) -> Any:
        """The plate of an ink, white when nothing is on it yet."""
        from PIL import Image

        if name not in self.plates:
            self.plates[name] = Image.new("L", (self.width, self.height))
        return self.plates[name]

    def sums(
        self, box: tuple[int, int, int, int], limits: Sequence[float]
    ) -> tuple[float, float, float, list[tuple[int, int, int, int]]]:
        """Ink inside a box, in percent: the mean, the heaviest square's, and what is too heavy.

        The third is the share of the box whose squares are above a limit, the last boxes around
        it, from the box's own corner: above the highest limit that anything is above.
        """
        from PIL import ImageFilter, ImageMath, ImageStat

        if not self.plates:
            return 0.0, 0.0, 0.0, []
        mean = sum(ImageStat.Stat(plate.crop(box)).mean[0] for plate in self.plates.values())
        blur = ImageFilter.BoxBlur(SQUARE_RADIUS)
        blurred = [plate.crop(box).filter(blur).convert("I") for plate in self.plates.values()]
        total = blurred[0]
        for plate in blurred[1:]:
            total = ImageMath.lambda_eval(
                lambda given: given["one"] + given["other"], one=total, other=plate
            )
        most = total.getextrema()[1]
        passed = [limit for limit in limits if most > limit * 2.55]
        if not passed:
            return mean / 2.55, most / 2.55, 0.0, []
        limit = max(passed)
        heavy = ImageMath.lambda_eval(
            lambda given: given["convert"]((given["sum"] > limit * 2.55) * 255, "L"), sum=total
        )
        return mean / 2.55, most / 2.55, ImageStat.Stat(heavy).mean[0] / 2.55, islands(heavy)


def mask(contours: Iterable[Contour], clip: Corners) -> tuple[Any, tuple[int, int]] | None:
    """The area of contours inside a clip, and where its upper left corner stands.

    What turns against the largest contour is a hole in it, which is right for letters and frames.
    """
    from PIL import Image, ImageDraw

    kept = [c for c in contours if len(c) > 2]  # noqa: PLR2004  two points have no area
    if not kept:
        return None
    left = max(int(min(x for c in kept for x, _ in c)), int(clip[0]))
    top = max(int(min(y for c in kept for _, y in c)), int(clip[1]))
    right = min(int(max(x for c in kept for x, _ in c)) + 1, int(clip[2] + 0.999))
    bottom = min(int(max(y for c in kept for _, y in c)) + 1, int(clip[3] + 0.999))
    if right <= left or bottom <= top:
        return None
    areas = sorted(((_area(c), c) for c in kept), key=lambda pair: -abs(pair[0]))
    largest = bounds(areas[0][1])
    image = Image.new("L", ((right - left) * FINE, (bottom - top) * FINE))
    draw = ImageDraw.Draw(image)
    positive = areas[0][0] > 0
    for area, contour in areas:
        # A pixel's middle decides, as it does for those who rip.
        points = [((x - left) * FINE - 0.5, (y - top) * FINE - 0.5) for x, y in contour]
        hole = (area > 0) != positive and holds(largest, bounds(contour))
        draw.polygon(points, fill=0 if hole else 255)
    return image.reduce(FINE), (left, top)


def outline(contour: Contour, width: float) -> list[Contour]:
    """A line along a contour as areas: one upright or slanted bar for each of its parts."""
    half = width / 2
    bars: list[Contour] = []
    for (x0, y0), (x1, y1) in pairwise(contour):
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        if not length:
            continue
        dx, dy = (x1 - x0) / length * half, (y1 - y0) / length * half
        bars.append(
            ((x0 - dy, y0 + dx), (x1 - dy, y1 + dx), (x1 + dy, y1 - dx), (x0 + dy, y0 - dx))
        )
    return bars


def curve(start: Point, one: Point, two: Point, end: Point, steps: int = 8) -> list[Point]:
    """Points along a Bézier curve, its start left out."""
    points = []
    for index in range(1, steps + 1):
        t = index / steps
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(
            (
                a * start[0] + b * one[0] + c * two[0] + d * end[0],
                a * start[1] + b * one[1] + c * two[1] + d * end[1],
            )
        )
    return points


def _area(contour: Contour) -> float:
    closed = [*contour, contour[0]]
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(closed)) / 2


def islands(heavy: Any) -> list[tuple[int, int, int, int]]:
    """Boxes around the parts of a mask that hang together, from the top."""
    from PIL import Image

    width, height = -(-heavy.width // _CELL), -(-heavy.height // _CELL)
    grid = Image.new("L", (width * _CELL, height * _CELL))
    grid.paste(heavy)
    cells = grid.reduce(_CELL).tobytes()
    left = {at for at, value in enumerate(cells) if value}
    found = []
    while left:
        waiting, island = [left.pop()], []
        while waiting:
            at = waiting.pop()
            island.append(at)
            beside = [at - width, at + width]
            beside += [at - 1] if at % width else []
            beside += [at + 1] if at % width < width - 1 else []
            for other in beside:
                if other in left:
                    left.discard(other)
                    waiting.append(other)
        xs, ys = [at % width for at in island], [at // width for at in island]
        corner = ((max(xs) + 1) * _CELL, (max(ys) + 1) * _CELL)
        found.append(
            (
                min(xs) * _CELL,
                min(ys) * _CELL,
                min(corner[0], heavy.width),
                min(corner[1], heavy.height),
            )
        )
    return sorted(found, key=lambda box: (box[1], box[0]))
