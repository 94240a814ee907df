"""Days of the calendar as people write them: ours, and the ways that mean one of ours."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex

if TYPE_CHECKING:
    import re

_OURS = regex(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
# 2026/10/18, 2026.10.18, 2026年10月18日.
_OTHERS = regex(r"([0-9]{4})\s*[年/.]\s*([0-9]{1,2})\s*[月/.]\s*([0-9]{1,2})\s*日?")


def is_ours(text: str) -> bool:
    """Whether a text is written year-month-day, whatever the calendar says of it."""
    return _OURS.fullmatch(text) is not None


def day(text: str) -> dt.date | None:
    """The day that a text of ours names; None where it is none, or not ours."""
    return _day(_OURS.fullmatch(text))


def meant(text: str) -> dt.date | None:
    """The day that a text means which is written in another way."""
    return _day(_OTHERS.fullmatch(text))


def _day(match: re.Match[str] | None) -> dt.date | None:
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None
