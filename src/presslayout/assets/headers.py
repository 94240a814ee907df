"""What the first bytes of a picture file say, without a decoder: JPEG and PNG."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

from presslayout.assets.icc_profiles import space_of
from presslayout.assets.segments import FRAMES, segments
from presslayout.base.values import field, frozen, mutable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.assets.segments import Bytes

_APP1, _APP2 = 0xE1, 0xE2
_ICC = b"ICC_PROFILE\0"
_ICC_HEAD = len(_ICC) + 2
_ORIENTATION = 0x0112
_INTEROPERABILITY = 0xA005
_EXIF = 0x8769
# DCF 2.0: files of the option file name rule are Adobe RGB.
_R03 = b"R03"
_UPRIGHT = 1
_ORIENTATIONS = range(1, 9)

_PNG_HEADER = 26  # signature, chunk head, size, depth and colour type
_PNG = b"\x89PNG\r\n\x1a\n"
# PNG colour type to components as we print them (ISO/IEC 15948, 11.2.2); alpha is no component.
_PNG_COMPONENTS = {0: 1, 2: 3, 3: 3, 4: 1, 6: 3}
# Profiles are at most some megabytes; what unpacks to more is an attack.
_MOST_PROFILE = 8 << 20

# What the profile of a picture of so many components must speak of.
SPACES = {1: ("GRAY",), 3: ("RGB", "Lab"), 4: ("CMYK",)}


@frozen
class Header:
    """Pixels as stored, components (1 grey, 3 colour, 4 CMYK), EXIF orientation.

    `remarks` are words for what a reader of the file should know: `animated`, `bad-profile`,
    `no-profile` (of CMYK) and `adobe-rgb` (said by the camera, without a profile).
    """

    width: int
    height: int
    components: int
    orientation: int = _UPRIGHT
    remarks: tuple[str, ...] = ()


@mutable
class _Exif:
    orientation: int = _UPRIGHT
    adobe: bool = False


@mutable
class _Gathered:
    """The parts of one file that were met before its picture."""

    exif: _Exif = field(default_factory=_Exif)
    profile: dict[int, bytes] = field(default_factory=dict)


def jpeg_header(data: Bytes) -> Header | None:
    """The header of a JPEG file, or None where `data` is none or ends too soon."""
    seen = _Gathered()
    for marker, start, end in segments(data):
        if marker in FRAMES and end - start >= 6:  # noqa: PLR2004  precision, size, components
            height, width, components = struct.unpack_from(">HHB", data, start + 1)
            if not width or not height:
                return None
            profile = b"".join(seen.profile[n] for n in sorted(seen.profile))
            said = remarks(components, profile or None, adobe=seen.exif.adobe)
            return Header(width, height, components, seen.exif.orientation, said)
        if marker == _APP1 and data[start : start + 6] == b"Exif\0\0":
            seen.exif = _exif(bytes(data[start + 6 : end]))
        elif marker == _APP2 and data[start : start + len(_ICC)] == _ICC and end > start + 14:
            seen.profile[data[start + len(_ICC)]] = bytes(data[start + _ICC_HEAD : end])
    return None


def png_header(data: Bytes) -> Header | None:
    """The header of a PNG file, or None where `data` is none."""
    if data[:8] != _PNG or data[12:16] != b"IHDR" or len(data) < _PNG_HEADER:
        return None
    width, height, _, colour = struct.unpack_from(">IIBB", data, 16)
    components = _PNG_COMPONENTS.get(colour)
    if components is None or not width or not height:
        return None
    exif, profile, frames = _Exif(), None, 1
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        body = at + 8
        if kind == b"eXIf":
            exif = _exif(bytes(data[body : body + length]))
        elif kind == b"iCCP":
            profile = _unpacked(bytes(data[body : body + min(length, _MOST_PROFILE)]))
        elif kind == b"acTL" and body + 4 <= len(data):
            (frames,) = struct.unpack_from(">I", data, body)
        at = body + length + 4
    said = remarks(components, profile, adobe=exif.adobe, animated=frames > 1)
    return Header(width, height, components, exif.orientation, said)


def orientation_of(exif: bytes) -> int:
    """The orientation that EXIF data (a TIFF of its own) says; upright where it says none."""
    return _exif(exif).orientation


def remarks(
    components: int, profile: bytes | None, *, adobe: bool = False, animated: bool = False
) -> tuple[str, ...]:
    """What should be known of a picture that has this profile (None: no profile)."""
    found = ["animated"] if animated else []
    if profile is not None:
        if space_of(profile) not in SPACES.get(components, ()):
            found.append("bad-profile")
    elif components == 4:  # noqa: PLR2004
        found.append("no-profile")
    elif adobe:
        found.append("adobe-rgb")
    return tuple(found)


def _unpacked(chunk: bytes) -> bytes:
    """The profile of an iCCP chunk, b"" where it is damaged."""
    _, _, packed = chunk.partition(b"\0")
    try:
        return zlib.decompressobj().decompress(packed[1:], _MOST_PROFILE)
    except zlib.error:
        return b""


def _exif(tiff: bytes) -> _Exif:
    """Orientation (tag 274) and the DCF rule (Exif 2.3, 4.6); upright where it is not to be read."""
    found = _Exif()
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return found
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        tags = dict(_directory(tiff, first, order))
        # Some programs write it as a LONG: in that order of bytes its first two are nothing.
        short, long = tags.get(_ORIENTATION, (_UPRIGHT, 0))
        value = short or long
        if value in _ORIENTATIONS:
            found.orientation = value
        if _EXIF in tags:
            below = dict(_directory(tiff, tags[_EXIF][1], order))
            if _INTEROPERABILITY in below:
                inner = dict(_directory(tiff, below[_INTEROPERABILITY][1], order))
                found.adobe = struct.pack(f"{order}I", inner.get(1, (0, 0))[1])[:3] == _R03
    except struct.error:
        return found
    return found


def _directory(tiff: bytes, at: int, order: str) -> Iterable[tuple[int, tuple[int, int]]]:
    """Each tag with its value read as two bytes and as four."""
    (count,) = struct.unpack_from(f"{order}H", tiff, at)
    for index in range(count):
        place = at + 2 + 12 * index
        (tag,) = struct.unpack_from(f"{order}H", tiff, place)
        (short,) = struct.unpack_from(f"{order}H", tiff, place + 8)
        (long,) = struct.unpack_from(f"{order}I", tiff, place + 8)
        yield tag, (short, long)
