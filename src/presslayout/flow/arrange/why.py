"""Why each story of a chosen layout stands where it does, and what the next best layout lacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from presslayout.flow.arrange.choice import Choice
    from presslayout.issue.issue import Story
    from presslayout.issue.template import Slot

# Faults of the runner-up that are told.
FAULTS = 3


def whys(tales: Sequence[Story], best: Choice, runner: Choice | None) -> Iterator[tuple[str, Text]]:
    """For each story, the heaviest first, what speaks for its place; the lead's tell of the page."""
    slots = dict(best.slots)
    for rank, tale in enumerate(tales):
        own = slots[tale.id]
        yield tale.id, _place(rank, own, slots)
        for text in _dress(tale, own, slots):
            yield tale.id, text
        if rank == 0:
            yield tale.id, _page(best)
            if runner is not None:
                yield tale.id, _runner(best, runner)


def _place(rank: int, own: Slot, slots: Mapping[str, Slot]) -> Text:
    whole = sum(map(_cells, slots.values()))
    share = _cells(own) * 100 // whole
    high, high_en = _height(own, slots)
    wide, wide_en = _side(own, slots)
    weight = "最重，作头条" if rank == 0 else f"分量第 {rank + 1}"
    weight_en = "the heaviest, so the lead" if rank == 0 else f"number {rank + 1} by weight"
    return Text(
        f"程序排的：{weight}，{high}{wide}，占稿件地方的 {share}%",
        f"placed by the engine: {weight_en}; {high_en}, {wide_en}, {share} % of the story area",
    )


def _height(own: Slot, slots: Mapping[str, Slot]) -> tuple[str, str]:
    """Where its first row lies of what all take together."""
    first = min(slot.rows[0] for slot in slots.values())
    middle = (first + max(slot.rows[1] for slot in slots.values())) // 2
    if own.rows[0] == first:
        return "顶着版首", "at the top"
    return ("在上半版", "in the upper half") if own.rows[0] < middle else (
        "在下半版", "in the lower half"
    )  # fmt: skip


def _side(own: Slot, slots: Mapping[str, Slot]) -> tuple[str, str]:
    left = min(slot.columns[0] for slot in slots.values())
    right = max(slot.columns[1] for slot in slots.values())
    if own.columns == (left, right):
        return "、通栏", "over all columns"
    if own.columns[0] == left:
        return "左边", "at the left"
    return ("右边", "at the right") if own.columns[1] == right else ("中间", "in the middle")


def _dress(tale: Story, own: Slot, slots: Mapping[str, Slot]) -> Iterator[Text]:
    if own.parts:
        inside = [name for name, slot in slots.items() if name != tale.id and _within(slot, own)]
        names = "、".join(inside)
        yield Text(
            f"拐弯包住 {names}：两块合起来正好是整的，各栏都排得满",
            f"bent round {', '.join(inside)}: together they fill a rectangle, every column level",
        )
    if own.frame:
        yield Text(
            "加框：框使它和邻稿分开，版面有变化",
            "in a box: it sets the story off from its neighbours",
        )
    if own.split and not own.frame:
        count = own.columns[1] - own.columns[0] + 1
        yield Text(
            f"破栏：{count} 栏重分成 {own.split} 栏，字行比别的稿件长，一眼看出是头条",
            f"reset: {count} columns as {own.split}, its lines longer than those of the others",
        )
    if own.head_side:
        yield Text(
            "竖题：避开旁边的横题，题短，一栏站得下",
            "an upright headline: it keeps clear of the headlines beside it",
        )
    if own.head_over:
        yield Text(
            "题在图上：题不另占地方，图就放得大",
            "the headline stands on the photo: it takes no room of its own, and the photo has it",
        )
    elif own.photo_columns:
        count = own.photo_columns
        yield Text(
            f"第一张图{'收到' if count == 1 else '跨'} {count} 栏：一版要有一张图压得住",
            f"its first photo crosses {count} column{'s' if count > 1 else ''}: one photo is to lead "
            "the page",
        )


def _page(best: Choice) -> Text:
    good = [reason for reason in best.reasons if reason not in best.faults]
    zh = "；".join(reason.zh for reason in good) or "没有更好的"
    en = "; ".join(reason.en for reason in good) or "there was none better"
    less, less_en = _faults(best)
    return Text(
        f"这一版 {best.score} 分：{zh}。扣分：{less}",
        f"the page scores {best.score}: {en}. Against it: {less_en}",
    )


def _runner(best: Choice, runner: Choice) -> Text:
    less, less_en = _faults(runner)
    return Text(
        f"第二名 {runner.score} 分，少 {best.score - runner.score} 分：{less}",
        f"the next best scores {runner.score}, {best.score - runner.score} less: {less_en}",
    )


def _faults(one: Choice) -> tuple[str, str]:
    told = one.faults[:FAULTS]
    if not told:
        return "只是各稿合版多费一点劲", "fitting its stories took a little more"
    return "；".join(f.zh for f in told), "; ".join(f.en for f in told)


def _cells(slot: Slot) -> int:
    return sum((p.rows[1] - p.rows[0] + 1) * (p.columns[1] - p.columns[0] + 1) for p in slot.ranges)


def _within(slot: Slot, outer: Slot) -> bool:
    """Whether a slot stands in the rectangle round another that is bent."""
    return outer.whole.holds(slot.whole)
