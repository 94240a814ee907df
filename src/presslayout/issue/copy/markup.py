"""Markup inside a paragraph: **bold**, *dots*, {字|zì}, {名|_}, {书名|~}, {①|^}, {2|v}.

A backslash stands before a sign meant as itself.

What is not closed is text, as typed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import field, frozen, mutable
from presslayout.edition.roles import MarkupKind
from presslayout.issue.issue import Markup

if TYPE_CHECKING:
    import re

    from presslayout.issue.copy.ledger import Omitted

_TOKEN = regex(r"\\([!-/:-@\[-`{-~])|(\*+)|\{([^{}|\n]+)\|([^{}|\n]+)\}")
# What stands where a reading would: lines under the words (专名号, 书名号), figures above the line and below it.
SIGNS = {
    "_": MarkupKind.NAME,
    "~": MarkupKind.TITLE,
    "^": MarkupKind.SUPERIOR,
    "v": MarkupKind.INFERIOR,
}
KINDS = {
    1: (MarkupKind.DOTS,),
    2: (MarkupKind.BOLD,),
    3: (MarkupKind.BOLD, MarkupKind.DOTS),
}


@frozen
class MarkupCut:
    """A stretch of a source that does not print: what stands for it, what mark begins or ends there."""

    start: int
    end: int
    said: str = ""
    opens: MarkupKind | None = None
    closes: MarkupKind | None = None


@frozen
class Inline:
    """What was found in a source: what is cut, what is literal, what is told (kind, place, words)."""

    cuts: tuple[MarkupCut, ...] = ()
    literal: tuple[tuple[int, int], ...] = ()
    left: tuple[tuple[Omitted, int, str], ...] = ()


# Where none of these stands there is no other Markdown (`inline`).
SPECIAL = frozenset("[<&~`_")
# What markup writes for a mark that a tag made.
NOTES = {kind: sign for sign, kind in SIGNS.items()}
_NOTHING = Inline()


@frozen
class Plain:
    """A text without its markup; `kept` are the stretches of the source that it is made of."""

    text: str
    marks: tuple[Markup, ...]
    kept: tuple[tuple[int, int], ...]


def plain(source: str, found: Inline = _NOTHING) -> Plain:
    """The text and the marks of a paragraph's source; `found` is what else it holds (`inline`)."""
    hidden = _hidden(source, found)
    tokens = list(_TOKEN.finditer(hidden))
    if not tokens and not found.cuts:
        return Plain(source, (), ((0, len(source)),) if source else ())
    partners = _pairs(hidden, tokens)
    made = _Making(source, found.cuts)
    opened: dict[int, int] = {}
    at = 0
    for number, token in enumerate(tokens):
        made.keep(at, token.start())
        at = token.end()
        if token[1]:
            made.keep(token.start(1), token.end(1))
        elif token[3]:
            begun = made.size
            made.keep(token.start(3), token.end(3))
            kind = SIGNS.get(token[4], MarkupKind.RUBY)
            made.marks.append(Markup(kind, begun, made.size - begun, token[4]))
        elif number not in partners:
            made.keep(token.start(), token.end())
        elif partners[number] > number:
            opened[number] = made.size
        else:
            start = opened[partners[number]]
            made.marks += [Markup(kind, start, made.size - start) for kind in KINDS[len(token[2])]]
    made.keep(at, len(source))
    marks = sorted((m for m in made.marks if m.length), key=lambda m: (m.start, -m.length, m.kind))
    return Plain("".join(made.said), tuple(marks), tuple(made.kept))


@mutable
class _Making:
    """A text that is being made of its source, the cuts left out."""

    source: str
    cuts: tuple[MarkupCut, ...]
    said: list[str] = field(default_factory=list)
    kept: list[tuple[int, int]] = field(default_factory=list)
    marks: list[Markup] = field(default_factory=list)
    opened: dict[MarkupKind, int] = field(default_factory=dict)
    size: int = 0
    next: int = 0

    def keep(self, start: int, end: int) -> None:
        """A stretch of the source, and the cuts inside it."""
        while self.next < len(self.cuts) and self.cuts[self.next].start < end:
            cut = self.cuts[self.next]
            self.next += 1
            self._put(start, max(start, cut.start), self.source[start : cut.start])
            self._mark(cut)
            self._put(cut.start, cut.start + len(cut.said), cut.said)
            start = max(start, cut.end)
        self._put(start, end, self.source[start:end])

    def _mark(self, cut: MarkupCut) -> None:
        if cut.opens is not None:
            self.opened.setdefault(cut.opens, self.size)
        if cut.closes is not None and cut.closes in self.opened:
            start = self.opened.pop(cut.closes)
            note = NOTES.get(cut.closes, "")
            self.marks.append(Markup(cut.closes, start, self.size - start, note))

    def _put(self, start: int, end: int, said: str) -> None:
        if said:
            self.kept.append((start, end))
            self.said.append(said)
            self.size += len(said)


def _hidden(source: str, found: Inline) -> str:
    """The source without what is cut and what is literal, signs that mean nothing in their place."""
    if not found.cuts and not found.literal:
        return source
    parts, at = [], 0
    spans = sorted([*((c.start, c.end) for c in found.cuts), *found.literal])
    for start, end in spans:
        parts.append(source[at:start] + "\x01" * (end - max(start, at)))
        at = max(at, end)
    return "".join((*parts, source[at:]))


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
