"""The formats of copy, and what a file is by its bytes, whatever its name says."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import PurePath

from presslayout.base import doors
from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Span, Text
from presslayout.base.values import frozen


class Reader(StrEnum):
    """What reads a file of copy."""

    TEXT = "text"
    MARKDOWN = "markdown"
    WORD = "word"
    PAGE = "page"


# Every format that a story's 正文 may have, by its extension: this table alone decides.
READERS = {
    ".txt": Reader.TEXT,
    ".md": Reader.MARKDOWN,
    ".docx": Reader.WORD,
    ".html": Reader.PAGE,
    ".htm": Reader.PAGE,
}
# What is typed as it reads and can be written back; the others are mended where they were written.
TYPED = frozenset({Reader.TEXT, Reader.MARKDOWN})


@frozen
class Format:
    """A format that a file has under another's name; `suffix` names its reader, "" where none reads it."""

    suffix: str
    name: Text


_WORD = Format(".docx", Text("Word 文档（.docx）", "a Word document (.docx)"))
_PAGE = Format(".html", Text("网页（.html）", "a web page (.html)"))
_ARCHIVED = Format(".mht", Text("单个文件的网页（.mht）", "a web page in one file (.mht)"))
_UNREAD = (
    (b"{\\rtf", Text("RTF", "RTF")),
    (
        b"\xd0\xcf\x11\xe0",
        Text(
            "旧的 .doc、.wps，或加了密码的文档", "an old .doc or .wps, or protected by a password"
        ),
    ),
    (b"%PDF-", Text("PDF", "PDF")),
    (b"PK\x03\x04", Text("压缩包或别的办公文档", "an archive or another office document")),
    (b"\x89PNG", Text("图片", "a picture")),
    (b"\xff\xd8\xff", Text("图片", "a picture")),
)
# A page begins so; Markdown may hold a tag, but does not begin as a whole page.
# Compiled where a file begins as one of them might.
_WHOLE = r"(?i:\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype\s+html|<html[\s>]))"
_BEGUN = (
    r"(?is:\s*(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype|html|head|body|meta|style|title|p|div|span|section|article|table|"
    r"font|center|ul|ol|h[1-6]|br)(?=[\s/>]))"
)
_CHARSET = rb"(?i:<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,20}))"  # fmt: skip
_HEADERS = rb"(?i:\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:)"
_START = 8_192


def suffix_of(name: str) -> str:
    """The extension of a file's name in small letters; "" where it has none."""
    _, dot, ending = PurePath(name).name.rpartition(".")
    return f"{dot}{ending.lower()}" if ending else ""


def reader(name: str) -> Reader | None:
    """What reads the copy that a name stands for; None where no story's body may be such a file."""
    return READERS.get(suffix_of(name))


def typed(name: str) -> bool:
    """Whether a name stands for copy that can be written back as it was typed."""
    return reader(name) in TYPED


def foreign(name: str) -> bool:
    """Whether a name stands for copy of a word processor or of the web: it is mended there."""
    found = reader(name)
    return found is not None and found not in TYPED


def by_bytes(data: bytes, suffix: str) -> Format | None:
    """What the bytes of a file say that it is; None where that is what its name says, or plain text."""
    if data.startswith(b"PK\x03\x04"):
        if READERS.get(suffix) is Reader.WORD:
            return None
        return _WORD if _holds_word(data) else Format("", _UNREAD[3][1])
    if found := next((name for start, name in _UNREAD if data.startswith(start)), None):
        return Format("", found)
    head = data[:_START]
    if b"multipart/related" in head.lower() and re.match(_HEADERS, head):
        return _ARCHIVED
    return None


def of_office(data: bytes) -> Format | None:
    """What an office program has to convert first, by its first bytes, whatever it is called."""
    for suffix, (start, name) in zip((".rtf", ".doc"), _UNREAD, strict=False):
        if data.startswith(start):
            return Format(suffix, name)
    return None


def by_text(text: str, suffix: str) -> Format | None:
    """The same of text: a whole page under another name."""
    known = READERS.get(suffix)
    if known is Reader.PAGE:
        return None
    if not text[:_START].lstrip().startswith("<"):
        return None
    begun = re.match(_WHOLE, text) or (
        known is not Reader.MARKDOWN and re.match(_BEGUN, text[:_START]) and "</" in text
    )
    return _PAGE if begun else None


def declared(data: bytes) -> str:
    """The encoding that a page says it has; "" where it says none."""
    head = data[:_START]
    found = re.search(_CHARSET, head) if b"<" in head else None
    return found[1].decode("ascii", "replace").lower() if found else ""


def page_of(data: bytes) -> bytes:
    """The page inside a page that was saved as one file; b"" where there is none."""
    from email import message_from_bytes

    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html":
            held = part.get_payload(decode=True)
            return held if isinstance(held, bytes) else b""
    return b""


def told(file: str, format_: Format) -> Diagnostic:
    """That a file is not what its name says: read all the same, or not."""
    zh, en = format_.name.zh, format_.name.en
    if format_.suffix:
        return Diagnostic(
            "copy-kind",
            WARNING,
            Text(f"{file} 其实是{zh}，已照此读入", f"{file} is {en}; it was read as such"),
            Span(file, 1, 1),
            Text("把扩展名改对", "give it its right extension"),
        )
    return Diagnostic(
        "copy-kind",
        ERROR,
        Text(f"读不了 {file}：其实是{zh}", f"{file} cannot be read: it is {en}"),
        Span(file, 1, 1),
        Text("用 Word 或 WPS 打开，另存为 .docx", "open it in Word or WPS and save it as .docx"),
    )


def _holds_word(data: bytes) -> bool:
    import zipfile
    from io import BytesIO

    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return any(name.startswith("word/") for name in archive.namelist())
    except doors.DOCX.faults():
        return False
