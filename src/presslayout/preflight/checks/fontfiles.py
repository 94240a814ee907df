"""What a font's dictionaries say of its program beside the widths: lengths, lists, encodings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import WARNING
from presslayout.preflight.pdf import texts, type1
from presslayout.preflight.pdf.bulk import damage, decoded
from presslayout.preflight.pdf.entries import dictionary, whole
from presslayout.preflight.pdf.findings import finding
from presslayout.preflight.pdf.programs import Program, program
from presslayout.preflight.pdf.widths import advances

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic
    from presslayout.preflight.checks.standards import Standard
    from presslayout.preflight.pdf.pdfobject import Entries, PdfObject

_SYMBOLIC = 4
_NAME = re.compile(r"/([^\s/]+)")
_BITS = 8


def told(
    font: PdfObject,
    inner: PdfObject,
    at: tuple[str, int],
    standard: Standard,
    truetype: bytes | None,
) -> Iterator[Diagnostic]:
    """Everything that the dictionaries of a font (and of its descendant) say wrongly of it.

    `truetype` is its program, unpacked, where it is one.
    """
    descriptor = dictionary(inner.get("/FontDescriptor"))
    yield from _lengths(descriptor, at, truetype)
    if standard.printing:
        return
    # ISO 19005-2 alone asks for these (6.2.11.4.2 and 6.2.11.6).
    yield from _listed(font, descriptor, at)
    if texts.of(font.get("/Subtype")) == "/TrueType":
        yield from _encoded(font, descriptor, at)


def _lengths(
    descriptor: Entries, at: tuple[str, int], truetype: bytes | None
) -> Iterator[Diagnostic]:
    """Length1 and Length2 say where the parts of a program end; a RIP that trusts them cuts there."""
    if "/FontFile" in descriptor:
        stream = descriptor["/FontFile"]
        try:
            read = type1.read(decoded(stream))
        except damage():
            return
        wanted = {"/Length1": read.clear, "/Length2": read.secret}
    elif truetype is not None:
        stream = descriptor["/FontFile2"]
        if advances(truetype) is None:
            return
        wanted = {"/Length1": len(truetype)}
    else:
        return
    # The line end between the parts belongs to either of them.
    wrong = [
        key
        for key, length in wanted.items()
        if key not in stream or abs(whole(stream[key]) - length) > _BITS
    ]
    if wrong:
        names = "、".join(key.removeprefix("/") for key in wrong)
        yield finding(
            "font-lengths",
            f"字体 {at[0]} 的 {names} 与字体文件不符，有的 RIP 会读错",
            f"{names.replace('、', ', ')} of font {at[0]} disagree with its program; a RIP may misread it",
            page=at[1],
            severity=WARNING,
            hint=("重新导出", "export it again"),
        )


def _listed(font: PdfObject, descriptor: Entries, at: tuple[str, int]) -> Iterator[Diagnostic]:
    """A list of what a subset holds, where there is one, names all of it (6.2.11.4.2)."""
    import pikepdf

    listed = descriptor.get("/CIDSet")
    said = descriptor.get("/CharSet")
    if listed is None and said is None:
        return
    try:
        known = program(font)
    except Exception:  # noqa: BLE001  a stranger's font may be broken in any way
        return
    if known is None or known.names is None:
        return
    if isinstance(listed, pikepdf.Stream):
        bits = decoded(listed)
        lacking = sum(not _bit(bits, cid) for cid in _cids(known))
    else:
        names = set(_NAME.findall(texts.of(said)))
        lacking = sum(n != ".notdef" and n not in names for n in known.names)
    if lacking:
        yield finding(
            "font-set",
            f"字体 {at[0]} 的字表（CIDSet 或 CharSet）漏了 {lacking} 个字",
            f"CIDSet or CharSet of font {at[0]} leaves out {lacking} glyphs",
            page=at[1],
        )


def _bit(bits: bytes, at: int) -> bool:
    return at // _BITS < len(bits) and bool(bits[at // _BITS] >> (_BITS - 1 - at % _BITS) & 1)


def _cids(known: Program) -> Iterator[int]:
    for index, name in enumerate(known.names or ()):
        number = name.removeprefix("cid")
        yield int(number) if name.startswith("cid") and number.isdigit() else index


def _encoded(font: PdfObject, descriptor: Entries, at: tuple[str, int]) -> Iterator[Diagnostic]:
    """Letters say their encoding, symbols none (6.2.11.6)."""
    import pikepdf

    symbolic = bool(whole(descriptor.get("/Flags")) & _SYMBOLIC)
    given = font.get("/Encoding")
    base = given.get("/BaseEncoding") if isinstance(given, pikepdf.Dictionary) else given
    usual = texts.of(base) in ("/WinAnsiEncoding", "/MacRomanEncoding")
    if symbolic == (given is not None) or (not symbolic and not usual):
        yield finding(
            "font-encoding",
            f"TrueType 字体 {at[0]} 的编码不合规：符号字体不能写，别的要写 WinAnsi 或 MacRoman",
            f"TrueType font {at[0]} must say WinAnsi or MacRoman, or none where it is of symbols",
            page=at[1],
        )
