"""What the search page asks: a month's pairs of neighbouring characters, and a month's texts.

A shard holds the pairs that begin with certain characters and the stories in which each stands; a
query needs those of its own pairs alone, then the texts of months in which all of them stand
together.  Texts are folded character for character, so that places in them stay places.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from presslayout.archive.site import names
from presslayout.archive.site.html import known, script
from presslayout.archive.site.leaf_page import called

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.archive.site.values import SiteIssue

# Shards of a month: each is some tens of kilobytes for a daily of four pages.
COUNT = 16
# What stands behind the last character of a text, so that it begins a pair, too.
END = " "
_FULL, _ASCII = range(0xFF01, 0xFF5F), 0xFEE0


def folded(text: str) -> str:
    """The text as it is compared: small letters, full-width signs as their ASCII ones, blanks alike."""
    return "".join(map(_folded, text))


def _folded(char: str) -> str:
    if ord(char) in _FULL:
        char = chr(ord(char) - _ASCII)
    if char.isspace():
        return " "
    small = char.lower()
    return small if len(small) == 1 else char


def files(month: str, issues: Sequence[SiteIssue]) -> dict[str, bytes]:
    """The files of a month: texts, and shards of pairs."""
    rows: list[list[str]] = []
    pairs: dict[str, list[int]] = {}
    for issue in issues:
        where = names.place(issue)
        labels = {leaf.number: called(leaf) for leaf in issue.leaves}
        for story in issue.stories:
            text = known("\n".join(story.paragraphs))
            row = [
                where.story(story),
                known(story.title),
                issue.date,
                known(f"{labels[story.pages[0]]} {issue.variant}".strip()),
                text,
            ]
            compared = folded(f"{row[1]}\n{text}") + END
            for pair in set(map("".join, pairwise(compared))):
                if pair[0] != END:
                    pairs.setdefault(pair, []).append(len(rows))
            rows.append(row)
    shards: list[dict[str, str]] = [{} for _ in range(COUNT)]
    for pair, found in sorted(pairs.items()):
        shards[ord(pair[0]) % COUNT][pair] = _steps(found)
    made = {
        f"search/{month}/{number}.js": _call("pairs", month, number, shard)
        for number, shard in enumerate(shards)
    }
    made[f"search/{month}/text.js"] = _call("texts", month, 0, rows)
    return made


def months(found: Iterable[str]) -> bytes:
    """The list of months, newest first."""
    listed = sorted(found, reverse=True)
    return f"presslayout={{kept:[{COUNT},{script(listed)}]}};\n".encode()


def _call(name: str, month: str, number: int, value: object) -> bytes:
    return f"presslayout.{name}({script(month)},{number},{script(value)});\n".encode()


_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def _steps(numbers: Sequence[int]) -> str:
    """Rising numbers as the steps between them, to the base of 36."""
    steps = (one - before for one, before in zip(numbers, (0, *numbers), strict=False))
    return " ".join(map(_short, steps))


def _short(number: int) -> str:
    made = ""
    while True:
        number, digit = divmod(number, len(_DIGITS))
        made = _DIGITS[digit] + made
        if not number:
            return made
