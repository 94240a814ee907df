"""The HEIC of tests/data turned by its container's own properties (ISO/IEC 23008-12, 6.5.10 and 12)."""

from __future__ import annotations

import struct
from pathlib import Path

PHONE = Path(__file__).parent / "data" / "images" / "phone.heic"


def turned(quarters: int, mirror: int | None) -> bytes:
    """The file, shown turned so many quarters to the left and then, if asked, mirrored on an axis."""
    data = bytearray(PHONE.read_bytes())
    more = _box(b"irot", bytes([quarters]))
    more += _box(b"imir", bytes([mirror])) if mirror is not None else b""
    count = 1 if mirror is None else 2
    ipco, ipma, iprp = (data.index(kind) - 4 for kind in (b"ipco", b"ipma", b"iprp"))
    held = _size(data, ipco)
    known = _boxes(bytes(data[ipco + 8 : ipco + held]))
    # Both are essential: a reader that does not know them must not show the picture.
    linked = bytes(0x80 | (known + n + 1) for n in range(count))
    row = ipma + 16 + 2
    data[row] += count
    data[row + 1 + data[row] - count : row + 1 + data[row] - count] = linked
    data[ipco + held : ipco + held] = more
    _grown(data, ipma + len(more), count)
    _grown(data, ipco, len(more))
    _grown(data, iprp, len(more) + count)
    _grown(data, data.index(b"meta") - 4, len(more) + count)
    _moved(data, len(more) + count)
    return bytes(data)


def _box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(data), kind) + data


def _size(data: bytearray, at: int) -> int:
    (size,) = struct.unpack_from(">I", data, at)
    return int(size)


def _boxes(data: bytes) -> int:
    at = count = 0
    while at < len(data):
        at += struct.unpack_from(">I", data, at)[0]
        count += 1
    return count


def _grown(data: bytearray, at: int, by: int) -> None:
    struct.pack_into(">I", data, at, _size(data, at) + by)


def _moved(data: bytearray, by: int) -> None:
    """Items lie in the file behind the boxes that have grown (iloc of version 0, with base offsets)."""
    at = data.index(b"iloc") + 4 + 4 + 2
    (items,) = struct.unpack_from(">H", data, at)
    for number in range(items):
        place = at + 2 + number * 18 + 4
        struct.pack_into(">I", data, place, struct.unpack_from(">I", data, place)[0] + by)
