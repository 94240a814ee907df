"""The differences between two editions: text, moves, style, photos, furniture (SPEC §5).

Reflow alone is none: text is compared as text, places only by what an editor placed.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from enum import StrEnum
from os.path import commonpath
from typing import TYPE_CHECKING

from presslayout.base.geometry import Box
from presslayout.base.source import file_name
from presslayout.base.units import mm, to_mm, to_pt
from presslayout.base.values import frozen
from presslayout.edition.locate import around, block_extent, boxes
from presslayout.edition.page import Edition, Glyphs, Picture, Placed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from presslayout.edition.page import Block, Page


class ChangeKind(StrEnum):
    """What differs between two editions."""

    TEXT = "text"
    MOVE = "move"
    STYLE = "style"
    PHOTO = "photo"
    FURNITURE = "furniture"


# A story or photo that fitting shifts by less was not moved.
SHIFTED = mm(6)
# A crop that differs by less, in per mille of the picture, is the same; so is one whose middle
# differs by less where the picture became higher or lower.
RECROPPED, MIDDLE = 15, 60
SAME_HEIGHT = mm(1)
# Changes with so few characters between them are one: they were made in one go.
TOGETHER = 1
_PHOTO = "photo-"
# A paragraph as long as this that stands elsewhere was moved; so much of it is shown.
MOVED_LEAST, SHOWN = 20, 16

# Old start, old end, new start, new end.
Edit = tuple[int, int, int, int]


@frozen
class Change:
    """One difference.

    `offset` counts in the new text of `part`; `boxes` say where it stands on the new page, or on
    the old one where only that has it.  `before` is the old page and where it stood there.
    """

    kind: ChangeKind
    page: int | None
    story: str
    part: str
    old: str
    new: str
    offset: int | None = None
    boxes: tuple[Box, ...] = ()
    before: tuple[int | None, tuple[Box, ...]] = (None, ())

    @property
    def box(self) -> Box | None:
        """The box round all of it."""
        return around(self.boxes)


def changes(old: Edition, new: Edition) -> tuple[Change, ...]:
    """Every difference: stories in the order of the new edition, then what is gone, then furniture."""
    known = dict.fromkeys([a.id for a in new.articles] + [a.id for a in old.articles])
    found: list[Change] = []
    for story in known:
        found += _texts(story, old, new)
        found += _moves(story, old, new)
        found += _styles(story, old, new)
        found += _photos(story, old, new)
    return (*found, *_furniture(old, new))


def _texts(story: str, old: Edition, new: Edition) -> Iterator[Change]:
    before, after = _parts(old, story), _parts(new, story)
    for part in dict.fromkeys([*after, *before]):
        one, other = before.get(part, ""), after.get(part, "")
        moved = _rearranged(one, other)
        if moved and not _told_apart(one, other, moved):
            moved = []
        for pair in moved:
            yield _moved(new, story, part, (one, other), pair)
        one, there = _without(one, [pair[0] for pair in moved])
        other, here = _without(other, [pair[1] for pair in moved])
        for a0, a1, b0, b1 in edits(one, other):
            start, begin = _back(b0, here), _back(a0, there)
            page, where = _where(new, story, part, start, start + b1 - b0)
            was = _where(old, story, part, begin, begin + a1 - a0)
            if page is None:
                page, where = was
            yield Change(
                ChangeKind.TEXT, page, story, part, one[a0:a1], other[b0:b1], start, where, was
            )


def _told_apart(old: str, new: str, moved: Sequence[tuple[int, int]]) -> bool:
    """Whether no other change reaches over the place of a paragraph that was moved."""
    one, there = _without(old, [pair[0] for pair in moved])
    other, here = _without(new, [pair[1] for pair in moved])
    return all(
        _back(max(stop - 1, start), places) - _back(start, places) == max(stop - 1 - start, 0)
        for a0, a1, b0, b1 in edits(one, other)
        for start, stop, places in ((a0, a1, there), (b0, b1, here))
    )


def _rearranged(old: str, new: str) -> list[tuple[int, int]]:
    """Paragraphs that stand once in each text, in another order: their numbers there, from 0."""
    before, after = old.split("\n"), new.split("\n")
    counts = Counter(before), Counter(after)
    common = [
        (was, after.index(text))
        for was, text in enumerate(before)
        if len(text) >= MOVED_LEAST and counts[0][text] == counts[1][text] == 1
    ]
    kept = _longest_rising([now for _, now in common])
    return [pair for pair in common if pair[1] not in kept]


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The members of the longest rising part of a sequence without repeats."""
    chains: list[list[int]] = []
    for number in numbers:
        at = bisect_left([chain[-1] for chain in chains], number)
        chain = [*(chains[at - 1] if at else []), number]
        chains[at : at + 1] = [chain]
    return set(chains[-1]) if chains else set()


def _without(text: str, numbers: Sequence[int]) -> tuple[str, list[tuple[int, int]]]:
    """The text without some paragraphs, and where each stretch of it begins there and in the whole."""
    gone = set(numbers)
    kept, places, at, size = [], [], 0, 0
    for number, paragraph in enumerate(text.split("\n")):
        if number not in gone:
            places.append((size, at))
            kept.append(paragraph)
            size += len(paragraph) + 1
        at += len(paragraph) + 1
    return "\n".join(kept), places or [(0, 0)]


