"""Pixels for the press: brought band by band into the press's inks, sharpened, held to the limit."""

from __future__ import annotations

import io
import math
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageCms, ImageFilter

from presslayout.assets import turning
from presslayout.assets.decoding import bands, clear, load, opened, small
from presslayout.assets.headers import SPACES
from presslayout.assets.icc_profiles import space_of
from presslayout.assets.limit import coded, heaviest, limited
from presslayout.assets.pictures import UnreadableError
from presslayout.assets.segments import bare
from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, AssetError, Diagnostic, Text
from presslayout.base.values import frozen
from presslayout.edition.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from presslayout.assets.pictures import Conversion, Request
    from presslayout.edition.page import Veil

# A picture made for this press is kept as it is up to twice the pixels that the press can show,
# and while its crop shows half of it or more: coding it again would lose more than it saves.
KEPT_OVERSAMPLE = 2.0
KEPT_SHARE = 0.5
# One pixel at the press's resolution is about what dot gain smears.
SHARPEN_RADIUS = 0.8

_INTENTS = {
    "relative": ImageCms.Intent.RELATIVE_COLORIMETRIC,
    "perceptual": ImageCms.Intent.PERCEPTUAL,
}
_COMPONENTS = {"L": 1, "RGB": 3, "LAB": 3, "CMYK": 4}


@frozen
class Jpeg:
    """JPEG data without any metadata; `kept` where it is the file's own, the whole picture."""

    data: bytes
    kept: bool


def converted_jpeg(wanted: Request, conversion: Conversion) -> Jpeg:
    """The request's part of the picture in the press's inks; UnreadableError when it is damaged."""
    made = _converted(wanted, conversion)
    # What was decoded is let go before the result is coded.
    return made if isinstance(made, Jpeg) else Jpeg(coded(made, conversion.ink_limit), kept=False)


def _converted(wanted: Request, conversion: Conversion) -> Jpeg | Image.Image:
    """The file's own coded picture where it may stay as it is, else its pixels in ink."""
    with opened(wanted.path) as image:
        if image.format != "JPEG":
            # Asking for EXIF may decode, and what is damaged says so once only.
            load(image)
        _hold_crop(image, wanted)
        tagged = image.info.get("icc_profile") or None
        if _fits(image, tagged, wanted, conversion):
            kept = _kept(image, wanted, conversion)
            if kept is not None:
                return Jpeg(kept, kept=True)
        return _inked(image, tagged, wanted, conversion)


def _hold_crop(image: Image.Image, wanted: Request) -> None:
    """A crop beyond what was decoded would print black: the file is at odds with its own header.

    Only formats that are measured by our own reader can be; of the others it is our fault.
    """
    whole = turning.swapped(image.size, turning.left(image))
    left, top, right, bottom = wanted.crop
    if 0 <= left < right <= whole[0] and 0 <= top < bottom <= whole[1]:
        return
    assert image.format in ("JPEG", "MPO", "PNG"), f"crop {wanted.crop} of a picture of {whole}"
    raise UnreadableError(
        Text("文件里写的尺寸和画面对不上", "the size that it states is not that of its picture")
    )


def ready(conversion: Conversion | None = None) -> None:
    """Load what photographs are decoded by, and open the profiles that untagged ones go between."""
    Image.preinit()
    if conversion is not None:
        _transform("RGB", conversion.source_profile, conversion)


def on_screen(path: Path, edge: int) -> Image.Image:
    """The picture upright and small, to be looked at; UnreadableError when it is damaged."""
    image = small(path, edge)
    if image.mode != "LAB":
        return image.convert("RGB")
    screen = ImageCms.createProfile("sRGB")
    shown = ImageCms.profileToProfile(
        image, ImageCms.createProfile("LAB"), screen, outputMode="RGB"
    )
    assert shown is not None
    return shown


def inks_of(colours: Sequence[tuple[int, int, int]], conversion: Conversion) -> tuple[Ink, ...]:
    """Colours of the source profile in the press's inks; greys in black alone, within the limit."""
    if not colours:
        return ()
    row = Image.new("RGB", (len(colours), 1))
    row.putdata(list(colours))
    values = _band_in_ink(row, None, conversion).tobytes()
    ramp = black_ramp(None, conversion)
    made = []
    for number, (red, green, blue) in enumerate(colours):
        if red == green == blue:
            made.append(Ink(k=round((255 - ramp[red]) * 1000 / 255)))
            continue
        # Steps of one per cent: what they were written in is no finer.
        c, m, y, k = (round(v * 100 / 255) * 10 for v in values[number * 4 : number * 4 + 4])
        made.append(Ink(c, m, y, k))
    return tuple(made)


