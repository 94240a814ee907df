"""A page with its differences tinted and numbered, and nothing else different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import mm, pt
from presslayout.base.values import replace
from presslayout.edition.ink import WHITE, Ink
from presslayout.edition.page import Block, Shape, Stroke, lowest, rectangle
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.edition.change import PageSpot
    from presslayout.edition.page import Page

# Text and its style are tinted from behind; what covers its ground is framed.
TINT = {
    "text": Ink(y=450),
    "style": Ink(m=200),
}
LOSS = Ink(m=300, y=150)
INK = Ink(m=900, y=700)
_LABEL, _PAD = pt("7.5"), pt("1.5")
_EDGE = Stroke(INK, pt(1))
# A mark that is smaller is not seen from where a sheet is read.
_LEAST = mm(2)


def tinted(page: Page, marks: Sequence[tuple[int, str, PageSpot]], letters: Lettering) -> Page:
    """The page with a tint behind every mark (number, kind, where), those of other pages left out.

    The kind is a change's, or "lost" for text that is gone.
    """
    under: list[Shape] = []
    over: list[Shape] = []
    tags: list[Box] = []
    for number, kind, spot in marks:
        if spot.page != page.number or not spot.boxes:
            continue
        fill = LOSS if kind == "lost" else TINT.get(kind)
        for box in spot.boxes:
            if fill is not None:
                under.append(Shape(rectangle(_wider(box)), fill=fill))
            else:
                over.append(Shape(rectangle(box), stroke=_EDGE))
        tag = _free(_tag(str(number), spot.boxes[0], letters), tags)
        tags.append(tag)
        base = tag.bottom - _PAD * 5 // 4
        over.append(Shape(rectangle(tag), fill=INK))
        over.append(Shape(letters.path(str(number), tag.x + _PAD, base, _LABEL), fill=WHITE))
    behind = Block(f"{page.number}/changed", Role.CHANGED, tuple(under), artifact=True)
    before = Block(f"{page.number}/changes", Role.CHANGES, tuple(over), artifact=True)
    ground, standing = lowest(page)
    blocks = [b for b in (*ground, behind, *standing, before) if b.items]
    return replace(page, blocks=tuple(blocks))


def _tag(number: str, box: Box, letters: Lettering) -> Box:
    """Where the number of a mark stands: at the upper left of it."""
    wide, high = letters.width(number, _LABEL) + 2 * _PAD, _LABEL + _PAD
    return Box(max(box.x - wide, 0), max(box.y - high * 3 // 4, 0), wide, high)


def _free(tag: Box, taken: Sequence[Box]) -> Box:
    """The number beside those that stand there already."""
    while any(
        tag.x < one.right and one.x < tag.right and tag.y < one.bottom and one.y < tag.bottom
        for one in taken
    ):
        tag = replace(tag, y=tag.y + tag.height)
    return tag


def _wider(box: Box) -> Box:
    away = pt("0.6")
    high = max(_LEAST - box.height, 0) // 2
    return Box(
        box.x - away, box.y - away - high, box.width + 2 * away, box.height + 2 * (away + high)
    )
