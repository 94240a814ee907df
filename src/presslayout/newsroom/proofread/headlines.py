"""Heads and captions against the text: what is left over in them, what the body does not bear out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.issue.copy.damage import CLOSERS, PAIRS, lonely
from presslayout.newsroom.proofread.facts import SURNAMES, Fact, FactKind
from presslayout.newsroom.proofread.numerals import values
from presslayout.newsroom.proofread.story_texts import StoryText, at, remark, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic

HEADS = ("rubric", "kicker", "headline", "deck")
# What stands where somebody meant to write later.  待定 as a whole is a fact of its own.
# 尚有一席待定: what is open in the world and not in the copy.
_OPEN = r"(?<![席尚仍还“])(?<=.)(?<![间期点单选案格][ 仍尚还])待定(?![，。；])|(?<=[：:（(])待定|(?<![^，。；、 \n])待定(?=[^的])"
# 林××: a name that is withheld.
_WITHHELD = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严魏陶姜戚谢邹章潘葛范彭郎鲁韦马苗方俞任袁柳鲍史唐薛雷贺倪汤罗毕郝邬安常傅顾孟黄穆萧尹姚邵汪祁毛狄贝明臧戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾江童郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍卢柯房丁邓洪包石崔龚程邢裴陆翁曲封靳段焦巴侯宁仇甘武符刘景龙叶黎白赖卓屠池乔闻党翟谭申冉桑桂牛尚温庄晏柴阎习艾容向古易廖耿匡文欧聂曾关查游岳帅"
_LEFTOVER = regex(
    r"此处(?:写|放|填)?(?:主|副|引|小)?(?:标题|题|图片?|说明|正文)|(?:主|副|引)?标题(?:待[定拟补写]|[一二三0-9]?文字)|"
    rf"标题标题|待[拟补核]|{_OPEN}|(?<![{_WITHHELD}])[xXＸ×]{{2,}}(?![0-9])|(?<=[{_WITHHELD}])(?:[xXＸ]{{2,}}|×{{3,}})(?![0-9])|"
    r"(?<![〇○一二三四五六七八九])[○〇]{2,}(?![年0-9一二三四五六七八九])|[？?]{3,}|"
    r"(?i:lorem ipsum|\btbd\b|\btodo\b)|（图[片]?）\Z"
)
# The Han that a body may write instead of the figures of a head, and the other way round.
LEAST_NAME = 2


def heads(told: Sequence[StoryText], facts: Sequence[Fact]) -> Iterator[Diagnostic]:
    """Everything in heads and captions that somebody must look at."""
    bodies = {one.story.id: one.text for one in told if one.part == "body"}
    for one in told:
        yield from _leftovers(one)
        if one.part == "body":
            continue
        yield from _unbalanced(one)
        body = bodies.get(one.story.id)
        if body is None or not (one.part in HEADS or one.part.startswith("caption-")):
            continue
        yield from _numbers(one, body)
        names = [f for f in facts if f.story == one.story.id]
        yield from _names(one, body, names)


def _leftovers(one: StoryText) -> Iterator[Diagnostic]:
    for match in _LEFTOVER.finditer(one.text):
        yield warning(
            "leftover-words", one, at(match),
            Text(f"像是占位的字：{match.group()}", f"this looks like a placeholder: {match.group()}"),
            Text("写上要排的字，或删去", "write what is to stand here, or delete it"),
        )  # fmt: skip


def _unbalanced(one: StoryText) -> Iterator[Diagnostic]:
    for place, char in lonely(one.text):
        other = PAIRS.get(char) or CLOSERS[char]
        yield warning(
            "unbalanced-quotes", one, (place, 1),
            Text(f"「{char}」没有配对", f"{char} has no other half"),
            Text(f"补上「{other}」或删去「{char}」", f"add {other} or delete {char}"),
        )  # fmt: skip


def _numbers(one: StoryText, body: str) -> Iterator[Diagnostic]:
    """Numbers that the body does not have, or writes otherwise."""
    known = values(body)
    for value, words, offset in values(one.text):
        same = [other for number, other, _ in known if number == value]
        if words in same:
            continue
        place = offset, len(words)
        if same:
            yield remark(
                "number-written-otherwise", one, place,
                Text(f"这里写“{words}”，正文写“{same[0]}”", f"{words} here, {same[0]} in the body"),
                Text("核对要不要写成一样", "check whether they should be written alike"),
            )  # fmt: skip
        elif words[0].isdigit():
            yield remark(
                "number-not-in-body", one, place,
                Text(f"“{words}”在正文里没有出现", f"{words} does not occur in the body"),
                Text("核对数字", "check the number"),
            )  # fmt: skip


def _names(one: StoryText, body: str, facts: Sequence[Fact]) -> Iterator[Diagnostic]:
    """Names that the body does not have; nearly one that it has weighs more."""
    people = dict.fromkeys(f.text for f in facts if f.kind == FactKind.NAME and f.part == "body")
    seen: set[int] = set()
    for name in people:
        for place in _nearly(name, one.text):
            word = one.text[place : place + len(name)]
            # Part of what the body says anyway is no name by mistake.
            if word in body or place in seen:
                continue
            seen.add(place)
            yield warning(
                "name-not-in-body", one, (place, len(word)),
                Text(f"“{word}”正文里没有，正文里有“{name}”", f"the body has {name}, not {word}"),
                Text("核对人名", "check the name"),
            )  # fmt: skip
    for fact in facts:
        claimed = fact.part == one.part and fact.kind in (
            FactKind.NAME,
            FactKind.PLACE,
            FactKind.ORGANISATION,
        )
        if not claimed or fact.text in body or fact.offset in seen or len(fact.text) < LEAST_NAME:
            continue
        seen.add(fact.offset)
        yield remark(
            "name-not-in-body", one, (fact.offset, len(fact.text)),
            Text(f"“{fact.text}”在正文里没有出现", f"{fact.text} does not occur in the body"),
            Text("核对名称", "check the name"),
        )  # fmt: skip


def _nearly(name: str, text: str) -> Iterator[int]:
    """Where words stand that differ from a name of three characters in one, not the surname."""
    if len(name) != 3 or name[0] not in SURNAMES:  # noqa: PLR2004
        return
    for found in re.finditer(re.escape(name[0]), text):
        word = text[found.start() : found.start() + len(name)]
        if len(word) == len(name) and sum(a != b for a, b in zip(word, name, strict=True)) == 1:
            yield found.start()
