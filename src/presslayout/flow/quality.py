"""How well a story's lines are set: counted from their text, not from what set them (RULES §17)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from presslayout.base.patterns import regex
from presslayout.edition.record import Composed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presslayout.typeset.lines import Line
    from presslayout.typeset.shape import Shaped

# A line this much open between its characters is loose, in thousandths of an em.
LOOSE = 50
# So many loose lines in a row are seen as a light patch.
PATCH = 3
# clreq #prohibition_rules_for_line_start_end, level basic, and RULES K4.
NOT_FIRST = frozenset("。．，、；：？！）］｝〕】〗》〉」』”’·–～％‰℃°′″々〻ー")
NOT_LAST = frozenset("“‘（［｛〔【〖《〈「『￥¥€£№")
_THREE_MARKS = regex("[。．！？，、；：）］｝〕】〗》〉」』”’]{3,}")
_MARKS_REACH = 8
_UNITS = frozenset("年月日时分秒号版人元亿万")
# RULES U1, U3, U4: what no line end may part.
_WHOLE = regex(r"——|……|[0-9]+(?:[.,:∶][0-9]+)+[%％‰℃]?|[0-9][%％‰℃]")
_NEAR = frozenset("—…0123456789.,:∶%％‰℃")
_ADDRESS = regex(r"[A-Za-z][\w.+-]*(?:://|@)[\w\-./?&=#%:~+@]*|www\.[\w\-./?&=#%:~+]+", re.ASCII)
_LONG_LATIN = regex(r"[A-Za-z][A-Za-z0-9./:@_-]{5,}")
_REACH = 24
LEAST_LAST = 2


def composed(set_lines: Iterable[tuple[Shaped, Sequence[Line]]], measure: int) -> Composed:
    """The counts over paragraphs, or parts of them, that stand in a measure."""
    lines = forbidden = split = overfull = orphans = hyphens = parted = long_latin = three = 0
    gaps: list[int] = []
    loose = patches = 0
    for shaped, found in set_lines:
        text, run = shaped.text, 0
        for line in found:
            lines += 1
            begin, end = line.text_start, line.text_end
            shown = text[begin:end].strip()
            hyphens += line.hyphen
            overfull += line.width > measure
            if not shown:
                continue
            if begin > 0 and parts_three_marks(text, begin):
                three += 1
            else:
                forbidden += begin > 0 and _not_first(shown)
            forbidden += not line.last and shown[-1] in NOT_LAST
            if line.last:
                orphans += line.start > 0 and _letters(shown) < LEAST_LAST
                run = 0
                continue
            before, after = shown[-1], text[end : end + 1]
            if before in _NEAR or after in _NEAR:
                split += _parts_a_run(text, end)
                parted += before.isdigit() and after in _UNITS
            if _LONG_LATIN.search(shown) or _LONG_LATIN.match(text, end):
                long_latin += 1
                run = 0
                continue
            gaps.append(line.han_gap)
            run = run + 1 if line.han_gap > LOOSE else 0
            loose += line.han_gap > LOOSE
            patches += run == PATCH
    return Composed(
        lines, forbidden, split, overfull, orphans, hyphens, parted, loose, patches, long_latin,
        three, tuple(gaps),
    )  # fmt: skip


def parts_three_marks(text: str, at: int) -> bool:
    """Whether a line end at this place parts three closing marks in a row (RULES §3, exception)."""
    begin, end = max(at - _MARKS_REACH, 0), at + _MARKS_REACH
    return any(m.start() < at < m.end() for m in _THREE_MARKS.finditer(text, begin, end))


def _not_first(shown: str) -> bool:
    # A dash may begin a line (level basic); one connector may not.
    return shown[0] in NOT_FIRST or (shown[0] == "—" and shown[1:2] != "—")


def _letters(shown: str) -> int:
    return sum(char.isalnum() for char in shown)


def _parts_a_run(text: str, at: int) -> bool:
    begin, end = max(at - _REACH, 0), at + _REACH
    if any(m.start() < at < m.end() for m in _ADDRESS.finditer(text, begin, end)):
        return False
    return any(m.start() < at < m.end() for m in _WHOLE.finditer(text, begin, end))
