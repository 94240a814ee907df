"""Lines of a web page that advertise or ask to be followed: a dated list, and the house's own.

A line is junk when the whole of it matches; inside a sentence nothing is.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from presslayout.base import filelines
from presslayout.base.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Callable

LIST, DATED = "junk.txt", "2026-11"
# A longer line is a sentence, whatever it begins with.
MOST, _ANY = 40, 20
_LETTERS = regex(r"[\W_]+")


def patterns(text: str) -> tuple[str, ...]:
    """The kinds of lines that a list names: one a line, # begins a note, * is any few characters."""
    rows = (row.partition("#")[0].strip() for row in filelines.lines(text))
    return tuple(row for row in rows if _LETTERS.sub("", row))


def judge(house: str = "") -> Callable[[str], bool]:
    """Whether a text is a line of that kind, by our list and the house's."""
    known = _compiled(house)

    def is_junk(text: str) -> bool:
        if len(text) > MOST * 3:
            return False
        bare = _LETTERS.sub("", text).lower()
        return 0 < len(bare) <= MOST and known.fullmatch(bare) is not None

    return is_junk


@cache
def _compiled(house: str) -> re.Pattern[str]:
    own = (resources.files("presslayout.issue.copy") / LIST).read_text("utf-8")
    rows = dict.fromkeys((*patterns(own), *patterns(house)))
    parts = (
        f".{{0,{_ANY}}}".join(_LETTERS.sub("", part).lower() for part in row.split("*"))
        for row in rows
    )
    return re.compile("|".join(parts))
