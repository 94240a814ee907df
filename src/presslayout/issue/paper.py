"""What a paper says of itself and of its day, and the word for what is still open."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Span, Text
from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.issue.kinds import IssueKind
from presslayout.issue.layout_rules import Levels

if TYPE_CHECKING:
    import re

PENDING = "待定"
_DAY = regex(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
# 2026/10/18, 2026.10.18, 2026年10月18日.
_OTHER_DAY = regex(r"([0-9]{4})\s*[年/.]\s*([0-9]{1,2})\s*[月/.]\s*([0-9]{1,2})\s*日?")


@frozen
class Paper:
    """Facts of the paper and its day; `date` is None while it is 待定.

    `spans` gives each written fact its place, by the name of its field.  `imprint` holds what the
    paper says of itself (`fields.IMPRINT`), by field; `lunar`: the lunar day is printed beside the
    date; `kind` is None on a usual day;
    `pinyin` is its name in letters, `issn`, `city` and `reissues` are kept and not printed, "" where none is set.  `rules` says how each rule of layout
    weighs.
    """

    name: str
    cn: str
    date: dt.date | None
    serial: str
    pages_today: str
    require_signed: str
    span: Span
    spans: tuple[tuple[str, Span], ...] = ()
    imprint: tuple[tuple[str, str], ...] = ()
    lunar: bool = False
    kind: IssueKind | None = None
    rules: Levels = ()
    pinyin: str = ""
    issn: str = ""
    city: str = ""
    reissues: str = ""

    def span_of(self, name: str) -> Span:
        """Where a fact was written; the paper's own place when it was not."""
        return dict(self.spans).get(name, self.span)


@frozen
class CountyEdition:
    """What makes an issue a variant: its base, its own name, the pages that are the base's."""

    base: str
    edition: str
    shared: tuple[int, ...]


@frozen
class Accepted:
    """A finding that somebody looked at: on which words of which story, and who."""

    story: str
    text: str
    who: str
    code: str
    span: Span


@frozen
class OpenPlace:
    """A key whose value is 待定: what it is called, where its value stands, on which page, of which story."""

    key: Text
    span: Span
    page: int | None = None
    story: str = ""


def is_day(text: str) -> bool:
    """Whether a text is written year-month-day, whatever the calendar says of it."""
    return _DAY.fullmatch(text) is not None


def day(text: str) -> dt.date | None:
    """The day that a text of ours names; None where it is none, or not ours."""
    return _of_calendar(_DAY.fullmatch(text))


def day_meant(text: str) -> dt.date | None:
    """The day that a text means which is written in another way."""
    return _of_calendar(_OTHER_DAY.fullmatch(text))


def _of_calendar(match: re.Match[str] | None) -> dt.date | None:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
