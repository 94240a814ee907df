"""The tables of a face's file: whether all that setting and painting reads of it is there.

HarfBuzz opens nearly anything and gives blanks for what is cut off, so a file is looked at first.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from presslayout.base import doors
from presslayout.base.diagnostics import Text
from presslayout.base.shortage import shortage

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

DAMAGED = Text("文件已损坏", "it is damaged")
_CUT_OFF = Text("文件不完整", "it is cut off")
_COLLECTION = b"ttcf"
_KINDS = (b"\0\1\0\0", b"OTTO", b"true")
_WOFF = Text(
    "是网页用的 WOFF，换成 .ttf 或 .otf", "it is WOFF, made for web pages: take its .ttf or .otf"
)
_FOREIGN = {b"wOFF": _WOFF, b"wOF2": _WOFF}
_NO_FONT = Text("不是 OpenType 或 TrueType 字体", "it is no OpenType or TrueType font")
# Tables by the least length that a reader of them counts on (OpenType 1.9).
_NEEDED = {b"cmap": 4, b"head": 54, b"hhea": 36, b"hmtx": 4, b"maxp": 6}
# One of these draws the glyphs; pictures of glyphs (CBDT, sbix, SVG) do not print.
_OUTLINES = ((b"glyf", b"loca"), (b"CFF ",), (b"CFF2",))
# Nothing reads these; a signature that was cut off harms nobody.
_IDLE = frozenset((b"DSIG", b"FFTM", b"LTSH", b"PCLT", b"VDMX", b"hdmx", b"meta"))
_MOST_TABLES, _MOST_FACES = 512, 65_536
# Lengths are often rounded up to four bytes.
_PADDING = 3
# PANOSE in the OS/2 table: its family kind, Latin text, and the serif styles of that kind.
_PANOSE, _PANOSE_END, _TEXT, _SERIFS = 32, 42, 2, range(2, 11)


def fault(path: Path, index: int) -> Text | None:
    """What is wrong with a face's file; None where everything is there."""
    try:
        with doors.opened(path) as stream:
            return _fault(stream, path.stat().st_size, index)
    except OSError as cause:
        if shortage(cause):
            raise
        return Text("读不到", "it cannot be read")
    except struct.error:
        return _CUT_OFF


def has_serifs(table: bytes) -> bool:
    """Whether an OS/2 table says by its PANOSE that the face is a text face with serifs."""
    if len(table) < _PANOSE_END:
        return False
    return table[_PANOSE] == _TEXT and table[_PANOSE + 1] in _SERIFS


def _fault(stream: BinaryIO, size: int, index: int) -> Text | None:
    kind = stream.read(4)
    if kind == _COLLECTION:
        _, count = struct.unpack(">II", stream.read(8))
        if index >= min(count, _MOST_FACES):
            return Text(
                f"合集里只有 {count} 个，「序号」从 0 数起",
                f"the collection holds {count}, and their index counts from 0",
            )
        stream.seek(12 + 4 * index)
        stream.seek(*struct.unpack(">I", stream.read(4)))
        kind = stream.read(4)
    elif index:
        return Text("不是字体合集，「序号」只能是 0", "it is no collection: its index is 0")
    if kind not in _KINDS:
        return _FOREIGN.get(kind, _NO_FONT)
    return _lacking(stream, size)


def _lacking(stream: BinaryIO, size: int) -> Text | None:
    """What is wrong with the tables whose directory the stream stands in."""
    (count,) = struct.unpack(">H6x", stream.read(8))
    rows = stream.read(16 * min(count, _MOST_TABLES))
    found = {tag: (at, length) for tag, at, length in struct.iter_unpack(">4s4xII", rows)}
    if not all(tag.isascii() for tag in found):
        return DAMAGED
    cut = [t for t, (at, length) in found.items() if at + length > size + _PADDING]
    if len(rows) < 16 * count or any(tag not in _IDLE for tag in cut):
        return _CUT_OFF
    if not any(all(tag in found for tag in kinds) for kinds in _OUTLINES):
        return Text("里面没有字形的轮廓，印不出来", "it holds no outlines, so nothing would print")
    if any(found.get(tag, (0, 0))[1] < least for tag, least in _NEEDED.items()):
        return DAMAGED
    return None
