"""What is known of words: those often written wrong, set phrases, characters alike in sound or shape.

The lists lie beside this module, dated, each with its licence; they are opened for copy that needs
them.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from presslayout.base.values import frozen

HERE = Path(__file__).parent
# The month of our own lists; what a paper finds wrong with them is mended in its 用语.
DATED = "2026-11"
IDIOM = 4


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


def alike(one: str, other: str) -> bool:
    """Whether two characters are alike in sound, tones apart, or in shape."""
    return sounds_like(one, other) or not _shapes().get(one, frozenset()).isdisjoint(
        _shapes().get(other, frozenset())
    )


@lru_cache(maxsize=4096)
def sounds_like(one: str, other: str) -> bool:
    """Whether two characters are alike in sound, tones apart."""
    return any(one in line and other in line for line in _readings())


def one_apart(one: str, other: str) -> int | None:
    """Where two words of one length differ, when in one character alone."""
    if len(one) != len(other):
        return None
    places = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return places[0] if len(places) == 1 else None


@cache
def _readings() -> tuple[str, ...]:
    """The characters of each reading."""
    return tuple(_lines("sounds.txt"))


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
