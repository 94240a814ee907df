"""The bytes of a file that somebody typed into its text, whatever they were saved as."""

from __future__ import annotations

import codecs

from presslayout.base.diagnostics import ERROR, WARNING, Diagnostic, Span, Text
from presslayout.base.patterns import regex

# Copy of a whole issue stays far below this; a parser fed with more is being abused.
MAX_BYTES = 4_000_000


MIXED = "utf-8+gb18030"
# Python's codec maps to private code points what GB 18030-2022 (appendix D) maps to characters.
_PRIVATE = (
    "\ue78d\ue78e\ue78f\ue790\ue791\ue792\ue793\ue794\ue795\ue796\ue7c7\ue816\ue817\ue818\ue81e\ue826\ue82b"
    "\ue82c\ue831\ue832\ue83b\ue843\ue854\ue855\ue864"
)
_CHARACTERS = (
    "\ufe10\ufe12\ufe11\ufe13\ufe14\ufe15\ufe16\ufe17\ufe18\ufe19\u1e3f\U00020087\U00020089\U000200cc\u9fb4\u9fb5\u9fb6"
    "\u9fb7\U000215d7\u9fb8\U0002298f\u9fb9\u9fba\U000241fe\u9fbb"
)
GB_2022 = dict(zip(_PRIVATE, _CHARACTERS, strict=True))
_TO_2022 = str.maketrans(GB_2022)
_FROM_2022 = str.maketrans(dict(zip(_CHARACTERS, _PRIVATE, strict=True)))
# What pages call the encodings that one of ours holds.
_NAMES = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "cp936", "hz-gb-2312"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "x-x-big5", "cp950"), "big5hkscs"),
}
_MARKS = frozenset("，。、：；！？“”‘’《》（）〈〉【】〔〕「」『』—…·～　％＋－")
# Han beyond the usual ones, and what else stands among them: marks, units, numbers in rings.
_RARE = regex(
    "[\u00b0\u00b1\u00b7\u00d7\u2010-\u2027\u2030\u2032\u2033\u203b\u2103\u2160-\u217b\u2190-\u2193"
    "\u2460-\u249b\u25a0-\u25cf\u2605\u2606\u3003-\u301f\u3220-\u3229\u3400-\u4dbf\ufe10-\ufe19\ufe30-\ufe4f"
    "\uff02-\uff5e\uffe5\U00020000-\U000323af]"
)
# Of text nine characters in ten are known; of bytes read in the wrong encoding fewer.
_PLAUSIBLE = 0.9
# Of lines in two encodings so many: their Han are the common ones alone.
_MIXED_LEAST = 0.75
_WORDS_LEAST = 3


def text_of(data: bytes, declared: str = "") -> tuple[str, str] | None:
    """The text of a file and its encoding; None when no encoding fits.

    UTF-8 (with or without BOM) first, UTF-16 by its BOM or by what it makes, then the encoding that the
    file is `declared` to have, else what charset-normalizer finds among the encodings that Chinese
    newsrooms use.  Lines of UTF-8 among lines of GB 18030 are read each in its own (`MIXED`).
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
    # Text has no zeros but where two bytes make a character.
    if b"\0" in data and (wide := _utf16(data)):
        return wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _as_declared(data, declared) or _mixed(data) or _utf16(data) or _detected(data)


def _as_declared(data: bytes, declared: str) -> tuple[str, str] | None:
    name = _NAMES.get(declared)
    if name is None:
        return None
    try:
        return _decoded(data, name), name
    except UnicodeDecodeError:
        return None


def _decoded(data: bytes, name: str) -> str:
    text = data.decode(name)
    return text.translate(_TO_2022) if name == "gb18030" else text


def _encoded(text: str, name: str) -> bytes:
    return (text.translate(_FROM_2022) if name == "gb18030" else text).encode(name)


def _utf16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without its mark, where one order of the bytes makes text."""
    if len(data) % 2 or not data:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and _known(text, common=b"\0" not in data) >= _PLAUSIBLE:
            return text, name
    return None


def _mixed(data: bytes) -> tuple[str, str] | None:
    """Lines of UTF-8 among lines of GB 18030, as two files pasted together."""
    made: list[str] = []
    own: dict[str, list[str]] = {"utf-8": [], "gb18030": []}
    for row in data.split(b"\n"):
        try:
            text, name = row.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            try:
                text, name = _decoded(row, "gb18030"), "gb18030"
            except UnicodeDecodeError:
                return None
        if not row.isascii():
            own[name].append(text)
        made.append(text)
    utf, gb = ("".join(own[name]) for name in ("utf-8", "gb18030"))
    if _han(utf) < _WORDS_LEAST or not gb:
        return None
    likely = min(_known(text, common=True) for text in (utf, gb))
    return ("\n".join(made), MIXED) if likely >= _MIXED_LEAST else None


def _known(text: str, *, common: bool) -> float:
    """How much of a text is ASCII, marks and Han; of the `common` Han alone (GB 2312, level 1)."""
    good = sum(
        " " <= c <= "~" or c in "\t\r\n" or c in _MARKS or (_is_common(c) if common else _is_han(c))
        for c in text
    )
    return good / len(text)


def _is_common(char: str) -> bool:
    try:
        return _is_han(char) and char.encode("gb2312") < b"\xd8"
    except UnicodeEncodeError:
        return False


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _han(text: str) -> int:
    return sum(map(_is_han, text))


def bytes_like(old: bytes, text: str) -> bytes | None:
    """A text in the encoding, and with the byte order mark, of the bytes that it is to replace.

    None where those cannot be read back as they are, or the encoding lacks a character.
    """
    found = text_of(old)
    if found is None:
        return None
    said, name = found
    if name == MIXED:
        return None
    try:
        mark = old[: len(old) - len(_encoded(said, name))]
        same = mark + _encoded(said, name) == old
        return mark + _encoded(text, name) if same else None
    except UnicodeEncodeError:
        return None


def _detected(data: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=["gb18030", "big5"]).best()
    for name in dict.fromkeys([best.encoding if best else "gb18030", "gb18030"]):
        try:
            text = _decoded(data, name)
        except UnicodeDecodeError:
            continue
        # Arbitrary bytes often pass as GB18030; what is no text has few common Han.
        wide = sum(1 for c in text if ord(c) > 0x7F)  # noqa: PLR2004
        han = sum(1 for c in text if "\u4e00" <= c <= "\u9fff" or c in "，。、：；！？“”《》（）　")
        # A name, a unit or a dash in a short line is no sign of another encoding.
        rare = sum(1 for c in text if _RARE.match(c)) if han else 0
        if wide and (han + min(rare, han * 2)) * 10 >= wide * 9 and "\0" not in text:
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
    if encoding == MIXED:
        return Diagnostic(
            "other-encoding",
            WARNING,
            Text(
                f"{file} 里 UTF-8 和 GB18030 两种编码混着，已逐行分别读入，请核对文字",
                f"{file} mixes UTF-8 and GB18030; each line was read in its own, check its words",
            ),
            Span(file, 1, 1),
            Text("用编辑器另存为 UTF-8", "save it as UTF-8"),
        )
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
