"""Faces on disk: which file stands behind a family's name, and the open HarfBuzz face."""

from __future__ import annotations

import hashlib
import struct
import time
from dataclasses import field, replace
from functools import lru_cache
from pathlib import Path  # noqa: TC003
from typing import TYPE_CHECKING, Any

from presslayout.assets import Source
from presslayout.cache import Cache, key_of
from presslayout.diagnostics import ERROR, AssetError, Diagnostic, Text
from presslayout.shortage import hold_open, shortage
from presslayout.values import distinct, frozen

if TYPE_CHECKING:
    import os
    from collections.abc import Mapping

EM = 1000
# The share of the em square above the baseline in Source and Noto Han; other faces come near it.
ASCENT = 880
# A character whose ink nearly fills the em square, in every Chinese face.
FULL = "国"
# Places and values of the OS/2 table: usWeightClass and PANOSE, Latin text with serifs.
_WEIGHT, _PANOSE, _PANOSE_END = 4, 32, 42
_TEXT, _SERIFS, _BLACK = 2, range(2, 11), 800
# A file changed less than this long ago may change again within the clock's grain.
SETTLED_NS = 2_000_000_000


@frozen
class Family:
    """A family in the trade's name (宋体): one face file, and where to turn for what it lacks.

    `fallback` names the families to try next, in order; `bold` the family that **bold** takes.
    `file` is the path as fonts.yaml writes it, for reports; `licence` its licence's name.
    """

    name: str
    path: Path
    index: int
    file: str
    fallback: tuple[str, ...]
    bold: str
    licence: str


@distinct
class Face:
    """An open face, one object a file: `key` names file and content.

    `ascent` and `descent` are those of the Han em square and `han` the advance of its characters,
    in thousandths of an em (RULES G5).  `known` is for what shaping has found out about it.
    `vertical` is the same face as it sets vertical lines.
    """

    key: str
    name: str
    source: Source
    file: str
    licence: str
    sha256: str
    upem: int
    ascent: int
    descent: int
    han: int
    hb_font: Any
    known: dict[str, Any] = field(default_factory=dict)
    vertical: bool = False

    def turned(self) -> Face:
        """The face for vertical lines; one object, whoever asks."""
        if self.vertical:
            return self
        if "turned" not in self.known:
            self.known["turned"] = replace(self, known={}, vertical=True)
        return self.known["turned"]  # type: ignore[no-any-return]

    def covers(self, char: str) -> bool:
        """Whether the face has a glyph for a character."""
        return bool(self.hb_font.get_nominal_glyph(ord(char)))

    def ink(self, gid: int) -> tuple[int, int]:
        """Left and right edge of a glyph's ink, in thousandths of an em from its origin."""
        extents = self.hb_font.get_glyph_extents(gid)
        if extents is None:
            return 0, 0
        left = round(extents.x_bearing * EM / self.upem)
        return left, left + round(extents.width * EM / self.upem)

    def ink_box(self, gid: int) -> tuple[int, int, int, int]:
        """Left, lower, right and upper edge of a glyph's ink, in thousandths of an em."""
        extents = self.hb_font.get_glyph_extents(gid)
        if extents is None:
            return 0, 0, 0, 0
        left, right = self.ink(gid)
        top = round(extents.y_bearing * EM / self.upem)
        return left, top + round(extents.height * EM / self.upem), right, top


@lru_cache(maxsize=256)
def open_face(family: Family, cache: Cache | None = None) -> Face:
    """The face behind a family, opened once; AssetError when its file is missing or no font.

    `cache` remembers the hash of a file that has not changed since.
    """
    import uharfbuzz as hb

    try:
        blob = hb.Blob.from_file_path(str(family.path))
        face = hb.Face(blob, family.index)
        if not face.glyph_count:
            raise AssetError([_broken(family)])
        font = hb.Font(face)
        stat = family.path.stat()
        digest = _sha256(family.path, stat, cache or Cache.disabled())
    except (OSError, ValueError, hb.HarfBuzzError) as cause:
        _tell_shortage(family.path, cause)
        raise AssetError([_broken(family)]) from cause
    stem = family.path.stem + (f"#{family.index}" if family.index else "")
    ascent = _ascent(font)
    full = font.get_nominal_glyph(ord(FULL))
    return Face(
        key=f"{stem}-{digest[:8]}",
        name=family.name,
        source=Source(family.path, family.index),
        file=family.file,
        licence=family.licence,
        sha256=digest,
        upem=face.upem,
        ascent=ascent,
        descent=EM - ascent,
        han=round(font.get_glyph_h_advance(full) * EM / face.upem) if full else EM,
        hb_font=font,
    )


