"""Places of an issue that differ in one character alike: 盐仓巷 and 盐仓港, 红柳沟换热站 and 红柳构换热站."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.lexicon import (
    alike,
    is_han,
    look_alike,
    nearly_sounds_like,
    slips,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

# What places end in.
PLACES = "省市县区乡镇村寨屯街巷弄桥坊坪坳垭岭峪沟湾滩坝河江湖溪港渡岛山坞浦埠堡庄渠峡埭圩岗坡墩塘潭泉洲关庙塔寺冲坎峰里"
_KINDS = "小学|中学|大桥|水库|车站|医院|广场|公园|社区|隧道|渡口|码头|古镇|林场|景区|遗址|轮渡|古城|古道|老街|湿地|灌区|矿区|牧场|农场|电站|机场"
_STRETCH = tuple(
    regex(rf"(?=({row}))")
    for row in (
        rf"[\u4e00-\u9fff]{{2}}[{PLACES}]",
        rf"[\u4e00-\u9fff]{{3}}[{PLACES}]",
        rf"[\u4e00-\u9fff]{{2}}(?:{_KINDS})",
    )
)
# Lanes and yards: one name has one of them.
_LANES = frozenset("巷坊弄里")
# No name of a place has these, nor any that stands for another by sound in running words.
_NEVER = frozenset(
    "的了和与及或们都就等为被是在有不也又还这那我他她它你着过说到把给让对向从将之以其个很最更每各该本并而但些吗呢吧啊"
    "全某两几省市县区乡镇村"
)
_NUMBERS = frozenset("一二三四五六七八九十百千万零东西南北上下前后左右内外")
_BEFORE_PLACES = regex(
    r"[，。！？；：、“”（）《》\n省市县区乡镇村州在到从去往向由至于自和与距离沿过了的是叫住经赴抵使观游—～ -]\Z|\A\Z"
)
_GROUNDS = frozenset("坪坝湾沟岭坡塘岗冲坑坳垭峪滩洲墩堡庄寨屯桥")
_AROUND, _LONG, _THREE = 8, 2, 3


def is_place(name: str) -> bool:
    """Whether a name ends as places do, or as what stands in one."""
    return name[-1] in PLACES or name.endswith(tuple(_KINDS.split("|")))


def near_places(text: str) -> Iterator[tuple[int, str, str]]:
    """Where a place stands that is another of the text but for one character, it, and the other."""
    places: dict[str, list[int]] = {}
    for match in (one for pattern in _STRETCH for one in pattern.finditer(text)):
        if _NEVER.isdisjoint(match[1][:-1]):
            places.setdefault(match[1], []).append(match.start())
    seen: set[str] = set()
    for name, where in places.items():
        if not (_strange(name) or (len(where) > 1 and _strange(name[-2:]))) or not any(
            _begins(text, at) for at in where
        ):
            continue
        for at, other, place in slips(name, text):
            if (
                other in seen
                or not _begins(text, at)
                or _is_word(other)
                or not (
                    _for_another(other[place], name[place])
                    or _no_ground(text, other, name, place, where)
                )
            ):
                continue
            rare = text.count(other)
            long = _shared(text, at, where, len(name))
            if rare > len(where) or (rare == len(where) and _first(text, other) < where[0]):
                continue
            sure = len(where) > rare or long >= _LONG or other[-1] in PLACES
            odd = len(name) > _THREE or _strange(other)
            if sure and odd and _loose(text, at, len(name), place):
                seen.add(other)
                yield at, other, name


def _no_ground(text: str, other: str, name: str, place: int, where: list[int]) -> bool:
    """Whether a place that stands once lacks the ground that the usual name has: 上柳盆村, 上柳坪村."""
    return (
        len(name) > _THREE
        and place == len(name) - 2
        and name[place] in _GROUNDS
        and other[place] not in PLACES
        and other[place] not in _NEVER
        and len(where) > 1
        and text.count(other) == 1
    )


def _first(text: str, words: str) -> int:
    return text.find(words)


def _for_another(one: str, other: str) -> bool:
    if one in _NEVER or (one in _NUMBERS and other in _NUMBERS):
        return False
    if one in _LANES and other in _LANES:
        return True
    return nearly_sounds_like(one, other) or look_alike(one, other) or alike(one, other)


def _is_word(some: str) -> bool:
    import rjieba

    return len(rjieba.cut(some, hmm=False)) == 1


def _begins(text: str, at: int) -> bool:
    return _BEFORE_PLACES.search(text[max(0, at - 1) : at]) is not None


def _strange(name: str) -> bool:
    """Whether a name holds no word of common use."""
    import rjieba

    if len(name) > _THREE and name[-2:] in _KINDS:
        name = name[:-2]
    words = rjieba.tag(name, hmm=False)
    return all(len(word) == 1 or kind in ("ns", "nr", "nz", "nrt", "nrfg") for word, kind in words)


def _shared(text: str, at: int, where: list[int], length: int) -> int:
    """How far the words behind two places are the same, at most."""
    longest = 0
    for other in where:
        size = 0
        while (
            size < _AROUND
            and (char := text[at + length + size : at + length + size + 1]) not in ("", "\n")
            and is_han(char)
            and text[other + length + size : other + length + size + 1] == char
        ):
            size += 1
        longest = max(longest, size)
    return longest


def _loose(text: str, at: int, length: int, place: int) -> bool:
    """Whether the character that differs makes no word with what stands beside the name."""
    import rjieba

    begin = max(0, at - _AROUND)
    edge, wrong = begin, at + place
    for word in rjieba.cut(text[begin : at + length + _AROUND], hmm=False):
        if edge <= wrong < edge + len(word):
            return len(word) == 1 or (edge >= at and edge + len(word) <= at + length)
        edge += len(word)
    return True
