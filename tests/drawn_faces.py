"""Faces drawn plainly enough that cascades made from photographs see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFilter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Ellipses of a face in parts of its size: middle, half axes, grey.
_HAIR = (0, -0.12, 0.52, 0.62, 40)
_HEAD = (0, 0.05, 0.44, 0.58, 215)
_SIDE = (
    (0.19, -0.10, 0.13, 0.075, 120),
    (0.19, -0.20, 0.14, 0.03, 50),
    (0.19, -0.09, 0.09, 0.045, 240),
    (0.19, -0.09, 0.045, 0.045, 20),
    (0.05, 0.23, 0.03, 0.02, 110),
    (0.33, 0.20, 0.08, 0.20, 190),
)
_MIDDLE = (
    (0, 0.13, 0.06, 0.12, 235),
    (0, 0.37, 0.17, 0.035, 80),
    (0, 0.42, 0.12, 0.02, 160),
)
# Neck and fringe: left, top, right, bottom, grey.
_PLAIN = ((-0.16, 0.5, 0.16, 0.9, 190), (-0.4, -0.62, 0.4, -0.36, 40))


def drawn(path: Path, size: tuple[int, int], faces: Iterable[tuple[int, int, int]]) -> Path:
    """A picture of a size with faces: the middle of each, across and down, and how large it is."""
    picture = Image.new("L", size, 150)
    draw = ImageDraw.Draw(picture)
    for across, down, large in faces:

        def at(x: float, y: float, x0: int = across, y0: int = down, s: int = large) -> tuple:
            return x0 + x * s, y0 + y * s

        mirrored = [(-x, *others) for x, *others in _SIDE]
        for x, y, wide, tall, grey in (_HAIR, _HEAD):
            draw.ellipse((*at(x - wide, y - tall), *at(x + wide, y + tall)), fill=grey)
        for left, top, right, bottom, grey in _PLAIN:
            draw.rectangle((*at(left, top), *at(right, bottom)), fill=grey)
        for x, y, wide, tall, grey in (*_SIDE, *mirrored, *_MIDDLE):
            draw.ellipse((*at(x - wide, y - tall), *at(x + wide, y + tall)), fill=grey)
    picture.filter(ImageFilter.GaussianBlur(2)).convert("RGB").save(path)
    return path
