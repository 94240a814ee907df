"""Two pieces of a paragraph as one."""

from __future__ import annotations

import unicodedata

# Marks that Chinese text sets as wide as a character, though Unicode leaves their width open.
_WIDE_MARKS = "—‘’“”‥…"


def joined(left: str, right: str) -> str:
    """Two lines of one paragraph as one: nothing between Han, else a space (SPEC §3)."""
    if left and right and wide(left[-1]) and wide(right[0]):
        return left + right
    return f"{left} {right}" if left and right else left + right


def wide(char: str) -> bool:
    """Whether a character is set as wide as a Han character."""
    return char in _WIDE_MARKS or unicodedata.east_asian_width(char) in "WF"
