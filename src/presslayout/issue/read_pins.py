"""What stays where it is: the pinned layout of a page (版式) and its locked stories (锁定)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.diagnostics import Text
from presslayout.base.values import replace
from presslayout.issue.issue import PageSpec, Story
from presslayout.issue.kinds import Content
from presslayout.issue.lattice import FRAME_INSET_CELLS, MIN_CELLS
from presslayout.issue.page_parts import Lock, Pin
from presslayout.issue.read_places import check_free, check_places, lock
from presslayout.issue.read_ranges import ranges
from presslayout.issue.template import Dress, Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from presslayout.issue.reader import Row
    from presslayout.issue.reading import Reading
    from presslayout.issue.template import Slot, Template

_AGAIN = Text(
    "再运行 presslayout pick，或删去「版式」", "run presslayout pick again, or delete layout"
)
_MOVE = Text("改「锁定」的行和栏，或删去它", "change the lock's rows and columns, or delete it")


def pins(row: Row, reading: Reading) -> Iterator[Pin]:
    """The pins of a page row that can be read."""
    for pin in row.rows("layout"):
        name = pin.words("id").strip()
        what = Text(f"「版式」里的稿件{name}", f"story {name} of the layout")
        found = _held(pin, what, reading)
        if name and found is not None:
            whole, parts, form = found
            yield Pin(name, whole.rows, whole.columns, pin.place("id"), parts=parts, form=form)


def story_lock(row: Row, reading: Reading) -> Lock | None:
    """The lock of a story; None without one."""
    inner = row.row("lock") if row.has("lock") and row.maps("lock") else None
    if inner is None:
        return lock(row)
    name = row.words("id").strip()
    found = _held(inner, Text(f"稿件{name}的「锁定」", f"the lock of story {name}"), reading)
    return Lock(found[0], row.place("lock"), found[1], found[2]) if found is not None else None


def _held(row: Row, what: Text, reading: Reading) -> tuple[Range, tuple[Range, ...], Dress] | None:
    """The rectangle of a story that is held, its parts if there are several, and its dress."""
    place = ranges(row, what, reading)
    form = Dress(
        row.integer("split") or None,
        row.length("frame") or 0,
        row.choice("head_side"),
        row.integer("photo_columns") or 0,
        row.yes("head_over"),
        row.yes("head_small"),
    )
    return (*place, form) if place is not None else None


def check_pins(page: PageSpec, template: Template, jumps: Iterable[str], reading: Reading) -> None:
    """Pins and locks lie inside the page and beside each other, each with a story of its own."""
    wanted = {tale.id: tale for tale in page.stories if tale.slot is None}
    seen: dict[str, Pin] = {}
    for pin in page.pinned:
        if pin.story not in wanted or pin.story in seen:
            _wrong_story(pin, page.stories, reading)
            continue
        seen[pin.story] = pin
    for tale in page.stories:
        if tale.lock is not None:
            _check_lock(tale, tale.lock, seen.get(tale.id), reading)
    held = [pin for pin in page.held if pin.locked or seen.get(pin.story) is pin]
    for pin in held:
        if _inside(pin, template, reading):
            _dressed(pin, template, reading)
    base = next((slot for slot in template.slots if slot.content == Content.STORY), None)
    places = {pin.story: pin for pin in held}
    for tale in wanted.values():
        own = places.get(tale.id)
        if own is None:
            check_free(tale, reading)
        elif base is not None:
            named = "锁定" if own.locked else "版式"
            form = own.form
            where = replace(base, name=named, rows=own.rows, columns=own.columns)
            check_places(tale, replace(where, split=form.split, frame=form.frame), reading)
            _headed(own, tale, reading)
    kept = {tale.slot for tale in page.stories if tale.slot} | set(jumps)
    stays = [s for s in template.slots if s.content != Content.STORY or s.name in kept]
    _beside(held, stays, reading)


def _check_lock(tale: Story, lock: Lock, pin: Pin | None, reading: Reading) -> None:
    if tale.slot is not None:
        if lock.place is not None:
            reading.findings.error(
                "lock-and-slot",
                Text(
                    f"稿件{tale.id}的位置是「{tale.slot}」，「锁定」又写了行和栏，不知道照哪一个",
                    f"story {tale.id} has slot “{tale.slot}”, and its lock rows and columns: which "
                    "holds?",
                ),
                lock.span,
                Text("写「锁定: 是」，或删去「位置」", "write “lock: yes”, or delete the slot"),
            )
        return
    if lock.place is None and pin is None:
        reading.findings.error(
            "lock-without-layout",
            Text(
                f"稿件{tale.id}写了「锁定: 是」，这一版的「版式」里却没有它",
                f"story {tale.id} is locked, but no layout of its page says where it stands",
            ),
            lock.span,
            Text(
                "先运行 presslayout pick，或写明 锁定: {行: 6-40, 栏: 1-4}",
                "run presslayout pick first, or write lock: {rows: 6-40, columns: 1-4}",
            ),
        )
    if lock.place is not None and pin is not None and lock.place != Range(pin.rows, pin.columns):
        reading.findings.error(
            "lock-and-layout",
            Text(
                f"稿件{tale.id}「锁定」在{_told(lock.place)[0]}，「版式」却写着"
                f"{_told(Range(pin.rows, pin.columns))[0]}（{pin.span.file}:{pin.span.line}）",
                f"story {tale.id} is locked to {_told(lock.place)[1]}, but the layout says "
                f"{_told(Range(pin.rows, pin.columns))[1]} ({pin.span.file}:{pin.span.line})",
            ),
            lock.span,
            Text(
                "只留一处，或写成一样：锁在「版式」的地方写「锁定: 是」",
                "keep one of them; to lock it where the layout has it, write “lock: yes”",
            ),
        )


def _beside(held: Sequence[Pin], stays: Iterable[Slot], reading: Reading) -> None:
    """Nothing held lies over another, nor over a slot that stays."""
    for number, pin in enumerate(held):
        for other in held[:number]:
            common = _common(pin.ranges, other.ranges)
            if common is not None:
                one, first = (pin, other) if pin.locked else (other, pin)
                _overlap(one, common, _whose(first), reading)
        for slot in stays:
            common = _common(pin.ranges, slot.ranges)
            if common is not None:
                where = f"{slot.span.file}:{slot.span.line}"
                named = Text(f"版位「{slot.name}」（{where}）", f"slot “{slot.name}” ({where})")
                _overlap(pin, common, named, reading)


def _common(one: Iterable[Range], other: Sequence[Range]) -> Range | None:
    """The first rectangle that two places share."""
    shared = (both for a in one for b in other if (both := a.meets(b)) is not None)
    return next(shared, None)


def _overlap(pin: Pin, common: Range, other: Text, reading: Reading) -> None:
    own = _whose(pin)
    zh, en = _told(common)
    reading.findings.error(
        "slots-overlap",
        Text(f"{own.zh}和{other.zh}重叠：{zh}", f"{own.en} overlaps {other.en}: {en}"),
        pin.span,
        _MOVE if pin.locked else _AGAIN,
    )


def _whose(pin: Pin) -> Text:
    where = f"{pin.span.file}:{pin.span.line}"
    if pin.locked:
        return Text(
            f"稿件{pin.story}的「锁定」（{where}）", f"the lock of story {pin.story} ({where})"
        )
    return Text(
        f"「版式」里的稿件{pin.story}（{where}）", f"story {pin.story} of the layout ({where})"
    )


def _told(place: Range) -> tuple[str, str]:
    rows, columns = place.rows, place.columns
    return (
        f"行 {rows[0]}-{rows[1]}、栏 {columns[0]}-{columns[1]}",
        f"rows {rows[0]}-{rows[1]}, columns {columns[0]}-{columns[1]}",
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


def _inside(pin: Pin, template: Template, reading: Reading) -> bool:
    """Whether a pin lies inside the type area; told where it does not."""
    if pin.rows[1] <= template.rows and pin.columns[1] <= template.base_columns:
        return True
    own = _whose(pin)
    reading.findings.error(
        "slot-off-page",
        Text(
            f"{own.zh}出了版心（{template.rows} 行、{template.base_columns} 栏）",
            f"{own.en} leaves the type area ({template.rows} rows, "
            f"{template.base_columns} columns)",
        ),
        pin.span,
        _MOVE if pin.locked else _AGAIN,
    )
    return False


def _headed(pin: Pin, tale: Story, reading: Reading) -> None:
    """A headline that is to stand on a photo has one, and is there."""
    if not pin.form.head_over or (tale.photos and tale.headline and not pin.form.head_side):
        return
    own = _whose(pin)
    reading.findings.error(
        "bad-value",
        Text(
            f"{own.zh}要题在图上，稿件却没有图、没有主题，或者标题是竖排的",
            f"{own.en} puts the headline on the photo, but the story has no photo, no headline, or "
            "an upright one",
        ),
        pin.span,
        Text("给稿件配一张图，或删去「题在图上」", "give the story a photo, or delete head_over"),
    )


def _dressed(pin: Pin, template: Template, reading: Reading) -> None:
    """What a pin says of its story's dress is possible in its place."""
    form, own = pin.form, _whose(pin)
    if pin.parts and (form.split or form.frame or form.head_side):
        reading.findings.error(
            "bad-value",
            Text(
                f"{own.zh}由几个矩形拼成，不能破栏、加框或竖排标题",
                f"{own.en} is no plain rectangle: it takes no split, frame or vertical headline",
            ),
            pin.span,
            _AGAIN,
        )
        return
    taken = pin.columns[1] - pin.columns[0] + 1
    count = form.split or taken
    cells = taken * (template.base_cells + template.gutter_cells) - template.gutter_cells
    cells -= 2 * FRAME_INSET_CELLS if form.frame else 0
    each = (cells - (count - 1) * template.gutter_cells) // count
    if each >= MIN_CELLS and not (form.head_side and count == 1):
        return
    reading.findings.error(
        "split-too-narrow",
        Text(
            f"{own.zh}每栏只有 {max(each, 0)} 字，至少要 {MIN_CELLS} 字"
            if each < MIN_CELLS
            else f"{own.zh}只有一栏，竖排的标题没有地方站",
            f"{own.en} has {max(each, 0)} characters a column; {MIN_CELLS} at least"
            if each < MIN_CELLS
            else f"{own.en} has one column: a vertical headline leaves none for the body",
        ),
        pin.span,
        _AGAIN,
    )
