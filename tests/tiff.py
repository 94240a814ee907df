"""TIFF files written by hand (TIFF 6.0), in every way that scanners and editors write them."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

WHITE, GRAY, RGB, CMYK, LAB, ICC_LAB = 0, 1, 2, 5, 8, 9
UNSIGNED, SIGNED, FLOATING = 1, 2, 3
PLAIN, LZW, DEFLATE = 1, 5, 8


@dataclass(frozen=True)
class Kind:
    """How a file is written: order of bytes, bits, planes apart, coding, differences, signs."""

    photometric: int = RGB
    bits: int = 8
    big: bool = False
    planar: bool = False
    coding: int = PLAIN
    predictor: bool = False
    icc: bytes = b""
    orientation: int = 1
    samples: int = UNSIGNED


def written(pixels: list[list[tuple[int, ...]]], kind: Kind) -> bytes:
    """A file of these pixels, whose numbers are as large as its bits."""
    height, width, count = len(pixels), len(pixels[0]), len(pixels[0][0])
    if kind.planar:
        planes = [[[(p[at],) for p in row] for row in pixels] for at in range(count)]
    else:
        planes = [pixels]
    strips = [_coded(b"".join(_row(row, kind) for row in plane), kind) for plane in planes]
    order = ">" if kind.big else "<"
    entries: list[tuple[int, int, list[int]]] = [
        (256, 4, [width]),
        (257, 4, [height]),
        (258, 3, [kind.bits] * count),
        (259, 3, [kind.coding]),
        (262, 3, [kind.photometric]),
        (274, 3, [kind.orientation]),
        (277, 3, [count]),
        (278, 4, [height]),
        (284, 3, [2 if kind.planar else 1]),
        (317, 3, [2 if kind.predictor else 1]),
        (339, 3, [kind.samples] * count),
    ]
    data = b"".join(strips)
    at, offsets = 8, []
    for strip in strips:
        offsets.append(at)
        at += len(strip)
    entries += [(273, 4, offsets), (279, 4, [len(strip) for strip in strips])]
    if kind.icc:
        entries.append((34675, 7, list(kind.icc)))
    data += b"\0" * (len(data) % 2)
    start = 8 + len(data)
    beside = start + 2 + 12 * len(entries) + 4
    table, more = struct.pack(order + "H", len(entries)), b""
    for tag, form, values in sorted(entries):
        letter = {3: "H", 4: "I", 7: "B"}[form]
        packed = struct.pack(f"{order}{len(values)}{letter}", *values)
        if len(packed) > 4:
            place = struct.pack(order + "I", beside + len(more))
            more += packed + b"\0" * (len(packed) % 2)
        else:
            place = packed.ljust(4, b"\0")
        table += struct.pack(order + "HHI", tag, form, len(values)) + place
    head = (b"MM" if kind.big else b"II") + struct.pack(order + "HI", 42, start)
    return head + data + table + struct.pack(order + "I", 0) + more


def _row(row: list[tuple[int, ...]], kind: Kind) -> bytes:
    count, top = len(row[0]), 1 << kind.bits
    values = [value % top for pixel in row for value in pixel]
    if kind.predictor:
        values = [
            (value - values[at - count]) % top if at >= count else value
            for at, value in enumerate(values)
        ]
    letter = {8: "B", 16: "H", 32: "I"}[kind.bits]
    return struct.pack(f"{'>' if kind.big else '<'}{len(values)}{letter}", *values)


def _coded(data: bytes, kind: Kind) -> bytes:
    if kind.coding == DEFLATE:
        return zlib.compress(data)
    return _lzw(data) if kind.coding == LZW else data


def _lzw(data: bytes) -> bytes:
    """Codes of nine bits alone: the table is cleared before it would need ten."""
    codes = []
    for at in range(0, len(data), 250):
        codes += [256, *data[at : at + 250]]
    bits = "".join(f"{code:09b}" for code in [*codes, 257])
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")
