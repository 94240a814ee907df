"""What the gallery draws itself: a bowl cut out of its photograph, the heads of four columnists.

Nobody sat for the heads. Each is a few flat shapes in the inks of the page that shows them.
"""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter

ROOT = Path(__file__).resolve().parents[2]
# Heads are drawn so many times larger and brought down.
FINE, SIDE = 4, 480
# Hues so near to red, and colours so full.
RED, FULL = 20, 130
GROUND, INK, SKIN, COAT = (198, 214, 236), (28, 34, 52), (240, 222, 205), (24, 72, 152)
GREY = (140, 148, 164)
WHITE = re.compile(rb"\xff+")
Colour = tuple[int, int, int]
# Of a row y: from here to before there.
Stretch = tuple[int, int, int]


def bowl(path: Path) -> None:
    """The red bowl alone, within the hull of what is red: its rim bulges everywhere."""
    photo = Image.open(ROOT / "images" / "Picture_0B_by_freespace.jpg").convert("RGB")
    hue, saturation, _ = photo.convert("HSV").split()
    red = ImageChops.multiply(
        hue.point(lambda tone: 255 if tone < RED or tone > 255 - RED else 0),
        saturation.point(lambda tone: 255 if tone > FULL else 0),
    )
    # The median of what is black or white, then its least: of a mean, what is over half, and all.
    for over in (127, 253):
        red = red.filter(ImageFilter.BoxBlur(4)).point([0] * (over + 1) + [255] * (255 - over))
    # Specks of rust on the ground do not hang together with the bowl.
    whole = _hanging_together(red, (photo.width // 2, photo.height * 6 // 7))
    shape = Image.new("L", photo.size)
    ImageDraw.Draw(shape).polygon(_hull(whole), fill=255)
    photo.putalpha(shape.filter(ImageFilter.GaussianBlur(1.5)))
    left, top, right, foot = shape.getbbox() or (0, 0, *photo.size)
    photo.crop((left - 92, top - 8, right + 92, foot + 8)).save(path, compress_level=1)


def _hanging_together(shape: Image.Image, seed: tuple[int, int]) -> list[Stretch]:
    """What is white and hangs together with a point, stretch by stretch."""
    data, wide = shape.tobytes(), shape.width
    rows = [
        [found.span() for found in WHITE.finditer(data[y * wide : (y + 1) * wide])]
        for y in range(shape.height)
    ]
    x, y = seed
    todo = [(y, *one) for one in rows[y] if one[0] <= x < one[1]]
    found = set(todo)
    while todo:
        y, left, right = todo.pop()
        for beside in (y - 1, y + 1):
            if not 0 <= beside < len(rows):
                continue
            near = {(beside, a, b) for a, b in rows[beside] if a < right and b > left} - found
            found |= near
            todo += near
    return sorted(found)


def _hull(shape: list[Stretch]) -> list[tuple[int, int]]:
    """The convex polygon about stretches of rows."""
    points = sorted({(x, y) for y, left, right in shape for x in (left, right)})
    return _half(points) + _half(points[::-1])


def _half(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One side of the hull: a point that bends it inwards goes."""
    kept: list[tuple[int, int]] = []
    for x, y in points:
        while len(kept) > 1 and (kept[-1][0] - kept[-2][0]) * (y - kept[-2][1]) <= (
            kept[-1][1] - kept[-2][1]
        ) * (x - kept[-2][0]):
            kept.pop()
        kept.append((x, y))
    return kept[:-1]


def short_hair(path: Path) -> None:
    """A man of forty: parted hair, spectacles."""
    sheet, draw = _sheet()
    _shoulders(draw, COAT)
    draw.pieslice(_box(240, 190, 122, 132), 150, 390, fill=INK)
    _face(draw)
    draw.polygon(
        _scaled((122, 205, 128, 120, 210, 78, 330, 100, 358, 205, 338, 150, 230, 140, 150, 150)),
        fill=INK,
    )
    _features(draw)
    for x in (196, 284):
        draw.ellipse(_box(x, 222, 38, 32), outline=INK, width=7 * FINE)
    draw.line(_scaled((234, 218, 246, 218)), fill=INK, width=7 * FINE)
    _saved(sheet, path)


def bobbed_hair(path: Path) -> None:
    """A woman of thirty: hair to the chin, a fringe."""
    sheet, draw = _sheet()
    draw.rounded_rectangle(_scaled((104, 80, 376, 350)), radius=110 * FINE, fill=INK)
    _shoulders(draw, (104, 128, 168))
    _face(draw)
    draw.chord(_box(240, 190, 122, 112), 180, 360, fill=INK)
    draw.polygon(_scaled((118, 190, 362, 190, 352, 168, 300, 196, 230, 172, 160, 204)), fill=INK)
    _features(draw)
    _saved(sheet, path)


def long_hair(path: Path) -> None:
    """A woman of fifty: hair parted in the middle, down to the shoulders."""
    sheet, draw = _sheet()
    draw.rounded_rectangle(_scaled((112, 76, 368, 430)), radius=100 * FINE, fill=GREY)
    _shoulders(draw, (150, 60, 60))
    _face(draw)
    draw.chord(_box(240, 176, 118, 96), 180, 360, fill=GREY)
    for side in (-1, 1):
        lock = (240, 130, 240 + 34 * side, 150, 240 + 92 * side, 214, 240 + 124 * side, 214,
                240 + 118 * side, 120, 240, 84)  # fmt: skip
        draw.polygon(_scaled(lock), fill=GREY)
    _features(draw)
    _saved(sheet, path)


def grey_hair(path: Path) -> None:
    """An old man: grey hair brushed back, a moustache."""
    sheet, draw = _sheet()
    _shoulders(draw, INK)
    draw.ellipse(_box(240, 182, 128, 118), fill=GREY)
    _face(draw)
    draw.chord(_box(240, 178, 112, 94), 190, 350, fill=GREY)
    _features(draw)
    draw.chord(_box(240, 292, 46, 26), 180, 360, fill=GREY)
    _saved(sheet, path)


def _sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    sheet = Image.new("RGB", (SIDE * FINE, SIDE * FINE), GROUND)
    return sheet, ImageDraw.Draw(sheet)


def _saved(sheet: Image.Image, path: Path) -> None:
    sheet.reduce(FINE).save(path, dpi=(300, 300))


def _box(x: float, y: float, wide: float, high: float) -> list[float]:
    """The box of an ellipse about a point."""
    return _scaled((x - wide, y - high, x + wide, y + high))


def _scaled(numbers: tuple[float, ...]) -> list[float]:
    return [one * FINE for one in numbers]


def _shoulders(draw: ImageDraw.ImageDraw, coat: Colour) -> None:
    draw.rounded_rectangle(_scaled((60, 372, 420, 640)), radius=120 * FINE, fill=coat)
    draw.rounded_rectangle(_scaled((196, 300, 284, 410)), radius=40 * FINE, fill=(222, 198, 178))
    draw.polygon(
        _scaled((190, 372, 240, 440, 290, 372, 316, 376, 240, 478, 164, 376)), fill=(250, 250, 250)
    )


def _face(draw: ImageDraw.ImageDraw) -> None:
    for x in (134, 346):
        draw.ellipse(_box(x, 232, 18, 28), fill=(222, 198, 178))
    draw.ellipse(_box(240, 226, 106, 130), fill=SKIN)


def _features(draw: ImageDraw.ImageDraw) -> None:
    for x in (196, 284):
        draw.ellipse(_box(x, 226, 8, 10), fill=INK)
        draw.arc(_box(x, 204, 28, 18), 205, 335, fill=INK, width=7 * FINE)
    draw.line(
        _scaled((242, 236, 232, 272, 248, 274)), fill=(196, 164, 142), width=6 * FINE, joint="curve"
    )
    draw.arc(_box(240, 292, 36, 24), 25, 155, fill=(166, 74, 66), width=8 * FINE)
