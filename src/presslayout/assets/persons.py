"""Where people's faces are in a picture: a guess, by OpenCV's cascades, where that is installed.

The cascades come in its own wheel (`presslayout[faces]`).  A face is believed where two of them, made
from different data, see it, one of them often, and a third sees an eye in it: a hand or a coin passes
now and then for a face, and has no eyes.  Who looks aside, is masked or small is not seen.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from presslayout.base.cache import Cache, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from PIL import Image

# Left, top, right and bottom of a face, from brow to chin, in per mille of the upright picture.
FaceBox = tuple[int, int, int, int]

# The longer edge of the picture as it is looked at, and the smallest face as a share of it.
EDGE, LEAST = 640, 24
# The two cascades; in each more than so many windows next to one another must see a face.
SURE = ("haarcascade_frontalface_alt2.xml", 4)
OTHER = ("haarcascade_frontalface_default.xml", 1)
# One of these sees an eye, or none does and it is no face.
EYES = (
    ("haarcascade_eye_tree_eyeglasses.xml", 2),
    ("haarcascade_lefteye_2splits.xml", 2),
    ("haarcascade_righteye_2splits.xml", 2),
)
# For that a face is brought to so many pixels across, its eyes being from so many to so many; they are
# looked for in its upper part, in percent, and a little beyond its sides.
FACE, EYE, UPPER, BEYOND = 160, (20, 70), 70, 10
# From one size of window to the next: of faces, of eyes.
SCALE, FINE = 1.1, 1.05
# Two windows are of one face where what both hold is so much of what either does, in percent.
SAME = 30
# Faces are rounded to these, in per mille, so that no machine's last digit moves a crop.
STEP = 20
_KIND = "persons-1"


def persons_key(sha256: str, by: str) -> str:
    """The key under which the faces in a picture are kept, as that library sees them."""
    return key_of(_KIND, sha256, by)


def persons(path: Path, sha256: str, by: str, cache: Cache | None = None) -> tuple[FaceBox, ...]:
    """The faces in a picture, the largest first, kept by its content and the library.

    None of them where the library cannot be loaded.  UnreadableError where the picture cannot be
    decoded.
    """
    kept = cache or Cache.disabled()
    key = persons_key(sha256, by)
    known = kept.get(key)
    if known is None:
        seen = _seen(path)
        if seen is None:
            # Once it is mended it is asked again.
            return ()
        known = json.dumps(seen).encode()
        kept.put(key, known)
    return tuple((one[0], one[1], one[2], one[3]) for one in json.loads(known))


def _seen(path: Path) -> list[FaceBox] | None:
    """The faces in a picture; None where the library is damaged."""
    from presslayout.assets.colour import on_screen

    picture = on_screen(path, EDGE)
    picture.thumbnail((EDGE, EDGE))
    grey = picture.convert("L")
    try:
        windows = _agreed(grey)
    except (ImportError, AttributeError, OSError):
        return None
    return placed(windows, grey.size)


def _agreed(grey: Image.Image) -> list[FaceBox]:
    """The windows, in pixels, that both cascades see and that have an eye."""
    import cv2

    threads = cv2.getNumThreads()
    # In one order, whatever machine it is.
    cv2.setNumThreads(1)
    try:
        least = max(EDGE, *grey.size) // LEAST
        sure = _windows(cv2, grey, SURE, (SCALE, least, 0))
        other = _windows(cv2, grey, OTHER, (SCALE, least, 0)) if sure else []
        return [one for one in both(sure, other) if _has_eye(cv2, grey, one)]
    finally:
        cv2.setNumThreads(threads)


def _has_eye(cv2: Any, grey: Image.Image, face: FaceBox) -> bool:
    from PIL import Image

    left, top, right, bottom = face
    beyond = (right - left) * BEYOND // 100
    upper = left - beyond, top - beyond, right + beyond, top + (bottom - top) * UPPER // 100
    part = grey.crop(upper)
    wide, tall = (max(edge * FACE // (right - left), 1) for edge in part.size)
    part = part.resize((wide, tall), Image.Resampling.BICUBIC)
    return any(_windows(cv2, part, cascade, (FINE, *EYE)) for cascade in EYES)


def _windows(
    cv2: Any, grey: Image.Image, cascade: tuple[str, int], sizes: tuple[float, int, int]
) -> list[FaceBox]:
    """What a cascade sees: windows from one size to the next, the least and the most of them."""
    import numpy as np

    (name, often), (step, least, most) = cascade, sizes
    looking = cv2.CascadeClassifier(cv2.data.haarcascades + name)
    if looking.empty():
        raise FileNotFoundError(name)
    edges = (least, least), (most, most) if most else None
    found = looking.detectMultiScale(np.asarray(grey), step, often, 0, *edges)
    return [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h in found]


def both(sure: Sequence[FaceBox], other: Sequence[FaceBox]) -> list[FaceBox]:
    """What is in both lists, as it stands in the first."""
    return [one for one in sure if any(_same(one, two) for two in other)]


def _same(one: FaceBox, two: FaceBox) -> bool:
    wide = min(one[2], two[2]) - max(one[0], two[0])
    tall = min(one[3], two[3]) - max(one[1], two[1])
    shared = max(wide, 0) * max(tall, 0)
    return shared * 100 > (_area(one) + _area(two) - shared) * SAME


def placed(windows: Iterable[FaceBox], size: tuple[int, int]) -> list[FaceBox]:
    """Windows in pixels of a picture as regions of it, rounded, the largest first."""
    wide, tall = size
    found = {
        (_rounded(x, wide), _rounded(y, tall), _rounded(r, wide), _rounded(b, tall))
        for x, y, r, b in windows
    }
    return sorted(
        (one for one in found if one[0] < one[2] and one[1] < one[3]),
        key=lambda one: (-_area(one), one),
    )


def _rounded(value: int, whole: int) -> int:
    return (value * 1000 * 2 + whole * STEP) // (2 * whole * STEP) * STEP


def _area(one: FaceBox) -> int:
    return (one[2] - one[0]) * (one[3] - one[1])
