"""What an editor would say of a page: what it costs, and why, in words.

Every cost says what it was weighed against: pages of the sample sets, looked at side by side.
"""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.units import pt, to_pt
from presslayout.base.values import frozen
from presslayout.flow.arrange.dominance import share_cost

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.base.geometry import Box
    from presslayout.flow.arrange.region import Region
    from presslayout.flow.arrange.trial import Trial

WHOLE = 1000
# Copy that does not print spoils a page whatever else is good on it; white space spoils it less.
OVERSET, UNDERSET, LOST = 40, 12, 300
# What fitting had to do, a part of its own cost: a page of cropped photos and stretched paragraphs
# is a little worse than one that falls into place.
EFFORT, MOST_EFFORT = 12, 25
# A headline larger than a heavier story's misleads; below the first few stories a headline's size
# follows its width more than its rank, and a tenth more is not seen.
HIERARCHY, LEADERS, LOW_HIERARCHY, SEEN = 90, 3, 12, 1150
# The lead at the top left, and larger than any other.
LEAD_LOW, LEAD_RIGHT, LEAD_SMALL = 160, 25, 60
# A lead's headline is so many times the next one; what it costs where it is no larger at all.
LEADING, LEAD_FAINT = 2000, 60
# Heads that are smaller than they like to be, for the sake of what else stands on the page.
SMALL_HEADS = 60
# Two headlines side by side of one face differ clearly from this ratio of sizes on, in per mille.
TOMBSTONE, CLEARLY = 60, 1350
# Headlines no larger than this stand side by side as in a list.
BRIEF = pt(16)
# More than two headlines in a row at the top, each of them.
CROWD, ROW_OF_HEADS = 20, 2
# A gutter that no headline, picture or box crosses parts the page in two.
THROUGH = 90
# Stories in one tall column, or in a strip whose lines nobody follows across the page.
TOWER, TALL, STRIP, FLAT = 50, 40, 35, 12
# Equal widths all over; no box, no other measure, no upright headline where there are stories enough.
SAME, SAMENESS, ENOUGH = 25, 12, 3
# Photos: one dominates; one stands high; two of different stories do not touch; the lead has its own.
DOMINANCE, DOMINANT, LOW_PICTURES, PHOTOS_TOUCH = 30, 2450, 25, 40
# The largest photo below the middle of the page; one that parts the text of its story, which goes on
# below it from beside the headline.
LOW_MAIN, TORN = 40, 45
# The largest photo more rows than this below its headline; a lead's headline over some of its columns,
# text beside it.
FAR, FAR_ROWS, NARROW_HEAD = 25, 3, 32
# The largest photo is a lesser story's though the lead has one.
OTHERS = 20
# Shares of a region, in per mille, of which it is told that a photo takes only or as much as that.
FAINT, HUGE = 120, 600
# Text without a headline, a photo or a box in it over more than this share of the region (and over
# more than a fair one, of two or three stories), in per mille, is a grey wall; each further tenth
# costs as much.
GREY, WALL, FAIR = 30, 330, 850
# A story bent round another reads worse than a rectangle; an upright headline takes a column and
# leaves white below it.
BENT, UPRIGHT = 7, 7
# A page has one surprise (a box, a quote, an upright headline); each one more than two shouts it down.
SURPRISES, LOUD = 2, 18
# White belongs outside or round the head: what it costs where the lead's head block, air and all, takes
# less than this share of the lead, in per mille.
HEAD_WHITE, CRAMPED = 90, 12
# Of a page that scores less than this nothing good can be said: it is not offered beside better ones.
# A photo too small to lead takes a page a good way down to it, and is no reason to withhold it.
FLOOR = 560
# What costs less is not worth a word.
TOLD = 8


@frozen
class Fault:
    """What speaks against a page, and how much."""

    cost: int
    text: Text


def score(
    placed: Sequence[Trial], region: Region
) -> tuple[int, tuple[Text, ...], tuple[Text, ...]]:
    """From 1000 down; what is good; what is bad, the dearest first."""
    found = sorted(_faults(placed, region), key=lambda fault: -fault.cost)
    points = max(WHOLE - sum(fault.cost for fault in found), 0)
    told = tuple(fault.text for fault in found if fault.cost >= TOLD)
    return points, tuple(_praise(placed)), told


def sound(placed: Sequence[Trial], region: Region) -> bool:
    """Whether an editor would not send it back: level, no gutter right through, no heads that collide."""
    level = all(one.outcome.level for one in placed)
    return level and not any(_gutters(placed, region)) and not any(_neighbours(placed))


