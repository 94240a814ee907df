"""Lines of Markdown that are no paragraphs: front matter, rules, fences, notes, addresses, pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.base.values import field, frozen, mutable, replace
from presslayout.issue.copy.ledger import Entry, Omitted

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping, Sequence


@frozen
class CopyLine:
    """A line of copy, its place counted from 0."""

    text: str
    line: int
    column: int


@frozen
class Cleared:
    """The lines that are copy; those that are `literal`; what is not set; addresses by their names."""

    lines: tuple[CopyLine, ...]
    literal: frozenset[int]
    left: tuple[Entry, ...]
    references: Mapping[str, str]


_FRONT = "---"
_FRONT_MOST = 60
_KEYED = regex(r"[\w-]+[ \t]*:(?:[ \t]|\Z)")
_WITHIN = regex(r"[\w-]+[ \t]*:|[ \t]|#|-[ \t]|\Z")
_RULE = regex(r"[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,}|={3,})\Z")
_UNDER = regex(r"(?:={2,}|-{2,})[ \t]*\Z")
_FENCE = regex(r"[ \t]*(`{3,}|~{3,})[ \t]*([^`]*)\Z")
# Compiled where a line holds their sign; most files of copy hold none.
_NOTE = regex(r"[ \t]{0,3}\[\^([^\[\]\s]+)\]:[ \t]*")
_ADDRESS = regex(
    r"[ \t]{0,3}\[([^\[\]^]{1,200})\]:[ \t]*<?(\S{0,2000}[/.#@]\S{0,2000}?)>?(?:[ \t]+[\"'(].*)?[ \t]*\Z"
)
_TASK = regex(r"([ \t]*(?:[-*+]|[0-9]{1,3}[.)])[ \t]+)\[([ xX])\][ \t]+(?=\S)")
_BREAK = regex(r"(?i:<br[ \t]*/?>)")
_PAGE = regex(
    r"(?i:[ \t]{0,3}</?(?:address|article|aside|blockquote|body|center|details|div|dl|fieldset|figure|footer|form|"
    r"h[1-6]|header|iframe|main|nav|ol|p|pre|script|section|style|table|textarea|ul|video)(?=[\s/>]|\Z))"
)
# Longer lines, and such as end a sentence, are no headings, whatever stands under them.
_HEADING_MOST = 40
_ENDS = "。！？…；"


@mutable
class _Clearing:
    lines: list[CopyLine] = field(default_factory=list)
    literal: set[int] = field(default_factory=set)
    left: list[Entry] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)

    def leave(self, kind: Omitted, line: CopyLine, words: str) -> None:
        """A line that is not set, and an empty one in its place."""
        if words.strip():
            self.left.append(Entry(kind, line.line + 1, words.strip()))
        self.lines.append(replace(line, text=""))


def cleared(lines: Sequence[CopyLine]) -> Cleared:
    """The lines of a file without those that are no copy, and what those were."""
    made = _Clearing()
    at = _front(lines, made)
    while at < len(lines):
        line = lines[at]
        if fence := _FENCE.match(line.text):
            at = _fenced(lines, at, fence, made)
        elif "[" in line.text and (note := _NOTE.match(line.text)):
            at = _noted(lines, at, note, made)
        elif "[" in line.text and (found := _ADDRESS.match(line.text)):
            made.references[found[1].strip().lower()] = found[2]
            made.leave(Omitted.LINK, line, found[2])
            at += 1
        elif _RULE.match(line.text) and not _is_under(made.lines, line):
            made.leave(Omitted.MARKUP, line, line.text)
            at += 1
        else:
            _plain(line, made)
            at += 1
    return Cleared(tuple(made.lines), frozenset(made.literal), tuple(made.left), made.references)


def _plain(line: CopyLine, made: _Clearing) -> None:
    """A line of copy: a box to tick before it is told, breaks inside it part it."""
    if "[" in line.text and (task := _TASK.match(line.text)):
        made.left.append(Entry(Omitted.MARKUP, line.line + 1, f"[{task[2].strip()}]"))
        # The item begins where its words do.
        mark = task[1].strip()
        start = task.end() - len(mark) - 1
        line = CopyLine(f"{mark} {line.text[task.end() :]}", line.line, line.column + start)
    if "<" not in line.text or not _BREAK.search(line.text):
        made.lines.append(line)
        return
    at = 0
    for found in _BREAK.finditer(line.text):
        made.lines.append(
            CopyLine(line.text[at : found.start()] + "  ", line.line, line.column + at)
        )
        at = found.end()
    made.lines.append(CopyLine(line.text[at:], line.line, line.column + at))


def _front(lines: Sequence[CopyLine], made: _Clearing) -> int:
    """Front matter: what a program wrote before the copy, between two rules."""
    if not lines or lines[0].text.rstrip() != _FRONT:
        return 0
    for at in range(1, min(len(lines), _FRONT_MOST)):
        text = lines[at].text
        if text.rstrip() in (_FRONT, "..."):
            rows = [line.text for line in lines[1:at]]
            if not any(_KEYED.match(row) for row in rows):
                return 0
            made.left += [
                Entry(Omitted.META, line.line + 1, line.text.strip())
                for line in lines[1:at]
                if line.text.strip()
            ]
            return at + 1
        if not _WITHIN.match(text):
            return 0
    return 0


def _fenced(lines: Sequence[CopyLine], at: int, fence: re.Match[str], made: _Clearing) -> int:
    """Lines between fences: each a paragraph, to the letter."""
    made.leave(Omitted.MARKUP, lines[at], fence[2])
    for number in range(at + 1, len(lines)):
        text = lines[number].text.strip()
        if len(text) >= len(fence[1]) and not text.strip(fence[1][0]):
            made.leave(Omitted.MARKUP, lines[number], "")
            return number + 1
        made.lines.append(lines[number])
        made.literal.add(lines[number].line)
    return len(lines)


def _noted(lines: Sequence[CopyLine], at: int, note: re.Match[str], made: _Clearing) -> int:
    """The words of a note: to the next empty line, or the next note."""
    made.leave(Omitted.NOTE, lines[at], lines[at].text[note.end() :])
    at += 1
    while at < len(lines) and lines[at].text.strip() and not _NOTE.match(lines[at].text):
        made.leave(Omitted.NOTE, lines[at], lines[at].text)
        at += 1
    return at


def _is_under(before: Sequence[CopyLine], line: CopyLine) -> bool:
    """Whether a rule underlines a heading."""
    above = before[-2].text.strip() if len(before) > 1 else ""
    alone = not above or bool(_UNDER.match(above))
    return bool(before) and alone and underlines(line.text.strip(), before[-1:])


def underlines(text: str, lines: Sequence[CopyLine]) -> bool:
    """Whether a line makes a heading of those above it: of one, and a short one."""
    above = lines[0].text.strip()
    return (
        len(lines) == 1
        and bool(_UNDER.match(text))
        and 0 < len(above) <= _HEADING_MOST
        and above[-1] not in _ENDS
        and "|" not in above
    )


def breaks(text: str) -> bool:
    """Whether a line ends hard: with two blanks, or a backslash that is not itself escaped."""
    bare = text.rstrip(" \t")
    slashes = len(bare) - len(bare.rstrip("\\"))
    return text.endswith("  ") or slashes % 2 == 1


def page_end(lines: Sequence[CopyLine], at: int) -> int:
    """The line behind a part that is tags of a page: to the next empty line; `at` where none begins."""
    if "<" not in lines[at].text or not _PAGE.match(lines[at].text):
        return at
    while at < len(lines) and lines[at].text.strip():
        at += 1
    return at
