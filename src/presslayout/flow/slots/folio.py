"""The folio (报眉): page number largest, section, paper, date and weekday, who made the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.base.values import field, mutable
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Item, Shape, Stroke
from presslayout.edition.roles import Role
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.calendar import day
from presslayout.flow.grid import label, panel
from presslayout.flow.printed_facts import PrintedFact, fitted, left_out, put, unprintable, word
from presslayout.flow.slots.furnishing import furnishing
from presslayout.issue.kinds import Content
from presslayout.typeset.shape import Font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.geometry import Box
    from presslayout.base.units import Length
    from presslayout.edition.ink import Ink
    from presslayout.issue.template import Slot
    from presslayout.typeset.headline import Heading
    from presslayout.typeset.manner import Manner

# Hairline under the folio (PAGES, "Lines and tints").
RULE = pt("0.4")
# The page number fills this share of the slot's height, in per mille; the section a part of that.
NUMBER_SHARE = 820
SECTION_SHARE = 560
# Number and section take so much of the line at most, each.
FRONT_SHARE = 3
# Between two facts on the right, in per mille of their size.
GAP = 1500


def fill(slot: Slot, desk: Desk) -> Filled:
    """One line over a rule: number and section at one end, the facts at the other."""
    box = panel(desk.template, slot)
    style, manner = desk.template.folio, desk.faces.manner
    faces = desk.faces.of(style.families)
    size = box.height * NUMBER_SHARE // 1000
    baseline = box.bottom - box.height * (1000 - NUMBER_SHARE) // 2000 - size * 60 // 1000
    end = _outer(slot, desk)
    row = _Row(end, box.right if end else box.x, baseline)
    front = _front(slot, desk)
    lost = _number_and_section(row, front, (size, size * SECTION_SHARE // 1000), box, manner)
    facts = [desk.paper.name, day(desk.paper)]
    told = [*(PrintedFact(text, faces, style.ink) for text in facts), *staff(desk)]
    # The gap is an em and a half: strung() keeps one, the rest comes off the width.
    spare = (len(told) - 1) * style.largest * (GAP - 1000) // 1000
    left = row.at - box.x if end else box.right - row.at
    line = fitted(told, style.largest, left - spare, manner)
    beside = _Row(not end, box.x if end else box.right, baseline)
    if line is None:
        lost += [one.text for one in told]
    else:
        pairs = list(zip(told, line[1], strict=True))
        for one, found in pairs if end else reversed(pairs):
            beside.add(found, one.colour, line[0] * GAP // 1000)
    # Number and section first, then the facts from the left, whichever end they stand at.
    facts_read = beside.words if end else beside.words[::-1]
    items = tuple(item for words in (*row.words, *facts_read) for item in words)
    rule = Shape(
        (("M", box.x, box.bottom), ("L", box.right, box.bottom)), stroke=Stroke(BLACK, RULE)
    )
    name = f"{desk.page.number}/{slot.name}"
    every = [*front, *told]
    return Filled(
        (
            *furnishing(slot, desk),
            Block(f"{name}-rule", Role.RULE, (rule,), artifact=True),
            Block(name, Role.FOLIO, items),
        ),
        diagnostics=(*left_out(lost, slot, desk), *unprintable(every, slot, desk)),
    )


@mutable
class _Row:
    """Words set one after the other from one edge: from the right one leftwards, or rightwards."""

    leftwards: bool
    at: Length
    baseline: Length
    words: list[tuple[Item, ...]] = field(default_factory=list)

    def add(self, found: Heading, ink: Ink, gap: Length) -> None:
        """The next words; a gap follows them."""
        x = self.at - found.width if self.leftwards else self.at
        self.words.append(put(found, x, self.baseline, found.width, "start", ink))
        self.at += -found.width - gap if self.leftwards else found.width + gap


def _front(slot: Slot, desk: Desk) -> tuple[PrintedFact, PrintedFact]:
    """The page's number and its section."""
    faces = desk.faces.of(desk.template.banner.families)
    headed = any(one.content == Content.SECTION for one in desk.template.slots)
    return (
        PrintedFact(_label(slot, desk), faces, slot.accent),
        # What a section's own head says large is not said again.
        PrintedFact("" if headed else desk.page.section, faces, slot.accent),
    )


def _number_and_section(
    row: _Row, front: Sequence[PrintedFact], sizes: Sequence[Length], box: Box, manner: Manner
) -> list[str]:
    """Set them one after the other; what of them is too long is given back."""
    lost: list[str] = []
    for one, size in zip(front, sizes, strict=True):
        if not one.text:
            continue
        found = word(one.text, Font(one.faces, (), size, manner), box.width // FRONT_SHARE)
        if found is None:
            lost.append(one.text)
        else:
            row.add(found, one.colour, sizes[0] // 3)
    return lost


def _outer(slot: Slot, desk: Desk) -> bool:
    """Whether the number stands at the right: the outer edge of an odd page, where that is asked."""
    half = desk.template.base_columns // 2
    right = desk.template.fold and slot.columns[0] > half
    return desk.template.outside and (desk.page.number + bool(right)) % 2 == 1


def _label(slot: Slot, desk: Desk) -> str:
    """The number of the page that a folio stands on; across a fold it is both pages'."""
    half = desk.template.base_columns // 2
    if not desk.template.fold or slot.columns[0] <= half < slot.columns[1]:
        return label(desk.template, desk.page.number)
    return f"{desk.page.number + (slot.columns[0] > half):02d}"


def staff(desk: Desk) -> list[PrintedFact]:
    """Who made the page, in the folio's faces."""
    faces = desk.faces.of(desk.template.folio.families)
    page = desk.page
    who = (("责任编辑", page.editor), ("视觉编辑", page.designer), ("校对", page.proofreader))
    ink = desk.template.folio.ink
    return [PrintedFact(f"{label}：{name}", faces, ink) for label, name in who if name]