def _fits(
    image: Image.Image, tagged: bytes | None, wanted: Request, conversion: Conversion
) -> bool:
    """Whether a JPEG is in this press's inks already and no finer than it need be."""
    if (
        wanted.veils
        or image.format != "JPEG"
        or image.mode != "CMYK"
        or turning.left(image) != turning.UPRIGHT
    ):
        return False
    if tagged not in (None, conversion.press_profile):
        return False
    left, top, right, bottom = wanted.crop
    share = (right - left) * (bottom - top) / (image.width * image.height)
    return right - left <= KEPT_OVERSAMPLE * wanted.size[0] and share >= KEPT_SHARE


def _kept(image: Image.Image, wanted: Request, conversion: Conversion) -> bytes | None:
    """The file's own coded picture, None where some pixel takes too much ink."""
    kept = bare(doors.read(wanted.path))
    if kept is None:
        return None
    load(image)
    part = image.crop(wanted.crop)
    return kept if heaviest(part) <= conversion.ink_limit else None


def _inked(
    image: Image.Image, tagged: bytes | None, wanted: Request, conversion: Conversion
) -> Image.Image:
    """The whole part, upright, in the press's inks."""
    turned = turning.left(image)
    size = turning.swapped(wanted.size, turned)
    whole: Image.Image | None = None
    for start, band in _sharpened(bands(image, wanted, turned), conversion.sharpen, size[1]):
        inked = _band_in_ink(band, tagged, conversion)
        if inked.size == size:
            whole = inked
        else:
            whole = whole or Image.new(inked.mode, size)
            whole.paste(inked, (0, start))
    assert whole is not None
    if wanted.ground is not None and (seen := clear(image, wanted, turned)) is not None:
        whole = limited(_grounded(whole, seen, wanted.ground), conversion.ink_limit)
    result = turning.upright(whole, turned)
    for veil in wanted.veils:
        result = _veiled(result, veil, wanted.crop)
    result.info.clear()
    return result


