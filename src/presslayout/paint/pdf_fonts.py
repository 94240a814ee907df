"""Faces in a PDF: one Type 0 font each, codes in content streams being the face's own glyph ids.

So a page's stream depends on no subset, and pages can be painted apart (ISO 32000-1, 9.7).
"""

from __future__ import annotations

import struct
import zlib
from collections import Counter
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from presslayout.assets import axes, tables
from presslayout.assets.fonts import broken
from presslayout.assets.fonts import opened as opened_face
from presslayout.cache import key_of
from presslayout.diagnostics import AssetError
from presslayout.page import Glyphs
from presslayout.paint.pdf_descriptors import descriptor, named, tag
from presslayout.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from presslayout.assets import Source
    from presslayout.cache import Cache
    from presslayout.page import Page
    from presslayout.paint.pdf_file import File

# Widths are kept in thousandths of the glyph space unit (itself 1/1000 em), as W prints them.
WIDTH_UNIT = 1000
_DEFAULT_WIDTH = 1000

# What a CIDFontType2 needs is glyf, head, hhea, hmtx, loca, maxp; characters come from ToUnicode.
_DROPPED_TABLES = (
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

# A glyph that never stands for a text of its own still needs a value (ISO 19005-2, 6.2.11.7.2);
# the ActualText round it says what it means.
_NO_TEXT = "\ufffd"

_CMAP_HEAD = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_TAIL = b"""endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_CMAP_BLOCK = 100


@frozen
class Face:
    """A face as content streams use it.

    `name` is its resource name and `base` its name in the file; `widths` the advance by glyph id as the W array prints it;
    `codes` the glyph id as two escaped bytes; `texts` what ToUnicode says a glyph stands for;
    `ambiguous` the glyphs that somewhere stand for something else.
    """

    name: str
    base: str
    widths: Mapping[int, int]
    codes: Mapping[int, bytes]
    texts: Mapping[int, str]
    ambiguous: frozenset[int]


@frozen
class Program:
    """A subset as it is embedded: deflated, with the deflated map from codes to its glyphs."""

    length: int
    data: bytes
    glyph_map: bytes


def faces(pages: Iterable[Page], sources: Mapping[str, Source]) -> dict[str, Face]:
    """The faces of these pages by key, with what each glyph stands for in the whole document."""
    counts = usage(pages)
    found: dict[str, Face] = {}
    for number, key in enumerate(sorted(counts), 1):
        font = _opened(key, sources)
        if max(glyph for glyph, _ in counts[key]) >= font.face.glyph_count:
            raise _damaged(key, sources)
        base = named({glyph for glyph, _ in counts[key]}, font.face, key, sources[key])
        # Foundries ship several faces under one name; in a file each needs its own.
        if any(face.base == base for face in found.values()):
            base = f"{base}-{tag([key])}"
        found[key] = _face((f"F{number}", base), counts[key], font)
    return found


def usage(pages: Iterable[Page]) -> dict[str, Counter[tuple[int, str]]]:
    """How often each glyph of each face stands for which text; "" where it shares a text."""
    counts: dict[str, Counter[tuple[int, str]]] = {}
    for page in pages:
        for block in page.blocks:
            for item in block.items:
                if isinstance(item, Glyphs):
                    counter = counts.setdefault(item.face, Counter())
                    if item.spans:
                        counter.update(_pairs(item))
                    else:
                        counter.update(zip(item.ids, item.text, strict=True))
    return counts


def clusters(item: Glyphs) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of each group of glyphs that has a text of its own.

    A glyph without text belongs to the group before it, at the very start to the one after it.
    """
    start, text, at = 0, "", 0
    for index, count in enumerate(item.spans or (1,) * len(item.ids)):
        if count and text:
            yield start, index, text
            start, text = index, ""
        text += item.text[at : at + count]
        at += count
    if item.ids:
        yield start, len(item.ids), text


def embed(file: File, key: str, face: Face, source: Source, subset: tuple[str, Cache]) -> Any:
    """Write the font's objects; `subset` is the SHA-256 of the face's file and where to keep it."""
    from presslayout.paint.pdf_file import Name, array, dictionary

    font = _opened(key, {key: source})
    outlines, base = font.face, face.base
    glyphs = sorted(face.widths)
    compact = _is_compact(outlines)
    program = _cached_program(outlines, glyphs, source, subset)
    if program is None:
        raise _damaged(key, {key: source})
    stream = {"Filter": Name("FlateDecode")}
    if compact:
        stream_key, stream["Length1"] = "FontFile2", program.length
    else:
        stream_key, stream["Subtype"] = "FontFile3", Name("CIDFontType0C")
    described = descriptor(font, source, glyphs) | {
        "FontName": Name(base),
        stream_key: file.stream(stream, program.data, deflate=False),
    }
    cid_font = {
        "Type": Name("Font"),
        "Subtype": Name("CIDFontType2" if compact else "CIDFontType0"),
        "BaseFont": Name(base),
        "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
        "FontDescriptor": file.add(dictionary(described)),
        "DW": _DEFAULT_WIDTH,
        "W": _width_array(face.widths),
    }
    if compact:
        cid_font["CIDToGIDMap"] = file.stream(
            {"Filter": Name("FlateDecode")}, program.glyph_map, deflate=False
        )
    return file.add(
        dictionary(
            {
                "Type": Name("Font"),
                "Subtype": Name("Type0"),
                "BaseFont": Name(base if compact else f"{base}-Identity-H"),
                "Encoding": Name("Identity-H"),
                "DescendantFonts": array([file.add(dictionary(cid_font))]),
                "ToUnicode": file.stream({}, _to_unicode(face.texts)),
            }
        )
    )


def _pairs(item: Glyphs) -> Iterator[tuple[int, str]]:
    for start, end, text in clusters(item):
        if end - start == 1:
            yield item.ids[start], text
        else:
            yield from ((glyph, "") for glyph in item.ids[start:end])


def _face(names: tuple[str, str], counts: Counter[tuple[int, str]], font: Any) -> Face:
    texts: dict[int, tuple[int, int, str]] = {}
    seen: Counter[int] = Counter()
    for (glyph, text), count in counts.items():
        seen[glyph] += 1
        # The most frequent text wins, then the shorter, then the one lower in the code.
        rank = (-count if text else 1, len(text), text)
        texts[glyph] = min(texts.get(glyph, rank), rank)
    advance, upem = font.get_glyph_h_advance, font.face.upem
    return Face(
        name=names[0],
        base=names[1],
        widths={
            glyph: (advance(glyph) * 1000 * WIDTH_UNIT * 2 + upem) // (2 * upem) for glyph in texts
        },
        codes={glyph: _escaped(glyph) for glyph in texts},
        texts={glyph: text or _NO_TEXT for glyph, (_, _, text) in texts.items()},
        ambiguous=frozenset(g for g, rank in texts.items() if seen[g] > 1 or not rank[2]),
    )


def _escaped(glyph: int) -> bytes:
    """A glyph id as the two bytes of a literal string (ISO 32000-1, 7.3.4.2)."""
    code = glyph.to_bytes(2, "big").replace(b"\\", b"\\\\")
    return code.replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")


def _opened(key: str, sources: Mapping[str, Source]) -> Any:
    source = sources.get(key)
    if source is None or tables.fault(source.path, source.index) is not None:
        raise _damaged(key, sources)
    try:
        return opened_face(source)
    except OSError as cause:
        raise _damaged(key, sources) from cause


def _damaged(key: str, sources: Mapping[str, Source]) -> AssetError:
    source = sources.get(key)
    if source is None:
        return AssetError([broken(key, key)])
    why = tables.fault(source.path, source.index) or tables.DAMAGED
    return AssetError([broken(source.path.stem, source.path.name, why)])


def _is_compact(outlines: Any) -> bool:
    """Whether a face has TrueType outlines; those of CFF and CFF2 are embedded as bare CFF."""
    return "glyf" in outlines.table_tags


def _cached_program(
    outlines: Any, glyphs: Sequence[int], source: Source, subset: tuple[str, Cache]
) -> Program | None:
    import uharfbuzz

    sha256, cache = subset
    if not sha256:
        return _program(outlines, glyphs, source)
    versions = (uharfbuzz.version_string(), zlib.ZLIB_RUNTIME_VERSION)
    place = axes.spelled(source.axes)
    key = key_of("subset-2", sha256, source.index, place, list(glyphs), *versions)
    kept = cache.get(key)
    if kept is not None:
        length, size = struct.unpack_from(">II", kept)
        return Program(length, kept[8 : 8 + size], kept[8 + size :])
    program = _program(outlines, glyphs, source)
    if program is not None:
        head = struct.pack(">II", program.length, len(program.data))
        cache.put(key, head + program.data + program.glyph_map)
    return program


def _program(outlines: Any, glyphs: Sequence[int], source: Source) -> Program | None:
    """The subset of a face where its source puts it on its axes; None of a damaged face."""
    import uharfbuzz

    from presslayout.paint.pdf_file import COMPRESSION_LEVEL

    compact = _is_compact(outlines)
    flags = uharfbuzz.SubsetFlags
    request = uharfbuzz.SubsetInput()
    request.flags = flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE
    if not compact:
        # The CIDs of a bare CFF are its charset's, so there the glyph ids stay where they are.
        request.flags |= flags.RETAIN_GIDS | flags.CFF_IDENTITY_CHARSET
        # PDF knows CFF only (ISO 32000-2, 9.9).
        request.flags |= flags.DOWNGRADE_CFF2
    request.glyph_set.update(glyphs)
    # HarfBuzz starts with default features and names, and closes the glyph set over them.
    request.layout_feature_tag_set.clear()
    request.name_id_set.clear()
    request.drop_table_tag_set.update(
        int.from_bytes(tag.encode(), "big") for tag in _DROPPED_TABLES
    )
    if outlines.has_var_data:
        request.pin_all_axes_to_default(outlines)
        for tag, value in source.axes:
            request.pin_axis_location(outlines, tag, value)
    try:
        plan = uharfbuzz.SubsetPlan(outlines, request)
        subset = plan.execute()
    except (RuntimeError, ValueError, uharfbuzz.HarfBuzzError):
        return None
    if not compact:
        data = bytes(subset.reference_table("CFF ").data or b"")
        if not data:
            return None
        return Program(len(data), zlib.compress(data, COMPRESSION_LEVEL), b"")
    data = bytes(subset.blob.data)
    glyph_map = bytearray(2 * (glyphs[-1] + 1))
    for old, new in dict(plan.old_to_new_glyph_mapping).items():
        if old <= glyphs[-1]:
            glyph_map[2 * old : 2 * old + 2] = new.to_bytes(2, "big")
    return Program(
        len(data),
        zlib.compress(data, COMPRESSION_LEVEL),
        zlib.compress(bytes(glyph_map), COMPRESSION_LEVEL),
    )


def _width_array(widths: Mapping[int, int]) -> str:
    """`[first [w w …] …]`, the default width left out."""
    odd = [g for g in sorted(widths) if widths[g] != _DEFAULT_WIDTH * WIDTH_UNIT]
    runs = groupby(enumerate(odd), key=lambda pair: pair[1] - pair[0])
    parts = []
    for _, run in runs:
        members = [glyph for _, glyph in run]
        values = " ".join(_number(widths[glyph]) for glyph in members)
        parts.append(f"{members[0]} [{values}]")
    return "[" + "\n".join(parts) + "]"


def _number(thousandths: int) -> str:
    return f"{thousandths / 1000:.3f}".rstrip("0").rstrip(".")


def _to_unicode(texts: Mapping[int, str]) -> bytes:
    entries = iter(
        b"<%04X> <%s>\n" % (glyph, texts[glyph].encode("utf-16-be").hex().upper().encode())
        for glyph in sorted(texts)
    )
    blocks = []
    while block := list(islice(entries, _CMAP_BLOCK)):
        blocks.append(b"%d beginbfchar\n%sendbfchar\n" % (len(block), b"".join(block)))
    return _CMAP_HEAD + b"".join(blocks) + _CMAP_TAIL
