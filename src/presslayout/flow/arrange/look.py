"""What an editor sees of a page at a glance: where the lead, the second, photos and heads stand.

A page is looked at in spots, a few to each column in every third row.  Lesser stories are all one:
where they only change places, the page looks the same.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from presslayout.issue.lattice import type_area

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.geometry import Box
    from presslayout.flow.arrange.trial import Trial
    from presslayout.issue.template import Template

# Spots across a column and rows from one spot to the next.
ACROSS, DOWN = 2, 3
# What the eye meets first weighs more.
WEIGHT = {"photo": 4, "head": 3, "lead": 1, "second": 1, "box": 2, "text": 1, "": 1}
# Stories told apart by the eye.
LEADERS = {0: "lead", 1: "second"}

# Rows of spots, from the top down.
Look = tuple[tuple[str, ...], ...]


def look(placed: Sequence[Trial], template: Template) -> Look:
    """What stands at each spot of a page, row by row."""
    shown = [box for one in placed for box in _seen(one)]
    area, pitch = type_area(template), template.body.leading
    count = template.base_columns * ACROSS
    across = [area.x + area.width * (2 * n + 1) // (2 * count) for n in range(count)]
    down = [area.y + row * pitch + pitch // 2 for row in range(0, template.rows, DOWN)]
    return tuple(tuple(_row(shown, across, y)) for y in down)


def _row(shown: Sequence[tuple[str, Box]], across: Sequence[int], y: int) -> Iterator[str]:
    """What stands at the spots of a row: of several boxes over each other the first."""
    level = [(box.x, box.right, kind) for kind, box in shown if box.y <= y < box.bottom]
    for x in across:
        yield next((kind for left, right, kind in level if left <= x < right), "")


def difference(one: Look, other: Look) -> int:
    """The share of what the eye meets that is not the same on two pages, in per mille."""
    differing = whole = 0
    for a, b in zip(chain(*one), chain(*other), strict=True):
        weight = max(WEIGHT[a], WEIGHT[b])
        whole += weight
        differing += weight if a != b else 0
    return differing * 1000 // max(whole, 1)


def mirrored(one: Look) -> Look:
    """What stands at the right at the left: a page that only changes its sides is the same idea."""
    return tuple(row[::-1] for row in one)


def _seen(one: Trial) -> Iterator[tuple[str, Box]]:
    """What shows of a story: its photos and heads, and behind them all of it."""
    yield from (("photo", box) for box in one.photos)
    yield from (("head", box) for box in one.heads)
    kind = "box" if one.slot.frame else LEADERS.get(one.story, "text")
    yield from ((kind, box) for box in one.boxes)
