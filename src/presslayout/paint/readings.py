"""Which characters a reading stands over: found by where both stand, for a page says no more.

A reading of several words has a character for each; one of one word has the character, or the two,
in whose middle it stands.  Zhuyin stands at the right of its character.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from presslayout.base.patterns import regex
from presslayout.base.values import frozen
from presslayout.edition.page import Glyphs
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.edition.page import Block, Page

RUBY = "/ruby"
_ZHUYIN = regex(r"[\u3105-\u312f\u31a0-\u31bfˊˇˋ˙]+")
_HAN = regex(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# A character's middle lies so far over its baseline, in per mille of its size.
_MIDDLE = 380
# A reading stands within so many lines' sizes of its base, and of no other.
_NEAR = 2
# Zhuyin stands so far below and above its character's baseline, in per mille of its size.
_BELOW, _ABOVE = 150, 880
# So many characters may stand under one word.
_MOST = 2


@frozen
class Base:
    """What a reading is of: where it begins in its part, and how many code points it has."""

    start: int
    length: int


class _Char(NamedTuple):
    """A character of a line: where it begins in its part, its middle along the line, the line."""

    offset: int
    along: int
    across: int
    size: int


def bases(page: Page) -> dict[int, list[Base | None]]:
    """For each block of readings, by its place on the page, the base of each of its items."""
    found: dict[int, list[Base | None]] = {}
    for at, block in enumerate(page.blocks):
        if block.role is Role.MARK and block.id.endswith(RUBY) and block.story:
            texts = [b for b in page.blocks if b.story == block.story and b.part == part_of(block)]
            found[at] = list(_found(block, texts))
    return found


def part_of(block: Block) -> str:
    """The part whose words a block of readings stands over."""
    name = block.id.removesuffix(RUBY)
    return "body" if name == block.story else name.removeprefix(f"{block.story}/")


def _found(block: Block, texts: Sequence[Block]) -> Iterator[Base | None]:
    runs = [item for text in texts for item in text.items if isinstance(item, Glyphs) and item.ids]
    vertical = sum(len(run.y) > 1 for run in runs) * 2 > len(runs)
    chars = sorted(char for run in runs for char in _chars(run, vertical=vertical))
    lines = {
        across: list(members)
        for across, members in groupby(sorted(chars, key=lambda c: c.across), lambda c: c.across)
    }
    taken: set[int] = set()
    for item in block.items:
        base = None
        if isinstance(item, Glyphs) and item.ids:
            base = _beside(item, chars) if _is_zhuyin(item) else _over(item, lines, vertical)
        if base is not None:
            reach = set(range(base.start, base.start + base.length))
            if reach & taken and not _is_zhuyin(item):  # type: ignore[arg-type]
                base = None
            taken |= reach
        yield base


def _is_zhuyin(item: Glyphs) -> bool:
    return _ZHUYIN.fullmatch(item.text.strip()) is not None


def _chars(run: Glyphs, *, vertical: bool) -> Iterator[_Char]:
    """The Han of a run; those that stand on their side are none."""
    if run.turn:
        return
    at = 0
    for n, span in enumerate(run.spans or (1,) * len(run.ids)):
        char = run.text[at : at + 1]
        if span and _HAN.match(char):
            x, y = run.x[n if len(run.x) > 1 else 0], run.y[n if len(run.y) > 1 else 0]
            middle = y - run.size * _MIDDLE // 1000 if vertical else x + run.size // 2
            yield _Char(run.offset + at, middle, x if vertical else y, run.size)
        at += span


def _over(item: Glyphs, lines: dict[int, list[_Char]], vertical: bool) -> Base | None:  # noqa: FBT001
    """The base over which a reading stands, or at whose right in a vertical line."""
    places = item.y if vertical else item.x
    step = (places[-1] - places[0]) // max(len(places) - 1, 1) or item.size // 2
    middle = (places[0] + places[-1] + step) // 2
    here = item.x[0] if vertical else item.y[0]
    near = [
        (abs(across - here), across)
        for across, chars in lines.items()
        if 0 < (here - across if vertical else across - here) < _NEAR * chars[0].size
        and min(abs(c.along - middle) for c in chars) < chars[0].size
    ]
    if not near:
        return None
    chars = sorted(lines[min(near)[1]], key=lambda c: c.offset)
    count = len(item.text.split())
    counts = (count,) if count > 1 else range(1, _MOST + 1)
    windows = [
        (abs(chars[n].along + chars[n + many - 1].along - 2 * middle) // 2, many, n)
        for many in counts
        for n in range(len(chars) - many + 1)
        if chars[n + many - 1].offset - chars[n].offset == many - 1
    ]
    if not windows:
        return None
    away, many, n = min(windows)
    return Base(chars[n].offset, many) if away < chars[n].size * max(many, 2) else None


def _beside(item: Glyphs, chars: Sequence[_Char]) -> Base | None:
    """The character at whose right a symbol stands."""
    near = [
        (item.x[0] - c.along, c.offset)
        for c in chars
        if 0 < item.x[0] - c.along < c.size
        and -_BELOW * c.size < (c.across - item.y[0]) * 1000 < _ABOVE * c.size
    ]
    return Base(min(near)[1], 1) if near else None
