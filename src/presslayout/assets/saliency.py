"""Where a picture is sharpest and most coloured: a guess at its focus where nobody names one.

A map of edges and colour, small and smoothed; what lies in the middle of its brightest patch is the
guess.  It knows no faces.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from presslayout.base.cache import Cache, key_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL import Image

# The longer edge of the picture as it is looked at: a face of a twentieth of it has five pixels.
EDGE = 96
# Edges count three times what colour does: a plain red wall is no subject, a sharp grey bird is.
SHARP, COLOURED = 3, 1
# How far the map is smoothed, as a share of its longer edge: a subject is about so large.
SUBJECT = 10
# Of the map at the picture's edge so much is left, in percent: subjects stand inside, and the
# frame of a window or a caption burnt in does not.
AT_EDGE = 40
# The brightest patch: what has so many percent of the map's maximum.
PATCH = 80
# Guesses are rounded to these, in per mille, so that no decoder's last digit moves a crop.
STEP = 20
# Across, a picture is looked at in so many strips for where a headline may stand.
STRIPS = 24
_KIND, _QUIET = "saliency-1", "strips-1"


def focus(path: Path, sha256: str, cache: Cache | None = None) -> tuple[int, int] | None:
    """The guess in per mille of the upright picture, kept by its content; None for a plain one.

    UnreadableError where the picture cannot be decoded.
    """
    kept = cache or Cache.disabled()
    key = focus_key(sha256)
    known = kept.get(key)
    if known is None:
        known = json.dumps(_found(path)).encode()
        kept.put(key, known)
    found = json.loads(known)
    return (found[0], found[1]) if found else None


def focus_key(sha256: str) -> str:
    """The key under which the guess for a picture is kept."""
    return key_of(_KIND, sha256)


def strips(path: Path, sha256: str, cache: Cache | None = None) -> tuple[int, ...]:
    """How much goes on in each of `STRIPS` strips of a picture, from its top, 0 to 255.

    UnreadableError where the picture cannot be decoded.
    """
    kept = cache or Cache.disabled()
    key = key_of(_QUIET, sha256)
    known = kept.get(key)
    if known is None:
        known = json.dumps(_strips(path)).encode()
        kept.put(key, known)
    return tuple(json.loads(known))


def _strips(path: Path) -> list[int]:
    from PIL import Image

    return [*busyness(_small(path)).resize((1, STRIPS), Image.Resampling.BOX).tobytes()]


def quietest(seen: Sequence[int], *held: int) -> int:
    """Which third of these strips is quietest: 0 the top one, 500 the middle, 1000 the foot.

    Thirds that are `held`, counted from 0, are none.
    """
    third = max(len(seen) // 3, 1)
    parts = (seen[:third], seen[third:-third] or seen, seen[-third:])
    # Of equal ones the top: a headline belongs there.
    free = [n for n in range(3) if n not in held]
    return min(free, key=lambda n: (sum(parts[n]) * 100 // max(len(parts[n]), 1), n)) * 500


def busyness(picture: Image.Image) -> Image.Image:
    """How much goes on in a small picture: grey, of its size, dark where letters are read well."""
    from PIL import ImageChops, ImageFilter

    grey = picture.convert("L")
    return ImageChops.difference(grey, grey.filter(ImageFilter.GaussianBlur(2)))


def _small(path: Path) -> Image.Image:
    from presslayout.assets.colour import on_screen

    picture = on_screen(path, EDGE)
    picture.thumbnail((EDGE, EDGE))
    return picture


def _found(path: Path) -> tuple[int, int] | None:
    return brightest(saliency(_small(path)))


def saliency(picture: Image.Image) -> Image.Image:
    """The map of a small picture: grey, of its size, bright where eyes go first."""
    from PIL import Image, ImageChops, ImageFilter

    grey, edges = picture.convert("L"), busyness(picture)
    colour = picture.convert("HSV").getchannel("S")
    # Dark noise is saturated, too: colour counts by its light.
    colour = ImageChops.multiply(colour, grey)
    # What is coloured as all of the picture is no subject: it counts by how it differs.
    mean = Image.new("L", colour.size, _mean(colour))
    colour = ImageChops.difference(colour, mean)
    weighed = Image.blend(_stretched(edges), _stretched(colour), COLOURED / (SHARP + COLOURED))
    smooth = weighed.filter(ImageFilter.GaussianBlur(max(picture.size) // SUBJECT))
    return ImageChops.multiply(smooth, _inwards(smooth.size))


def brightest(seen: Image.Image) -> tuple[int, int] | None:
    """The middle of a map's brightest patch, in per mille; None where nothing stands out."""
    high = int(seen.getextrema()[1])  # type: ignore[arg-type]
    if not high:
        return None
    wide, tall = seen.size
    values = seen.tobytes()
    top = values.index(high)
    across, down = top % wide, top // wide
    # The patch round the brightest pixel alone: two subjects far apart have nothing between them.
    reach = max(wide, tall) // SUBJECT * 2
    total = xs = ys = 0
    for y in range(max(down - reach, 0), min(down + reach + 1, tall)):
        for x in range(max(across - reach, 0), min(across + reach + 1, wide)):
            value = values[y * wide + x]
            if value * 100 >= high * PATCH:
                total += value
                xs += value * (2 * x + 1)
                ys += value * (2 * y + 1)
    return _rounded(xs * 500 // (total * wide)), _rounded(ys * 500 // (total * tall))


def _rounded(value: int) -> int:
    return (value + STEP // 2) // STEP * STEP


def _mean(picture: Image.Image) -> int:
    values = picture.tobytes()
    return sum(values) // len(values)


def _stretched(picture: Image.Image) -> Image.Image:
    """A map brought to full range; an even one stays as it is."""
    high = int(picture.getextrema()[1])  # type: ignore[arg-type]
    return picture.point([min(v * 255 // high, 255) for v in range(256)]) if high else picture


def _inwards(size: tuple[int, int]) -> Image.Image:
    """White in the middle, `AT_EDGE` at the edges, for a map to be multiplied by."""
    from PIL import Image, ImageChops

    wide, tall = size
    across = bytes(min(min(x + 1, wide - x) * 4 * 255 // wide, 255) for x in range(wide))
    down = bytes(min(min(y + 1, tall - y) * 4 * 255 // tall, 255) for y in range(tall))
    rows = Image.frombytes("L", (wide, 1), across).resize(size, Image.Resampling.NEAREST)
    columns = Image.frombytes("L", (1, tall), down).resize(size, Image.Resampling.NEAREST)
    least = Image.new("L", size, 255 * AT_EDGE // 100)
    return ImageChops.lighter(ImageChops.darker(rows, columns), least)