def _veiled(inked: Image.Image, veil: Veil, crop: tuple[int, int, int, int]) -> Image.Image:
    """An upright picture under a gradient: never more ink than it has, or than black alone."""
    _, top, _, foot = crop
    high = inked.height
    rows = ((2 * n + 1) * (foot - top) // (2 * high) for n in range(high))
    shares = bytes((veil.at(top + row) * 255 + 500) // 1000 for row in rows)
    mask = Image.frombytes("L", (1, high), shares).resize(inked.size)
    black = 0 if veil.light else 255
    plain = 255 - black if inked.mode == "L" else (0, 0, 0, black)
    return Image.composite(Image.new(inked.mode, inked.size, plain), inked, mask)


def _grounded(inked: Image.Image, seen: Image.Image, ground: Ink) -> Image.Image:
    """A picture on white paper with the ground's inks added as far as its clear parts show them.

    `seen` is 255 where the ground alone is seen.
    """
    if inked.mode == "L":
        nothing = Image.new("L", inked.size)
        black = ImageChops.invert(inked)
        if not any(ground.process[:3]):
            return ImageChops.subtract(inked, _share(seen, ground.k))
        inked = Image.merge("CMYK", (nothing, nothing, nothing, black))
    inks = zip(inked.split(), ground.process, strict=True)
    return Image.merge("CMYK", [ImageChops.add(ink, _share(seen, more)) for ink, more in inks])


def _share(seen: Image.Image, permille: int) -> Image.Image:
    return seen.point([value * permille // 1000 for value in range(256)])


def _sharpened(
    found: Iterator[tuple[int, Image.Image]], percent: int, height: int
) -> Iterator[tuple[int, Image.Image]]:
    """The bands without their margins, sharpened by an unsharp mask where that is asked for."""
    done = 0
    following = next(found, None)
    while following is not None:
        first, band = following
        following = next(found, None)
        if percent and band.mode != "CMYK":
            band = _unsharp(band, percent)
        last = first + band.height
        until = (last + following[0]) // 2 if following is not None else height
        if (done, until) == (first, last):
            yield done, band
        else:
            yield done, band.crop((0, done - first, band.width, until - first))
        done = until


def _unsharp(band: Image.Image, percent: int) -> Image.Image:
    mask = _unsharp_mask(percent)
    if band.mode != "LAB":
        return band.filter(mask)
    lightness, a, b = band.split()
    return Image.merge("LAB", (lightness.filter(mask), a, b))


@lru_cache(maxsize=4)
def _unsharp_mask(percent: int) -> ImageFilter.Kernel:
    """An unsharp mask of this strength in nine pixels: all that a Gauss bell so narrow reaches.

    17 ms a megapixel, where blurring and taking the difference needs 42.
    """
    near = range(-1, 2)
    bell = [math.exp(-(x * x + y * y) / (2 * SHARPEN_RADIUS**2)) for y in near for x in near]
    taken = [-percent / 100 * value / sum(bell) for value in bell]
    taken[4] += 1 + percent / 100
    return ImageFilter.Kernel((3, 3), taken, scale=1)


def _band_in_ink(image: Image.Image, tagged: bytes | None, conversion: Conversion) -> Image.Image:
    if tagged is not None and space_of(tagged) not in SPACES[_COMPONENTS[image.mode]]:
        tagged = None
    if image.mode == "L":
        return image.point(black_ramp(tagged, conversion))
    if image.mode == "CMYK" and tagged in (None, conversion.press_profile):
        # Untagged CMYK was made for this press, or nobody can know for which.
        return limited(image, conversion.ink_limit)
    source = _lab() if image.mode == "LAB" else tagged or conversion.source_profile
    transform = _transform(image.mode, source, conversion)
    if transform is None:
        if image.mode == "CMYK":
            return limited(image, conversion.ink_limit)
        transform = _transform(image.mode, conversion.source_profile, conversion)
    if transform is None:
        raise useless()
    inked = ImageCms.applyTransform(image, transform)
    assert inked is not None
    return limited(inked, conversion.ink_limit)


def useless() -> AssetError:
    """A press whose profile says nothing of its inks: no picture of this paper can be made."""
    return AssetError(
        [
            Diagnostic(
                "missing-profile",
                ERROR,
                Text(
                    "印刷条件的 ICC 特性文件用不了：已损坏，或不是 CMYK 印刷用的",
                    "the press's ICC profile is of no use: damaged, or not of a CMYK press",
                ),
                hint=Text(
                    "向印厂要一份完整的特性文件，放进 layout/press/",
                    "ask the plant for a whole one and put it into layout/press/",
                ),
            )
        ]
    )


@lru_cache(maxsize=1)
def _lab() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


@lru_cache(maxsize=16)
def _transform(
    mode: str, source: bytes, conversion: Conversion
) -> ImageCms.ImageCmsTransform | None:
    """From `source` to the press; None where the profile is damaged or not for this mode."""
    try:
        return ImageCms.buildTransform(
            io.BytesIO(source),
            io.BytesIO(conversion.press_profile),
            mode,
            "CMYK",
            _INTENTS[conversion.intent],
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except doors.ICC.faults():
        return None


@lru_cache(maxsize=8)
def black_ramp(tagged: bytes | None, conversion: Conversion) -> tuple[int, ...]:
    """Grey values to grey in black ink alone, with equal lightness on paper.

    Both scales run from white to their own black, as black-point compensation has them.
    """
    blacks = Image.new("CMYK", (256, 1))
    blacks.putdata([(0, 0, 0, 255 - value) for value in range(256)])
    greys = Image.new("L", (256, 1))
    greys.putdata(range(256))
    paper = _lightness(blacks, conversion.press_profile)
    screen = _lightness(greys, tagged) if tagged else None
    screen = screen or _lightness(greys.convert("RGB"), conversion.source_profile)
    if paper is None or screen is None:
        raise useless()
    ramp = []
    at = 0
    for value in screen:
        while at < len(paper) - 1 and paper[at] < value:
            at += 1
        ramp.append(at)
    return tuple(ramp)


def _lightness(ramp: Image.Image, profile: bytes) -> list[float] | None:
    """Lightness of 256 steps, stretched to 0-1; None where the profile does not serve."""
    try:
        lab = ImageCms.profileToProfile(
            ramp,
            io.BytesIO(profile),
            ImageCms.createProfile("LAB"),
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            "LAB",
        )
    except doors.ICC.faults():
        return None
    assert lab is not None
    values = lab.getchannel("L").tobytes()
    low, high = values[0], values[-1]
    return [(value - low) / (high - low) for value in values] if high > low else None
