"""Faces in an OFD: a font file of its own for each, whose glyphs a page names by their place in it.

Whoever does not read glyph numbers finds them by the characters: the file says for each character
which glyph it has in the face itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.assets import font_tables
from presslayout.assets.fonts import broken
from presslayout.base import doors
from presslayout.base.diagnostics import AssetError
from presslayout.base.values import field, frozen
from presslayout.paint.pdf_fonts import faces, usage
from presslayout.paint.pdf_programs import DROPPED_TABLES, is_compact, reduced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from presslayout.base.source import Source
    from presslayout.edition.page import Page
    from presslayout.paint.pdf_fonts import EmbeddedFace

# What a reader opens a font file by, and a PDF does without.
_KEPT_TABLES = frozenset(("OS/2", "cmap", "name", "post"))
_DROPPED = tuple(tag for tag in DROPPED_TABLES if tag not in _KEPT_TABLES)
# Family, style, full name, PostScript name; what else a name table says are addresses and notices.
_NAMES = (1, 2, 4, 6)
# A subset's name in a PDF begins with six letters and a plus sign.
_TAG = 7


@frozen
class FontFile:
    """A face as pages of an OFD use it.

    `data` is an OpenType file and `suffix` what its name ends with; `glyphs` gives the place in it
    of each glyph of the face, `own` the face's glyph of each character.
    """

    name: str
    family: str
    suffix: str
    data: bytes
    glyphs: Mapping[int, int]
    own: Mapping[str, int]
    font: Any
    boxes: dict[int, tuple[float, float, float, float]] = field(default_factory=dict)

    def box(self, glyph: int) -> tuple[float, float, float, float]:
        """Left, top, right and foot of a glyph's ink in ems from its origin, y downwards."""
        known = self.boxes.get(glyph)
        if known is None:
            extents, upem = self.font.get_glyph_extents(glyph), self.font.face.upem
            left, top, wide, high = (
                (extents.x_bearing, extents.y_bearing, extents.width, extents.height)
                if extents is not None
                else (0, 0, 0, 0)
            )
            known = (left / upem, -top / upem, (left + wide) / upem, -(top + high) / upem)
            self.boxes[glyph] = known
        return known


def font_files(pages: Iterable[Page], sources: Mapping[str, Source]) -> dict[str, FontFile]:
    """The faces of these pages by key; AssetError where a file is gone or damaged."""
    used = faces((usage(page) for page in pages), sources)
    names: set[str] = set()
    made: dict[str, FontFile] = {}
    for key, face in used.items():
        name = face.base[_TAG:]
        # Readers tell fonts by their names, too.
        if name in names:
            name = face.base.replace("+", "-")
        names.add(name)
        made[key] = _font_file(face, name, sources[key])
    return made


def _font_file(face: EmbeddedFace, name: str, source: Source) -> FontFile:
    import uharfbuzz

    font, outlines = face.font, face.font.face
    glyphs = sorted(face.widths)
    own = {
        char: glyph
        for said in face.texts.values()
        for char in said
        if (glyph := font.get_nominal_glyph(ord(char))) in face.widths
    }
    outlines, request = reduced(outlines, source, glyphs, _DROPPED)
    request.unicode_set.update(map(ord, own))
    request.name_id_set.update(_NAMES)
    try:
        plan = uharfbuzz.SubsetPlan(outlines, request)
        data = bytes(plan.execute().blob.data)
    except doors.FONT.faults() as cause:
        raise _damaged(source) from cause
    places = dict(plan.old_to_new_glyph_mapping)
    return FontFile(
        name,
        outlines.get_name(1) or name,
        "ttf" if is_compact(outlines) else "otf",
        data,
        {glyph: places[glyph] for glyph in glyphs},
        own,
        font,
    )


def _damaged(source: Source) -> AssetError:
    why = font_tables.fault(source.path, source.index) or font_tables.DAMAGED
    return AssetError([broken(source.path.stem, source.path.name, why)])
