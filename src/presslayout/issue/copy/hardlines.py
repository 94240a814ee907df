"""Lines that a program broke at one width (mails, old systems), by their lengths and indents.

Names in columns, verses and paragraphs that happen to be alike are none: lines of one width go on in
the middle of sentences.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from presslayout.base import filelines
from presslayout.base.joining import joined
from presslayout.base.patterns import regex
from presslayout.base.values import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence

# Widths in half characters.  A line is full when so little is missing to the widest; kinsoku moves two
# characters at most.
APART, LEAST, MOST = 4, 32, 120
# So many lines go on in the middle of a sentence, one of so many that might.
ROWS_LEAST, SHARE = 3, 3
# Where paragraphs are indented and the lines that go on are not, one line is proof; programs that count
# characters instead of their width leave lines with figures short.
COUNTED_APART = 2
# Narrower lines may be verse: of so many all but a few are full, and sentences end within some of them.
NARROW_LEAST, NARROW_ROWS, NARROW_FULL, NARROW_WITHIN = 16, 6, 0.6, 2
_WITHIN = regex(r"[。！？][^”’」』）)\s]")
_ENDS = frozenset("。！？…—；：”’』」）》】〕〉.!?;:)]}\"'﹏～~")
_SENTENCE = frozenset('。！？…”』」.!?"')
_INDENT = regex(r"[ \t\u3000]*\u3000|[ \t]{2,}")
_NAME_MOST, _NAMES_LEAST = 4, 3
_PARTED = regex(r"[\s\u3000、，]+")
# Lines that say by a sign of their own what they are.
_MARKED = regex(r"[ \t]*(?:[#>|*+-]|[0-9]{1,3}[.)、]|[（(][0-9一二三四五六七八九十]{1,3}[)）])")


@frozen
class BrokenRun:
    """Lines that a program broke: the first and the last (from 0), and those that go on on the next."""

    first: int
    last: int
    going: tuple[int, ...]


def runs(rows: Sequence[str]) -> list[BrokenRun]:
    """The runs of broken lines among rows, of which empty ones part paragraphs."""
    made: list[BrokenRun] = []
    start = 0
    while start < len(rows):
        stop = start
        while stop < len(rows) and _is_prose(rows[stop]):
            stop += 1
        made += _broken(rows, start, stop)
        start = max(stop, start + 1)
    return made


def _broken(rows: Sequence[str], start: int, stop: int) -> list[BrokenRun]:
    """The run in a stretch of rows of prose, whose empty ones stand between paragraphs."""
    going = sorted({*_by_widths(rows, start, stop), *_by_indents(rows, start, stop)})
    if not going:
        return []
    first, among = going[0], frozenset(going)
    while first > start and rows[first - 1].strip() and first - 1 in among:
        first -= 1
    return [BrokenRun(first, going[-1] + 1, tuple(going))]


def _by_widths(rows: Sequence[str], start: int, stop: int) -> list[int]:
    """The rows that go on on the next one, as many of one width show."""
    widths = [width(row) for row in rows[start:stop]]
    full = _full(widths)
    if not full:
        return []
    indented = any(_INDENT.match(row) for row in rows[start:stop])
    going: list[int] = []
    open_ = might = 0
    for number in range(start, stop - 1):
        row, following = rows[number].rstrip(), rows[number + 1]
        if not row or not following.strip() or _INDENT.match(following):
            continue
        wide = widths[number - start]
        might += row[-1] not in _SENTENCE
        if full - APART <= wide <= full and widths[number + 1 - start] <= full:
            open_ += row[-1] not in _ENDS
            if indented or row[-1] not in _SENTENCE:
                going.append(number)
    if open_ < ROWS_LEAST or open_ * SHARE < might:
        return []
    if full < LEAST and not _is_narrow_prose(rows[start:stop], widths, full):
        return []
    return going


def _by_indents(rows: Sequence[str], start: int, stop: int) -> list[int]:
    """The rows that go on on the next one where every paragraph begins with an indent.

    A full row, by its width or by its count, goes on on a row without an indent that is full itself
    or ends the sentence.  One such row at least breaks in the middle of a sentence.
    """
    first = next((n for n in range(start, stop) if _INDENT.match(rows[n])), stop)
    widest = max((width(rows[n]) for n in range(first, stop)), default=0)
    most = max((len(rows[n].rstrip()) for n in range(first, stop)), default=0)
    if widest < LEAST:
        return []

    def is_full(row: str) -> bool:
        return width(row) >= widest - APART or len(row) >= most - COUNTED_APART

    going: list[int] = []
    open_ = False
    for number in range(first, stop - 1):
        row, following = rows[number].rstrip(), rows[number + 1].rstrip()
        if not row or not following or _INDENT.match(following) or not is_full(row):
            continue
        if is_full(following) or following[-1] in _SENTENCE:
            going.append(number)
            open_ = open_ or row[-1] not in _ENDS
    return going if open_ else []


def _full(widths: Sequence[int]) -> int:
    """The width to which the lines were filled; 0 where there is none."""
    for widest in sorted({w for w in widths if NARROW_LEAST <= w <= MOST}, reverse=True):
        if sum(widest - APART <= w <= widest for w in widths) >= ROWS_LEAST:
            return widest
    return 0


def _is_narrow_prose(rows: Sequence[str], widths: Sequence[int], full: int) -> bool:
    """Whether narrow lines are prose that was broken: nearly all are full, and sentences end within them."""
    filled = [row for row in rows if row.strip()]
    wide = sum(full - APART <= w <= full for w in widths)
    within = sum(_WITHIN.search(row) is not None for row in filled)
    return (
        len(filled) >= NARROW_ROWS and wide >= len(filled) * NARROW_FULL and within >= NARROW_WITHIN
    )


# A line of prose is measured when it is looked at, and when the stretch it stands in is.
@lru_cache(maxsize=256)
def width(row: str) -> int:
    """How wide a line is, in half characters."""
    return sum(1 + (unicodedata.east_asian_width(char) in "WFA") for char in row.rstrip())


def _is_prose(row: str) -> bool:
    """Whether a row may be a broken line, or is empty: no names in columns, nothing with a sign of its own."""
    if not row.strip():
        return True
    # No character is narrower than one: most paragraphs need not be measured.
    if len(row.rstrip()) > MOST or width(row) > MOST or _MARKED.match(row):
        return False
    parts = [part for part in _PARTED.split(row.strip()) if part]
    names = sum(len(part) <= _NAME_MOST for part in parts)
    return len(parts) < _NAMES_LEAST or names < len(parts)


def lines_joined(text: str) -> str:
    """The text with its broken lines joined; all else stays, to the ends of the lines."""
    rows, ends = filelines.lines(text), filelines.ends(text)
    gone = [n for run in runs(rows) for n in run.going]
    for number in reversed(gone):
        rows[number] = joined(rows[number].rstrip(" \t"), rows[number + 1].lstrip(" \t"))
        ends[number] = ends[number + 1]
        del rows[number + 1], ends[number + 1]
    return "".join(row + end for row, end in zip(rows, ends, strict=True))


def stretches_joined(text: str, cuts: Sequence[tuple[int, int]]) -> str:
    """The text with paragraphs joined: each pair is a paragraph's last line and the next one's first."""
    rows, ends = filelines.lines(text), filelines.ends(text)
    for last, first in reversed(cuts):
        if first <= last or any(row.strip() for row in rows[last + 1 : first]):
            continue
        rows[last] = joined(rows[last].rstrip(" \t"), rows[first].lstrip(" \t\u3000"))
        ends[last] = ends[first]
        del rows[last + 1 : first + 1], ends[last + 1 : first + 1]
    return "".join(row + end for row, end in zip(rows, ends, strict=True))