def _praise(placed: Sequence[Trial]) -> Iterator[Text]:
    if all(one.outcome.level for one in placed):
        yield Text("各栏排齐", "all columns end level")
    ranked = _ranked(placed)
    if len(ranked) > 1 and _leads(ranked):
        yield Text("头条压得住版", "the lead leads")
    photos = sorted(_areas(placed), reverse=True)
    if len(photos) > 1 and photos[0] * 1000 >= photos[1] * DOMINANT:
        yield Text("主图突出", "one photo dominates")
    for one in placed:
        if one.slot.frame:
            yield Text(f"{one.id} 加框", f"{one.id} in a box")
        if one.slot.head_side:
            yield Text(f"{one.id} 竖题", f"{one.id} with an upright headline")
        if one.slot.split and not one.slot.frame:
            yield Text(
                f"{one.id} 破栏（{one.columns} 破 {one.slot.split}）",
                f"{one.id} reset from {one.columns} columns as {one.slot.split}",
            )
        if one.slot.parts:
            yield Text(f"{one.id} 拐弯", f"{one.id} bends round another story")
        if one.slot.head_over:
            yield Text(f"{one.id} 题在图上", f"the headline of {one.id} on its photo")


def _faults(placed: Sequence[Trial], region: Region) -> Iterator[Fault]:
    yield from _fit(placed)
    yield from _hierarchy(placed, region)
    yield from _neighbours(placed)
    crowd = sum(one.slot.rows[0] == region.row for one in placed) - ROW_OF_HEADS
    if crowd > 0:
        yield Fault(CROWD * crowd, Text("版首标题挤成一排", "headlines crowd at the top"))
    yield from _gutters(placed, region)
    yield from _shapes(placed, region)
    yield from _pictures(placed, region)


