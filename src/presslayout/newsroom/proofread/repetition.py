"""What stands twice: sentences, in one story or in two; words doubled by a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.newsroom.proofread.doubled import doubled
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic

_SENTENCE = regex(r"[^。！？\n]+")
# 本报讯（记者 某某）: no words of the sentence that it stands before.
_DATELINE = regex(r"本报[^，。；（）\n]{0,12}[讯电](?:（[^（）\n]{2,30}）)?[ \u3000]*")
_HAN = regex(r"[\u4e00-\u9fff]")
_HAN_OR_FIGURE = regex(r"[^\u4e00-\u9fff0-9]")
# So many Han at least make a sentence that is not said twice by chance: in one story, in two.
SENTENCE_LEAST, OTHER_STORY_LEAST, CLAUSE_LEAST = 10, 20, 12
# Sentences with so many Han are near each other when they share this much of their runs of three.
# Side by side so many are enough.
BESIDE_LEAST = 6
# So much of a sentence is part of one before it; so much of its beginning is that of another.
PART_LEAST, PART = 16, 0.85
HEAD_LEAST, HEAD = 13, 0.65
NEAR_LEAST, NEAR = 16, 0.8
# Sentences of another story that follow each other there as here: so many Han in each.
RUN_LEAST, BOTH_LEAST = 8, 26
# They are looked for among so many sentences before.
NEARBY = 60


@frozen
class Sentence:
    """A sentence: where it stands in its text, its words, its Han."""

    told: StoryText
    at: int
    text: str
    han: str

    @property
    def place(self) -> tuple[str, int]:
        """Its story and where it begins there."""
        return self.told.story.id, self.at


def repetitions(told: Sequence[StoryText], *, dictionary: bool) -> Iterator[Diagnostic]:
    """Sentences that stand twice, and words."""
    bodies = [one for one in told if one.part == "body"]
    seen: dict[str, Sentence] = {}
    # What stands behind each sentence: sentences that are copied together stand together.
    behind: dict[tuple[str, int], Sentence] = {}
    for one in bodies:
        yield from _in_one(one, seen, behind)
    for one in told:
        yield from _doubled(one, dictionary=dictionary)


def _in_one(
    one: StoryText, seen: dict[str, Sentence], behind: dict[tuple[str, int], Sentence]
) -> Iterator[Diagnostic]:
    own: list[Sentence] = []
    last: tuple[Sentence, Sentence] | None = None
    for sentence in _sentences(one):
        before = seen.get(sentence.han)
        if before is None and last is not None:
            before = _goes_on(sentence, behind.get(last[1].place))
        pair = (sentence, before) if before is not None else None
        if before is not None and (_again(sentence, before, own) or _follows(pair, last)):
            yield _said(sentence, before)
        elif near := next((old for old in own[-NEARBY:] if _nearly(sentence, old)), None):
            yield _said(sentence, near)
        else:
            again = next((old for old in own[-1:] if _begins(sentence, old)), None) or next(
                (old for old in own[-NEARBY:] if _taken_from(sentence, old)), None
            )
            if again is not None:
                yield _said(sentence, again)
        if own:
            behind[own[-1].place] = sentence
        own.append(sentence)
        last = pair
        seen.setdefault(sentence.han, sentence)


def _again(sentence: Sentence, before: Sentence, own: Sequence[Sentence]) -> bool:
    """Whether the same words are no chance: in one story or beside each other fewer are enough."""
    size = len(sentence.han)
    if before.told is not sentence.told:
        return size >= OTHER_STORY_LEAST
    return size >= SENTENCE_LEAST or (own[-1] is before and sentence.text == before.text)


def _goes_on(sentence: Sentence, other: Sentence | None) -> Sentence | None:
    """The sentence that begins with all of another, or the other way round."""
    if other is None:
        return None
    short, long = sorted((sentence.text, other.text), key=len)
    return other if long.startswith((f"{short}，", f"{short}；")) else None


def _follows(
    pair: tuple[Sentence, Sentence] | None, last: tuple[Sentence, Sentence] | None
) -> bool:
    """Whether two sentences beside each other stand so in another story, too."""
    if pair is None or last is None or pair[1].told is pair[0].told:
        return False
    sizes = [len(one[0].han) for one in (last, pair)]
    gap = pair[1].at - last[1].at - len(last[1].text)
    return (
        last[1].told is pair[1].told
        and 0 < gap <= 2  # noqa: PLR2004
        and min(sizes) >= RUN_LEAST
        and sum(sizes) >= BOTH_LEAST
    )


def _sentences(one: StoryText) -> Iterator[Sentence]:
    for match in _SENTENCE.finditer(one.text):
        line = _DATELINE.match(one.text, *match.span())
        begin = line.end() if line else match.start()
        words = one.text[begin : match.end()]
        han = "".join(_HAN.findall(words))
        if len(han) >= BESIDE_LEAST:
            yield Sentence(one, begin, words, han)


def _begins(one: Sentence, other: Sentence) -> bool:
    """Whether one of two sentences side by side is the beginning of the other."""
    short, long = sorted((one.text, other.text), key=len)
    return len(_HAN.findall(short)) >= CLAUSE_LEAST and long.startswith(f"{short}，")


def _taken_from(one: Sentence, other: Sentence) -> bool:
    """Whether a sentence is the end of one before, or begins as it does and says the same in short."""
    if not (_ended(one) and _ended(other)):
        return False
    mine, yours = (_HAN_OR_FIGURE.sub("", some.text) for some in (one, other))
    if len(mine) >= PART_LEAST:
        own = _runs(mine)
        if len(own & _runs(yours)) >= PART * len(own):
            return True
    same = next(
        (n for n, (a, b) in enumerate(zip(mine, yours, strict=False)) if a != b),
        min(len(mine), len(yours)),
    )
    return same >= HEAD_LEAST and same >= HEAD * min(len(mine), len(yours))


def _ended(one: Sentence) -> bool:
    """Whether a sentence has its stop: headlines and captions among the text have none."""
    end = one.at + len(one.text)
    return one.told.text[end : end + 1] in ("。", "！", "？")


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
    for at, length in doubled(one.text, dictionary=dictionary):
        begin = max(0, at - 1)
        words = one.text[begin : at + 2 * length + 1]
        again = one.text[at : at + length]
        yield warning(
            "doubled-word", one, (at, 2 * length),
            Text(f"“{again}”写了两遍：{words}", f"{again} stands twice: {words}")
            if length > 1
            else Text(f"多了一个字：{words}", f"one character too many: {words}"),
            Text(f"删去一个“{again}”", f"delete one {again}"),
        )  # fmt: skip
