"""What people look at: each plate, where the ink lies heavy, and how the paper will show it."""

from __future__ import annotations

import io
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from presslayout.delivery.plates.plate_set import PROCESS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from presslayout.base.source import Source
    from presslayout.delivery.plates.plate_set import PlateSheet
    from presslayout.edition.ink import Ink
    from presslayout.edition.press import Press

# The key below a heat map, in millimetres: its height, and that of its letters.
KEY_MM, LETTERS_MM, BAR_MM = 12, 4, 4
MM_PER_INCH = 25.4
# Colours by how near the limit ink comes: from paper through blue and green to yellow where the
# advised sum is reached, red at the limit, and violet beyond it.
_PAPER, _LIGHT, _MIDDLE = (255, 255, 255), (190, 215, 235), (120, 190, 150)
_ADVISED, _LIMIT, _BEYOND = (250, 215, 80), (225, 60, 40), (120, 0, 120)
# A palette has 256 places; each stands for two percent of ink.
STEP_PERCENT = 2


def plate(sheet: PlateSheet, ink: str) -> bytes:
    """A plate as PNG: ink dark, paper white."""
    from PIL import ImageChops

    return _png(ImageChops.invert(sheet.plates[ink]), sheet.dpi)


def heat(sheet: PlateSheet, press: Press, letters: Source) -> bytes:
    """The ink sum at every point, as the mean of the 15 mm² round it, with a key."""
    from PIL import Image

    levels = sheet.squares().point(lambda v: v * (100 / 255 / STEP_PERCENT) + 0.5).convert("L")
    colours = _palette(press)
    key = _key(levels.width, sheet.dpi, press, letters)
    whole = Image.new("RGB", (levels.width, levels.height + key.height), _PAPER)
    levels.putpalette([part for colour in colours for part in colour])
    whole.paste(levels.convert("RGB"), (0, 0))
    whole.paste(key, (0, levels.height))
    return _png(whole, sheet.dpi)


def proof(sheet: PlateSheet, profile: bytes, screen: bytes, spots: Sequence[Ink]) -> bytes:
    """The page on the press's own paper white, for a screen; spots as they look in process inks."""
    from PIL import Image, ImageChops, ImageCms

    transform = ImageCms.buildTransform(
        io.BytesIO(profile),
        io.BytesIO(screen),
        "CMYK",
        "RGB",
        ImageCms.Intent.ABSOLUTE_COLORIMETRIC,
    )
    first = next(iter(sheet.plates.values()))
    blank = Image.new("L", first.size)
    process = Image.merge("CMYK", [sheet.plates.get(ink, blank) for ink in PROCESS])
    shown = ImageCms.applyTransform(process, transform)
    assert shown is not None
    white = _seen((0, 0, 0, 0), transform)
    for ink in spots:
        if ink.spot not in sheet.plates:
            continue
        c, m, y, k = (round(v * 255 / 1000) for v in ink.process)
        solid = _seen((c, m, y, k), transform)
        # What the ink takes away of the paper's light it takes away of every colour below it.
        kept = tuple(
            min(255, round(255 * s / max(w, 1))) for s, w in zip(solid, white, strict=True)
        )
        filtered = ImageChops.multiply(shown, Image.new("RGB", shown.size, kept))
        shown = Image.composite(filtered, shown, sheet.plates[ink.spot])
    return _png(shown, sheet.dpi)


def _seen(ink: tuple[int, int, int, int], transform: object) -> tuple[int, int, int]:
    from PIL import Image, ImageCms

    seen = ImageCms.applyTransform(Image.new("CMYK", (1, 1), ink), transform)  # type: ignore[arg-type]
    assert seen is not None
    found = seen.getpixel((0, 0))
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def _palette(press: Press) -> list[tuple[int, int, int]]:
    advised, limit = press.ink_advised, press.ink_limit
    stops = [(0, _PAPER), (advised * 4 // 10, _LIGHT), (advised * 8 // 10, _MIDDLE)]
    stops += [(advised, _ADVISED), (max(limit, advised + 1), _LIMIT)]
    colours = []
    for level in range(256):
        percent = level * STEP_PERCENT
        if percent > limit:
            colours.append(_BEYOND)
            continue
        # The last stop is no lower than the limit, so that one of them ends the stretch.
        above = bisect_left(stops, percent, lo=1, key=itemgetter(0))
        (low, start), (high, end) = stops[above - 1 : above + 1]
        part = (percent - low) / (high - low)
        red, green, blue = (round(a + (b - a) * part) for a, b in zip(start, end, strict=True))
        colours.append((red, green, blue))
    return colours


def _key(width: int, dpi: int, press: Press, letters: Source) -> Image:
    """What the colours mean: a bar from no ink to beyond the limit, with the two limits named."""
    from PIL import Image, ImageDraw, ImageFont

    from presslayout.assets.axes import coordinates
    from presslayout.assets.fonts import opened

    def mm(value: float) -> int:
        return round(value * dpi / MM_PER_INCH)

    colours = _palette(press)
    key = Image.new("RGB", (width, mm(KEY_MM)), _PAPER)
    draw = ImageDraw.Draw(key)
    font = ImageFont.truetype(str(letters.path), max(mm(LETTERS_MM), 8), index=letters.index)
    if letters.axes:
        font.set_variation_by_axes(coordinates(letters, opened(letters).face))
    left, right = mm(5), width - mm(5)
    most = press.ink_limit * 5 // 4
    for x in range(left, right):
        percent = (x - left) * most // max(right - left, 1)
        draw.line((x, mm(1), x, mm(1 + BAR_MM)), fill=colours[min(percent // STEP_PERCENT, 255)])
    draw.rectangle((left, mm(1), right, mm(1 + BAR_MM)), outline=(120, 120, 120))
    marks = dict.fromkeys((0, press.ink_advised // 2, press.ink_advised, press.ink_limit))
    for percent in marks:
        x = left + (right - left) * percent // most
        draw.line((x, mm(1), x, mm(1.6 + BAR_MM)), fill=(60, 60, 60), width=max(mm(0.2), 1))
        draw.text((x, mm(2 + BAR_MM)), f"{percent}%", font=font, fill=(40, 40, 40), anchor="ma")
    return key


def _png(image: Image, dpi: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", compress_level=6, dpi=(dpi, dpi))
    return out.getvalue()
