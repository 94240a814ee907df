"""The rows and columns of a template's slots: one rectangle, several, or some inside another slot."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import replace
from presslayout.issue.kinds import Content
from presslayout.issue.lattice import torn, uncovered
from presslayout.issue.nearest import nearest
from presslayout.issue.template import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import Slot, Template


def ranges(row: Row, what: Text, reading: Reading) -> tuple[Range, tuple[Range, ...]] | None:
    """The rectangle round a slot and, where there are several, its parts; None when it has none.

    `what` names it in messages.
    """
    whole = rectangle(row)
    parts = tuple(part for one in row.rows("parts") if (part := rectangle(one)) is not None)
    given = [key for key in ("rows", "columns") if row.has(key)]
    if row.has("parts") and given:
        reading.findings.error(
            "bad-value",
            Text(
                f"{what.zh}写了「范围」，就不用再写「行」「栏」",
                f"{what.en} has parts; it takes no rows and columns beside them",
            ),
            row.place(given[0]),
            Text("删去「行」「栏」，或删去「范围」", "remove rows and columns, or parts"),
        )
        return None
    if row.has("parts"):
        if not parts:
            return None
        top = min(p.rows[0] for p in parts), max(p.rows[1] for p in parts)
        across = min(p.columns[0] for p in parts), max(p.columns[1] for p in parts)
        return Range(top, across), parts if len(parts) > 1 else ()
    for key in ("rows", "columns"):
        if not row.has(key):
            field = row.record.field(key)
            reading.findings.error(
                "missing-key",
                Text(
                    f"{what.zh}缺少「{field.zh}」：{field.doc.zh}",
                    f"{what.en} lacks “{field.name}”: {field.doc.en}",
                ),
                row.span,
                Text(f"加一行「{field.zh}: …」", f"add a line “{field.name}: …”"),
            )
    return (whole, ()) if whole is not None else None


def rectangle(row: Row) -> Range | None:
    """The rows and columns of one rectangle; None where they could not be read."""
    rows, columns = row.value("rows"), row.value("columns")
    if not isinstance(rows, tuple) or not isinstance(columns, tuple):
        return None
    return Range(rows, columns)


def nested(slots: Sequence[Slot], reading: Reading) -> list[Slot]:
    """The slots, each with the ranges that others take inside it; what does not fit is told."""
    by_name = {slot.name: slot for slot in slots}
    cuts: dict[str, list[Range]] = {}
    for slot in slots:
        if not slot.within:
            continue
        outer = by_name.get(slot.within)
        why = _misplaced(slot, outer, slots)
        if why is None:
            assert outer is not None
            cuts.setdefault(slot.within, []).extend(_with_air(r, outer) for r in slot.ranges)
        else:
            reading.findings.error("slot-not-inside", why[0], slot.span, why[1])
    _overlaps(slots, reading)
    return [replace(slot, cuts=tuple(cuts.get(slot.name, ()))) for slot in slots]


def _with_air(place: Range, outer: Slot) -> Range:
    """A range and the row below it: what stands there is parted from the text that goes on."""
    return Range((place.rows[0], min(place.rows[1] + 1, outer.rows[1])), place.columns)


def check_covered(template: Template, reading: Reading) -> None:
    """Warn of what of the type area no slot takes, but for the air between slots."""
    open_ = list(uncovered(template))
    if not open_:
        return
    zh, en = "；".join(one.told.zh for one in open_), "; ".join(one.told.en for one in open_)
    reading.findings.warn(
        "rows-uncovered",
        Text(
            f"版式「{template.name}」有的地方不在任何区块里，会印成白的：{zh}",
            f"template “{template.name}” has no slot for {en}: it prints white there",
        ),
        template.span,
        Text(
            "加一个区块，或把旁边的区块加行加栏；要留白，给它一个「内容: 装饰」的区块",
            "add a slot, or rows and columns to one beside it; for white that is meant, a slot with "
            "“content: ornament”",
        ),
    )


def check_columns(template: Template, reading: Reading) -> None:
    """Text columns that 破栏 makes lie wholly inside a slot's parts, or wholly outside."""
    for slot in template.slots:
        if slot.content != Content.STORY or not (slot.parts or slot.cuts):
            continue
        if slot.vertical or (slot.parts and slot.frame):
            what = Text("全文竖排", "vertical text") if slot.vertical else Text("边框", "a frame")
            reading.findings.error(
                "bad-value",
                Text(
                    f"区块「{slot.name}」{'由几个矩形拼成' if slot.parts else '里嵌着别的区块'}，不能用{what.zh}",
                    f"slot “{slot.name}” is no plain rectangle: it takes no {what.en}",
                ),
                slot.span,
                Text("去掉它，或改成一个矩形", "remove it, or make the slot one rectangle"),
            )
            continue
        for place in torn(template, slot):
            inner = next(
                (
                    s
                    for s in template.slots
                    if s.within == slot.name and any(place.holds(r) for r in s.ranges)
                ),
                None,
            )
            name = f"「{inner.name}」" if inner else "它自己"
            name_en = f"slot “{inner.name}” inside it" if inner else "one of its parts"
            split = slot.split or slot.columns[1] - slot.columns[0] + 1
            reading.findings.error(
                "range-off-column",
                Text(
                    f"区块「{slot.name}」破成 {split} 栏，{name}的栏 {place.columns[0]}-"
                    f"{place.columns[1]} 从一栏中间切过去",
                    f"slot “{slot.name}” is set in {split} columns; columns {place.columns[0]}-"
                    f"{place.columns[1]} of {name_en} cut through one of them",
                ),
                (inner or slot).span,
                Text(
                    "改破栏或栏的范围，让边落在栏空里",
                    "change the split or the columns so that edges fall into gutters",
                ),
            )


