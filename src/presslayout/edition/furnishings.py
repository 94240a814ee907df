"""The differences of what belongs to no story: folios, mastheads, advertisements, rules.

The same change on several pages, a date in every folio, is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from presslayout.base.values import frozen, replace
from presslayout.edition.change import Aspect, Change, ChangeKind
from presslayout.edition.locate import characters_of, extent, joined
from presslayout.edition.looks import face_names, look_of
from presslayout.edition.page import Glyphs, Picture, Placed
from presslayout.edition.pictures import said
from presslayout.edition.rewriting import edits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from presslayout.base.geometry import Box
    from presslayout.edition.page import Block, Edition, Item, Page


@frozen
class _Slot:
    """What stands in a slot of a page: its items, and its words with the box of each character."""

    items: tuple[Item, ...]
    text: str
    boxes: tuple[Box, ...]
    files: tuple[str, ...]
    look: str

    @property
    def box(self) -> tuple[Box, ...]:
        """The box round all of it."""
        whole = extent(self.items)
        return (whole,) if whole is not None else ()

    def stretch(self, start: int, stop: int) -> list[Box]:
        """The boxes of some of its characters, or of the one behind where it is none."""
        return joined(self.boxes[start : max(stop, start + 1)] or self.boxes[-1:])


def furniture(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Slot by slot of pages with the same number; pages that came or went as a whole."""
    found: dict[tuple[object, ...], Change] = {}
    for key, change in _page_by_page(old, new):
        if key in found:
            first = found[key]
            also = (*first.also[0], *change.old_spots), (*first.also[1], *change.new_spots)
            found[key] = replace(first, also=also)
        else:
            found[key] = change
    return tuple(found.values())


def _page_by_page(old: Edition, new: Edition) -> Iterator[tuple[tuple[object, ...], Change]]:
    """Every difference with what tells it from others."""
    pages = {page.number: page for page in old.pages}
    numbers = {page.number for page in new.pages}
    for page in new.pages:
        was = pages.get(page.number)
        if was is None:
            came = Change(ChangeKind.FURNITURE, page.number, "", "page", "", page.label or "+",
                          aspect=Aspect.PAGE)  # fmt: skip
            yield ("came", page.number), came
            continue
        before, after = _slots(was, old), _slots(page, new)
        for name in dict.fromkeys([*after, *before]):
            change = _slot(page.number, name, before.get(name), after.get(name))
            if change is not None:
                yield _key(change, name), change
    for number, was in pages.items():
        if number not in numbers:
            gone = Change(ChangeKind.FURNITURE, number, "", "page", was.label or "-", "",
                          aspect=Aspect.PAGE)  # fmt: skip
            yield ("gone", number), gone


def _key(change: Change, name: str) -> tuple[object, ...]:
    """What the same change on another page has, too."""
    if change.aspect != Aspect.WORDS:
        return change.page, name
    pieces = [
        (change.old[a0:a1], change.new[b0:b1]) for a0, a1, b0, b1 in edits(change.old, change.new)
    ]
    return (name, *pieces)


def _slots(page: Page, edition: Edition) -> dict[str, _Slot]:
    """What stands on a page by the names of its slots, their rules and grounds with them."""
    names = {asset.key: asset.file for asset in edition.assets}
    faces = face_names(edition)
    blocks = {b.id.partition("/")[2]: b for b in page.blocks if not b.story}
    gathered: dict[str, list[Block]] = {}
    for name, block in blocks.items():
        home = name.rpartition("-")[0]
        gathered.setdefault(home if home in blocks else name, []).append(block)
    return {name: _made(found, names, faces) for name, found in gathered.items()}


def _made(blocks: list[Block], names: dict[str, str], faces: dict[str, str]) -> _Slot:
    items = tuple(item for block in blocks for item in block.items)
    text, boxes, files = "", [], []
    for item in items:
        if isinstance(item, Glyphs):
            # Some glyphs stand for several characters: each of those has the glyph's box.
            for _, length, box in characters_of(item):
                boxes += [box] * length
            text += item.text
            boxes += [boxes[-1]] * (len(text) - len(boxes)) if boxes else []
        elif isinstance(item, Picture):
            files.append(names.get(item.image, item.image))
        elif isinstance(item, Placed):
            files.append(names.get(item.document, item.document))
    look = look_of((item for item in items if isinstance(item, Glyphs)), faces)
    return _Slot(items, text, tuple(boxes), tuple(files), look)


def _slot(page: int, name: str, was: _Slot | None, now: _Slot | None) -> Change | None:
    if was is not None and now is not None and was.items == now.items:
        return None
    stood = was.box if was else ()
    stands = now.box if now else ()
    old, new = (s.text or " ".join(s.files) if s else "" for s in (was, now))
    aspect = Aspect.WORDS
    if was is None or now is None:
        # What has no words has come or gone all the same.
        old, new = (t or (name if s else "") for t, s in ((old, was), (new, now)))
        aspect = Aspect.LOOK if not (was or now).text else Aspect.WORDS  # type: ignore[union-attr]
    elif was.text != now.text:
        found = edits(was.text, now.text)
        old, new = was.text, now.text
        stood = tuple(box for a0, a1, _, _ in found for box in was.stretch(a0, a1)) or stood
        stands = tuple(box for _, _, b0, b1 in found for box in now.stretch(b0, b1)) or stands
    elif _images(was) != _images(now):
        old, new, aspect = "、".join(was.files), "、".join(now.files), Aspect.PICTURE
    elif stood and stands and stood != stands:
        aspect = Aspect.PLACE
        old, new = (said(s[0]) if s else "" for s in (stood, stands))
    else:
        # Lines and grounds have no words for what they look like.
        changed = was.look != now.look
        old, new = (was.look, now.look) if changed else ("", "")
        aspect = Aspect.LOOK
    where = stands if now else stood
    before = (page, stood) if stood else (None, ())
    return Change(ChangeKind.FURNITURE, page, "", name, old, new, None, where, before, aspect)


def _images(slot: _Slot) -> tuple[str, ...]:
    """The pictures by their content."""
    return tuple(
        item.image if isinstance(item, Picture) else item.document
        for item in slot.items
        if isinstance(item, (Picture, Placed))
    )
