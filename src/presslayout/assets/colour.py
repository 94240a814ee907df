"""Pixels for the press: cropped, sampled down, brought into the press's inks.  Pillow's only home."""

from __future__ import annotations

import io
import warnings
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import ExifTags, Image, ImageChops, ImageCms, ImageMath

from presslayout.assets.headers import Header
from presslayout.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from presslayout.assets.images import Conversion, Request

# 88 keeps skies and skin free of blocks at 200 ppi; above it files grow and paper shows nothing.
# Four components are never subsampled: CMYK has no chroma to thin out.
JPEG_QUALITY = 88
FORMATS = ("JPEG", "PNG", "TIFF")

_INTENTS = {
    "relative": ImageCms.Intent.RELATIVE_COLORIMETRIC,
    "perceptual": ImageCms.Intent.PERCEPTUAL,
}
_GREY = frozenset({"1", "L", "LA", "I;16", "I;16B", "I;16L", "I"})
_KNOWN = _GREY | {"P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr"}
_UNDO = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT,),
    3: (Image.Transpose.ROTATE_180,),
    4: (Image.Transpose.FLIP_TOP_BOTTOM,),
    5: (Image.Transpose.TRANSPOSE,),
    6: (Image.Transpose.ROTATE_270,),
    7: (Image.Transpose.TRANSVERSE,),
    8: (Image.Transpose.ROTATE_90,),
}
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)
_NOT_READ = "damaged, cut short or of an unknown format"
_SIDEWAYS = frozenset({5, 6, 7, 8})
# Where the stored picture's x counts from the upright one's far side, and where its y does.
_FROM_RIGHT = frozenset({2, 3, 7, 8})
_FROM_FOOT = frozenset({3, 4, 6, 7})


class UnreadableError(Exception):
    """A picture that cannot be decoded, and why."""

    def __init__(self, cause: Text) -> None:
        self.cause = cause
        super().__init__(cause.en)


def opened_header(path: Path) -> Header:
    """The header of whatever Pillow reads; UnreadableError when it does not."""
    with _decoding(path) as image:
        components = 4 if image.mode == "CMYK" else 1 if image.mode in _GREY else 3
        return Header(image.width, image.height, components, _orientation(image))


def converted_jpeg(wanted: Request, conversion: Conversion) -> bytes:
    """The request's part of the picture as JPEG in the press's inks, without any metadata."""
    with _decoding(wanted.path) as image:
        tagged = image.info.get("icc_profile")
        pixels = _flat(_part(image, wanted))
    inked = _inked(pixels, tagged, conversion)
    inked.info.clear()
    out = io.BytesIO()
    inked.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()


@contextmanager
def _decoding(path: Path) -> Iterator[Image.Image]:
    """The opened picture; whatever Pillow says about damage becomes UnreadableError."""
    try:
        with warnings.catch_warnings():
            # Our own limit was checked when the picture was measured.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(path, formats=FORMATS)
        with image:
            if image.mode not in _KNOWN:
                raise UnreadableError(
                    Text(
                        zh=f"不支持颜色模式 {image.mode}",
                        en=f"colour mode {image.mode} is not supported",
                    )
                )
            yield image
    except FileNotFoundError:
        raise
    except _DAMAGE as error:
        raise UnreadableError(Text(zh="文件损坏、不完整或格式不支持", en=_NOT_READ)) from error


def _orientation(image: Image.Image) -> int:
    value = image.getexif().get(ExifTags.Base.Orientation, 1)
    return value if value in _UNDO else 1


def _part(image: Image.Image, wanted: Request) -> Image.Image:
    """The crop at its size, upright.  Only its own pixels are sampled, in the stored direction."""
    orientation = _orientation(image)
    stored = image.size
    box = _stored_box(wanted.crop, orientation, stored)
    size = wanted.size[::-1] if orientation in _SIDEWAYS else wanted.size
    scale = min((box[2] - box[0]) / size[0], (box[3] - box[1]) / size[1])
    if image.format in ("JPEG", "MPO") and scale > 1:
        # A JPEG decodes to a half, a quarter or an eighth for a fraction of the time.
        image.draft(None, (int(stored[0] / scale), int(stored[1] / scale)))
    ratio = (image.width / stored[0], image.height / stored[1])
    scaled = (box[0] * ratio[0], box[1] * ratio[1], box[2] * ratio[0], box[3] * ratio[1])
    image.load()
    pixels = _eight_bit(image)
    if size == (pixels.width, pixels.height) and scaled == (0, 0, *size):
        part = pixels.copy()
    elif pixels.mode in ("P", "PA", "1"):
        part = _sampled(_unpacked(pixels), size, scaled)
    else:
        part = _sampled(pixels, size, scaled)
    for step in _UNDO.get(orientation, ()):
        part = part.transpose(step)
    return part


