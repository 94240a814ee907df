"""Long words with one character alike in sound or shape in the place of another: 条件反设, 友宜赛.

A word of three characters and more leaves so much of itself that no list of its misspellings is
wanted: what stands there must be no word, and the text must fall into fewer words when it is put
right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.lexicon import alike, long_words, one_apart, sounds_like

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.newsroom.proofread.lexicon import LongWords

_SHORTEST = 3
_TWICE = regex(r"(\w)\1(\w)\2")
# How far round a place words are parted.
_AROUND = 8
# These stand by themselves anywhere: 大多的, 所有人.
_FREE = frozenset(
    "的了在是和与及或也都就又还而但并把被将让使给对向从到于为以因由按用等着过地得不没很更最太再"
    "一二三四五六七八九十百千万亿两几这那此该其各每某我你他她它们个年月日时次名人上下中里大小多少来去有说看做暨"
)


def long_slips(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a long word is written wrong, how, and the word."""
    known = long_words()
    seen: set[int] = set()
    for match in _TWICE.finditer(text):
        word = _twofold(match.group(), known)
        if word:
            seen.add(match.start())
            yield match.start(), match.group(), word
    for at in range(len(text) - _SHORTEST + 1):
        for word, begin in _meant(text, at, known):
            wrong = text[begin : begin + len(word)]
            place = one_apart(wrong, word)
            if place is None or begin in seen or not _slip(text, begin, word, place):
                continue
            seen.add(begin)
            yield begin, wrong, word


def _twofold(wrong: str, known: LongWords) -> str:
    """The word that a twofold one is but for one half alike: 陆陆序序 for 陆陆续续."""
    if _is_word(wrong):
        return ""
    meant = [
        word
        for half, rows in ((wrong[:2], known.first), (wrong[2:], known.last))
        for word in rows.get(half, ())
        if len(word) == len(wrong) and word[2] == word[3] and word[0] == word[1]
        and all(a == b or sounds_like(a, b) for a, b in zip(wrong, word, strict=True))
    ]  # fmt: skip
    return meant[0] if len(set(meant)) == 1 else ""


def _meant(text: str, at: int, known: LongWords) -> Iterator[tuple[str, int]]:
    """Words that two characters of the text belong to, and where they would begin."""
    half = text[at : at + 2]
    for word in known.first.get(half, ()):
        yield word, at
    for word in known.last.get(half, ()):
        if at + 2 >= len(word):
            yield word, at + 2 - len(word)
    for word in known.outer.get(text[at] + text[at + 2], ()):
        yield word, at


def _slip(text: str, begin: int, word: str, place: int) -> bool:
    wrong = text[begin : begin + len(word)]
    one, other = wrong[place], word[place]
    if one in _FREE or not alike(one, other):
        return False
    if len(word) == _SHORTEST and (not _FREE.isdisjoint(word) or _halved(wrong)):
        return False
    return not _is_word(wrong) and _falls_into_place(text, begin, word, place)


def _halved(wrong: str) -> bool:
    return _is_word(wrong[:2]) or _is_word(wrong[1:])


def _is_word(some: str) -> bool:
    import rjieba

    return len(rjieba.cut(some, hmm=False)) == 1


def _falls_into_place(text: str, begin: int, word: str, place: int) -> bool:
    """Whether the wrong character hangs loose, and the right word takes in what stood apart."""
    import rjieba

    first = max(0, begin - _AROUND)
    end = begin + len(word)
    before = rjieba.cut(text[first : end + _AROUND], hmm=False)
    after = rjieba.cut(text[first:begin] + word + text[end : end + _AROUND], hmm=False)
    if len(after) >= len(before) or word not in after:
        return False
    at, edges, loose = first, {first}, False
    for one in before:
        loose = loose or (at == begin + place and len(one) == 1)
        at += len(one)
        edges.add(at)
    return loose and begin in edges and end in edges
