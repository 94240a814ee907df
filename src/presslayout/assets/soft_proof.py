"""A press's inks as a screen shows them: RGB by the profile of the press, the other way of `colour`.

Black alone becomes a grey of its own lightness, black itself black, as greys came into it; so text
is no brown, and a photograph in one ink looks as it was delivered.
"""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageCms

from presslayout.assets.colour import black_ramp, useless
from presslayout.base import doors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.assets.pictures import Conversion, ConvertedPicture
    from presslayout.edition.ink import Ink

Colour = tuple[int, int, int]
_FULL = 1000


def colours(inks: Iterable[Ink], conversion: Conversion) -> dict[Ink, Colour]:
    """Each ink as red, green and blue from 0 to 255; AssetError where the profile is of no use."""
    wanted = list(dict.fromkeys(inks))
    if not wanted:
        return {}
    row = Image.new("CMYK", (len(wanted), 1))
    row.putdata([_laid(ink) for ink in wanted])
    seen = _shown(row, conversion).tobytes()
    greys = _greys(conversion)
    found: dict[Ink, Colour] = {}
    for number, ink in enumerate(wanted):
        c, m, y, k = _laid(ink)
        if not (c or m or y):
            found[ink] = (greys[255 - k],) * 3
        else:
            red, green, blue = seen[3 * number : 3 * number + 3]
            found[ink] = (red, green, blue)
    return found


def picture(converted: ConvertedPicture, conversion: Conversion) -> Image.Image:
    """A picture that was made for the press, the part of it that is shown, in grey or in RGB."""
    image = _opened(converted)
    if converted.window is not None:
        image = image.crop(converted.window)
    if image.mode == "L":
        return image.point(_greys(conversion))
    return _shown(image, conversion)


def _laid(ink: Ink) -> tuple[int, int, int, int]:
    """How much of each process ink, from 0 to 255; of a spot ink what it looks like."""
    tint = ink.tint if ink.spot else _FULL
    c, m, y, k = (round(v * tint * 255 / (_FULL * _FULL)) for v in ink.process)
    return c, m, y, k


def _opened(converted: ConvertedPicture) -> Image.Image:
    size = (converted.width, converted.height)
    mode = "L" if converted.components == 1 else "CMYK"
    if converted.coding == "FlateDecode":
        import zlib

        image = Image.frombytes(mode, size, zlib.decompress(converted.data))
        return ImageChops.invert(image) if converted.inverted else image
    with Image.open(io.BytesIO(converted.data)) as opened:
        opened.load()
        # Pillow takes every JPEG of four components to mean no ink by 255, as Photoshop does.
        wrong = mode == "CMYK" and not converted.inverted
        return ImageChops.invert(opened) if wrong else opened.copy()


def _shown(image: Image.Image, conversion: Conversion) -> Image.Image:
    transform = _transform(conversion.press_profile, conversion.source_profile)
    if transform is None:
        raise useless()
    shown = ImageCms.applyTransform(image, transform)
    assert shown is not None
    return shown


@lru_cache(maxsize=4)
def _transform(press: bytes, screen: bytes) -> ImageCms.ImageCmsTransform | None:
    try:
        return ImageCms.buildTransform(
            io.BytesIO(press),
            io.BytesIO(screen),
            "CMYK",
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except doors.ICC.faults():
        return None


def _greys(conversion: Conversion) -> list[int]:
    """The grey that each value of black ink (255 for none) was made from, or would have been."""
    ramp = black_ramp(None, conversion)
    middle = [(bisect_left(ramp, v) + max(bisect_right(ramp, v) - 1, 0)) // 2 for v in range(256)]
    # Where several greys became one, the ends are those that mean ink alone and paper alone.
    return [0, *(min(v, 255) for v in middle[1:-1]), 255]
