"""What a page paints laid on its plates: a small renderer of our own.

Knock-out, overprint, clips, opacity, blend modes, soft masks and groups are kept; letters are
their outlines, which HarfBuzz draws where it can (`letters`); edges are soft.  A reading for
preflight, no proof of colour.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from presslayout.preflight.pdf.blending import NORMAL
from presslayout.preflight.pdf.bulk import PAGE_WORK, Meter, TooMuchError
from presslayout.preflight.pdf.drawn_plates import Plates
from presslayout.preflight.pdf.entries import whole
from presslayout.preflight.pdf.letters import areas, masks, placed
from presslayout.preflight.pdf.masking import BRIGHTNESS
from presslayout.preflight.pdf.matrix import Corners, cut, is_empty
from presslayout.preflight.pdf.opacities import Opacities
from presslayout.preflight.pdf.painted import IMAGE, MASK, SHADING, Painted
from presslayout.preflight.pdf.pixels import cover, separated
from presslayout.preflight.pdf.regions import BARS, LETTERS, WINDING, fineness, is_upright, mask
from presslayout.preflight.pdf.samples import entry, is_bomb, samples, stencil
from presslayout.preflight.pdf.shaded import laid
from presslayout.preflight.pdf.turning import turned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PIL.Image import Image

    from presslayout.preflight.pdf.painted import Group, Soft, Tiles
    from presslayout.preflight.pdf.pdfobject import PdfObject
    from presslayout.preflight.pdf.regions import Contour, Outline

    Window = tuple[int, int, int, int]

# What it takes (see bulk.Meter): an object, a pixel of a plate, a point of a contour, a picture, a
# sample of it that is unpacked.
_OBJECT, _PIXEL, _POINT, _PICTURE, _SAMPLE = 40_000, 1, 1_000, 200_000, 6
# Tiles that are set one by one; of more of them only the mean can be seen.
_TILES = 20_000


@dataclass(slots=True)
class _Open:
    """A group under way: its own plates, or what the page's were before it; None off the page."""

    group: Group
    press: Plating | None
    before: Plates | None = None


