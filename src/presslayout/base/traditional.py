"""Traditional characters and the simplified ones that stand for them, by the table of OpenCC.

The library is opened for a text that needs it: most copy holds nothing beyond GB 2312.
"""

from __future__ import annotations

from functools import cache

from presslayout.base.version import installed

LIBRARY = "opencc"
# The ranges of Han that the table speaks of.
_FIRST, _LAST = 0x3400, 0x9FFF
# The 通用规范汉字表 of 2013 took these back for names, places and terms: they are simplified copy's own.
RESTORED = frozenset("仝甦邨氾堃犇龢迺崑汎陞昇脩濬夥乾藉瞭麽喆淼甯祐珪澂皙瞋噘蹚勠麴")
# What a conversion leaves behind, in GB 2312 or beyond Big5: 以後, 於是, 徵求, 鷄蛋.
_LEFT_BEHIND = frozenset("後於徵鷄")


def simplified(text: str) -> str:
    """A text of the same length with each Traditional character as its simplified one."""
    return text if _plain(text) else text.translate(_table())


def traditional(text: str) -> list[int]:
    """Where characters stand that simplified copy does not write, names apart."""
    if _plain(text):
        return []
    table = _table()
    return [at for at, char in enumerate(text) if ord(char) in table and not _own(char)]


def version() -> str:
    """The version of the library, whose table shapes how Traditional copy is parted into words."""
    return installed(LIBRARY)


def _plain(text: str) -> bool:
    """Whether no character of a text may be Traditional: those beyond GB 2312 are looked at."""
    if not _LEFT_BEHIND.isdisjoint(text):
        return False
    return _in(text, "gb2312") or not any(map(_usual, set(text)))


@cache
def _usual(char: str) -> bool:
    """Whether a Han character is one of Big5 and none of GB 2312's, as Traditional ones are."""
    return _FIRST <= ord(char) <= _LAST and _in(char, "cp950") and not _in(char, "gb2312")


def _own(char: str) -> bool:
    if char in _LEFT_BEHIND:
        return False
    return char in RESTORED or not _usual(char)


def _in(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


@cache
def _table() -> dict[int, str]:
    import opencc

    characters = [chr(code) for code in range(_FIRST, _LAST + 1)]
    found = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(char): simple
        for char, simple in zip(characters, found, strict=True)
        if char != simple and len(simple) == 1
    }
