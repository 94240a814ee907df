"""What a line of a text file is: one rule for reading, telling places and writing.

A line ends at CR LF, LF, CR, NEL, LS or PS (YAML 1.1, 5.4, by which libyaml counts), and at nothing
else: a form feed, a vertical tab and the separators FS, GS and RS stand within their line.  Columns
are code points from the line's beginning; a byte order mark is no part of the text and counts for
nothing.  `str.splitlines` knows other ends and is used nowhere.
"""

from __future__ import annotations

from presslayout.base.patterns import regex

_END = regex("\r\n|[\n\r\x85\u2028\u2029]")


def lines(text: str) -> list[str]:
    """The lines without their ends; what follows the last end is a line too, be it empty."""
    return _END.split(text)


def with_ends(text: str) -> list[str]:
    """The lines, each with its end; together they are the text."""
    at = starts(text)
    return [text[a:b] for a, b in zip(at, [*at[1:], len(text)], strict=True)]


def ends(text: str) -> list[str]:
    """The end of every line; "" of the last."""
    return [*_END.findall(text), ""]


def ending(text: str) -> str:
    r"""How a new line of this text is to end: as the first one does; "\n" where there is none."""
    found = _END.search(text)
    return found[0] if found else "\n"


def starts(text: str) -> list[int]:
    """Where each line begins."""
    return [0, *(found.end() for found in _END.finditer(text))]


def place(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 0, of a code point."""
    begun = [0, *(found.end() for found in _END.finditer(text) if found.end() <= index)]
    return len(begun) - 1, index - begun[-1]


def index(text: str, line: int, column: int) -> int | None:
    """The code point at a line and column, from 0, or the line's end; None where there is none."""
    begun = starts(text)
    if not 0 <= line < len(begun) or column < 0:
        return None
    at = begun[line] + column
    return at if at <= stop(text, begun[line]) else None


def start(text: str, at: int) -> int:
    """Where the line begins that holds a code point."""
    begun = 0
    for found in _END.finditer(text):
        if found.end() > at:
            break
        begun = found.end()
    return begun


def stop(text: str, at: int) -> int:
    """Where the line ends that holds a code point, its end left out."""
    found = _END.search(text, start(text, at))
    return found.start() if found else len(text)


def after(text: str, at: int) -> int:
    """Where the next line begins; the text's end where there is none."""
    found = _END.search(text, start(text, at))
    return found.end() if found else len(text)


def records(text: str) -> list[str]:
    """The lines of a JSON Lines file, empty ones left out: they end at LF alone (RFC 8259 strings may hold NEL, LS, PS)."""
    return [row for row in (one.removesuffix("\r") for one in text.split("\n")) if row.strip()]