def _back(place: int, places: Sequence[tuple[int, int]]) -> int:
    """A place of a text without some paragraphs in the whole text."""
    shorter, whole = places[max(bisect_right(places, (place, sys.maxsize)) - 1, 0)]
    return whole + place - shorter


def _moved(
    new: Edition, story: str, part: str, texts: tuple[str, str], numbers: tuple[int, int]
) -> Change:
    """A paragraph that stands elsewhere in its text."""
    was, now = numbers
    paragraphs = texts[1].split("\n")
    start = sum(len(p) + 1 for p in paragraphs[:now])
    words = paragraphs[now]
    lead = words[:SHOWN] + ("…" if len(words) > SHOWN else "")
    page, where = _where(new, story, part, start, start + len(words))
    said = f"第{was + 1}段 {lead}", f"第{now + 1}段 {lead}"
    return Change(ChangeKind.MOVE, page, story, part, *said, start, where)


def _parts(edition: Edition, story: str) -> dict[str, str]:
    return next((dict(a.texts) for a in edition.articles if a.id == story), {})


def edits(old: str, new: str) -> list[Edit]:
    """(old start, old end, new start, new end) of what differs, near neighbours as one.

    The fewest single characters written, taken away or exchanged.
    """
    from rapidfuzz.distance.Levenshtein import opcodes

    if old == new:
        return []
    # What both begin and end with needs no search: a long story with one edit is found at once.
    head = _common(old, new)
    tail = min(_common(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    a, b = old[head : len(old) - tail], new[head : len(new) - tail]
    found: list[Edit] = []
    for op in opcodes(a, b):
        a0, a1, b0, b1 = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag == "equal":
            continue
        if found and a0 + head - found[-1][1] <= TOGETHER:
            last = found.pop()
            found.append((last[0], a1 + head, last[2], b1 + head))
        else:
            found.append((a0 + head, a1 + head, b0 + head, b1 + head))
    return found


def _common(one: str, other: str) -> int:
    return len(commonpath((one, other)))


def _where(
    edition: Edition, story: str, part: str, start: int, stop: int
) -> tuple[int | None, tuple[Box, ...]]:
    shown = part
    for page in edition.pages:
        found = boxes(page, story, shown, start, max(stop, start + 1))
        if found:
            return page.number, tuple(found)
    return next(((p.number, ()) for p in edition.pages if _blocks(p, story)), (None, ()))


def _blocks(page: Page, story: str) -> list[Block]:
    return [b for b in page.blocks if b.story == story and not b.artifact]


def _moves(story: str, old: Edition, new: Edition) -> Iterator[Change]:
    """A story on another page, or whose upper left corner or width is another."""
    before, after = _frames(old, story), _frames(new, story)
    if not before or not after:
        return
    if sorted(before) != sorted(after):
        gone = "、".join(str(n) for n in sorted(before))
        came = "、".join(str(n) for n in sorted(after))
        page = min(after)
        first = min(before)
        stood = first, (before[first],)
        words = f"第{gone}版", f"第{came}版"
        yield Change(ChangeKind.MOVE, page, story, "", *words, None, (after[page],), stood)
        return
    for page, box in after.items():
        was = before[page]
        apart = (abs(box.x - was.x), abs(box.y - was.y), abs(box.width - was.width))
        if max(apart) > SHIFTED:
            yield Change(
                ChangeKind.MOVE,
                page,
                story,
                "",
                _said(was),
                _said(box),
                None,
                (box,),
                (page, (was,)),
            )


def _frames(edition: Edition, story: str) -> dict[int, Box]:
    """The box of a story on each page where it stands."""
    made = {}
    for page in edition.pages:
        found = [block_extent(block) for block in _blocks(page, story)]
        whole = around(box for box in found if box is not None)
        if whole is not None:
            made[page.number] = whole
    return made


def _styles(story: str, old: Edition, new: Edition) -> Iterator[Change]:
    """Parts whose face, size or ink is another, judged by most of their characters."""
    before, after = _looks(old, story), _looks(new, story)
    for part, (look, page, box) in after.items():
        if part in before and before[part][0] != look:
            past, was, place = before[part]
            yield Change(
                ChangeKind.STYLE, page, story, part, past, look, None, (box,), (was, (place,))
            )


def _looks(edition: Edition, story: str) -> dict[str, tuple[str, int, Box]]:
    names = {asset.key: file_name(asset.key, asset.file) for asset in edition.assets}
    made: dict[str, tuple[str, int, Box]] = {}
    for page in edition.pages:
        for block in _blocks(page, story):
            runs = [i for i in block.items if isinstance(i, Glyphs)]
            box = block_extent(block)
            if not runs or box is None or block.part in made:
                continue
            counted: Counter[tuple[str, int, tuple[int, ...]]] = Counter()
            for run in runs:
                ink = run.ink
                key = run.face, run.size, (ink.c, ink.m, ink.y, ink.k)
                counted[key] += len(run.ids)
            (face, size, inks), _ = max(counted.items(), key=lambda entry: (entry[1], entry[0]))
            colour = " ".join(f"{c}{n // 10}" for c, n in zip("CMYK", inks, strict=True) if n)
            look = f"{names.get(face, face)} {to_pt(size):.4g}pt {colour}"
            made[block.part] = (look, page.number, box)
    return made


def _photos(story: str, old: Edition, new: Edition) -> Iterator[Change]:
    """Photos that are new, gone, replaced, recropped, resized or elsewhere."""
    before, after = _pictures(old, story), _pictures(new, story)
    for part in dict.fromkeys([*after, *before]):
        was, now = before.get(part), after.get(part)
        if was is None or now is None:
            one = now or was
            assert one is not None
            old_name, new_name = (was.file if was else ""), (now.file if now else "")
            stood = (was.page, (was.picture.box,)) if was else (None, ())
            where = (one.picture.box,)
            yield Change(
                ChangeKind.PHOTO, one.page, story, part, old_name, new_name, None, where, stood
            )
            continue
        box, past = now.picture.box, was.picture.box
        stood = was.page, (past,)
        if was.picture.image != now.picture.image:
            yield Change(
                ChangeKind.PHOTO, now.page, story, part, was.file, now.file, None, (box,), stood
            )
        elif _recropped(was.picture, now.picture):
            crops = (_cropped(was.picture), _cropped(now.picture))
            yield Change(ChangeKind.PHOTO, now.page, story, part, *crops, None, (box,), stood)
        if was.page != now.page or max(abs(box.x - past.x), abs(box.y - past.y)) > SHIFTED:
            yield Change(
                ChangeKind.MOVE, now.page, story, part, _said(past), _said(box), None, (box,), stood
            )


@frozen
class _Shown:
    page: int
    picture: Picture
    file: str


def _pictures(edition: Edition, story: str) -> dict[str, _Shown]:
    names = {asset.key: asset.file for asset in edition.assets}
    found = {}
    for page in edition.pages:
        for block in _blocks(page, story):
            for item in block.items:
                if isinstance(item, Placed):
                    # Nothing of a placed page is cropped.
                    item = Picture(item.document, item.box, (0, 0, 1, 1))  # noqa: PLW2901
                if isinstance(item, Picture):
                    file = names.get(item.image, item.image)
                    found[block.part] = _Shown(page.number, item, file)
    return found


def _recropped(was: Picture, now: Picture) -> bool:
    """Another width, another middle, or another window at the same size.

    A height of some rows more or less, round the same middle, is what fitting does: reflow.
    """
    if abs(was.box.width - now.box.width) > SHIFTED:
        return True
    for low, high in ((0, 2), (1, 3)):
        whole = max(was.crop[high], now.crop[high], 1)
        apart = abs(was.crop[low] + was.crop[high] - now.crop[low] - now.crop[high])
        if apart * 1000 > 2 * MIDDLE * whole:
            return True
    if abs(was.box.height - now.box.height) > SAME_HEIGHT:
        return False
    wide, high = max(was.crop[2], now.crop[2], 1), max(was.crop[3], now.crop[3], 1)
    sides = zip(was.crop, now.crop, (wide, high, wide, high), strict=True)
    return any(abs(a - b) * 1000 > RECROPPED * size for a, b, size in sides)


def _furniture(old: Edition, new: Edition) -> Iterator[Change]:
    """What belongs to no story, slot by slot of pages with the same number."""
    pages = {page.number: page for page in old.pages}
    numbers = {page.number for page in new.pages}
    for page in new.pages:
        was = pages.get(page.number)
        if was is None:
            yield Change(ChangeKind.FURNITURE, page.number, "", "page", "", page.label)
            continue
        before, after = _slots(was), _slots(page)
        for name in dict.fromkeys([*after, *before]):
            one, other = before.get(name), after.get(name)
            if one is not None and other is not None and one.items == other.items:
                continue
            shown = other or one
            assert shown is not None
            box = block_extent(shown)
            where = (box,) if box is not None else ()
            past = block_extent(one) if one is not None else None
            stood = (page.number, (past,)) if past is not None else (None, ())
            words = _words(one), _words(other)
            yield Change(ChangeKind.FURNITURE, page.number, "", name, *words, None, where, stood)
    for number, was in pages.items():
        if number not in numbers:
            yield Change(ChangeKind.FURNITURE, number, "", "page", was.label, "")


def _slots(page: Page) -> dict[str, Block]:
    return {b.id.partition("/")[2]: b for b in page.blocks if not b.story}


def _words(block: Block | None) -> str:
    if block is None:
        return ""
    return "".join(item.text for item in block.items if isinstance(item, Glyphs))


def _said(box: Box) -> str:
    return f"{to_mm(box.x):.0f},{to_mm(box.y):.0f} {to_mm(box.width):.0f}×{to_mm(box.height):.0f}mm"


def _cropped(picture: Picture) -> str:
    left, top, right, bottom = picture.crop
    return f"{left},{top}–{right},{bottom}"
