"""Faces on disk: which file stands behind a family's name, and the open HarfBuzz face."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from presslayout.assets import Source
from presslayout.diagnostics import ERROR, AssetError, Diagnostic, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

# The Han em square above and below the baseline, in thousandths, where a face does not say.
ASCENT, DESCENT = 880, 120


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """An open face. `key` names its file and content; ascent and descent are thousandths of an em."""

    key: str
    name: str
    source: Source
    file: str
    licence: str
    sha256: str
    upem: int
    ascent: int
    descent: int
    hb_font: Any
    glyphs: dict[str, tuple[int, int]] = field(default_factory=dict)

    def covers(self, char: str) -> bool:
        """Whether the face has a glyph for a character."""
        return self.hb_font.get_nominal_glyph(ord(char)) is not None

    def glyph(self, char: str) -> tuple[int, int] | None:
        """Glyph id and advance in thousandths of an em of one character by itself, or None."""
        if char not in self.glyphs:
            gid = self.hb_font.get_nominal_glyph(ord(char))
            if gid is None:
                return None
            advance = self.hb_font.get_glyph_h_advance(gid)
            self.glyphs[char] = (gid, round(advance * 1000 / self.upem))
        return self.glyphs[char]

    def ink(self, gid: int) -> tuple[int, int]:
        """Left and right edge of a glyph's ink, in thousandths of an em."""
        extents = self.hb_font.get_glyph_extents(gid)
        left = round(extents.x_bearing * 1000 / self.upem)
        return left, left + round(extents.width * 1000 / self.upem)


@lru_cache(maxsize=64)
def open_face(family: Family) -> Face:
    """The face behind a family, opened once; AssetError when its file is missing or no font."""
    import uharfbuzz as hb

    try:
        blob = hb.Blob.from_file_path(str(family.path))
        digest = file_sha256(family.path)
        face = hb.Face(blob, family.index)
        if not face.glyph_count:
            raise ValueError("no glyphs")
        font = hb.Font(face)
    except (OSError, ValueError, hb.HarfBuzzError) as cause:
        raise AssetError([_broken(family)]) from cause
    stem = family.path.stem + (f"#{family.index}" if family.index else "")
    return Face(
        key=f"{stem}-{digest[:8]}",
        name=family.name,
        source=Source(family.path, family.index),
        file=family.file,
        licence=family.licence,
        sha256=digest,
        upem=face.upem,
        ascent=ASCENT,
        descent=DESCENT,
        hb_font=font,
    )


def chain(families: Mapping[str, Family], names: tuple[str, ...]) -> tuple[Face, ...]:
    """The faces to try in order: the style's own, then each family's fallbacks, none twice."""
    seen: dict[str, None] = {}
    waiting = list(names)
    for name in waiting:
        if name in families and name not in seen:
            seen[name] = None
    for name in list(seen):
        for other in families[name].fallback:
            if other in families:
                seen.setdefault(other)
    found: dict[str, Face] = {}
    for name in seen:
        face = open_face(families[name])
        found.setdefault(face.key, face)
    return tuple(found.values())


def file_sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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
