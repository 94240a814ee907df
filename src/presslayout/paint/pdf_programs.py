"""Font programs as a PDF embeds them: the glyphs that are used, where they stand on their axes."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Any

from presslayout.base import doors
from presslayout.base.cache import key_of
from presslayout.base.source import spelled
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.cache import Cache
    from presslayout.base.source import Source

# What a CIDFontType2 needs is glyf, head, hhea, hmtx, loca, maxp; characters come from ToUnicode.
DROPPED_TABLES = (
    "BASE",
    "DSIG",
    "GDEF",
    "GPOS",
    "GSUB",
    "HVAR",
    "MVAR",
    "OS/2",
    "STAT",
    "VORG",
    "VVAR",
    "avar",
    "cmap",
    "feat",
    "gasp",
    "kern",
    "meta",
    "mort",
    "morx",
    "name",
    "post",
    "vhea",
    "vmtx",
)

# An fvar table (OpenType 1.9) of one axis, 0 to 0.
_NO_AXIS = struct.pack(">8H4s3i2H", 1, 0, 16, 2, 1, 20, 0, 8, b"none", 0, 0, 0, 0, 256)


@frozen
class KeptSubsets:
    """Where subsets of a face are kept, and the SHA-256 of its file, "" where that is not known."""

    sha256: str
    cache: Cache


@frozen
class EmbeddedProgram:
    """A subset as it is embedded: deflated, with the deflated map from codes to its glyphs."""

    length: int
    data: bytes
    glyph_map: bytes


def is_compact(outlines: Any) -> bool:
    """Whether a face has TrueType outlines; those of CFF and CFF2 are embedded as bare CFF."""
    return "glyf" in outlines.table_tags


def program_of(
    outlines: Any, glyphs: Sequence[int], source: Source, kept: KeptSubsets
) -> EmbeddedProgram | None:
    """The subset of a face that holds these glyphs, kept by what it is made of; None of a damaged face."""
    import uharfbuzz

    if not kept.sha256:
        return _program(outlines, glyphs, source)
    versions = (uharfbuzz.version_string(), zlib.ZLIB_RUNTIME_VERSION)
    place = spelled(source.axes)
    key = key_of("subset-2", kept.sha256, source.index, place, list(glyphs), *versions)
    known = kept.cache.get(key)
    if known is not None:
        length, size = struct.unpack_from(">II", known)
        return EmbeddedProgram(length, known[8 : 8 + size], known[8 + size :])
    program = _program(outlines, glyphs, source)
    if program is not None:
        head = struct.pack(">II", program.length, len(program.data))
        kept.cache.put(key, head + program.data + program.glyph_map)
    return program


def _program(outlines: Any, glyphs: Sequence[int], source: Source) -> EmbeddedProgram | None:
    """The subset of a face where its source puts it on its axes; None of a damaged face."""
    import uharfbuzz

    from presslayout.paint.pdf_file import COMPRESSION_LEVEL

    compact = is_compact(outlines)
    outlines, request = reduced(outlines, source, glyphs, DROPPED_TABLES)
    if not compact:
        # The CIDs of a bare CFF are its charset's, so there the glyph ids stay where they are.
        request.flags |= uharfbuzz.SubsetFlags.RETAIN_GIDS
    try:
        plan = uharfbuzz.SubsetPlan(outlines, request)
        subset = plan.execute()
    except doors.FONT.faults():
        return None
    if not compact:
        data = bytes(subset.reference_table("CFF ").data or b"")
        if not data:
            return None
        return EmbeddedProgram(len(data), zlib.compress(data, COMPRESSION_LEVEL), b"")
    data = bytes(subset.blob.data)
    glyph_map = bytearray(2 * (glyphs[-1] + 1))
    for old, new in dict(plan.old_to_new_glyph_mapping).items():
        if old <= glyphs[-1]:
            glyph_map[2 * old : 2 * old + 2] = new.to_bytes(2, "big")
    return EmbeddedProgram(
        len(data),
        zlib.compress(data, COMPRESSION_LEVEL),
        zlib.compress(bytes(glyph_map), COMPRESSION_LEVEL),
    )


def reduced(
    outlines: Any, source: Source, glyphs: Sequence[int], dropped: Sequence[str]
) -> tuple[Any, Any]:
    """What HarfBuzz is asked for: these glyphs where the source puts the face on its axes, as CFF or TrueType.

    The face comes back too, since one of CFF2 without axes is given some.
    """
    import uharfbuzz

    compact = is_compact(outlines)
    flags = uharfbuzz.SubsetFlags
    request = uharfbuzz.SubsetInput()
    request.flags = flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE
    if not compact:
        # PDF knows CFF only (ISO 32000-2, 9.9).
        request.flags |= flags.CFF_IDENTITY_CHARSET | flags.DOWNGRADE_CFF2
    request.glyph_set.update(glyphs)
    # HarfBuzz starts with default features and names, and closes the glyph set over them.
    request.layout_feature_tag_set.clear()
    request.name_id_set.clear()
    request.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in dropped)
    if outlines.has_var_data:
        request.pin_all_axes_to_default(outlines)
        for tag, value in source.axes:
            request.pin_axis_location(outlines, tag, value)
    if not compact and "CFF " not in outlines.table_tags and not outlines.has_var_data:
        outlines = _with_an_axis(outlines)
        request.pin_all_axes_to_default(outlines)
    return outlines, request


def _with_an_axis(outlines: Any) -> Any:
    """A face of CFF2 that has no axes, with one that goes nowhere: CFF is made where axes are pinned."""
    import uharfbuzz

    # HarfBuzz reads them where they lie, so they are kept as long as it asks.
    tables = {tag: bytes(outlines.reference_table(tag).data) for tag in outlines.table_tags}
    tables["fvar"] = _NO_AXIS
    return uharfbuzz.Face.create_for_tables(lambda _face, tag, _data: tables.get(tag), None)
