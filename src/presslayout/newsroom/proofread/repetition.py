"""What stands twice: sentences, in one story or in two; words doubled by a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic

_SENTENCE = regex(r"[^。！？\n]+")
_HAN = regex(r"[\u4e00-\u9fff]")
# So many Han at least make a sentence that is not said twice by chance: in one story, in two.
SENTENCE_LEAST, OTHER_STORY_LEAST, CLAUSE_LEAST = 10, 20, 12
# Sentences with so many Han are near each other when they share this much of their runs of three.
NEAR_LEAST, NEAR = 16, 0.8
# They are looked for among so many sentences before.
NEARBY = 60
_PARTICLES = regex(
    r"(?<!目)的的(?!确|士)|了了(?![解不之断结此却然])|(?<!实实)在在|是是(?!非)|(?<!暖暖)和和(?!气|睦|平)|(?<![一二两])把把(?![关脉])|被被|从从(?!容)|与与|她她|我我(?!们)|们们|着着(?!实|急|眼|力|手|火|重)|也也|就就|都都"
)
_DOUBLE = regex(r"([\u4e00-\u9fff])\1")
_AROUND = 8
# One-character words that may follow a word which ends in them.
_MAY = frozenset(
    "人家天年日月时处个们地上下里中了的得着过一二三四五六七八九十百千万亿不大小多对作会到流以将高部省市县区乡村社委"
)
# 大坝坝高, 桥桥长: the second begins a measure.
_MEASURED = tuple("高长宽深址体顶身底型价名龄")
# 硬板板, 绿油油, 意浓浓.
_DESCRIBED = frozenset("硬软绿红黑白黄蓝亮香甜冷热胖瘦圆沉轻蓊意胖傻笑喜气")
_ONE = frozenset("一二三四五六七八九十几两每")


@frozen
class Sentence:
    """A sentence: where it stands in its text, its words, its Han."""

    told: StoryText
    at: int
    text: str
    han: str


def repetitions(told: Sequence[StoryText], *, dictionary: bool) -> Iterator[Diagnostic]:
    """Sentences that stand twice, and words."""
    bodies = [one for one in told if one.part == "body"]
    seen: dict[str, Sentence] = {}
    for one in bodies:
        yield from _in_one(one, seen)
    for one in told:
        yield from _doubled(one, dictionary=dictionary)


def _in_one(one: StoryText, seen: dict[str, Sentence]) -> Iterator[Diagnostic]:
    own: list[Sentence] = []
    for sentence in _sentences(one):
        before = seen.get(sentence.han)
        if (before is not None and before.told is one) or (
            before is not None and len(sentence.han) >= OTHER_STORY_LEAST
        ):
            yield _said(sentence, before)
        elif near := next((old for old in own[-NEARBY:] if _nearly(sentence, old)), None):
            yield _said(sentence, near)
        else:
            again = next((old for old in own[-1:] if _begins(sentence, old)), None)
            if again is not None:
                yield _said(sentence, again)
        own.append(sentence)
        seen.setdefault(sentence.han, sentence)


def _sentences(
    one: StoryText,
) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(one.text):
        han = "".join(_HAN.findall(match.group()))
        if len(han) >= SENTENCE_LEAST:
            yield Sentence(one, match.start(), match.group(), han)


def _begins(one: Sentence, other: Sentence) -> bool:
    """Whether one of two sentences side by side is the beginning of the other."""
    short, long = sorted((one.text, other.text), key=len)
    return len(_HAN.findall(short)) >= CLAUSE_LEAST and long.startswith(f"{short}，")


def _nearly(one: Sentence, other: Sentence) -> bool:
    if min(len(one.han), len(other.han)) < NEAR_LEAST:
        return False
    if max(len(one.han), len(other.han)) * NEAR > min(len(one.han), len(other.han)):
        return False
    mine, yours = _runs(one.han), _runs(other.han)
    return len(mine & yours) >= NEAR * len(mine | yours)


def _runs(han: str) -> set[str]:
    return {han[at : at + 3] for at in range(len(han) - 2)}


def _said(sentence: Sentence, before: Sentence) -> Diagnostic:
    words = sentence.text[:20]
    there = "" if before.told is sentence.told else f"稿件{before.told.story.id}里"
    other = "" if before.told is sentence.told else f" in story {before.told.story.id}"
    return warning(
        "repeated-sentence", sentence.told, (sentence.at, len(sentence.text)),
        Text(f"{there}前面写过这一句：{words}", f"said before{other}: {words}"),
        Text("删去一处；有意的，写进「已核」", "delete one of them, or list it under accepted (已核)"),
    )  # fmt: skip


def _doubled(one: StoryText, *, dictionary: bool) -> Iterator[Diagnostic]:
    text = one.text
    places = {m.start(): 2 for m in _PARTICLES.finditer(text)}
    if dictionary:
        for match in _DOUBLE.finditer(text):
            at = match.start()
            # 一支支, 实实在在.
            meant = (
                text[at - 1 : at] in _ONE
                or text[at] in (text[at - 1 : at], text[at + 2 : at + 3])
                or (at > 1 and text[at - 2] == text[at - 1])
                or text[at - 1 : at] in _DESCRIBED
            )
            if at not in places and not meant and _slips(text, at):
                places[at] = 2
    for at in sorted(places):
        begin = max(0, at - 1)
        yield warning(
            "doubled-word", one, (at, 2),
            Text(f"多了一个字：{text[begin : at + 3]}", f"one character too many: {text[begin : at + 3]}"),
            Text(f"删去一个“{text[at]}”", f"delete one {text[at]}"),
        )  # fmt: skip


def _slips(text: str, at: int) -> bool:
    """Whether a word ends where a character is doubled, and nothing begins with the second one."""
    import rjieba

    begin = max(0, at - _AROUND)
    if text[at + 2 : at + 3] in _MEASURED or len(rjieba.cut(text[at + 1 : at + 3], hmm=False)) == 1:
        return False
    place, last = begin, ""
    for word in rjieba.cut(text[begin : at + 2 + _AROUND], hmm=False):
        if place == at + 1:
            return len(word) == 1 and len(last) > 1 and last[-2:-1] != last[-1] and word not in _MAY
        place, last = place + len(word), word
    return False
