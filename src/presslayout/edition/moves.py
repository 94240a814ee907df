"""Stories that stand elsewhere, and how far what stands inside them went along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.edition.change import Aspect, Change, ChangeKind, PageSpot
from presslayout.edition.locate import around, block_extent
from presslayout.edition.pictures import SHIFTED, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.edition.locate import Index
    from presslayout.edition.page import Block, Edition, Page


def moves(
    names: tuple[str, str], editions: tuple[Edition, Edition], *, pushed: bool
) -> Iterator[Change]:
    """A story on another page, or whose upper left corner or width is another.

    One that ends where it did and begins elsewhere was only `pushed` by its headline, where it was.
    """
    before, after = (frames(e, name) for e, name in zip(editions, names, strict=True))
    if not before or not after:
        return
    if sorted(before) != sorted(after):
        gone, came = (f"第{'、'.join(str(n) for n in sorted(side))}版" for side in (before, after))
        (first, *more), (now, *others) = (
            [PageSpot(page, (box,)) for page, box in sorted(side.items())]
            for side in (before, after)
        )
        yield Change(
            ChangeKind.MOVE,
            now.page,
            names[1],
            "",
            gone,
            came,
            None,
            now.boxes,
            (first.page, first.boxes),
            Aspect.PAGE,
            also=(tuple(more), tuple(others)),
        )
        return
    for page, box in after.items():
        was = before[page]
        apart = (abs(box.x - was.x), abs(box.y - was.y), abs(box.width - was.width))
        sides = max(apart[0], apart[2]) > SHIFTED
        if sides or (apart[1] > SHIFTED and not (pushed and _ends_level(was, box))):
            yield Change(
                ChangeKind.MOVE,
                page,
                names[1],
                "",
                said(was),
                said(box),
                None,
                (box,),
                (page, (was,)),
                Aspect.PLACE,
            )


def _ends_level(one: Box, other: Box) -> bool:
    return abs(one.bottom - other.bottom) <= SHIFTED


def shifts_of(
    moved: Sequence[Change], names: tuple[str, str], both: tuple[Index, Index]
) -> tuple[tuple[Length, Length], ...]:
    """How far a story went on its page, and its text: what went along is not told again."""
    found = [(0, 0)]
    for change in moved:
        if change.before[1] and change.boxes:
            was, now = change.before[1][0], change.boxes[0]
            found.append((now.x - was.x, now.y - was.y))
    tops = [
        around(index.boxes(page, name, "body", 0, 1))
        for index, name in zip(both, names, strict=True)
        for page in index.pages(name, "body")[:1]
    ]
    if len(tops) == len(both) and tops[0] is not None and tops[1] is not None:
        found.append((0, tops[1].y - tops[0].y))
    return tuple(found)


def frames(edition: Edition, story: str) -> dict[int, Box]:
    """The box of a story on each page where it stands."""
    made = {}
    for page in edition.pages:
        found = [block_extent(block) for block in blocks_of(page, story)]
        whole = around(box for box in found if box is not None)
        if whole is not None:
            made[page.number] = whole
    return made


def blocks_of(page: Page, story: str) -> list[Block]:
    """What a story has on a page, lines and grounds apart."""
    return [b for b in page.blocks if b.story == story and not b.artifact]
