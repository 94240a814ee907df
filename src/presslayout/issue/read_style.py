"""A story's own style (样式) laid over its slot, and whether its slot can hold it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Span, Text
from presslayout.issue import fields, looks
from presslayout.issue.convert import FRAME
from presslayout.issue.read_accents import drop_cap, ordinals
from presslayout.issue.read_slots import check_head_side
from presslayout.issue.reader import opened
from presslayout.issue.template import Slot, SlotStyle, Template
from presslayout.issue.template_files import style_file

if TYPE_CHECKING:
    from presslayout.issue.read_template import Designed
    from presslayout.issue.reading import Reading

UNSUITED = Text("换一个样式，或换一个版位", "take another style, or another slot")


def story_style(
    name: str, span: Span, slot: str, drawn: Designed, reading: Reading
) -> SlotStyle | None:
    """What a story's 样式 changes of its slot; its 标题 lies over the slot's, key by key."""
    path = style_file(name, span, reading)
    node = reading.tree(path) if path else None
    row = opened(fields.STORY_STYLE, node, reading.findings) if node else None
    if row is None:
        return None
    row = row.scaled(drawn.scale)
    heads_row = row.row("heads")
    lower = drawn.heads.get(slot) or drawn.heads[""]
    heads = None
    if heads_row is not None:
        merged = heads_row.over(lower) if lower else heads_row
        heads = looks.heads(merged, drawn.template.body, reading, accent=drawn.template.accent)
        own = next((one for one in drawn.template.slots if one.name == slot), None)
        if own is not None and not looks.names(merged, "headline", "size"):
            from presslayout.issue import head_sizes

            line = own.heads.headline
            wanted = line.smallest, line.largest, line.max_lines
            heads = head_sizes.resized(heads, merged, wanted, drawn.template.body.size)
    vertical, head_side = row.yes("vertical"), row.choice("head_side")
    made = SlotStyle(
        frame=row.length("frame") if row.has("frame") else FRAME if row.has("ornament") else None,
        tint=row.ink("tint") if row.has("tint") else None,
        heads=heads,
        manner=(
            looks.manner(row.row("manner"), drawn.template.manner) if row.has("manner") else None
        ),
        vertical=vertical,
        head_side=head_side,
        ornament=row.choice("ornament"),
        name=name,
        drop_cap=drop_cap(row.row("drop_cap"), reading),
        ordinals=ordinals(row.row("ordinals")),
        aligned=looks.own_aligns(heads_row),
    )
    filled = next((s for s in drawn.template.slots if s.name == slot), None)
    if filled is not None:
        ways = vertical or filled.vertical, head_side or filled.head_side
        check_head_side(filled, ways, row, reading)
        if (why := unsuited(made, filled, drawn.template)) is not None:
            asked = next((k for k in ("vertical", "frame", "ornament") if row.has(k)), "vertical")
            reading.findings.error("bad-value", why, row.place(asked), UNSUITED)
    return made


def unsuited(
    style: SlotStyle, slot: Slot, template: Template, where: Text | None = None
) -> Text | None:
    """Why a story of this style cannot stand in a slot, None where it can.

    What turns a slot's text, or frames it, needs one rectangle that lies on one page.  `where` names
    the slot.
    """
    half, (first, last) = template.base_columns // 2, slot.columns
    framed = style.frame is not None and bool(slot.parts)
    named = where or Text(f"区块「{slot.name}」", f"slot “{slot.name}”")
    if style.vertical and template.fold and first <= half < last:
        return Text(
            f"{named.zh}跨过中缝，不能全文竖排",
            f"{named.en} crosses the fold: it cannot be vertical",
        )
    if not framed and not (style.vertical and (slot.parts or slot.cuts)):
        return None
    return Text(
        f"{named.zh}不是一个完整的矩形，{'不能竖排' if style.vertical else '不能加框'}",
        f"{named.en} is no plain rectangle: it takes no "
        f"{'vertical text' if style.vertical else 'frame'}",
    )
