"""Paragraphs set for tests, widths in ems so that expected values can be read.

All Han and marks of the body face are one em, so it serves as a face of squares.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from presslayout.assets.fonts import Face, Family, open_face
from presslayout.base.units import pt
from presslayout.typeset.lines import Line, Variant, variants
from presslayout.typeset.manner import Manner
from presslayout.typeset.shape import Font, Shaped, shape

ROOT = Path(__file__).resolve().parents[3]
CASES = ROOT.parent / "shared" / "cases"


def face(stem: str) -> Face:
    name = f"{stem}.ttf"
    return open_face(Family(stem, ROOT / "fonts" / name, 0, f"fonts/{name}", (), "", "OFL 1.1"))


SONG, KAI, SMILEY = (
    face("NotoSerifSC-Regular"),
    face("LXGWWenKai-Regular"),
    face("SmileySans-Oblique"),
)
BOLD, LATIN = face("NotoSansSC-Bold"), face("SourceSerif4-Regular")
SIZE = pt(9)
BODY = Font((SONG, KAI), (BOLD,), SIZE)


def shaped(text: str, font: Font = BODY) -> Shaped:
    return shape(text, font)


def best(made: tuple[Variant, ...]) -> Variant:
    return min(made, key=lambda variant: variant.cost)


def set_lines(
    text: str, width: float, indent: float = 0, *, hang: bool = False
) -> tuple[Shaped, tuple[Line, ...]]:
    font = replace(BODY, manner=Manner(hang=True)) if hang else BODY
    made = shaped(text, font)
    found = variants(made, round(width * 1000), indent=round(indent * 1000))
    return made, best(found).lines


def lines(text: str, width: float, indent: float = 0, *, hang: bool = False) -> list[str]:
    _, found = set_lines(text, width, indent, hang=hang)
    return [text[line.text_start : line.text_end] for line in found]


def width(text: str) -> float:
    """The natural width of a text inside a line, in ems."""
    return (shaped(f"字{text}字").width[-1] - 2000) / 1000


def cases(name: str) -> list[Any]:
    path = CASES / f"{name}.json"
    if not path.exists():
        pytest.skip(f"{path} is not here")
    found: list[Any] = json.loads(path.read_text(encoding="utf-8"))["cases"]
    return found
