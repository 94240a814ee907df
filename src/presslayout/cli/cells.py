"""A text as a terminal shows it: how wide it is, and what of it may be shown."""

from __future__ import annotations

import unicodedata


def width(text: str) -> int:
    """How many cells of a terminal a text takes: Chinese characters take two."""
    return sum(cells(char) for char in text)


def cells(char: str) -> int:
    """How many cells of a terminal a character takes."""
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" or char == "…" else 1


def visible(text: str) -> str:
    """Without what would move a terminal's cursor or turn its line round."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf") else c for c in text)


def within(text: str, most: int) -> str:
    """A text of so many cells at most, an ellipsis where it was longer."""
    if width(text) <= most:
        return text
    last, taken = 0, width("…")
    while taken + cells(text[last]) <= most:
        taken += cells(text[last])
        last += 1
    return f"{text[:last]}…"
