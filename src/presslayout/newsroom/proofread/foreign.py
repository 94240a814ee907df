"""Names from abroad: one character apart from, or in another order than, a name of the same issue."""

from __future__ import annotations

import itertools
from bisect import bisect
from collections import Counter
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.lexicon import alike, is_han, one_apart, slips

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# The characters that names from abroad are written with.
SOUNDED = (
    "阿埃艾爱安昂奥巴白拜班邦保鲍贝本比彼毕别宾波伯博布查昌戴丹当道德登邓迪蒂丁杜多顿厄恩尔法凡方菲费芬丰冯弗夫福盖甘冈戈格根贡古"
    "瓜圭哈海汉豪赫黑亨洪胡华怀惠霍基吉加贾简杰金居喀卡凯坎康考科克肯孔库夸昆拉莱兰朗劳勒雷黎里理利丽莉连良列林琳留龙卢鲁露伦罗洛"
    "吕玛马迈麦曼芒毛梅门蒙米缪莫默姆穆娜纳奈南内尼妮宁牛纽努诺欧帕潘庞佩彭皮平珀普奇齐恰钱乔切琴丘仁荣茹儒瑞若萨塞赛桑瑟森沙莎"
    "尚绍舍申圣施什史士舒顺司丝斯苏索塔泰坦汤唐陶特滕提田廷通图托脱瓦万旺威韦维魏温翁沃乌伍武西希锡夏香肖谢辛欣休徐许雪逊雅亚延扬"
    "耶叶伊因英永尤约宰赞泽曾扎詹珍芝佐略辽柳那娅嘉斐缇妲黛蕾芙萝莲茜蓓苔桃弥迦梵琼薇婕赖埔澳邱歇耐涅聂葛盎甸佛茨兹烈翰柏恺蓬"
)
_FULL = regex(rf"([{SOUNDED}]{{1,7}})·([{SOUNDED}]{{2,7}})(?![·{SOUNDED}])")
_RUN = regex(rf"(?<![·])[{SOUNDED}]{{3,7}}(?!·)")
_WITH = frozenset("同与和向对由让请给被把")
_NO_END = frozenset("当因将在")
_LEAST, _TWICE = 3, 2
# Of a name so long enough is left over to know it by, whatever stands in its midst.
_KNOWN = 5
# Without a dot so many characters of this kind are a name.
_LONG = 5
# Whoever is written so more often is somebody else.
_OFTEN = 3


def foreign(text: str, parts: Sequence[int] = ()) -> Iterator[tuple[int, str, str]]:
    """Where a name from abroad is written otherwise than before, so written, and as before.

    `parts` are the places where the stories of the text begin.
    """
    full = [(m.start(), m[1], m[2]) for m in _FULL.finditer(text)]
    known: dict[str, int] = {}
    for at, left, right in full:
        known.setdefault(right, at)
        known.setdefault(left, at)
    for name, first in known.items():
        if len(name) < _LEAST:
            continue
        for at, other, place in _others(name, text):
            near = bisect(parts, at) == bisect(parts, first)
            if other in known or _is_word(other) or text.count(other) >= _OFTEN:
                continue
            if near or alike(other[place], name[place]):
                yield at, other, name
    yield from _shortened(known, text)
    yield from _first_names(full, text)
    yield from _turned(text, frozenset(known))
    yield from _undotted(text, parts, frozenset(known))


def _others(name: str, text: str) -> Iterator[tuple[int, str, int]]:
    """Short mentions that differ from a name in one character."""
    for begin, other, place in slips(name, text):
        inside = len(name) >= _KNOWN and 0 < place < len(name) - 1
        if (inside and is_han(other[place])) or _for_another(other[place], name[place]):
            ends = text[begin + len(name) : begin + len(name) + 1]
            starts = text[begin - 1 : begin] if begin > 0 else ""
            after = text[begin + len(name) : begin + len(name) + 2]
            goes_on = ends != "" and ends in SOUNDED + "·" and not _is_word(after)
            if not goes_on and not (starts != "" and starts in SOUNDED + "·"):
                yield begin, other, place


