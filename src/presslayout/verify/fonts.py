"""Fonts: embedded, complete for what is shown, with the right widths and characters."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from presslayout.verify.bulk import decoded
from presslayout.verify.findings import finding
from presslayout.verify.tounicode import characters
from presslayout.verify.widths import advances, declared_widths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.diagnostics import Diagnostic
    from presslayout.verify.objects import Painted
    from presslayout.verify.opened import Opened
    from presslayout.verify.reading import FontUse
    from presslayout.verify.standards import Standard

_SUBSET = re.compile(r"/?[A-Z]{6}\+")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
# ISO 19005-2, 6.2.11.5: widths agree to a thousandth of an em.
_WIDTH_TOLERANCE = 1.0
# ISO 19005-2, 6.2.11.7.2.
_NO_CHARACTERS = frozenset({"\x00", "\ufeff", "\ufffe"})


def embedding(opened: Opened, standard: Standard) -> Iterator[Diagnostic]:
    """Every font that shows something is in the file, whole for what it shows."""
    for number, use in _uses(opened):
        descendant = _descendant(use.font)
        name = str(use.font.get("/BaseFont", "?")).removeprefix("/")
        if str(use.font.get("/Subtype")) == "/Type3" or not use.visible:
            continue
        program = _program(descendant)
        if program is None:
            yield finding(
                "font-not-embedded",
                f"字体 {name} 没有嵌入",
                f"font {name} is not embedded",
                page=number,
                hint=("导出时嵌入全部字体", "embed all fonts when exporting"),
                at=opened.sheets[number - 1].where(partial(_is_set_in, use.font)),
            )
            continue
        if str(use.font.get("/Subtype")) == "/Type0":
            yield from _composite(use, descendant, name, number)
        if not standard.unicode:
            continue
        _, table = characters(use.font)
        silent = [c for c in use.numbers if not table.get(c) or table[c] in _NO_CHARACTERS]
        if silent:
            yield finding(
                "no-unicode",
                f"字体 {name} 有 {len(silent)} 个字没有写明是什么字",
                f"{len(silent)} codes of font {name} do not say their characters",
                page=number,
            )


def _is_set_in(font: Any, one: Painted) -> bool:
    if one.font is None or one.font.is_indirect != font.is_indirect:
        return False
    return bool(
        one.font.objgen == font.objgen if font.is_indirect else one.font.unparse() == font.unparse()
    )


def _uses(opened: Opened) -> Iterator[tuple[int, FontUse]]:
    """Each font once, with all codes that any page shows, at its first page."""
    from presslayout.verify.reading import FontUse

    merged: dict[Any, tuple[int, FontUse]] = {}
    for number, _, reading in opened.pages():
        for key, use in reading.fonts.items():
            _, known = merged.setdefault(key, (number, FontUse(use.font)))
            known.codes |= use.codes
            known.visible = known.visible or use.visible
    yield from merged.values()


def _descendant(font: Any) -> Any:
    return font["/DescendantFonts"][0] if "/DescendantFonts" in font else font


def _program(font: Any) -> Any:
    descriptor = font.get("/FontDescriptor")
    if descriptor is None:
        return None
    return next((descriptor[key] for key in _FILES if key in descriptor), None)


def _composite(use: FontUse, font: Any, name: str, number: int) -> Iterator[Diagnostic]:
    if not _SUBSET.match(str(font.get("/BaseFont", ""))):
        yield finding(
            "font-subset",
            f"字体 {name} 没有子集标记",
            f"font {name} bears no subset tag",
            page=number,
        )
    if "/ToUnicode" not in use.font:
        yield finding(
            "no-unicode",
            f"字体 {name} 没有 ToUnicode，文字取不出来",
            f"font {name} has no ToUnicode; its text cannot be extracted",
            page=number,
        )
    if str(font.get("/Subtype")) != "/CIDFontType2":
        return
    mapping = font.get("/CIDToGIDMap")
    if mapping is None:
        yield finding(
            "font-map",
            f"字体 {name} 没有 CIDToGIDMap",
            f"font {name} has no CIDToGIDMap",
            page=number,
        )
        return
    if str(use.font.get("/Encoding")) == "/Identity-H":
        yield from _glyphs(use, font, mapping, (name, number))


def _glyphs(use: FontUse, font: Any, mapping: Any, at: tuple[str, int]) -> Iterator[Diagnostic]:
    """Each code leads to a glyph of the program, as wide as the page says."""
    name, number = at
    measured = advances(decoded(_program(font)))
    if measured is None:
        yield finding(
            "font-damaged",
            f"嵌入的字体 {name} 已损坏",
            f"the embedded font {name} is damaged",
            page=number,
        )
        return
    upem, widths, glyphs = measured
    table = b"" if str(mapping) == "/Identity" else decoded(mapping)
    declared = declared_widths(font)
    default = float(font.get("/DW", 1000))
    missing, wrong = [], []
    for code in use.numbers:
        glyph = int.from_bytes(table[2 * code : 2 * code + 2], "big") if table else code
        if not 0 < glyph < glyphs:
            missing.append(code)
            continue
        real = widths[min(glyph, len(widths) - 1)] * 1000 / upem
        if abs(real - declared.get(code, default)) > _WIDTH_TOLERANCE:
            wrong.append(code)
    if missing:
        yield finding(
            "missing-outline",
            f"嵌入的字体 {name} 缺 {len(missing)} 个用到的字",
            f"the embedded font {name} lacks {len(missing)} glyphs that are shown",
            page=number,
        )
    if wrong:
        yield finding(
            "font-widths",
            f"字体 {name} 有 {len(wrong)} 个字的宽度与字体文件不符",
            f"{len(wrong)} widths of font {name} differ from the embedded font's",
            page=number,
        )
