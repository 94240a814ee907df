"""Where the words of texts begin, asked of the dictionary once for all of them and kept."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from presslayout.base.cache import key_of
from presslayout.base.dictionary import tokens
from presslayout.base.version import DICTIONARY, installed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.base.cache import Cache

# A word that breaks softly (U+00AD) is one word, and so is what an apostrophe joins.
_JOINING = frozenset("\u00ad'’")
_PARAGRAPH = "\n"


def word_starts(texts: Iterable[str], cache: Cache) -> dict[str, frozenset[int]]:
    """Each text with the offsets at which its words begin."""
    wanted = sorted(set(texts))
    whole = _PARAGRAPH.join(wanted)
    if not whole:
        return dict.fromkeys(wanted, frozenset())
    begins = _starts(whole, cache)
    found: dict[str, frozenset[int]] = {}
    at = number = 0
    for text in wanted:
        own = []
        while number < len(begins) and begins[number] < at + len(text):
            own.append(begins[number] - at)
            number += 1
        found[text] = frozenset(own)
        at += len(text) + 1
        while number < len(begins) and begins[number] < at:
            number += 1
    return found


def _starts(whole: str, cache: Cache) -> list[int]:
    """The offsets at which words begin; kept as the length of each, a character a word."""
    key = key_of("words of an archive", whole, installed(DICTIONARY), installed("opencc"))
    kept = cache.get(key)
    if kept is None:
        lengths = [min(len(word), 255) for word in _divided(tokens(whole))]
        kept = bytes(lengths)
        cache.put(key, kept)
    return _joined(whole, [0, *accumulate(kept)][:-1])


def _divided(words: Iterable[str]) -> Iterable[str]:
    """The words, none longer than a byte can tell."""
    for word in words:
        for begin in range(0, len(word), 255):
            yield word[begin : begin + 255]


def _joined(whole: str, begins: list[int]) -> list[int]:
    return [
        at
        for at in begins
        if not (
            0 < at < len(whole)
            and (whole[at] in _JOINING or whole[at - 1] in _JOINING)
            and whole[at - 1] < "\u2e80"
            and whole[at] < "\u2e80"
            and not (whole[at - 1].isspace() or whole[at].isspace())
        )
    ]
