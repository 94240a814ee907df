"""Runs that classes alone do not show: quotations, numbers with units, compounds, addresses.

Everything here reads text and class letters and knows no face (RULES U3–U10,
B1–B5, K5, Q1).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.typeset import classes as cl
from presslayout.typeset.blanks import gaps
from presslayout.typeset.credits import names
from presslayout.typeset.kinsoku import AFTER_RANGE_COST, FORBIDDEN, FREE

if TYPE_CHECKING:
    from collections.abc import Iterator

# RULES §6.4 and §7: what it costs to end a line inside one of these.
NUMBER_UNIT_COST = 40
URL_COST = 5
BEFORE_AT_COST = 60
HASH_COST = 15
# A name of an address is parted where gaps would open by more than half an em otherwise (RULES B5).
ADDRESS_COST = 600
COMPOUND_COST = 20

# A post is parted from its first name only where gaps would open by half an em otherwise (U13).
POST_COST = 400

# A foreign name breaks behind its ·, where a line end costs nothing, before it does inside a part
# that lies between two, or beside one (U14).
NAME_PART_COST = 30

# A word or a code as wide as a line is broken at these prices; one that only leaves the line
# before it loose when gaps would pass half an em, which costs 400 (RULES B1).
SYLLABLE_COST, HUMP_COST, LETTERS_COST, ANYWHERE_COST, PIECE_COST = 60, 30, 100, 160, 25
LOOSE_WORD_COST, LOOSE_PIECE_COST = 340, 200
LONG_WORD, LONG_CODE = 8, 12

# Han that follow a number and belong to it (RULES U6).
_UNIT_HAN = "年月日时分秒号版人元亿万千百岁个次期届度级位名家件项米公里斤吨亩户条套场轮股辆座栋层"
_BEFORE_UNIT = regex(rf"[0-9０-９][\s%％]*(?=[{_UNIT_HAN}])")
# What else is counted stands as close to its number, but a line may end before it: 10天, 3棵.
_COUNTED = f"{_UNIT_HAN}天周季点楼章节回集篇首册张幅棵株头只匹间处倍折余多毫厘平立摄尺寸顷箱袋瓶枚颗批种组支"
NUMBER_BEFORE_UNIT = regex(rf"[0-9０-９][\s%％]*(?=[{_COUNTED}])")
_ORDINAL = regex(r"第(?=\s*[0-9０-９])")
# A unit or a number across a space stays with its number or code (RULES U5, U8).
_UNIT_LATIN = regex(
    r"(?<=[0-9])[ \t]+(?=(?:[kMGTmcdnμµ]?(?:m|g|s|l|L|Hz|W|Wh|V|A|B|b|bit|bps|Pa|N|J|K|t|ha|pt|px|"
    r"ppi|dpi|mol|cal|eV)|km/h|m/s|mm|cm|km|min|h|rpm|°C|Ω)(?![A-Za-z]))"
)
_CODE_NUMBER = regex(
    r"(?:(?<=[A-Z№§])|(?<![A-Za-z])(?:(?:No|Vol|Fig|Art|p|pp)\.|[A-Za-z]+-?[A-Z][a-z]+))[ \t]+(?=[0-9])"
)
# 15 kW·h, 6 N·m: a unit of two (RULES U5).
_UNIT_POINT = regex(r"(?<=[0-9])[ \t]?[A-Za-zµμΩ]{1,4}·(?=[A-Za-z])")
# 10 000: thousands that a blank parts are one number; telephone numbers are not (RULES D1).
_SPACED_NUMBER = regex(r"(?<![0-9.,] )(?<![0-9.,])[0-9]{1,3}(?: [0-9]{3})+(?![0-9]| [0-9])")
# Of letters that `_name_letters` gives: ranges of so many characters take milliseconds to compile.
_NAME_PART = regex("(?<=H·)H{2,6}(?=·H)|H{2}(?=·H{2})|(?<=H{2}·)H{2}")
_DATE = regex(r"(?<=[0-9][·・•‧])(?=[0-9])")
# 一二·九: the same in Han.
_HAN_DATE = regex("[〇零一二三四五六七八九十]{1,3}[·・•‧][〇零一二三四五六七八九十]{1,3}")
# Times, ratios and decimals with full-width marks; a comma where it parts thousands (RULES U3).
_FULL_POINT = regex(r"(?<=[0-9０-９][：．])(?=[0-9０-９])")
_WIDE_POINT = regex(r"(?:(?<=[０-９][.,:])|(?<=[~-]))(?=[０-９])")
_THOUSANDS = regex(r"(?<![0-9０-９.．])[0-9０-９]{1,3}，(?=[0-9０-９]{3}(?:[^0-9０-９]|$))")
# ～50 is a number with its sign; 10～25 are two with a connector between them (RULES U7).
_NUMERALS = "0-9０-９一二三四五六七八九十百千万亿点两几"
_ABOUT = regex(rf"(?<![{_NUMERALS}A-Za-z%％℃°])(?<![{_NUMERALS}][{_COUNTED}])[～〜–](?=[0-9０-９])")
# A minus may begin a line; a hyphen may not: it is one in a name (歼-20, 天问-3), and a minus before what
# has degrees or a share, or behind a word that brings a value.
_MINUS_AFTER_HAN = regex(
    r"(?<=[\u4e00-\u9fff])(?=−[0-9０-９]|-[0-9]{1,4}(?:\.[0-9]{1,4})?[ ]?(?:℃|°|度|[%％]))"
    r"|(?<=[为到至达温于约低是差值得])(?=-[0-9０-９])"
)
# The Han of the first plane.
_HAN_FIRST, _HAN_LAST = "\u3400", "\u9fff"
# What is looked for, the signs of which a text must have one, what a line end costs.
_OF_NUMBERS = (
    (_BEFORE_UNIT, "", NUMBER_UNIT_COST),
    (_ORDINAL, "第", NUMBER_UNIT_COST),
    (_UNIT_LATIN, " \t", FORBIDDEN),
    (_CODE_NUMBER, " \t", FORBIDDEN),
    (_UNIT_POINT, "·", FORBIDDEN),
    (_DATE, "·・•‧", FORBIDDEN),
    (_MINUS_AFTER_HAN, "-−", FREE),
    (_FULL_POINT, "：．", FORBIDDEN),
    (_WIDE_POINT, ".,:~-", FORBIDDEN),
    (_THOUSANDS, "，", FORBIDDEN),
    (_ABOUT, "～〜–", FORBIDDEN),
)
# A connector typed as a full-width hyphen (京－沪); the + of a name (互联网+); a name behind its @.
_CONNECTED = regex(r"(?<=[\u3400-\u9fff”》）])－(?=[\u3400-\u9fff“《（])")
_TRAILING = regex(r"(?<=[\u3400-\u9fff])(?=[+＋](?![0-9０-９]))")
_NAMED_AT = regex(r"[@＠](?=[\u3400-\u9fff])")
# Of two signs round a topic the second closes what the first opens: #我的家乡#.
_TOPIC = regex(r"[#＃][^#＃\s，。！？；：、]{1,40}[#＃]")
_BEHIND_TOPIC = regex(r"[\u3400-\u9fffA-Za-z0-9]")
_TYPED_SIGNS = "－+＋@＠#＃"
# Words in full-width letters.
_FULL_LETTER = regex("[Ａ-Ｚａ-ｚ]")
_FULL_WORD = regex("[Ａ-Ｚａ-ｚ０-９](?:[＆．＠＿－＋／]?[Ａ-Ｚａ-ｚ０-９])+＋*|[Ａ-Ｚａ-ｚ]＋+")
# Note marks behind a word or its stop: [12], 〔3〕, ², *, a number in a circle that ends a text (K5);
# the number of a document: 〔2026〕12号.
_NOTES = regex("[\\[［〔*＊⁰¹²³⁴-⁹†‡①-⑳]")
_NUMBERS = "[0-9０-９]{1,4}(?:[-–~～,，、－—][0-9０-９]{1,4})*"
_NOTE_MARK = regex(
    rf"(?<=\S)(?=[\[［〔]{_NUMBERS}[\]］〕])|(?<=[\u3400-\u9fff”》）])(?=[*＊⁰¹²³⁴-⁹])"
    r"|(?<=[。！？，、；])(?=[†‡]|[①-⑳](?:$|[。！？，、；：”》）]))"
    r"|(?<=[0-9０-９][〕］])(?=[0-9０-９]{1,5}号)"
)
_COMPOUND = regex(r"(?<=[A-Za-z]{2})[-‐](?=[a-z]{2})")
# Schemes, local parts and labels of hosts have a most, so that a long run is read once, not from
# every place in it (RFC 1035, RFC 5321).
_ADDRESS = regex(
    r"(?i)(?:[a-z][a-z0-9+.-]{0,30}://|www\.)[\w\-./?&=#%:~+@!$*,;]+"
    r"|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
    r"|[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/[\w\-./?&=#%:~+]*",
    re.ASCII,
)
_HASH = regex(r"[0-9A-Za-z]{24,}")
_AFTER_PIECE = regex(r"[/@._\-?&=#%](?![/.])")
_CODE_PIECE = regex(
    r"(?<=[A-Za-z])[/._&+=@-](?=[A-Za-z])|(?<=[0-9])[/_](?=[A-Za-z])"
    r"|(?<=[0-9A-Fa-f]{4}):(?=[0-9A-Fa-f]{4})"
    # A telephone number behind its area.
    r"|(?<![0-9-])(?:0[0-9]{2,3}-(?=[0-9]{7,8}(?![0-9]))|[48]00-(?=[0-9]{3}-?[0-9]{4}))"
)
_LETTERS = regex(r"[A-Za-z]{7,}")
_HUMP = regex(r"(?<=[a-z])(?=[A-Z])")
_QUOTES = regex("[“”‘’]")
_CHINESE = regex("[HKISEP]")
_LIST_NUMBER = regex(r"(?:^|[PSEI])N")


def contextual(text: str, raw: str) -> str:
    """Class letters with quotes, dashes and hyphens classed by their neighbours (RULES Q1)."""
    made: list[str] | None = None
    if cl.QUOTE in raw:
        made = list(raw)
        _straight(text, raw, made)
    if ("“" in text or "”" in text or "‘" in text or "’" in text) and _mixed(text, raw):
        made = made or list(raw)
        _curly(text, raw, made)
    return raw if made is None else "".join(made)


def _mixed(text: str, raw: str) -> bool:
    """Whether a curly quote could be a Western one: beside letters, within another, or alone."""
    return cl.LETTER in raw or "‘" in text or "’" in text or not _CHINESE.search(raw)


def special_breaks(text: str, raw: str) -> Iterator[tuple[int, int]]:
    """(offset, cost) of line ends before `offset` where classes alone would say otherwise."""
    if cl.NOTE in raw:
        for match in _LIST_NUMBER.finditer(raw):
            yield match.end(), FORBIDDEN
    yield from _of_points(text, raw)
    between = gaps(text, raw)
    yield from ((at, POST_COST) for at in between.close)
    yield from ((at, FORBIDDEN) for at in between.tied)
    for name in names(text):
        yield from ((at, FORBIDDEN) for at in name)
    if cl.DIGIT in raw or cl.WIDE in raw:
        yield from _of_numbers(text)
    if any(sign in text for sign in _TYPED_SIGNS):
        yield from _of_signs(text)
    if _FULL_LETTER.search(text):
        for match in _FULL_WORD.finditer(text):
            yield from ((at, FORBIDDEN) for at in range(match.start() + 1, match.end()))
    if _NOTES.search(text):
        yield from ((match.start(), FORBIDDEN) for match in _NOTE_MARK.finditer(text))
    if cl.LETTER in raw:
        yield from _of_words(text)


def _of_signs(text: str) -> Iterator[tuple[int, int]]:
    """Signs between Han that stand for marks: what each opens, closes or joins (RULES K1, K4)."""
    for match in _CONNECTED.finditer(text):
        yield match.start(), FORBIDDEN
        yield match.end(), AFTER_RANGE_COST
    for match in _TRAILING.finditer(text):
        yield match.end(), FORBIDDEN
    for match in _NAMED_AT.finditer(text):
        yield match.end(), FORBIDDEN
    for match in _TOPIC.finditer(text):
        yield match.end() - 1, FORBIDDEN
        if _BEHIND_TOPIC.match(text, match.end()):
            yield match.end(), FREE


def _of_points(text: str, raw: str) -> Iterator[tuple[int, int]]:
    if cl.POINT in raw:
        for match in _NAME_PART.finditer(_name_letters(text)):
            yield from ((at, NAME_PART_COST) for at in range(match.start() + 1, match.end()))
    for match in _HAN_DATE.finditer(text):
        yield from ((at, FORBIDDEN) for at in range(match.start() + 1, match.end()))


def _name_letters(text: str) -> str:
    """A letter for each character: H for what names are written in, the point itself."""
    return "".join(
        "H" if _HAN_FIRST <= char <= _HAN_LAST else "·" if char == "·" else " " for char in text
    )


def _of_numbers(text: str) -> Iterator[tuple[int, int]]:
    for pattern, signs, cost in _OF_NUMBERS:
        if not signs or any(sign in text for sign in signs):
            for match in pattern.finditer(text):
                yield match.end(), cost
    if " " in text:
        for match in _SPACED_NUMBER.finditer(text):
            blanks = (at for at in range(*match.span()) if text[at] == " ")
            yield from ((at + 1, FORBIDDEN) for at in blanks)


def _of_words(text: str) -> Iterator[tuple[int, int]]:
    for match in _COMPOUND.finditer(text):
        yield match.end(), COMPOUND_COST
    for match in _HASH.finditer(text):
        if not (match[0].isalpha() or match[0].isdigit()):
            yield from ((at, HASH_COST) for at in range(match.start() + 2, match.end() - 2))
    for match in _ADDRESS.finditer(text):
        begun = text.find("://", match.start(), match.end())
        if begun >= 0:
            # Not inside the :// but behind it.
            begun += 3
            yield begun, URL_COST
        else:
            begun = match.start()
        # RULES B5: the last resort is any character.
        yield from ((at, ADDRESS_COST) for at in range(begun + 2, match.end() - 1))
        for piece in _AFTER_PIECE.finditer(text, begun + 1, match.end() - 1):
            if piece[0] == "@":
                yield piece.start(), BEFORE_AT_COST
            yield piece.end(), URL_COST


def last_resorts(text: str, *, wide: bool) -> Iterator[tuple[int, int]]:
    """(offset, cost) of breaks inside a Western run that leaves lines too loose (RULES §6.5, B1).

    `wide` says that no line can hold the run: then it is broken anywhere, at least two letters
    before and three after, where its language divides it by preference.
    """
    from presslayout.typeset import hyphens

    if wide:
        yield from ((at, ANYWHERE_COST) for at in range(2, len(text) - 2))
    elif len(text) < LONG_WORD:
        return
    for stretch in _LETTERS.finditer(text):
        price = 0 if wide else LOOSE_WORD_COST
        begun, end = stretch.start() + 2, stretch.end() - 2
        if wide:
            yield from ((at, LETTERS_COST) for at in range(begun, end))
        at = stretch.start()
        yield from ((at + n, SYLLABLE_COST + price) for n in hyphens.points(stretch[0], named=wide))
        # RULES B4: a coined word is broken at its hump.
        yield from ((m.start(), HUMP_COST + price) for m in _HUMP.finditer(text, begun, end))
    if wide or len(text) >= LONG_CODE:
        price = PIECE_COST if wide else LOOSE_PIECE_COST
        yield from ((m.end(), price) for m in _CODE_PIECE.finditer(text))


def _straight(text: str, raw: str, made: list[str]) -> None:
    """Straight quotes: apostrophes inside words, the others opening and closing in turn.

    One without a partner stays what it is: no line ends on either side of it (UAX #14 LB19).
    """
    opened: dict[str, int] = {}
    for at, kind in enumerate(raw):
        if kind != cl.QUOTE:
            continue
        mark = text[at]
        inside = 0 < at < len(raw) - 1 and raw[at - 1] in cl.WORD and raw[at + 1] in cl.WORD
        if mark == "'" and inside:
            made[at] = cl.LETTER
        elif mark in opened:
            made[opened.pop(mark)], made[at] = cl.OPENER, cl.CLOSER
        else:
            opened[mark] = at


def _curly(text: str, raw: str, made: list[str]) -> None:
    """A curly quote is Chinese where the level that encloses its pair is Chinese."""
    waiting: list[int] = []
    pairs: list[tuple[int, int, int]] = []
    for match in _QUOTES.finditer(text):
        at = match.start()
        mark = text[at]
        if mark in "“‘":
            waiting.append(at)
            continue
        after_word = at > 0 and raw[at - 1] in cl.WORD
        if mark == "’" and after_word and at + 1 < len(raw) and raw[at + 1] in cl.WORD:
            made[at] = cl.LETTER
            continue
        opener = "“" if mark == "”" else "‘"
        if waiting and text[waiting[-1]] == opener:
            begun = waiting.pop()
            pairs.append((begun, at, waiting[-1] if waiting else -1))
        elif mark == "’" and (after_word or raw[at + 1 : at + 2] == cl.DIGIT):
            # students’, ’08.
            made[at] = cl.LETTER
    ends = {begun: end for begun, end, _ in pairs}
    chinese = [match.start() for match in _CHINESE.finditer(raw)]
    for begun, end, around in pairs:
        first, last = (around + 1, ends[around]) if around in ends else (0, len(raw))
        if bisect_left(chinese, first) == bisect_left(chinese, last):
            made[begun], made[end] = cl.OPENER, cl.CLOSER