def _misplaced(slot: Slot, outer: Slot | None, slots: Sequence[Slot]) -> tuple[Text, Text] | None:
    """Why a slot cannot stand inside the one that it names, and what to do."""
    if outer is None or outer is slot:
        stories = [s.name for s in slots if s.content == Content.STORY and s is not slot]
        close = nearest(slot.within, stories)
        return Text(
            f"区块「{slot.name}」要嵌在「{slot.within}」里，版式里没有这个区块"
            + (f"；是不是「{close}」？" if close else ""),
            f"slot “{slot.name}” is to stand inside “{slot.within}”, which the template lacks"
            + (f"; did you mean “{close}”?" if close else ""),
        ), Text(
            f"可用：{'、'.join(stories) or '（没有）'}", f"known: {', '.join(stories) or 'none'}"
        )
    if outer.content != Content.STORY or outer.within:
        return Text(
            f"区块「{slot.name}」嵌在「{outer.name}」里，可「{outer.name}」不是放稿件的区块，"
            "或自己也嵌在别处",
            f"slot “{slot.name}” stands inside “{outer.name}”, which holds no story or is nested itself",
        ), Text("嵌在一个放稿件的区块里", "let it stand inside a slot for stories")
    for place in slot.ranges:
        if not any(part.holds(place) for part in outer.ranges):
            return Text(
                f"区块「{slot.name}」（行 {place.rows[0]}-{place.rows[1]}、栏 {place.columns[0]}-"
                f"{place.columns[1]}）伸出了「{outer.name}」（行 {outer.rows[0]}-{outer.rows[1]}、栏 "
                f"{outer.columns[0]}-{outer.columns[1]}）",
                f"slot “{slot.name}” (rows {place.rows[0]}-{place.rows[1]}, columns "
                f"{place.columns[0]}-{place.columns[1]}) leaves “{outer.name}” (rows "
                f"{outer.rows[0]}-{outer.rows[1]}, columns {outer.columns[0]}-{outer.columns[1]})",
            ), Text("改小它的行或栏", "make its rows or columns smaller")
    return None


def _overlaps(slots: Sequence[Slot], reading: Reading) -> None:
    for one in slots:
        for a, b in combinations(one.parts, 2):
            if (common := a.meets(b)) is not None:
                _told(one, one, common, reading)
    for one, other in combinations(slots, 2):
        if one.within == other.name or other.within == one.name:
            continue
        for a in one.ranges:
            for b in other.ranges:
                if (common := a.meets(b)) is not None:
                    _told(one, other, common, reading)


def _told(one: Slot, other: Slot, common: Range, reading: Reading) -> None:
    places = (f"{one.span.file}:{one.span.line}", f"{other.span.file}:{other.span.line}")
    rows, columns = common.rows, common.columns
    reading.findings.error(
        "slots-overlap",
        Text(
            f"「{one.name}」与「{other.name}」区块重叠：行 {rows[0]}–{rows[1]}、栏 "
            f"{columns[0]}–{columns[1]}（{places[0]} 和 {places[1]}）",
            f"slots “{one.name}” and “{other.name}” overlap: rows {rows[0]}–{rows[1]}, "
            f"columns {columns[0]}–{columns[1]} ({places[0]} and {places[1]})",
        ),
        other.span,
        Text(
            "改其中一个的行或栏；嵌在里面的写「嵌在」",
            "change the rows or columns of one; what stands inside another says “within”",
        ),
    )
