"""Where words begin: a library's dictionary, the trade's phrases, the house's own names (RULES T1).

The library takes a quarter of a second to load, so it is asked only for display text that has to
be broken, and what it said is kept in the cache.  The trade's phrases (trade.txt)
are read then too; words of the house go over both.
"""

from __future__ import annotations

import json
from functools import lru_cache, partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from presslayout.base import traditional
from presslayout.base.cache import Cache, key_of
from presslayout.base.traditional import simplified
from presslayout.base.values import field, frozen
from presslayout.base.version import DICTIONARY, installed

if TYPE_CHECKING:
    from collections.abc import Callable

# The phrases of the trade, by the month of their list: what the cache keeps is of one list.
PHRASES, DATED = "trade.txt", "2026-11"
PHRASE_LEAST, PHRASE_MOST = 3, 12
# One-character words that stand by themselves; any other two characters that the dictionary leaves
# side by side are a name that it does not know.
_ALONE = frozenset(
    "的地得了着过们吗呢吧之者和与及或在把被将从对向为以让使是有不也都就又还很更最再才只已未没"
    "我你他她它这那此其各每某上下中里内外前后间个名位年月日时元人家"
)
# Nothing longer is a word: what the library leaves whole beyond it has no words inside.
_LONGEST_WORD = 40
# A word is parted best where it falls into so few words (全国人民代表大会|常务委员会, 全国 人民|代表大会).
SEAM_MOST = 3


@frozen
class Words:
    """The words of one house; `house` are its own, in the order of its files."""

    # A list may have a million words, and whatever is fitted to a width is looked up by them.
    house: tuple[str, ...] = field(default=(), hash=False)
    cache: Cache = field(default_factory=Cache.disabled)

    def __call__(self, text: str) -> frozenset[int]:
        """The offsets at which a word or phrase begins, where a line may be broken before it."""
        return self._kept("words", text, lambda own: _outside(text, own))

    def within(self, text: str) -> frozenset[int]:
        """The offsets at which words begin, those inside the phrases of the trade too."""
        return self._kept("words within", text, lambda own: _starts(text, own))

    def parts(self, text: str) -> frozenset[int]:
        """The offsets at which words begin inside longer words: 全国人民|代表大会."""
        return self._kept("parts of words", text, lambda own: _parts(text, own))

    def seams(self, text: str) -> frozenset[int]:
        """Those of the parts that leave it in three words at most: 代表大会|常务委员会, not 代表|大会."""
        return self._kept("seams of words", text, lambda own: _parts(text, own, SEAM_MOST))

    def _kept(
        self, what: str, text: str, ask: Callable[[tuple[str, ...]], set[int]]
    ) -> frozenset[int]:
        # Only the words that the text holds can change where it is cut.
        own = tuple(held(self, text))
        key = _key(what, text, own)
        kept = self.cache.get(key)
        if kept is not None:
            return frozenset(json.loads(kept))
        found = sorted(ask(own))
        self.cache.put(key, json.dumps(found).encode("ascii"))
        return frozenset(found)


def promised(words: Words, text: str) -> tuple[str, Callable[[], object]]:
    """The key under which a text's words are kept, and what makes and keeps them."""
    own = tuple(held(words, text))
    return _key("words", text, own), partial(Words(own, words.cache), text)


def _key(what: str, text: str, own: tuple[str, ...]) -> str:
    return key_of(what, text, installed(DICTIONARY), traditional.version(), DATED, own)


def held(words: Words, text: str) -> list[str]:
    """The words of the house that a text holds, in the order of its files."""
    places, lengths = _places(words)
    found = {
        text[at : at + length]
        for length in lengths
        for at in range(len(text) - length + 1)
        if text[at : at + length] in places
    }
    return sorted(found, key=places.__getitem__)


@lru_cache(maxsize=2)
def _places(words: Words) -> tuple[dict[str, int], tuple[int, ...]]:
    """Where each word of a house stands in its list, and the lengths that they have."""
    places = {word: number for number, word in reversed([*enumerate(words.house)])}
    return places, tuple(sorted({len(word) for word in places}))


def _starts(text: str, house: tuple[str, ...]) -> set[int]:
    from presslayout.base.dictionary import tokens

    found: set[int] = set()
    at = 0
    before = ""
    for token in tokens(text, house):
        if at and not _unknown_name(before, token):
            found.add(at)
        before = token
        at += len(token)
    return found - _in_house(text, house)


def _in_house(text: str, house: tuple[str, ...]) -> set[int]:
    """The offsets inside words of the house: one word, whatever the library made of its neighbours."""
    found: set[int] = set()
    for word in house:
        begin = text.find(word)
        while begin >= 0:
            found.update(range(begin + 1, begin + len(word)))
            begin = text.find(word, begin + 1)
    return found


def _unknown_name(before: str, after: str) -> bool:
    """Whether two tokens of one character each look like a name that was cut."""
    if len(before) != 1 or len(after) != 1 or not (before + after).isalpha():
        return False
    return before not in _ALONE and after not in _ALONE


@lru_cache(maxsize=1)
def phrases() -> frozenset[str]:
    """The fixed phrases of the trade."""
    lines = Path(__file__).with_name(PHRASES).read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


def _outside(text: str, house: tuple[str, ...]) -> set[int]:
    """Where words and phrases begin; none inside a phrase."""
    from presslayout.base.dictionary import opened, tokens

    begins, inside, beside = _starts(text, house), set[int](), set[int]()
    known, looked_up = phrases(), simplified(text)
    edges = begins | {0, len(text)}
    for at in range(len(text) - PHRASE_LEAST + 1):
        for length in range(min(PHRASE_MOST, len(text) - at), PHRASE_LEAST - 1, -1):
            # What begins and ends inside words is none: 发展中|国家.
            if looked_up[at : at + length] in known and (at in edges or at + length in edges):
                inside.update(range(at + 1, at + length))
                beside |= {at, at + length}
                break
    if beside <= edges:
        return begins - inside
    # The library may glue a phrase's end to what follows: 环境日有 is no word of it, 加工业 is one.
    first = 0
    for token in tokens(text, house):
        last = first + len(token)
        if opened(house).has_word(token):
            beside.difference_update(range(first + 1, last))
        first = last
    return (begins | beside) - inside - _in_house(text, house) - {0, len(text)}


def _parts(text: str, house: tuple[str, ...], most: int = _LONGEST_WORD) -> set[int]:
    """Where a word of four characters or more falls into words of two or more, `most` of them."""
    from presslayout.base.dictionary import opened

    looked_up, library = simplified(text), opened(house)
    edges = sorted({0, *_starts(text, house), len(text)})
    found: set[int] = set()
    for first, last in pairwise(edges):
        word = looked_up[first:last]
        for at in range(2, min(len(word), _LONGEST_WORD) - 1):
            sides: list[str] = [
                *library.cut(word[:at], True),  # noqa: FBT003
                *library.cut(word[at:], True),  # noqa: FBT003
            ]
            if len(sides) <= most and min(map(len, sides)) > 1:
                found.add(first + at)
    return found
