"""Faces in a PDF: one Type 0 font each, codes in content streams being the face's own glyph ids.

So a page's stream depends on no subset, and pages can be painted apart (ISO 32000-1, 9.7).
"""

from __future__ import annotations

from collections import Counter
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any

from presslayout.assets import font_tables
from presslayout.assets.fonts import broken
from presslayout.assets.fonts import opened as opened_face
from presslayout.base.diagnostics import AssetError
from presslayout.base.shortage import hold_memory, shortage
from presslayout.base.values import field, frozen
from presslayout.edition.page import Glyphs
from presslayout.paint.pdf_descriptors import descriptor, named, tag
from presslayout.paint.pdf_programs import is_compact, program_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presslayout.base.source import Source
    from presslayout.edition.page import Page
    from presslayout.paint.pdf_file import File
    from presslayout.paint.pdf_programs import EmbeddedProgram, KeptSubsets

# Widths are kept in thousandths of the glyph space unit (itself 1/1000 em), as W prints them.
WIDTH_UNIT = 1000
_DEFAULT_WIDTH = 1000

# A glyph that never stands for a text of its own still needs a value (ISO 19005-2, 6.2.11.7.2);
# the ActualText round it says what it means, and who does not read that finds nothing there.
_NO_TEXT = "\u200b"

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
class EmbeddedFace:
    """A face as content streams use it.

    `name` is its resource name and `base` its name in the file; `widths` the advance by glyph id as the W array prints it;
    `codes` the glyph id as two escaped bytes; `texts` what ToUnicode says a glyph stands for;
    `ambiguous` the glyphs that somewhere stand for something else.  `font` is the open font.
    """

    name: str
    base: str
    widths: Mapping[int, int]
    codes: Mapping[int, bytes]
    texts: Mapping[int, str]
    ambiguous: frozenset[int]
    font: Any


@frozen
class Usage:
    """How often each glyph of a face stands for which text, "" where it shares one with others.

    `shared` holds what a glyph says that never stands alone: the text that it begins.
    """

    alone: Counter[tuple[int, str]] = field(default_factory=Counter)
    shared: dict[int, str] = field(default_factory=dict)


def faces(
    pages: Iterable[Mapping[str, Usage]], sources: Mapping[str, Source]
) -> dict[str, EmbeddedFace]:
    """The faces of these pages by key, with what each glyph stands for in the whole document."""
    counts: dict[str, Usage] = {}
    for page in pages:
        for key, used in page.items():
            whole = counts.setdefault(key, Usage())
            whole.alone.update(used.alone)
            whole.shared.update(
                (g, said) for g, said in used.shared.items() if g not in whole.shared
            )
    found: dict[str, EmbeddedFace] = {}
    for number, key in enumerate(sorted(counts), 1):
        font = _opened(key, sources)
        glyphs = {glyph for glyph, _ in counts[key].alone}
        if max(glyphs) >= font.face.glyph_count:
            raise _damaged(key, sources)
        base = named(glyphs, font.face, key, sources[key])
        # Foundries ship several faces under one name; in a file each needs its own.
        if any(face.base == base for face in found.values()):
            base = f"{base}-{tag([key])}"
        found[key] = _face((f"F{number}", base), counts[key], font)
    return found


def usage(page: Page) -> dict[str, Usage]:
    """What the glyphs of each face stand for on a page."""
    found: dict[str, Usage] = {}
    for block in page.blocks:
        for item in block.items:
            if isinstance(item, Glyphs):
                used = found.setdefault(item.face, Usage())
                if item.spans:
                    _count(item, used)
                else:
                    used.alone.update(zip(item.ids, item.text, strict=True))
    return found


def clusters(item: Glyphs) -> Iterator[tuple[int, int, str]]:
    """Start, end and text of each group of glyphs that has a text of its own.

    A glyph without text belongs to the group before it, at the very start to the one after it.
    Where as many characters print as there are glyphs, each stands for its own: not every reader
    of a PDF knows what is said of a group (ISO 32000-1, 14.9.4).
    """
    start, text, at = 0, "", 0
    for index, count in enumerate(item.spans or (1,) * len(item.ids)):
        if count and text:
            yield from _parted(start, index, text)
            start, text = index, ""
        text += item.text[at : at + count]
        at += count
    if item.ids:
        yield from _parted(start, len(item.ids), text)


