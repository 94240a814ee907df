"""What an annotation says: text strings in whatever encoding, rich text, names that speak."""

from __future__ import annotations

import html
import re
from typing import Any

from presslayout.base.patterns import regex

# GB 2312 without a byte order mark, as some readers write it against the standard.
_GB = regex(rb"(?:[\x00-\x7f]|[\xa1-\xf7][\xa1-\xfe])*")
_WIDE = regex(r"[\r\n\t -~\u00b7\u2010-\u203a\u3000-\u303f\u3400-\u9fff\uff00-\uffef]+")
_LETTERS = regex(rb"[A-Za-z]")
# Acrobat's stamps are /Approved, /SBApproved (business), /SHSignHere and #DApproved (dynamic); the
# names of stamps that people made themselves say nothing.
_STAMP = regex(r"#?(?:SB|SH|D)?([A-Z][A-Za-z]{2,})")


def said(annotation: Any) -> str:
    """The words of an annotation, from wherever its reader has put them, "" where it has none."""
    import pikepdf

    popup = annotation.get("/Popup")
    return (
        text(annotation.get("/Contents"))
        or rich(annotation.get("/RC"))
        # Old programs of Apple's keep them in the window that shows them.
        or (text(popup.get("/Contents")) if isinstance(popup, pikepdf.Dictionary) else "")
        or text(annotation.get("/OverlayText"))
        or _named(annotation)
    )


def text(value: Any) -> str:
    """A text string in whatever encoding it is: PDFDoc, UTF-16 or UTF-8 with their marks, or GB."""
    if value is None:
        return ""
    raw = bytes(value)
    if raw.startswith(b"\xff\xfe"):
        found = raw[2:].decode("utf-16-le", "replace")
    elif not raw.startswith((b"\xfe\xff", b"\xef\xbb\xbf")) and (wide := _wide(raw)):
        found = wide
    elif not raw.startswith((b"\xfe\xff", b"\xef\xbb\xbf")) and not raw.isascii():
        found = _unmarked(raw) or str(value)
    else:
        found = str(value)
    # Languages may be named inside a string (ISO 32000-1, 7.9.2.2).
    return _lines(re.sub("\x1b[^\x1b]*\x1b", "", found)).strip("\ufeff \t\n\0")


def rich(value: Any) -> str:
    """The words of rich text, its markup removed."""
    if value is None:
        return ""
    import pikepdf

    stream = isinstance(value, pikepdf.Stream)
    source = value.read_bytes().decode("utf-8", "replace") if stream else text(value)
    lines = re.sub(r"(?i)</p>|<br[^>]*>", "\n", source)
    return _lines(html.unescape(re.sub(r"<[^>]*>", "", lines))).strip()


def _lines(found: str) -> str:
    return found.replace("\r\n", "\n").replace("\r", "\n")


def _named(annotation: Any) -> str:
    """What a stamp or an attached file is called."""
    import pikepdf

    kind = str(annotation.get("/Subtype"))
    if kind == "/Stamp":
        known = _STAMP.fullmatch(str(annotation.get("/Name", "")).removeprefix("/"))
        return known[1] if known else ""
    file = annotation.get("/FS") if kind == "/FileAttachment" else None
    if isinstance(file, pikepdf.Dictionary):
        return text(file.get("/UF") or file.get("/F"))
    return text(file)


def _wide(raw: bytes) -> str:
    """UTF-16 without its mark, told by a byte of nothing among Han and by nothing else; "" for others."""
    if b"\0" not in raw.rstrip(b"\0") or len(raw) % 2:
        return ""
    read = [_decoded(raw, name) for name in ("utf-16-be", "utf-16-le")]
    # Read the wrong way round, the letters of English are Han.
    some = [one for one in read if _WIDE.fullmatch(one)]
    return max(some, key=lambda one: sum(map(str.isascii, one)), default="")


def _unmarked(raw: bytes) -> str:
    """Han that a program wrote without a mark; "" where it is Latin text as the standard has it."""
    decoded = [_decoded(raw, "utf-8"), _decoded(raw, "gb18030") if _GB.fullmatch(raw) else ""]
    # Two bytes of GB may be one letter of UTF-8, of which Han have three: the word 小 is С there.
    if decoded[1] and not _LETTERS.search(raw) and max(decoded[0], default="") < "\u0800":
        return decoded[1]
    return decoded[0] or decoded[1]


def _decoded(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return ""
