"""What a font is called in a PDF, and what its descriptor says of it."""

from __future__ import annotations

import hashlib
import struct
from typing import TYPE_CHECKING, Any

from presslayout.assets import axes, font_tables
from presslayout.base.source import number, spelled

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.base.source import Source

# Bits of a descriptor's flags (ISO 32000-1, 9.8.2).
_SERIF, _SYMBOLIC, _ITALIC = 2, 4, 64
# How long an OS/2 table is where it holds usWeightClass, and sCapHeight.
_OS2_WEIGHT, _OS2_CAPITALS = 6, 90
# Names of a face (OpenType, name): PostScript; of its family, as instances are called first.
_POSTSCRIPT, _FAMILIES = 6, (25, 16, 1)


def named(glyphs: Iterable[int], outlines: Any, key: str, source: Source) -> str:
    """A subset's name: letters for what it holds, then the face's own (ISO 32000-1, 9.6.4)."""
    held: tuple[object, ...] = tuple(sorted(glyphs))
    if source.axes:
        held = (*held, spelled(source.axes))
    return f"{tag(held)}+{_postscript_name(outlines, key, source)}"


def tag(held: Sequence[object]) -> str:
    """Six letters that name what a subset holds."""
    number = int.from_bytes(hashlib.sha256(repr(list(held)).encode()).digest(), "big")
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)


def _postscript_name(outlines: Any, key: str, source: Source) -> str:
    """The face's PostScript name; that of an instance where it stands on axes (Adobe TN 5902)."""
    if not source.axes:
        return _plain(_said(outlines, _POSTSCRIPT) or key) or "Face"
    place = axes.coordinates(source, outlines)
    for instance in outlines.named_instances:
        if list(instance.design_coords) == place and (
            name := _plain(_said(outlines, instance.postscript_name_id))
        ):
            return name
    family = next((n for i in _FAMILIES if (n := _plain(_said(outlines, i)))), "") or "Face"
    spelled = "".join(f"_{number(value)}{tag.strip()}" for tag, value in source.axes)
    return f"{family}{_plain(spelled)}"


def _said(outlines: Any, name: int) -> str:
    try:
        return outlines.get_name(name) or ""
    except ValueError:
        # A damaged name table; whatever it says is only a name.
        return ""


def _plain(name: str) -> str:
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_."))


def descriptor(font: Any, source: Source, glyphs: Sequence[int]) -> dict[str, object]:
    """The entries of a font descriptor (ISO 32000-1, 9.8); `glyphs` are those that are used."""
    from presslayout.paint.pdf_file import Name, array

    outlines = font.face

    def table(tag: str) -> bytes:
        return bytes(outlines.reference_table(tag).data or b"")

    def scaled(value: int) -> int:
        upem: int = outlines.upem
        return round(value * 1000 / upem)

    bbox = struct.unpack_from(">4h", table("head"), 36)
    if source.axes:
        bbox = _box(font, glyphs)
    ascent, descent = struct.unpack_from(">2h", table("hhea"), 4)
    post, os2 = table("post"), table("OS/2")
    (angle,) = struct.unpack_from(">i", post, 4) if len(post) >= 8 else (0,)  # noqa: PLR2004
    version, weight = struct.unpack_from(">HxxH", os2) if len(os2) >= _OS2_WEIGHT else (0, 400)
    cap_height = ascent
    if version > 1 and len(os2) >= _OS2_CAPITALS:
        (cap_height,) = struct.unpack_from(">h", os2, 88)
    on_axes = dict(source.axes)
    weight = round(on_axes.get(axes.WEIGHT, weight))
    slant = round(on_axes.get("slnt", angle / 65536), 3)
    # Symbolic: its codes are glyph ids.
    flags = _SYMBOLIC | (_SERIF if font_tables.has_serifs(os2) else 0) | (_ITALIC if slant else 0)
    return {
        "Type": Name("FontDescriptor"),
        "Flags": flags,
        "FontBBox": array(scaled(v) for v in bbox),
        "ItalicAngle": slant,
        "Ascent": scaled(ascent),
        "Descent": scaled(descent),
        "CapHeight": scaled(cap_height),
        # No table holds it; a stem grows with weight about so.
        "StemV": 10 + 220 * (min(max(weight, 50), 950) - 50) // 900,
    }


def _box(font: Any, glyphs: Sequence[int]) -> tuple[int, int, int, int]:
    """The box of all ink of these glyphs where the face stands on its axes; its head is of one place."""
    found = [e for e in map(font.get_glyph_extents, glyphs) if e is not None]
    return (
        min((e.x_bearing for e in found), default=0),
        min((e.y_bearing + e.height for e in found), default=0),
        max((e.x_bearing + e.width for e in found), default=0),
        max((e.y_bearing for e in found), default=0),
    )
