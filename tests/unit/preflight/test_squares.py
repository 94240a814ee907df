"""The heaviest square is the heaviest of all squares, though not all of them are looked at."""

from __future__ import annotations

import random

import pytest
from PIL import Image, ImageDraw

from presslayout.preflight.pdf.squares import heaviest_square, squares


def plates(chance: random.Random) -> list[Image.Image]:
    size = (chance.randint(1, 300), chance.randint(1, 300))
    made = []
    for _ in range(chance.randint(1, 6)):
        plate = Image.new("L", size, chance.choice((0, 0, 30, 255)))
        draw = ImageDraw.Draw(plate)
        for _ in range(chance.randint(0, 30)):
            x, y = chance.randrange(size[0]), chance.randrange(size[1])
            wide, high = chance.choice(((1, 1), (12, 12), (3, 80), (60, 40)))
            draw.rectangle((x, y, x + wide, y + high), fill=chance.randrange(256))
        if chance.random() < 0.3:
            noise = bytes(chance.choices(range(256), k=size[0] * size[1]))
            plate = Image.frombytes("L", size, noise)
        made.append(plate)
    return made


@pytest.mark.parametrize("seed", range(80))
def test_no_square_is_heavier_than_the_heaviest(seed: int) -> None:
    made = plates(random.Random(seed))
    assert heaviest_square(made) == squares(made).getextrema()[1]
