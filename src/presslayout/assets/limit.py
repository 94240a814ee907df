"""The ink limit: colours taken back where inks add up to more than paper takes, and only there."""

from __future__ import annotations

import io
import math

from PIL import Image, ImageChops, ImageMath

# 88 keeps skies and skin free of blocks at 200 ppi; above it files grow and paper shows nothing.
# Four components are never subsampled: CMYK has no chroma to thin out.
JPEG_QUALITY = 88
# Coding was seen to add up to 17 % to a sum on the heaviest of edges.
CODING_PERCENT = 20
# Rows that are worked on at once: what they need in between is twenty bytes a pixel.
_ROWS = 512


def coded(inked: Image.Image, limit: int) -> bytes:
    """The picture as JPEG no pixel of which takes more ink than the limit, whatever coding adds."""
    target = limit
    while True:
        out = io.BytesIO()
        inked.save(out, "JPEG", quality=JPEG_QUALITY)
        # Coding moves a sum by some percent; far below the limit nobody need look.
        if inked.mode != "CMYK" or _at_most(inked) < limit - CODING_PERCENT:
            return out.getvalue()
        with Image.open(out) as read:
            over = heaviest(read) - limit
        if over <= 0 or target < limit // 2:
            return out.getvalue()
        target -= max(1, math.ceil(over))
        inked = _limited_in_bands(inked, target)


def limited(image: Image.Image, percent: int) -> Image.Image:
    """The picture with colours taken back wherever the inks add up to more than the limit."""
    limit = 255 * percent / 100
    if _at_most(image) <= percent:
        return image
    cyan, magenta, yellow, black = image.split()
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


def heaviest(image: Image.Image) -> float:
    """The most ink of any pixel, in percent."""
    most = 0
    for top in range(0, image.height, _ROWS):
        cyan, magenta, yellow, black = image.crop(
            (0, top, image.width, min(top + _ROWS, image.height))
        ).split()
        total = ImageMath.lambda_eval(
            lambda a: a["int"](a["c"]) + a["m"] + a["y"] + a["k"],
            c=cyan,
            m=magenta,
            y=yellow,
            k=black,
        )
        most = max(most, total.getextrema()[1])
    return most / 2.55


def _at_most(image: Image.Image) -> float:
    """No pixel takes more ink than this, in percent: a quarter of the work of looking closely."""
    cyan, magenta, yellow, black = image.split()
    mean = ImageChops.add(
        ImageChops.add(cyan, magenta, scale=2), ImageChops.add(yellow, black, scale=2), scale=2
    )
    highest = mean.getextrema()[1]
    assert isinstance(highest, (int, float))
    # Three halvings lose less than two steps of four.
    return (highest + 2) * 4 / 2.55


def _limited_in_bands(inked: Image.Image, limit: int) -> Image.Image:
    result = inked.copy()
    for top in range(0, inked.height, _ROWS):
        box = (0, top, inked.width, min(top + _ROWS, inked.height))
        result.paste(limited(inked.crop(box), limit), box)
    return result
