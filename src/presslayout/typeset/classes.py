"""Character classes of Chinese composition (RULES §2), one letter each.

What prints has a letter of its own kind; what does not (spaces, joiners, controls) has one of
`UNSEEN` and takes part in a line only through the places that it opens, forbids or spaces.
"""

from __future__ import annotations

import unicodedata
from typing import Final

# Full-width marks: body and glue (clreq #punctuation_adjustment_space).
OPEN: Final = "O"
CLOSE: Final = "C"
STOP: Final = "S"
END: Final = "E"
PAUSE: Final = "P"
# Marks whose cell is fixed.
POINT: Final = "M"
DASH: Final = "D"
HALF_DASH: Final = "e"  # U+2014: two make a dash, one is a connector
ELLIPSIS: Final = "L"
CONNECTOR: Final = "X"
SOLIDUS: Final = "V"
# Characters of one cell.
HAN: Final = "H"
REPEAT: Final = "K"  # 々 〻 ー ゝ ヽ: Han cells that may not begin a line
NOTE: Final = "N"  # ① † ※: bound to the word before
BLANK: Final = "I"  # U+3000
WIDE: Final = "F"  # full-width Latin and digits
EMOJI: Final = "A"
# Western text.
LETTER: Final = "W"
DIGIT: Final = "d"
OPENER: Final = "o"
CLOSER: Final = "c"
POINTING: Final = "t"  # . , : ; ! ?
HYPHEN: Final = "h"
SYMBOL: Final = "s"
QUOTE: Final = "a"  # " and ', told apart by their neighbours
# Marks of a unit or currency.
AFTER: Final = "Q"
BEFORE: Final = "q"
# What belongs to the character before it.
EXTEND: Final = "m"
FLAG: Final = "R"
# What does not print.
SPACE: Final = "B"
TIED_SPACE: Final = "G"
OPENING_ZERO: Final = "Z"  # U+200B
SOFT_HYPHEN: Final = "y"
JOINER: Final = "J"  # U+2060, U+FEFF, U+200C
LIGATING: Final = "j"  # U+200D
CONTROL: Final = "Y"
LINE_FEED: Final = "f"
NOBODY: Final = "U"  # private use, unassigned: no face can be asked for it

MARKS: Final = "OCSEP"
UNSEEN: Final = "BGZyJjYfU"
WESTERN: Final = "WdoctshaQqV"
WORD: Final = "Wd"

_MEMBERS: dict[str, str] = {
    OPEN: "（［｛〔【〖《〈「『“‘〘〝﹙﹛﹝",
    CLOSE: "）］｝〕】〗》〉」』”’〙〞〟﹚﹜﹞",
    STOP: "。．",
    END: "！？",
    PAUSE: "，、；：",
    POINT: "·",
    DASH: "⸺",
    HALF_DASH: "—",
    ELLIPSIS: "…⋯",
    CONNECTOR: "～–〜",
    SOLIDUS: "/／",
    REPEAT: "々〻ーゝゞヽヾ゛゜︰﹐﹑﹒﹔﹕﹖﹗・‧•",
    NOTE: "†‡※",
    BLANK: "\u3000",
    OPENER: "([{¡¿",
    CLOSER: ")]}",
    POINTING: ".,:;!?",
    HYPHEN: "-‐‑",
    QUOTE: "\"'",
    AFTER: "%％‰‱℃℉°′″¢￠",
    BEFORE: "$＄¥￥£￡€¤№#＃±₩",
    SPACE: " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f",
    TIED_SPACE: "\u00a0\u202f\u2007",
    OPENING_ZERO: "\u200b",
    SOFT_HYPHEN: "\u00ad",
    JOINER: "\u2060\ufeff\u200c\u034f",
    LIGATING: "\u200d",
    LINE_FEED: "\n\v\f\r\x85\u2028\u2029",
    SYMBOL: "∶×÷−",
}
_EMOJI = ((0x1F300, 0x1FB00), (0x2600, 0x27C0), (0x1F000, 0x1F100), (0x1F100, 0x1F1E6))
_EXTENDING = ((0xFE00, 0xFE10), (0xE0100, 0xE01F0), (0x1F3FB, 0x1F400), (0xE0020, 0xE0080))
_NOTES = ((0x2460, 0x2474), (0x2776, 0x2794), (0x24F5, 0x24FF))


class _Classes(dict[int, str]):
    """Classes by code point, each found out once."""

    def __missing__(self, code: int) -> str:
        found = _derived(code)
        self[code] = found
        return found


def _derived(code: int) -> str:
    """The class of a character that no list names, from what Unicode says of it."""
    if 0x3400 <= code < 0xA000 or 0x20000 <= code < 0x33480:
        return HAN
    category = unicodedata.category(chr(code))
    # A code that this Python does not know may still be Han: planes 2 and 3 hold nothing else.
    if category in ("Co", "Cn", "Cs"):
        return NOBODY
    if category.startswith("C"):
        return EXTEND if 0xE0020 <= code < 0xE0080 else CONTROL
    if category.startswith("M") or any(a <= code < b for a, b in _EXTENDING):
        return EXTEND
    if 0x1F1E6 <= code < 0x1F200:
        return FLAG
    if any(a <= code < b for a, b in _NOTES):
        return NOTE
    if any(a <= code < b for a, b in _EMOJI):
        return EMOJI
    if 0xFF10 <= code < 0xFF5B:
        return WIDE
    if code < 0x2E80:
        return _western(code, category)
    return HAN


def _western(code: int, category: str) -> str:
    if 0x2190 <= code < 0x2E00 or unicodedata.east_asian_width(chr(code)) in "WF":
        return HAN
    if category in ("Nd",):
        return DIGIT
    if category[0] in "LN":
        return LETTER
    if category in ("Ps", "Pi"):
        return OPENER
    if category in ("Pe", "Pf"):
        return CLOSER
    return SYMBOL if code < 0x500 else HAN


_TABLE = _Classes({ord(c): name for name, members in _MEMBERS.items() for c in members})


def classes(text: str) -> str:
    """The class of every code point."""
    return text.translate(_TABLE)
