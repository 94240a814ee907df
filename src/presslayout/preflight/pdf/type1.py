"""Type 1 font programs (Adobe Type 1 Font Format, 1990): glyphs, encoding, and their lengths."""

from __future__ import annotations

import re
from typing import Any

from presslayout.base.values import frozen

_EEXEC = 55665
_CHARSTRING = 4330
_RANDOM = 4
_HEX = frozenset(b"0123456789abcdefABCDEF \t\r\n")
_CHAR = re.compile(rb"/([^\s/{}\[\]()<>%]+)\s+(\d+)\s+(?:RD|-\||\S+)[ ]")
_SUBR = re.compile(rb"dup\s+(\d+)\s+(\d+)\s+(?:RD|-\||\S+)[ ]")
_CODE = re.compile(rb"dup\s+(\d+|8#[0-7]+|16#[0-9A-Fa-f]+)\s*/([^\s/{}\[\]()<>%]+)\s+put")
_MATRIX = re.compile(rb"/FontMatrix\s*\[\s*([-+.\deE]+)")
_RANDOM_BYTES = re.compile(rb"/lenIV\s+(-?\d+)")
_GLYPHS = 70_000


@frozen
class Type1:
    """A program's charstrings by glyph name, the names of its own encoding, units as ems.

    `clear` and `secret` are the lengths of its two parts as they are, for Length1 and Length2.
    """

    strings: dict[str, Any]
    encoding: dict[int, str]
    scale: float
    clear: int
    secret: int


def read(data: bytes) -> Type1:
    """A program as a PDF embeds it, or as a PFB file; ValueError where it is none."""
    from fontTools.encodings.StandardEncoding import StandardEncoding
    from fontTools.misc.eexec import decrypt
    from fontTools.misc.psCharStrings import T1CharString

    data = _bare(data)
    start = data.find(b"eexec")
    if start < 0:
        raise ValueError("no Type 1 program")
    clear = start + len(b"eexec")
    while data[clear : clear + 1] in (b" ", b"\t", b"\r", b"\n"):
        clear += 1
    secret = data[clear : _end(data)]
    body = secret
    if all(byte in _HEX for byte in secret[:_RANDOM]):
        digits = bytes(b for b in secret if b in _HEX and b not in b" \t\r\n")
        body = bytes.fromhex(digits[: len(digits) // 2 * 2].decode("ascii"))
    private = decrypt(body, _EEXEC)[0][_RANDOM:]
    skipped = _RANDOM_BYTES.search(private)
    random = int(skipped[1]) if skipped else _RANDOM

    def opened(code: bytes) -> bytes:
        return code if random < 0 else decrypt(code, _CHARSTRING)[0][random:]

    at = private.find(b"/CharStrings")
    if at < 0:
        raise ValueError("a Type 1 program without glyphs")
    subrs: list[Any] = []
    for number, code in _items(private, _SUBR, private.find(b"/Subrs"), at):
        index = int(number)
        if index > _GLYPHS:
            raise ValueError("too many subroutines")
        subrs += [T1CharString(b"\x0b")] * (index + 1 - len(subrs))
        subrs[index] = T1CharString(opened(code))
    for routine in subrs:
        routine.subrs = subrs
    strings = {
        name.decode("latin-1"): T1CharString(opened(code), subrs=subrs)
        for name, code in _items(private, _CHAR, at + len(b"/CharStrings"), len(private))
    }
    head = data[:start]
    own = {int(c, 0) if b"#" not in c else _based(c): n for c, n in _CODE.findall(head)}
    encoding = {code: name.decode("latin-1") for code, name in own.items()}
    if not encoding and b"StandardEncoding" in head:
        encoding = dict(enumerate(StandardEncoding))
    matrix = _MATRIX.search(head)
    return Type1(strings, encoding, float(matrix[1]) if matrix else 0.001, clear, len(secret))


def _items(data: bytes, pattern: re.Pattern[bytes], at: int, end: int) -> list[tuple[bytes, bytes]]:
    """Names or numbers with the coded bytes behind them, which may look like anything."""
    found: list[tuple[bytes, bytes]] = []
    while 0 <= at < end and len(found) < _GLYPHS:
        match = pattern.search(data, at, end)
        if match is None:
            break
        size = int(match[2])
        if match.end() + size > len(data):
            # A program that is cut off draws nothing from here on.
            break
        found.append((match[1], data[match.end() : match.end() + size]))
        at = match.end() + size
    return found


def _based(number: bytes) -> int:
    base, _, digits = number.partition(b"#")
    return int(digits, int(base))


def _bare(data: bytes) -> bytes:
    """A PFB file's segments put together; a PDF's program as it is."""
    parts, at = [], 0
    while data[at : at + 1] == b"\x80" and data[at + 1 : at + 2] in (b"\x01", b"\x02"):
        size = int.from_bytes(data[at + 2 : at + 6], "little")
        parts.append(data[at + 6 : at + 6 + size])
        at += 6 + size
    return b"".join(parts) if parts else data


def _end(data: bytes) -> int:
    """Where the coded part ends: before the 512 zeros and the cleartomark, if they are there."""
    at = data.rfind(b"cleartomark")
    if at < 0:
        return len(data)
    while at and data[at - 1] in b"0 \t\r\n":
        at -= 1
    return at
