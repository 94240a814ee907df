"""What is known of words: those often written wrong, set phrases, characters alike in sound or shape.

The lists lie beside this module, dated, each with its licence; they are opened for copy that needs
them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

HERE = Path(__file__).parent
# The month of our own lists; what a paper finds wrong with them is mended in its 用语.
DATED = "2026-11"
IDIOM = 4
_FIRST, _LAST = "\u4e00", "\u9fff"
_BLURRED = (
    (regex("^([zcs])h"), r"\1"),
    (regex("([aei]n)g$"), r"\1"),
    (regex("^n(?=.)"), "l"),
)


@frozen
class Idioms:
    """Set phrases of four characters, by their first and by their last two; what is right besides."""

    first: dict[str, tuple[str, ...]]
    last: dict[str, tuple[str, ...]]
    right: frozenset[str]


@cache
def wrong_words() -> dict[str, dict[str, str]]:
    """Words that are written wrong and what is meant, by their first two characters."""
    found: dict[str, dict[str, str]] = {}
    for line in _lines("wrongwords.txt"):
        wrong, _, right = line.partition("=")
        found.setdefault(wrong[:2], {})[wrong] = right
    return found


@cache
def idioms() -> Idioms:
    """The set phrases."""
    usual, _, besides = "\n".join(_lines("idioms.txt")).partition("\n=\n")
    first: dict[str, list[str]] = {}
    last: dict[str, list[str]] = {}
    words = usual.split("\n")
    for word in words:
        first.setdefault(word[:2], []).append(word)
        last.setdefault(word[2:], []).append(word)
    return Idioms(
        {half: tuple(some) for half, some in first.items()},
        {half: tuple(some) for half, some in last.items()},
        frozenset((*words, *besides.split("\n"))),
    )


@frozen
class LongWords:
    """Words of three characters and more, by two of theirs: the first, the last, of three the outer."""

    first: Mapping[str, Sequence[str]]
    last: Mapping[str, Sequence[str]]
    outer: Mapping[str, Sequence[str]]


@cache
def long_words() -> LongWords:
    """The long words."""
    first: dict[str, list[str]] = {}
    last: dict[str, list[str]] = {}
    outer: dict[str, list[str]] = {}
    for word in _lines("longwords.txt"):
        first.setdefault(word[:2], []).append(word)
        last.setdefault(word[-2:], []).append(word)
        if len(word) < IDIOM:
            outer.setdefault(word[0] + word[2], []).append(word)
    return LongWords(first, last, outer)


def is_han(char: str) -> bool:
    """Whether one character is Han."""
    return _FIRST <= char <= _LAST


def alike(one: str, other: str) -> bool:
    """Whether two characters are alike in sound, tones apart, or in shape."""
    return sounds_like(one, other) or look_alike(one, other)


def look_alike(one: str, other: str) -> bool:
    """Whether two characters are alike in shape."""
    return not _shapes().get(one, frozenset()).isdisjoint(_shapes().get(other, frozenset()))


@lru_cache(maxsize=4096)
def sounds_like(one: str, other: str) -> bool:
    """Whether two characters are alike in sound, tones apart."""
    return not _sounds().get(one, frozenset()).isdisjoint(_sounds().get(other, frozenset()))


@lru_cache(maxsize=4096)
def nearly_sounds_like(one: str, other: str) -> bool:
    """Whether two characters sound alike to those who tell no zh from z, n from l, ng from n."""
    mine, yours = (
        {_blurred(sound) for sound in _sounds().get(char, frozenset())} for char in (one, other)
    )
    return not mine.isdisjoint(yours)


def _blurred(sound: str) -> str:
    for heard, same in _BLURRED:
        sound = heard.sub(same, sound)
    return sound


def one_apart(one: str, other: str) -> int | None:
    """Where two words of one length differ, when in one character alone."""
    if len(one) != len(other):
        return None
    places = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return places[0] if len(places) == 1 else None


def slips(word: str, text: str) -> Iterator[tuple[int, str, int]]:
    """The stretches of a text that are one character apart from a word of two or more.

    Each with where it begins and at which of its characters it differs.
    """
    for place in range(len(word)):
        lead, tail = word[:place], word[place + 1 :]
        anchor, before = (tail, place + 1) if len(tail) >= len(lead) else (lead, 0)
        at = text.find(anchor)
        while at >= 0:
            begin = at - before
            if begin >= 0:
                other = text[begin : begin + len(word)]
                if one_apart(other, word) == place:
                    yield begin, other, place
            at = text.find(anchor, at + 1)


@cache
def _sounds() -> dict[str, frozenset[str]]:
    """The readings of each character, without tones."""
    found: dict[str, set[str]] = {}
    for line in _lines("sounds.txt"):
        sound, _, chars = line.partition(" ")
        for char in chars:
            found.setdefault(char, set()).add(sound)
    return {char: frozenset(some) for char, some in found.items()}


@cache
def _shapes() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("shapes.txt")):
        for char in line:
            found.setdefault(char, set()).add(number)
    return {char: frozenset(some) for char, some in found.items()}


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.split("\n") if line and not line.startswith("#")]
