"""Notes beside the text (侧注): small type in half a column at the right of a story.

The story's own columns give whole cells for them, evenly; the notes begin with its first row of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import ERROR, Diagnostic, Text
from presslayout.base.units import pt
from presslayout.base.values import replace
from presslayout.edition.page import Block, Shape, Stroke
from presslayout.edition.roles import Role
from presslayout.issue.lattice import MIN_CELLS
from presslayout.typeset.lines import place, ragged, variants
from presslayout.typeset.shape import Font, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.edition.page import Item
    from presslayout.flow.area import Area
    from presslayout.flow.bench import Desk
    from presslayout.flow.work import Job, Layout
    from presslayout.typeset.lines import Line
    from presslayout.typeset.shape import Shaped

PREFIX = Role.SIDENOTE.value
RULE = pt("0.5")
# Notes stand at least a row apart, and no more than so many.
APART, MOST_APART = 1, 6
# Half of a column, and no fewer cells than these.
HALF, LEAST = 2, 6

Margin = tuple["Length", "Length"]


def parted(space: Area, gutter: Length) -> tuple[Area, Margin] | None:
    """What is left of a slot beside notes, and where those begin and how wide they are.

    None where its columns would be too narrow, or where it is no plain rectangle of one page.
    """
    if space.closed or space.fold is not None:
        return None
    count, em = len(space.columns), space.em
    between = space.columns[1] - space.columns[0] - space.measure if count > 1 else gutter
    right = space.columns[-1] + space.measure
    measure = space.measure - em
    while measure >= MIN_CELLS * em:
        columns = tuple(space.columns[0] + n * (measure + between) for n in range(count))
        left = columns[-1] + measure + between
        if right - left >= max(measure // HALF, LEAST * em):
            own = replace(
                space, columns=columns, measure=measure, width=columns[-1] + measure - space.x
            )
            return own, (left, right - left)
        measure -= em
    return None


def blocks(work: Job, layout: Layout) -> list[Block]:
    """The notes that have room, from the first row of text down, even air between them."""
    if work.margin is None:
        return []
    (x, width), space, story = work.margin, work.area, work.telling.story
    first, shown = _shown(work, layout)
    high = sum(_rows(work, text) for _, text in shown)
    free = space.rows - first - high
    apart = min(max(free // max(len(shown) - 1, 1), APART), MOST_APART)
    made: list[Block] = []
    row, accent = first, work.slot.accent
    leading = _leading(work.desk)
    for number, (shaped, lines) in shown:
        top = space.row_top(row)
        rule = Shape((("M", x, top), ("L", x + width, top)), stroke=Stroke(accent, RULE))
        own = f"{story.id}/{PREFIX}-{number}"
        made.append(Block(f"{own}-rule", Role.RULE, (rule,), story.id, artifact=True))
        items: list[Item] = []
        base = top + (leading - shaped.font.size) + shaped.ascent
        for line in lines:
            items += place(shaped, line, x, base, ink=work.desk.template.caption.ink)
            base += leading
        part = f"{PREFIX}-{number}"
        made.append(Block(own, Role.SIDENOTE, tuple(items), story.id, part))
        row += _rows(work, (shaped, lines)) + apart
    return made


def left_out(work: Job, layout: Layout) -> Iterator[Diagnostic]:
    """The notes that have no room beside their story."""
    story, page, slot = work.telling.story, work.desk.page.number, work.slot.name
    shown = {number for number, _ in _shown(work, layout)[1]} if work.margin is not None else set()
    for number, text in enumerate(work.telling.sidenotes, 1):
        if number in shown:
            continue
        part = f"{PREFIX}-{number}"
        yield Diagnostic(
            "no-room",
            ERROR,
            Text(
                f"第{page}版「{slot}」放不下侧注：{text[:12]}",
                f"page {page}, slot {slot}: a side note has no room: {text[:12]}",
            ),
            story.span_of(part),
            Text(
                "缩短或减少侧注，或换一个更宽更高、横排、完整矩形的版位",
                "shorten the notes or take some out, or take a wider or higher slot, horizontal and "
                "a plain rectangle",
            ),
            page,
            story.id,
            part,
        )


def _shown(
    work: Job, layout: Layout
) -> tuple[int, list[tuple[int, tuple[Shaped, tuple[Line, ...]]]]]:
    """The row at which notes begin, and those that have room from there, each with its number."""
    first = layout.head_row + layout.head.rows
    row = first
    found = []
    for number, text in enumerate(work.telling.sidenotes, 1):
        made = _set(work, text)
        rows = _rows(work, made)
        if row + rows > work.area.rows:
            break
        found.append((number, made))
        row += rows + APART
    return first, found


def _set(work: Job, text: str) -> tuple[Shaped, tuple[Line, ...]]:
    assert work.margin is not None
    desk, width = work.desk, work.margin[1]
    style = desk.template.caption
    size = style.largest
    font = Font(desk.faces.of(style.families), (), size, desk.faces.manner)
    shaped = shape(text, font, spaced=True)
    best = min(variants(shaped, width * 1000 // size), key=lambda v: (v.cost, len(v.lines)))
    return shaped, ragged(best).lines


def _leading(desk: Desk) -> Length:
    style = desk.template.caption
    return style.leading or style.largest * 4 // 3


def _rows(work: Job, made: tuple[Shaped, tuple[Line, ...]]) -> int:
    """The rows that a note takes, its rule with it."""
    high = (len(made[1]) + 1) * _leading(work.desk)
    return -(-high // work.area.pitch)
