"""What a page stands on (版底): a tint of the whole sheet or of its type area, below everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.values import replace
from presslayout.edition.page import Block, Picture, Shape, ground_name, rectangle
from presslayout.edition.roles import Role
from presslayout.issue.lattice import type_area

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.edition.ink import Ink
    from presslayout.issue.issue import PageSpec
    from presslayout.issue.template import PageGround, Template


def laid(
    blocks: Iterable[Block], ground: PageGround, template: Template, spec: PageSpec
) -> tuple[Block, ...]:
    """The blocks of a page on its ground; what a picture leaves clear shows it."""
    tint = ground.tint
    box = _sheet(template) if ground.whole else _round_text(template)
    shape = Shape(rectangle(box), fill=tint)
    lowest = Block(ground_name(spec.number), Role.RULE, (shape,), artifact=True)
    # A spot ink is not to be had among a picture's own.
    return (lowest, *(blocks if tint.spot else (_on(block, tint) for block in blocks)))


def _on(block: Block, tint: Ink) -> Block:
    if not any(isinstance(item, Picture) and item.ground is None for item in block.items):
        return block
    items = (
        replace(item, ground=tint) if isinstance(item, Picture) and item.ground is None else item
        for item in block.items
    )
    return replace(block, items=tuple(items))


def _sheet(template: Template) -> Box:
    return Box(0, 0, template.width, template.height)


def _round_text(template: Template) -> Box:
    """The type area and a character round it, as far as the sheet goes."""
    em, inner = template.body.size, type_area(template)
    # Below its last line of type a row ends in a line gap that is no part of what is read.
    foot = inner.bottom - template.body.leading + em
    left, top = max(inner.x - em, 0), max(inner.y - em, 0)
    right, bottom = min(inner.right + em, template.width), min(foot + em, template.height)
    return Box(left, top, right - left, bottom - top)
