"""Character classes of Chinese composition (RULES §2), one letter each."""

from __future__ import annotations

OPEN, CLOSE, STOP, END, PAUSE = "O", "C", "S", "E", "P"
POINT, DASH, ELLIPSIS, CONNECTOR, SOLIDUS = "M", "D", "L", "X", "V"
HAN, WESTERN, SPACE, ZERO, AFTER, BEFORE = "H", "W", "B", "Z", "Q", "q"

MEMBERS: dict[str, str] = {
    OPEN: "（［｛〔【〖《〈「『“‘",
    CLOSE: "）］｝〕】〗》〉」』”’",
    STOP: "。．",
    END: "！？",
    PAUSE: "，、；：",
    POINT: "·",
    DASH: "—⸺",
    ELLIPSIS: "…⋯",
    CONNECTOR: "～–",
    SOLIDUS: "／",
    AFTER: "％‰℃°′″",
    BEFORE: "￥＄",
    ZERO: "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    SPACE: " \t\u00a0\u202f\u2002\u2003\u2009",
}
_TABLE: dict[int, str] = {ord(c): name for name, members in MEMBERS.items() for c in members}
# Curly quotes are Western inside a Western word (RULES Q1); lines.py tells them apart.


class _Classes(dict[int, str]):
    """Classes of code points, found out once each."""

    def __missing__(self, code: int) -> str:
        found = _derive(code)
        self[code] = found
        return found


def _derive(code: int) -> str:
    char = chr(code)
    if code < 0x20 or 0x7F <= code < 0xA0:
        return ZERO
    if code < 0x2E80 and not 0x2460 <= code < 0x2800 and not 0x2190 <= code < 0x2400:
        if char.isalnum() or code < 0x250 or char in "¢£€№±−×÷∶":
            return WESTERN
        if 0x300 <= code < 0x370:
            return WESTERN
        if 0x370 <= code < 0x2000:
            return WESTERN
    if 0xFE00 <= code < 0xFE10 or 0xE0100 <= code < 0xE01F0:
        return ZERO
    return HAN


CLASSES = _Classes(_TABLE)


def classes(text: str) -> str:
    """The class letter of every code point."""
    return text.translate(CLASSES)
