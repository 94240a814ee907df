"""Whether a TrueType program can draw its glyphs: offsets that lead inside, points that are there.

Nothing is drawn: a font is judged once a file, and a page shows some fifteen hundred glyphs.
"""

from __future__ import annotations

import re
import struct
from typing import Any

# Tables that hold outlines, and the least length that their readers count on (OpenType 1.9).
_NEEDED = {b"glyf": 0, b"head": 54, b"loca": 4, b"maxp": 6}
_WIDE_OFFSETS = 50
# Lengths are often rounded up to four bytes.
_PADDING = 3
_HEADER = 10
# Glyphs are made of glyphs that are made of glyphs, but not deeper than this (maxComponentDepth).
_DEEPEST = 16
# Outlines that a glyph may be made of, the same one counted again.
_MOST_OUTLINES = 4096
_REPEATED = 8
_REPEATS = re.compile(
    b"[" + b"".join(re.escape(bytes([flag])) for flag in range(256) if flag & _REPEATED) + b"]"
)
# Flags of a component: words for arguments; one, two or four numbers that scale it; more follow.
_WORDS, _SCALED, _MORE, _SCALED_TWICE, _TURNED = 0x01, 0x08, 0x20, 0x40, 0x80
# Bytes that a point's coordinates take, by its flags.
_SIZES = bytes(
    (1 if flag & 2 else 0 if flag & 16 else 2) + (1 if flag & 4 else 0 if flag & 32 else 2)
    for flag in range(256)
)


class Outlines:
    """The outlines of a TrueType program; ValueError where it has none or is cut off."""

    def __init__(self, data: bytes) -> None:
        found = _tables(data)
        (wide,) = struct.unpack_from(">h", found[b"head"], _WIDE_OFFSETS)
        (self._count,) = struct.unpack_from(">H", found[b"maxp"], 4)
        loca = found[b"loca"]
        places = memoryview(loca[: len(loca) // 4 * 4 if wide else len(loca) // 2 * 2])
        self._glyf = found[b"glyf"]
        self._offsets = struct.unpack(
            f">{len(places) // 4}I" if wide else f">{len(places) // 2}H", places
        )
        self._unit = 1 if wide else 2
        self._known: dict[int, tuple[int, bool]] = {}

    def inked(self, glyph: int) -> bool:
        """Whether a glyph draws anything; ValueError where its outline is damaged."""
        return self._glyph(glyph)[1]

    def _glyph(self, glyph: int, depth: int = 0) -> tuple[int, bool]:
        """Of how many outlines a glyph is made, and whether any of them draws something."""
        if glyph not in self._known:
            self._known[glyph] = self._judged(glyph, depth)
        return self._known[glyph]

    def _judged(self, glyph: int, depth: int) -> tuple[int, bool]:
        if depth > _DEEPEST:
            raise ValueError("a glyph that is part of itself")
        if not 0 <= glyph < min(self._count, len(self._offsets) - 1):
            raise ValueError("no such glyph")
        start, end = (at * self._unit for at in self._offsets[glyph : glyph + 2])
        if not start <= end <= len(self._glyf):
            raise ValueError("an outline outside its table")
        if start == end:
            return 1, False
        outline = self._glyf[start:end]
        try:
            (contours,) = struct.unpack_from(">h", outline)
            if contours < 0:
                # All of them are looked at: what one draws does not mend another.
                parts = [self._glyph(part, depth + 1) for part in _parts(outline)]
                count = sum(outlines for outlines, _ in parts)
                if count > _MOST_OUTLINES:
                    raise ValueError("a glyph of too many parts")
                return count, any(draws for _, draws in parts)
            if contours:
                _check_points(outline, contours)
        except (struct.error, IndexError) as cause:
            raise ValueError("an outline that is cut off") from cause
        return 1, bool(contours)


def _tables(data: bytes) -> dict[bytes, bytes]:
    """The tables that hold outlines; a program that lacks one of them has none."""
    try:
        (count,) = struct.unpack_from(">H", data, 4)
        rows = [struct.unpack_from(">4s4xII", data, 12 + 16 * row) for row in range(count)]
    except struct.error as cause:
        raise ValueError("no TrueType program") from cause
    if any(at + size > len(data) + _PADDING for _, at, size in rows):
        raise ValueError("a program that is cut off")
    found = {tag: data[at : at + size] for tag, at, size in rows}
    if any(tag not in found or len(found[tag]) < least for tag, least in _NEEDED.items()):
        raise ValueError("no outlines")
    return found


def _parts(outline: bytes) -> list[int]:
    """The glyphs that one is made of."""
    parts, at, flags = [], _HEADER, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", outline, at)
        parts.append(part)
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALED else 4 if flags & _SCALED_TWICE else 8 if flags & _TURNED else 0
    if at > len(outline):
        raise ValueError("an outline that is cut off")
    return parts


def _check_points(outline: bytes, contours: int) -> None:
    """That all points of a simple glyph lie in its outline."""
    at = _HEADER + 2 * contours
    last, instructions = struct.unpack_from(">HH", outline, at - 2)
    at += 2 + instructions
    points, coordinates = last + 1, 0
    if points < contours:
        raise ValueError("fewer points than contours")
    while points > 0:
        # Flags in a row are summed at once: a page shows a hundred thousand of them.
        found = _REPEATS.search(outline, at, at + points)
        end = found.start() if found else at + points
        coordinates += sum(outline[at:end].translate(_SIZES))
        points, at = points - (end - at), end
        if found:
            times = 1 + outline[at + 1]
            coordinates += times * _SIZES[outline[at]]
            points, at = points - times, at + 2
    if at + coordinates > len(outline):
        raise ValueError("an outline that is cut off")


class InkProbe:
    """A pen that only notes whether anything is drawn (fontTools' protocol of pens)."""

    inked = False

    def moveTo(self, *_: Any) -> None:  # noqa: N802
        """Nothing is drawn yet."""

    def lineTo(self, *_: Any) -> None:  # noqa: N802
        """A line."""
        self.inked = True

    curveTo = qCurveTo = addComponent = lineTo  # noqa: N815

    def closePath(self) -> None:  # noqa: N802
        """Nothing more is drawn."""

    endPath = closePath  # noqa: N815
