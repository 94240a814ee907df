"""The facts that a story claims, for somebody to check: names, places, dates, numbers, quotations.

Found by rules and a word list, offline; a fact that is missed is worse than one too many.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from enum import StrEnum
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.newsroom.proofread.people import likely, people
from presslayout.typeset.words import Words, held

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.newsroom.proofread.story_texts import StoryText


# Two characters may be anything.
WHOLE_NAME = 3


class FactKind(StrEnum):
    """What a fact claims."""

    NAME = "name"
    PLACE = "place"
    ORGANISATION = "organisation"
    DATE = "date"
    NUMBER = "number"
    QUOTATION = "quotation"


SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔"
    "向汤冉鲁葛柳庹瞿鄢"
)
_TITLE = (
    "总书记|书记|县长|市长|省长|乡长|镇长|村长|区长|州长|主任|局长|处长|科长|队长|站长|场长|院长|校长|社长|"
    "所长|会长|部长|厅长|司长|组长|班长|理事长|董事长|总经理|经理|厂长|记者|通讯员|教授|老师|医生|护士|"
    "工程师|专家|村民|市民|居民|农民|支书|委员|代表|秘书长|主席|副主席|护林员|值守员|管理员|驾驶员|学生"
)
TITLES = regex(rf"(?:{_TITLE})\Z")
_SAYS = "说|告诉|介绍|表示|认为|指出|回忆|记得|笑|答|问|坦言|强调|透露|谈到|解释|带|今年|是|在|和|、|，|。|（|：|率|等"
_AFTER_TITLE = regex(
    rf"(?:{_TITLE})([{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=$|[^\u4e00-\u9fff]|{_SAYS}|的)"
)
_BEFORE_SAYS = regex(
    rf"(?<![\u4e00-\u9fff])([{SURNAMES}][\u4e00-\u9fff]{{1,2}}?)(?=说[，：。“]|告诉记者|介绍[，：说]|表示[，：]|坦言)"
)
_CREDITED = regex(rf"[{SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=$|[\s、，/])")
# What an institution's last word ends with, and what a place does.
_OFFICES = (
    "政府", "委员会", "办公室", "小组", "中心组", "村委会", "居委会", "党支部", "党校", "法院",
    "检察院", "公安局", "林业站", "水利站", "林场", "中心", "小学", "中学", "大学", "学院", "医院",
    "公司", "集团", "合作社", "协会", "学会", "基金会", "研究院", "研究所", "报社", "电视台", "监测站",
    "服务站", "派出所", "银行", "县委", "市委", "省委", "区委", "党委", "局", "厅",
)  # fmt: skip
_PLACES = frozenset("省市县区州乡镇村")
_LONE = frozenset(("县委", "市委", "省委", "区委", "县政府", "市政府", "省政府"))
_LANDS = _PLACES | frozenset("岭江河湖港湾岛峡坪垭坝寨屯庄洲溪")
# Parts of speech of words that a name is made of.
_NOMINAL = frozenset(("ns", "nr", "nrt", "nz", "nrfg", "n", "j"))
_DATE = regex(
    r"(?:(?:19|20)[0-9]{2}|[二一][〇○零一二三四五六七八九]{3})年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|"
    r"[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)?|[0-9]{1,2}月[0-9]{1,2}日|"
    r"(?:今年|去年|前年|明年)(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?|星期[一二三四五六日天]|[0-9]{1,2}月(?![0-9])"
)
_NUMBER = regex(
    r"(?:第|约|近|超)?[0-9]+(?:[,，][0-9]{3})*(?:\.[0-9]+)?(?:[万亿千百])?(?:多|余)?"
    r"(?:个百分点|平方公里|立方米|平方米|公里|公斤|毫米|厘米|毫克|毫升|千瓦时|[%％‰℃]|[\u4e00-\u9fff])?"
)
_QUOTATION = regex("“([^“”]{1,400})”")


@frozen
class Fact:
    """One claim: what kind, its words, and where they begin in a part of a story."""

    story: str
    part: str
    kind: FactKind
    text: str
    offset: int


def facts(
    told: StoryText, house: Iterable[str] = (), *, dictionary: bool = True
) -> tuple[Fact, ...]:
    """The facts of a text in their order; `house` holds the paper's names and places.

    Without the dictionary, which takes its time to open, institutions and places are the house's.
    """
    found: dict[tuple[int, str], Fact] = {}
    for kind, text, offset in _all(told, tuple(house), dictionary=dictionary):
        found.setdefault((offset, text), Fact(told.story.id, told.part, kind, text, offset))
    return tuple(found[key] for key in sorted(found))


def _all(
    told: StoryText, house: tuple[str, ...], *, dictionary: bool
) -> Iterator[tuple[FactKind, str, int]]:
    text = told.text
    dates = [m.span() for m in _DATE.finditer(text)]
    yield from ((FactKind.DATE, text[a:b], a) for a, b in dates)
    begun = [a for a, _ in dates]
    for match in _NUMBER.finditer(text):
        before = bisect_right(begun, match.start())
        if not before or match.start() >= dates[before - 1][1]:
            yield FactKind.NUMBER, match.group(), match.start()
    yield from ((FactKind.QUOTATION, m[1], m.start(1)) for m in _QUOTATION.finditer(text))
    yield from _people(told, dictionary=dictionary)
    if dictionary:
        yield from _named(text)
    for word in held(Words(house), text):
        kind = FactKind.NAME if is_person(word) else FactKind.PLACE
        yield from ((kind, word, m.start()) for m in re.finditer(re.escape(word), text))


def is_person(word: str) -> bool:
    """Whether a word of the house's dictionary is somebody's name rather than a place."""
    return word[0] in SURNAMES and len(word) <= 3 and word[-1] not in _LANDS  # noqa: PLR2004


def _people(told: StoryText, *, dictionary: bool) -> Iterator[tuple[FactKind, str, int]]:
    for pattern in (_AFTER_TITLE, _BEFORE_SAYS):
        yield from ((FactKind.NAME, m[1], m.start(1)) for m in pattern.finditer(told.text))
    for person in people(told.text) if dictionary else ():
        if len(person.name) >= WHOLE_NAME and likely(person.name):
            yield FactKind.NAME, person.name, person.at
    if told.part == "byline" or told.part.startswith("credit-"):
        yield from ((FactKind.NAME, m.group(), m.start()) for m in _CREDITED.finditer(told.text))


def _named(text: str) -> Iterator[tuple[FactKind, str, int]]:
    """Institutions and places, in whole words as the library parts them."""
    import rjieba

    words: list[tuple[str, str, int]] = []
    at = 0
    for word, kind in rjieba.tag(text):
        words.append((word, kind, at))
        at += len(word)
    number = 0
    while number < len(words):
        first = number
        # The longest run of nouns from here.
        while number < len(words) and _part_of_name(words[number]):
            number += 1
        if number == first:
            number += 1
            continue
        yield from _of_nouns(words[first:number])


def _part_of_name(word: tuple[str, str, int]) -> bool:
    text, kind, _ = word
    return (kind in _NOMINAL and "\u3400" <= text[0] <= "\u9fff") or text in _PLACES


def _of_nouns(run: list[tuple[str, str, int]]) -> Iterator[tuple[FactKind, str, int]]:
    """The names in a run of nouns: up to each office and each place, from the last one on."""
    begin = 0
    for number, (word, kind, at) in enumerate(run):
        whole = "".join(w for w, _, _ in run[begin : number + 1])
        start = run[begin][2]
        if (word.endswith(_OFFICES) and len(whole) > len(word)) or word in _LONE:
            yield FactKind.ORGANISATION, whole, start
            begin = number + 1
        elif word in _PLACES:
            near = run[number - 1] if number > begin else None
            if near is not None and len(near[0]) > 1:
                yield FactKind.PLACE, near[0] + word, near[2]
        elif kind == "ns" and len(word) > 1 and word[-1] in _LANDS and not _goes_on(run, number):
            yield FactKind.PLACE, word, at


def _goes_on(run: list[tuple[str, str, int]], number: int) -> bool:
    return number + 1 < len(run) and run[number + 1][0] in _PLACES
