"""Numbers that hang before subheads and the items of numbered lists (数字序): 01 02, or ① ②.

They count; no text of the copy, they stand beside it as the markers of lists do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import replace
from presslayout.edition.roles import ParagraphKind
from presslayout.flow.body import SubheadBlock
from presslayout.typeset.headline import LABEL, fit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.base.units import Length
    from presslayout.flow.blocks import BodyBlock
    from presslayout.issue.issue import Paragraph
    from presslayout.typeset.headline import Heading
    from presslayout.typeset.shape import Font

FIGURES = "figures"
# Figures stand larger than the subhead that they count, and both are this far from it, in per mille
# of its size.
LARGER, GAP = 1300, 450
# Circles hold numbers up to here: two stretches of Unicode.
_CIRCLES = ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1))
_ENDS = ".．、)）"


def drawn(number: int, form: str) -> str:
    """A number as it is drawn; one that no circle holds as its figures."""
    if form != FIGURES:
        for first, last, code in _CIRCLES:
            if first <= number <= last:
                return chr(code + number - first)
    return f"{number:02}"


def counted(paragraphs: Iterable[Paragraph], form: str) -> tuple[Paragraph, ...]:
    """The items of numbered lists with what counts them for their markers."""
    return tuple(_marked(one, form) if form else one for one in paragraphs)


def _marked(paragraph: Paragraph, form: str) -> Paragraph:
    number = paragraph.marker.rstrip(_ENDS)
    if paragraph.kind != ParagraphKind.ITEM or not number.isdecimal():
        return paragraph
    return replace(paragraph, marker=drawn(int(number), form))


def room(form: str, font: Font, size: Length) -> Length:
    """What numbers take before subheads of a size at most."""
    if not form:
        return 0
    widest = heading(8, form, replace(font, size=size))
    return widest.width + size * GAP // 1000


def numbered(
    body: Sequence[BodyBlock], whole: Sequence[Paragraph], form: str, sizes: tuple[Font, Length]
) -> Iterator[BodyBlock]:
    """The blocks, each subhead behind its number; `whole` are all paragraphs of the story.

    `sizes` are the subheads' font and the room before them.  Subheads on other pages count, too.
    """
    heads = [one.offset for one in whole if one.kind == ParagraphKind.SUBHEAD]
    count = {offset: number for number, offset in enumerate(heads, 1)}
    font, inset = sizes
    for block in body:
        if isinstance(block, SubheadBlock):
            own = heading(count[block.offset], form, replace(font, size=block.heading.size))
            yield replace(block, inset=inset, ordinal=own)
        else:
            yield block


def heading(number: int, form: str, font: Font) -> Heading:
    """A number set at the size that goes with a subhead's."""
    size = font.size * (LARGER if form == FIGURES else 1000) // 1000
    found = fit(
        drawn(number, form),
        font.faces,
        width=size * 8,
        smallest=size,
        largest=size,
        max_lines=1,
        display=replace(LABEL, manner=font.manner),
    )
    assert found is not None
    return found
