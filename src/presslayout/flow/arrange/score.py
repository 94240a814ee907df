"""What an editor would say of a page: what it costs, and why, in words."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from presslayout.diagnostics import ERROR, Text
from presslayout.units import to_pt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.flow.arrange.region import Region
    from presslayout.flow.arrange.trial import Placed

WHOLE = 1000
# What each fault takes from a page's score.
OVERSET, UNDERSET, STEP, LOST = 40, 6, 3, 300
HIERARCHY, LEAD_LOW, LEAD_SMALL = 90, 160, 60
# Below the first few stories a headline's size follows its width more than its rank.
LEADERS, LOW_HIERARCHY = 3, 15
TOMBSTONE, THROUGH, TOWER, STRIP, SAME = 45, 110, 50, 30, 25
NO_PICTURE_ABOVE = 25
# Two headlines side by side differ clearly from this ratio of sizes on, in per mille.
CLEARLY = 1350
TALL, FLAT = 40, 12


def score(placed: Sequence[Placed], region: Region) -> tuple[int, tuple[Text, ...]]:
    """From 1000 down, and the reasons, the dearest first."""
    found = sorted(_faults(placed, region), key=lambda fault: -fault[0])
    praise = [] if any(cost >= OVERSET for cost, _ in found) else _praise(placed)
    reasons = [text for _, text in found]
    return max(WHOLE - sum(cost for cost, _ in found), 0), (*praise, *reasons)


def _praise(placed: Sequence[Placed]) -> list[Text]:
    if any(one.miss for one in placed):
        return []
    return [Text("各稿各栏排满排齐", "every column of every story ends level")]


def _faults(placed: Sequence[Placed], region: Region) -> Iterator[tuple[int, Text]]:
    yield from _fit(placed)
    yield from _hierarchy(placed, region)
    yield from _neighbours(placed, region)
    for one in placed:
        title = one.record.id
        if one.columns == 1 and one.rows > TALL:
            yield TOWER, Text(f"{title} 一栏到底，太高", f"{title} is one tall column")
        if one.columns == region.columns and one.rows < FLAT and region.columns > 2:  # noqa: PLR2004
            yield STRIP, Text(f"{title} 是一条扁带", f"{title} is a flat strip")
    widths = {one.columns for one in placed}
    if len(placed) > 2 and len(widths) == 1:  # noqa: PLR2004
        yield SAME, Text("各稿一样宽，版面平", "all stories are equally wide")
    photos = [photo for one in placed for photo in one.filled.photos]
    if photos and not any(_above(one, region) for one in placed if one.filled.photos):
        yield NO_PICTURE_ABOVE, Text("上半版没有图片", "the upper half has no picture")


def _fit(placed: Sequence[Placed]) -> Iterator[tuple[int, Text]]:
    for one in placed:
        over, under = one.record.overset.lines, one.record.underset_lines
        if over:
            text = Text(
                f"{one.record.id} 多 {over} 行", f"{one.record.id} is {over} lines too long"
            )
            yield OVERSET * over, text
        if under:
            text = Text(f"{one.record.id} 缺 {under} 行", f"{one.record.id} lacks {under} lines")
            yield UNDERSET * under, text
        for lost in one.filled.diagnostics:
            if lost.severity is ERROR and lost.code != "overset":
                yield LOST, lost.message
        steps = len(one.record.fit_steps)
        if steps:
            text = Text(
                f"{one.record.id} 合版动了 {steps} 处", f"{one.record.id}: {steps} fit steps"
            )
            yield STEP * steps, text


def _hierarchy(placed: Sequence[Placed], region: Region) -> Iterator[tuple[int, Text]]:
    ranked = sorted(placed, key=lambda one: one.story)
    for rank, (first, second) in enumerate(pairwise(ranked)):
        if first.record.headline_size < second.record.headline_size:
            yield (
                HIERARCHY if rank < LEADERS else LOW_HIERARCHY,
                Text(
                    f"{second.record.id} 的题（{_size(second)}）压过了 {first.record.id}（{_size(first)}）",
                    f"the headline of {second.record.id} ({_size(second)}) outweighs that of "
                    f"{first.record.id} ({_size(first)})",
                ),
            )
    lead = ranked[0]
    if lead.slot.rows[0] > region.row:
        yield LEAD_LOW, Text("头条不在版首", "the lead does not stand at the top")
    elif lead.slot.columns[0] > region.column:
        yield LEAD_SMALL // 2, Text("头条不在左上", "the lead does not stand at the upper left")
    areas = [one.columns * one.rows for one in ranked]
    if len(areas) > 1 and areas[0] < max(areas):
        yield LEAD_SMALL, Text("头条不是最大的一块", "the lead is not the largest block")


def _neighbours(placed: Sequence[Placed], region: Region) -> Iterator[tuple[int, Text]]:
    for one, other in combinations(placed, 2):
        level = one.slot.rows[0] == other.slot.rows[0]
        beside = (
            one.slot.columns[1] + 1 == other.slot.columns[0]
            or other.slot.columns[1] + 1 == one.slot.columns[0]
        )
        sizes = sorted((one.record.headline_size, other.record.headline_size))
        same_face = one.slot.heads.headline.families == other.slot.heads.headline.families
        if level and beside and sizes[0] and sizes[1] * 1000 < sizes[0] * CLEARLY and same_face:
            yield (
                TOMBSTONE,
                Text(
                    f"{one.record.id} 和 {other.record.id} 碰题",
                    f"the headlines of {one.record.id} and {other.record.id} collide",
                ),
            )
    for edge in range(region.column, region.column + region.columns - 1):
        crossed = any(p.slot.columns[0] <= edge < p.slot.columns[1] for p in placed)
        if not crossed:
            yield THROUGH, Text(f"第 {edge} 栏后通缝", f"a gutter runs through after column {edge}")


def _above(one: Placed, region: Region) -> bool:
    middle = region.row + region.rows // 2
    return one.slot.rows[0] < middle


def _size(one: Placed) -> str:
    return f"{to_pt(one.record.headline_size):.3g}pt"
