"""The plates of a page as a value, and how much ink they lay down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL.Image import Image

PROCESS = ("C", "M", "Y", "K")
# GWG 2015, 4.22: ink is judged as the mean of a square of 15 mm2, which is 3.873 mm wide.
SQUARE_MM = 3.873
MM_PER_INCH = 25.4


@frozen
class Coverage:
    """Ink in percent: the mean of all, and the most anywhere."""

    mean: float
    max: float


@frozen
class PlateSheet:
    """One page inside its trim: a picture for each ink, process inks first, 255 being solid."""

    number: int
    dpi: int
    plates: Mapping[str, Image]

    def coverage(self, ink: str) -> Coverage:
        """How much of one ink the page takes."""
        from PIL import ImageStat

        plate = self.plates[ink]
        highest = plate.getextrema()[1]
        assert isinstance(highest, (int, float))
        return Coverage(round(ImageStat.Stat(plate).mean[0] / 2.55, 1), round(highest / 2.55, 1))

    def total(self) -> Coverage:
        """How much ink the page takes in all: the mean, and the heaviest 15 mm²."""
        highest = self.squares().getextrema()[1]
        assert isinstance(highest, (int, float))
        mean = sum(self.coverage(ink).mean for ink in self.plates)
        return Coverage(round(mean, 1), round(highest / 2.55, 1))

    def squares(self) -> Image:
        """The ink sum at every point as the mean of the square round it; 255 is 100 %."""
        from PIL import ImageFilter, ImageMath

        radius = max(0, round((self.dpi * SQUARE_MM / MM_PER_INCH - 1) / 2))
        total = None
        for plate in self.plates.values():
            blurred = plate.filter(ImageFilter.BoxBlur(radius)).convert("I")
            total = (
                blurred
                if total is None
                else ImageMath.lambda_eval(lambda a: a["one"] + a["two"], one=total, two=blurred)
            )
        assert total is not None
        return total


@frozen
class PlateSet:
    """The sheets of an issue or a file, and what drew them."""

    sheets: tuple[PlateSheet, ...]
    renderer: str
