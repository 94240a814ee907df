"""Where a line may end (RULES §3, §4, §7): costs between clusters, FORBIDDEN where it may not."""

from __future__ import annotations

import re

FREE = 0
FORBIDDEN = 1_000_000
# A URL or code may be broken after its own marks (RULES B5).
URL_COST = 50
HYPHEN_COST = 30
_URL = re.compile(r"(?i)(https?://|www\.|[\w.+-]+@[\w-]+\.)")
_AFTER = "/._-?&=#%"


def western_breaks(text: str) -> list[int]:
    """The cost of a line end before each code point of a Western run; the first is free."""
    costs = [FREE] + [FORBIDDEN] * (len(text) - 1)
    if _URL.search(text):
        start = text.find("://") + 3 if "://" in text else 1
        for i in range(max(start + 1, 1), len(text)):
            if text[i - 1] in _AFTER and text[i] not in _AFTER:
                costs[i] = URL_COST
        return costs
    for i in range(2, len(text) - 1):
        if text[i - 1] == "-" and text[i - 2].isalpha() and text[i].isalpha() and text[i].islower():
            costs[i] = HYPHEN_COST
    return costs
