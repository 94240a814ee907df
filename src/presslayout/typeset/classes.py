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
REPEAT: Final = "K"  # 々 〻 ー ゝ ヽ and small kana: Han cells that may not begin a line
LEANING: Final = "T"  # vertical forms of opening marks: Han cells that may not end a line
NOTE: Final = "N"  # ① † ※: bound to the word before
BLANK: Final = "I"  # U+3000
WIDE: Final = "F"  # full-width digits
SIGN: Final = "g"  # ＋ ＝ ≥: one cell, bound to the numbers beside it
EMOJI: Final = "A"
# Western text.
LETTER: Final = "W"
DIGIT: Final = "d"
OPENER: Final = "o"
CLOSER: Final = "c"
POINTING: Final = "t"  # . , : ; ! ?
HYPHEN: Final = "h"
SYMBOL: Final = "s"
QUOTE: Final = "a"  # " and ', told apart by their neighbours; what stays has no partner
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
    SOLIDUS: "/／⁄∕",
    REPEAT: "々〻ーゝゞヽヾ゛゜゠ꀕ・‧•․‥‼‽⁇⁈⁉︐︑︒︓︔︕︖︘︙︰︶︸︺︼︾﹀﹂﹄﹈﹐﹑﹒﹔﹕﹖﹗"
    "｡｣､･ｰﾞﾟ｠〛"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿｧｨｩｪｫｬｭｮｯ",
    LEANING: "︗︵︷︹︻︽︿﹁﹃﹇｢｟〚",
    NOTE: "†‡※",
    BLANK: "\u3000",
    OPENER: "([{¡¿",
    CLOSER: ")]}",
    # A wave that was typed for ～ begins no line either.
    POINTING: ".,:;!?~",
    HYPHEN: "-‐‑",
    QUOTE: "\"'",
    AFTER: "%％‰‱℃℉°′″‴‵¢￠",
    BEFORE: "$＄¥￥£￡€¤№#＃±₩",
    SPACE: " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f",
    TIED_SPACE: "\u00a0\u202f\u2007",
    OPENING_ZERO: "\u200b",
    SOFT_HYPHEN: "\u00ad",
    JOINER: "\u2060\ufeff\u200c\u034f",
    LIGATING: "\u200d",
    LINE_FEED: "\n\v\f\r\x85\u2028\u2029",
    SYMBOL: "∶×÷−",
    SIGN: "＋－＝＜＞＆＠≤≥≦≧≮≯≈≠≡∓∝﹢﹣﹤﹥﹦",
}
# Blocks whose characters are alike, (first, last, class), the first that holds a code wins.
_BLOCKS: tuple[tuple[int, int, str], ...] = (
    (0x3400, 0x9FFF, HAN),
    (0x20000, 0x3347F, HAN),
    (0xFE00, 0xFE0F, EXTEND),
    (0xE0100, 0xE01EF, EXTEND),
    (0xE0020, 0xE007F, EXTEND),
    (0x1F3FB, 0x1F3FF, EXTEND),
    (0x1F1E6, 0x1F1FF, FLAG),
    # ⁺ ₍: what stands beside a figure off the line belongs to it.
    (0x2070, 0x208E, LETTER),
    (0x2460, 0x2473, NOTE),
    (0x24F5, 0x24FE, NOTE),
    (0x2776, 0x2793, NOTE),
    (0x3251, 0x325F, NOTE),
    (0x32B1, 0x32BF, NOTE),
    # ㎡ ㎏ ㏄: units in one cell.
    (0x3371, 0x337A, AFTER),
    (0x3380, 0x33DD, AFTER),
    (0x2600, 0x27BF, EMOJI),
    (0x1F000, 0x1FAFF, EMOJI),
    (0xFF10, 0xFF19, WIDE),
    (0x1B130, 0x1B16F, REPEAT),
)
# Where a block says nothing: by general category, then by its first letter.
_CATEGORIES: dict[str, str] = {
    "Co": NOBODY,
    "Cn": NOBODY,
    "Cs": NOBODY,
    "C": CONTROL,
    "M": EXTEND,
    "Sc": BEFORE,
}
_WESTERN_CATEGORIES: dict[str, str] = {
    "Nd": DIGIT,
    "Nl": HAN,  # Ⅲ: no letter and no digit, it takes no gap
    "N": LETTER,
    "L": LETTER,
    "Ps": OPENER,
    "Pi": OPENER,
    "Pe": CLOSER,
    "Pf": CLOSER,
    "Po": POINTING,
}
_FIRST_ARROW, _LAST_LATIN = 0x2190, 0x4FF
_FIRST_PLANE = 0x10000


class _Classes(dict[int, str]):
    """Classes by code point, each found out once."""

    def __missing__(self, code: int) -> str:
        found = _derived(code)
        self[code] = found
        return found


def _derived(code: int) -> str:
    """The class of a character that no list names, from what Unicode says of it."""
    category = unicodedata.category(chr(code))
    for first, last, kind in _BLOCKS:
        if first <= code <= last and (kind == HAN or category != "Cn"):
            return kind
    found = _CATEGORIES.get(category) or _CATEGORIES.get(category[0])
    if found:
        return found
    if code < _FIRST_ARROW and unicodedata.east_asian_width(chr(code)) not in "WF":
        return _western(code, category)
    return REPEAT if category == "Po" and code >= _FIRST_PLANE else HAN


def _western(code: int, category: str) -> str:
    if category == "Po" and code <= _LAST_LATIN:
        return SYMBOL
    found = _WESTERN_CATEGORIES.get(category) or _WESTERN_CATEGORIES.get(category[0])
    return found or (SYMBOL if code <= _LAST_LATIN else HAN)


_TABLE = _Classes({ord(c): name for name, members in _MEMBERS.items() for c in members})

# Marks by their category that draw nothing themselves (Unicode, Default_Ignorable_Code_Point):
# they choose the form of the character before them.
_SELECTORS = frozenset(
    chr(code)
    for first, last in (
        (0x34F, 0x34F),
        (0x17B4, 0x17B5),
        (0x180B, 0x180F),
        (0xFE00, 0xFE0F),
        (0xE0100, 0xE01EF),
    )
    for code in range(first, last + 1)
)


# Kept by Unicode for what steers and is not seen, and what never is a character.
_NOTHING = frozenset((0x2065, *range(0xFFF0, 0xFFF9), *range(0xE0000, 0xE1000)))
_NONE_OF_PLANE = frozenset((0xFFFE, 0xFFFF))
_NONE = range(0xFDD0, 0xFDF0)


def is_printing(char: str) -> bool:
    """Whether a character needs a glyph: spaces, controls and selectors do not (RULES H1, H6).

    One of a private use area is a character of the paper's own making, one that Unicode does not have
    yet may be of a later year: both are to be seen.
    """
    if not char.isprintable():
        return unicodedata.category(char) in {"Co", "Cn"} and not _is_nothing(ord(char))
    return not char.isspace() and char not in _SELECTORS


def _is_nothing(code: int) -> bool:
    """Whether a code point never is a character, or one that is not to be seen."""
    return code in _NONE or code & 0xFFFF in _NONE_OF_PLANE or code in _NOTHING


def classes(text: str) -> str:
    """The class of every code point."""
    return text.translate(_TABLE)
