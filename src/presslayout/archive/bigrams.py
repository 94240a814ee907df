"""Texts as the pairs of characters that they consist of, and words as rows of such pairs.

A pair is a token.  Where nothing or a blank follows, the last character stands alone: so pairs that
stand side by side in the index stand side by side in the text, and a row of them is the word.
"""

from __future__ import annotations

from functools import cache
from itertools import product

from presslayout.base.patterns import regex

# What parts texts: blanks, and what prints nothing and has no place in a word.
_PARTING = regex("[\\s\0-\x1f\x7f-\x9f\u180e\ud800-\udfff]+")
# Figures on, above and below the line: those behind a letter stand for one another (m2, CO2).
_FIGURES = ("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", "₀₁₂₃₄₅₆₇₈₉")
_SHIFTED = {char: way for way in zip(*_FIGURES, strict=True) for char in way}
# A word is looked for in so many spellings at most.
MOST_SPELLINGS = 512


def tokens(text: str) -> str:
    """The pairs of a text in their order, blanks between them."""
    return " ".join(run[n : n + 2] for run in runs(text) for n in range(len(run)))


def characters(text: str) -> str:
    """The different characters of a text, blanks between them."""
    return " ".join(sorted(set("".join(runs(text)))))


def runs(text: str) -> list[str]:
    """The stretches of a text without blanks."""
    return [run for run in _PARTING.split(text) if run]


def pairs(word: str) -> list[str]:
    """The pairs of a word of two characters or more."""
    return [word[n : n + 2] for n in range(len(word) - 1)]


def words(query: str) -> list[str]:
    """The words of what somebody looks for: what blanks part, each once."""
    return list(dict.fromkeys(runs(query)))


def cased(word: str) -> bool:
    """Whether a word has capitals: then it stands for itself alone, else for both (gdp, GDP)."""
    return word != word.lower()


def lowered(text: str) -> str:
    """A text of the same length in small letters."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(one if len(one) == 1 else char for char in text for one in (char.lower(),))


def spellings(word: str, *, folded: bool) -> tuple[str, ...]:
    """The ways in which a word may stand in a text; more than itself only where they are `folded`.

    Traditional and variant characters, wide letters and figures; behind a letter figures that are
    raised or lowered.
    """
    if not folded:
        return (word,)
    ways = [_ways(char, before) for before, char in zip(" " + word, word, strict=False)]
    many = 1
    for way in ways:
        many *= len(way)
    if many > MOST_SPELLINGS:
        # Of long words the commonest spelling of each character: all simplified, all traditional.
        plain = "".join(min(way, key=_order) for way in ways)
        return tuple(dict.fromkeys((word, plain, *_uniform(ways))))
    return tuple("".join(chars) for chars in product(*ways))


def _ways(char: str, before: str) -> tuple[str, ...]:
    """How a character may be written behind another."""
    shifted = _SHIFTED.get(char, ()) if before.isascii() and before.isalpha() else ()
    return tuple(dict.fromkeys((*_kin().get(char, (char,)), *shifted)))


def _order(char: str) -> tuple[bool, int]:
    return len(char.encode("gb2312", "ignore")) == 0, ord(char)


def _uniform(ways: list[tuple[str, ...]]) -> list[str]:
    longest = max(map(len, ways))
    return ["".join(way[min(n, len(way) - 1)] for way in ways) for n in range(longest)]


@cache
def _kin() -> dict[str, tuple[str, ...]]:
    """Every character that is written in several ways, with all of them."""
    import opencc

    han = [chr(code) for code in (*range(0x3400, 0xA000), *range(0x20000, 0x2A6E0))]
    groups: dict[str, list[str]] = {}
    found = opencc.OpenCC("t2s").convert("\n".join(han)).split("\n")
    plain = opencc.OpenCC("jp2t").convert("\n".join(han)).split("\n")
    again = opencc.OpenCC("t2s").convert("\n".join(plain)).split("\n")
    for char, simple, other in zip(han, found, again, strict=True):
        root = simple if len(simple) == 1 and simple != char else other
        groups.setdefault(root if len(root) == 1 else char, []).append(char)
    for code in range(0xFF01, 0xFF5F):
        groups.setdefault(chr(code - 0xFEE0), [chr(code - 0xFEE0)]).append(chr(code))
    return {char: tuple(sorted(kin)) for kin in groups.values() if len(kin) > 1 for char in kin}
