"""Faces on disk: which file stands behind a family's name, and the open HarfBuzz face."""

from __future__ import annotations

import errno
import hashlib
import os
import struct
import time
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.assets import axes, font_tables
from presslayout.base import doors
from presslayout.base.cache import Cache, key_of
from presslayout.base.diagnostics import ERROR, AssetError, Diagnostic, Text
from presslayout.base.shortage import hold_open, shortage
from presslayout.base.source import Axes, Source, _key
from presslayout.base.values import distinct, field, frozen, replace

if TYPE_CHECKING:
    from collections.abc import Mapping

EM = 1000
# The share of the em square above the baseline in Source and Noto Han; other faces come near it.
ASCENT = 880
# A character whose ink nearly fills the em square, in every Chinese face.
FULL = "国"
# usWeightClass in the OS/2 table, and the weight from which no stroke is thin.
_WEIGHT, _WEIGHT_END, _BLACK = 4, 6, 800
# Han narrower or wider than this, in thousandths of an em, are damage.
_WIDTHS = 100, 4000
# A file changed less than this long ago may change again within the clock's grain.
SETTLED_NS = 2_000_000_000


@frozen
class Family:
    """A family in the trade's name (宋体): one face file, and where to turn for what it lacks.

    `fallback` names the families to try next, in order; `bold` the family that **bold** takes.
    `file` is the path as fonts.yaml writes it, for reports; `licence` its licence's name.
    `weight` and `axes` say where on its axes a variable face is set.
    """

    name: str
    path: Path
    index: int
    file: str
    fallback: tuple[str, ...]
    bold: str
    licence: str
    weight: int | None = None
    axes: Axes = ()


@distinct
class Face:
    """An open face, one object a file and place on its axes: `key` names file, place and content.

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
    source = located(family)
    try:
        font = opened(source)
        digest = kept_sha256(family.path, cache)
    except OSError as cause:
        if shortage(cause):
            raise
        raise AssetError([broken(family.name, family.file)]) from cause
    upem: int = font.face.upem
    ascent = _ascent(font)
    full = font.get_nominal_glyph(ord(FULL))
    han = round(font.get_glyph_h_advance(full) * EM / upem) if full else EM
    if not font.face.glyph_count or not _WIDTHS[0] <= han <= _WIDTHS[1]:
        raise AssetError([broken(family.name, family.file)])
    return Face(
        key=_key(source, digest),
        name=family.name,
        source=source,
        file=family.file,
        licence=family.licence,
        sha256=digest,
        upem=upem,
        ascent=ascent,
        descent=EM - ascent,
        han=han,
        hb_font=font,
    )


def located(family: Family) -> Source:
    """The face of a family in its file and on its axes; AssetError when it cannot be set."""
    fault = font_tables.fault(family.path, family.index)
    if fault is not None:
        raise AssetError([broken(family.name, family.file, fault)])
    plain = Source(family.path, family.index)
    who = Text(f"字体「{family.name}」（{family.file}）", f"font {family.name} ({family.file})")
    try:
        place = axes.location(opened(plain).face, who, family.weight, family.axes)
    except OSError as cause:
        _tell_shortage(family.path, cause)
        raise AssetError([broken(family.name, family.file)]) from cause
    except doors.FONT.faults() as cause:
        # The tags of its axes.
        raise AssetError([broken(family.name, family.file, font_tables.DAMAGED)]) from cause
    return Source(family.path, family.index, place)


def opened(source: Source) -> Any:
    """The HarfBuzz font of a face where its source puts it; OSError when its file cannot be read.

    Whoever measures, shapes, draws or embeds a face opens it here.
    """
    import uharfbuzz as hb

    try:
        blob = hb.Blob.from_file_path(str(source.path))
    except doors.FONT.faults() as cause:
        _tell_shortage(source.path, cause)
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(source.path)) from cause
    font = hb.Font(hb.Face(blob, source.index))
    if source.axes:
        font.set_variations(dict(source.axes))
    return font


def _tell_shortage(path: Path, cause: Exception) -> None:
    """HarfBuzz gives no reason why a file does not open: the machine's is found by trying.

    It opens whatever can be mapped: of a file that can, memory was all that it lacked.
    """
    try:
        hold_open(path)
    except (OSError, ValueError) as fault:
        if shortage(fault):
            raise
        return
    raise MemoryError from cause


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
    with doors.opened(path) as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def content_of(family: Family, cache: Cache | None = None) -> str:
    """The SHA-256 of a family's file; "" when it cannot be read: whoever opens it says why."""
    try:
        return kept_sha256(family.path, cache)
    except OSError:
        return ""


def kept_sha256(path: Path, cache: Cache | None = None) -> str:
    """SHA-256 of a file; one that stays as it stands is read once in a cache's life."""
    stat, kept = path.stat(), cache or Cache.disabled()
    doors.note(path, stat)
    key = key_of(
        "face-sha256-1", str(path), stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
    )
    known = kept.get(key)
    if known is not None:
        return known.decode()
    if time.time_ns() - max(stat.st_mtime_ns, stat.st_ctime_ns) <= SETTLED_NS:
        return file_sha256(path)
    found = _settled_sha256(path, key)
    kept.put(key, found.encode())
    return found


@lru_cache(maxsize=64)
def _settled_sha256(path: Path, _standing: str) -> str:
    """Of a file that stays as it stands: who keeps nothing on disk reads its megabytes once."""
    return file_sha256(path)


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


def broken(name: str, file: str, why: Text | None = None) -> Diagnostic:
    """That a face cannot be opened, with the name that fonts.yaml gives it and what is wrong."""
    zh, en = (f"（{why.zh}）", f" ({why.en})") if why else ("", "")
    return Diagnostic(
        "missing-font",
        ERROR,
        Text(
            f"字体「{name}」的文件打不开：{file}{zh}",
            f"the file of font {name} cannot be opened: {file}{en}",
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
    table = bytes(opened(source).face.reference_table("OS/2").data or b"")
    if len(table) < _WEIGHT_END:
        return False
    (weight,) = struct.unpack_from(">H", table, _WEIGHT)
    weight = dict(source.axes).get(axes.WEIGHT, weight)
    return font_tables.has_serifs(table) and weight < _BLACK
