"""Where a crop looks so that it holds people: all of them, else those who stand in its middle.

All is as the picture stands upright; faces and what is made of them are in per mille of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.assets.persons import STEP, FaceBox

if TYPE_CHECKING:
    from collections.abc import Sequence

# What belongs to a face, in per mille of its edges: hair above, shoulders below, ears beside.
ABOVE, BELOW, BESIDE = 400, 700, 250
# A portrait is so much wider than its face, in per mille.
CLOSE = 2300
# Faces are as large as one another in such parts of the largest; what has none stands behind.
PARTS = 4

Size = tuple[int, int]
Span = tuple[int, int]


def middle(faces: Sequence[FaceBox], picture: Size, box: Size) -> tuple[int, int]:
    """What a crop of the box's proportions is centred on to hold these faces, the largest first."""
    wide, tall = picture[0] * box[1], picture[1] * box[0]
    # Of the picture's width, and of its height, the crop shows so much.
    across, down = (1000 * tall // wide, 1000) if wide > tall else (1000, 1000 * wide // tall)
    busts = [bust(face) for face in faces]
    sides = [face[2] - face[0] for face in faces]
    x = _held([(f[0], f[2]) for f in faces], [(b[0], b[2]) for b in busts], sides, across)
    y = _held([(f[1], f[3]) for f in faces], [(b[1], b[3]) for b in busts], sides, down)
    return _rounded(x), _rounded(y)


def close(face: FaceBox, picture: Size, box: Size, least: int) -> tuple[int, int, int, int]:
    """The crop of a portrait, in pixels, of the box's proportions: head and shoulders.

    It is at least so many pixels wide, where the picture is, that it prints as finely as it may.
    """
    wide, tall = picture
    most = min(wide, tall * box[0] // box[1])
    across = min(max(wide * (face[2] - face[0]) // 1000 * CLOSE // 1000, least, 1), max(most, 1))
    down = min(max(across * box[1] // box[0], 1), tall)
    seen = bust(face)
    left = wide * (seen[0] + seen[2]) // 2000 - across // 2
    top = tall * (seen[1] + seen[3]) // 2000 - down // 2
    left, top = min(max(left, 0), wide - across), min(max(top, 0), tall - down)
    return left, top, left + across, top + down


def bust(face: FaceBox) -> FaceBox:
    """A face with the hair and shoulders that belong to it, as far as the picture goes."""
    left, top, right, bottom = face
    wide, tall = right - left, bottom - top
    return (
        max(left - wide * BESIDE // 1000, 0),
        max(top - tall * ABOVE // 1000, 0),
        min(right + wide * BESIDE // 1000, 1000),
        min(bottom + tall * BELOW // 1000, 1000),
    )


def _held(faces: Sequence[Span], busts: Sequence[Span], sides: Sequence[int], room: int) -> int:
    """The middle of what so much room holds of these, along one edge of the picture."""
    for spans in (busts, faces):
        whole = _whole(spans)
        if whole[1] - whole[0] <= room:
            return sum(whole) // 2
    # Not all of them: some with their hair and shoulders before more that the crop's edge touches.
    for spans in (busts, faces):
        found = _together(spans, sides, room)
        if found is not None:
            return sum(found) // 2
    return sum(faces[0]) // 2


def _together(spans: Sequence[Span], sides: Sequence[int], room: int) -> Span | None:
    """Those that so much room holds: the most and largest, of equal ones those in the middle."""
    among, best = sum(_whole(spans)) // 2, None
    for first, _ in spans:
        held = [n for n, one in enumerate(spans) if first <= one[0] and one[1] <= first + room]
        if held:
            weight = sum((2 * PARTS * sides[n] + sides[0]) // (2 * sides[0]) for n in held)
            inner = _whole([spans[n] for n in held])
            ranked = (-weight, abs(sum(inner) // 2 - among), first), inner
            best = ranked if best is None else min(best, ranked)
    return best and best[1]


def _whole(spans: Sequence[Span]) -> Span:
    return min(one[0] for one in spans), max(one[1] for one in spans)


def _rounded(value: int) -> int:
    return min((value + STEP // 2) // STEP * STEP, 1000)
