"""Fonts: embedded, complete for what is shown, with the right widths and characters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from presslayout.preflight.checks import fontfiles
from presslayout.preflight.pdf import cmaps, texts
from presslayout.preflight.pdf.bulk import FONT, TooMuchError, damage, decoded, spend
from presslayout.preflight.pdf.entries import array, dictionary, whole
from presslayout.preflight.pdf.entries import number as number_in
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.glyph_programs import Outlines
from presslayout.preflight.pdf.matrix import is_empty
from presslayout.preflight.pdf.pdfobject import key
from presslayout.preflight.pdf.tounicode import characters
from presslayout.preflight.pdf.widths import advances, declared_widths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.matrix import Corners
    from presslayout.preflight.pdf.opened_file import OpenedFile
    from presslayout.preflight.pdf.pdfobject import Key, PdfObject
    from presslayout.preflight.pdf.reading import FontUse

_SUBSET = re.compile(r"/?[A-Z]{6}\+")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
# ISO 19005-2, 6.2.11.5: widths agree to a thousandth of an em.
_WIDTH_TOLERANCE = 1.0
# ISO 19005-2, 6.2.11.7.2.
_NO_CHARACTERS = frozenset({"\x00", "\ufeff", "\ufffe"})
# Letters by their category that draw nothing: fillers of Hangul.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")


def embedding(opened: OpenedFile, standard: Standard) -> Iterator[Diagnostic]:
    """Every font that shows something is in the file, whole for what it shows."""
    yield from judged(opened, standard, uses(opened).values())


def judged(
    opened: OpenedFile, standard: Standard, used: Iterable[tuple[int, FontUse]]
) -> Iterator[Diagnostic]:
    """The same of fonts that are `used`, each at its first page."""
    places = _Places(opened)
    for number, use in used:
        try:
            spend(FONT)
            yield from list(_judged(places, use, number, standard))
        except damage() as trouble:
            if isinstance(trouble, TooMuchError) and opened.work.left < 0:
                raise
            yield _damaged(texts.bare(use.font.get("/BaseFont", "?")), number)


def _judged(places: _Places, use: FontUse, number: int, standard: Standard) -> Iterator[Diagnostic]:
    descendant = _descendant(use.font)
    name = texts.bare(use.font.get("/BaseFont", "?"))
    if texts.of(use.font.get("/Subtype")) == "/Type3":
        yield from _spoken(use, name, number, standard)
        return
    if not use.visible:
        return
    program = _program(descendant)
    if program is None:
        yield finding(
            "font-not-embedded",
            f"字体 {name} 没有嵌入",
            f"font {name} is not embedded",
            page=number,
            hint=("导出时嵌入全部字体", "embed all fonts when exporting"),
            at=places.of(use.font, number),
        )
        return
    truetype = _truetype(descendant)
    if texts.of(use.font.get("/Subtype")) == "/Type0":
        yield from _composite(use, descendant, (name, number), truetype)
    plain = texts.of(use.font.get("/Encoding")) == "/Identity-H"
    if texts.of(descendant.get("/Subtype")) != "/CIDFontType2" or not plain:
        yield from _measured(use, descendant, (name, number), standard)
    yield from fontfiles.told(use.font, descendant, (name, number), standard, truetype)
    yield from _spoken(use, name, number, standard)


def _spoken(use: FontUse, name: str, number: int, standard: Standard) -> Iterator[Diagnostic]:
    """Every code says its character, where the standard wants that (ISO 19005-2, 6.2.11.7.2)."""
    if not standard.unicode:
        return
    _, table = characters(use.font)
    silent = [c for c in use.numbers if not table.get(c) or table[c] in _NO_CHARACTERS]
    if silent:
        yield finding(
            "no-unicode",
            f"字体 {name} 有 {len(silent)} 个字没有写明是什么字",
            f"{len(silent)} codes of font {name} do not say their characters",
            page=number,
        )


class _Places:
    """Where the text of each font stands, page by page: a page may have thousands of fonts."""

    def __init__(self, opened: OpenedFile) -> None:
        self._opened = opened
        self._found: dict[int, dict[Any, list[Corners]]] = {}

    def of(self, font: PdfObject, number: int) -> list[Corners]:
        """The boxes of what a page shows in a font."""
        if number not in self._found:
            found = self._found[number] = {}
            for one in self._opened.sheets[number - 1].painted:
                if one.font is not None and not is_empty(one.box):
                    found.setdefault(key(one.font), []).append(one.box)
        return self._found[number].get(key(font), [])


def uses(opened: OpenedFile) -> dict[Key, tuple[int, FontUse]]:
    """Each font once, with all codes that any page shows, at its first page."""
    from presslayout.preflight.pdf.reading import FontUse

    merged: dict[Key, tuple[int, FontUse]] = {}
    for number, _, reading in opened.pages():
        for which, use in reading.fonts.items():
            _, known = merged.setdefault(which, (number, FontUse(use.font)))
            known.codes |= use.codes
            known.cids |= use.cids
            known.visible = known.visible or use.visible
    return merged


def is_embedded(font: PdfObject) -> bool:
    """Whether a font has its program in the file; one of drawings is its own program."""
    return texts.of(font.get("/Subtype")) == "/Type3" or _program(_descendant(font)) is not None


def _descendant(font: PdfObject) -> Any:
    return font["/DescendantFonts"][0] if "/DescendantFonts" in font else font


def _program(font: PdfObject) -> Any:
    descriptor = dictionary(font.get("/FontDescriptor"))
    return next((descriptor[key] for key in _FILES if key in descriptor), None)


def _truetype(font: PdfObject) -> bytes | None:
    """A TrueType program, unpacked once for all that is asked of it; None of one that is none."""
    descriptor = dictionary(font.get("/FontDescriptor"))
    if _program(font) is None or "/FontFile" in descriptor or "/FontFile2" not in descriptor:
        return None
    return decoded(descriptor["/FontFile2"])


def _composite(
    use: FontUse, font: PdfObject, at: tuple[str, int], truetype: bytes | None
) -> Iterator[Diagnostic]:
    name, number = at
    if not _SUBSET.match(texts.of(font.get("/BaseFont", ""))):
        yield finding(
            "font-subset",
            f"字体 {name} 没有子集标记",
            f"font {name} bears no subset tag",
            page=number,
        )
    yield from _coded(use.font, font, name, number)
    if "/ToUnicode" not in use.font and not characters(use.font)[1]:
        yield finding(
            "no-unicode",
            f"字体 {name} 没有 ToUnicode，文字取不出来",
            f"font {name} has no ToUnicode; its text cannot be extracted",
            page=number,
        )
    if texts.of(font.get("/Subtype")) != "/CIDFontType2":
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
    if texts.of(use.font.get("/Encoding")) == "/Identity-H":
        data = truetype if truetype is not None else decoded(_program(font))
        yield from _glyphs(use, font, (mapping, data), at)


def _coded(font: PdfObject, inner: PdfObject, name: str, number: int) -> Iterator[Diagnostic]:
    """A CMap that everybody has or the file holds, for the characters of its font (9.7.5, 9.7.3)."""
    found = cmaps.of(font)
    if not found.known:
        called = _called(font.get("/Encoding"))
        yield finding(
            "font-map",
            f"字体 {name} 的编码表（CMap {called}）不在文件里，也不是通用的，看不出是哪些字",
            f"the CMap {called} of font {name} is neither in the file nor one that all know",
            page=number,
            hint=("重新导出，字体用 Identity-H 编码", "export it again with Identity-H"),
        )
        return
    ordering = texts.of(dictionary(inner.get("/CIDSystemInfo")).get("/Ordering"))
    if found.ordering and not found.identity and ordering != found.ordering:
        yield finding(
            "font-map",
            f"字体 {name} 的编码表属于 {found.ordering}，字体却属于 {ordering}，字会错",
            f"the CMap of font {name} is of {found.ordering}, the font of {ordering}",
            page=number,
        )


def _called(encoding: PdfObject | None) -> str:
    import pikepdf

    named = encoding.get("/CMapName") if isinstance(encoding, pikepdf.Stream) else encoding
    return texts.bare(named) if isinstance(named, pikepdf.Name) else "?"


def _glyphs(
    use: FontUse, font: PdfObject, embedded: tuple[Any, bytes], at: tuple[str, int]
) -> Iterator[Diagnostic]:
    """Each code leads to a glyph that the program can draw, as wide as the page says."""
    mapping, data = embedded
    measured = advances(data)
    try:
        outlines = Outlines(data)
    except ValueError:
        measured = None
    if measured is None:
        yield _damaged(*at)
        return
    upem, widths, glyphs = measured
    table = b"" if texts.of(mapping) == "/Identity" else decoded(mapping)
    declared = declared_widths(font)
    default = number_in(font.get("/DW"), 1000.0)
    missing, wrong, blank, cut = [], [], [], []
    for code in use.numbers:
        glyph = int.from_bytes(table[2 * code : 2 * code + 2], "big") if table else code
        if not 0 < glyph < glyphs:
            missing.append(code)
            continue
        real = widths[min(glyph, len(widths) - 1)] * 1000 / upem
        if abs(real - declared.get(code, default)) > _WIDTH_TOLERANCE:
            wrong.append(code)
        try:
            if not outlines.inked(glyph):
                blank.append(code)
        except ValueError:
            cut.append(code)
    if blank:
        said = characters(use.font)[1]
        missing += [code for code in blank if _is_written(said.get(code, ""))]
    if cut:
        yield _damaged(*at, len(cut))
    yield from _told(len(missing), len(wrong), at)


def _measured(
    use: FontUse, font: PdfObject, at: tuple[str, int], standard: Standard
) -> Iterator[Diagnostic]:
    """The same of all other fonts."""
    from presslayout.preflight.pdf.programs import program

    try:
        known = program(use.font)
        if known is None:
            return
        declared, default = _declared(use.font, font)
        said = characters(use.font)[1]
        missing = wrong = 0
        for code in use.numbers:
            cid = use.cid(code)
            glyph = known.glyph(cid)
            if not glyph:
                # On paper nobody misses the outline of a space (but ISO 19005-2, 6.2.11.8).
                missing += standard.unicode or bool(said.get(code, "?").strip())
                continue
            missing += not known.inked(glyph) and _is_written(said.get(code, ""))
            wide = declared.get(cid, default)
            real = known.width(glyph) * 1000
            wrong += wide is not None and abs(real - wide) > _WIDTH_TOLERANCE
    except Exception:  # noqa: BLE001  a stranger's font may be broken in any way
        yield _damaged(*at)
        return
    yield from _told(missing, wrong, at)


def _declared(font: PdfObject, inner: PdfObject) -> tuple[Mapping[int, float], float | None]:
    """The widths that a font dictionary says, and that of codes which it does not list."""
    if "/DescendantFonts" in font:
        return declared_widths(inner), number_in(inner.get("/DW"), 1000.0)
    if "/Widths" not in font:
        return {}, None
    first = whole(font.get("/FirstChar"))
    listed = {first + at: number_in(wide) for at, wide in enumerate(array(font["/Widths"]))}
    return listed, number_in(dictionary(font.get("/FontDescriptor")).get("/MissingWidth"))


def _is_written(text: str) -> bool:
    """Whether ink is missed where a code of this text draws nothing: letters and digits."""
    return any(char.isalnum() and char not in _FILLERS for char in text)


def _damaged(name: str, number: int, glyphs: int = 0) -> Diagnostic:
    """A program that cannot be read, or cannot draw so many of its glyphs."""
    zh = f"，{glyphs} 个用到的字画不出来" if glyphs else ""
    en = f"; {glyphs} glyphs that are shown cannot be drawn" if glyphs else ""
    return finding(
        "font-damaged",
        f"嵌入的字体 {name} 已损坏{zh}",
        f"the embedded font {name} is damaged{en}",
        page=number,
        hint=("重新导出，嵌入完整的字体", "export it again with its fonts whole"),
    )


def _told(missing: int, wrong: int, at: tuple[str, int]) -> Iterator[Diagnostic]:
    name, number = at
    if missing:
        yield finding(
            "missing-outline",
            f"嵌入的字体 {name} 缺 {missing} 个用到的字",
            f"the embedded font {name} lacks {missing} glyphs that are shown",
            page=number,
        )
    if wrong:
        yield finding(
            "font-widths",
            f"字体 {name} 有 {wrong} 个字的宽度与字体文件不符",
            f"{wrong} widths of font {name} differ from the embedded font's",
            page=number,
        )
