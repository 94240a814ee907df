"""How light a picture is, point by point: what type over it has to stand out from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from presslayout.base.cache import Cache, key_of
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from pathlib import Path

# The longer edge of the picture as it is measured: a headline's stroke has some pixels of it.
EDGE = 320
_KIND = "luminance-1"
# Weights of the primaries, and how a channel's value becomes light (IEC 61966-2-1, WCAG 2.2).
_RED, _GREEN, _BLUE = 0.2126, 0.7152, 0.0722
_LINEAR, _SLOPE, _GAMMA, _OFFSET = 0.04045, 12.92, 2.4, 0.055
# What the surroundings throw back, on either side of a ratio (WCAG 2.2, contrast ratio).
FLARE = 0.05


@frozen
class Luminance:
    """A small picture of light: `wide` values a row, 255 is white."""

    wide: int
    tall: int
    values: bytes

    def within(self, left: int, top: int, right: int, bottom: int) -> bytes:
        """The values of a rectangle in per mille of its edges, one at least."""
        first, last = self.wide * left // 1000, self.wide * right // 1000 + 1
        return b"".join(
            self.values[y * self.wide + max(first, 0) : y * self.wide + min(last, self.wide)]
            for y in range(
                max(self.tall * top // 1000, 0), min(self.tall * bottom // 1000 + 1, self.tall)
            )
        )


def luminance(path: Path, sha256: str, cache: Cache | None = None) -> Luminance:
    """The light of a picture, kept by its content; UnreadableError where it cannot be decoded."""
    kept = cache or Cache.disabled()
    key = key_of(_KIND, sha256)
    known = kept.get(key)
    if known is None:
        made = _measured(path)
        kept.put(key, made.wide.to_bytes(2) + made.tall.to_bytes(2) + made.values)
        return made
    wide, tall = int.from_bytes(known[:2]), int.from_bytes(known[2:4])
    return Luminance(wide, tall, known[4:])


def of_colour(red: float, green: float, blue: float) -> float:
    """The light of a colour of sRGB, its channels from 0 to 1."""
    return _RED * _light(red) + _GREEN * _light(green) + _BLUE * _light(blue)


def contrast(one: float, other: float) -> float:
    """The ratio of two lights, from 1 to 21."""
    high, low = max(one, other), min(one, other)
    return (high + FLARE) / (low + FLARE)


def _measured(path: Path) -> Luminance:
    from presslayout.assets.colour import on_screen

    picture = on_screen(path, EDGE)
    picture.thumbnail((EDGE, EDGE))
    red, green, blue = _tables()
    pixels = iter(picture.tobytes())
    values = bytes(
        min(round(red[r] + green[g] + blue[b]), 255)
        for r, g, b in zip(pixels, pixels, pixels, strict=True)
    )
    return Luminance(*picture.size, values)


@lru_cache(maxsize=1)
def _tables() -> tuple[list[float], list[float], list[float]]:
    lights = [_light(n / 255) * 255 for n in range(256)]
    return tuple([weight * light for light in lights] for weight in (_RED, _GREEN, _BLUE))  # type: ignore[return-value]


def _light(value: float) -> float:
    return value / _SLOPE if value <= _LINEAR else ((value + _OFFSET) / (1 + _OFFSET)) ** _GAMMA
