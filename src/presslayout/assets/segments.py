"""A JPEG file as its marker segments (ITU-T T.81, annex B): read, and kept without private ones."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from mmap import mmap

    Bytes = bytes | mmap

# Markers that stand alone: TEM, RST0-7, SOI.
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_MARKER = 0xFF
START_OF_SCAN, END = 0xDA, 0xD9
_ADOBE = 0xEE
# Application data and comments: thumbnails, GPS, serial numbers, profiles, notes.
_PRIVATE = frozenset({*range(0xE0, 0xF0), 0xFE}) - {_ADOBE}
# Inside entropy-coded data a marker is what no stuffing and no restart marker is.
_NEXT = regex(rb"\xff[^\x00\xd0-\xd7\xff]")
# ITU-T T.81, table B.1: start of frame, all processes.
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Baseline, extended sequential, progressive: what DCTDecode reads (ISO 32000-1, 7.4.8).
_PLAIN_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_BITS = 8


def segments(data: Bytes) -> Iterator[tuple[int, int, int]]:
    """Each segment before the first scan: its marker, and where its data begins and ends."""
    if data[:2] != b"\xff\xd8":
        return
    at = 2
    while at + 4 <= len(data) and data[at] == _MARKER:
        marker = data[at + 1]
        if marker == _MARKER or marker in _BARE:
            at += 1 if marker == _MARKER else 2
            continue
        if marker in (START_OF_SCAN, END):
            return
        (length,) = struct.unpack_from(">H", data, at + 2)
        yield marker, at + 4, min(at + 2 + length, len(data))
        at += 2 + length


def bare(data: bytes) -> bytes | None:
    """The same coded picture without a word about camera, place or profile.

    None where the file is no plain JPEG of 8 bits with an Adobe marker, which says that four
    components are stored as Photoshop does.
    """
    kept = [data[:2]]
    at, adobe, plain = 2, False, False
    while at + 2 <= len(data) and data[at] == _MARKER:
        marker = data[at + 1]
        if marker == END:
            kept.append(data[at : at + 2])
            return b"".join(kept) if adobe and plain else None
        if marker == _MARKER or marker in _BARE:
            at += 1 if marker == _MARKER else 2
            continue
        if at + 4 > len(data):
            return None
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if marker == _ADOBE:
            adobe = adobe or data[at + 4 : at + 9] == b"Adobe"
        elif marker in FRAMES:
            plain = marker in _PLAIN_FRAMES and data[at + 4 : at + 5] == bytes([_BITS])
        elif marker == START_OF_SCAN:
            following = _NEXT.search(data, end)
            end = following.start() if following else len(data)
        if marker not in _PRIVATE:
            kept.append(data[at:end])
        at = end
    return None
