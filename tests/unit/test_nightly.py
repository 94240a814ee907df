"""What is tried at night can be tried again: a number makes its input, and no input is the sound one."""

from __future__ import annotations

import random

import pytest

from tests.nightly import ground, mutating

KINDS = ("jpg", "png", "tif", "webp", "gif", "svg", "pdf", "docx", "html", "zip", "txt", "md")


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_makes_its_input_again(kind: str) -> None:
    for sound in ground.seeds(kind).values():
        made = [mutating.any_(random.Random(number), sound) for number in range(12)]
        again = [mutating.any_(random.Random(number), sound) for number in range(12)]
        assert made == again
        assert len({*made, sound}) > 8
