"""Where photos, fact boxes and graphics of a story stand: a word, a column and a row, or locked for good."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import frozen
from presslayout.issue.issue import FactBox, Photo, Story
from presslayout.issue.page_parts import Lock
from presslayout.issue.read_ranges import rectangle
from presslayout.issue.template import Range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.diagnostics import Span
    from presslayout.issue.graphics import Graphic
    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import Slot


@frozen
class PlaceAsked:
    """What stands inside a story says of its place; what is locked has a spot, columns and rows."""

    at: str
    spot: tuple[int, int] | None
    columns: int | None
    rows: int | None
    lock: Lock | None


def lock(row: Row) -> Lock | None:
    """The lock of a story or of what stands inside one; None without one."""
    if not row.has("lock"):
        return None
    if not row.maps("lock"):
        return Lock(None, row.place("lock")) if row.yes("lock") else None
    inner = row.row("lock")
    place = rectangle(inner) if inner is not None else None
    return Lock(place, row.place("lock")) if place is not None else None


def place(row: Row, name: str, reading: Reading) -> PlaceAsked:
    """The place that a photo's, a fact box's or a graphic's row gives, what it is locked to before all else."""
    spot = row.row("at") if row.maps("at") else None
    at = "" if spot is not None else row.choice("at")
    column, line = (spot.integer(n) if spot else None for n in ("column", "row"))
    columns = row.integer("columns")
    sized = row.record.knows("rows")
    high = row.integer("rows") if sized else None
    held = lock(row)
    if held is not None and held.place is not None:
        (top, foot), (left, right) = held.place.rows, held.place.columns
        return PlaceAsked("", (left, top), right - left + 1, foot - top + 1, held)
    begun = (column, line) if column and line else None
    if held is not None:
        wanted = {"at": begun, "columns": columns, **({"rows": high} if sized else {})}
        missing = [key for key, value in wanted.items() if value is None]
        if missing:
            _lacks(row, name, missing, reading)
            held = None
    return PlaceAsked(at, begun, columns, high, held)


def check_places(story: Story, slot: Slot, reading: Reading) -> None:
    """What stands at a column and a row of a slot lies inside it, and nothing locked over another."""
    count = slot.split or slot.columns[1] - slot.columns[0] + 1
    style = story.style
    frame = slot.frame if style is None or style.frame is None else style.frame
    high = slot.rows[1] - slot.rows[0] + (0 if frame else 1)
    listed = list(_listed(story))
    for name, found in listed:
        box, span = _box(found), found.lock.span if found.lock is not None else found.span
        if box is not None and (box.columns[1] > count or box.rows[1] > high):
            _off(name, span, box, (slot, count, high), reading)
    locked = [(name, one, box) for name, one in listed if one.lock and (box := _box(one))]
    for (name, one, first), (other, second, box) in combinations(locked, 2):
        assert one.lock is not None
        assert second.lock is not None
        common = first.meets(box)
        if common is not None:
            where = f"{one.lock.span.file}:{one.lock.span.line}"
            reading.findings.error(
                "locks-overlap",
                Text(
                    f"稿件{story.id}里{other}和{name}（{where}）锁在同一处："
                    f"行 {common.rows[0]}-{common.rows[1]}、栏 {common.columns[0]}-{common.columns[1]}",
                    f"in story {story.id} {other} and {name} ({where}) are locked to the same rows "
                    f"{common.rows[0]}-{common.rows[1]}, columns "
                    f"{common.columns[0]}-{common.columns[1]}",
                ),
                second.lock.span,
                Text("改其中一个的「锁定」", "change the lock of one"),
            )


def check_free(story: Story, reading: Reading) -> None:
    """Of a story that may be moved nothing can be locked: it would move along."""
    for name, one in _listed(story):
        if one.lock is not None:
            reading.findings.error(
                "lock-in-free-story",
                Text(
                    f"稿件{story.id}的{name}锁定了，稿件自己却没有定下在哪里",
                    f"{name} of story {story.id} is locked, but the story itself may be moved",
                ),
                one.lock.span,
                Text(
                    "给稿件写「位置」或「锁定」，或先用 presslayout pick 定下版式",
                    "give the story a slot or a lock, or pin the layout with presslayout pick",
                ),
            )


def _listed(story: Story) -> Iterator[tuple[str, Photo | FactBox | Graphic]]:
    yield from ((photo.file, photo) for photo in story.photos)
    yield from ((f"资料框「{box.title}」", box) for box in story.factboxes)
    yield from ((f"图表「{one.title}」", one) for one in story.graphics)


def _box(one: Photo | FactBox | Graphic) -> Range | None:
    """The rectangle that it takes of its slot, its rows one where they are not known."""
    if one.spot is None:
        return None
    column, row = one.spot
    return Range((row, row + (one.rows or 1) - 1), (column, column + (one.columns or 1) - 1))


def _off(name: str, span: Span, box: Range, room: tuple[Slot, int, int], reading: Reading) -> None:
    slot, count, high = room
    rows, columns = box.rows, box.columns
    wide, tall = columns[1] - columns[0] + 1, rows[1] - rows[0] + 1
    reading.findings.error(
        "photo-off-slot",
        Text(
            f"{name} 从第 {columns[0]} 栏第 {rows[0]} 行起占 {wide} 栏、{tall} 行，"
            f"出了版位「{slot.name}」（{count} 栏、{high} 行）",
            f"{name} begins at column {columns[0]}, row {rows[0]} and takes {wide} columns, {tall} "
            f"rows: outside slot “{slot.name}” ({count} columns, {high} rows)",
        ),
        span,
        Text(
            "改它的栏和行，或「栏数」「高」",
            "change its column and row, or how many it takes",
        ),
    )


def _lacks(row: Row, name: str, missing: list[str], reading: Reading) -> None:
    said = {f.name: f.zh for f in row.record.fields}
    zh = "、".join(f"「{said[key]}」" for key in missing)
    reading.findings.error(
        "lock-without-place",
        Text(
            f"{name} 写了「锁定: 是」，还缺{zh}",
            f"{name} is locked, but lacks {', '.join(missing)}",
        ),
        row.place("lock"),
        Text(
            "写全「位置: {栏: 2, 行: 5}」「栏数」「高」，或写 锁定: {栏: 2-3, 行: 5-23}；"
            "presslayout pick --lock 能照排成的写",
            "write at: {column: 2, row: 5}, columns and rows, or lock: {columns: 2-3, rows: 5-23}; "
            "presslayout pick --lock writes it as it was set",
        ),
    )
