"""Markup inside a paragraph: **bold**, *dots*, {字|zì}, {名|_}, {书名|~}, {①|^}.

A backslash stands before a sign meant as itself.

What is not closed is text, as typed.
"""

from __future__ import annotations

import re

from presslayout.base.values import frozen
from presslayout.edition.roles import MarkupKind
from presslayout.issue.issue import Mark

_TOKEN = re.compile(r"\\([!-/:-@\[-`{-~])|(\*+)|\{([^{}|\n]+)\|([^{}|\n]+)\}")
# What stands where a reading would: lines under the words (专名号, 书名号), the number of a note.
SIGNS = {"_": MarkupKind.NAME, "~": MarkupKind.TITLE, "^": MarkupKind.SUPERIOR}
KINDS = {
    1: (MarkupKind.DOTS,),
    2: (MarkupKind.BOLD,),
    3: (MarkupKind.BOLD, MarkupKind.DOTS),
}


@frozen
class Plain:
    """A text without its markup; `kept` are the stretches of the source that it is made of."""

    text: str
    marks: tuple[Mark, ...]
    kept: tuple[tuple[int, int], ...]


def plain(source: str) -> Plain:
    """The text and the marks of a paragraph's source."""
    tokens = list(_TOKEN.finditer(source))
    if not tokens:
        return Plain(source, (), ((0, len(source)),) if source else ())
    partners = _pairs(source, tokens)
    kept: list[tuple[int, int]] = []
    marks: list[Mark] = []
    opened: dict[int, int] = {}
    size = at = 0

    def keep(start: int, end: int) -> None:
        nonlocal size
        if end > start:
            kept.append((start, end))
            size += end - start

    for number, token in enumerate(tokens):
        keep(at, token.start())
        at = token.end()
        if token[1]:
            keep(token.start(1), token.end(1))
        elif token[3]:
            kind = SIGNS.get(token[4], MarkupKind.RUBY)
            marks.append(Mark(kind, size, len(token[3]), token[4]))
            keep(token.start(3), token.end(3))
        elif number not in partners:
            keep(token.start(), token.end())
        elif partners[number] > number:
            opened[number] = size
        else:
            start = opened[partners[number]]
            marks += [Mark(kind, start, size - start) for kind in KINDS[len(token[2])]]
    keep(at, len(source))
    text = "".join(source[a:b] for a, b in kept)
    found = sorted(marks, key=lambda m: (m.start, -m.length, m.kind))
    return Plain(text, tuple(found), tuple(kept))


def _pairs(source: str, tokens: list[re.Match[str]]) -> dict[int, int]:
    """Which runs of asterisks belong together, each to the other."""
    found: dict[int, int] = {}
    # Those that may still be closed, by their number of asterisks.
    waiting: dict[int, list[int]] = {stars: [] for stars in KINDS}
    for number, token in enumerate(tokens):
        stars = token[2]
        if not stars or len(stars) not in KINDS:
            continue
        before = source[token.start() - 1 : token.start()]
        after = source[token.end() : token.end() + 1]
        # 3*4*5 is arithmetic, not emphasis.
        inside = _latin(before) and _latin(after)
        match = waiting[len(stars)][-1] if waiting[len(stars)] else None
        closes = bool(before.strip()) and not inside and match is not None
        if closes and match is not None and tokens[match].end() < token.start():
            found[match], found[number] = number, match
            for opened in waiting.values():
                while opened and opened[-1] >= match:
                    opened.pop()
        elif after.strip() and not inside:
            waiting[len(stars)].append(number)
    return found


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
