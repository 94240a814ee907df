"""ICC profiles as far as a header tells: which colours one speaks of, and whether it is whole."""

from __future__ import annotations

import struct

# ICC.1:2022, 7.2: the header's length, the signature's place, the tag table.
_HEADER = 128
_TAGS = 132
_TAG = 12
_MOST_TAGS = 200


def space_of(profile: bytes) -> str | None:
    """The colour space of a profile (`RGB`, `GRAY`, `CMYK`, `Lab`); None where it is damaged."""
    if len(profile) < _TAGS or profile[36:40] != b"acsp":
        return None
    (size,) = struct.unpack_from(">I", profile, 0)
    (count,) = struct.unpack_from(">I", profile, _HEADER)
    if size > len(profile) or not 0 < count <= _MOST_TAGS or len(profile) < _TAGS + _TAG * count:
        return None
    for index in range(count):
        at, length = struct.unpack_from(">II", profile, _TAGS + _TAG * index + 4)
        if at + length > len(profile):
            return None
    return profile[16:20].decode("latin-1").strip()
