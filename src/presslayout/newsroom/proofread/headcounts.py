"""Numbers of heads against the body: the same thing counted, and another number."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.patterns import regex
from presslayout.newsroom.proofread.quantities import Dimension, Quantity, number_of, quantities
from presslayout.newsroom.proofread.story_texts import StoryText, warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.diagnostics import Diagnostic

HEADS = ("kicker", "headline", "deck")
# So many characters round a number say what it counts; two of them in a row must agree.
_ROUND, _AGREE = 6, 2
_LOOSE = frozenset((Dimension.TIME, Dimension.SHARE, Dimension.POINTS, Dimension.HEAT))
_ONE = 1
# Years that are counted, and not called by their number.
_YEARS = regex(
    r"(?<![0-9.第])(?P<figures>[0-9]{1,3})年(?![代级前初底末中度])"
    r"|(?<![第一二三四五六七八九十百千〇几数])(?P<han>[二两三四五六七八九十][一二三四五六七八九十百]{0,2})年(?![代级前初底末中度])"
)
# So many characters round a number that is the only one of its unit; one of them must agree.
_NEAR = 4
_EMPTY = frozenset("了的一是在人个有年月日和与及这那都也就还为到从中上下里")


def head_counts(told: Sequence[StoryText]) -> Iterator[Diagnostic]:
    """Numbers of heads, and under pictures, that the body gives otherwise for the same thing."""
    yield from _captions(told)
    bodies = {one.story.id: one.text for one in told if one.part == "body"}
    for head in told:
        body = bodies.get(head.story.id)
        if body is None or not (head.part in HEADS or head.part.startswith("caption-")):
            continue
        known = [*quantities(body), *_years(body)]
        for one in (*quantities(head.text), *_years(head.text)):
            other = _other(head.text, one, body, known)
            if other is not None:
                yield _differs(head, one.start, one, other)


_IN_A_HEAD = Text("标题", "head")
_UNDER_A_PICTURE = Text("图片说明", "words under the picture")
# A paragraph of the body under a picture.
_CAPTION = regex(r"(?:\A|\n)(?:图为|上图|下图|左图|右图|图①|图片说明)[^\n]*", needs=("图",))


def _captions(told: Sequence[StoryText]) -> Iterator[Diagnostic]:
    """Numbers of words under pictures that the body gives otherwise, where it gives one alone."""
    for one in told:
        for match in _CAPTION.finditer(one.text) if one.part == "body" else ():
            rest = one.text[: match.start()] + one.text[match.end() :]
            known = quantities(rest)
            for said in quantities(match.group()):
                other = _other(match.group(), said, rest, known)
                if other is not None:
                    yield _differs(one, match.start() + said.start, said, other)


def _differs(told: StoryText, start: int, one: Quantity, other: Quantity) -> Diagnostic:
    """That the body gives a number otherwise than a head, or words under a picture, which begin there."""
    where = _IN_A_HEAD if told.part in HEADS else _UNDER_A_PICTURE
    return warning(
        "head-number", told, (start, one.end - one.start),
        Text(f"{where.zh}写“{one.text}”，正文写“{other.text}”",
             f"{one.text} in the {where.en}, {other.text} in the body"),
        Text("核对这个数", "check this number"),
    )  # fmt: skip


def _other(head: str, one: Quantity, body: str, known: Sequence[Quantity]) -> Quantity | None:
    kin = [other for other in known if other.unit == one.unit or (
        other.dimension == one.dimension and one.dimension in list(Dimension))]  # fmt: skip
    if one.number <= _ONE or any(_may_be(one, other) for other in kin):
        return None
    loose = one.dimension in _LOOSE
    near = [
        other for other in kin
        if other.number > _ONE and _shared(_beside(head, one), _beside(body, other)) and not (loose and one.unit not in (other.unit, "成"))
    ]  # fmt: skip
    if near:
        return near[0] if len(near) == 1 else None
    return _only(head, one, body, [other for other in kin if other.unit == one.unit])


def _only(head: str, one: Quantity, body: str, kin: Sequence[Quantity]) -> Quantity | None:
    """The one number of a unit in a body, where it is said in nearly the same words."""
    counted = [other for other in kin if other.number > _ONE]
    if len({other.worth for other in counted}) != 1 or counted[0].about or one.about:
        return None
    mine = _words(head, one)
    return next((other for other in counted if mine & _words(body, other)), None)


def _words(text: str, one: Quantity) -> frozenset[str]:
    round_it = text[max(0, one.start - _NEAR) : one.start] + text[one.end : one.end + _NEAR]
    return frozenset(char for char in round_it if char.isalpha()) - _EMPTY


def _years(text: str) -> list[Quantity]:
    """So many years, as quantities."""
    found: list[Quantity] = []
    for match in _YEARS.finditer(text):
        number = Decimal(match["figures"]) if match["figures"] else number_of(match["han"])
        if number is not None:
            found.append(
                Quantity(
                    match.group(), match.start(), match.end(), number, "年", Dimension.TIME, number,
                    about=text[match.end() : match.end() + 1] in ("半", "多", "余", "零", "来"),
                )
            )  # fmt: skip
    return found


def _may_be(one: Quantity, other: Quantity) -> bool:
    """Whether a head may say it like that: rounded down to a figure, or told nearly."""
    if one.worth == other.worth:
        return True
    if one.about or other.about:
        return abs(one.worth - other.worth) <= max(one.worth, other.worth) / 4
    return (
        0 <= other.worth - one.worth < one.worth / 10
        and one.worth != other.worth
        and (
            len(str(int(one.number)).rstrip("0")) < len(str(int(other.number)).rstrip("0"))
            or other.number % 1 != 0
        )
    )


def _beside(text: str, one: Quantity) -> tuple[str, str]:
    return text[max(0, one.start - _ROUND) : one.start], text[one.end : one.end + _ROUND]


def _shared(mine: tuple[str, str], yours: tuple[str, str]) -> bool:
    """Whether two characters in a row stand beside both numbers."""
    return any(
        a[at : at + _AGREE] in b and a[at : at + _AGREE].isalpha()
        for a, b in zip(mine, yours, strict=True)
        for at in range(len(a) - 1)
        if len(a[at : at + _AGREE]) == _AGREE
    )
