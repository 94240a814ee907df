"""Words and set phrases that are written wrong: by a list of ours, and one character from an idiom."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.lexicon import IDIOM, alike, idioms, one_apart, wrong_words
from presslayout.newsroom.proofread.misplaced import misplaced
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Diagnostic

# What stands wrong twice is a way of this copy: a name, a play on words.
_OFTEN = 3
# How far round a place words are parted to see where they begin.
_AROUND = 12
# Longer words are hardly ever made up by chance.
_SHORT = 3
_TWO = 2
# What the dictionary may hold together with a word.
_WITH = frozenset("在于到成了着过的大可将会")
# 以经年的常绿, 共渡经济难关: what is written wrong elsewhere is right before these.
_NOT_BEFORE = {
    "以经": regex("[年典书史济验]"),
    "在次": regex("[版日年月要级高大]"),
    "本份": regex("[声文报合协材问名清杂通公表]"),
    "共渡": regex("[^，。；！？]{0,6}(?:难关|危机|时艰|险|江|河|海|劫|难)"),
}


def wrong_wording(told: StoryText, *, dictionary: bool = True) -> Iterator[Diagnostic]:
    """Words of the list, and phrases that differ from an idiom in one character.

    With the dictionary, long words too that differ from what stands there in one character.
    """
    listed = {**dict(misplaced(told.text)), **dict(_listed(told.text))}
    found = {place: row for place, row in listed.items() if not _in_a_name(told.text, place)}
    for place, (wrong, right) in found.items():
        yield _listed_wrong(told, place, wrong, right)
    for place, wrong, right in _long(told.text) if dictionary else ():
        if all(at not in found for at in range(place - _SHORT, place + len(wrong))):
            found[place] = wrong, right
            yield _listed_wrong(told, place, wrong, right)
    covered = {at for place, (wrong, _) in found.items() for at in range(place, place + len(wrong))}
    for place, wrong, right in _nearly(told.text):
        if covered.isdisjoint(range(place, place + IDIOM)):
            yield warning(
                "wrong-idiom", told, (place, IDIOM),
                Text(
                    f"“{wrong}”和成语“{right}”差一个音近或形近的字",
                    f"{wrong} is the set phrase {right} but for one character alike",
                ),
                Text(f"改成“{right}”；有意的，写进「已核」", f"write {right}, or list it under accepted (已核)"),
            )  # fmt: skip


def _in_a_name(text: str, at: int) -> bool:
    """Whether what seems wrong begins with the end of a name: 司机麻德|胜开了十六年班车."""
    called = _called()
    return called.search(text, max(0, at - _AROUND), at) is not None


@cache
def _called() -> re.Pattern[str]:
    """What somebody is, a surname that is no word, and at most the first character of what they are called."""
    from presslayout.newsroom.proofread.people import POSTS, firm_surnames

    return regex(rf"{POSTS}[{firm_surnames()}][\u4e00-\u9fff]?\Z")


def _long(text: str) -> Iterator[tuple[int, str, str]]:
    from presslayout.newsroom.proofread.long_words import long_slips

    return long_slips(text)


def _listed_wrong(told: StoryText, place: int, wrong: str, right: str) -> Diagnostic:
    return warning(
        "wrong-word", told, (place, len(wrong)),
        Text(f"“{wrong}”应是“{right}”", f"{wrong} should be {right}"),
        Text(f"改成“{right}”；有意的，写进「已核」", f"write {right}, or list it under accepted (已核)"),
    )  # fmt: skip


def _listed(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    known = wrong_words()
    taken = -1
    for at in range(len(text) - 1):
        some = known.get(text[at : at + 2])
        if some is None or at < taken:
            continue
        for wrong, right in sorted(some.items(), key=lambda row: -len(row[0])):
            if (other := _NOT_BEFORE.get(wrong)) and other.match(text, at + len(wrong)):
                continue
            if not text.startswith(wrong, at) or _inside(right, text, at, wrong):
                continue
            stands = len(wrong) > _SHORT or whole(text, at, len(wrong)) or _held(text, at, wrong)
            if stands and (len(wrong) > _SHORT or _fits(text, at, wrong, right)):
                taken = at + len(wrong)
                yield at, (wrong, right)
                break


def _fits(text: str, at: int, wrong: str, right: str) -> bool:
    """Whether the right word of two characters stands by itself where the wrong one is."""
    if len(right) != _TWO or len(wrong) != _TWO:
        return True
    begin = max(0, at - _AROUND)
    mended = text[begin:at] + right + text[at + _TWO : at + _TWO + _AROUND]
    return whole(mended, at - begin, _TWO) or right in _longer(mended, at - begin, _TWO)


def _held(text: str, at: int, wrong: str) -> bool:
    """Whether the dictionary takes a wrong word together with what goes with it: 座落在, 大部份."""
    return _longer(text, at, len(wrong)).replace(wrong, "") in _WITH


def _longer(text: str, at: int, length: int) -> str:
    """The word of the dictionary that holds a stretch, one character longer; nothing if there is none."""
    import rjieba

    begin = max(0, at - _AROUND)
    place = begin
    for word in rjieba.cut(text[begin : at + length + _AROUND], hmm=False):
        if place <= at and at + length <= place + len(word):
            return word if len(word) == length + 1 else ""
        place += len(word)
    return ""


def _inside(right: str, text: str, at: int, wrong: str) -> bool:
    """Whether what stands there is the right word already, which holds the wrong one."""
    lead = right.find(wrong)
    return lead >= 0 and text.startswith(right, at - lead)


def whole(text: str, at: int, length: int) -> bool:
    """Whether no word of the dictionary goes over either end of a stretch."""
    return {at, at + length} <= _edges(text, at, length)


def _edges(text: str, at: int, length: int) -> set[int]:
    """Where words begin and end round a stretch."""
    import rjieba

    begin = max(0, at - _AROUND)
    edges, place = set(), begin
    for word in rjieba.cut(text[begin : at + length + _AROUND], hmm=False):
        edges.add(place)
        place += len(word)
    return {*edges, place}


def _stands(text: str, at: int, right: str) -> bool:
    """Whether a phrase ends where a word does, and begins where one does, if need be once it is put right.

    遇事故步自锋: what is wrong makes another word of its beginning.
    """
    end = at + IDIOM
    edges = _edges(text, at, IDIOM)
    return end in edges and (at in edges or whole(text[:at] + right + text[end:], at, IDIOM))


def _nearly(text: str) -> Iterator[tuple[int, str, str]]:
    known = idioms()
    first, last = known.first, known.last
    seen: dict[int, tuple[str, str]] = {}
    for at in range(len(text) - 1):
        half = text[at : at + 2]
        if half in first:
            _compared(text, at, first[half], seen)
        if half in last and at > 1:
            _compared(text, at - 2, last[half], seen)
    often = Counter(wrong for wrong, _ in seen.values())
    for at, (wrong, right) in sorted(seen.items()):
        if often[wrong] < _OFTEN and _stands(text, at, right):
            yield at, wrong, right


def _compared(text: str, at: int, known: tuple[str, ...], seen: dict[int, tuple[str, str]]) -> None:
    words = text[at : at + IDIOM]
    for right in known:
        place = one_apart(words, right)
        if place is None:
            continue
        if words not in idioms().right and alike(words[place], right[place]):
            seen.setdefault(at, (words, right))
