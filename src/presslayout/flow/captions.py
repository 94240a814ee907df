"""Small text under pictures: the caption, and the credit flush right where it fits."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import frozen, replace
from presslayout.edition.ink import RED, Ink
from presslayout.edition.page import Block, parted
from presslayout.edition.roles import CREDIT_WORD, WORD, Role
from presslayout.issue.paper import PENDING
from presslayout.typeset.lines import place, variants
from presslayout.typeset.shape import Font, shape

if TYPE_CHECKING:
    from presslayout.base.units import Length
    from presslayout.flow.bench import Desk
    from presslayout.issue.issue import Photo
    from presslayout.typeset.lines import Line
    from presslayout.typeset.shape import Shaped

# Photo to caption 2 to 3 pt (PAGES, "Air").
CAPTION_GAP = pt(3)
# The least room between a caption's last word and the credit on the same line, in thousandths.
CREDIT_GAP = 1000
# Captions that are kept: those of a large page, for a few measures each.
REMEMBERED = 256


@frozen
class Caption:
    """A caption and its credit, set to `width`: `lines` counts both."""

    photo: Photo
    size: Length
    leading: Length
    text: tuple[Shaped, tuple[Line, ...]] | None
    credit: tuple[Shaped, tuple[Line, ...]] | None
    credit_beside: bool
    width: Length = 0

    @property
    def lines(self) -> int:
        """How many lines it takes in all."""
        count = len(self.text[1]) if self.text else 0
        return count + (len(self.credit[1]) if self.credit and not self.credit_beside else 0)

    @property
    def height(self) -> Length:
        """From the top of its first em square to the foot of its last."""
        return (self.lines - 1) * self.leading + self.size if self.lines else 0


def caption(photo: Photo, width: Length, desk: Desk, least: Length = 0) -> Caption:
    """The caption of a photo set to the photo's width, no smaller than `least`."""
    style = desk.template.caption
    size = max(style.largest, least)
    font = Font(desk.faces.of(style.families), (), size, desk.faces.manner)
    measure = width * 1000 // size
    text = _lines(photo.caption, font, measure) if photo.caption else None
    credit = None
    beside = False
    if photo.credit:
        words = photo.credit
        drawn = desk.pictures[photo.file].vector
        if words != PENDING and not drawn and not words.endswith(CREDIT_WORD):
            words = f"{words} {CREDIT_WORD}"
        credit = _lines(words, font, measure)
        used = text[1][-1].width if text else measure
        beside = len(credit[1]) == 1 and used + CREDIT_GAP + credit[1][0].width <= measure
    leading = style.leading or size * 4 // 3
    return Caption(photo, size, leading, text, credit, beside, width)


def blocks(
    made: Caption, story: str, x: Length, width: Length, top: Length, ink: Ink
) -> tuple[Block, ...]:
    """The caption's blocks, its first em square beginning at `top`."""
    found: list[Block] = []
    stem = made.photo.stem
    row = 0
    if made.text:
        shaped, lines = made.text
        baselines = [top + n * made.leading + shaped.ascent for n in range(len(lines))]
        colour = RED if made.photo.caption == PENDING else ink
        items = tuple(
            item
            for line, baseline in zip(lines, baselines, strict=True)
            for item in place(shaped, line, x, baseline, ink=colour)
        )
        part = f"caption-{stem}"
        found.append(Block(f"{story}/{part}", Role.CAPTION, items, story, part))
        row = len(lines) - (1 if made.credit_beside else 0)
    if made.credit:
        shaped, lines = made.credit
        colour = RED if made.photo.credit == PENDING else ink
        part = f"credit-{stem}"
        items = tuple(
            item
            for number, line in enumerate(lines)
            for item in place(
                shaped,
                line,
                x + width - line.width * made.size // 1000,
                top + (row + number) * made.leading + shaped.ascent,
                ink=colour,
            )
        )
        # 摄 is the paper's word, not the copy's.
        end = len(made.photo.credit)
        cut = [parted(item, end) for item in items]
        name = tuple(before for before, _ in cut if before is not None)
        word = tuple(replace(run, offset=run.offset - end) for _, run in cut if run is not None)
        found.append(Block(f"{story}/{part}", Role.CREDIT, name, story, part))
        if word:
            found.append(Block(f"{story}/{part}{WORD}", Role.CREDIT, word, story))
    return tuple(found)


# A photo is tried over the same columns for every place of its slot.
@lru_cache(maxsize=REMEMBERED)
def _lines(text: str, font: Font, measure: int) -> tuple[Shaped, tuple[Line, ...]]:
    shaped = shape(text, font, spaced=True)
    best = min(variants(shaped, measure, indent=0), key=lambda v: (v.cost, len(v.lines)))
    return shaped, best.lines
