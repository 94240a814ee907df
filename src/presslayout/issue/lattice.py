"""Where base columns, ranges of rows and columns, and the text columns of a slot lie on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.units import pt
from presslayout.base.values import frozen
from presslayout.issue.template import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.units import Length
    from presslayout.issue.template import Slot, Template

# A frame insets its text by 1字 left, right and below at least, and half a row above (SPEC §4).
FRAME_INSET_CELLS = 1
# How far the pattern of a frame reaches inwards: its text stands so much farther off.
ORNAMENT_DEPTH = pt(4)
# A column below this many characters cannot be justified (RULES §6).
MIN_CELLS = 5
# Blank rows between two slots one above the other that are air and no hole: no template needs more.
AIR = 2


@frozen
class Strips:
    """The text columns of a slot: their left edges and the measure that they share.

    `x` and `width` are the slot's own inside its frame.
    """

    x: Length
    width: Length
    lefts: tuple[Length, ...]
    measure: Length


def type_area(template: Template) -> Box:
    """The type area on the trimmed sheet; of a spread both, with the fold between them."""
    em, pitch = template.body.size, template.body.leading
    width = template.cells * em
    if template.fold:
        width = 2 * width + template.fold
    return Box(template.left, template.top, width, template.rows * pitch)


def fold(template: Template) -> tuple[Length, Length] | None:
    """From where to where a spread keeps its text free, or None where nothing is folded."""
    if not template.fold:
        return None
    left = template.left + template.cells * template.body.size
    return left, left + template.fold


def base_columns(template: Template) -> tuple[Length, ...]:
    """The left edge of every base column, those of a spread's right page after the left's."""
    em = template.body.size
    width, measure = template.cells * em, template.base_cells * em
    if not template.fold:
        return shared(template.left, width, template.base_columns, measure)
    right = template.left + width + template.fold
    count = template.base_columns // 2
    return tuple(x for left in (template.left, right) for x in shared(left, width, count, measure))


def range_box(template: Template, place: Range) -> Box:
    """Rows and base columns as a box on the page."""
    lefts, measure = base_columns(template), template.base_cells * template.body.size
    first, last = place.columns
    left, right = lefts[first - 1], lefts[last - 1] + measure
    pitch = template.body.leading
    top = template.top + (place.rows[0] - 1) * pitch
    return Box(left, top, right - left, (place.rows[1] - place.rows[0] + 1) * pitch)


def slot_box(template: Template, slot: Slot) -> Box:
    """The box round all that a slot takes."""
    return range_box(template, slot.whole)


def strips(template: Template, slot: Slot, *, framed: bool) -> Strips:
    """A slot's text columns after 破栏; across a fold each page has its own share of them."""
    em = template.body.size
    box = slot_box(template, slot)
    x, width = box.x, box.width
    if framed:
        inset = frame_inset(slot, em)
        x, width = x + inset, width - 2 * inset
    first, last = slot.columns
    base = last - first + 1
    count = slot.split or base
    gutter = template.gutter_cells * em
    halves = [(x, width, count)]
    cut = fold(template)
    if cut is not None and x < cut[0] and x + width > cut[1] and count > 1:
        # A layout that nobody drew may part its columns unevenly: each page has one at least.
        on_left = count * (template.base_columns // 2 - first + 1) // base
        on_left = min(max(on_left, 1), count - 1)
        halves = [(x, cut[0] - x, on_left), (cut[1], x + width - cut[1], count - on_left)]
    if slot.split is None and not framed:
        measure = template.base_cells * em
    elif slot.remainder == "column":
        measure = min((w - (n - 1) * gutter) // n for _, w, n in halves)
    else:
        measure = min((w - (n - 1) * gutter) // (n * em) * em for _, w, n in halves)
    if slot.narrowed:
        # What its columns give lies at its sides, evenly, no more than a character at each: what is
        # over goes to its gutters, all alike (PAGES, "The grid").
        given = slot.narrowed * em
        measure -= given
        free = [side_given(n, given, em) for _, _, n in halves]
        halves = [(a + side, w - 2 * side, n) for (a, w, n), side in zip(halves, free, strict=True)]
        (first_left, _, _), (last_left, last_width, _) = halves[0], halves[-1]
        x, width = first_left, last_left + last_width - first_left
    lefts = tuple(left for start, w, n in halves for left in shared(start, w, n, measure))
    return Strips(x, width, lefts, measure)


def side_given(count: int, given: Length, em: Length) -> Length:
    """What so many columns that each give a length leave free at each side: a character at most.

    One alone has no gutter that could take the rest.
    """
    half = count * given // 2
    return half if count == 1 else min(half, em)


def frame_inset(slot: Slot, em: Length) -> Length:
    """How far from a frame its text stands at the sides, and below at least."""
    return FRAME_INSET_CELLS * em + (ORNAMENT_DEPTH if slot.ornament else 0)


def shared(x: Length, width: Length, count: int, measure: Length) -> tuple[Length, ...]:
    """Left edges of `count` columns; what is left of `width` goes to the gutters, equally."""
    if count == 1:
        return (x,)
    spare = width - count * measure
    return tuple(x + i * measure + spare * i // (count - 1) for i in range(count))


def torn(template: Template, slot: Slot) -> Iterator[Range]:
    """Ranges of a slot, or cut out of it, whose edges fall inside one of its text columns."""
    found = strips(template, slot, framed=bool(slot.frame))
    half = template.body.size // 2
    for place in (*slot.parts, *slot.cuts):
        box = range_box(template, place)
        for left in found.lefts:
            right = left + found.measure
            within = min(box.right, right) - max(box.x, left)
            if within > half and (box.x > left + half or box.right < right - half):
                yield place
                break


def uncovered(template: Template, *, least: int = AIR + 1, edge: int = 1) -> Iterator[Range]:
    """Rows and base columns that no slot takes: strips of a height side by side are one.

    Between two slots there are `least` rows of them, above or below all others `edge`.
    """
    strips = [
        (column, rows)
        for column in range(1, template.base_columns + 1)
        for rows in _gaps(template, column, least, edge)
    ]
    for rows in dict.fromkeys(rows for _, rows in strips):
        columns = [column for column, own in strips if own == rows]
        for first in (c for c in columns if c - 1 not in columns):
            last = first
            while last + 1 in columns:
                last += 1
            yield Range(rows, (first, last))


def _gaps(template: Template, column: int, least: int, edge: int) -> Iterator[tuple[int, int]]:
    """Stretches of rows of a base column that are in no slot."""
    taken = sorted(
        one.rows
        for slot in template.slots
        for one in slot.ranges
        if one.columns[0] <= column <= one.columns[1]
    )
    free = 1
    for first, last in (*taken, (template.rows + 1, template.rows + 1)):
        outer = free == 1 or first > template.rows
        if first - free >= (edge if outer else least):
            yield free, first - 1
        free = max(free, last + 1)
