"""Findings marked where they are and numbered; beside the page, the numbers with what they are, in words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from presslayout.assets.outlines import HUNG
from presslayout.base.diagnostics import ERROR, INFO, WARNING
from presslayout.base.geometry import Box
from presslayout.base.patterns import regex
from presslayout.base.units import mm, pt
from presslayout.base.values import frozen
from presslayout.edition.page import Note, Shape, Stroke, rectangle
from presslayout.overlay.labels import tab
from presslayout.overlay.looks import weight, words
from presslayout.overlay.tabs import bar, right_of, said_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.base.diagnostics import Severity
    from presslayout.base.units import Length
    from presslayout.edition.page import Page
    from presslayout.overlay.page_remarks import Finding
    from presslayout.overlay.tabs import Tab

_UNDER = pt("0.6")
_THICK = pt("0.8")
_FRAME = pt("0.7")
_GAP = mm(1)
# Rows of a finding's own words under its kind, where there is room for them.
_MOST_ROWS = 3
# Figures and Latin words are not cut where they need not be.
_PIECE = regex(r"[!-~]+|[^!-~]")
WEIGHT_WORDS = {ERROR: "错误", WARNING: "提醒", INFO: "说明"}
_GRAVEST = (ERROR, WARNING, INFO)


def faults(
    page: Page,
    letters: Lettering,
    found: Sequence[Tab],
    rooms: tuple[Length, Length],
    size: Length,
) -> Iterator[Shape]:
    """Underlined words, framed areas, bars beside stories; numbers; words in the margins.

    `rooms` is how far the margins reach, left and right, as far as printers print; `size` that of
    their words, which tabs in narrow gaps fall short of.
    """
    yield from _marks(page, found)
    for one in found:
        ink = weight(_gravest(finding for _, finding in one.findings))
        yield from tab(letters, one.says, (one.box.x, one.box.y), ink, one.size)
    for right in (False, True):
        listed = _said(page, found, right=right)
        yield from _margin(page, letters, listed, (rooms[right], size))


def notes(page: Page, found: Sequence[Finding]) -> tuple[Note, ...]:
    """The findings as a reader's comment pane lists them; those of the page as a whole over it."""
    made = []
    for number, one in enumerate(found, 1):
        box = (
            one.boxes[0]
            if one.boxes
            else Box(page.width - mm(6), -page.bleed - mm(5), mm(4), mm(4))
        )
        where = f"\n{one.where}" if one.where else ""
        subject = f"{one.kind}（{WEIGHT_WORDS[one.severity]}）"
        made.append(Note(box, subject, f"{number}. {one.message}{where}"))
    return tuple(made)


