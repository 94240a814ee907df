"""What an editor sees of a page at a glance: where the lead, the second, photos and heads stand.

A page is looked at in spots, a few to each column in every third row.  Lesser stories are all one:
where they only change places, the page looks the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.issue.lattice import type_area

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.base.geometry import Box
    from presslayout.flow.arrange.trial import Trial
    from presslayout.issue.template import Template

# Spots across a column and rows from one spot to the next.
ACROSS, DOWN = 2, 3
# What the eye meets first weighs more.
WEIGHT = {"photo": 4, "head": 3, "lead": 1, "second": 1, "box": 2, "text": 1, "": 1}
# Stories told apart by the eye.
LEADERS = {0: "lead", 1: "second"}

Look = tuple[str, ...]


def look(placed: Sequence[Trial], template: Template) -> Look:
    """What stands at each spot of a page, row by row."""
    shown = [(one, [*_seen(one)]) for one in placed]
    area, pitch = type_area(template), template.body.leading
    count = template.base_columns * ACROSS
    across = [area.x + area.width * (2 * n + 1) // (2 * count) for n in range(count)]
    down = [area.y + row * pitch + pitch // 2 for row in range(0, template.rows, DOWN)]
    return tuple(
        next((kind for one, boxes in shown if (kind := _kind(one, boxes, x, y))), "")
        for y in down
        for x in across
    )


def difference(one: Look, other: Look) -> int:
    """The share of what the eye meets that is not the same on two pages, in per mille."""
    differing = whole = 0
    for a, b in zip(one, other, strict=True):
        weight = max(WEIGHT[a], WEIGHT[b])
        whole += weight
        differing += weight if a != b else 0
    return differing * 1000 // max(whole, 1)


def _seen(one: Trial) -> Iterator[tuple[str, Box]]:
    yield from (("photo", box) for box in one.photos)
    yield from (("head", box) for box in one.heads)


def _kind(one: Trial, boxes: Iterable[tuple[str, Box]], x: int, y: int) -> str:
    for kind, box in boxes:
        if box.x <= x < box.right and box.y <= y < box.bottom:
            return kind
    if any(b.x <= x < b.right and b.y <= y < b.bottom for b in one.boxes):
        return "box" if one.slot.frame else LEADERS.get(one.story, "text")
    return ""