def program(face: EmbeddedFace, key: str, source: Source, kept: KeptSubsets) -> EmbeddedProgram:
    """The subset of a face that a file shows; it is kept.  AssetError when the face is damaged."""
    made = program_of(face.font.face, sorted(face.widths), source, kept)
    if made is None:
        # The subsetter gives no reason either.
        hold_memory()
        raise _damaged(key, {key: source})
    return made


def embed(file: File, face: EmbeddedFace, source: Source, program: EmbeddedProgram) -> Any:
    """Write the font's objects."""
    from presslayout.paint.pdf_file import Name, array, dictionary

    font = face.font
    outlines, base = font.face, face.base
    glyphs = sorted(face.widths)
    compact = is_compact(outlines)
    stream: dict[str, object] = {"Filter": Name("FlateDecode")}
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


def _parted(start: int, end: int, text: str) -> Iterator[tuple[int, int, str]]:
    printing = len(text) if end - start > 1 else 0
    while printing and (text[printing - 1].isspace() or not text[printing - 1].isprintable()):
        printing -= 1
    if printing != end - start:
        yield start, end, text
        return
    yield from ((at, at + 1, char) for at, char in zip(range(start, end - 1), text, strict=False))
    # What is not drawn hangs on the glyph before them.
    yield end - 1, end, text[printing - 1 :]


def _count(item: Glyphs, used: Usage) -> None:
    for start, end, text in clusters(item):
        if end - start == 1:
            used.alone[item.ids[start], text] += 1
            continue
        shared = item.ids[start:end]
        used.alone.update((glyph, "") for glyph in shared)
        # A dash of three strokes says "—" three times rather than nothing.
        said = text[:1] if len({*shared}) == len({*text}) == 1 else text
        used.shared.setdefault(shared[0], said)


def _face(names: tuple[str, str], used: Usage, font: Any) -> EmbeddedFace:
    counts = used.alone
    texts: dict[int, tuple[int, int, str]] = {}
    seen: Counter[int] = Counter()
    for (glyph, text), count in counts.items():
        seen[glyph] += 1
        # The most frequent text wins, then the shorter, then the one lower in the code.
        rank = (-count if text else 1, len(text), text)
        texts[glyph] = min(texts.get(glyph, rank), rank)
    advance, upem = font.get_glyph_h_advance, font.face.upem
    return EmbeddedFace(
        name=names[0],
        base=names[1],
        widths={
            glyph: (advance(glyph) * 1000 * WIDTH_UNIT * 2 + upem) // (2 * upem) for glyph in texts
        },
        codes={glyph: _escaped(glyph) for glyph in texts},
        texts={g: text or used.shared.get(g) or _NO_TEXT for g, (_, _, text) in texts.items()},
        ambiguous=frozenset(g for g, rank in texts.items() if seen[g] > 1 or not rank[2]),
        font=font,
    )


def _escaped(glyph: int) -> bytes:
    """A glyph id as the two bytes of a literal string (ISO 32000-1, 7.3.4.2)."""
    code = glyph.to_bytes(2, "big").replace(b"\\", b"\\\\")
    return code.replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")


def _opened(key: str, sources: Mapping[str, Source]) -> Any:
    source = sources.get(key)
    if source is None or font_tables.fault(source.path, source.index) is not None:
        raise _damaged(key, sources)
    try:
        return opened_face(source)
    except OSError as cause:
        if shortage(cause):
            raise
        raise _damaged(key, sources) from cause


def _damaged(key: str, sources: Mapping[str, Source]) -> AssetError:
    source = sources.get(key)
    if source is None:
        return AssetError([broken(key, key)])
    why = font_tables.fault(source.path, source.index) or font_tables.DAMAGED
    return AssetError([broken(source.path.stem, source.path.name, why)])


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