def _fit(placed: Sequence[Trial]) -> Iterator[Fault]:
    for one in placed:
        got = one.outcome
        if got.over:
            text = Text(f"{one.id} 多 {got.over} 行", f"{one.id} is {got.over} lines too long")
            yield Fault(OVERSET * got.over, text)
        if got.under:
            text = Text(f"{one.id} 空 {got.under} 行", f"{one.id} leaves {got.under} lines empty")
            yield Fault(UNDERSET * got.under, text)
        if got.lost:
            text = Text(f"{one.id} 的题或图放不下", f"{one.id}: its heads or photos have no room")
            yield Fault(LOST, text)
        effort = min(got.poured.cost // EFFORT, MOST_EFFORT) if got.level else 0
        if effort:
            crop = max((p.crop for p in got.layout.placings), default=0)
            text = Text(f"{one.id} 合版费劲", f"{one.id} is hard to fit")
            if crop > 100:  # noqa: PLR2004
                text = Text(f"{one.id} 的图裁 {crop // 10}%", f"{one.id}: {crop // 10} % cropped")
            yield Fault(effort, text)


def _hierarchy(placed: Sequence[Trial], region: Region) -> Iterator[Fault]:
    ranked = _ranked(placed)
    for rank, (first, second) in enumerate(pairwise(ranked)):
        high = rank < LEADERS - 1
        bound = first.headline_size * (1000 if high else SEEN)
        if second.headline_size * 1000 > bound:
            yield Fault(
                HIERARCHY if high else LOW_HIERARCHY,
                Text(
                    f"{second.id} 的题（{_size(second)}）压过了 {first.id}（{_size(first)}）",
                    f"the headline of {second.id} ({_size(second)}) outweighs that of "
                    f"{first.id} ({_size(first)})",
                ),
            )
    lead = ranked[0]
    if lead.slot.rows[0] > region.row:
        yield Fault(LEAD_LOW, Text("头条不在版首", "the lead does not stand at the top"))
    elif lead.slot.columns[0] > region.column:
        yield Fault(LEAD_RIGHT, Text("头条不在左上", "the lead does not stand at the upper left"))
    if len(ranked) > 1 and lead.cells < max(one.cells for one in ranked[1:]):
        yield Fault(LEAD_SMALL, Text("头条不是最大的一块", "the lead is not the largest block"))
    after = max((one.headline_size for one in ranked[1:]), default=0)
    if after and not _leads(ranked):
        times = lead.headline_size / after
        missing = min(LEADING - lead.headline_size * 1000 // after, 1000)
        text = Text(
            f"头条的题只有下一条的 {times:.1f} 倍",
            f"the lead's headline is {times:.1f} times the next",
        )
        yield Fault(LEAD_FAINT * missing // 1000, text)
    if lead.slot.head_small:
        yield Fault(SMALL_HEADS, Text("版面紧，题用小一档", "a close page: heads a step smaller"))
    head = sum(box.width * box.height for box in lead.heads)
    whole = sum(box.width * box.height for box in lead.boxes)
    if lead.heads and head * 1000 < HEAD_WHITE * whole:
        yield Fault(CRAMPED, Text("头条的题四周太挤", "the lead's headline has no air"))

    if lead.outcome.layout.head_columns < lead.area.head[1] and lead.heads:
        text = Text("头条的题旁边有正文", "text stands beside the lead's headline")
        yield Fault(NARROW_HEAD, text)


def _neighbours(placed: Sequence[Trial]) -> Iterator[Fault]:
    for one, other in combinations(placed, 2):
        if one.slot.frame or other.slot.frame or one.slot.head_side or other.slot.head_side:
            continue
        sizes = sorted((one.headline_size, other.headline_size))
        same = one.slot.heads.headline.families == other.slot.heads.headline.families
        if not sizes[0] or sizes[1] <= BRIEF or sizes[1] * 1000 >= sizes[0] * CLEARLY or not same:
            continue
        if any(_collide(a, b, one.area.em) for a in one.heads for b in other.heads):
            yield Fault(
                TOMBSTONE,
                Text(
                    f"{one.id} 和 {other.id} 碰题",
                    f"the headlines of {one.id} and {other.id} collide",
                ),
            )


def _gutters(placed: Sequence[Trial], region: Region) -> Iterator[Fault]:
    for edge in range(region.column, region.column + region.columns - 1):
        if not any(_crosses(one, edge) for one in placed):
            text = Text(f"第 {edge} 栏后通缝", f"a gutter runs through after column {edge}")
            yield Fault(THROUGH, text)


def _shapes(placed: Sequence[Trial], region: Region) -> Iterator[Fault]:
    for one in placed:
        if one.columns == 1 and one.rows > TALL:
            yield Fault(TOWER, Text(f"{one.id} 一栏到底", f"{one.id} is one tall column"))
        if one.columns == region.columns > 2 and one.rows < FLAT:  # noqa: PLR2004
            yield Fault(STRIP, Text(f"{one.id} 是一条扁带", f"{one.id} is a flat strip"))
        if one.slot.parts:
            yield Fault(BENT, Text(f"{one.id} 拐弯", f"{one.id} is bent"))
        if one.slot.head_side:
            yield Fault(UPRIGHT, Text(f"{one.id} 竖题占一栏", f"{one.id}: a column of headline"))
    if len(placed) >= ENOUGH and len({one.columns for one in placed}) == 1:
        yield Fault(SAME, Text("各稿一样宽，版面平", "all stories are equally wide"))
    plain = not any(
        one.slot.frame
        or one.slot.head_side
        or one.slot.split
        or one.slot.parts
        or one.outcome.work.telling.pullquotes
        for one in placed
    )
    if len(placed) >= ENOUGH and plain:
        yield Fault(SAMENESS, Text("没有框、破栏或竖题，样子单一", "one look all over"))
    surprises = sum(bool(one.slot.frame or one.slot.head_side) for one in placed)
    surprises += sum(len(one.outcome.work.telling.pullquotes) > 0 for one in placed)
    if surprises > SURPRISES:
        text = Text("花样太多", "too many surprises")
        yield Fault(LOUD * (surprises - SURPRISES), text)
    wall = max((_wall(one) for one in placed), default=0) * 1000 // region.cells
    most = max(WALL, FAIR // len(placed))
    if wall > most:
        tenths = 1 + (wall - most) // 100
        yield Fault(GREY * tenths, Text("一大片灰，没有题图", "a grey wall without a headline"))


def _pictures(placed: Sequence[Trial], region: Region) -> Iterator[Fault]:
    sizes = sorted(_areas(placed), reverse=True)
    if not sizes:
        return
    if len(sizes) > 1 and sizes[0] * 1000 < sizes[1] * DOMINANT:
        share = sizes[0] / sizes[1]
        yield Fault(
            DOMINANCE * (DOMINANT - 1000 * sizes[0] // sizes[1]) // (DOMINANT - 1000),
            Text(
                f"主图只有第二张的 {share:.1f} 倍", f"the first photo is {share:.1f} times the next"
            ),
        )
    middle = region.row + region.rows // 2
    if not any(one.slot.rows[0] < middle for one in placed if one.photos):
        yield Fault(LOW_PICTURES, Text("上半版没有图片", "the upper half has no picture"))
    else:
        main = max((b for o in placed for b in o.photos), key=lambda b: b.width * b.height)
        top = min(one.boxes[0].y for one in placed)
        if main.y > top + placed[0].area.pitch * region.rows // 2:
            yield Fault(LOW_MAIN, Text("主图沉在下半版", "the main photo lies in the lower half"))
        own, *_ = [o for o in placed if main in o.photos]
        lead = _ranked(placed)[0]
        if own is not lead and lead.photos:
            text = Text(f"主图是 {own.id} 的", f"the main photo is that of {own.id}")
            yield Fault(OTHERS, text)
        below = max((head.bottom for head in own.heads), default=main.y)
        if main.y - below > FAR_ROWS * own.area.pitch:
            text = Text("主图离它的题远", "the main photo stands far from its headline")
            yield Fault(FAR, text)
    for one, other in combinations(placed, 2):
        if any(_near(a, b, 2 * one.area.em) for a in one.photos for b in other.photos):
            text = Text(
                f"{one.id} 和 {other.id} 的图挨着", f"photos of {one.id} and {other.id} touch"
            )
            yield Fault(PHOTOS_TOUCH, text)
    yield from _dominant(placed, region)
    yield from _torn(placed)


def largest_share(placed: Sequence[Trial], region: Region) -> int:
    """The share of the region that the largest photo takes, in per mille; 0 without one."""
    template = placed[0].outcome.work.desk.template
    em, pitch = template.body.size, template.body.leading
    cell = (template.base_cells + template.gutter_cells) * em * pitch
    return largest_area(placed) * 1000 // (cell * region.cells)


def largest_area(placed: Sequence[Trial]) -> int:
    """The area that the largest photo takes on the sheet; 0 without one."""
    template = placed[0].outcome.work.desk.template
    em, pitch = template.body.size, template.body.leading
    # A photo ends on the baseline of its last row.
    shown = (wide * (high - pitch + em) for own in placed for wide, high, _ in own.pictures)
    return max(shown, default=0)


def _dominant(placed: Sequence[Trial], region: Region) -> Iterator[Fault]:
    """What the share of the largest photo costs: of a page that has any."""
    share = largest_share(placed, region)
    told = Text(f"主图占 {share // 10}%", f"the main photo takes {share // 10} %")
    if share < FAINT:
        told = Text(f"主图只占 {share // 10}%", f"the main photo takes {share // 10} % only")
    if share > HUGE:
        told = Text(f"主图占了 {share // 10}%", f"the main photo takes as much as {share // 10} %")
    yield Fault(share_cost(share), told)


def _torn(placed: Sequence[Trial]) -> Iterator[Fault]:
    """Photos that text runs into: it stands beside the headline above them and goes on below."""
    for one in placed:
        layout = one.outcome.layout
        for placing in layout.placings:
            hole = placing.hole
            if layout.head_columns < hole.span and hole.top > 0 and hole.bottom < one.area.rows:
                text = Text(f"{one.id} 的文字被图隔断", f"a photo parts the text of {one.id}")
                yield Fault(TORN, text)


def _ranked(placed: Sequence[Trial]) -> list[Trial]:
    return sorted(placed, key=lambda one: one.story)


def _leads(ranked: Sequence[Trial]) -> bool:
    """Whether the lead's headline is clearly the largest."""
    after = max(one.headline_size for one in ranked[1:])
    return ranked[0].headline_size * 1000 >= after * LEADING


def _areas(placed: Sequence[Trial]) -> list[int]:
    return [box.width * box.height for one in placed for box in one.photos]


def _collide(a: Box, b: Box, em: int) -> bool:
    """Whether two headline blocks stand side by side in neighbouring columns."""
    level = min(a.bottom, b.bottom) - max(a.y, b.y)
    near = max(a.x, b.x) - min(a.right, b.right)
    return level * 2 >= min(a.height, b.height) and 0 < near < 4 * em


def _near(a: Box, b: Box, away: int) -> bool:
    across, down = max(a.x, b.x) - min(a.right, b.right), max(a.y, b.y) - min(a.bottom, b.bottom)
    return max(across, down) < away


def _crosses(one: Trial, edge: int) -> bool:
    """Whether a headline, a photo, a box or a column of another measure covers a gutter."""
    if not one.slot.columns[0] <= edge < one.slot.columns[1]:
        # Along the line of a box no white runs.
        return bool(one.slot.frame) and edge in (one.slot.columns[0] - 1, one.slot.columns[1])
    if one.slot.frame or one.slot.split:
        return True
    left = one.boxes[0].x
    width = max(box.right for box in one.boxes) - left
    count = one.columns
    middle = left + width * (edge - one.slot.columns[0] + 1) // count
    return any(b.x < middle < b.right for b in (*one.heads, *one.photos))


def _wall(one: Trial) -> int:
    """Rows of base columns that hold nothing but text, in a story without a box."""
    if one.slot.frame:
        return 0
    whole = sum(box.width * box.height for box in one.boxes)
    used = sum(b.width * b.height for b in (*one.heads, *one.photos))
    return one.cells * (whole - used) // whole


def _size(one: Trial) -> str:
    return f"{to_pt(one.headline_size):.3g}pt"