def _marks(page: Page, found: Sequence[Tab]) -> Iterator[Shape]:
    stories: dict[Box, list[Finding]] = {}
    size = max((one.size for one in found), default=0)
    for _, one in (pair for own in found for pair in own.findings):
        ink = weight(one.severity)
        if one.beside:
            stories.setdefault(one.boxes[0], []).append(one)
        elif one.area:
            yield Shape(rectangle(one.boxes[0]), stroke=Stroke(ink, _FRAME))
        else:
            for box in one.boxes:
                line = Box(box.x, box.bottom + _UNDER // 2, max(box.width, pt(2)), _THICK)
                yield Shape(rectangle(line), fill=ink)
    for box, own in stories.items():
        yield Shape(rectangle(bar(page, box, size)), fill=weight(_gravest(own)))


def _gravest(found: Iterable[Finding]) -> Severity:
    return min((one.severity for one in found), key=_GRAVEST.index)


@frozen
class _Said:
    """What stands in the margin: numbers and kind, a message, at what height, how grave."""

    numbers: tuple[int, ...]
    finding: Finding
    at: Length

    @property
    def head(self) -> str:
        return f"{said_of(self.numbers)} {self.finding.kind}"


def _said(page: Page, found: Sequence[Tab], *, right: bool) -> list[_Said]:
    """The errors and warnings of one side, from the top; one after another of a kind at a place as one."""
    made = []
    for one in found:
        listed = [
            (number, finding)
            for number, finding in one.findings
            if finding.severity is not INFO and right_of(page, finding.boxes[0]) is right
        ]
        together = groupby(
            enumerate(listed),
            key=lambda pair: (pair[1][0] - pair[0], pair[1][1].kind, pair[1][1].severity),
        )
        for _, group in together:
            own = [pair for _, pair in group]
            numbers = tuple(number for number, _ in own)
            made.append(_Said(numbers, own[0][1], one.box.y))
    return sorted(made, key=lambda one: (one.at, one.numbers))


def _margin(
    page: Page, letters: Lettering, listed: Sequence[_Said], measure: tuple[Length, Length]
) -> Iterator[Shape]:
    """Number and kind beside the page at the height of the place, more of it where room is.

    Pushed down where they would meet, up where the page ends.
    """
    if not listed:
        return
    reach, size = measure
    step, room = size * 5 // 4, reach - 2 * _GAP
    told = _shortened(
        [_rows(letters, one, page.number, (room, size)) for one in listed], page.height // step
    )
    spare = page.height - sum(map(len, told)) * step
    apart = min(step // 3, max(0, spare) // len(told))
    tops = _tops(
        [one.at for one in listed], [len(rows) * step + apart for rows in told], page.height
    )
    for one, rows, top in zip(listed, told, tops, strict=False):
        for row, text in enumerate(rows):
            x = page.width + page.bleed + _GAP
            if not right_of(page, one.finding.boxes[0]):
                x = -page.bleed - _GAP - letters.width(text, size)
            at = x, top + row * step + size
            yield from words(letters, text, at, size, weight(one.finding.severity))


def _shortened(told: list[list[str]], high: int) -> list[list[str]]:
    """As many rows of each as find room in so many, the kind alone at least."""
    most = next(
        (
            most
            for most in range(1 + _MOST_ROWS, 1, -1)
            if sum(min(len(rows), most) for rows in told) <= high
        ),
        1,
    )
    cut = [_cut(rows, most) for rows in told]
    return cut if len(cut) <= high else [*cut[: high - 1], [f"还有 {len(cut) - high + 1} 条"]]


def _rows(letters: Lettering, one: _Said, page: int, measure: tuple[Length, Length]) -> list[str]:
    """Number and kind, then what the message says beside them and the page, as wide as the margin."""
    room, size = measure
    message = one.finding.message.replace("\n", " ")
    known = f"第{page}版"
    message = message.removeprefix(known).removeprefix(one.finding.kind)
    # Closing marks hang out of a line, but not beyond what is printed: their ink is half of them.
    rows, narrow = [""], room - size // 2
    for piece in _PIECE.findall(message.removeprefix("：")):
        if rows[-1] and letters.width(rows[-1] + piece, size) > narrow and piece not in HUNG:
            rows.append("")
        rows[-1:] = letters.lines(rows[-1] + piece, narrow, size)
    return [*letters.lines(one.head, room, size), *(row.strip() for row in rows)]


def _cut(rows: list[str], most: int) -> list[str]:
    """So many rows; the last of them says that there is more, unless it is the kind alone."""
    if len(rows) <= most or most == 1:
        return rows[:most]
    return [*rows[: most - 1], f"{rows[most - 1][:-1]}…"]


def _tops(wanted: Sequence[Length], heights: Sequence[Length], end: Length) -> list[Length]:
    """Where each stands: as near to its place as its neighbours and the end of the page allow."""
    tops: list[Length] = []
    low = 0
    for at, high in zip(wanted, heights, strict=False):
        low = max(at, low)
        tops.append(low)
        low += high
    for number in range(len(tops) - 1, -1, -1):
        tops[number] = min(tops[number], end - heights[number])
        end = tops[number]
    return tops