def _sampled(
    pixels: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float]
) -> Image.Image:
    whole = tuple(round(v) for v in box)
    if whole == box and (whole[2] - whole[0], whole[3] - whole[1]) == size:
        return pixels.crop((whole[0], whole[1], whole[2], whole[3]))
    return pixels.resize(size, Image.Resampling.LANCZOS, box=box)


def _stored_box(
    crop: tuple[int, int, int, int], orientation: int, stored: tuple[int, int]
) -> tuple[int, int, int, int]:
    """The crop of the upright picture in the stored one's coordinates."""
    left, top, right, bottom = crop
    if orientation in _SIDEWAYS:
        # Transposed: what is across in the one is down in the other.
        left, top, right, bottom = top, left, bottom, right
    width, height = stored
    if orientation in _FROM_RIGHT:
        left, right = width - right, width - left
    if orientation in _FROM_FOOT:
        top, bottom = height - bottom, height - top
    return left, top, right, bottom


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode not in ("I", "I;16", "I;16B", "I;16L"):
        return image
    return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")


def _unpacked(image: Image.Image) -> Image.Image:
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")


def _flat(image: Image.Image) -> Image.Image:
    """L, RGB or CMYK: what is transparent shows white paper."""
    if image.mode in ("P", "PA", "1"):
        image = _unpacked(image)
    if image.mode == "LA" or (image.mode == "L" and "transparency" in image.info):
        image = image.convert("LA")
        white = Image.new("L", image.size, 255)
        white.paste(image.getchannel("L"), mask=image.getchannel("A"))
        return white
    if image.mode == "RGBA" or (image.mode == "RGB" and "transparency" in image.info):
        image = image.convert("RGBA")
        white = Image.new("RGB", image.size, (255, 255, 255))
        white.paste(image, mask=image.getchannel("A"))
        return white
    return image if image.mode in ("L", "RGB", "CMYK") else image.convert("RGB")


def _inked(image: Image.Image, tagged: bytes | None, conversion: Conversion) -> Image.Image:
    if image.mode == "L":
        return image.point(_black_ramp(tagged, conversion))
    if image.mode == "CMYK" and not tagged:
        # Untagged CMYK was made for this press, or nobody can know for which.
        return _limited(image, conversion.ink_limit)
    transform = _transform(image.mode, tagged or conversion.source_profile, conversion)
    if transform is None:
        if image.mode == "CMYK":
            return _limited(image, conversion.ink_limit)
        transform = _transform(image.mode, conversion.source_profile, conversion)
    assert transform is not None
    inked = ImageCms.applyTransform(image, transform)
    assert inked is not None
    return _limited(inked, conversion.ink_limit)


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
    except (ImageCms.PyCMSError, OSError):
        return None


@lru_cache(maxsize=8)
def _black_ramp(tagged: bytes | None, conversion: Conversion) -> tuple[int, ...]:
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
    assert paper is not None
    assert screen is not None
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
    except (ImageCms.PyCMSError, OSError):
        return None
    assert lab is not None
    values = lab.getchannel("L").tobytes()
    low, high = values[0], values[-1]
    return [(value - low) / (high - low) for value in values] if high > low else None


def _limited(image: Image.Image, percent: int) -> Image.Image:
    """The picture with colours taken back wherever the inks add up to more than the limit."""
    cyan, magenta, yellow, black = image.split()
    mean = ImageChops.add(
        ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2), scale=2
    )
    highest = mean.getextrema()[1]
    limit = 255 * percent / 100
    # Three halvings lose less than two steps of four.
    if not isinstance(highest, (int, float)) or (highest + 2) * 4 <= limit:
        return image
    colours = ImageMath.lambda_eval(
        lambda a: a["convert"](a["c"] + a["m"] + a["y"], "F"), c=cyan, m=magenta, y=yellow
    )
    keep = ImageMath.lambda_eval(
        lambda a: a["min"]((limit - a["float"](a["k"])) / a["max"](a["colours"], 1), 1),
        k=black,
        colours=colours,
    )
    lighter = [
        ImageMath.lambda_eval(
            lambda a: a["convert"](a["int"](a["float"](a["ink"]) * a["keep"]), "L"),
            ink=ink,
            keep=keep,
        )
        for ink in (cyan, magenta, yellow)
    ]
    return Image.merge("CMYK", (*lighter, black))