def _shortened(known: Mapping[str, int], text: str) -> Iterator[tuple[int, str, str]]:
    """Names that lack one of their characters: 林德霍姆, 林德霍尔姆."""
    runs = [(m.start(), m.group()) for m in _RUN.finditer(text)]
    # 当 behind a name may be a word of its own: 林德霍尔姆当天.
    for name in (*known, *(name[:-1] for name in known if name[-1] in _NO_END)):
        short = {name[:at] + name[at + 1 :] for at in range(1, len(name) - 1)}
        for at, run in runs if len(name) > _LEAST + 1 else ():
            whole = text[at - 1 : at] not in SOUNDED or at == 0
            if whole and run in short and run not in known and text.count(run) < _OFTEN:
                yield at, run, name


def _is_word(some: str) -> bool:
    import rjieba

    return len(some) > 1 and len(rjieba.cut(some, hmm=False)) == 1


def _strange(*names: str) -> bool:
    """Whether names hold no word of common use."""
    import rjieba

    return not any(
        len(word) > 1 and kind in ("a", "ad", "v", "d", "n", "b")
        for name in names
        for word, kind in rjieba.tag(name, hmm=False)
    )


def _for_another(one: str, other: str) -> bool:
    return is_han(one) and (one in SOUNDED or alike(one, other))


def _first_names(full: list[tuple[int, str, str]], text: str) -> Iterator[tuple[int, str, str]]:
    for number, (at, left, right) in enumerate(full):
        for before, first, last in full[:number]:
            if last == right and len(first) > 1 and one_apart(first, left) is not None:
                if first[0] != left[0] and any(_joined(text, place) for place in (at, before)):
                    # 他同本·阿里总统, 总统本·阿里: the first character is a word's.
                    break
                name, other = f"{first}·{last}", f"{left}·{right}"
                if text.count(other) < _OFTEN:
                    yield at, other, name
                break


def _undotted(
    text: str, parts: Sequence[int], known: frozenset[str]
) -> Iterator[tuple[int, str, str]]:
    """Long names without a dot that differ in one character: 施泰因贝克, 施泰因贝格."""
    first: dict[str, int] = {}
    rows: dict[tuple[str, int, int], list[str]] = {}
    for match in _RUN.finditer(text):
        name = match.group()
        if len(name) >= _LONG and name not in first and name not in known:
            first[name] = match.start()
            for at in range(len(name)):
                rows.setdefault(
                    (name[:at] + name[at + 1 :], at, bisect(parts, match.start())), []
                ).append(name)
    for (_, place, _part), names in rows.items():
        for usual, other in itertools.pairwise(names):
            if text.count(other) > text.count(usual):
                usual, other = other, usual  # noqa: PLW2901
            if any(_open(text, first[one], one, place) for one in (usual, other)):
                continue
            if (
                text.count(other) < _OFTEN
                and _strange(usual, other)
                and (place > 0 or alike(usual[0], other[0]))
            ):
                yield first[other], other, usual


def _open(text: str, at: int, name: str, place: int) -> bool:
    """Whether the character that differs is the last, and begins a word: 内塔尼亚胡当天."""
    end = at + len(name)
    return place == len(name) - 1 and (name[-1] in _NO_END or _is_word(text[end - 1 : end + 1]))


def _joined(text: str, at: int) -> bool:
    """Whether the character there belongs to what stands before a name: 同, the end of 总统."""
    return text[at] in _WITH or _is_word(text[max(0, at - 1) : at + 1])


def _turned(text: str, known: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """Names with two characters in each other's place: 圣克罗, 圣罗克."""
    runs = [(m.start(), m.group()) for m in _RUN.finditer(text)]
    runs += [(m.start(group), m[group]) for m in _FULL.finditer(text) for group in (1, 2)]
    often = Counter(run for _, run in runs)
    first: dict[str, int] = {}
    for at, run in sorted(runs):
        first.setdefault(run, at)
    same: dict[str, list[str]] = {}
    for run in first:
        if len(run) >= _LEAST:
            # A name keeps its first character; another one is a word before it.
            same.setdefault(run[0] + "".join(sorted(run)), []).append(run)
    for names in same.values():
        usual = max(names, key=lambda run: (run in known, often[run], -first[run]))
        for other in names:
            if (
                other != usual
                and other not in known
                and _strange(other, usual)
                and often[other] <= often[usual]
            ):
                yield first[other], other, usual
