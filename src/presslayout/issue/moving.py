"""Places written into an issue file: a layout, a lock, a photo's focus, two stories exchanged.

Lines that need not change stay as the editor typed them; what comes out is read again and compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from presslayout.base.units import to_pt
from presslayout.issue import entries, fields
from presslayout.issue.template import Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presslayout.issue.page_parts import Pin

_SIDES = {en: zh for zh, en in fields.HEAD_SIDE}


def pinned(text: str, number: int, pins: Sequence[Pin]) -> str | None:
    """The file's text with the layout of a page; None where there is no room for it."""
    value = f"[{', '.join(map(_pin, pins))}]"
    page = entries.FileEntry(lambda root: entries.page(root, number), fields.PAGE, "layout")
    return entries.written(text, page, value, "template")


def locked(text: str, story: str, inside: str, place: Pin | Range | None) -> str | None:
    """The file's text with a story locked, or what stands `inside` it: photos-0, charts-1.

    Without a place the lock says 是.  None where the text has no such thing.
    """
    value = "是"
    if place is not None:
        said = [_place(place)] if isinstance(place, Range) else _held(place)
        value = f"{{{', '.join(said)}}}"
    found = _lock(story, inside)
    return entries.written(text, found, value, *_BEHIND[found.record.name])


def unlocked(text: str, story: str, inside: str) -> str | None:
    """The file's text without such a lock; as it is where there is none."""
    return entries.without(text, _lock(story, inside))


def focused(text: str, story: str, photo: int, focus: tuple[int, int]) -> str | None:
    """The file's text with another focus, in per mille, of a story's photo counted from 0.

    None where the text has no such photo, or anything else would change.
    """
    one = entries.FileEntry(
        lambda root: _inside(root, story, "photos", photo), fields.PHOTO, "focus"
    )
    value = f"[{_percent(focus[0])}, {_percent(focus[1])}]"
    return entries.written(text, one, value, "file")


def swapped(text: str, story: str, other: str) -> str | None:
    """The file's text with the places of two stories exchanged; None where one has no place."""
    root = entries.tree(text)
    found = [_slot(root, name) for name in (story, other)]
    if story == other or found[0] is None or found[1] is None:
        return None
    first, second = sorted((pair[1] for pair in found if pair), key=entries.start)
    a, b, c, d = (f(node) for node in (first, second) for f in (entries.start, entries.end))
    made = text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]

    def without(tree: Any) -> None:
        for name in (story, other):
            entries.forget(entries.story(tree, name), fields.STORY, "slot")

    if not entries.same(text, made, without):
        return None
    now = entries.tree(made)
    places = [_slot(now, name) for name in (other, story)]
    kept = all(p and q and p[1].value == q[1].value for p, q in zip(found, places, strict=True))
    return made if kept else None


# Behind which of its entries a lock is written, the first that is there.
_BEHIND = {
    "story": ("slot", "id"),
    "photo": ("at", "columns", "file"),
    "factbox": ("title",),
    "chart": ("title", "form"),
    "numerals": ("title",),
    "timeline": ("title",),
}


def _lock(story: str, inside: str) -> entries.FileEntry:
    if not inside:
        return entries.FileEntry(lambda root: entries.story(root, story), fields.STORY, "lock")
    listed, _, number = inside.rpartition("-")
    record = fields.STORY.field(listed).of or fields.STORY
    return entries.FileEntry(lambda root: _inside(root, story, listed, int(number)), record, "lock")


def _inside(root: Any, story: str, listed: str, number: int) -> Any | None:
    """A photo, a fact box or a graphic of a story, counted from 0."""
    tale = entries.story(root, story)
    found = entries.chain(tale, fields.STORY, listed) if tale is not None else []
    return found[number] if 0 <= number < len(found) else None


def _slot(root: Any, story: str) -> tuple[Any, Any] | None:
    tale = entries.story(root, story)
    return entries.entry(tale, fields.STORY, "slot") if tale is not None else None


def _pin(pin: Pin) -> str:
    story = pin.story if not pin.story.isdigit() else f'"{pin.story}"'
    return f"{{{', '.join((f'编号: {story}', *_held(pin)))}}}"


def _held(pin: Pin) -> list[str]:
    """Where a story is held and how it is dressed."""
    form = pin.form
    said = [_place(place) for place in pin.ranges]
    if pin.parts:
        said = [f"范围: [{', '.join(f'{{{place}}}' for place in said)}]"]
    if form.split:
        said.append(f"破栏: {form.split}")
    if form.frame:
        said.append(f"框: {to_pt(form.frame):g}pt")
    if form.head_side:
        said.append(f"标题竖排: {_SIDES[form.head_side]}")
    if form.photo_columns:
        said.append(f"主图栏数: {form.photo_columns}")
    if form.head_over:
        said.append("题在图上: 是")
    if form.head_small:
        said.append("小题: 是")
    return said


def _place(place: Range) -> str:
    return f"行: {_range(place.rows)}, 栏: {_range(place.columns)}"


def _range(ends: tuple[int, int]) -> str:
    return f"{ends[0]}-{ends[1]}"


def _percent(per_mille: int) -> str:
    return f"{per_mille // 10}%" if per_mille % 10 == 0 else f"{per_mille / 10:.1f}%"