@dataclass(slots=True)
class Plating:
    """Plates, where they lie on the page, and which groups are under way.

    `origin` is the corner of the plates in points of the page as seen, `fineness` pixels a point.
    `backdrop` is what a knock-out group comes back to.
    """

    plates: Plates
    origin: tuple[float, float]
    fineness: float
    work: Meter = field(default_factory=lambda: Meter(PAGE_WORK))
    knockout: bool = False
    backdrop: Plates | None = None
    # Where pictures stand that could not be read.
    unread: list[Corners] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _regions: dict[Outline, tuple[Image, tuple[int, int]] | None] = field(default_factory=dict)
    _opacities: Opacities | None = None
    # The soft masks that were drawn here, or paid for.
    _softs: set[Soft] = field(default_factory=set)

    def lay(self, painted: Iterable[Painted]) -> None:
        """Everything in its order."""
        listed = list(painted)
        if self.plates.cover is None and any(_blends(one) for one in listed):
            # Where a page is bare there is nothing to blend with: it is a group (11.4.7).
            self.plates.cover = _filled((self.plates.width, self.plates.height), 0.0)
        for one in listed:
            shared = 0
            for under, group in zip(self._open, one.groups, strict=False):
                if under.group is not group:
                    break
                shared += 1
            self._close(shared)
            for group in one.groups[shared:]:
                self._begin(group)
            press = self._open[-1].press if self._open else self
            if press is not None:
                press._draw(one)  # noqa: SLF001  one of us
        self._close(0)

    @property
    def whole(self) -> Corners:
        """All of the plates, in pixels."""
        return (0.0, 0.0, float(self.plates.width), float(self.plates.height))

    @property
    def opacities(self) -> Opacities:
        """The soft masks that were drawn, here and on the plates of layers."""
        if self._opacities is None:
            self._opacities = Opacities(self.work)
        return self._opacities

    # -- groups

    def _begin(self, group: Group) -> None:
        press = self._open[-1].press if self._open else self
        if press is None:
            self._open.append(_Open(group, None))
            return
        bounds = press.whole if group.tiles is None else (-1e6, -1e6, 1e6, 1e6)
        window = _window(cut(press._box(group.clip), bounds))  # noqa: SLF001
        width, height = window[2] - window[0], window[3] - window[1]
        if width <= 0 or height <= 0 or is_empty(cut(press._box(group.reach), press.whole)):  # noqa: SLF001
            self._open.append(_Open(group, None))
        elif group.isolated or group.tiles or group.mode != NORMAL or group.knockout:
            press.work.spend(width * height)
            self._open.append(_Open(group, press._layer(window, knockout=group.knockout)))  # noqa: SLF001
        else:
            # Of plain objects nothing comes out other than on the page itself, and then fades.
            press.work.spend(press.plates.width * press.plates.height)
            self._open.append(_Open(group, press, press.plates.copy()))

    def _close(self, depth: int) -> None:
        while len(self._open) > depth:
            done = self._open.pop()
            below = self._open[-1].press if self._open else self
            if done.press is None or below is None:
                continue
            if done.before is not None:
                below._fade(done.group, done.before)  # noqa: SLF001
            elif done.group.tiles is not None:
                below._tiled(done.group, done.group.tiles, done.press)  # noqa: SLF001
            else:
                below._merged(done.group, done.press)  # noqa: SLF001

    def _layer(self, window: Window, *, knockout: bool = False) -> Plating:
        from PIL import Image

        size = (window[2] - window[0], window[3] - window[1])
        plates = Plates(*size, cover=Image.new("L", size))
        origin = (
            self.origin[0] + window[0] / self.fineness,
            self.origin[1] + window[1] / self.fineness,
        )
        return Plating(
            plates,
            origin,
            self.fineness,
            self.work,
            knockout,
            unread=self.unread,
            _opacities=self.opacities,
        )

    def _at(self, layer: Plating) -> tuple[int, int]:
        """Where the plates of a layer lie on these."""
        x, y = self._pixel(*layer.origin)
        return round(x), round(y)

    def _fade(self, group: Group, before: Plates) -> None:
        window = _window(cut(self._box(group.clip), self.whole))
        shape = _filled((window[2] - window[0], window[3] - window[1]), group.alpha)
        self.plates.fade(before, window[:2], self._softened(shape, window[:2], group.soft))

    def _merged(self, group: Group, layer: Plating) -> None:
        at = self._at(layer)
        shape = _filled((layer.plates.width, layer.plates.height), group.alpha)
        shape = self._softened(shape, at, group.soft)
        if self.knockout:
            self.plates.restore(layer.plates.cover, at, self.backdrop)
        self.plates.merge(layer.plates, at, shape, group.mode)

    def _tiled(self, group: Group, tiles: Tiles, cell: Plating) -> None:
        """A cell set many times, then laid down as one."""
        window = _window(cut(self._box(tiles.inside), self.whole))
        sheet = self._layer(window)
        size = (sheet.plates.width, sheet.plates.height)
        self.work.spend(size[0] * size[1])
        if tiles.count > _TILES:
            _mean(cell.plates, tiles.steps, self.fineness, sheet.plates)
        else:
            corner = self._at(cell)
            for x, y in tiles.moves():
                place = (
                    round(corner[0] + x * self.fineness) - window[0],
                    round(corner[1] + y * self.fineness) - window[1],
                )
                _set(cell.plates, place, sheet.plates)
        shape = _filled(size, group.alpha)
        if tiles.within:
            # The paths say all of it.
            shape = self._held(shape, window[:2], tiles.within)
        else:
            box = cut(self._box(tiles.inside), self.whole)
            edges = self._mask([_square(tiles.inside)], box, LETTERS)
            if edges is None:
                return
            inner = _filled(size, 0.0)
            inner.paste(edges[0], (edges[1][0] - window[0], edges[1][1] - window[1]))
            shape = _multiplied(shape, inner)
        self.plates.merge(
            sheet.plates, window[:2], self._softened(shape, window[:2], group.soft), group.mode
        )

    # -- objects

    def _draw(self, one: Painted) -> None:
        clip = cut(self._box(one.clip), self.whole)
        if not one.visible or is_empty(clip) or not one.alpha or one.areas is None:
            return
        self.work.spend(_OBJECT)
        if one.kind == IMAGE:
            self._picture(one, clip)
        elif one.kind == MASK:
            self._stencil(one, clip)
        elif one.kind == SHADING:
            self._shading(one, clip)
        elif one.colour.inks:
            self._flat(one, clip)

    def _flat(self, one: Painted, clip: Corners) -> None:
        """Letters and paths, all in one colour."""
        groups = one.areas() if one.areas is not None else iter(())
        if one.letters is not None:
            spots, rest = placed(one.letters, self.origin, self.fineness, self.work)
            groups = areas(rest, one.letters.face)
            for shape, at in masks(spots, clip, self.work, sharp=not one.within):
                self._paint(one, shape, at)
        for group in groups:
            found = self._mask(group, clip, one.rule, sharp=not one.within)
            if found is not None:
                self._paint(one, *found)

    def _paint(self, one: Painted, shape: Image, at: tuple[int, int]) -> None:
        """A flat colour through a shape."""
        shares = one.colour.inks
        if one.colour.space.spots == ("All",):
            shares = dict.fromkeys((*shares, *self.plates.plates), max(shares.values()))
        if one.overprint and one.overprint_mode == 1 and one.colour.space.name == "DeviceCMYK":
            # An ink of nothing leaves what is there (ISO 32000-1, 8.6.7).
            shares = {name: value for name, value in shares.items() if value}
        self._pay(shape, len(shares))
        shape = self._ready(one, shape, at)
        self.plates.paint(shape, at, shares, keep=one.overprint, mode=one.mode)

    def _picture(self, one: Painted, clip: Corners) -> None:
        placed = self._image_window(one, clip)
        if placed is None:
            return
        shape, at = placed
        self._pay_for(one.image.obj, one.space.components)
        try:
            least = needed(one, self.fineness)
            found = separated(samples(one.image, one.space, least).planes(), one.space)
            covering = cover(one.image, one.space)
        except TooMuchError:
            raise
        except Exception:  # noqa: BLE001  a stranger's picture may be broken in any way
            self.unread.append(one.box)
            return
        if covering is not None:
            shape = _multiplied(shape, self._turned(covering, one, at, shape.size))
        self._pay(shape, 2 * len(found))
        channels = {n: self._turned(plane, one, at, shape.size) for n, plane in found.items()}
        self.plates.lay(
            channels, at, self._ready(one, shape, at), keep=one.overprint, mode=one.mode
        )

    def _stencil(self, one: Painted, clip: Corners) -> None:
        placed = self._image_window(one, clip)
        if placed is None or not one.colour.inks:
            return
        shape, at = placed
        self._pay_for(one.image.obj, 1)
        try:
            inked = stencil(one.image)
        except TooMuchError:
            raise
        except Exception:  # noqa: BLE001  a stranger's picture may be broken in any way
            self.unread.append(one.box)
            return
        self._paint(one, _multiplied(shape, self._turned(inked, one, at, shape.size)), at)

    def _shading(self, one: Painted, clip: Corners) -> None:
        if one.shading is None:
            return
        for group in one.areas() if one.areas is not None else ():
            found = self._mask(group, clip, one.rule, sharp=not one.within)
            if found is None:
                continue
            shape, at = found
            try:
                made = laid(one.shading, one.matrix, self._pixel, (at, shape.size), self.work)
            except TooMuchError:
                raise
            except Exception:  # noqa: BLE001  a stranger's shading may be broken in any way
                self.unread.append(one.box)
                return
            if made is None:
                continue
            self._pay(shape, 2 * len(made[0]))
            channels, covering = made
            shape = self._ready(one, _multiplied(shape, covering), at)
            self.plates.lay(channels, at, shape, keep=one.overprint, mode=one.mode)

    def _ready(self, one: Painted, shape: Image, at: tuple[int, int]) -> Image:
        """What clips and masks leave of a shape, as opaque as it will be."""
        shape = self._held(shape, at, one.within)
        if self.knockout:
            self.plates.restore(shape, at, self.backdrop)
        if one.alpha < 1:
            shape = shape.point(lambda v: round(v * one.alpha))
        return self._softened(shape, at, one.soft)

    # -- shapes

    def _image_window(self, one: Painted, clip: Corners) -> tuple[Image, tuple[int, int]] | None:
        square = next(one.areas()) if one.areas is not None else []
        return self._mask(square, clip, LETTERS, sharp=not one.within)

    def _turned(
        self, plane: Image, one: Painted, at: tuple[int, int], size: tuple[int, int]
    ) -> Image:
        """A picture's plane as it lies on the page, in a window of the plates."""
        return turned(plane, one.matrix, (self.origin, self.fineness), (at, size))

    def _held(self, shape: Image, at: tuple[int, int], within: tuple[Outline, ...]) -> Image:
        """What the clipping paths leave of a shape."""
        from PIL import Image

        for region in within:
            if region not in self._regions:
                mask = self._mask(list(region.contours), self.whole, region.rule)
                self._regions[region] = mask
            kept = Image.new("L", shape.size)
            if (known := self._regions[region]) is not None:
                drawn, corner = known
                kept.paste(drawn, (corner[0] - at[0], corner[1] - at[1]))
            shape = _multiplied(shape, kept)
        return shape

    def _softened(self, shape: Image, at: tuple[int, int], soft: Soft | None) -> Image:
        """What a soft mask leaves of a shape."""
        if soft is None:
            return shape
        which = (soft.which or soft, self.origin, self.plates.width, self.plates.height)
        anew = soft not in self._softs
        known = self.opacities.of(which, lambda: self._opacity(soft), anew=anew)
        self._softs.add(soft)
        box = (at[0], at[1], at[0] + shape.width, at[1] + shape.height)
        return _multiplied(shape, known.crop(box))

    def _opacity(self, soft: Soft) -> Image:
        from PIL import ImageChops

        width, height = self.plates.width, self.plates.height
        self.work.spend(width * height)
        layer = self._layer((0, 0, width, height))
        layer.lay(soft.painted())
        opacity: Image = layer.plates.cover
        if soft.luminous:
            for name, share in BRIGHTNESS.items():
                if name in layer.plates.plates:
                    dark = layer.plates.plates[name].point([round(v * share) for v in range(256)])
                    opacity = ImageChops.subtract(opacity, dark)
            if soft.backdrop:
                around = [round((255 - v) * soft.backdrop) for v in range(256)]
                opacity = ImageChops.add(opacity, layer.plates.cover.point(around))
        return opacity.point(list(soft.curve)) if soft.curve else opacity

    def _mask(
        self, group: list[Contour], clip: Corners, rule: str, *, sharp: bool = True
    ) -> tuple[Image, tuple[int, int]] | None:
        """The area of contours on the plates; a clipping path's own box clips nothing more."""
        (left, top), fine = self.origin, self.fineness
        self.work.spend(_OBJECT + _POINT * sum(map(len, group)))
        placed = [[((x - left) * fine, (y - top) * fine) for x, y in contour] for contour in group]
        found = mask(placed, clip, rule, sharp=sharp)
        if found is not None:
            many = len(group) if rule in (WINDING, BARS) else 1
            pixels = found[0].width * found[0].height
            if not is_upright(group):
                # Edges that are not upright are drawn finer.
                pixels *= fineness(found[0].size) ** 2 * max(many // 8, 1)
            self.work.spend(pixels)
        return found

    def _pay(self, shape: Image, plates: int) -> None:
        """What laying a shape down on so many plates, and on those that it clears, takes."""
        self.work.spend(shape.width * shape.height * (plates + len(self.plates.plates)) * _PIXEL)

    def _pay_for(self, entries: PdfObject, components: int) -> None:
        """What unpacking a picture takes; one that nobody should unpack is never begun."""
        if is_bomb(entries):
            return
        width = whole(entry(entries, "/Width", "/W"))
        height = whole(entry(entries, "/Height", "/H"))
        self.work.spend(_PICTURE + max(width * height, 0) * components * _SAMPLE)

    def _pixel(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.origin[0]) * self.fineness, (y - self.origin[1]) * self.fineness

    def _box(self, box: Corners) -> Corners:
        left, top = self._pixel(box[0], box[1])
        right, bottom = self._pixel(box[2], box[3])
        return left, top, right, bottom


def needed(one: Painted, fineness: float) -> tuple[int, int]:
    """As many pixels of a picture as tell its ink: half as many as the plates have.

    What counts is the mean of squares that are eleven pixels wide.
    """
    a, b, c, d, _, _ = one.matrix
    across, down = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
    return max(round(across * fineness / 2), 1), max(round(down * fineness / 2), 1)


def _blends(one: Painted) -> bool:
    return one.mode != NORMAL or any(group.mode != NORMAL for group in one.groups)


def _window(box: Corners) -> Window:
    return int(box[0] // 1), int(box[1] // 1), int(-(-box[2] // 1)), int(-(-box[3] // 1))


def _square(box: Corners) -> list[tuple[float, float]]:
    left, top, right, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _filled(size: tuple[int, int], share: float) -> Image:
    from PIL import Image

    return Image.new("L", size, round(share * 255))


def _multiplied(one: Image, other: Image) -> Image:
    from PIL import ImageChops

    return ImageChops.multiply(one, other)


def _set(cell: Plates, at: tuple[int, int], sheet: Plates) -> None:
    """One tile: a layer laid on a layer, as far as it lies on it."""
    left, top = max(at[0], 0), max(at[1], 0)
    right, bottom = min(at[0] + cell.width, sheet.width), min(at[1] + cell.height, sheet.height)
    if left >= right or top >= bottom:
        return
    part = (left - at[0], top - at[1], right - at[0], bottom - at[1])
    kept = {name: plate.crop(part) for name, plate in cell.plates.items()}
    tile = Plates(right - left, bottom - top, kept, cell.cover.crop(part))
    sheet.merge(tile, (left, top), _filled((tile.width, tile.height), 1.0))


def _mean(
    cell: Plates,
    steps: tuple[tuple[float, float], tuple[float, float]],
    fineness: float,
    sheet: Plates,
) -> None:
    """Tiles too small and too many to be told apart: their mean all over."""
    from PIL import ImageStat

    (a, b), (c, d) = steps
    share = cell.width * cell.height / max(abs(a * d - b * c) * fineness * fineness, 1e-9)

    def tone(plate: Image) -> int:
        return min(round(ImageStat.Stat(plate).mean[0] * share), 255)

    box = (0, 0, sheet.width, sheet.height)
    for name, plate in cell.plates.items():
        sheet.plate(name).paste(tone(plate), box)
    sheet.cover.paste(tone(cell.cover), box)
