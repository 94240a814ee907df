"""Names close behind what people are: 记者许知微、实习生田禾 (RULES U12).

Where no blank says what a name is, a post before it does, and a mark, a blank or a verb behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.typeset.blanks import surnamed

if TYPE_CHECKING:
    from collections.abc import Iterator

_POST = regex(
    "记者|通讯员|实习生|见习生|撰稿人|摄影[/／]?|[文图摄][/／]|书记|主任|主席|经理|教授|教练|队员"
    "|[省市县区州镇乡村局厅部处科院校所站行会队组班社馆事]长"
)
_BLANKS = regex("[ \t\u3000]*")
# A name and what may follow it: no word goes on behind it by mistake.
_ENDS = regex(
    "[，。：！？、）)】〕,:;；/／\\s]|\\Z|等|和|与|报道|采写|摄|文[/／、]|图[/／、]|说|介绍|告诉|表示|主持|出席|参加"
)
_AND = "、和与及"
_LONGEST, _SHORTEST = 4, 2


def names(text: str) -> Iterator[range]:
    """The places inside such names, each range one name."""
    for post in _POST.finditer(text):
        at = _after(text, post.end())
        while (end := _name(text, at)) > at:
            yield range(at + 1, end)
            behind = _after(text, end)
            if text[behind : behind + 1] in _AND and behind < len(text):
                behind += 1
            at = behind if behind > end else len(text)


def _after(text: str, at: int) -> int:
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def _name(text: str, at: int) -> int:
    """Where the name ends that begins here; where it begins, if none does."""
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        word = text[at : at + length]
        ended = len(word) == length and _ENDS.match(text, at + length)
        if ended and word.isalpha() and surnamed(word) and not _POST.search(word):
            return at + length
    return at
