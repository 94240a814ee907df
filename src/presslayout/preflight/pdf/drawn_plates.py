"""A page's printing plates at one pixel a point, each from 0 (paper) to 255 (solid)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from presslayout.preflight.pdf.blending import NORMAL, blended
from presslayout.preflight.pdf.squares import heaviest_square, squares

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from PIL.Image import Image

# Cells by which heavy parts of a page are put together to boxes.
_CELL = 8


@dataclass(slots=True)
class Plates:
    """The plates of one page, by the name of their ink.

    Those of a layer, which lies on nothing yet, have a `cover`: how much of each pixel they hide.
    Their inks are then those of what is covered, and none where nothing is.
    """

    width: int
    height: int
    plates: dict[str, Image] = field(default_factory=dict)
    cover: Any = None

    def paint(
        self,
        mask: Image,
        at: tuple[int, int],
        inks: Mapping[str, float],
        *,
        keep: bool,
        mode: str = NORMAL,
    ) -> None:
        """Lay inks down through a mask; all others are taken away there unless it must `keep` them."""
        box = (at[0], at[1], at[0] + mask.width, at[1] + mask.height)
        for name in self._touched(inks, keep=keep):
            value = round(min(max(inks.get(name, 0.0), 0.0), 1.0) * 255)
            if mode == NORMAL:
                self.plate(name).paste(value, box, mask)
            else:
                self._blend(name, box, mask, value, mode)
        if self.cover is not None:
            self.cover.paste(255, box, mask)

    def lay(
        self,
        channels: Mapping[str, Image],
        at: tuple[int, int],
        mask: Image,
        *,
        keep: bool = False,
        mode: str = NORMAL,
    ) -> None:
        """The same for a picture's channels."""
        box = (at[0], at[1], at[0] + mask.width, at[1] + mask.height)
        for name in self._touched(channels, keep=keep):
            value: Image | int = channels.get(name, 0)
            if mode == NORMAL:
                self.plate(name).paste(value, box, mask)
            else:
                self._blend(name, box, mask, value, mode)
        if self.cover is not None:
            self.cover.paste(255, box, mask)

    def merge(self, layer: Plates, at: tuple[int, int], mask: Image, mode: str = NORMAL) -> None:
        """Lay a layer down as it stands, through a mask of its own size."""
        from PIL import ImageChops

        names = dict.fromkeys((*self.plates, *layer.plates))
        plates = {name: self.plate(name) for name in names}
        # Where it hides nothing it holds nothing.
        part = layer.cover.getbbox()
        if part is None:
            return
        box = (at[0] + part[0], at[1] + part[1], at[0] + part[2], at[1] + part[3])
        mask = mask.crop(part)
        hidden = ImageChops.multiply(layer.cover.crop(part), mask)
        under = self.cover.crop(box) if self.cover is not None and mode != NORMAL else None
        for name, plate in plates.items():
            below = plate.crop(box)
            if name not in layer.plates and mode == NORMAL:
                plate.paste(0, box, hidden)
                continue
            ink = ImageChops.multiply(layer.plate(name).crop(part), mask)
            if mode == NORMAL:
                below.paste(0, (0, 0), hidden)
                plate.paste(ImageChops.add(below, ink), box)
                continue
            own = freed(ink, hidden)
            above = blended(mode, below, own)
            plate.paste(above if under is None else _composite(above, own, under), box, hidden)
        if self.cover is not None:
            self.cover.paste(255, box, hidden)

    def restore(self, mask: Image, at: tuple[int, int], before: Plates | None) -> None:
        """Take what a knock-out group has laid away again, down to what was there before it."""
        box = (at[0], at[1], at[0] + mask.width, at[1] + mask.height)
        for name, plate in self.plates.items():
            known = before is not None and name in before.plates
            plate.paste(before.plates[name].crop(box) if before and known else 0, box, mask)
        if self.cover is not None:
            kept = before is not None and before.cover is not None
            self.cover.paste(before.cover.crop(box) if before and kept else 0, box, mask)

    def copy(self) -> Plates:
        """The same, to come back to."""
        kept = {name: plate.copy() for name, plate in self.plates.items()}
        return Plates(self.width, self.height, kept, self.cover and self.cover.copy())

    def fade(self, before: Plates, at: tuple[int, int], mask: Image) -> None:
        """Keep of what was laid since no more than a mask says."""
        box = (at[0], at[1], at[0] + mask.width, at[1] + mask.height)
        for name, plate in self.plates.items():
            old = before.plates[name].crop(box) if name in before.plates else _nothing(mask.size)
            plate.paste(_composite(plate.crop(box), old, mask), box)
        if self.cover is not None and before.cover is not None:
            now = self.cover.crop(box)
            self.cover.paste(_composite(now, before.cover.crop(box), mask), box)

    def plate(self, name: str) -> Image:
        """The plate of an ink, white when nothing is on it yet."""
        from PIL import Image

        if name not in self.plates:
            self.plates[name] = Image.new("L", (self.width, self.height))
        return self.plates[name]

    def keep(self, boxes: Iterable[tuple[int, int, int, int]]) -> None:
        """Take all ink away outside of these boxes."""
        from PIL import Image, ImageChops

        kept = Image.new("L", (self.width, self.height))
        for box in boxes:
            kept.paste(255, box)
        self.plates = {n: ImageChops.darker(plate, kept) for n, plate in self.plates.items()}

    def sums(
        self, box: tuple[int, int, int, int], limits: Sequence[float]
    ) -> tuple[float, float, float, list[tuple[int, int, int, int]]]:
        """Ink inside a box, in percent: the mean, the heaviest square's, and what is too heavy.

        The third is the share of the box whose squares are above a limit, the last boxes around
        it, from the box's own corner: above the highest limit that anything is above.
        """
        from PIL import ImageMath, ImageStat

        if not self.plates:
            return 0.0, 0.0, 0.0, []
        plates = [plate.crop(box) for plate in self.plates.values()]
        mean = sum(ImageStat.Stat(plate).mean[0] for plate in plates)
        most = heaviest_square(plates)
        passed = [limit for limit in limits if most > limit * 2.55]
        if not passed:
            return mean / 2.55, most / 2.55, 0.0, []
        limit = max(passed)
        heavy = ImageMath.lambda_eval(
            lambda given: given["convert"]((given["sum"] > limit * 2.55) * 255, "L"),
            sum=squares(plates),
        )
        return mean / 2.55, most / 2.55, ImageStat.Stat(heavy).mean[0] / 2.55, islands(heavy)

    def _touched(self, inks: Iterable[str], *, keep: bool) -> tuple[str, ...]:
        return tuple(inks) if keep else tuple(dict.fromkeys((*inks, *self.plates)))

    def _blend(
        self, name: str, box: tuple[int, int, int, int], mask: Image, value: Image | int, mode: str
    ) -> None:
        from PIL import Image

        plate = self.plate(name)
        above = Image.new("L", mask.size, value) if isinstance(value, int) else value
        made = blended(mode, plate.crop(box), above)
        if self.cover is not None:
            # Where nothing lies beneath, there is nothing to blend with.
            made = _composite(made, above, self.cover.crop(box))
        plate.paste(made, box, mask)


def islands(heavy: Image) -> list[tuple[int, int, int, int]]:
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


def _composite(one: Image, other: Image, mask: Image) -> Image:
    from PIL import Image

    return Image.composite(one, other, mask)


def _nothing(size: tuple[int, int]) -> Image:
    from PIL import Image

    return Image.new("L", size)


def freed(ink: Image, cover: Image) -> Image:
    """The ink of what is covered, whole where its cover is not."""
    from PIL import ImageMath

    levels: Any = cover.getextrema()
    least, most = levels
    if least == most:
        # As nearly always: all of it is covered alike.
        whole = max(least, 1)
        table = [min(tone * 255 // whole, 255) for tone in range(256)]
        return ink if least == 255 else ink.point(table)  # noqa: PLR2004
    made: Image = ImageMath.lambda_eval(
        lambda given: given["convert"](
            given["min"](given["ink"] * 255 / given["max"](given["cover"], 1), 255), "L"
        ),
        ink=ink.convert("I"),
        cover=cover.convert("I"),
    )
    return made
