"""What a plant wants beside the pages: marks outside the bleed, and files under its own names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.units import Length, mm
from presslayout.base.values import field, frozen

if TYPE_CHECKING:
    from string import Formatter

# By these words a pattern of file names asks for facts, in Chinese and in English.
WORDS = {
    "报名": "paper",
    "刊号": "cn",
    "日期": "date",
    "总期号": "serial",
    "版次": "page",
    "版名": "section",
}
EACH, WHOLE = "{日期:%Y%m%d}-{版次:02}.pdf", "{日期:%Y%m%d}.pdf"
# What some system that the plant may have does not take in a name.
_REFUSED = frozenset('\\/:*?"<>|')
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(10))}
)
MOST_BYTES = 200
DISTANCE = mm(3)
# A width with leading zeros, or digits of a date: nothing that a locale or a platform decides.
_FORM = regex(r"0?[0-9]{0,2}d?|(?:%[Ymdyj]|[^%{}])*")


@frozen
class Marks:
    """Which marks stand round a page, and how far outside its trim they begin."""

    crop: bool = True
    fold: bool = False
    registration: bool = True
    bar: bool = True
    slug: bool = True
    distance: Length = DISTANCE


@frozen
class Dispatch:
    """The files that go to the plant: one for `each` page (or sheet), or all in one.

    `imposed` puts two pages on a sheet as they are folded, the sheets one inside the other or,
    where not `nested`, each by itself; `name` is the pattern of their names.
    """

    each: bool = True
    imposed: bool = False
    name: str = EACH
    nested: bool = True


@frozen
class Screens:
    """How the plant screens its plates, told in the delivery note: ruling, angles, shape of dot."""

    ruling: str = ""
    angles: str = ""
    dot: str = ""


@frozen
class Plant:
    """All that a press profile asks for beside the standard; None where it asks for nothing."""

    marks: Marks | None = None
    dispatch: Dispatch | None = None
    screens: Screens = Screens()


@frozen
class PaperFacts:
    """The facts that file names, slugs and delivery notes tell.

    `spreads` are the pages that go on over the fold: each stands for the next number too.
    """

    name: str = ""
    cn: str = ""
    date: dt.date | None = None
    serial: str = ""
    sections: Mapping[int, str] = field(default_factory=dict)
    spreads: frozenset[int] = frozenset()

    def numbers(self, page: int) -> tuple[int, ...]:
        """The numbers that a page stands for."""
        return (page, page + 1) if page in self.spreads else (page,)


# What a pattern is tried with before there is an issue.
EXAMPLE = PaperFacts("报", "CN 00-0000", dt.date(2000, 1, 1), "1", {1: "要闻", 2: "综合"})


@frozen
class Commission:
    """What one edition's files for the plant are made of.

    `pages_today` is the number of pages that are folded together, 0 where it is not known; `signed`
    says who signed a page, by its number.
    """

    plant: Plant = Plant()
    paper: PaperFacts = PaperFacts()
    pages_today: int = 0
    signed: Mapping[int, str] = field(default_factory=dict)


class Numbers(tuple[int, ...]):
    """The pages of a file; a format is each number's own, and a dash joins them."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        return "-".join(format(number, spec) for number in self)


def _formatter() -> Formatter:
    # Few builds have files of the plant's.
    from string import Formatter

    return Formatter()


def words(pattern: str) -> tuple[str, ...]:
    """The words between braces of a pattern; ValueError when it is none."""
    found = []
    for _, word, form, conversion in _formatter().parse(pattern):
        if word is not None:
            if conversion or not _FORM.fullmatch(form or ""):
                raise ValueError(pattern)
            found.append(word)
    return tuple(found)


def unknown(pattern: str) -> tuple[str, ...]:
    """The words of a pattern that stand for no fact; ValueError when it is no pattern."""
    known = {*WORDS, *WORDS.values()}
    return tuple(word for word in words(pattern) if word not in known)


def file_name(pattern: str, paper: PaperFacts, numbers: Sequence[int]) -> str:
    """The name of a file with these pages; ValueError when the pattern fails or no system takes it."""
    if unknown(pattern):
        raise ValueError(pattern)
    section = "".join(dict.fromkeys(paper.sections.get(number, "") for number in numbers))
    facts: dict[str, object] = {
        "paper": paper.name,
        "cn": paper.cn.replace("/", "-"),
        "date": paper.date or dt.date.min,
        "serial": int(paper.serial) if paper.serial.isdecimal() else paper.serial,
        "page": Numbers(numbers),
        "section": section,
    }
    made = _formatter().vformat(pattern, (), facts | {zh: facts[en] for zh, en in WORDS.items()})
    if fault(made):
        raise ValueError(made)
    return made


def fault(name: str) -> bool:
    """Whether some system would refuse a file of this name, or read something else into it."""
    stem = name.partition(".")[0].strip().lower()
    return (
        not name.lower().endswith(".pdf")
        or not stem
        or stem in _RESERVED
        or name != name.strip(" .")
        or len(name.encode()) > MOST_BYTES
        or any(char in _REFUSED or ord(char) < ord(" ") or char == "\x7f" for char in name)
    )
