"""The imprint (版权条): who answers for the paper, where it is made, what it costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.units import pt
from presslayout.edition.ink import BLACK
from presslayout.edition.page import Block, Item, Shape, Stroke
from presslayout.edition.roles import Role
from presslayout.flow.bench import Desk, Filled
from presslayout.flow.grid import panel
from presslayout.flow.printed_facts import PrintedFact, left_out, put, strung, unprintable
from presslayout.flow.slots.furnishing import furnishing
from presslayout.issue.fields import IMPRINT
from presslayout.typeset.headline import STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.base.units import Length
    from presslayout.issue.template import Slot
    from presslayout.typeset.headline import Heading
    from presslayout.typeset.manner import Manner

RULE = pt("0.4")
# No smaller than coldset keeps readable, and lines a third of their size apart.
SMALLEST = pt("5.5")
PITCH = 1350
# A last line of this share of the measure, in per mille, stands from edge to edge as the others do.
FULL = 500
# Lines are made even in steps of this part of their measure.
STEPS = 40


def fill(slot: Slot, desk: Desk) -> Filled:
    """The facts in as many lines as the slot holds, at the largest size at which all have room."""
    labels = {f.name: f.zh for f in IMPRINT}
    faces = desk.faces.of(desk.template.imprint.families)
    paper = desk.paper
    told = [PrintedFact(f"{labels[name]}：{text}", faces) for name, text in paper.imprint]
    if paper.cn:
        told.insert(3, PrintedFact(f"国内统一连续出版物号：{paper.cn}", faces))
    box = panel(desk.template, slot)
    inset = desk.template.body.size if slot.frame else 0
    width = box.width - 2 * inset
    size = desk.template.imprint.largest
    lines = None
    while told and lines is None and size >= SMALLEST:
        lines = _lines(told, size, (width, box.height - RULE), desk.faces.manner)
        size -= STEP // 2 if lines is None else 0
    blocks = list(furnishing(slot, desk))
    if not slot.frame:
        rule = Shape((("M", box.x, box.y), ("L", box.right, box.y)), stroke=Stroke(BLACK, RULE))
        blocks.append(
            Block(f"{desk.page.number}/{slot.name}-rule", Role.RULE, (rule,), artifact=True)
        )
    if lines is None:
        missing = (one.text for one in told)
        return Filled(tuple(blocks), diagnostics=tuple(left_out(missing, slot, desk)))
    pitch = size * PITCH // 1000
    top = box.y + (box.height - len(lines) * pitch + pitch - size) // 2
    items: list[Item] = []
    for number, (line, places) in enumerate(zip(lines, _places(lines, size, width), strict=True)):
        y = top + number * pitch
        for (one, found), at in zip(line, places, strict=True):
            x = box.x + inset + at
            items += put(found, x, y + found.ascent, found.width, "start", one.colour)
    blocks.append(Block(f"{desk.page.number}/{slot.name}", Role.IMPRINT, tuple(items)))
    return Filled(tuple(blocks), diagnostics=tuple(unprintable(told, slot, desk)))


def _lines(
    told: Sequence[PrintedFact], size: Length, room: tuple[Length, Length], manner: Manner
) -> list[list[tuple[PrintedFact, Heading]]] | None:
    """The facts line by line; None where they take more than the height, or one the width."""
    width, height = room
    lines: list[list[tuple[PrintedFact, Heading]]] = []
    left = 0
    for one in told:
        found = strung([one], size, width, manner)
        if found is None:
            return None
        taken = found[0].width + size
        if not lines or taken - size > left:
            lines.append([])
            left = width
        lines[-1].append((one, found[0]))
        left -= taken
    pitch = size * PITCH // 1000
    if (len(lines) - 1) * pitch + size > height:
        return None
    # As many lines, but even ones: the narrowest measure that takes no more of them.
    narrower = width - width // STEPS
    even = _lines(told, size, (narrower, height), manner) if len(lines) > 1 else None
    return even if even is not None and len(even) == len(lines) else lines


def _places(
    lines: Sequence[Sequence[tuple[PrintedFact, Heading]]], size: Length, width: Length
) -> list[list[Length]]:
    """How far into the measure each fact begins: one below the other where lines have as many."""
    widths = [[found.width for _, found in line] for line in lines]
    if len(lines) > 1 and len(lines[0]) > 1 and len({len(line) for line in lines}) == 1:
        columns = [max(column) for column in zip(*widths, strict=True)]
        if width - sum(columns) >= (len(columns) - 1) * size:
            return [_strung(columns, size, width, even=True)] * len(lines)
    return [
        # A short last line, or one of a single fact, stands in the middle.
        _strung(line, size, width, even=line is not widths[-1] or sum(line) * 1000 >= width * FULL)
        for line in widths
    ]


def _strung(widths: Sequence[Length], size: Length, width: Length, *, even: bool) -> list[Length]:
    """Where things of these widths begin: from edge to edge, or two em apart in the middle."""
    gaps, spare = len(widths) - 1, width - sum(widths)
    share = min(spare if even and gaps else gaps * size * 2, spare)
    at = (spare - share) // 2
    begins = []
    for number, wide in enumerate(widths):
        begins.append(at + (share * number // gaps if gaps else 0))
        at += wide
    return begins
