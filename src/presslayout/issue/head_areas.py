"""Areas of heads (同题区): which slots of a template may name one, and whether each has company."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.issue.kinds import Content

if TYPE_CHECKING:
    from collections.abc import Iterable

    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import Slot


def check_member(slot: Slot, row: Row, reading: Reading) -> None:
    """Whether a slot's head stands over its text, as all heads of an area do."""
    if not slot.head_area:
        return
    reason = _reason(slot)
    if reason is None:
        return
    reading.findings.error(
        "bad-value",
        Text(
            f"区块「{slot.name}」{reason.zh}，不能写「同题区」",
            f"slot “{slot.name}” {reason.en}: it is of no area of heads",
        ),
        row.place("head_area"),
        Text(
            "删去这一块的「同题区」；横排、题在文上的稿件区块才能写",
            "remove its head_area: it is for stories whose heads stand over their text",
        ),
    )


def _reason(slot: Slot) -> Text | None:
    if slot.content != Content.STORY:
        return Text("不放稿件", "holds no story")
    if slot.vertical:
        return Text("全文竖排", "is vertical")
    if slot.head_side:
        return Text("标题竖排", "has its headline beside its text")
    if slot.within:
        return Text("嵌在别的区块里", "stands inside another")
    if slot.parts:
        return Text("是几个矩形拼成的", "is made of several rectangles")
    return None


def check_areas(slots: Iterable[Slot], reading: Reading) -> None:
    """Whether every area has two slots at least: a name written wrong has one."""
    areas: dict[str, list[Slot]] = {}
    for slot in slots:
        if slot.head_area:
            areas.setdefault(slot.head_area, []).append(slot)
    for name, members in areas.items():
        if len(members) > 1:
            continue
        others = "、".join(f"「{other}」" for other in areas if other != name)
        others_en = ", ".join(f"“{other}”" for other in areas if other != name)
        reading.findings.error(
            "bad-value",
            Text(
                f"同题区「{name}」只有区块「{members[0].name}」一个",
                f"area of heads “{name}” has but one slot, “{members[0].name}”",
            ),
            members[0].span,
            Text(
                "别的区块也写这个名字，或删去" + (f"；另有{others}" if others else ""),
                "write the name in another slot too, or remove it"
                + (f"; there is {others_en}" if others else ""),
            ),
        )
