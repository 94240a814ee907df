"""The size of a picture from the first bytes of its file, without a decoder."""

from __future__ import annotations

import struct
from dataclasses import dataclass

# ITU-T T.81, table B.1: start of frame, all processes.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Markers that stand alone: TEM, RST0-7, SOI.
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_MARKER = 0xFF
_START_OF_SCAN = 0xDA
_APP1 = 0xE1
_ORIENTATION = 0x0112
_UPRIGHT = 1
_ORIENTATIONS = range(1, 9)

_PNG_HEADER = 26  # signature, chunk head, size, depth and colour type
_PNG = b"\x89PNG\r\n\x1a\n"
# PNG colour type to components as we print them (ISO/IEC 15948, 11.2.2); alpha is no component.
_PNG_COMPONENTS = {0: 1, 2: 3, 3: 3, 4: 1, 6: 3}


@dataclass(frozen=True, slots=True)
class Header:
    """Pixels as stored, components (1 grey, 3 colour, 4 CMYK), EXIF orientation."""

    width: int
    height: int
    components: int
    orientation: int = _UPRIGHT


def jpeg_header(data: bytes) -> Header | None:
    """The header of a JPEG file, or None where `data` is none or ends too soon."""
    if data[:2] != b"\xff\xd8":
        return None
    orientation = _UPRIGHT
    at = 2
    while at + 4 <= len(data) and data[at] == _MARKER:
        marker = data[at + 1]
        if marker == _MARKER or marker in _BARE:
            at += 1 if marker == _MARKER else 2
            continue
        if marker == _START_OF_SCAN:
            return None
        (length,) = struct.unpack_from(">H", data, at + 2)
        if marker in _FRAMES and at + 10 <= len(data):
            height, width, components = struct.unpack_from(">HHB", data, at + 5)
            return Header(width, height, components, orientation) if width and height else None
        if marker == _APP1 and data[at + 4 : at + 10] == b"Exif\0\0":
            orientation = _exif_orientation(data[at + 10 : at + 2 + length])
        at += 2 + length
    return None


def png_header(data: bytes) -> Header | None:
    """The header of a PNG file, or None where `data` is none."""
    if data[:8] != _PNG or data[12:16] != b"IHDR" or len(data) < _PNG_HEADER:
        return None
    width, height, _, colour = struct.unpack_from(">IIBB", data, 16)
    components = _PNG_COMPONENTS.get(colour)
    if components is None or not width or not height or b"eXIf" in data:
        return None
    return Header(width, height, components)


def _exif_orientation(tiff: bytes) -> int:
    """Tag 274 of the first directory (Exif 2.3, 4.6.4); upright when it is not to be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return _UPRIGHT
    try:
        (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, directory)
        for index in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, directory + 2 + 12 * index)
            if tag == _ORIENTATION:
                return value if value in _ORIENTATIONS else _UPRIGHT
    except struct.error:
        return _UPRIGHT
    return _UPRIGHT