def _tell_shortage(path: Path, cause: Exception) -> None:
    """HarfBuzz gives no reason why a file does not open: the machine's is found by trying."""
    if shortage(cause):
        raise cause
    try:
        hold_open(path)
    except (OSError, ValueError) as fault:
        if shortage(fault):
            raise


def chain(
    families: Mapping[str, Family], names: tuple[str, ...], cache: Cache | None = None
) -> tuple[Face, ...]:
    """The faces to try in order: the style's own, then each family's fallbacks, none twice."""
    wanted = list(dict.fromkeys(name for name in names if name in families))
    # The list grows as it is read: a fallback's own fallbacks come last.
    for name in wanted:
        wanted += [n for n in families[name].fallback if n in families and n not in wanted]
    found = {face.key: face for face in (open_face(families[name], cache) for name in wanted)}
    return tuple(found.values())


def file_sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sha256(path: Path, stat: os.stat_result, cache: Cache) -> str:
    key = key_of(
        "face-sha256-1", str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
    )
    known = cache.get(key)
    if known is not None:
        return known.decode()
    found = file_sha256(path)
    if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) > SETTLED_NS:
        cache.put(key, found.encode())
    return found


def _ascent(font: Any) -> int:
    """How much of the Han em square stands above the baseline.

    From the `ideo` baseline of the BASE table, else from the typographic metrics where they make
    one em, else from the middle of a full character's ink.
    """
    upem: int = font.face.upem
    foot: int | None = font.get_layout_baseline("ideo", "ltr", "Hani", "zh-Hans")
    full = font.get_nominal_glyph(ord(FULL))
    if foot is not None and full:
        return EM + round(foot * EM / upem)
    table = font.face.reference_table("OS/2").data or b""
    if len(table) >= 72:  # noqa: PLR2004  sTypoDescender ends there
        above, below = struct.unpack(">hh", table[68:72])
        if above - below == upem:
            return round(int(above) * EM / upem)
    extents = font.get_glyph_extents(full) if full else None
    if extents is None:
        return ASCENT
    middle: float = extents.y_bearing + extents.height / 2
    return EM // 2 + round(middle * EM / upem)


def _broken(family: Family) -> Diagnostic:
    return Diagnostic(
        "missing-font",
        ERROR,
        Text(
            f"字体「{family.name}」的文件打不开：{family.file}",
            f"the file of font {family.name} cannot be opened: {family.file}",
        ),
        hint=Text(
            "检查 fonts/ 里有没有这个文件、是否完整，再改 fonts.yaml 里的「文件」",
            "check that the file lies in fonts/ and is whole, then correct its entry in fonts.yaml",
        ),
    )


@lru_cache(maxsize=64)
def has_thin_strokes(source: Source) -> bool:
    """Whether a face is of the Song, Ming or Kai kind: serifs, and lighter than black.

    By PANOSE and weight class (OpenType, OS/2); no for a face that does not say.
    """
    import uharfbuzz as hb

    face = hb.Face(hb.Blob.from_file_path(str(source.path)), source.index)
    table = bytes(face.reference_table("OS/2").data or b"")
    if len(table) < _PANOSE_END:
        return False
    (weight,) = struct.unpack_from(">H", table, _WEIGHT)
    kind, serif = table[_PANOSE], table[_PANOSE + 1]
    return kind == _TEXT and serif in _SERIFS and weight < _BLACK
