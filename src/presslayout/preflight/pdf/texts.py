"""What the names and strings of a file say, in whatever they are coded.

The standard wants UTF-8 for names and PDFDocEncoding or UTF-16 for text strings (ISO 32000-1,
7.3.5 and 7.9.2); Chinese programs write GBK into both.  Nothing here fails.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from presslayout.preflight.pdf.pdfobject import Instruction, PdfObject

# Two bytes of GB 2312 in a row: marks, and the characters of both its levels.
_CHINESE = re.compile(rb"(?:[\xa1-\xa3\xb0-\xf7][\xa1-\xfe])+")
_HIGH = re.compile(rb"[\x80-\xff]+")
_LETTER = re.compile(rb"[A-Za-z]")
_PAIR = 2
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
)


def of(value: object) -> str:
    """A name (with its slash), a string, or anything else of a file, as the text that it says."""
    import pikepdf

    if not isinstance(value, pikepdf.Object):
        return "" if value is None else str(value)
    match value:
        case pikepdf.Name():
            return _read(bytes(value), "latin-1")
        case pikepdf.String():
            return _string(bytes(value))
        case pikepdf.Operator():
            return _read(bytes(value), "latin-1")
        case _:
            # An array or a dictionary says nothing.
            return ""


def bare(value: object) -> str:
    """A name without its slash."""
    return of(value).removeprefix("/")


def operator(instruction: Instruction) -> str:
    """The operator of an instruction: there are millions of them, and nearly all are ASCII."""
    try:
        return str(instruction.operator)
    except UnicodeDecodeError:
        return of(instruction.operator)


def key(name: str) -> str:
    """A key of a dictionary; pikepdf gives bytes that are no UTF-8 as lone surrogates."""
    if name.isascii():
        return name
    return _read(name.encode("utf-8", "surrogateescape"), "latin-1")


def readings(value: object) -> tuple[str, ...]:
    """Everything that a string may say: what the standard reads in it, and what was meant."""
    import pikepdf

    meant = of(value)
    if not isinstance(value, pikepdf.String):
        return (meant,)
    data = bytes(value)
    if any(data.startswith(mark) for mark, _ in _BOMS):
        return (meant,)
    found = [meant, data.decode("pdfdoc_pikepdf", "replace")]
    for codec in ("utf-8", "gb18030"):
        try:
            found.append(data.decode(codec))
        except UnicodeDecodeError:
            continue
    return tuple(dict.fromkeys(found))


def glyph(name: PdfObject) -> str:
    """The name of a glyph, byte for byte: programs are asked for it."""
    return bytes(name)[1:].decode("latin-1")


def _string(data: bytes) -> str:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    return _read(data, "pdfdoc_pikepdf")


def _read(data: bytes, usual: str) -> str:
    """Bytes as UTF-8, else as GB 18030 where they look like Chinese, else as they usually are."""
    if data.isascii():
        return data.decode(usual, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if _looks_chinese(data):
        try:
            return data.decode("gb18030")
        except UnicodeDecodeError:
            pass
    return data.decode(usual, "replace")


def _looks_chinese(data: bytes) -> bool:
    """Whether all high bytes are characters; two of them amid letters are accents (Größe)."""
    runs = list(_HIGH.finditer(data))
    if not all(_CHINESE.fullmatch(run[0]) for run in runs):
        return False
    return any(len(run[0]) > _PAIR or not _amid_letters(data, run) for run in runs)


def _amid_letters(data: bytes, run: re.Match[bytes]) -> bool:
    before, after = data[run.start() - 1 : run.start()], data[run.end() : run.end() + 1]
    return bool(_LETTER.match(before) and _LETTER.match(after))
