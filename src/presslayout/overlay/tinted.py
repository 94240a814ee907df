"""The new pages with their changes tinted and numbered, and nothing else different."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.edition.ink import Ink
from presslayout.edition.page import Block, Shape, Stroke, lowest, rectangle
from presslayout.edition.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.assets.outlines import Lettering
    from presslayout.edition.changes import Change
    from presslayout.edition.page import Edition, Page

# Text and its style are tinted from behind; what covers its ground is framed.
TINT = {
    "text": Ink(y=450),
    "style": Ink(m=200),
}
_LABEL = pt(6)
_INK = Ink(m=900, y=700)
_EDGE = Stroke(_INK, pt("0.5"))


def tinted(new: Edition, found: Sequence[Change], letters: Lettering) -> Edition:
    """The edition with a tint behind every change."""
    pages = tuple(_page(page, found, letters) for page in new.pages)
    return replace(new, pages=pages)


def _page(page: Page, found: Sequence[Change], letters: Lettering) -> Page:
    under: list[Shape] = []
    over: list[Shape] = []
    for number, change in enumerate(found, 1):
        if change.page != page.number:
            continue
        for box in change.boxes:
            if change.kind in TINT:
                under.append(Shape(rectangle(_wider(box)), fill=TINT[change.kind]))
            else:
                over.append(Shape(rectangle(box), stroke=_EDGE))
        if change.boxes:
            first = change.boxes[0]
            path = letters.path(str(number), first.x, first.y - _LABEL // 4, _LABEL)
            over.append(Shape(path, fill=_INK))
    behind = Block(f"{page.number}/changed", Role.CHANGED, tuple(under), artifact=True)
    before = Block(f"{page.number}/changes", Role.CHANGES, tuple(over), artifact=True)
    ground, standing = lowest(page)
    blocks = [b for b in (*ground, behind, *standing, before) if b.items]
    return replace(page, blocks=tuple(blocks))


def _wider(box: Box) -> Box:
    away = pt("0.6")
    return Box(box.x - away, box.y - away, box.width + 2 * away, box.height + 2 * away)
