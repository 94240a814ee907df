"""A page as editions of before spelled it: what their hashes and sign-offs are still held against.

`presslayout/edition-1` had no blocks for words of the paper's own: 摄 stood in its credit, the markers
of a part behind it in one block, and a headline where a story goes on was a headline like the first.
The marks of ink are the same, glyph for glyph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.page import Block, Glyphs
from presslayout.edition.roles import JUMP_HEAD, MARKER, WORD, Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.edition.page import Item, Page


def earlier(page: Page) -> Page:
    """The page as `presslayout/edition-1` had it; the very same where nothing of it differs."""
    if not any(_differs(block) for block in page.blocks):
        return page
    made: list[Block] = []
    markers: dict[str, Block] = {}
    for block in page.blocks:
        last = made[-1] if made else None
        if MARKER in block.id:
            own = block.id.partition(MARKER)[0]
            known = markers.get(own)
            before = known.items if known is not None else ()
            markers[own] = replace(block, id=f"{own}/markers", items=(*before, *block.items))
        elif block.id.endswith(WORD) and last is not None:
            made[-1] = replace(last, items=_credited(last.items, block.items))
        elif block.part and last is not None and (last.id, last.part) == (block.id, block.part):
            made[-1] = replace(last, items=(*last.items, *block.items))
        elif block.part.startswith(JUMP_HEAD):
            part = Role.HEADLINE.value
            made.append(replace(block, id=f"{block.story}/{part}", part=part))
        else:
            made.append(block)
    for own, block in markers.items():
        made.insert(_behind(own, block.story, made), block)
    return replace(page, blocks=tuple(made))


def _differs(block: Block) -> bool:
    return MARKER in block.id or block.id.endswith(WORD) or block.part.startswith(JUMP_HEAD)


def _behind(own: str, story: str, blocks: Iterable[Block]) -> int:
    """Where the markers of a part stood: behind its text and what stands beside that."""
    names = {f"{own}/body" if own == story else own, f"{own}/dots", f"{own}/ruby"}
    return max((n for n, one in enumerate(blocks, 1) if one.id in names), default=0)


def _credited(name: tuple[Item, ...], word: tuple[Item, ...]) -> tuple[Item, ...]:
    """A name and 摄 in one block, and in one run where nothing but the cut parts theirs."""
    first = word[0]
    last = name[-1]
    if not isinstance(last, Glyphs) or not isinstance(first, Glyphs):
        return (*name, *word)
    end = last.offset + len(last.text)
    moved = [replace(run, offset=run.offset + end) for run in word if isinstance(run, Glyphs)]
    if moved[0].text[:1] == " ":
        # The blank is behind the name's last glyph, as blanks are.
        spans = list(moved[0].spans or (1,) * len(moved[0].ids))
        spans[0] -= 1
        moved[0] = replace(
            moved[0],
            text=moved[0].text[1:],
            offset=moved[0].offset + 1,
            spans=_short(spans),
        )
    spans = list(last.spans or (1,) * len(last.ids))
    drawn = max(n for n, one in enumerate(spans) if one)
    spans[drawn] += 1
    last = replace(last, text=f"{last.text} ", spans=_short(spans))
    if _of_one_line(last, moved[0]):
        last = _joined(last, moved.pop(0))
    return (*name[:-1], last, *moved)


def _of_one_line(one: Glyphs, other: Glyphs) -> bool:
    look = ("face", "size", "ink", "turn", "condense")
    same = all(getattr(one, name) == getattr(other, name) for name in look)
    return same and (one.x if one.turn else one.y) == (other.x if one.turn else other.y)


def _joined(one: Glyphs, other: Glyphs) -> Glyphs:
    spans = [*(one.spans or (1,) * len(one.ids)), *(other.spans or (1,) * len(other.ids))]
    return replace(
        one,
        ids=one.ids + other.ids,
        x=one.x if one.turn else one.x + other.x,
        y=one.y + other.y if one.turn else one.y,
        text=one.text + other.text,
        spans=_short(spans),
    )


def _short(spans: list[int]) -> tuple[int, ...]:
    return () if all(one == 1 for one in spans) else tuple(spans)
