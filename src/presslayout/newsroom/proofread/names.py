"""Names that differ in one character from one that is known: people, foreigners, places; two titles."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from itertools import chain, islice
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.newsroom.proofread.facts import is_person
from presslayout.newsroom.proofread.foreign import foreign
from presslayout.newsroom.proofread.lexicon import alike, one_apart, slips
from presslayout.newsroom.proofread.near_names import near_names, odd_surnames
from presslayout.newsroom.proofread.near_places import is_place, near_places
from presslayout.newsroom.proofread.people import likely, people, titled
from presslayout.newsroom.proofread.story_texts import StoryText, remark, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic

_LEAST = 3
# An issue that names more is a list: those after them are not compared.
MOST = 300
_FOREIGN = regex(r"([\u4e00-\u9fff]{1,7})·([\u4e00-\u9fff]{1,7}(?:·[\u4e00-\u9fff]{1,7})?)")
_PLACE = regex(r"(?=([\u4e00-\u9fff]{2}[省市县区乡镇村垭坪岭湾坝山江河溪湖港]))")
# A place is known when it stands so often, and the house's own from the first.
_KNOWN = 3
_TWICE = 2
# 他同本·阿里: before a name, and none of its characters.
_WITH = frozenset("同与和向对由让请给被把")
_FUNCTION = frozenset("是使将去式事前后等有在也被给渠和及以已于与时实始由之至只")
_NOT_IN_PLACES = frozenset("的了是在和一这那全本各我他她两每上下到从向于与及把被为有个大小老新")


# What follows a name that says or is something.
_AFTER_NAMES = ("说", "女士", "先生", "介绍", "表示", "认为", "在", "是", "的", "还")


@frozen
class Seen:
    """A name and where it first stands."""

    name: str
    told: StoryText
    at: int


def names(
    told: Sequence[StoryText], house: Iterable[str], leaders: Iterable[str]
) -> Iterator[Diagnostic]:
    """Names one character apart, and people under two titles."""
    whole = "\n".join(one.text for one in told)
    firm = _firm(told)
    listed = [name for name in leaders if len(name) >= _LEAST and name in whole]
    said: set[tuple[str, str, int]] = set()
    for found in (
        _people(told, firm, listed, whole),
        _nearly(told),
        _odd_surnames(told, firm),
        _foreigners(told),
        _places(told, house, whole),
    ):
        for (one, at), diagnostic in found:
            key = (one.story.id, one.part, at)
            if key not in said:
                said.add(key)
                yield diagnostic
    yield from _titles(told, firm)


def _firm(told: Sequence[StoryText]) -> dict[str, Seen]:
    """Everybody who is named beyond doubt, and where first."""
    found: dict[str, Seen] = {}
    for one in told:
        for person in people(one.text):
            if person.name not in found and likely(person.name):
                found[person.name] = Seen(person.name, one, person.at)
    return found


Place = tuple[tuple[StoryText, int], "Diagnostic"]


def _people(
    told: Sequence[StoryText], firm: dict[str, Seen], leaders: Sequence[str], whole: str
) -> Iterator[Place]:
    texts: dict[str, str] = {}
    for one in told:
        texts[one.story.id] = texts.get(one.story.id, "") + one.text + "\n"
    for name in islice(dict.fromkeys((*firm, *leaders)), MOST):
        if len(name) < _LEAST:
            continue
        everywhere = _windows(name, whole)
        for other in sorted(everywhere):
            if other in leaders or (other not in firm and not alike_names(name, other)):
                continue
            if other in firm and not alike_names(name, other):
                continue
            for one in told:
                at = one.text.find(other)
                if at < 0 or not _stands_alone(one.text, at, other, one_apart(name, other) or 0):
                    continue
                own, here = texts[one.story.id].count(name), texts[one.story.id].count(other)
                rarer = here < own or (here == own and _later(one, other, name, firm))
                elsewhere = own == 0 and (
                    name in leaders or (whole.count(name) >= _KNOWN and whole.count(other) == 1)
                )
                if here < _KNOWN and ((own and rarer) or elsewhere):
                    yield (one, at), _differs("name-differs", one, at, other, name)
                    break


def _nearly(told: Sequence[StoryText]) -> Iterator[Place]:
    """Names of an issue that are each other but for one character, however they are met with."""
    bodies = [one for one in told if one.part == "body" or one.part.startswith("caption")]
    starts, whole = [], ""
    for one in bodies:
        starts.append(len(whole))
        whole += one.text + "\n"
    for at, name, usual in islice(
        chain(near_names(whole, starts), foreign(whole, starts), near_places(whole)), MOST
    ):
        number = bisect(starts, at) - 1
        one, here = bodies[number], at - starts[number]
        code = "place-differs" if is_place(usual) else "name-differs"
        yield (one, here), _differs(code, one, here, name, usual)


def _odd_surnames(told: Sequence[StoryText], firm: dict[str, Seen]) -> Iterator[Place]:
    for name in islice(firm, MOST):
        if len(name) < _LEAST:
            continue
        for one in told:
            for at, other in odd_surnames(one.text, name):
                yield (one, at), _differs("name-differs", one, at, other, name)


def _later(one: StoryText, other: str, name: str, firm: dict[str, Seen]) -> bool:
    """Which of two names that stand as often is told: the one that comes second."""
    if name not in firm or other not in firm:
        return True
    return one.text.find(name) <= one.text.find(other)


def _windows(name: str, text: str) -> set[str]:
    """The words of a text that differ from a name in one character."""
    return {other for _, other, place in slips(name, text) if "\u4e00" <= other[place] <= "\u9fff"}


def alike_names(one: str, other: str) -> bool:
    """Whether two names differ in one character that is alike in sound or shape."""
    place = one_apart(one, other)
    return place is not None and alike(one[place], other[place])


def _differs(code: str, one: StoryText, at: int, other: str, name: str) -> Diagnostic:
    return warning(
        code, one, (at, len(other)),
        Text(f"“{other}”和“{name}”只差一个字", f"{other} and {name} differ in one character"),
        Text("核对是不是同一个；是两个，写进「已核」", "check whether they are one, or list it under accepted (已核)"),
    )  # fmt: skip


def _foreigners(told: Sequence[StoryText]) -> Iterator[Place]:
    found = [(one, m.start(), m[1], m[2]) for one in told for m in _FOREIGN.finditer(one.text)]
    for number, (one, at, left, right) in enumerate(found):
        for _, _, before, after in found[:number]:
            pair = _one_off(before, after, left, right)
            if pair is not None:
                yield (
                    (one, at),
                    _differs(
                        "name-differs",
                        one,
                        at + len(left) - len(pair[0]),
                        "·".join(pair[:2]),
                        pair[2],
                    ),
                )
                break


def _one_off(before: str, after: str, left: str, right: str) -> tuple[str, str, str] | None:
    """The second of two foreign names, and the first, where they differ in one character alike."""
    same = next(
        (n for n in range(min(len(before), len(left)), 0, -1) if before[-n:] == left[-n:]), 0
    )
    if same >= _TWICE:
        size = _size(after, right)
        if size:
            return left[-same:], right[:size], f"{before[-same:]}·{after[:size]}"
        return None
    share = next(
        (n for n in range(min(len(after), len(right)), 0, -1) if after[:n] == right[:n]), 0
    )
    if share >= _TWICE:
        size = _size(before[::-1], left[::-1])
        if size and left[-size] not in _WITH and before[-size] not in _WITH:
            return left[-size:], right[:share], f"{before[-size:]}·{after[:share]}"
    return None


def _size(one: str, other: str) -> int:
    """How long two names are which differ in one character; 0 where they are alike or others.

    The character is alike in sound or shape, or the name goes on alike behind it.
    """
    for size in range(min(len(one), len(other)), 1, -1):
        place = one_apart(one[:size], other[:size])
        if place is not None and (
            (0 < place < size - 1)
            or alike(one[place], other[place])
            or (
                size >= _LEAST and place == size - 1 and _ended(one[size:]) and _ended(other[size:])
            )
        ):
            return size
    return 0


def _ended(rest: str) -> bool:
    """Whether what follows is no part of a name."""
    return rest.startswith(_AFTER_NAMES)


def _places(told: Sequence[StoryText], house: Iterable[str], whole: str) -> Iterator[Place]:
    counted = Counter(m[1] for one in told for m in _PLACE.finditer(one.text))
    own = [word for word in house if len(word) >= _LEAST and word in whole]
    usual = [
        n
        for n, count in counted.items()
        if count >= _TWICE and _NOT_IN_PLACES.isdisjoint(n) and _may_be_place(n)
    ]
    for name in islice(dict.fromkeys((*own, *usual)), MOST):
        for other in sorted(_windows(name, whole)):
            place = one_apart(name, other)
            often = whole.count(name)
            if (
                place is None
                or not alike(name[place], other[place])
                or other in own
                or _is_word(other)
            ):
                continue
            if other[place] in _FUNCTION:
                continue
            rare = whole.count(other) * (1 if name in own else _TWICE)
            if rare > often or whole.count(other) > _TWICE:
                continue
            for one in told:
                at = one.text.find(other)
                if at >= 0 and _stands_alone(one.text, at, other, place):
                    person = name in own and is_person(name)
                    code = "name-differs" if person else "place-differs"
                    yield (one, at), _differs(code, one, at, other, name)
                    break


def _is_word(some: str) -> bool:
    import rjieba

    return len(rjieba.cut(some, hmm=False)) == 1


def _may_be_place(name: str) -> bool:
    """Whether the dictionary does not know better what the first two characters are."""
    import rjieba

    word, kind = rjieba.tag(name, hmm=False)[0]
    return len(word) == 1 or kind in ("ns", "nr", "nz", "nrt", "nrfg")


def _stands_alone(text: str, at: int, other: str, place: int) -> bool:
    """Whether the character that differs makes no word with what stands beside it."""
    import rjieba

    begin = max(0, at - 8)
    edge, wrong = begin, at + place
    for word in rjieba.cut(text[begin : at + len(other) + 8], hmm=False):
        if edge <= wrong < edge + len(word):
            return len(word) == 1 or (edge >= at and edge + len(word) <= at + len(other))
        edge += len(word)
    return True


def _titles(told: Sequence[StoryText], firm: dict[str, Seen]) -> Iterator[Diagnostic]:
    """People whose later office is none of those of their first mention."""
    for one in told:
        if one.part != "body":
            continue
        for name in islice(firm, MOST):
            if name not in one.text:
                continue
            offices = list(titled(one.text, name))
            if len(offices) < _TWICE:
                continue
            first_at, first = offices[0]
            lead = one.text[max(0, first_at - 40) : first_at].rpartition("。")[2]
            for at, office in offices[1:]:
                if office == first or office in lead.replace(f"副{office}", ""):
                    continue
                deputy = office.lstrip("副") == first.lstrip("副")
                say = warning if deputy else remark
                yield say(
                    "title-differs", one, (at - len(office), len(office) + len(name)),
                    Text(f"前面写“{first}{name}”，这里写“{office}{name}”",
                         f"{first}{name} before, {office}{name} here"),
                    Text("核对职务；兼任的写进「已核」", "check the title, or list it under accepted (已核)"),
                )  # fmt: skip
                break
