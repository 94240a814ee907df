"""What a printing profile does: the colours that it says inks have on its paper.

LittleCMS opens the profile and takes patches of known inks to absolute CIELAB (media white as it
is).  They are single inks in steps, overprints of two and three, greys of three inks with and
without black, and browns and deep tones: 54 patches of the charts ECI2002 and IT8.7/3.  How far
two conditions lie apart is the mean Delta E*ab (CIE 1976) over them: the measure in which
ISO 12647 gives its tolerances, 5 for a solid.
"""

from __future__ import annotations

import hashlib
import io
import json
import math
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PIL import Image

# Colours of the patches in their order: L*, a*, b*.
Behaviour = tuple[tuple[float, float, float], ...]

# Profiles of one condition, by different makers, lie within 0.6; Fogra 39 and its kin of offset on
# gloss paper (GRACoL, Fogra 27) within 2.1; its nearest other, light coated paper, at 3.5; two
# kinds of newsprint at 4.3; newsprint and gloss paper at 17.
SAME = 3.0
# One colour by itself may be so far off: of conditions that are the same by the mean none is.
SAME_WORST = 12.0
# So much darker than paper is solid black on the softest newsprint, and half of that again.
_LEAST_RANGE = 25.0
# Inks that a profile gives for the colours of its own patches come near these again; noise leads
# twice as far, tables of another condition half as far.
_LOST = 30.0
# Solid black comes back as so much more ink than paper does, in 255ths of one ink.
_LEAST_INK = 40
_BLACK = (0, 0, 0, 100)
# ICC.1:2022, 7.2.15.
_PERCEPTUAL, _SATURATION, _ABSOLUTE = 0, 2, 3
_MODES = {"CMYK": "CMYK", "RGB": "RGB", "GRAY": "L"}


@frozen
class Distance:
    """How far two behaviours lie apart, in Delta E*ab: on the whole, and where it is most."""

    mean: float
    worst: float

    @property
    def is_none(self) -> bool:
        """Whether nobody would call them two conditions."""
        return self.mean <= SAME and self.worst <= SAME_WORST


def distance(one: Behaviour, other: Behaviour) -> Distance:
    """How far two behaviours lie apart."""
    each = [math.dist(a, b) for a, b in zip(one, other, strict=True)]
    return Distance(sum(each) / len(each), max(each))


def known() -> Mapping[str, Behaviour]:
    """What registered conditions do, by their reference names: measured charts."""
    return _table()[0]


def shipped(profile: bytes) -> str | None:
    """The condition of a profile that ships, None for any other: it need not be opened."""
    return _table()[1].get(hashlib.sha256(profile).hexdigest())


def behaviour(profile: bytes) -> Behaviour | None:
    """What a CMYK profile does; None where it cannot be opened or does nothing that a press does."""
    name = shipped(profile)
    return known()[name] if name is not None else _measured(profile)


def opens(profile: bytes, space: str) -> bool:
    """Whether the profile serves for colours of its space: CMYK, RGB or GRAY."""
    if space == "CMYK":
        return behaviour(profile) is not None
    mode = _MODES.get(space)
    if mode is None:
        return False
    darkest, lightest = (0, 255) if mode == "L" else ((0, 0, 0), (255, 255, 255))
    made = _colours(profile, mode, [darkest, lightest])
    return made is not None and made[1][0] - made[0][0] >= _LEAST_RANGE


@lru_cache(maxsize=8)
def _measured(profile: bytes) -> Behaviour | None:
    patches = [tuple(round(v * 255 / 100) for v in patch) for patch in _table()[2]]
    made = _colours(profile, "CMYK", patches)
    if made is None or not _prints(made):
        return None
    return made if _returns(profile, made) and _other_tables(profile, patches) else None


def _prints(made: Behaviour) -> bool:
    """Whether paper is the lightest of all colours, and black far from it."""
    paper, black = made[0][0], made[_table()[2].index(_BLACK)][0]
    return paper - black >= _LEAST_RANGE and paper >= max(one[0] for one in made) - 1


def _other_tables(profile: bytes, patches: list[tuple[int, ...]]) -> bool:
    """Whether the tables of the other rendering intents hold anything, both ways."""
    for intent in (_PERCEPTUAL, _SATURATION):
        made = _colours(profile, "CMYK", patches, intent)
        back = None if made is None else _through(_lab(made), profile, intent, back=True)
        if made is None or back is None or not _prints(made):
            return False
        values = back.tobytes()
        black = 4 * patches.index((0, 0, 0, 255))
        if sum(values[black : black + 4]) - sum(values[:4]) < _LEAST_INK:
            return False
    return True


def _colours(
    profile: bytes, mode: str, values: list[Any], intent: int = _ABSOLUTE
) -> Behaviour | None:
    """The CIELAB of device values; None where LittleCMS cannot tell."""
    from PIL import Image

    image = Image.new(mode, (len(values), 1))
    image.putdata(values)
    seen = _through(image, profile, intent, back=False)
    return None if seen is None else _read(seen)


def _returns(profile: bytes, made: Behaviour) -> bool:
    """Whether the profile's way back, which a RIP takes for RGB, leads to its own colours again."""
    inks = _through(_lab(made), profile, _ABSOLUTE, back=True)
    again = None if inks is None else _through(inks, profile, _ABSOLUTE, back=False)
    return again is not None and distance(made, _read(again)).mean <= _LOST


def _lab(colours: Behaviour) -> Image.Image:
    from PIL import Image

    image = Image.new("LAB", (len(colours), 1))
    image.putdata(
        [(round(light * 2.55), round(a) + 128, round(b) + 128) for light, a, b in colours]
    )
    return image


def _through(image: Image.Image, profile: bytes, intent: int, *, back: bool) -> Image.Image | None:
    """An image taken by a profile to CIELAB, or `back`; None where the profile fails."""
    from PIL import ImageCms

    # Not optimised: a table made for a megapixel costs more than fifty patches.
    how = ImageCms.Intent(intent), ImageCms.Flags.NOOPTIMIZE
    try:
        own = ImageCms.getOpenProfile(io.BytesIO(profile))
        lab = ImageCms.createProfile("LAB")
        made = (
            ImageCms.buildTransform(lab, own, "LAB", "CMYK", *how)
            if back
            else ImageCms.buildTransform(own, lab, image.mode, "LAB", *how)
        )
        return ImageCms.applyTransform(image, made)
    except doors.ICC.faults():
        return None


def _read(image: Image.Image) -> Behaviour:
    """The colours of a Lab image, whose bands Pillow keeps as bytes, a* and b* from 128."""
    bands = zip(*(band.tobytes() for band in image.split()), strict=True)
    return tuple((light / 2.55, float(a - 128), float(b - 128)) for light, a, b in bands)


@cache
def _table() -> tuple[dict[str, Behaviour], dict[str, str], tuple[tuple[int, ...], ...]]:
    data = Path(__file__).with_name("characterised.json").read_bytes()
    told = json.loads(data)
    measured = {
        name: tuple((light / 10, a / 10, b / 10) for light, a, b in colours)
        for name, colours in told["conditions"].items()
    }
    return measured, told["shipped"], tuple(map(tuple, told["patches"]))
