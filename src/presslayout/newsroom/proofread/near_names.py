"""Names of a story that differ in one character alike, neither of them known beforehand.

Every stretch that begins with a surname and holds no word is a name that may be; two of them that
are one another but for a character alike in sound or shape are one person, where somebody is named
so in one place at least.
"""

from __future__ import annotations

from bisect import bisect
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.lexicon import (
    alike,
    is_han,
    look_alike,
    nearly_sounds_like,
    one_apart,
)
from presslayout.newsroom.proofread.people import DOUBLE, POSTS, SURNAMES, likely

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HAN = regex(r"[\u4e00-\u9fff]{3,}")
_SURNAMES, _DOUBLE = frozenset(SURNAMES), frozenset(DOUBLE.split("|"))
# No given name has these.
_NEVER = frozenset(
    "的了和与及或们都就等为被是在有不也又还这那我他她它你着过说到把给让对向从将之以其个很最更每各该本并而但上下前后里中内外者"
    "省市县区乡镇村街时次位件些吗呢吧啊"
)
_NOBODY = frozenset("那一 那几 那两 有一 有几 有两".split())
_BEFORE = regex(
    rf"(?:{POSTS}|图为|图中|作者|编辑|摄影|同志|青年|姑娘|小伙|老人|大爷|大妈|丈夫|妻子|儿子|女儿|父亲|母亲|弟弟|妹妹|哥哥|姐姐|徒弟|弟子|后卫|前锋|"
    rf"门将|中场|选手|冠军|亚军|主演|主教练|被告|原告|业主|客户|用户|户主|患者|车主|先生|女士|叫|名叫)\Z|[，。！？；：、“”（）《》\n@…—]\Z|\A\Z|[ 和与由向请找让给对跟]\Z"
)
_TITLE = regex(rf"(?:{POSTS}|作者|编辑|摄影|同志|读者)[ \u3000]?\Z")
_LISTED = ("", "、", "，", "\u3000", " ", "\n", "和")
_AFTER = regex(
    r"[，。！？；：、“”（）…—]|\Z|\n|的|说|在|是|也|还|又|就|都|把|从|向|对|用|和|与|一|今年|介绍|表示|告诉|认为|笑|问|答|站|坐|走|蹲|拿|"
    r"这|那|没|不|只|很|最|曾|已|正|将|给|被|有|来|去|到|看|听|想|要|会|能|起初|后来|事后|回忆|坦言|老实|先生|女士|同志|老人|等|摄"
)
_REACH = 8
_KIN, _ROLL = ("夫人", "先生", "女士", "遗孀"), 14
# Whoever is named more often under both spellings is two people.
_OFTEN = 3
_LOOSE, _SURE = 1, 2


def near_names(text: str, parts: Sequence[int] = ()) -> Iterator[tuple[int, str, str]]:
    """Where a name stands that is another of the text but for one character, it, and the other.

    `parts` are the places where the stories of the text begin: across them less is taken for alike.
    """
    places: dict[str, list[int]] = {}
    for at, name in _stretches(text):
        if _NEVER.isdisjoint(name[1:]):
            places.setdefault(name, []).append(at)
    for one, other in _pairs(places):
        place = one_apart(one, other)
        if place is None or not _alike(one[place], other[place]):
            continue
        met = [[_named(text, at, len(name)) for at in places[name]] for name in (one, other)]
        if not (any(met[0]) and any(met[1])):
            continue
        if min(map(max, met)) < _SURE and not (likely(one) and likely(other)):
            continue
        usual, rare = sorted((one, other), key=lambda name: (-len(places[name]), places[name][0]))
        at = places[rare][0]
        own = {bisect(parts, here) for here in places[usual]}
        near = bisect(parts, at) in own
        sure = sum(map(max, met)) > _LOOSE + _LOOSE
        if len(places[rare]) < _OFTEN and (near or (sure and alike(one[place], other[place]))):
            yield at, rare, usual


def _stretches(text: str) -> Iterator[tuple[int, str]]:
    """Every stretch that begins with a surname and is as long as a name."""
    for run in _HAN.finditer(text):
        said = run.group()
        for at in range(len(said) - 2):
            # 那一刻 is nobody.
            if said[at : at + 2] in _NOBODY:
                continue
            if said[at] in _SURNAMES:
                yield run.start() + at, said[at : at + 3]
            if said[at : at + 2] in _DOUBLE and at + 4 <= len(said):
                yield run.start() + at, said[at : at + 4]


def odd_surnames(text: str, name: str) -> Iterator[tuple[int, str]]:
    """Where a name stands with a character for its surname that is none and is alike: 闽大海 for 闵大海."""
    at = text.find(name[1:])
    while at >= 0:
        first = text[at - 1 : at]
        if (
            first not in ("", name[0])
            and first not in _SURNAMES
            and is_han(first)
            and _alike(first, name[0])
            and _named(text, at - 1, len(name))
        ):
            yield at - 1, first + name[1:]
        at = text.find(name[1:], at + 1)


def _pairs(places: dict[str, list[int]]) -> Iterator[tuple[str, str]]:
    rows: dict[tuple[int, str], list[str]] = {}
    for name in places:
        for at in range(len(name)):
            rows.setdefault((at, name[:at] + name[at + 1 :]), []).append(name)
    for names in rows.values():
        for number, one in enumerate(names):
            for other in names[:number]:
                yield other, one


def _alike(one: str, other: str) -> bool:
    return nearly_sounds_like(one, other) or look_alike(one, other)


def _named(text: str, at: int, length: int) -> int:
    """How sure it is that somebody is called so there: behind a title or a mark, before what he does."""
    end = at + length
    if text[end : end + 1] == "·" or text[at - 1 : at] == "·":
        return 0
    called = text[max(0, at - _REACH) : at]
    if (
        called.endswith(_KIN)
        and text[end : end + 1] == "、"
        and "、" in text[max(0, at - _ROLL) : at]
    ):
        # 刘家夫人王光美、李家夫人林佳楣: a roll.
        return 0
    if _TITLE.search(called) is None and called[-1:] in _LISTED and text[end : end + 1] in _LISTED:
        # In a list two may be called nearly alike.
        return 0
    before = _BEFORE.search(called) is not None
    after = _AFTER.match(text, end) is not None
    if before and after:
        return _SURE
    if before or after:
        joined = _is_word(text[at - 1 : at + 1]) or _is_word(text[end - 1 : end + 1])
        return 0 if joined else _LOOSE
    return 0


def _is_word(some: str) -> bool:
    import rjieba

    return len(some) > 1 and len(rjieba.cut(some, hmm=False)) == 1
