"""Colours of drawings as they are written, between others, and on paper where they are seen through."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.edition.ink import BLACK, WHITE, Ink

if TYPE_CHECKING:
    from collections.abc import Iterable

_CMYK = regex(r"device-cmyk\(\s*([^()]*?)\s*\)\Z", re.IGNORECASE)
# A colour of sRGB before the same of a profile that the file only names (SVG 1.1, 12.3).
_NAMED = regex(r"\s+icc-color\(.*\Z", re.IGNORECASE | re.DOTALL)
_CLEAR = regex(r"(?:rgba?|hsla?)\(.*?[,/]\s*([\d.]+%?)\s*\)\Z", re.IGNORECASE)
_PARTS_WITH_ALPHA = 4
Channels = tuple[float, ...]


def process_ink(colour: str) -> Ink | None:
    """The ink of a colour that needs no conversion: device-cmyk(), black and white."""
    cmyk = _inks(colour)
    if cmyk is not None:
        c, m, y, k = (round(v * 1000) for v in cmyk)
        return Ink(c, m, y, k)
    rgb = rgb_of(colour)
    return {(0, 0, 0): BLACK, (255, 255, 255): WHITE}.get(rgb) if rgb else None


def rgb_of(colour: str) -> tuple[int, int, int] | None:
    """A colour of sRGB in steps of 255; None where the word is no colour."""
    from PIL import ImageColor

    try:
        found = ImageColor.getrgb(colour)
    except ValueError:
        return None
    return found[0], found[1], found[2]


def known(text: str) -> tuple[str, float] | None:
    """A colour as it is kept, and how opaque it is by itself; None where it is none."""
    text = _NAMED.sub("", text.strip())
    if text.lower() == "transparent":
        return "white", 0.0
    if _inks(text) is not None:
        return text, 1.0
    found = _CLEAR.match(text)
    opaque = 1.0
    if found and (text.count(",") == _PARTS_WITH_ALPHA - 1 or "/" in text):
        opaque = float(found[1].rstrip("%")) / (100 if found[1].endswith("%") else 1)
        inner = re.split(r"[\s,/]+", text[text.index("(") + 1 : -1].strip())[:3]
        text = f"{text[:3].lower()}({','.join(inner)})"
    elif "(" in text and "," not in text:
        text = re.sub(r"\s+", ",", text.strip()).replace("(,", "(").replace(",)", ")")
    if text.startswith("#") and len(text) in (5, 9):
        digits = len(text) // 4
        opaque = int(text[-digits:], 16) / (16**digits - 1) if _hex(text[-digits:]) else 1.0
        text = text[:-digits]
    rgb = rgb_of(text)
    return (text, min(max(opaque, 0.0), 1.0)) if rgb else None


def between(one: str, other: str, share: float) -> str:
    """The colour that lies so far (0 to 1) from one on the way to another."""
    a, b = _inks(one), _inks(other)
    if a is None and b is None:
        values = _way(_rgb(one), _rgb(other), share)
        return "#" + "".join(f"{round(v):02x}" for v in values)
    values = _way(a or _turned(one), b or _turned(other), share)
    return f"device-cmyk({' '.join(f'{v:.3f}' for v in values)})"


def on_paper(colour: str, opaque: float) -> str:
    """The colour as white paper shows through it."""
    return colour if opaque >= 1 else between("#ffffff", colour, opaque)


def mean(stops: Iterable[tuple[float, str]]) -> str:
    """The colour that a run of stops (0 to 1) has on the whole."""
    given = list(stops)
    run = [(0.0, given[0][1]), *given, (1.0, given[-1][1])]
    colour, length = run[0][1], 0.0
    for (start, one), (stop, other) in pairwise(run):
        if stop > start:
            half = between(one, other, 0.5)
            length += stop - start
            colour = between(colour, half, (stop - start) / length)
    return colour


def steps(one: str, other: str) -> int:
    """How many steps of a hundredth lie between two colours."""
    a, b = _inks(one), _inks(other)
    if a is None and b is None:
        return max(round(abs(x - y) / 2.55) for x, y in zip(_rgb(one), _rgb(other), strict=True))
    pairs = zip(a or _turned(one), b or _turned(other), strict=True)
    return max(round(abs(x - y) * 100) for x, y in pairs)


def _hex(text: str) -> bool:
    return all(c in "0123456789abcdefABCDEF" for c in text)


def _inks(colour: str) -> tuple[float, float, float, float] | None:
    found = _CMYK.match(colour)
    if not found:
        return None
    parts = [p for p in re.split(r"[\s,]+", found[1]) if p]
    try:
        values = [float(p.rstrip("%")) / (100 if p.endswith("%") else 1) for p in parts]
    except ValueError:
        return None
    if len(values) != 4 or not all(0 <= v <= 1 for v in values):  # noqa: PLR2004
        return None
    return values[0], values[1], values[2], values[3]


def _rgb(colour: str) -> Channels:
    return rgb_of(colour) or (0, 0, 0)


def _turned(colour: str) -> Channels:
    """A colour of sRGB in inks, as far as one beside an ink can be: its grey in black."""
    rgb = [v / 255 for v in _rgb(colour)]
    grey = 1 - max(rgb)
    return (*((1 - v - grey) for v in rgb), grey)


def _way(one: Channels, other: Channels, share: float) -> Channels:
    return tuple(a + (b - a) * share for a, b in zip(one, other, strict=True))
