"""Where the characters of texts stand, packed so small that an index of years can hold it.

A stretch is what stands in one line: its part, its page, where its text begins and where each
character's pen stands, to a twentieth of a millimetre.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.edition.locate import characters_of, joined
from presslayout.edition.page import Glyphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.base.geometry import Box

# A twentieth of a millimetre in EMU.
GRAIN = 1_800
_FULL = 1000
# The numbers of a stretch before its rows.
_HEAD = 6
# What is kept of a story may not grow beyond this when it is unpacked.
_LARGEST = 64 << 20


@frozen
class PlacedLine:
    """Characters of a part in a line on a page; lengths in grains.

    `counts` says how many code points stand behind each place of the pen, empty where one does.
    """

    part: int
    page: int
    offset: int
    size: int
    xs: tuple[int, ...]
    ys: tuple[int, ...]
    turn: int = 0
    condense: int = _FULL
    counts: tuple[int, ...] = ()

    @property
    def length(self) -> int:
        """How many code points it holds."""
        return sum(self.counts) if self.counts else self._many

    @property
    def _many(self) -> int:
        return max(len(self.xs), len(self.ys))


def of_run(run: Glyphs, part: int, page: int) -> PlacedLine:
    """The stretch of a run of glyphs."""
    many = len(run.ids)
    xs = tuple(round(x / GRAIN) for x in run.x)
    ys = tuple(round(y / GRAIN) for y in run.y)
    upright = len(set(xs)) == 1 and len(ys) == many
    return PlacedLine(
        part,
        page,
        run.offset,
        max(round(run.size / GRAIN), 1),
        xs[:1] if upright or many == 1 else xs * (many if len(xs) == 1 and len(ys) == 1 else 1),
        ys[:1] if len(set(ys)) == 1 else ys,
        run.turn,
        run.condense,
        run.spans,
    )


def in_lines(stretches: Iterable[PlacedLine]) -> tuple[PlacedLine, ...]:
    """Those that go on in the same line as one."""
    found: list[PlacedLine] = []
    for one in stretches:
        last = found[-1] if found else None
        if last is not None and _goes_on(last, one):
            counts = (*_counted(last), *_counted(one)) if last.counts or one.counts else ()
            found[-1] = replace(last, xs=(*last.xs, *one.xs), counts=counts)
        else:
            found.append(one)
    return tuple(found)


def _goes_on(last: PlacedLine, one: PlacedLine) -> bool:
    return (
        (last.part, last.page, last.size, last.turn, last.condense, last.ys)
        == (one.part, one.page, one.size, one.turn, one.condense, one.ys)
        and len(last.ys) == 1
        and last.offset + last.length == one.offset
    )


def _counted(one: PlacedLine) -> tuple[int, ...]:
    return one.counts or (1,) * len(one.xs)


def packed(stretches: Iterable[PlacedLine]) -> bytes:
    """Stretches as bytes."""
    numbers = array("i")
    before = 0
    for one in stretches:
        # Nearly always the next one of the same part goes on where the one before ends.
        head = (one.part, one.page, one.offset - before, one.size, one.turn, one.condense)
        numbers.extend(head)
        before = one.offset + one.length
        for row in (one.xs, one.ys, one.counts):
            numbers.append(len(row))
            numbers.extend(_steps(row))
    if sys.byteorder == "big":
        numbers.byteswap()
    return zlib.compress(numbers.tobytes(), 9)


def _steps(row: tuple[int, ...]) -> tuple[int, ...]:
    return (*row[:1], *(b - a for a, b in pairwise(row)))


def unpacked(data: bytes) -> Iterator[PlacedLine]:
    """What `packed` made; ValueError or zlib.error where it is damaged."""
    numbers = array("i")
    numbers.frombytes(zlib.decompressobj().decompress(data, _LARGEST))
    if sys.byteorder == "big":
        numbers.byteswap()
    at = before = 0
    while at < len(numbers):
        head = numbers[at : at + _HEAD]
        at += _HEAD
        rows: list[tuple[int, ...]] = []
        for _ in range(3):
            many = numbers[at] if at < len(numbers) else -1
            rows.append(tuple(accumulate(numbers[at + 1 : at + 1 + many])))
            if many < 0 or len(rows[-1]) != many:
                raise ValueError("places that end too soon")
            at += 1 + many
        part, page, off, size, turn, condense = head
        xs, ys, counts = rows
        one = PlacedLine(part, page, before + off, size, xs, ys, turn, condense, counts)
        before = one.offset + one.length
        yield one


def boxes(
    stretches: Iterable[PlacedLine], part: int, start: int, stop: int
) -> dict[int, list[Box]]:
    """The boxes of the characters from `start` to `stop` of a part by page, line by line, in EMU."""
    cells: dict[int, list[tuple[int, Box]]] = {}
    for one in stretches:
        if one.part != part or one.offset >= stop or one.offset + one.length <= start:
            continue
        for at, length, box in characters_of(_run(one)):
            if at < stop and at + length > start:
                cells.setdefault(one.page, []).append((at, box))
    return {
        page: joined(box for _, box in sorted(found, key=lambda cell: cell[0]))
        for page, found in sorted(cells.items())
    }


def _run(one: PlacedLine) -> Glyphs:
    many = max(len(one.xs), len(one.ys))
    return Glyphs(
        face="",
        size=one.size * GRAIN,
        ids=(0,) * (len(one.counts) or many),
        x=tuple(x * GRAIN for x in one.xs),
        y=tuple(y * GRAIN for y in one.ys),
        text="",
        spans=one.counts,
        offset=one.offset,
        turn=one.turn,
        condense=one.condense,
    )
