"""Dates of Info (ISO 32000-1, 7.9.4) and of XMP (ISO 8601) as moments."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

_INFO = re.compile(
    r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?\s*(?:([Zz+-])(?:(\d\d)'?(\d\d)?'?)?)?\s*"
)
_XMP = re.compile(
    r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?"
    r"(?:[T ](\d\d):?(\d\d)?(?::?(\d\d)(?:\.\d+)?)?\s*(?:([Zz+-])(?:(\d\d):?(\d\d)?)?)?)?"
)
# How far two dates of this precision (in parts given: year, month … second) may lie apart.
_APART = {6: 1, 5: 60, 4: 3_600, 3: 86_400, 2: 31 * 86_400, 1: 366 * 86_400}
_FURTHEST, _QUARTER = 14 * 3_600, 900


def same(info: str, xmp: str) -> bool | None:
    """Whether two dates say the same moment, as far as both are told; None where one is no date.

    Where one says no time zone, nobody knows which it was: any zone will do.
    """
    one, other = _moment(_INFO, info), _moment(_XMP, xmp)
    if one is None or other is None:
        return None
    (here, zoned, parts), (there, also, others) = one, other
    apart = abs((here - there).total_seconds())
    if apart < _APART[min(parts, others)]:
        return True
    return not (zoned and also) and apart <= _FURTHEST and apart % _QUARTER == 0


def _moment(pattern: re.Pattern[str], said: str) -> tuple[datetime, bool, int] | None:
    """A moment, whether its zone is told, and how many of its parts are."""
    found = pattern.fullmatch(said.strip().strip("\0"))
    if found is None:
        return None
    numbers = [int(v) for v in found.groups()[:6] if v is not None]
    sign, hours, minutes = found.groups()[6:]
    away = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    try:
        zone = timezone(-away if sign == "-" else away)
        parts = [*numbers, *(1, 1, 0, 0, 0)[len(numbers) - 1 :]]
        year, month, day, hour, minute, second = parts
        moment = datetime(year, month, day, hour, minute, second, tzinfo=zone)
        return moment, sign is not None, len(numbers)
    except (ValueError, OverflowError):
        return None
