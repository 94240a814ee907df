"""The bytes of a file that somebody typed into its text, whatever they were saved as."""

from __future__ import annotations

import codecs

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Span, Text

# Copy of a whole issue stays far below this; a parser fed with more is being abused.
MAX_BYTES = 4_000_000


def text_of(data: bytes) -> tuple[str, str] | None:
    """The text of a file and its encoding; None when no encoding fits.

    UTF-8 (with or without BOM) first, UTF-16 by its BOM, else what charset-normalizer finds among
    the encodings that Chinese newsrooms use.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(name), name
            except UnicodeDecodeError:
                return None
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _detected(data)


def bytes_like(old: bytes, text: str) -> bytes | None:
    """A text in the encoding, and with the byte order mark, of the bytes that it is to replace.

    None where those cannot be read back as they are, or the encoding lacks a character.
    """
    found = text_of(old)
    if found is None:
        return None
    said, name = found
    try:
        mark = old[: len(old) - len(said.encode(name))]
        same = mark + said.encode(name) == old
        return mark + text.encode(name) if same else None
    except UnicodeEncodeError:
        return None


def _detected(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["gb18030", "big5"]).best()
    for name in dict.fromkeys([best.encoding if best else "gb18030", "gb18030"]):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        # Arbitrary bytes often pass as GB18030; what is no text has few common Han.
        wide = sum(1 for c in text if ord(c) > 0x7F)  # noqa: PLR2004
        han = sum(1 for c in text if "\u4e00" <= c <= "\u9fff" or c in "，。、：；！？“”《》（）　")
        if wide and han * 10 >= wide * 9 and "\0" not in text:
            return text, name
    return None


def undecodable(file: str) -> Diagnostic:
    """A file whose characters nobody can read."""
    return Diagnostic(
        "encoding",
        ERROR,
        Text(
            f"读不出 {file} 的文字编码：不是 UTF-8，也不像 GB18030、Big5 或 UTF-16",
            f"the characters of {file} cannot be read: not UTF-8, and neither GB18030, Big5 nor "
            "UTF-16",
        ),
        Span(file, 1, 1),
        Text("用编辑器另存为 UTF-8", "save it again as UTF-8"),
    )


def other_encoding(file: str, encoding: str) -> Diagnostic:
    """A file that was read, though not as UTF-8."""
    name = encoding.upper()
    return Diagnostic(
        "other-encoding",
        WARNING,
        Text(
            f"{file} 不是 UTF-8，已按 {name} 读入，请核对文字",
            f"{file} is not UTF-8; it was read as {name}, check its words",
        ),
        Span(file, 1, 1),
        Text("用编辑器另存为 UTF-8，就不必猜", "save it as UTF-8, then nothing is guessed"),
    )


def too_large(file: str, size: int) -> Diagnostic:
    """A file that nobody typed."""
    return Diagnostic(
        "too-large",
        ERROR,
        Text(
            f"{file} 有 {size} 字节，超过 {MAX_BYTES} 字节的上限",
            f"{file} has {size} bytes, more than the limit of {MAX_BYTES}",
        ),
        Span(file, 1, 1),
        Text(
            "核对是不是选错了文件；正文放进单独的稿件文件",
            "check that it is the right file; keep copy in files of its own",
        ),
    )
