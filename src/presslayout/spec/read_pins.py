"""The pinned layout of a page (版式): which rows and columns each story without a slot takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.diagnostics import Text
from presslayout.spec.issue import PageSpec, Pin, Story

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from presslayout.diagnostics import Span
    from presslayout.spec.reader import Row
    from presslayout.spec.reading import Reading
    from presslayout.spec.template import Slot, Template

_AGAIN = Text(
    "再运行 presslayout pick，或删去「版式」", "run presslayout pick again, or delete layout"
)


def pins(row: Row) -> Iterator[Pin]:
    """The pins of a page row that can be read."""
    for pin in row.rows("layout"):
        name, rows, columns = pin.words("id").strip(), pin.value("rows"), pin.value("columns")
        if name and isinstance(rows, tuple) and isinstance(columns, tuple):
            yield Pin(name, rows, columns, pin.place("id"))


def check_pins(page: PageSpec, template: Template, jumps: Iterable[str], reading: Reading) -> None:
    """Pins name the stories that have no slot, each once, inside the page and beside each other."""
    if not page.pinned:
        return
    wanted = {tale.id: tale for tale in page.stories if tale.slot is None}
    seen: dict[str, Pin] = {}
    for pin in page.pinned:
        if pin.story not in wanted or pin.story in seen:
            _wrong_story(pin, page.stories, reading)
            continue
        seen[pin.story] = pin
        _inside(pin, template, reading)
    for name, tale in wanted.items():
        if name not in seen:
            reading.findings.error(
                "pin-missing",
                Text(
                    f"「版式」里没有稿件{name}，它也没有位置",
                    f"the pinned layout has no place for story {name}, nor has it a slot",
                ),
                tale.span,
                _AGAIN,
            )
    kept = {tale.slot for tale in page.stories if tale.slot} | set(jumps)
    stays = [s for s in template.slots if s.content != "story" or s.name in kept]
    placed = list(seen.values())
    for number, pin in enumerate(placed):
        others: list[Pin | Slot] = [*placed[:number], *stays]
        for other in others:
            if _meet(pin, other):
                _overlap(pin, other, reading)


def _meet(one: Pin, other: Pin | Slot) -> bool:
    return (
        one.rows[0] <= other.rows[1]
        and other.rows[0] <= one.rows[1]
        and one.columns[0] <= other.columns[1]
        and other.columns[0] <= one.columns[1]
    )


def _overlap(pin: Pin, other: Pin | Slot, reading: Reading) -> None:
    name = other.story if isinstance(other, Pin) else other.name
    place: Span = other.span
    reading.findings.error(
        "slots-overlap",
        Text(
            f"「版式」里稿件{pin.story}和「{name}」重叠（{place.file}:{place.line}）",
            f"in the pinned layout story {pin.story} overlaps {name} ({place.file}:{place.line})",
        ),
        pin.span,
        _AGAIN,
    )


def _wrong_story(pin: Pin, stories: Iterable[Story], reading: Reading) -> None:
    open_ = [tale.id for tale in stories if tale.slot is None]
    reading.findings.error(
        "pin-story",
        Text(
            f"「版式」里的稿件{pin.story}写了两次，或不是这一版没有位置的稿件",
            f"story {pin.story} of the pinned layout stands twice, or is none of the page's "
            "stories without a slot",
        ),
        pin.span,
        Text(
            f"没有位置的稿件：{'、'.join(open_) or '无'}",
            f"stories without a slot: {', '.join(open_) or 'none'}",
        ),
    )


def _inside(pin: Pin, template: Template, reading: Reading) -> None:
    if pin.rows[1] <= template.rows and pin.columns[1] <= template.base_columns:
        return
    reading.findings.error(
        "slot-off-page",
        Text(
            f"「版式」里稿件{pin.story}出了版心（{template.rows} 行、{template.base_columns} 栏）",
            f"in the pinned layout story {pin.story} leaves the type area ({template.rows} rows, "
            f"{template.base_columns} columns)",
        ),
        pin.span,
        _AGAIN,
    )
