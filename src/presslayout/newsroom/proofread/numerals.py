"""Numbers in a text by what they are worth, whether in figures or in Han: 20 and 二十, 2万 and 20000."""

from __future__ import annotations

from decimal import Decimal

from presslayout.base.patterns import regex

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_FIGURES = regex(r"(?<![0-9.A-Za-z])([0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)([万亿]?)([%％‰]?)")
# Two characters at least, with a place in them: 一 alone is hardly ever a number to check.
_HAN = regex(
    r"(?<![第十百千万亿〇零一二两三四五六七八九])[一二两三四五六七八九十百千万亿零〇]{2,}(?![成分几])"
)

Value = tuple[Decimal, str]


def values(text: str) -> list[tuple[Value, str, int]]:
    """(worth and its sign, words, offset) of every number in the text, in its order."""
    found: list[tuple[Value, str, int]] = []
    for match in _FIGURES.finditer(text):
        worth = Decimal(match[1].replace(",", "")) * _MYRIADS.get(match[2], 1)
        sign = match[3].replace("％", "%")
        found.append(((worth, sign), match.group(), match.start()))
    for match in _HAN.finditer(text):
        number = han(match.group())
        if number is not None:
            found.append(((Decimal(number), ""), match.group(), match.start()))
    return sorted(found, key=lambda row: row[2])


def han(words: str) -> int | None:
    """What a number in Han is worth; None for what is none (三三, 十百, 万一)."""
    total = part = digit = 0
    last = ""
    for char in words:
        if char in _DIGITS:
            if last in _DIGITS and last not in "零〇":
                return None
            digit = _DIGITS[char]
        elif char in _PLACES:
            if last in _PLACES or (last in "零〇" and last):
                return None
            part += (digit or 1) * _PLACES[char]
            digit = 0
        else:
            if not last or last in _MYRIADS:
                return None
            total += (part + digit) * _MYRIADS[char]
            part = digit = 0
        last = char
    return total + part + digit if any(c in _PLACES or c in _MYRIADS for c in words) else None
